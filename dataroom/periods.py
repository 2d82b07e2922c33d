"""The period that a document covers, and all that concerns periods: this is the door to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from dataroom.dates import MONTH, DateHit, both_ends, find_dates, lowered, month_number
from dataroom.entries_period import entries_period
from dataroom.issue import issue_date
from dataroom.model import Bilingual, Period
from dataroom.patterns import compiled
from dataroom.period_forms import PeriodHit, find_periods
from dataroom.period_names import name_periods, plain_name, undated_period
from dataroom.period_zones import (
    Zones,
    announced,
    dominant,
    labelled,
    of_days,
    possible,
    read_zones,
    title_choice,
    year_of,
)
from dataroom.spans import (
    add_months,
    contains,
    exact_span,
    fiscal_part,
    fiscal_year,
    half,
    kind_of,
    label_period,
    month,
    next,  # noqa: A004 - reads as periods.next(period)
    previous,
    quarter,
)

__all__ = [
    "PeriodHit", "add_months", "contains", "document_period", "exact_span", "find_periods", "fiscal_year", "half",
    "kind_of", "label_period", "month", "name_periods", "next", "previous", "quarter", "year_of",
]  # fmt: skip

_WANTED = {
    "month": ("month", "quarter", "half"),
    "month-of-date": ("month",),
    "fiscal-year": ("year",),
    "any": ("month", "quarter", "half", "year"),
}
_PLACES = {
    "field": ("un champ du document qui la nomme", "a field of the document that names it"),
    "title": ("le titre", "the title"),
    "text": ("le texte", "the text"),
    "days": ("les dates des écritures", "the dates of its lines"),
    "date": ("la date du document", "the document’s date"),
    "part": ("le trimestre, le semestre ou le mois qu’il nomme", "the quarter, half-year or month that it names"),
    "name": ("le nom du fichier", "the file name"),
}
_Found = tuple[Period, str]


def document_period(  # noqa: PLR0913, PLR0917 - what is known of a document
    kind: str,
    name: str,
    title_zone: str,
    text: str,
    dates: Sequence[DateHit] | None = None,
    fiscal_year_end: str = "12-31",
    as_of: dt.date | None = None,
    *,
    issued: dt.date | None = None,
) -> tuple[Period | None, list[Bilingual], bool]:
    """Give the period that a document covers, why, and whether text and file name contradict each other.

    `kind` is the rule's: none, month, month-of-date, any, fiscal-year. `dates` are those of `text` and `issued` the
    day of the letter or meeting; what is not given is sought in `text`. Fields that say it (« Période : ») come
    first, then the title, the file's name, and what fills the text.
    """
    if kind == "none":
        return None, [], False
    zones = read_zones(title_zone, text, fiscal_year_end, as_of)
    by_word = (
        _named_month(name, text, issued)
        if kind != "fiscal-year" and not compiled(_MEETING).search(zones.title)
        else None
    )
    named = [hit for hit in name_periods(name, fiscal_year_end) if possible(hit, as_of)]
    found = entries_period(name, text, fiscal_year_end) or _SOUGHT[kind](zones, text, issued)
    by_name = title_choice(zones, named, _WANTED[kind]) or _widened(kind, named)
    if found is None and (closing := _named_closing(kind, name, named, fiscal_year_end)):
        found = (closing, "name")
    elif found is None and by_name:
        found = (by_name.period, "name")
    if by_word and (found is None or (found[1] == "date" and contains(by_word, found[0]) is False)):
        found = (by_word, "name")
    found = (
        found
        or _closing_day(kind, zones)
        or _without_year(kind, name, text, issued)
        or _last_resort(kind, zones, text, dates, issued)
    )
    if found is None:
        return None, [], False
    period, where = found
    refined = by_name is not None and kind_of(by_name.period) in {"quarter", "half"}
    if kind == "any" and kind_of(period) == "year" and by_name and refined and contains(period, by_name.period):
        # « Reporting T2 2025 » over a text that names the year alone: the name says the same, more exactly.
        period, where = by_name.period, "name"
    notes = [_note(period, where)]
    against = None if where in {"name", "date", "part"} else _contradiction(kind, period, named, text, issued)
    if against and _fiscal_reading(against, fiscal_year_end) == (period.start, period.end):
        against = None  # « T1 2025 », of a year that began in October 2024
    if against:
        notes.append(_against(period, against))
    return period, notes, against is not None


_BARE_MONTH = rf"(?<![a-zà-ÿ0-9]){MONTH}(?!\.?[\s_-]*[0-9])"


def _named_month(name: str, text: str, issued: dt.date | None) -> Period | None:
    """Give the month that a file's name gives without its year: the last such one before the document's date."""
    words = compiled(_BARE_MONTH).findall(lowered(plain_name(name)))
    if len(words) != 1 or words[0] in {"mar", "may", "sept", "dec"}:
        return None
    date = issued or issue_date(text)
    number = month_number(words[0])
    return month(date.year - (number > date.month), number) if date else None


_BOOKS = (
    r"(?<![a-zà-ÿ])(?:bg|bal|balances?|gl|grand[\s_-]?livre|bilan|comptes|liasse|trial|accounts|ledger)(?![a-zà-ÿ])"
    r"(?![\s_-]*[aâ]g[ée])"
)


_TWO_YEARS = r"(?<![0-9./-])(?P<first>[0-4][0-9])\s?[-/_]\s?(?P<last>[0-4][0-9])(?![0-9./-])"
"""« GL 23-24 », of a fiscal year that does not end with the calendar's."""


def _named_closing(kind: str, name: str, named: Sequence[PeriodHit], fiscal_year_end: str) -> Period | None:
    """Give the fiscal year that ends on the day or in the month of a file's name: « BG 30 06 25 », « bg0624 »."""
    if kind not in {"any", "fiscal-year"} or not compiled(_BOOKS).search(lowered(name)):
        return None
    years = compiled(_TWO_YEARS).search(plain_name(name))
    if years and int(years["last"]) == int(years["first"]) + 1 and fiscal_year_end != "12-31":
        return fiscal_year(2000 + int(years["last"]), fiscal_year_end)
    ends = [hit.date for hit in find_dates(plain_name(name))]
    ends += [hit.period.end for hit in named if hit.form == "month-number"]
    for end in ends:
        year = year_of(end, fiscal_year_end)
        if year.end == end:
            return year
    return None


def _without_year(kind: str, name: str, text: str, issued: dt.date | None) -> _Found | None:
    period = undated_period(name, text, issued) if kind == "any" and issued else None
    return (period, "part") if period else None


def _widened(kind: str, named: Sequence[PeriodHit]) -> PeriodHit | None:
    # A payroll register of a whole year is possible where months are the rule.
    return _first(hit for hit in named if hit.strength >= 3) if kind == "month" else None


def _monthly(zones: Zones, _text: str, _issued: dt.date | None) -> _Found | None:
    wanted = _WANTED["month"]
    fields = labelled(zones)
    hit = title_choice(zones, fields, wanted) or _whole_year(fields)
    if hit:
        return hit.period, "field"
    hit = title_choice(zones, _in_title(zones), wanted)
    return (hit.period, "title") if hit else None


def _whole_year(hits: Sequence[PeriodHit]) -> PeriodHit | None:
    return _first(hit for hit in hits if kind_of(hit.period) == "year" and hit.strength >= 3)


def _first(hits: Iterable[PeriodHit]) -> PeriodHit | None:
    for hit in hits:
        return hit
    return None


def _in_title(zones: Zones) -> list[PeriodHit]:
    return [hit for hit in zones.hits if hit.start < zones.title_end]


def _any(zones: Zones, _text: str, _issued: dt.date | None) -> _Found | None:
    wanted = _WANTED["any"]
    title = _in_title(zones)
    hit = title_choice(zones, [hit for hit in labelled(zones) if hit.start < 2 * zones.title_end], wanted)
    loud = title_choice(zones, [hit for hit in title if _loud(hit, zones)], wanted)
    if hit and loud and loud.start < hit.start:
        hit = None
    if hit:
        return hit.period, "field"
    hit = loud or title_choice(zones, [hit for hit in title if hit.strength > 1], wanted)
    if hit and hit.form == "closing":
        return _stated(zones, hit), "title"
    hit = hit or title_choice(zones, title, wanted)
    return (hit.period, "title") if hit else None


def _loud(hit: PeriodHit, zones: Zones) -> bool:
    return hit.form != "closing" and (hit.strength >= 3 or kind_of(hit.period) in announced(zones))


_INTERIM = r"\b(?:situation|interm[ée]diaires?|semestriel|interim|half[\s-]year|six\s+months)"
_YEARLY = r"\b(?:comptes\s+annuels|bilan|balance\s+g[ée]n[ée]rale|grand[\s-]livre|annual)"


def _stated(zones: Zones, hit: PeriodHit) -> Period:
    """Give what a state « au 30/06/2025 » covers: the year or the part of it that ends on that day."""
    dates = [found.date for found in zones.days if hit.start <= found.start < hit.end]
    end = dates[-1] if dates else hit.period.end
    year = year_of(end, zones.fiscal_year_end)
    if year.end == end:
        return year
    interim = compiled(_INTERIM).search(zones.title)
    if not interim and compiled(_YEARLY).search(zones.title):
        return fiscal_year(end.year, f"{end:%m-%d}")
    whole = (end + dt.timedelta(days=1)).day == 1
    if whole and add_months(year.start, 6) == end + dt.timedelta(days=1):
        return exact_span(year.start, end) or hit.period
    if whole and end.month % 3 == 0:
        return quarter(end.year, end.month // 3)
    return hit.period


def _fiscal(zones: Zones, _text: str, _issued: dt.date | None) -> _Found | None:
    interim = compiled(_INTERIM).search(zones.title)
    closings = [hit for hit in zones.hits if hit.form == "closing"]
    if interim:
        parts = [hit for hit in _in_title(zones) if kind_of(hit.period) in {"half", "quarter"}]
        states = [hit for hit in closings if kind_of(hit.period) == "month" and hit.start < 2 * zones.title_end]
        if parts or states:
            return (parts[0].period if parts else _stated(zones, states[0])), "title"
    years = [hit for hit in zones.hits if kind_of(hit.period) == "year" and hit.strength >= 3]
    hit = dominant(years, _WANTED["fiscal-year"]) or _first(years)
    if hit:
        return hit.period, "field" if hit in labelled(zones) or hit.form == "closing" else "text"
    states = [hit for hit in closings if hit.start < zones.title_end] or closings[:1]
    if states:
        return _stated(zones, states[0]), "title"
    hit = title_choice(zones, _in_title(zones), _WANTED["fiscal-year"])
    return (hit.period, "title") if hit else None


_MEETING = (
    r"\b(?:proc[èe]s[\s-]verba|pv\b|compte[\s-]rendu|cr\b|r[ée]union|relev[ée]\s+de\s+d[ée]cisions?"
    r"|minutes|codir|comit[ée]|meeting)"
)


def _of_date(zones: Zones, text: str, issued: dt.date | None) -> _Found | None:
    date = issued or issue_date(text)
    if date and compiled(_MEETING).search(zones.title):
        return month(date.year, date.month), "date"
    states = [hit for hit in zones.hits if hit.form == "closing" and kind_of(hit.period) == "month"]
    early = [hit for hit in states if hit.start < zones.title_end] or states[:1]
    if early:
        return early[0].period, "title"
    state = _stated_day(zones)
    if state is not None:
        return month(state.year, state.month), "title"
    fields = [hit for hit in labelled(zones) if kind_of(hit.period) == "month"]
    if fields:
        return fields[0].period, "field"
    served = {hit.period.label: hit.period for hit in zones.hits if hit.form == "month" and hit.strength == 3}
    if date and len(served) == 1:
        [only] = served.values()
        # « Honoraires janvier 2026 » on an invoice of the second of February.
        if 0 <= (date.year - only.start.year) * 12 + date.month - only.start.month <= 2:
            return only, "text"
    return (month(date.year, date.month), "date") if date else None


_STATE_ON = (
    r"(?:^|\n)[^\n]{0,40}\b(?:rapprochements?|reconciliation|soldes?|balance|situation|[ée]tat|encours|provisions?)\b"
    r"[^\n.;]{0,100}[\s(](?:au|as\s+(?:at|of)|arr[êe]t[ée]+e?s?\s+(?:au|le))\s*:?\s*$"
)


def _stated_day(zones: Zones) -> dt.date | None:
    """Give the day of « État de rapprochement – compte 512 – Martin SAS – au 31/05/2026 », not that of writing."""
    for found in zones.days:
        before = zones.low[max(0, found.start - 160) : found.start]
        if found.start < zones.title_end and compiled(_STATE_ON).search(before):
            return found.date
    return None


_SOUGHT = {"month": _monthly, "any": _any, "fiscal-year": _fiscal, "month-of-date": _of_date}


def _closing_day(kind: str, zones: Zones) -> _Found | None:
    """Give the fiscal year that ends on a day of the title: « ÉTATS FINANCIERS – 31 décembre 2024 »."""
    if kind in {"any", "fiscal-year"} and compiled(_ACCOUNTS).search(zones.title):
        for found in zones.days:
            year = year_of(found.date, zones.fiscal_year_end)
            if found.start < zones.title_end and year.end == found.date:
                return year, "title"
    return None


_ACCOUNTS = (
    r"\b(?:[ée]tats\s+financiers|comptes|bilan|balance|grand[\s-]livre|liasse|financial\s+statements|accounts)"
    r"|(?:^|\n)\W*(?:n[°o]\s*)?(?:compte|account)\b[^\n]{0,60}\t\W*(?:d[ée]bit|debit)"
)


def _last_resort(
    kind: str, zones: Zones, text: str, dates: Sequence[DateHit] | None, issued: dt.date | None
) -> _Found | None:
    wanted = _WANTED[kind]
    hit = dominant(zones.hits, wanted)
    if hit:
        return hit.period, "text"
    # A ledger of a whole year has its first month alone on its first pages.
    days = [found.date for found in (find_dates(both_ends(text)) if dates is None else dates)]
    period = of_days(days, zones.fiscal_year_end, wanted)
    if period:
        return period, "days"
    if kind in {"month", "month-of-date"}:
        date = issued or issue_date(text) or (zones.days[0].date if zones.days else None)
        return (month(date.year, date.month), "date") if date else None
    return None


def _contradiction(
    kind: str, period: Period, named: Sequence[PeriodHit], text: str, issued: dt.date | None
) -> Period | None:
    """Give the period of the file's name, where it cannot be meant together with that of the text."""
    if not named or any(hit.period.start <= period.end and period.start <= hit.period.end for hit in named):
        return None
    against = _first(hit for hit in named if hit.strength > 1 or hit.form == "year")
    if against is None:
        return None
    date = issued or issue_date(text)
    drawn_up = date is not None and against.period.start <= date <= against.period.end
    # « PV AGO 2025 » approves the accounts of 2024: a name may give the time of writing.
    return None if drawn_up and (against.form == "year" or kind == "fiscal-year") else against.period


def _fiscal_reading(named: Period, fiscal_year_end: str) -> tuple[dt.date, dt.date] | None:
    """Give what the quarter or half-year of a name covers, if it counts from the start of the fiscal year."""
    if fiscal_year_end == "12-31" or kind_of(named) not in {"quarter", "half"}:
        return None
    meant = fiscal_part(int(named.label[:4]), int(named.label[-1]), 3 if "Q" in named.label else 6, fiscal_year_end)
    return meant.start, meant.end


def _note(period: Period, where: str) -> Bilingual:
    fr, en = _PLACES[where]
    return Bilingual(f"Période {period.label} : d’après {fr}.", f"Period {period.label}: from {en}.")


def _against(period: Period, named: Period) -> Bilingual:
    return Bilingual(
        f"Le nom du fichier annonce {named.label}, le texte {period.label} : le texte l’emporte.",
        f"The file name says {named.label}, the text {period.label}: the text prevails.",
    )
