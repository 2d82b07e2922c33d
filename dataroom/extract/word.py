"""Word files (DOCX, DOCM, DOTX): the body in its order, then notes; only what a reader of the page sees.

Names of elements: ECMA-376, part 1, WordprocessingML.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from dataroom.extract import reasons
from dataroom.extract.draft import Draft
from dataroom.extract.markup import attribute, local
from dataroom.extract.properties import read_properties
from dataroom.extract.relations import internal_targets, tell_external
from dataroom.extract.source import Source
from dataroom.extract.word_inserts import chosen, covers_a_page, inserted_lines
from dataroom.extract.word_numbers import Numbers, read_numbers
from dataroom.extract.word_styles import Styles, is_on, list_of, read_styles
from dataroom.extract.zips import Parts, parts
from dataroom.model import State

_UNSEEN = {"del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "tblPr", "sectPr", "rPrChange", "pPrChange"}
_PLAIN = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_BOXES = {"0052": "☒", "00fe": "☒", "00fd": "☒", "0053": "☒", "00a8": "☐", "006f": "☐", "0071": "☐", "00fc": "✓"}
_APART = {"txbxContent", "textpath", "ffData", "extent"}
_FEW_LETTERS = 50


@dataclass(slots=True)
class _State:
    draft: Draft
    styles: Styles
    numbers: Numbers
    lines: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    changes: int = 0
    hidden: int = 0
    breaks: bool = False
    in_table: int = 0
    inserted: Callable[[str], list[str]] = lambda _: []
    """Gives the lines of a file within the file, by the identifier of its relation."""


def read(source: Source, draft: Draft) -> None:
    """Read a Word file; pages are parted where Word last broke them, between paragraphs."""
    with parts(source, draft.limits, "Word") as office:
        main = _main_part(office)
        read_properties(office, draft)
        folder = posixpath.dirname(main)
        state = _State(draft, read_styles(office, folder), read_numbers(office, folder))
        _walk(office, main, state)
        _facts(office, state)
        _judge(office, draft)


def _main_part(office: Parts) -> str:
    if "_rels/.rels" in office:
        for relation in office.xml("_rels/.rels"):
            if (relation.get("Type") or "").endswith("/officeDocument"):
                return str(relation.get("Target") or "").lstrip("/")
    return "word/document.xml"


def _walk(office: Parts, main: str, state: _State) -> None:
    folder = posixpath.dirname(main)
    body = office.xml(main)
    targets = internal_targets(office, main)
    state.inserted = lambda key: inserted_lines(office, targets.get(key), state.draft)
    _side_parts(office, folder, "header", state)
    for block in body:
        _block(block, state)
    for name in ("footnotes", "endnotes", "diagrams/data", "charts/chart"):
        _side_parts(office, folder, name, state)
    _side_parts(office, folder, "footer", state)
    _end_page(state)


def _side_parts(office: Parts, folder: str, name: str, state: _State) -> None:
    seen: set[str] = set()
    for part in office.names(f"{folder}/{name}", ".xml"):
        before = len(state.lines)
        _block(office.xml(part), state)
        added = state.lines[before:]
        # Word keeps one header for each section; the same words are said once.
        state.lines[before:] = [line for line in added if line not in seen]
        seen.update(added)


def _block(element: Any, state: _State) -> None:
    name = local(element)
    if name in _UNSEEN:
        state.changes += name in {"del", "moveFrom"}
    elif name == "p":
        _paragraph(element, state)
    elif name == "tr":
        _row(element, state)
    elif name == "v" and element.text:
        state.lines.append(element.text)
    elif name == "altChunk":
        state.lines.extend(state.inserted(attribute(element, "id") or ""))
    elif name in {"footnote", "endnote"} and attribute(element, "type") in {"separator", "continuationSeparator"}:
        return
    else:
        state.changes += name in {"ins", "moveTo"}
        for child in element:
            _block(child, state)


def _paragraph(paragraph: Any, state: _State) -> None:
    properties = paragraph.find("{*}pPr")
    style = state.styles.of_paragraph(properties)
    if _breaks_before(properties):
        _break(state)
    said: list[str] = []
    _inline(paragraph, state, said, hidden=False)
    text = "".join(said)
    listed = list_of(properties) or style.list
    label = state.numbers.label(*listed, style.key) if listed is not None else ""
    text = f"{label} {text}" if label and text.strip() else text
    if style.heading and text.strip():
        state.headings.append(text)
    state.lines.append(text)
    state.lines.extend(state.boxes)
    state.boxes.clear()
    if state.breaks and not state.in_table:
        _end_page(state)


def _breaks_before(properties: Any) -> bool:
    return properties is not None and is_on(properties.find("{*}pageBreakBefore"))


def _break(state: _State) -> None:
    if not state.in_table and any(line.strip() for line in state.lines):
        _end_page(state)


def _row(row: Any, state: _State) -> None:
    if row.find("{*}trPr/{*}del") is not None:
        state.changes += 1
        return
    state.in_table += 1
    kept, state.lines = state.lines, []
    cells = []
    for cell in row.iter("{*}tc"):
        if next(cell.iterancestors("{*}tr")) is not row:
            continue
        state.lines = []
        for child in cell:
            _block(child, state)
        cells.append(" ".join(" ".join(state.lines).split()))
    state.lines = kept
    state.lines.append("\t".join(cells))
    state.in_table -= 1
    if state.breaks and not state.in_table:
        _end_page(state)


def _inline(element: Any, state: _State, said: list[str], *, hidden: bool) -> None:
    for child in element:
        name = local(child)
        if name in _UNSEEN:
            state.changes += name in {"del", "moveFrom"}
        elif name == "r":
            run_hidden = hidden or state.styles.hides(child, in_table=state.in_table > 0)
            _inline(child, state, said, hidden=run_hidden)
        elif name == "t":
            _say(child.text or "", state, said, hidden=hidden)
        elif name in _PLAIN or name == "lastRenderedPageBreak":
            _mark(child, name, state, said)
        elif name == "sym":
            said.append(_symbol(child))
        elif name in _APART:
            _apart(child, name, state, said)
        elif name != "rPr":
            state.changes += name in {"ins", "moveTo"}
            _inline(child, state, said, hidden=hidden)


def _say(text: str, state: _State, said: list[str], *, hidden: bool) -> None:
    if not hidden:
        said.append(text)
    elif text.strip():
        state.hidden += 1
        state.draft.fact("hidden-text", text, state.draft.here)


def _mark(element: Any, name: str, state: _State, said: list[str]) -> None:
    if name == "lastRenderedPageBreak" or attribute(element, "type") == "page":
        if any(s.strip() for s in said) or state.in_table:
            state.breaks = True
        else:
            _break(state)
        return
    said.append(_PLAIN[name])


def _symbol(element: Any) -> str:
    code = (attribute(element, "char") or "").lower().replace("f0", "00", 1)
    return _BOXES.get(code, " ")


def _apart(element: Any, name: str, state: _State, said: list[str]) -> None:
    if name == "txbxContent":
        _box(element, state)
    elif name == "textpath":  # letters drawn along a line: watermarks
        state.boxes.append(element.get("string") or "")
    elif name == "ffData":
        said.append(chosen(element))
    elif covers_a_page(element):
        state.draft.fact("image-page", page=state.draft.here)


def _box(content: Any, state: _State) -> None:
    kept, state.lines = state.lines, []
    in_table, state.in_table = state.in_table, 1  # no page ends inside a box
    for child in content:
        _block(child, state)
    state.in_table = in_table
    state.boxes.extend(state.lines)
    state.lines = kept


def _end_page(state: _State) -> None:
    for heading in state.headings:
        state.draft.heading(heading)
    page = "\n".join(state.lines)
    state.lines, state.headings, state.breaks = [], [], False
    state.draft.page(page)


def _facts(office: Parts, state: _State) -> None:
    if state.changes:
        state.draft.fact("tracked-changes", str(state.changes))
    for part in office.names("word/comments", ".xml"):
        if part.count("/") == 1 and part.rpartition("/")[2].rstrip("0123456789.xml") == "comments":
            for comment in office.xml(part).iter("{*}comment"):
                state.draft.fact("comment", "".join(t.text or "" for t in comment.iter("{*}t")))
    for name in office.names("word/embeddings/"):
        state.draft.fact("embedded-file", posixpath.basename(name))
    if office.names("word/vbaProject"):
        state.draft.fact("macros")
    tell_external(office, state.draft)


def _judge(office: Parts, draft: Draft) -> None:
    letters = sum(map(str.isalnum, "".join(draft.pages)[:10_000]))
    pictures = office.names("word/media/")
    if pictures and letters < _FEW_LETTERS:
        draft.fault(State.IMAGE_ONLY, reasons.SCAN)
    elif not letters:
        draft.fault(State.EMPTY, reasons.NO_TEXT)
