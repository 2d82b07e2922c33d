"""The words of each type: a linear model over the words and pairs of words of a text, small enough to be read.

`rules/lexicon.tsv` is written by `benchmarks/accuracy/fit_lexicon.py` from the rules' own examples and the labelled
texts beside it; docs/classification.md says how. The words behind an answer can be named.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise

from dataroom.text import Folded, words

TITLE_LINES = 6
TITLE_MARK = "^"
"""Stands before a word of a title: `^facture` is not `facture`."""
_LONGEST_TITLE = 140
_MOST_WORDS = 6000
_UNIT = 1000
_DIGITS = str.maketrans("", "", "0123456789")
NO_TYPE = "-"
"""The class of documents that are none of the known types."""


def features(
    pages: Sequence[Folded], headings: Iterable[str] = (), vocabulary: frozenset[str] | None = None
) -> set[str]:
    """Give the words and pairs of neighbouring words of a text, those of its title lines also marked as such.

    With a `vocabulary`, words that are not of it are left out, and so are their pairs.
    """
    found: set[str] = set()
    count = 0
    for page in pages:
        letters = _letters(page.spaced if len(page) <= _MOST_WORDS - count else _opening(page, _MOST_WORDS - count))
        spoken = set(letters) if vocabulary is None else vocabulary & set(letters)
        found |= spoken
        found.update([f"{a} {b}" for a, b in pairwise(letters) if a in spoken and b in spoken])
        count += len(letters)
        if count >= _MOST_WORDS:
            break
    for line in (*_title_lines(pages), *headings):
        title = _letters(" ".join(words(line)))
        found.update([f"{TITLE_MARK}{word}" for word in title])
        found.update([f"{TITLE_MARK}{a} {b}" for a, b in pairwise(title)])
    return found


def _opening(page: Folded, most: int) -> str:
    return " ".join(page.words()[:most])


def _letters(spaced: str) -> list[str]:
    return spaced.translate(_DIGITS).split()


def _title_lines(pages: Sequence[Folded]) -> Iterator[str]:
    if not pages:
        return
    lines = (line for line in pages[0].original[:4000].split("\n") if line.strip())
    for _, line in zip(range(TITLE_LINES), lines, strict=False):
        if len(line) <= _LONGEST_TITLE:
            yield line


@dataclass(frozen=True)
class Lexicon:
    """The fitted model: its classes (types, and `NO_TYPE`), their biases, and what each feature says.

    What a feature says is one whole number, cut into lanes: the square of its rarity, then its weight for each class
    times the rarity, all in millionths. So one addition adds a feature to every class, exactly and in any order.
    """

    classes: tuple[str, ...]
    biases: tuple[float, ...]
    packed: Mapping[str, int]
    speakers: tuple[tuple[str, ...], ...]
    """Of each class the features that speak for it."""
    lane: int = 8
    """The width of a lane in bits: wide enough for the sum of all features."""

    def scores(self, found: Iterable[str]) -> dict[str, float]:
        """Give the score of each class, the higher the surer; empty for a text without a known feature."""
        norm, *sums = self._lanes(sum(filter(None, map(self.packed.get, found))))
        if not norm:
            return {}
        scale = 1 / (_UNIT * math.sqrt(norm))
        return {name: bias + total * scale for name, bias, total in zip(self.classes, self.biases, sums, strict=True)}

    def weights(self, feature: str) -> tuple[int, dict[int, int]]:
        """Give of a known feature the square of its rarity, and by class its weight times the rarity, in millionths."""
        square, *weights = self._lanes(self.packed[feature])
        return square, {number: weight for number, weight in enumerate(weights) if weight}

    def telling(self, name: str, found: Container[str], most: int = 8) -> list[str]:
        """Give the features that speak most for a class, the strongest first."""
        if name not in self.classes:
            return []
        return list(islice((feature for feature in self._ranked(self.classes.index(name)) if feature in found), most))

    def _ranked(self, number: int) -> list[str]:
        # Made for a class when it is first asked for: most rooms hold few types.
        if number not in self._rankings:
            weights = {feature: self._lane(self.packed[feature], number + 1) for feature in self.speakers[number]}
            self._rankings[number] = sorted(weights, key=lambda feature: (-weights[feature], feature))
        return self._rankings[number]

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All words of the features."""
        return frozenset(word for feature in self.packed for word in feature.removeprefix(TITLE_MARK).split(" "))

    @cached_property
    def _rankings(self) -> dict[int, list[str]]:
        return {}

    @cached_property
    def _halves(self) -> int:
        # Added to a number, it leaves no lane below zero, so that none borrows from the next.
        return _pack(dict.fromkeys(range(len(self.classes) + 1), 1 << (self.lane - 1)), self.lane)

    def _lane(self, packed: int, place: int) -> int:
        """Give one lane, without working out the others."""
        half = 1 << (self.lane - 1)
        return ((packed + self._halves) >> self.lane * place) % (1 << self.lane) - half

    def _lanes(self, packed: int) -> list[int]:
        width = self.lane // 8
        raw = (packed + self._halves).to_bytes(width * (len(self.classes) + 1), "little")
        half = 1 << (self.lane - 1)
        return [int.from_bytes(raw[at : at + width], "little") - half for at in range(0, len(raw), width)]


EMPTY = Lexicon((), (), {}, ())


def _pack(numbers: Mapping[int, int], lane: int) -> int:
    return sum(number << lane * place for place, number in numbers.items())


def parse(text: str) -> Lexicon:
    """Read a lexicon; raises ValueError for a line that is none."""
    classes: list[str] = []
    biases: list[float] = []
    told: dict[str, dict[int, int]] = {}
    for line in text.splitlines():
        if line.startswith("#") or not line:
            continue
        name, number, *rest = line.split("\t")
        if not rest:
            classes.append(name)
            biases.append(float(number))
            continue
        told[name] = _told(float(number), rest[0])
    largest = max((abs(weight) for weights in told.values() for weight in weights.values()), default=0)
    lane = 8 * ((largest * len(told)).bit_length() // 8 + 1)
    packed = {name: _pack(weights, lane) for name, weights in told.items()}
    return Lexicon(tuple(classes), tuple(biases), packed, _speakers(told, len(classes)), lane)


def _speakers(told: Mapping[str, Mapping[int, int]], classes: int) -> tuple[tuple[str, ...], ...]:
    speakers: list[list[str]] = [[] for _ in range(classes)]
    for name, weights in told.items():
        for place, weight in weights.items():
            if place and weight > 0:
                speakers[place - 1].append(name)
    return tuple(map(tuple, speakers))


def _told(rarity: float, weights: str) -> dict[int, int]:
    # The rarity is multiplied in once here rather than for every document.
    told = {0: round(rarity * rarity * _UNIT * _UNIT)}
    for pair in weights.split(" "):
        number, weight = pair.split(":")
        told[int(number) + 1] = round(int(weight) * _UNIT * rarity)
    return told


def write(
    classes: Sequence[str], biases: Sequence[float], weights: Mapping[str, tuple[float, Mapping[int, int]]]
) -> str:
    """Write a lexicon down: classes with their biases, then features with rarity and weights in thousandths."""
    lines = ["# Written by benchmarks/accuracy/fit_lexicon.py; not to be edited by hand."]
    lines += [f"{name}\t{bias:.4f}" for name, bias in zip(classes, biases, strict=True)]
    for feature, (rarity, pairs) in sorted(weights.items()):
        told = " ".join(f"{number}:{weight}" for number, weight in sorted(pairs.items()))
        lines.append(f"{feature}\t{rarity:.3f}\t{told}")
    return "\n".join(lines) + "\n"
