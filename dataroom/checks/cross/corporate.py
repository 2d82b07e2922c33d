"""Whether the corporate papers tell the same story: shares, annual meetings and their legal delays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from dataroom.checks.cross.given import (
    Check,
    Comparison,
    Given,
    Rule,
    agrees,
    amount,
    cannot,
    count,
    differs,
    figures,
    page,
)  # fmt: skip
from dataroom.model import Bilingual, Confidence, Document, Severity
from dataroom.spans import add_months

_SHARES = ("articles-of-association", "share-register", "cap-table", "beneficial-owners-declaration")
_MEETING_MONTHS = 6
_FILING_MONTHS = 2


def _shares(given: Given) -> Iterator[Comparison]:
    found = [(d, amount(d, "shares", "shares") or 0) for d in given.of(*_SHARES)]
    found += [(d, amount(d, "meeting", "shares") or 0) for d in _last_meetings(given)]
    found = [(document, number) for document, number in found if number]
    documents = [document for document, _ in found]
    if len(found) < 2:
        yield cannot(
            "Il faut deux pièces qui donnent le nombre de titres.",
            "Two documents that give the number of shares are needed.",
            *documents,
        )
        return
    if len({number for _, number in found}) == 1:
        number = count(found[0][1])
        yield agrees(
            f"{number.fr} titres dans {len(found)} pièces.",
            f"{number.en} shares in {len(found)} documents.",
            *documents,
        )
        return
    fr = ", ".join(f"{count(number).fr} (« {document.name} »)" for document, number in found)
    en = ", ".join(f"{count(number).en} (“{document.name}”)" for document, number in found)
    message = Bilingual(
        f"Nombre de titres différent d’une pièce à l’autre : {fr}.",
        f"Number of shares differs from one document to another: {en}.",
    )
    where = page(documents[0], "shares")
    yield differs([SHARES.finding("shares-differ", Confidence.MEDIUM, message, *documents, page=where)], *documents)


def _last_meetings(given: Given) -> list[Document]:
    """Give the latest minutes that state a number of shares: older ones may come before a change of capital."""
    dated = [d for d in given.of("general-meeting-minutes") if d.date and amount(d, "meeting", "shares")]
    return sorted(dated, key=lambda d: (d.date or dt.date.min, d.path))[-1:]


def _meetings(given: Given) -> Iterator[Comparison]:
    for document in given.of("general-meeting-minutes"):
        closed = figures(document, "meeting").get("closed")
        if not isinstance(closed, str) or document.date is None:
            continue
        close = dt.date.fromisoformat(closed)
        limit = add_months(close, _MEETING_MONTHS)
        if close < document.date <= limit:
            yield agrees(
                f"« {document.name} » : comptes clos le {close:%d/%m/%Y}, approuvés le {document.date:%d/%m/%Y}.",
                f"“{document.name}”: accounts closed on {close}, approved on {document.date}.",
                document,
            )
        elif document.date > limit and _ends_year(given, close):
            message = Bilingual(
                f"« {document.name} » approuve le {document.date:%d/%m/%Y} les comptes clos le {close:%d/%m/%Y}, "
                "au-delà de "
                "six mois.",
                f"“{document.name}” approves on {document.date} the accounts closed on {close}, after more than six "
                "months.",
            )
            yield differs([MEETINGS.finding("meeting-late", Confidence.MEDIUM, message, document)], document)


def _ends_year(given: Given, close: dt.date) -> bool:
    return f"{close:%m-%d}" == given.profile.company.fiscal_year_end


def _filings(given: Given) -> Iterator[Comparison]:
    meetings = {
        closed: d
        for d in given.of("general-meeting-minutes")
        if isinstance(closed := figures(d, "meeting").get("closed"), str) and d.date is not None
    }
    receipts = [d for d in given.of("accounts-filing-receipt") if d.date is not None and d.period is not None]
    for receipt in receipts:
        meeting = meetings.get(receipt.period.end.isoformat()) if receipt.period else None
        if meeting is None or meeting.date is None or receipt.date is None:
            yield cannot(
                f"« {receipt.name} » : pas de procès-verbal daté du même exercice.",
                f"“{receipt.name}”: no dated minutes of the same year.",
                receipt,
            )
        elif receipt.date > add_months(meeting.date, _FILING_MONTHS):
            message = Bilingual(
                f"Comptes approuvés le {meeting.date:%d/%m/%Y}, déposés le {receipt.date:%d/%m/%Y} (« {receipt.name} "
                "») : "
                "plus de deux mois.",
                f"Accounts approved on {meeting.date}, filed on {receipt.date} (“{receipt.name}”): more than two "
                "months.",
            )
            yield differs(
                [FILINGS.finding("filing-late", Confidence.MEDIUM, message, receipt, meeting)], receipt, meeting
            )
        else:
            yield agrees(
                f"« {receipt.name} » : dépôt dans les deux mois.",
                f"“{receipt.name}”: filed within two months.",
                receipt,
                meeting,
            )


SHARES = Check(
    id="shares",
    title=Bilingual("Nombre de titres d’une pièce à l’autre", "Number of shares from one document to another"),
    compares="The number of shares in the articles, the register, the table of holders, the declaration of "
    "beneficial owners "
    "and the latest minutes that state one",
    tolerance="None; a document that states two numbers, and scans, are left out",
    source="C. com. art. L223-7 (SARL), L228-1 and R228-8 (registers)",
    true_at="2026-01",
    rules={
        "shares-differ": Rule(
            Severity.BLOCKING,
            Bilingual(
                "Faire rétablir la suite des mouvements par le conseil juridique avant toute cession.",
                "Have counsel re-establish the chain of movements before any sale.",
            ),
        )
    },
    run=_shares,
)
MEETINGS = Check(
    id="meeting-dates",
    title=Bilingual("Délai d’approbation des comptes", "Delay of the approval of accounts"),
    compares="The date of the minutes with the close of the year whose accounts they approve",
    tolerance="Six months; an extension granted by the court is not known",
    source="C. com. art. L223-26 (SARL), L225-100 (SA); for an SAS as its articles say",
    true_at="2026-01",
    rules={
        "meeting-late": Rule(
            Severity.MINOR,
            Bilingual(
                "Déposer l’ordonnance de prorogation, ou relever le retard dans la garantie.",
                "Add the order that extended the delay, or disclose it in the warranty.",
            ),
        )
    },
    run=_meetings,
)
FILINGS = Check(
    id="filing-dates",
    title=Bilingual("Délai de dépôt des comptes", "Delay of the filing of accounts"),
    compares="The date of the filing receipt with that of the meeting of the same year",
    tolerance="Two months, the delay of online filing",
    source="C. com. art. L232-22 and L232-23",
    true_at="2026-01",
    rules={
        "filing-late": Rule(
            Severity.MINOR,
            Bilingual("Relever le retard dans la garantie.", "Disclose the delay in the warranty."),
        )
    },
    run=_filings,
)
