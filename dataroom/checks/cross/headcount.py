"""Whether the number of staff is the same in the register, the payroll, the social declarations and the tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

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
    year_of,
)  # fmt: skip
from dataroom.model import Bilingual, Confidence, Document, Severity
from dataroom.spans import month

_MONTHS = 12
_GROSS_PART = 10  # one in ten of the year's pay: holiday accruals, premiums and benefits are booked beside it
_RECENT = dt.timedelta(days=365)


@dataclass(frozen=True, slots=True)
class _Count:
    document: Document
    month: str
    number: int


def _run(given: Given) -> Iterator[Comparison]:
    counts = [*_declared(given), *_paid(given)]
    registers = [(d, _people(d)) for d in given.of("staff-register") if _people(d)]
    by_month: dict[str, list[_Count]] = {}
    for one in counts:
        by_month.setdefault(one.month, []).append(one)
    apart: list[tuple[str, list[_Count]]] = []
    register = max(registers, key=lambda r: (r[0].date or dt.date.min, r[0].path), default=None)
    for label in sorted(by_month):
        same = by_month[label]
        moves = 0
        if register is not None:
            document, people = register
            first, last = _span(label)
            if document.date is None or last <= document.date or last <= given.as_of:
                same = [*same, _Count(document, label, _present(people, last))]
                moves = sum(1 for entry, left in people if first <= entry <= last or (left and first <= left <= last))
        if len(same) > 1 and _spread(same) > max(1, moves):
            apart.append((label, same))
        elif len(same) > 1:
            yield _same(label, same)
        else:
            yield cannot(
                f"{_french(label)} : une seule pièce donne l’effectif.",
                f"{label}: one document alone gives a head count.",
                same[0].document,
            )
    if apart:
        yield _differ(apart)


def _declared(given: Given) -> Iterator[_Count]:
    for document in given.of("social-declaration", "headcount-table", "vigilance-certificate"):
        number, period = amount(document, "declared", "count"), document.period
        numbers = cast("list[str]", figures(document, "declared").get("sirens", []))
        # Most certificates are those of providers, about their own staff.
        if "vigilance-certificate" in document.classification.type_path and given.profile.company.siren not in numbers:
            continue
        if number is not None and period is not None and len(period.label) == 7:
            yield _Count(document, period.label, number)


def _paid(given: Given) -> Iterator[_Count]:
    for document in given.of("payroll-register"):
        counts = cast("dict[str, int]", figures(document, "payroll").get("counts", {}))
        for label, number in counts.items():
            month_label = label or (document.period.label if document.period else "")
            if len(month_label) == 7:
                yield _Count(document, month_label, number)


def _people(document: Document) -> list[tuple[dt.date, dt.date | None]]:
    rows = cast("list[tuple[str, str, bool]]", figures(document, "staff").get("people", []))
    return [
        (dt.date.fromisoformat(entry), dt.date.fromisoformat(left) if left else None)
        for entry, left, staff in rows
        if staff
    ]


def _present(people: list[tuple[dt.date, dt.date | None]], day: dt.date) -> int:
    return sum(1 for entry, left in people if entry <= day and (left is None or left >= day))


def _span(label: str) -> tuple[dt.date, dt.date]:
    period = month(int(label[:4]), int(label[5:]))
    return period.start, period.end


def _french(label: str) -> str:
    return f"{label[5:]}/{label[:4]}"


def _spread(counts: list[_Count]) -> int:
    numbers = [one.number for one in counts]
    return max(numbers) - min(numbers)


def _same(label: str, counts: list[_Count]) -> Comparison:
    numbers = [one.number for one in counts]
    fewest, most = min(numbers), max(numbers)
    fr, en = (f"{most}", f"{most}") if fewest == most else (f"{fewest} à {most}", f"{fewest} to {most}")
    return agrees(
        f"{_french(label)} : {fr} personnes dans {len(counts)} pièces.",
        f"{label}: {en} persons in {len(counts)} documents.",
        *(one.document for one in counts),
    )


def _differ(months: list[tuple[str, list[_Count]]]) -> Comparison:
    """Tell of the last of the months in which documents differ, and of how many others there are."""
    label, counts = months[-1]
    fr = ", ".join(f"{one.number} (« {one.document.name} »)" for one in counts)
    en = ", ".join(f"{one.number} (“{one.document.name}”)" for one in counts)
    every = tuple({one.document.path: one.document for _, those in reversed(months) for one in those}.values())
    more_fr = f" ; de même {len(months) - 1} autre(s) mois" if len(months) > 1 else ""
    more_en = f"; and in {len(months) - 1} other months" if len(months) > 1 else ""
    message = Bilingual(
        f"Effectif de {_french(label)} différent d’une pièce à l’autre : {fr}{more_fr}.",
        f"Head count of {label} differs from one document to another: {en}{more_en}.",
    )
    return differs([HEADCOUNT.finding("headcount-differs", Confidence.MEDIUM, message, *every)], *every)


def _pay(given: Given) -> Iterator[Comparison]:
    booked = {year: (d, year_balances(e)) for year, (d, e) in entries_of(given).items() if "draft" not in d.flags}
    for document in given.of("trial-balance"):
        year = year_of(document)
        if year is not None and balances_of(document):
            booked.setdefault(year, (document, dict(balances_of(document))))
    gross: dict[str, tuple[int, Document]] = {}
    for document in given.of("payroll-register"):
        for label, cents in cast("dict[str, int]", figures(document, "payroll").get("gross", {})).items():
            month_label = label or (document.period.label if document.period else "")
            if len(month_label) == 7:
                gross.setdefault(month_label, (cents, document))
    for year in sorted(booked):
        ledger, balances = booked[year]
        period = ledger.period
        months = [v for label, v in gross.items() if period and period.start <= _span(label)[0] <= period.end]
        wages = sum(cents for account, cents in balances.items() if account.startswith("641"))
        documents = tuple({id(d): d for _, d in months}.values())
        if len(months) < _MONTHS or not wages:
            yield cannot(
                f"Exercice {year} : {len(months)} mois de livre de paie lisibles sur douze.",
                f"{year}: {len(months)} months of payroll register of twelve could be read.",
                ledger,
                *documents,
            )
            continue
        yield _one_pay(year, ledger, documents, sum(cents for cents, _ in months), wages)


def _one_pay(year: str, ledger: Document, documents: tuple[Document, ...], paid: int, wages: int) -> Comparison:
    if abs(paid - wages) * _GROSS_PART <= wages:
        return agrees(
            f"Exercice {year} : bruts {euros(paid).fr}, compte 641 {euros(wages).fr}.",
            f"{year}: gross pay {euros(paid).en}, account 641 {euros(wages).en}.",
            ledger,
            *documents,
        )
    message = Bilingual(
        f"Exercice {year} : {euros(paid).fr} de salaires bruts au livre de paie, {euros(wages).fr} au compte 641 de "
        f"« {ledger.name} ».",
        f"{year}: {euros(paid).en} of gross pay in the payroll register, {euros(wages).en} in account 641 of "
        f"“{ledger.name}”.",
    )
    found = PAYROLL.finding("payroll-differs", Confidence.MEDIUM, message, documents[0], ledger)
    return differs([found], ledger, *documents)


def _leavers(given: Given) -> Iterator[Comparison]:
    registers = [d for d in given.of("staff-register") if _people(d)]
    papers = list(given.of("leaver-documents", drafts=False))
    for document in registers:
        left = [day for _, day in _people(document) if day and given.as_of - _RECENT <= day <= given.as_of]
        if not left:
            yield agrees(
                f"« {document.name} » : aucune sortie depuis un an.",
                f"“{document.name}”: nobody left within a year.",
                document,
            )
        elif papers:
            yield agrees(
                f"{len(left)} sortie(s) depuis un an, {len(papers)} pièce(s) de sortie.",
                f"{len(left)} left within a year, {len(papers)} leaver documents.",
                document,
                *papers,
            )
        else:
            message = Bilingual(
                f"« {document.name} » porte {len(left)} sortie(s) depuis un an ; la salle ne contient ni solde de "
                "tout compte "
                "ni certificat de travail.",
                f"“{document.name}” shows {len(left)} departures within a year; the room holds no final settlement "
                "and no "
                "work certificate.",
            )
            found = LEAVERS.finding(
                "leaver-documents-missing", Confidence.MEDIUM, message, document, page=page(document, "staff")
            )
            yield differs([found], document)


_EXPLAIN = Bilingual(
    "Demander au gestionnaire de paie le rapprochement entre ces pièces, nom par nom.",
    "Ask the payroll provider to reconcile these documents, name by name.",
)
HEADCOUNT = Check(
    id="headcount",
    title=Bilingual("Effectif d’une pièce à l’autre", "Head count from one document to another"),
    compares="For each month: persons in the DSN, payslips in the payroll register, persons present in the staff "
    "register "
    "at the month’s end, head-count tables, the company’s own URSSAF certificate",
    tolerance="Those who came or left in the month by the staff register, at least one; trainees are not counted",
    source="C. trav. art. L1221-13 and D1221-23 (register), CSS art. L133-5-3 (DSN)",
    true_at="2026-01",
    rules={"headcount-differs": Rule(Severity.MAJOR, _EXPLAIN)},
    run=_run,
)
PAYROLL = Check(
    id="payroll-cost",
    title=Bilingual("Livre de paie et compte 641", "Payroll register and account 641"),
    compares="Gross pay of the twelve months of a year with account 641 in the FEC or the trial balance",
    tolerance="10 %: accruals for holidays, premiums and benefits are booked beside the payslips",
    source="C. com. art. L123-14",
    true_at="2026-01",
    rules={"payroll-differs": Rule(Severity.MAJOR, _EXPLAIN)},
    run=_pay,
)
LEAVERS = Check(
    id="leavers",
    title=Bilingual("Sorties du personnel et pièces de sortie", "Leavers and their papers"),
    compares="Departures of the last year in the staff register with the leaver documents in the room",
    tolerance="Told only where there are departures and no paper at all",
    source="C. trav. art. L1234-19 and L1234-20",
    true_at="2026-01",
    rules={
        "leaver-documents-missing": Rule(
            Severity.MINOR,
            Bilingual(
                "Déposer un solde de tout compte et un certificat de travail, caviardés.",
                "Add a final settlement and a work certificate, redacted.",
            ),
        )
    },
    run=_leavers,
)
