"""A cold check beside what others do with the same files: `python -m benchmarks.peers [COUNT] [--rounds N]`.

Makes a room of COUNT mixed documents (or takes `--room FOLDER`) and runs, round after round and each time in another
order: the whole check with one and with two workers, kreuzberg's batch extraction, pypdf + python-docx + openpyxl in
one process, sha256sum, b3sum and find. Every run finds the files in memory and the modules compiled, as an installed
program has them. A line for each: documents a second,
processor time, memory; then the ratios, each the median over the rounds of two runs of the same round. A bare loop
before each run says how fast the machine was, alone and in two processes.

kreuzberg runs in an environment of its own: one made for the occasion by pip, or the one of `--kreuzberg PYTHON`.
What cannot be had is said and left out. Linux alone.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measured import Cost, adopt_orphans, bare_loop, measure, two_at_once
from benchmarks.rooms import make

_HERE = Path(__file__).parent
_ONE, _TWO = "dataroom check, 1 worker", "dataroom check, 2 workers"
_KREUZBERG, _PLAIN = "kreuzberg, batch, all cores", "pypdf + python-docx + openpyxl"
_GOALS: tuple[tuple[str, str, float | None], ...] = (
    (_TWO, _KREUZBERG, 3), (_TWO, _PLAIN, 12), (_ONE, _PLAIN, None), (_TWO, _ONE, 1.7),
)  # fmt: skip
_MOST_A_WORKER = 150_000_000


@dataclass(frozen=True, slots=True)
class Peer:
    """Something that is run: its command anew for each run, and with which statuses it may end."""

    name: str
    command: Callable[[], Sequence[str]]
    good: frozenset[int] = frozenset({0})


@dataclass(frozen=True, slots=True)
class Run:
    """One run, with the speed of the bare loop just before it (million turns a second)."""

    cost: Cost
    loop: float


def main() -> None:
    """Make the room, run everything, print the tables."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("count", type=int, nargs="?", default=1000)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--room", type=Path, help="a folder of documents, instead of a room made for the occasion")
    asked.add_argument("--kreuzberg", help="the Python of an environment that has kreuzberg")
    asked.add_argument("--b3sum", default=shutil.which("b3sum"), help="the program b3sum, where it is not on the path")
    given = asked.parse_args()
    adopt_orphans()
    with tempfile.TemporaryDirectory(prefix="dataroom-peers-") as name:
        room = given.room or Path(name, "room")
        if given.room is None:
            make(room, given.count)
        files = [path for path in room.rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files)
        print(f"{len(files)} files, {size / 1e6:.1f} MB, {os.cpu_count()} processors", flush=True)
        found = peers(room, Path(name), given.kreuzberg, given.b3sum)
        runs, gains = compare(found, given.rounds, _environment(Path(name, "compiled")))
        show(runs, gains, len(files))


def peers(room: Path, folder: Path, kreuzberg: str | None, b3sum: str | None) -> list[Peer]:
    """Give all that can be run here; what cannot is said."""
    python = kreuzberg or _environment_with("kreuzberg", folder / "kreuzberg")
    found = [Peer(name, _check(room, folder, jobs), frozenset({0, 1})) for jobs, name in ((1, _ONE), (2, _TWO))]
    if python:
        found.append(_peer(_KREUZBERG, python, str(_HERE / "peer_kreuzberg.py"), str(room)))
    else:
        print("kreuzberg: not available, pip found no wheel")
    found.append(_peer(_PLAIN, sys.executable, str(_HERE / "peer_plain.py"), str(room)))
    found.append(_peer("sha256sum", "find", str(room), "-type", "f", "-exec", "sha256sum", "{}", "+"))
    if b3sum:
        found.append(_peer("b3sum", "find", str(room), "-type", "f", "-exec", b3sum, "{}", "+"))
    else:
        print("b3sum: not installed")
    found.append(_peer("find -printf", "find", str(room), "-printf", "%p %s %T@ %C@ %i\\n"))
    return found


def _peer(name: str, *command: str) -> Peer:
    return Peer(name, lambda: command)


def _check(room: Path, folder: Path, jobs: int) -> Callable[[], Sequence[str]]:
    """Give the whole check of a room of which nothing is known; its state and report are new each time."""
    fixed = ["check", str(room), "--as-of", "2026-03-31", "--format", "json", "--full", "--jobs", str(jobs)]

    def command() -> Sequence[str]:
        fresh = Path(tempfile.mkdtemp(dir=folder))
        return [sys.executable, "-m", "dataroom", *fixed, "--state", f"{fresh}/state", "--out", f"{fresh}/out"]

    return command


def _environment_with(package: str, folder: Path) -> str | None:
    venv.create(folder, with_pip=True)
    python = str(folder / "bin" / "python")
    install = [python, "-m", "pip", "install", "--quiet", "--only-binary", ":all:", package]
    return python if subprocess.run(install, check=False, capture_output=True).returncode == 0 else None


def _environment(compiled: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(_HERE.parent), "PYTHONPYCACHEPREFIX": str(compiled)}


def compare(
    found: Sequence[Peer], rounds: int, environment: Mapping[str, str]
) -> tuple[dict[str, list[Run]], list[float]]:
    """Run all, round after round, each round beginning with another; gives the runs and what two processes gained."""
    runs: dict[str, list[Run]] = {peer.name: [] for peer in found}
    gains = []
    for peer in found:
        measure(peer.command(), peer.good, environment)
    for number in range(rounds):
        gains.append(two_at_once())
        start = number % len(found)
        for peer in [*found[start:], *found[:start]]:
            loop = bare_loop()
            runs[peer.name].append(Run(measure(peer.command(), peer.good, environment), loop))
        print(f"round {number + 1} of {rounds} done", file=sys.stderr, flush=True)
    return runs, gains


def show(runs: Mapping[str, Sequence[Run]], gains: Sequence[float], count: int) -> None:
    """Print the tables, as Markdown."""
    print("\n| command | seconds | files/s | processor s | tree PSS | tree RSS | a worker PSS / RSS |")
    print("|---|---|---|---|---|---|---|")
    for name, all_of in runs.items():
        costs = [run.cost for run in all_of]
        seconds = statistics.median(cost.seconds for cost in costs)
        processor = statistics.median(cost.processor for cost in costs)
        tree = [max(cost.proportional for cost in costs), max(cost.resident for cost in costs)]
        worker = [max(cost.worker_proportional for cost in costs), max(cost.worker_resident for cost in costs)]
        held = " / ".join(map(_mb, worker)) if worker[1] and name in {_ONE, _TWO} else "–"
        row = f"{seconds:.2f} | {count / seconds:.0f} | {processor:.2f} | {_mb(tree[0])} | {_mb(tree[1])} | {held}"
        print(f"| {name} | {row} |")
    _show_ratios(runs)
    loops = sorted(run.loop for all_of in runs.values() for run in all_of)
    print(f"\nBare loop: {statistics.median(loops):.0f} million turns/s ({loops[0]:.0f}–{loops[-1]:.0f});", end=" ")
    print(f"two processes at once: {statistics.median(gains):.2f} × one ({min(gains):.2f}–{max(gains):.2f}).")


def _show_ratios(runs: Mapping[str, Sequence[Run]]) -> None:
    print("\n| files/s, paired | by the clock | by processor time | goal |\n|---|---|---|---|")
    for ours, theirs, least in _GOALS:
        if theirs not in runs:
            continue
        pairs = [(other.cost, own.cost) for own, other in zip(runs[ours], runs[theirs], strict=True)]
        clock = statistics.median(other.seconds / own.seconds for other, own in pairs)
        processor = statistics.median(other.processor / own.processor for other, own in pairs)
        goal = "–" if least is None else f"at least {least:g}: {'met' if clock >= least else 'missed'}"
        print(f"| {ours} ÷ {theirs} | {clock:.2f} | {processor:.2f} | {goal} |")
    most = max(run.cost.worker_resident for name in (_ONE, _TWO) for run in runs[name])
    print(f"\nA worker, at most: {_mb(most)} (goal: under 150 MB{': met' if most < _MOST_A_WORKER else ': missed'}).")


def _mb(size: int) -> str:
    return f"{size / 1e6:.0f} MB"


if __name__ == "__main__":
    main()
