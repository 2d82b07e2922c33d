"""The rows of the page's long tables, packed small: what the page's script reads and shows bit by bit.

Strings and pairs of texts that come again stand once in a table and are named by their number; digests are base64.
Everything is made visible here, so the script can put it into text nodes as it is.
"""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dataroom.model import Bilingual, Document, Evidence, Finding, Report, State, Unread
from dataroom.report import texts, views
from dataroom.report.printable import visible
from dataroom.report.words import typeset

# What a page of 10,000 documents can hold below 10 MB; the JSON report holds everything.
_MANY = 2000


@dataclass(frozen=True, slots=True)
class _Room:
    candidates: int
    evidence: int
    quote: int


_ROOMY = _Room(candidates=4, evidence=6, quote=400)
_TIGHT = _Room(candidates=2, evidence=2, quote=80)


class _Table:
    """Strings or pairs by number, in the order in which they were first met."""

    __slots__ = ("numbers",)

    def __init__(self) -> None:
        self.numbers: dict[tuple[str, ...], int] = {}

    def add(self, *parts: str) -> int:
        key = tuple(visible(part) for part in parts)
        return self.numbers.setdefault(key, len(self.numbers))

    def rows(self) -> list[tuple[str, ...]]:
        return list(self.numbers)


def is_abridged(report: Report) -> bool:
    """Tell whether the evidence of documents is shortened, for want of room on the page."""
    return len(report.documents) > _MANY


def island(report: Report) -> str:
    """Give the rows as JSON that can stand inside a script element."""
    packed = _Packing(report)
    values = {
        "documents": [packed.document(doc) for doc in report.documents],
        "findings": [packed.finding(finding) for finding in report.findings],
        "unread": [packed.unread(unread) for unread in report.unread],
    }
    tables = {"pairs": packed.pairs.rows(), "words": [word for (word,) in packed.words.rows()]}
    text = json.dumps({**tables, **values}, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


class _Packing:
    """Makes rows and fills the two tables meanwhile. 0 stands for nothing; a number of a table counts from 1."""

    __slots__ = ("by_ocr", "pairs", "report", "room", "words")

    def __init__(self, report: Report) -> None:
        self.report = report
        self.room = _TIGHT if is_abridged(report) else _ROOMY
        self.pairs, self.words = _Table(), _Table()
        self.by_ocr = views.by_ocr(report.documents)

    def pair(self, text: Bilingual | None) -> int:
        return 0 if text is None else self.pairs.add(typeset(text.fr), text.en) + 1

    def word(self, text: str | None) -> int:
        return self.words.add(text) + 1 if text else 0

    def label(self, table: str, name: str | None) -> int:
        return self.pair(texts.label(table, name, self.report.titles)) if name else 0

    def document(self, doc: Document) -> list[object]:
        found = doc.classification
        return [
            visible(doc.path),
            doc.size,
            _short(doc.fingerprint.blake3) if doc.fingerprint else 0,
            _short(doc.fingerprint.sha256) if doc.fingerprint else 0,
            self.word(doc.media_type),
            doc.pages or 0,
            self.label("language", doc.language),
            self.state(doc.path, doc.state),
            self.label("type", found.type),
            self.label("confidence", found.confidence.value if found.confidence else None),
            [self.label("process", name) for name in doc.processes],
            self.word(doc.provider),
            self.word(doc.period.label if doc.period else None),
            doc.date.isoformat() if doc.date else 0,
            doc.expires.isoformat() if doc.expires else 0,
            [self.label("flag", flag) for flag in doc.flags],
            self._candidates(doc),
            self._evidence(doc.signature),
            [
                [self.label("clause", c.id), int(c.found), c.page or 0, visible(c.quote)[: self.room.quote]]
                for c in doc.clauses
            ],
            [self.pair(note) for note in doc.notes],
            self.pair(doc.reason),
        ]

    def _candidates(self, doc: Document) -> list[object]:
        # A type for which no word speaks says nothing to a reader, unless it is the one given.
        told = [c for c in doc.classification.candidates if c.evidence or c.type == doc.type]
        kept = told[: self.room.candidates]
        return [[self.label("type", c.type), round(c.score, 2), self._evidence(c.evidence)] for c in kept]

    def _evidence(self, evidence: Sequence[Evidence]) -> list[object]:
        return [
            [
                self.word(e.cue),
                self.label("where", e.where.value),
                e.page or 0,
                # The cells of a table are parted by tabs.
                visible(_cut(e.quote.replace("\t", " | "), self.room.quote)),
            ]
            for e in evidence[: self.room.evidence]
        ]

    def finding(self, finding: Finding) -> list[object]:
        return [
            finding.severity.rank,
            self.label("confidence", finding.confidence.value),
            self.word(finding.rule),
            visible(finding.path) if finding.path else 0,
            finding.page or 0,
            self.pair(finding.message),
            self.pair(finding.remedy),
        ]

    def unread(self, unread: Unread) -> list[object]:
        return [visible(unread.path), self.state(unread.path, unread.state), self.pair(unread.reason)]

    def state(self, path: str, state: State) -> int:
        return self.pair(views.state_name(state, recognised=path in self.by_ocr))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _short(digest: str) -> str | int:
    try:
        return base64.b64encode(bytes.fromhex(digest)).decode("ascii").rstrip("=")
    except ValueError:
        return 0


def states(report: Report) -> list[tuple[Bilingual, int]]:
    """Give how many files were not fully read for each reason, the most frequent first."""
    by_ocr = views.by_ocr(report.documents)
    counts = Counter("image-by-ocr" if one.path in by_ocr else one.state.value for one in report.unread)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [(texts.count_label(name)[number > 1], number) for name, number in ranked]
