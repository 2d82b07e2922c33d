"""The day of a document: when it was signed, issued, or when the meeting was held."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from dataroom.dates import MONTH, DateHit, both_ends, find_dates, joined, lowered, month_number
from dataroom.dates import day as calendar_day
from dataroom.issue_words import (
    CERTIFICATE,
    EFFECT,
    MEETING,
    MEETING_DAY,
    MINUTES_BY_MAIL,
    NEXT,
    NOT_OWN,
    OWN,
    PAID,
    PAY,
    SIGNED,
    STRONG,
    TIME,
    WEEKDAY,
)
from dataroom.model import Fact
from dataroom.patterns import compiled
from dataroom.standard_terms import annex_named, are_standard_terms

_TITLE = 1_500
_TAIL = 700
_MOST = 60
_MAIL_FACTS = frozenset({"mail-date", "date", "sent"})


@cache
def _patterns() -> tuple[re.Pattern[str], tuple[tuple[float, re.Pattern[str]], ...], re.Pattern[str], re.Pattern[str]]:
    own = tuple((score, re.compile(rf"(?:{pattern})\s*{WEEKDAY}$")) for score, pattern in OWN)
    return re.compile(rf"(?:{NOT_OWN})\s*{WEEKDAY}$"), own, re.compile(MEETING), re.compile(TIME)


@cache
def _paid() -> re.Pattern[str]:
    return re.compile(rf"\b{PAID}\s*{WEEKDAY}$")


def issue_date(
    text: str,
    facts: Iterable[Fact] = (),
    *,
    hint: str = "",
    dates: Sequence[DateHit] | None = None,
    as_of: dt.date | None = None,
) -> dt.date | None:
    """Give the day on which a document was signed, issued or, for minutes, on which the meeting was held.

    `hint` is `meeting` for minutes (otherwise the title tells). Due dates, birth dates, dates of laws and of the
    documents that are cited do not count, nor a day more than a month after `as_of`; None where the text states
    no day of its own. Where the parties signed within two months, it is the day of the last of them.
    """
    facts = tuple(facts)
    sent = _sent(facts)
    if sent:
        return _reported(facts, text, sent) or sent
    if dates is None:
        text = both_ends(text)
    low = lowered(text)
    hits = find_dates(text) if dates is None else dates
    meeting = hint == "meeting" or _patterns()[2].search(low, 0, _TITLE) is not None
    scored = [(_score(low, hit, meeting), hit.date) for hit in _candidates(low, hits, as_of)]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, dt.date.min))
    if best[0] < _DONE and (edition := _edition(low, hits)):
        return edition
    if best[0] < 3:
        return _effect(low, hits)
    if best[0] != SIGNED:
        return best[1]
    near = [date for score, date in scored if score == SIGNED and abs((date - best[1]).days) <= 62]
    return max(near)


_EDITED = (
    r"\b(?:applicables?|en\s+vigueur|effective|in\s+force|en\s+ligne|online|publi[ée]+e?s?|published)\s*[:,]?\s*"
    r"(?:[àa]\s+(?:compter|partir)\s+du|depuis\s+le|le|du|au|from|since|as\s+of|on)?\s*:?\s*$"
)


def _edition(low: str, hits: Sequence[DateHit]) -> dt.date | None:
    """Give the day from which terms for every client apply, as their head says: not the day of printing."""
    early = [hit for hit in hits if hit.start < _TERMS_HEAD and compiled(_EDITED).search(low[: hit.start][-60:])]
    return early[0].date if early and are_standard_terms(low) and not annex_named(low) else None


_TERMS_HEAD = 600
_DONE = 9.8
"""The weight of « Fait à Lyon, le … »: what is signed bears that day, terms for every client too."""


def _effect(low: str, hits: Sequence[DateHit]) -> dt.date | None:
    """Give the first day of validity of a certificate that states no day of issue."""
    if not compiled(CERTIFICATE).search(low, 0, _TITLE):
        return None
    pattern = compiled(rf"\b{EFFECT}$")
    return next((hit.date for hit in hits if pattern.search(low, max(0, hit.start - 40), hit.start)), None)


def _sent(facts: Iterable[Fact]) -> dt.date | None:
    for fact in facts:
        if fact.name in _MAIL_FACTS:
            hits = find_dates(fact.value)
            return hits[0].date if hits else None
    return None


_MAIL_HEAD = 900
_SHORT_DAY = (
    rf"(?<![0-9/.])(?P<day>[0-3]?[0-9])(?:er)?(?:\s+(?P<month>{MONTH})|/(?P<num>[01]?[0-9]))(?![0-9/]|\s+[0-9]{{4}})"
)


def _reported(facts: Sequence[Fact], text: str, sent: dt.date) -> dt.date | None:
    """Give the day of the meeting of which a message is the minutes: « CR du point du 22/01 », sent on the 24th."""
    subject = "\n".join(fact.value for fact in facts if fact.name == "mail-subject")
    low = lowered(f"{subject}\n{text[:_MAIL_HEAD]}")
    if not compiled(MINUTES_BY_MAIL).search(low):
        return None
    short = ((match.start(), _before(match, sent)) for match in compiled(_SHORT_DAY).finditer(low))
    days = [(start, date) for start, date in short if date] + [(hit.start, hit.date) for hit in find_dates(low)]
    for start, date in sorted(days):
        before = low[max(low.rfind("\n", 0, start) + 1, start - 80) : start]
        if re.search(NEXT, before) or not compiled(MEETING_DAY).search(before):
            continue
        if 0 <= (sent - date).days <= 62:
            return date
    return None


def _before(match: re.Match[str], sent: dt.date) -> dt.date | None:
    """Give the last such day of the calendar on or before the day of sending."""
    number = month_number(match["month"]) if match["month"] else int(match["num"])
    for year in (sent.year, sent.year - 1):
        date = calendar_day(year, number, int(match["day"]))
        if date and date <= sent:
            return date
    return None


def _candidates(low: str, hits: Sequence[DateHit], as_of: dt.date | None) -> list[DateHit]:
    """Leave out the ends of spans and days to come; of a very long list only both ends are looked at."""
    spans = {hit for first, last in pairwise(hits) if joined(low, first, last) for hit in (first, last)}
    limit = as_of + dt.timedelta(days=31) if as_of else dt.date.max
    fit = [hit for hit in hits if hit not in spans and hit.date <= limit]
    return fit if len(fit) <= 2 * _MOST else [*fit[:_MOST], *fit[-_MOST:]]


@dataclass(frozen=True, slots=True)
class _Place:
    """A day, the words around it, and whether it stands early or late in the text, with a time of the day or not."""

    hit: DateHit
    before: str
    after: str
    early: bool
    late: bool
    timed: bool


def _place(low: str, hit: DateHit) -> _Place:
    start = max(low.rfind("\n", 0, max(0, hit.start - 12)) + 1, hit.start - 110)
    end = low.find("\n", hit.end)
    after = low[hit.end : end if end >= 0 else len(low)]
    early, late = hit.start < _TITLE, hit.start > len(low) - _TAIL
    return _Place(hit, low[start : hit.start], after, early, late, _patterns()[3].match(after) is not None)


def _score(low: str, hit: DateHit, meeting: bool) -> float:
    if low.startswith(("l'an", "l’an", "an "), hit.start):
        return 9.5
    place = _place(low, hit)
    before = place.before
    if _in_table(place) or not (place.early or place.late or _strong_word(before)):
        return 0
    if _paid().search(before) or _foreign(place):
        paid = place.early and _paid().search(before) and re.search(PAY, low[:_TITLE])
        return 3.1 if paid else 0
    if meeting and place.timed and place.early and _line_start(before):
        return 11
    for score, pattern in _patterns()[1]:
        if pattern.search(before):
            return _placed(score, place, meeting=meeting)
    return _bare(place, meeting=meeting)


def _foreign(place: _Place) -> bool:
    """Tell whether the words around say that the day is not the document's own: a deadline, a birth, a law."""
    if place.after.lstrip().startswith(("au plus tard", "at the latest")) or re.search(_PARTLY, place.before):
        return True
    closed = place.timed and place.early and re.search(r"(?:cl[ôo]tur|arr[êe]t)\w*\s+le\s+$", place.before)
    return not closed and _patterns()[0].search(place.before) is not None


def _strong_word(before: str) -> bool:
    # In the midst of a document only a plain word about its own day counts.
    return any(stem in before for stem in STRONG) or (len(before) < 60 and ", " in before)


def _placed(score: float, place: _Place, *, meeting: bool) -> float:
    if score == 3:  # a state of things on a day
        if re.search(_ACCOUNT, place.before.rpartition("\n")[2]):
            return 0  # that of the books is the period they give, not the day they were drawn up
        return 3.2 if place.early else 0
    if score == 9:  # the day of a meeting: cited anywhere, meant in the title of minutes
        return 12 if meeting and place.early else (5 if place.early else 0)
    if score >= 8:
        return score
    return score + (0.2 if place.early else 0) if place.early or place.late else 0


def _in_table(place: _Place) -> bool:
    """Tell a day in a row of data from one that stands in the cell after its label."""
    before, after = place.before.rpartition("\n")[2], place.after
    if (before + after).count("|") >= 3:
        before, after = before.replace("|", "\t"), after.replace("|", "\t")
    if not before.strip():
        return after.count("\t") >= 2
    if "\t" not in before:
        return False
    cells = [cell.strip() for cell in before.split("\t")]
    label = next((cell for cell in reversed(cells[:-1]) if cell), cells[-1])
    if re.search(r"(?:date|[ée]d\.|[ée]dition|\b(?:le|du|on|at)|:)\W*$", before.rstrip()):
        return False
    filled = sum(1 for cell in [*cells[:-1], *after.split("\t")[1:]] if cell.strip())
    return filled > 2 or not re.search("[a-zà-ÿ]", label) or re.match(r"\W*\t\W*[0-9]", after) is not None


def _line_start(before: str) -> bool:
    return re.fullmatch(rf"\W*(?:le\s+)?{WEEKDAY}", before.rpartition("\n")[2]) is not None


_OPENS = r"(?:^|\n|[–—|\t•·]|\((?:[a-z]{2,3}\s)?|\s-|\d\s?/|,\s(?=le))\s*(?:le\s+)?$"
_ACCOUNT = (
    r"\b(?:rapprochement|soldes?|balance\s+(?:g[ée]n|prov|des\s+comptes)|cr[ée]ances|encours|receivables|payables"
    r"|reconciliation|trial|comptes"
    r"|situation\s+(?:comptable|des\s+(?:cr[ée]ances|comptes|encours|soldes)))\b"
)
_HEADS = r"\s*(?:[.,–—|(-]|$)(?:[^\n.;]{0,60})$"
_MET = (
    r"\s*[,–—-]\s*(?:en\s|par\s|au\s|via\s|by\s|à\s|dans\s|(?:nos|les|ses|vos)\s|l[ea]s?\s|l['’]|on\s|in\s)*"
    r"(?:visio|t[ée]l[ée]phone|pr[ée]sentiel|distance|distanciel|teams|zoom|meet\b|si[èe]ge|locaux|sur\s+(?:place|site)"
    r"|site|person|video|phone|call\b|conf[ée]rence)"
)
"""How the parties met: said at the head of minutes, it makes the day before it that of the meeting."""
_PARTLY = rf"[0-3]?[0-9](?:\s?er|st|nd|rd|th)?\s+{MONTH}\.?\s+(?:au|to|until|through|et\s+le|and)\s+(?:le\s+|the\s+)?$"
"""The first day of a span that leaves its year to the last one: « du 1er octobre au 31 décembre 2025 »."""
_TITLED = (
    r"(?:^|\n)[^\n.;]{0,60}?\b(?:codir|copil|comex|cosui|coproj|comit[ée]|r[ée]union|point|cr|pv|compte[\s-]rendu"
    r"|s[ée]ance|conseil"
    r"|entretien|visio|meeting|minutes|sync|call|steerco|committee|review)\b[^\n.;:]{0,40}$"
)
_CLOSES = r"[ .)]*(?:,?\s*$|[–—|\t•·)]|\s-)"


_DECIDES = (
    r",\s[^.;]{0,150}?(?:\b(?:a|ont)\s+(?:pris|adopt[ée]|d[ée]cid[ée])|\b(?:s['’]est|se\s+sont)\s+r[ée]uni"
    r"|\bassoci[ée]e?\s+unique\b)"
)
"""« Le 4 mai 2025, la société Martin, associée unique, a pris les décisions suivantes »."""


def _is_titled(place: _Place) -> bool:
    """Tell « copil paie 3/2/26 visio » from a row of a plan that has meetings in it and several days."""
    alone = not re.search("[0-9]", place.after[:12]) and not re.search("[0-9][/.][0-9]", place.before)
    return alone and compiled(_TITLED).search(place.before) is not None


def _bare(place: _Place, *, meeting: bool) -> float:
    """Weigh a day without a word about it: it counts where it stands apart, in the title or at the very end."""
    closes = re.match(_CLOSES, place.after[:6]) is not None
    if place.early:
        return _at_the_head(place, closes=closes, meeting=meeting)
    if place.late and place.before.rpartition("\n")[2].strip() == "le" and re.match(r"\s*[–—,-]\s*\S", place.after):
        return 9.8  # « Le 11 mai 2020 – P. Martin (signé) »
    return 4 if place.late and closes and re.search(r"[:,–—]\s*(?:[\w.]{1,4}\s)?$", place.before) else 0


def _at_the_head(place: _Place, *, closes: bool, meeting: bool) -> float:
    start, lonely = place.hit.start, _line_start(place.before)
    if meeting and start < 400 and lonely and compiled(f"{_HEADS}|{_MET}").match(place.after):
        return 11  # « Lundi 5 mars 2026, Grasse » under the title of minutes
    if meeting and start < 200 and _is_titled(place):
        return 10.5
    if lonely and compiled(_DECIDES).match(place.after):
        return 9
    said = re.match(r"\.\s+\S", place.after) and place.before.rstrip().endswith("le")
    if lonely and (said or start <= _FIRST):
        return 6.5  # « Le 4 janvier 2025. Cette attestation … », or nothing stands before it
    opens = closes and re.search(_OPENS, place.before) is not None
    if place.timed or opens:
        return 6 if place.timed else (6.5 if start < 400 else 4)
    return 3.5 if closes and start < 300 else 0


_FIRST = 3
