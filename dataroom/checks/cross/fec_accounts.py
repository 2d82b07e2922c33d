"""Whether result and balances are the same in the entries (FEC), the accounts, the tax return and the balance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import cast

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
    year_of,
)
from dataroom.fec import FecFigures, fec_of
from dataroom.model import Bilingual, Confidence, Document, Severity

_EURO = 100
_ROUNDING = 2 * _EURO
_MOST = 3
_SOURCES = (("financial-statements", "accounts"), ("tax-return", "accounts"), ("general-meeting-minutes", "meeting"))


def entries_of(given: Given) -> dict[str, tuple[Document, FecFigures]]:
    """Give the whole file of entries of each fiscal year, by its label."""
    found: dict[str, tuple[Document, FecFigures]] = {}
    for document in given.of("accounting-entries-file", drafts=True):
        entries, year = fec_of(document), year_of(document)
        if entries is not None and year is not None and entries["complete"]:
            found.setdefault(year, (document, entries))
    return found


def result_of(entries: FecFigures) -> int | None:
    """Give the result of the classes 6 and 7, credit less debit; None where they were closed off to nought."""
    moved = [totals for account, totals in entries["accounts"].items() if account[:1] in {"6", "7"}]
    result = sum(credit - debit for debit, credit, _ in moved)
    return result if moved and result else None


def year_balances(entries: FecFigures) -> dict[str, int]:
    """Give the balance of each account at the close, debit less credit."""
    return {account: debit - credit for account, (debit, credit, _) in entries["accounts"].items()}


def balances_of(document: Document) -> Mapping[str, int]:
    """Give the balances of a trial balance by account."""
    return cast("Mapping[str, int]", figures(document, "balance").get("balances", {}))


def _result(given: Given) -> Iterator[Comparison]:
    stated: dict[str, list[tuple[Document, int, int | None]]] = {}
    for year, (document, entries) in entries_of(given).items():
        result = result_of(entries)
        if result is not None and "draft" not in document.flags:
            stated.setdefault(year, []).append((document, result, None))
    for kind, key in _SOURCES:
        for document in given.of(kind):
            value = amount(document, key, "result")
            closed = _approved_year(document) if key == "meeting" else year_of(document)
            if value is not None and closed is not None:
                stated.setdefault(closed, []).append((document, value, page(document, key, "result_page")))
    for document in given.of("trial-balance"):
        balances, closed = balances_of(document), year_of(document)
        result = -sum(cents for account, cents in balances.items() if account[:1] in {"6", "7"})
        if closed is not None and result:
            stated.setdefault(closed, []).append((document, result, page(document, "balance")))
    for year in sorted(stated):
        yield _one_result(year, stated[year])


def _approved_year(document: Document) -> str | None:
    closed = figures(document, "meeting").get("closed")
    return closed[:4] if isinstance(closed, str) else None


def _one_result(year: str, stated: list[tuple[Document, int, int | None]]) -> Comparison:
    documents = [document for document, _, _ in stated]
    if len(stated) < 2:
        return cannot(
            f"Exercice {year} : une seule pièce donne le résultat.",
            f"{year}: one document alone gives the result.",
            *documents,
        )
    # The accounts are what the others are held against; without them, whatever comes first.
    base = next((one for one in stated if "financial-statements" in one[0].classification.type_path), stated[0])
    found = [
        RESULT.finding(
            "result-differs",
            Confidence.HIGH if _sure(base[0]) and _sure(other[0]) else Confidence.MEDIUM,
            Bilingual(
                f"Résultat de l’exercice {year} : {euros(other[1]).fr} dans « {other[0].name} », "
                f"{euros(base[1]).fr} dans « {base[0].name} ».",
                f"Result of {year}: {euros(other[1]).en} in “{other[0].name}”, "
                f"{euros(base[1]).en} in “{base[0].name}”.",
            ),
            other[0],
            base[0],
            page=other[2],
        )
        for other in stated
        if abs(other[1] - base[1]) > _ROUNDING
    ]
    if found:
        return differs(found, *documents)
    said = euros(base[1])
    return agrees(
        f"Exercice {year} : {said.fr} dans {len(stated)} pièces.",
        f"{year}: {said.en} in {len(stated)} documents.",
        *documents,
    )


def _sure(document: Document) -> bool:
    return fec_of(document) is not None or (amount(document, "accounts", "result_times") or 0) > 1


def _balances(given: Given) -> Iterator[Comparison]:
    entries = entries_of(given)
    for document in given.of("trial-balance"):
        year, balances = year_of(document), balances_of(document)
        if year is None or year not in entries or not balances:
            yield cannot(
                f"« {document.name} » : pas de fichier des écritures du même exercice.",
                f"“{document.name}”: no file of entries of the same year.",
                document,
            )
            continue
        fec, found = entries[year]
        if found["grouped"] or "draft" in fec.flags:
            yield cannot(
                f"« {fec.name} » : provisoire, ou trop de comptes pour une comparaison un à un.",
                f"“{fec.name}”: provisional, or too many accounts to compare one by one.",
                document,
                fec,
            )
            continue
        yield _one_balance(document, fec, balances, found)


def _one_balance(document: Document, fec: Document, balances: Mapping[str, int], entries: FecFigures) -> Comparison:
    ours = _stripped(year_balances(entries))
    theirs = _stripped(balances)
    apart = _apart(ours, theirs)
    if not apart:
        return agrees(
            f"« {document.name} » et « {fec.name} » : {len(theirs)} comptes concordent.",
            f"“{document.name}” and “{fec.name}”: {len(theirs)} accounts agree.",
            document,
            fec,
        )
    fr = " ; ".join(f"{k} : {euros(theirs.get(k, 0)).fr} et {euros(ours.get(k, 0)).fr}" for k in apart[:_MOST])
    en = "; ".join(f"{k}: {euros(theirs.get(k, 0)).en} and {euros(ours.get(k, 0)).en}" for k in apart[:_MOST])
    message = Bilingual(
        f"{len(apart)} compte(s) diffèrent entre « {document.name} » et « {fec.name} » ({fr}).",
        f"{len(apart)} accounts differ between “{document.name}” and “{fec.name}” ({en}).",
    )
    found = BALANCES.finding("balance-differs", Confidence.HIGH, message, document, fec, page=page(document, "balance"))
    return differs([found], document, fec)


def _apart(ones: Mapping[str, int], others: Mapping[str, int]) -> list[str]:
    """Give the accounts whose balances differ by more than a euro, the widest apart first."""
    gaps = {key: abs(ones.get(key, 0) - others.get(key, 0)) for key in ones.keys() | others.keys()}
    return sorted((key for key, gap in gaps.items() if gap > _EURO), key=lambda key: (-gaps[key], key))


def _stripped(balances: Mapping[str, int]) -> dict[str, int]:
    totals: dict[str, int] = {}
    for account, cents in balances.items():
        key = account.rstrip("0").ljust(3, "0")
        totals[key] = totals.get(key, 0) + cents
    return totals


def _opening(given: Given) -> Iterator[Comparison]:
    entries = entries_of(given)
    for before, after in pairwise(sorted(entries)):
        if int(after) != int(before) + 1:
            continue
        (old, closing), (new, opening) = entries[before], entries[after]
        if not any(total[2] for total in opening["accounts"].values()):
            yield cannot(
                f"« {new.name} » ne contient pas d’écriture d’à-nouveaux.",
                f"“{new.name}” holds no opening entry.",
                old,
                new,
            )
        else:
            yield _one_opening(old, closing, new, opening)


def _one_opening(old: Document, closing: FecFigures, new: Document, opening: FecFigures) -> Comparison:
    ends = _roots(year_balances(closing))
    begins = _roots({account: total[2] for account, total in opening["accounts"].items()})
    apart = _apart(ends, begins)
    if not apart:
        return agrees(
            f"Les à-nouveaux de « {new.name} » reprennent la clôture de « {old.name} ».",
            f"“{new.name}” opens with the close of “{old.name}”.",
            old,
            new,
        )
    fr = " ; ".join(f"{r}x : {euros(begins.get(r, 0)).fr} pour {euros(ends.get(r, 0)).fr}" for r in apart[:_MOST])
    en = "; ".join(f"{r}x: {euros(begins.get(r, 0)).en} for {euros(ends.get(r, 0)).en}" for r in apart[:_MOST])
    message = Bilingual(
        f"Les à-nouveaux de « {new.name} » ne reprennent pas la clôture de « {old.name} » ({fr}).",
        f"“{new.name}” does not open with the close of “{old.name}” ({en}).",
    )
    return differs([OPENING.finding("opening-differs", Confidence.HIGH, message, new, old, page=1)], old, new)


def _roots(balances: Mapping[str, int]) -> dict[str, int]:
    totals: dict[str, int] = {}
    for account, cents in balances.items():
        # Capital, reserves and result change when the year is allotted; the rest opens as it closed.
        if account[:1] in {"2", "3", "4", "5"} or account[:2] in {"13", "14", "15", "16", "17"}:
            totals[account[:2]] = totals.get(account[:2], 0) + cents
    return totals


_ASK = Bilingual(
    "Demander au cabinet de rapprocher les deux pièces et d’expliquer l’écart par écrit.",
    "Ask the accountant to reconcile the two documents and to explain the difference in writing.",
)
RESULT = Check(
    id="result",
    title=Bilingual("Résultat de l’exercice d’une pièce à l’autre", "Result of the year from one document to another"),
    compares="Classes 6 and 7 of the FEC and of the trial balance, the result in the accounts, the tax return (2053, "
    "2033-B) and the minutes that approve them",
    tolerance="2 €, for rounding to whole euros; drafts and scans are left out",
    source="C. com. art. L123-12 to L123-14, CGI art. 38 and 53 A",
    true_at="2026-01",
    rules={"result-differs": Rule(Severity.MAJOR, _ASK)},
    run=_result,
)
BALANCES = Check(
    id="fec-balance",
    title=Bilingual(
        "Soldes du fichier des écritures et balance générale", "Balances of the entries and the trial balance"
    ),
    compares="The balance of every account in the FEC with the trial balance of the same year",
    tolerance="1 € an account; zeros at the end of account numbers do not count",
    source="C. com. art. R123-173 and following, LPF art. L47 A-I",
    true_at="2026-01",
    rules={"balance-differs": Rule(Severity.MAJOR, _ASK)},
    run=_balances,
)
OPENING = Check(
    id="fec-opening",
    title=Bilingual("À-nouveaux et clôture précédente", "Opening balances and the close before"),
    compares="The opening entries of a FEC with the close of the year before, by the first two digits of the accounts, "
    "classes 2 to 5 and 13 to 17",
    tolerance="1 € a group of accounts; capital, reserves and result are left out",
    source="C. com. art. L123-19 (the opening balance sheet is the closing one)",
    true_at="2026-01",
    rules={"opening-differs": Rule(Severity.MAJOR, _ASK)},
    run=_opening,
)
