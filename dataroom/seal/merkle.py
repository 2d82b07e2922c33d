"""The Merkle tree of RFC 9162 (2.1, SHA-256): one digest for the whole list, and proofs for one line of it.

A leaf is one record of the canonical list without its NUL. With a proof, one document is shown to belong to a sealed
room without showing the names of the others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dataroom.fingerprint import merkle_root, record

__all__ = ["Proof", "merkle_root", "prove", "record", "root_of"]


@dataclass(frozen=True, slots=True)
class Proof:
    """That the leaf at `index` (from 0) is one of the `size` leaves under `root`; `path` from the leaf up, as hex."""

    index: int
    size: int
    path: tuple[str, ...]
    root: str


def prove(leaves: Iterable[bytes], index: int) -> Proof:
    """Make the inclusion proof of one leaf (2.1.3.1); raises IndexError. Memory: some 70 bytes a leaf."""
    level = [hashlib.sha256(b"\x00" + leaf).digest() for leaf in leaves]
    if not 0 <= index < len(level):
        raise IndexError(index)
    size, place, path = len(level), index, list[str]()
    while len(level) > 1:
        beside = place ^ 1
        if beside < len(level):
            path.append(level[beside].hex())
        level, place = _above(level), place >> 1
    return Proof(index, size, tuple(path), level[0].hex())


def root_of(leaf: bytes, index: int, size: int, path: Sequence[str]) -> str:
    """Give the root to which a proof leads (2.1.3.2), as hex; raises ValueError where its shape fits no tree."""
    if not 0 <= index < size:
        raise ValueError("an index outside the tree")
    place, last = index, size - 1
    node = hashlib.sha256(b"\x00" + leaf).digest()
    for text in path:
        if last == 0:
            raise ValueError("a longer path than the tree is high")
        beside = _digest(text)
        if place & 1 or place == last:
            node = hashlib.sha256(b"\x01" + beside + node).digest()
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            node = hashlib.sha256(b"\x01" + node + beside).digest()
        place, last = place >> 1, last >> 1
    if last:
        raise ValueError("a shorter path than the tree is high")
    return node.hex()


def _above(level: list[bytes]) -> list[bytes]:
    # A node without a neighbour goes up as it is: the same tree as the RFC's split at the largest power of two.
    pairs = [hashlib.sha256(b"\x01" + level[at] + level[at + 1]).digest() for at in range(0, len(level) - 1, 2)]
    return [*pairs, level[-1]] if len(level) % 2 else pairs


def _digest(text: str) -> bytes:
    found = bytes.fromhex(text)
    if len(found) != hashlib.sha256().digest_size or found.hex() != text:
        raise ValueError("a path of something else than digests")
    return found
