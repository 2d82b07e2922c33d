from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataroom.printable import encodable, visible, visible_lines

ANY = st.text(st.characters(codec=None))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("L’œuvre\u00a0: 12\u202f345 €", "L’œuvre\u00a0: 12\u202f345 €"),
        ("facture\u202efdp.exe", "facture\\u202efdp.exe"),
        ("a\x1b[31mb\x00", "a\\x1b[31mb\\x00"),
        ("a\nb\tc", "a\\x0ab\\x09c"),
        ("a\udcffb", "a\\udcffb"),
        ("a\u200bb\U000e0041", "a\\u200bb\\U000e0041"),
        ("日本語", "日本語"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(ANY)
def test_nothing_that_cannot_be_seen_is_left(text: str) -> None:
    """Everything that is not printable is escaped, and what comes out can be written."""
    shown = visible(text)
    assert all(unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} for c in shown)
    assert visible(shown) == shown
    assert isinstance(visible_lines(text).encode(), bytes)
    assert isinstance(encodable(text).encode(), bytes)


def test_lines_are_kept_in_letters() -> None:
    assert visible_lines("Bonjour,\r\n\nMerci\x07") == "Bonjour,\n\nMerci\\x07"
