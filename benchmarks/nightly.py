"""What an unchanged room costs, beside its mere listing: `python -m benchmarks.nightly [COUNT] [--room R] [--runs N]`.

The first check reads the documents of a small sample alone and says of every file what is true of one of them, since
reading 200,000 files takes an hour; walk, digests, state and report are real. Then, in turns over the same room: `find
-printf`, `dataroom check --format json`, the same on another day (the day of the check being that of the clock), and a
night of `dataroom nightly`, which reads a seventh of the files again. Last, one file is changed.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import growth, rooms

_SAMPLE = 60


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run of a command took: seconds by the clock and of the processor, peak bytes of its largest process."""

    seconds: float
    processor: float
    memory: int


def timed(command: Sequence[str]) -> Cost:
    """Run a command; what it starts is counted where it waits for it."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in {0, 1}:
        raise SystemExit(f"{command}: ended with {status}")
    return Cost(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def this(part: str, *arguments: Path | str) -> list[str]:
    """Give the command that runs a part of this file in a process of its own."""
    return [sys.executable, "-m", "benchmarks.nightly", "--part", part, *map(str, arguments)]


def measure(room: Path, work: Path, runs: int) -> None:
    """Measure a room and print a line for each figure."""
    rooms.make(work / "sample", _SAMPLE, plain_only=True)
    state, config = work / "state", work / "nightly.toml"
    config.write_text(
        f'out = "{work / "out"}"\nstate = "{work / "nights"}"\n[[rooms]]\nname = "room"\npath = "{room}"\n'
        f'formats = ["json"]\nas_of = 2026-03-31\nfail_on = "never"\n',
        encoding="utf-8",
    )
    program = [sys.executable, "-m", "dataroom"]
    same = [*program, *growth.command_of(room, state)]
    kinds = {
        "find": ["find", str(room), "-printf", "%p %s %T@ %C@ %i\\n"],
        "unchanged": same,
        "another day": this("day", room, work / "days"),
        "night": [*program, "nightly", str(config)],
    }
    print(f"first check: {_told(timed(this('lay', room, work / 'sample', state)))}, {counters(state)}")
    timed(this("lay-day", room, work / "sample", work / "days"))
    timed(this("lay-night", config, work / "sample"))
    found: dict[str, list[Cost]] = {kind: [] for kind in kinds}
    for number in range(runs):
        for kind in sorted(kinds, reverse=number % 2 == 1):
            found[kind].append(timed(kinds[kind]))
    for kind, costs in found.items():
        print(f"{kind}: {_told(*costs)}{_beside(costs, found['find'])}", flush=True)
    print(f"counted: {counters(state)}; another day: {counters(work / 'days')}; night: {reread(work / 'out')}")
    os.utime(next(path for path in sorted(room.rglob("*")) if path.is_file()), ns=(1, time.time_ns()))
    print(f"one file changed: {_told(timed(this('lay', room, work / 'sample', state)))}, {counters(state)}")


def _told(*costs: Cost) -> str:
    def middle(of: Callable[[Cost], float]) -> float:
        return statistics.median(map(of, costs))

    most = max(cost.memory for cost in costs) / 1e6
    return f"{middle(lambda c: c.seconds):.2f} s, {middle(lambda c: c.processor):.2f} s of processor, {most:.0f} MB"


def _beside(costs: Sequence[Cost], listing: Sequence[Cost]) -> str:
    clock = statistics.median(cost.seconds / find.seconds for cost, find in zip(costs, listing, strict=True))
    spent = statistics.median(cost.processor / find.processor for cost, find in zip(costs, listing, strict=True))
    return f" ({clock:.2f} × find by the clock, {spent:.2f} × by processor time)"


def counters(state: Path) -> dict[str, int]:
    """Give what the last report counted."""
    with (state / "out" / "report.json").open(encoding="utf-8") as report:
        run = [next(report) for _ in range(3)][2]
    found: dict[str, int] = json.loads("{" + run.rstrip(",\n") + "}")["run"]["history"]["counters"]
    return found


def reread(out: Path) -> dict[str, int]:
    """Give what the last night counted."""
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    found: dict[str, int] = summary["rooms"][0]["counters"]
    return found


def lay(room: Path, sample: Path, state: Path) -> None:
    """Check a room for the first time, or one that changed."""
    growth.check(room, sample, state)


def on_day(room: Path, state: Path, sample: Path | None = None) -> None:
    """Check a room at the day of the clock: the 2nd of April 2026 the first time, with a sample, later the 3rd."""
    import datetime as dt  # noqa: PLC0415 - with the rest

    from dataroom.cli import check, main  # noqa: PLC0415 - by the process that checks alone

    if sample is not None:
        growth.leave_out_reading(sample)
    vars(check)["_day"] = lambda _profile: dt.date(2026, 4, 3 if sample is None else 2)
    asked = growth.command_of(room, state)
    at = asked.index("--as-of")
    sys.argv = ["dataroom", *asked[:at], *asked[at + 2 :]]
    main()


def lay_night(config: Path, sample: Path) -> None:
    """Check the room of a nightly file for the first time, in this process."""
    import datetime as dt  # noqa: PLC0415 - with the rest

    from dataroom.nightly.config import load_config  # noqa: PLC0415 - by the process that checks alone
    from dataroom.nightly.task import Task  # noqa: PLC0415 - likewise
    from dataroom.nightly.work import check_room  # noqa: PLC0415 - likewise

    growth.leave_out_reading(sample, digests=True)
    loaded = load_config(config)
    now = dt.datetime.now(dt.UTC)
    for room in loaded.rooms:
        one = room.model_copy(update={"jobs": 1})
        state = loaded.state or loaded.out
        check_room(Task(one, loaded.out, state, (), "fr", now, now.date(), loaded.out / "answer.json"), lambda: now)


_PARTS: dict[str, Callable[[list[Path]], None]] = {
    "lay": lambda places: lay(*places),
    "lay-day": lambda places: on_day(places[0], places[2], places[1]),
    "day": lambda places: on_day(*places),
    "lay-night": lambda places: lay_night(*places),
}


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("count", type=int, nargs="?", default=20_000)
    asked.add_argument("--room", type=Path)
    asked.add_argument("--runs", type=int, default=5)
    asked.add_argument("--part", nargs="+", help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.part:
        _PARTS[given.part[0]]([Path(place) for place in given.part[1:]])
    else:
        with tempfile.TemporaryDirectory() as folder:
            made = given.room or Path(folder) / "room"
            if given.room is None:
                rooms.make(made, given.count, plain_only=True)
            measure(made.resolve(), Path(folder).resolve(), given.runs)
