"""The words of each type: a linear model over the words and pairs of words of a text, small enough to be read.

`rules/lexicon.tsv` is written by `benchmarks/accuracy/fit_lexicon.py` from the rules' own examples and the labelled
texts beside it; docs/classification.md says how. The words behind an answer can be named.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice

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


Pair = tuple[str, str]


def features(pages: Sequence[Folded], headings: Iterable[str] = ()) -> set[str]:
    """Give the words and pairs of neighbouring words of a text, those of its title lines also marked as such."""
    single, pairs = spoken(pages, headings)
    return {*single, *map(" ".join, pairs)}


def spoken(pages: Sequence[Folded], headings: Iterable[str] = ()) -> tuple[Iterable[str], Iterable[Pair]]:
    """Give what `features` joins: words, and pairs of which the first bears the mark, each as often as it stands."""
    texts = list(_texts(pages))
    titles = [_letters(" ".join(words(line))) for line in (*_title_lines(pages), *headings)]
    marked = [[TITLE_MARK + word for word in title] for title in titles]
    return (
        chain.from_iterable([*texts, *marked]),
        chain.from_iterable(map(zip, [*texts, *marked], (islice(text, 1, None) for text in [*texts, *titles]))),
    )


def _texts(pages: Sequence[Folded]) -> Iterator[list[str]]:
    count = 0
    for page in pages:
        letters = _letters(page.spaced if len(page) <= _MOST_WORDS - count else _opening(page, _MOST_WORDS - count))
        yield letters
        count += len(letters)
        if count >= _MOST_WORDS:
            return


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

    What a feature says is one whole number, cut into lanes: its weight for each class times its rarity, and above them
    the square of its rarity, all in millionths. So one addition adds a feature to every class, exactly, in any order.
    """

    classes: tuple[str, ...]
    biases: tuple[float, ...]
    names: tuple[str, ...]
    """The features; all else speaks of them by number."""
    packed: tuple[int, ...]
    speakers: tuple[tuple[int, ...], ...]
    """Of each class the features that speak for it."""
    lane: int = 8
    """The width of a lane in bits: wide enough for the sum of all features."""

    def known(self, single: Iterable[str], pairs: Iterable[Pair]) -> set[int]:
        """Give the features among words and pairs, each once."""
        return {
            *map(self._single.__getitem__, self._single.keys() & set(single)),
            *map(self._pairs.__getitem__, self._pairs.keys() & pairs),
        }

    def scores(self, known: Iterable[int]) -> dict[str, float]:
        """Give the score of each class, the higher the surer; empty for a text without a known feature."""
        norm, sums = self._lanes(sum(map(self.packed.__getitem__, known)))
        if not norm:
            return {}
        scale = 1 / (_UNIT * math.sqrt(norm))
        return {name: bias + total * scale for name, bias, total in zip(self.classes, self.biases, sums, strict=True)}

    def weights(self, feature: int) -> tuple[int, dict[int, int]]:
        """Give of a feature the square of its rarity, and by class its weight times the rarity, in millionths."""
        square, weights = self._lanes(self.packed[feature])
        return square, {number: weight for number, weight in enumerate(weights) if weight}

    def telling(self, name: str, found: Container[int], most: int = 8) -> list[str]:
        """Give the features that speak most for a class, the strongest first."""
        if name not in self.classes:
            return []
        told = (feature for feature in self._ranked(self.classes.index(name)) if feature in found)
        return [self.names[feature] for feature in islice(told, most)]

    def _ranked(self, number: int) -> list[int]:
        # Made for a class when it is first asked for: most rooms hold few types.
        if number not in self._rankings:
            weights = {feature: self._lane(self.packed[feature], number) for feature in self.speakers[number]}
            self._rankings[number] = sorted(weights, key=lambda feature: (-weights[feature], self.names[feature]))
        return self._rankings[number]

    @cached_property
    def _single(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.names) if " " not in name}

    @cached_property
    def _pairs(self) -> dict[Pair, int]:
        split = ((name.partition(" "), number) for number, name in enumerate(self.names))
        return {(first, second): number for (first, space, second), number in split if space}

    @cached_property
    def _rankings(self) -> dict[int, list[int]]:
        return {}

    @cached_property
    def _halves(self) -> int:
        # Added to a number, it leaves no lane below zero, so that none borrows from the next.
        return _pack(dict.fromkeys(range(len(self.classes)), 1 << (self.lane - 1)), self.lane)

    def _lane(self, packed: int, place: int) -> int:
        """Give one lane, without working out the others."""
        half = 1 << (self.lane - 1)
        return ((packed + self._halves) >> self.lane * place) % (1 << self.lane) - half

    def _lanes(self, packed: int) -> tuple[int, list[int]]:
        """Give the square of the rarity, and a number for each class."""
        width, half, end = self.lane // 8, 1 << (self.lane - 1), self.lane * len(self.classes)
        square = (packed + self._halves) >> end
        raw = (packed + self._halves - (square << end)).to_bytes(width * len(self.classes), "little")
        return square, [int.from_bytes(raw[at : at + width], "little") - half for at in range(0, len(raw), width)]


EMPTY = Lexicon((), (), (), (), ())


def _pack(numbers: Mapping[int, int], lane: int) -> int:
    return sum(number << lane * place for place, number in numbers.items())


def parse(text: str) -> Lexicon:
    """Read a lexicon; raises ValueError for a line that is none."""
    classes: list[str] = []
    biases: list[float] = []
    told: dict[str, tuple[int, dict[int, int]]] = {}
    for line in text.splitlines():
        if line.startswith("#") or not line:
            continue
        name, number, *rest = line.split("\t")
        if not rest:
            classes.append(name)
            biases.append(float(number))
            continue
        told[name] = _told(float(number), rest[0])
    speakers: list[list[int]] = [[] for _ in classes]
    largest = [1] * len(classes)
    for feature, (_, weights) in enumerate(told.values()):
        for place, weight in weights.items():
            largest[place] += abs(weight)
            if weight > 0:
                speakers[place].append(feature)
    lane = 8 * (max(largest, default=1).bit_length() // 8 + 1)
    packed = [_pack(weights, lane) + (square << lane * len(classes)) for square, weights in told.values()]
    return Lexicon(tuple(classes), tuple(biases), tuple(told), tuple(packed), tuple(map(tuple, speakers)), lane)


def _told(rarity: float, weights: str) -> tuple[int, dict[int, int]]:
    # The rarity is multiplied in once here rather than for every document.
    told = {}
    for pair in weights.split(" "):
        number, weight = pair.split(":")
        told[int(number)] = round(int(weight) * _UNIT * rarity)
    return round(rarity * rarity * _UNIT * _UNIT), told


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
