"""Many phrases looked for at once, in one pass over a text.

A phrase is a few words; punctuation, case and accents do not count. A last word may end in `*` (`rupture*`), and
` ... ` between two parts allows up to eight words there (`convention ... prestation`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from dataroom.text import Folded, words_of_each

_GAP_WORDS = 8
_NEAR = 160  # letters within which the words of a gap mostly end
_LONG = 12  # from so many letters on, a phrase is also found where spaces broke its words or swallowed their gaps
_BROKEN_LETTERS = 6000  # where titles, parties and formulas stand: broken words farther down name nothing


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
        self._long = [n for n, head in enumerate(self._heads) if len(head.squeezed) >= _LONG]
        self._plain = _automaton([head.pattern for head in self._heads])
        self._broken = _automaton([self._heads[n].squeezed for n in self._long])

    def gathered(self, uses: Sequence[int]) -> list[int]:
        """Join the bits of `uses`, one number a phrase, by what `find` looks for first: to be given to it as `uses`."""
        return [reduce(or_, (uses[number] for number, _ in numbers)) for numbers in self._numbers]

    def find(
        self, text: Folded, letters: int | None = None, uses: Sequence[int] = (), wanted: int = 0
    ) -> Iterator[Hit]:
        """Give each phrase at each place where it stands in `text`; first as written, then those with broken words.

        `letters` says how far the text is searched; None: to its end. With `uses` (see `gathered`) phrases that share
        no bit with `wanted` may be left out.
        """
        if not len(text):
            return
        for head, first, last, behind in self._places(text, letters, uses, wanted):
            for number, following in self._numbers[head]:
                end = _followed(text, following, last, behind) if following else last
                if end is not None:
                    yield Hit(number, first, end)

    def _places(
        self, text: Folded, letters: int | None, uses: Sequence[int], wanted: int
    ) -> Iterator[tuple[int, int, int, int]]:
        """Give each first part found, its first and last word, and a place behind which the next word begins."""
        found: set[tuple[int, int]] = set()
        at = first = 0
        if self._plain is not None:
            for head, start, end in self._plain.find_matches_as_indexes(text.spaced[:letters], overlapping=True):
                if not uses or uses[head] & wanted:
                    at, first = start, text.word_from(start, at, first)
                    found.add((head, first))
                    yield head, first, first + self._more[head], end - 1
        if self._broken is not None:
            opening = text.squeezed[: min(letters or _BROKEN_LETTERS, _BROKEN_LETTERS)]
            for long, start, end in self._broken.find_matches_as_indexes(opening, overlapping=True):
                head = self._long[long]
                if not uses or uses[head] & wanted:
                    place = text.whole_words(start, end, open_end=self._heads[head].open_end)
                    if place is not None and (head, place[0]) not in found:
                        yield head, *place, text.behind(place[1])


def _followed(text: Folded, parts: tuple[_Part, ...], last: int, behind: int) -> int | None:
    """Give the last word of the parts that follow the word `last`, which ends at or after `behind`; None: they do not.

    Most parts are sought in vain: by letters first, since it takes far longer to count words.
    """
    spaced = text.spaced
    for part in parts:
        behind = spaced.find(" ", behind)
        at = spaced.find(part.pattern, behind, behind + _NEAR + len(part.pattern))
        if at >= 0:
            between = spaced.count(" ", behind, at)
        elif behind + _NEAR >= len(spaced) or spaced.count(" ", behind, behind + _NEAR) > _GAP_WORDS:
            return None
        elif (far := text.find_words(part.pattern, last + 1, last + 1 + _GAP_WORDS)) is not None:
            at, between = text.behind(far - 1), far - last - 1
        else:
            return None
        if between > _GAP_WORDS:
            return None
        last += between + len(part.words)
        behind = at + len(part.pattern) - 1
    return last


def _automaton(patterns: list[str]) -> AhoCorasick | None:
    if not patterns:
        return None
    return AhoCorasick(patterns, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA)
