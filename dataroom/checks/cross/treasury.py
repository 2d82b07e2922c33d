"""Customers, suppliers, bank and VAT: what stands beside the books against the books."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from dataroom.checks.cross.fec_accounts import balances_of, entries_of, year_balances
from dataroom.checks.cross.given import (
    Check,
    Comparison,
    Given,
    Rule,
    agrees,
    amount,
    cannot,
    differs,
    euros,
    figures,
    page,
)  # fmt: skip
from dataroom.model import Bilingual, Confidence, Document, Severity

_EURO = 100
_CUSTOMERS = (("411",), ("411", "416"), ("411", "413", "416"), ("411", "413", "416", "418"), ("411", "418"))
_WITH_ADVANCES = tuple((*roots, "419") for roots in _CUSTOMERS)
_SUPPLIERS = (("401",), ("401", "403"), ("401", "403", "408"), ("401", "408"), ("401", "404"), ("401", "404", "408"))
_WITH_DEBTORS = tuple((*roots, "409") for roots in _SUPPLIERS)
_MONTHS = 12
_VAT_PART = 50  # one in fifty of the year's VAT


def _aged(given: Given) -> Iterator[Comparison]:
    books = dict(_books(given))
    for document in given.of("aged-balance", "supplier-aged-balance"):
        total = amount(document, "aged", "total")
        if total is None or document.period is None:
            continue
        day = document.period.end
        ledger = books.get(day)
        if ledger is None:
            yield cannot(
                f"« {document.name} » : pas de balance ni de fichier des écritures arrêtés au {day:%d/%m/%Y}.",
                f"“{document.name}”: no balance and no file of entries that ends on {day:%d/%m/%Y}.",
                document,
            )
            continue
        kinds = (*_SUPPLIERS, *_WITH_DEBTORS) if _is_supplier(document) else (*_CUSTOMERS, *_WITH_ADVANCES)
        yield _one_aged(document, *ledger, total, kinds)


def _is_supplier(document: Document) -> bool:
    return "supplier-aged-balance" in document.classification.type_path


def _books(given: Given) -> Iterator[tuple[dt.date, tuple[Document, Mapping[str, int]]]]:
    for document, entries in entries_of(given).values():
        if document.period is not None and "draft" not in document.flags:
            yield document.period.end, (document, year_balances(entries))
    for document in given.of("trial-balance"):
        balances = balances_of(document)
        if balances and document.period is not None:
            yield document.period.end, (document, balances)


def _sum(balances: Mapping[str, int], roots: tuple[str, ...]) -> int:
    return sum(cents for account, cents in balances.items() if account.startswith(roots))


def _one_aged(
    document: Document, book: Document, balances: Mapping[str, int], total: int, kinds: tuple[tuple[str, ...], ...]
) -> Comparison:
    if any(abs(abs(_sum(balances, roots)) - abs(total)) <= _EURO for roots in kinds):
        return agrees(
            f"« {document.name} » : {euros(total).fr}, comme dans « {book.name} ».",
            f"“{document.name}”: {euros(total).en}, as in “{book.name}”.",
            document,
            book,
        )
    root = kinds[0][0]
    ours = abs(_sum(balances, kinds[0]))
    message = Bilingual(
        f"Total de « {document.name} » : {euros(total).fr} ; compte {root} de « {book.name} » : {euros(ours).fr}.",
        f"Total of “{document.name}”: {euros(total).en}; account {root} of “{book.name}”: {euros(ours).en}.",
    )
    found = AGED.finding(
        "aged-balance-differs", Confidence.MEDIUM, message, document, book, page=page(document, "aged")
    )
    return differs([found], document, book)


def _bank(given: Given) -> Iterator[Comparison]:
    books = dict(_books(given))
    for document in given.of("bank-reconciliation"):
        stated = amount(document, "bank", "books")
        if stated is None or document.period is None:
            continue
        ledger = books.get(document.period.end)
        if ledger is None:
            yield cannot(
                f"« {document.name} » : pas de balance arrêtée au {document.period.end:%d/%m/%Y}.",
                f"“{document.name}”: no balance that ends on {document.period.end:%d/%m/%Y}.",
                document,
            )
            continue
        yield _one_bank(document, *ledger, stated)


def _one_bank(document: Document, book: Document, balances: Mapping[str, int], stated: int) -> Comparison:
    banks = {account: cents for account, cents in balances.items() if account.startswith("512")}
    named = str(figures(document, "bank").get("account", "")).rstrip("0")
    chosen = {account: cents for account, cents in banks.items() if len(named) > 3 and account.rstrip("0") == named}
    chosen = chosen or (banks if len(banks) == 1 else {})
    if not chosen:
        return cannot(
            f"« {document.name} » ne dit pas de quel compte 512 il s’agit.",
            f"“{document.name}” does not say which account 512 it is about.",
            document,
            book,
        )
    account, cents = next(iter(chosen.items()))
    if abs(cents - stated) <= _EURO:
        return agrees(
            f"Compte {account} : {euros(cents).fr} dans les deux pièces.",
            f"Account {account}: {euros(cents).en} in both.",
            document,
            book,
        )
    message = Bilingual(
        f"Solde comptable de « {document.name} » : {euros(stated).fr} ; compte {account} de « {book.name} » : "
        f"{euros(cents).fr}.",
        f"Book balance of “{document.name}”: {euros(stated).en}; account {account} of “{book.name}”: "
        f"{euros(cents).en}.",
    )
    found = BANK.finding("bank-differs", Confidence.MEDIUM, message, document, book, page=page(document, "bank"))
    return differs([found], document, book)


def _vat(given: Given) -> Iterator[Comparison]:
    returns = {d.period.label: d for d in given.of("vat-return") if d.period and amount(d, "vat", "gross") is not None}
    for year, (document, entries) in sorted(entries_of(given).items()):
        period = document.period
        months = [d for d in returns.values() if period and d.period and period.start <= d.period.start <= period.end]
        months = [d for d in months if d.period and len(d.period.label) == 7]
        if len(months) < _MONTHS or entries["grouped"]:
            yield cannot(
                f"Exercice {year} : {len(months)} déclarations de TVA lisibles sur douze.",
                f"{year}: {len(months)} VAT returns of twelve could be read.",
                document,
                *months,
            )
            continue
        declared = sum(amount(d, "vat", "gross") or 0 for d in months)
        booked = sum(t[1] for account, t in entries["accounts"].items() if account.startswith(("4457", "4452")))
        yield _one_vat(year, document, months, declared, booked)


def _one_vat(year: str, document: Document, months: list[Document], declared: int, booked: int) -> Comparison:
    if abs(declared - booked) * _VAT_PART <= booked:
        return agrees(
            f"Exercice {year} : TVA déclarée {euros(declared).fr}, comptabilisée {euros(booked).fr}.",
            f"{year}: VAT declared {euros(declared).en}, booked {euros(booked).en}.",
            document,
            *months,
        )
    message = Bilingual(
        f"Exercice {year} : TVA brute déclarée {euros(declared).fr} sur douze mois, {euros(booked).fr} au crédit des "
        "comptes "
        f"4457 et 4452 de « {document.name} ».",
        f"{year}: gross VAT declared {euros(declared).en} over twelve months, {euros(booked).en} credited to accounts "
        "4457 "
        f"and 4452 of “{document.name}”.",
    )
    return differs([VAT.finding("vat-differs", Confidence.LOW, message, document, *months)], document, *months)


_EXPLAIN = Bilingual(
    "Demander au cabinet le rapprochement entre cette pièce et la comptabilité.",
    "Ask the accountant to reconcile this document with the books.",
)
AGED = Check(
    id="aged-balance",
    title=Bilingual("Balances âgées et comptes 411 et 401", "Aged balances and accounts 411 and 401"),
    compares="The total of an aged balance with accounts 411 (customers) or 401 (suppliers), with or without bills, "
    "doubtful debts, accruals and advances, at the same date",
    tolerance="1 €, for any of these sums",
    source="C. com. art. L123-12 and L123-14",
    true_at="2026-01",
    rules={"aged-balance-differs": Rule(Severity.MAJOR, _EXPLAIN)},
    run=_aged,
)
BANK = Check(
    id="bank",
    title=Bilingual("Rapprochements bancaires et compte 512", "Bank reconciliations and account 512"),
    compares="The book balance that a reconciliation starts from with its account 512 at the same date",
    tolerance="1 €",
    source="C. com. art. L123-12 and L123-14",
    true_at="2026-01",
    rules={"bank-differs": Rule(Severity.MAJOR, _EXPLAIN)},
    run=_bank,
)
VAT = Check(
    id="vat",
    title=Bilingual("TVA déclarée et comptabilisée", "VAT declared and booked"),
    compares="Line 16 of the twelve monthly returns of a year with the credits of accounts 4457 and 4452 in the FEC",
    tolerance="2 % of the year’s VAT (tax due on payment comes later than the invoice); only with all twelve returns",
    source="CGI art. 287 (moved to the CIBS on 2026-09-01)",
    true_at="2026-01",
    rules={"vat-differs": Rule(Severity.MINOR, _EXPLAIN)},
    run=_vat,
)
