"""`dataroom checklists` and `rules`: the table of the guide, a new checklist, schemas."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dataroom.checklists import load_checklists
from dataroom.cli.checklists import command
from dataroom.cli.rules import command as rules_command
from dataroom.errors import UsageError
from dataroom.rules import load_rules
from dataroom.starter import STARTER


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments, standalone_mode=False)


@pytest.mark.parametrize(("lang", "word"), [("fr", "Réactivité"), ("en", "responsiveness")])
def test_the_table_has_92_rows_and_names_the_requirements(lang: str, word: str) -> None:
    found = _run("coverage", "--lang", lang)
    lines = [line.split("\t") for line in found.stdout.splitlines()]
    assert [line[0] for line in lines] == [str(number) for number in range(1, 93)]
    assert any(word.lower() in line[2].lower() and "gouvernance/kpi-content" in line[3] for line in lines)
    assert (found.return_value, found.stderr) == (0, "92 of 92 statements checked\n")


def test_a_checklist_that_does_not_check_all_of_it_ends_with_1(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(STARTER.replace("# seed", "seed"), encoding="utf-8")
    found = _run("coverage", "--checklist", str(file))
    rows = dict(line.split("\t")[::3] for line in found.stdout.splitlines())
    assert (found.return_value, rows["9"], rows["10"]) == (1, "mine/monthly-report", "-")
    assert found.stderr == "2 of 92 statements checked\n"


def test_a_new_checklist_is_sound(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    assert _run("new", "--out", str(file)).stdout == f"{file}\n"
    assert _run("new").stdout == file.read_text(encoding="utf-8") == STARTER
    (found,) = load_checklists([str(file)], load_rules())
    assert (found.id, [r.id for r in found.requirements]) == ("mine", ["retention-schedule", "monthly-report"])
    assert file.stat().st_mode & 0o077 == 0


def test_all_that_the_new_checklist_leaves_out_works_when_it_is_put_in(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    lines = STARTER.splitlines()
    optional = [line[2:] if line.startswith("# ") and " = " in line else line for line in lines]
    file.write_text("\n".join(optional), encoding="utf-8")
    (found,) = load_checklists([str(file)], load_rules())
    first, second = found.requirements
    assert (first.max_age_months, first.phases) == (24, ("pre-sale", "sale"))
    assert (second.processes, second.signed, second.seed) == (("payroll",), True, (9, 41))


def test_nothing_is_written_over(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("mine", encoding="utf-8")
    found = _run("new", "--out", str(file))
    assert isinstance(found.exception, UsageError)
    assert file.read_text(encoding="utf-8") == "mine"


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    found = _run("new", "--out", str(tmp_path / "nowhere" / "mine.toml"))
    assert isinstance(found.exception, UsageError)
    assert "a folder that exists" in str(found.exception)


def test_the_schemas_are_json() -> None:
    assert "requirement" in json.loads(_run("schema").stdout)["properties"]
    rules = CliRunner().invoke(rules_command, ["schema"], standalone_mode=False)
    assert "cues" in json.loads(rules.stdout)["required"]
