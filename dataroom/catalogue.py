"""Every document of a room, laid down on the disk as it is read, and taken up again one by one.

What is said of a million files does not fit into memory. So it lies in a file without a name, which is gone with the
process; what every document is asked (name, size, digests) stands beside it in a short row. Documents that bear upon
others are held in memory as well, lean; all of them as they are, where they are few.
"""

from __future__ import annotations

import marshal
import os
import tempfile
import weakref
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from heapq import merge
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeVar, overload

from dataroom.holding import Lean, Row, is_notable, row_of
from dataroom.model import Document
from dataroom.state.packing import packed, unpacked

T = TypeVar("T")

_IN_MEMORY = 8 << 20
"""Bytes kept in memory before anything is laid on the disk."""
_MANY = 2000
"""Documents beyond which a room is too large to be held in memory as it was read."""
_AT_ONCE = 256
"""Documents of one place that are taken up together: an archive may hold tens of thousands."""
_LENGTH = 8
_FIELDS = tuple(field.name for field in fields(Document))

Changes = Mapping[int, Mapping[str, Any]]
"""What became of documents since they were read: by number, the fields that are others now."""


class Catalogue:
    """The documents of a room by their places in the walk, which are filled in any order."""

    def __init__(self, folder: Path | None = None) -> None:
        """Begin with nothing; what does not fit into memory goes to the disk on which `folder` lies."""
        self._bodies, self._rows, self._slices = _Shelf(folder), _Shelf(folder), _Shelf(folder)
        self._sliced: dict[int, int] = {}
        """Where the slices of a place begin, of those that hold many documents."""
        self._sketches = _Shelf(folder)
        self._lean = Lean(self._laid_down)
        self._held: dict[tuple[int, int], Document] = {}
        self._whole: dict[int, tuple[Document, ...]] | None = {}
        """Documents by place, until they are too many."""
        self._laid = 0
        self._sizes: array[int] = array("L")
        self._counts: array[int] = array("Q")
        self._last: tuple[tuple[int, int], tuple[Document, ...]] = ((-1, 0), ())

    def add_place(self) -> int:
        """Give the next place of the walk, still empty."""
        self._sizes.append(0)
        self._rows.add_place()
        return self._bodies.add_place()

    def put(self, place: int, documents: tuple[Document, ...], body: bytes) -> None:
        """Lay down the documents of a place; `body` is the same, packed."""
        for below, document in enumerate(documents):
            if is_notable(document):
                self._held[place, below] = self._lean.of(document)
        self._keep_whole(place, documents)
        self._sizes[place] = len(documents)
        self._rows.put(place, marshal.dumps([tuple(row_of(document)) for document in documents]))
        if len(documents) <= _AT_ONCE:
            self._bodies.put(place, body)
            return
        self._bodies.put(place, b"")
        slices = [documents[start : start + _AT_ONCE] for start in range(0, len(documents), _AT_ONCE)]
        for piece in slices:
            number = self._slices.add_place()
            self._sliced.setdefault(place, number)
            self._slices.put(number, packed(Document, piece))

    def _laid_down(self, sketch: Sequence[int]) -> Sequence[int]:
        # The largest part of a lean document, and compared with others alone.
        if not sketch:
            return ()
        place = self._sketches.add_place()
        self._sketches.put(place, array("I", sketch).tobytes())
        return _Sketch(self._sketches, place)

    def _keep_whole(self, place: int, documents: tuple[Document, ...]) -> None:
        self._laid += len(documents)
        if self._laid > _MANY:
            self._whole = None
        elif self._whole is not None:
            self._whole[place] = documents

    def finish(self) -> None:
        """Count the documents, once every place is filled."""
        self._counts = array("Q", accumulate(self._sizes))

    def __len__(self) -> int:
        """Count the documents."""
        return self._counts[-1] if self._counts else 0

    @property
    def is_in_memory(self) -> bool:
        """Whether all documents are held in memory as they were read."""
        return self._whole is not None

    @property
    def rows(self) -> Iterable[Row]:
        """The row of every document, in their order, as often as they are wanted."""
        return _Again(self._each_row)

    def notable(self) -> list[Document]:
        """Give the documents that say something, lean, in their order."""
        return [self._held[at] for at in sorted(self._held)]

    def lean(self, number: int) -> Document:
        """Give a document with what is asked of it while the room is judged."""
        return self._held.get(self._at(number)) or self._lean.of(self[number])

    def __getitem__(self, number: int) -> Document:
        """Give a document with all that was read of it."""
        place, below = self._at(number)
        if self._whole is not None:
            return self._whole[place][below]
        start = self._sliced.get(place)
        piece, within = (0, below) if start is None else divmod(below, _AT_ONCE)
        if self._last[0] != (place, piece):
            # The members of an archive are asked for one after the other.
            body = self._bodies[place] if start is None else self._slices[start + piece]
            self._last = (place, piece), unpacked(Document, body)
        return self._last[1][within]

    def release(self) -> None:
        """Let go of the documents held in memory."""
        self._held.clear()

    def _at(self, number: int) -> tuple[int, int]:
        place = bisect_right(self._counts, number)
        return place, number - (self._counts[place - 1] if place else 0)

    def _each_row(self) -> Iterator[Row]:
        for rows in self._rows:
            yield from (Row(*row) for row in marshal.loads(rows))  # noqa: S302 - written by this very process


class Reported(Sequence[Document]):
    """The documents of a room as they are reported: from the disk, one at a time, in the order of a key."""

    def __init__(self, catalogue: Catalogue, changes: Changes, key: Callable[[Row], Any]) -> None:
        """Put `changes` upon what was read."""
        self._catalogue, self._changes = catalogue, changes
        self._order = _ordered(catalogue.rows, key)

    def __len__(self) -> int:
        """Count the documents."""
        return len(self._order)

    @overload
    def __getitem__(self, place: int) -> Document: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Document, ...]: ...

    def __getitem__(self, place: int | slice) -> Document | tuple[Document, ...]:
        """Give one document, or some."""
        if isinstance(place, slice):
            return tuple(map(self._document, self._order[place]))
        return self._document(self._order[place])

    def __iter__(self) -> Iterator[Document]:
        """Give all documents."""
        return map(self._document, self._order)

    def _document(self, number: int) -> Document:
        return changed(self._catalogue[number], self._changes.get(number, {}))


def changes_of(numbers: Iterable[int], before: Iterable[Document], after: Iterable[Document]) -> Changes:
    """Give what became of lean documents."""
    found = {}
    for number, old, new in zip(numbers, before, after, strict=True):
        if new is not old:
            found[number] = {n: value for n in _FIELDS if (value := getattr(new, n)) is not getattr(old, n)}
    return found


def changed(whole: Document, changes: Mapping[str, Any]) -> Document:
    """Give a document with changes made to its lean form; of a classification, the answer alone."""
    if not changes:
        return whole
    if "classification" in changes:
        given = changes["classification"]
        answer = replace(whole.classification, type=given.type, type_path=given.type_path, confidence=given.confidence)
        changes = {**changes, "classification": answer}
    return replace(whole, **changes)


def _ordered(rows: Iterable[Row], key: Callable[[Row], Any]) -> array[int]:
    """Give the numbers of rows that are nearly in the order of a key, in that order."""
    order, late, last = array("Q"), [], None
    for number, row in enumerate(rows):
        place = key(row)
        if last is not None and place < last:
            late.append((place, number))
        else:
            order.append(number)
            last = place
    if not late:
        return order
    # What lies in an archive comes with it, in the archive's own order.
    set_back = {number for _, number in late}
    in_turn = ((key(row), number) for number, row in enumerate(rows) if number not in set_back)
    return array("Q", (number for _, number in merge(in_turn, sorted(late))))


class _Again(Iterable[T]):
    """What can be gone through as often as need be."""

    def __init__(self, begin: Callable[[], Iterator[T]]) -> None:
        self._begin = begin

    def __iter__(self) -> Iterator[T]:
        return self._begin()


class _Sketch(Sequence[int]):
    """The sketch of a document, read from a shelf each time: ask for all of it (`[:]`) where much is wanted."""

    __slots__ = ("_place", "_shelf")

    def __init__(self, shelf: _Shelf, place: int) -> None:
        self._shelf, self._place = shelf, place

    def __len__(self) -> int:
        return len(self[:])

    @overload
    def __getitem__(self, at: int) -> int: ...

    @overload
    def __getitem__(self, at: slice) -> array[int]: ...

    def __getitem__(self, at: int | slice) -> int | array[int]:
        return array("I", self._shelf[self._place])[at]

    def __iter__(self) -> Iterator[int]:
        return iter(self[:])


class _Shelf:
    """Byte strings by place, in a file without a name."""

    def __init__(self, folder: Path | None) -> None:
        disk = None if folder is None else str(folder)
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY, dir=disk)  # noqa: SIM115 - lives as long as the shelf
        self._places: array[int] = array("q")
        self._end, self._writing = 0, True
        weakref.finalize(self, self._file.close)

    def add_place(self) -> int:
        self._places.append(-1)
        return len(self._places) - 1

    def put(self, place: int, held: bytes) -> None:
        if not self._writing:
            self._file.seek(0, os.SEEK_END)
            self._writing = True
        self._places[place] = self._end
        self._end += self._file.write(len(held).to_bytes(_LENGTH, "big") + held)

    def __getitem__(self, place: int) -> bytes:
        self._writing = False
        self._file.seek(self._places[place])
        return self._file.read(int.from_bytes(self._file.read(_LENGTH), "big"))

    def __iter__(self) -> Iterator[bytes]:
        return map(self.__getitem__, range(len(self._places)))
