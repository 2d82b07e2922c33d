"""Styles of OpenDocument files under which words cannot be read: the colour of their ground, or tiny.

Names of attributes: OASIS OpenDocument 1.3, part 3, chapters 16 and 20.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from dataroom.extract.draft import Refusal
from dataroom.extract.markup import attribute, local
from dataroom.extract.zips import Parts

_SMALLEST = 2.0  # points
_POINTS = re.compile(r"([0-9.]+)pt")
_BLACK, _WHITE = "#000000", "#ffffff"
_MOST_PARENTS = 20
_COVERS = {"image", "object", "custom-shape", "rect", "ellipse", "circle", "polygon", "polyline", "path"}
"""Pictures, and shapes, which are filled unless their style says otherwise."""


def faint_styles(office: Parts, root: Any, family: str) -> frozenset[str]:
    """Give the names of the styles of a family (`text`, `paragraph`, `table-cell`) that cannot be read.

    A style that says no colour and no size of its own takes them of its parents.
    """
    styles = _named(office, root, family)
    return frozenset(name for name in styles if _is_faint(name, styles))


def faint_texts(office: Parts, root: Any) -> frozenset[str]:
    """Give the names of the styles of words and paragraphs that cannot be read on a white page."""
    pages = office.xml("styles.xml").iter("{*}page-layout-properties") if "styles.xml" in office else ()
    if any(_is_ground(attribute(page, "background-color")) for page in pages):
        return frozenset()
    return faint_styles(office, root, "text") | faint_styles(office, root, "paragraph")


@dataclass(frozen=True, slots=True)
class Grounds:
    """What may lie behind the words of slides."""

    filled: frozenset[str]
    """Styles of shapes and pages that have a ground."""
    masters: frozenset[str]
    """Masters that have a ground, or pictures or filled shapes."""

    @staticmethod
    def of(office: Parts, root: Any) -> Grounds:
        """Look at the styles of a presentation."""
        trees = [root, *([office.xml("styles.xml")] if "styles.xml" in office else [])]
        styles = [style for tree in trees for style in tree.iter("{*}style")]
        filled = frozenset(attribute(style, "name") or "" for style in styles if any(map(_is_filled, style)))
        masters = [master for tree in trees for master in tree.iter("{*}master-page")]
        return Grounds(filled, frozenset(attribute(m, "name") or "" for m in masters if _has_ground(m, filled)))

    def is_bare(self, page: Any) -> bool:
        """Tell whether nothing but the white page lies behind the words of a slide."""
        return attribute(page, "master-page-name") not in self.masters and not _has_ground(page, self.filled)


def _has_ground(page: Any, filled: frozenset[str]) -> bool:
    return any(local(e) in _COVERS or attribute(e, "style-name") in filled for e in page.iter("{*}*"))


def _is_filled(properties: Any) -> bool:
    fill = attribute(properties, "fill")
    if fill == "solid":
        return _is_ground(attribute(properties, "fill-color") or "unknown")
    return fill not in {None, "none"} or _is_ground(attribute(properties, "background-color"))


def _is_ground(colour: str | None) -> bool:
    return colour is not None and colour.lower() not in {"transparent", _WHITE}


def _named(office: Parts, root: Any, family: str) -> dict[str, Any]:
    trees = [root]
    if "styles.xml" in office:
        try:
            trees.insert(0, office.xml("styles.xml"))
        except Refusal:  # whoever needs its headers and footers says so
            trees = [root]
    return {
        attribute(style, "name") or "": style
        for tree in trees
        for style in tree.iter("{*}style")
        if attribute(style, "family") == family
    }


def _is_faint(name: str, styles: dict[str, Any]) -> bool:
    found: dict[str, str] = {}
    for _ in range(_MOST_PARENTS):
        style = styles.get(name)
        if style is None:
            break
        for properties in style:
            if local(properties) in {"text-properties", "paragraph-properties", "table-cell-properties"}:
                for key, value in properties.attrib.items():
                    found.setdefault(key.rpartition("}")[2], str(value))
        name = attribute(style, "parent-style-name") or ""
    points = _POINTS.fullmatch(found.get("font-size", ""))
    if points and float(points[1]) <= _SMALLEST:
        return True
    ground = found.get("background-color", "transparent").lower()
    if found.get("use-window-font-color") == "true" and "color" not in found:
        return False  # the program takes a colour that can be read
    return found.get("color", _BLACK).lower() == (_WHITE if ground == "transparent" else ground)
