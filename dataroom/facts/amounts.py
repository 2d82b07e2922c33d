"""Amounts in a line of a document, in whole cents: French and English spellings, columns that a PDF ran together."""

from __future__ import annotations

import re
from decimal import Decimal

_TOKEN = re.compile(r"\s*([-–+(]\s?)?(\d+(?:[.,]\d+)*)(\))?(\s*%)?")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_CELL = re.compile(
    r"([-–+(])?\s*(\d{1,3}(?:[\s\u00a0\u202f'.,]\d{3}){1,6}(?:[.,]\d{1,2})?|\d{1,20}(?:[.,]\d{1,20})?)\s*(\))?"
)
_SPACES = re.compile(r"[\s\u00a0\u202f']")
_MOST_GROUPS = 3


def cell_cents(cell: str) -> int | None:
    """Give the amount that fills a cell: `1 234,50`, `1234.5`, `(1 234)`, `1,234.50 €`; None where none does."""
    match = _CELL.fullmatch(cell.strip().rstrip("€ EURKk").strip())
    if match is None:
        return None
    cents = _plain(_SPACES.sub("", match[2]).rstrip(".,"))
    return None if cents is None else -cents if match[1] in {"-", "–", "("} else cents


def first_cents(rest: str) -> int | None:
    """Give the first amount of what follows a label: of `140 764 118 930 +18,4 %` it is 140 764.

    A cell that ends with a TAB is taken whole. Groups of three digits that run on are two columns where there is an
    even number of them and more than three, for no amount of such a company has twelve digits.
    """
    cell, tab, _ = rest.strip("\t :").partition("\t")
    if tab or (cell_cents(cell) is not None and len(cell.split()) <= _MOST_GROUPS):
        return cell_cents(cell)
    groups, negative = _groups(cell)
    if not groups:
        return None
    if len(groups) > _MOST_GROUPS:
        if len(groups) % 2:
            return None
        groups = groups[: len(groups) // 2]
    cents = _plain("".join(groups))
    return None if cents is None else -cents if negative else cents


def _groups(text: str) -> tuple[list[str], bool]:
    groups: list[str] = []
    negative, at = False, 0
    while match := _TOKEN.match(text, at):
        if match[4] or (groups and (match[1] or not re.match(r"\d{3}(?:[.,]\d{1,2})?$", match[2]))):
            break
        if not groups:
            negative = bool(match[1]) and match[1].strip() != "+"
        groups.append(match[2])
        at = match.end()
        if re.search(r"[.,]", match[2]) or len(match[2]) > 3 or match[3]:
            break
    return groups, negative


def _plain(digits: str) -> int | None:
    if _GROUPED.fullmatch(digits):
        digits = re.sub(r"[.,]", "", digits)
    whole, _, cents = (
        digits.replace(",", ".").rpartition(".") if re.search(r"[.,]\d{1,12}$", digits) else (digits, "", "")
    )
    whole = re.sub(r"[.,]", "", whole)
    if not whole.isdigit() or (cents and not cents.isdigit()):
        return None
    return int((Decimal(f"{whole}.{cents or 0}") * 100).to_integral_value())
