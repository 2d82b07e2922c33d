"""The torture room: hostile files, each of which ends in its stated outcome while all others are read."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from tests.faults.torture import SENTENCE, Case, containers, office, papers, texts, tree

pytestmark = pytest.mark.faults
CASES: tuple[Case, ...] = (*papers.CASES, *office.CASES, *containers.CASES, *texts.CASES)
WORST = {"plante.txt": "corrupt", "bloque.txt": "timeout", "dévore.txt": "too-large"}
SOUND = [f"note {number:03}.txt" for number in range(40)]
# The program with readers that crash, hang and eat memory at some names.
PROGRAM = """
import dataroom.read
from tests.faults.torture.readers import open_faulty_reader
dataroom.read.open_reader = open_faulty_reader
from dataroom.cli import main
main()
"""


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("torture") / "salle"
    folder.mkdir()
    for case in CASES:
        made = case.make()
        with (folder / case.name).open("wb") as file:
            file.writelines([made] if isinstance(made, bytes) else made)
    for name in (*WORST, *SOUND):
        (folder / name).write_text(f"{SENTENCE}\n{name}\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def planted(room: Path) -> dict[str, Any]:
    return tree.plant(room)


@pytest.fixture(scope="module")
def report(room: Path, planted: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    assert planted
    out = tmp_path_factory.mktemp("out")
    profile = out / "profile.yaml"
    profile.write_text("outsourcing: [{process: payroll, provider: Paie Exemple}]\n", encoding="utf-8")
    command = [sys.executable, "-c", PROGRAM, "check", str(room), "--out", str(out), "--state", str(out / "state")]
    command += ["--profile", str(profile), "--as-of", "2026-03-31", "--format", "json", "--jobs", "2"]
    command += ["--fail-on", "never", "--fail-on-unread"]
    began = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)
    found: dict[str, Any] = json.loads((out / "report.json").read_text(encoding="utf-8"))
    return {**found, "code": done.returncode, "said": done.stderr, "seconds": time.monotonic() - began}


@pytest.fixture(scope="module")
def inside(report: dict[str, Any]) -> dict[str, set[str]]:
    """Give the states of the members of each file; two members may have one name."""
    found: dict[str, set[str]] = defaultdict(set)
    for document in report["documents"]:
        name, _, member = document["path"].partition("!")
        if member:
            found[name].add(document["state"])
    return found


@pytest.fixture(scope="module")
def states(report: dict[str, Any]) -> dict[str, str]:
    return {document["path"]: document["state"] for document in report["documents"]}


def test_the_run_ends_as_documented(report: dict[str, Any]) -> None:
    assert report["code"] == 4
    assert "Traceback" not in report["said"]


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 60
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_each_ends_in_its_stated_outcome(case: Case, states: dict[str, str], inside: dict[str, set[str]]) -> None:
    assert states[case.name] == case.state
    assert case.inside is None or case.inside.value in inside[case.name]


def test_what_is_not_a_document_is_listed_and_never_opened(states: dict[str, str], planted: dict[str, Any]) -> None:
    for path, allowed in planted.items():
        assert states[path] in {state.value for state in allowed}, path


@pytest.mark.parametrize("name", WORST)
def test_a_parser_that_dies_loses_its_document_alone(name: str, states: dict[str, str]) -> None:
    assert states[name] == WORST[name]


def test_all_others_are_read(states: dict[str, str]) -> None:
    assert {states[name] for name in SOUND} == {"ok"}


def test_whatever_is_not_ok_is_said_to_be_unread(report: dict[str, Any], states: dict[str, str]) -> None:
    unread = {entry["path"] for entry in report["unread"]}
    assert {path for path, state in states.items() if state != "ok"} <= unread
    assert all(entry["reason"] for entry in report["unread"])


def test_nothing_of_this_machine_came_into_the_report(report: dict[str, Any]) -> None:
    text = json.dumps(report["documents"], ensure_ascii=False)
    assert "root:x:" not in text
    assert str(Path.home()) not in text


def test_the_room_stays_as_it_was(room: Path, report: dict[str, Any]) -> None:
    assert report["documents"]
    expected = {case.name for case in CASES} | set(WORST) | set(SOUND) | {"arbre"}
    assert set(os.listdir(room)) == expected  # noqa: PTH208 - names only


def test_the_locks_that_stood_are_told(report: dict[str, Any]) -> None:
    told = report["run"]["options"]["isolation"]
    assert set(told) == {"network", "writing", "reading", "processes", "memory"}
    assert told["memory"] is True
    assert dt.datetime.fromisoformat(report["run"]["finished"])
