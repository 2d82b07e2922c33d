"""The fiscal year of a file of accounting entries (FEC), from its lines or from its official name."""

from __future__ import annotations

from dataroom.dates import day, find_dates, lowered
from dataroom.model import Period
from dataroom.patterns import compiled
from dataroom.period_zones import year_of
from dataroom.spans import fiscal_year

_FEC_NAME = r"(?<![0-9])[0-9]{9}fec((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])(?![0-9])"


def entries_period(name: str, text: str, fiscal_year_end: str) -> tuple[Period, str] | None:
    """Give the fiscal year of a file of accounting entries, from its lines, or from its official name."""
    match = compiled(_FEC_NAME).search(lowered(name))
    closing = day(int(match[1]), int(match[2]), int(match[3])) if match else None
    columns = lowered(text[:2000]).partition("\n")[0]
    if "ecrituredate" not in columns:
        return (fiscal_year(closing.year, f"{closing:%m-%d}"), "name") if closing else None
    ends = f"{closing:%m-%d}" if closing else fiscal_year_end
    days = [hit.date for hit in find_dates(_column(text, "ecrituredate"))]
    if not days:
        return (fiscal_year(closing.year, ends), "name") if closing else None
    return year_of(sorted(days)[len(days) // 2], ends), "days"


def _column(text: str, head: str) -> str:
    first, _, rest = text.partition("\n")
    mark = "|" if first.count("|") > first.count("\t") else "\t"
    at = [cell.strip().lower() for cell in first.split(mark)].index(head) if mark in first else 0
    lines = rest[:400_000].splitlines()
    cells = (line.split(mark) for line in lines[:: max(1, len(lines) // 500)])
    return "\n".join(row[at] for row in cells if len(row) > at)
