"""Two reports of a room compared by their lines, so that neither is held in memory; only what differs is understood."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from dataroom.compare.snapshot import containers
from dataroom.model import Document, Report
from dataroom.nightly.shelf import Night
from dataroom.report.saved import document_lines, document_of, head_of

_OF_THE_RUN = (b'"run":', b'"as_of":')
_PATH, _AFTER = b' {"path": ', b', "path_raw": '
_ENDLESS = b', "expires": null,'
_END = b",\n"


def is_same(before: Path, now: Path) -> bool:
    """Tell whether two reports are the same line by line, but for the run and the day; raises OSError."""
    with before.open("rb") as old, now.open("rb") as new:
        return all(a == b for a, b in zip_longest(_lasting(new), _lasting(old)))


def former(night: Night, now: Path) -> tuple[Report, tuple[Document, ...]]:
    """Give the report of a night and the documents of another report, of both those alone that are not in both.

    An archive comes with its members. Raises ValueError where the night's file is not what was written, OSError, and
    FileFaults for another version's.
    """
    place = night.folder / "report.json"
    with place.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != night.files.get(place.name):
            raise ValueError(f"{place}: expected what was written there, got something else")
        file.seek(0)
        report = head_of(file, place.name)
    old, new = _documents_apart(place, now), _documents_apart(now, place)
    inside = {above for document in (*old, *new) for above in containers(document.path)}
    archives = {_PATH + json.dumps(path, ensure_ascii=False).encode() for path in inside}
    return replace(report, documents=(*old, *_named(place, archives, old))), (*new, *_named(now, archives, new))


def with_ends(place: Path) -> tuple[Document, ...]:
    """Give those documents of a report that end some day; raises OSError."""
    with place.open("rb") as file:
        return tuple(document_of(line) for line in document_lines(file) if _ENDLESS not in line)


def _documents_apart(one: Path, other: Path) -> list[Document]:
    """Give the documents of one report that do not stand in another one, word for word."""
    with other.open("rb") as file:
        known = {hash(line.rstrip(_END)) for line in document_lines(file)}
    with one.open("rb") as file:
        return [document_of(line) for line in document_lines(file) if hash(line.rstrip(_END)) not in known]


def _named(report: Path, starts: Collection[bytes], but: Iterable[Document]) -> Iterator[Document]:
    """Give the documents of a report whose lines start with one of some paths, but for those already at hand."""
    if not starts:
        return
    there = {document.path for document in but}
    with report.open("rb") as file:
        for line in document_lines(file):
            if line[: line.find(_AFTER)] in starts and (found := document_of(line)).path not in there:
                yield found


def _lasting(lines: Iterable[bytes]) -> Iterator[bytes]:
    return (line for line in lines if not line.startswith(_OF_THE_RUN))
