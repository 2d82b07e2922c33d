"""The lists of a seal against each other and against what is bound, in the same pass that reads them for the room."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from dataroom.fingerprint import record
from dataroom.seal import CANONICAL, LONG, ODD, SUMS
from dataroom.seal.manifest import BadList, read_list
from dataroom.verify.listing import Listed, canonical
from dataroom.verify.outcome import SealLists

_BLOCK = 4096  # a power of two: the trees over blocks are then subtrees of the whole


class ListPass:
    """Reads the canonical list of a seal; after the first whole reading, `found` says what the lists came to."""

    def __init__(self, seal: Path) -> None:
        """Name the seal; nothing is read yet."""
        self._seal = seal
        self.found: SealLists | None = None

    def __call__(self) -> Iterator[Listed]:
        """Read the list from its beginning; raises BadList and OSError."""
        return canonical(self._seal) if self.found is not None else self._first()

    def finish(self) -> SealLists:
        """Give what the lists came to, read now if nobody has read them yet."""
        if self.found is None:
            for _ in self():
                pass
        if self.found is None:
            raise BadList(CANONICAL, 1, "changed while it was read")
        return self.found

    def _first(self) -> Iterator[Listed]:
        count, differ = 0, False
        leaf, blocks = list[bytes](), list[bytes]()
        with ExitStack() as open_files:
            plain = open_files.enter_context((self._seal / SUMS).open("rb"))
            others = {name: self._others(name, open_files) for name in (ODD, LONG)}
            tagged = {name: next(lines, b"") for name, lines in others.items()}
            line = plain.readline(1 << 20)
            for raw, digest in canonical(self._seal):
                written = record(raw, digest)
                if line[:-1] == written:
                    line = plain.readline(1 << 20)
                else:
                    name = next((name for name, head in tagged.items() if head == written), "")
                    differ = differ or not name
                    if name:
                        tagged[name] = next(others[name], b"")
                leaf.append(hashlib.sha256(b"\x00" + written).digest())
                count += 1
                if len(leaf) == _BLOCK:
                    blocks.append(_top(leaf))
                    leaf.clear()
                yield raw, digest
            differ = differ or bool(line) or any(tagged.values())
        if leaf:
            blocks.append(_top(leaf))
        root = _top(blocks).hex() if blocks else hashlib.sha256().hexdigest()
        self.found = SealLists(count, root, agree=not differ)

    def _others(self, name: str, open_files: ExitStack) -> Iterator[bytes]:
        if not (self._seal / name).exists():
            return iter(())
        stream = open_files.enter_context((self._seal / name).open("rb"))
        return (line.leaf for line in read_list(name, stream))


def _top(level: list[bytes]) -> bytes:
    """Give the top of the tree over nodes; one without a neighbour goes up as it is."""
    while len(level) > 1:
        above = [hashlib.sha256(b"\x01" + level[at] + level[at + 1]).digest() for at in range(0, len(level) - 1, 2)]
        level = [*above, level[-1]] if len(level) % 2 else above
    return level[0]
