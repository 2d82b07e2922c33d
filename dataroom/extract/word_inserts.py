"""What Word shows that is no text of the file: old form fields, and whole files that are inserted on opening.

Names of elements: ECMA-376, part 1, WordprocessingML; altChunk is 17.17.2.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from dataroom.extract import reading, reasons
from dataroom.extract.draft import Draft
from dataroom.extract.markup import attribute
from dataroom.extract.source import Source
from dataroom.extract.word_styles import is_on
from dataroom.extract.zips import Parts
from dataroom.model import State

_PAGE = 4_320_000, 5_760_000
"""12 by 16 cm, in units of 1/360,000 cm: within the margins of a page little else has room beside it."""


def chosen(field: Any) -> str:
    """Give what an old form field (`w:ffData`) shows beside its text: a box, or the entry chosen of a list."""
    box, choices = field.find("{*}checkBox"), field.find("{*}ddList")
    if box is not None:
        checked = box.find("{*}checked")
        return "☒" if is_on(box.find("{*}default") if checked is None else checked) else "☐"
    if choices is None:
        return ""
    entries = [attribute(entry, "val") or "" for entry in choices.iterfind("{*}listEntry")]
    told = next((attribute(e, "val") for name in ("result", "default") for e in choices.iterfind(f"{{*}}{name}")), "0")
    number = int(told) if told and told.isdigit() else 0
    return entries[number] if number < len(entries) else ""


def covers_a_page(extent: Any) -> bool:
    """Tell whether a picture of that `wp:extent` is as large as a page that was scanned."""
    if next(extent.getparent().iter("{*}pic"), None) is None:
        return False
    told = extent.get("cx") or "", extent.get("cy") or ""
    sides = sorted(int(side) for side in told if side.isdigit() and len(side) < 12)
    return len(sides) == 2 and sides[0] >= _PAGE[0] and sides[1] >= _PAGE[1]


def inserted_lines(office: Parts, part: str | None, draft: Draft) -> list[str]:
    """Give the words of a file that stands in the file, as Word would insert them; says so where it cannot."""
    if part is None or part not in office or draft.limits.max_depth < 1:
        draft.fault(State.UNSUPPORTED, reasons.ALT_CHUNK)
        return []
    data = office.read(part, draft.limits.max_xml_bytes)
    limits = replace(draft.limits, max_depth=draft.limits.max_depth - 1, ocr=False)
    content = reading.extract(Source.of_bytes(posixpath.basename(part), data), limits)
    if content.state not in {State.OK, State.EMPTY}:
        draft.fault(State.UNSUPPORTED, reasons.ALT_CHUNK)
    for fact in content.facts:
        if fact.name in {"hidden-text", "comment", "tracked-changes"}:
            draft.fact(fact.name, fact.value, draft.here)
    return _lines(content.pages)


def _lines(pages: Iterable[str]) -> list[str]:
    return [line for page in pages for line in page.split("\n")]
