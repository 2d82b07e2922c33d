"""`seal.json`: what a seal says of itself, canonical; the head of a seal is the SHA-256 of its bytes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from dataroom.fingerprint import MERKLE
from dataroom.seal import FORMAT, HEADER
from dataroom.seal.canonical import dump, load

COUNTS = (
    "listed",
    "seen",
    "hashed",
    "explained",
    "files",
    "others",
    "folders",
    "unseen",
    "plain",
    "odd",
    "long",
    "bytes",
)
"""Lines of the records; objects seen; those with digests and those without; of those seen, the regular files, the
links, pipes, sockets and devices, the folders that could not be listed, and what could not even be looked at; lines of
each list; bytes read. `listed = seen = hashed + explained`."""

_HEX = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


class BadHeader(ValueError):
    """A `seal.json` that is none."""


@dataclass(frozen=True, slots=True)
class Header:
    """What is bound by the head.

    `timestamp` is `pending` where one was asked for and `none` where not: it is over the signature, which is over
    this, so whether it has come is told by whether `seal.tsr` lies beside.
    """

    room: str
    created: str
    version: str
    counts: Mapping[str, int]
    root: str
    others: str
    """SHA-256 over `./PATH` NUL of every link, pipe, socket and device, in the order of the path bytes."""
    files: Mapping[str, str]
    previous: str | None = None
    report: Mapping[str, object] | None = None
    """The carried report: its sha256, its edition, and the root that it gives the room."""
    signer: str | None = None
    timestamp: str = "none"

    def to_bytes(self) -> bytes:
        """Write it."""
        return dump(
            {
                "format": FORMAT,
                "room": self.room,
                "created": self.created,
                "version": self.version,
                "algorithm": MERKLE,
                "counts": dict(self.counts),
                "root": self.root,
                "others_sha256": self.others,
                "files": dict(self.files),
                "previous": self.previous,
                "report": None if self.report is None else dict(self.report),
                "signer": None if self.signer is None else {"fingerprint": self.signer},
                "timestamp": self.timestamp,
            }
        )


def head_of(raw: bytes) -> str:
    """Give the head of a seal: the SHA-256 of the bytes of its `seal.json`, as hex."""
    return hashlib.sha256(raw).hexdigest()


def read_header(raw: bytes) -> Header:
    """Read `seal.json`; raises BadHeader, with what is wrong, for anything that `to_bytes` would not have written."""
    try:
        values = cast("dict[str, Any]", load(raw))
        header = Header(
            **{name: values[name] for name in ("room", "created", "version", "counts", "root", "files", "previous")},
            others=values["others_sha256"],
            report=values["report"],
            signer=None if values["signer"] is None else values["signer"]["fingerprint"],
            timestamp=values["timestamp"],
        )
        again = header.to_bytes()
    except (ValueError, TypeError, KeyError) as error:
        raise BadHeader(f"{HEADER}: not of the format {FORMAT} ({error})") from None
    wrong = _wrong(header) or ("" if again == raw else f"not of the format {FORMAT}")
    if wrong:
        raise BadHeader(f"{HEADER}: {wrong}")
    return header


def read_seal(seal: Path) -> tuple[Header, str]:
    """Read the header of a seal's folder, with its head; raises OSError and BadHeader."""
    raw = (seal / HEADER).read_bytes()
    return read_header(raw), head_of(raw)


def is_digest(value: object) -> bool:
    """Tell whether something is a SHA-256 as lower-case hex."""
    return isinstance(value, str) and _HEX.fullmatch(value) is not None


def _wrong(header: Header) -> str:
    texts = (header.room, header.created, header.version, header.timestamp, header.signer or "")
    digests = (
        header.root,
        header.others,
        *header.files.values(),
        *([] if header.previous is None else [header.previous]),
    )
    checks = {
        "a text is expected where something else stands": all(isinstance(text, str) for text in texts),
        "a digest is expected where something else stands": all(map(is_digest, digests)),
        "files: a name that is none of a seal": all(map(_NAME.fullmatch, header.files)),
        "counts: whole numbers are expected": sorted(header.counts) == sorted(COUNTS)
        and all(type(count) is int and count >= 0 for count in header.counts.values()),
        "timestamp: expected none or pending": header.timestamp in {"none", "pending"},
    }
    wrong = [text for text, holds in checks.items() if not holds]
    if wrong:
        return wrong[0]
    counts = header.counts
    adds_up = counts["listed"] == counts["seen"] == counts["hashed"] + counts["explained"]
    return "" if adds_up else "counts: they do not add up (listed = seen = hashed + explained)"
