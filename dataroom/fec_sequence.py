"""Whether the numbers of the entries run without holes, journal by journal or through the whole file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import TypedDict

_MOST_HOLES = 5


class Numbering(TypedDict):
    """How many numbers there are, how many are missing between the first and the last, and the first holes."""

    numbers: int
    missing: int
    holes: list[list[str]]
    worded: int


def sequence_of(numbers: Mapping[tuple[str, str], Iterable[int]], worded: int) -> Numbering:
    """Look for holes in each journal's numbers and in all of them together; what has fewer is how they were given.

    `numbers` are given by journal and by what stands before the digits; `worded` counts those that end in no digit.
    """
    by_journal = {key: set(values) for key, values in numbers.items()}
    by_prefix: dict[tuple[str, str], set[int]] = {}
    for (_, prefix), values in by_journal.items():
        by_prefix.setdefault(("", prefix), set()).update(values)
    count = sum(map(len, by_journal.values()))
    # Journals that share numbers are numbered each on its own.
    shared = sum(map(len, by_prefix.values())) < count
    missing = _missing(by_journal)
    chosen = by_journal if shared or missing <= _missing(by_prefix) else by_prefix
    holes = [hole for key in sorted(chosen) for hole in _holes(key, chosen[key])]
    return Numbering(numbers=count, missing=_missing(chosen), holes=holes[:_MOST_HOLES], worded=worded)


def _missing(series: Mapping[tuple[str, str], set[int]]) -> int:
    return sum(max(values) - min(values) + 1 - len(values) for values in series.values() if values)


def _holes(key: tuple[str, str], values: set[int]) -> list[list[str]]:
    journal, prefix = key
    ordered = sorted(values)
    gaps = [(a, b) for a, b in pairwise(ordered) if b - a > 1]
    return [[journal, f"{prefix}{a}", f"{prefix}{b}"] for a, b in gaps[:_MOST_HOLES]]
