"""ZIP files opened with care: the directory is judged before anything is inflated, and inflating stops at a cap."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any, BinaryIO, TypeVar

from dataroom.extract import reasons
from dataroom.extract.draft import Refusal
from dataroom.extract.markup import BrokenXml, parse_xml
from dataroom.extract.source import Limits, Source
from dataroom.model import State

T = TypeVar("T")

_END = b"PK\x05\x06"
_END64 = b"PK\x06\x06"
HARMLESS = 16 << 20
_SMALL, _MOST_KEPT = 32 << 10, 32
_READ_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
# zipfile keeps about 1 kB for each entry: the directory's own size bounds what it may take.
_ENTRY_BYTES = 512
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError, ValueError, OSError)


def directory_size(stream: BinaryIO) -> tuple[int, int] | None:
    """Give the bytes and the entries of the central directory, or None where the archive has no end."""
    size = stream.seek(0, 2)
    start = max(0, size - 66_000)
    stream.seek(start)
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < 22:
        return None
    count, length = struct.unpack_from("<HI", tail, at + 10)
    at64 = tail.rfind(_END64, 0, at)
    if at64 >= 0 and len(tail) - at64 >= 56:
        count, length = struct.unpack_from("<QQ", tail, at64 + 32)
    return int(length), int(count)


def overlapping(infos: list[zipfile.ZipInfo]) -> bool:
    """Tell whether any two members share bytes (before Python 3.11.9 zipfile does not look)."""
    spans = sorted((i.header_offset, i.header_offset + 30 + i.compress_size) for i in infos)
    return any(end > start for (_, end), (start, _) in pairwise(spans))


@contextmanager
def opened(source: Source, limits: Limits, kind: str) -> Iterator[zipfile.ZipFile]:
    """Open a ZIP whose directory was judged; raises Refusal when it is damaged or a trap."""
    with source.open() as stream:
        directory = directory_size(stream)
        if directory is None:
            raise Refusal(State.CORRUPT, reasons.truncated(kind))
        if directory[0] > limits.max_members * _ENTRY_BYTES:
            raise Refusal(State.TOO_LARGE, reasons.too_many_members(limits.max_members))
        try:
            archive = zipfile.ZipFile(stream)
        except _FAULTS as error:
            raise Refusal(State.CORRUPT, reasons.crashed(kind, type(error).__name__)) from error
        with archive:
            infos = archive.infolist()
            if (len(infos) - directory[1]) % 65_536:  # zipfile stops at damage in the directory without a word
                raise Refusal(State.CORRUPT, reasons.corrupt(kind, "répertoire incomplet", "incomplete directory"))
            _judge(infos, limits)
            yield archive


def _judge(infos: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(infos) > limits.max_members:
        raise Refusal(State.TOO_LARGE, reasons.too_many_members(limits.max_members))
    if overlapping(infos):
        raise Refusal(State.CORRUPT, reasons.OVERLAP)
    if sum(i.file_size for i in infos) > limits.max_total_bytes:
        raise Refusal(State.TOO_LARGE, reasons.inflates_too_much("archive", limits.max_total_bytes))


def judge_member(info: zipfile.ZipInfo, cap: int, limits: Limits) -> None:
    """Raise Refusal for a member that must not be inflated: too large, a bomb, encrypted, an odd method."""
    if info.flag_bits & 1:
        raise Refusal(State.ENCRYPTED, reasons.MEMBER_PASSWORD)
    if info.compress_type not in _READ_METHODS:
        raise Refusal(State.UNSUPPORTED, reasons.method(info.filename))
    if info.file_size > cap:
        raise Refusal(State.TOO_LARGE, reasons.inflates_too_much(info.filename, cap))
    if info.file_size > HARMLESS and info.file_size > limits.max_ratio * max(info.compress_size, 1):
        raise Refusal(State.TOO_LARGE, reasons.ratio(info.filename, limits.max_ratio))


class Parts:
    """The parts of an office file, read by name."""

    def __init__(self, archive: zipfile.ZipFile, limits: Limits, kind: str) -> None:
        """Judge the directory as that of a document; raises Refusal where a part stands twice or is encrypted."""
        self._archive = archive
        self._limits = limits
        self.kind = kind
        infos = archive.infolist()
        twice = [name for name, count in Counter(i.filename.lower() for i in infos).items() if count > 1]
        if twice:
            raise Refusal(State.CORRUPT, reasons.duplicate_part(kind, twice[0]))
        if any(i.flag_bits & 1 for i in infos):
            raise Refusal(State.ENCRYPTED, reasons.PASSWORD)
        self._infos = {i.filename: i for i in infos}
        self._trees: dict[str, Any] = {}

    def __contains__(self, name: str) -> bool:
        """Tell whether a part is there."""
        return name in self._infos

    def names(self, start: str = "", end: str = "") -> list[str]:
        """Give the names of the parts that begin and end so, in a stable order."""
        return sorted((n for n in self._infos if n.startswith(start) and n.endswith(end)), key=_natural)

    def size(self, name: str) -> int:
        """Give the inflated size that the directory declares."""
        return self._infos[name].file_size

    def read(self, name: str, cap: int | None = None) -> bytes:
        """Give a part's bytes; raises Refusal when it is missing, damaged or above the cap."""
        return b"".join(self.chunks(name, cap))

    def chunks(self, name: str, cap: int | None = None) -> Iterator[bytes]:
        """Give a part's bytes piece by piece; raises as `read`."""
        info = self._infos.get(name)
        if info is None:
            raise Refusal(State.CORRUPT, reasons.missing_part(self.kind, name))
        judge_member(info, self._limits.max_xml_bytes if cap is None else cap, self._limits)
        try:
            with self._archive.open(info) as stream:
                while piece := stream.read(1 << 20):
                    yield piece
        except _FAULTS as error:
            raise Refusal(State.CORRUPT, reasons.broken_part(self.kind, name)) from error

    def xml(self, name: str) -> Any:
        """Give the root element of a part; raises Refusal as `read`, or when it is no sound XML.

        The last small ones are kept, since what sheets and slides have in common is asked for by each: change no tree.
        """
        if name in self._trees:
            return self._trees[name]
        root = self.made(name, parse_xml)
        if self.size(name) <= _SMALL:
            if len(self._trees) >= _MOST_KEPT:
                del self._trees[next(iter(self._trees))]
            self._trees[name] = root
        return root

    def made(self, name: str, make: Callable[[bytes], T]) -> T:
        """Give what `make` makes of a part's bytes; raises Refusal as `read`, or where that raises BrokenXml."""
        try:
            return make(self.read(name))
        except BrokenXml as error:
            raise Refusal(State.CORRUPT, reasons.broken_part(self.kind, name)) from error


@contextmanager
def parts(source: Source, limits: Limits, kind: str) -> Iterator[Parts]:
    """Open an office file as its parts; raises Refusal as `opened` and `Parts`."""
    with opened(source, limits, kind) as archive:
        yield Parts(archive, limits, kind)


def _natural(name: str) -> tuple[int, str]:
    # slide2 before slide10
    return len(name), name
