"""Compared by their lines, two reports tell what they tell compared whole, and only what differs is understood."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from dataroom.errors import FileFaults
from dataroom.model import Report, Status
from dataroom.nightly import lines
from dataroom.nightly.changes import events_between
from dataroom.nightly.lines import former, is_same, with_ends
from dataroom.nightly.shelf import Night
from dataroom.report import render
from dataroom.report.saved import document_of
from tests.nightly.reports import document, report, requirement
from tests.nightly.test_changes import CASES

MANY = tuple(document(f"pièce {number:03}.pdf", str(number)) for number in range(50))
ARCHIVE = (document("a.zip", "zip"), *(replace(document(f"a.zip!{n}.txt", n), inside=True) for n in "xyz"))


def _laid(place: Path, old: Report, new: Report) -> tuple[Night, Path]:
    folder = place / "night"
    folder.mkdir()
    for name, found in ((folder / "report.json", old), (place / "report.json", new)):
        name.write_text(str(render("json", found)), encoding="utf-8")
    digest = hashlib.sha256((folder / "report.json").read_bytes()).hexdigest()
    return Night(folder, {"report.json": digest}), place / "report.json"


MORE = [
    (report(MANY), report((*MANY[:7], replace(MANY[7], size=9), *MANY[9:]))),
    (report(MANY), report((*MANY, document("copie.pdf", "3")))),
    (report((*MANY, *ARCHIVE)), report((*MANY, *ARCHIVE[:2], replace(ARCHIVE[2], flags=("draft",))))),
    (report(ARCHIVE), report((document("b.zip", "zip"), *ARCHIVE[:0]))),
    (report(ARCHIVE[1:]), report(ARCHIVE)),
    (report((document("é!a.pdf"),)), report((document("é!a.pdf", "y"),))),
]


@pytest.mark.parametrize(("old", "new"), [*((old, new) for old, new, _ in CASES), *MORE])
def test_events_are_those_of_whole_reports(old: Report, new: Report, tmp_path: Path) -> None:
    night, now = _laid(tmp_path, old, new)
    before, documents = former(night, now)
    told = events_between("a", before, replace(new, documents=documents))
    assert sorted(told, key=repr) == sorted(events_between("a", old, new), key=repr)
    assert is_same(night.folder / "report.json", now) == (render("json", old) == render("json", new))


def test_only_what_differs_is_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    understood: list[str] = []

    def noted(line: bytes) -> object:
        found = document_of(line)
        understood.append(found.path)
        return found

    monkeypatch.setattr(lines, "document_of", noted)
    changed = replace(ARCHIVE[2], flags=("draft",))
    night, now = _laid(tmp_path, report((*MANY, *ARCHIVE)), report((*MANY[1:], *ARCHIVE[:2], changed, ARCHIVE[3])))
    former(night, now)
    assert sorted(understood) == ["a.zip", "a.zip", "a.zip!y.txt", "a.zip!y.txt", "pièce 000.pdf"]


def test_run_and_day_are_no_difference(tmp_path: Path) -> None:
    found = report(MANY, (requirement("k", Status.MISSING),))
    night, now = _laid(tmp_path, found, replace(found, run={"started": "later"}, as_of=found.as_of.replace(year=2027)))
    assert is_same(night.folder / "report.json", now)


def test_a_report_that_somebody_changed_is_not_believed(tmp_path: Path) -> None:
    night, now = _laid(tmp_path, report(MANY), report(MANY[1:]))
    place = night.folder / "report.json"
    place.write_bytes(place.read_bytes().replace(b"007", b"008"))
    with pytest.raises(ValueError, match="something else"):
        former(night, now)


def test_a_report_of_another_version_is_refused(tmp_path: Path) -> None:
    night, now = _laid(tmp_path, report(), report(MANY))
    place = night.folder / "report.json"
    place.write_bytes(place.read_bytes().replace(b"dataroom-report/1", b"dataroom-report/9"))
    digest = hashlib.sha256(place.read_bytes()).hexdigest()
    with pytest.raises(FileFaults):
        former(Night(night.folder, {"report.json": digest}), now)


def test_documents_that_end_are_found(tmp_path: Path) -> None:
    ending = (document("b.pdf", expires="2026-05-12"), document('c ", "expires": null, .pdf', expires="2026-05-13"))
    _, now = _laid(tmp_path, report(), report((*MANY, *ending)))
    assert [found.path for found in with_ends(now)] == [found.path for found in ending]
