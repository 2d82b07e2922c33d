"""Documents that lie on the disk come back as they were put, in their order, with what became of them since."""

from __future__ import annotations

import datetime as dt
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from dataroom import catalogue as module
from dataroom import pipeline
from dataroom.catalogue import Catalogue, Reported, changed, changes_of
from dataroom.decisions import decided
from dataroom.model import (
    Bilingual,
    Candidate,
    Classification,
    Confidence,
    Document,
    Evidence,
    Fingerprint,
    State,
    Where,
)
from dataroom.pipeline import Options, check
from dataroom.report import render
from dataroom.report.order import place_of
from dataroom.room import Decision, Profile
from dataroom.rules import load_rules
from dataroom.state.packing import packed

EVIDENCE = tuple(Evidence(cue, Where.BODY, 1, f"« {cue} »") for cue in ("contrat", "durée"))


def _document(path: str, **more: object) -> Document:
    given = {"fingerprint": Fingerprint("ab" * 32, "cd" * 32, 3), "sketch": (1, 5, 1 << 31), **more}
    answer = Classification(candidates=(Candidate("invoice", 0.1, EVIDENCE), Candidate("balance", 0.0, EVIDENCE)))
    return replace(Document(path, 3, classification=answer), **given)  # type: ignore[arg-type]  # by name


FILES = (
    (_document("a b.txt"),),
    (_document("a.zip"), _document("a.zip!z", inside=True), _document("a.zip!b", inside=True)),
    (_document("a.zip 2", state=State.CORRUPT, reason=Bilingual("abîmé", "damaged")),),
    (_document("b\\xff", raw=b"b\xff"),),
)
ALL = tuple(document for documents in FILES for document in documents)


@pytest.fixture(
    params=[(1, module._AT_ONCE), (module._IN_MEMORY, module._AT_ONCE), (1, 1), (1, 2)],
    ids=["on the disk", "in memory", "one by one", "two by two"],
)
def full(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Catalogue:
    monkeypatch.setattr(module, "_IN_MEMORY", request.param[0])
    monkeypatch.setattr(module, "_AT_ONCE", request.param[1])
    made = Catalogue(tmp_path)
    places = [made.add_place() for _ in FILES]
    for place in (2, 0, 3, 1):
        made.put(places[place], FILES[place], packed(Document, FILES[place]))
    made.finish()
    assert list(tmp_path.iterdir()) == []  # it has no name
    return made


def test_an_empty_room() -> None:
    empty = Catalogue()
    empty.finish()
    assert len(empty) == 0
    assert list(empty.rows) == []
    assert empty.notable() == []
    assert list(Reported(empty, {}, place_of)) == []


def test_documents_come_back_in_the_order_of_the_walk(full: Catalogue) -> None:
    assert len(full) == len(ALL)
    assert [full[number] for number in range(len(full))] == list(ALL)
    for _ in range(2):
        assert [row.path for row in full.rows] == [d.path for d in ALL]
    assert [(row.name, row.fingerprint, row.inside) for row in full.rows] == [
        (d.name, d.fingerprint, d.inside) for d in ALL
    ]


def test_what_says_something_is_held_lean(full: Catalogue) -> None:
    (damaged,) = full.notable()
    assert damaged.path == "a.zip 2"
    for number, whole in enumerate(ALL):
        lean = full.lean(number)
        assert (lean.path, lean.raw, lean.size, lean.state, lean.reason) == (
            whole.path, whole.raw, whole.size, whole.state, whole.reason,
        )  # fmt: skip
        assert list(lean.sketch) == list(whole.sketch)
        assert lean.classification.candidates == (Candidate("invoice", 0.1, EVIDENCE[:1]),)


def test_documents_are_reported_in_the_order_of_their_paths_with_what_became_of_them(full: Catalogue) -> None:
    held = [full.lean(number) for number in (1, 4)]
    flagged = [replace(held[0], flags=("duplicate",)), held[1]]
    changes = changes_of((1, 4), held, flagged)
    assert changes == {1: {"flags": ("duplicate",)}}
    found = Reported(full, changes, place_of)
    wanted = sorted((replace(d, flags=("duplicate",)) if d.path == "a.zip" else d for d in ALL), key=place_of)
    assert [d.path for d in wanted] != [d.path for d in ALL]
    assert list(found) == wanted
    assert found[2] == wanted[2]
    assert found[-2:] == tuple(wanted[-2:])
    assert len(found) == len(wanted)


def test_a_decided_type_leaves_the_evidence_of_all_candidates(full: Catalogue) -> None:
    decision = Decision(path="a b.txt", type="service-contract", by="A. Martin", note="vu")
    lean = [full.lean(0)]
    changes = changes_of([0], lean, decided(lean, Profile(decisions=(decision,)), load_rules()))
    found = changed(full[0], changes[0])
    assert found.type == "service-contract"
    assert found.classification.confidence is Confidence.HIGH
    assert found.classification.candidates == ALL[0].classification.candidates
    assert found.fingerprint == ALL[0].fingerprint
    assert found.sketch == ALL[0].sketch


def _fill(room: Path) -> None:
    room.mkdir()
    note = "Note de service. " * 20
    for name in ("note.txt", "note (1).txt", "Note v2.txt", "NOTE.TXT", "plan final.txt", "plan projet.txt", "aux.txt"):
        (room / name).write_text(f"{name}\n{note}", encoding="utf-8")
    (room / "copie.txt").write_bytes((room / "note.txt").read_bytes())
    (room / "vide.pdf").write_bytes(b"")
    with zipfile.ZipFile(room / "lot.zip", "w") as made:
        for name in ("z.txt", "b.txt", "b.txt x"):
            made.writestr(name, f"{name} {note}")
    (room / "lot.zip x").write_text(note, encoding="utf-8")
    (room / "facture.txt").write_text(f"FACTURE n° 12 du 3 mars 2026\nMontant : 120 €\n{note}", encoding="utf-8")


def test_a_room_too_large_to_be_held_gets_the_same_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _fill(tmp_path / "salle")

    def text() -> list[str | bytes]:
        report = check(tmp_path / "salle", as_of=dt.date(2026, 3, 31), options=Options(jobs=0))
        assert isinstance(report.documents, tuple) is (module._MANY > 0)
        return [render(name, report) for name in ("json", "csv", "md")]

    small = text()
    monkeypatch.setattr(module, "_MANY", 0)
    monkeypatch.setattr(module, "_IN_MEMORY", 1)
    monkeypatch.setattr(module, "_AT_ONCE", 2)
    assert text() == small
    # Nothing was left out because it says nothing.
    monkeypatch.setattr(pipeline, "numbers_to_hold", lambda rows, _: range(len(list(rows))))
    assert text() == small
