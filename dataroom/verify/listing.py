"""The canonical list of a seal, read fast: what is doubtful goes to the careful reader, which says what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from operator import lt
from pathlib import Path
from typing import NoReturn

from dataroom.seal import CANONICAL
from dataroom.seal.manifest import BadList, read_list

Listed = tuple[bytes, str]
"""The exact path of a file in the room, and its digest as lower-case hex."""
Page = tuple[list[bytes], str]
"""Some that follow each other, which is read and compared faster: their paths, and their digests as one text."""

_OUTSIDE = re.compile(rb"(?:\A|/)\.{0,2}(?:/|\Z)")
_HEX = b"0123456789abcdef"
_BLOCK = 1 << 18
_LONGEST = 1 << 20


def canonical(seal: Path) -> Iterator[Listed]:
    """Read the canonical list of a seal in its order; raises BadList at the first fault, OSError."""
    return one_by_one(map(paged, blocks(seal)))


def paged(block: list[bytes]) -> Page:
    """Give the records of a block as a page."""
    return [written[68:] for written in block], b"".join([written[:64] for written in block]).decode("ascii")


def as_page(listed: Iterable[Listed]) -> Page:
    """Give what is held one by one as a page."""
    pairs = list(listed)
    return [raw for raw, _ in pairs], "".join([digest for _, digest in pairs])


def one_by_one(pages: Iterable[Page]) -> Iterator[Listed]:
    """Give each path with its digest."""
    for names, digests in pages:
        width = len(digests) // len(names) if names else 1
        yield from zip(names, [digests[at : at + width] for at in range(0, len(digests), width)], strict=True)


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
