"""The clause map of any contract, whatever its type: one file read and searched in a worker."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dataroom import isolation
from dataroom.clause_rules import Clauses, load_clauses
from dataroom.clauses import find_clauses
from dataroom.extract import Limits, Source, attend, extract, warm_up
from dataroom.language import language_of
from dataroom.model import Bilingual, Clause, State
from dataroom.text import Folded


@dataclass(frozen=True, slots=True)
class ClauseMap:
    """Which clauses were found in a file; `state` and `reason` say why some could not be looked for."""

    path: str
    language: str | None
    pages: int
    clauses: tuple[Clause, ...]
    state: State = State.OK
    reason: Bilingual | None = None


_clauses: Clauses | None = None


def open_clauses(overlay: Path | None, _folders: tuple[Path, ...]) -> None:
    """Make this process a worker that looks for clauses."""
    global _clauses  # noqa: PLW0603 - a worker is one process with one set of rules
    _clauses = load_clauses(overlay)


def lock_clauses(_overlay: Path | None, folders: tuple[Path, ...]) -> isolation.Locks:
    """Lock a worker made by `open_clauses` in, for good: it reads below `folders` and does nothing else."""
    warm_up()
    attend()
    return isolation.lock(folders[0], most_written=Limits().max_member_bytes, extra=folders[1:])


def map_clauses(path: Path) -> ClauseMap:
    """Look for every clause in one file, in a worker made by `open_clauses`; raises OSError where it does not open."""
    if _clauses is None:
        raise RuntimeError("open_clauses must come first")
    source = Source.of_file(path.name, lambda: path.open("rb"))
    content = extract(source)
    pages = tuple(map(Folded, content.pages))
    found = find_clauses(pages, _clauses)
    return ClauseMap(str(path), language_of(pages), len(pages), found, content.state, content.reason)
