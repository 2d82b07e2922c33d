"""`dataroom verify` against `sha256sum -c` and `b3sum --check` on a tree of many small files: paired runs, medians.

    python benchmarks/verify.py [--files 200000] [--runs 5]

Each pair runs one after the other, and which goes first changes from pair to pair. The files are read once before, so
that every run finds them in memory. Memory is the sum over the process tree, sampled; shared pages count for each
process, which makes it an upper bound.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from dataroom.seal import FAST, SUMS

_FOLDERS = ("01 Juridique", "02 Comptabilité", "03 Social", "04 Fiscal", "05 Contrats")


def main() -> None:
    """Make the tree, seal it, and print one line a comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=200_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="where the tree is made (default: the system's temporary folder)")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dataroom-verify-", dir=chosen.folder) as name:
        room, out = Path(name, "room"), Path(name, "seals")
        size = make_tree(room, chosen.files)
        print(f"{chosen.files} files, {size / 1e6:.0f} MB, {os.cpu_count()} processors", flush=True)
        ours = [sys.executable, "-m", "dataroom"]
        sealing = [*ours, "seal", str(room), "--out", str(out), "--state", f"{name}/state"]
        subprocess.run(sealing, check=True, capture_output=True)
        seal = next(out.glob("seal-*"))
        compare(
            "sha256sum -c",
            ["sha256sum", "--quiet", "-c", str(seal / SUMS)],
            [*ours, "verify", str(seal)],
            room,
            chosen.runs,
        )
        fast = [*ours, "verify", str(seal / FAST)]
        if shutil.which("b3sum"):
            compare("b3sum --check", ["b3sum", "--quiet", "--check", str(seal / FAST)], fast, room, chosen.runs)
        else:
            print("b3sum is not installed: BLAKE3 is compared with sha256sum -c instead")
            compare("sha256sum -c", ["sha256sum", "--quiet", "-c", str(seal / SUMS)], fast, room, chosen.runs)


def make_tree(room: Path, count: int) -> int:
    """Fill a tree with files of 200 to 4,000 bytes, a hundred a folder; gives their size."""
    dice, total = random.Random(20260331), 0  # noqa: S311 - the same tree every time
    for number in range(count):
        folder = room / _FOLDERS[number // 100 % 5] / f"{number // 4000:03d}" / f"dossier {number // 100:05d}"
        if number % 100 == 0:
            folder.mkdir(parents=True, exist_ok=True)
        content = dice.randbytes(dice.randrange(200, 4000))
        total += len(content)
        (folder / f"{number:06d} facture.pdf").write_bytes(content)
    return total


def compare(name: str, theirs: list[str], ours: list[str], room: Path, runs: int) -> None:
    """Print medians of paired runs, their ratio, and the memory that we took."""
    ours = [*ours, str(room)]
    measure(theirs, room)
    times: list[tuple[float, float]] = []
    peak = 0
    for number in range(runs):
        pair = (
            [(measure(theirs, room), "theirs"), (measure(ours, room), "ours")]
            if number % 2
            else [(measure(ours, room), "ours"), (measure(theirs, room), "theirs")]
        )
        found = {who: result for result, who in pair}
        times.append((found["ours"][0], found["theirs"][0]))
        peak = max(peak, found["ours"][1])
    mine, others = (statistics.median(column) for column in zip(*times, strict=True))
    ratio = statistics.median(a / b for a, b in times)
    kind = "BLAKE3" if FAST in ours[-2] else "SHA-256"
    print(
        f"{kind}: verify {mine:.2f} s, {name} {others:.2f} s, ratio {ratio:.2f}, memory {peak / 1e6:.0f} MB", flush=True
    )


def measure(command: list[str], room: Path) -> tuple[float, int]:
    """Run a command in `room`; gives seconds and the most memory that its process tree held, in bytes."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=room, stdout=subprocess.DEVNULL, env=_environment())
    peak: list[int] = [0]
    stop = threading.Event()
    watch = threading.Thread(target=_watch, args=(process.pid, peak, stop))
    watch.start()
    code = process.wait()
    seconds = time.perf_counter() - start
    stop.set()
    watch.join()
    if code:
        raise SystemExit(f"{command[0]} ended with {code}")
    return seconds, peak[0]


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}


def _watch(root: int, peak: list[int], stop: threading.Event) -> None:
    while not stop.wait(0.2):
        peak[0] = max(peak[0], sum(map(_resident, _tree(root))))


def _tree(root: int) -> set[int]:
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, ValueError):
                continue
    tree = {root}
    while more := {pid for pid, parent in parents.items() if parent in tree} - tree:
        tree |= more
    return tree


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE")
    except (OSError, ValueError, IndexError):
        return 0


if __name__ == "__main__":
    main()
