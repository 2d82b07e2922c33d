"""Where the reports of a room stand: the last ones under names that stay, each night's own in a dated folder.

A dated folder appears whole or not at all. Only what nightly itself wrote, and nobody changed since, is ever removed
or written over: each folder holds a marker with the digests of its files.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from dataroom.store import make_private, sync_folder, write_private

MARKER = ".dataroom-nightly.json"
_FORMAT = "dataroom-nightly-reports/1"
_UNKNOWN = ""
"""The digest of a file that is being written, in a folder that does not count yet."""
_BLOCK = 1 << 20
_STAMP = re.compile(r"\d{4}-\d{2}-\d{2}T\d{6}Z(-\d+)?")
_PART = re.compile(r"\.(\d{4}-\d{2}-\d{2}T\d{6}Z(-\d+)?)\.part")


@dataclass(frozen=True, slots=True)
class Night:
    """The reports of one night: their folder, and the digest of each file by its name (`acquirer/report.html`)."""

    folder: Path
    files: Mapping[str, str]

    @property
    def stamp(self) -> str:
        """The name of the folder, which is the time of the check."""
        return self.folder.name


def nights(shelf: Path, room: str) -> list[Night]:
    """Give the nights of a room that nightly wrote, oldest first."""
    folders = [folder for folder in shelf.iterdir() if _STAMP.fullmatch(folder.name)] if shelf.is_dir() else []
    found = (_night(folder, room, folder.name) for folder in sorted(folders, key=_order))
    return [night for night in found if night is not None]


def free_stamp(shelf: Path, stamp: str, last: str = "") -> str:
    """Give a name for tonight that no folder has, and that comes after `last`, wherever the clock was set meanwhile."""
    first = tried = max(stamp, last.partition("Z")[0] + "Z") if last else stamp
    number = 1
    while os.path.lexists(shelf / tried):
        number += 1
        tried = f"{first}-{number}"
    return tried


def prepare(shelf: Path, room: str, stamp: str, files: Mapping[str, Iterable[str | bytes]]) -> Path:
    """Write tonight's reports, each piece by piece, into a folder that does not count yet; raises OSError."""
    part = make_private(shelf) / f".{stamp}.part"
    make_private(part)
    digests = dict.fromkeys(files, _UNKNOWN)
    try:
        _mark(part, room, stamp, digests)
        for name, pieces in files.items():
            digests[name] = _write(make_private((part / name).parent) / (part / name).name, pieces)
        _mark(part, room, stamp, digests)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)  # on a full disk the next night needs the room
        raise
    return part


def _mark(part: Path, room: str, stamp: str, digests: Mapping[str, str]) -> None:
    marker = {"format": _FORMAT, "room": room, "stamp": stamp, "files": digests}
    write_private(part / MARKER, json.dumps(marker, ensure_ascii=True, indent=1, sort_keys=True) + "\n")


def _write(place: Path, pieces: Iterable[str | bytes]) -> str:
    """Write a file; gives its digest."""
    digest = hashlib.sha256()

    def noted() -> Iterator[bytes]:
        for piece in pieces:
            raw = piece.encode("utf-8") if isinstance(piece, str) else piece
            digest.update(raw)
            yield raw

    write_private(place, noted())
    return digest.hexdigest()


def publish(shelf: Path, room: str, part: Path) -> tuple[Night, list[str]]:
    """Let tonight's folder count, and put its files under the names that stay; gives what was set aside for that.

    A file there that nightly did not write, or that somebody changed, is kept under another name.
    """
    stamp = part.name[1:].removesuffix(".part")
    ours = {(name, digest) for night in nights(shelf, room) for name, digest in night.files.items()}
    folder = shelf / stamp
    part.rename(folder)
    sync_folder(shelf)
    night = _night(folder, room, stamp)
    if night is None:
        raise OSError(f"{folder}: the marker that was just written is not there")
    aside = []
    for name in night.files:
        place = shelf / name
        if os.path.lexists(place) and (not place.is_file() or (name, _digest(place)) not in ours):
            kept = place.with_name(f"{place.stem}.kept-{stamp}{place.suffix}")
            place.rename(kept)
            aside.append(kept.relative_to(shelf).as_posix())
        with (folder / name).open("rb") as file:
            write_private(make_private(place.parent) / place.name, iter(partial(file.read, _BLOCK), b""))
    return night, aside


def retain(shelf: Path, room: str, keep: int) -> list[str]:
    """Remove all but the last nights, and what an interrupted night left; gives the folders that were touched."""
    removed = []
    for night in nights(shelf, room)[:-keep]:
        _remove(night)
        removed.append(night.stamp)
    for folder in list(shelf.iterdir()) if shelf.is_dir() else ():
        part = _PART.fullmatch(folder.name)
        left = None if part is None else _night(folder, room, part[1])
        if left is not None:
            _remove(left)
            removed.append(folder.name)
    return removed


def _order(folder: Path) -> tuple[str, int]:
    stamp, _, number = folder.name.partition("Z")
    return stamp, int(number[1:] or 1)


def _night(folder: Path, room: str, stamp: str) -> Night | None:
    if folder.is_symlink():
        return None
    try:
        said = json.loads((folder / MARKER).read_text(encoding="utf-8"))
        if (said["format"], said["room"], said["stamp"]) != (_FORMAT, room, stamp):
            return None
        files = {str(name): str(digest) for name, digest in said["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return Night(folder, files) if all(_is_plain(name) for name in files) else None


def _is_plain(name: str) -> bool:
    parts = name.split("/")
    return all(part not in {"", ".", ".."} and "\\" not in part and ":" not in part for part in parts)


def _remove(night: Night) -> None:
    for name, digest in night.files.items():
        place = night.folder / name
        with suppress(OSError):
            if not place.is_symlink() and place.is_file() and digest in {_UNKNOWN, _digest(place)}:
                place.unlink()
    _drop_folders(night.folder, {str(Path(name).parent) for name in night.files} - {"."})


def _drop_folders(folder: Path, inner: Iterable[str]) -> None:
    for name in inner:
        with suppress(OSError):  # something of somebody else's lies in it
            (folder / name).rmdir()
    left = [place for place in folder.iterdir() if place.name != MARKER]
    with suppress(OSError):
        (folder / MARKER).unlink()
        if not left:
            folder.rmdir()


def _digest(place: Path) -> str:
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
