"""Numbers for Prometheus: a file in its text format, as the node exporter’s textfile collector reads it.

Source: prometheus.io/docs/instrumenting/exposition_formats (text format 0.0.4).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from dataroom.model import Verdict
from dataroom.nightly.outcome import Outcome
from dataroom.notify.delivery import Delivery

Sample = tuple[dict[str, str], float]


def rendered(
    outcomes: Sequence[Outcome], deliveries: Iterable[Delivery], began: dt.datetime, ended: dt.datetime, code: int
) -> str:
    """Give the whole file."""
    lines: list[str] = []
    for name, about, samples in (*_of_the_run(deliveries, began, ended, code), *_of_the_rooms(outcomes)):
        lines += [f"# HELP {name} {about}", f"# TYPE {name} gauge"]
        lines += [f"{name}{_labels(labels)} {value:.15g}" for labels, value in samples]
    return "\n".join(lines) + "\n"


def _of_the_run(
    deliveries: Iterable[Delivery], began: dt.datetime, ended: dt.datetime, code: int
) -> Iterator[tuple[str, str, list[Sample]]]:
    yield "dataroom_nightly_end_time_seconds", "When the last night ended.", [({}, ended.timestamp())]
    yield "dataroom_nightly_duration_seconds", "How long it took.", [({}, (ended - began).total_seconds())]
    yield "dataroom_nightly_exit_code", "Its exit code.", [({}, code)]
    told: list[Sample] = [({"channel": one.channel}, float(one.done)) for one in deliveries]
    yield "dataroom_nightly_delivered", "Whether what was to be told was told.", told


def _of_the_rooms(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, str, list[Sample]]]:
    def each(
        name: str, about: str, rows: Iterable[tuple[Outcome, dict[str, str], float]]
    ) -> tuple[str, str, list[Sample]]:
        return name, about, [({"room": found.room, **labels}, value) for found, labels, value in rows]

    checked = [found for found in outcomes if found.has_verdict]
    yield each("dataroom_room_exit_code", "Exit code of the room.", ((o, {}, o.code) for o in outcomes))
    yield each("dataroom_room_has_verdict", "Whether it got a verdict.", ((o, {}, o.has_verdict) for o in outcomes))
    yield each("dataroom_room_duration_seconds", "How long its check took.", ((o, {}, o.seconds) for o in outcomes))
    yield each(
        "dataroom_room_last_verdict_time_seconds",
        "When it got its last verdict.",
        ((o, {}, _seconds(o.last_verdict_at)) for o in outcomes if o.last_verdict_at),
    )
    yield each(
        "dataroom_room_verdict",
        "1 for the verdict that it got.",
        ((o, {"verdict": v.value}, o.verdict == v.value) for o in checked for v in Verdict),
    )
    yield each(
        "dataroom_room_open_requirements",
        "Open requirements.",
        ((o, {"severity": s}, count) for o in checked for s, count in o.open.items()),
    )
    yield each("dataroom_room_documents", "Documents.", ((o, {}, o.documents) for o in checked))
    yield each("dataroom_room_unread", "Documents not fully read.", ((o, {}, o.unread) for o in checked))
    yield each(
        "dataroom_room_unchanged", "Whether nothing changed.", ((o, {}, bool(o.unchanged_since)) for o in checked)
    )
    yield each(
        "dataroom_room_read_again",
        "Unchanged files that were read again to verify them.",
        ((o, {}, o.counters.get("reread", 0)) for o in checked),
    )
    yield each(
        "dataroom_room_oldest_reading_time_seconds",
        "When the file that was read longest ago was read.",
        ((o, {}, _seconds(o.oldest_reading)) for o in checked if o.oldest_reading),
    )
    yield each(
        "dataroom_room_integrity_alarms",
        "Integrity alarms of the night.",
        ((o, {}, o.changes.get("integrity", 0)) for o in checked),
    )


def _seconds(moment: str) -> float:
    return dt.datetime.fromisoformat(moment).timestamp()


def _labels(labels: dict[str, str]) -> str:
    if not labels:
        return ""
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items()) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
