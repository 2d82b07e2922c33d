"""What a reader knows from elsewhere, and asks a seal to agree with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dataroom.errors import UsageError
from dataroom.seal.header import is_digest


@dataclass(frozen=True, slots=True)
class Asked:
    """What came by another way than the seal; None where nothing did.

    `head`: the head of the seal, as hex. `signer`: the fingerprint of the signer's key. `authorities`: a PEM file of
    certificates that timestamps may lead to. `previous`: the head of the seal before.
    """

    head: str | None = None
    signer: str | None = None
    authorities: Path | None = None
    previous: str | None = None


NOTHING = Asked()
"""For a reader who knows nothing from elsewhere."""


def head_given(text: str | None) -> str | None:
    """Read a head as people pass it on, with or without `sha256:` before it; raises UsageError."""
    if text is None:
        return None
    head = text.strip().lower().removeprefix("sha256:")
    if not is_digest(head):
        raise UsageError(f"--expect-head: expected the 64 hex digits of a head, got {text!r}")
    return head


def signer_given(text: str | None) -> str | None:
    """Read the fingerprint of a key; raises UsageError."""
    if text is not None and not text.strip().startswith("SHA256:"):
        raise UsageError(f"--signer: expected a fingerprint such as SHA256:… (`ssh-keygen -lf KEY.pub`), got {text!r}")
    return text.strip().rstrip("=") if text is not None else None
