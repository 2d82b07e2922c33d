"""Who may see what: the seller everything, the acquirer what stands on the list below and nothing else.

The acquirer's edition is built up from allowed fields, never cut down from the whole: a field that is added to the
model stays out of it until somebody adds it here. Renderers call `shown` first and cannot forget a field.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping

from dataroom.errors import UsageError
from dataroom.model import (
    Bilingual,
    Candidate,
    Classification,
    Clause,
    CrossCheck,
    Dependency,
    Document,
    Evidence,
    Finding,
    ProviderShare,
    Report,
    Result,
    Rung,
    Status,
    Unread,
)
from dataroom.report.disclosure import Disclosure, disclosure
from dataroom.report.reserved import findings_for_all, flags_for_all, reasons_for_all, request_for_all

SELLER, ACQUIRER = "seller", "acquirer"

_SETTLED = {
    Status.WAIVED: Bilingual("Dispense déclarée par le cédant.", "Waived by the seller."),
    Status.NOT_APPLICABLE: Bilingual("Déclarée sans objet par le cédant.", "Declared not applicable by the seller."),
    Status.WITHHELD: Bilingual(
        "Pièce non communiquée à ce stade par le cédant.", "Not disclosed by the seller at this stage."
    ),
}
_WITHHELD = Bilingual("Constat portant sur une pièce non communiquée.", "Finding about a document that is withheld.")
_WITHHELD_REMEDY = Bilingual("À voir avec le cédant.", "To be discussed with the seller.")
_UNREAD = Bilingual("Pièce non communiquée.", "Document withheld.")
_NO_QUOTE = frozenset({"personal-data", "secret"})
_PROFILE: dict[str, tuple[str, ...]] = {
    "company": ("name", "siren", "country", "fiscal_year_end"),
    "deal": ("type", "phase", "as_of"),
}
_OUTSOURCING = ("process", "provider", "since")
_RUN = ("started", "finished", "version")
_OPTIONS = ("as_of", "edition", "lang", "language", "full", "fail_on", "fail_on_unread")
_HISTORY = ("head", "previous_head", "oldest_reading", "first_seen", "checks")


def as_edition(report: Report, edition: str) -> Report:
    """Give the report in another edition; raises UsageError for the seller's, made out of an acquirer's."""
    if edition == SELLER and report.edition == ACQUIRER:
        raise UsageError("the report was saved in the acquirer’s edition: the seller’s cannot be made out of it")
    return shown(dataclasses.replace(report, edition=edition))


def shown(report: Report) -> Report:
    """Give what the reader of the report's own edition may see; twice gives the same as once."""
    if report.edition == SELLER:
        return report
    rule = disclosure(report)
    return Report(
        room=rule.text(report.room.replace("\\", "/").rstrip("/").rpartition("/")[2]),
        as_of=report.as_of,
        edition=report.edition,
        language=report.language,
        rules_digest=report.rules_digest,
        checklists=report.checklists,
        verdict=report.verdict,
        gauges=report.gauges,
        documents=tuple(_document(doc, rule) for doc in report.documents),
        requirements=tuple(_result(result, rule) for result in report.requirements),
        findings=tuple(_finding(finding, rule) for finding in findings_for_all(report.findings)),
        unread=tuple(_unread(unread, rule) for unread in report.unread),
        integrity=report.integrity,
        profile=_profile(report.profile, rule),
        assumptions=rule.texts(report.assumptions),
        run=_run(report.run, rule),
        titles=report.titles,
        checks=tuple(_check(check, rule) for check in report.checks),
        dependency=_dependency(report.dependency),
    )


def _document(doc: Document, rule: Disclosure) -> Document:
    path = rule.path(doc.path)
    raw = doc.raw if path == doc.path else None
    if rule.is_withheld(doc.path):
        return Document(path, doc.size, raw, doc.fingerprint, doc.media_type, doc.pages, state=doc.state)
    quotes = not _NO_QUOTE.intersection(doc.flags)
    return Document(
        path=path,
        raw=raw,
        size=doc.size,
        fingerprint=doc.fingerprint,
        media_type=doc.media_type,
        pages=doc.pages,
        language=doc.language,
        state=doc.state,
        reason=rule.bilingual(doc.reason) if doc.reason else None,
        classification=_classification(doc.classification, rule, quotes=quotes),
        processes=doc.processes,
        provider=doc.provider,
        period=doc.period,
        date=doc.date,
        expires=doc.expires,
        signature=_evidence(doc.signature, rule, quotes=quotes),
        clauses=tuple(Clause(c.id, c.found, c.page, rule.text(c.quote) if quotes else "") for c in doc.clauses),
        sections=tuple(Clause(c.id, c.found, c.page, rule.text(c.quote) if quotes else "") for c in doc.sections),
        flags=flags_for_all(doc.flags),
    )


def _classification(found: Classification, rule: Disclosure, *, quotes: bool) -> Classification:
    candidates = tuple(Candidate(c.type, c.score, _evidence(c.evidence, rule, quotes=quotes)) for c in found.candidates)
    return Classification(found.type, found.type_path, found.confidence, candidates)


def _evidence(evidence: Iterable[Evidence], rule: Disclosure, *, quotes: bool) -> tuple[Evidence, ...]:
    return tuple(Evidence(rule.text(e.cue), e.where, e.page, rule.text(e.quote) if quotes else "") for e in evidence)


def _result(result: Result, rule: Disclosure) -> Result:
    settled = _SETTLED.get(result.status)
    request = None if settled else request_for_all(result)
    return Result(
        id=result.id,
        key=result.key,
        checklist=result.checklist,
        title=result.title,
        severity=result.severity,
        accepts=result.accepts,
        status=result.status,
        seed=result.seed,
        process=result.process,
        provider=result.provider,
        period=result.period,
        documents=tuple(rule.path(path) for path in result.documents),
        reasons=(settled,) if settled else rule.texts(reasons_for_all(result)),
        request=rule.bilingual(request) if request else None,
        owner=result.owner,
        why=result.why,
        source=result.source,
        rung=Rung.ABSENT if settled else result.rung,
        next_step=None if settled else result.next_step,
        holds=result.holds,
    )


def _finding(finding: Finding, rule: Disclosure) -> Finding:
    hidden = any(map(rule.is_withheld, (*finding.also, *([finding.path] if finding.path is not None else []))))
    return Finding(
        rule=finding.rule,
        severity=finding.severity,
        confidence=finding.confidence,
        message=_WITHHELD if hidden else rule.bilingual(finding.message),
        remedy=_WITHHELD_REMEDY if hidden else rule.bilingual(finding.remedy),
        path=None if finding.path is None else rule.path(finding.path),
        page=None if hidden else finding.page,
        also=tuple(map(rule.path, finding.also)),
    )


def _check(check: CrossCheck, rule: Disclosure) -> CrossCheck:
    hidden = any(map(rule.is_withheld, check.documents))
    return CrossCheck(
        id=check.id,
        title=check.title,
        outcome=check.outcome,
        documents=tuple(map(rule.path, check.documents)),
        reason=_UNREAD if hidden else rule.bilingual(check.reason),
    )


def _dependency(view: Dependency | None) -> Dependency | None:
    if view is None:
        return None
    shares = tuple(ProviderShare(p.provider, p.processes, p.share, p.open) for p in view.providers)
    return Dependency(view.processes, shares, view.single_points, view.without_owner)


def _unread(unread: Unread, rule: Disclosure) -> Unread:
    reason = _UNREAD if rule.is_withheld(unread.path) else rule.bilingual(unread.reason)
    return Unread(rule.path(unread.path), unread.state, reason)


def _profile(profile: Mapping[str, object], rule: Disclosure) -> dict[str, object]:
    kept: dict[str, object] = {
        name: _some(profile[name], keys, rule) for name, keys in _PROFILE.items() if name in profile
    }
    if isinstance(language := profile.get("language"), str):
        kept["language"] = language
    if isinstance(entries := profile.get("outsourcing"), list | tuple):
        kept["outsourcing"] = [_some(entry, _OUTSOURCING, rule) for entry in entries]
    return kept


def _run(run: Mapping[str, object], rule: Disclosure) -> dict[str, object]:
    kept = _some(run, _RUN, rule)
    kept["options"] = _some(run.get("options"), _OPTIONS, rule)
    kept["history"] = _some(run.get("history"), _HISTORY, rule)
    return kept


def _some(values: object, keys: Iterable[str], rule: Disclosure) -> dict[str, object]:
    if not isinstance(values, Mapping):
        return {}
    return {key: _scalar(values[key], rule) for key in keys if key in values}


def _scalar(value: object, rule: Disclosure) -> object:
    match value:
        case str():
            return rule.text(value)
        case list() | tuple():
            return [_scalar(item, rule) for item in value if isinstance(item, str)]
        case Mapping():
            return None
        case _:
            return value
