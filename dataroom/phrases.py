"""Many phrases looked for at once, in one pass over a text.

A phrase is a few words; punctuation, case and accents do not count. A last word may end in `*` (`rupture*`), and
` ... ` between two parts allows up to eight words there (`convention ... prestation`).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from dataroom.text import BROKEN_LETTERS, Folded, words_of_each

_GAP_WORDS = 8
_NEAR = 160  # letters within which the words of a gap mostly end
_LONG = 12  # from so many letters on, a phrase is also found where spaces broke its words or swallowed their gaps


class Hit(NamedTuple):
    """A phrase found: its number among those given, and the first and last word that it covers."""

    phrase: int
    first: int
    last: int


class _Part(NamedTuple):
    words: tuple[str, ...]
    open_end: bool
    pattern: str
    """What stands for it in a spaced text."""

    @property
    def squeezed(self) -> str:
        return "".join(self.words)


def _parsed(phrases: Iterable[str]) -> Iterator[tuple[_Part, ...]]:
    split = [phrase.split(" ... ") for phrase in phrases]
    words = iter(words_of_each([piece for pieces in split for piece in pieces]))
    for pieces in split:
        parts = tuple([_part(next(words), open_end=piece.rstrip().endswith("*")) for piece in pieces])
        if not all(part.words for part in parts):
            raise ValueError(" ... ".join(pieces))
        yield parts


def _part(words: Sequence[str], *, open_end: bool) -> _Part:
    return _Part(tuple(words), open_end, f" {' '.join(words)}" + ("" if open_end else " "))


class Phrases:
    """A set of phrases ready to be looked for."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Prepare `phrases`; raises ValueError for one that holds no word."""
        heads: dict[_Part, list[tuple[int, tuple[_Part, ...]]]] = {}
        for number, parts in enumerate(_parsed(phrases)):
            heads.setdefault(parts[0], []).append((number, parts[1:]))
        self._heads = list(heads)
        self._more = [len(head.words) - 1 for head in self._heads]
        self._numbers = list(heads.values())
        self._only = [found[0][0] if len(found) == 1 and not found[0][1] else -1 for found in self._numbers]
        """By head the one phrase that is this head and nothing more, where that is all that it begins."""
        self._is_long = [len(head.squeezed) >= _LONG for head in self._heads]
        self._long = [n for n, is_long in enumerate(self._is_long) if is_long]
        self._plain = _automaton([head.pattern for head in self._heads])
        self._broken = _automaton([self._heads[n].squeezed for n in self._long])

    def gathered(self, uses: Sequence[int]) -> list[int]:
        """Join the bits of `uses`, one number a phrase, by what `find` looks for first: to be given to it as `uses`."""
        return [reduce(or_, (uses[number] for number, _ in numbers)) for numbers in self._numbers]

    def find(self, text: Folded, letters: int | None = None, uses: Sequence[int] = (), wanted: int = 0) -> list[Hit]:
        """Give each phrase at each place where it stands in `text`; first as written, then those with broken words.

        `letters` says how far the text is searched; None: to its end. With `uses` (see `gathered`) phrases that share
        no bit with `wanted` may be left out.
        """
        return list(map(Hit._make, self.places(text, letters, uses, wanted)))

    def places(
        self, text: Folded, letters: int | None = None, uses: Sequence[int] = (), wanted: int = 0
    ) -> list[tuple[int, int, int]]:
        """Give what `find` gives, bare: for those who ask much."""
        places: list[tuple[int, int, int]] = []
        if self._plain is None or not len(text):
            return places
        spaced, only, is_long = text.spaced, self._only, self._is_long
        found: set[tuple[int, int]] = set()
        at = first = 0
        for head, start, end in self._plain.find_matches_as_indexes(spaced[:letters], overlapping=True):
            if uses and not uses[head] & wanted:
                continue
            first += spaced.count(" ", at, start) if start >= at else -spaced.count(" ", start, at)
            at = start
            last = first + self._more[head]
            if is_long[head]:
                found.add((head, start - first))  # where it begins in the squeezed text
            if only[head] >= 0:
                places.append((only[head], first, last))
            else:
                places += self._begun(spaced, head, first, last, end)
        return places + self._mended(text, letters, uses, wanted, found)

    def _mended(
        self, text: Folded, letters: int | None, uses: Sequence[int], wanted: int, found: Container[tuple[int, int]]
    ) -> list[tuple[int, int, int]]:
        """Give what stands where spaces do not count, but for the heads found as written."""
        places: list[tuple[int, int, int]] = []
        if self._broken is None:
            return places
        opening = text.squeezed[: min(letters or BROKEN_LETTERS, BROKEN_LETTERS)]
        for long, start, end in self._broken.find_matches_as_indexes(opening, overlapping=True):
            head = self._long[long]
            if (uses and not uses[head] & wanted) or (head, start) in found:
                continue
            place = text.whole_words(start, end, open_end=self._heads[head].open_end)
            if place is not None:
                places += self._begun(text.spaced, head, *place, end=end + place[1] + 2)
        return places

    def _begun(self, spaced: str, head: int, first: int, last: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Give the phrases that begin with a head and go on as they should; `end` is near the end of its last word."""
        for number, following in self._numbers[head]:
            closing = _follow(spaced, following, end - 1)
            if closing is not None:
                yield number, first, last + spaced.count(" ", end - 1, closing)


def _follow(spaced: str, parts: tuple[_Part, ...], end: int) -> int | None:
    """Give where the last word of what follows ends, from the end of a word on; None where it does not follow.

    Most parts are sought in vain: by letters first, since it takes far longer to count words.
    """
    for part in parts:
        nearest = _next(spaced, end)
        at = spaced.find(part.pattern, nearest, nearest + _NEAR + len(part.pattern))
        if at < 0 and spaced.count(" ", nearest, nearest + _NEAR) <= _GAP_WORDS:
            at = spaced.find(part.pattern, nearest, _after(spaced, nearest) + len(part.pattern) - 1)
        if at < 0 or spaced.count(" ", nearest, at) > _GAP_WORDS:
            return None
        end = at + len(part.pattern) - (not part.open_end)
    return end


def _after(spaced: str, at: int) -> int:
    """Give the place of the first space before which more words stand than a gap may hold."""
    for _ in range(_GAP_WORDS + 1):
        at = _next(spaced, at + 1)
    return at


def _next(spaced: str, at: int) -> int:
    found = spaced.find(" ", at)
    return found if found >= 0 else len(spaced)


def _automaton(patterns: list[str]) -> AhoCorasick | None:
    if not patterns:
        return None
    return AhoCorasick(patterns, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA)
