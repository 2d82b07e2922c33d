"""The numbers that Word draws before paragraphs: « Article 3 », « Annexe B »; they stand nowhere in the text.

Names of elements: ECMA-376, part 1, 17.9. Bullets say nothing and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dataroom.extract.markup import attribute
from dataroom.extract.word_styles import attribute_of, is_on
from dataroom.extract.zips import Parts

_LEVELS = 9
_LONGEST = 40
_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_SILENT = {"bullet", "none"}


@dataclass(frozen=True, slots=True)
class _Level:
    text: str
    kind: str = "decimal"
    start: int = 1
    style: str | None = None
    legal: bool = False
    anew: bool = False
    """Whether the list counts it from the start, whatever other lists of its kind have counted."""


class _Lists(dict[str, tuple[str, Mapping[int, _Level]] | None]):
    """The abstract list and the levels of each list, worked out when first asked for: a file uses few of those it has.

    None for a number that no list has.
    """

    def __init__(self, root: Any) -> None:
        super().__init__()
        self._abstract = {attribute(one, "abstractNumId") or "": one for one in root.iterfind("{*}abstractNum")}
        self._numbered = {attribute(one, "numId") or "": one for one in root.iterfind("{*}num")}

    def __missing__(self, number: str) -> tuple[str, Mapping[int, _Level]] | None:
        element = self._numbered.get(number)
        self[number] = found = None if element is None else self._worked_out(element)
        return found

    def _worked_out(self, element: Any) -> tuple[str, Mapping[int, _Level]]:
        key = attribute_of(element.find("{*}abstractNumId")) or ""
        levels = _levels(self._abstract[key]) if key in self._abstract else {}
        return key, {**levels, **_overrides(element, levels)}


@dataclass(slots=True)
class Numbers:
    """The lists of one file, and how far each was counted."""

    lists: _Lists | None = None
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, number: str, level: str | None, style: str) -> str:
        """Count one more paragraph of a list; gives what is drawn before it, or nothing.

        Without a level it is that of the paragraph's style.
        """
        listed = self.lists[number] if self.lists is not None else None
        if listed is None:
            return ""
        abstract, levels = listed
        at = int(level) if level and level.isdigit() else _of_style(levels, style)
        if at not in levels:
            return ""
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        self._count(number, counts, levels, at)
        if levels[at].kind in _SILENT:
            return ""
        return _PLACE.sub(lambda found: _drawn(int(found[1]) - 1, counts, levels, at), levels[at].text)[:_LONGEST]

    def _count(self, number: str, counts: list[int | None], levels: Mapping[int, _Level], at: int) -> None:
        before = counts[at]
        if before is None or ((number, at) not in self._begun and levels[at].anew):
            counts[at] = levels[at].start
        else:
            counts[at] = before + 1
        self._begun.add((number, at))
        counts[at + 1 :] = [None] * (_LEVELS - at - 1)


def _of_style(levels: Mapping[int, _Level], style: str) -> int:
    return next((at for at, level in levels.items() if style and level.style == style), 0)


def _drawn(place: int, counts: list[int | None], levels: Mapping[int, _Level], at: int) -> str:
    if place not in levels:
        return ""
    level, count = levels[place], counts[place]
    return _written(level.start if count is None else count, "decimal" if levels[at].legal else level.kind)


def _written(count: int, kind: str) -> str:
    if kind in {"upperRoman", "lowerRoman"} and 0 < count < 4000:
        said = _roman(count)
        return said if kind == "upperRoman" else said.lower()
    if kind in {"upperLetter", "lowerLetter"} and count > 0:
        # After Z come AA, BB, CC.
        letter = chr((65 if kind == "upperLetter" else 97) + (count - 1) % 26)
        return letter * min((count - 1) // 26 + 1, 4)
    if kind in _SILENT:
        return ""
    return f"{count:02}" if kind == "decimalZero" else str(count)


def _roman(count: int) -> str:
    said = ""
    for value, letters in _ROMAN:
        said += letters * (count // value)
        count %= value
    return said


def read_numbers(office: Parts, folder: str) -> Numbers:
    """Read `numbering.xml` beside the main part; a file without it has no lists."""
    name = f"{folder}/numbering.xml"
    if name not in office:
        return Numbers()
    return Numbers(_Lists(office.xml(name)))


def _levels(parent: Any) -> dict[int, _Level]:
    return {at: _level(lvl) for lvl in parent.iterfind("{*}lvl") if (at := _at(lvl)) is not None}


def _at(element: Any) -> int | None:
    told = attribute(element, "ilvl") or ""
    return int(told) if told.isdigit() and int(told) < _LEVELS else None


def _level(lvl: Any) -> _Level:
    return _Level(
        attribute_of(lvl.find("{*}lvlText")) or "",
        attribute_of(lvl.find("{*}numFmt")) or "decimal",
        _whole(attribute_of(lvl.find("{*}start")), 1),
        attribute_of(lvl.find("{*}pStyle")),
        is_on(lvl.find("{*}isLgl")),
    )


def _overrides(number: Any, levels: Mapping[int, _Level]) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for override in number.iterfind("{*}lvlOverride"):
        at, start = _at(override), attribute_of(override.find("{*}startOverride"))
        if at is None:
            continue
        level = next(iter(_levels(override).values()), levels.get(at))
        if level is not None:
            found[at] = replace(level, start=_whole(start, level.start), anew=start is not None)
    return found


def _whole(told: str | None, otherwise: int) -> int:
    return int(told) if told and told.isdigit() and len(told) < 8 else otherwise
