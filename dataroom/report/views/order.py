"""How statuses rank, the worst first. Pure."""

from __future__ import annotations

from dataroom.model import Status

WORST = (
    Status.MISSING,
    Status.UNUSABLE,
    Status.PARTIAL,
    Status.TO_CONFIRM,
    Status.WITHHELD,
    Status.WAIVED,
    Status.SATISFIED,
    Status.NOT_APPLICABLE,
)
"""The statuses, the worst first."""
