"""Where each requirement stands, for each subject (process, provider, period) of which it is asked. Pure.

A requirement is satisfied only by a document that was read, is surely of an accepted type, is the right party's and
period's, is neither draft nor template nor another company's, is signed, in force and fresh where that is asked, and
holds what it must.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from dataroom import ladder, phrasing
from dataroom.checklists import Checklist, Requirement
from dataroom.contents import Contents
from dataroom.expecting import Asked, Expecting, answers, span_of
from dataroom.holding import MOST_PERHAPS, question_of
from dataroom.judging import Judge, Judged
from dataroom.model import Bilingual, Document, Period, Result, Rung, Severity, State, Status, Verdict
from dataroom.room import Profile, Waiver
from dataroom.rules import ENGAGING, Rules
from dataroom.series import Gap, gap_kind, months_before
from dataroom.spans import months_of
from dataroom.subjects import Subject, subjects_of

_ONCE = Asked()
MOST_REASONS = MOST_PERHAPS
"""How many reasons of one requirement are told."""
_ORDER = (Status.SATISFIED, Status.PARTIAL, Status.TO_CONFIRM, Status.UNUSABLE)


class Assessor:
    """The documents of a room by type, ready to be asked about."""

    def __init__(
        self,
        documents: Iterable[Document],
        profile: Profile,
        as_of: dt.date,
        rules: Rules,
        clause_names: Mapping[str, Bilingual] | None = None,
    ) -> None:
        """Index `documents` by each id of their type path, and by the types that they may be."""
        self._profile = profile
        self._as_of = as_of
        self._rules = rules
        self._by_type: dict[str, list[Document]] = {}
        self._maybe: dict[str, list[Document]] = {}
        asked: Counter[str] = Counter()
        for document in documents:
            for type_id in document.classification.type_path:
                self._by_type.setdefault(type_id, []).append(document)
            question = question_of(document)
            if question is not None and asked[question] <= MOST_PERHAPS:
                asked[question] += 1
                self._maybe.setdefault(document.classification.candidates[0].type, []).append(document)
        self._contents = Contents(rules, clause_names or {})
        self._expecting = Expecting(self._by_type, as_of, profile.company.fiscal_year_end)

    def assess(self, checklists: Iterable[Checklist]) -> Iterator[Result]:
        """Give the results of every requirement that applies, waivers applied, in a stable order."""
        for checklist in checklists:
            for requirement in checklist.requirements:
                for subject in subjects_of(requirement, self._profile, self._as_of, self._rules.thresholds):
                    for result in self._one(checklist, requirement, subject):
                        yield self._waive(result)

    def _one(self, checklist: Checklist, requirement: Requirement, subject: Subject) -> Iterator[Result]:
        pool = self._pool(requirement, subject, self._by_type)
        maybe = self._pool(requirement, subject, self._maybe)
        blank = self._blank(checklist, requirement, subject)
        series = self._expecting.asked(requirement, subject, pool)
        if series is None:
            floor = months_before(self._as_of, requirement.last) if requirement.series == "cadence" else None
            yield self._settle(requirement, blank, pool, maybe, self._judge(requirement, floor, past=requirement.past))
            return
        judge = self._judge(requirement, past=requirement.past or requirement.series == "rhythm")
        present = self._present(requirement, pool, series, judge)
        for asked in series:
            inside = [d for d in pool if answers(requirement, d, asked)]
            gap = Gap.ALONE if asked.period is None else gap_kind(asked.period, present)
            # The law asks for each closed year, whenever a series of documents began.
            short = gap is Gap.SHORT and requirement.series != "fiscal-year"
            severity = _softened(blank.severity, short=short, due=asked.due)
            one = replace(blank, period=asked.period, severity=severity)
            unnumbered = [d for d in pool if asked.item is not None and not d.mentions.get("amendment")]
            yield self._settle(requirement, one, inside, unnumbered, judge, gap=gap, asked=asked)

    def _blank(self, checklist: Checklist, requirement: Requirement, subject: Subject) -> Result:
        paths = [t for a in requirement.accepts for t in reversed(self._rules.path_of(a))]
        threshold = self._rules.thresholds.get(requirement.applies.threshold or "")
        doubt = (phrasing.perhaps_not_asked(threshold.title),) if subject.doubtful and threshold else ()
        return Result(
            id=requirement.id,
            key="",
            checklist=checklist.id,
            title=phrasing.bilingual(requirement.title),
            severity=requirement.severity_for(self._profile.deal.type),
            accepts=tuple(dict.fromkeys((*requirement.accepts, *paths))),
            status=Status.MISSING,
            seed=requirement.seed,
            process=subject.process,
            provider=subject.provider,
            reasons=doubt,
            owner="internal" if requirement.owner == "provider" and subject.provider is None else requirement.owner,
            why=phrasing.bilingual(requirement.why),
            source=requirement.source,
            holds=self._contents.asked(requirement),
        )

    def _pool(
        self, requirement: Requirement, subject: Subject, of_type: Mapping[str, Sequence[Document]]
    ) -> list[Document]:
        found = [d for t in requirement.accepts for d in of_type.get(t, ()) if _matches(requirement, subject, d)]
        return list({d.path: d for d in found}.values())

    def _judge(self, requirement: Requirement, floor: dt.date | None = None, *, past: bool = False) -> Judge:
        return Judge(requirement, self._as_of, bool(self._profile.outsourcing), floor, past=past)

    def _present(
        self, requirement: Requirement, pool: Sequence[Document], series: Sequence[Asked], judge: Judge
    ) -> list[Period]:
        spans = [(span_of(requirement, d), d) for d in pool]
        present = [p for p, d in spans if p is not None and judge.judge(d).status is Status.SATISFIED]
        if requirement.series == "cadence" and requirement.cadence_of != "meeting" and series and series[0].period:
            length = months_of(series[0].period)
            present = [p for p in present if months_of(p) == length]
        return present

    def _settle(  # noqa: PLR0913 - the facts of one requirement, gathered in one place
        self,
        requirement: Requirement,
        blank: Result,
        pool: Sequence[Document],
        maybe: Sequence[Document],
        judge: Judge,
        *,
        gap: Gap = Gap.ALONE,
        asked: Asked = _ONCE,
    ) -> Result:
        judged = [judge.judge(d) for d in pool]
        judged += [Judged(d, Status.TO_CONFIRM, (phrasing.perhaps(d),), Rung.READABLE) for d in maybe if not pool]
        judged += list(self._by_clause(requirement, blank)) if not judged else []
        judged = self._contents.weighed(requirement, judged)
        for status in _ORDER:
            chosen = [j for j in judged if j.status is status]
            if chosen:
                reasons = _in_short((*blank.reasons, *(r for j in chosen for r in j.reasons)))
                documents = tuple(j.document.path for j in chosen)
                rung = max((j.rung for j in chosen), key=lambda rung: rung.height)
                found = replace(blank, status=status, documents=documents, reasons=reasons, rung=rung)
                return self._finish(requirement, found, asked)
        reason = phrasing.missing(blank.provider, blank.period, gap, due=asked.due)
        return self._finish(requirement, replace(blank, reasons=(*blank.reasons, reason)), asked)

    def _finish(self, requirement: Requirement, result: Result, asked: Asked) -> Result:
        label = asked.item or (result.period.label if result.period else "")
        key = "|".join((result.checklist, result.id, result.process or "", result.provider or "", label))
        if asked.item is not None:
            result = replace(result, title=phrasing.numbered(result.title, asked.item))
        if result.status.is_open:
            request = phrasing.request(requirement, result, self._profile.company.name)
            result = replace(result, request=request)
        return replace(result, key=key, next_step=ladder.next_step(result))

    def _by_clause(self, requirement: Requirement, blank: Result) -> Iterator[Judged]:
        if requirement.clause is None:
            return
        for type_id in ENGAGING:
            for document in self._by_type.get(type_id, ()):
                if document.provider != blank.provider or document.state is not State.OK:
                    continue
                found = [c for c in document.clauses if c.id == requirement.clause and c.found]
                if found and not set(document.flags) & {"template", "draft", "superseded", "other-company"}:
                    reason = phrasing.clause_instead(document, found[0])
                    yield Judged(document, Status.TO_CONFIRM, (reason,), Rung.IN_FORCE)

    def _waive(self, result: Result) -> Result:
        for waiver in self._profile.waivers:
            if not result.status.is_open or not waives(waiver, result):
                continue
            if waiver.until < self._as_of:
                return replace(result, reasons=(*result.reasons, phrasing.waiver_ended(waiver)))
            reasons = (phrasing.waived(waiver), *result.reasons)
            return replace(result, status=Status(waiver.status), reasons=reasons, request=None, next_step=None)
        return result


def _in_short(reasons: Iterable[Bilingual]) -> tuple[Bilingual, ...]:
    """Give each reason once, as many as anybody may read."""
    found = dict.fromkeys(reasons)
    if len(found) <= MOST_REASONS:
        return tuple(found)
    return (*islice(found, MOST_REASONS), phrasing.and_so_on())


def _matches(requirement: Requirement, subject: Subject, document: Document) -> bool:
    if requirement.shared and subject.provider in document.mentions.get("providers", "").split("\n"):
        return True
    match requirement.whose or _whose(requirement):
        case "own":
            return document.provider is None
        case "provider" if subject.provider is not None:
            mine = document.provider == subject.provider
            return mine and (subject.process is None or not document.processes or subject.process in document.processes)
        case "process" if subject.provider is not None:
            return document.provider in {None, subject.provider} and subject.process in document.processes
        case _:
            return True


def _whose(requirement: Requirement) -> str:
    if requirement.per == "provider" or (requirement.per == "process" and requirement.owner == "provider"):
        return "provider"
    return "process" if requirement.per == "process" else "company"


def _softened(severity: Severity, *, short: bool, due: bool) -> Severity:
    """Give what a gap weighs: little before a series began, a step less while its legal deadline has not passed."""
    if short:
        return Severity.MINOR
    if due or severity is Severity.MINOR:
        return severity
    return Severity.MAJOR if severity is Severity.BLOCKING else Severity.MINOR


def waives(waiver: Waiver, result: Result) -> bool:
    """Tell whether a waiver, in force or not, is about a result."""
    if waiver.requirement not in {result.id, result.key}:
        return False
    if waiver.provider is not None and waiver.provider != result.provider:
        return False
    return waiver.period is None or (result.period is not None and waiver.period == result.period.label)


def verdict_of(results: Iterable[Result]) -> Verdict:
    """Give the verdict: one open blocking requirement is enough for not-ready."""
    verdict = Verdict.READY
    for result in results:
        if result.severity is Severity.BLOCKING and result.status.is_open:
            return Verdict.NOT_READY
        blocking_waived = result.severity is Severity.BLOCKING and result.status is Status.WAIVED
        if blocking_waived or (result.severity is Severity.MAJOR and result.status.is_open):
            verdict = Verdict.CONDITIONS
    return verdict


def counts(results: Iterable[Result]) -> Mapping[str, int]:
    """Count the results by status; every status is named, also with nought."""
    found = {status.value: 0 for status in Status}
    for result in results:
        found[result.status.value] += 1
    return found
