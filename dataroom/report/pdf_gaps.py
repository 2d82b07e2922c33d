"""The pages of the PDF on requirements: gaps, requests, coverage. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from dataroom.report import letters, texts, views
from dataroom.report.pdf_saying import Row, Saying
from dataroom.report.pdf_summary import severity

_WIDE = {"provider": 5, "company": 1, "monthly": 12, "quarterly": 10, "half-yearly": 10, "yearly": 10}
"""How many columns of a matrix stand side by side on a page."""


def status(to: Saying, name: str) -> Row:
    """Give a status as sign and word, with the name of its look."""
    return {"look": name, "sign": texts.STATUS_SIGNS[name], "text": to.label("status", name)}


def gaps(to: Saying) -> list[Row]:
    """Give what is not satisfied by checklist, then by provider."""
    titles = {ref.id: ref.title for ref in to.report.checklists}
    groups: dict[str, dict[str, list[Row]]] = {}
    for gap in views.gaps(to.report):
        providers = groups.setdefault(gap.first.checklist, {})
        providers.setdefault(gap.first.provider or "", []).append(_gap(to, gap))
    return [
        {
            "checklist": to.say(titles[name]) if name in titles else to.text(name),
            "providers": [
                {"name": to.text(who) or to.word("company-own"), "rows": providers[who]}
                for who in sorted(providers, key=lambda who: (who == "", who))
            ],
        }
        for name, providers in sorted(groups.items())
    ]


def _gap(to: Saying, gap: views.Gap) -> Row:
    first = gap.first
    return {
        "id": to.text(first.id),
        "title": to.say(first.title),
        "process": to.label("process", first.process),
        "periods": to.periods(gap.periods),
        "status": status(to, first.status.value),
        "severity": severity(to, first.severity.value),
        "reasons": to.few((to.say(reason) for reason in gap.reasons), 4),
        "documents": to.few((to.text(path) for path in gap.documents), 3),
    }


def requests(to: Saying) -> list[Row]:
    """Give what is to be asked for, by addressee."""
    return [
        {"name": to.say(letter.addressee), "rows": [_request(to, request) for request in letter.requests]}
        for letter in letters.letters(to.report)
    ]


def _request(to: Saying, request: letters.Request) -> Row:
    meant = [to.label("process", request.process), to.text(request.provider)]
    return {
        "title": " – ".join(part for part in (to.say(request.title), *meant) if part),
        "severity": severity(to, request.severity.value),
        "periods": to.periods(request.periods),
        "text": to.lines(request.text) if request.text != request.title else "",
        "points": ", ".join(to.say(point) for point in request.points),
    }


def matrices(to: Saying) -> list[Row]:
    """Give the coverage, wide tables cut into as many as fit the page."""
    return [part for matrix in views.matrices(to.report) for part in _parts(to, matrix)]


def _parts(to: Saying, matrix: views.Matrix) -> Iterator[Row]:
    wide = _WIDE[matrix.kind]
    for first in range(0, len(matrix.columns), wide):
        columns = matrix.columns[first : first + wide]
        rows = [row for row in matrix.rows if any(row.cells[first : first + wide])]
        yield {
            "kind": matrix.kind,
            "title": to.word(f"coverage-{matrix.kind}"),
            "again": first > 0,
            "columns": [_column(to, matrix.kind, column) for column in columns],
            "rows": [_row(to, row, row.cells[first : first + wide]) for row in rows],
        }


def _column(to: Saying, kind: str, column: str) -> list[str]:
    if kind == "company":
        return [to.word("status")]
    if kind == "provider":
        return [to.text(column)]
    year, _, rest = column.partition("-")
    return [rest.replace("Q", "T").replace("H", "S") if to.lang == "fr" else rest, year] if rest else [year]


def _row(to: Saying, row: views.Row, cells: tuple[views.Cell | None, ...]) -> Row:
    who = [to.label("process", row.process), to.text(row.provider)]
    return {
        "title": to.say(row.title),
        "who": " · ".join(part for part in who if part),
        "severity": severity(to, row.severity.value),
        "cells": [_cell(to, cell) if cell else None for cell in cells],
    }


def _cell(to: Saying, cell: views.Cell) -> Row:
    counted = f"{cell.satisfied}/{cell.total}" if cell.total > 1 else ""
    return {**status(to, cell.status.value), "counted": counted}


def legend(to: Saying) -> list[Row]:
    """Give every status, for the legend of the coverage."""
    return [status(to, name) for name in texts.STATUSES]
