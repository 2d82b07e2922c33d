"""What several formats show of a report: why the verdict, gaps grouped, actions, coverage. Pure."""

from __future__ import annotations

from dataroom.report.views.actions import Action, actions, settled_text, span, statuses_text, to_do
from dataroom.report.views.clauses import clause_map, contracts
from dataroom.report.views.coverage import (
    Cell,
    Group,
    Matrix,
    ProviderCoverage,
    Row,
    cell,
    grouped,
    matrices,
    merged,
    providers,
)
from dataroom.report.views.gaps import Gap, gaps, register
from dataroom.report.views.limits import Limit, limits
from dataroom.report.views.states import by_ocr, company, gauges, state_name
from dataroom.report.views.timeline import End, Life, lives
from dataroom.report.views.trend import Moves, Point, history, moves, trend
from dataroom.report.views.verdict import open_counts, why

__all__ = [
    "Action",
    "Cell",
    "End",
    "Gap",
    "Group",
    "Life",
    "Limit",
    "Matrix",
    "Moves",
    "Point",
    "ProviderCoverage",
    "Row",
    "actions",
    "by_ocr",
    "cell",
    "clause_map",
    "company",
    "contracts",
    "gaps",
    "gauges",
    "grouped",
    "history",
    "limits",
    "lives",
    "matrices",
    "merged",
    "moves",
    "open_counts",
    "providers",
    "register",
    "settled_text",
    "span",
    "state_name",
    "statuses_text",
    "to_do",
    "trend",
    "why",
]
