"""docs/checklists.md says what the models say, and its example works as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dataroom.checklists import Requirement, load_checklists, shipped_checklists
from dataroom.rules import load_rules
from dataroom.schemas import checklist_schema

PAGE = (Path(__file__).parent.parent / "docs" / "checklists.md").read_text(encoding="utf-8")
EXAMPLE = PAGE.partition("```toml\n")[2].partition("```")[0]


def _fields(heading: str) -> list[str]:
    part = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| `([a-z_]+)` \|", part, re.MULTILINE)


@pytest.mark.parametrize(
    ("heading", "fields"),
    [
        ("Of the whole file", list(checklist_schema()["properties"])),
        ("Of a requirement", list(Requirement.model_fields)),
    ],
)
def test_every_field_is_explained_and_no_other(heading: str, fields: list[str]) -> None:
    assert _fields(heading) == fields


@pytest.mark.parametrize(
    "path", [pytest.param(p, id=p.stem) for p in shipped_checklists() if p.parent.name != "processus"]
)
def test_every_general_checklist_is_named(path: Path) -> None:
    assert f"| `{path.stem}` |" in PAGE


def test_the_example_is_short_and_sound(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(EXAMPLE, encoding="utf-8")
    (found,) = load_checklists([str(file)], load_rules())
    assert [r.id for r in found.requirements] == ["penalties"]
    assert len([line for line in EXAMPLE.splitlines() if line.strip()]) == 14


def test_the_severities_and_series_named_are_those_that_are_taken() -> None:
    asked = checklist_schema()["$defs"]["Requirement"]["properties"]
    for name in ("series", "per", "owner", "cadence_of", "phases"):
        values = asked[name].get("enum") or asked[name]["items"]["enum"]
        (line,) = re.findall(rf"^\| `{name}` \|.*", PAGE.partition("## Of a requirement")[2], re.MULTILINE)
        assert [value for value in values if f"`{value}`" not in line] == []
