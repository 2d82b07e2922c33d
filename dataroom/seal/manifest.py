"""The lists of a seal, line by line: written for stock tools, read back to the byte.

Every list is sorted by path bytes, holds each path once and ends with the end of its last line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from dataroom.fingerprint import record
from dataroom.seal import CANONICAL, FAST, LONG, ODD, SUMS
from dataroom.seal.names import escaped, is_plain, list_of, unescaped

_PLAIN = re.compile(rb"([0-9a-f]{64})  \./(.+)\Z", re.DOTALL)
_TAGGED = re.compile(rb"(\\?)SHA256 \(\./(.+)\) = ([0-9a-f]{64})\Z", re.DOTALL)
_BLOCK = 1 << 16
_LONGEST = 1 << 20  # a path of 1,500 levels of 255 bytes fits; what is longer is no list


class BadList(ValueError):
    """A list that is not what a seal holds: `file`, the number of the record (from 1), and what is wrong with it."""

    def __init__(self, file: str, number: int, wrong: str) -> None:
        """Keep where the fault is."""
        super().__init__(f"{file}: line {number}: {wrong}")
        self.file, self.number, self.wrong = file, number, wrong


@dataclass(frozen=True, slots=True)
class Line:
    """One file in a list: its exact path in the room, and its digest as lower-case hex."""

    raw: bytes
    digest: str

    @property
    def leaf(self) -> bytes:
        """The leaf of the Merkle tree: the record of the canonical list without its NUL."""
        return record(self.raw, self.digest)


def plain_line(line: Line) -> bytes:
    """Write a line of SHA256SUMS or B3SUMS."""
    return line.leaf + b"\n"


def tagged_line(line: Line) -> bytes:
    """Write a line of SHA256SUMS.odd or SHA256SUMS.long."""
    written = escaped(line.raw)
    mark = b"\\" if written != line.raw else b""
    return mark + b"SHA256 (./" + written + b") = " + line.digest.encode("ascii") + b"\n"


def canonical_line(line: Line) -> bytes:
    """Write a record of manifest.sha256z."""
    return line.leaf + b"\0"


def read_list(file: str, stream: BinaryIO) -> Iterator[Line]:
    """Read the list named `file`; raises BadList at the first fault.

    A fault is also a path that belongs into another list, stands twice or out of order, or leads out of the room.
    """
    parse, end = _FORMS[file]
    last = b""
    for number, written in enumerate(_records(file, stream, end), 1):
        line = parse(written)
        wrong = "no line of such a list" if line is None else _wrong(file, line.raw, last)
        if line is None or wrong:
            raise BadList(file, number, wrong)
        yield line
        last = line.raw


def leaves(lines: Iterable[Line]) -> Iterator[bytes]:
    """Give the leaves of the Merkle tree over lines of the canonical list."""
    return (line.leaf for line in lines)


def _wrong(file: str, raw: bytes, last: bytes) -> str:
    if raw <= last:
        return "a path out of order, or twice"
    if any(part in {b"", b".", b".."} for part in raw.split(b"/")) or b"\0" in raw:
        return "not a path inside the room"
    if file == FAST:
        return "" if is_plain(raw) and list_of(raw) == SUMS else "a name of another list"
    return "" if file in {CANONICAL, list_of(raw)} else "a name of another list"


def _parse_plain(written: bytes) -> Line | None:
    found = _PLAIN.match(written)
    return Line(found[2], found[1].decode("ascii")) if found else None


def _parse_tagged(written: bytes) -> Line | None:
    found = _TAGGED.match(written)
    if found is None:
        return None
    try:
        raw = unescaped(found[2]) if found[1] else found[2]
    except ValueError:
        return None
    line = Line(raw, found[3].decode("ascii"))
    return line if tagged_line(line) == written + b"\n" else None


def _records(file: str, stream: BinaryIO, end: bytes) -> Iterator[bytes]:
    rest, number = b"", 0
    while block := stream.read(_BLOCK):
        *whole, rest = (rest + block).split(end)
        number += len(whole)
        yield from whole
        if len(rest) > _LONGEST:
            raise BadList(file, number + 1, "longer than any path")
    if rest:
        raise BadList(file, number + 1, "cut off")


_FORMS: dict[str, tuple[Callable[[bytes], Line | None], bytes]] = {
    SUMS: (_parse_plain, b"\n"),
    FAST: (_parse_plain, b"\n"),
    ODD: (_parse_tagged, b"\n"),
    LONG: (_parse_tagged, b"\n"),
    CANONICAL: (_parse_plain, b"\0"),
}
