"""What the styles of a Word file say: which paragraphs are headings, which runs are hidden."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from dataroom.extract.markup import attribute, parse_xml
from dataroom.extract.zips import Parts

_HEADING = re.compile(r"(?:heading|titre|title|sous-titre|subtitle)\s*\d*", re.IGNORECASE)
_WHITE = {"FFFFFF"}
_LARGEST_KEPT = 512 << 10
"""The tree of a file of that size takes some 6 MB."""
_SMALLEST = 4  # half-points: nobody reads 2 pt


@dataclass(frozen=True, slots=True)
class Style:
    """What a style makes of the text under it."""

    heading: bool = False
    hidden: bool = False
    key: str = ""
    list: tuple[str, str | None] | None = None
    """The number of the list that its paragraphs belong to, and their level where it is told."""


class _Named(dict[str, Style]):
    """Works out a style when it is first met: a file brings hundreds and uses few."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        super().__init__()
        self._raw = raw

    def __missing__(self, key: str) -> Style:
        style = _style(key, self._raw)
        if key in self._raw:  # what a file names beside is its own, and is not kept with the styles
            self[key] = style
        return style


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of one file by their identifier."""

    named: Mapping[str, Style]

    def of_paragraph(self, properties: Any) -> Style:
        """Give the style of a paragraph from its `w:pPr` (None when it has none)."""
        if properties is None:
            return Style()
        style = self._styled(properties.find("{*}pStyle"))
        level = attribute_of(properties.find("{*}outlineLvl"))
        return replace(style, heading=True) if level is not None and level < "9" else style

    def hides(self, run: Any, *, in_table: bool) -> bool:
        """Tell whether a run is not seen: hidden, white on nothing, or too small to read."""
        properties = run.find("{*}rPr")
        if properties is None:
            return self._paragraph_hides(run)
        vanish = properties.find("{*}vanish")
        if vanish is not None:
            return is_on(vanish)
        if self._styled(properties.find("{*}rStyle")).hidden or self._paragraph_hides(run):
            return True
        size = attribute_of(properties.find("{*}sz"))
        if size is not None and size.isdigit() and int(size) <= _SMALLEST:
            return True
        return _is_white(properties) and not in_table and not _is_shaded(run)

    def _styled(self, element: Any) -> Style:
        return self.named[attribute_of(element) or ""]

    def _paragraph_hides(self, run: Any) -> bool:
        parent = run.getparent()
        properties = parent.find("{*}pPr") if parent is not None else None
        return properties is not None and self._styled(properties.find("{*}pStyle")).hidden


def attribute_of(element: Any) -> str | None:
    """Give `w:val` of an element that may be missing."""
    return None if element is None else attribute(element, "val")


def is_on(element: Any) -> bool:
    """Tell whether a switch such as `w:vanish` is there and on."""
    return element is not None and attribute_of(element) not in {"0", "false", "off", "none"}


def read_styles(office: Parts, folder: str) -> Styles:
    """Read `styles.xml` beside the main part; a file without it has no styles."""
    name = f"{folder}/styles.xml"
    return Styles(office.made(name, _named) if name in office else _Named({}))


def _named(data: bytes) -> _Named:
    return _kept(data) if len(data) <= _LARGEST_KEPT else _read(data)


@lru_cache(maxsize=2)
def _kept(data: bytes) -> _Named:
    """Keep the last ones: letters of one house share a template, and to read its styles takes longer than the rest."""
    return _read(data)


def _read(data: bytes) -> _Named:
    return _Named({attribute(style, "styleId") or "": style for style in parse_xml(data).iter("{*}style")})


def _style(key: str, raw: Mapping[str, Any]) -> Style:
    heading = hidden = False
    own, listed = key, None
    seen: set[str] = set()
    while key in raw and key not in seen:
        seen.add(key)
        element = raw[key]
        name = attribute_of(element.find("{*}name")) or ""
        level = attribute_of(element.find("{*}pPr/{*}outlineLvl"))
        heading = heading or bool(_HEADING.fullmatch(name)) or (level is not None and level < "9")
        hidden = hidden or is_on(element.find("{*}rPr/{*}vanish"))
        listed = listed or list_of(element.find("{*}pPr"))
        key = attribute_of(element.find("{*}basedOn")) or ""
    return Style(heading=heading, hidden=hidden, key=own, list=listed)


def list_of(properties: Any) -> tuple[str, str | None] | None:
    """Give the number and level of the list that a `w:pPr` names, or None."""
    named = properties.find("{*}numPr") if properties is not None else None
    number = None if named is None else attribute_of(named.find("{*}numId"))
    return None if named is None or number is None else (number, attribute_of(named.find("{*}ilvl")))


def _is_white(properties: Any) -> bool:
    color = attribute_of(properties.find("{*}color"))
    return color is not None and color.upper() in _WHITE and properties.find("{*}highlight") is None


def _is_shaded(run: Any) -> bool:
    holders = [run.find("{*}rPr")]
    for parent in run.iterancestors("{*}p", "{*}txbxContent", "{*}background"):
        if parent.tag.endswith("}txbxContent"):
            return True  # the box may be filled
        holders.append(parent.find("{*}pPr"))
    ground = run.getroottree().getroot().find("{*}background")
    if ground is not None and (attribute(ground, "color") or "").upper() not in {*_WHITE, "AUTO", ""}:
        return True
    fills = [attribute(h.find("{*}shd"), "fill") for h in holders if h is not None and h.find("{*}shd") is not None]
    return any(fill is not None and fill.upper() not in {*_WHITE, "AUTO"} for fill in fills)
