"""Documents without a partner: which of them are the same under another spelling, in another place, or once more.

Shared by what is verified and what is compared. Whatever is paired is paired once, in the order of the paths.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping


def spelling(raw: bytes) -> bytes:
    """Give a path as every system spells it alike (NFC); what is not UTF-8 stays as it is."""
    if raw.isascii():
        return raw
    try:
        return unicodedata.normalize("NFC", raw.decode("utf-8")).encode("utf-8")
    except UnicodeDecodeError:
        return raw


def respelled(old: Iterable[bytes], new: Iterable[bytes]) -> dict[bytes, bytes]:
    """Pair paths that differ in their spelling alone; a spelling that stands twice on one side pairs with nothing."""
    ours, theirs = _unique(old), _unique(new)
    return {raw: theirs[key] for key, raw in ours.items() if key in theirs}


def moved(gone: Mapping[bytes, str], come: Mapping[bytes, str]) -> dict[bytes, bytes]:
    """Pair what left a place with what came to another one and holds the same; digests by path on both sides."""
    places: dict[str, list[bytes]] = {}
    for raw in sorted(come, reverse=True):
        places.setdefault(come[raw], []).append(raw)
    return {raw: places[digest].pop() for raw, digest in sorted(gone.items()) if digest and places.get(digest)}


def originals(wanted: Iterable[str], listed: Iterable[tuple[bytes, str]]) -> dict[str, bytes]:
    """Give for each digest the first listed path that holds it, where there is one."""
    open_ones, found = set(wanted) - {""}, dict[str, bytes]()
    for raw, digest in listed if open_ones else ():
        if digest in open_ones:
            open_ones.discard(digest)
            found[digest] = raw
            if not open_ones:
                break
    return found


def _unique(paths: Iterable[bytes]) -> dict[bytes, bytes]:
    found: dict[bytes, bytes | None] = {}
    for raw in paths:
        key = spelling(raw)
        found[key] = None if key in found else raw
    return dict(_paired(found.items()))


def _paired(items: Iterable[tuple[bytes, bytes | None]]) -> Iterator[tuple[bytes, bytes]]:
    return ((key, raw) for key, raw in items if raw is not None)
