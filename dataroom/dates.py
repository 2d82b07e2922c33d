"""Days found in a text, in French and in English, with their places.

Formats: `2024-12-31`, `20241231`, `31/12/2024`, `31.12.24`, `31 décembre 2024`, `1er juillet 2025`,
`March 2, 2026`, `2nd of March 2026`, and the notary's « l’an deux mille vingt-quatre, le trente juin ».
What only looks like a day (telephone, SIREN, version or invoice number) is left alone.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, Protocol

from dataroom.patterns import compiled
from dataroom.text import fold

Precision = Literal["day", "ambiguous"]

MONTH = (
    r"(?:janvier|january|janv|jan|f(?:é|e\u0301?)v(?:rier|r)?|february|feb|mars|march|mar|avril|april|avr|apr|mai|may"
    r"|juin|june|juillet|july|juil|jun|jul|ao(?:û|u\u0302?)t|august|aug|sept(?:embre|ember)?|sep|oct(?:obre|ober)?"
    r"|nov(?:embre|ember)?|d(?:é|e\u0301?)c(?:embre|ember)?)(?![a-zà-ÿ])"
)
"""A month's name or short form, in lower case, as a regular expression."""
WHOLE = 120_000
"""Characters of a text up to which it is searched from end to end for its own dates."""
_MONTHS = {
    "jan": 1, "fev": 2, "feb": 2, "mar": 3, "avr": 4, "apr": 4, "mai": 5, "may": 5, "juin": 6, "jun": 6, "juil": 7,
    "jul": 7, "aou": 8, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_YEAR = r"(?:19|20)[0-9]{2}(?![0-9])"


@dataclass(frozen=True, slots=True)
class DateHit:
    """A day and its place in the text; `ambiguous` where 03/04/2025 could be read either way in English."""

    date: dt.date
    start: int
    end: int
    precision: Precision = "day"


def month_number(name: str) -> int:
    """Give 1 to 12 for a month's name or short form in French or English; raises KeyError for another word."""
    plain = fold(name)
    return _MONTHS.get(plain[:4]) or _MONTHS[plain[:3]]


def lowered(text: str) -> str:
    """Give `text` in lower case, every character at its old place."""
    return _lowered(text) if len(text) <= WHOLE + 2 else _lowered.__wrapped__(text)


@lru_cache(maxsize=4)
def _lowered(text: str) -> str:
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def full_year(digits: str) -> int:
    """Give the year that two or four digits mean: `25` is 2025, `98` is 1998."""
    year = int(digits)
    return year if year > 99 else year + (2000 if year < 70 else 1900)


def day(year: int, month: int, number: int) -> dt.date | None:
    """Give the day, or None where the calendar has none such."""
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None


@cache
def _figures() -> re.Pattern[str]:
    # The first digit stands alone so that the engine can leap from digit to digit; what may not precede it follows.
    return re.compile(
        rf"""(?P<day>[0-9](?<![0-9][0-9])[0-9]?)(?:
          (?P<gap>\s?)(?P<sep>[/.\-])(?P=gap)(?P<num>[0-3]?[0-9])(?P=gap)(?P=sep)(?P=gap)
             (?P<numyear>{_YEAR}|[0-9]{{2}}(?![0-9]))
         |\s?(?:er|ᵉʳ|st|nd|rd|th|°)?(?:\s{{1,3}}|-|/|\.\s?)(?:day\s+of\s+|of\s+|de\s+)?
             (?P<month>{MONTH})\.?,?(?:\s{{1,3}}(?:de\s+)?(?P<year>{_YEAR})|[-/\s]'?(?P<short>[0-9]{{2}}|[0-9]{{4}})(?![0-9]))
         |(?<=[0-9][0-9])(?:
             \ (?P<spaced>[01][0-9])\ (?P<spacedyear>{_YEAR})
            |(?P<iso>[0-9]{{2}})(?P<isosep>[-/.]?)(?P<isomonth>0[1-9]|1[0-2])(?P=isosep)(?P<isoday>[0-3][0-9])(?![0-9])
          )
        )""",
        re.VERBOSE,
    )


@cache
def _month_first() -> re.Pattern[str]:
    return re.compile(
        rf"[jfmasond](?<![a-zà-ÿ0-9].)(?<=(?=(?P<month>{MONTH})).)[a-z\u0301\u0302éû]+\.?\s{{1,3}}"
        rf"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?(?:,\s{{0,2}}|\s)(?P<year>{_YEAR})"
    )


_REFERENCE = r"(?:n[°ºo]|num[ée]ro|r[ée]f\w*\.?|facture|invoice|siret?n?|\brcs[^0-9]*|#)\s*:?\s*$"


def both_ends(text: str) -> str:
    """Give a text, or the two ends of a very long one: a ledger says what it is at its head or at its foot."""
    return text if len(text) <= WHOLE else f"{text[:90_000]}\n\n{text[-30_000:]}"


def find_dates(text: str) -> list[DateHit]:
    """Give every day that stands in `text`, in the order of the places; never raises."""
    return list(_found(text) if len(text) <= WHOLE + 2 else _found.__wrapped__(text))


# The day, the period, the end of validity and the term of one document are asked for one after the other.
@lru_cache(maxsize=2)
def _found(text: str) -> tuple[DateHit, ...]:
    low = lowered(text)
    hits = [*_from_figures(low), *_from_month_first(low)]
    if "mille" in low or "mil " in low:
        hits += _from_words(low)
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    return tuple(_apart(hits))


_JOIN = (
    r"\s*(?:,\s*)?(?:inclus\s+|included\s+)?(?:au|à|jusqu['’]au|to|until|till|through|et\s+le|and"
    r"|[-–—→>])\s*(?:le\s|the\s)?\s*"
)


class Placed(Protocol):
    """Anything found between two places of a text."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it has ended."""


def joined(low: str, first: Placed, last: Placed) -> bool:
    """Tell whether two neighbours in a lower-cased text are the ends of a span: « du … au … »."""
    return last.start - first.end <= 24 and compiled(_JOIN).fullmatch(low, first.end, last.start) is not None


def _apart(hits: list[DateHit]) -> list[DateHit]:
    kept: list[DateHit] = []
    for hit in hits:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _from_figures(low: str) -> Iterator[DateHit]:
    numeric: list[tuple[int, int, int, int, int]] = []
    for match in _figures().finditer(low):
        number, _, _, num, numyear, month, year, short, spaced, spaced_year, iso, iso_sep, iso_month, iso_day = (
            match.groups()
        )
        start, end = match.span()
        found = None
        if num:
            if _stands_alone(low, match):
                numeric.append((int(number), int(num), full_year(numyear), start, end))
        elif month:
            found = day(full_year(year or short), month_number(month), int(number))
        elif spaced:
            found = day(int(spaced_year), int(spaced), int(number)) if _spaced_alone(low, start, end) else None
        elif _iso_alone(low, start, end, iso_sep):
            found = day(int(number + iso), int(iso_month), int(iso_day))
        if found and 1900 <= found.year <= 2099:
            yield DateHit(found, start, end)
    yield from _numeric(low, numeric)


def _spaced_alone(low: str, start: int, end: int) -> bool:
    # `01 02 03 04 05` is a telephone, `12 10 2025 00012` a registration number.
    around = low[max(0, start - 2) : start] + "|" + low[end : end + 2]
    return re.search(r"[0-9]\s?\||\|\s?[0-9]", around) is None


def _iso_alone(low: str, start: int, end: int, sep: str) -> bool:
    before, after = low[max(0, start - 12) : start], low[end : end + 2]
    if sep:
        return not (after.startswith(sep) and after[1:].isdigit())
    return (not before[-1:].isalpha() or before.endswith("fec")) and compiled(_REFERENCE).search(before) is None


def _stands_alone(low: str, match: re.Match[str]) -> bool:
    """Tell whether a figure like 31.12.24 is not a piece of a longer number, a version or a reference."""
    start, end = match.span()
    _, gap, sep, _, year, *_ = match.groups()
    before, after = low[max(0, start - 12) : start], low[end : end + 2]
    if (before[-1:] == sep and before[-2:-1].isdigit()) or (after[:1] == sep and after[1:].isdigit()):
        return False
    if len(year) == 4:
        return before[-1:] != "." or not before[-2:-1].isdigit()
    if gap or before[-1:].isalpha() or (before[-1:] == sep and before[-2:-1].isalpha()):
        return False
    if after[:1] == "," and after[1:].isdigit():
        return False
    if sep == "." and end - start != 8 and not _in_words(low, start, year):
        return False
    return compiled(_REFERENCE).search(before) is None


_NUMBERED_THING = (
    r"(?:\bv|version|\bart(?:icles?)?|§|section|point|clause|chap\w*|\bannexe?|release|n[°o]|norme|\biso|\bip"
    r"|paragraphe?)"
    r"\.?\s*$"
)


def _in_words(low: str, start: int, year: str) -> bool:
    """Tell « codir du 9.1.26 » from the number of a heading, of a version or of an article."""
    before = low[max(low.rfind("\n", 0, start) + 1, start - 40) : start]
    beside = before[-1:] in {" ", "\u00a0", "(", "\t", "/", "*"} and re.search("[a-zà-ÿ]{2}", before) is not None
    return "15" <= year <= "39" and beside and compiled(_NUMBERED_THING).search(before) is None


def _numeric(low: str, found: list[tuple[int, int, int, int, int]]) -> Iterator[DateHit]:
    english = bool(found) and _is_english(low)
    day_first = any(a > 12 for a, *_ in found)
    american = english and not day_first and any(b > 12 for _, b, *_ in found)
    for a, b, year, start, end in found:
        number, month = (b, a) if american else (a, b)
        date = day(year, month, number)
        unsure = english and not day_first and not american and a != b
        if date:
            yield DateHit(date, start, end, "ambiguous" if unsure else "day")


def _is_english(low: str) -> bool:
    english = sum(low.count(word) for word in (" the ", " of ", " and "))
    return english > sum(low.count(word) for word in (" le ", " de ", " et ", " du "))


def _from_month_first(low: str) -> Iterator[DateHit]:
    for match in _month_first().finditer(low):
        date = day(int(match["year"]), month_number(match["month"]), int(match["day"]))
        if date:
            yield DateHit(date, *match.span())


_UNITS = {
    "un": 1, "premier": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20,
    "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
}  # fmt: skip


@cache
def _spelt() -> tuple[re.Pattern[str], re.Pattern[str]]:
    unit = rf"(?:{'|'.join(sorted(_UNITS, key=len, reverse=True))})(?![a-zà-ÿ])"
    number = rf"{unit}(?:[\s\-]+(?:et[\s\-]+)?{unit}){{0,3}}"
    year = rf"(?P<year>(?:deux[\s\-]+mille|(?:mille|mil)[\s\-]+neuf[\s\-]+cents?)(?:[\s\-]+(?:et[\s\-]+)?{number})?)"
    date = rf"(?P<day>{number}|[0-3]?[0-9](?:er)?)\s+(?P<month>{MONTH})"
    return (
        re.compile(rf"(?:l['’]\s?)?\ban\s+{year}\s*,?\s*(?:et\s+)?(?:le\s+)?(?:\w+di\s+|dimanche\s+)?{date}"),
        re.compile(rf"\b{date}\s+(?:de\s+l['’]an\s+)?{year}"),
    )


def french_number(text: str) -> int | None:
    """Give the number below 100 that French words spell: « vingt et un » is 21, « quatre-vingt-dix » 90."""
    total = 0
    for word in re.findall(r"[a-zà-ÿ]+", lowered(text)):
        if word == "et":
            continue
        value = _UNITS.get(word)
        if value is None:
            return None
        total = total * 20 if value == 20 and total == 4 else total + value
    return total or None


def _from_words(low: str) -> Iterator[DateHit]:
    for pattern in _spelt():
        for match in pattern.finditer(low):
            rest = re.sub(r"^(?:deux[\s\-]+mille|mil(?:le)?[\s\-]+neuf[\s\-]+cents?)", "", match["year"])
            century = 2000 if match["year"].startswith("deux") else 1900
            digits = re.match("[0-9]+", match["day"])
            number = int(digits[0]) if digits else french_number(match["day"]) or 0
            date = day(century + (french_number(rest) or 0), month_number(match["month"]), number)
            if date:
                yield DateHit(date, *match.span())
