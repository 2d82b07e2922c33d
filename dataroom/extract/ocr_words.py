"""From the engine's table of words to the text of a page, and whether that is text at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

LOW = 60
"""Mean confidence below which a page is said to be poorly recognised."""
_SURE = 60
_FEWEST_SURE = 4
_MANY = 15
_LEAST_SHARE = 1 / 3
_NOISE = 35
_GAP = 1.5


@dataclass(frozen=True, slots=True)
class Recognised:
    """The text of a page and the mean confidence in its letters, from 0 to 100; both nothing for a mere picture."""

    text: str = ""
    confidence: int = 0


NOTHING = Recognised()


@dataclass(frozen=True, slots=True)
class _Word:
    line: tuple[str, ...]
    left: int
    right: int
    height: int
    confidence: float
    text: str

    @property
    def sure(self) -> bool:
        return self.confidence >= _SURE and sum(map(str.isalnum, self.text)) >= 3


def recognised(table: str) -> Recognised:
    """Give what stands in a table; nothing where too few words are sure, as the engine sees words in any picture."""
    words = list(_words(table))
    sure = sum(word.sure for word in words)
    if sure < _FEWEST_SURE or _share(words) < _LEAST_SHARE:
        return NOTHING
    text = "\n".join(_lines(words))
    return Recognised(text, round(_mean(words)))


def is_doubtful(table: str) -> bool:
    """Tell whether a table holds many words, as that of a written page, and few that are sure."""
    words = list(_words(table))
    return len(words) >= _MANY and sum(word.confidence for word in words) < LOW * len(words)


def _share(words: list[_Word]) -> float:
    """Give the part of the letters that stands in words of which the engine is sure."""
    letters = sum(len(word.text) for word in words)
    return sum(len(word.text) for word in words if word.confidence >= _SURE) / letters if letters else 0.0


def _words(table: str) -> Iterator[_Word]:
    for row in table.splitlines():
        cells = row.split("\t")
        if len(cells) != 12 or cells[0] != "5" or not (text := " ".join(cells[11].split())):
            continue
        try:
            left, width, height = int(cells[6]), int(cells[8]), int(cells[9])
            yield _Word(tuple(cells[1:5]), left, left + width, height, float(cells[10]), text)
        except ValueError:
            continue


def _lines(words: list[_Word]) -> Iterator[str]:
    for _, group in groupby(words, key=lambda word: word.line):
        line = list(group)
        # An unsure word in a good line is kept: numbers in tables are; a signature makes a line of nothing else.
        if any(any(map(str.isalnum, word.text)) for word in line) and _mean(line) >= _NOISE:
            yield _spaced(line)


def _mean(words: list[_Word]) -> float:
    return sum(word.confidence * len(word.text) for word in words) / sum(len(word.text) for word in words)


def _spaced(line: list[_Word]) -> str:
    """Join words; where far more than a space stands between two of them, as between columns, by a tab."""
    text, end = line[0].text, line[0].right
    wide = _GAP * max(word.height for word in line)
    for word in line[1:]:
        text += ("\t" if word.left - end > wide else " ") + word.text
        end = word.right
    return text
