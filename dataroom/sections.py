"""What a document must hold to be of use: the sections that its type's rule names, found or not. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dataroom.model import Clause
from dataroom.phrases import Phrases
from dataroom.rules import Rules
from dataroom.text import Folded

_NEAR = 120  # characters on each side within which a figure belongs to a wording
_FIGURE = re.compile(r"\d")


class Sections:
    """The sections of every type that has some, ready to be looked for."""

    def __init__(self, rules: Rules) -> None:
        """Gather the sections; the wordings of a type are made ready when it is first met, as most rooms hold few."""
        self._known = {type_id: found for type_id in rules.documents if (found := rules.sections_of(type_id))}
        self._ready: dict[str, tuple[Phrases, list[int]]] = {}

    def find(self, pages: Sequence[Folded], type_id: str | None) -> tuple[Clause, ...]:
        """Give each section of a type, found or not, with the page and the words around."""
        if type_id is None or type_id not in self._known:
            return ()
        sections = self._known[type_id]
        phrases, numbers = self._wordings(type_id)
        found: dict[int, Clause] = {}
        for page, text in enumerate(pages, 1):
            for hit in phrases.find(text):
                number = numbers[hit.phrase]
                if number in found or (sections[number].figures and not _has_figure(text, hit.first, hit.last)):
                    continue
                found[number] = Clause(
                    sections[number].id, found=True, page=page, quote=text.quote(hit.first, hit.last)
                )
        return tuple(found.get(n, Clause(section.id, found=False)) for n, section in enumerate(sections))

    def _wordings(self, type_id: str) -> tuple[Phrases, list[int]]:
        if type_id not in self._ready:
            told = [(number, phrase) for number, one in enumerate(self._known[type_id]) for phrase in one.phrases]
            self._ready[type_id] = Phrases(phrase for _, phrase in told), [number for number, _ in told]
        return self._ready[type_id]


def _has_figure(text: Folded, first: int, last: int) -> bool:
    start, end = text.span(first, last)
    around = text.original[max(0, start - _NEAR) : start] + text.original[end : end + _NEAR]
    return _FIGURE.search(around) is not None
