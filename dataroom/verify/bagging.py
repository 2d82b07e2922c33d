"""A room exported as a BagIt 1.0 bag: a whole copy with its manifests, read back before it appears under its name."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dataroom.errors import Fault, FileFaults, NothingToCheck, RoomGone, UsageError
from dataroom.model import Entry
from dataroom.reasons import why
from dataroom.store import sync_folder
from dataroom.verify.bags import verify_bag
from dataroom.verify.pairing import spelling
from dataroom.walk import ensure_same, identity, open_entry, walk

_BLOCK = 1 << 20
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))]
)
_FORBIDDEN = frozenset('%\\:*?"<>|\ufffd')
_LONGEST_NAME, _LONGEST_PATH = 255, 1024
_MOST_FAULTS = 200


@dataclass(frozen=True, slots=True)
class Bagged:
    """What went into a bag."""

    place: Path
    files: int
    bytes: int


def export(room: Path, place: Path, day: dt.date, version: str) -> Bagged:
    """Copy `room` into a new bag at `place`; nothing is written into the room.

    Raises UsageError (FileFaults with every name that is not portable and everything that is no file), NothingToCheck,
    RoomGone and OSError; there is no bag then.
    """
    there = identity(room)
    entries = list(walk(room))
    if not entries:
        raise NothingToCheck(f"{room}: nothing to export, the room holds no file")
    faults = list(_refused(entries))
    if faults:
        raise FileFaults(faults[:_MOST_FAULTS])
    if os.path.lexists(place):
        raise UsageError(f"--out: expected a place where nothing lies yet, got {place}")
    partial = place.with_name(f".{place.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        partial.mkdir(mode=0o700, parents=True)
        size = _fill(room, partial, entries, day, version)
        ensure_same(room, there)
        _read_back(partial)
        partial.rename(place)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    sync_folder(place.parent)
    return Bagged(place, len(entries), size)


def not_portable(raw: bytes) -> str:
    """Say why a path cannot go into a bag that every system can unpack; empty where it can."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return "a name that is not UTF-8"
    if not text.isprintable() or _FORBIDDEN & set(text):
        return "a name with a character that some systems or bag tools do not take"
    if spelling(raw) != raw:
        return "a name in composed spelling (NFC) is expected"
    if len(raw) > _LONGEST_PATH:
        return f"a path of more than {_LONGEST_PATH} bytes"
    return next(filter(None, map(_part_fault, text.split("/"))), "")


def _part_fault(part: str) -> str:
    if len(part.encode("utf-8")) > _LONGEST_NAME:
        return f"a name of more than {_LONGEST_NAME} bytes"
    if part[-1] in " ." or part[0] == " ":
        return "a name that begins or ends with a character that some systems drop"
    if part.partition(".")[0].lower() in _RESERVED:
        return "a name that Windows keeps for a device"
    return ""


def _refused(entries: list[Entry]) -> Iterator[Fault]:
    twins: dict[str, str] = {}
    for entry in entries:
        wrong = not_portable(entry.raw.rstrip(b"/"))
        if entry.kind != "file" or entry.reason is not None:
            wrong = why(entry.reason or entry.kind).en
        folded = entry.path.casefold()
        if not wrong and folded in twins:
            wrong = f"the same name as {twins[folded]} where capitals do not count"
        twins.setdefault(folded, entry.path)
        if wrong:
            yield Fault(entry.path, "a bag", "a file with a name that every system takes", wrong)


def _fill(room: Path, bag: Path, entries: list[Entry], day: dt.date, version: str) -> int:
    total = 0
    manifest: list[bytes] = []
    for entry in entries:
        digest, size = _copy(room, entry, bag / "data")
        total += size
        manifest.append(digest.encode("ascii") + b"  data/" + entry.raw + b"\n")
    oxum = f"{total}.{len(entries)}"
    info = f"Bag-Software-Agent: dataroom {version}\nBagging-Date: {day.isoformat()}\nPayload-Oxum: {oxum}\n"
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": info.encode("ascii"),
        "manifest-sha256.txt": b"".join(manifest),
    }
    listed = b"".join(f"{hashlib.sha256(raw).hexdigest()}  {name}\n".encode("ascii") for name, raw in tags.items())
    for name, raw in {**tags, "tagmanifest-sha256.txt": listed}.items():
        with _new(bag / name) as stream:
            stream.write(raw)
            _flush(stream)
    return total


def _read_back(bag: Path) -> None:
    if not verify_bag(bag).good:
        raise RoomGone(f"{bag}: does not read back as it was written")


def _copy(room: Path, entry: Entry, data: Path) -> tuple[str, int]:
    target = data / os.fsdecode(entry.raw)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with open_entry(room, entry) as source, _new(target) as stream:
        while block := source.read(_BLOCK):
            stream.write(block)
            digest.update(block)
            size += len(block)
        _flush(stream)
        found = os.fstat(source.fileno())
    if (size, entry.mtime_ns) != (found.st_size, found.st_mtime_ns):
        raise RoomGone(f"{entry.path}: changed while it was copied")
    os.utime(target, ns=(found.st_mtime_ns, found.st_mtime_ns))
    return digest.hexdigest(), size


def _new(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _flush(stream: BinaryIO) -> None:
    stream.flush()
    os.fsync(stream.fileno())
