"""Words of a slide that nobody sees: white on nothing, in the colour of their shape, tiny, or beside the slide.

Names of elements: ECMA-376, part 1, PresentationML and DrawingML. Only what is certain is taken as unseen: words that
may lie on a picture or on another shape are seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from dataroom.extract.markup import attribute, local

Box = tuple[int, int, int, int]
"""Left, top, right, bottom."""
_SMALLEST = 200  # hundredths of a point
_COLOURS = {"bg1": "ffffff", "lt1": "ffffff", "tx1": "000000", "dk1": "000000", "white": "ffffff", "black": "000000",
            "window": "ffffff", "windowtext": "000000"}  # fmt: skip
_WHITE = "ffffff"
_SHAPES = {"sp", "pic", "graphicFrame", "grpSp", "cxnSp"}
_FILLS = {"solidFill", "gradFill", "blipFill", "pattFill", "grpFill", "noFill"}


@dataclass(slots=True)
class Stage:
    """What lies behind the words of one slide."""

    size: tuple[int, int] | None
    plain: bool = True
    """Whether the ground of the slide is white."""
    behind: list[Box | None] = field(default_factory=list)
    """Pictures and filled shapes, those of unknown place as None."""

    @staticmethod
    def of(size: tuple[int, int] | None, trees: Iterable[Any]) -> Stage:
        """Look at a slide, its layout and its master, in this order."""
        trees = list(trees)
        grounds = [ground for tree in trees if (ground := tree.find("{*}cSld/{*}bg")) is not None]
        stage = Stage(size, plain=not grounds or _is_white(grounds[0]))
        for tree in trees:
            shapes = tree.find("{*}cSld/{*}spTree")
            for shape in shapes if shapes is not None else ():
                if local(shape) in _SHAPES and _covers(shape):
                    stage.behind.append(box_of(shape))
        return stage

    def hides(self, run: Any, shape: Any) -> bool:
        """Tell whether a run of a shape is not seen."""
        box = box_of(shape)
        if box is not None and self._is_beside(box):
            return True
        properties = run.find("{*}rPr")
        if properties is None:
            return False
        size = properties.get("sz") or ""
        if size.isdigit() and int(size) <= _SMALLEST:
            return True
        colour = _solid(properties)
        if colour is None or properties.find("{*}highlight") is not None:
            return False
        ground = fill_of(shape)
        if ground != "noFill":
            return ground == colour
        return colour == _WHITE and self.plain and not self._lies_on_something(box)

    def _is_beside(self, box: Box) -> bool:
        if self.size is None:
            return False
        left, top, right, bottom = box
        return right <= 0 or bottom <= 0 or left >= self.size[0] or top >= self.size[1]

    def _lies_on_something(self, box: Box | None) -> bool:
        return any(box is None or other is None or _meet(box, other) for other in self.behind)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def box_of(shape: Any) -> Box | None:
    """Give the place of a shape, or None where it is that of its layout or turned by a group."""
    frame = shape.find("{*}xfrm") if local(shape) == "graphicFrame" else shape.find("./*/{*}xfrm")
    if frame is None or local(shape.getparent()) == "grpSp":
        return None
    start, size = frame.find("{*}off"), frame.find("{*}ext")
    try:
        left, top = int(start.get("x")), int(start.get("y"))
        return left, top, left + int(size.get("cx")), top + int(size.get("cy"))
    except (AttributeError, TypeError, ValueError):
        return None


def fill_of(shape: Any) -> str | None:
    """Give the colour of a shape, `noFill` where it has none, and None for what is not one plain colour."""
    properties = shape.find("{*}spPr")
    fill = next((child for child in properties if local(child) in _FILLS), None) if properties is not None else None
    if fill is None:
        style = shape.find("{*}style/{*}fillRef")
        return "noFill" if style is None or style.get("idx") == "0" else None
    return "noFill" if local(fill) == "noFill" else _colour(fill)


def _covers(shape: Any) -> bool:
    if local(shape) != "sp":
        return True
    ground = fill_of(shape)
    return ground not in {"noFill", _WHITE}


def _is_white(ground: Any) -> bool:
    reference = ground.find("{*}bgRef")
    if reference is not None:
        return _colour(reference) == _WHITE
    return _solid(ground.find("{*}bgPr")) == _WHITE


def _solid(properties: Any) -> str | None:
    fill = properties.find("{*}solidFill") if properties is not None else None
    return None if fill is None else _colour(fill)


def _colour(fill: Any) -> str | None:
    """Give the colour as six hexadecimal digits or by its name; None where it is changed on the way, or not said."""
    for child in fill:
        if len(child):
            return None  # made lighter, darker or transparent
        value = attribute(child, "lastClr") or attribute(child, "val")
        return None if value is None else _COLOURS.get(value.lower(), value.lower())
    return None


def runs(paragraph: Any) -> Iterator[tuple[Any, str]]:
    """Give the runs of a paragraph with their words; breaks and tabs are runs of their own."""
    for child in paragraph.iter():
        name = local(child)
        if name == "t":
            yield child.getparent(), child.text or ""
        elif name in {"br", "tab"} and local(child.getparent()) != "tabLst":
            yield child, "\n" if name == "br" else "\t"
