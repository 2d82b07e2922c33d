"""What an unchanged room costs, beside its mere listing: `python benchmarks/nightly.py ROOM [--runs N]`.

Runs `find -printf` and `dataroom check --format json` in turns over the same room, after a first check that reads it,
and prints the medians, their ratio, the peak memory of the process and what the report counted.
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
from pathlib import Path


def timed(command: list[str]) -> tuple[float, int]:
    """Run a command; gives the seconds that it took and the peak memory of its largest process, in bytes."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in {0, 1}:
        raise SystemExit(f"{command}: ended with {status}")
    return time.perf_counter() - start, usage.ru_maxrss * 1024


def measure(room: Path, runs: int, state: Path) -> None:
    """Measure a room and print a line for each figure."""
    check = [sys.executable, "-m", "dataroom", "check", str(room), "--as-of", "2026-03-31", "--format", "json"]
    check += ["--state", str(state), "--out", str(state / "out")]
    find = ["find", str(room), "-printf", "%p %s %T@ %C@ %i\\n"]
    first, memory = timed(check)
    print(f"first check: {first:.1f} s, {memory / 1e6:.0f} MB")
    while counters(state)["remembered"] != counters(state)["entries"]:
        again, memory = timed(check)
        print(f"again (young files are read twice): {again:.1f} s, {memory / 1e6:.0f} MB, {counters(state)}")
    pairs = [(timed(find)[0], timed(check)) for _ in range(runs)]
    listing = statistics.median(pair[0] for pair in pairs)
    whole = statistics.median(pair[1][0] for pair in pairs)
    print(f"find: {listing:.2f} s; unchanged: {whole:.2f} s; ratio {whole / listing:.2f}")
    print(f"peak memory: {max(pair[1][1] for pair in pairs) / 1e6:.0f} MB; counted: {counters(state)}")


def counters(state: Path) -> dict[str, int]:
    """Give what the last report counted."""
    with (state / "out" / "report.json").open(encoding="utf-8") as report:
        run = [next(report) for _ in range(3)][2]
    found: dict[str, int] = json.loads("{" + run.rstrip(",\n") + "}")["run"]["history"]["counters"]
    return found


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("room", type=Path)
    asked.add_argument("--runs", type=int, default=5)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(given.room, given.runs, Path(folder))
