"""The gap register as CSV: opens in a spreadsheet with a double click, and nothing in it is ever a formula."""

from __future__ import annotations

import csv
import io

from dataroom.model import Report
from dataroom.report import texts
from dataroom.report.columns import GAPS, Value
from dataroom.report.editions import shown
from dataroom.report.order import in_order
from dataroom.report.rows import Writer, gap_results, language
from dataroom.report.words import pick

# A spreadsheet takes a cell that begins so for a formula; some take the wide forms as well.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def render_csv(report: Report) -> bytes:
    """Give the register in UTF-8 with its mark, parted as the language’s spreadsheets expect: `;` or `,`."""
    seen = in_order(shown(report))
    lang = language(seen)
    words, drawn = Writer(seen, lang), io.StringIO()
    target = csv.writer(drawn, delimiter="," if lang == "en" else ";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    target.writerow(pick(column.heading, lang) for column in GAPS.values())
    for result in gap_results(seen):
        # No signs before the words: a program reads them here.
        plain = {"severity": texts.SEVERITIES[result.severity], "status": texts.STATUSES[result.status]}
        row = words.gap(result) | {name: words.say(text) for name, text in plain.items()}
        target.writerow(harmless(row[name]) for name in GAPS)
    return drawn.getvalue().encode("utf-8-sig")


def harmless(value: Value) -> str:
    """Give a cell as text that no spreadsheet takes for a formula: one that would be begins with an apostrophe."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
