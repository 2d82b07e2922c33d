"""How often a contract says that reports are sent and that its parties meet."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from dataroom.dates import lowered

Cadence = Literal["weekly", "month", "quarter", "half", "year"]
_ORDER: tuple[Cadence, ...] = ("weekly", "month", "quarter", "half", "year")

_ADJECTIVES = {
    "weekly": r"hebdomadaires?|weekly",
    "month": r"mensuel(?:le)?s?|monthly",
    "quarter": r"trimestriel(?:le)?s?|quarterly",
    "half": r"semestriel(?:le)?s?|half[\s-]yearly|semi[\s-]annual(?:ly)?|bi[\s-]?annual(?:ly)?|six[\s-]monthly",
    "year": r"annuel(?:le)?s?|annual(?:ly)?|yearly",
}
_ADVERBS = {
    "weekly": (
        r"chaque\s+semaine|toutes\s+les\s+semaines|par\s+semaine|every\s+week|each\s+week|per\s+week"
        r"|hebdomadairement"
    ),
    "month": (
        r"chaque\s+mois|tous\s+les\s+mois|(?:une\s+fois\s+)?par\s+mois|every\s+month|each\s+month"
        r"|(?:once\s+)?(?:per|a)\s+month|mensuellement|on\s+a\s+monthly\s+basis"
    ),
    "quarter": r"chaque\s+trimestre|tous\s+les\s+(?:trimestres|trois\s+mois|3\s+mois)|(?:une\s+fois\s+)?par\s+trimestre|quatre\s+fois\s+(?:par|l['’])\s?an|every\s+(?:quarter|three\s+months)|each\s+quarter|(?:once\s+)?(?:per|a)\s+quarter|trimestriellement|on\s+a\s+quarterly\s+basis",
    "half": (
        r"chaque\s+semestre|tous\s+les\s+(?:semestres|six\s+mois|6\s+mois)|(?:une\s+fois\s+)?par\s+semestre"
        r"|deux\s+fois\s+(?:par|l['’])\s?an|every\s+(?:six\s+months|half[\s-]year)|twice\s+(?:a|per)\s+year"
        r"|semestriellement"
    ),
    "year": r"chaque\s+ann[ée]e|tous\s+les\s+ans|(?:une\s+fois\s+)?(?:par|l['’])\s?an\b|every\s+year|each\s+year|(?:once\s+)?(?:per|a)\s+year|annuellement",
}
_NOUNS = {
    "report": (
        r"rapports?|reportings?|comptes?[\s-]rendus?\s+d['’](?:activit[ée]|ex[ée]cution)|tableaux?\s+de\s+bord"
        r"|[ée]tats?|indicateurs|statistiques|bilans?\s+(?:d['’]activit[ée]|de\s+service|qualit[ée])"
        r"|relev[ée]s?\s+d['’]activit[ée]|reports?|dashboards?|kpis?|scorecards?"
    ),
    "meeting": (
        r"comit[ée]s?|r[ée]unions?|points?|copils?|cosuis?|revues?|bilan\s+contradictoire|rencontres?"
        r"|entretiens?|visios?|meetings?|reviews?|committees?|calls?"
    ),
}
_NOT_REPORT = r"(?!\s+(?:financiers|comptables|annexe|des\s+lieux|civil|membre|pr[ée]vu))"
_WORD = r"[\w'’&/.\-()]+"


@cache
def _pattern(subject: str, cadence: str) -> re.Pattern[str]:
    nouns, adjectives, adverbs = _NOUNS[subject], _ADJECTIVES[cadence], _ADVERBS[cadence]
    if subject == "report":
        nouns = rf"(?:{nouns}){_NOT_REPORT}"
    gap = rf"(?:\s+{_WORD}){{0,4}}?"
    return re.compile(
        rf"\b(?:{nouns})\b{gap}\s*[:(–-]?\s*\b(?:{adjectives})\b"
        rf"|\b(?:{adjectives})\s+(?:{_WORD}\s+){{0,3}}?(?:{nouns})\b"
        rf"|\b(?:{nouns})\b[^.;\n]{{0,90}}?\b(?:{adverbs})|\b(?:{adverbs})[^.;\n]{{0,90}}?\b(?:{nouns})\b"
        rf"|\bse\s+r[ée]uni\w+\s+[^.;\n]{{0,40}}?(?:{adverbs}){'' if subject == 'meeting' else '(?!)'}"
    )


@cache
def _any_word(cadence: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_ADJECTIVES[cadence]}|{_ADVERBS[cadence]})")


def cadence_of(text: str, subject: Literal["report", "meeting"]) -> Cadence | None:
    """Give how often reports (or meetings) are promised, the most frequent where there are several, or None."""
    low = lowered(text)
    for cadence in _ORDER:
        for word in _any_word(cadence).finditer(low):
            start, end = _sentence(low, word.start(), word.end())
            if _pattern(subject, cadence).search(low, start, end):
                return cadence
    return None


def _sentence(low: str, start: int, end: int) -> tuple[int, int]:
    before, after = low[max(0, start - 160) : start], low[end : end + 120]
    cut = max(before.rfind(mark) for mark in (". ", ";", "\n", ".\n"))
    stops = [at for at in (after.find(mark) for mark in (". ", ";", "\n")) if at >= 0]
    return start - len(before) + cut + 1, end + (min(stops) if stops else len(after))
