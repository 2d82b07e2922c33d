"""The report as JSON: `dataroom-report/1`, as its schema says, the same bytes for the same report."""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from dataroom.model import (
    Bilingual,
    Candidate,
    Clause,
    CrossCheck,
    Dependency,
    Document,
    Evidence,
    Finding,
    Gauges,
    Period,
    Report,
    Result,
    Unread,
)
from dataroom.printable import encodable
from dataroom.report import shape
from dataroom.report.editions import shown
from dataroom.report.ids import finding_ids, named
from dataroom.report.order import in_order


def to_dict(report: Report, edition: str | None = None) -> shape.ReportDict:
    """Give the report as plain values, every key present; `edition` replaces the report's own.

    What the acquirer's edition must not show is left out here.
    """
    values = _values(dataclasses.replace(report, edition=edition) if edition else report)
    return cast("shape.ReportDict", {key: list(v) if isinstance(v, Iterator) else v for key, v in values.items()})


def _values(report: Report) -> dict[str, object]:
    """Give the values by key; those of which there may be many come one by one."""
    seen = in_order(shown(report))
    return {
        "format": shape.FORMAT,
        "run": _mapping(seen.run),
        "room": {"name": encodable(seen.room)},
        "profile": _mapping(seen.profile),
        "as_of": seen.as_of.isoformat(),
        "edition": seen.edition,
        "language": seen.language,
        "rules": {"digest": seen.rules_digest},
        "checklists": [{"id": c.id, "title": _text(c.title), "digest": c.digest} for c in seen.checklists],
        "verdict": seen.verdict.value,
        "gauges": _gauges(seen.gauges),
        "assumptions": _texts(seen.assumptions),
        "titles": {key: _text(title) for key, title in sorted(seen.titles.items())},
        "documents": _documents(seen.documents),
        "requirements": map(_requirement, seen.requirements),
        "findings": _findings(seen.findings),
        "checks": [_check(check) for check in seen.checks],
        "dependency": _dependency(seen.dependency),
        "unread": map(_unread, seen.unread),
        "integrity": {
            "algorithm": seen.integrity.algorithm,
            "root": seen.integrity.root,
            "files": seen.integrity.files,
            "bytes": seen.integrity.bytes,
        },
    }


def render_json(report: Report) -> str:
    """Give the report as JSON text: a line for each key, and for each document, requirement and finding."""
    return "".join(json_lines(report))


def json_lines(report: Report) -> Iterator[str]:
    """Give the same line by line, so that no more than one of a million documents is held at once."""
    before = "{\n"
    for key, value in _values(report).items():
        yield f"{before}{_compact(key)}: "
        yield from _lines(value)
        before = ",\n"
    yield "\n}\n"


def _lines(value: object) -> Iterator[str]:
    if not isinstance(value, list | Iterator):
        yield _compact(value)
        return
    before = "[\n "
    for item in value:
        yield before + _compact(item)
        before = ",\n "
    yield "[]" if before == "[\n " else "\n]"


# An indented encoding runs in pure Python, four times as long.
_compact = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def _text(text: Bilingual) -> shape.TextDict:
    return {"fr": encodable(text.fr), "en": encodable(text.en)}


def _texts(texts: Iterable[Bilingual]) -> list[shape.TextDict]:
    return [_text(t) for t in texts]


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _period(period: Period | None) -> shape.PeriodDict | None:
    if period is None:
        return None
    return {"label": period.label, "start": period.start.isoformat(), "end": period.end.isoformat()}


def _gauges(gauges: Gauges) -> shape.GaugesDict:
    return {
        "completeness": dict(gauges.completeness),
        "usability": dict(gauges.usability),
        "integrity": dict(gauges.integrity),
        "confidentiality": dict(gauges.confidentiality),
    }


def _mapping(values: Mapping[str, object]) -> dict[str, object]:
    return {encodable(str(key)): _plain(value) for key, value in values.items()}


def _plain(value: object) -> object:
    match value:
        case str():
            return encodable(value)
        case Mapping():
            return _mapping(value)
        case list() | tuple():
            return [_plain(item) for item in value]
        case dt.date():
            return value.isoformat()
        case _:
            return value


def _evidence(evidence: Iterable[Evidence]) -> list[shape.EvidenceDict]:
    return [
        {"cue": encodable(e.cue), "where": e.where.value, "page": e.page, "quote": encodable(e.quote)} for e in evidence
    ]


def _candidate(candidate: Candidate) -> shape.CandidateDict:
    return {
        "type": candidate.type,
        "score": round(float(candidate.score), 4),
        "evidence": _evidence(candidate.evidence),
    }


def _clause(clause: Clause) -> shape.ClauseDict:
    return {"id": clause.id, "found": clause.found, "page": clause.page, "quote": encodable(clause.quote)}


def _path_raw(doc: Document) -> str | None:
    if doc.raw is None or doc.raw == encodable(doc.path).encode():
        return None
    return base64.b64encode(doc.raw).decode("ascii")


def _document(doc: Document, name: str) -> shape.DocumentDict:
    found = doc.classification
    return {
        "path": encodable(doc.path),
        "path_raw": _path_raw(doc),
        "id": name,
        "size": doc.size,
        "blake3": doc.fingerprint.blake3 if doc.fingerprint else None,
        "sha256": (doc.fingerprint.sha256 or None) if doc.fingerprint else None,
        "media_type": doc.media_type,
        "pages": doc.pages,
        "language": doc.language,
        "state": doc.state.value,
        "reason": _text(doc.reason) if doc.reason else None,
        "type": found.type,
        "type_path": list(found.type_path),
        "confidence": found.confidence.value if found.confidence else None,
        "candidates": [_candidate(c) for c in found.candidates],
        "processes": list(doc.processes),
        "provider": None if doc.provider is None else encodable(doc.provider),
        "period": _period(doc.period),
        "date": _day(doc.date),
        "expires": _day(doc.expires),
        "signature": {"evidence": _evidence(doc.signature)},
        "clauses": [_clause(c) for c in doc.clauses],
        "sections": [_clause(c) for c in doc.sections],
        "flags": list(doc.flags),
        "notes": _texts(doc.notes),
    }


def _dependency(view: Dependency | None) -> shape.DependencyDict | None:
    if view is None:
        return None
    shares: list[shape.ShareDict] = [
        {"provider": encodable(p.provider), "processes": list(p.processes), "share": p.share, "open": p.open}
        for p in view.providers
    ]
    return {
        "processes": view.processes,
        "providers": shares,
        "single_points": [encodable(name) for name in view.single_points],
        "without_owner": list(view.without_owner),
    }


def _documents(documents: Iterable[Document]) -> Iterator[shape.DocumentDict]:
    return (_document(doc, name) for doc, name in named(documents))


def _unread(unread: Unread) -> shape.UnreadDict:
    return {"path": encodable(unread.path), "state": unread.state.value, "reason": _text(unread.reason)}


def _requirement(result: Result) -> shape.RequirementDict:
    return {
        "id": result.id,
        "key": encodable(result.key),
        "checklist": result.checklist,
        "title": _text(result.title),
        "seed": list(result.seed),
        "severity": result.severity.value,
        "accepts": list(result.accepts),
        "process": result.process,
        "provider": None if result.provider is None else encodable(result.provider),
        "period": _period(result.period),
        "status": result.status.value,
        "documents": [encodable(path) for path in result.documents],
        "reasons": _texts(result.reasons),
        "request": _text(result.request) if result.request else None,
        "owner": result.owner,
        "why": _text(result.why) if result.why else None,
        "source": result.source,
        "rung": result.rung.value,
        "next_step": _text(result.next_step) if result.next_step else None,
        "holds": _texts(result.holds),
    }


def _finding(finding: Finding, name: str) -> shape.FindingDict:
    return {
        "id": name,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "path": None if finding.path is None else encodable(finding.path),
        "page": finding.page,
        "also": [encodable(path) for path in finding.also],
        "message": _text(finding.message),
        "remedy": _text(finding.remedy),
    }


def _check(check: CrossCheck) -> shape.CrossCheckDict:
    return {
        "id": check.id,
        "title": _text(check.title),
        "outcome": check.outcome.value,
        "documents": [encodable(path) for path in check.documents],
        "reason": _text(check.reason),
    }


def _findings(findings: tuple[Finding, ...]) -> Iterator[shape.FindingDict]:
    return map(_finding, findings, finding_ids(findings))
