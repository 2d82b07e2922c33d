"""Head counts and gross pay: registers of staff and of pay, social declarations, certificates, collective rules."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dataroom.dates import find_dates
from dataroom.facts.amounts import cell_cents
from dataroom.facts.rows import columns_of, rows_of
from dataroom.identifiers import sirens
from dataroom.model import Content
from dataroom.text import fold

_STAFF = {
    "entry": ("date d'entree", "entree", "date entree", "embauche", "date d'embauche", "start", "hire", "joined"),
    "exit": ("date de sortie", "sortie", "date sortie", "depart", "end date", "left", "leaving"),
    "kind": ("type de contrat", "nature du contrat", "contrat", "contract"),
}
_NOT_STAFF = ("stag", "interim", "benevol", "intern", "mandataire")
_PAY = {
    "person": ("matricule", "n° salarie", "code salarie", "employee id", "nom", "salarie", "employee"),
    "month": ("mois", "periode", "month"),
    "gross": ("brut", "salaire brut", "total brut", "gross"),
}
_SLIPS = re.compile(
    r"\b(\d{1,4}) (?:bulletins?|payslips?)\b(?! rectif)|\b(?:nombre de bulletins|number of payslips"
    r"|bulletins)\s*[:\t]\s*(\d{1,4})\b"
)
_DECLARED = re.compile(
    r"\b(?:nombre d'individus|individus declares|nombre de salaries|salaries declares|effectif declare"
    r"|nombre de contrats"
    r"|effectif|number of (?:individuals|employees))(?: declares?)?(?: (?:en|au"
    r"|in) [a-z0-9/ ]{4,20})?\s*[:\t]?\s*(\d{1,4})\b(?![.,/]\d)"
)
_TOTAL_STAFF = re.compile(
    r"\b(?:effectif total|total effectif|total des effectifs|total headcount"
    r"|headcount)\s*[:\t]?\s*(\d{1,4})\b(?![.,/]\d)"
)
_IDCC = re.compile(r"\bidcc\s*(?:n[o°]\s*)?[:\t]?\s*\(?(\d{1,4})\b(?:\s*(?:,|et|/)\s*(\d{1,4})\b)?")
_MONTH = re.compile(r"(0[1-9]|1[0-2])[/.-](20\d\d)|(20\d\d)[/.-](0[1-9]|1[0-2])")


def staff_register(content: Content) -> Mapping[str, object]:
    """Give for each person the day of entry, the day of leaving (empty while none) and whether they are staff."""
    columns: dict[str, int] = {}
    people: list[list[object]] = []
    page = None
    for row in rows_of(content):
        if not columns:
            found = columns_of(row, _STAFF)
            columns = found if {"entry", "exit"} <= set(found) else {}
            continue
        entry = find_dates(row.cell(columns["entry"]))
        if not entry:
            continue
        left = find_dates(row.cell(columns["exit"]))
        kind = fold(row.cell(columns.get("kind")))
        page = page or row.page
        people.append(
            [entry[0].date.isoformat(), left[0].date.isoformat() if left else "", not kind.startswith(_NOT_STAFF)]
        )
    return {"people": people, "page": page} if people else {}


def payroll(content: Content) -> Mapping[str, object]:
    """Give the number of payslips and the gross pay by month (`""` where the rows name none)."""
    columns: dict[str, int] = {}
    people: dict[str, set[str]] = {}
    gross: dict[str, int] = {}
    for row in rows_of(content):
        if not columns:
            found = columns_of(row, _PAY)
            columns = found if {"person", "gross"} <= set(found) else {}
            continue
        cents = cell_cents(row.cell(columns["gross"]))
        person = fold(row.cell(columns["person"]))
        month = _MONTH.search(row.cell(columns.get("month")))
        if cents is None or not person or person.startswith("total") or ("month" in columns and month is None):
            continue
        label = "" if month is None else f"{month[2] or month[3]}-{month[1] or month[4]}"
        people.setdefault(label, set()).add(person)
        gross[label] = gross.get(label, 0) + cents
    counts: dict[str, int] = {label: len(those) for label, those in people.items()}
    if not counts:
        counts = _only(_SLIPS, content)
    return {"counts": counts, "gross": gross} if counts else {}


def declared(content: Content) -> Mapping[str, object]:
    """Give the number of persons that a declaration or a certificate states, and the SIRENs that stand in it."""
    found = _only(_DECLARED, content)
    if not found:
        return {}
    numbers = [number for page in content.pages[:3] for number in sirens(page)]
    return {"count": found[""], "sirens": list(dict.fromkeys(numbers))}


def headcount(content: Content) -> Mapping[str, object]:
    """Give the total of a table of staff."""
    found = _only(_TOTAL_STAFF, content)
    return {"count": found[""]} if found else {}


def _only(pattern: re.Pattern[str], content: Content) -> dict[str, int]:
    numbers = {
        int(next(group for group in match.groups() if group))
        for page in content.pages[:20]
        for match in pattern.finditer(fold(page))
    }
    return {"": numbers.pop()} if len(numbers) == 1 else {}


def collective_rules(content: Content) -> Mapping[str, object]:
    """Give the numbers of collective agreements (IDCC) that a document names."""
    found = {
        number.lstrip("0")
        for page in content.pages[:30]
        for match in _IDCC.finditer(fold(page))
        for number in match.groups()
        if number
    }
    return {"idcc": sorted(found - {""})} if found - {""} else {}
