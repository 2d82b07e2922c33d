"""Whether a file of accounting entries (FEC) bears the company's number and close, and keeps within its year."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from dataroom.checks.cross.given import Check, Comparison, Given, Rule, agrees, cannot, count, differs
from dataroom.fec import FecFigures, fec_of
from dataroom.model import Bilingual, Confidence, Document, Finding, Period, Severity
from dataroom.spans import fiscal_year

_OFFICIAL = re.compile(r"(?i)(\d{9})_?fec_?((?:19|20)\d{2}[01]\d[0-3]\d)")
_RARE = 100  # lines outside the year, one in so many: beyond, the year is a longer one


def _run(given: Given) -> Iterator[Comparison]:
    for document in given.of("accounting-entries-file", drafts=True):
        figures = fec_of(document)
        if figures is None or not figures["days"]:
            continue
        match = _OFFICIAL.search(document.name)
        found = [
            *_number(given, document, match),
            *_close(given, document, match),
            *_days(document, match, figures),
        ]
        if found:
            yield differs(found, document)
        elif match is None:
            yield cannot(
                f"« {document.name} » ne porte pas le nom officiel SIREN + FEC + date de clôture.",
                f"“{document.name}” has not the official name: SIREN, FEC, date of close.",
                document,
            )
        else:
            yield agrees(
                f"« {document.name} » : SIREN, clôture et dates des écritures concordent.",
                f"“{document.name}”: SIREN, close and dates of the entries agree.",
                document,
            )


def _number(given: Given, document: Document, match: re.Match[str] | None) -> Iterator[Finding]:
    own = given.profile.company.siren
    if match is not None and own is not None and match[1] != own:
        message = Bilingual(
            f"« {document.name} » porte le SIREN {match[1]} ; celui de la société est {own}.",
            f"“{document.name}” bears SIREN {match[1]}; the company’s is {own}.",
        )
        yield FEC_IDENTITY.finding("fec-name", Confidence.HIGH, message, document)


def _close(given: Given, document: Document, match: re.Match[str] | None) -> Iterator[Finding]:
    end = given.profile.company.fiscal_year_end.replace("-", "")
    if match is not None and match[2][4:] != end and not (end == "0228" and match[2][4:] == "0229"):
        message = Bilingual(
            f"« {document.name} » annonce une clôture au {_day(match[2])} ; l’exercice finit le {end[2:]}/{end[:2]}.",
            f"“{document.name}” announces a close on {_day(match[2])}; the fiscal year ends on {end[2:]}/{end[:2]}.",
        )
        yield FEC_IDENTITY.finding("fec-name", Confidence.MEDIUM, message, document)


def _days(document: Document, match: re.Match[str] | None, figures: FecFigures) -> Iterator[Finding]:
    year = _year(document, match)
    if year is None:
        return
    first, last = f"{year.start:%Y%m%d}", f"{year.end:%Y%m%d}"
    outside = {day: seen for day, seen in figures["days"].items() if not first <= day <= last}
    lines = sum(seen[0] for seen in outside.values())
    late = any(day > last for day in outside)
    if not outside or (not late and lines * _RARE > figures["lines"]):
        return
    day, seen = min(outside.items(), key=lambda item: item[1][1])
    message = Bilingual(
        f"« {document.name} » : {count(lines).fr} ligne(s) datées hors de l’exercice du {_day(first)} au "
        f"{_day(last)}, "
        f"dont la ligne {seen[1]} du {_day(day)}.",
        f"“{document.name}”: {count(lines).en} lines dated outside the year from {_day(first)} to {_day(last)}, "
        f"among them line {seen[1]} of {_day(day)}.",
    )
    yield FEC_IDENTITY.finding(
        "fec-outside-year", Confidence.HIGH if match else Confidence.MEDIUM, message, document, page=1
    )


def _year(document: Document, match: re.Match[str] | None) -> Period | None:
    if match is not None:
        try:
            close = dt.datetime.strptime(match[2], "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            return None
        return fiscal_year(close.year, f"{close:%m-%d}")
    return document.period


def _day(text: str) -> str:
    return f"{text[6:]}/{text[4:6]}/{text[:4]}"


FEC_IDENTITY = Check(
    id="fec-identity",
    title=Bilingual(
        "Nom et exercice du fichier des écritures comptables", "Name and year of the accounting entries file"
    ),
    compares="SIREN and date of close in the file’s name with the profile; the dates of the entries with the year",
    tolerance="Entries before the year are told where they are fewer than one line in a hundred (else the year is a "
    "longer one); entries after it always",
    source="LPF art. A47 A-1 (name SirenFECAAAAMMJJ)",
    true_at="2026-01",
    rules={
        "fec-name": Rule(
            Severity.MAJOR,
            Bilingual(
                "Vérifier que le fichier est bien celui de la société, puis le nommer SIREN + FEC + date de clôture.",
                "Check that the file is the company’s, then name it SIREN, FEC, date of close.",
            ),
        ),
        "fec-outside-year": Rule(
            Severity.MAJOR,
            Bilingual(
                "Demander au cabinet un fichier limité à l’exercice, ou l’explication de ces écritures.",
                "Ask the accountant for a file of the year alone, or for the reason of these entries.",
            ),
        ),
    },
    run=_run,
)
