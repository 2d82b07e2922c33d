"""The shape of a report as JSON (`dataroom-report/1`): types of its own, so that the inner values may change."""

from __future__ import annotations

from typing import TypedDict

FORMAT = "dataroom-report/1"


class TextDict(TypedDict):
    """A text for people."""

    fr: str
    en: str


class RoomDict(TypedDict):
    """The room."""

    name: str


class RulesDict(TypedDict):
    """The rules applied."""

    digest: str


class ChecklistDict(TypedDict):
    """A checklist applied."""

    id: str
    title: TextDict
    digest: str


class GaugesDict(TypedDict):
    """Four kinds of counts, never merged."""

    completeness: dict[str, int]
    usability: dict[str, int]
    integrity: dict[str, int]
    confidentiality: dict[str, int]


class EvidenceDict(TypedDict):
    """A cue found."""

    cue: str
    where: str
    page: int | None
    quote: str


class CandidateDict(TypedDict):
    """A type that a document may be."""

    type: str
    score: float
    evidence: list[EvidenceDict]


class PeriodDict(TypedDict):
    """A span of days, both included, as ISO dates."""

    label: str
    start: str
    end: str


class SignatureDict(TypedDict):
    """What speaks for a signature."""

    evidence: list[EvidenceDict]


class ClauseDict(TypedDict):
    """A clause looked for."""

    id: str
    found: bool
    page: int | None
    quote: str


class DocumentDict(TypedDict):
    """One file or archive member."""

    path: str
    path_raw: str | None
    id: str
    size: int
    blake3: str | None
    sha256: str | None
    media_type: str
    pages: int | None
    language: str | None
    state: str
    reason: TextDict | None
    type: str | None
    type_path: list[str]
    confidence: str | None
    candidates: list[CandidateDict]
    processes: list[str]
    provider: str | None
    period: PeriodDict | None
    date: str | None
    expires: str | None
    signature: SignatureDict
    clauses: list[ClauseDict]
    sections: list[ClauseDict]
    flags: list[str]
    notes: list[TextDict]


class RequirementDict(TypedDict):
    """Where one requirement stands."""

    id: str
    key: str
    checklist: str
    title: TextDict
    seed: list[int]
    severity: str
    accepts: list[str]
    process: str | None
    provider: str | None
    period: PeriodDict | None
    status: str
    documents: list[str]
    reasons: list[TextDict]
    request: TextDict | None
    owner: str
    why: TextDict | None
    source: str
    rung: str
    next_step: TextDict | None
    holds: list[TextDict]


class ShareDict(TypedDict):
    """What one provider carries; `share` in per cent of the outsourced processes."""

    provider: str
    processes: list[str]
    share: int
    open: int


class DependencyDict(TypedDict):
    """How far the company hangs on its providers."""

    processes: int
    providers: list[ShareDict]
    single_points: list[str]
    without_owner: list[str]


class FindingDict(TypedDict):
    """Something to look at."""

    id: str
    rule: str
    severity: str
    confidence: str
    path: str | None
    page: int | None
    also: list[str]
    message: TextDict
    remedy: TextDict


class CrossCheckDict(TypedDict):
    """What one check across documents came to."""

    id: str
    title: TextDict
    outcome: str
    documents: list[str]
    reason: TextDict


class UnreadDict(TypedDict):
    """A file that was not fully read."""

    path: str
    state: str
    reason: TextDict


class IntegrityDict(TypedDict):
    """The digest of the room."""

    algorithm: str
    root: str
    files: int
    bytes: int


class ReportDict(TypedDict):
    """The whole report."""

    format: str
    run: dict[str, object]
    room: RoomDict
    profile: dict[str, object]
    as_of: str
    edition: str
    language: str
    rules: RulesDict
    checklists: list[ChecklistDict]
    verdict: str
    gauges: GaugesDict
    assumptions: list[TextDict]
    titles: dict[str, TextDict]
    documents: list[DocumentDict]
    requirements: list[RequirementDict]
    findings: list[FindingDict]
    checks: list[CrossCheckDict]
    dependency: DependencyDict | None
    unread: list[UnreadDict]
    integrity: IntegrityDict
