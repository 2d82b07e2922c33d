"""What is to be verified: a seal, a bag, a proof or a list, each read by its own part of the program."""

from __future__ import annotations

from pathlib import Path

from dataroom.errors import UsageError
from dataroom.verify.asked import Asked
from dataroom.verify.outcome import Outcome


def verify(seal: Path, room: Path | None, asked: Asked, digest: str | None) -> Outcome:
    """Check what lies at `seal` and, where it is given, `room` against it; raises as the part that reads it does."""
    if seal.is_dir():
        if (seal / "bagit.txt").exists() and not (seal / "seal.json").exists():
            from dataroom.verify.bags import verify_bag  # noqa: PLC0415 - one kind is asked for

            _require_nothing(asked, "a bag")
            return verify_bag(seal, room)
        from dataroom.verify.seals import verify_seal  # noqa: PLC0415 - the same

        return verify_seal(seal, room, asked)
    if not seal.is_file():
        raise UsageError(f"{seal}: expected a seal, a bag, a proof or a list of digests, got nothing of that name")
    from dataroom.verify.proofs import is_proof, verify_proof  # noqa: PLC0415 - the same

    if is_proof(seal):
        return verify_proof(seal, room, asked)
    from dataroom.verify.lists import verify_list  # noqa: PLC0415 - the same

    _require_nothing(asked, "a list")
    return verify_list(seal, room, digest)


def _require_nothing(asked: Asked, what: str) -> None:
    if asked != Asked():
        raise UsageError(f"--expect-head, --signer, --tsa-ca, --previous: expected a seal or a proof, got {what}")
