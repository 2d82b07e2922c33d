"""The check of one room in one night: as `dataroom check` does it, then what changed, then the reports."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dataroom import __version__, pipeline
from dataroom.errors import FileFaults
from dataroom.model import Bilingual, Report, Severity, Work
from dataroom.nightly import shelf
from dataroom.nightly.changes import End, counts_of, end_events, ends, events_between, first_events
from dataroom.nightly.events import Event, Kind, event, in_order
from dataroom.nightly.outcome import OK, OPEN, UNREAD, Ending, Gap, Outcome
from dataroom.nightly.record import Record, read_record, write_record
from dataroom.passwords import load_passwords
from dataroom.report import FORMATS, as_edition, from_dict
from dataroom.report.views.verdict import why
from dataroom.room import Profile, find_profile, load_profile, require_room
from dataroom.state.memory import Trust
from dataroom.state.session import Session, open_session, open_severities
from dataroom.store import locked, outside

if TYPE_CHECKING:
    from dataroom.nightly.task import Task

Clock = Callable[[], dt.datetime]
_OF_THE_RUN = (b'"run":', b'"as_of":')
_LOST = Bilingual(
    "Le rapport précédent n’a pas pu être relu : ce qui a changé depuis n’est pas connu.",
    "The previous report could not be read again: what changed since then is not known.",
)
_FORGOT = Bilingual(
    "La mémoire des messages était abîmée : des nouvelles déjà données peuvent l’être une seconde fois.",
    "The memory of messages was damaged: what was told before may be told again.",
)
_BROKEN = Bilingual("Le registre des contrôles a été modifié ou abîmé.", "The ledger of checks was changed or damaged.")
_BACK = Bilingual("La salle est de nouveau contrôlée.", "The room is checked again.")


def check_room(task: Task, clock: Clock) -> Outcome:
    """Check a room and write its reports; raises what `dataroom check` raises.

    What changed is noted before the report counts as the last one: whatever ends this process, nothing is untold.
    """
    room = require_room(task.room.path)
    outside(room, task.shelf, "out")
    outside(room, task.state, "state")
    found = task.room.profile or find_profile(room)
    profile = load_profile(found) if found is not None else None
    passwords = load_passwords(task.room.password_file) if task.room.password_file is not None else ()
    record = read_record(task.out, task.room.name)
    words = task.room.words and not passwords
    trust = Trust(full=task.full or bool(passwords), night=record.nights, words=words)
    moment = int(task.now.timestamp()) * 10**9
    with locked(task.state, room), closing(open_session(task.state, room.resolve(), moment, trust)) as session:
        options = _options(task, passwords)
        day = task.room.as_of or _pinned(profile) or task.today
        report = pipeline.check(room, profile, day, options, None, session.memory)
        isolation, history = report.run.get("isolation"), session.finish(report)
        report = replace(report, run=_run(task, clock(), isolation, history))
        return _publish(task, report, record, session)


def _pinned(profile: Profile | None) -> dt.date | None:
    return profile.deal.as_of if profile is not None else None


def _options(task: Task, passwords: tuple[str, ...]) -> pipeline.Options:
    room = task.room
    return pipeline.Options(room.checklists, room.rules, "seller", room.language, room.jobs, passwords)


def _run(task: Task, finished: dt.datetime, isolation: object, history: object) -> dict[str, object]:
    return {
        "started": task.now.isoformat(timespec="seconds"),
        "finished": finished.isoformat(timespec="seconds"),
        "version": __version__,
        "options": {
            "checklists": sorted(Path(name).name for name in task.room.checklists),
            "edition": "seller",
            "full": task.full,
            "isolation": isolation,
        },
        "history": history,
    }


def _publish(task: Task, report: Report, record: Record, session: Session) -> Outcome:
    name, stand = task.room.name, task.shelf
    files = _rendered(task, replace(report, work=_work(task)))
    known = shelf.nights(stand, name)
    before = known[-1] if known else None
    last = before.stamp if before is not None else ""
    events = _dated(task, [*_seen(task, report, before, files["report.json"]), *_about_the_run(task, record, session)])
    ending = _ending(task, report, last)
    soon = {
        end.key: (found, end.date)
        for end, found in zip(ending, _dated(task, end_events(name, ending, task.today)), strict=True)
    }
    part = shelf.prepare(stand, name, shelf.free_stamp(stand, f"{task.now.astimezone(dt.UTC):%Y-%m-%dT%H%M%SZ}"), files)
    told = record.with_events(last, events, task.channels).with_ends(soon, task.channels, task.today)
    write_record(task.out, name, told)
    night, aside = shelf.publish(stand, name, part)
    shelf.retain(stand, name, task.room.keep)
    at, verdict = task.now.isoformat(timespec="seconds"), report.verdict.value
    done = replace(told, nights=record.nights + 1, verdict=verdict, verdict_at=at, damaged=False)
    write_record(task.out, name, replace(done, failure=None, failures=0, failed_since=None))
    fresh = [*events, *(found for key, (found, _) in soon.items() if key not in record.ends)]
    return replace(_outcome(task, report, session, fresh, night), aside=tuple(aside))


def _work(task: Task) -> Mapping[str, Work]:
    """Give what people wrote in the last tracker, so that tonight’s holds it too."""
    former = task.shelf / "report.xlsx"
    if "xlsx" not in task.room.formats or not former.is_file():
        return {}
    from dataroom.tracker import read_tracker  # noqa: PLC0415 - heavy, and only a tracker needs it

    try:
        return read_tracker(former)
    except FileFaults:
        return {}  # it is set aside, and the summary says so


def _rendered(task: Task, report: Report) -> dict[str, bytes]:
    """Render each format in each edition; the seller's JSON is always there, as the next night needs it."""
    files: dict[str, bytes] = {}
    for edition in dict.fromkeys(("seller", *task.room.editions)):
        wanted = task.room.formats if edition in task.room.editions else ()
        seen = as_edition(report, edition)
        for name in dict.fromkeys(("json", *wanted)) if edition == "seller" else wanted:
            chosen = FORMATS[name]
            content = chosen.render(seen)
            place = f"report.{chosen.extension}" if edition == "seller" else f"{edition}/report.{chosen.extension}"
            files[place] = content.encode("utf-8") if isinstance(content, str) else content
    return files


def _seen(task: Task, report: Report, before: shelf.Night | None, written: bytes) -> list[Event]:
    """Give what changed since the report of the night before."""
    if before is None:
        return first_events(task.room.name, report)
    place = before.folder / "report.json"
    try:
        if _is_same(place, written):
            return []
        old = from_dict(json.loads(place.read_bytes()), place.name)
    except (OSError, ValueError, RecursionError, FileFaults):
        return [event(Kind.STATE, task.room.name, ["lost", before.stamp], _LOST)]
    return events_between(task.room.name, old, report)


def _is_same(before: Path, now: bytes) -> bool:
    """Tell whether two reports are the same line by line, but for the run and the day; in little memory."""
    with before.open("rb") as old:
        return all(a == b for a, b in zip_longest(_lasting(io.BytesIO(now)), _lasting(old)))


def _lasting(lines: Iterable[bytes]) -> Iterator[bytes]:
    return (line for line in lines if not line.startswith(_OF_THE_RUN))


def _about_the_run(task: Task, record: Record, session: Session) -> list[Event]:
    room, events = task.room.name, []
    if session.ledger.broken:
        events.append(event(Kind.INTEGRITY, room, ["ledger", *session.ledger.broken], _BROKEN, "major"))
    if record.damaged:
        events.append(event(Kind.STATE, room, ["record", task.now], _FORGOT))
    if record.failure is not None:
        events.append(event(Kind.RECOVERED, room, [record.failed_since], _BACK))
    return events


def _ending(task: Task, report: Report, last: str) -> list[End]:
    """Give the documents that end soon, or ended since the night before."""
    since = min(task.today, dt.date.fromisoformat(last[:10])) if last else task.today
    return ends(report, since, task.today + dt.timedelta(days=task.room.soon_days))


def _dated(task: Task, events: Iterable[Event]) -> list[Event]:
    return [replace(found, at=task.now.isoformat(timespec="seconds")) for found in events]


def _outcome(task: Task, report: Report, session: Session, events: list[Event], night: shelf.Night) -> Outcome:
    history, company = report.run["history"], report.profile.get("company")
    said: Mapping[str, Any] = history if isinstance(history, dict) else {}
    statuses = Counter(result.status for result in report.requirements)
    name = company.get("name") if isinstance(company, dict) else None
    return Outcome(
        room=task.room.name,
        code=_code(task, report),
        company=None if name in {None, "?"} else str(name),
        why=why(report),
        verdict=report.verdict.value,
        stamp=night.stamp,
        open=counts_of(report),
        findings={severity.value: sum(f.severity is severity for f in report.findings) for severity in Severity},
        requirements=len(report.requirements),
        settled=sum(count for status, count in statuses.items() if not status.is_open),
        documents=len(report.documents),
        unread=len(report.unread),
        oldest_reading=said.get("oldest_reading"),
        counters=dict(said.get("counters", {})),
        events=tuple(in_order(events)),
        gaps=tuple(_gaps(report)),
        ends=tuple(
            Ending(end.path, end.date.isoformat(), end.what) for end in _ending(task, report, "") if task.room.soon_days
        ),
        notices=tuple(session.notices),
        files=tuple(sorted(night.files)),
        last_verdict=report.verdict.value,
        last_verdict_at=task.now.isoformat(timespec="seconds"),
    )


def _code(task: Task, report: Report) -> int:
    if task.room.fail_on_unread and report.unread:
        return UNREAD
    if task.room.fail_on == "never":
        return OK
    worst = max((Severity(found).rank for found in open_severities(report)), default=0)
    return OPEN if worst >= Severity(task.room.fail_on).rank else OK


def _gaps(report: Report) -> Iterator[Gap]:
    for result in {r.id: r for r in report.requirements if r.status.is_open}.values():
        yield Gap(result.id, result.title, result.severity.value)
