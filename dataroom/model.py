"""The values that flow through a check: frozen, slotted, of the standard library alone.

Every stage takes some of these and gives others; none is changed once made. The names are those of the report.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """Whether a file could be read; everything but `OK` stands among the unread."""

    OK = "ok"
    IMAGE_ONLY = "image-only"
    ENCRYPTED = "encrypted"
    CORRUPT = "corrupt"
    EMPTY = "empty"
    UNSUPPORTED = "unsupported"
    TOO_LARGE = "too-large"
    TIMEOUT = "timeout"
    CHANGED = "changed-while-read"
    UNREADABLE = "unreadable"


class Confidence(StrEnum):
    """How sure an answer is; `high` is meant to be right 98 times in 100, `medium` 90."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Severity(StrEnum):
    """What an open requirement or a finding means to an acquirer."""

    BLOCKING = "blocking"
    MAJOR = "major"
    MINOR = "minor"

    @property
    def rank(self) -> int:
        """Return 3 for blocking, 2 for major, 1 for minor."""
        return {"blocking": 3, "major": 2, "minor": 1}[self.value]


class Status(StrEnum):
    """Where a requirement stands."""

    SATISFIED = "satisfied"
    PARTIAL = "partial"
    UNUSABLE = "unusable"
    TO_CONFIRM = "to-confirm"
    MISSING = "missing"
    WAIVED = "waived"
    NOT_APPLICABLE = "not-applicable"
    WITHHELD = "withheld"

    @property
    def is_open(self) -> bool:
        """Tell whether somebody still has to act."""
        return self in {Status.PARTIAL, Status.UNUSABLE, Status.TO_CONFIRM, Status.MISSING}


class Outcome(StrEnum):
    """What a check across documents came to."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_COMPARABLE = "not-comparable"


class Verdict(StrEnum):
    """The answer on one line."""

    READY = "ready"
    CONDITIONS = "ready-with-conditions"
    NOT_READY = "not-ready"


class Where(StrEnum):
    """The place in which a cue stood."""

    NAME = "name"
    PATH = "path"
    TITLE = "title"
    BODY = "body"
    FACT = "fact"


PROCESSES = (
    "accounting",
    "payroll",
    "hr",
    "legal-secretariat",
    "invoicing",
    "collections",
    "expenses",
    "suppliers",
    "reporting",
    "secretariat",
    "archiving",
    "it",
)


class _Travels:
    """Pickled as its class and its fields: in half the time that a frozen slotted dataclass takes by itself."""

    __slots__: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        return type(self), tuple([getattr(self, name) for name in self.__slots__])


@dataclass(frozen=True, slots=True)
class Bilingual(_Travels):
    """A text for people, in French and in English."""

    fr: str
    en: str


@dataclass(frozen=True, slots=True)
class Entry(_Travels):
    r"""A thing found by the walk.

    `raw` is the exact path relative to the room (bytes, `/` between the parts); `path` its printable form,
    in which bytes that are not UTF-8 stand as `\\xNN`. `kind` is file, link, fifo, socket, device or folder
    (a folder stands here only when it could not be opened, with its `reason`).
    """

    path: str
    raw: bytes
    size: int
    mtime_ns: int
    kind: str = "file"
    reason: str | None = None
    ctime_ns: int = 0
    inode: int = 0

    @property
    def inexact(self) -> bytes | None:
        """The raw path where the printable one is not exact; None where it is."""
        return None if self.path.encode("utf-8", "surrogateescape") == self.raw else self.raw


@dataclass(frozen=True, slots=True)
class Fingerprint(_Travels):
    """The digests of a file's bytes, as lower-case hex, and the number of bytes they cover."""

    blake3: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that its format marks as a title: heading style, slide title, sheet name, subject of a mail."""

    page: int
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that the structure of a file says, whatever its words, such as `pdf-signature` or `hidden-sheet`."""

    name: str
    value: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What was read of a file: visible text page by page (sheet by sheet, slide by slide), headings and facts.

    Lines are separated by LF, cells of a table by TAB. `reason` says why `state` is not OK.
    """

    media_type: str
    state: State = State.OK
    reason: Bilingual | None = None
    pages: tuple[str, ...] = ()
    page_count: int | None = None
    headings: tuple[Heading, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence(_Travels):
    """A cue that was found: its wording in the rule, where it stood, and the words around it."""

    cue: str
    where: Where
    page: int | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Candidate(_Travels):
    """A type that a document may be, with what speaks for it."""

    type: str
    score: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Classification(_Travels):
    """The answer of the rules for one document; `type` is None when they do not know."""

    type: str | None = None
    type_path: tuple[str, ...] = ()
    confidence: Confidence | None = None
    candidates: tuple[Candidate, ...] = ()
    named: tuple[str, ...] = ()
    """The types that the file's name announces, whatever its content says."""


@dataclass(frozen=True, slots=True)
class Period(_Travels):
    """A span of days, both included, under its label: `2025`, `2025-H1`, `2025-Q3`, `2025-09`."""

    label: str
    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True)
class Clause(_Travels):
    """Whether a clause was found in a contract, where, and its first words."""

    id: str
    found: bool
    page: int | None = None
    quote: str = ""


def last_part(path: str) -> str:
    """Give the name at the end of a printable path, also of one inside an archive."""
    return path.rpartition("!")[2].rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Document(_Travels):
    """One file, or one member of an archive, made whole inside a worker."""

    path: str
    size: int
    raw: bytes | None = None
    fingerprint: Fingerprint | None = None
    media_type: str = "application/octet-stream"
    pages: int | None = None
    language: str | None = None
    state: State = State.OK
    reason: Bilingual | None = None
    classification: Classification = Classification()
    processes: tuple[str, ...] = ()
    provider: str | None = None
    period: Period | None = None
    date: dt.date | None = None
    expires: dt.date | None = None
    signature: tuple[Evidence, ...] = ()
    clauses: tuple[Clause, ...] = ()
    flags: tuple[str, ...] = ()
    notes: tuple[Bilingual, ...] = ()
    """Why a flag, a period or a provider was given; shown by `explain`."""
    sketch: Sequence[int] = ()
    """A min-hash of the text, to find near-duplicates without the text."""
    findings: tuple[Finding, ...] = ()
    """What one document alone shows."""
    inside: bool = False
    """A member of a container, not a file of the room."""
    mentions: Mapping[str, str] = field(default_factory=dict)
    """What later stages need and the report does not show: cadence, providers named, annexes cited…"""
    sections: tuple[Clause, ...] = ()
    """What a document of its type should hold, found or not."""
    figures: Mapping[str, object] = field(default_factory=dict)
    """Figures and rows that the checks across documents compare, as plain JSON values; amounts are whole cents."""

    @property
    def type(self) -> str | None:
        """The type given, or None."""
        return self.classification.type

    @property
    def name(self) -> str:
        """The last part of the path, also inside an archive."""
        return last_part(self.path)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about the room that a person should look at."""

    rule: str
    severity: Severity
    confidence: Confidence
    message: Bilingual
    remedy: Bilingual
    path: str | None = None
    page: int | None = None
    also: tuple[str, ...] = ()
    """The other documents that it compares."""


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """What one check across documents came to, so that a check that could not run never reads as clean."""

    id: str
    title: Bilingual
    outcome: Outcome
    documents: tuple[str, ...]
    reason: Bilingual


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that was not fully read, and why."""

    path: str
    state: State
    reason: Bilingual


class Rung(StrEnum):
    """How far a requirement has come, from nothing to a person's word."""

    ABSENT = "absent"
    PRESENT = "present"
    READABLE = "readable"
    IDENTIFIED = "identified"
    EXECUTED = "executed"
    IN_FORCE = "in-force"
    CONTAINS = "contains"
    CONFIRMED = "confirmed"

    @property
    def height(self) -> int:
        """Its place on the ladder, from 0."""
        return _HEIGHTS[self]


_HEIGHTS = {rung: height for height, rung in enumerate(Rung)}


@dataclass(frozen=True, slots=True)
class Result:
    """Where one requirement stands for one subject (process, provider, period)."""

    id: str
    key: str
    checklist: str
    title: Bilingual
    severity: Severity
    accepts: tuple[str, ...]
    status: Status
    seed: tuple[int, ...] = ()
    process: str | None = None
    provider: str | None = None
    period: Period | None = None
    documents: tuple[str, ...] = ()
    reasons: tuple[Bilingual, ...] = ()
    request: Bilingual | None = None
    owner: str = "internal"
    """Who is to be asked: provider, accountant, lawyer or internal."""
    why: Bilingual | None = None
    """Why it matters to an acquirer."""
    source: str = ""
    """Where the rule comes from, with the date at which it was true."""
    rung: Rung = Rung.ABSENT
    next_step: Bilingual | None = None
    holds: tuple[Bilingual, ...] = ()
    """What the document must hold, where the requirement is about that: names of clauses and sections."""


@dataclass(frozen=True, slots=True)
class Gauges:
    """Four counts that are never merged; each maps a name to a number."""

    completeness: Mapping[str, int]
    usability: Mapping[str, int]
    integrity: Mapping[str, int]
    confidentiality: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Integrity:
    """The digest of the whole room."""

    algorithm: str
    root: str
    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class ChecklistRef:
    """A checklist that was applied."""

    id: str
    title: Bilingual
    digest: str


@dataclass(frozen=True, slots=True)
class ProviderShare:
    """What one provider carries: its processes, their share of all outsourced ones in per cent, its open questions."""

    provider: str
    processes: tuple[str, ...]
    share: int
    open: int


@dataclass(frozen=True, slots=True)
class Dependency:
    """How far the company hangs on its providers."""

    processes: int
    """How many processes are outsourced."""
    providers: tuple[ProviderShare, ...]
    single_points: tuple[str, ...]
    """Providers whose failure would stop much, with neither exit plan nor continuity plan in order."""
    without_owner: tuple[str, ...]
    """Outsourced processes for which nobody in the company is known to answer."""


@dataclass(frozen=True, slots=True)
class Work:
    """What people wrote in the tracker beside a requirement or a finding; internal, for no acquirer."""

    owner: str = ""
    due: str = ""
    """A day as YYYY-MM-DD, or their own words."""
    state: str = ""
    """One of the tracker's own words (`to-do`, `requested`, `received`, `done`, `dropped`), or theirs."""
    comment: str = ""
    more: Mapping[str, str] = field(default_factory=dict)
    """What stands in columns that they added, by the heading."""
    about: str = ""
    """What it was written beside, for a reader who no longer finds it in the report."""


@dataclass(frozen=True, slots=True)
class Report:
    """The one value that every renderer, the library face and the tests see."""

    room: str
    as_of: dt.date
    edition: str
    language: str
    rules_digest: str
    checklists: tuple[ChecklistRef, ...]
    verdict: Verdict
    gauges: Gauges
    documents: Sequence[Document]
    """A tuple, or read from the disk one at a time and in the order of the report, where they are many."""
    requirements: tuple[Result, ...]
    findings: tuple[Finding, ...]
    unread: tuple[Unread, ...]
    integrity: Integrity
    profile: Mapping[str, object] = field(default_factory=dict)
    """As plain JSON values."""
    assumptions: tuple[Bilingual, ...] = ()
    """What had to be assumed, most of all without a profile."""
    run: Mapping[str, object] = field(default_factory=dict)
    titles: Mapping[str, Bilingual] = field(default_factory=dict)
    """What the ids of types and clauses are called, for people; an id without a title is shown as it is."""
    checks: tuple[CrossCheck, ...] = ()
    """What each check across documents came to: agrees, differs, or not comparable and why."""
    dependency: Dependency | None = None
    work: Mapping[str, Work] = field(default_factory=dict)
    """What people wrote in the tracker, by the key of a requirement or the id of a finding; not part of the JSON."""
