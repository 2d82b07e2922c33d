"""The lists of a seal against each other and against what is bound, in the same pass that reads them for the room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from dataroom.seal import CANONICAL, LONG, ODD, SUMS
from dataroom.seal.manifest import BadList, read_list
from dataroom.verify.listing import Page, blocks, paged
from dataroom.verify.outcome import SealLists

_LEAVES = 4096  # a power of two: the trees over so many leaves are subtrees of the whole


class ListPass:
    """Reads the canonical list of a seal; the first whole reading also says what the lists come to."""

    def __init__(self, seal: Path) -> None:
        """Name the seal; nothing is read yet."""
        self._seal = seal
        self._found: SealLists | None = None

    def __call__(self) -> Iterator[Page]:
        """Read the list from its beginning; raises BadList and OSError."""
        return map(paged, blocks(self._seal)) if self._found is not None else self._first()

    def finish(self) -> SealLists:
        """Give what the lists came to, read now if nobody has read them yet."""
        if self._found is None:
            for _ in self():
                pass
        if self._found is None:
            raise BadList(CANONICAL, 1, "changed while it was read")
        return self._found

    def _first(self) -> Iterator[Page]:
        tree = _Tree()
        with ExitStack() as files:
            others = _Others(self._seal, files)
            agree = True
            for block in blocks(self._seal):
                agree = others.hold(block) and agree
                tree.add(block)
                yield paged(block)
            agree = others.ended() and agree
        root = tree.root()
        self._found = SealLists(tree.count, root, agree)


class _Others:
    """The other lists, which together must hold what the canonical one does, and nothing else."""

    def __init__(self, seal: Path, files: ExitStack) -> None:
        self._plain = files.enter_context((seal / SUMS).open("rb"))
        present = [name for name in (ODD, LONG) if (seal / name).exists()]
        streams = {name: files.enter_context((seal / name).open("rb")) for name in present}
        self._tagged = {name: _leaves(name, stream) for name, stream in streams.items()}
        self._next = {name: next(leaves, b"") for name, leaves in self._tagged.items()}

    def hold(self, block: list[bytes]) -> bool:
        """Tell whether the next lines of the lists are these records."""
        place = self._plain.tell()
        expected = b"\n".join([*block, b""])
        if self._plain.read(len(expected)) == expected:
            return True
        self._plain.seek(place)
        return all(self._holds(written) for written in block)

    def ended(self) -> bool:
        """Tell whether no line is left."""
        return not self._plain.read(1) and not any(self._next.values())

    def _holds(self, written: bytes) -> bool:
        for name, head in self._next.items():
            if head == written:
                self._next[name] = next(self._tagged[name], b"")
                return True
        return self._plain.readline(len(written) + 1) == written + b"\n"


class _Tree:
    """The Merkle tree of RFC 9162, as its subtrees of so many leaves."""

    def __init__(self) -> None:
        self.count = 0
        self._leaves: list[bytes] = []
        self._tops: list[bytes] = []

    def add(self, records: Iterable[bytes]) -> None:
        """Add leaves."""
        self._leaves += [sha256(b"\x00" + written).digest() for written in records]
        while len(self._leaves) >= _LEAVES:
            self._tops.append(_top(self._leaves[:_LEAVES]))
            del self._leaves[:_LEAVES]
            self.count += _LEAVES

    def root(self) -> str:
        """Give the root as hex; nothing can be added after it."""
        if self._leaves:
            self.count += len(self._leaves)
            self._tops.append(_top(self._leaves))
            self._leaves = []
        return _top(self._tops).hex() if self._tops else sha256().hexdigest()


def _leaves(name: str, stream: BinaryIO) -> Iterator[bytes]:
    return (line.leaf for line in read_list(name, stream))


def _top(level: list[bytes]) -> bytes:
    """Give the top of the tree over nodes; one without a neighbour goes up as it is."""
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        above = [sha256(b"\x01" + left + right).digest() for left, right in pairs]
        level = [*above, level[-1]] if len(level) % 2 else above
    return level[0]
