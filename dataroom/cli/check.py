"""`dataroom check`: the main job."""

from __future__ import annotations

import datetime as dt
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dataroom import __version__
from dataroom.ahead import begin_without_memory
from dataroom.cli.decided import DECISIONS, decided
from dataroom.cli.exits import OK, OPEN, UNREAD
from dataroom.cli.heads import require_head
from dataroom.cli.options import EDITION, LANG, TEMPLATE, Day, brand_of, names
from dataroom.cli.output import deliver
from dataroom.cli.tracked import TRACKER, tracked, with_tracker
from dataroom.cli.unchanged import given_of, write_unchanged
from dataroom.model import Report, Severity
from dataroom.passwords import load_passwords
from dataroom.place import find_profile, require_room
from dataroom.printable import visible
from dataroom.report import FORMATS
from dataroom.state.memory import Trust
from dataroom.state.session import open_session, open_severities
from dataroom.store import default_out, default_state, folder_for, locked, outside, require_writable
from dataroom.walk import display

if TYPE_CHECKING:
    from dataroom.gather import Progress
    from dataroom.room import Profile


@click.command("check")
@click.argument("room", type=click.Path(path_type=Path))
@click.option("--profile", "profile_file", type=click.Path(path_type=Path), help="Profile of the room.")
@click.option("--checklist", "checklists", multiple=True, help="Id or file of a checklist (repeatable).")
@click.option("--rules", type=click.Path(path_type=Path), help="A folder of rules laid over the shipped ones.")
@click.option("--as-of", type=Day(), help="The day at which freshness is judged (default: the profile’s, else today).")
@click.option("--format", "formats", multiple=True, default=("terminal,html,json",), show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the results (default: ./dataroom-out/ROOM).")
@click.option("--state", type=click.Path(path_type=Path), help="Folder of what is remembered between runs.")
@EDITION
@LANG
@click.option(
    "--fail-on", type=click.Choice(["blocking", "major", "minor", "never"]), default="blocking", show_default=True
)
@click.option("--fail-on-unread", is_flag=True, help="End with 4 when something could not be read.")
@click.option("--full", is_flag=True, help="Read every file again, whatever is remembered.")
@click.option("--no-text", is_flag=True, help="Do not keep the words of documents between runs.")
@click.option(
    "--expect-head", metavar="HEAD", help="A head of the ledger kept elsewhere: the chain must lead on from it."
)
@click.option("--jobs", type=click.IntRange(1, 256), help="How many workers read (default: one a processor).")
@click.option(
    "--password-file", type=click.Path(path_type=Path), help="A file of passwords for locked documents, one a line."
)
@TRACKER
@DECISIONS
@TEMPLATE
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    room: Path,
    profile_file: Path | None,
    checklists: tuple[str, ...],
    rules: Path | None,
    as_of: dt.date | None,
    formats: tuple[str, ...],
    out: Path | None,
    state: Path | None,
    edition: str | None,
    lang: str | None,
    fail_on: str,
    *,
    fail_on_unread: bool,
    full: bool,
    no_text: bool,
    expect_head: str | None,
    jobs: int | None,
    password_file: Path | None,
    tracker: Path | None,
    decisions: tuple[Path, ...],
    template: Path | None,
) -> int:
    """Check ROOM: what is missing, unusable, changed or out of date.

    Ends with 0 when nothing at or above --fail-on is open, 1 when something is.
    """
    wanted = with_tracker(names(formats, tuple(FORMATS), "--format"), tracker)
    require_room(room)
    folder = folder_for(outside(room, out or default_out(room), "--out"), "--out")
    memory = folder_for(outside(room, state or default_state(), "--state"), "--state")
    if wanted != ["terminal"]:
        require_writable(folder)
    found = profile_file or find_profile(room)
    # Before anything is loaded: what is edited meanwhile must not stand for what was used.
    given = given_of({**click.get_current_context().params, "profile_file": found})
    begin_without_memory(jobs, rules, memory)
    profile = _profile(found) if found is not None else None
    profile = decided(profile, decisions, rules)
    passwords = load_passwords(password_file) if password_file is not None else ()
    brand = brand_of(template)
    started = dt.datetime.now(dt.UTC)
    tracked(wanted, tracker, folder, edition or "seller")  # what is wrong with it is told before the reading
    edition = edition or "seller"
    day = _day(profile)
    defaulted = as_of is None and (profile is None or profile.deal.as_of is None)
    # What was opened with a password is read anew each time, and its words are not kept.
    trust = Trust(full=full or bool(passwords), words=not no_text and not passwords)
    with locked(memory, room), closing(open_session(memory, room.resolve(), time.time_ns(), trust)) as session:
        require_head(session.ledger, expect_head)
        asked = wanted == ["json"] and edition == "seller" and not passwords
        kept = session.unchanged(given, str(day)) if asked else None
        if kept is not None:
            history = session.finish_unchanged(kept, str(day))
            told = _run(started, checklists, edition, kept.told["isolation"], history)
            place = write_unchanged(session, kept, told, str(day), folder)
            if place is not None:
                click.echo(visible(display(os.fsencode(place))))
                return _ending(kept.told["open"], fail_on, fail_on_unread=fail_on_unread and bool(kept.told["unread"]))
        # The rules and the readers take longer to load than an unchanged room to list.
        from dataroom import pipeline  # noqa: PLC0415 - see above

        options = pipeline.Options(checklists, rules, edition, lang, jobs, passwords)
        with _progress() as progress:
            report = pipeline.check(room, profile, as_of or day, options, progress, session.memory)
        isolation, history = report.run.get("isolation"), session.finish(report)
        report = replace(report, run=_run(started, checklists, edition, isolation, history, full=full))
        _warn_of_open_doors(report)
        work = tracked(wanted, tracker, folder, options.edition)  # anew: people may have written meanwhile
        deliver(replace(report, work=work), wanted, folder, brand)
        if "json" in wanted and edition == "seller" and not passwords:
            kept_run = replace(report, run={"isolation": isolation, "history": history})
            session.keep(kept_run, folder / "report.json", given, str(day) if defaulted else None)
    for notice in session.notices:
        click.echo(f"{notice.fr} / {notice.en}", err=True)
    return _ending(open_severities(report), fail_on, fail_on_unread=fail_on_unread and bool(report.unread))


def _profile(file: Path) -> Profile:
    from dataroom.room import load_profile  # noqa: PLC0415 - what reads it is not needed without one

    return load_profile(file)


def _ending(severities: Iterable[str], fail_on: str, *, fail_on_unread: bool) -> int:
    if fail_on_unread:
        return UNREAD
    return OPEN if _is_open(severities, fail_on) else OK


def _day(profile: Profile | None) -> dt.date:
    given = profile.deal.as_of if profile is not None else None
    return given or dt.datetime.now(dt.UTC).astimezone().date()


def _warn_of_open_doors(report: Report) -> None:
    locks = report.run.get("options")
    found = locks.get("isolation") if isinstance(locks, dict) else None
    missing = [name for name, stands in found.items() if not stands] if isinstance(found, dict) else []
    if missing:
        click.echo(
            f"This system does not lock the readers in for: {', '.join(missing)}. "
            f"Check documents of strangers on Linux 6.2 or later (docs/isolation.md).",
            err=True,
        )


def _run(  # noqa: PLR0913 - one value a key
    started: dt.datetime,
    checklists: tuple[str, ...],
    edition: str,
    isolation: object,
    history: object,
    *,
    full: bool = False,
) -> dict[str, object]:
    return {
        "started": started.isoformat(timespec="seconds"),
        "finished": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "version": __version__,
        "options": {
            "checklists": sorted(Path(name).name for name in checklists),
            "edition": edition,
            "full": full,
            "isolation": isolation,
        },
        "history": history,
    }


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """Show how far the reading is, on a terminal alone."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return

    def show(seen: int, _path: str) -> None:
        click.echo(f"\r{seen} …", nl=False, err=True)

    try:
        yield show
    finally:
        click.echo("\r\x1b[K", nl=False, err=True)


def _is_open(severities: Iterable[str], fail_on: str) -> bool:
    if fail_on == "never":
        return False
    return any(Severity(found).rank >= Severity(fail_on).rank for found in severities)
