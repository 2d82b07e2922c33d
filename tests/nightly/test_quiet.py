"""A night in which nothing changed costs a listing, and is taken for one only where nothing did."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dataroom.fingerprint import read_stable
from dataroom.model import Entry, Fingerprint
from dataroom.nightly import rereading, work
from dataroom.nightly.config import Room
from dataroom.nightly.events import Kind
from dataroom.nightly.outcome import Outcome
from dataroom.nightly.record import read_record, write_record
from dataroom.nightly.standing import may_be_quiet, read_standing, write_standing
from dataroom.nightly.visit import APART
from dataroom.state import seen
from dataroom.state.given import given_digest
from dataroom.state.ledger import read_ledger
from tests.nightly.visits import MORE, PAPERS, House, laid, with_state_of


@pytest.fixture
def house(former: tuple[House, Path, Outcome]) -> House:
    found = with_state_of(former[0], former[1])
    # Copies have other times, as a restored backup has: what was left there is noted anew.
    standing = read_standing(found.place / "out", "a")
    assert standing is not None
    places = {
        name: ((found.shelf / name).stat().st_size, (found.shelf / name).stat().st_mtime_ns) for name in standing.places
    }
    write_standing(found.place / "out", "a", replace(standing, places=places))
    return found


@pytest.fixture
def no_check(monkeypatch: pytest.MonkeyPatch) -> None:
    def checked(*_: object) -> Outcome:
        raise AssertionError("the room was checked")

    monkeypatch.setattr(work, "_checked", checked)


class _Checked(Exception):
    pass


@pytest.fixture
def long_way(monkeypatch: pytest.MonkeyPatch) -> None:
    def checked(*_: object) -> Outcome:
        raise _Checked

    monkeypatch.setattr(work, "_checked", checked)


@pytest.mark.usefixtures("no_check")
def test_nothing_is_read_but_a_seventh_and_all_is_noted(house: House, former: tuple[House, Path, Outcome]) -> None:
    assert may_be_quiet(house.place / "out", "a", dt.date(2030, 1, 1))
    found, first = house.visit(1, MORE), former[2]
    assert (found.code, found.verdict, found.why, found.gaps) == (first.code, first.verdict, first.why, first.gaps)
    assert (found.documents, found.requirements, found.open) == (first.documents, first.requirements, first.open)
    assert (found.unchanged_since, first.unchanged_since) == ("2026-03-30T023000Z", None)
    assert found.events == ()
    counted = dict(found.counters)
    assert 0 < counted.pop("reread") < len(PAPERS)
    assert counted == {"entries": len(PAPERS), "remembered": len(PAPERS), "described": 0, "digested": 0, "read": 0}
    assert house.stamps() == ["2026-03-30T023000Z"], "the report that stands is not written a second time"
    ledger = read_ledger(house.place / "state", house.room.resolve())
    assert (len(ledger.lines), ledger.broken, ledger.head) == (2, (), found.head)
    assert (house.record.nights, house.record.verdict_at) == (2, "2026-03-31T02:30:00+00:00")
    assert found.last_verdict_at == "2026-03-31T02:30:00+00:00"


@pytest.mark.usefixtures("no_check")
def test_in_seven_nights_every_file_is_read_again_once(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def noted(room: Path, entry: Entry) -> object:
        read.append(entry.path)
        return read_stable(room, entry)

    monkeypatch.setattr(rereading, "read_stable", noted)
    nights = [house.visit(night, MORE) for night in range(1, 8)]
    assert sorted(read) == sorted(PAPERS)
    assert sum(found.counters["reread"] for found in nights) == len(PAPERS)
    assert str(nights[-1].oldest_reading) == "2026-03-31T02:30:00+00:00", "none is older than seven nights"


def _other_standing(house: House) -> None:
    standing = read_standing(house.place / "out", "a")
    assert standing is not None
    write_standing(house.place / "out", "a", replace(standing, sum="0" * 64))


@pytest.mark.usefixtures("long_way")
@pytest.mark.parametrize(
    "change",
    [
        lambda house: (house.shelf / "report.md").unlink(),
        lambda house: (house.shelf / "report.md").write_text("mine", encoding="utf-8"),
        lambda house: shutil.rmtree(house.shelf / "2026-03-30T023000Z"),
        lambda house: (house.place / "out" / ".nightly" / "standing" / "a.json").unlink(),
        lambda house: (house.place / "out" / ".nightly" / "standing" / "a.json").write_text("{", encoding="utf-8"),
        lambda house: shutil.rmtree(house.place / "state" / "kept"),
        _other_standing,
    ],
)  # fmt: skip
def test_what_changed_is_looked_at(change: Callable[[House], object], house: House) -> None:
    change(house)
    with pytest.raises(_Checked):
        house.visit(1, MORE)
    assert house.record.nights == 1


@pytest.mark.usefixtures("long_way")
def test_a_ledger_that_was_changed_is_looked_at(house: House) -> None:
    house.visit(1, MORE)
    place = read_ledger(house.place / "state", house.room.resolve()).path
    place.write_bytes(place.read_bytes().replace(b"2026", b"2027", 1))
    with pytest.raises(_Checked):
        house.visit(2, MORE)


@pytest.mark.usefixtures("long_way")
@pytest.mark.parametrize("more", ['formats = ["json"]', MORE + '\neditions = ["acquirer"]', MORE + '\nlanguage = "en"'])
def test_other_results_are_made(more: str, house: House) -> None:
    with pytest.raises(_Checked):
        house.visit(1, more)


@pytest.mark.usefixtures("long_way")
def test_another_profile_or_another_day_is_judged_anew(house: House) -> None:
    with pytest.raises(_Checked):
        house.visit(1, MORE + "\nas_of = 2026-04-01")
    profile = house.place / "profile.yaml"
    said = profile.read_text(encoding="utf-8")
    try:
        profile.write_text(said + "# looked at\n", encoding="utf-8")
        with pytest.raises(_Checked):
            house.visit(1, MORE)
    finally:
        profile.write_text(said, encoding="utf-8")


@pytest.mark.usefixtures("long_way")
def test_with_full_nothing_is_believed(house: House) -> None:
    with pytest.raises(_Checked):
        house.visit(1, MORE, full=True)


@pytest.mark.usefixtures("long_way")
def test_a_content_that_changed_silently_is_looked_at(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def other(room: Path, entry: Entry) -> object:
        return replace(read_stable(room, entry), fingerprint=Fingerprint("0" * 64, "0" * 64, 1))

    monkeypatch.setattr(rereading, "read_stable", other)
    with pytest.raises(_Checked):
        house.visit(1, MORE)


@pytest.mark.usefixtures("no_check")
def test_an_end_is_told_on_its_night_although_nothing_changed_and_once(house: House) -> None:
    told = [[found.kind for found in house.visit(night, MORE).events] for night in (1, 12, 14, 15)]
    assert told == [[], [], [Kind.ENDS], []], "30 days before the 12th of May"
    assert [waiting.event.kind for waiting in house.record.queue] == [Kind.FIRST, Kind.ENDS], "nobody was told yet"
    assert [end.date for end in house.visit(16, MORE).ends] == ["2026-05-12"]
    assert house.visit(60, MORE).ends == ()


@pytest.mark.usefixtures("no_check")
def test_that_a_room_is_checked_again_is_told_although_nothing_changed(house: House) -> None:
    out = house.place / "out"
    write_record(out, "a", replace(read_record(out, "a"), failure="gone:74", failures=1, failed_since="2026-03-30"))
    assert [found.kind for found in house.visit(2, MORE).events] == [Kind.RECOVERED]
    assert house.visit(3, MORE).events == ()


@pytest.mark.usefixtures("no_check")
def test_the_code_is_that_of_the_file_tonight(house: House) -> None:
    assert house.visit(1, MORE).code == 1
    assert house.visit(2, MORE + '\nfail_on = "never"').code == 0


def test_what_is_chosen_for_a_room_and_shows_in_a_report_is_part_of_its_key(tmp_path: Path) -> None:
    plain = dict(Room(name="a", path=tmp_path))
    assert set(plain) >= APART
    assert given_digest({**plain, "keep": 3, "name": "b"}, APART) == given_digest(plain, APART)
    others = [given_digest({**plain, name: "another"}, APART) for name in set(plain) - APART]
    assert len({given_digest(plain, APART), *others}) == len(others) + 1


def test_a_report_stands_for_a_week_at_most_while_its_room_would_be_judged_just_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seen, "SETTLED_NS", -(10**18))
    house = laid(tmp_path)
    profile = house.place / "profile.yaml"
    profile.write_text(profile.read_text(encoding="utf-8").replace("deal: {as_of: 2026-03-31}\n", ""), encoding="utf-8")
    more = 'formats = ["json"]'
    first = house.visit(3, more)  # the 2nd of April
    assert {house.visit(night, more).unchanged_since for night in (4, 6, 9)} == {first.stamp}
    said = [line.said for line in read_ledger(house.place / "state", house.room.resolve()).lines]
    assert [found["as_of"][-2:] for found in said if found is not None] == ["02", "03", "05", "08"]
    days = [dt.date(2026, 4, day) for day in range(1, 12)]
    assert [day.day for day in days if may_be_quiet(house.place / "out", "a", day)] == list(range(2, 9))
    late = house.visit(10, more)
    assert (late.unchanged_since, late.counters["read"], late.events) == (None, 0, ()), "judged anew"
    assert json.loads((house.shelf / "report.json").read_bytes())["as_of"] == "2026-04-09"
    assert house.visit(11, more).unchanged_since == late.stamp

    def checked(*_: object) -> Outcome:
        raise _Checked

    monkeypatch.setattr(work, "_checked", checked)
    os.utime(house.room / "note 3.txt", (1, 1))
    with pytest.raises(_Checked):
        house.visit(12, more)
