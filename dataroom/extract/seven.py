"""7z archives: the directory is read here, the data by the standard library's LZMA, bzip2 and deflate.

Format: 7zFormat.txt of the LZMA SDK (public domain). The libraries for it are under the LGPL with eight compiled ones
of their own (py7zr), or need one of the system (libarchive); none stops in time at a bomb.
"""

from __future__ import annotations

import lzma
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from dataroom.extract import reasons
from dataroom.extract.containers import Budget, problem, spooled
from dataroom.extract.draft import Draft, Refusal
from dataroom.extract.seven_streams import Begin, Coder, Folder, Unpacked, unpack
from dataroom.extract.source import Limits, Member, Source
from dataroom.model import State

_MOST_HEADER = 16 << 20
_LINK = 0xA000


@dataclass(slots=True)
class _File:
    name: str = ""
    empty: bool = False
    folder: bool = False
    special: bool = False

    @property
    def short(self) -> str:
        return self.name.rpartition("/")[2] or self.name


@dataclass(slots=True)
class _Archive:
    packed_at: int = 0
    packed: list[int] = field(default_factory=list)
    folders: list[Folder] = field(default_factory=list)
    sizes: list[list[int]] = field(default_factory=list)
    sums: list[list[int | None]] = field(default_factory=list)
    files: list[_File] = field(default_factory=list)

    def parts(self, number: int) -> Iterator[tuple[int, int | None]]:
        """Give size and sum of each file of a folder."""
        return zip(self.sizes[number], self.sums[number], strict=True)

    def stream(self, source: Source, number: int, limits: Limits, first: bytes = b"") -> Unpacked:
        """Give the unpacked bytes of a folder."""
        place = self.packed_at + sum(self.packed[:number]), self.packed[number]
        size, total = next(self.parts(number), (0, None))
        return unpack(source, place, self.folders[number], limits.passwords, Begin(size, total, first))


class _Cursor:
    """Reads the numbers of the header; raises IndexError or struct.error past its end."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1]

    def take(self, count: int) -> bytes:
        if count < 0 or self.at + count > len(self.data):
            raise IndexError("past the end")
        self.at += count
        return self.data[self.at - count : self.at]

    def number(self) -> int:
        first, mask, value = self.byte(), 0x80, 0
        for index in range(8):
            if not first & mask:
                return value | (first & (mask - 1)) << (8 * index)
            value |= self.byte() << (8 * index)
            mask >>= 1
        return value

    def count(self) -> int:
        number = self.number()
        if number > len(self.data):
            raise IndexError("more things than bytes")
        return number

    def bits(self, count: int) -> list[bool]:
        data = self.take((count + 7) // 8)
        return [bool(data[i // 8] & (0x80 >> (i % 8))) for i in range(count)]

    def defined(self, count: int) -> list[bool]:
        return [True] * count if self.byte() else self.bits(count)

    def sums(self, count: int) -> list[int | None]:
        return [struct.unpack("<I", self.take(4))[0] if known else None for known in self.defined(count)]


def read(source: Source, draft: Draft) -> None:
    """Judge the directory of a 7z archive and count its files."""
    archive = _opened(source, draft.limits)
    count = sum(not file.folder for file in archive.files)
    draft.fact("members", str(count))
    if not count:
        draft.fault(State.EMPTY, reasons.NO_MEMBER)


def seven_members(source: Source, limits: Limits) -> Iterator[Member]:
    """Give the files of a 7z archive, each inflated once under the limits and checked against its sum."""
    archive = _opened(source, limits)
    budget = Budget(limits, source.size)
    parts = ((n, *part) for n in range(len(archive.folders)) for part in archive.parts(n))
    current, stream, fault = -1, None, None
    for given, file in enumerate((file for file in archive.files if not file.folder), start=1):
        raw = file.name.encode("utf-8", "surrogatepass")
        if file.empty or file.special:
            empty = Source.of_bytes(file.short, b"")
            special = problem(file.name, Refusal(State.UNSUPPORTED, reasons.NOT_A_FILE), raw)
            yield special if file.special else Member(file.name, raw, empty)
            continue
        number, size, total = next(parts)
        if number != current:
            current, fault, stream = number, None, None
        if given > limits.max_members:
            raise Refusal(State.TOO_LARGE, reasons.too_many_members(limits.max_members))
        try:
            if fault is not None:
                raise fault
            stream = stream or archive.stream(source, number, limits)
            made = replace(_spooled(file, stream, size, total, budget), unlocked=archive.folders[number].is_locked)
            yield Member(file.name, raw, None if given <= limits.passed_over else made)
        except Refusal as refusal:
            fault = refusal  # what follows in the same block cannot be had without it
            yield problem(file.name, refusal, raw)


def _spooled(file: _File, stream: Unpacked, size: int, total: int | None, budget: Budget) -> Source:
    part = _Part(stream, size)
    try:
        made = spooled(file.name, part, budget)
    except (lzma.LZMAError, zlib.error, EOFError, ValueError, OSError) as error:
        raise Refusal(State.CORRUPT, reasons.broken_part("7Z", file.name)) from error
    if part.left or (total is not None and part.sum != total):
        raise Refusal(State.CORRUPT, reasons.broken_part("7Z", file.name))
    return made


class _Part:
    """The bytes of one file in the stream of its block."""

    def __init__(self, stream: Unpacked, size: int) -> None:
        self._stream, self.left, self.sum = stream, size, 0

    def read(self, size: int, /) -> bytes:
        data = self._stream.read(min(size, self.left))
        self.left -= len(data)
        self.sum = zlib.crc32(data, self.sum)
        return data


def _opened(source: Source, limits: Limits) -> _Archive:
    try:
        return _header(source, limits)
    except (IndexError, struct.error, lzma.LZMAError, zlib.error, UnicodeDecodeError, StopIteration) as error:
        raise Refusal(State.CORRUPT, reasons.crashed("7Z", type(error).__name__)) from error


def _header(source: Source, limits: Limits) -> _Archive:
    with source.open() as stream:
        start = stream.read(32)
        if len(start) < 32:
            raise Refusal(State.CORRUPT, reasons.truncated("7Z"))
        at, size, total = struct.unpack("<QQI", start[12:32])
        if zlib.crc32(start[12:32]) != struct.unpack("<I", start[8:12])[0] or 32 + at + size > source.size:
            raise Refusal(State.CORRUPT, reasons.truncated("7Z"))
        if size > _MOST_HEADER:
            raise Refusal(State.TOO_LARGE, reasons.too_many_members(limits.max_members))
        stream.seek(32 + at)
        data = stream.read(size)
    if zlib.crc32(data) != total:
        raise Refusal(State.CORRUPT, reasons.truncated("7Z"))
    return _parsed(data, source, limits) if data else _Archive()


def _parsed(data: bytes, source: Source, limits: Limits) -> _Archive:
    for _ in range(4):  # a header may be packed, and that again
        cursor, archive = _Cursor(data), _Archive()
        kind = cursor.byte()
        if kind == 0x17:
            _streams(cursor, archive)
            size = archive.folders[0].size
            if size > _MOST_HEADER:
                raise Refusal(State.TOO_LARGE, reasons.too_many_members(limits.max_members))
            data = archive.stream(source, 0, limits, b"\x01\x17").read(size)
            if len(data) != size:
                raise Refusal(State.CORRUPT, reasons.truncated("7Z"))
        elif kind == 0x01:
            _main(cursor, archive)
            return archive
    raise Refusal(State.CORRUPT, reasons.truncated("7Z"))


def _main(cursor: _Cursor, archive: _Archive) -> None:
    while kind := cursor.byte():
        if kind == 0x02:
            while cursor.byte():
                cursor.take(cursor.count())
        elif kind == 0x04:
            _streams(cursor, archive)
        elif kind == 0x05:
            _files(cursor, archive)
        else:
            raise IndexError("unknown part")


def _streams(cursor: _Cursor, archive: _Archive) -> None:
    while kind := cursor.byte():
        if kind == 0x06:
            _packed(cursor, archive)
        elif kind == 0x07:
            _folders(cursor, archive)
        elif kind == 0x08:
            _substreams(cursor, archive)
        else:
            raise IndexError("unknown part")
    if not archive.sizes:
        archive.sizes = [[folder.size] for folder in archive.folders]
        archive.sums = [[folder.sum] for folder in archive.folders]


def _packed(cursor: _Cursor, archive: _Archive) -> None:
    archive.packed_at = 32 + cursor.number()
    count = cursor.count()
    while kind := cursor.byte():
        if kind == 0x09:
            archive.packed = [cursor.number() for _ in range(count)]
        elif kind == 0x0A:
            cursor.sums(count)
        else:
            raise IndexError("unknown part")


def _folders(cursor: _Cursor, archive: _Archive) -> None:
    if cursor.byte() != 0x0B:
        raise IndexError("no folders")
    count = cursor.count()
    if cursor.byte():
        raise IndexError("folders elsewhere")
    archive.folders = [_folder(cursor) for _ in range(count)]
    if cursor.byte() != 0x0C:
        raise IndexError("no sizes")
    for folder in archive.folders:
        folder.sizes = [cursor.number() for _ in folder.coders]
    while kind := cursor.byte():
        if kind != 0x0A:
            raise IndexError("unknown part")
        for folder, total in zip(archive.folders, cursor.sums(count), strict=True):
            folder.sum = total


def _folder(cursor: _Cursor) -> Folder:
    coders, simple = [], True
    for _ in range(cursor.count()):
        flags = cursor.byte()
        method = cursor.take(flags & 0x0F)
        if flags & 0x10:
            simple = simple and (cursor.number(), cursor.number()) == (1, 1)
        coders.append(Coder(method, cursor.take(cursor.count()) if flags & 0x20 else b""))
    pairs = [(cursor.number(), cursor.number()) for _ in range(len(coders) - 1)] if simple else []
    if not simple or len(coders) > 8:
        raise Refusal(State.UNSUPPORTED, reasons.method("7z"))
    return Folder(coders, pairs)


def _substreams(cursor: _Cursor, archive: _Archive) -> None:
    counts = [1] * len(archive.folders)
    kind = cursor.byte()
    if kind == 0x0D:
        counts = [cursor.count() for _ in archive.folders]
        kind = cursor.byte()
    archive.sizes = []
    for folder, count in zip(archive.folders, counts, strict=True):
        told = [cursor.number() for _ in range(count - 1)] if kind == 0x09 else []
        archive.sizes.append([*told, folder.size - sum(told)] if count else [])
    if any(size < 0 for sizes in archive.sizes for size in sizes):
        raise IndexError("sizes do not add up")
    kind = cursor.byte() if kind == 0x09 else kind
    unknown = sum(c for f, c in zip(archive.folders, counts, strict=True) if c != 1 or f.sum is None)
    given = iter(cursor.sums(unknown) if kind == 0x0A else [None] * unknown)
    archive.sums = [
        [folder.sum] if count == 1 and folder.sum is not None else [next(given) for _ in range(count)]
        for folder, count in zip(archive.folders, counts, strict=True)
    ]
    if kind == 0x0A:
        kind = cursor.byte()
    if kind:
        raise IndexError("unknown part")


def _files(cursor: _Cursor, archive: _Archive) -> None:
    files = [_File() for _ in range(cursor.count())]
    empty = [False] * len(files)
    while kind := cursor.byte():
        part = _Cursor(cursor.take(cursor.count()))
        if kind == 0x0E:
            empty = part.bits(len(files))
        elif kind == 0x0F:
            real = iter(part.bits(sum(empty)))
            for file, is_empty in zip(files, empty, strict=True):
                file.empty = is_empty and next(real)
        elif kind == 0x11 and not part.byte():
            names = part.data[1:].decode("utf-16-le", "surrogatepass").split("\0")
            for file, name in zip(files, names, strict=False):
                file.name = name.replace("\\", "/")
        elif kind == 0x15:
            known = part.defined(len(files))
            if not part.byte():
                _attributes(part, [file for file, is_known in zip(files, known, strict=True) if is_known])
    for file, is_empty in zip(files, empty, strict=True):
        file.folder = is_empty and not file.empty
    archive.files = files


def _attributes(part: _Cursor, files: list[_File]) -> None:
    for file in files:
        value = struct.unpack("<I", part.take(4))[0]
        # The high half is the Unix mode, where bit 15 says so.
        file.special = bool(value & 0x8000) and (value >> 16) & 0xF000 == _LINK
