"""Which requirements check each statement of the guide. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dataroom.checklists import Checklist
from dataroom.guide import Row


@dataclass(frozen=True, slots=True)
class Covered:
    """A row of the guide and the requirements that cite it, each as `checklist/id`."""

    row: Row
    requirements: tuple[str, ...]


def coverage(rows: Iterable[Row], checklists: Sequence[Checklist]) -> tuple[Covered, ...]:
    """Give every row with the requirements that cite it, in the checklists’ order; none where nothing checks it."""
    citing: dict[int, list[str]] = {}
    for checklist in checklists:
        for requirement in checklist.requirements:
            for number in dict.fromkeys(requirement.seed):
                citing.setdefault(number, []).append(f"{checklist.id}/{requirement.id}")
    return tuple(Covered(row, tuple(citing.get(row.number, ()))) for row in rows)
