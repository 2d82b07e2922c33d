"""The schemas for editors take what the program takes, and refuse what it refuses."""

from __future__ import annotations

import copy
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from dataroom.checklists import shipped_checklists
from dataroom.schemas import checklist_schema, rule_schema
from dataroom.starter import STARTER

CHECKLISTS = jsonschema.Draft202012Validator(checklist_schema())
RULES = jsonschema.Draft202012Validator(rule_schema())
DOCUMENT_RULES = sorted((Path(__file__).parent.parent / "rules" / "documents").rglob("*.toml"))


def _mistakes(validator: jsonschema.Draft202012Validator, value: Any) -> list[str]:
    return [error.message for error in validator.iter_errors(value)]


@pytest.mark.parametrize("path", [pytest.param(p, id=p.stem) for p in shipped_checklists()])
def test_what_is_shipped_is_valid(path: Path) -> None:
    assert _mistakes(CHECKLISTS, tomllib.loads(path.read_text(encoding="utf-8"))) == []


def test_every_document_rule_is_valid() -> None:
    wrong = {p.stem: _mistakes(RULES, tomllib.loads(p.read_text(encoding="utf-8"))) for p in DOCUMENT_RULES}
    assert {name: found for name, found in wrong.items() if found} == {}


def test_the_schemas_are_schemas() -> None:
    jsonschema.Draft202012Validator.check_schema(checklist_schema())
    jsonschema.Draft202012Validator.check_schema(rule_schema())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("severity", "grave"),
        ("series", "weekly"),
        ("processes", ["paie"]),
        ("clauses", ["prize"]),
        ("watch", "secret"),
        ("serie", "month"),
        ("last", 0),
        ("accepts", []),
    ],
)
def test_a_mistake_is_refused(field: str, value: object) -> None:
    file = tomllib.loads(STARTER)
    assert _mistakes(CHECKLISTS, file) == []
    broken = copy.deepcopy(file)
    broken["requirement"][0][field] = value
    assert _mistakes(CHECKLISTS, broken)


def test_what_stands_under_a_field_is_its_description() -> None:
    asked = checklist_schema()["$defs"]["Requirement"]["properties"]
    assert asked["why"]["description"] == "Why it matters to an acquirer."
    assert "signed to have effect" in rule_schema()["properties"]["signed"]["description"]
