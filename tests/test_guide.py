"""The guide is checked whole: each of its 92 statements by a requirement that says all that an acquirer needs."""

from __future__ import annotations

import re
from dataclasses import replace
from string import Formatter

import pytest

from dataroom.checklists import GUIDE_ROWS, Checklist, Phase, Requirement, load_checklists
from dataroom.coverage import coverage
from dataroom.guide import Row, load_guide
from dataroom.model import Severity
from dataroom.rules import load_rules

RULES = load_rules()
SHIPPED = load_checklists([], RULES)
ROWS = load_guide()
ALL = [pytest.param(c, r, id=f"{c.id}/{r.id}") for c in SHIPPED for r in c.requirements]
each_requirement = pytest.mark.parametrize(("checklist", "requirement"), ALL)


def _without(checklist: Checklist, number: int) -> Checklist:
    kept = tuple(r for r in checklist.requirements if number not in r.seed)
    return replace(checklist, requirements=kept)


def test_nothing_is_checked_by_no_checklist() -> None:
    assert [item.requirements for item in coverage(ROWS, ())] == [()] * GUIDE_ROWS


def test_every_statement_of_the_guide_is_checked() -> None:
    assert [item.row.number for item in coverage(ROWS, SHIPPED) if not item.requirements] == []


@pytest.mark.parametrize("number", [1, 9, 56, 92])
def test_a_statement_that_nothing_cites_is_seen(number: int) -> None:
    covered = coverage(ROWS, [_without(checklist, number) for checklist in SHIPPED])
    assert number in [item.row.number for item in covered if not item.requirements]


@pytest.mark.parametrize("row", [pytest.param(row, id=str(row.number)) for row in ROWS])
def test_a_statement_is_checked_whenever_it_matters_and_weighs_what_the_guide_says(row: Row) -> None:
    order = (Severity.MINOR, Severity.MAJOR, Severity.BLOCKING)
    asked: set[Phase] = set()
    for checklist in SHIPPED:
        for requirement in checklist.requirements:
            heaviest = max(order.index(requirement.severity_for(deal)) for deal in ("share", "asset"))
            if row.number in requirement.seed and heaviest >= order.index(row.severity):
                asked.update(requirement.phases)
    assert set(row.phases) - asked == set()


def test_each_row_says_its_section_and_its_statement_in_both_languages() -> None:
    assert [row.number for row in ROWS] == list(range(1, GUIDE_ROWS + 1))
    assert all(row.section.fr and row.section.en and row.text.fr != row.text.en for row in ROWS)


@each_requirement
def test_a_requirement_is_complete(checklist: Checklist, requirement: Requirement) -> None:
    texts = [requirement.title, requirement.why, requirement.request]
    assert all(len(said) > 4 for text in texts for said in (text.fr, text.en)), checklist.id
    assert requirement.phases
    assert re.search(r"true at 20\d\d-\d\d", requirement.source)
    assert set(requirement.accepts) <= set(RULES.documents)


@each_requirement
def test_what_is_said_in_french_is_typeset(checklist: Checklist, requirement: Requirement) -> None:
    said = f"{requirement.title.fr} {requirement.why.fr} {requirement.request.fr}"
    assert "'" not in said, checklist.id
    assert requirement.request.fr.endswith(".")
    assert requirement.request.en.endswith(".")


@each_requirement
def test_a_request_names_whom_and_when(checklist: Checklist, requirement: Requirement) -> None:
    both = [
        {field for _, field, _, _ in Formatter().parse(text) if field}
        for text in (requirement.request.fr, requirement.request.en)
    ]
    assert both[0] == both[1], checklist.id
    if requirement.per == "provider":
        assert "provider" in both[0]
    assert ("period" in both[0]) == (requirement.series not in {"once", "amendment"})


def test_no_document_is_asked_for_twice() -> None:
    asked: dict[tuple[object, ...], list[str]] = {}
    for checklist in SHIPPED:
        for one in checklist.requirements:
            content = (one.sections, one.clauses, one.watch, one.max_age_months, one.clause)
            subject = (one.accepts, one.per, one.whose, one.processes, one.series, one.phases)
            asked.setdefault((*subject, *content), []).append(f"{checklist.id}/{one.id}")
    assert [names for names in asked.values() if len(names) > 1] == []


def test_the_kind_of_deal_swaps_what_assignment_and_change_of_control_weigh() -> None:
    (clauses,) = [c for c in SHIPPED if c.id == "clauses-contractuelles"]
    weighs = {r.id: (r.severity_for("share"), r.severity_for("asset")) for r in clauses.requirements}
    assert weighs["change-of-control"] == ("blocking", "minor")
    assert weighs["assignment"] == ("minor", "blocking")


def test_no_clause_is_found_in_a_contract_that_nobody_signed() -> None:
    (clauses,) = [c for c in SHIPPED if c.id == "clauses-contractuelles"]
    assert all(requirement.signed for requirement in clauses.requirements)
