"""What a sheet shows beside its cells: text boxes, titles of charts, headers and footers of the printed page.

Names of elements: ECMA-376, part 1, SpreadsheetML and DrawingML; codes of headers: 18.3.1.46.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from typing import Any

from dataroom.extract.draft import Refusal
from dataroom.extract.markup import local
from dataroom.extract.zips import Parts

_MARGIN = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)>([^<]*)<")
_QUOTED = re.compile(r'&"[^"]*"|&K[0-9A-Fa-f]{6}|&K\d{2}[+-]\d{3}|&\d{1,3}|&[A-KM-QS-Zac-z]')
_PARTS = re.compile(r"&[LCR]")
_MOST_DRAWINGS = 200


def margins(data: bytes) -> Iterator[str]:
    """Give the words of the headers and footers in the XML of a sheet, without what is filled in on printing."""
    for match in _MARGIN.finditer(data):
        yield from margin_words(html.unescape(match[1].decode("utf-8", "replace")))


def margin_words(coded: str) -> Iterator[str]:
    """Give the words of one header or footer: left, middle and right."""
    for part in _PARTS.split(coded.replace("&&", "\0")):
        if words := " ".join(_QUOTED.sub(" ", part).replace("\0", "&").split()):
            yield words


def drawn(office: Parts, sheet: str) -> Iterator[str]:
    """Give the lines of the drawings on a sheet, by the name of its part."""
    for drawing in _targets(office, sheet, "/drawing")[:_MOST_DRAWINGS]:
        root = _root(office, drawing)
        if root is None:
            continue
        yield from _paragraphs(root)
        for chart in [*_targets(office, drawing, "/chart"), *_targets(office, drawing, "/chartEx")][:_MOST_DRAWINGS]:
            yield from _chart(_root(office, chart))
        for diagram in _targets(office, drawing, "/diagramData")[:_MOST_DRAWINGS]:
            yield from _paragraphs(_root(office, diagram))


def _root(office: Parts, part: str) -> Any:
    try:
        return office.xml(part) if part in office else None
    except Refusal:
        return None


def _targets(office: Parts, part: str, kind: str) -> list[str]:
    folder, name = posixpath.split(part)
    root = _root(office, f"{folder}/_rels/{name}.rels")
    return [
        posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or ""))[1:]
        for relation in (root if root is not None else ())
        if (relation.get("Type") or "").endswith(kind)
    ]


def _paragraphs(root: Any) -> Iterator[str]:
    for paragraph in root.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}p") if root is not None else ():
        if line := "".join(t.text or "" for t in paragraph.iter("{*}t")).strip():
            yield line


def _chart(root: Any) -> Iterator[str]:
    """Give titles, and the names of series and categories: their values are cells of a sheet."""
    yield from _paragraphs(root)
    names = root.iter("{*}strCache", "{*}lvl", "{*}tx") if root is not None else ()
    values = (value for name in names for value in name.iter() if local(value) in {"v", "pt"})
    yield from dict.fromkeys(str(value.text) for value in values if (value.text or "").strip())
