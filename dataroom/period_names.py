"""Periods in the names of files, with the short habits that a text does not have."""

from __future__ import annotations

import datetime as dt
import re

from dataroom.dates import MONTH, find_dates, full_year, lowered, month_number
from dataroom.model import Period
from dataroom.patterns import compiled
from dataroom.period_forms import PeriodHit, apart_from, find_periods, widest
from dataroom.spans import half, month, quarter

_GLUED_YEAR = r"(?<=[A-Za-zÀ-ÿ])(?=20[0-4][0-9](?![0-9]))|(?<=20[0-4][0-9])(?=[A-Za-zÀ-ÿ]{3})"
_SPACED = r"(?<![0-9])(20[0-4][0-9]) (?:M ?)?(0[1-9]|1[0-2])(?: ([0-3][0-9]))?(?![0-9])"
_COMPACT = r"(?<![0-9])(?:(?P<y>20[0-4][0-9])(?P<m>0[1-9]|1[0-2])|(?P<rm>0[1-9]|1[0-2])(?P<ry>20[0-4][0-9]))(?![0-9])"
_SHORT = r"(?<![0-9][-_/. ])(?<![0-9])(?P<m>0[1-9]|1[0-2])[-_/. ](?P<y>[1-3][0-9])(?![0-9]|[-_/. ][0-9])"
_GLUED_MONTH = (
    r"(?:(?<=[A-Za-zÀ-ÿ])|(?<=[A-Za-zÀ-ÿ][ _-]))"
    r"(?P<m>0[1-9]|1[0-2])(?P<y>1[5-9]|2[0-9]|3[0-5])(?![0-9A-Za-z]|[-/.][0-9])"
)
"""« bg0624 », « BA 0126 »: the month and the year, four figures after letters."""
_SPACED_DAY = r"(?<![0-9])(?<![0-9] )([0-3][0-9]) (0[1-9]|1[0-2]) ((?:20)?[1-3][0-9])(?![0-9]| [0-9])"


def plain_name(name: str) -> str:
    """Give a file's name without its extension, its underscores and glued years made readable."""
    stem = re.sub(r"\.[A-Za-z][A-Za-z0-9]{0,4}$", "", name)
    stem = re.sub(r"(?<=[0-9])_(?=[0-9])", "-", stem).replace("_", " ")
    stem = compiled(_SPACED_DAY).sub(r"\1-\2-\3", stem)
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
        for pattern in (_SHORT, _GLUED_MONTH)
        for m in compiled(pattern).finditer(stem)
    ]
    return widest(hits + [hit for hit in short if apart_from(hit, taken)])


_FIGURES = (
    r"\b(?:chiffres|statistiques?|stats|indicateurs|reporting|rapports?|bilan|activit[ée]|r[ée]sultats"
    r"|tableau\s+de\s+bord"
    r"|figures|results|reports?|numbers|kpis?|statistics|dashboard|performance|review|revue)\b[^.;\n]{0,40}?"
)
_PART = (
    r"(?<![a-zà-ÿ0-9])(?:(?P<mark>[tqs])(?P<number>[1-4])|(?P<ordinal>premier|deuxi[èe]me|second|troisi[èe]me"
    r"|quatri[èe]me"
    r"|dernier|first|third|fourth|last|[1-4]\s?(?:er|e|è?me|nd|rd|th|st))\s+(?P<part>trimestre|semestre|quarter|half))"
    r"(?![a-zà-ÿ0-9])(?!['’]?[\s_\-./]{0,3}(?:fy|de\s+l|of\s+|de\s+)?\s*['’]?[0-9]{2})"
)
_FIGURES_MONTH = rf"(?:du\s+mois\s+)?(?:de\s+|d['’]\s?|for\s+|of\s+)(?P<month>{MONTH})(?!\.?\s+[0-9])"
_ORDINALS = {"p": 1, "f": 1, "d": 2, "s": 2, "t": 3, "q": 4}
_HEAD = 700


def undated_period(name: str, text: str, issued: dt.date) -> Period | None:
    """Give the period that a report names without its year: « les chiffres du T4 », the last one before `issued`.

    In a text it counts after a word for figures only, in a file's name alone too.
    """
    low = lowered(text[:_HEAD])
    found = compiled(_PART).search(lowered(plain_name(name))) or compiled(_FIGURES + _PART).search(low)
    if found:
        return _last_part(found, issued)
    match = compiled(_FIGURES + _FIGURES_MONTH).search(low)
    if match is None:
        return None
    number = month_number(match["month"])
    return month(issued.year - (number > issued.month), number)


def _last_part(match: re.Match[str], issued: dt.date) -> Period | None:
    halves = (match["mark"] or match["part"]) in {"s", "semestre", "half"}
    number = int(match["number"]) if match["number"] else _numbered(match["ordinal"], 2 if halves else 4)
    if halves and number > 2:
        return None
    # Figures may be sent a little before the period is over.
    latest = issued + dt.timedelta(days=31)
    built = (half(year, number) if halves else quarter(year, number) for year in (latest.year, latest.year - 1))
    return next((period for period in built if period.end <= latest), None)


def _numbered(ordinal: str, last: int) -> int:
    if ordinal[0].isdigit():
        return int(ordinal[0])
    if ordinal in {"dernier", "last"}:
        return last
    return 4 if ordinal == "fourth" else _ORDINALS[ordinal[0]]
