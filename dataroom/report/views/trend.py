"""What earlier checks found, as `run.history` tells it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dataroom.model import Report, Status

_OPEN = tuple(status.value for status in Status if status.is_open)


@dataclass(frozen=True, slots=True)
class Point:
    """One check: when (as the history writes it), its verdict, what was open and satisfied, how many documents."""

    at: str
    verdict: str
    open: int
    satisfied: int
    documents: int


@dataclass(frozen=True, slots=True)
class Moves:
    """The files that came, changed and went since the check before."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]


def history(report: Report) -> Mapping[str, object]:
    """Give `run.history`, empty where the report has none."""
    known = report.run.get("history")
    return known if isinstance(known, Mapping) else {}


def trend(report: Report) -> tuple[Point, ...]:
    """Give the checks that are remembered, the oldest first."""
    said = history(report).get("trend")
    points = [_point(one) for one in said if isinstance(one, Mapping)] if isinstance(said, list | tuple) else []
    return tuple(point for point in points if point is not None)


def _point(said: Mapping[str, object]) -> Point | None:
    counts = said.get("requirements")
    if not isinstance(counts, Mapping) or not isinstance(said.get("at"), str):
        return None
    return Point(
        at=str(said["at"]),
        verdict=str(said.get("verdict") or ""),
        open=sum(_number(counts.get(name)) for name in _OPEN),
        satisfied=_number(counts.get(Status.SATISFIED.value)),
        documents=_number(said.get("documents")),
    )


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def moves(report: Report) -> Moves:
    """Give what moved in the room since the check before."""
    known = history(report)
    return Moves(_paths(known.get("added")), _paths(known.get("changed")), _paths(known.get("gone")))


def _paths(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list | tuple) else ()
