"""Lengths of time written in French or English: « trois (3) ans », « 36 mois », “ninety days”."""

from __future__ import annotations

import re
from functools import cache

_NUMBERS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "douze": 12, "quinze": 15, "dix-huit": 18, "vingt": 20, "vingt-quatre": 24, "trente": 30,
    "trente-six": 36, "quarante-huit": 48, "soixante": 60, "quatre-vingt-dix": 90, "a": 1, "an": 1, "one": 1,
    "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
    "fifteen": 15, "eighteen": 18, "twenty-four": 24, "thirty": 30, "thirty-six": 36, "forty-eight": 48,
    "sixty": 60, "ninety": 90,
}  # fmt: skip
_WORDS = "|".join(re.sub("[ -]", r"[\\s-]", word) for word in sorted(_NUMBERS, key=len, reverse=True))
DURATION = (
    rf"(?:(?:\b(?P<word>{_WORDS})(?![a-zà-ÿ]))\s*(?:\(\s*(?P<paren>[0-9]{{1,3}})\s*\))?"
    rf"|\b(?P<digits>[0-9]{{1,3}})(?:\s*\([^)]{{1,20}}\))?)"
    r"[\s-]*(?:full\s+|complete\s+|calendar\s+|consecutive\s+)?(?P<unit>ans?\b|ann[ée]es?|mois|jours?"
    r"|semaines?|trimestres?|semestres?|years?|months?|days?|weeks?)"
)
"""A duration, over lower-case text, with the groups word, paren, digits and unit."""
_MONTHS = {"an": 12.0, "ye": 12.0, "mo": 1.0, "jo": 1 / 30, "da": 1 / 30, "se": 7 / 30, "we": 7 / 30, "tr": 3.0}


@cache
def duration_pattern(before: str, after: str = "") -> re.Pattern[str]:
    """Give the pattern of a duration that stands between two others."""
    return re.compile(before + DURATION + after)


def months_in(match: re.Match[str]) -> float:
    """Give the months that a match of DURATION means; thirty days are one."""
    digits = match["digits"] or match["paren"]
    number = int(digits) if digits else _NUMBERS[re.sub(r"\s", "-", match["word"])]
    unit = match["unit"]
    return number * (6.0 if unit.startswith("semest") else _MONTHS[unit[:2]])
