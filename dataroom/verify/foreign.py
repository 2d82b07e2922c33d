r"""Lists of digests that others made: sha256sum and its sisters, shasum, b3sum, BSD-tagged lines, BagIt manifests.

Each line is `DIGEST  NAME`, `DIGEST *NAME` or `ALGORITHM (NAME) = DIGEST`; a `\` before it says that `\\`, `\n` and
`\r` in the name are escapes. `sha256sum -z` ends its lines with NUL and escapes nothing.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from dataroom.errors import Fault, FileFaults, UsageError
from dataroom.verify.algorithms import ALGORITHMS
from dataroom.verify.listing import Listed, Page, any_leads_out, in_order, one_by_one
from dataroom.walk import display

_PLAIN = re.compile(rb"(?P<mark>\\?)(?P<hex>[0-9A-Fa-f]{32,128}) [ *](?P<name>.+)", re.DOTALL)
_TAGGED = re.compile(
    rb"(?P<mark>\\?)(?P<tag>[A-Za-z0-9-]{3,12}) \((?P<name>.+)\) = (?P<hex>[0-9A-Fa-f]{32,128})", re.DOTALL
)
_ESCAPES = {b"\\\\": b"\\", b"\\n": b"\n", b"\\r": b"\r"}
_TAGS = {"md5": "md5", "sha1": "sha1", "sha224": "sha224", "sha256": "sha256", "sha384": "sha384", "sha512": "sha512"}
_TAGS |= {f"sha-{name[3:]}": name for name in _TAGS.values() if name.startswith("sha")} | {"blake3": "blake3"}
_BY_WIDTH = {width: name for name, width in ALGORITHMS.items() if name != "blake3"}
_FAST = re.compile(r"b3|blake3", re.IGNORECASE)
_HEX = b"0123456789abcdef"
_BLOCK = 1 << 18
_LARGEST = 1 << 30
_LONGEST = 1 << 20
_MOST_FAULTS = 20


@dataclass(frozen=True, slots=True)
class ForeignList:
    """A list: its algorithm, and what it names, in the order of the path bytes."""

    algorithm: str
    entries: tuple[Listed, ...]


class Disorder(Exception):
    """A list is not in order, or not plain in every line: it cannot be read as it comes."""


class _Wrong(ValueError):
    def __init__(self, expected: str, got: str) -> None:
        super().__init__(expected)
        self.expected, self.got = expected, got


def read_foreign(path: Path, algorithm: str | None = None) -> ForeignList:
    """Read a list of digests; `algorithm` where its lines and name do not tell (BLAKE3 looks like SHA-256).

    Raises FileFaults with everything that is wrong in it, UsageError and OSError.
    """
    raw = _read(path)
    reading = _Reading(path, algorithm, escapes=b"\0" not in raw)
    for lines in _blocks(raw):
        reading.add(lines)
        if len(reading.faults) >= _MOST_FAULTS:
            break
    return reading.finish()


def algorithm_of(path: Path, algorithm: str | None = None) -> str:
    """Tell by the first line with which algorithm a list was made; raises as `read_foreign`."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_BLOCK)
        _, digest, tag = parse_line(next(_blocks(head))[0], escapes=b"\0" not in head)
        return _agreed(algorithm, tag, _guessed(path, digest), digest)
    except (OSError, StopIteration, _Wrong):
        return read_foreign(path, algorithm).algorithm


def in_passing(path: Path, algorithm: str) -> Iterator[Page]:
    """Give what a list names as it is read, in the order of the path bytes; raises UsageError and Disorder."""
    raw = _read(path)
    last = b""
    for lines in _blocks(raw):
        plain = _plain(lines, algorithm)
        if plain is None or not (plain[0][0] > last and in_order(plain[0])):
            raise Disorder
        last = plain[0][-1]
        yield plain


class _Reading:
    """A list under way. Lines of the plainest form are read many at once, and each of the others with care."""

    def __init__(self, path: Path, algorithm: str | None, *, escapes: bool) -> None:
        self.faults: list[Fault] = []
        self._path, self._algorithm, self._escapes = path, algorithm, escapes
        self._entries: list[Listed] = []
        self._places = array("L")  # the line of each entry
        self._count = 0

    def add(self, lines: list[bytes]) -> None:
        """Take in the next lines."""
        told = 0 if self._algorithm else 1  # the first line tells the algorithm
        plain = _plain(lines[told:], self._algorithm) if self._careful(lines[:told]) else None
        if plain is None:
            self._careful(lines[told:])
        else:
            self._places.extend(range(self._count + 1, self._count + 1 + len(plain[0])))
            self._count += len(plain[0])
            self._entries += one_by_one([plain])

    def finish(self) -> ForeignList:
        """Give the list; raises FileFaults with all that is wrong."""
        names = [name for name, _ in self._entries]
        if not in_order(names):
            order = sorted(range(len(names)), key=names.__getitem__)
            self._entries = [self._entries[at] for at in order]
            for before, after in pairwise(order):
                if names[before] == names[after]:
                    self._twice(names[before], self._places[before], self._places[after])
        if self._algorithm is None and not self.faults:
            self.faults.append(Fault(str(self._path), "the file", "a list of digests", "nothing"))
        if self.faults or self._algorithm is None:
            raise FileFaults(self.faults[:_MOST_FAULTS])
        return ForeignList(self._algorithm, tuple(self._entries))

    def _careful(self, lines: list[bytes]) -> bool:
        for line in lines:
            self._count += 1
            try:
                name, digest, tag = parse_line(line, escapes=self._escapes)
                self._algorithm = _agreed(self._algorithm, tag, _guessed(self._path, digest), digest)
            except _Wrong as error:
                self._fault(self._count, error)
            else:
                self._entries.append((name, digest))
                self._places.append(self._count)
        return self._algorithm is not None

    def _twice(self, name: bytes, before: int, number: int) -> None:
        self._fault(number, _Wrong("each name once", f"“{display(name)}” again, as on line {before}"))

    def _fault(self, number: int, wrong: _Wrong) -> None:
        self.faults.append(Fault(str(self._path), f"line {number}", wrong.expected, wrong.got))


def _plain(lines: list[bytes], algorithm: str | None) -> Page | None:
    """Read lines that leave no doubt: lower-case digests of the known width, names that need no second look."""
    width = ALGORITHMS.get(algorithm or "")
    if width is None or not lines:
        return None
    digests, start = b"".join([line[:width] for line in lines]), width + 2
    if len(digests) != width * len(lines) or digests.translate(None, _HEX):
        return None
    between = {line[width : start + 2] for line in lines}
    if {mark[:2] for mark in between} - {b"  ", b" *"}:
        return None
    if {mark[2:] for mark in between} == {b"./"}:
        start += 2
    names = [line[start:] for line in lines]
    if any_leads_out(names) or max(map(len, names)) > _LONGEST or b"\r\n" in b"\n".join([*names, b""]):
        return None
    return names, digests.decode("ascii")


def parse_line(line: bytes, *, escapes: bool = True) -> tuple[bytes, str, str | None]:
    """Give name, digest and algorithm (None where the line does not tell) of one line; raises ValueError."""
    if len(line) > _LONGEST:
        raise _Wrong("a line with a digest and a name", f"{len(line)} bytes")
    if line.startswith(b"\xef\xbb\xbf"):
        raise _Wrong("a line that begins with a digest", "a byte order mark (save the list without it)")
    if escapes and line.endswith(b"\r"):
        raise _Wrong("lines that end with LF", "CR LF (made on Windows? convert the line ends)")
    found = _TAGGED.fullmatch(line) or _PLAIN.fullmatch(line)
    if found is None:
        raise _Wrong("`DIGEST  NAME` or `ALGORITHM (NAME) = DIGEST`", _short(line))
    tag = found.groupdict().get("tag")
    known = None if tag is None else _TAGS.get(tag.decode("ascii").lower())
    if tag is not None and known is None:
        raise _Wrong(f"one of {', '.join(ALGORITHMS)}", _short(tag))
    name = _unescaped(found["name"]) if found["mark"] and escapes else found["name"]
    return inside(name), found["hex"].decode("ascii").lower(), known


def inside(name: bytes) -> bytes:
    """Give a listed name as a path in the room, without `./`; raises ValueError for one that leads out of it."""
    parts = [part for part in name.split(b"/") if part not in {b"", b"."}]
    if name.startswith(b"/") or b".." in parts or not parts or b"\0" in name or name.endswith(b"/"):
        raise _Wrong("a path inside the room", _short(name))
    return b"/".join(parts)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            raw = stream.read(_LARGEST + 1)
    except OSError as error:
        raise UsageError(f"{path}: expected a list of digests, got {error.strerror}") from None
    if len(raw) > _LARGEST:
        raise UsageError(f"{path}: expected a list of digests, got more than {_LARGEST} bytes")
    return raw


def _blocks(raw: bytes) -> Iterator[list[bytes]]:
    """Give the lines, without their ends, some thousand at once."""
    end = b"\0" if b"\0" in raw else b"\n"
    at = 0
    while at < len(raw):
        to = raw.find(end, at + _BLOCK)
        to = len(raw) if to < 0 else to
        lines = raw[at:to].split(end)
        yield lines if lines[-1] or to < len(raw) else lines[:-1]
        at = to + 1


def _agreed(algorithm: str | None, tag: str | None, guess: str | None, digest: str) -> str:
    agreed = algorithm or tag or guess
    if agreed is None:
        raise _Wrong(f"a digest of {', '.join(map(str, sorted(_BY_WIDTH)))} hex digits", f"one of {len(digest)}")
    if tag not in {None, agreed} or ALGORITHMS[agreed] != len(digest):
        raise _Wrong(f"{agreed} on every line", f"{tag or 'another digest'} of {len(digest)} hex digits")
    return agreed


def _guessed(path: Path, digest: str) -> str | None:
    found = _BY_WIDTH.get(len(digest))
    return "blake3" if found == "sha256" and _FAST.search(path.name) else found


def _unescaped(name: bytes) -> bytes:
    bare = re.sub(rb"\\[\\nr]", b"", name)
    if b"\\" in bare:
        raise _Wrong(r"the escapes \\, \n and \r", _short(name))
    return re.sub(rb"\\[\\nr]", lambda found: _ESCAPES[found[0]], name)


def _short(text: bytes) -> str:
    shown = display(text[:80])
    return f"“{shown}”" if len(text) <= 80 else f"“{shown}…”"
