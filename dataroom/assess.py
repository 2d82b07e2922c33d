"""Where each requirement stands, for each subject (process, provider, period) of which it is asked. Pure.

A requirement is satisfied only by a document that was read, is surely of an accepted type, is the right party's and
period's, is neither draft nor template nor another company's, is signed, in force and fresh where that is asked, and
holds what it must.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from dataroom import binding_words, engagement, ladder, phrasing
from dataroom.checklists import Checklist, Requirement
from dataroom.contents import Contents
from dataroom.engagement import Papers, current, incorporated, may_bind
from dataroom.expecting import Asked, Expecting, answers, span_of
from dataroom.holding import MOST_PERHAPS, question_of
from dataroom.judging import Judge, Judged
from dataroom.model import Bilingual, Confidence, Document, Period, Result, Rung, Severity, State, Status, Verdict
from dataroom.room import Profile, Waiver
from dataroom.rules import ENGAGING, Rules
from dataroom.series import Gap, gap_kind, months_before, period_with
from dataroom.spans import kind_of, months_of
from dataroom.subjects import Subject, subjects_of
from dataroom.text import fold

_LAWYERS = re.compile(r"\b(?:avocate?s?|notaires?|attorneys?|lawyers?|solicitors?)\b")
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
        self._denying: list[Document] = []
        asked: Counter[str] = Counter()
        binding: list[Document] = []
        for document in documents:
            if may_bind(document, rules):
                binding.append(document)
            if "no-auditor" in document.mentions:
                self._denying.append(document)
            for type_id in document.classification.type_path:
                self._by_type.setdefault(type_id, []).append(document)
            question = question_of(document)
            # What holds passwords is never put forward, not even as what might be asked for.
            if question is not None and "secret" not in document.flags and asked[question] <= MOST_PERHAPS:
                asked[question] += 1
                self._maybe.setdefault(document.classification.candidates[0].type, []).append(document)
        self._staff = _staff_of(self._by_type.get("financial-statements", ()))
        self._contents = Contents(rules, clause_names or {})
        self._papers = Papers.among(binding)
        # What the profile leaves open is the company's business, not that of those who are asked.
        self._doubts = {phrasing.perhaps_not_asked(threshold.title) for threshold in rules.thresholds.values()}
        self._expecting = Expecting(self._by_type, as_of, profile.company.fiscal_year_end)

    def assess(self, checklists: Iterable[Checklist]) -> Iterator[Result]:
        """Give the results of every requirement that applies, waivers applied, in a stable order."""
        for checklist in checklists:
            for requirement in checklist.requirements:
                for subject in subjects_of(requirement, self._profile, self._as_of, self._rules.thresholds):
                    asked = requirement.asked_abroad() if self._is_abroad(requirement, subject) else requirement
                    for result in self._one(checklist, asked, subject):
                        yield self._waive(result)

    def _one(self, checklist: Checklist, requirement: Requirement, subject: Subject) -> Iterator[Result]:
        excuse = self._excuse(requirement, subject)
        if excuse is not None:
            for result in self._asked(checklist, requirement, subject):
                yield _excused(result, excuse)
            return
        yield from self._asked(checklist, requirement, subject)

    def _excuse(self, requirement: Requirement, subject: Subject) -> Bilingual | None:
        """Say why something is not asked of this subject at all; None where it is."""
        for case, told in requirement.unless.items():
            if _EXCUSES[case](self, subject):
                return phrasing.bilingual(told)
        return None

    def _is_abroad(self, requirement: Requirement, subject: Subject) -> bool:
        """Tell a provider established outside France, where that changes what is asked of it."""
        if requirement.abroad is None or subject.provider is None:
            return False
        told = [e.country for e in self._profile.outsourcing if e.provider == subject.provider and e.country]
        country = told[0] if told else self._papers.country(subject.provider)
        return country not in {None, "FR"}

    def _is_lawyer(self, subject: Subject) -> bool:
        """Tell a member of the bar, or a notary, by the name of the firm, who does legal work only."""
        entries = [e for e in self._profile.outsourcing if e.provider == subject.provider]
        legal = bool(entries) and all(e.process == "legal-secretariat" for e in entries)
        return legal and any(_LAWYERS.search(fold(name)) for e in entries for name in (e.provider, *e.aliases))

    def _is_sarl(self, _: Subject) -> bool:
        """Tell by the company's own articles and registration extracts that it is a SARL."""
        papers = (d for t in ("articles-of-association", "registration-extract") for d in self._by_type.get(t, ()))
        own = [
            d for d in papers if d.provider is None and not {"other-company", "superseded", "template"} & set(d.flags)
        ]
        return bool(own) and all(d.mentions.get("legal-form") == "sarl" for d in own)

    def _asked(self, checklist: Checklist, requirement: Requirement, subject: Subject) -> Iterator[Result]:
        pool = self._pool(requirement, subject, self._by_type)
        maybe = self._pool(requirement, subject, self._maybe)
        blank = self._blank(checklist, requirement, subject)
        series = self._expecting.asked(requirement, subject, pool)
        if series is None:
            floor = months_before(self._as_of, requirement.last) if requirement.series == "cadence" else None
            judge = self._judge(requirement, subject, floor, past=requirement.past)
            yield self._settle(requirement, blank, pool, maybe, judge)
            return
        judge = self._judge(requirement, subject, past=requirement.past or requirement.series == "rhythm")
        present = self._present(requirement, pool, series)
        undated = self._undated(requirement, pool, judge)
        for asked in self._with_others(requirement, series, pool, judge):
            if self._too_small(requirement, subject, asked):
                continue
            inside = [d for d in pool if answers(requirement, d, asked)]
            gap = Gap.ALONE if asked.period is None else gap_kind(asked.period, present)
            # The law asks for each closed year, whenever a series of documents began.
            short = gap is Gap.SHORT and requirement.series != "fiscal-year" and not undated
            severity = _softened(blank.severity, short=short, due=asked.due)
            one = replace(blank, period=asked.period, severity=severity)
            unplaced = undated if asked.item is None else [d for d in pool if not d.mentions.get("amendment")]
            yield self._settle(requirement, one, inside, unplaced, judge, gap=gap, asked=asked)

    def _blank(self, checklist: Checklist, requirement: Requirement, subject: Subject) -> Result:
        paths = [t for a in requirement.accepts for t in reversed(self._rules.path_of(a))]
        threshold = self._rules.thresholds.get(requirement.applies.threshold or "")
        doubt: tuple[Bilingual, ...] = ()
        if subject.doubtful and threshold:
            doubt = (phrasing.perhaps_not_asked(threshold.title),)
        severity = requirement.severity_for(self._profile.deal.type)
        if doubt and threshold is not None and self._staff:
            reached = threshold.reached({"employees": self._staff})
            if reached is not None:
                told = binding_words.staff_read(self._staff)
                doubt, severity = ((), severity) if reached else ((*doubt, told), Severity.MINOR)
        fee = self._papers.yearly_fee(subject.provider) if doubt else None
        if threshold is not None and fee is not None and threshold.reached({"contract": fee}) is False:
            doubt, severity = (*doubt, binding_words.small_contract(fee)), Severity.MINOR
        if requirement.abroad is not None and self._is_abroad(requirement, subject):
            doubt = (*doubt, phrasing.bilingual(requirement.abroad.reason))
        return Result(
            id=requirement.id,
            key="",
            checklist=checklist.id,
            title=phrasing.bilingual(requirement.title),
            severity=severity,
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
        of_types = (d for t in requirement.accepts for d in of_type.get(t, ()) if not _is_other(requirement, d))
        found = [d for d in of_types if _matches(requirement, subject, d)]
        if not found and requirement.per == "process" and set(requirement.accepts) & set(ENGAGING):
            found = self._extended(requirement, subject, of_type)
        return list({d.path: d for d in found}.values())

    def _extended(
        self, requirement: Requirement, subject: Subject, of_type: Mapping[str, Sequence[Document]]
    ) -> list[Document]:
        """Give a provider’s contract for another process, where a signed amendment extends it to this one."""
        papers = self._papers.beside(subject.provider, ()) if subject.process is not None else []
        if not any(_is_about(d, subject.process or "") for d in engagement.amendments(papers)):
            return []
        contracts = (d for t in requirement.accepts for d in of_type.get(t, ()) if not _is_other(requirement, d))
        return [d for d in contracts if d.provider == subject.provider]

    def _judge(
        self, requirement: Requirement, subject: Subject, floor: dt.date | None = None, *, past: bool = False
    ) -> Judge:
        known = bool(self._profile.outsourcing)
        return Judge(requirement, self._as_of, known, floor, subject.provider, subject.process, past=past)

    def _too_small(self, requirement: Requirement, subject: Subject, asked: Asked) -> bool:
        """Tell that the company was below the threshold that held for the year asked about."""
        threshold = self._rules.thresholds.get(requirement.applies.threshold or "")
        if threshold is None or asked.period is None or requirement.series != "fiscal-year":
            return False
        return threshold.reached(subject.measures, asked.period.start) is False

    def _undated(self, requirement: Requirement, pool: Sequence[Document], judge: Judge) -> list[Document]:
        """Give the pieces of a series that nobody can lay in it, as their date was not read: each may be the one."""
        lost = [d for d in pool if span_of(requirement, d) is None]
        return [d for d in lost if judge.judge(d).status in {Status.SATISFIED, Status.TO_CONFIRM}]

    def _with_others(
        self, requirement: Requirement, series: Sequence[Asked], pool: Sequence[Document], judge: Judge
    ) -> list[Asked]:
        """Add the periods, older or not yet due, of which the room holds a sound piece all the same."""
        asked = {one.period.label: one for one in series if one.period is not None}
        if not asked or requirement.series == "rhythm":
            return list(series)
        known = next(one.period for one in asked.values() if one.period is not None)
        length = months_of(known)
        for document in pool:
            span = span_of(requirement, document)
            if requirement.cadence_of == "meeting" and document.date is not None and span is not None:
                span = span if months_of(span) == length else period_with(kind_of(known), document.date)
            if span is None or span.label in asked or months_of(span) != length or span.end >= self._as_of:
                continue
            if judge.judge(document).status is not Status.SATISFIED:
                continue
            asked[span.label] = Asked(span, due=False)
        return sorted(asked.values(), key=lambda one: one.period.end if one.period else self._as_of)

    def _present(self, requirement: Requirement, pool: Sequence[Document], series: Sequence[Asked]) -> list[Period]:
        """Give where the pieces of a series lie, sound or not: a draft of March shows that the series ran in March."""
        present = [p for d in pool if (p := span_of(requirement, d)) is not None]
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
        judged = [judge.judge(self._papers.accepted(d)) for d in pool]
        perhaps = binding_words.undated if asked.period is not None else phrasing.perhaps
        judged += [Judged(d, Status.TO_CONFIRM, (perhaps(d),), Rung.READABLE) for d in maybe if not pool]
        judged += [*self._by_clause(requirement, blank), *self._denied(requirement)] if not judged else []
        if requirement.per in {"provider", "process"} and set(requirement.accepts) & set(ENGAGING):
            judged = incorporated(judged)
        judged = judged if judge.past else current(judged)
        papers = self._papers.beside(blank.provider, judged) if requirement.clauses or requirement.watch else ()
        judged = self._contents.weighed(requirement, judged, papers)
        for status in _ORDER:
            chosen = [j for j in judged if j.status is status]
            if chosen:
                told = [r for j in chosen for r in j.reasons]
                # What is there comes before the doubt whether it had to be.
                told = [*told, *blank.reasons] if status is Status.SATISFIED else [*blank.reasons, *told]
                reasons = _in_short(told)
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
            told = replace(result, reasons=tuple(r for r in result.reasons if r not in self._doubts))
            request = phrasing.request(requirement, told, self._profile.company.name, asked.item, due=asked.due)
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

    def _denied(self, requirement: Requirement) -> Iterator[Judged]:
        """Give the documents that say that none is due."""
        for document in self._denying if requirement.denied is not None else ():
            if not set(document.flags) & {"template", "draft", "superseded", "other-company"}:
                words = document.mentions[requirement.denied or ""]
                yield Judged(document, Status.TO_CONFIRM, (binding_words.denied(document, words),), Rung.READABLE)

    def _waive(self, result: Result) -> Result:
        for waiver in self._profile.waivers:
            if not result.status.is_open or not waives(waiver, result):
                continue
            if waiver.until < self._as_of:
                return replace(result, reasons=(*result.reasons, phrasing.waiver_ended(waiver)))
            reasons = (phrasing.waived(waiver), *result.reasons)
            return replace(result, status=Status(waiver.status), reasons=reasons, request=None, next_step=None)
        return result


def _staff_of(accounts: Iterable[Document]) -> int | None:
    """Give the average head count that the company's latest accounts tell."""
    sound = [d for d in accounts if not {"other-company", "template", "draft", "superseded"} & set(d.flags)]
    told = [d for d in sound if "staff" in d.mentions]
    latest = max(told, key=lambda d: d.period.end if d.period else dt.date.min, default=None)
    return int(latest.mentions["staff"]) if latest is not None else None


def _in_short(reasons: Iterable[Bilingual]) -> tuple[Bilingual, ...]:
    """Give each reason once, as many as anybody may read."""
    found = dict.fromkeys(reasons)
    if len(found) <= MOST_REASONS:
        return tuple(found)
    return (*islice(found, MOST_REASONS), phrasing.and_so_on())


def _excused(result: Result, reason: Bilingual) -> Result:
    """Set aside what nobody has to hold; what the room holds of it all the same is judged like anything else."""
    if result.status is not Status.MISSING:
        return result
    return replace(result, status=Status.NOT_APPLICABLE, reasons=(reason,), request=None, next_step=None)


_EXCUSES: Mapping[str, Callable[[Assessor, Subject], bool]] = {
    "lawyer": Assessor._is_lawyer,  # noqa: SLF001 - of the same module
    "sarl": Assessor._is_sarl,  # noqa: SLF001
}


def _is_other(requirement: Requirement, document: Document) -> bool:
    """Tell a document that, by what it says itself, is another thing than the one asked for."""
    if set(requirement.rejects) & set(document.classification.type_path) or "request-list" in document.mentions:
        return True
    if "secret" in document.flags and document.classification.confidence is not Confidence.HIGH:
        return True
    if "customer" in document.mentions and (requirement.supplied or _whose(requirement) == "provider"):
        return True
    return requirement.issued_by == "provider" and document.mentions.get("issuer") == "company"


def _matches(requirement: Requirement, subject: Subject, document: Document) -> bool:
    issued = requirement.issued_by == "company" and document.mentions.get("issuer") == "company"
    if issued or (requirement.shared and subject.provider in document.mentions.get("providers", "").split("\n")):
        return True
    match requirement.whose or _whose(requirement):
        case "own":
            return document.provider is None
        case "provider" if subject.provider is not None:
            mine = document.provider == subject.provider
            return mine and (subject.process is None or not document.processes or _is_about(document, subject.process))
        case "process" if subject.provider is not None:
            if "procedure-of" in document.mentions:
                # A procedure that names a provider once is not that provider's: its title says what it is about.
                return subject.process in document.mentions["procedure-of"].split("\n")
            return document.provider in {None, subject.provider} and subject.process in document.processes
        case _:
            return True


def _is_about(document: Document, process: str) -> bool:
    """Tell whether a document is about a process: most of it, or as one of several that its title names."""
    return process in (*document.processes, *document.mentions.get("processes-named", "").split("\n"))


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
