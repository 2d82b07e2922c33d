"""Numbers that carry a check of their own: companies, persons, bank accounts, payment cards, taxpayers.

The functions here take a number alone and tell whether it holds; where it stands in a text is for `dataroom.numbers`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# The first digit comes first, since digits are what is searched for; what may not stand before it follows.
_SIREN = re.compile(r"(\d(?<![\d.,]\d)\d\d)[\s.\u00a0]?(\d{3})[\s.\u00a0]?(\d{3})(?:[\s.\u00a0]?\d{5})?(?!\d|,\d)")
_LA_POSTE = "356000000"
IBAN_LENGTHS = {
    "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24, "FI": 18,
    "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IT": 27, "LT": 20, "LU": 20, "LV": 21, "MC": 27,
    "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24, "TN": 24,
}  # fmt: skip
"""How many characters an IBAN has, by country (SWIFT IBAN registry)."""
_RIB_LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")


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


def is_siret(digits: str) -> bool:
    """Tell whether fourteen digits are a valid SIRET (Luhn; for La Poste also a sum of digits divisible by five)."""
    if len(digits) != 14 or not digits.isascii() or not digits.isdigit():
        return False
    return luhn(digits) or (digits.startswith(_LA_POSTE) and sum(map(int, digits)) % 5 == 0)


def sirens(text: str) -> Iterator[str]:
    """Give each valid SIREN in a text, also where it begins a SIRET, in the order of the places."""
    for match in _SIREN.finditer(text):
        digits = "".join(match.groups())
        if is_siren(digits):
            yield digits


def nir_key(number: str) -> int | None:
    """Give the key of a social-security number of 13 characters (2A and 2B stand for Corsica), or None."""
    department = {"2A": "19", "2B": "18"}.get(number[5:7].upper(), number[5:7])
    digits = number[:5] + department + number[7:]
    if len(digits) != 13 or not digits.isascii() or not digits.isdigit():
        return None
    return 97 - int(digits) % 97


def is_nir(number: str) -> bool:
    """Tell whether 15 characters are a social-security number with its right key."""
    key = nir_key(number[:13])
    return len(number) == 15 and key is not None and number[13:].isdigit() and int(number[13:]) == key


def is_iban(number: str) -> bool:
    """Tell whether a number without spaces is an IBAN of its country's length whose check holds (ISO 13616)."""
    if IBAN_LENGTHS.get(number[:2]) != len(number) or not number.isascii() or not number.isalnum():
        return False
    turned = number[4:] + number[:4]
    return int("".join(str(int(char, 36)) for char in turned)) % 97 == 1


def is_rib(bank: str, branch: str, account: str, key: str) -> bool:
    """Tell whether the four parts of a French bank identity (5, 5, 11 and 2 characters) hold together."""
    parts = [part.upper().translate(_RIB_LETTERS) for part in (bank, branch, account, key)]
    if [len(part) for part in parts] != [5, 5, 11, 2] or not all(p.isascii() and p.isdigit() for p in parts):
        return False
    b, g, c, k = map(int, parts)
    return k == 97 - (89 * b + 15 * g + 3 * c) % 97


def is_card(digits: str) -> bool:
    """Tell whether 15 or 16 digits are a payment card's: Luhn and the range of a known network."""
    if not luhn(digits):
        return False
    if len(digits) == 15:
        return digits[:2] in {"34", "37"}
    return len(digits) == 16 and (digits[0] == "4" or 51 <= int(digits[:2]) <= 55 or 2221 <= int(digits[:4]) <= 2720)


def is_tax_number(digits: str) -> bool:
    """Tell whether 13 digits are a French taxpayer's number (its last three: the first ten modulo 511)."""
    return (
        len(digits) == 13
        and digits.isascii()
        and digits.isdigit()
        and digits[0] in "0123"
        and int(digits[:10]) % 511 == int(digits[10:])
    )
