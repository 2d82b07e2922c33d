"""Numbers with a check of their own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataroom.identifiers import (
    is_card,
    is_iban,
    is_nir,
    is_rib,
    is_siren,
    is_siret,
    is_tax_number,
    luhn,
    nir_key,
    sirens,
)

CASES = [
    (is_siren, "732829320", True),
    (is_siren, "356000000", True),
    (is_siren, "999999014", True),
    (is_siren, "123456789", False),
    (is_siren, "000000000", False),
    (is_siret, "73282932000074", True),
    (is_siret, "35600000009075", True),
    (is_siret, "35600000000048", True),
    (is_siret, "99999901400015", True),
    (is_siret, "73282932000075", False),
    (is_siret, "732829320", False),
    (is_nir, "255081416802538", True),
    (is_nir, "186022A21532523", True),
    (is_nir, "186022a21532523", True),
    (is_nir, "295109912611199", False),
    (is_nir, "2550814168025", False),
    (is_iban, "FR1420041010050500013M02606", True),
    (is_iban, "FR1420041010050500013M02607", False),
    (is_iban, "GB82WEST12345698765432", True),
    (is_iban, "FR44732829320", False),
    (is_card, "4539148803436467", True),
    (is_card, "378282246310005", True),
    (is_card, "73282932000074", False),
    (is_card, "6304148803436467", False),
    (is_tax_number, "3023217600053", True),
    (is_tax_number, "3023217600054", False),
    (is_tax_number, "9023217600053", False),
]


@pytest.mark.parametrize(("check", "number", "good"), CASES)
def test_checks(check: object, number: str, good: bool) -> None:
    assert callable(check)
    assert check(number) is good


def test_rib() -> None:
    assert is_rib("20041", "01005", "0500013M026", "06")
    assert not is_rib("20041", "01005", "0500013M026", "07")
    assert not is_rib("2004", "01005", "0500013M026", "06")


def test_corsica_counts_as_18_and_19() -> None:
    assert nir_key("186022A215325") == 23
    assert nir_key("186022B215325") == 97 - int("1860218215325") % 97
    assert nir_key("18602ZZ215325") is None


def test_sirens_in_a_text() -> None:
    assert list(sirens("RCS 732 829 320, SIRET 73282932000074, n° 123 456 789")) == ["732829320", "732829320"]


@given(st.from_regex(r"[12][0-9]{2}0[1-9][0-9]{2}[0-9]{6}", fullmatch=True))
def test_exactly_one_key_fits(number: str) -> None:
    assert sum(is_nir(f"{number}{key:02}") for key in range(100)) == 1


@given(st.from_regex(r"[0-9]{4,18}", fullmatch=True))
def test_one_last_digit_passes_luhn(digits: str) -> None:
    assert sum(luhn(f"{digits}{last}") for last in range(10)) in {0, 1}
