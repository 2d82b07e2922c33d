from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any

import docx
import pytest

from dataroom.model import Bilingual, Report, Severity, Status
from dataroom.printable import visible
from dataroom.report import FORMATS, as_edition, letters

from .factory import HOSTILE, empty, month, result, rich
from .test_reserved import PLANTED, reserved


def opened(report: Report) -> Any:
    rendered = FORMATS["docx"].render(report)
    assert isinstance(rendered, bytes)
    return docx.Document(io.BytesIO(rendered))


def said(document: Any) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in document.paragraphs), *cells])


def many() -> Report:
    return replace(
        empty(),
        requirements=(
            result("nda", Status.MISSING, provider="A"),
            *(result("kpi", Status.MISSING, provider="A", period=month(2025, n)) for n in range(1, 13)),
            result("kpi", Status.SATISFIED, provider="A", period=month(2024, 12)),
            result("nda", Status.WAIVED, provider="B"),
            result("statutes", Status.TO_CONFIRM, Severity.BLOCKING, reasons=(Bilingual("À voir.", "To see."),)),
        ),
    )


@pytest.mark.parametrize("report", [rich(), many(), empty()], ids=["rich", "many", "empty"])
@pytest.mark.parametrize("edition", ["seller", "acquirer"])
def test_everything_open_is_asked_for_once(report: Report, edition: str) -> None:
    still_open = [r for r in report.requirements if r.status.is_open]
    found = letters.letters(as_edition(report, edition))
    assert sum(letter.count for letter in found) == len(still_open)
    assert len(found) == len({r.provider for r in still_open})
    document = opened(replace(report, edition=edition))
    headings = [line for line in document.paragraphs if line.style.name == "Heading 1"]
    numbered = [line for line in document.paragraphs if line.style.name == "List Number"]
    assert (len(headings), len(numbered)) == (len(found), sum(len(letter.requests) for letter in found))
    if document.tables:
        counts = [int(row.cells[2].text) for row in document.tables[0].rows[1:]]
        assert sum(counts) == len(still_open)


def test_the_periods_of_a_series_are_one_request_that_names_each() -> None:
    for_provider, own = letters.letters(many())
    assert [len(r.periods) for r in for_provider.requests] == [12, 0]
    assert (own.provider, own.addressee, own.count) == (None, Bilingual("Vide", "Vide"), 1)
    text = said(opened(many()))
    assert "Périodes : janvier 2025, février 2025, mars 2025" in text.replace("\u00a0", " ")
    assert "décembre 2024" not in text


def lacking(id_: str, point: str, severity: Severity, document: str = "01/contrat.pdf") -> Any:
    reasons = (
        Bilingual("Lu par reconnaissance (OCR).", "Read by recognition (OCR)."),
        Bilingual(f"« {point} » : non trouvé dans les 3 pages lues.", f"“{point}”: not found in the 3 pages read."),
    )
    return result(
        id_,
        Status.PARTIAL,
        severity,
        provider="A",
        documents=(document,),
        reasons=reasons,
        accepts=("service-contract",),
    )


def test_a_paper_is_asked_for_once_with_all_the_points_that_it_lacks() -> None:
    points = [("audit", Severity.MINOR), ("sla", Severity.MAJOR), ("exit", Severity.BLOCKING)]
    other = [lacking(name, name, Severity.MAJOR, "02/avenant.pdf") for name in ("audit", "sla")]
    report = replace(empty(), requirements=(*(lacking(name, name, rank) for name, rank in points), *other))
    (letter,) = letters.letters(report)
    one, *rest = letter.requests
    assert (one.title.fr, one.count, one.blocking) == ("« contrat.pdf » : points à compléter", 3, 1)
    assert [point.fr for point in one.points] == ["exit", "sla", "audit"]
    assert [reason.en for reason in one.reasons] == ["Read by recognition (OCR)."]
    assert [request.count for request in rest] == [1, 1]  # two are asked for as they are
    assert "exit, sla et audit" in said(opened(report))


def test_each_addressee_gets_what_is_its_own() -> None:
    report = replace(
        empty(),
        profile={"outsourcing": [{"process": "payroll", "provider": "A", "owner": "Claire Untel"}]},
        requirements=(
            result("dpa", Status.MISSING, provider="A", owner="provider"),
            result("accounts", Status.MISSING, provider="A", owner="accountant"),
            result("accounts", Status.MISSING, owner="accountant"),
            result("statutes", Status.MISSING, owner="lawyer"),
            result("procedure", Status.MISSING, provider="A", process="payroll", owner="internal"),
            result("procedure", Status.MISSING, provider="B", process="it", owner="internal"),
        ),
    )
    to = [(letter.provider, letter.addressee.fr, letter.count) for letter in letters.letters(report)]
    assert to == [
        ("A", "A", 2),
        (None, "Conseil juridique", 1),
        (None, "Expert-comptable", 1),
        (None, "Claire Untel", 1),
        (None, "Vide", 1),
    ]
    seen = [(letter.provider, letter.count) for letter in letters.letters(as_edition(report, "acquirer"))]
    assert seen == [("A", 3), ("B", 1), (None, 2)]


@pytest.mark.parametrize(
    ("asked", "period", "kept"),
    [
        ("Merci (voir 2024). À ce jour : rien (2025).", None, "Merci (voir 2024)."),
        ("Merci de transmettre le rapport (octobre 2025).", month(2025, 10), "Merci de transmettre le rapport."),
        ("Please send it (art. 28) (October 2025). To date: a\nb", month(2025, 10), "Please send it (art. 28)."),
        ("Merci (loi de 2024).", month(2025, 10), "Merci (loi de 2024)."),
    ],
)
def test_period_and_reason_are_not_said_twice(asked: str, period: Any, kept: str) -> None:
    one = result("a", Status.MISSING, provider="P", period=period, request=Bilingual(asked, asked))
    (letter,) = letters.letters(replace(empty(), requirements=(one,)))
    assert letter.requests[0].text == Bilingual(kept, kept)


@pytest.mark.parametrize(
    ("lang", "edition", "words"),
    [
        ("fr", "seller", ["Madame, Monsieur,", "Nous mettons à jour", "Pour Atelier des Quais", "conseil juridique"]),
        ("en", "seller", ["Dear Sir or Madam,", "bringing up to date", "For Atelier des Quais", "not legal advice"]),
        ("fr", "acquirer", ["Nous assistons l’acquéreur", "Pour le conseil de l’acquéreur"]),
        ("en", "acquirer", ["We assist the acquirer", "For the acquirer’s counsel"]),
    ],
)
def test_the_letter_is_its_writers(lang: str, edition: str, words: list[str]) -> None:
    document = opened(replace(rich(), language=lang, edition=edition))
    text = said(document)
    assert [part for part in words if part not in text] == []
    assert document.core_properties.language == {"fr": "fr-FR", "en": "en-GB"}[lang]


def test_a_provider_is_told_neither_of_a_sale_nor_of_a_waiver() -> None:
    text = said(opened(reserved())).lower()
    told = [*PLANTED, "28 février 2026", "cession", "acquéreur", "acquirer", "bloquante)"]
    assert [words for words in told if words.lower() in text] == []


@pytest.mark.parametrize("hostile", [*HOSTILE, "\x00\x0b\ufffe\ud800", "{company} {0}", "_x0041_"])
def test_hostile_names_are_text(hostile: str) -> None:
    reason = Bilingual(hostile, hostile)
    results = (
        result("a", Status.PARTIAL, provider=hostile, reasons=(reason,), request=reason, title=reason),
        result("b", Status.MISSING),
    )
    report = replace(empty(), room=hostile, requirements=results, profile={"company": {"name": hostile}})
    for edition in ("seller", "acquirer"):
        document = opened(replace(report, edition=edition))
        assert "\x1b" not in said(document)
        if edition == "seller":
            assert visible(hostile) in said(document)


def test_the_same_report_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = FORMATS["docx"].render(rich())
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert FORMATS["docx"].render(rich()) == first
    assert isinstance(first, bytes)
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 3, 31, 0, 0, 0)}
        assert "2013" not in archive.read("docProps/core.xml").decode()


def test_it_is_made_of_styles_not_of_blanks() -> None:
    document = opened(rich())
    assert [line for line in document.paragraphs if not line.text.strip()] == []
    for line in document.paragraphs:
        assert line.style.name != "Normal"
    footer = document.sections[0].footer.paragraphs[0]._p.xml
    assert "PAGE" in footer
    assert "NUMPAGES" in footer


def test_each_letter_counts_from_one() -> None:
    document = opened(rich())
    numbered = [line for line in document.paragraphs if line.style.name == "List Number"]
    lists = {line._p.pPr.numPr.numId.val for line in numbered}
    assert len(lists) == len(letters.letters(rich()))


def test_what_is_asked_for_two_processes_names_them() -> None:
    pair = tuple(result("procedure", Status.MISSING, provider="P", process=name) for name in ("payroll", "hr"))
    text = said(opened(replace(empty(), requirements=(*pair, result("nda", Status.MISSING, process="hr")))))
    assert "Exigence procedure – Paie" in text
    assert "Exigence procedure – Ressources humaines" in text
    assert "Exigence nda\n" in text
