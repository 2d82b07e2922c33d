"""What several formats show of a report: why the verdict, gaps grouped, actions, coverage. Pure."""

from __future__ import annotations

from dataroom.report.views.actions import Action, Step, actions, span, statuses_text, to_do
from dataroom.report.views.coverage import Cell, Matrix, ProviderCoverage, Row, cell, matrices, providers
from dataroom.report.views.gaps import Gap, gaps
from dataroom.report.views.states import by_ocr, company, gauges, state_name
from dataroom.report.views.verdict import open_counts, why

__all__ = [
    "Action",
    "Cell",
    "Gap",
    "Matrix",
    "ProviderCoverage",
    "Row",
    "Step",
    "actions",
    "by_ocr",
    "cell",
    "company",
    "gaps",
    "gauges",
    "matrices",
    "open_counts",
    "providers",
    "span",
    "state_name",
    "statuses_text",
    "to_do",
    "why",
]
