"""The words of each type: a linear model over the words of a text and of its titles, small enough to be read.

`rules/lexicon.tsv` is written by `benchmarks/accuracy/fit_lexicon.py` from the rules' own examples and the labelled
texts beside it; docs/classification.md says how. The words behind an answer can be named.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise

from dataroom.text import Folded, words_of_each

TITLE_LINES = 6
TITLE_MARK = "^"
"""Stands before a word, or two neighbouring words, of a title: `^facture` is not `facture`."""
_LONGEST_TITLE = 140
_MOST_WORDS = 1000
_UNIT = 1000
QUICK = 32
"""The width of lanes that are taken apart at once: larger in memory, quicker for short texts."""
_GRAIN = 4
"""To so many thousandths a weight times the rarity is rounded: the smaller the numbers, the faster they are added."""
NO_TYPE = "-"
"""The class of documents that are none of the known types."""


def features(pages: Sequence[Folded], headings: Iterable[str] = ()) -> set[str]:
    """Give the words of a text, and marked as such those of its title lines, numbers left out, also by pairs."""
    found: set[str] = set()
    left = _MOST_WORDS
    for page in pages:
        found.update(page.words() if len(page) <= left else page.words()[:left])
        left -= len(page)
        if left <= 0:
            break
    for line in words_of_each([*_title_lines(pages), *headings]):
        title = [word for word in line if not word.isdecimal()]
        found.update([TITLE_MARK + word for word in title])
        found.update([f"{TITLE_MARK}{first} {second}" for first, second in pairwise(title)])
    return found


def _title_lines(pages: Sequence[Folded]) -> Iterator[str]:
    if not pages:
        return
    lines = (line for line in pages[0].original[:4000].split("\n") if line.strip())
    for line in islice(lines, TITLE_LINES):
        if len(line) <= _LONGEST_TITLE:
            yield line


@dataclass(frozen=True)
class Lexicon:
    """The fitted model: its classes (types, and `NO_TYPE`), their biases, and what each feature says.

    What a feature says is one whole number, cut into lanes: its weight for each class times its rarity, and above them
    the square of its rarity. So one addition adds a feature to every class, exactly, in any order.
    """

    classes: tuple[str, ...]
    biases: tuple[float, ...]
    packed: Mapping[str, int]
    speakers: Mapping[str, Mapping[str, int]]
    """By class the features that speak for it, and how much."""
    lane: int = 8
    """The width of a lane in bits: wide enough for the sum of all features."""

    def scores(self, found: Iterable[str]) -> dict[str, float]:
        """Give the score of each class, the higher the surer; empty for a text without a known feature."""
        norm, sums = self._lanes(sum(filter(None, map(self.packed.get, found))))
        if not norm:
            return {}
        scale = _GRAIN / math.sqrt(norm)
        return {name: bias + total * scale for name, bias, total in zip(self.classes, self.biases, sums, strict=True)}

    def reached(self, found: Iterable[str]) -> list[tuple[str, float]]:
        """Give the classes that score at least 0, with what they score: for those who ask of many short texts."""
        norm, sums = self._lanes(sum(filter(None, map(self.packed.get, found))))
        if not norm:
            return []
        scale = _GRAIN / math.sqrt(norm)
        ranked = zip(self.classes, self.biases, sums, strict=True)
        return [(name, bias + total * scale) for name, bias, total in ranked if bias + total * scale >= 0]

    def weights(self, feature: str) -> tuple[int, dict[str, int]]:
        """Give of a feature the square of its rarity in millionths, by class its weight times the rarity in grains."""
        square, weights = self._lanes(self.packed[feature])
        return square, {name: weight for name, weight in zip(self.classes, weights, strict=True) if weight}

    def telling(self, name: str, found: Container[str], most: int = 8) -> list[str]:
        """Give the features that speak most for a class, the strongest first."""
        return list(islice((feature for feature in self._ranked(name) if feature in found), most))

    def _ranked(self, name: str) -> list[str]:
        # Made for a class when it is first asked for: most rooms hold few types.
        if name not in self._rankings:
            weights = self.speakers.get(name, {})
            self._rankings[name] = sorted(weights, key=lambda feature: (-weights[feature], feature))
        return self._rankings[name]

    @cached_property
    def _rankings(self) -> dict[str, list[str]]:
        return {}

    @cached_property
    def _halves(self) -> int:
        # Added to a number, it leaves no lane below zero, so that none borrows from the next.
        return _pack(dict.fromkeys(range(len(self.classes)), 1 << (self.lane - 1)), self.lane)

    def _lanes(self, packed: int) -> tuple[int, list[int]]:
        """Give the square of the rarity, and a number for each class."""
        width, half, end = self.lane // 8, 1 << (self.lane - 1), self.lane * len(self.classes)
        lifted = packed + self._halves
        square = lifted >> end
        lanes = lifted - (square << end)
        if self.lane == QUICK:  # without its highest bit turned, a lane is a signed number as machines have it
            return square, list(
                struct.unpack(f"<{len(self.classes)}i", (lanes ^ self._halves).to_bytes(end // 8, "little"))
            )
        raw = lanes.to_bytes(width * len(self.classes), "little")
        return square, [int.from_bytes(raw[at : at + width], "little") - half for at in range(0, len(raw), width)]


EMPTY = Lexicon((), (), {}, {})


def _pack(numbers: Mapping[int, int], lane: int) -> int:
    return sum(number << lane * place for place, number in numbers.items())


def parse(text: str, lane: int = 8) -> Lexicon:
    """Read a lexicon, its lanes at least so wide; raises ValueError for a line that is none."""
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
    speakers: list[dict[str, int]] = [{} for _ in classes]
    largest = [1] * len(classes)
    for feature, (_, weights) in told.items():
        for place, weight in weights.items():
            largest[place] += abs(weight)
            if weight > 0:
                speakers[place][feature] = weight
    lane = max(lane, 8 * (max(largest, default=1).bit_length() // 8 + 1))
    packed = {name: _pack(weights, lane) + (square << lane * len(classes)) for name, (square, weights) in told.items()}
    return Lexicon(tuple(classes), tuple(biases), packed, dict(zip(classes, speakers, strict=True)), lane)


def _told(rarity: float, weights: str) -> tuple[int, dict[int, int]]:
    # The rarity is multiplied in once here rather than for every document.
    told = {}
    for pair in weights.split(" "):
        number, weight = pair.split(":")
        told[int(number)] = round(int(weight) * rarity / _GRAIN)
    return round(rarity * rarity * _UNIT * _UNIT), told


def write(
    classes: Sequence[str],
    biases: Sequence[float],
    weights: Mapping[str, tuple[float, Mapping[int, int]]],
    by: str = "fit_lexicon",
) -> str:
    """Write a lexicon down: classes with their biases, then features with rarity and weights in thousandths.

    The commonest features come first: what is asked most lies close together in memory. `by` names the script.
    """
    lines = [f"# Written by benchmarks/accuracy/{by}.py; not to be edited by hand."]
    lines += [f"{name}\t{bias:.4f}" for name, bias in zip(classes, biases, strict=True)]
    for feature, (rarity, pairs) in sorted(weights.items(), key=lambda item: (item[1][0], item[0])):
        told = " ".join(f"{number}:{weight}" for number, weight in sorted(pairs.items()))
        lines.append(f"{feature}\t{rarity:.3f}\t{told}")
    return "\n".join(lines) + "\n"
