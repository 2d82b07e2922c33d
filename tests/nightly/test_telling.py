"""What waits is told, at least once: whatever breaks off between a delivery and the note of it, nothing goes untold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from dataroom.nightly import telling
from dataroom.nightly.config import Loaded, load_config
from dataroom.nightly.events import Event, Kind
from dataroom.nightly.record import Record, read_record, write_record
from dataroom.notify.web import post
from tests.nightly.reports import SAID
from tests.notify.conftest import Site, _site


@pytest.fixture
def sites() -> Iterator[tuple[Site, Site]]:
    first, second = _site(None), _site(None)
    yield next(first), next(second)
    for made in (first, second):
        next(made, None)


def _waiting(folder: Path, sites: tuple[Site, Site]) -> Loaded:
    hooks = "".join(
        f'[[webhooks]]\nname = "w{n}"\nurl = "{site.url}"\ndetails = true\n' for n, site in enumerate(sites)
    )
    rooms = "".join(f'[[rooms]]\nname = "{name}"\npath = "rooms/{name}"\n' for name in "ab")
    (folder / "n.toml").write_text(f'out = "out"\n{rooms}{hooks}', encoding="utf-8")
    loaded = load_config(folder / "n.toml", {})
    for name in "ab":
        events = [Event(f"{name}1", Kind.GAP_NEW, name, SAID, "blocking")]
        write_record(loaded.out, name, Record().with_events("n", events, ("w0", "w1")))
    return loaded


def _tell(loaded: Loaded) -> list[bool]:
    return [one.done for one in telling.tell(loaded, lambda _seconds: None)]


def _ids(site: Site) -> list[str]:
    return [json.loads(body)["id"] for _, _, body in site.asked]


def test_each_channel_is_told_once_of_all_rooms(tmp_path: Path, sites: tuple[Site, Site]) -> None:
    loaded = _waiting(tmp_path, sites)
    assert _tell(loaded) == [True, True]
    assert _tell(loaded) == []
    assert [len(site.asked) for site in sites] == [1, 1]
    assert [room["room"] for room in json.loads(sites[0].asked[0][2])["rooms"]] == ["a", "b"]
    assert [read_record(loaded.out, name).queue for name in "ab"] == [(), ()]


@pytest.mark.parametrize("noted", [0, 1])
def test_a_crash_between_delivery_and_note_tells_again_under_the_same_name(
    noted: int, tmp_path: Path, sites: tuple[Site, Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded, left = _waiting(tmp_path, sites), [noted]

    def cut_off(out: Path, room: str, record: Record) -> None:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        write_record(out, room, record)

    with monkeypatch.context() as patch:
        patch.setattr(telling, "write_record", cut_off)
        with pytest.raises(KeyboardInterrupt):
            _tell(loaded)
    assert [len(site.asked) for site in sites] == [1, 0]
    assert _tell(loaded) == [True, True]
    first, again = _ids(sites[0])
    # What was noted of one room is not told again; of the whole, who gets it twice can see that it is the same.
    assert (first == again) is (noted == 0)
    assert [room["room"] for room in json.loads(sites[0].asked[1][2])["rooms"]] == ["a", "b"][noted:]
    assert [len(site.asked) for site in sites] == [2, 1]
    assert _tell(loaded) == []


def test_what_one_channel_was_told_is_noted_before_the_next_is_tried(
    tmp_path: Path, sites: tuple[Site, Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = _waiting(tmp_path, sites)
    calls: list[str] = []

    def second_breaks(url: str, *given: object) -> None:
        calls.append(url)
        if len(calls) == 2:
            raise KeyboardInterrupt
        post(url, *given)  # type: ignore[arg-type]  # as they were given

    with monkeypatch.context() as patch:
        patch.setattr(telling, "post", second_breaks)
        with pytest.raises(KeyboardInterrupt):
            _tell(loaded)
    assert _tell(loaded) == [True]
    assert [len(site.asked) for site in sites] == [1, 1]


def test_what_was_refused_waits_for_that_channel_alone(tmp_path: Path, sites: tuple[Site, Site]) -> None:
    loaded = _waiting(tmp_path, sites)
    sites[0].answers.append(404)
    assert _tell(loaded) == [False, True]
    assert _tell(loaded) == [True]
    assert [len(site.asked) for site in sites] == [2, 1]
    assert len(set(_ids(sites[0]))) == 1
