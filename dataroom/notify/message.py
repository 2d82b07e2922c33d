"""What is written to people: subject and text of one message over all that happened, in their language. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dataroom.model import Bilingual
from dataroom.nightly.events import Event, Kind, in_order
from dataroom.printable import visible
from dataroom.report.words import pick, some

_LISTED = 60
"""How many lines of a room a message holds; the rest is counted."""
HEADINGS: dict[Kind, Bilingual] = {
    Kind.FAILED: Bilingual("Aucun verdict", "No verdict"),
    Kind.RECOVERED: Bilingual("De nouveau contrôlée", "Checked again"),
    Kind.INTEGRITY: Bilingual("Alertes d’intégrité", "Integrity alarms"),
    Kind.STATE: Bilingual("À savoir", "To be known"),
    Kind.FIRST: Bilingual("Premier contrôle", "First check"),
    Kind.VERDICT: Bilingual("Verdict changé", "Verdict changed"),
    Kind.GAP_NEW: Bilingual("Nouvelles lacunes", "New gaps"),
    Kind.FINDING_NEW: Bilingual("Nouveaux constats", "New findings"),
    Kind.ENDS: Bilingual("Échéances", "Ending soon"),
    Kind.VANISHED: Bilingual("Documents disparus", "Documents gone"),
    Kind.CHANGED: Bilingual("Documents modifiés", "Documents changed"),
    Kind.UNREAD: Bilingual("Documents non lus", "Documents not read"),
    Kind.GAP_CHANGED: Bilingual("Lacunes dont l’état a changé", "Gaps that changed state"),
    Kind.GAP_CLOSED: Bilingual("Lacunes comblées", "Closed gaps"),
    Kind.FINDING_CLOSED: Bilingual("Constats levés", "Findings gone"),
    Kind.RULES: Bilingual("Règles", "Rules"),
}
_ROOMS = (Bilingual("salle", "room"), Bilingual("salles", "rooms"))
_GAPS = (Bilingual("nouvelle lacune", "new gap"), Bilingual("nouvelles lacunes", "new gaps"))
_FAILED = (
    Bilingual("salle sans verdict", "room without a verdict"),
    Bilingual("salles sans verdict", "rooms without a verdict"),
)
_ALARMS = (Bilingual("alerte d’intégrité", "integrity alarm"), Bilingual("alertes d’intégrité", "integrity alarms"))
_NOTHING = Bilingual("Rien n’a changé.", "Nothing changed.")
_MORE = Bilingual("… et {count} autres : voir le rapport.", "… and {count} more: see the report.")
_FOOT = Bilingual(
    "Chaque nouvelle n’est donnée qu’une fois. Les rapports sont sur la machine qui a fait le contrôle.",
    "Each piece of news is told once. The reports are on the machine that made the check.",
)


@dataclass(frozen=True, slots=True)
class Message:
    """One message: all that a channel is told at once. `id` is the same for the same news."""

    id: str
    subject: str
    text: str
    language: str
    events: tuple[Event, ...]


def message(events: Iterable[Event], titles: Mapping[str, str], lang: str, *, details: bool) -> Message:
    """Write a message over some events; `titles` says what the rooms are called, in the order to tell them."""
    found = in_order(events)
    parts = [_room(titles[name], mine, lang, details=details) for name in titles if (mine := _of(found, name))]
    text = "\n\n".join([*(parts or [pick(_NOTHING, lang)]), "-- \n" + pick(_FOOT, lang)]) + "\n"
    whole = hashlib.sha256("\n".join([lang, str(details), *(one.id for one in found)]).encode()).hexdigest()
    return Message(whole[:32], _subject(found, lang), text, lang, tuple(found))


def as_json(told: Message, titles: Mapping[str, str], *, details: bool) -> dict[str, Any]:
    """Give a message as plain values of the format `dataroom-message/1`."""
    return {
        "format": "dataroom-message/1",
        "id": told.id,
        "language": told.language,
        "subject": told.subject,
        "text": told.text,
        "rooms": [_counted(name, _of(told.events, name), details=details) for name in titles if _of(told.events, name)],
    }


def _of(events: Sequence[Event], room: str) -> list[Event]:
    return [found for found in events if found.room == room]


def _counted(room: str, events: Sequence[Event], *, details: bool) -> dict[str, Any]:
    counts = {kind.value: sum(e.kind is kind for e in events) for kind in Kind}
    known: dict[str, Any] = {"room": room, "counts": {kind: count for kind, count in counts.items() if count}}
    if details:
        known["events"] = [
            {"kind": e.kind.value, "severity": e.severity, "at": e.at, "text": {"fr": e.text.fr, "en": e.text.en}}
            for e in events
        ]
    return known


def _subject(events: Sequence[Event], lang: str) -> str:
    rooms = len({found.room for found in events})
    if not rooms:
        return f"[dataroom] {pick(_NOTHING, lang)}"
    counted = ((Kind.FAILED, _FAILED), (Kind.INTEGRITY, _ALARMS), (Kind.GAP_NEW, _GAPS))
    parts = [some(rooms, *_ROOMS, lang)]
    for kind, (one, many) in counted:
        if count := sum(found.kind is kind for found in events):
            parts.append(some(count, one, many, lang))
    return "[dataroom] " + ", ".join(parts)


def _room(title: str, events: Sequence[Event], lang: str, *, details: bool) -> str:
    lines = [visible(title), "=" * min(len(title), 60)]
    room_left = _LISTED
    for kind in Kind:
        mine = [found for found in events if found.kind is kind]
        if not mine:
            continue
        lines.append(f"{pick(HEADINGS[kind], lang)} ({len(mine)})")
        if not details:
            continue
        shown = mine[: max(room_left, 3)]
        room_left -= len(shown)
        lines += [f"  - {visible(pick(found.text, lang))}" for found in shown]
        if len(mine) > len(shown):
            lines.append("  " + pick(_MORE, lang).format(count=len(mine) - len(shown)))
    return "\n".join(lines)
