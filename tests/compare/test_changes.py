"""What changed between two states, by table; nothing-happens cases first."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from dataroom.cli.diff import command
from dataroom.compare.changes import Change, Comparison, When, compare
from dataroom.compare.snapshot import Item, Requirement, Snapshot, of_folder, of_report, of_seal
from dataroom.compare.texts import as_json, lines
from dataroom.errors import UsageError
from dataroom.model import Bilingual
from dataroom.report import from_dict, render_json
from tests.report.factory import rich as report
from tests.seal.rooms import fill, sealed

JANUARY, MARCH = dt.datetime(2026, 1, 15, tzinfo=dt.UTC), dt.datetime(2026, 3, 31, tzinfo=dt.UTC)
LETTER = dt.date(2026, 2, 1)


def state(items: dict[str, str], taken: dt.datetime | None = None, **dates: dt.datetime) -> Snapshot:
    held = {
        name.encode(): Item(sha256=digest, mtime_ns=int(dates[name].timestamp() * 10**9) if name in dates else None)
        for name, digest in items.items()
    }
    return Snapshot("folder", "room", taken, held)


CASES: dict[str, tuple[dict[str, str], dict[str, str], list[tuple[str, str, str | None]]]] = {
    "nothing": ({}, {}, []),
    "nothing changed": ({"a": "1", "b": "2"}, {"a": "1", "b": "2"}, []),
    "another spelling": ({"\u00e9": "1"}, {"e\u0301": "1"}, []),
    "added": ({"a": "1"}, {"a": "1", "b": "2"}, [("added", "b", None)]),
    "removed": ({"a": "1", "b": "2"}, {"a": "1"}, [("removed", "b", None)]),
    "changed": ({"a": "1"}, {"a": "2"}, [("changed", "a", None)]),
    "changed under another spelling": ({"\u00e9": "1"}, {"e\u0301": "2"}, [("changed", "e\u0301", "\u00e9")]),
    "moved": ({"a": "1"}, {"z": "1"}, [("moved", "z", "a")]),
    "duplicated": ({"a": "1"}, {"a": "1", "b": "1"}, [("duplicated", "b", "a")]),
    "moved, and once more": ({"a": "1"}, {"y": "1", "z": "1"}, [("moved", "y", "a"), ("duplicated", "z", "a")]),
    "one of two copies removed": ({"a": "1", "b": "1"}, {"a": "1"}, [("removed", "b", None)]),
    "swapped": ({"a": "1", "b": "2"}, {"a": "2", "b": "1"}, [("changed", "a", None), ("changed", "b", None)]),
    "not read before": ({"a": ""}, {"a": "1"}, [("unknown", "a", None)]),
    "not read in either": (
        {"a": "", "b": ""},
        {"a": "", "c": ""},
        [("unknown", "a", None), ("removed", "b", None), ("added", "c", None)],
    ),
    "two spellings at once": ({"\u00e9": "1", "e\u0301": "2"}, {"\u00e9": "1"}, [("removed", "e\u0301", None)]),
}


def told(found: Comparison) -> list[tuple[str, str, str | None]]:
    return [(c.change.value, c.raw.decode(), c.other.decode() if c.other else None) for c in found.changes]


@pytest.mark.parametrize("case", CASES)
def test_what_changed(case: str) -> None:
    old, new, expected = CASES[case]
    found = compare(state(old), state(new))
    assert told(found) == expected
    alone = sum(change.change in {Change.ADDED, Change.MOVED, Change.DUPLICATED} for change in found.changes)
    assert found.same + len(found.changes) - found.count(Change.REMOVED) == len(new)
    assert found.same + found.count(Change.CHANGED) + found.count(Change.UNKNOWN) + alone == len(new)


def test_the_digest_that_both_know_decides() -> None:
    both, fast = Item(sha256="1", blake3="b1"), Item(blake3="b1")
    old = Snapshot("report", "room", None, {b"a": fast, b"b": fast})
    new = Snapshot("seal", "room", None, {b"a": both, b"c": both})
    assert told(compare(old, new)) == [("moved", "c", "b")]
    assert told(compare(new, old)) == [("moved", "b", "c")]


FEBRUARY, DECEMBER = dt.datetime(2026, 2, 20, tzinfo=dt.UTC), dt.datetime(2025, 12, 1, tzinfo=dt.UTC)
SINCE = [
    (FEBRUARY, MARCH, "added", DECEMBER, When.AFTER),
    (DECEMBER, JANUARY, "added", FEBRUARY, When.BEFORE),
    (JANUARY, MARCH, "added", FEBRUARY, When.DATED_AFTER),
    (JANUARY, MARCH, "added", DECEMBER, When.DATED_BEFORE),
    (JANUARY, MARCH, "changed", FEBRUARY, When.DATED_AFTER),
    (JANUARY, MARCH, "changed", dt.datetime(2026, 2, 1, tzinfo=dt.UTC), When.DATED_AFTER),
    (JANUARY, MARCH, "changed", dt.datetime(2026, 1, 31, 23, 59, tzinfo=dt.UTC), When.DATED_BEFORE),
    (JANUARY, MARCH, "moved", FEBRUARY, When.UNKNOWN),
    (JANUARY, MARCH, "duplicated", DECEMBER, When.UNKNOWN),
    (JANUARY, MARCH, "removed", DECEMBER, When.UNKNOWN),
    (None, None, "added", FEBRUARY, When.DATED_AFTER),
    (None, MARCH, "removed", FEBRUARY, When.UNKNOWN),
]
STATES: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "added": ({"a": "1"}, {"a": "1", "b": "2"}),
    "changed": ({"b": "1"}, {"b": "2"}),
    "moved": ({"a": "1"}, {"b": "1"}),
    "duplicated": ({"a": "1"}, {"a": "1", "b": "1"}),
    "removed": ({"a": "1", "b": "2"}, {"a": "1"}),
}


@pytest.mark.parametrize(("before", "now", "change", "dated", "when"), SINCE)
def test_what_is_known_of_when(
    before: dt.datetime | None, now: dt.datetime | None, change: str, dated: dt.datetime, when: When
) -> None:
    old, new = STATES[change]
    found = compare(state(old, before), state(new, now, b=dated), LETTER)
    assert [(c.change.value, c.when) for c in found.changes] == [(change, when)]
    said = "\n".join(lines(found, "en"))
    assert ("b" in [word for line in said.splitlines() if line.startswith(f"  {change}") for word in line.split()]) == (
        when is not When.BEFORE
    )


def test_requirements_that_stand_elsewhere() -> None:
    title = Bilingual("Bail", "Lease")
    old = Snapshot(
        "report",
        "r",
        None,
        {},
        {"a": Requirement(title, "missing"), "b": Requirement(title, "satisfied"), "c": Requirement(title, "partial")},
        "not-ready",
    )
    new = Snapshot(
        "report",
        "r",
        None,
        {},
        {
            "a": Requirement(title, "satisfied"),
            "b": Requirement(title, "satisfied"),
            "d": Requirement(title, "missing"),
        },
        "ready",
    )
    found = compare(old, new)
    assert found.requirements is not None
    assert [(s.key, s.old, s.new) for s in found.requirements] == [
        ("a", "missing", "satisfied"),
        ("c", "partial", None),
        ("d", None, "missing"),
    ]
    said = "\n".join(lines(found, "fr"))
    assert "Bail [a] : missing → satisfied" in said
    assert "not-ready → ready" in said
    assert compare(old, state({})).requirements is None
    assert "not compared" in "\n".join(lines(compare(old, state({})), "en"))


def test_a_seal_and_its_folder_are_the_same(tmp_path: Path) -> None:
    room = fill(tmp_path / "room", [b"a", b"b/c", b"latin-\xe9"])
    (room / "link").symlink_to("a")
    seal = sealed(room, tmp_path / "seals")
    found = compare(of_seal(seal.place), of_folder(room, MARCH))
    assert (found.same, found.changes) == (3, ())
    assert found.old.taken == dt.datetime(2026, 3, 31, 12, tzinfo=dt.UTC)
    (room / "a").rename(room / "z")
    (room / "b" / "c").write_bytes(b"new")
    os.utime(room / "b" / "c", (FEBRUARY.timestamp(), FEBRUARY.timestamp()))
    changed = compare(of_seal(seal.place), of_folder(room, MARCH, "blake3"), LETTER)
    assert told(changed) == [("changed", "b/c", None), ("moved", "z", "a")]
    assert changed.changes[0].mtime_ns == int(FEBRUARY.timestamp() * 10**9)


def test_an_altered_seal_is_not_compared(tmp_path: Path) -> None:
    seal = sealed(fill(tmp_path / "room", [b"a"]), tmp_path / "seals").place
    records = (seal / "records.jsonl").read_bytes()
    (seal / "records.jsonl").write_bytes(records.replace(b'"mtime_ns":"1', b'"mtime_ns":"2'))
    with pytest.raises(UsageError, match=r"records\.jsonl"):
        of_seal(seal)
    (seal / "seal.json").write_bytes(b"{}")
    with pytest.raises(UsageError, match=r"seal\.json"):
        of_seal(seal)


def test_a_report_is_compared_without_the_members_of_archives(tmp_path: Path) -> None:
    made = from_dict(json.loads(render_json(report())))
    snapshot = of_report(made)
    members = [document for document in made.documents if ".zip!" in document.path]
    files = [document for document in made.documents if ".zip!" not in document.path]
    assert members
    assert set(snapshot.items) == {found.raw or found.path.encode() for found in files}
    found = compare(snapshot, snapshot)
    assert [change for change in found.changes if change.change is not Change.UNKNOWN] == []
    assert found.requirements == ()
    path = tmp_path / "report.json"
    path.write_text(render_json(report()), encoding="utf-8")
    done = CliRunner().invoke(command, [str(path), str(path), "--lang", "en"], standalone_mode=False)
    assert done.exit_code == 0, done.output
    assert "requirements whose state changed: 0" in done.output


def test_the_command_line(tmp_path: Path) -> None:
    old = fill(tmp_path / "old", [b"a", b"evil-\x1b[2J"])
    shutil.copytree(old, tmp_path / "new")
    (tmp_path / "new" / "evil-\x1b[2J").write_bytes(b"changed")
    run = CliRunner().invoke
    done = run(command, [str(old), str(tmp_path / "new"), "--json", "--since", "2026-02-01"])
    answer = json.loads(done.output)
    assert (answer["format"], answer["same"], answer["changed"], answer["since"]) == (
        "dataroom-diff/1",
        1,
        1,
        "2026-02-01",
    )
    said = run(command, [str(old), str(tmp_path / "new")]).output
    assert "\x1b" not in said
    assert "evil-\\x1b[2J" in said
    assert type(run(command, [str(old), str(tmp_path / "nothing")]).exception).__name__ == "UsageError"


def test_json_is_the_whole_comparison() -> None:
    answer = json.loads(as_json(compare(state({}, JANUARY), state({str(n): str(n) for n in range(500)}, MARCH))))
    assert len(answer["changes"]) == answer["added"] == 500
    assert answer["new"] == {
        "kind": "folder",
        "name": "room",
        "taken": "2026-03-31T00:00:00Z",
        "documents": 500,
        "verdict": None,
    }
