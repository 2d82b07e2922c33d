from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from dataroom.model import Bilingual, Result, Severity, State, Status, Verdict
from dataroom.report import views, words
from dataroom.report.texts import label

from .factory import document, empty, month, result, rich

BLOCKING, MAJOR, MINOR = Severity.BLOCKING, Severity.MAJOR, Severity.MINOR


@pytest.mark.parametrize(
    ("results", "fr", "en"),
    [
        ((), "Aucune lacune bloquante ni majeure.", "No blocking or major gap."),
        (
            (result("a", Status.MISSING, BLOCKING),),
            "1 exigence bloquante reste ouverte.",
            "1 blocking requirement is open.",
        ),
        (
            (result("a", Status.MISSING, BLOCKING), result("b", Status.PARTIAL), result("c", Status.PARTIAL)),
            "1 exigence bloquante et 2 majeures restent ouvertes.",
            "1 blocking and 2 major requirements are open.",
        ),
        (
            (result("a", Status.WAIVED, BLOCKING), result("b", Status.MISSING, MINOR)),
            (
                "Aucune lacune bloquante ni majeure ; 1 exigence mineure reste ouverte ; "
                "1 dispense sur une exigence bloquante."
            ),
            "No blocking or major gap; 1 minor requirement is open; 1 waiver of a blocking requirement.",
        ),
    ],
)
def test_the_reasons_of_the_verdict(results: tuple[Result, ...], fr: str, en: str) -> None:
    why = views.why(replace(empty(), requirements=results, verdict=Verdict.NOT_READY))
    assert (why.fr.replace("\u00a0", " "), why.en.replace("\u00a0", " ")) == (fr, en)


@pytest.mark.parametrize(
    ("statuses", "shown"),
    [
        ((), None),
        ((Status.SATISFIED, Status.SATISFIED), (Status.SATISFIED, 2, 2)),
        ((Status.SATISFIED, Status.MISSING), (Status.PARTIAL, 1, 2)),
        ((Status.SATISFIED, Status.UNUSABLE), (Status.PARTIAL, 1, 2)),
        ((Status.UNUSABLE, Status.MISSING), (Status.MISSING, 0, 2)),
        ((Status.SATISFIED, Status.TO_CONFIRM), (Status.PARTIAL, 1, 2)),
        ((Status.SATISFIED, Status.WAIVED), (Status.WAIVED, 1, 2)),
        ((Status.NOT_APPLICABLE, Status.SATISFIED), (Status.SATISFIED, 1, 1)),
        ((Status.NOT_APPLICABLE,), (Status.NOT_APPLICABLE, 0, 0)),
    ],
)
def test_an_open_requirement_never_disappears_in_a_cell(
    statuses: tuple[Status, ...], shown: tuple[Status, int, int] | None
) -> None:
    cell = views.cell(result(str(n), status) for n, status in enumerate(statuses))
    assert (cell and (cell.status, cell.satisfied, cell.total)) == shown


def test_gaps_of_one_series_stand_together_the_most_serious_first() -> None:
    months = [result("dsn", Status.MISSING, period=month(2025, n), provider="P") for n in (3, 1, 2)]
    others = [result("contract", Status.MISSING, BLOCKING), result("fine", Status.SATISFIED)]
    first, second = views.gaps(replace(empty(), requirements=(*months, *others)))
    assert first.first.id == "contract"
    assert [p.label for p in second.periods] == ["2025-01", "2025-02", "2025-03"]
    assert second.count == 3
    assert len(second.requests) == 1


def test_every_requirement_that_is_not_satisfied_is_in_the_register() -> None:
    report = rich()
    counted = sum(gap.count for gap in views.gaps(report))
    assert counted == sum(r.status is not Status.SATISFIED for r in report.requirements)


def test_every_requirement_is_in_a_matrix() -> None:
    report = rich()
    free_of_period = [m for m in views.matrices(report) if m.kind in {"provider", "company"}]
    cells = [cell for matrix in free_of_period for row in matrix.rows for cell in row.cells if cell]
    applicable = sum(r.status is not Status.NOT_APPLICABLE for r in report.requirements)
    assert sum(cell.total for cell in cells) == applicable
    assert [m.kind for m in views.matrices(report)] == ["provider", "company", "monthly", "yearly"]


def test_at_most_five_actions_the_blocking_first() -> None:
    found = views.actions(rich())
    assert len(found) == 5
    ranks = [action.severity.rank for action in found]
    assert ranks == sorted(ranks, reverse=True)


@pytest.mark.parametrize(
    ("labels", "text"),
    [
        ((), ""),
        (("2025",), "2025"),
        (("2025-Q4", "2025-H1", "?"), "T4 2025, S1 2025, ?"),
        (("2025-01", "2025-02", "2025-03", "2025-13"), "janvier 2025 → 2025-13 (4)"),
    ],
)
def test_spans(labels: tuple[str, ...], text: str) -> None:
    assert views.span(labels).fr == text


def test_an_action_is_one_document_of_one_addressee_and_all_that_it_settles() -> None:
    draft = Bilingual("« a.docx » n’est qu’un projet.", "“a.docx” is only a draft.")
    found = Bilingual("« a.docx » – mots trouvés : « contrat », page 1.", "“a.docx” – words found: “contrat”, page 1.")
    step = Bilingual("Obtenir la version signée.", "Obtain the signed version.")
    more: dict[str, Any] = {"provider": "A", "documents": ("01/a.docx",), "reasons": (found, draft), "next_step": step}
    results = (
        result("nda", Status.MISSING, provider="B", period=month(2025, 2)),
        result("exit", Status.UNUSABLE, severity=Severity.BLOCKING, **more),
        result("term", Status.TO_CONFIRM, severity=Severity.MINOR, **more),
        result("nda", Status.MISSING, provider="B", period=month(2025, 1)),
        result("nda", Status.SATISFIED, provider="C"),
    )
    first, second = views.actions(replace(empty(), requirements=results, documents=(document("01/a.docx"),)))
    assert (first.provider, first.count, first.severity) == ("A", 2, Severity.BLOCKING)
    assert first.title.fr.endswith("« a.docx »")
    assert (first.reason, first.next_step) == (draft, step)
    assert views.to_do(first) == Bilingual("Remplacer ou confirmer", "Replace or confirm")
    assert views.settled_text(first).en.startswith("2\u00a0requirements: ")
    assert (second.provider, second.statuses, second.periods) == ("B", ((Status.MISSING, 2),), ("2025-01", "2025-02"))
    assert views.to_do(second).fr == "Obtenir"


def test_one_document_for_unlike_requirements_is_named_itself() -> None:
    wanted: dict[str, Any] = {"status": Status.MISSING, "accepts": ("nda",)}
    unlike = (result("exit", provider="A", **wanted), result("term", provider="A", **wanted))
    alike = (result("exit", provider="B", **wanted), result("exit", provider="B", period=month(2025, 1), **wanted))
    first, second = views.actions(replace(empty(), requirements=(*unlike, *alike)))
    assert (first.title, second.title) == (label("type", "nda"), alike[0].title)


def test_what_settles_more_comes_first() -> None:
    blocking: dict[str, Any] = {"severity": Severity.BLOCKING}
    results = (
        result("a", Status.MISSING, provider="A", accepts=("nda",), **blocking),
        result("b", Status.UNUSABLE, provider="B", documents=("b.pdf",), **blocking),
        result("c", Status.UNUSABLE, provider="B", documents=("b.pdf",), **blocking),
        *(result(f"m{n}", Status.MISSING, provider="C", accepts=("sla",), severity=Severity.MAJOR) for n in range(9)),
    )
    found = views.actions(replace(empty(), requirements=results))
    assert [(action.provider, action.count) for action in found] == [("B", 2), ("A", 1), ("C", 9)]


@pytest.mark.parametrize(
    ("flags", "state", "fr", "counted"),
    [
        (("ocr",), State.IMAGE_ONLY, "image lue par reconnaissance de texte (OCR)", 1),
        ((), State.IMAGE_ONLY, "image sans texte", None),
        (("ocr",), State.OK, "lu", None),
    ],
)
def test_an_image_whose_text_was_recognised_is_called_so(
    flags: tuple[str, ...], state: State, fr: str, counted: int | None
) -> None:
    scan = document("a.pdf", state=state, flags=flags)
    report = replace(empty(), documents=(scan,), gauges=replace(empty().gauges, usability={"image-only": 1}))
    assert views.state_name(state, recognised="a.pdf" in views.by_ocr(report.documents)).fr == fr
    assert views.gauges(report)["usability"].get("by-ocr") == counted


@pytest.mark.parametrize(
    ("profile", "name"),
    [
        ({}, "Vide"),
        ({"company": {"name": "?"}}, "Vide"),
        ({"company": "SARL"}, "Vide"),
        ({"company": {"name": "SARL Rive"}}, "SARL Rive"),
    ],
)
def test_the_report_is_named_after_the_company(profile: dict[str, object], name: str) -> None:
    assert views.company(replace(empty(), profile=profile)) == name


@pytest.mark.parametrize(
    ("text", "typeset"),
    [
        ("", ""),
        ("« a » : b ; c ?", "«\u00a0a\u00a0»\u00a0: b\u00a0; c\u00a0?"),
        ("10:30, http://a :x", "10:30, http://a :x"),
    ],
)
def test_french_signs_do_not_begin_a_line(text: str, typeset: str) -> None:
    assert words.typeset(text) == typeset


@pytest.mark.parametrize(
    ("date", "fr", "en"),
    [
        (dt.date(2026, 3, 31), "31 mars 2026", "31 March 2026"),
        (dt.date(2026, 8, 1), "1er août 2026", "1 August 2026"),
    ],
)
def test_days(date: dt.date, fr: str, en: str) -> None:
    assert (words.day(date, "fr"), words.day(date, "en")) == (fr, en)


@pytest.mark.parametrize(
    ("octets", "fr", "en"),
    [(0, "0 o", "0 B"), (999, "999 o", "999 B"), (1234, "1,2 ko", "1.2 kB"), (2_345_678, "2,3 Mo", "2.3 MB"),
     (999_999, "1,0 Mo", "1.0 MB"), (123_400_000, "123 Mo", "123 MB")],
)  # fmt: skip
def test_sizes(octets: int, fr: str, en: str) -> None:
    assert (words.size(octets, "fr").replace("\u00a0", " "), words.size(octets, "en").replace("\u00a0", " ")) == (
        fr,
        en,
    )


@pytest.mark.parametrize(
    ("number", "fr", "en"),
    [(0, "0 pièce", "0 pieces"), (1, "1 pièce", "1 piece"), (1500, "1 500 pièces", "1,500 pieces")],
)
def test_plurals(number: int, fr: str, en: str) -> None:
    both = words.some_both(number, Bilingual("pièce", "piece"), Bilingual("pièces", "pieces"))
    assert both.fr.replace("\u00a0", " ").replace("\u202f", " ") == fr
    assert both.en.replace("\u00a0", " ") == en
