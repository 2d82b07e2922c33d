"""The records of a seal read back: what was there and has no digest, and when each document was last changed."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from dataroom.seal import RECORDS
from dataroom.seal.manifest import BadList
from dataroom.verify.tally import UNSEALED

_LONGEST = 1 << 22
_OTHERS = frozenset({"link", "fifo", "socket", "device"})


@dataclass(frozen=True, slots=True)
class Recorded:
    """One record: the exact path, what kind of thing, both digests where it has them, and its own date (ns)."""

    raw: bytes
    kind: str
    sha256: str | None
    blake3: str | None
    mtime_ns: int | None


def records(seal: Path) -> Iterator[Recorded]:
    """Read the records of a seal in their order; raises BadList at the first fault, OSError."""
    for number, line in _lines(seal):
        yield _record(number, line)


def without_digest(seal: Path) -> tuple[dict[bytes, str], str]:
    """Give what has no digest in a seal, as `tally` wants to know it, and the digest of the others' names."""
    known: dict[bytes, str] = {}
    others = hashlib.sha256()
    for number, line in _lines(seal):
        if b'"sha256":null' not in line:
            continue
        found = _record(number, line)
        if found.kind in _OTHERS:
            others.update(b"./" + found.raw + b"\0")
            known[found.raw] = found.kind
        elif found.sha256 is None:
            known[found.raw] = UNSEALED
    return known, others.hexdigest()


def _lines(seal: Path) -> Iterator[tuple[int, bytes]]:
    with (seal / RECORDS).open("rb") as stream:
        number = 0
        while line := stream.readline(_LONGEST):
            number += 1
            if not line.endswith(b"\n"):
                raise BadList(RECORDS, number, "cut off, or longer than any record")
            yield number, line


def _record(number: int, line: bytes) -> Recorded:
    try:
        values = cast("dict[str, Any]", json.loads(line))
        return Recorded(
            raw=base64.b64decode(values["path_raw"], validate=True),
            kind=str(values["kind"]),
            sha256=_text(values["sha256"]),
            blake3=_text(values["blake3"]),
            mtime_ns=int(values["mtime_ns"]) if values["mtime_ns"] is not None else None,
        )
    except (ValueError, TypeError, KeyError, RecursionError, binascii.Error):
        raise BadList(RECORDS, number, "not a record of a seal") from None


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise TypeError
