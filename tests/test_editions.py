"""Which state of a matrix, of terms or of an insurance a later one replaces; above all which it does not."""

from __future__ import annotations

import datetime as dt

import pytest

from dataroom.editions import later_editions
from dataroom.model import Classification, Confidence, Document

LIKE, OTHER = tuple(range(100)), tuple(range(1000, 1100))
OLD, NEW = dt.date(2025, 1, 10), dt.date(2025, 11, 10)


def _doc(
    path: str,
    type_id: str,
    date: dt.date | None,
    *,
    flags: tuple[str, ...] = (),
    sketch: tuple[int, ...] = LIKE,
    provider: str | None = None,
) -> Document:
    answer = Classification(type_id, (type_id,), Confidence.MEDIUM)
    return Document(path, 10, classification=answer, date=date, flags=flags, sketch=sketch, provider=provider)


@pytest.mark.parametrize(
    ("one", "other", "replaced"),
    [
        # nothing is replaced
        (("d/droits 01.xlsx", "access-rights-matrix", OLD), ("e/droits 11.xlsx", "access-rights-matrix", NEW), False),
        (("d/droits 01.xlsx", "access-rights-matrix", OLD), ("d/badges 11.xlsx", "access-rights-matrix", NEW), False),
        (("d/revue 01.xlsx", "access-rights-matrix", OLD), ("d/revue 11.xlsx", "access-rights-matrix", NEW), False),
        (("d/droits.xlsx", "access-rights-matrix", None), ("d/droits 11.xlsx", "access-rights-matrix", NEW), False),
        (("d/CGV.pdf", "terms-of-sale", None), ("d/CGV 2.pdf", "terms-of-sale", None), False),
        (("d/kpi 01.xlsx", "kpi-report", OLD), ("d/kpi 11.xlsx", "kpi-report", NEW), False),
        (("d/rc 24.pdf", "insurance-certificate", OLD), ("d/rc 25.pdf", "insurance-certificate", NEW), False),
        # a later one is there
        (("d/droits 01.xlsx", "access-rights-matrix", OLD), ("d/droits 11.xlsx", "access-rights-matrix", NEW), True),
        (("d/RACI 2024.xlsx", "raci-matrix", None), ("d/RACI 2025.xlsx", "raci-matrix", None), True),
        (("d/CGV 2023.pdf", "terms-of-sale", None), ("e/CGV pro 2025.docx", "terms-of-sale", None), True),
    ],
)
def test_a_later_edition(
    one: tuple[str, str, dt.date | None], other: tuple[str, str, dt.date | None], *, replaced: bool
) -> None:
    found = [document.path for document, _ in later_editions([_doc(*one), _doc(*other)])]
    assert found == [one[0]] * replaced


def test_a_draft_and_another_text_replace_nothing() -> None:
    old = _doc("d/droits 01.xlsx", "access-rights-matrix", OLD)
    draft = _doc("d/droits 11.xlsx", "access-rights-matrix", NEW, flags=("draft",))
    alien = _doc("d/droits 12.xlsx", "access-rights-matrix", NEW, sketch=OTHER)
    assert not list(later_editions([old, draft, alien]))


@pytest.mark.parametrize(
    ("folder", "provider", "sketch", "replaced"),
    [("d", None, LIKE, True), ("e", None, LIKE, False), ("e", "Azur", LIKE, True), ("d", None, OTHER, False)],
)
def test_an_insurance_that_is_over(
    folder: str, provider: str | None, sketch: tuple[int, ...], *, replaced: bool
) -> None:
    over = _doc("d/rc 24.pdf", "insurance-certificate", OLD, flags=("expired",), provider=provider)
    valid = _doc(f"{folder}/rc 25.pdf", "insurance-certificate", NEW, sketch=sketch, provider=provider)
    found = list(later_editions([over, valid]))
    assert [(document.path, valid.path in reason.en) for document, reason in found] == [
        ("d/rc 24.pdf", True)
    ] * replaced
