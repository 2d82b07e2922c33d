"""The rows of the page's long tables: what the page's script reads and shows bit by bit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dataroom.model import Bilingual, Clause, Document, Evidence, Finding, Report, Rung, State, Unread
from dataroom.printable import visible
from dataroom.report import texts, views
from dataroom.report.packing import Packing, in_script, short
from dataroom.report.register_rows import register_rows
from dataroom.report.review_rows import is_reviewed, review_values
from dataroom.report.stages import stages

# What a page of 10,000 documents can hold below 10 MB; the JSON report holds everything.
_MANY = 2000


@dataclass(frozen=True, slots=True)
class _Room:
    candidates: int
    evidence: int
    quote: int


_ROOMY = _Room(candidates=4, evidence=6, quote=400)
_TIGHT = _Room(candidates=2, evidence=2, quote=80)


def is_abridged(report: Report) -> bool:
    """Tell whether the evidence of documents is shortened, for want of room on the page."""
    return len(report.documents) > _MANY


def island(report: Report) -> str:
    """Give the rows as JSON that can stand inside a script element."""
    packed = _Rows(report)
    values: dict[str, object] = {
        "documents": [packed.document(doc) for doc in report.documents],
        "findings": [packed.finding(finding) for finding in report.findings],
        "unread": [packed.unread(unread) for unread in report.unread],
        "rungs": [packed.packing.label("rung", rung.value) for rung in Rung],
        "requirements": register_rows(report, packed.packing),
    }
    if is_reviewed(report):
        values["review"] = review_values(report, packed.packing)
    return in_script({**packed.packing.tables(), **values})


class _Rows:
    __slots__ = ("by_ocr", "packing", "room", "stages")

    def __init__(self, report: Report) -> None:
        self.packing = Packing(report.titles)
        self.room = _TIGHT if is_abridged(report) else _ROOMY
        self.by_ocr = views.by_ocr(report.documents)
        self.stages = stages(report)

    def document(self, doc: Document) -> list[object]:
        found, pack = doc.classification, self.packing
        return [
            visible(doc.path),
            doc.size,
            short(doc.fingerprint.blake3) if doc.fingerprint else 0,
            short(doc.fingerprint.sha256) if doc.fingerprint else 0,
            pack.word(doc.media_type),
            doc.pages or 0,
            pack.label("language", doc.language),
            self.state(doc.path, doc.state),
            pack.label("type", found.type),
            pack.label("confidence", found.confidence.value if found.confidence else None),
            [pack.label("process", name) for name in doc.processes],
            pack.word(doc.provider),
            pack.word(doc.period.label if doc.period else None),
            doc.date.isoformat() if doc.date else 0,
            doc.expires.isoformat() if doc.expires else 0,
            [pack.label("flag", flag) for flag in doc.flags],
            self._candidates(doc),
            self._evidence(doc.signature),
            self._clauses("clause", doc.clauses),
            [pack.pair(note) for note in doc.notes],
            pack.pair(doc.reason),
            self._clauses("section", doc.sections),
            pack.word(found.type),
            pack.pair(self.stages.of(doc)),
        ]

    def _clauses(self, table: str, clauses: Sequence[Clause]) -> list[object]:
        return [
            [self.packing.label(table, c.id), int(c.found), c.page or 0, _cut(visible(c.quote), self.room.quote)]
            for c in clauses
        ]

    def _candidates(self, doc: Document) -> list[object]:
        # A type for which no word speaks says nothing to a reader, unless it is the one given.
        told = [c for c in doc.classification.candidates if c.evidence or c.type == doc.type]
        kept = told[: self.room.candidates]
        return [[self.packing.label("type", c.type), round(c.score, 2), self._evidence(c.evidence)] for c in kept]

    def _evidence(self, evidence: Sequence[Evidence]) -> list[object]:
        return [
            [
                self.packing.word(e.cue),
                self.packing.label("where", e.where.value),
                e.page or 0,
                # The cells of a table are parted by tabs.
                _cut(visible(e.quote.replace("\t", " | ")), self.room.quote),
            ]
            for e in evidence[: self.room.evidence]
        ]

    def finding(self, finding: Finding) -> list[object]:
        pack = self.packing
        return [
            finding.severity.rank,
            pack.label("confidence", finding.confidence.value),
            pack.word(finding.rule),
            visible(finding.path) if finding.path else 0,
            finding.page or 0,
            pack.pair(finding.message),
            pack.pair(finding.remedy),
        ]

    def unread(self, unread: Unread) -> list[object]:
        return [visible(unread.path), self.state(unread.path, unread.state), self.packing.pair(unread.reason)]

    def state(self, path: str, state: State) -> int:
        return self.packing.pair(views.state_name(state, recognised=path in self.by_ocr))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def states(report: Report) -> list[tuple[Bilingual, int]]:
    """Give how many files were not fully read for each reason, the most frequent first."""
    by_ocr = views.by_ocr(report.documents)
    counts = Counter("image-by-ocr" if one.path in by_ocr else one.state.value for one in report.unread)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [(texts.count_label(name)[number > 1], number) for name, number in ranked]
