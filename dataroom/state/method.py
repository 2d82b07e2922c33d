"""By what a room was read and described: the program's own source, what it is built on, OCR engine and converters.

The words of a document are remembered under the digest of what reads, the documents made of them under the digest of
all that reads and describes: so another version of any of it reads the room anew, or describes it anew from its words.
What does neither changes nothing that is remembered. `tests/state/test_method.py` holds these lists against the
imports: what a reader can reach is never apart.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

_PACKAGE = Path(__file__).resolve().parent.parent
_OWN = "dataroom_readiness-"

JUDGING = frozenset(
    {
        "__init__", "__main__", "assess", "binding_words", "branding", "catalogue", "checklists", "checks",
        "clause_details", "clause_map", "cli", "compare", "contents", "coverage", "decisions", "decisions_file",
        "dependency", "engagement", "expecting", "gather", "guide", "holding", "judging", "ladder", "likeness", "logos",
        "nightly", "notify", "numbered", "passwords", "phrasing", "pipeline", "printable", "relate", "report",
        "schedule", "schemas", "seal", "selftest", "series", "silent", "spool", "starter", "state.database",
        "state.given", "state.history", "state.kept", "state.ledger", "state.memory", "state.method", "state.purge",
        "state.seen", "state.session", "store", "subjects", "superseded", "tracker", "verify",
    }
)  # fmt: skip
"""Modules and packages that change neither what is read of a document nor what is made of it alone."""
DESCRIBING = frozenset(
    {
        "access_keys", "account_lists", "amendments", "annexes", "cadence", "classify", "clause_phrases",
        "clause_rules", "clause_sentences", "clauses", "confidential", "confidential_words", "contracting",
        "credentials", "cues", "dates", "deciding", "describe", "durations", "entries_period", "facts", "hints",
        "inside", "issue", "issue_words", "language", "lexicon", "numbers", "open_headings", "particulars", "parties",
        "patterns", "period_forms", "period_names", "period_zones", "periods", "personal", "phrases", "preloaded",
        "reading", "rules", "sections", "sides", "signatures", "signed_names", "sketch", "spans", "staff",
        "standard_terms", "terms", "text", "thresholds", "traced", "traces", "validity", "versions",
    }
)  # fmt: skip
"""Those that make a document of its words, and change nothing in the words."""


class Method(NamedTuple):
    """The digests of what makes words of bytes, and of what makes a document of bytes, its words included."""

    reading: bytes
    describing: bytes


def method_of() -> Method:
    """Give by what rooms are read and described now."""
    return Method(_digest(_apart_from(JUDGING | DESCRIBING)), _digest(_apart_from(JUDGING)))


def whole_digest() -> bytes:
    """Give the digest of the whole program, reports included."""
    return _digest(_source())


def data_digest(*folders: Path | None) -> bytes:
    """Give the digest of folders of rules and checklists, as they lie on the disk."""
    digest = hashlib.sha256()
    for folder in folders:
        digest.update(b"\0folder")
        if folder is None:
            continue
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            digest.update(str(path.relative_to(folder)).encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.digest()


def is_among(module: str, places: Collection[str]) -> bool:
    """Tell whether a module (`state.seen`) is one of some, or lies in one of them."""
    return module in places or module.partition(".")[0] in places


def _digest(source: Iterable[str]) -> bytes:
    digest = hashlib.sha256(sys.version.encode())
    for line in (*source, *_libraries(), *_engine(), *_converters()):
        digest.update(line.encode("utf-8", "surrogateescape") + b"\n")
    return digest.digest()


def _apart_from(places: Collection[str]) -> Iterator[str]:
    return (line for line in _source() if not is_among(line.partition(" ")[0], places))


@cache
def _source() -> tuple[str, ...]:
    """Give a line for each module and template: its name within the program, and its digest."""
    files = sorted(path for path in _PACKAGE.rglob("*.*") if path.suffix != ".pyc" and path.is_file())
    names = (".".join(path.relative_to(_PACKAGE).with_suffix("").parts) for path in files)
    return tuple(f"{n} {hashlib.sha256(p.read_bytes()).hexdigest()}" for n, p in zip(names, files, strict=True))


def _libraries() -> Iterator[str]:
    # The names of these folders hold the versions; reading the metadata itself takes ten times as long.
    for place in sorted({entry for entry in sys.path if entry.endswith("-packages")}):
        if os.path.isdir(place):  # noqa: PTH112 - a plain string, from the interpreter
            names = sorted(name for name in os.listdir(place) if name.endswith(".dist-info"))  # noqa: PTH208 - likewise
            yield from (name for name in names if not name.startswith(_OWN))


def _engine() -> Iterator[str]:
    path = shutil.which("tesseract")
    if path is None:
        return
    found = os.stat(path)  # noqa: PTH116 - a plain string, from the system
    yield f"{path} {found.st_size} {found.st_mtime_ns}"
    for folder in (os.environ.get("TESSDATA_PREFIX"), *map(str, Path("/usr/share/tesseract-ocr").glob("*/tessdata"))):
        if folder and os.path.isdir(folder):  # noqa: PTH112 - likewise
            yield f"{folder} {os.stat(folder).st_mtime_ns}"  # noqa: PTH116 - likewise


def _converters() -> Iterator[str]:
    for name in ("soffice", "antiword", "heif-dec", "heif-convert"):
        path = shutil.which(name)
        if path is not None:
            real = os.path.realpath(path)
            # Parts that LibreOffice gets later, Writer for instance, change the folder of its program.
            for place in (real, os.path.dirname(real)) if name == "soffice" else (real,):  # noqa: PTH120 - likewise
                yield f"{place} {os.stat(place).st_mtime_ns}"  # noqa: PTH116 - likewise
