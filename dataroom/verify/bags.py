"""BagIt bags (RFC 8493, and the drafts from 0.93 on): whether one is whole. Nothing is ever fetched."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from dataroom.model import Bilingual, Entry
from dataroom.verify.algorithms import ALGORITHMS, WEAK
from dataroom.verify.bagtext import BadBag, Bag, Manifest, read_bag, read_manifest
from dataroom.verify.hashing import hasher
from dataroom.verify.listing import Page, as_page
from dataroom.verify.outcome import Outcome, Point, Standing
from dataroom.verify.pairing import spelling
from dataroom.verify.points import bad, good, unchecked
from dataroom.verify.tally import tally
from dataroom.walk import display, open_entry, walk

_BLOCK = 1 << 20


def verify_bag(folder: Path, room: Path | None = None, jobs: int | None = None) -> Outcome:
    """Check a bag and the documents in it or, with `room`, that the room holds what the bag lists.

    Raises UsageError for a room that is none, RoomGone and OSError.
    """
    name = display(os.fsencode(folder.resolve().name))
    try:
        bag = read_bag(folder)
        manifests = [read_manifest(bag, found) for found in bag.manifests]
        payloads = sorted(map(_Payload, manifests), key=lambda found: _strength(found.algorithm), reverse=True)
        points = [*_tags(bag), *_agree(manifests), *_fetch(bag, manifests), *_oxum(bag, room)]
        points += _warned(bag, manifests)
    except BadBag as error:
        return Outcome("bag", name, (bad("bag", why=str(error)),))
    place = bag.folder / "data" if room is None else room
    counted, *others = [tally(found, place, found.algorithm, jobs=jobs) for found in payloads]
    for found, other in zip(payloads[1:], others, strict=True):
        if other.same != counted.same:
            points.append(bad("bag", why=found.file))
    if all(point.standing is not Standing.BAD for point in points):
        points.insert(0, good("bag", why=bag.version))
    return Outcome("bag", name, tuple(points), counted)


class _Payload:
    """A payload manifest as a list of what lies in `data/`, which can be read again and again."""

    def __init__(self, manifest: Manifest) -> None:
        outside = [raw for raw in manifest.entries if not raw.startswith(b"data/")]
        if outside:
            raise BadBag(f"{manifest.file}: {display(outside[0])} (≠ data/)")
        self.file, self.algorithm = manifest.file, manifest.algorithm
        self._page = as_page(sorted((raw.removeprefix(b"data/"), found) for raw, found in manifest.entries.items()))

    def __call__(self) -> Iterator[Page]:
        return iter([self._page])


def _strength(algorithm: str) -> tuple[bool, int]:
    return algorithm not in WEAK, ALGORITHMS[algorithm]


def _tags(bag: Bag) -> Iterator[Point]:
    """Check the tag files against every tag manifest."""
    for found in bag.tag_manifests:
        manifest = read_manifest(bag, found)
        for raw, digest in manifest.entries.items():
            if raw.startswith(b"data/"):
                yield bad("bag", why=f"{manifest.file}: {display(raw)}")
            elif _digest(bag.folder, raw, manifest.algorithm) != digest:
                yield bad("bag", why=f"{display(raw)} ≠ {manifest.file}")


def _agree(manifests: list[Manifest]) -> Iterator[Point]:
    """Every manifest lists every payload file: a rule since 1.0, and before it a bag would say two things."""
    for manifest in manifests[1:]:
        odd = sorted(manifest.entries.keys() ^ manifests[0].entries.keys())
        if odd:
            said = f"{manifests[0].file} ≠ {manifest.file}: {display(odd[0])}"
            yield bad("bag", why=said)


def _fetch(bag: Bag, manifests: list[Manifest]) -> Iterator[Point]:
    for raw in bag.to_fetch:
        if any(raw not in manifest.entries for manifest in manifests):
            yield bad("bag", why=f"fetch.txt: {display(raw)}")
    if bag.to_fetch:
        said = Bilingual(
            f"{len(bag.to_fetch)} fichiers sont à chercher ailleurs (fetch.txt), rien n’est téléchargé",
            f"{len(bag.to_fetch)} files are to be fetched from elsewhere (fetch.txt), nothing is downloaded",
        )
        yield unchecked("bag", why=said)


def _oxum(bag: Bag, room: Path | None) -> Iterator[Point]:
    if bag.oxum is None or room is not None:
        return
    there = [entry for entry in walk(bag.folder / "data") if entry.kind == "file"]
    found = f"{sum(entry.size for entry in there)}.{len(there)}"
    if found != bag.oxum:
        yield bad("bag", why=f"Payload-Oxum {bag.oxum} ≠ {found}")


def _warned(bag: Bag, manifests: list[Manifest]) -> Iterator[Point]:
    for manifest in manifests:
        if manifest.algorithm in WEAK and len(manifests) == 1:
            yield unchecked("weak", why=manifest.algorithm)
        if len(set(map(spelling, manifest.entries))) < len(manifest.entries):
            said = Bilingual(
                "deux noms ne diffèrent que par l’orthographe Unicode", "two names differ in spelling alone"
            )
            yield unchecked("bag", why=said)
        if manifest.dotted:
            yield unchecked("bag", why=f"{manifest.file}: ./")
    for name in bag.unknown:
        said = Bilingual(f"{name} : algorithme inconnu ici", f"{name}: an algorithm not known here")
        yield unchecked("bag", why=said)


def _digest(folder: Path, raw: bytes, algorithm: str) -> str | None:
    digest = hasher(algorithm)()
    with suppress(OSError), open_entry(folder, Entry(display(raw), raw, 0, 0)) as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
        return digest.hexdigest()
    return None
