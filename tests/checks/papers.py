"""Documents as the workers give them, with the figures that they state."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dataroom.checks import CROSS_CHECKS, Given
from dataroom.checks.cross.given import Comparison
from dataroom.model import Classification, Confidence, Document, Fingerprint
from dataroom.room import Profile
from dataroom.spans import fiscal_year, month, quarter

AS_OF = dt.date(2026, 3, 31)
PROFILE = Profile.model_validate(
    {
        "company": {"name": "Atelier des Quais", "siren": "552100554"},
        "outsourcing": [
            {"process": "payroll", "provider": "Paie Horizon", "aliases": ["PH"]},
            {"process": "it", "provider": "Nuage Sud"},
            {"process": "accounting", "provider": "Ancien Cabinet", "until": "2023-12-31"},
        ],
    }
)


def doc(kind: str, path: str = "", period: str = "", figures: dict[str, Any] | None = None, **more: Any) -> Document:
    """Give a document of a type, whose period is a label such as `2024`, `2025-Q1` or `2025-12`."""
    spans = {
        4: lambda: fiscal_year(int(period)),
        7: lambda: (
            quarter(int(period[:4]), int(period[-1])) if "Q" in period else month(int(period[:4]), int(period[5:]))
        ),
    }
    changes: dict[str, Any] = {"fingerprint": Fingerprint("a" * 64, "b" * 64, 1), "media_type": "text/plain", **more}
    return Document(
        path or f"{kind}.pdf",
        1,
        classification=Classification(kind, (kind,), Confidence.HIGH),
        period=spans[len(period)]() if period else None,
        figures=figures or {},
        **changes,
    )


def run(check_id: str, *documents: Document, profile: Profile = PROFILE) -> list[Comparison]:
    """Give what one check came to."""
    (check,) = (check for check in CROSS_CHECKS if check.id == check_id)
    return list(check.run(Given(documents, profile, AS_OF)))


def outcomes(check_id: str, *documents: Document) -> list[str]:
    """Give the outcomes of one check, with the rules of their findings."""
    return [
        ":".join([one.outcome.value, *(finding.rule for finding in one.findings)]) for one in run(check_id, *documents)
    ]
