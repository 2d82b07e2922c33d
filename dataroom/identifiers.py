"""French company numbers, checked."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SIREN = re.compile(r"(?<![\d.,])(\d{3})[\s.\u00a0]?(\d{3})[\s.\u00a0]?(\d{3})(?:[\s.\u00a0]?\d{5})?(?![\d,])")
_LA_POSTE = "356000000"


def luhn(digits: str) -> bool:
    """Tell whether a string of digits passes the Luhn check (ISO/IEC 7812-1); all-equal digits do not."""
    if not digits.isascii() or not digits.isdigit() or len(set(digits)) == 1:
        return False
    total = 0
    for place, char in enumerate(reversed(digits)):
        value = int(char) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_siren(digits: str) -> bool:
    """Tell whether nine digits are a valid SIREN (Luhn; La Poste's own number included)."""
    return len(digits) == 9 and (luhn(digits) or digits == _LA_POSTE)


def sirens(text: str) -> Iterator[str]:
    """Give each valid SIREN in a text, also where it begins a SIRET, in the order of the places."""
    for match in _SIREN.finditer(text):
        digits = "".join(match.groups())
        if is_siren(digits):
            yield digits
