"""Days in texts: every form, what only looks like one, and their places."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataroom.dates import find_dates, french_number, full_year, lowered, month_number

DAYS = [
    ("2024-12-31", "2024-12-31"),
    ("2024/12/31", "2024-12-31"),
    ("2024.12.31", "2024-12-31"),
    ("le 20241231 au soir", "2024-12-31"),
    ("123456789FEC20241231", "2024-12-31"),
    ("IMG_20190520", "2019-05-20"),
    ("2026-01-12T10:03:11+01:00", "2026-01-12"),
    ("31/12/2024", "2024-12-31"),
    ("31 / 12 / 2024", "2024-12-31"),
    ("31.12.24", "2024-12-31"),
    ("31-12-24", "2024-12-31"),
    ("31.12.24, visio", "2024-12-31"),
    ("codir 9.1.26 – AB", "2026-01-09"),
    ("à compter du 1.9.25", "2025-09-01"),
    ("(voir le 16.6.23)", "2023-06-16"),
    ("1/7/25", "2025-07-01"),
    ("CR 11 12 2025", "2025-12-11"),
    ("(AT 18/03/2026)", "2026-03-18"),
    ("éd.17/03/2026", "2026-03-17"),
    ("31 décembre 2024", "2024-12-31"),
    ("31 DÉCEMBRE 2024", "2024-12-31"),
    ("31 de\u0301cembre 2024", "2024-12-31"),
    ("31 decembre 2024", "2024-12-31"),
    ("1er juillet 2025", "2025-07-01"),
    ("1 er juillet 2025", "2025-07-01"),
    ("1ᵉʳ juillet 2025", "2025-07-01"),
    ("le 3 sept. 2025", "2025-09-03"),
    ("15 août 2025", "2025-08-15"),
    ("15\u00a0août\u00a02025", "2025-08-15"),
    ("12 fév. 2026", "2026-02-12"),
    ("31-déc-2024", "2024-12-31"),
    ("31-Dec-24", "2024-12-31"),
    ("2 mars de 2026", "2026-03-02"),
    ("March 2, 2026", "2026-03-02"),
    ("March 2nd, 2026", "2026-03-02"),
    ("Sept 3 2025", "2025-09-03"),
    ("2 March 2026", "2026-03-02"),
    ("2nd of March 2026", "2026-03-02"),
    ("this 2nd day of March, 2026", "2026-03-02"),
    ("Mon, 12 Jan 2026 10:03", "2026-01-12"),
    ("7 mars 1987", "1987-03-07"),
    ("l’an deux mille vingt-quatre, le trente juin", "2024-06-30"),
    ("L'AN DEUX MILLE VINGT-CINQ ET LE VINGT-SEPT JUIN", "2025-06-27"),
    ("L’an deux mille vingt-cinq, le vendredi vingt-sept juin", "2025-06-27"),
    ("le trente et un décembre deux mille vingt-quatre", "2024-12-31"),
    ("le premier mars deux mille vingt et un", "2021-03-01"),
    ("le 30 juin deux mille vingt-quatre", "2024-06-30"),
    ("le deux mai mil neuf cent quatre-vingt-dix-huit", "1998-05-02"),
    ("29/02/2024", "2024-02-29"),
]


@pytest.mark.parametrize(("text", "iso"), DAYS)
def test_a_day(text: str, iso: str) -> None:
    assert [hit.date.isoformat() for hit in find_dates(text)] == [iso]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "SIREN 512 384 777",
        "SIRET 51238477700012",
        "SIRET 512 384 777 00012",
        "9.1.26 Confidentialité",
        "version 9.1.26",
        "article 3.1.25",
        "voir le point 3.1.25",
        "12.1.26.4 du plan",
        "RCS Lyon B 20241231",
        "facture n° 20241231",
        "FA20250115",
        "F-2024-12-0031",
        "2024-12-31-001",
        "01 02 03 04 05",
        "06 12 10 12 2024",
        "06.12.10.12.24",
        "+33 6 12 10 12 24",
        "192.168.10.12",
        "version 1.2.24",
        "v2.10.24",
        "réf. 12-10-24",
        "PM-22-04-18",
        "ISO/IEC 27001:2022",
        "ISO 9001:2015",
        "loi n° 78-17",
        "loi n° 2019-341",
        "article L. 243-15",
        "12.10.24,50 €",
        "31/02/2025",
        "30 février 2025",
        "2025-13-01",
        "00/01/2025",
        "2025-09",
        "09/2025",
        "mars 2025",
        "1 200,50 €",
        "IBAN FR76 3000 4000 0100 0012 3456 789",
        "deux mille euros",
        "le mille neuf",
        "page 1/2/3",
    ],
)
def test_what_only_looks_like_a_day(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("01/01/2025-31/03/2025", ["2025-01-01", "2025-03-31"]),
        ("du 01/01/2025 au 31/03/2025", ["2025-01-01", "2025-03-31"]),
        ("le 1er mars 2025 et le 2 avril 2025", ["2025-03-01", "2025-04-02"]),
        ("02/01/2026\tVIR\t12,00\t03/01/2026", ["2026-01-02", "2026-01-03"]),
        ("The end of the term is 12/31/2024 and the start of it 01/02/2024", ["2024-12-31", "2024-01-02"]),
        ("Le terme est le 01/02/2024, le 31/12/2024", ["2024-02-01", "2024-12-31"]),
        ("Payé le 03/31/2025 de la société et le 01/02/2025", ["2025-02-01"]),
    ],
)
def test_several_days(text: str, days: list[str]) -> None:
    assert [hit.date.isoformat() for hit in find_dates(text)] == days


def test_an_english_day_that_could_be_read_either_way() -> None:
    [hit] = find_dates("the date of the agreement and of the letter is 03/04/2025")
    assert (hit.date, hit.precision) == (dt.date(2025, 4, 3), "ambiguous")
    [hit] = find_dates("la date de la lettre et du contrat est le 03/04/2025")
    assert hit.precision == "day"


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("un", 1),
        ("vingt et un", 21),
        ("quatre-vingt-dix", 90),
        ("quatre-vingt-dix-huit", 98),
        ("soixante-douze", 72),
        ("ours", None),
    ],
)
def test_french_numbers(words: str, number: int | None) -> None:
    assert french_number(words) == number


def test_small_parts() -> None:
    assert [month_number(name) for name in ("Février", "juil", "June", "déc.", "mai")] == [2, 7, 6, 12, 5]
    assert [full_year("25"), full_year("98"), full_year("2030")] == [2025, 1998, 2030]
    assert lowered("İÉ") == "İé"


@given(st.text(max_size=400), st.text(alphabet="0123456789/.- mars juin l'an deux mille le er", max_size=200))
def test_it_never_raises_and_its_places_are_those_of_the_text(noise: str, words: str) -> None:
    text = noise + words
    end = 0
    for hit in find_dates(text):
        assert end <= hit.start < hit.end <= len(text)
        end = hit.end


@given(
    st.dates(dt.date(1950, 1, 1), dt.date(2069, 12, 31)),
    st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d.%m.%y", "%d-%m-%Y"]),
)
def test_what_is_written_is_found(date: dt.date, form: str) -> None:
    if date.year >= 1970 or "%Y" in form or date.year < 1900:
        found = find_dates(f"fait le {date.strftime(form)} à Lyon")
        assert [hit.date.strftime(form) for hit in found] == [date.strftime(form)]
