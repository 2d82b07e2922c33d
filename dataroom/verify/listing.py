"""The canonical list of a seal, read fast: what is doubtful goes to the careful reader, which says what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from dataroom.seal import CANONICAL
from dataroom.seal.manifest import BadList, read_list

Listed = tuple[bytes, str]
"""The exact path of a file in the room, and its digest as lower-case hex."""

_RECORD = re.compile(rb"([0-9a-f]{64})  \./(.+)", re.DOTALL)
_OUTSIDE = re.compile(rb"(?:\A|/)\.{0,2}(?:/|\Z)")
_BLOCK = 1 << 18
_LONGEST = 1 << 20


def canonical(seal: Path) -> Iterator[Listed]:
    """Read the canonical list of a seal in its order; raises BadList at the first fault, OSError."""
    with (seal / CANONICAL).open("rb") as stream:
        rest, last = b"", b""
        while block := stream.read(_BLOCK):
            *whole, rest = (rest + block).split(b"\0")
            for written in whole:
                found = _RECORD.fullmatch(written)
                if found is None or (raw := found[2]) <= last or leads_out(raw):
                    _explain(seal)
                yield raw, found[1].decode("ascii")
                last = raw
            if len(rest) > _LONGEST:
                _explain(seal)
    if rest:
        _explain(seal)


def leads_out(raw: bytes) -> bool:
    """Tell whether a path is none inside a room: absolute, with `.` or `..` as a part, or with an empty one."""
    suspect = b"/." in raw or b"//" in raw or raw[:1] in {b"", b".", b"/"} or raw[-1:] == b"/"
    return suspect and _OUTSIDE.search(raw) is not None


def _explain(seal: Path) -> NoReturn:
    with (seal / CANONICAL).open("rb") as stream:
        for _ in read_list(CANONICAL, stream):
            pass
    raise BadList(CANONICAL, 1, "changed while it was read")
