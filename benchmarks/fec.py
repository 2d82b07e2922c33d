"""How long a file of accounting entries (FEC) of a million lines takes, and how much memory.

    python benchmarks/fec.py [--lines 1000000] [--keep FOLDER]

The file is made for it (one entry of sale in three lines, one of purchase in three, one of payment in two), then
read by the streaming reader alone, and checked as a room that holds nothing else. Of the
whole check the time on the clock counts: its workers belong to a server of processes, whose use is not seen here.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from dataroom.fec import read_fec
from dataroom.fec_header import FEC_COLUMNS

NAME = "732829320FEC20251231.txt"
_USES = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
_SCRIPT = Path(__file__).resolve()


def lines(count: int) -> Iterator[str]:
    """Give the lines of a year's entries, the header first."""
    yield "\t".join(FEC_COLUMNS)
    sale = buy = bank = made = 0
    first = dt.date(2025, 1, 1)
    while made < count:
        day = f"{first + dt.timedelta(days=made * 364 // count):%Y%m%d}"
        net = 10_000 + (made * 7_919) % 900_000
        tax = net // 5
        if made % 8 < 3:
            sale += 1
            legs = [("411000", net + tax, 0), ("707000", 0, net), ("445710", 0, tax)]
            yield from _entry(("VE", "Ventes", f"VE{sale:07}", day), f"FA{sale}", legs)
        elif made % 8 < 6:
            buy += 1
            legs = [("607000", net, 0), ("445660", tax, 0), ("401000", 0, net + tax)]
            yield from _entry(("AC", "Achats", f"AC{buy:07}", day), f"AC{buy}", legs)
        else:
            bank += 1
            yield from _entry(("BQ", "Banque", f"BQ{bank:07}", day), "VIR", [("512000", net, 0), ("411000", 0, net)])
            made -= 1
        made += 3


def _entry(entry: tuple[str, str, str, str], piece: str, legs: list[tuple[str, int, int]]) -> Iterator[str]:
    journal, label, number, day = entry
    for account, debit, credit in legs:
        name = f"C{debit % 5_000:05}\tClient n° {debit % 5_000}" if account == "411000" else "\t"
        yield (
            f"{journal}\t{label}\t{number}\t{day}\t{account}\tCompte {account}\t{name}\t{piece}\t{day}"
            f"\tÉcriture {piece}\t{debit // 100},{debit % 100:02}\t{credit // 100},{credit % 100:02}\t\t\t20260331\t\t"
        )


def make(folder: Path, count: int) -> Path:
    """Write the file; gives its path."""
    path = folder / NAME
    with path.open("w", encoding="utf-8", newline="\r\n") as stream:
        stream.writelines(f"{line}\n" for line in lines(count))
    return path


def stream_alone(path: Path) -> None:
    """Read the file by the streaming reader."""
    with path.open("rb") as stream:
        found = read_fec(stream)
    if found is None:
        raise SystemExit("not read as a FEC")
    print(f"{found['lines']:,} lines, {found['unbalanced']} unbalanced, faults {found['faults']}")


def whole_check(path: Path) -> None:
    """Check a room that holds the file alone, as a user does: digests, type, figures, findings."""
    from dataroom import check  # noqa: PLC0415 - the other mode must not pay for its memory

    report = check(path.parent, as_of=dt.date(2026, 3, 31))
    for document in report.documents:
        print(f"{document.state}, {document.type}, figures: {sorted(document.figures)}")
    print([finding.rule for finding in report.findings])


MODES = {"stream": stream_alone, "check": whole_check}


def main() -> None:
    """Make the file, then run each way in a process of its own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--mode", choices=MODES)
    parser.add_argument("path", nargs="?", type=Path)
    chosen = parser.parse_args()
    if chosen.mode:
        started = time.perf_counter()
        MODES[chosen.mode](chosen.path)
        peak = max(resource.getrusage(who).ru_maxrss for who in _USES) // 1024
        used = sum(part for who in _USES for part in resource.getrusage(who)[:2])
        spent = time.perf_counter() - started
        print(f"{chosen.mode}: {spent:.1f} s ({used:.1f} s of processor), {peak} MB in the largest process")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = make(Path(folder), chosen.lines)
        print(f"{chosen.lines:,} lines, {path.stat().st_size / 1e6:.0f} MB")
        for mode in MODES:
            subprocess.run([sys.executable, os.fspath(_SCRIPT), "--mode", mode, os.fspath(path)], check=True)


if __name__ == "__main__":
    main()
