"""An update reads again what it may read otherwise, and nothing else: by the imports, not by memory."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from dataroom.state import method
from dataroom.state.method import DESCRIBING, JUDGING, is_among, method_of, whole_digest
from tests import test_architecture as architecture

GRAPH = {architecture._name(file): architecture._ours(file) for file in architecture.FILES}
DYNAMIC = {name for name in GRAPH if name.startswith("dataroom.extract")}
"""Readers of formats are imported by name: each counts as imported by whoever reads."""
BETWEEN = ("dataroom.describe", "dataroom.rules", "dataroom.clause_rules", "dataroom.reading", "dataroom.traced")
"""What a reader of files uses to describe, once it has the words in hand that are kept."""


def _reached(starts: Iterable[str], without: Iterable[str] = ()) -> set[str]:
    waiting, found = list(starts), set()
    while waiting:
        name = waiting.pop()
        if name in found or name in without:
            continue
        found.add(name)
        waiting += GRAPH.get(name, ())
        package = name.rpartition(".")[0]
        if package != "dataroom" and package in GRAPH:
            waiting.append(package)
    return {name.removeprefix("dataroom.") for name in found}


def _within(modules: Iterable[str], places: frozenset[str]) -> list[str]:
    return sorted(name for name in modules if is_among(name, places))


def test_whatever_a_reader_can_reach_makes_a_description() -> None:
    reached = _reached(["dataroom.read", "dataroom.reader", "dataroom.preloaded", *DYNAMIC])
    assert len(reached) > 100
    assert _within(reached, JUDGING) == []


def test_whatever_is_reached_before_the_words_are_kept_makes_a_reading() -> None:
    reached = _reached(["dataroom.read", "dataroom.reader", *DYNAMIC], BETWEEN)
    assert {"file_reader", "extract.pdf", "fec_document", "state.packing"} <= reached
    assert _within(reached, JUDGING | DESCRIBING) == []


def test_words_are_in_hand_before_anything_is_described() -> None:
    reached = {f"dataroom.{name}" for name in _reached(["dataroom.read", "dataroom.reader", *DYNAMIC], BETWEEN)}
    assert {name for name in reached if GRAPH[name] & set(BETWEEN)} == {"dataroom.file_reader"}


def test_what_is_named_is_there_and_in_one_list_alone() -> None:
    there = {name.removeprefix("dataroom.") for name in GRAPH} | {"__init__"}
    assert (JUDGING | DESCRIBING) - there == set()
    assert set() == JUDGING & DESCRIBING


def test_nothing_else_is_imported_by_name() -> None:
    calls = {name for name in GRAPH if "import_module(" in _file(name).read_text(encoding="utf-8")}
    reached = {f"dataroom.{name}" for name in _reached(["dataroom.preloaded", *DYNAMIC])}
    assert calls & reached <= DYNAMIC


def test_a_process_for_readers_loads_nothing_that_is_apart() -> None:
    told = "import dataroom.preloaded, json, sys; print(json.dumps(list(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, check=True, timeout=60)
    loaded = [name.removeprefix("dataroom.") for name in json.loads(done.stdout) if name.startswith("dataroom.")]
    assert "extract.pdf" in loaded
    assert _within(loaded, JUDGING) == []


@pytest.mark.parametrize(
    ("changed", "read", "described"),
    [
        ("report.html", False, False),
        ("nightly.run", False, False),
        ("cli.check", False, False),
        ("__init__", False, False),
        ("assess", False, False),
        ("classify", False, True),
        ("periods", False, True),
        ("extract.pdf", True, True),
        ("file_reader", True, True),
        ("state.packing", True, True),
        ("a_new_module", True, True),
    ],
)
def test_a_change_is_felt_where_it_tells(
    changed: str, read: bool, described: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, whole = method_of(), whole_digest()
    source = [line for line in method._source() if line.partition(" ")[0] != changed]
    monkeypatch.setattr(method, "_source", lambda: (*source, f"{changed} another"))
    now = method_of()
    assert (now.reading != before.reading, now.describing != before.describing) == (read, described)
    assert whole_digest() != whole


def test_a_method_is_what_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "site-packages"
    place.mkdir()
    monkeypatch.setattr("sys.path", [str(place)])
    first = method_of()
    (place / "dataroom_readiness-9.9.dist-info").mkdir()
    assert method_of() == first, "its own version says nothing that its source does not"
    (place / "reader-1.0.dist-info").mkdir()
    assert not set(method_of()) & set(first)


def _file(module: str) -> Path:
    place = architecture.PACKAGE.parent.joinpath(*module.split("."))
    return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
