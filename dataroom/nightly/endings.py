"""What will end soon in a room: certificates, contracts, whatever bears a last day. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from dataroom.model import Bilingual, Document, Report
from dataroom.nightly.events import Event, Kind, event
from dataroom.report.words import day

_SOON = Bilingual("Prend fin le {day} : {path}", "Ends on {day}: {path}")
_OVER = Bilingual("A pris fin le {day} : {path}", "Ended on {day}: {path}")


@dataclass(frozen=True, slots=True)
class End:
    """A document that ends: its path, its last day, and a name that outlives a renaming."""

    key: str
    path: str
    date: dt.date
    what: Bilingual | None


def ends(report: Report, since: dt.date, until: dt.date) -> list[End]:
    """Give the documents that end from one day to another, both included; a replaced one no longer matters."""
    found: dict[str, End] = {}
    for document in report.documents:
        expires = document.expires
        if expires is None or not since <= expires <= until or "superseded" in document.flags:
            continue
        end = End(_end_key(document), document.path, expires, report.titles.get(document.type or ""))
        found.setdefault(end.key, end)
    return sorted(found.values(), key=lambda end: (end.date, end.path))


def end_events(room: str, found: Iterable[End], today: dt.date) -> list[Event]:
    """Give an event for each document that ends."""
    return [event(Kind.ENDS, room, [end.key], _end_text(end, today)) for end in found]


def _end_key(document: Document) -> str:
    content = document.fingerprint.blake3 if document.fingerprint else document.path
    return f"{content}:{document.expires}"


def _end_text(end: End, today: dt.date) -> Bilingual:
    text = _OVER if end.date < today else _SOON
    what = {"fr": f"{end.what.fr}, " if end.what else "", "en": f"{end.what.en}, " if end.what else ""}
    return Bilingual(
        text.fr.format(day=day(end.date, "fr"), path=what["fr"] + end.path),
        text.en.format(day=day(end.date, "en"), path=what["en"] + end.path),
    )
