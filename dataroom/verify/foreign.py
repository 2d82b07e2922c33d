r"""Lists of digests that others made: sha256sum and its sisters, shasum, b3sum, BSD-tagged lines, BagIt manifests.

Each line is `DIGEST  NAME`, `DIGEST *NAME` or `ALGORITHM (NAME) = DIGEST`; a `\` before it says that `\\`, `\n` and
`\r` in the name are escapes. `sha256sum -z` ends its lines with NUL and escapes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dataroom.errors import Fault, FileFaults, UsageError
from dataroom.verify.hashing import ALGORITHMS
from dataroom.verify.listing import Listed
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
_LARGEST = 1 << 30
_LONGEST = 1 << 20
_MOST_FAULTS = 20


@dataclass(frozen=True, slots=True)
class ForeignList:
    """A list: its algorithm, and what it names, in the order of the path bytes."""

    algorithm: str
    entries: tuple[Listed, ...]


class _Wrong(ValueError):
    def __init__(self, expected: str, got: str) -> None:
        super().__init__(expected)
        self.expected, self.got = expected, got


def read_foreign(path: Path, algorithm: str | None = None) -> ForeignList:
    """Read a list of digests; `algorithm` where its lines and name do not tell (BLAKE3 looks like SHA-256).

    Raises FileFaults with everything that is wrong in it, UsageError and OSError.
    """
    raw = _read(path)
    found: dict[bytes, str] = {}
    places: dict[bytes, int] = {}
    faults: list[Fault] = []
    for number, line in enumerate(_lines(raw), 1):
        try:
            name, digest, tag = parse_line(line, escapes=b"\0" not in raw)
            algorithm = _agreed(algorithm, tag, _guessed(path, digest), digest)
            _require_new(name, places)
            found[name], places[name] = digest, number
        except _Wrong as error:
            faults.append(Fault(str(path), f"line {number}", error.expected, error.got))
        if len(faults) == _MOST_FAULTS:
            break
    if faults:
        raise FileFaults(faults)
    if algorithm is None:
        raise FileFaults([Fault(str(path), "the file", "a list of digests", "nothing")])
    return ForeignList(algorithm, tuple(sorted(found.items())))


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


def _lines(raw: bytes) -> Iterator[bytes]:
    end = b"\0" if b"\0" in raw else b"\n"
    at = 0
    while at < len(raw):
        to = raw.find(end, at)
        to = len(raw) if to < 0 else to
        yield raw[at:to]
        at = to + 1


def _agreed(algorithm: str | None, tag: str | None, guess: str | None, digest: str) -> str:
    agreed = algorithm or tag or guess
    if agreed is None:
        raise _Wrong(f"a digest of {', '.join(map(str, sorted(_BY_WIDTH)))} hex digits", f"one of {len(digest)}")
    if tag not in {None, agreed} or ALGORITHMS[agreed] != len(digest):
        raise _Wrong(f"{agreed} on every line", f"{tag or 'another digest'} of {len(digest)} hex digits")
    return agreed


def _require_new(name: bytes, places: dict[bytes, int]) -> None:
    if name in places:
        raise _Wrong("each name once", f"“{display(name)}” again, as on line {places[name]}")


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
