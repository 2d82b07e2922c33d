"""The long way: a room checked as `dataroom check` does it, then what changed, then its reports."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from dataroom import __version__, pipeline
from dataroom.errors import FileFaults
from dataroom.model import Bilingual, Report, Severity, Work
from dataroom.nightly import shelf
from dataroom.nightly.changes import counts_of, events_between, first_events
from dataroom.nightly.endings import ends
from dataroom.nightly.events import Event, Kind, event, in_order
from dataroom.nightly.lines import former, is_same, with_ends
from dataroom.nightly.outcome import Gap, Outcome
from dataroom.nightly.record import write_record
from dataroom.nightly.rereading import count_due
from dataroom.nightly.standing import Standing, days_of, looks, sum_of, write_standing
from dataroom.nightly.task import Task
from dataroom.nightly.visit import Visit
from dataroom.report import FORMATS, Brand, as_edition, at_hand, render
from dataroom.report.views.verdict import why
from dataroom.state.session import open_severities

Clock = Callable[[], dt.datetime]
_LOST = Bilingual(
    "Le rapport précédent n’a pas pu être relu : ce qui a changé depuis n’est pas connu.",
    "The previous report could not be read again: what changed since then is not known.",
)


def checked(visit: Visit, clock: Clock) -> Outcome:
    """Check a room and write its reports; raises what `dataroom check` raises.

    What changed is noted before the report counts as the last one: whatever ends this process, nothing is untold.
    """
    task, session, inputs = visit.task, visit.session, visit.inputs
    reread = count_due(session, visit.record.nights)
    session.memory.trust = replace(session.memory.trust, night=visit.record.nights)
    room = task.room
    options = pipeline.Options(room.checklists, room.rules, "seller", room.language, room.jobs, inputs.passwords)
    report = pipeline.check(room.path, inputs.profile, visit.day, options, None, session.memory)
    isolation, history = report.run.get("isolation"), session.finish(report)
    report = replace(report, run=_run(task, clock(), isolation, history))
    return _publish(visit, report, reread)


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


def _publish(visit: Visit, report: Report, reread: int) -> Outcome:
    task, record = visit.task, visit.record
    name, stand = task.room.name, task.shelf
    known = shelf.nights(stand, name)
    before = known[-1] if known else None
    last = before.stamp if before is not None else ""
    stamp = shelf.free_stamp(stand, f"{task.now.astimezone(dt.UTC):%Y-%m-%dT%H%M%SZ}", last)
    part = shelf.prepare(stand, name, stamp, _rendered(visit, replace(report, work=_work(visit))))
    written = part / "report.json"
    events = visit.dated([*_seen(task, report, before, written), *visit.about_the_run()])
    lasting = ends(replace(report, documents=with_ends(written)), visit.since(last), dt.date.max)
    soon = visit.ends_told(lasting)
    told = record.with_events(last, events, task.channels).with_ends(soon, task.channels, task.today)
    write_record(task.out, name, told)
    night, aside = shelf.publish(stand, name, part)
    shelf.retain(stand, name, task.room.keep)
    write_record(task.out, name, visit.done(told, report.verdict.value))
    outcome = replace(
        _outcome(visit, report, night),
        events=tuple(in_order([*events, *visit.fresh(soon)])),
        ends=visit.soon(lasting),
        aside=tuple(aside),
    )
    outcome = replace(outcome, counters={**outcome.counters, "reread": reread})
    days = None if visit.fixed_day else days_of(visit.session.memory.bounds, visit.day)
    _keep(
        visit,
        report,
        night,
        Standing(night.stamp, sum_of(night.folder / "report.json"), days, {}, outcome, tuple(lasting)),
    )
    return outcome


def _keep(visit: Visit, report: Report, night: shelf.Night, standing: Standing) -> None:
    """Remember the reports for the nights in which nothing changes."""
    if visit.inputs.passwords:
        return
    task, run = visit.task, report.run
    options = run["options"]
    isolation = options["isolation"] if isinstance(options, dict) else None
    places = looks(task.shelf, night.files)
    write_standing(task.out, task.room.name, replace(standing, places=places))
    kept_run = replace(report, run={"isolation": isolation, "history": run["history"]})
    visit.session.keep(kept_run, night.folder / "report.json", visit.given, str(visit.day) if standing.days else None)


def _work(visit: Visit) -> Mapping[str, Work]:
    """Give what people wrote in the tracker named, else in the last one, so that tonight’s holds it too."""
    room, former = visit.task.room, visit.task.shelf / "report.xlsx"
    if room.tracker is not None or "xlsx" not in room.formats or not former.is_file():
        return visit.inputs.work
    from dataroom.tracker import read_tracker  # noqa: PLC0415 - heavy, and only a tracker needs it

    try:
        return read_tracker(former)
    except FileFaults:
        return {}  # it is set aside, and the summary says so


def _rendered(visit: Visit, report: Report) -> dict[str, Iterable[str | bytes]]:
    """Give each format in each edition, piece by piece; the seller’s JSON is always there, for the next night."""
    task, files = visit.task, dict[str, Iterable[str | bytes]]()
    if any(FORMATS[name].pieces is None for name in task.room.formats):
        report = at_hand(report)  # once for all formats
    for edition in dict.fromkeys(("seller", *task.room.editions)):
        wanted = task.room.formats if edition in task.room.editions else ()
        seen = as_edition(report, edition)
        for name in dict.fromkeys(("json", *wanted)) if edition == "seller" else wanted:
            place = f"report.{FORMATS[name].extension}"
            files[place if edition == "seller" else f"{edition}/{place}"] = _pieces(name, seen, visit.inputs.brand)
    return files


def _pieces(name: str, report: Report, brand: Brand | None) -> Iterator[str | bytes]:
    pieces = FORMATS[name].pieces
    if pieces is None:
        yield render(name, report, brand)
    else:
        yield from pieces(report)


def _seen(task: Task, report: Report, before: shelf.Night | None, written: Path) -> list[Event]:
    """Give what changed since the report of the night before; `written` is tonight’s."""
    if before is None:
        return first_events(task.room.name, report)
    try:
        if is_same(before.folder / written.name, written):
            return []
        old, documents = former(before, written)
    except (OSError, ValueError, KeyError, RecursionError, FileFaults):
        return [event(Kind.STATE, task.room.name, ["lost", before.stamp], _LOST)]
    return events_between(task.room.name, old, replace(report, documents=documents))


def _outcome(visit: Visit, report: Report, night: shelf.Night) -> Outcome:
    history, company = report.run["history"], report.profile.get("company")
    said: Mapping[str, Any] = history if isinstance(history, dict) else {}
    statuses = Counter(result.status for result in report.requirements)
    name = company.get("name") if isinstance(company, dict) else None
    return Outcome(
        room=visit.task.room.name,
        code=visit.code(open_severities(report), len(report.unread)),
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
        head=said.get("head"),
        gaps=tuple(_gaps(report)),
        notices=tuple(visit.session.notices),
        files=tuple(sorted(night.files)),
        last_verdict=report.verdict.value,
        last_verdict_at=visit.moment,
    )


def _gaps(report: Report) -> Iterator[Gap]:
    for result in {r.id: r for r in report.requirements if r.status.is_open}.values():
        yield Gap(result.id, result.title, result.severity.value)
