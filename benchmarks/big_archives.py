"""How much memory and time a check takes for a 4 GiB ZIP and a 1 GiB mail archive, on two workers.

    python benchmarks/big_archives.py [--folder DIR] [--mib 4096] [--mail-mib 1024]

Makes the archives in a temporary room (they need as much disk), checks it, and prints the greatest memory that the
whole process tree held: resident pages, those that several processes share counted once (PSS) and in each (RSS).
"""

from __future__ import annotations

import argparse
import base64
import io
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from reportlab.pdfgen import canvas  # type: ignore[import-untyped]  # it brings no types

MIB = 1 << 20
TEXT = "La présente convention de prestation de paie est conclue pour une durée de trois ans. "


def paper(number: int, ballast: bytes) -> bytes:
    """Make a PDF with a text of its own, and a picture's worth of other bytes."""
    out = io.BytesIO()
    page = canvas.Canvas(out, invariant=1, pageCompression=0)
    for line in range(40):
        page.drawString(60, 800 - 18 * line, f"Facture {number:06}-{line} : {TEXT}")
    page.showPage()
    page.save()
    data = out.getvalue()
    # A stream that no page uses, before the end: offsets of what stands before it stay right.
    start = data.rindex(b"\nxref\n") + 1
    entry = b"90000 0 obj\n<</Length %d>>\nstream\n" % len(ballast) + ballast + b"\nendstream\nendobj\n"
    moved = data[start:].replace(b"startxref\n%d" % start, b"startxref\n%d" % (start + len(entry)))
    return data[:start] + entry + moved


def fill_zip(path: Path, mib: int) -> int:
    """Write a ZIP of so many MiB: invoices of 2 MiB, tables, letters, and one large film."""
    noise = random.Random(7).randbytes(2 * MIB)  # noqa: S311 - ballast
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        with archive.open("film.mp4", "w", force_zip64=True) as member:
            member.write(b"\0\0\0\x20ftypisom")
            for _ in range(mib // 5):
                member.write(noise[:MIB])
        number = 0
        while path.stat().st_size < mib * MIB:
            archive.writestr(f"factures/{number // 100:03}/facture {number:06}.pdf", paper(number, noise))
            table = f"{TEXT};{number},56;2026-01-31\n".encode() * 3000
            archive.writestr(f"tableaux/export {number:06}.csv", table, zipfile.ZIP_DEFLATED)
            letter = f"Courrier {number}\n{TEXT * 20}".encode()
            archive.writestr(f"courriers/courrier {number:06}.txt", letter, zipfile.ZIP_DEFLATED)
            number += 1
    return 3 * number + 1


def fill_mbox(path: Path, mib: int) -> int:
    """Write a mail archive of so many MiB, an invoice attached to each message."""
    noise = random.Random(8).randbytes(MIB // 8)  # noqa: S311 - ballast
    number = 0
    with path.open("wb") as file:
        while file.tell() < mib * MIB:
            attached = base64.encodebytes(paper(number, noise))
            file.write(
                b"From a@example.org Mon Jan  5 10:00:00 2026\nFrom: a@example.org\nTo: b@example.org\n"
                b"Date: Mon, 05 Jan 2026 10:00:00 +0100\nSubject: Facture %06d\nMIME-Version: 1.0\n"
                b'Content-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain; charset=utf-8\n\n'
                b"Bonjour,\n\nvoici la facture.\n\n--x\nContent-Type: application/pdf\n"
                b'Content-Disposition: attachment; filename="facture.pdf"\nContent-Transfer-Encoding: base64\n\n'
                % number
                + attached
                + b"\n--x--\n\n"
            )
            number += 1
    return 2 * number + 1


def tree(root: int) -> Iterator[int]:
    """Give a process and its descendants."""
    yield root
    try:
        tasks = Path(f"/proc/{root}/task").iterdir()
        children = [c for task in tasks for c in (task / "children").read_text().split()]
    except OSError:
        return
    for child in children:
        yield from tree(int(child))


def memory(root: int) -> tuple[int, int]:
    """Give PSS and RSS of a process tree, in bytes."""
    pss = rss = 0
    for pid in tree(root):
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        found = {line.split(":")[0]: int(line.split()[1]) for line in lines if line.endswith("kB")}
        pss += found.get("Pss", 0) * 1024
        rss += found.get("Rss", 0) * 1024
    return pss, rss


def measure(room: Path, out: Path) -> tuple[int, int, float, dict[str, int]]:
    """Check a room with two workers; gives the greatest PSS and RSS, the seconds and the states."""
    command = [sys.executable, "-m", "dataroom", "check", str(room), "--jobs", "2", "--format", "json"]
    # With a profile a room is read once; without one, once more for the providers found.
    profile = out / "profile.yaml"
    profile.write_text("outsourcing: [{process: payroll, provider: Paie Exemple}]\n", encoding="utf-8")
    command += ["--profile", str(profile), "--as-of", "2026-03-31"]
    command += ["--out", str(out / "out"), "--state", str(out / "state"), "--fail-on", "never"]
    began = time.monotonic()
    process = subprocess.Popen(command)
    done = threading.Event()
    threading.Thread(target=lambda: (process.wait(), done.set()), daemon=True).start()
    most = (0, 0)
    while not done.wait(0.1):
        most = tuple(map(max, most, memory(process.pid)))  # type: ignore[assignment]  # two numbers
    if process.returncode:
        raise SystemExit(process.returncode)
    seconds = time.monotonic() - began
    report = json.loads((out / "out" / "report.json").read_text(encoding="utf-8"))
    return *most, seconds, dict(Counter(d["state"] for d in report["documents"]))


def main() -> None:
    """Make, measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", default=os.environ.get("TMPDIR", "/var/tmp"))  # noqa: S108 - only a default
    parser.add_argument("--mib", type=int, default=4096)
    parser.add_argument("--mail-mib", type=int, default=1024)
    options = parser.parse_args()
    for name, fill, mib in (("archive.zip", fill_zip, options.mib), ("courrier.mbox", fill_mbox, options.mail_mib)):
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            room = Path(folder) / "room"
            room.mkdir()
            count = fill(room / name, mib)
            pss, rss, seconds, states = measure(room, Path(folder))
            print(
                f"{name} ({mib} MiB, {count} members): {seconds:.0f} s, "
                f"most memory of all processes {pss / MIB:.0f} MiB (PSS), {rss / MIB:.0f} MiB (RSS); {states}"
            )


if __name__ == "__main__":
    main()
