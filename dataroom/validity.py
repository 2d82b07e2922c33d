"""Until when a document is good, and how often a contract says that reports and meetings come."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from dataroom.cadence import cadence_of
from dataroom.dates import MONTH, DateHit, both_ends, find_dates, full_year, joined, lowered, month_number
from dataroom.durations import duration_pattern, months_in
from dataroom.issue import issue_date
from dataroom.model import Bilingual
from dataroom.patterns import compiled, first_near, near
from dataroom.spans import add_months, month_end
from dataroom.terms import Term, contract_term

__all__ = ["Term", "cadence_of", "contract_term", "expiry", "issue_date"]

_VALID_STEMS = ("valab", "valid", "vigueur", "inscri")
_LENGTH_STEMS = ("valab", "valid", "dur", "riode", "consenti", "conclu", "livr", "accord", "term", "period")
_UNTIL_STEMS = (
    "jusqu", "valid", "valab", "expir", "éch", "ech", "fin", "until", "through", "renouvel", "renewal", "end", "termin",
    "achev", "vigueur", "garanti", "couvert", "acquis", "prolong", "prorog", "livr", "accord", "effet", "good", "till",
)  # fmt: skip
_DAY = dt.timedelta(days=1)
_SAID = Bilingual("Fin de validité indiquée dans le document.", "End of validity stated in the document.")

_UNTIL = (
    r"(?:(?:valable|valide|validit[ée]|en\s+vigueur|produit\w*\s+(?:ses\s+)?effets?|garantie?s?|acquise?s?"
    r"|couvert\w*|prorog[ée]+e?|prolong[ée]+e?|d[ée]livr[ée]+e?"
    r"|accord[ée]+e?)[^.\n]{0,60}?\s(?:jusqu['’]au|jusqu['’]\s?[àa]\s+la\s+date\s+du|au)"
    r"|\bexpir\w*(?:\s+(?:date|du\s+certificat|of\s+(?:the\s+|this\s+)?\w+))?\s*(?:le|au|on|is|:|\t)*"
    r"|date\s+d['’](?:expiration|[ée]ch[ée]ance)[^\n:]{0,30}\s*[:\t]?(?:\s*le)?"
    r"|(?:date\s+de\s+)?fin\s+(?:de\s+(?:la\s+)?(?:validit[ée]|p[ée]riode|garantie|contrat|couverture)"
    r"|du\s+(?:bail|contrat))\s*[:\t]?(?:\s*le)?"
    r"|\bvalid(?:ity)?\s*[:\t]?\s*(?:until|through|till|to|up\s+to)|(?:good|in\s+force"
    r"|effective)\s+(?:until|through)|[àa]\s+renouveler\s+(?:avant\s+)?le|\b(?:renewal|end"
    r"|expiration)\s+date\s*[:\t]?|date\s+de\s+renouvellement\s*[:\t]?"
    r"|(?:pour\s+)?(?:se\s+termin\w+|finir|prend\w*\s+fin|s['’]ach[èe]v\w+|venir?\s+[àa]\s+expiration"
    r"|arriv\w+\s+[àa]\s+(?:[ée]ch[ée]ance|expiration|terme)|terminating|ending|ends)\s+(?:le|au|on)"
    r"|[ée]ch[ée]ance(?:\s+(?:du\s+(?:bail|contrat|certificat)|contractuelle|annuelle|principale"
    r"|finale))?\s*(?:[:\t]|le|au|du|est\s+le|fix[ée]e\s+au)?(?:\s*le)?"
    r"|valable\s+(?:\w+\s+){0,2}jusqu['’]au|until)\s*:?\s*$"
)
_YEAR = (
    r"\b(?:valable|valide|validit[ée]|valid(?:ity)?|en\s+vigueur|inscrit\w*)[^.;\n]{0,40}?(?:ann[ée]es?"
    r"|year|exercice)\s+(?:civile\s+|calendaire\s+)?(?:[0-9]{4}\s*[-/]\s*)?(20[0-9]{2})(?![0-9])"
)
_MONTH_END = (
    rf"(?:(?:valable|valide|validit[ée]|valid)[^.\n]{{0,30}}?(?:jusqu['’](?:en"
    rf"|[àa]\s+(?:la\s+)?fin(?:\s+(?:de|du\s+mois\s+de))?)|until(?:\s+the)?(?:\s+end\s+of)?|to)"
    rf"|expir\w*(?:\s+date)?\s*(?:en|in|:|fin)?|date\s+d['’]expiration\s*[:\t]?)\s*"
    rf"(?:(?P<month>{MONTH})\s+(?P<year>20[0-9]{{2}})|(?P<num>0[1-9]|1[0-2])/(?P<numyear>20[0-9]{{2}}))(?![0-9/])"
)
_LOOSE_UNTIL = r"jusqu['’]au\s*$"
_COVER = (
    r"(?:valable|valid|p[ée]riode|garanti|couvert|couvre|assur|contrat|prise\s+d['’]effet|effet|cover"
    r"|insur|period|certific|attest|polic|agr[ée]ment|inscri|titre|ann[ée]e|dur[ée]e|bail)"
)
_NOT_COVER = (
    r"(?:chiffre\s+d['’]affaires|exercice|d[ée]clar\w+|cotisation\w*\s+(?:dues|vers)"
    r"|p[ée]riode\s+de\s+r[ée]f[ée]rence|salari)[^.\n]{0,60}$"
)
_STARTS = (
    r"(?:[àa]\s+compter\s+du|[àa]\s+partir\s+du|commen[cç]\w+\s+(?:[àa]\s+courir\s+)?(?:le|au"
    r"|[àa]\s+compter\s+du)|prend\w*\s+(?:effet|cours)\s+(?:le|au|[àa]\s+compter\s+du)"
    r"|[àa]\s+effet\s+(?:du|au)|from(?:\s+and\s+including)?|commencing\s+(?:on|from)?|starting\s+(?:on"
    r"|from)?|date\s+d['’]effet\s*[:\t]?|effet\s*[:\t])\s*(?:le\s+)?$"
)


def expiry(
    text: str,
    issued: dt.date | None,
    validity_months: int | None = None,
    *,
    dates: Sequence[DateHit] | None = None,
) -> tuple[dt.date | None, Bilingual | None]:
    """Give the last day on which a certificate, an insurance or a lease is good, and how it is known.

    What the text states comes first (an end, a span, a length from a day), then `validity_months` from `issued`.
    """
    if dates is None:
        text = both_ends(text)
    low = lowered(text)
    hits = find_dates(text) if dates is None else dates
    stated = _stated_end(low, hits, issued) or _span_end(low, hits, issued)
    stated = stated or _half_span_end(low, hits, issued) or _whole_year(low)
    if stated:
        return stated, _SAID
    counted = _counted(low, hits, issued)
    if counted:
        return counted
    if issued and validity_months:
        return add_months(issued, validity_months), _assumed(validity_months)
    return None, None


def _assumed(months: int) -> Bilingual:
    return Bilingual(
        f"Fin de validité comptée : {months} mois depuis la date du document, durée habituelle de ce type.",
        f"End of validity counted: {months} months from the document’s date, as usual for this type.",
    )


def _stated_end(low: str, hits: Sequence[DateHit], issued: dt.date | None) -> dt.date | None:
    loose = None
    for number, hit in enumerate(hits):
        if issued and hit.date < issued:
            continue
        if number and joined(low, hits[number - 1], hit):
            continue
        before = low[max(0, hit.start - 100) : hit.start]
        if any(stem in before for stem in _UNTIL_STEMS) and compiled(_UNTIL).search(before):
            return hit.date
        if loose is None and compiled(_LOOSE_UNTIL).search(low, max(0, hit.start - 12), hit.start):
            loose = hit.date
    return loose


def _whole_year(low: str) -> dt.date | None:
    match = first_near(compiled(_YEAR), low, _VALID_STEMS, 0, 110)
    if match:
        return dt.date(int(match[1]), 12, 31)
    match = first_near(compiled(_MONTH_END), low, (*_VALID_STEMS, "expir"), 20, 110)
    if match is None:
        return None
    year = full_year(match["year"] or match["numyear"])
    return month_end(year, month_number(match["month"]) if match["month"] else int(match["num"]))


_HALF_SPAN = (
    rf"(?:du|from)\s+(?:le\s+)?[0-3]?[0-9](?:\s?er|st|nd|rd|th)?(?:\s+{MONTH}\.?|/[01]?[0-9])\s+(?:au|to|until"
    rf"|through)\s+(?:le\s+)?$"
)
"""The first day of a span that leaves its year to the last one: « du 1er janvier au 31 décembre 2026 »."""


def _half_span_end(low: str, hits: Sequence[DateHit], issued: dt.date | None) -> dt.date | None:
    for hit in hits:
        before = low[max(0, hit.start - 150) : hit.start]
        half = compiled(_HALF_SPAN).search(before) if issued is None or hit.date >= issued else None
        if half is None:
            continue
        said = before[: half.start()]
        if compiled(_COVER).search(said) and not compiled(_NOT_COVER).search(said):
            return hit.date
    return None


def _span_end(low: str, hits: Sequence[DateHit], issued: dt.date | None) -> dt.date | None:
    for first, last in _spans(low, hits):
        before = low[max(0, first.start - 110) : first.start]
        if (last.date - first.date).days < 25 or (issued and last.date < issued):
            continue
        if compiled(_COVER).search(before) and not compiled(_NOT_COVER).search(before):
            return last.date
    return None


def _spans(low: str, hits: Sequence[DateHit]) -> Iterator[tuple[DateHit, DateHit]]:
    for first, last in pairwise(hits):
        between = low[first.end : last.start]
        if joined(low, first, last) or re.fullmatch(
            r"[\s\t]*(?:[àa]\s+(?:0|00|24)\s?h(?:eures?)?\s*)?\s*(?:au|to|à|jusqu['’]au|et\s+jusqu['’]au"
            r"|date\s+de\s+fin\s*:?|fin\s*:?)\s*",
            between,
        ):
            yield first, last


@cache
def _length() -> re.Pattern[str]:
    return duration_pattern(
        r"(?:valable|valide|validit[ée](?:\s+(?:est|de|du|limit[ée]e)(?:\s+\w+){0,4}?)?"
        r"|dur[ée]e(?:\s+(?:de\s+validit[ée]|du\s+(?:pr[ée]sent\s+)?(?:bail|contrat)|du\s+certificat))?"
        r"|p[ée]riode|consenti\w*(?:\s+et\s+accept\w*)?|conclu\w*"
        r"|d[ée]livr[ée]+e?|accord[ée]+e?|valid(?:ity)?|term|period)\s*(?:(?:est|sera)\s+(?:fix[ée]e\s+)?"
        r"|is\s+)?(?:(?:pour|pendant|durant|for|of|de|d['’]|à|:|\t)\s*)*(?:(?:une|a|an)\s+(?:dur[ée]e"
        r"|p[ée]riode|period|term)\s*(?:de|d['’]|of)\s*)?"
    )


def _counted(low: str, hits: Sequence[DateHit], issued: dt.date | None) -> tuple[dt.date, Bilingual] | None:
    for match in near(_length(), low, _LENGTH_STEMS, 4, 150):
        months = months_in(match)
        if months < 1 or months != int(months):
            continue
        after = [hit for hit in hits if match.end() <= hit.start <= match.end() + 140]
        start = next((h.date for h in after if compiled(_STARTS).search(low, max(0, h.start - 50), h.start)), None)
        start = start or _stated_start(low, hits) if months >= 12 and start is None else start
        begin = start or issued
        if begin is None:
            return None
        end = add_months(begin, int(months))
        if begin.day == 1 or (start and months >= 12):
            end -= _DAY
        return end, Bilingual(
            f"Fin de validité comptée : {match[0].strip()} depuis le {begin:%d/%m/%Y}.",
            f"End of validity counted: {int(months)} months from {begin.isoformat()}.",
        )
    return None


def _stated_start(low: str, hits: Sequence[DateHit]) -> dt.date | None:
    return next((hit.date for hit in hits if compiled(_STARTS).search(low, max(0, hit.start - 50), hit.start)), None)
