"""How long a contract runs: from when, for how long, whether it renews itself, with what notice."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from dataroom.dates import DateHit, find_dates, joined, lowered
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
_TACIT_STEMS = ("tacit", "reconduc", "reconduit", "renouvel", "automatic", "renew", "extend", "exten", "reconduct")
_ROLL_STEMS = ("se p", "se r", "reconduct", "renouvel", "reconduit", "prorog", "prolong", "continue", "remain", "renew",
    "roll", "evergreen")  # fmt: skip
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
    r"|arriver?a?\s+[àa]\s+(?:terme|[ée]ch[ée]ance|expiration)|terme)"
    r"(?:\s+(?:de\s+plein\s+droit|automatiquement|d[ée]finitivement))?\s*(?:le|au|:)"
    r"|(?P<weak>jusqu['’]au|\b(?:until|through))|date\s+de\s+fin\s*[:\t]?"
    r"|(?:terminat\w+|ends?|ending|expir\w+)(?:\s+automatically)?\s+on)\s*(?:le\s+)?(?:the\s+)?$"
)
_CONTRACT = (
    r"contrat|convention|march[ée]\b|mandat|mission|\bbail|dur[ée]e|accord|vigueur|agreement|\bterm\b|in\s+force"
)
_NOT_CONTRACT = (
    r"(?:essai|pilote|phase|transition|reprise|garanti|tarif|prix|price|\bfees?\b|rate|remise|promotion|exclusivit"
    r"|confidenti|licen[cs]e|pr[ée]avis|notice|warrant|assurance|insurance|prorat|suspen|trial|conserv|archiv"
    r"|r[ée]versib|moratoire|personnel|salari|employ|collaborat)"
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
    r"|reconduction)|(?:ne\s+(?:se|sera|pourra|peut|fera)|n['’]est)\s+[^.;\n]{0,40}(?:tacite|reconduit"
    r"|reconduct|renouvel)|non[\s-]+(?:renouvelable|reconductible)|(?:exclu\w*|sans)\s+[^.;\n]{0,30}renouvellement"
    r"|(?:shall|will|does|may|is)\s+not\s+(?:be\s+)?(?:automatic(?:ally)?\s+)?(?:tacit(?:ly)?\s+)?(?:renew|exten)"
    r"|\b(?:no|without(?:\s+any)?)\s+(?:automatic\s+|tacit\s+)?(?:renewal|extension)|\bnon[\s-]+renewable|renewed\s+only"
)
_ROLLS = (
    r"(?:se\s+(?:poursui\w+|renouvel\w+|prolong\w+|prorog\w+)|(?:est|sera)\s+(?:ensuite\s+)?(?:reconduit|prorog|prolong"
    r"|renouvel)\w*|reconductible|renouvelable)[^.;\n]{0,60}(?:ind[ée]termin|d['’]ann[ée]e\s+en\s+ann[ée]e|par\s+p[ée]riodes?"
    r"|ann[ée]e\s+par\s+ann[ée]e|successives?|pour\s+la\s+m[êe]me\s+dur[ée]e|pour\s+(?:une|des)\s+(?:dur|p[ée]rio)|sauf\s)"
    r"|(?:[àa]\s+d[ée]faut|en\s+l['’]absence|faute)\s+(?:de|d['’])\s?[^.;\n]{0,60}(?:se\s+(?:poursui|renouvel|prolong)"
    r"|reconduit|renouvel[ée]|prorog)|(?:continues?|remains?\s+in\s+force|renews?|rolls?\s+over)\s+[^.;\n]{0,50}"
    r"(?:until\s+(?:it\s+is\s+)?terminat|unless|year\s+to\s+year|month\s+to\s+month|successive|indefinite)"
    r"|(?:renewable|renewed)\s+[^.;\n]{0,30}(?:successive|unless|each\s+year)|evergreen|rolling\s+(?:basis|term|contract)"
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
    indefinite = match is None and first_near(compiled(_INDEFINITE), low, ("ind", "unlimited"), 12, 40) is not None
    months = round(months_in(match)) if match else None
    start = _start(low, days, match.start() if match else 0) or (issue_date(text, dates=days) if match else None)
    end = _later(_end(low, days, start), add_months(start, months) - _DAY if start and months else None)
    tacit = _renews(low)
    if match is None and end is None and not indefinite and not tacit:
        return None
    if end and tacit:
        end = _renewed(low, end, months or 12, as_of)
    if end and not tacit and match and _may_go_on(match, low):
        end = None
    return Term(start, months, tacit, _notice(low), end, indefinite)


def _later(stated: dt.date | None, counted: dt.date | None) -> dt.date | None:
    """Give the stated end, or the counted one where that comes much later: a stage may end before the contract."""
    if stated and counted:
        return counted if (counted - stated).days > 31 else stated
    return stated or counted


def _renews(low: str) -> bool:
    """Tell whether the text says, anywhere and without denying it, that the contract goes on by itself."""
    denials = [match.span() for match in near(compiled(_NOT_TACIT), low, _TACIT_STEMS, 80, 60)]
    spans = [match.span() for match in near(compiled(_TACIT), low, _TACIT_STEMS, 40, 80)]
    spans += [match.span() for match in near(compiled(_ROLLS), low, _ROLL_STEMS, 80, 160)]
    return any(not _denied(low, start, end, denials) for start, end in spans)


def _denied(low: str, start: int, end: int, denials: Sequence[tuple[int, int]]) -> bool:
    return any(
        (first < end and start < last) or (last <= start and not re.search(r"[.;]\s", low[last:start]))
        for first, last in denials
    )


def _may_go_on(match: re.Match[str], low: str) -> bool:
    # A shortest time, or a first one of which nothing says that it is the last, does not end a contract.
    first = re.search(r"minim|initial", match[0]) is not None
    return first and first_near(compiled(_NOT_TACIT), low, _TACIT_STEMS, 80, 60) is None


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
        r"(?:confidenti|conserv|archiv|garanti|renouvel|reconduct|pr[ée]avis|essai|renew|notice|exclusivit|warrant"
        r"|concurren|sollicit|solicit|d[ée]bauch|r[ée]versib|transition|pilote|suspen|force\s+majeure)[^.\n]{0,60}$",
        before,
    )


def _start(low: str, days: Sequence[DateHit], near: int) -> dt.date | None:
    starts = [hit for hit in days if compiled(_START).search(low, max(0, hit.start - 60), hit.start)]
    close = [hit for hit in starts if near and -_FAR <= hit.start - near <= _FAR]
    best = min(close or starts, key=lambda hit: abs(hit.start - near), default=None)
    return best.date if best else None


def _end(low: str, days: Sequence[DateHit], start: dt.date | None) -> dt.date | None:
    """Give the last of the days on which the text says that the contract itself ends."""
    ends = [hit.date for hit in days if (start is None or hit.date > start) and _ends_on(low, hit)]
    return max([*ends, *_spans(low, days)], default=None)


def _spans(low: str, days: Sequence[DateHit]) -> list[dt.date]:
    """Give the ends of « du … au … » in a clause that goes on to say that nothing renews the contract."""
    ends = []
    for first, last in pairwise(days):
        if (last.date - first.date).days < 25 or not joined(low, first, last):
            continue
        before = re.split(r"[.;]\s|\n\s*\n", low[max(0, first.start - 160) : first.start])[-1]
        after = compiled(_NOT_TACIT).search(low, last.end, last.end + 120)
        if after and compiled(_CONTRACT).search(before) and not compiled(_NOT_CONTRACT).search(before):
            ends.append(last.date)
    return ends


def _ends_on(low: str, hit: DateHit) -> bool:
    match = compiled(_END).search(low, max(0, hit.start - 60), hit.start)
    if match is None:
        return False
    sentence = re.split(r"[.;]\s|\n\s*\n", low[max(0, hit.start - 160) : match.start()])[-1]
    if compiled(_NOT_CONTRACT).search(sentence):
        return False
    return match["weak"] is None or compiled(_CONTRACT).search(sentence) is not None


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
