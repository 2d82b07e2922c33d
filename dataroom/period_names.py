"""Periods in the names of files, with the short habits that a text does not have."""

from __future__ import annotations

import re

from dataroom.dates import find_dates, full_year
from dataroom.patterns import compiled
from dataroom.period_forms import PeriodHit, apart_from, find_periods, widest
from dataroom.spans import month

_GLUED_YEAR = r"(?<=[A-Za-zÀ-ÿ])(?=20[0-4][0-9](?![0-9]))|(?<=20[0-4][0-9])(?=[A-Za-zÀ-ÿ]{3})"
_SPACED = r"(?<![0-9])(20[0-4][0-9]) (?:M ?)?(0[1-9]|1[0-2])(?: ([0-3][0-9]))?(?![0-9])"
_COMPACT = r"(?<![0-9])(?:(?P<y>20[0-4][0-9])(?P<m>0[1-9]|1[0-2])|(?P<rm>0[1-9]|1[0-2])(?P<ry>20[0-4][0-9]))(?![0-9])"
_SHORT = r"(?<![0-9][-_/. ])(?<![0-9])(?P<m>0[1-9]|1[0-2])[-_/. ](?P<y>[1-3][0-9])(?![0-9]|[-_/. ][0-9])"


def plain_name(name: str) -> str:
    """Give a file's name without its extension, its underscores and glued years made readable."""
    stem = re.sub(r"\.[A-Za-z][A-Za-z0-9]{0,4}$", "", name)
    stem = re.sub(r"(?<=[0-9])_(?=[0-9])", "-", stem).replace("_", " ")
    stem = compiled(_SPACED).sub(lambda m: "-".join(part for part in m.groups() if part), stem)
    return compiled(_GLUED_YEAR).sub(" ", stem)


def name_periods(name: str, fiscal_year_end: str = "12-31") -> list[PeriodHit]:
    """Give the periods of a file's name, with its short habits: `202509`, `09-25`, `dec25`, `fev26`.

    The places are those in `plain_name(name)`.
    """
    stem = plain_name(name)
    days = find_dates(stem)
    hits = find_periods(stem, fiscal_year_end, days)
    taken = [(hit.start, hit.end) for hit in days]
    short = [
        PeriodHit(month(int(m["y"] or m["ry"]), int(m["m"] or m["rm"])), *m.span(), 2, "month-number")
        for m in compiled(_COMPACT).finditer(stem)
    ]
    short += [
        PeriodHit(month(full_year(m["y"]), int(m["m"])), *m.span(), 1, "month-number")
        for m in compiled(_SHORT).finditer(stem)
    ]
    return widest(hits + [hit for hit in short if apart_from(hit, taken)])
