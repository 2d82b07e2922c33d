"""A check, from top to bottom: walk, read, relate, look, assess, report."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from dataroom import ahead
from dataroom.assess import Assessor, counts, verdict_of
from dataroom.catalogue import Catalogue, Changes, Reported, changed, changes_of
from dataroom.checklists import Checklist, load_checklists
from dataroom.checks import Given, run_checks, run_cross_checks
from dataroom.clause_rules import read_clauses
from dataroom.contracting import suggested
from dataroom.decisions import decided, require_sound, unheeded
from dataroom.dependency import dependency
from dataroom.errors import UsageError
from dataroom.extract.source import Limits
from dataroom.fingerprint import MERKLE, merkle_root, record
from dataroom.gather import Progress, gather, setting_of
from dataroom.holding import Row, numbers_to_hold
from dataroom.isolation import weakest
from dataroom.model import (
    Bilingual,
    ChecklistRef,
    Document,
    Gauges,
    Integrity,
    Report,
    State,
    Unread,
)
from dataroom.numbered import by_number
from dataroom.phrasing import bilingual
from dataroom.reader import Settings
from dataroom.relate import relate
from dataroom.report.order import place_of
from dataroom.room import Profile, require_room
from dataroom.rules import load_rules
from dataroom.silent import silently_changed
from dataroom.state.memory import Memory
from dataroom.walk import display


@dataclass(frozen=True, slots=True)
class Options:
    """What may be chosen for a check, beside the room and its profile; `jobs` None: one worker a processor."""

    checklists: tuple[str, ...] = ()
    rules: Path | None = None
    edition: str = "seller"
    language: str | None = None
    jobs: int | None = None
    passwords: tuple[str, ...] = field(default=(), repr=False)
    """Tried on locked files; never kept or told."""


def check(  # noqa: PLR0913, PLR0917 - the face of the library: each can be left out
    room: Path | str,
    profile: Profile | None = None,
    as_of: dt.date | None = None,
    options: Options = Options(),
    progress: Progress | None = None,
    memory: Memory | None = None,
) -> Report:
    """Check a room and give the report; nothing is written anywhere, but into `memory` where one is given.

    Freshness is judged at `as_of`, else at the profile's date; one of them is needed. Raises UsageError (FileFaults for
    rules and checklists), NothingToCheck for a room without files, RoomGone when the room goes away.
    """
    room = require_room(Path(room))
    if memory is None or not memory.knows_the_room:
        ahead.begin(options.jobs, options.rules)  # most of it will have to be read
    rules, clauses = load_rules(options.rules), read_clauses(options.rules)
    known = profile or Profile()
    checklists = load_checklists(options.checklists or known.checklists, rules)
    require_sound(known, rules)
    day = as_of or known.deal.as_of
    if day is None:
        raise UsageError("as_of: expected a date at which freshness is judged, got none (argument, or deal.as_of)")

    settings = Settings(room.resolve(), known, day, options.rules, Limits(passwords=options.passwords))
    digest = _digest(rules.digest, clauses.digest)
    method = memory.opened_with(options.passwords) if memory is not None else b""
    catalogue, locks = gather(settings, options.jobs, memory, setting_of(settings, digest, method, 0), progress)
    assumed: tuple[Bilingual, ...] = ()
    if not known.outsourcing:
        known, assumed = suggested(catalogue.notable(), known, given=profile is not None)
        if known.outsourcing or known.company != settings.profile.company:
            settings = replace(settings, profile=known)
            setting = setting_of(settings, digest, method, 1)
            catalogue, more = gather(settings, options.jobs, memory, setting, progress)
            locks += more
    numbers = array("Q", numbers_to_hold(catalogue.rows, known.decisions))
    held = [catalogue.lean(number) for number in numbers]
    catalogue.release()
    documents = decided(by_number(held, known), known, rules)
    judged = memory.traced(day) if memory is not None else day
    documents = relate(documents, rules, known, judged)
    changes = changes_of(numbers, held, documents)
    names = {rule.id: bilingual(rule.title) for rule in clauses.rules.values()}
    results = tuple(Assessor(documents, known, judged, rules, names).assess(checklists))
    alarms = silently_changed(memory.alarms if memory is not None else ())
    crossed, differing = run_cross_checks(Given(documents, known, judged, catalogue.rows))
    others = (*unheeded(known, documents, results), *alarms, *differing)
    findings = tuple(run_checks(documents, others, catalogue.rows))
    return Report(
        room=display(os.fsencode(settings.room.name)) or "/",
        as_of=day,
        edition=options.edition,
        language=options.language or known.language,
        rules_digest=digest,
        checklists=tuple(map(_reference, checklists)),
        verdict=verdict_of(results),
        gauges=_gauges(documents, catalogue.rows, counts(results)),
        documents=_reported(catalogue, changes),
        requirements=results,
        findings=findings,
        unread=tuple(_unread(documents)),
        integrity=_integrity(catalogue.rows),
        profile=known.model_dump(mode="json"),
        assumptions=assumed,
        run={"isolation": weakest(locks).shown() if locks or options.jobs == 0 else None},
        titles={rule.id: bilingual(rule.title) for rule in rules.documents.values()},
        dependency=dependency(known, results),
        checks=crossed,
    )


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("ascii")).hexdigest()


def _reference(checklist: Checklist) -> ChecklistRef:
    return ChecklistRef(checklist.id, bilingual(checklist.title), checklist.digest)


def _reported(catalogue: Catalogue, changes: Changes) -> Sequence[Document]:
    if catalogue.is_in_memory:
        return tuple(changed(catalogue[number], changes.get(number, {})) for number in range(len(catalogue)))
    return Reported(catalogue, changes, place_of)


def _gauges(documents: Iterable[Document], rows: Iterable[Row], by_status: Mapping[str, int]) -> Gauges:
    states = Counter(document.state for document in documents)
    unread = {state.value: states[state] for state in State if state is not State.OK}
    flags = Counter(flag for document in documents for flag in document.flags)
    hashed = Counter(row.blake3 is not None for row in rows)
    whole, unopened = hashed.total(), sum(unread.values())
    return Gauges(
        completeness={"requirements": sum(by_status.values()), **by_status},
        usability={"documents": whole, "read": whole - unopened, "unread": unopened, **unread},
        integrity={"documents": whole, "hashed": hashed[True], "unhashed": hashed[False]},
        confidentiality={
            "checked": whole - unopened,
            "not-checked": unopened,
            "secret": flags["secret"],
            "personal-data": flags["personal-data"],
            "hidden-content": flags["hidden-content"],
            "other-company": flags["other-company"],
        },
    )


def _unread(documents: Iterable[Document]) -> Iterator[Unread]:
    for document in documents:
        if document.state is not State.OK:
            reason = document.reason or Bilingual("n’a pas pu être lu", "could not be read")
            yield Unread(document.path, document.state, reason)


def _integrity(rows: Iterable[Row]) -> Integrity:
    files = (row for row in rows if not row.inside and row.sha256 is not None)
    sizes: Counter[str] = Counter()

    def leaves() -> Iterator[bytes]:
        for row in files:
            sizes.update(files=1, bytes=row.size)
            yield record(row.raw if row.raw is not None else row.path.encode(), row.sha256 or "")

    return Integrity(MERKLE, merkle_root(leaves()), sizes["files"], sizes["bytes"])
