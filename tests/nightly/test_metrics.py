"""Metrics, read by the library of those who made the format."""

from __future__ import annotations

import datetime as dt

import pytest
from prometheus_client.parser import text_string_to_metric_families

from dataroom.nightly.metrics import rendered
from dataroom.nightly.outcome import Outcome
from dataroom.notify.delivery import Delivery

BEGAN = dt.datetime(2027, 1, 3, 2, 30, tzinfo=dt.UTC)
GOOD = Outcome(
    "a", 1, 12.25, verdict="not-ready", open={"blocking": 2, "major": 0, "minor": 1}, documents=1_234_567, unread=3,
    counters={"reread": 7}, oldest_reading="2027-01-01T00:00:00+00:00", last_verdict_at="2027-01-03T02:31:00+00:00",
)  # fmt: skip
BAD = Outcome("b", 74, 0.5, failure="gone", last_verdict_at="2027-01-02T02:31:00+00:00")
Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def _seconds(*moment: int) -> float:
    return (dt.datetime(*moment, tzinfo=dt.UTC) - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)).total_seconds()  # type: ignore[misc,arg-type]  # year, month, day…


def _samples(*outcomes: Outcome, told: tuple[Delivery, ...] = ()) -> Samples:
    text = rendered(outcomes, told, BEGAN, BEGAN + dt.timedelta(seconds=90), 70)
    assert text.endswith("\n")
    found: Samples = {}
    for family in text_string_to_metric_families(text):
        assert (family.type, bool(family.documentation)) == ("gauge", True), family.name
        for sample in family.samples:
            key = (sample.name, tuple(sorted(sample.labels.items())))
            assert key not in found, "a series said twice makes the collector refuse the whole file"
            assert sample.name == family.name
            found[key] = sample.value
    return found


def test_every_number_is_read_back() -> None:
    found = _samples(GOOD, BAD, told=(Delivery("m", done=True), Delivery("w", done=False)))
    for name, labels, value in [
        ("dataroom_nightly_exit_code", {}, 70),
        ("dataroom_nightly_duration_seconds", {}, 90),
        ("dataroom_nightly_delivered", {"channel": "w"}, 0),
        ("dataroom_room_documents", {"room": "a"}, 1_234_567),
        ("dataroom_room_verdict", {"room": "a", "verdict": "not-ready"}, 1),
        ("dataroom_room_verdict", {"room": "a", "verdict": "ready"}, 0),
        ("dataroom_room_open_requirements", {"room": "a", "severity": "blocking"}, 2),
        ("dataroom_room_has_verdict", {"room": "b"}, 0),
        ("dataroom_room_read_again", {"room": "a"}, 7),
        ("dataroom_room_unchanged", {"room": "a"}, 0),
        ("dataroom_room_oldest_reading_time_seconds", {"room": "a"}, _seconds(2027, 1, 1)),
        ("dataroom_room_last_verdict_time_seconds", {"room": "b"}, _seconds(2027, 1, 2, 2, 31)),
    ]:  # fmt: skip
        assert found[name, tuple(sorted(labels.items()))] == value
    assert not any(name == "dataroom_room_documents" and ("room", "b") in labels for name, labels in found)


def test_a_night_without_rooms_is_read_as_well() -> None:
    assert ("dataroom_nightly_exit_code", ()) in _samples()


@pytest.mark.parametrize("name", ['a"b', "a\\b", "a\nb", "é", "a,b}"])
def test_whatever_a_label_holds_is_read_back(name: str) -> None:
    found = _samples(told=(Delivery(name, done=True),))
    assert found["dataroom_nightly_delivered", (("channel", name),)] == 1
