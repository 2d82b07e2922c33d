"""Balances: of every account, by age, of the bank, of the VAT of a month; in whole cents."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dataroom.facts.amounts import cell_cents, first_cents
from dataroom.facts.rows import Row, columns_of, lines_of, rows_of
from dataroom.model import Content
from dataroom.text import fold

_MOST_ACCOUNTS = 10_000
_ACCOUNT = re.compile(r"\d{3,12}")
_COLUMNS = {
    "account": ("compte", "n° compte", "n compte", "no compte", "numero", "account"),
    "debtor": ("solde debiteur", "solde debit", "soldes debiteurs", "debit balance", "closing debit"),
    "creditor": ("solde crediteur", "solde credit", "soldes crediteurs", "credit balance", "closing credit"),
    "balance": ("solde", "balance", "closing balance"),
    "debit": ("debit", "total debit", "mouvement debit", "mvt debit"),
    "credit": ("credit", "total credit", "mouvement credit", "mvt credit"),
}
_BOOK = re.compile(
    r"\s*(?:solde (?:comptable|du compte|en comptabilite|selon (?:la )?comptabilite)|(?:ledger|book) balance)\b"
)
_BANK_ACCOUNT = re.compile(r"\b(512\d{0,7})\b")
_DUE_VAT = re.compile(r"\s*(?:16\s+)?total de la tva brute due\b")
_TOTAL_HEADS = ("total", "solde", "balance", "montant total")


def trial_balance(content: Content) -> Mapping[str, object]:
    """Give the balance of each account, debit less credit."""
    columns: dict[str, int] = {}
    balances: dict[str, int] = {}
    page = None
    for row in rows_of(content):
        if not columns:
            found = columns_of(row, _COLUMNS)
            if "account" in found and (
                {"debtor", "creditor"} <= set(found) or {"debit", "credit"} <= set(found) or "balance" in found
            ):
                columns = found
            continue
        account = row.cell(columns["account"]).replace(" ", "")
        if _ACCOUNT.fullmatch(account) and len(balances) < _MOST_ACCOUNTS:
            cents = _balance(row, columns)
            if cents is not None:
                balances[account] = balances.get(account, 0) + cents
                page = page or row.page
    return {"balances": balances, "page": page} if balances else {}


def _balance(row: Row, columns: Mapping[str, int]) -> int | None:
    if {"debtor", "creditor"} <= set(columns):
        pair = "debtor", "creditor"
    elif "balance" in columns:
        return cell_cents(row.cell(columns["balance"]))
    else:
        pair = "debit", "credit"
    cells = [row.cell(columns[name]) for name in pair]
    amounts = [cell_cents(cell) if cell else 0 for cell in cells]
    if None in amounts or not any(cells):
        return None
    return (amounts[0] or 0) - (amounts[1] or 0)


def aged_total(content: Content) -> Mapping[str, object]:
    """Give the total of an aged balance, from the column of totals in the row of totals."""
    at: int | None = None
    for row in rows_of(content):
        cells = [fold(cell).strip() for cell in row.cells]
        if at is None:
            at = next((i for i, cell in enumerate(cells) if i and cell.startswith(_TOTAL_HEADS)), None)
        elif any(
            cell in {"total", "totaux", "total general", "grand total", "total clients", "total fournisseurs"}
            for cell in cells[:3]
        ):
            cents = cell_cents(row.cell(at))
            if cents is not None:
                return {"total": cents, "page": row.page}
    return {}


def reconciliation(content: Content) -> Mapping[str, object]:
    """Give the balance of the books that a bank reconciliation starts from, and the account where it names one."""
    for page, line in lines_of(content):
        low = fold(line)
        match = _BOOK.match(low)
        if match is None:
            continue
        cents = first_cents(re.sub(r"^[^\d\t:–(-]*", "", low[match.end() :]))
        if cents is not None:
            account = _BANK_ACCOUNT.search(fold("\n".join(content.pages)[:20_000]))
            return {"books": cents, "page": page, "account": account[1] if account else ""}
    return {}


def vat_return(content: Content) -> Mapping[str, object]:
    """Give the gross VAT of a return (line 16 of the form 3310-CA3)."""
    for page, line in lines_of(content):
        match = _DUE_VAT.match(fold(line))
        if match is not None:
            cents = first_cents(fold(line)[match.end() :])
            return {} if cents is None else {"gross": cents, "page": page}
    return {}
