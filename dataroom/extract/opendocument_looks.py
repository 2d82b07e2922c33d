"""Styles of OpenDocument files under which words cannot be read: the colour of their ground, or tiny.

Names of attributes: OASIS OpenDocument 1.3, part 3, chapters 16 and 20.
"""

from __future__ import annotations

import re
from typing import Any

from dataroom.extract.draft import Refusal
from dataroom.extract.markup import attribute, local
from dataroom.extract.zips import Parts

_SMALLEST = 2.0  # points
_POINTS = re.compile(r"([0-9.]+)pt")
_BLACK, _WHITE = "#000000", "#ffffff"
_MOST_PARENTS = 20


def faint_styles(office: Parts, root: Any, family: str) -> frozenset[str]:
    """Give the names of the styles of a family (`text`, `paragraph`, `table-cell`) that cannot be read.

    A style that says no colour and no size of its own takes them of its parents.
    """
    styles = _named(office, root, family)
    return frozenset(name for name in styles if _is_faint(name, styles))


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
