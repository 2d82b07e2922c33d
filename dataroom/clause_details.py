"""What a reader wants to know of the clauses found: lengths, amounts, consent. Pure.

Lengths are ISO 8601 durations (`P3M`, `P90D`, `P2Y`), amounts a number and a currency (`50000 EUR`). What is not stated
in so many words is left out: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from dataroom.clause_rules import Clauses
from dataroom.clauses import findings
from dataroom.text import Folded, fold

_WORDS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "quinze": 15, "dix-huit": 18, "vingt": 20, "vingt-quatre": 24, "trente": 30,
    "trente-six": 36, "quarante-cinq": 45, "quarante-huit": 48, "soixante": 60, "quatre-vingt-dix": 90,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty": 20, "twenty-four": 24, "thirty": 30, "thirty-six": 36,
    "forty-five": 45, "sixty": 60, "ninety": 90, "a": 1, "an": 1,
}  # fmt: skip
_COUNT = "|".join(sorted(_WORDS, key=len, reverse=True))
_LENGTH = (
    rf"(?<![\w-])(?P<count>\d{{1,3}}|{_COUNT})\s*(?:\(\s*(?P<figure>\d{{1,3}})\s*\))?\s*[-']?\s*"
    r"(?:calendar |business |full |consecutive |successive )?"
    r"(?P<unit>mois|ans?|annees?|jours?|semaines?|months?|years?|days?|weeks?)\b"
)
_UNITS = {"m": "M", "a": "Y", "j": "D", "s": "W", "y": "Y", "d": "D", "w": "W"}
_NOTICE = (
    re.compile(rf"(?:preavis|prevenance|notice)\b[^.]{{0,40}}?{_LENGTH}"),
    re.compile(rf"{_LENGTH}[^.]{{0,40}}?\b(?:preavis|avant|a l'avance|notice|prior|before|in advance)\b"),
)
_TERM = (
    re.compile(rf"\b(?:duree|periode|pour|pendant|term of|period of|for)\b[^.]{{0,30}}?{_LENGTH}"),
    re.compile(rf"{_LENGTH} (?:a compter|from|after|following|commencing|du)\b"),
)
_MONEY = (
    re.compile(r"(?P<amount>\d[\d .,\u00a0\u202f]*)\s*(?P<currency>€|euros?\b|eur\b|usd\b|\$|dollars?\b|£|gbp\b)"),
    re.compile(r"(?P<currency>€|eur|usd|\$|£|gbp)\s*(?P<amount>\d[\d.,]*)"),
)
_CURRENCIES = {"€": "EUR", "e": "EUR", "u": "USD", "$": "USD", "d": "USD", "£": "GBP", "g": "GBP"}
_FEES = re.compile(r"\b(?:honoraires|sommes|montants?|prix|redevances|fees|amounts?|paid|charges)\b")
_CONSENT = re.compile(r"\b(?:accord|agrement|autorisation|consentement|consent|approval)\b")
_OPEN = re.compile(r"duree indeterminee|indefinite period|until terminated")
_TACIT = re.compile(r"tacite|automati")


def details(pages: Sequence[str | Folded], clauses: Clauses) -> dict[str, str]:
    """Give what is stated of notice, renewal-notice, term, liability-cap, assignment (`consent`), renewal (`tacit`)."""
    stated = {finding.clause: fold(finding.sentence.text) for finding in findings(pages, clauses)}
    given = {name: read(stated[clause]) for name, (clause, read) in _READERS.items() if clause in stated}
    return {name: value for name, value in given.items() if value is not None}


def _notice(text: str) -> str | None:
    return next((_duration(m) for pattern in _NOTICE if (m := pattern.search(text))), None)


def _term(text: str) -> str | None:
    if _OPEN.search(text):
        return "indefinite"
    return next((_duration(m) for pattern in _TERM if (m := pattern.search(text))), None)


def _cap(text: str) -> str | None:
    for pattern in _MONEY:
        if match := pattern.search(text):
            amount = re.sub(r"[.,]\d{2}$", "", match["amount"].strip(" .,\u00a0\u202f"))
            return f"{re.sub(r'[^0-9]', '', amount)} {_CURRENCIES[match['currency'][0]]}"
    length = re.search(_LENGTH.replace(r"\s*(?:\(", r"\s*(?:derniers |dernieres |preceding |last )?(?:\(", 1), text)
    return f"fees of {_duration(length)}" if length and _FEES.search(text) else None


def _consent(text: str) -> str | None:
    return "consent" if _CONSENT.search(text) else None


def _renewal(text: str) -> str | None:
    return "tacit" if _TACIT.search(text) else None


def _duration(match: re.Match[str]) -> str:
    count = match["figure"] or match["count"]
    number = int(count) if count.isdigit() else _WORDS[count]
    return f"P{number}{_UNITS[match['unit'][0]]}"


_READERS: Mapping[str, tuple[str, Callable[[str], str | None]]] = {
    "notice": ("notice-period", _notice),
    "renewal-notice": ("renewal-notice", _notice),
    "term": ("term", _term),
    "liability-cap": ("liability-cap", _cap),
    "assignment": ("assignment", _consent),
    "renewal": ("renewal", _renewal),
}
