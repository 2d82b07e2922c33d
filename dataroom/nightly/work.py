"""The check of one room in one night: the short way where nothing changed, else the long one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import closing

from dataroom.nightly.inputs import inputs_of, profile_of
from dataroom.nightly.outcome import Outcome
from dataroom.nightly.quiet import quiet
from dataroom.nightly.record import read_record
from dataroom.nightly.task import Task
from dataroom.nightly.visit import APART, Visit
from dataroom.place import require_room
from dataroom.state.given import given_digest
from dataroom.state.memory import Trust
from dataroom.state.session import open_session
from dataroom.store import locked, outside

Clock = Callable[[], dt.datetime]


def check_room(task: Task, clock: Clock) -> Outcome:
    """Check a room and write its reports; raises what `dataroom check` raises.

    What changed is noted before the report counts as the last one: whatever ends this process, nothing is untold.
    """
    room = require_room(task.room.path)
    outside(room, task.shelf, "out")
    outside(room, task.state, "state")
    # Before anything is read: what is edited meanwhile must not stand for what was used.
    given = given_digest({**dict(task.room), "profile": profile_of(task.room)}, APART)
    inputs, record = inputs_of(task.room), read_record(task.out, task.room.name)
    # What was opened with a password is read anew each time, and its words are not kept.
    trust = Trust(full=task.full or bool(inputs.passwords), words=task.room.words and not inputs.passwords)
    moment = int(task.now.timestamp()) * 10**9
    with locked(task.state, room), closing(open_session(task.state, room.resolve(), moment, trust)) as session:
        visit = Visit(task, inputs, record, session, given)
        return quiet(visit) or _checked(visit, clock)


def _checked(visit: Visit, clock: Clock) -> Outcome:
    # Rules, readers and renderers take longer to load than a room in which nothing changed to list.
    from dataroom.nightly.checking import checked  # noqa: PLC0415 - see above

    return checked(visit, clock)
