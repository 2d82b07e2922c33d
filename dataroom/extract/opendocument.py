"""OpenDocument texts and presentations (ODT, ODP): the words in their order, as a reader sees them.

Names of elements: OASIS OpenDocument 1.3, part 3.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from dataroom.extract import reasons
from dataroom.extract.draft import Draft, Refusal
from dataroom.extract.markup import attribute, local
from dataroom.extract.opendocument_looks import Grounds, faint_texts
from dataroom.extract.properties import read_properties
from dataroom.extract.relations import tell_external_odf
from dataroom.extract.source import Source
from dataroom.extract.zips import Parts, parts
from dataroom.model import State

_UNSEEN = {
    "tracked-changes", "annotation", "annotation-end", "hidden-text", "variable-decls", "sequence-decls", "forms",
    "user-field-decls", "notes", "desc", "title", "index-title-template", "note-citation", "settings",
}  # fmt: skip
_MOST_SPACES = 1_000
_FEW_LETTERS = 50


@dataclass(slots=True)
class _Text:
    draft: Draft
    hidden: frozenset[str]
    faint: frozenset[str] = frozenset()
    """Styles whose words cannot be read where nothing lies behind them."""
    bare: bool = True
    """Whether nothing lies behind the words."""
    lines: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    breaks: bool = False
    tables: int = 0


def read(source: Source, draft: Draft) -> None:
    """Read a text; pages are parted where the writer last broke them, between paragraphs."""
    with parts(source, draft.limits, "OpenDocument") as office:
        root = content_of(office, draft)
        text = _Text(draft, hidden_styles(root), faint_texts(office, root))
        if changes := sum(1 for _ in root.iter("{*}changed-region")):
            draft.fact("tracked-changes", str(changes))
        _comments(root, draft)
        lines = _margins(office, text, "header")
        text.lines = lines
        for block in _body(root, "text"):
            _block(block, text)
        text.lines += _margins(office, text, "footer")
        _end_page(text)
        _judge(draft, pictures=bool(office.names("Pictures/")))


def read_slides(source: Source, draft: Draft) -> None:
    """Read a presentation, each slide a page; a hidden slide is an empty page."""
    with parts(source, draft.limits, "OpenDocument") as office:
        root = content_of(office, draft)
        hidden, faint, grounds = hidden_styles(root), faint_texts(office, root), Grounds.of(office, root)
        masters = _masters(office, _Text(draft, hidden))
        for page in _body(root, "presentation"):
            if local(page) == "page":
                words = masters.pop(attribute(page, "master-page-name") or "", [])
                _slide(page, _Text(draft, hidden, faint, grounds.is_bare(page)), words)
        _judge(draft, pictures=bool(office.names("Pictures/")))


def content_of(office: Parts, draft: Draft) -> Any:
    """Give the root of the content, with the properties added; raises Refusal when it is encrypted."""
    if "META-INF/manifest.xml" in office:
        for _ in office.xml("META-INF/manifest.xml").iter("{*}encryption-data"):
            raise Refusal(State.ENCRYPTED, reasons.PASSWORD)
    read_properties(office, draft, "meta.xml")
    root = office.xml("content.xml")
    tell_external_odf(office, root, draft)
    return root


def hidden_styles(root: Any) -> frozenset[str]:
    """Give the names of the automatic styles under which nothing is shown."""
    hidden = set()
    for style in root.iterfind("{*}automatic-styles/{*}style"):
        for properties in style:
            shown = attribute(properties, "display"), attribute(properties, "visibility")
            if shown[0] in {"none", "false"} or shown[1] == "hidden":
                hidden.add(attribute(style, "name") or "")
    return frozenset(hidden)


def _body(root: Any, kind: str) -> Iterator[Any]:
    body = root.find(f"{{*}}body/{{*}}{kind}")
    return iter(body) if body is not None else iter(())


def _comments(root: Any, draft: Draft) -> None:
    for note in root.iter("{*}annotation"):
        draft.fact("comment", " ".join("".join(p.itertext()) for p in note.iter("{*}p")))


def _margins(office: Parts, text: _Text, kind: str) -> list[str]:
    if "styles.xml" not in office:
        return []
    inner = _Text(text.draft, text.hidden, text.faint, bare=False, tables=1)
    # Pages on the left and the first one may have their own.
    for margin in office.xml("styles.xml").iter(*(f"{{*}}{kind}{side}" for side in ("", "-left", "-first"))):
        if attribute(margin, "display") == "false":
            continue
        for block in margin:
            _block(block, inner)
    return list(dict.fromkeys(inner.lines))


def _block(element: Any, text: _Text) -> None:
    name = local(element)
    if name in _UNSEEN or not name:
        return
    if attribute(element, "display") == "none" or attribute(element, "style-name") in text.hidden:
        _hide(element, text)
    elif name in {"p", "h"}:
        _paragraph(element, name, text)
    elif name == "table-row":
        _row(element, text)
    elif name == "soft-page-break":
        _break(text)
    else:
        for child in element:
            _block(child, text)


def _hide(element: Any, text: _Text) -> None:
    if words := "".join(element.itertext()).strip():
        text.draft.fact("hidden-text", words, text.draft.here)


def _paragraph(element: Any, name: str, text: _Text) -> None:
    said: list[str] = []
    boxes: list[str] = []
    if attribute(element, "is-hidden") == "true":
        _hide(element, text)
        return
    _inline(element, text, said, boxes, faint=text.bare and attribute(element, "style-name") in text.faint)
    line = "".join(said)
    if name == "h":
        text.headings.append(line)
    text.lines.append(line)
    text.lines.extend(boxes)
    if text.breaks and not text.tables:
        _end_page(text)


def _inline(element: Any, text: _Text, said: list[str], boxes: list[str], *, faint: bool) -> None:
    unseen: list[str] = []
    here = unseen if faint else said
    here.append(_plain(element.text))
    for child in element:
        name = local(child)
        if name == "s":
            here.append(" " * min(int(attribute(child, "c") or 1), _MOST_SPACES))
        elif name in {"tab", "line-break"}:
            here.append("\t" if name == "tab" else "\n")
        elif name == "soft-page-break":
            text.breaks = True
        elif name in {"frame", "custom-shape", "g", "note", "table"}:
            boxes.extend(_inside(child, text))
        elif attribute(child, "style-name") in text.hidden:
            _hide(child, text)
        elif name and name not in _UNSEEN:
            _inline(child, text, said, boxes, faint=_stays_faint(child, text, faint=faint))
        here.append(_plain(child.tail))
    if words := "".join(unseen).strip():
        text.draft.fact("hidden-text", words, text.draft.here)


def _stays_faint(element: Any, text: _Text, *, faint: bool) -> bool:
    """Tell whether words within a span are faint: by its own style, or by what is around it where it has none."""
    style = attribute(element, "style-name") if local(element) == "span" else None
    return faint if style is None else text.bare and style in text.faint


def _plain(text: str | None) -> str:
    # The format collapses spaces; those that count are written as elements.
    return " ".join(text.replace("\n", " ").split(" ")) if text else ""


def _inside(element: Any, text: _Text, *, bare: bool = False) -> list[str]:
    inner = _Text(text.draft, text.hidden, text.faint, bare=bare, tables=1)
    for child in element:
        _block(child, inner)
    return inner.lines


def _row(row: Any, text: _Text) -> None:
    # Cells may have a ground of their own.
    cells = [_cell(cell, text) for cell in row if local(cell) in {"table-cell", "covered-table-cell"}]
    text.lines.append("\t".join(cells))


def _cell(cell: Any, text: _Text) -> str:
    return " ".join(" ".join(_inside(cell, text)).split())


def _break(text: _Text) -> None:
    if not text.tables and any(line.strip() for line in text.lines):
        _end_page(text)


def _end_page(text: _Text) -> None:
    for heading in text.headings:
        text.draft.heading(heading)
    page = "\n".join(text.lines)
    text.lines, text.headings, text.breaks = [], [], False
    text.draft.page(page)


def _masters(office: Parts, text: _Text) -> dict[str, list[str]]:
    """Give what each master shows on its slides, besides their places for texts."""
    if "styles.xml" not in office:
        return {}
    found = {}
    for master in office.xml("styles.xml").iter("{*}master-page"):
        shapes = [s for s in master if attribute(s, "class") is None and local(s) not in {"notes", "animations"}]
        inner = _Text(text.draft, text.hidden, bare=False, tables=1)
        for shape in shapes:
            _block(shape, inner)
        found[attribute(master, "name") or ""] = [line for line in inner.lines if line.strip()]
    return found


def _slide(page: Any, text: _Text, master: list[str]) -> None:
    number = text.draft.here
    for notes in page.iterfind("{*}notes"):
        if said := " ".join("".join(p.itertext()) for p in notes.iter("{*}p")).strip():
            text.draft.fact("speaker-notes", said, number)
    if attribute(page, "style-name") in text.hidden:
        text.draft.fact("hidden-slide", str(number), number)
        shapes = (shape for shape in page if local(shape) != "notes")
        words = (" ".join("".join(p.itertext()).split()) for shape in shapes for p in shape.iter("{*}p"))
        text.draft.unseen("hidden-slide-text", filter(None, words), number)
        text.draft.page("")
        return
    text.tables = 1
    for shape in page:
        before = len(text.lines)
        _block(shape, text)
        if attribute(shape, "class") == "title":
            text.headings.append(" ".join(text.lines[before:]))
    if "".join(text.lines).strip():
        text.lines += master
    _end_page(text)
    if not text.draft.pages[-1].strip() and page.find(".//{*}image") is not None:
        text.draft.fact("image-page", page=number)


def _judge(draft: Draft, *, pictures: bool) -> None:
    letters = sum(map(str.isalnum, "".join(draft.pages)[:10_000]))
    if pictures and letters < _FEW_LETTERS:
        draft.fault(State.IMAGE_ONLY, reasons.SCAN)
    elif not letters:
        draft.fault(State.EMPTY, reasons.NO_TEXT)
