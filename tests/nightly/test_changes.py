"""What is told of a room: what changed and nothing else, each thing under one name."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from dataroom.model import ChecklistRef, Document, Report, Severity, State, Status, Verdict
from dataroom.nightly.changes import ALARM, MOST, events_between, first_events
from dataroom.nightly.endings import end_events, ends
from dataroom.nightly.events import as_dict, from_dict
from tests.nightly.reports import SAID, document, finding, report, requirement, unread


def _told(old: Report, new: Report) -> list[str]:
    return sorted(found.kind.value for found in events_between("a", old, new))


@pytest.mark.parametrize(
    "same", [report(), report((document("a.pdf"),), (requirement("k", Status.MISSING),), (finding("f"),))]
)
def test_where_nothing_changed_nothing_is_told(same: Report) -> None:
    assert _told(same, same) == []
    assert _told(same, replace(same, as_of=dt.date(2026, 4, 1), run={"started": "later"})) == []


OPEN, CLOSED = (requirement("k", Status.MISSING),), (requirement("k", Status.SATISFIED),)
PAPERS = (document("a.pdf"), document("b.pdf", "y"))


CASES = [
    (report((), CLOSED), report((), OPEN), ["gap-new"]),
    (report((), ()), report((), OPEN), ["gap-new"]),
    (report((), OPEN), report((), CLOSED), ["gap-closed"]),
    (report((), OPEN), report((), ()), ["gap-closed"]),
    (report((), OPEN), report((), (requirement("k", Status.TO_CONFIRM),)), ["gap-changed"]),
    (report((), CLOSED), report((), (requirement("k", Status.WAIVED),)), []),
    (report((), ()), report((), CLOSED), []),
    (report(PAPERS), report(PAPERS[:1]), ["vanished"]),
    (report(PAPERS[:1]), report(PAPERS), []),
    (report(PAPERS[:1]), report((document("a.pdf", "z"),)), ["changed"]),
    (report(PAPERS[:1]), report((document("c/a.pdf"),)), []),
    (report(PAPERS[:1]), report((unread("a.pdf"),)), ["unread"]),
    (report((unread("a.pdf"),)), report((unread("a.pdf"),)), []),
    (report((unread("a.pdf"),)), report((unread("a.pdf", State.ENCRYPTED),)), ["unread"]),
    (report(PAPERS[:1]), report((replace(PAPERS[0], fingerprint=None),)), ["unread"]),
    (report(), report((), (), (finding("f"),)), ["finding-new"]),
    (report((), (), (finding("f"),)), report(), ["finding-closed"]),
    (report(), report((), (), (finding("f", Severity.MINOR),)), []),
    (report(), report((), (), (finding(ALARM),)), ["integrity"]),
    (report((), (), (finding(ALARM),)), report(), []),
    (report(), report(verdict=Verdict.NOT_READY), ["verdict"]),
    (report(), replace(report(), rules_digest="1" * 64), ["rules"]),
    (report(), replace(report(), checklists=(ChecklistRef("l", SAID, "1"),)), ["rules"]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "told"), CASES)
def test_each_change_is_told(old: Report, new: Report, told: list[str]) -> None:
    assert _told(old, new) == told


def test_a_gap_says_which_one_whose_and_how_bad() -> None:
    (found,) = events_between("a", report((), CLOSED), report((), OPEN))
    assert found.text.fr == "Bloquante – Pièce k, Solvépaie, 2025\u00a0: manquante"
    assert found.text.en == "Blocking – Paper k, Solvépaie, 2025: missing"
    assert (found.room, found.severity) == ("a", "blocking")


def test_the_same_thing_has_the_same_name_and_another_another() -> None:
    old, new = report(PAPERS), report(PAPERS[:1])
    (first,), (again,) = events_between("a", old, new), events_between("a", old, new)
    (other,) = events_between("b", old, new)
    (back,) = events_between("a", report((document("b.pdf", "other"),)), report())
    assert first.id == again.id
    assert len({first.id, other.id, back.id}) == 3
    assert from_dict(as_dict(first)) == first


def test_a_flood_is_counted() -> None:
    old = report(tuple(document(f"{n:04}.pdf", str(n)) for n in range(MOST + 30)))
    found = events_between("a", old, report())
    assert len(found) == MOST + 1
    assert found[-1].text.en == "… and 30 more: see the report"


def test_the_first_report_is_told_as_a_whole_with_its_alarms() -> None:
    found = first_events("a", report(PAPERS, OPEN, (finding(ALARM), finding("f")), Verdict.NOT_READY))
    assert [one.kind.value for one in found] == ["first", "integrity"]
    assert "Non prête" in found[0].text.fr


@pytest.mark.parametrize(
    ("paper", "told"),
    [
        (document("a.pdf"), []),
        (document("a.pdf", expires="2026-03-31"), ["2026-03-31"]),
        (document("a.pdf", expires="2026-04-30"), ["2026-04-30"]),
        (document("a.pdf", expires="2026-05-01"), []),
        (document("a.pdf", expires="2026-03-30"), []),
        (document("a.pdf", expires="2026-04-02", flags=("superseded",)), []),
    ],
)
def test_what_ends_soon(paper: Document, told: list[str]) -> None:
    found = ends(report((paper,)), dt.date(2026, 3, 31), dt.date(2026, 4, 30))
    assert [end.date.isoformat() for end in found] == told


def test_an_end_is_told_once_for_copies_and_new_names() -> None:
    day = dt.date(2026, 3, 31)
    paper = document("a.pdf", expires="2026-04-02")
    (end,) = ends(report((paper, replace(paper, path="copy.pdf"))), day, dt.date(2026, 4, 30))
    (moved,) = ends(report((replace(paper, path="new/b.pdf"),)), day, dt.date(2026, 4, 30))
    assert end.key == moved.key
    assert end_events("a", [end], day)[0].text.fr == "Prend fin le 2 avril 2026 : Attestation d’assurance, a.pdf"
    assert end_events("a", [end], dt.date(2026, 4, 9))[0].text.en.startswith("Ended on 2 April 2026")
