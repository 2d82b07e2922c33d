"""What qpdf says of a PDF: whether it is sound, its pages, fields, signatures, attachments and properties."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, BinaryIO

import pikepdf

from dataroom.extract import reasons
from dataroom.extract.draft import Draft, Refusal
from dataroom.extract.pdf_actions import tell_actions
from dataroom.extract.pdf_budget import judge_forms, judge_tables
from dataroom.extract.pdf_contents import broken_off
from dataroom.extract.pdf_streams import is_bomb, judge_pages
from dataroom.model import Bilingual, State

_MOST_FIELDS = 20_000
_INVOICES = {"factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml", "order-x.xml"}
_HIDDEN_FLAGS = 2 | 32  # ISO 32000-1, table 165: Hidden, NoView
# The name of the stream holds an address in memory, which says nothing and changes from run to run.
_STREAM = re.compile(r"(?:WARNING: )?(?:stream )?<[^<>]*>[:,]? ?")
_PASSWORD_FIELD = 1 << 13
Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""
_DARK = 0.35


@dataclass(frozen=True, slots=True)
class Structure:
    """The number of pages; what is filled in on each (by its index from 0); why the pages are not the document."""

    pages: int
    filled: dict[int, str] = field(default_factory=dict)
    refusal: Bilingual | None = None
    covers: dict[int, list[Box]] = field(default_factory=dict)
    """Opaque dark notes on each page: marks of redaction that were never carried out."""
    layered: bool = False


def survey(stream: BinaryIO, draft: Draft) -> Structure:
    """Add facts and faults; raises Refusal when the file is encrypted or has no structure at all."""
    logging.getLogger("pikepdf").setLevel(logging.CRITICAL)  # what it would print is in the warnings that are asked for
    judge_tables(stream)
    try:
        with pikepdf.open(stream, suppress_warnings=True) as document:
            judge_pages(document, draft.limits.max_pages)
            judge_forms(document, draft.limits.max_pages)
            structure = _survey(document, draft)
            _soundness(document, draft)
            return structure
    except pikepdf.PasswordError as error:
        raise Refusal(State.ENCRYPTED, reasons.PASSWORD) from error
    except pikepdf.PdfError as error:
        raise Refusal(State.CORRUPT, _broken(str(error))) from error


def _soundness(document: pikepdf.Pdf, draft: Draft) -> None:
    for _, content in embedded(document):
        if is_bomb(content):
            # It is judged as a member. The check would inflate it, and the document is not written anywhere.
            content.write(b"")
    problems = [str(p) for p in (*document.check_pdf_syntax(), *document.get_warnings())]
    if any("bad_alloc" in problem for problem in problems):
        draft.fault(State.TOO_LARGE, reasons.STREAM_TOO_LARGE)
    elif problems:
        draft.fault(State.CORRUPT, _broken(problems[0]))
    for page in broken_off(document):
        draft.fact("page-lost", page=page)
        draft.fault(State.CORRUPT, reasons.page_breaks_off(page))


def _broken(message: str) -> Bilingual:
    said = " ".join(_STREAM.sub("", message).split())[:120]
    return reasons.corrupt("PDF", f"qpdf : {said}", f"qpdf: {said}")


def _survey(document: pikepdf.Pdf, draft: Draft) -> Structure:
    draft.meta(*(_info(document, name) for name in ("/Title", "/Author")))
    if document.is_encrypted:
        draft.fact("restricted")
    root = document.Root
    _attachments(document, draft)
    tell_actions(document, draft)
    for part in _fields(root):
        _signature(part, draft)
    refusal = reasons.PORTFOLIO if "/Collection" in root else None
    if _truth(root.get("/NeedsRendering")):
        refusal = reasons.XFA
    filled, covers = _filled(document, draft), _covers(document, draft)
    return Structure(len(document.pages), filled, refusal, covers, layered="/OCProperties" in root)


def _attachments(document: pikepdf.Pdf, draft: Draft) -> None:
    names = [name for name, _ in embedded(document)]
    for name in names:
        draft.fact("attachment", name)
        if name.lower() in _INVOICES:
            draft.fact("facturx", name)
    if names:
        draft.fact("members", str(len(names)))


def _info(document: pikepdf.Pdf, name: str) -> str | None:
    try:
        value = document.docinfo.get(name)
        return str(value) if isinstance(value, pikepdf.String) else None
    except (pikepdf.PdfError, ValueError, TypeError, KeyError):
        return None


def _truth(value: Any) -> bool:
    return value is not None and str(value).lower() == "true"


def embedded(document: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    """Give each embedded file as its name and its stream, those of the name tree, then those on pages."""
    seen = set()
    for key, spec in _specifications(document):
        content = _content(spec)
        if content is None or content.objgen in seen:
            continue
        seen.add(content.objgen)
        yield _string(spec.get("/UF")) or _string(spec.get("/F")) or key, content


def _specifications(document: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    names = document.Root.get("/Names")
    tree = names.get("/EmbeddedFiles") if isinstance(names, pikepdf.Dictionary) else None
    if isinstance(tree, pikepdf.Dictionary):
        for key, spec in islice(pikepdf.NameTree(tree).items(), _MOST_FIELDS):
            if isinstance(spec, pikepdf.Dictionary):
                yield str(key), spec
    for page in islice(document.pages, _MOST_FIELDS):
        for note in _items(page.obj.get("/Annots")) if "/Annots" in page.obj else ():
            if isinstance(note, pikepdf.Dictionary) and note.get("/Subtype") == "/FileAttachment":
                attached = note.get("/FS")
                if isinstance(attached, pikepdf.Dictionary):
                    yield "piece-jointe", attached


def _content(spec: Any) -> Any:
    files = spec.get("/EF")
    if not isinstance(files, pikepdf.Dictionary):
        return None
    content = files.get("/UF") or files.get("/F")
    return content if isinstance(content, pikepdf.Stream) else None


def _fields(root: Any) -> Iterator[Any]:
    form = root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return
    waiting, seen = _items(form.get("/Fields")), 0
    while waiting and seen < _MOST_FIELDS:
        part = waiting.pop()
        seen += 1
        if isinstance(part, pikepdf.Dictionary):
            yield part
            waiting.extend(_items(part.get("/Kids")))


def _items(array: Any) -> list[Any]:
    return list(array)[:_MOST_FIELDS] if isinstance(array, pikepdf.Array) else []


def _signature(part: Any, draft: Draft) -> None:
    if str(part.get("/FT", "")) != "/Sig":
        return
    name = str(part.get("/T", ""))
    value = part.get("/V")
    if not isinstance(value, pikepdf.Dictionary):
        draft.fact("unsigned-field", name)
        return
    draft.fact("pdf-signature", _string(value.get("/Name")) or name)


def _filled(document: pikepdf.Pdf, draft: Draft) -> dict[int, str]:
    """Give what stands in the form fields and free-text notes of each page: it is seen, but is no page text."""
    filled = {}
    for index, page in enumerate(document.pages):
        if index >= draft.limits.max_pages:
            break
        if "/Annots" not in page.obj:
            continue
        said = [text for note in _items(page.obj.get("/Annots")) if (text := _note(note, draft, index + 1))]
        if said:
            filled[index] = "\n".join(said)
    return filled


def _covers(document: pikepdf.Pdf, draft: Draft) -> dict[int, list[Box]]:
    found: dict[int, list[Box]] = {}
    for index, page in enumerate(islice(document.pages, draft.limits.max_pages)):
        for note in _items(page.obj.get("/Annots")) if "/Annots" in page.obj else ():
            if isinstance(note, pikepdf.Dictionary) and _is_cover(note) and (box := _box(note.get("/Rect"))):
                found.setdefault(index, []).append(box)
    return found


def _is_cover(note: Any) -> bool:
    kind = str(note.get("/Subtype", ""))
    if kind == "/Redact":
        return True  # asked for, not carried out: the words are still there
    fill = note.get("/IC") if kind in {"/Square", "/Polygon"} else None
    if not isinstance(fill, pikepdf.Array) or not len(fill) or len(fill) == 4:
        return False
    return all(float(part) <= _DARK for part in fill) and float(note.get("/CA", 1)) > 0.9


def _box(rectangle: Any) -> Box | None:
    try:
        left, bottom, right, top = (float(part) for part in rectangle)
    except (TypeError, ValueError):
        return None
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _note(note: Any, draft: Draft, page: int) -> str | None:
    if not isinstance(note, pikepdf.Dictionary):
        return None
    kind = str(note.get("/Subtype", ""))
    if kind == "/Text" and "/Contents" in note:
        draft.fact("comment", _string(note.get("/Contents")) or "", page)
    if int(str(note.get("/F", 0)) or 0) & _HIDDEN_FLAGS:
        return None
    if kind == "/FreeText":
        return _string(note.get("/Contents"))
    return _value(note) if kind == "/Widget" else None


def _value(widget: Any) -> str | None:
    part, depth = widget, 0
    while isinstance(part, pikepdf.Dictionary) and depth < 20:
        if int(str(part.get("/Ff", 0)) or 0) & _PASSWORD_FIELD and str(part.get("/FT", "")) == "/Tx":
            return None
        if "/V" in part:
            return _string(part.get("/V"))
        part, depth = part.get("/Parent"), depth + 1
    return None


def _string(value: Any) -> str | None:
    return str(value).strip() if isinstance(value, pikepdf.String) else None
