"""What a worker says beside the documents of a file, for whoever remembers: the words read, and how long they hold."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dataroom.fingerprint import Stamp
from dataroom.model import Content, Document, Entry, Fingerprint
from dataroom.state.packing import packed


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a file as it was read, before anything was made of it.

    `document` holds what is known without the words; its path is what follows the file's own (`!a/b.txt`, or nothing).
    `name` and `below` say under which name and in which folders within the file it lies; `content` is None where
    nothing is made of the words.
    """

    document: Document
    name: str = ""
    below: tuple[str, ...] = ()
    content: Content | None = None

    def placed(self, entry: Entry, fingerprint: Fingerprint) -> Document:
        """Give the document in the place of an entry."""
        path = entry.path + self.document.path
        if self.document.inside:
            return replace(self.document, path=path)
        return replace(self.document, path=path, raw=entry.inexact, fingerprint=fingerprint)

    def place_in(self, entry: Entry) -> tuple[str, tuple[str, ...]]:
        """Give the name and the folders under which the rules see the document."""
        *folders, name = entry.path.split("/")
        return (self.name, (*folders, name, *self.below)) if self.document.inside else (name, tuple(folders))


@dataclass(frozen=True, slots=True)
class Aside:
    """Of the document told before it: the days for which it is as it was told, and its `Part`, squeezed, or None."""

    since: dt.date
    until: dt.date
    part: bytes | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of a reading that came to its end: what it belongs to, and when it began (nanoseconds of the clock)."""

    fingerprint: Fingerprint
    stamp: Stamp
    began_ns: int
    known: bool = False
    """Whether nothing was read but the bytes, since their words are remembered."""


@dataclass(frozen=True, slots=True)
class Body:
    """The documents told beside it, packed as they are kept."""

    packed: bytes
    count: int


@dataclass(frozen=True, slots=True)
class Retold:
    """A task: describe an entry anew from remembered parts, each squeezed; its content is known."""

    entry: Entry
    fingerprint: Fingerprint
    parts: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """All that was told of one entry."""

    documents: tuple[Document, ...]
    asides: tuple[Aside, ...] = ()
    ending: Ending | None = None
    body: bytes = b""
    """The documents, packed."""


def told(items: Iterable[object]) -> Told:
    """Sort what a worker told; what came in several parts, or from elsewhere, is packed here."""
    held = list(items)
    documents = tuple(item for item in held if isinstance(item, Document))
    asides = tuple(item for item in held if isinstance(item, Aside))
    ending = next((item for item in held if isinstance(item, Ending)), None)
    bodies = [item for item in held if isinstance(item, Body)]
    whole = len(bodies) == 1 and bodies[0].count == len(documents)
    return Told(documents, asides, ending, bodies[0].packed if whole else packed(Document, documents))


def is_known(contents: bytes, fingerprint: Fingerprint) -> bool:
    """Tell whether a content is among those that `contents` lists: the first eight bytes of each digest, sorted."""
    sorted_starts = memoryview(contents).cast("Q")
    start = int(fingerprint.blake3[:16], 16)
    at = bisect_left(sorted_starts, start)
    return at < len(sorted_starts) and sorted_starts[at] == start
