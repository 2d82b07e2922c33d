"""What lies inside a container: each member as a source of its own, or the reason why it cannot be had.

A member above 8 MiB is spooled to an unnamed temporary file, so memory stays flat; inflating stops at the limits.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import posixpath
import re
import stat
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from typing import IO, BinaryIO, Protocol, cast

from dataroom.extract import kinds, reasons
from dataroom.extract.draft import Refusal
from dataroom.extract.source import Limits, Member, Source
from dataroom.extract.zips import HARMLESS, judge_member, opened
from dataroom.isolation.spools import temporary
from dataroom.model import State

_SPOOL = 8 << 20
_PIECE = 1 << 20
_FAULTS = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, ValueError, NotImplementedError, OSError)
_LANGUAGE_FLAG = 0x800
_LARGEST_DICTIONARY = 256 << 20
_PACKED = re.compile(r"\.(?:bz2|xz|tbz2?|txz)$", re.IGNORECASE)


class Stream(Protocol):
    """What members are read from."""

    def read(self, size: int, /) -> bytes:
        """Give up to `size` bytes."""


class Opener(Protocol):
    """Give the members of a container of one kind."""

    def __call__(self, source: Source, limits: Limits) -> Iterator[Member]:
        """Open `source`; may raise Refusal."""


def members(source: Source, limits: Limits = Limits()) -> Iterator[Member]:  # noqa: B008 - frozen
    """Give what lies inside a container, in its own order; nothing for what is no container.

    Never raises. A fault of the container itself comes as a last member with the container's own name, a state and
    a reason. A member's source is good for as long as it is kept; it owns its bytes.
    """
    try:
        with source.open() as stream:
            head = stream.read(kinds.HEAD)
        module, _, function = CONTAINERS.get(kinds.sniff(head, source.name, source.open), "").partition(":")
        if module:
            opener = cast("Opener", getattr(import_module(f"dataroom.extract.{module}"), function))
            yield from opener(source, limits)
    except Refusal as refusal:
        yield problem(source.name, refusal)
    except (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except OSError as error:
        said = Refusal(State.UNREADABLE, reasons.unreadable(type(error).__name__))
        if error.errno is None:  # raised by a library over what is in the file, not by the system
            said = Refusal(State.CORRUPT, reasons.crashed("archive", type(error).__name__))
        yield problem(source.name, said)
    except BaseException as error:  # noqa: BLE001 - a fault is an answer here
        yield problem(source.name, Refusal(State.CORRUPT, reasons.crashed("archive", type(error).__name__)))


# Module and function by name, as in the table of readers.
CONTAINERS = {
    kinds.ZIP: "containers:zip_members",
    kinds.TAR: "containers:tar_members",
    kinds.GZIP: "containers:gzip_members",
    kinds.BZIP2: "containers:packed_members",
    kinds.XZ: "containers:packed_members",
    kinds.SEVEN: "seven:seven_members",
    kinds.MSG: "msg:msg_members",
    kinds.EML: "mail:mail_members",
    kinds.MBOX: "mail_archive:mbox_members",
    kinds.SIGNED: "cms:cms_members",
    kinds.TNEF: "tnef:tnef_members",
    kinds.PDF: "pdf_attachments:pdf_members",
}


def zip_members(source: Source, limits: Limits) -> Iterator[Member]:
    """Give the files of a ZIP; names that are not flagged as UTF-8 are read as such when they can be."""
    budget = Budget(limits)
    with opened(source, limits, "ZIP") as archive:
        files = [info for info in archive.infolist() if not info.is_dir()]
        # Which of them counts is unknown: other programs take the first or the last.
        times = Counter(info.orig_filename for info in files)
        for number, info in enumerate(files):
            name, raw = zip_name(info)
            if number < limits.passed_over:
                yield Member(name, raw)
                continue
            if times[info.orig_filename] > 1:
                yield problem(name, Refusal(State.CORRUPT, reasons.DUPLICATE_MEMBER), raw)
                continue
            if _is_link(info):
                yield problem(name, Refusal(State.UNSUPPORTED, reasons.NOT_A_FILE), raw)
                continue
            try:
                with _member_stream(archive, info, limits) as stream:
                    made = spooled(name, stream, budget)
                    yield Member(name, raw, replace(made, unlocked=bool(info.flag_bits & 1)))
            except Refusal as refusal:
                yield problem(name, refusal, raw)
            except _FAULTS:
                yield problem(name, Refusal(State.CORRUPT, reasons.broken_part("ZIP", name)), raw)


def _member_stream(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> IO[bytes]:
    if info.flag_bits & 1 and limits.passwords:
        from dataroom.extract import zip_locked  # noqa: PLC0415 - for locked members alone

        return zip_locked.opened(archive, info, limits)
    judge_member(info, limits.max_member_bytes, limits)
    return archive.open(info)


def _is_link(info: zipfile.ZipInfo) -> bool:
    return info.create_system == 3 and stat.S_ISLNK(info.external_attr >> 16)


def zip_name(info: zipfile.ZipInfo) -> tuple[str, bytes]:
    """Give a member's name to show and its raw bytes: Windows and macOS write UTF-8 or cp850 and say neither."""
    if info.flag_bits & _LANGUAGE_FLAG:
        return _shown(info.orig_filename), info.orig_filename.encode("utf-8", "surrogateescape")
    raw = info.orig_filename.encode("cp437", "replace")
    try:
        return _shown(raw.decode("utf-8")), raw
    except UnicodeDecodeError:
        return _shown(raw.decode("cp850")), raw


def tar_members(source: Source, limits: Limits) -> Iterator[Member]:
    """Give the regular files of a tar."""
    with source.open() as stream:
        yield from _tar(stream, Budget(limits))


def gzip_members(source: Source, limits: Limits) -> Iterator[Member]:
    """Give the files of a compressed tar, or the one file that was compressed."""
    with source.open() as stream, gzip.GzipFile(fileobj=stream) as inflated:
        try:
            is_tar = kinds.is_tar(inflated.read(512))
            inflated.seek(0)
        except _FAULTS as error:
            raise Refusal(State.CORRUPT, reasons.broken_part("GZIP", source.name)) from error
        if is_tar:
            yield from _tar(cast("BinaryIO", inflated), Budget(limits, stream.tell))
            return
        name = source.name.removesuffix(".gz").removesuffix(".GZ")
        try:
            yield Member(name, name.encode(), spooled(name, inflated, Budget(limits, stream.tell)))
        except Refusal as refusal:
            yield problem(name, refusal)
        except _FAULTS:
            yield problem(name, Refusal(State.CORRUPT, reasons.broken_part("GZIP", name)))


def packed_members(source: Source, limits: Limits) -> Iterator[Member]:
    """Give the files of a tar packed by bzip2 or xz, or the one file that was packed."""
    with source.open() as stream:
        opened = _unxz(stream) if stream.read(6) == b"\xfd7zXZ\x00" else bz2.BZ2File(_rewound(stream))
        inflated = io.BufferedReader(opened, _PIECE)
        name = _PACKED.sub("", source.name) or source.name
        try:
            if kinds.is_tar(inflated.peek(512)[:512]):
                yield from _tar(inflated, Budget(limits, source.size))
                return
            yield Member(name, name.encode(), spooled(name, inflated, Budget(limits, stream.tell)))
        except Refusal as refusal:
            yield problem(name, refusal)
        except (*_FAULTS, lzma.LZMAError):
            yield problem(name, Refusal(State.CORRUPT, reasons.broken_part("archive", name)))


def _rewound(stream: BinaryIO) -> BinaryIO:
    stream.seek(0)
    return stream


def _unxz(stream: BinaryIO) -> io.RawIOBase:
    return _Unxz(_rewound(stream))


class _Unxz(io.RawIOBase):
    """The inflated bytes of an xz file; its dictionary may take no more than a quarter GiB."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._inflater = stream, lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_LARGEST_DICTIONARY)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]  # the stubs' Buffer is newer than Python 3.11
        while not self._inflater.eof:
            more = self._stream.read(1 << 16) if self._inflater.needs_input else b""
            if self._inflater.needs_input and not more:
                raise EOFError("cut")
            if data := self._inflater.decompress(more, len(view)):
                view[: len(data)] = data
                return len(data)
        return 0


def _tar(stream: BinaryIO, budget: Budget) -> Iterator[Member]:
    count, given, limits = 0, 0, budget.limits
    try:
        with tarfile.open(fileobj=stream, mode="r|", errorlevel=1) as archive:
            for info in archive:
                count += 1
                if count > limits.max_members:
                    raise Refusal(State.TOO_LARGE, reasons.too_many_members(limits.max_members))
                if info.isdir():
                    continue
                given += 1
                yield _tar_member(archive, info, budget, passed_over=given <= limits.passed_over)
    except _FAULTS as error:
        raise Refusal(State.CORRUPT, reasons.truncated("TAR")) from error


def _tar_member(archive: tarfile.TarFile, info: tarfile.TarInfo, budget: Budget, *, passed_over: bool) -> Member:
    raw = info.name.encode("utf-8", "surrogateescape")
    name = _shown(raw.decode("utf-8", "backslashreplace"))
    if passed_over:
        return Member(name, raw)
    if info.size > budget.limits.max_member_bytes:
        refusal = Refusal(State.TOO_LARGE, reasons.inflates_too_much(name, budget.limits.max_member_bytes))
        return problem(name, refusal, raw)
    stream = archive.extractfile(info) if info.isfile() else None
    if stream is None:
        return problem(name, Refusal(State.UNSUPPORTED, reasons.NOT_A_FILE), raw)
    try:
        return Member(name, raw, spooled(name, stream, budget))
    except Refusal as refusal:
        return problem(name, refusal, raw)


class Budget:
    """How many bytes may still be inflated of one container."""

    def __init__(self, limits: Limits, stored: int | Callable[[], int] | None = None) -> None:
        """Begin with all that the limits allow.

        `stored` is the compressed size where the container says no other, or tells how much of it was read by now:
        that stops a large bomb sooner.
        """
        self.limits = limits
        self._spent = 0
        self._stored = stored

    def spend(self, count: int, size: int, name: str) -> None:
        """Take `count` bytes of a member that now has `size`; raises Refusal when that is too much."""
        self._spent += count
        if size > self.limits.max_member_bytes:
            raise Refusal(State.TOO_LARGE, reasons.inflates_too_much(name, self.limits.max_member_bytes))
        if self._spent > self.limits.max_total_bytes:
            raise Refusal(State.TOO_LARGE, reasons.inflates_too_much(name, self.limits.max_total_bytes))
        if self._spent <= HARMLESS or self._stored is None:
            return
        stored = self._stored() if callable(self._stored) else self._stored
        if self._spent > stored * self.limits.max_ratio:
            raise Refusal(State.TOO_LARGE, reasons.ratio(name, self.limits.max_ratio))


def spooled(name: str, stream: Stream, budget: Budget) -> Source:
    """Take in a member under the limits; raises Refusal beyond them, and whatever the stream raises."""
    short = posixpath.basename(name) or name
    size, start = 0, io.BytesIO()
    file: BinaryIO = start
    try:
        while piece := stream.read(_PIECE):
            size += len(piece)
            budget.spend(len(piece), size, name)
            if file is start and size > _SPOOL:
                file = _on_disk(start)
            file.write(piece)
    except BaseException:
        file.close()
        raise
    return Source.of_bytes(short, start.getvalue()) if file is start else Source.of_spool(short, size, file)


def _on_disk(start: io.BytesIO) -> BinaryIO:
    file = temporary()
    file.write(start.getvalue())
    start.close()
    return file


def _shown(name: str) -> str:
    # Surrogates and NUL would break what is written further on; slashes of Windows part folders too.
    return name.replace("\\", "/").encode("utf-8", "backslashreplace").decode("utf-8").replace("\x00", "\\x00")


def problem(name: str, refusal: Refusal, raw: bytes | None = None) -> Member:
    """Give a member that cannot be had, and why."""
    return Member(
        name, name.encode("utf-8", "surrogateescape") if raw is None else raw, None, refusal.state, refusal.reason
    )
