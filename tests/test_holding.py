"""What is held of a room: whatever something may be asked of, and no more."""

from __future__ import annotations

from array import array
from dataclasses import replace

import pytest

from dataroom import assess, holding
from dataroom.holding import MOST_PERHAPS, numbers_to_hold, question_of, repeated, row_of
from dataroom.model import Bilingual, Candidate, Classification, Document, Finding, Fingerprint, State
from dataroom.model import Confidence as Sure
from dataroom.model import Severity as Grave
from dataroom.room import Decision

PLAIN = Document("a/note du jour.txt", 3, fingerprint=Fingerprint("01" * 32, "02" * 32, 3))
_TEXT = Bilingual("x", "x")


def _other(number: int, **more: object) -> Document:
    own = {"path": f"b/pièce {number}.txt", "fingerprint": Fingerprint(f"{number:064x}"[::-1], "", 3), **more}
    return replace(PLAIN, **own)  # type: ignore[arg-type]  # by name


def _held(*documents: Document, decisions: tuple[Decision, ...] = ()) -> list[int]:
    return list(numbers_to_hold([row_of(document) for document in documents], decisions))


@pytest.mark.parametrize(
    "others",
    [
        (),
        (_other(1), _other(2)),
        (_other(1, size=0, fingerprint=PLAIN.fingerprint),),  # empty files are no copies
        (_other(1, path="b/note du jour.txt"),),  # one name in two folders
        (_other(1, path="a/note.txt"),),
    ],
)
def test_what_says_nothing_is_not_held(others: tuple[Document, ...]) -> None:
    assert _held(PLAIN, *others) == []


@pytest.mark.parametrize(
    "document",
    [
        _other(1, classification=Classification(type="invoice", type_path=("invoice",))),
        _other(1, classification=Classification(candidates=(Candidate("invoice", 0.1),))),
        _other(1, mentions={"parties": "client\tA"}),
        _other(1, flags=("draft",)),
        _other(1, state=State.EMPTY),
        _other(1, figures={"index": {}}),
        _other(1, findings=(Finding("secret", Grave.MINOR, Sure.HIGH, _TEXT, _TEXT),)),
    ],
)
def test_what_says_something_is_held(document: Document) -> None:
    assert _held(PLAIN, document, _other(2)) == [1]


def test_copies_and_versions_are_held_together() -> None:
    copy, version = _other(1, fingerprint=PLAIN.fingerprint), _other(2, path="a/note du jour v2.txt")
    assert _held(PLAIN, _other(3), copy, _other(4)) == [0, 2]
    assert _held(PLAIN, _other(3), version, _other(4)) == [0, 2]


@pytest.mark.parametrize("wanted", [{"path": "a/relevé.txt"}, {"blake3": "01" * 32}, {"path": "a/releve\u0301.txt"}])
def test_what_a_person_decided_on_is_held(wanted: dict[str, str]) -> None:
    decision = Decision(**wanted, type="invoice", by="A. Martin", note="vu")
    assert _held(_other(1), replace(PLAIN, path="a/relevé.txt"), decisions=(decision,)) == [1]


def test_of_one_question_no_more_are_held_than_are_put_forward(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "MOST_PERHAPS", 2)
    perhaps = [_other(n, classification=Classification(candidates=(Candidate("invoice", 0.1),))) for n in range(1, 6)]
    others = [replace(_other(n), classification=perhaps[0].classification, provider="Paie Sud") for n in range(6, 11)]
    assert _held(*perhaps) == [0, 1, 2]
    assert _held(*perhaps, *others) == [0, 1, 2, 5, 6, 7]
    assert question_of(perhaps[0]) != question_of(others[0])
    assert question_of(PLAIN) is None


def test_reasons_end_where_nobody_reads_on() -> None:
    told = [Bilingual(str(number), str(number)) for number in range(MOST_PERHAPS + 1)]
    assert assess._in_short([*told[:-1], *told[:5]]) == tuple(told[:-1])
    *most, last = assess._in_short(told)
    assert most == told[:-1]
    assert "ends here" in last.en


def test_values_that_occur_twice() -> None:
    assert repeated(array("Q")) == repeated(array("Q", [0, 0, 8, 16])) == set()
    assert repeated(array("Q", [3, 11, 3, (1 << 64) - 1, 0, (1 << 64) - 1])) == {3, (1 << 64) - 1}
