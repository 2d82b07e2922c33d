"""One night: every room, then what is told, counted and summed up."""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from queue import SimpleQueue

from dataroom.engine import default_jobs
from dataroom.model import Bilingual
from dataroom.nightly import child, metrics
from dataroom.nightly.config import Loaded, Room, at
from dataroom.nightly.events import Event, Kind, event
from dataroom.nightly.journal import Journal, read_journal, write_journal
from dataroom.nightly.logs import Log
from dataroom.nightly.outcome import FAULT, IO_FAULT, OK, Outcome
from dataroom.nightly.processes import GRACE, Processes, answer_place
from dataroom.nightly.record import read_record, write_record
from dataroom.nightly.standing import may_be_quiet
from dataroom.nightly.summary import Summary, render_html, render_json
from dataroom.nightly.task import Task
from dataroom.nightly.telling import beat, channels_of, tell
from dataroom.nightly.texts import NO_TIME, SKIPPED, line_of, resumed, summary_line
from dataroom.notify.delivery import Delivery
from dataroom.store import locked, make_private, require_writable, write_private

_AGAIN = frozenset({"crash", "fault", "io", "gone", "budget", "locked"})
"""The failures that a second try may help."""
_REMIND = 7
"""After how many nights a failure that lasts is told again."""


@dataclass(frozen=True, slots=True)
class Edge:
    """What a night takes from outside: clocks, where lines go, how processes are started."""

    clock: Callable[[], dt.datetime]
    say: Callable[[str], None]
    complain: Callable[[str], None]
    pause: Callable[[float], None] = time.sleep
    serve: Callable[[str], None] = child.serve
    grace: float = GRACE


@dataclass(slots=True)
class _Night:
    """The night as it goes on."""

    loaded: Loaded
    state: Path
    edge: Edge
    journal: Journal
    log: Log
    processes: Processes
    full: bool
    until: float | None
    stopped: bool = False
    troubles: list[OSError] = field(default_factory=list)
    """What could not be written; it must not keep the other rooms from being checked."""

    def attempt(self, act: Callable[[], object]) -> None:
        """Do something of which the rest of the night does not depend."""
        try:
            act()
        except OSError as error:
            self.troubles.append(error)
            self.edge.complain(f"{error.filename or ''}: {error.strerror or error}")


def run(loaded: Loaded, state: Path, edge: Edge, *, resume: bool = False, full: bool = False) -> int:
    """Check every room of a file; gives the exit code. Raises RoomLocked while another run has it, and OSError.

    70 if a room got no verdict, else 74 if something could not be written or told, else the worst of the rooms.
    """
    make_private(require_writable(loaded.out))
    with locked(make_private(state), loaded.out):
        night = _begin(loaded, state, edge, resume=resume, full=full)
        waiting = [room for room in _in_order(loaded) if room.name not in night.journal.outcomes]
        try:
            _check_all(night, waiting)
        except BaseException:
            night.processes.stop()
            raise
        return _end(night)


def _begin(loaded: Loaded, state: Path, edge: Edge, *, resume: bool, full: bool) -> _Night:
    now, last = edge.clock(), read_journal(loaded.out) if resume else None
    journal = Journal(now, loaded.digest)
    if last is not None and last.can_go_on(loaded.digest, now):
        kept = {name: found for name, found in last.outcomes.items() if found.has_verdict}
        journal = replace(last, outcomes=kept, finished=False)
        edge.complain(resumed(len(kept), loaded.config.language))
    place = at(loaded.file.parent, loaded.config.log) if loaded.config.log else loaded.out / "nightly.jsonl"
    log = Log(place, f"{journal.began.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}", edge.clock)
    for name in loaded.secret_variables:
        os.environ.pop(name, None)  # known by now, and nothing for a process that opens documents
    minutes = loaded.config.minutes
    until = None if minutes is None else time.monotonic() + minutes * 60
    today = now.astimezone().date()
    busy = full or not all(may_be_quiet(loaded.out, room.name, today) for room in loaded.rooms)
    night = _Night(loaded, state, edge, journal, log, Processes(edge.serve, edge.grace, busy=busy), full, until)
    night.attempt(lambda: write_journal(loaded.out, journal))
    night.attempt(lambda: log.write("info", "began", rooms=len(loaded.rooms), kept=len(journal.outcomes)))
    return night


def _in_order(loaded: Loaded) -> list[Room]:
    """Give the rooms; where time may run out, those first that have waited longest for a verdict."""
    if loaded.config.minutes is None:
        return list(loaded.rooms)
    last = {room.name: read_record(loaded.out, room.name).verdict_at or "" for room in loaded.rooms}
    return sorted(loaded.rooms, key=lambda room: last[room.name])


def _check_all(night: _Night, rooms: Sequence[Room]) -> None:
    parallel = night.loaded.config.parallel or min(2, default_jobs())
    pool, done = ThreadPoolExecutor(parallel), SimpleQueue[Future[Outcome]]()
    try:
        for room in rooms:
            pool.submit(_check, night, room, parallel).add_done_callback(done.put)
        for _ in rooms:
            _note(night, done.get())
    except BaseException:
        night.stopped = True
        night.processes.stop()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _check(night: _Night, room: Room, parallel: int) -> Outcome:
    found = _try(night, room, parallel)
    if not found.has_verdict and room.on_failure == "retry" and found.failure in _AGAIN:
        found = _try(night, room, parallel)
    if not found.has_verdict and room.on_failure == "stop":
        night.stopped = True
    return found


def _try(night: _Night, room: Room, parallel: int) -> Outcome:
    if night.stopped:
        return Outcome(room.name, FAULT, failure="skipped", why=SKIPPED)
    left = float("inf") if night.until is None else night.until - time.monotonic()
    if left <= 0:
        return Outcome(room.name, FAULT, failure="late", why=NO_TIME)
    now = night.edge.clock()
    task = Task(
        room=room.model_copy(update={"jobs": room.jobs or max(1, default_jobs() // parallel)}),
        out=night.loaded.out,
        state=night.state,
        channels=channels_of(night.loaded, room.name),
        language=night.loaded.config.language,
        now=now,
        today=now.astimezone().date(),
        answer=answer_place(night.loaded.out, room.name),
        full=night.full,
    )
    seconds = min(room.minutes * 60, left)
    try:
        return night.processes.check(task, seconds, round(seconds / 60, 2))
    except OSError as error:
        said = f"{error.filename or ''}: {error.strerror or error}"
        return Outcome(room.name, IO_FAULT, failure="io", why=Bilingual(said, said))


def _note(night: _Night, future: Future[Outcome]) -> None:
    found, lang = future.result(), night.loaded.config.language
    if not found.has_verdict:
        record = read_record(night.loaded.out, found.room)
        found = replace(found, last_verdict=record.verdict, last_verdict_at=record.verdict_at)
        found = replace(found, events=(_failure(night, found),))
        night.attempt(lambda: _tell_failure(night, found))
    night.journal = night.journal.with_outcome(found)
    night.attempt(lambda: write_journal(night.loaded.out, night.journal))
    night.attempt(lambda: night.log.room(found))
    night.attempt(lambda: night.edge.say(line_of(found, lang)))


def _failure(night: _Night, found: Outcome) -> Event:
    began = night.journal.began.isoformat(timespec="seconds")
    told = event(Kind.FAILED, found.room, [found.failure, found.code, began], found.why or Bilingual("?", "?"))
    return replace(told, at=began)


def _tell_failure(night: _Night, found: Outcome) -> None:
    """Queue a failure when it is new, when it is another one, and once a week while it lasts."""
    record, kind = read_record(night.loaded.out, found.room), f"{found.failure}:{found.code}"
    times = record.failures + 1 if record.failure == kind else 1
    since = record.failed_since or night.journal.began.isoformat(timespec="seconds")
    kept = replace(record, failure=kind, failures=times, failed_since=since, damaged=False)
    if times % _REMIND == 1:
        kept = kept.with_events(kept.since, found.events, channels_of(night.loaded, found.room))
    write_record(night.loaded.out, found.room, kept)


def _end(night: _Night) -> int:
    loaded, outcomes = night.loaded, list(_all(night))
    deliveries: list[Delivery] = []
    night.attempt(lambda: deliveries.extend(tell(loaded, night.edge.pause)))
    ended, code = night.edge.clock(), _code(night, outcomes, deliveries)
    summary = Summary(loaded, outcomes, tuple(deliveries), night.journal.began, ended, code)
    night.attempt(lambda: write_private(loaded.out / "summary.json", render_json(summary)))
    night.attempt(lambda: write_private(loaded.out / "summary.html", render_html(summary)))
    night.attempt(lambda: _write_metrics(night, outcomes, deliveries, ended, code))
    for one in deliveries:
        night.attempt(partial(night.log.delivery, one))
    night.attempt(lambda: write_journal(loaded.out, replace(night.journal, finished=True)))
    # Last of all: the monitor must not be told of a good night that then fails.
    beaten = beat(loaded, night.edge.pause, good=_code(night, outcomes, deliveries) < FAULT)
    if beaten is not None:
        deliveries.append(beaten)
        night.attempt(partial(night.log.delivery, beaten))
    code = _code(night, outcomes, deliveries)
    night.attempt(lambda: night.log.write("info" if code < FAULT else "error", "ended", code=code))
    for one in deliveries:
        if not one.done:
            night.edge.complain(f"{one.channel}: {one.detail}")
    last = summary_line(outcomes, str(loaded.out / "summary.html"), loaded.config.language)
    night.attempt(lambda: night.edge.say(last))
    return _code(night, outcomes, deliveries)


def _code(night: _Night, outcomes: Sequence[Outcome], deliveries: Sequence[Delivery]) -> int:
    return code_of(outcomes, whole=not night.troubles and all(one.done for one in deliveries))


def _all(night: _Night) -> Iterator[Outcome]:
    return (night.journal.outcomes[room.name] for room in night.loaded.rooms if room.name in night.journal.outcomes)


def code_of(outcomes: Iterable[Outcome], *, whole: bool) -> int:
    """Give the code of a night; `whole` when everything was written and told."""
    known = list(outcomes)
    if any(not found.has_verdict for found in known):
        return FAULT
    return max((found.code for found in known), default=OK) if whole else IO_FAULT


def _write_metrics(
    night: _Night, outcomes: Sequence[Outcome], deliveries: Sequence[Delivery], ended: dt.datetime, code: int
) -> None:
    settings = night.loaded.config.metrics
    if settings is None:
        return
    place = at(night.loaded.file.parent, settings.file)
    write_private(
        make_private(place.parent) / place.name,
        metrics.rendered(outcomes, deliveries, night.journal.began, ended, code),
    )
    if settings.shared:
        place.chmod(0o644)
