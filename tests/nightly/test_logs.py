"""The log for machines: numbers, codes and the names that the nightly file gives; nothing of a document or a person."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from dataroom.errors import RoomGone
from dataroom.nightly import child, metrics
from dataroom.nightly.logs import Log
from dataroom.nightly.outcome import Outcome
from dataroom.notify.delivery import Delivery
from tests.nightly.visits import FIRST, PLANTED, House

_KINDS = {
    "at",
    "level",
    "event",
    "run",
    "room",
    "code",
    "seconds",
    "verdict",
    "failure",
    "place",
    "documents",
    "unread",
}
_KINDS |= {"notices", "unchanged", "head", "channel", "events", "detail"}


def _folded(text: str) -> str:
    """Give a text so that a word is found however it was written."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[\s._-]", "", plain).casefold()


def _lines(folder: Path, former: tuple[House, Path, Outcome], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Log a good night, and nights that failed with words of a document in the fault."""
    house, _, outcome = former
    log = Log(folder / "log.jsonl", "run", lambda: FIRST)
    log.room(outcome)
    said = f"{' '.join(PLANTED)}: /home/{PLANTED[0]}/{PLANTED[1]}.pdf"
    for fault in (RoomGone(said), OSError(5, said, said), ValueError(said), KeyError(said)):

        def fail(*_: object, fault: Exception = fault) -> Outcome:
            raise fault

        monkeypatch.setattr(child, "check_room", fail)
        log.room(child.answer(house.task()))
    log.delivery(Delivery("team", done=False, detail="SMTPRecipientsRefused: [550]", events=3))
    return log.place.read_text(encoding="ascii").splitlines()


def test_the_reports_hold_what_must_not_be_logged(former: tuple[House, Path, Outcome]) -> None:
    assert "Quidam" in (former[0].shelf / "report.json").read_text(encoding="utf-8")
    assert former[2].company == "Brévignon Mobilier"


def test_no_line_holds_a_name_a_path_or_a_word_of_a_document(
    tmp_path: Path,
    former: tuple[House, Path, Outcome],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = _lines(tmp_path, former, monkeypatch)
    assert [json.loads(line)["event"] for line in lines] == ["room-checked", *["room-failed"] * 4, "not-told"]
    unwanted = [*PLANTED, "Brévignon", "Solvépaie", "vigilance", "bulletin", "/home", ".pdf", ".txt", str(tmp_path)]
    for values in map(json.loads, lines):
        assert {key for key in values if not key.startswith(("open_", "told_", "files_"))} <= _KINDS
        whole = _folded(" ".join(str(value) for value in values.values()))
        assert [word for word in unwanted if _folded(word) in whole] == []
        assert values.get("place") is None or re.fullmatch(r"\w+\.py:\d+", values["place"])
    assert "Traceback" in capsys.readouterr().err, "the operator is told where it broke, beside the room’s reports"


def test_metrics_hold_none_of_it_either(former: tuple[House, Path, Outcome]) -> None:
    outcome = replace(former[2], oldest_reading="2026-03-30T02:30:00+00:00")
    text = _folded(metrics.rendered([outcome], [], FIRST, FIRST + dt.timedelta(minutes=1), 1))
    assert [word for word in (*PLANTED, "Brévignon", "Solvépaie", "vigilance") if _folded(word) in text] == []
