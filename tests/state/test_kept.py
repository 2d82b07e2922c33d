"""A report kept holds on every day on which the long way would say the same, and is written again with that day."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from pathlib import Path

import pytest

from dataroom.pipeline import Options, check
from dataroom.report import render
from dataroom.room import Outsourced, Profile
from dataroom.state import seen
from dataroom.state.kept import Kept, write_again
from dataroom.state.memory import Trust
from dataroom.state.session import Session, open_session
from tests.state.rooms import AS_OF, PROFILE, make_room

GIVEN = b"given"
DAY = dt.timedelta(days=1)
DATED = """ATTESTATION D’ASSURANCE
Responsabilité civile professionnelle. PAIE EXEMPLE est assurée du 1er avril 2025 au {end}.
Fait à Lyon, le 1er avril 2025.
"""
MONTHLY = "PAIE EXEMPLE\nRAPPORT MENSUEL D’ACTIVITÉ\nPaie de {month} 2026\nÉmis le 5 {next} 2026.\n"


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(seen, "SETTLED_NS", -(10**18))
    place = make_room(tmp_path)
    (place / "Paie" / "attestation assurance.txt").write_text(DATED.format(end="12 mai 2026"), encoding="utf-8")
    for month, after in (("janvier", "février"), ("février", "mars")):
        text = MONTHLY.format(month=month, next=after)
        (place / "Paie" / f"rapport {month}.txt").write_text(text, encoding="utf-8")
    return place


def _session(room: Path) -> Session:
    return open_session(room.parent / "state", room.resolve(), 1_780_000_000 * 10**9, Trust())


def _lay_down(room: Path, day: dt.date, profile: Profile = PROFILE) -> None:
    """Check a room and keep its report, as a check does that was given no day."""
    with closing(_session(room)) as session:
        report = check(room, profile, day, Options(jobs=0), None, session.memory)
        session.finish(report)
        place = room.parent / "report.json"
        place.write_text(str(render("json", report)), encoding="utf-8")
        session.keep(report, place, GIVEN, str(day))


def _kept(room: Path, day: dt.date) -> Kept | None:
    with closing(_session(room)) as session:
        return session.unchanged(GIVEN, str(day))


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if not line.startswith('"run": ')]


def _long_way(room: Path, day: dt.date, profile: Profile) -> list[str]:
    return _lines(str(render("json", check(room, profile, day, Options(jobs=0)))))


def _again(room: Path, day: dt.date) -> list[str] | None:
    with closing(_session(room)) as session:
        kept = session.unchanged(GIVEN, str(day))
        if kept is None:
            return None
        session.finish_unchanged(kept, str(day))
        said = session.ledger.lines[-1].said
        assert said is not None
        assert said["as_of"] == str(day)
        place = room.parent / "again.json"
        assert write_again(session.folder, session.memory.room, kept, "{}", str(day), place)
    return _lines(place.read_text(encoding="utf-8"))


ENDING = PROFILE.model_copy(
    update={
        "outsourcing": (
            *PROFILE.outsourcing,
            Outsourced(process="accounting", provider="Cabinet Exemple", until=AS_OF + 9 * DAY),
        )
    }
)


@pytest.mark.parametrize("profile", [PROFILE, ENDING, None], ids=["known", "ending", "unknown"])
@pytest.mark.parametrize("away", [0, 5, 40, 160])
def test_on_another_day_the_bytes_are_those_of_the_long_way(room: Path, away: int, profile: Profile | None) -> None:
    first, given = AS_OF + away * DAY, profile or Profile()
    _lay_down(room, first, given)
    kept = _kept(room, first)
    assert kept is not None
    since, until = (dt.date.fromisoformat(str(kept.told[name])) for name in ("since", "until"))
    assert since <= first <= until
    for day in {since, until, min(first + DAY, until)}:
        assert _again(room, day) == _long_way(room, day, given), day
    assert _kept(room, since - DAY) is None
    assert _kept(room, until + DAY) is None


def test_most_days_change_nothing_and_an_end_does(room: Path) -> None:
    _lay_down(room, dt.date(2026, 5, 6))
    held = [day for day in range(1, 32) if _kept(room, dt.date(2026, 5, day)) is not None]
    assert held == list(range(5, 13)), "accounts are due on the 5th, and the certificate is valid up to the 12th"


def test_a_fixed_day_is_left_as_it_is(room: Path) -> None:
    with closing(_session(room)) as session:
        report = check(room, PROFILE, AS_OF, Options(jobs=0), None, session.memory)
        session.finish(report)
        place = room.parent / "report.json"
        place.write_text(str(render("json", report)), encoding="utf-8")
        session.keep(report, place, GIVEN, None)
        kept = session.unchanged(GIVEN, "2031-01-01")
        assert kept is not None
        assert write_again(session.folder, session.memory.room, kept, "{}", "2031-01-01", room.parent / "again.json")
    assert _lines((room.parent / "again.json").read_text("utf-8")) == _lines(place.read_text("utf-8"))
