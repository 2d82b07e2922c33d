"""How often a contract says that reports are sent and that its parties meet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from dataroom.dates import lowered
from dataroom.patterns import compiled

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
    "quarter": (
        r"chaque\s+trimestre|tous\s+les\s+(?:trimestres|trois\s+mois|3\s+mois)|(?:une\s+fois\s+)?par\s+trimestre"
        r"|quatre\s+fois\s+(?:par|l['’])\s?an|every\s+(?:quarter|three\s+months)|each\s+quarter"
        r"|(?:once\s+)?(?:per|a)\s+quarter|trimestriellement|on\s+a\s+quarterly\s+basis"
    ),
    "half": (
        r"chaque\s+semestre|tous\s+les\s+(?:semestres|six\s+mois|6\s+mois)|(?:une\s+fois\s+)?par\s+semestre"
        r"|deux\s+fois\s+(?:par|l['’])\s?an|every\s+(?:six\s+months|half[\s-]year)|twice\s+(?:a|per)\s+year"
        r"|semestriellement"
    ),
    "year": (
        r"chaque\s+ann[ée]e|tous\s+les\s+ans|(?:une\s+fois\s+)?(?:par|l['’])\s?an\b|every\s+year|each\s+year"
        r"|(?:once\s+)?(?:per|a)\s+year|annuellement"
    ),
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
        rf"|\b(?:{nouns})\b[^.;\n]{{0,90}}?\b(?:{adverbs})|\b(?:{adverbs})[^.;:\n]{{0,90}}?\b(?:{nouns})\b"
        rf"|\bse\s+r[ée]uni\w+\s+[^.;\n]{{0,40}}?(?:{adverbs}){'' if subject == 'meeting' else '(?!)'}"
    )


_STEMS = {
    "weekly": ("hebdomadair", "weekly", "semaine", "week"),
    "month": ("mensuel", "month", "mois"),
    "quarter": ("trimestr", "quarter", "trois mois", "3 mois", "quatre fois", "three months"),
    "half": ("semestr", "half", "annual", "six-month", "six month", "six mois", "6 mois", "deux fois", "twice"),
    "year": ("annuel", "annual", "yearly", "ann", "an", "year"),
}
_NOUN_STEMS = {
    "report": ("rapport", "report", "rendu", "tableau", "tat", "indicateur", "statisti", "bilan", "relev", "dashboard",
               "kpi", "scorecard"),
    "meeting": ("comit", "uni", "point", "copil", "cosui", "revue", "bilan", "rencontre", "entretien", "visio",
                "meeting", "review", "committee", "call"),
}  # fmt: skip


def cadence_of(text: str, subject: Literal["report", "meeting"]) -> Cadence | None:
    """Give how often reports (or meetings) are promised, the most frequent where there are several, or None.

    A weekly call leaves no minutes: it counts only where no other meeting is promised.
    """
    sentences = _sentences(_spoken_of(lowered(compiled(_WRAPPED).sub(" ", text))), subject)
    order = (*_ORDER[1:], _ORDER[0]) if subject == "meeting" else _ORDER
    return next((cadence for cadence in order if _is_promised(sentences, subject, cadence)), None)


def _is_promised(sentences: Sequence[str], subject: str, cadence: Cadence) -> bool:
    found = (s for s in sentences if any(stem in s for stem in _STEMS[cadence]))
    return any(_pattern(subject, cadence).search(sentence) for sentence in found)


_WRITTEN = (
    r"\b(?:points?|revues?|bilans?|reviews?)\b(?P<rest>(?:(?!compte|relev|proc[èe]s|\bpv\b|minutes|dont|ordre)"
    r"[^.;,:\n]){0,60}?\b(?:[ée]crite?s?|adress[ée]e?s?|transmise?s?|envoy[ée]e?s?|remise?s?|written|sent|e-?mailed)\b)"
)


def _spoken_of(low: str) -> str:
    """Call a report what only its name makes a meeting: « un point mensuel écrit est adressé »."""
    return compiled(_WRITTEN).sub(r"rapport\g<rest>", low)


# A line that ends in the midst of a sentence does not end it.
_WRAPPED = r"(?<=[a-zà-ÿ,])[ \t]*\n[ \t]*(?=(?-i:[a-zà-ÿ]))"
_END = r"[.;](?=\s)|\n(?=[ \t]{0,12}(?:[-•–*\n]|[0-9]+[.)\s]|article))"


def _sentences(low: str, subject: str) -> list[str]:
    """Give the sentences that name a report (or a meeting) and a length of time."""
    stems = _NOUN_STEMS[subject]
    return [
        sentence[:2_000]
        for sentence in compiled(_END).split(low)
        if any(stem in sentence for stem in _TIMES) and any(stem in sentence for stem in stems)
    ]


_TIMES = (
    "hebdo", "week", "semaine", "mensuel", "mois", "month", "trimestr", "quarter", "semestr", "half", "annu", "twice",
    "an ", "an.", "année", "year", "fois", "chaque", "tous les",
)  # fmt: skip
