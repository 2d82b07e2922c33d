"""The making of a seal, from top to bottom: read everything, write, sign, bind, read back, publish."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dataroom.errors import NothingToCheck, UsageError
from dataroom.seal import GUIDES, HEADER, REPORT, SCRIPT, SIGNATURE, SIGNERS, STAMP
from dataroom.seal.header import BadHeader, Header, head_of, is_digest, read_seal
from dataroom.seal.lists import Listed, write_lists
from dataroom.seal.observe import Observed, observe
from dataroom.seal.publish import publish, staged, write_new
from dataroom.seal.sign import BadSignature, Signer, check, sign, signer_with
from dataroom.seal.timestamp import NoStamp, require_authority, stamp
from dataroom.store import sync_folder
from dataroom.walk import display

_KIT = Path(__file__).parent / "kit"
Progress = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class Carried:
    """The acquirer's report that goes with a seal: its bytes, and the root that it gives the room."""

    raw: bytes
    root: str


@dataclass(frozen=True, slots=True)
class Options:
    """What may be chosen for a seal; `previous` is the head of the seal before it, `signer` is found from the key."""

    sign_key: Path | None = None
    tsa: str | None = None
    report: Carried | None = None
    previous: str | None = None
    jobs: int | None = None
    version: str = ""
    signer: Signer | None = None


@dataclass(frozen=True, slots=True)
class Sealed:
    """A seal that lies under its name; `no_stamp` says why the timestamp that was asked for is not there."""

    place: Path
    header: Header
    head: str
    no_stamp: str | None = None


def seal(
    room: Path, folder: Path, now: dt.datetime, options: Options = Options(), progress: Progress | None = None
) -> Sealed:
    """Seal `room` into a new folder of `folder`; nothing is written into the room, whose lock the caller holds.

    Raises UsageError, NothingToCheck, RoomGone and OSError; there is no seal then.
    """
    if options.tsa is not None:
        if options.sign_key is None:
            raise UsageError("--tsa: expected --sign-key with it (a timestamp is over the signature), got none")
        require_authority(options.tsa)
    options = replace(options, signer=signer_with(options.sign_key) if options.sign_key else None)
    created = now.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with staged(folder, _key(room)) as place:
        listed = write_lists(place, _told(observe(room, options.jobs), progress), created)
        if not listed.counts["hashed"]:
            raise NothingToCheck(f"{room}: nothing to seal, the room holds no file that could be read")
        files = {**listed.digests, **_carry(place, options.report, options.signer)}
        header = _header(_name(room), created, listed, files, options)
        raw = header.to_bytes()
        write_new(place / HEADER, raw)
        signature = _signed(place, raw, options.sign_key, options.signer)
        no_stamp = _stamped(place, signature, options.tsa)
        final = _free(folder, created)
        publish(place, final)
    return Sealed(final, header, head_of(raw), no_stamp)


def add_stamp(seal: Path, tsa: str) -> None:
    """Add the timestamp that a seal has not got yet; raises UsageError and NoStamp, and changes nothing else."""
    require_authority(tsa)
    header, _ = header_of(seal)
    if header.signer is None or not (seal / SIGNATURE).is_file():
        raise UsageError(f"{seal}: expected a signed seal (a timestamp is over the signature)")
    if (seal / STAMP).exists():
        raise UsageError(f"{seal}: expected a seal without a timestamp, got one that has it")
    signature = (seal / SIGNATURE).read_bytes()
    try:
        check((seal / HEADER).read_bytes(), signature, (seal / SIGNERS).read_bytes())
    except (BadSignature, OSError) as error:
        raise UsageError(f"{seal}: expected a seal whose signature holds: {error}") from None
    answer = stamp(signature, tsa)
    # Beside the seal: what a killed run leaves inside would be a file that nobody sealed.
    partial = seal.absolute().parent / f".{seal.absolute().name}.{STAMP}.partial"
    partial.unlink(missing_ok=True)
    try:
        write_new(partial, answer)
        partial.rename(seal / STAMP)
    finally:
        partial.unlink(missing_ok=True)
    sync_folder(seal)


def previous_head(given: str) -> str:
    """Give the head of the seal before: from its hex, or from a seal's folder. Raises UsageError."""
    if is_digest(given):
        return given
    return header_of(Path(given))[1]


def latest_head(folder: Path, room: Path) -> str | None:
    """Give the head of the newest seal of this room in a folder; None where there is none."""
    found: list[tuple[str, str, str]] = []
    for place in sorted(folder.glob("seal-*")) if folder.is_dir() else []:
        try:
            header, head = read_seal(place)
        except (OSError, BadHeader):
            continue
        if header.room == _name(room):
            found.append((header.created, place.name, head))
    return max(found)[2] if found else None


def header_of(seal: Path) -> tuple[Header, str]:
    """Read a seal's header and head; raises UsageError for a path that is no seal."""
    try:
        return read_seal(seal)
    except OSError as error:
        raise UsageError(f"{seal}: expected the folder of a seal, got {error.strerror}") from None
    except BadHeader as error:
        raise UsageError(f"{seal}: expected the folder of a seal, got {error}") from None


def _header(room: str, created: str, listed: Listed, files: dict[str, str], options: Options) -> Header:
    report = options.report
    bound = None if report is None else {"sha256": files[REPORT], "edition": "acquirer", "root": report.root}
    return Header(
        room=room,
        created=created,
        version=options.version,
        counts=listed.counts,
        root=listed.root,
        others=listed.others,
        files=files,
        previous=options.previous,
        report=bound,
        signer=options.signer.fingerprint if options.signer else None,
        timestamp="pending" if options.tsa else "none",
    )


def _carry(place: Path, report: Carried | None, signer: Signer | None) -> dict[str, str]:
    """Write what is not made from the room; gives the digests."""
    files = {name: write_new(place / name, (_KIT / name).read_bytes()) for name in GUIDES}
    files[SCRIPT] = write_new(place / SCRIPT, (_KIT / SCRIPT).read_bytes(), 0o700)
    if report is not None:
        files[REPORT] = write_new(place / REPORT, report.raw)
    if signer is not None:
        files[SIGNERS] = write_new(place / SIGNERS, signer.allowed_signers)
    return files


def _signed(place: Path, raw: bytes, key: Path | None, signer: Signer | None) -> bytes | None:
    if key is None or signer is None:
        return None
    signature = sign(key, raw)
    try:
        found = check(raw, signature, signer.allowed_signers)
    except BadSignature as error:
        raise UsageError(f"--sign-key: another key signed now than at the beginning: {error}") from None
    if found != signer.fingerprint:
        raise UsageError(f"--sign-key: expected {signer.fingerprint}, got a signature by {found}")
    write_new(place / SIGNATURE, signature)
    return signature


def _stamped(place: Path, signature: bytes | None, tsa: str | None) -> str | None:
    if tsa is None or signature is None:
        return None
    try:
        write_new(place / STAMP, stamp(signature, tsa))
    except NoStamp as error:
        return str(error)
    return None


def _told(room: Iterable[Observed], progress: Progress | None) -> Iterator[Observed]:
    for number, seen in enumerate(room, 1):
        if progress is not None:
            progress(number, seen.entry.path)
        yield seen


def _free(folder: Path, created: str) -> Path:
    name = "seal-" + created.replace("-", "").replace(":", "")
    final, number = folder / name, 1
    while os.path.lexists(final):
        number += 1
        final = folder / f"{name}-{number}"
    return final


def _name(room: Path) -> str:
    return display(os.fsencode(room.resolve().name)) or "/"


def _key(room: Path) -> str:
    return hashlib.sha256(os.fsencode(room.resolve())).hexdigest()[:16]
