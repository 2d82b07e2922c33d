"""One file to be read, and, where a reading of it was lost, the place from which to go on without what was lost.

The documents of a file have an order: the file, then each member with what is inside it. A place in it is the numbers
of the members that lead there: `()` is the file itself, `(3, 0)` the first member of its fourth member.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dataroom.losses import Loss
from dataroom.model import Entry
from dataroom.worker import Lost

_MOST_LOSSES = 20
_WEIGHTS: dict[Loss, int] = {"timeout": 7, "crash": 1, "memory": 1}


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a reading stands: the document done last, the content it belongs to, and the seconds spent so far."""

    position: tuple[int, ...]
    stamp: tuple[int, ...]
    spent: float
    opened: bool = False
    """Whether that document is a container whose members come next."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What a worker is to read, and how far an earlier one got."""

    entry: Entry
    done: Mark | None = None
    """Up to here all is told already."""
    blame: Loss | None = None
    """What became of the document that follows; it is not tried again."""
    closed: tuple[int, ...] | None = None
    """The container whose members cannot be gone through: the rest of it is given up."""
    losses: int = 0
    """What was lost so far, those that took long counting for more."""


def go_on(task: Entry | Errand, place: Mark, lost: Lost) -> Errand | None:
    """Give what is left to be read after a loss behind `place`, or None where nothing can be told any more.

    Where no document at all was told since the last loss, it is the container that cannot be gone through: the one
    reached, and if that is not it the one around it.
    """
    known = task if isinstance(task, Errand) else Errand(task)
    losses = known.losses + _WEIGHTS[lost.kind]
    found = replace(known, done=place, blame=lost.kind, closed=None, losses=losses)
    if found.losses > _MOST_LOSSES:
        return None if known.closed == () else replace(found, blame=None, closed=())
    if known.done is None or known.done.position != place.position:
        return found
    if known.closed == ():
        return None
    around = place.position if place.opened else place.position[:-1]
    closed = around if known.closed is None else known.closed[:-1]
    return replace(found, blame=None, closed=closed)
