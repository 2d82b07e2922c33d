"""Whether certificates cover the as-of date, and whether leaving a provider was rehearsed."""

from __future__ import annotations

from collections.abc import Iterator

from dataroom.checks.cross.given import Check, Comparison, Given, agrees, cannot
from dataroom.model import Bilingual, Outcome
from dataroom.series import months_before

_CERTIFICATES = (
    "vigilance-certificate",
    "insurance-certificate",
    "tax-compliance-certificate",
    "security-certification",
)
_REHEARSALS = ("exit-plan", "access-handover-record", "provider-audit-report")


def _certificates(given: Given) -> Iterator[Comparison]:
    for provider, _ in given.providers():
        for kind in _CERTIFICATES:
            mine = [d for d in given.of(kind) if d.provider == provider]
            dated = [d for d in mine if d.expires is not None]
            if not mine:
                continue
            if any(d.expires is not None and d.expires >= given.as_of for d in dated):
                last = max(dated, key=lambda d: (d.expires or given.as_of, d.path))
                yield agrees(
                    f"{provider} : « {last.name} » couvre la date de référence.",
                    f"{provider}: “{last.name}” covers the as-of date.",
                    last,
                )
            elif dated:
                last = max(dated, key=lambda d: (d.expires or given.as_of, d.path))
                yield Comparison(
                    Outcome.DIFFERS,
                    tuple(d.path for d in dated),
                    Bilingual(
                        f"{provider} : « {last.name} » a pris fin le {last.expires:%d/%m/%Y} et rien ne la suit.",
                        f"{provider}: “{last.name}” ended on {last.expires} and nothing follows it.",
                    ),
                )
            else:
                yield cannot(
                    f"{provider} : « {mine[0].name} » ne porte pas de fin de validité lisible.",
                    f"{provider}: “{mine[0].name}” bears no end of validity that can be read.",
                    *mine,
                )


def _rehearsals(given: Given) -> Iterator[Comparison]:
    since = months_before(given.as_of, 12)
    tested = [d for d in given.of(*_REHEARSALS) if d.figures.get("rehearsal") and d.date is not None]
    recent = [d for d in tested if d.date is not None and since <= d.date <= given.as_of]
    if recent:
        yield agrees(
            f"« {recent[0].name} » rend compte d’un essai de moins de douze mois.",
            f"“{recent[0].name}” reports a rehearsal of less than twelve months ago.",
            *recent,
        )
    else:
        yield cannot(
            "La salle ne contient pas de compte rendu d’un essai d’export ou de réversibilité de moins de douze mois.",
            "The room holds no report of a test of export or reversibility of less than twelve months ago.",
            *tested,
        )


CERTIFICATES = Check(
    id="certificates",
    title=Bilingual("Attestations en cours à la date de référence", "Certificates in force at the as-of date"),
    compares="For each provider and kind of certificate, the latest end of validity with the as-of date",
    tolerance="None; each lapsed certificate is already a finding of its own (`expired`)",
    source="C. trav. art. L8222-1 and D8222-5 (every six months), CSS art. L243-15",
    true_at="2026-01",
    rules={},
    run=_certificates,
)
REHEARSALS = Check(
    id="rehearsals",
    title=Bilingual("Essai de réversibilité", "Rehearsal of reversibility"),
    compares="Exit plans, handover records and audit reports that tell of a test of export or reversibility, by "
    "their date",
    tolerance="Twelve months; what is missing is a requirement of the checklists, not a finding",
    source="practice",
    true_at="2026-01",
    rules={},
    run=_rehearsals,
)
