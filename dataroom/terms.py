"""How long a contract runs: from when, for how long, whether it renews itself, with what notice."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dataroom.dates import DateHit, find_dates, lowered
from dataroom.durations import duration_pattern, months_in
from dataroom.issue import issue_date
from dataroom.patterns import compiled, first_near, near
from dataroom.spans import add_months

_RUN_STEMS = (
    "dur",
    "riode",
    "conclu",
    "consenti",
    "souscri",
    "term",
    "period",
    "in force",
    "valid",
    "continue",
    "remain",
    "into force",
)
_TACIT_STEMS = ("tacit", "reconduc", "reconduit", "renouvel", "automatic", "renew", "extend")
_DAY = dt.timedelta(days=1)
_FAR = 240


@dataclass(frozen=True, slots=True)
class Term:
    """The run of a contract; what it does not say is None. `end` is the next one after the day asked about."""

    start: dt.date | None
    months: int | None
    tacit: bool
    notice_months: float | None
    end: dt.date | None
    indefinite: bool = False


@cache
def _duration() -> re.Pattern[str]:
    return duration_pattern(
        r"(?:dur[ée]e(?:\s+(?:initiale|d[ée]termin[ée]e|ferme|irr[ée]vocable|minimale|totale"
        r"|du\s+(?:pr[ée]sent\s+)?(?:contrat|bail)))*"
        r"(?:\s+(?:est|sera)(?:\s+fix[ée]e)?)?\s*(?:de|d['’]|à|:|\t)|p[ée]riode\s+(?:initiale\s+|ferme\s+)?(?:de|d['’])"
        r"|conclue?s?\s+pour(?:\s+une\s+(?:dur[ée]e|p[ée]riode)\s+(?:de|d['’]))?"
        r"|consentie?\s+(?:et\s+accept[ée]+e?\s+)?pour|souscrite?\s+pour"
        r"|\b(?:initial\s+|fixed\s+)*(?:term|period|duration)\s+(?:of|is|shall\s+be)|(?:in\s+force|valid"
        r"|continue|remain[\w\s]{0,20}|enters?\s+into\s+force[\w\s]{0,20})\s+for(?:\s+a\s+(?:period"
        r"|term)\s+of)?"
        r"|(?:\bterm|\bdur[ée]e(?:\s+du\s+(?:contrat|bail"
        r"|mandat))?)\s*[:.\n\t–-]\s*(?:le\s+(?:présent\s+)?contrat\s+est\s+conclu\s+pour\s+)?)\s*"
    )


_START = (
    r"(?:[àa]\s+compter\s+du|[àa]\s+partir\s+du|[àa]\s+effet\s+(?:du|au)|avec\s+effet\s+(?:au|le)"
    r"|pren\w*\s+effet\s+(?:le|au|[àa]\s+compter\s+du)|prise\s+d['’]effet\s*(?:[:\t]|le|au)"
    r"|entr(?:e|era|ant|[ée]e)\s+en\s+vigueur\s+(?:le|au|[àa]\s+compter\s+du)"
    r"|commen[cç]\w+\s+(?:[àa]\s+courir\s+)?(?:le|au|[àa]\s+compter\s+du)|date\s+d['’](?:effet"
    r"|entr[ée]e\s+en\s+vigueur)\s*(?:[:\t]|est\s+le|fix[ée]e\s+au)?"
    r"|\bd[ée]but\w*\s*(?:[:\t]|le)?|(?:starting|commencing|beginning|commences?"
    r"|effective)(?:\s+date)?\s*(?:on|from|as\s+of|:|is)?|\b(?:from|as\s+from|as\s+of))\s*:?\s*(?:le\s+"
    r"|the\s+)?\[?$"
)
_END = (
    r"(?:(?:se\s+terminer?a?|prend(?:ra|re)?\s+fin|finir|expirer?a?|expirant|s['’]ach[èe]ver?a?"
    r"|arriver?a?\s+[àa]\s+(?:terme|[ée]ch[ée]ance|expiration)|terme)\s*(?:le|au|:)"
    r"|jusqu['’]au|date\s+de\s+fin\s*[:\t]?|(?:terminat\w+|ends?|ending|expir\w+)\s+on|\b(?:until"
    r"|through))\s*(?:le\s+)?$"
)
_TACIT = (
    r"(?<!sans )(?<!toute )(?:tacite\s+reconduction|reconduction\s+(?:\w+\s+)?tacite|tacitement"
    r"|renouvel\w+\s+(?:automatique|de\s+plein\s+droit)\w*|reconduit\w*\s+(?:automatique"
    r"|de\s+plein\s+droit)\w*"
    r"|automatic(?:ally)?\s+(?:be\s+)?(?:renew|exten)\w*|(?:renew|extend)ed\s+(?:automatically"
    r"|for\s+(?:further\s+|additional\s+)?successive)|tacit(?:ly)?\s+renew\w*)"
)
_NOT_TACIT = (
    r"(?:sans|exclusion\s+de\s+toute|pas\s+de|non|aucune|ni)\s+(?:possibilit[ée]\s+de\s+)?(?:tacite"
    r"|reconduction)|(?:ne\s+(?:se|sera|pourra|peut)|n['’]est)\s+[^.;\n]{0,40}(?:tacite|reconduit"
    r"|renouvel)"
    r"|(?:shall|will|does)\s+not\s+(?:be\s+)?(?:automatically\s+)?(?:tacitly\s+)?renew"
)
_NOTICE_AFTER = r"(?:[\w\s,'’]{0,25})(?:avant|pr[ée]avis|notice|['’]?\s*(?:prior|written)|before|prior\s+to)"
_NOTICE_BEFORE = (
    r"(?:pr[ée]avis|notice)(?:\s+(?:period|[ée]crit|minimum|minimal))?\s*(?:de|d['’]|of|:|est\s+de"
    r"|minimum\s+de|not\s+less\s+than|(?:of\s+)?at\s+least)*\s*"
)
_INDEFINITE = r"dur[ée]e\s+ind[ée]termin[ée]e|indefinite\s+(?:term|period|duration)|unlimited\s+(?:term|duration)"


def contract_term(text: str, as_of: dt.date) -> Term | None:
    """Give how long a contract runs, or None where the text does not say; a renewed one ends after `as_of`."""
    low = lowered(text)
    days = find_dates(text)
    match = next((m for m in near(_duration(), low, _RUN_STEMS, 20, 150) if _is_run(low, m)), None)
    indefinite = first_near(compiled(_INDEFINITE), low, ("ind", "unlimited"), 12, 40) is not None and match is None
    months = round(months_in(match)) if match else None
    start = _start(low, days, match.start() if match else 0) or (issue_date(text, dates=days) if match else None)
    end = _end(low, days, start)
    if end is None and start and months:
        end = add_months(start, months) - _DAY
    tacit = _tacit(low) is not None and first_near(compiled(_NOT_TACIT), low, _TACIT_STEMS, 80, 60) is None
    if match is None and end is None and not indefinite and not tacit:
        return None
    if end and tacit:
        end = _renewed(low, end, months or 12, as_of)
    return Term(start, months, tacit, _notice(low), end, indefinite)


def _is_run(low: str, match: re.Match[str]) -> bool:
    # « une durée de trois ans après la fin du contrat » binds beyond the contract, and is not its run.
    after = low[match.end() : match.end() + 60]
    before = low[max(0, match.start() - 80) : match.start()]
    if re.match(
        r"[\w\s,]{0,25}(?:apr[èe]s|suivant|following|after|[àa]\s+compter\s+de\s+(?:la\s+(?:fin|cessation"
        r"|date\s+d['’]expiration)|son\s+terme))",
        after,
    ):
        return False
    if match["unit"].startswith(("jour", "day")) and "dur" not in match[0]:
        return False
    return not re.search(
        r"(?:confidenti|conserv|archiv|garanti|renouvel|reconduct|pr[ée]avis|essai|renew|notice)[^.\n]{0,60}$", before
    )


def _start(low: str, days: Sequence[DateHit], near: int) -> dt.date | None:
    starts = [hit for hit in days if compiled(_START).search(low, max(0, hit.start - 60), hit.start)]
    close = [hit for hit in starts if near and -_FAR <= hit.start - near <= _FAR]
    best = min(close or starts, key=lambda hit: abs(hit.start - near), default=None)
    return best.date if best else None


def _end(low: str, days: Sequence[DateHit], start: dt.date | None) -> dt.date | None:
    for hit in days:
        if compiled(_END).search(low, max(0, hit.start - 60), hit.start) and (start is None or hit.date > start):
            return hit.date
    return None


def _renewed(low: str, end: dt.date, months: int, as_of: dt.date) -> dt.date:
    pattern = duration_pattern(
        r"(?:p[ée]riodes?(?:\s+\w+){0,2}\s+(?:de|d['’])|(?:renouvel|reconduit|reconduction|renew"
        r"|extended)[^.\n]{0,60}?(?:de|d['’]|of|pour|for|par)(?:\s+(?:une|further|successive"
        r"|additional)){0,2}(?:\s+periods?\s+of)?)\s*"
    )
    tacit = _tacit(low)
    found = pattern.search(low, max(0, tacit.start() - 60) if tacit else 0)
    step = max(1, round(months_in(found))) if found else min(12, months)
    steps = 0
    last = end
    while last < as_of:
        steps += 1
        last = add_months(end + _DAY, step * steps) - _DAY
    return last


def _tacit(low: str) -> re.Match[str] | None:
    return first_near(compiled(_TACIT), low, _TACIT_STEMS, 40, 80)


def _notice(low: str) -> float | None:
    found = [
        first_near(duration_pattern(_NOTICE_BEFORE), low, ("avis", "notice"), 6, 90),
        first_near(duration_pattern("", _NOTICE_AFTER), low, ("avant", "avis", "notice", "before", "prior"), 70, 30),
    ]
    best = min((match for match in found if match), key=lambda match: match.start(), default=None)
    return round(months_in(best), 2) if best else None
