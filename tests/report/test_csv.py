from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from dataroom.model import Bilingual, Report, Status
from dataroom.printable import visible
from dataroom.report import FORMATS
from dataroom.report.csv import harmless

from .factory import HOSTILE, empty, result, rich


def rows(report: Report, delimiter: str = ";") -> list[dict[str, str]]:
    raw = FORMATS["csv"].render(report)
    assert isinstance(raw, bytes)
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=delimiter))


@pytest.mark.parametrize("edition", ["seller", "acquirer"])
@pytest.mark.parametrize(("lang", "delimiter", "key"), [("fr", ";", "Clé"), ("en", ",", "Key")])
def test_every_gap_is_a_row(edition: str, lang: str, delimiter: str, key: str) -> None:
    report = replace(rich(), edition=edition, language=lang)
    gaps = [r for r in report.requirements if r.status is not Status.SATISFIED]
    assert sorted(row[key] for row in rows(report, delimiter)) == sorted(visible(r.key) for r in gaps)
    assert rows(replace(empty(), language=lang), delimiter) == []


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (12, "12"),
        ("a=1", "a=1"),
        *((text, f"'{text}") for text in ("=1", "+1", "-1", "@a", "\t1", "\r1", "＝1", "＋1", "－1", "＠a")),
    ],
)
def test_nothing_is_a_formula(value: str | int | None, written: str) -> None:
    assert harmless(value) == written


@pytest.mark.parametrize("text", [*HOSTILE, "=cmd|' /C calc'!A0", '"";"', "a\r\n=1;b", "\x00\ud800"])
def test_hostile_texts_stay_in_their_cell(text: str) -> None:
    both = Bilingual(text, text)
    report = replace(
        empty(), requirements=(result("a", Status.PARTIAL, title=both, reasons=(both,), documents=(text,)),)
    )
    (row,) = rows(report)
    assert visible(text) == row["Pièces"].removeprefix("'")
    assert not any(str(cell).startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())
