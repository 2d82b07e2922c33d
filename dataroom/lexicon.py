"""The words of each type: a linear model over the words and pairs of words of a text, small enough to be read.

`rules/lexicon.tsv` is written by `benchmarks/accuracy/fit_lexicon.py` from the rules' own examples and the labelled
texts beside it; docs/classification.md says how. The words behind an answer can be named.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from itertools import pairwise

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


def features(pages: Sequence[Folded], headings: Iterable[str] = ()) -> set[str]:
    """Give the words and pairs of neighbouring words of a text, those of its title lines also marked as such."""
    found: set[str] = set()
    count = 0
    for page in pages:
        letters = _letters(page.words()[: _MOST_WORDS - count])
        found.update(letters)
        found.update(map(" ".join, pairwise(letters)))
        count += len(letters)
        if count >= _MOST_WORDS:
            break
    for line in (*_title_lines(pages), *headings):
        title = _letters(words(line))
        found.update(f"{TITLE_MARK}{word}" for word in title)
        found.update(f"{TITLE_MARK}{a} {b}" for a, b in pairwise(title))
    return found


def _letters(found: Iterable[str]) -> list[str]:
    plain = (word if word.isalpha() else word.translate(_DIGITS) for word in found)
    return [word for word in plain if word]


def _title_lines(pages: Sequence[Folded]) -> Iterator[str]:
    if not pages:
        return
    lines = (line for line in pages[0].original[:4000].split("\n") if line.strip())
    for _, line in zip(range(TITLE_LINES), lines, strict=False):
        if len(line) <= _LONGEST_TITLE:
            yield line


@dataclass(frozen=True)
class Lexicon:
    """The fitted model: its classes (types, and `NO_TYPE`), their biases, and each feature's rarity and weights."""

    classes: tuple[str, ...]
    biases: tuple[float, ...]
    weights: Mapping[str, tuple[int, tuple[tuple[int, int], ...]]]
    """Of each feature the square of its rarity in millionths, and its weights, times the rarity, in millionths."""

    def scores(self, found: Iterable[str]) -> dict[str, float]:
        """Give the score of each class, the higher the surer; empty for a text without a known feature."""
        # Whole numbers: their sums are the same whatever the order.
        sums = [0] * len(self.classes)
        norm = 0
        known = self.weights
        for feature in known.keys() & found:
            square, pairs = known[feature]
            norm += square
            for number, weight in pairs:
                sums[number] += weight
        if not norm:
            return {}
        scale = 1 / (_UNIT * math.sqrt(norm))
        return {name: bias + total * scale for name, bias, total in zip(self.classes, self.biases, sums, strict=True)}

    @cached_property
    def _for_class(self) -> tuple[dict[str, int], ...]:
        told: tuple[dict[str, int], ...] = tuple({} for _ in self.classes)
        for feature, (_, pairs) in self.weights.items():
            for number, weight in pairs:
                if weight > 0:
                    told[number][feature] = weight
        return told

    def telling(self, name: str, found: Iterable[str], most: int = 8) -> list[str]:
        """Give the features that speak most for a class, the strongest first."""
        if name not in self.classes:
            return []
        weights = self._for_class[self.classes.index(name)]
        return nsmallest(most, weights.keys() & found, key=lambda feature: (-weights[feature], feature))


EMPTY = Lexicon((), (), {})


def parse(text: str) -> Lexicon:
    """Read a lexicon; raises ValueError for a line that is none."""
    classes: list[str] = []
    biases: list[float] = []
    weights: dict[str, tuple[int, tuple[tuple[int, int], ...]]] = {}
    for line in text.splitlines():
        if line.startswith("#") or not line:
            continue
        name, number, *rest = line.split("\t")
        if not rest:
            classes.append(name)
            biases.append(float(number))
            continue
        rarity = float(number)
        pairs = (pair.split(":") for pair in rest[0].split(" "))
        # The rarity is multiplied in once here rather than for every document.
        told = tuple((int(n), round(int(weight) * _UNIT * rarity)) for n, weight in pairs)
        weights[name] = (round(rarity * rarity * _UNIT * _UNIT), told)
    return Lexicon(tuple(classes), tuple(biases), weights)


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
