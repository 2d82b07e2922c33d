"""A head of the ledger that was kept elsewhere, compared with the chain."""

from __future__ import annotations

from dataroom.errors import DataroomError
from dataroom.state.ledger import Ledger


class LedgerBroken(DataroomError):
    """The chain does not lead on from a head that was kept elsewhere: lines were rewritten or cut off."""

    exit_code = 1


def require_head(ledger: Ledger, head: str | None) -> None:
    """Raise LedgerBroken unless the chain leads on from a head, where one was given."""
    if head is None or ledger.reaches(head.strip().lower()):
        return
    known = f"{len(ledger.lines)} checks, head {ledger.head}" if ledger.lines else "no check at all"
    raise LedgerBroken(
        f"{ledger.path.name}: expected a chain that leads on from {head}, got {known}: "
        "lines were rewritten, cut off or lost"
    )
