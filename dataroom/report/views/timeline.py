"""Contracts and certificates on the line of time, with their ends. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from dataroom.model import Document, Report

_SOON = dt.timedelta(days=90)
_SET_ASIDE = frozenset({"draft", "template", "duplicate", "near-duplicate", "superseded", "other-company"})
_ERA = dt.timedelta(days=366 * 30)


class End(StrEnum):
    """How the end of a document stands to the day of reference."""

    OVER = "over"
    SOON = "soon"
    LATER = "later"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Life:
    """The life of one document; `end` is None where none was read in it."""

    path: str
    type: str | None
    provider: str | None
    start: dt.date | None
    end: dt.date | None
    standing: End


def lives(report: Report) -> tuple[Life, ...]:
    """Give what has an end, and the contracts of providers in which none was read; the nearest end first."""
    found = [_life(doc, report.as_of) for doc in _lasting(report.documents)]
    return tuple(sorted(found, key=lambda life: (life.end or dt.date.max, life.path)))


def _lasting(documents: Iterable[Document]) -> Iterable[Document]:
    for doc in documents:
        engaging = bool(doc.clauses) and doc.provider is not None and doc.date is not None
        if not _SET_ASIDE.intersection(doc.flags) and (doc.expires or engaging):
            yield doc


def _life(doc: Document, day: dt.date) -> Life:
    start = doc.date or (doc.period.start if doc.period else None)
    if start and (day - start > _ERA or (doc.expires and start > doc.expires)):
        start = None
    return Life(doc.path, doc.type, doc.provider, start, doc.expires, _standing(doc.expires, day))


def _standing(end: dt.date | None, day: dt.date) -> End:
    if end is None:
        return End.UNKNOWN
    if end < day:
        return End.OVER
    return End.SOON if end - day <= _SOON else End.LATER
