"""A night in which nothing changed in a room: its listing says so, a seventh of it is read again, its report stands.

Nothing is loaded, described or rendered. What is remembered of the room's last report is believed only where the state
keeps that very report, made of the same listing, program, profile, rules and day, and where its files still lie on the
shelf as they were left; else the room is checked as on any other night.
"""

from __future__ import annotations

from dataclasses import replace

from dataroom.nightly import shelf
from dataroom.nightly.events import Event, in_order
from dataroom.nightly.outcome import Outcome
from dataroom.nightly.record import Record, write_record
from dataroom.nightly.rereading import due, still_hold
from dataroom.nightly.standing import Standing, read_standing
from dataroom.nightly.visit import Visit
from dataroom.state.history import instant, oldest_reading
from dataroom.state.kept import Kept


def quiet(visit: Visit) -> Outcome | None:
    """Give the outcome of a night in which nothing changed, all noted; None where the room has to be checked."""
    task = visit.task
    standing = read_standing(task.out, task.room.name)
    if visit.inputs.passwords or standing is None or not (standing.is_for(visit.day) and standing.is_on(task.shelf)):
        return None
    kept = visit.session.unchanged(visit.given, str(visit.day))
    if kept is None or kept.sum.hex() != standing.sum:
        return None
    rows = due(visit.session, visit.record.nights)
    if not still_hold(visit.session, rows):
        return None
    return _noted(visit, standing, kept, len(rows))


def _noted(visit: Visit, standing: Standing, kept: Kept, reread: int) -> Outcome:
    task, session = visit.task, visit.session
    history = session.finish_unchanged(kept, str(visit.day))
    told, events = _told(visit, standing)
    write_record(task.out, task.room.name, visit.done(told, standing.outcome.verdict or ""))
    shelf.retain(task.shelf, task.room.name, task.room.keep)
    head, counters = history["head"], history["counters"]
    oldest = session.memory.ask(lambda c: oldest_reading(c, session.memory.number))
    return replace(
        standing.outcome,
        code=visit.code(kept.told["open"], kept.told["unread"]),
        unchanged_since=standing.stamp,
        oldest_reading=instant(oldest),
        counters={**(counters if isinstance(counters, dict) else {}), "reread": reread},
        head=head if isinstance(head, str) else None,
        events=tuple(in_order(events)),
        ends=visit.soon(standing.ends),
        notices=tuple(session.notices),
        last_verdict_at=visit.moment,
    )


def _told(visit: Visit, standing: Standing) -> tuple[Record, list[Event]]:
    """Give the record with what there is to tell although nothing changed, and that."""
    task, since = visit.task, visit.since(standing.stamp)
    events = visit.dated(visit.about_the_run())
    soon = visit.ends_told(end for end in standing.ends if end.date >= since)
    told = visit.record.with_events(standing.stamp, events, task.channels)
    return told.with_ends(soon, task.channels, task.today), [*events, *visit.fresh(soon)]
