"""What of a document must not be shown: personal data and secrets, counted and masked.

`personal-data` says that the substance of a document is personal; a signatory's name or an office e-mail is not enough.
`secret` says that a real password, code or key is written in it; a text that speaks of passwords is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dataroom.access_keys import keys
from dataroom.account_lists import hints_access
from dataroom.confidential_words import KINDS, message
from dataroom.credentials import announces_codes, credentials, is_key_file
from dataroom.model import Confidence, Fact, Finding
from dataroom.numbers import numbers
from dataroom.patterns import compiled
from dataroom.personal import persons
from dataroom.staff import curriculum, staff
from dataroom.traces import FULL_NAME, Page, Trace, page_of, plain

_SPOKEN = {"comment", "hidden-text", "hidden-sheet-text", "hidden-cells-text", "hidden-slide-text", "covered-text",
           "speaker-notes"}  # fmt: skip
"""The facts that hold text of the document."""
_ORDER = {Confidence.HIGH: 0, Confidence.MEDIUM: 1, Confidence.LOW: 2}
_CROWD = {"personal-data-email": 6, "personal-data-phone": 8, "personal-data-health": 2}
"""From so many on, contacts are no signature in passing but a list of people, and health no passing mention."""
_STAFF = {
    "payslip", "payroll-register", "staff-register", "foreign-workers-list", "leaver-documents", "hiring-declaration",
    "career-interview-tracker", "working-time-record", "headcount-table", "payroll-inputs", "labour-dispute",
}  # fmt: skip
"""The types that are about named employees by their nature."""


@dataclass(frozen=True, slots=True)
class Examination:
    """What one document shows that should not be shown: findings (without a path) and flags."""

    findings: tuple[Finding, ...] = ()
    flags: tuple[str, ...] = ()


def examine(pages: Sequence[str], name: str, facts: Iterable[Fact], type_path: Sequence[str] = ()) -> Examination:
    """Look for personal data and secrets in the pages and the spoken facts of a document named `name`."""
    texts = [(number, text) for number, text in enumerate(pages, 1) if text]
    texts += [(fact.page or 1, fact.value) for fact in facts if fact.name in _SPOKEN and fact.value]
    announced, hinted = announces_codes(plain(name)), hints_access(plain(name))
    ready = [(number, page_of(text)) for number, text in texts]
    found: list[tuple[int, Trace]] = []
    for number, page in ready:
        found.extend((number, trace) for trace in _traces(page, announced=announced, hinted=hinted))
    found += _of_whole([page for _, page in ready], name, tuple(type_path))
    return _examined(found)


def _traces(page: Page, *, announced: bool, hinted: bool) -> Iterator[Trace]:
    yield from numbers(page)
    yield from persons(page)
    yield from staff(page)
    yield from credentials(page, announced=announced, hinted=hinted)
    yield from keys(page)


_DATED = r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d[ .]?\d{3},\d{2}|\b\d{1,2} [a-z]{3,9}\.? (?:19|20)\d{2}\b"
_PAID = r"(?m)^[^\n]{0,40}?\b[A-ZÀ-Þ][A-Za-zÀ-ÿ'’-]{2,}[^\n]*?\d[.,]\d{1,2}\b"
"""A line of a payroll register: a name, though it be a surname alone, and amounts."""
_FEW = 3


def _of_whole(pages: list[Page], name: str, type_path: tuple[str, ...]) -> Iterator[tuple[int, Trace]]:
    if is_key_file(name):
        yield 1, Trace("secret-file", 0)
    life = curriculum(pages, name, type_path)
    if life is not None:
        yield 1, life
    if _STAFF & set(type_path):
        names = {match for page in pages for match in compiled(FULL_NAME).findall(page.text)}
        dated = any(compiled(_DATED).search(page.low) for page in pages)
        paid = (
            "payroll-register" in type_path and sum(len(compiled(_PAID).findall(page.text)) for page in pages) >= _FEW
        )
        if paid or (len(names) >= 2 and dated):
            yield 1, Trace("personal-data-staff", 0, "", Confidence.MEDIUM)


def _examined(found: list[tuple[int, Trace]]) -> Examination:
    groups: dict[str, list[tuple[int, Trace]]] = {}
    for number, trace in found:
        groups.setdefault(trace.kind, []).append((number, trace))
    findings = [_finding(kind, groups[kind]) for kind in KINDS if kind in groups]
    flags = {flag for kind, traces in groups.items() if (flag := _flag(kind, traces)) is not None}
    return Examination(tuple(findings), tuple(sorted(flags)))


def _finding(kind: str, traces: list[tuple[int, Trace]]) -> Finding:
    words = KINDS[kind]
    best = min(traces, key=lambda item: _ORDER[item[1].confidence])
    count = len({trace.key for _, trace in traces})
    text = message(words, count, best[1].sample)
    return Finding(kind, words.severity, best[1].confidence, text, words.remedy, page=best[0])


def _flag(kind: str, traces: list[tuple[int, Trace]]) -> str | None:
    if kind.startswith("secret"):
        return "secret"
    crowd = len({trace.key for _, trace in traces}) >= _CROWD.get(kind, 1 << 30)
    return "personal-data" if crowd or any(trace.substance for _, trace in traces) else None
