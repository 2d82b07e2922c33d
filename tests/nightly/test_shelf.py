"""Reports on the shelf: whole or not at all, kept for as long as asked, and nothing of anybody else's touched."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

import pytest

from dataroom.nightly import shelf
from dataroom.nightly.events import Event, Kind
from dataroom.nightly.record import Record, read_record, write_record
from dataroom.store import write_private
from tests.nightly.reports import SAID


def _night(place: Path, number: int, files: dict[str, list[str | bytes]] | None = None) -> list[str]:
    stamp = shelf.free_stamp(place, f"2027-01-{number:02}T020000Z")
    part = shelf.prepare(place, "a", stamp, files or {"report.json": [b"%d" % number], "acquirer/report.html": [b"h"]})
    return shelf.publish(place, "a", part)[1]


def _stamps(place: Path) -> list[str]:
    return [night.stamp for night in shelf.nights(place, "a")]


def test_the_last_report_stands_under_a_name_that_stays(tmp_path: Path) -> None:
    place = tmp_path / "a"
    assert [_night(place, 1), _night(place, 2)] == [[], []]
    assert (place / "report.json").read_bytes() == b"2"
    assert (place / "acquirer" / "report.html").read_bytes() == b"h"
    assert (place / "2027-01-01T020000Z" / "report.json").read_bytes() == b"1"
    modes = {stat.S_IMODE(path.stat().st_mode) for path in place.rglob("*")}
    assert modes == {0o600, 0o700}


def test_two_checks_within_a_second_are_both_kept_in_order(tmp_path: Path) -> None:
    for number in range(11):
        _night(tmp_path, 1, {"report.json": [b"%d" % number]})
    assert _stamps(tmp_path)[0] == "2027-01-01T020000Z"
    assert _stamps(tmp_path)[-2:] == ["2027-01-01T020000Z-10", "2027-01-01T020000Z-11"]


def test_a_clock_that_was_set_back_puts_no_night_before_another(tmp_path: Path) -> None:
    last = ""
    for number, day in enumerate((5, 2, 2, 6)):
        stamp = shelf.free_stamp(tmp_path, f"2027-01-{day:02}T020000Z", last)
        shelf.publish(tmp_path, "a", shelf.prepare(tmp_path, "a", stamp, {"report.json": [b"%d" % number]}))
        last = _stamps(tmp_path)[-1]
        assert (tmp_path / last / "report.json").read_bytes() == b"%d" % number
    assert _stamps(tmp_path)[1:] == ["2027-01-05T020000Z-2", "2027-01-05T020000Z-3", "2027-01-06T020000Z"]


def test_what_was_prepared_and_not_published_does_not_count_and_is_removed(tmp_path: Path) -> None:
    _night(tmp_path, 1)
    shelf.prepare(tmp_path, "a", "2027-01-02T020000Z", {"report.json": [b"half"]})
    assert _stamps(tmp_path) == ["2027-01-01T020000Z"]
    shelf.retain(tmp_path, "a", 5)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2027-01-01T020000Z", "acquirer", "report.json"]


def test_a_full_disk_leaves_the_last_night_and_nothing_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _night(tmp_path, 1)
    before, written = sorted(tmp_path.rglob("*")), list[Path]()

    def full(place: Path, content: str | bytes) -> Path:
        if len(written) == 2:
            raise OSError(errno.ENOSPC, "No space left on device", str(place))
        written.append(write_private(place, content))
        return place

    monkeypatch.setattr(shelf, "write_private", full)
    with pytest.raises(OSError, match="No space left"):
        shelf.prepare(tmp_path, "a", "2027-01-02T020000Z", {"report.json": [b"2"], "acquirer/report.html": [b"h"]})
    assert len(written) == 2
    assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / "report.json").read_bytes() == b"1"


def test_old_nights_go_and_nothing_else_does(tmp_path: Path) -> None:
    for number in range(1, 6):
        _night(tmp_path, number)
    strangers = [
        tmp_path / "2026-01-01T020000Z" / "report.json",  # no marker
        tmp_path / "2027-01-01T020000Z copy" / "report.json",
        tmp_path / "notes" / "report.json",
        tmp_path / "2027-01-01T020000Z" / "mine.txt",
    ]
    for path in strangers:
        path.parent.mkdir(exist_ok=True)
        path.write_text("mine", encoding="utf-8")
    (tmp_path / "2027-01-02T020000Z" / "report.json").write_bytes(b"2, and what I wrote into it")
    other = shelf.prepare(tmp_path, "b", "2027-01-01T020000Z-2", {"report.json": [b"of another room"]})
    other.rename(tmp_path / "2027-01-01T020000Z-2")
    assert shelf.retain(tmp_path, "a", 2) == ["2027-01-01T020000Z", "2027-01-02T020000Z", "2027-01-03T020000Z"]
    assert _stamps(tmp_path) == ["2027-01-04T020000Z", "2027-01-05T020000Z"]
    assert all(path.read_text(encoding="utf-8") == "mine" for path in strangers)
    assert (tmp_path / "2027-01-02T020000Z" / "report.json").read_bytes() == b"2, and what I wrote into it"
    assert (tmp_path / "2027-01-01T020000Z-2" / "report.json").read_bytes() == b"of another room"
    assert not (tmp_path / "2027-01-03T020000Z").exists()
    assert not (tmp_path / "2027-01-01T020000Z" / "report.json").exists()


def test_a_link_in_place_of_a_night_is_not_followed(tmp_path: Path) -> None:
    for number in (1, 2):
        _night(tmp_path / "a", number)
    away = tmp_path / "away"
    (tmp_path / "a" / "2027-01-01T020000Z").rename(away)
    (tmp_path / "a" / "2027-01-01T020000Z").symlink_to(away)
    shelf.retain(tmp_path / "a", "a", 1)
    assert (away / "report.json").exists()


def test_a_marker_that_leads_elsewhere_is_none(tmp_path: Path) -> None:
    (tmp_path / "away.txt").write_text("mine", encoding="utf-8")
    for number, name in enumerate(("../../away.txt", "/etc/hosts", "..\\x", "c:x", ""), 1):
        folder = tmp_path / "a" / f"2027-01-0{number}T020000Z"
        folder.mkdir(parents=True)
        said = f'{{"format": "dataroom-nightly-reports/1", "room": "a", "stamp": "{folder.name}", '
        (folder / shelf.MARKER).write_text(
            said + f'"files": {{"{name}": "0"}}}}'.replace("\\", "\\\\"), encoding="utf-8"
        )
    assert shelf.nights(tmp_path / "a", "a") == []


def test_what_a_person_changed_or_put_there_is_set_aside(tmp_path: Path) -> None:
    tmp_path.joinpath("report.json").write_bytes(b"somebody's")
    assert _night(tmp_path, 1) == ["report.kept-2027-01-01T020000Z.json"]
    assert (tmp_path / "report.kept-2027-01-01T020000Z.json").read_bytes() == b"somebody's"
    (tmp_path / "report.json").write_bytes(b"1 and my notes")
    assert _night(tmp_path, 2) == ["report.kept-2027-01-02T020000Z.json"]
    assert _night(tmp_path, 3) == []


NEWS = tuple(Event(str(number), Kind.CHANGED, "a", SAID) for number in range(3))


def test_what_is_remembered_comes_back(tmp_path: Path) -> None:
    record = Record(nights=3, verdict="ready").with_events("n1", NEWS, ["m", "w"])
    write_record(tmp_path, "a", record)
    assert read_record(tmp_path, "a") == record
    assert read_record(tmp_path, "b") == Record()
    (tmp_path / ".nightly" / "rooms" / "a.json").write_text("{", encoding="utf-8")
    assert read_record(tmp_path, "a") == Record(damaged=True)


def test_each_thing_waits_once_until_each_channel_was_told() -> None:
    record = Record().with_events("n1", NEWS[:2], ["m", "w"])
    record = record.with_events("n1", NEWS, ["m", "w"])  # the night broke off and began anew
    assert [waiting.event.id for waiting in record.queue] == ["0", "1", "2"]
    record = record.delivered("m", ["0", "1", "2"])
    assert {waiting.to for waiting in record.queue} == {("w",)}
    assert record.with_events("n1", NEWS, ["m", "w"]) == record
    assert record.delivered("w", ["0", "2"]).queue[0].event.id == "1"
    assert record.only_for(["m"]).queue == ()


def test_the_same_thing_a_second_time_is_news_again() -> None:
    record = Record().with_events("n1", NEWS[:1], ["m"]).delivered("m", ["0"])
    assert [waiting.event.id for waiting in record.with_events("n2", NEWS[:1], ["m"]).queue] == ["0"]
