"""A document as the rules see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dataroom.model import Content
from dataroom.text import Folded


@dataclass(frozen=True, slots=True)
class Reading:
    """A document’s name, its folders (outermost first), what was read of it, and its pages folded."""

    name: str
    folders: tuple[str, ...]
    content: Content
    pages: tuple[Folded, ...]

    @staticmethod
    def of(name: str, folders: Iterable[str], content: Content) -> Reading:
        """Fold the pages once, for every stage that reads them."""
        return Reading(name, tuple(folders), content, tuple(map(Folded, content.pages)))
