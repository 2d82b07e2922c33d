"""Many phrases looked for at once, in one pass over a text.

A phrase is a few words; punctuation, case and accents do not count. A last word may end in `*` (`rupture*`), and
` ... ` between two parts allows up to eight words there (`convention ... prestation`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from dataroom.text import Folded, words

_GAP_WORDS = 8
_SHORT = 6  # below this many letters a phrase must not be pieced together from parts of several words


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: its number among those given, and the first and last word that it covers."""

    phrase: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Part:
    squeezed: str
    words: int
    open_end: bool


def _parse(phrase: str) -> tuple[_Part, ...]:
    parts = []
    for piece in phrase.split(" ... "):
        found = words(piece)
        if not found:
            raise ValueError(phrase)
        parts.append(_Part("".join(found), len(found), piece.rstrip().endswith("*")))
    return tuple(parts)


class Phrases:
    """A set of phrases ready to be looked for."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Prepare `phrases`; raises ValueError for one that holds no word."""
        self._parsed = [_parse(p) for p in phrases]
        heads: dict[str, list[int]] = {}
        for number, parts in enumerate(self._parsed):
            heads.setdefault(parts[0].squeezed, []).append(number)
        self._heads = list(heads.values())
        self._automaton = AhoCorasick(list(heads), matchkind=MatchKind.Standard) if heads else None

    def find(self, text: Folded) -> Iterator[Hit]:
        """Give each phrase at each place where it stands in `text`, in the order of the places."""
        if self._automaton is None or not len(text):
            return
        for head, start, end in self._automaton.find_matches_as_indexes(text.squeezed, overlapping=True):
            for number in self._heads[head]:
                place = self._check(text, self._parsed[number], start, end)
                if place is not None:
                    yield Hit(number, *place)

    def _check(self, text: Folded, parts: tuple[_Part, ...], start: int, end: int) -> tuple[int, int] | None:
        place = _whole(text, parts[0], start, end)
        if place is None:
            return None
        first, last = place
        for part in parts[1:]:
            following = _next(text, part, last)
            if following is None:
                return None
            last = following
        return first, last


def _whole(text: Folded, part: _Part, start: int, end: int) -> tuple[int, int] | None:
    place = text.whole_words(start, end, open_end=part.open_end)
    if place is None:
        return None
    if len(part.squeezed) < _SHORT and place[1] - place[0] + 1 > part.words:
        return None
    return place


def _next(text: Folded, part: _Part, last: int) -> int | None:
    limit = min(len(text) - 1, last + _GAP_WORDS + part.words)
    at = text.end_of(last)
    stop = text.end_of(limit)
    while (at := text.squeezed.find(part.squeezed, at, stop if not part.open_end else None)) >= 0:
        place = _whole(text, part, at, at + len(part.squeezed))
        if place is not None:
            return place[1] if place[0] <= last + _GAP_WORDS + 1 else None
        at += 1
    return None
