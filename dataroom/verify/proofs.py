"""The proof of one document: that it belongs to a sealed room, without showing the names of the others.

A proof is one small file of JSON: the record of the document, the way from it to the root of the seal, and the seal's
header with its signature and timestamp as they were.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from dataroom.errors import Fault, FileFaults, UsageError
from dataroom.fingerprint import read_stable
from dataroom.model import Entry, State
from dataroom.seal import CANONICAL, HEADER, SIGNATURE, SIGNERS, STAMP
from dataroom.seal.header import BadHeader, Header, head_of, read_header
from dataroom.seal.manifest import BadList
from dataroom.seal.merkle import prove, record, root_of
from dataroom.verify.asked import NOTHING, Asked
from dataroom.verify.listing import any_leads_out, canonical
from dataroom.verify.outcome import Difference, Kind, Outcome, Point, Tally
from dataroom.verify.pairing import spelling
from dataroom.verify.points import bad, good
from dataroom.verify.soundness import bound_points, file_digest, signed_points, small_file, stamp_point
from dataroom.walk import display

FORMAT = "dataroom-proof/1"
_LARGEST = 1 << 22


@dataclass(frozen=True, slots=True)
class DocumentProof:
    """What a proof file holds, read but not yet believed."""

    raw: bytes
    sha256: str
    index: int
    size: int
    siblings: tuple[str, ...]
    seal: bytes
    signature: bytes | None
    signers: bytes
    stamp: bytes | None


def make_proof(seal: Path, document: str) -> str:
    """Make the proof of one document of a seal, named by its path in the room; gives the text of the file.

    Raises UsageError where the seal does not hold it, or is not sound in what the proof stands on.
    """
    raw = small_file(seal / HEADER)
    if raw is None:
        raise UsageError(f"{seal}: expected the folder of a seal, got one without {HEADER}")
    try:
        header = read_header(raw)
        if file_digest(seal / CANONICAL) != header.files.get(CANONICAL):
            raise UsageError(f"{seal}: expected a sound seal, got one whose {CANONICAL} was altered")
        index, path, digest = _find(seal, document)
        proof = prove((record(name, value) for name, value in canonical(seal)), index)
    except (BadHeader, BadList) as error:
        raise UsageError(f"{seal}: expected a sound seal, got {error}") from None
    if proof.root != header.root:
        raise UsageError(f"{seal}: expected a sound seal, got lists with another root than its header’s")
    signature, signers = small_file(seal / SIGNATURE), small_file(seal / SIGNERS)
    values = {
        "format": FORMAT,
        "path": display(path),
        "path_raw": base64.b64encode(path).decode("ascii"),
        "sha256": digest,
        "index": proof.index,
        "size": proof.size,
        "siblings": list(proof.path),
        "seal": raw.decode("utf-8"),
        "signature": None if signature is None else signature.decode("ascii"),
        "allowed_signers": None if signers is None else signers.decode("ascii"),
        "timestamp": _encoded(small_file(seal / STAMP)),
    }
    return json.dumps(values, indent=1) + "\n"


def is_proof(path: Path) -> bool:
    """Tell whether a file calls itself a proof."""
    with path.open("rb") as stream:
        start = stream.read(256)
    return start.lstrip()[:1] == b"{" and FORMAT.encode() in start


def verify_proof(path: Path, document: Path | None, asked: Asked = NOTHING) -> Outcome:
    """Check a proof and, where `document` (a file, or the folder of a room) is given, that it is the proven one.

    Raises FileFaults for a file that is no proof, UsageError and OSError.
    """
    proof = read_proof(path)
    try:
        header = read_header(proof.seal)
    except BadHeader as error:
        return Outcome("proof", display(proof.raw), (bad("proof", why=str(error)),))
    head = head_of(proof.seal)
    points = [
        _included(proof, header),
        *bound_points(header, head, asked),
        *signed_points(proof.seal, proof.signature, proof.signers, header.signer, asked),
        stamp_point(proof.stamp, proof.signature, header.timestamp, asked.authorities),
    ]
    counted = None if document is None else _counted(proof, document)
    return Outcome("proof", display(proof.raw), tuple(points), counted, head=head, created=header.created)


def read_proof(path: Path) -> DocumentProof:
    """Read a proof file; raises FileFaults for what is none."""
    raw = path.read_bytes()[: _LARGEST + 1] if path.stat().st_size <= _LARGEST else b""
    try:
        values = cast("dict[str, Any]", json.loads(raw))
        proof = DocumentProof(
            raw=base64.b64decode(values["path_raw"], validate=True),
            sha256=values["sha256"],
            index=values["index"],
            size=values["size"],
            siblings=tuple(values["siblings"]),
            seal=values["seal"].encode("utf-8"),
            signature=None if values["signature"] is None else values["signature"].encode("ascii"),
            signers=(values["allowed_signers"] or "").encode("ascii"),
            stamp=None if values["timestamp"] is None else base64.b64decode(values["timestamp"], validate=True),
        )
        _require_shape(proof, values)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise FileFaults([Fault(str(path), "the file", f"a proof of the format {FORMAT}", repr(error)[:80])]) from None
    return proof


def _require_shape(proof: DocumentProof, values: dict[str, Any]) -> None:
    if values["format"] != FORMAT:
        raise ValueError("format")
    if type(proof.index) is not int or type(proof.size) is not int or len(proof.siblings) > 64:
        raise TypeError("index, size, siblings")
    if not all(isinstance(text, str) for text in (proof.sha256, *proof.siblings)):
        raise TypeError("sha256, siblings")
    if any_leads_out([proof.raw]) or display(proof.raw) != values["path"]:
        raise ValueError("path")


def _included(proof: DocumentProof, header: Header) -> Point:
    try:
        root = root_of(record(proof.raw, proof.sha256), proof.index, proof.size, proof.siblings)
    except ValueError as error:
        return bad("proof", why=str(error))
    if root != header.root or proof.size != header.counts["hashed"]:
        return bad("proof", why=f"{root} ≠ {header.root}")
    return good("proof", why=display(proof.raw), index=proof.index + 1, count=proof.size)


def _counted(proof: DocumentProof, document: Path) -> Tally:
    if document.is_dir():
        room, raw = document, proof.raw
    else:
        room, raw = document.parent, document.name.encode("utf-8", "surrogateescape")
    reading = read_stable(room, Entry(display(raw), raw, 0, 0))
    found: tuple[Difference, ...] = ()
    if reading.reason == "ENOENT":
        found = (Difference(Kind.MISSING, proof.raw, seen=False),)
    elif reading.state is not State.OK or reading.fingerprint is None:
        found = (Difference(Kind.UNREADABLE, proof.raw, reason=reading.reason or "EIO"),)
    elif reading.fingerprint.sha256 != proof.sha256:
        found = (Difference(Kind.CHANGED, proof.raw),)
    seen = 1 - sum(not difference.seen for difference in found)
    return Tally("sha256", 1, seen, 0 if found else 1, 0, 0, found)


def _find(seal: Path, document: str) -> tuple[int, bytes, str]:
    wanted = document.encode("utf-8", "surrogateescape").removeprefix(b"./")
    alike: list[tuple[int, bytes, str]] = []
    near: list[str] = []
    for index, (raw, digest) in enumerate(canonical(seal)):
        if raw == wanted:
            return index, raw, digest
        if display(raw) == document or spelling(raw) == spelling(wanted):
            alike.append((index, raw, digest))
        elif wanted in raw and len(near) < 5:
            near.append(display(raw))
    if len(alike) == 1:
        return alike[0]
    hint = f" (it holds {', '.join(near)})" if near else ""
    raise UsageError(f"{seal}: expected a document of this seal by its path, got {document!r}{hint}")


def _encoded(raw: bytes | None) -> str | None:
    return None if raw is None else base64.b64encode(raw).decode("ascii")
