"""Regular expressions made when they are first needed, and run only near the words without which they cannot match."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache


@cache
def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Give the compiled form of `pattern`, made once."""
    return re.compile(pattern, flags)


def windows(low: str, stems: Sequence[str], before: int, after: int) -> list[tuple[int, int]]:
    """Give the stretches of `low` around each of the `stems`, those that touch made one."""
    places: list[tuple[int, int]] = []
    for stem in stems:
        at = low.find(stem)
        while at >= 0:
            places.append((max(0, at - before), min(len(low), at + after)))
            at = low.find(stem, at + len(stem))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def near(
    pattern: re.Pattern[str], low: str, stems: Sequence[str], before: int = 40, after: int = 120
) -> Iterator[re.Match[str]]:
    """Give the matches of `pattern` that lie in the neighbourhood of a stem: far quicker than a search of it all."""
    for start, end in windows(low, stems, before, after):
        yield from pattern.finditer(low, start, end)


def first_near(
    pattern: re.Pattern[str], low: str, stems: Sequence[str], before: int = 40, after: int = 120
) -> re.Match[str] | None:
    """Give the first match in the neighbourhood of a stem, or None."""
    for match in near(pattern, low, stems, before, after):
        return match
    return None
