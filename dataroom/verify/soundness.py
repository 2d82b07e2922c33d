"""Whether a seal is sound in itself: nothing in it was altered since it was bound, and what is asked of it agrees."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from dataroom.errors import UsageError
from dataroom.seal import CANONICAL, HEADER, RECORDS, SIGNATURE, SIGNERS, STAMP, SUMS, UNBOUND
from dataroom.seal.header import Header
from dataroom.seal.sign import BadSignature, check, require_tool
from dataroom.seal.timestamp import NoStamp, read_stamp
from dataroom.verify.asked import Asked
from dataroom.verify.outcome import Point, SealLists
from dataroom.verify.points import FORGED, MISSING, NO_SIGNATURE, NO_STAMP, NOT_ANNOUNCED, bad, good, unchecked
from dataroom.walk import display

_BLOCK = 1 << 20
_SMALL = 1 << 20
_REQUIRED = frozenset({SUMS, CANONICAL, RECORDS})
_MOST_NAMED = 8


def files_point(seal: Path, header: Header) -> Point:
    """Check every file of a seal against the digest that its header holds; raises OSError where one cannot be read."""
    wrong = sorted({*_wrong_files(seal, header), *(_REQUIRED - header.files.keys())})
    if not wrong:
        return good("files", count=len(header.files))
    more = f" … +{len(wrong) - _MOST_NAMED}" if len(wrong) > _MOST_NAMED else ""
    return bad("files", why=", ".join(wrong[:_MOST_NAMED]) + more)


def lists_point(found: SealLists, header: Header) -> Point:
    """Check what the lists came to against the header."""
    counts = header.counts
    if found.count != counts["hashed"] or counts["plain"] + counts["odd"] + counts["long"] != found.count:
        return bad("lists", why=f"{found.count} ≠ {counts['hashed']}")
    if found.root != header.root:
        return bad("lists", why=f"{found.root} ≠ {header.root}")
    if not found.agree:
        return bad("lists", why=f"{SUMS} ≠ {CANONICAL}")
    return good("lists")


def bound_points(header: Header, head: str, asked: Asked) -> Iterator[Point]:
    """Say whether this is the seal that was expected, and where it stands in the chain."""
    if asked.head is None:
        yield unchecked("head")
    else:
        yield good("head") if asked.head == head else bad("head", why=head)
    if asked.previous is not None:
        same = header.previous == asked.previous
        yield good("chain") if same else bad("chain", why=header.previous or "–")
    elif header.previous is not None:
        yield unchecked("chain", why=header.previous)
    if header.report is not None:
        yield good("report") if header.report.get("root") == header.root else unchecked("report")


def signed_points(raw: bytes, signature: bytes | None, signers: bytes, signer: str | None, asked: Asked) -> list[Point]:
    """Check the signature over the bytes of a header, and whose key it is."""
    if signer is None:
        if signature is not None:
            return [bad("signature", why=NOT_ANNOUNCED)]
        return [unchecked("signature"), *([bad("signer")] if asked.signer else [])]
    if signature is None:
        return [bad("signature", why=MISSING)]
    try:
        require_tool()
        found = check(raw, signature, signers)
    except UsageError:
        return [bad("signature-tool") if asked.signer else unchecked("signature-tool")]
    except BadSignature:
        found = ""
    if found != signer:
        return [bad("signature", why=FORGED)]
    return [good("signature", why=found), _signer_point(found, asked.signer)]


def stamp_point(answer: bytes | None, signature: bytes | None, state: str, authorities: Path | None) -> Point:
    """Check the timestamp over a signature; without known authorities, only that it is intact."""
    if answer is None:
        if authorities is not None:
            return bad("timestamp", why=NO_STAMP)
        return unchecked("timestamp-pending" if state == "pending" else "timestamp")
    if signature is None:
        return bad("timestamp", why=NO_SIGNATURE)
    try:
        found = read_stamp(answer, signature, authorities)
    except UsageError:
        return bad("timestamp-tool") if authorities else unchecked("timestamp-tool")
    except NoStamp as error:
        return bad("timestamp", why=_first_line(error))
    time = found.time.strftime("%Y-%m-%d %H:%M:%S UTC")
    return good("timestamp", why=time) if found.known else unchecked("timestamp-authority", why=time)


def seal_points(seal: Path, header: Header, head: str, asked: Asked) -> list[Point]:
    """Check all that a seal says, its lists aside; raises OSError where a part of it cannot be read."""
    signature = small_file(seal / SIGNATURE)
    signers = small_file(seal / SIGNERS) or b""
    raw = small_file(seal / HEADER) or b""
    return [
        files_point(seal, header),
        *bound_points(header, head, asked),
        *signed_points(raw, signature, signers, header.signer, asked),
        stamp_point(small_file(seal / STAMP), signature, header.timestamp, asked.authorities),
    ]


def small_file(path: Path, most: int = _SMALL) -> bytes | None:
    """Read a file of at most `most` bytes, through no link; None where there is none. Raises UsageError and OSError."""
    try:
        with open(path, "rb", opener=_opener) as stream:
            raw = stream.read(most + 1)
    except FileNotFoundError:
        return None
    if len(raw) > most:
        raise UsageError(f"{path}: expected a file of at most {most} bytes, got more")
    return raw


def _wrong_files(seal: Path, header: Header) -> Iterator[str]:
    with os.scandir(seal) as entries:
        there = {entry.name: entry.is_file(follow_symlinks=False) for entry in entries}
    yield from _hidden(name for name, is_file in there.items() if not is_file)
    yield from _hidden(there.keys() - header.files.keys() - UNBOUND)
    for name, digest in header.files.items():
        if name in UNBOUND or not there.get(name) or file_digest(seal / name) != digest:
            yield name


def file_digest(path: Path) -> str:
    """Give the SHA-256 of a file, as hex; raises OSError, also for a link."""
    digest = hashlib.sha256()
    with open(path, "rb", opener=_opener) as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _hidden(names: Iterable[str]) -> Iterator[str]:
    return (display(os.fsencode(name)) for name in names)


def _opener(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def _signer_point(found: str, wanted: str | None) -> Point:
    if wanted is None:
        return unchecked("signer")
    return good("signer") if found == wanted else bad("signer")


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["–"])[0]
