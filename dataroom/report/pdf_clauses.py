"""The pages of the PDF on clauses: which contract holds which, and where. Pure."""

from __future__ import annotations

from dataroom.model import Clause, Document
from dataroom.report import views
from dataroom.report.pdf_saying import Row, Saying

_WIDE, _MOST = 10, 30
"""How many contracts stand side by side on a page, and how many are mapped."""


def clauses(to: Saying) -> Row | None:
    """Give the contracts by number, and tables of clause by contract; None where no contract was read."""
    known = views.contracts(to.report)
    if not known:
        return None
    shown = known[:_MOST]
    rest = len(known) - len(shown)
    return {
        "contracts": [_contract(to, number, doc) for number, doc in enumerate(shown, start=1)],
        "tables": [_table(to, first, shown[first : first + _WIDE]) for first in range(0, len(shown), _WIDE)],
        "cut": to.counted(rest, "contract-cut", "contracts-cut") if rest else "",
    }


def _contract(to: Saying, number: int, doc: Document) -> list[str]:
    found = sum(clause.found for clause in doc.clauses)
    return [str(number), to.text(doc.path), to.text(doc.provider), f"{found} / {len(doc.clauses)}"]


def _table(to: Saying, first: int, shown: list[Document]) -> Row:
    return {
        "columns": [str(number) for number in range(first + 1, first + len(shown) + 1)],
        "rows": [
            {"name": to.label("clause", name), "cells": [_cell(to, cell) for cell in cells]}
            for name, cells in views.clause_map(shown)
        ],
    }


def _cell(to: Saying, clause: Clause | None) -> list[str]:
    """Give the look, the sign and the page of a cell; nothing where the clause was not looked for."""
    if clause is None:
        return []
    if not clause.found:
        return ["withheld", "–", ""]
    return ["satisfied", "✓", f"{to.word('page-of')}\u00a0{clause.page}" if clause.page else ""]
