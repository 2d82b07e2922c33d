"""What one change in the room or in the profile changes in the answer, and that it changes nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from dataroom.assess import Assessor
from dataroom.checklists import load_checklists
from dataroom.model import Classification, Confidence, Document, Result, Severity, Status
from dataroom.room import Company, Deal, Outsourced, Profile, Waiver
from dataroom.rules import load_rules
from dataroom.spans import label_period

RULES = load_rules()
CHECKLISTS = load_checklists([], RULES)
AS_OF = dt.date(2026, 3, 31)
PAYROLL, BOOKS = "Paie Exemple", "Cabinet Exemple"
PROFILE = Profile(
    company=Company(name="Atelier Exemple"),
    deal=Deal(as_of=AS_OF),
    outsourcing=(
        Outsourced(process="payroll", provider=PAYROLL, since=dt.date(2020, 1, 1)),
        Outsourced(process="accounting", provider=BOOKS, since=dt.date(2020, 1, 1)),
    ),
)
MONTHS = [f"2025-{month:02}" for month in range(3, 13)] + ["2026-01", "2026-02"]


def _document(type_id: str, name: str, provider: str = PAYROLL, **more: object) -> Document:
    known = Classification(type_id, RULES.path_of(type_id), Confidence.HIGH)
    processes = ("payroll",) if provider == PAYROLL else ("accounting",)
    blank = Document(name, 10, classification=known, provider=provider, processes=processes)
    return replace(blank, **more)  # type: ignore[arg-type]


def _report(label: str) -> Document:
    return _document("kpi-report", f"rapport {label}.pdf", period=label_period(label, "12-31"))


ROOM = [_report(label) for label in MONTHS] + [_document("service-contract", "contrat.pdf", date=dt.date(2020, 1, 1))]


def _results(documents: Iterable[Document], profile: Profile = PROFILE) -> dict[str, Result]:
    return {r.key: r for r in Assessor(documents, profile, AS_OF, RULES).assess(CHECKLISTS)}


def _open(results: dict[str, Result]) -> set[str]:
    return {key for key, result in results.items() if result.status.is_open}


def test_a_month_taken_out_is_one_more_gap_that_names_month_and_provider() -> None:
    whole = _results(ROOM)
    holed = _results([d for d in ROOM if d.path != "rapport 2025-09.pdf"])
    (more,) = _open(holed) - _open(whole)
    gap = holed[more]
    assert (gap.provider, gap.period and gap.period.label) == (PAYROLL, "2025-09")
    assert "septembre 2025" in gap.reasons[0].fr
    assert "September 2025" in gap.reasons[0].en
    assert "trou" in gap.reasons[0].fr
    assert _open(whole) - _open(holed) == set()


def test_a_provider_added_appears_as_a_whole_row_of_gaps() -> None:
    name = "Archives Exemple"
    added = PROFILE.model_copy(
        update={"outsourcing": (*PROFILE.outsourcing, Outsourced(process="archiving", provider=name))}
    )
    row = [r for r in _results(ROOM, added).values() if r.provider == name]
    assert {"contract", "confidentiality", "data-processing", "vigilance"} <= {r.id for r in row}
    assert {r.status for r in row} == {Status.MISSING}


def test_a_waiver_ended_the_day_before_no_longer_holds() -> None:
    def profile(until: dt.date) -> Profile:
        waiver = Waiver(
            requirement="confidentiality", provider=BOOKS, status="waived", reason="secret", by="Me Untel", until=until
        )
        return PROFILE.model_copy(update={"waivers": (waiver,)})

    key = f"externalisation-administrative|confidentiality||{BOOKS}|"
    assert _results(ROOM, profile(AS_OF))[key].status is Status.WAIVED
    ended = _results(ROOM, profile(AS_OF - dt.timedelta(days=1)))[key]
    assert ended.status is Status.MISSING
    assert "30 mars 2026" in ended.reasons[-1].fr


def test_a_draft_in_the_place_of_the_signed_contract_is_unusable_and_the_signed_one_is_asked_for() -> None:
    key = f"externalisation-administrative|contract|payroll|{PAYROLL}|"
    assert _results(ROOM)[key].status is Status.SATISFIED
    draft = [*ROOM[:-1], replace(ROOM[-1], flags=("draft", "unsigned"))]
    found = _results(draft)[key]
    assert found.status is Status.UNUSABLE
    assert found.request is not None
    assert "signé" in found.request.fr
    assert "signed" in found.request.en
    assert found.next_step is not None
    assert "signée" in found.next_step.fr


def test_the_type_of_the_deal_swaps_what_change_of_control_and_assignment_weigh() -> None:
    def severities(deal: str) -> dict[str, set[Severity]]:
        profile = PROFILE.model_copy(update={"deal": Deal(as_of=AS_OF, type=deal)})  # type: ignore[arg-type]
        results = _results(ROOM, profile).values()
        return {i: {r.severity for r in results if r.id == i} for i in ("change-of-control", "assignment")}

    share, asset = severities("share"), severities("asset")
    assert all(len(found) == 1 for found in (*share.values(), *asset.values()))
    assert share["change-of-control"] == asset["assignment"]
    assert share["assignment"] == asset["change-of-control"]
    assert share["change-of-control"] != share["assignment"]


def test_a_company_below_a_threshold_is_not_asked() -> None:
    def asked(employees: int | None) -> list[Result]:
        company = Company(name="Atelier Exemple", employees=employees)
        profile = PROFILE.model_copy(update={"company": company})
        return [r for r in _results(ROOM, profile).values() if r.id == "works-council"]

    assert asked(10) == []
    assert len(asked(11)) == len(asked(None)) == 1
    assert "seuil" in asked(None)[0].reasons[0].fr
    assert "seuil" not in asked(11)[0].reasons[0].fr
