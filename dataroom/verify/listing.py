"""The canonical list of a seal, read fast: what is doubtful goes to the careful reader, which says what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from operator import lt
from pathlib import Path
from typing import NoReturn

from dataroom.seal import CANONICAL
from dataroom.seal.manifest import BadList, read_list

Listed = tuple[bytes, str]
"""The exact path of a file in the room, and its digest as lower-case hex."""

_OUTSIDE = re.compile(rb"(?:\A|/)\.{0,2}(?:/|\Z)")
_HEX = b"0123456789abcdef"
_BLOCK = 1 << 18
_LONGEST = 1 << 20


def canonical(seal: Path) -> Iterator[Listed]:
    """Read the canonical list of a seal in its order; raises BadList at the first fault, OSError."""
    for block in blocks(seal):
        yield from parsed(block)


def parsed(block: list[bytes]) -> list[Listed]:
    """Give the path and the digest of each record of a block."""
    return [(written[68:], written[:64].decode("ascii")) for written in block]


def blocks(seal: Path) -> Iterator[list[bytes]]:
    """Give the records of the canonical list, without their NUL, a few thousand at once; raises as `canonical`."""
    with (seal / CANONICAL).open("rb") as stream:
        rest, last = b"", b""
        while read := stream.read(_BLOCK):
            *block, rest = (rest + read).split(b"\0")
            if len(rest) > _LONGEST or b"".join([written[:64] for written in block]).strip(_HEX):
                _explain(seal)
            names = [written[68:] for written in block]
            in_place = {written[64:68] for written in block} <= {b"  ./"} and names[:1] > [last]
            if block and not (in_place and in_order(names) and not any_leads_out(names)):
                _explain(seal)
            last = names[-1] if names else last
            yield block
    if rest:
        _explain(seal)


def in_order(names: list[bytes]) -> bool:
    """Tell whether each name comes after the one before it, as bytes."""
    return all(map(lt, names, islice(names, 1, None)))


def any_leads_out(names: list[bytes]) -> bool:
    """Tell whether one of these paths is none inside a room: absolute, with `.` or `..` as a part, or an empty one."""
    text = b"\0/".join([b"", *names, b""])  # so that a fault at either end reads like one in the middle
    suspect = b"/." in text or b"//" in text or b"/\0" in text
    return suspect and any(_OUTSIDE.search(name) for name in names)


def _explain(seal: Path) -> NoReturn:
    with (seal / CANONICAL).open("rb") as stream:
        for _ in read_list(CANONICAL, stream):
            pass
    raise BadList(CANONICAL, 1, "changed while it was read")
