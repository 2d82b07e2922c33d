"""Where each requirement stands, for each subject (process, provider, period) of which it is asked. Pure.

A requirement is satisfied only by a document that was read, is surely of an accepted type, is the right party's and
period's, is neither draft nor template nor another company's, and is signed, in force and fresh where that is asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dataroom import phrasing
from dataroom.checklists import Checklist, Requirement
from dataroom.model import Bilingual, Confidence, Document, Period, Result, Severity, State, Status, Verdict
from dataroom.room import Profile, Waiver
from dataroom.series import (
    Expected,
    Gap,
    closed_years,
    covers,
    gap_kind,
    last_periods,
    meeting_cadence,
    months_before,
    shown_cadence,
)
from dataroom.spans import months_of

_SPOILS = ("contrary", "other-company", "template", "draft", "superseded", "expired")


@dataclass(frozen=True, slots=True)
class Subject:
    """Of whom, and for when, a requirement is asked."""

    process: str | None = None
    provider: str | None = None
    since: dt.date | None = None


@dataclass(frozen=True, slots=True)
class _Judged:
    document: Document
    status: Status
    reasons: tuple[Bilingual, ...] = ()


class Assessor:
    """The documents of a room by type, ready to be asked about."""

    def __init__(self, documents: Iterable[Document], profile: Profile, as_of: dt.date) -> None:
        """Index `documents` by each id of their type path, and by the types that they may be."""
        self._profile = profile
        self._as_of = as_of
        self._by_type: dict[str, list[Document]] = {}
        self._maybe: dict[str, list[Document]] = {}
        for document in documents:
            for type_id in document.classification.type_path:
                self._by_type.setdefault(type_id, []).append(document)
            if document.type is None:
                for candidate in document.classification.candidates[:1]:
                    self._maybe.setdefault(candidate.type, []).append(document)

    def assess(self, checklists: Iterable[Checklist]) -> Iterator[Result]:
        """Give the results of every requirement of the profile's phase, waivers applied, in a stable order."""
        for checklist in checklists:
            for requirement in checklist.requirements:
                if self._profile.deal.phase not in requirement.phases:
                    continue
                for subject in self._subjects(requirement):
                    for result in self._one(checklist, requirement, subject):
                        yield self._waive(result)

    def _subjects(self, requirement: Requirement) -> list[Subject]:
        if requirement.per == "company":
            return [Subject()]
        if not self._profile.outsourcing:
            # Nobody is known: the question is asked all the same, and no answer to it can be certain.
            return [Subject()]
        asked = [
            e for e in self._profile.outsourcing if not requirement.processes or e.process in requirement.processes
        ]
        asked = [e for e in asked if e.until is None or e.until >= self._as_of]
        if requirement.per == "process":
            return [Subject(e.process, e.provider, e.since) for e in asked]
        first = {e.provider: e for e in reversed(asked)}
        order = dict.fromkeys(e.provider for e in asked)
        return [Subject(None, name, first[name].since) for name in order]

    def _one(self, checklist: Checklist, requirement: Requirement, subject: Subject) -> Iterator[Result]:
        pool = [
            d for t in requirement.accepts for d in self._by_type.get(t, ()) if self._matches(requirement, subject, d)
        ]
        pool = list({d.path: d for d in pool}.values())
        maybe = [
            d for t in requirement.accepts for d in self._maybe.get(t, ()) if self._matches(requirement, subject, d)
        ]
        expected = self._expected(requirement, subject, pool)
        blank = Result(
            requirement.id, "", checklist.id, phrasing.bilingual(requirement.title), requirement.severity,
            requirement.accepts, Status.MISSING, requirement.seed, subject.process, subject.provider,
        )  # fmt: skip
        if not expected:
            floor = months_before(self._as_of, requirement.last) if requirement.series == "cadence" else None
            yield self._settle(requirement, blank, pool, maybe, floor=floor)
            return
        present = [p for d in pool if (p := _span(requirement, d)) is not None and self._usable(requirement, d)]
        if requirement.series == "cadence" and requirement.cadence_of == "report":
            present = [p for p in present if months_of(p) == months_of(expected[0].period)]
        for item in expected:
            inside = [d for d in pool if _answers(requirement, d, item.period)]
            gap = gap_kind(item.period, present)
            severity = _softened(requirement.severity, short=gap is Gap.SHORT, due=item.due)
            asked = replace(blank, period=item.period, severity=severity)
            yield self._settle(requirement, asked, inside, [], gap=gap, due=item.due)

    def _matches(self, requirement: Requirement, subject: Subject, document: Document) -> bool:
        if subject.provider is None:
            return True
        if requirement.shared and subject.provider in document.mentions.get("providers", "").split("\n"):
            return True
        if requirement.per == "provider" or requirement.owner == "provider":
            if document.provider != subject.provider:
                return False
            return requirement.per == "provider" or not document.processes or subject.process in document.processes
        return document.provider in {None, subject.provider} and subject.process in document.processes

    def _expected(self, requirement: Requirement, subject: Subject, pool: Sequence[Document]) -> list[Expected]:
        match requirement.series:
            case "once":
                return []
            case "fiscal-year":
                fiscal_year_end = self._profile.company.fiscal_year_end
                return closed_years(self._as_of, fiscal_year_end, requirement.last, requirement.delay_days)
            case "cadence":
                kind = self._cadence(requirement, subject, pool)
                return last_periods(kind, self._as_of, requirement.last, subject.since) if kind else []
            case kind:
                return last_periods(kind, self._as_of, requirement.last, subject.since, requirement.delay_days)

    def _cadence(self, requirement: Requirement, subject: Subject, pool: Sequence[Document]) -> str | None:
        stated = self._stated(requirement, subject)
        if requirement.cadence_of == "meeting":
            return meeting_cadence([d.date for d in pool if d.date]) or stated
        shown, count = shown_cadence(d.period for d in pool if d.period is not None)
        return shown if count >= 2 else stated or shown

    def _stated(self, requirement: Requirement, subject: Subject) -> str | None:
        key = f"cadence-{requirement.cadence_of}"
        for type_id in ("contract-amendment", "service-level-agreement", "service-contract", "engagement-letter"):
            for document in self._by_type.get(type_id, ()):
                kind = document.mentions.get(key)
                if kind and document.provider == subject.provider and not set(document.flags) & {"template", "draft"}:
                    return {"weekly": "month"}.get(kind, kind)
        return None

    def _usable(self, requirement: Requirement, document: Document) -> bool:
        return self._judge(requirement, document).status is Status.SATISFIED

    def _settle(  # noqa: PLR0913 - the facts of one requirement, gathered in one place
        self,
        requirement: Requirement,
        blank: Result,
        pool: Sequence[Document],
        maybe: Sequence[Document],
        *,
        gap: Gap = Gap.ALONE,
        due: bool = True,
        floor: dt.date | None = None,
    ) -> Result:
        judged = [self._judge(requirement, d, floor) for d in pool]
        judged += [_Judged(d, Status.TO_CONFIRM, (phrasing.perhaps(d),)) for d in maybe if not pool]
        judged += list(self._by_clause(requirement, blank)) if not judged else []
        for status in (Status.SATISFIED, Status.TO_CONFIRM, Status.UNUSABLE):
            chosen = [j for j in judged if j.status is status]
            if chosen:
                reasons = tuple(dict.fromkeys(r for j in chosen for r in j.reasons))
                documents = tuple(j.document.path for j in chosen)
                return self._finish(requirement, replace(blank, status=status, documents=documents, reasons=reasons))
        reason = phrasing.missing(blank.provider, blank.period, gap, due=due)
        return self._finish(requirement, replace(blank, reasons=(reason,)))

    def _finish(self, requirement: Requirement, result: Result) -> Result:
        key = "|".join(
            (result.id, result.process or "", result.provider or "", result.period.label if result.period else "")
        )
        request = phrasing.request(requirement, result, self._profile.company.name) if result.status.is_open else None
        return replace(result, key=f"{result.checklist}|{key}", request=request)

    def _by_clause(self, requirement: Requirement, blank: Result) -> Iterator[_Judged]:
        if requirement.clause is None:
            return
        for type_id in ("service-contract", "engagement-letter", "collection-mandate"):
            for document in self._by_type.get(type_id, ()):
                if document.provider != blank.provider or document.state is not State.OK:
                    continue
                found = [c for c in document.clauses if c.id == requirement.clause and c.found]
                if found and not set(document.flags) & {"template", "draft", "superseded", "other-company"}:
                    yield _Judged(document, Status.TO_CONFIRM, (phrasing.clause_instead(document, found[0]),))

    def _judge(self, requirement: Requirement, document: Document, floor: dt.date | None = None) -> _Judged:
        spoilt = tuple(self._spoilt(requirement, document, floor))
        if spoilt:
            return _Judged(document, Status.UNUSABLE, spoilt)
        unsure = tuple(self._unsure(requirement, document, floor))
        if unsure:
            return _Judged(document, Status.TO_CONFIRM, unsure)
        return _Judged(document, Status.SATISFIED, (phrasing.accepted(document),))

    def _spoilt(self, requirement: Requirement, document: Document, floor: dt.date | None) -> Iterator[Bilingual]:
        if document.state is not State.OK and not _recognised(document):
            yield phrasing.not_read(document)
        for flag in _SPOILS:
            if flag in document.flags:
                yield phrasing.spoilt(document, flag)
        if requirement.signed and "unsigned" in document.flags:
            yield phrasing.spoilt(document, "unsigned")
        if document.expires is not None and document.expires < self._as_of and "expired" not in document.flags:
            yield phrasing.spoilt(document, "expired")
        oldest = self._oldest(requirement, floor)
        if oldest is not None and document.date is not None and document.date < oldest and not self._in_force(document):
            yield phrasing.too_old(document, oldest)

    def _oldest(self, requirement: Requirement, floor: dt.date | None) -> dt.date | None:
        if requirement.max_age_months is not None:
            return months_before(self._as_of, requirement.max_age_months)
        return floor

    def _in_force(self, document: Document) -> bool:
        return document.expires is not None and document.expires >= self._as_of

    def _unsure(self, requirement: Requirement, document: Document, floor: dt.date | None) -> Iterator[Bilingual]:
        if document.classification.confidence is Confidence.LOW:
            yield phrasing.unsure_type(document)
        if _recognised(document) and (
            "ocr-low" in document.flags or document.classification.confidence is not Confidence.HIGH
        ):
            yield phrasing.not_read(document)
        if document.mentions.get("company") == "unnamed" and not set(document.flags) & {"template"}:
            yield phrasing.unnamed(document)
        if document.mentions.get("number") == "another":
            yield phrasing.another_number(document)
        if "period-conflict" in document.flags and requirement.series != "once":
            yield phrasing.period_conflict(document)
        if requirement.in_force and document.expires is None:
            yield phrasing.no_end(document)
        if requirement.per != "company" and not self._profile.outsourcing:
            yield phrasing.whose(document)
        if self._oldest(requirement, floor) is not None and document.date is None and not self._in_force(document):
            yield phrasing.no_date(document)

    def _waive(self, result: Result) -> Result:
        for waiver in self._profile.waivers:
            if not result.status.is_open or not waives(waiver, result):
                continue
            if waiver.until < self._as_of:
                return replace(result, reasons=(*result.reasons, phrasing.waiver_ended(waiver)))
            return replace(
                result, status=Status(waiver.status), reasons=(phrasing.waived(waiver), *result.reasons), request=None
            )
        return result


def _softened(severity: Severity, *, short: bool, due: bool) -> Severity:
    """Give what a gap weighs: little before a series began, a step less while its legal deadline has not passed."""
    if short:
        return Severity.MINOR
    if due or severity is Severity.MINOR:
        return severity
    return Severity.MAJOR if severity is Severity.BLOCKING else Severity.MINOR


def _recognised(document: Document) -> bool:
    """Tell whether the text of an image is known by recognition (OCR): it may satisfy where nothing is doubtful."""
    return document.state is State.IMAGE_ONLY and "ocr" in document.flags


def _span(requirement: Requirement, document: Document) -> Period | None:
    if requirement.cadence_of == "meeting" and document.date is not None:
        return Period(document.date.isoformat(), document.date, document.date)
    return document.period


def _answers(requirement: Requirement, document: Document, expected: Period) -> bool:
    if requirement.series == "cadence" and requirement.cadence_of == "meeting":
        return document.date is not None and expected.start <= document.date <= expected.end
    if document.period is None:
        return False
    if requirement.series == "fiscal-year":
        return document.period.end == expected.end and document.period.label == expected.label
    if requirement.series == "cadence":
        # What is expected at a rhythm is answered at that rhythm: a yearly balance is no monthly report.
        return document.period.label == expected.label
    return covers(document.period, expected)


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
