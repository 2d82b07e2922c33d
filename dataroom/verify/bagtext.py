"""The tag files of a bag, read strictly: what is not written as the specification has it is said, never guessed."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dataroom.errors import UsageError
from dataroom.verify.algorithms import ALGORITHMS
from dataroom.verify.foreign import inside
from dataroom.verify.soundness import small_file
from dataroom.walk import display

_DECLARED = re.compile(r"BagIt-Version: (\d+)\.(\d+)(?:\r\n|\n|\r)Tag-File-Character-Encoding: (\S+)(?:\r\n|\n|\r)?")
_VERSIONS = {(0, minor) for minor in range(93, 98)} | {(1, 0)}
_MANIFEST = re.compile(r"(tag)?manifest-([A-Za-z0-9-]+)\.txt")
_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+\*?([^ \t].*)", re.DOTALL)
_FETCH = re.compile(r"(\S+)[ \t]+(\d+|-)[ \t]+(.+)", re.DOTALL)
_ENDS = re.compile(r"\r\n|\n|\r")
_LARGEST = 1 << 30
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class BadBag(ValueError):
    """A bag that is none: which file, and what stands in it."""


@dataclass(frozen=True, slots=True)
class Bag:
    """What a bag says of itself; manifests and tag manifests as (file, algorithm)."""

    folder: Path
    version: str
    encoding: str
    manifests: tuple[tuple[str, str], ...]
    tag_manifests: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]
    to_fetch: tuple[bytes, ...]
    oxum: str | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest: digests by exact path from the bag; `dotted` when paths begin with `./`, which they should not."""

    file: str
    algorithm: str
    entries: dict[bytes, str]
    dotted: bool


def read_bag(folder: Path) -> Bag:
    """Read what a bag declares; raises BadBag, and OSError for what cannot be read."""
    declared = _declaration(folder)
    version, encoding = f"{int(declared[1])}.{declared[2]}", declared[3]
    if (int(declared[1]), int(declared[2])) not in _VERSIONS:
        raise BadBag(f"bagit.txt: BagIt-Version {version}")
    _require_encoding(encoding)
    if not (folder / "data").is_dir() or (folder / "data").is_symlink():
        raise BadBag("data/: –")
    names = sorted(entry.name for entry in folder.iterdir() if _MANIFEST.fullmatch(entry.name))
    known = [(name, _algorithm(name)) for name in names]
    manifests = tuple((name, found) for name, found in known if found and not name.startswith("tag"))
    tags = tuple((name, found) for name, found in known if found and name.startswith("tag"))
    unknown = tuple(name for name, found in known if not found)
    if not manifests:
        raise BadBag(", ".join(unknown) or "manifest-*.txt: –")
    bag = Bag(folder, version, encoding, manifests, tags, unknown, (), None)
    return Bag(folder, version, encoding, manifests, tags, unknown, tuple(_fetched(bag)), _oxum(bag))


def read_manifest(bag: Bag, found: tuple[str, str]) -> Manifest:
    """Read one manifest; raises BadBag at its first fault."""
    file, algorithm = found
    entries: dict[bytes, str] = {}
    dotted = False
    for number, line in _lines(bag, file):
        match = _LINE.fullmatch(line)
        if match is None or len(match[1]) != ALGORITHMS[algorithm]:
            raise BadBag(f"{file}: {number}: {line[:80]!r}")
        raw = _path(bag, file, number, match[2])
        dotted = dotted or match[2].startswith("./")
        if raw in entries:
            raise BadBag(f"{file}: {number}: {display(raw)} ×2")
        entries[raw] = match[1].lower()
    return Manifest(file, algorithm, entries, dotted)


def _declaration(folder: Path) -> re.Match[str]:
    raw = _tag_file(folder, "bagit.txt")
    if raw.startswith(_MARKS):
        raise BadBag("bagit.txt: BOM")
    try:
        found = _DECLARED.fullmatch(raw.decode("utf-8"))
    except UnicodeDecodeError:
        found = None
    if found is None:
        raise BadBag(f"bagit.txt: {raw[:120]!r}")
    return found


def _tag_file(folder: Path, name: str) -> bytes:
    try:
        raw = small_file(folder / name, _LARGEST)
    except UsageError as error:
        raise BadBag(str(error)) from None
    if raw is None:
        raise BadBag(f"{name}: –")
    return raw


def _require_encoding(encoding: str) -> None:
    try:
        "".encode(encoding)
    except (LookupError, UnicodeError):
        raise BadBag(f"bagit.txt: Tag-File-Character-Encoding {encoding}") from None


def _algorithm(name: str) -> str:
    found = _MANIFEST.fullmatch(name)
    algorithm = found[2].lower().replace("-", "") if found else ""
    return algorithm if algorithm in ALGORITHMS else ""


def _lines(bag: Bag, file: str) -> Iterator[tuple[int, str]]:
    try:
        text = _tag_file(bag.folder, file).decode(bag.encoding)
    except (UnicodeError, LookupError) as error:
        raise BadBag(f"{file}: {error}") from None
    if text.startswith("\ufeff"):
        raise BadBag(f"{file}: BOM")
    yield from ((number, line) for number, line in enumerate(_ENDS.split(text), 1) if line)


def _path(bag: Bag, file: str, number: int, written: str) -> bytes:
    escapes = {"%0a": "\n", "%0d": "\r"} | ({"%25": "%"} if bag.version == "1.0" else {})
    name = re.sub("%0[AaDd]|%25", lambda found: escapes.get(found[0].lower(), found[0]), written)
    try:
        # A shell would take `~` for somebody's home; to `inside` it is one more way out.
        return inside(name.encode("utf-8") if not written.startswith("~") else b"..")
    except ValueError:
        raise BadBag(f"{file}: {number}: {written[:80]!r}") from None


def _fetched(bag: Bag) -> Iterator[bytes]:
    if not (bag.folder / "fetch.txt").exists():
        return
    for number, line in _lines(bag, "fetch.txt"):
        found = _FETCH.fullmatch(line)
        raw = _path(bag, "fetch.txt", number, found[3]) if found else b""
        if not raw.startswith(b"data/"):
            raise BadBag(f"fetch.txt: {number}: {line[:80]!r}")
        yield raw


def _oxum(bag: Bag) -> str | None:
    """Read bag-info.txt, for its form and for the count that it gives."""
    name = "bag-info.txt" if bag.version >= "0.95" else "package-info.txt"
    oxum = None
    if not (bag.folder / name).exists():
        return None
    label = ""
    for number, line in _lines(bag, name):
        if line[0] in " \t" and label:
            continue
        label, colon, value = line.partition(":")
        if not colon or not label.strip() or label != label.strip():
            raise BadBag(f"{name}: {number}: {line[:80]!r}")
        if label.lower() == "payload-oxum":
            oxum = value.strip()
    return oxum
