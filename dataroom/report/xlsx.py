"""The report as an Excel workbook in which people work: what is open, whom to ask, what the room holds.

Every cell is a string, a number or a date, never a formula or a link. What people write into their own columns comes
back with `--tracker`; those columns are the seller's alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from dataroom.model import Bilingual, Report, Work
from dataroom.printable import visible, visible_lines
from dataroom.report import columns as tables
from dataroom.report import texts
from dataroom.report.columns import SHEETS, Column, Value
from dataroom.report.editions import SELLER, shown
from dataroom.report.ids import document_ids, finding_ids
from dataroom.report.order import in_order
from dataroom.report.rows import Row, Writer, gap_results, language
from dataroom.report.xlsx_book import Book, Layout
from dataroom.report.xlsx_matrix import write_coverage, write_periods
from dataroom.report.xlsx_people import Choices, pens, people_columns, people_row
from dataroom.report.xlsx_summary import write_summary

_GONE = Bilingual("n’est plus dans les listes", "is no longer on the checklists")

_TONED = frozenset({"severity", "status", "found", "outcome"})
_WORKED = {"gaps": ("status", "request"), "findings": ("severity", "document")}
"""After which column people's own stand, and which is the last to be printed."""


def render_xlsx(report: Report) -> bytes:
    """Give the tracker, in the report's own edition and language."""
    seen = in_order(shown(report))
    # The index numbers documents as a tree, so all of them are held here, wherever they lie.
    return _Tracker(replace(seen, documents=tuple(seen.documents))).render()


class _Tracker:
    """The workbook in the making: one method a sheet, in the order of the sheets."""

    def __init__(self, report: Report) -> None:
        self.report, self.lang = report, language(report)
        self.book, self.words = Book(self.lang, report.as_of, report.edition), Writer(report, self.lang)
        self.counts: dict[str, int] = {}
        self.ids = finding_ids(report.findings)
        self.gaps = gap_results(report)
        self.works = report.work if report.edition == SELLER else {}
        self.choices = Choices(self.book, report) if report.edition == SELLER else None

    def render(self) -> bytes:
        summary = self.book.sheet(self._title("summary"))
        self._register()
        self._plain("requests", tables.REQUESTS, self.words.requests(), tallest=16)
        for name, write in (("coverage", write_coverage), ("periods", write_periods)):
            self.counts[name] = write(self.book, self._title(name), self.report)
        self._documents()
        self._plain("clauses", tables.CLAUSES, self.words.clauses(), kept=1)
        self._findings()
        self._plain("checks", tables.CHECKS, map(self.words.check, self.report.checks))
        self._plain("integrity", tables.INTEGRITY, self._integrity(), tallest=12)
        self._plain("unread", tables.UNREAD, self.words.unread())
        if self.choices is not None:
            self._gone()
            self.choices.write()
        write_summary(self.book, summary, self.report, self.counts)
        self.book.first(self._title("summary"))
        return self.book.done()

    def _title(self, name: str) -> str:
        return self.book.say(SHEETS[name])

    def _write(self, name: str, columns: Iterable[Column], rows: Iterable[Mapping[str, Value]], **layout: Any) -> Any:
        self.counts[name] = 0
        made = Layout(f"dataroom_{name}", toned=_TONED, **layout)
        return self.book.table(self._title(name), list(columns), self._counted(name, rows), made)

    def _counted(self, name: str, rows: Iterable[Mapping[str, Value]]) -> Iterator[Mapping[str, Value]]:
        for row in rows:
            self.counts[name] += 1
            yield row

    def _plain(self, name: str, columns: Mapping[str, Column], rows: Iterable[Row], **layout: Any) -> None:
        self._write(name, columns.values(), rows, **layout)

    def _register(self) -> None:
        rows = (self.words.gap(result) for result in self.gaps)
        self._worked("gaps", tables.GAPS, zip((visible(r.key) for r in self.gaps), rows, strict=True))

    def _findings(self) -> None:
        found = zip(self.report.findings, self.ids, strict=True)
        self._worked("findings", tables.FINDINGS, ((name, self.words.finding(one, name)) for one, name in found))

    def _worked(self, name: str, columns: Mapping[str, Column], rows: Iterable[tuple[str, Row]]) -> None:
        beside, printed = _WORKED[name]
        if self.choices is None:
            self._write(name, columns.values(), (row for _, row in rows), paper=8, printed=printed)
            return
        keyed = list(rows)
        works = [self.works[key] for key, _ in keyed if key in self.works]
        whole = (row | people_row(self.works.get(key), self.lang) for key, row in keyed)
        placed = _beside(list(columns.values()), people_columns(works), beside)
        sheet = self._write(name, placed, whole, paper=8, printed=printed, pens=pens(placed))
        self.choices.offer(sheet, placed, len(keyed))

    def _documents(self) -> None:
        documents = self.report.documents
        ids = {id(doc): name for doc, name in zip(documents, document_ids(documents), strict=True)}
        self._plain(
            "documents", tables.DOCUMENTS, self.words.documents(ids), kept=2, paper=8, tallest=3, printed="flags"
        )

    def _integrity(self) -> Iterator[Row]:
        seal = self.report.integrity
        history = self.report.run.get("history")
        head = history.get("previous_head") if isinstance(history, Mapping) else None
        told: list[tuple[str, Value]] = [
            ("algorithm", seal.algorithm),
            ("root", seal.root),
            ("files", seal.files),
            ("volume", seal.bytes),
            ("rules-digest", self.report.rules_digest),
        ]
        told += [("previous-head", str(head))] if head else []
        for name, value in told:
            yield {"what": self.words.label("text", name), "value": visible(str(value))}
        for checklist in self.report.checklists:
            title = f"{self.words.label('text', 'checklists')} – {self.words.say(checklist.title)}"
            yield {"what": title, "value": visible(checklist.digest)}
        for name, count in self.report.gauges.integrity.items():
            yield {"what": self.words.say(texts.count_label(name)[1]).capitalize(), "value": str(count)}

    def _gone(self) -> None:
        asked = {visible(result.key) for result in self.gaps} | set(self.ids)
        stands = {visible(r.key): self.words.status(r.status) for r in self.report.requirements}
        rest = {key: work for key, work in self.works.items() if key not in asked}
        columns = _beside(list(tables.GONE.values()), people_columns(rest.values()), "now")
        rows = (self._gone_row(key, work, stands.get(key, self.words.say(_GONE))) for key, work in rest.items())
        self._write("gone", columns, rows, pens=pens(columns))

    def _gone_row(self, key: str, work: Work, now: str) -> Mapping[str, Value]:
        row: Row = {"key": visible(key), "about": visible_lines(work.about), "now": now}
        return row | people_row(work, self.lang)


def _beside(columns: list[Column], people: list[Column], after: str) -> list[Column]:
    """Give people's columns their place, where they are seen beside what they are about."""
    at = [column.name for column in columns].index(after) + 1
    return [*columns[:at], *people, *columns[at:]]
