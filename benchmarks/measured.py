"""What a command costs: wall time, processor time and memory of it and all processes that it starts. Linux alone."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import resource
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36
_EVERY = 0.1
_LOOP_SECONDS = 0.15


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: seconds, processor seconds of the whole tree, peak bytes.

    Proportional memory (PSS) shares each common page among those that hold it; resident memory (RSS) counts it for
    each, which makes the sum over a tree an upper bound. `worker` is the most that one process below the first held.
    """

    seconds: float
    processor: float
    proportional: int
    resident: int
    worker_proportional: int
    worker_resident: int


@dataclass(slots=True)
class _Peaks:
    tree: list[int] = field(default_factory=lambda: [0, 0])
    worker: list[int] = field(default_factory=lambda: [0, 0])

    def take(self, root: int) -> None:
        """Look at the tree once."""
        found = {pid: (depth, _memory(pid)) for pid, depth in tree_of(root).items()}
        for kind in (0, 1):
            self.tree[kind] = max(self.tree[kind], sum(memory[kind] for _, memory in found.values()))
            below = [memory[kind] for depth, memory in found.values() if depth > 1]
            self.worker[kind] = max(self.worker[kind], *below, 0)


def adopt_orphans() -> None:
    """Have processes that outlive the one that started them become ours, so that their time is counted."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def measure(
    command: Sequence[str], good: frozenset[int] = frozenset({0}), environment: Mapping[str, str] | None = None
) -> Cost:
    """Run a command to its end; `adopt_orphans` comes first. Ends the program where the command fails."""
    before, start = _children_seconds(), time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    peaks, stop = _Peaks(), threading.Event()
    watch = threading.Thread(target=_watch, args=(process.pid, peaks, stop))
    watch.start()
    said = process.communicate()[1]
    seconds = time.perf_counter() - start
    stop.set()
    watch.join()
    if process.returncode not in good:
        raise SystemExit(f"{' '.join(command)[:200]}: ended with {process.returncode}\n{said.decode()[-2000:]}")
    _reap()
    return Cost(seconds, _children_seconds() - before, *peaks.tree, *peaks.worker)


def _reap() -> None:
    try:
        while True:
            os.wait()
    except ChildProcessError:
        return


def _children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(root: int, peaks: _Peaks, stop: threading.Event) -> None:
    while not stop.wait(_EVERY):
        peaks.take(root)


def tree_of(root: int) -> dict[int, int]:
    """Give the processes below and with `root`, each with how many steps it is away."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, ValueError):
                continue
    depths, depth = {root: 0}, 0
    while more := {pid for pid, parent in parents.items() if parent in depths} - depths.keys():
        depth += 1
        depths |= dict.fromkeys(more, depth)
    return depths


def _memory(pid: int) -> tuple[int, int]:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    except OSError:
        return 0, 0
    held = {line.split(":")[0]: int(line.split()[1]) * 1024 for line in lines if line.endswith("kB")}
    return held.get("Pss", 0), held.get("Rss", 0)


def bare_loop(seconds: float = _LOOP_SECONDS) -> float:
    """Give how many million turns a second an empty loop of Python makes now."""
    turns, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        for _ in range(10_000):
            pass
        turns += 10_000
    return turns / (time.perf_counter() - start) / 1e6


def two_at_once() -> float:
    """Give how much more two processes get done than one, at this moment: what two workers can gain at best."""
    alone = bare_loop()
    with multiprocessing.get_context("fork").Pool(2) as pool:
        both = pool.map(bare_loop, [2 * _LOOP_SECONDS] * 2, chunksize=1)
    return sum(both) / ((alone + bare_loop()) / 2)
