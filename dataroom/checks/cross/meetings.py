"""Whether committees gather both sides, and whether what they decide is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import cast

from dataroom.checks.cross.given import Check, Comparison, Given, Rule, agrees, cannot, differs, figures
from dataroom.model import Bilingual, Confidence, Document, Severity
from dataroom.text import fold

_LATE = dt.timedelta(days=90)


def _sides(given: Given) -> Iterator[Comparison]:
    company = [fold(given.profile.company.name), *map(fold, given.profile.company.aliases)]
    for document in given.of("steering-minutes"):
        present = str(figures(document, "minutes").get("present", ""))
        if document.provider is None or not present:
            continue
        provider = [fold(alias) for alias in given.profile.aliases_of(document.provider)]
        if any(word in present for word in company) and any(word in present for word in provider):
            yield agrees(
                f"« {document.name} » : les deux parties sont présentes.",
                f"“{document.name}”: both sides are present.",
                document,
            )
        else:
            yield cannot(
                f"« {document.name} » ne dit pas pour qui les présents sont venus.",
                f"“{document.name}” does not say for whom those present came.",
                document,
            )


def _actions(given: Given) -> Iterator[Comparison]:
    for document in given.of("steering-minutes", "provider-review", "incident-log"):
        rows = cast("list[tuple[str, str, int]]", figures(document, "minutes").get("open", []))
        if not rows:
            continue
        said = document.date or given.as_of
        late = [row for row in rows if said - dt.date.fromisoformat(row[1]) > _LATE]
        if late:
            yield _late(document, late)
        else:
            yield agrees(
                f"« {document.name} » : aucune action ouverte depuis plus de 90 jours.",
                f"“{document.name}”: no action open for more than 90 days.",
                document,
            )


def _late(document: Document, late: list[tuple[str, str, int]]) -> Comparison:
    wording, due, where = min(late, key=lambda row: row[1])
    day = dt.date.fromisoformat(due)
    message = Bilingual(
        f"« {document.name} » : {len(late)} action(s) encore ouvertes plus de 90 jours après leur échéance, dont "
        f"« {wording} » ({day:%d/%m/%Y}).",
        f"“{document.name}”: {len(late)} actions still open more than 90 days after they were due, among them "
        f"“{wording}” ({day}).",
    )
    return differs([ACTIONS.finding("action-overdue", Confidence.MEDIUM, message, document, page=where)], document)


SIDES = Check(
    id="committee-sides",
    title=Bilingual("Présence des deux parties au comité", "Both sides at the committee"),
    compares="The line of minutes that says who was present with the names of the company and of the provider",
    tolerance="Both names in that line agree; anything else is not comparable, for persons are not told apart by side",
    source="practice",
    true_at="2026-01",
    rules={},
    run=_sides,
)
ACTIONS = Check(
    id="open-actions",
    title=Bilingual("Actions restées ouvertes", "Actions left open"),
    compares="In tables with an action, a day and a state: the day of those still open with the date of the document",
    tolerance="90 days; without a date of the document, the as-of date",
    source="practice",
    true_at="2026-01",
    rules={
        "action-overdue": Rule(
            Severity.MINOR,
            Bilingual(
                "Clore l’action, ou lui donner une nouvelle échéance.", "Close the action, or give it a new date."
            ),
        )
    },
    run=_actions,
)
