"""One state of a room, whatever it is known from: documents with their digests, and the requirements' states."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dataroom.errors import UsageError
from dataroom.model import Bilingual, Document, Report
from dataroom.seal.header import BadHeader, read_seal
from dataroom.seal.manifest import BadList
from dataroom.verify.hashing import Group, Task, hash_files
from dataroom.verify.outcome import Standing
from dataroom.verify.records import records
from dataroom.verify.soundness import files_point
from dataroom.walk import display, ensure_same, identity, walk


@dataclass(frozen=True, slots=True)
class Item:
    """One document: its digests as far as they are known, and the date that its file bears (ns since 1970)."""

    sha256: str = ""
    blake3: str = ""
    mtime_ns: int | None = None

    @property
    def read(self) -> bool:
        """Tell whether any digest is known."""
        return bool(self.sha256 or self.blake3)


@dataclass(frozen=True, slots=True)
class Requirement:
    """Where a requirement stood."""

    title: Bilingual
    status: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A state of a room; `requirements` is None where only the documents are known."""

    kind: str
    """report, seal or folder."""
    name: str
    taken: dt.datetime | None
    items: Mapping[bytes, Item] = field(default_factory=dict)
    requirements: Mapping[str, Requirement] | None = None
    verdict: str | None = None


def of_report(report: Report, documents: Iterable[Document] | None = None) -> Snapshot:
    """Give the state that a report describes; members of archives belong to their archive's digest.

    Its documents may come apart from it, one by one.
    """
    told = report.documents if documents is None else documents
    found = [(document.path, document.inside, _raw_of(document), _item_of(document)) for document in told]
    outer = {path for path, *_ in found}
    items = {
        raw: item
        for path, inside, raw, item in found
        if not inside and not any(above in outer for above in containers(path))
    }
    requirements = {result.key: Requirement(result.title, result.status.value) for result in report.requirements}
    return Snapshot("report", report.room, _finished(report), items, requirements, report.verdict.value)


def _raw_of(document: Document) -> bytes:
    return document.raw if document.raw is not None else document.path.encode("utf-8", "surrogateescape")


def _item_of(document: Document) -> Item:
    digests = document.fingerprint
    return Item(digests.sha256 or "", digests.blake3) if digests else Item()


def of_seal(seal: Path) -> Snapshot:
    """Give the state that a seal holds; raises UsageError for one that is not sound, and OSError."""
    try:
        header, _ = read_seal(seal)
        point = files_point(seal, header)
        if point.standing is not Standing.GOOD:
            raise UsageError(f"{seal}: expected a sound seal, got one of which {point.says.en}")
        items = {
            found.raw: Item(found.sha256 or "", found.blake3 or "", found.mtime_ns)
            for found in records(seal)
            if found.kind == "file"
        }
    except (BadHeader, BadList) as error:
        raise UsageError(f"{seal}: expected a sound seal, got {error}") from None
    taken = dt.datetime.fromisoformat(header.created)
    return Snapshot("seal", header.room, taken, items)


def of_folder(room: Path, now: dt.datetime, algorithm: str = "sha256") -> Snapshot:
    """Read a folder whole, and give its state; raises UsageError, RoomGone and OSError."""
    there = identity(room)
    dates = {entry.raw: entry.mtime_ns for entry in walk(room) if entry.kind == "file"}
    items: dict[bytes, Item] = {}
    for group, answers in hash_files(room, algorithm, _tasks(dates)):
        paths = group.paths
        for answer in answers:
            raw = paths[answer.index]
            digest = {algorithm: answer.digest}
            items[raw] = Item(digest.get("sha256", ""), digest.get("blake3", ""), dates[raw])
    ensure_same(room, there)
    return Snapshot("folder", display(os.fsencode(room.resolve().name)), now, items)


def _tasks(paths: Iterable[bytes]) -> Iterator[Task]:
    task: list[Group] = []
    for raw in paths:
        prefix, _, name = raw.rpartition(b"/")
        task.append(Group(prefix + b"/" if prefix else b"", name, ""))
        if len(task) == 128:
            yield tuple(task)
            task = []
    if task:
        yield tuple(task)


def containers(path: str) -> Iterator[str]:
    """Give every path that this one would be a member of."""
    at = path.find("!")
    while at >= 0:
        yield path[:at]
        at = path.find("!", at + 1)


def _finished(report: Report) -> dt.datetime | None:
    text = report.run.get("finished") or report.run.get("started")
    try:
        found = dt.datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)
