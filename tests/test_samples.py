"""The sample rooms: made again they are the same, and the verdict on each is the one that its folder's name tells."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from dataroom import Options, check, load_profile
from dataroom.model import Document, Report, Result, Status, Verdict

ROOMS = Path(__file__).parent.parent / "sample_rooms"


def _expected(room: str) -> Any:
    return yaml.safe_load((ROOMS / room / "expected.yaml").read_text(encoding="utf-8"))


FAULTY = _expected("faulty")
TYPES: dict[str, str | None] = _expected("sound")


def _case(*where: str) -> Any:
    return pytest.param(*where, id=" ".join(where))


@pytest.fixture(scope="module")
def sound() -> Report:
    return _checked("sound")


@pytest.fixture(scope="module")
def faulty() -> Report:
    return _checked("faulty")


def _checked(name: str) -> Report:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", "")  # what is found must not depend on whether this machine can read scans
        return check(ROOMS / name / "room", load_profile(ROOMS / name / "profile.yaml"), options=Options(jobs=0))


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_the_committed_rooms_are_what_the_script_makes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(ROOMS / "make.py"), str(tmp_path)], check=True)
    for room in ("sound", "faulty"):
        made, committed = _tree(tmp_path / room), _tree(ROOMS / room)
        assert sorted(made) == sorted(committed)
        assert [name for name in made if made[name] != committed[name]] == []


def test_the_rooms_are_small() -> None:
    assert sum(len(content) for room in ("sound", "faulty") for content in _tree(ROOMS / room).values()) < 3_000_000


@pytest.mark.parametrize("what", [_case(w) for w in ("verdict", "open", "unread")])
def test_the_sound_room_leaves_nothing_to_say(sound: Report, what: str) -> None:
    found: dict[str, Any] = {
        "verdict": [v for v in [sound.verdict] if v is not Verdict.READY],
        "open": [r.key for r in sound.requirements if r.status is not Status.SATISFIED],
        "unread": sound.unread,
    }
    assert not found[what]


def test_the_sound_room_holds_the_documents_that_its_list_names(sound: Report) -> None:
    assert sorted(d.path for d in sound.documents) == sorted(TYPES)


@pytest.mark.parametrize("path", [_case(path) for path, type_id in TYPES.items() if type_id])
def test_a_sound_document_is_known_for_what_it_is(sound: Report, path: str) -> None:
    assert TYPES[path] in _document(sound, path).classification.type_path


@pytest.mark.parametrize(("path", "what"), [_case(path, "flags") for path in TYPES])
def test_a_sound_document_bears_no_flag(sound: Report, path: str, what: str) -> None:
    assert (what, _document(sound, path).flags) == ("flags", ())


def test_the_faulty_room_is_not_ready(faulty: Report) -> None:
    assert faulty.verdict is Verdict.NOT_READY


def _file_checks() -> Iterator[tuple[str, str]]:
    for path, fault in FAULTY["files"].items():
        for what, value in fault.items():
            if what == "flags":
                yield from ((path, f"flag {flag}") for flag in value)
            elif what != "fault":
                yield path, what


@pytest.mark.parametrize(("path", "what"), [_case(*c) for c in _file_checks()])
def test_a_fault_of_a_file_is_found(faulty: Report, path: str, what: str) -> None:
    document, fault = _document(faulty, path), FAULTY["files"][path]
    if what.startswith("flag "):
        assert what.removeprefix("flag ") in document.flags
    elif what == "finding":
        assert any(fault["finding"] in f.rule for f in faulty.findings if f.path == path)
    elif what == "opens":
        result = _requirement(faulty, fault["opens"]["requirement"])
        assert (result.status, path in result.documents) == (fault["opens"]["status"], True)
    else:
        got = {
            "state": document.state,
            "type": document.type,
            "provider": document.provider,
            "period": document.period and document.period.label,
        }
        assert got[what] == str(fault[what])


@pytest.mark.parametrize("subject", [_case(s) for s in FAULTY["room"]])
def test_what_is_not_there_is_missed(faulty: Report, subject: str) -> None:
    fault, result = FAULTY["room"][subject], _requirement(faulty, subject)
    assert result.status == fault["status"]
    assert any(fault.get("says", "") in reason.fr for reason in result.reasons)


def test_every_unread_file_is_named(faulty: Report) -> None:
    states = {path: fault["state"] for path, fault in FAULTY["files"].items() if fault.get("state", "ok") != "ok"}
    assert states.items() <= {u.path: u.state.value for u in faulty.unread}.items()


@pytest.mark.parametrize("what", [_case(w) for w in ("nothing else is open", "nothing else is unread")])
def test_the_faulty_room_has_no_fault_but_those_that_its_list_names(faulty: Report, what: str) -> None:
    files = FAULTY["files"]
    if what == "nothing else is open":
        known = {*FAULTY["room"], *(f["opens"]["requirement"] for f in files.values() if "opens" in f)}
        assert {_subject(r) for r in faulty.requirements if r.status.is_open} == known
    else:
        assert {u.path for u in faulty.unread} == {p for p, f in files.items() if f.get("state", "ok") != "ok"}


def _document(report: Report, path: str) -> Document:
    return next(d for d in report.documents if d.path == path)


def _requirement(report: Report, subject: str) -> Result:
    return next(r for r in report.requirements if _subject(r) == subject)


def _subject(result: Result) -> str:
    period = result.period.label if result.period else None
    return " / ".join((result.id, result.process or "-", result.provider or "-", period or "-"))
