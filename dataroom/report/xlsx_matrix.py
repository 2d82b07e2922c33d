"""The coverage on sheets: requirement by provider, and series by period; a sign and a word in every cell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dataroom.model import Bilingual, Report
from dataroom.printable import visible
from dataroom.report import texts, views
from dataroom.report.columns import Column, Value
from dataroom.report.views import Cell, Matrix
from dataroom.report.words import period
from dataroom.report.xlsx_book import MOST_COLUMNS, Book, Layout, distinct

_LEAD = (
    Column("requirement", Bilingual("Exigence", "Requirement"), 46, "wrap"),
    Column("severity", Bilingual("Gravité", "Severity"), 13),
    Column("process", Bilingual("Processus", "Process"), 20, "wrap"),
    Column("provider", Bilingual("Prestataire", "Provider"), 24, "wrap"),
)
_COMPANY = Bilingual("Société", "Company")
_NOTHING = Bilingual("Aucune exigence par période.", "No requirement by period.")


class _Cells:
    """What the cells of a matrix hold, and in which tone."""

    def __init__(self, book: Book, *, short: bool) -> None:
        self.book, self.short = book, short

    def text(self, cell: Cell | None) -> str:
        if cell is None:
            return ""
        sign, word = texts.STATUS_SIGNS[cell.status], self.book.say(texts.STATUSES[cell.status])
        parts = [sign] if self.short else [sign, word]
        return " ".join([*parts, f"{cell.satisfied}/{cell.total}"] if cell.total > 1 else parts)

    def look(self, cell: Cell | None) -> Any:
        return self.book.look("middle", cell.status.value if cell else None)


def write_coverage(book: Book, title: str, report: Report) -> int:
    """Write requirement by provider, those of the company in a column of their own; gives the number of rows."""
    matrices = {matrix.kind: matrix for matrix in views.matrices(report)}
    columns, rows = _by_provider(book, matrices.get("provider"), matrices.get("company"))
    toned = frozenset(["severity", *(column.name for column in columns[3:])])
    made = list(rows)
    book.table(title, columns, made, Layout("dataroom_coverage", kept=1, toned=toned))
    return len(made)


def _by_provider(
    book: Book, bound: Matrix | None, free: Matrix | None
) -> tuple[list[Column], Iterator[dict[str, Value]]]:
    names = bound.columns if bound else ()
    own = [Column(f"p{at}", Bilingual(visible(n), visible(n)), 19, "wrap") for at, n in enumerate(names)]
    return [*_LEAD[:3], *own, Column("company", _COMPANY, 19, "wrap")], _rows(book, bound, free)


def _rows(book: Book, bound: Matrix | None, free: Matrix | None) -> Iterator[dict[str, Value]]:
    cells = _Cells(book, short=False)
    for row in bound.rows if bound else ():
        yield _lead(book, row) | {f"p{at}": cells.text(cell) for at, cell in enumerate(row.cells)}
    for row in free.rows if free else ():
        yield _lead(book, row) | {"company": cells.text(row.cells[0])}


def _lead(book: Book, row: views.Row) -> dict[str, Value]:
    process = book.say(texts.label("process", row.process)) if row.process else ""
    return {
        "requirement": visible(book.say(row.title)),
        "severity": f"{texts.SEVERITY_SIGNS[row.severity]} {book.say(texts.SEVERITIES[row.severity])}",
        "process": visible(process),
        "provider": visible(row.provider or ""),
    }


def write_periods(book: Book, title: str, report: Report) -> int:
    """Write series by period, a block for months, quarters, half-years and years; gives the number of rows."""
    sheet, at, count = book.sheet(title, 8), 0, 0
    widest = 0
    for matrix in views.matrices(report):
        if matrix.kind not in {"provider", "company"}:
            at = _block(book, sheet, at, matrix) + 2
            count, widest = count + len(matrix.rows), max(widest, len(matrix.columns))
    for place, column in enumerate(_LEAD):
        sheet.set_column(place, place, column.width)
    if count:
        sheet.set_column(len(_LEAD), len(_LEAD) + widest - 1, 9.5)
        book.write(sheet, at, 0, _legend(book), book.look("note"))
        sheet.set_row(at, 45)
        sheet.freeze_panes(0, 1)
    else:
        book.write(sheet, 0, 0, book.say(_NOTHING), book.look("note"))
    return count


def _legend(book: Book) -> str:
    name = book.say(texts.TEXTS["legend"])
    told = [f"{sign} {book.say(texts.STATUSES[status])}" for status, sign in texts.STATUS_SIGNS.items()]
    return f"{name} – " + " · ".join(told)


def _block(book: Book, sheet: Any, top: int, matrix: Matrix) -> int:
    """Write one matrix under its heading; gives the row after its last."""
    cells = _Cells(book, short=True)
    book.write(sheet, top, 0, book.say(texts.TEXTS[f"coverage-{matrix.kind}"]), book.look("heading"))
    sheet.set_row(top, 24)
    most = MOST_COLUMNS - len(_LEAD)
    if len(matrix.columns) > most:
        raise ValueError("more periods than a sheet has columns")
    heads = distinct([*(book.say(c.heading) for c in _LEAD), *(_short(book, name) for name in matrix.columns)])
    for place, text in enumerate(heads):
        book.write(sheet, top + 1, place, text, book.head())
    sheet.set_row(top + 1, 32)
    for at, row in enumerate(matrix.rows, start=top + 2):
        lead = _lead(book, row)
        for place, column in enumerate(_LEAD):
            tone = row.severity.value if column.name == "severity" else None
            book.write(sheet, at, place, lead[column.name], book.look("lead", tone))
        for place, cell in enumerate(row.cells, start=len(_LEAD)):
            book.write(sheet, at, place, cells.text(cell), cells.look(cell))
        sheet.set_row(at, 30)
    last = top + 1 + len(matrix.rows)
    formats = [{"header": text, "header_format": book.head()} for text in heads]
    options = {"name": f"dataroom_{matrix.kind.replace('-', '_')}", "columns": formats, "style": None}
    if sheet.add_table(top + 1, 0, last, len(heads) - 1, options | {"autofilter": len(heads) < 200}):
        raise ValueError(f"{matrix.kind}: the table could not be made")
    return last + 1


def _short(book: Book, label: str) -> str:
    return visible(period(label, book.lang))
