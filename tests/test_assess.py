"""What satisfies a requirement, and above all what does not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from dataroom.assess import Assessor, counts, verdict_of
from dataroom.checklists import Checklist, Requirement
from dataroom.model import (
    Classification,
    Clause,
    Confidence,
    Document,
    Result,
    Severity,
    State,
    Status,
    Verdict,
)
from dataroom.room import Company, Deal, Outsourced, Profile, Waiver
from dataroom.rules import load_rules
from dataroom.spans import label_period
from dataroom.written import Text

RULES = load_rules()
AS_OF = dt.date(2026, 3, 31)
PAIE = "Paie Exemple"
PROFILE = Profile(
    company=Company(name="Atelier Exemple"),
    deal=Deal(as_of=AS_OF),
    outsourcing=(Outsourced(process="payroll", provider=PAIE), Outsourced(process="accounting", provider="Cabinet X")),
)
ASKED = Requirement(
    id="asked",
    title=Text(fr="Pièce", en="Document"),
    why=Text(fr="Parce que.", en="Because."),
    request=Text(fr="Merci d’envoyer la pièce de {provider}{period}.", en="Please send {provider}’s document{period}."),
    severity=Severity.BLOCKING,
    accepts=("service-contract",),
    per="provider",
    processes=("payroll",),
    owner="provider",
)
SOUND = Document(
    "contrat.pdf",
    10,
    classification=Classification("service-contract", ("service-contract",), Confidence.HIGH),
    provider=PAIE,
    processes=("payroll",),
    date=dt.date(2026, 1, 15),
)


def _assess(requirement: Requirement, *documents: Document, profile: Profile = PROFILE) -> list[Result]:
    checklist = Checklist("list", Text(fr="Liste", en="List"), (requirement,), "0" * 64, "list.toml")
    return list(Assessor(documents, profile, AS_OF, RULES).assess([checklist]))


def _low(document: Document) -> Document:
    return replace(document, classification=replace(document.classification, confidence=Confidence.LOW))


@pytest.mark.parametrize(
    ("changes", "asks", "status"),
    [
        ({}, {}, Status.SATISFIED),
        ({"provider": None}, {}, Status.MISSING),
        ({"provider": "Cabinet X"}, {}, Status.MISSING),
        ({"classification": Classification()}, {}, Status.MISSING),
        *[({"state": state}, {}, Status.UNUSABLE) for state in State if state is not State.OK],
        *[
            ({"flags": (flag,)}, {}, Status.UNUSABLE)
            for flag in ("draft", "template", "expired", "other-company", "superseded")
        ],
        ({"flags": ("unsigned",)}, {}, Status.SATISFIED),
        ({"flags": ("unsigned",)}, {"signed": True}, Status.UNUSABLE),
        ({"flags": ("duplicate", "misnamed", "hidden-content")}, {}, Status.SATISFIED),
        ({"expires": dt.date(2026, 3, 30)}, {}, Status.UNUSABLE),
        ({"expires": dt.date(2026, 3, 31)}, {"in_force": True}, Status.SATISFIED),
        ({}, {"in_force": True}, Status.TO_CONFIRM),
        ({"date": dt.date(2025, 9, 29)}, {"max_age_months": 6}, Status.UNUSABLE),
        ({"date": dt.date(2025, 9, 30)}, {"max_age_months": 6}, Status.SATISFIED),
        ({"date": None}, {"max_age_months": 6}, Status.TO_CONFIRM),
        ({"date": None, "expires": dt.date(2026, 5, 1)}, {"max_age_months": 6}, Status.SATISFIED),
    ],
)
def test_one_document(changes: dict[str, object], asks: dict[str, object], status: Status) -> None:
    requirement = ASKED.model_copy(update=asks)
    (result,) = _assess(requirement, replace(SOUND, **changes))  # type: ignore[arg-type]
    assert result.status is status
    assert bool(result.documents) is (status is not Status.MISSING)
    assert (result.request is None) is (status is Status.SATISFIED)


def test_no_document_at_all() -> None:
    (result,) = _assess(ASKED)
    assert result.status is Status.MISSING
    assert result.request is not None
    assert PAIE in result.request.fr


def test_a_probable_type_is_to_be_confirmed() -> None:
    (result,) = _assess(ASKED, _low(SOUND))
    assert result.status is Status.TO_CONFIRM


@pytest.mark.parametrize(
    ("flags", "confidence", "status"),
    [
        ((), Confidence.HIGH, Status.UNUSABLE),
        (("ocr",), Confidence.HIGH, Status.SATISFIED),
        (("ocr",), Confidence.MEDIUM, Status.TO_CONFIRM),
        (("ocr", "ocr-low"), Confidence.HIGH, Status.TO_CONFIRM),
    ],
)
def test_an_image_satisfies_only_where_its_text_was_surely_recognised(
    flags: tuple[str, ...], confidence: Confidence, status: Status
) -> None:
    known = replace(SOUND.classification, confidence=confidence)
    (result,) = _assess(ASKED, replace(SOUND, state=State.IMAGE_ONLY, flags=flags, classification=known))
    assert result.status is status


def test_a_yearly_balance_neither_answers_nor_begins_a_monthly_series() -> None:
    requirement = ASKED.model_copy(update={"series": "cadence", "severity": Severity.MAJOR})
    results = _assess(requirement, *map(_report, ["2024", "2025", "2026-01", "2026-02"]))
    assert [r.period.label for r in results if r.period and not r.status.is_open] == ["2026-01", "2026-02"]
    assert {r.severity for r in results if r.status.is_open} == {Severity.MINOR}


def test_one_sound_document_among_bad_ones_is_enough() -> None:
    draft = replace(SOUND, path="projet.docx", flags=("draft",))
    (result,) = _assess(ASKED, draft, SOUND)
    assert (result.status, result.documents) == (Status.SATISFIED, ("contrat.pdf",))


def test_a_clause_is_never_more_than_to_be_confirmed() -> None:
    requirement = ASKED.model_copy(update={"accepts": ("nda",), "clause": "confidentiality"})
    contract = replace(SOUND, clauses=(Clause("confidentiality", found=True, page=2, quote="…"),))
    assert _assess(requirement, contract)[0].status is Status.TO_CONFIRM
    without = replace(SOUND, clauses=(Clause("confidentiality", found=False),))
    assert _assess(requirement, without)[0].status is Status.MISSING


def _report(label: str) -> Document:
    return replace(SOUND, path=f"{label}.pdf", period=label_period(label))


def test_a_hole_in_a_series_is_one_gap_that_names_its_month() -> None:
    requirement = ASKED.model_copy(update={"series": "cadence", "severity": Severity.MAJOR})
    whole = [f"2025-{m:02d}" for m in range(3, 13)] + ["2026-01", "2026-02"]
    assert {r.status for r in _assess(requirement, *map(_report, whole))} == {Status.SATISFIED}
    open_ = [r for r in _assess(requirement, *[_report(p) for p in whole if p != "2025-06"]) if r.status.is_open]
    assert [(r.period.label, r.provider) for r in open_ if r.period] == [("2025-06", PAIE)]
    assert "juin 2025" in open_[0].reasons[0].fr


def test_a_series_without_any_document_is_one_gap() -> None:
    results = _assess(ASKED.model_copy(update={"series": "cadence"}))
    assert [(r.status, r.period) for r in results] == [(Status.MISSING, None)]


def test_the_contract_says_how_often() -> None:
    contract = replace(SOUND, mentions={"cadence-report": "quarter"})
    requirement = ASKED.model_copy(update={"series": "cadence", "accepts": ("kpi-report",)})
    results = _assess(requirement, contract)
    assert [r.period.label for r in results if r.period] == ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]


def test_a_provider_more_is_a_row_more() -> None:
    more = PROFILE.model_copy(
        update={"outsourcing": (*PROFILE.outsourcing, Outsourced(process="payroll", provider="Autre Paie"))}
    )
    results = _assess(ASKED, SOUND, profile=more)
    assert [(r.provider, r.status) for r in results] == [(PAIE, Status.SATISFIED), ("Autre Paie", Status.MISSING)]


@pytest.mark.parametrize(("until", "status"), [(AS_OF, Status.WAIVED), (AS_OF - dt.timedelta(days=1), Status.MISSING)])
def test_a_waiver_ends(until: dt.date, status: Status) -> None:
    waiver = Waiver(requirement="asked", status="waived", reason="en cours", by="A. B.", until=until)
    (result,) = _assess(ASKED, profile=PROFILE.model_copy(update={"waivers": (waiver,)}))
    assert result.status is status
    assert result.key.count("|") == 4


def _result(severity: Severity, status: Status) -> Result:
    return replace(_assess(ASKED)[0], severity=severity, status=status)


@pytest.mark.parametrize(
    ("severity", "status", "verdict"),
    [
        (Severity.BLOCKING, Status.SATISFIED, Verdict.READY),
        (Severity.BLOCKING, Status.MISSING, Verdict.NOT_READY),
        (Severity.BLOCKING, Status.PARTIAL, Verdict.NOT_READY),
        (Severity.BLOCKING, Status.TO_CONFIRM, Verdict.NOT_READY),
        (Severity.BLOCKING, Status.UNUSABLE, Verdict.NOT_READY),
        (Severity.BLOCKING, Status.WAIVED, Verdict.CONDITIONS),
        (Severity.BLOCKING, Status.NOT_APPLICABLE, Verdict.READY),
        (Severity.MAJOR, Status.MISSING, Verdict.CONDITIONS),
        (Severity.MAJOR, Status.WAIVED, Verdict.READY),
        (Severity.MINOR, Status.MISSING, Verdict.READY),
    ],
)
def test_verdict(severity: Severity, status: Status, verdict: Verdict) -> None:
    assert verdict_of([_result(severity, status)]) is verdict


def test_every_status_is_counted() -> None:
    found = counts([_result(Severity.MINOR, Status.MISSING)])
    assert set(found) == {s.value for s in Status}
    assert found["missing"] == 1
