from __future__ import annotations

from dataclasses import replace

import pytest

from dataroom.model import Classification, Document, Status
from dataroom.report import as_edition
from dataroom.report.stages import stages
from dataroom.rules import load_rules

from .books import rendered, table
from .factory import document, result, rich


def of(*path: str, flags: tuple[str, ...] = ()) -> Document:
    found = Classification(path[-1], path) if path else Classification()
    return replace(document("a.pdf"), classification=found, flags=flags)


@pytest.mark.parametrize(
    ("doc", "said"),
    [
        (of(), "À déterminer"),
        (of("contract", "service-contract"), "D2 – après lettre d’intention"),
        (
            of("contract", "service-contract", flags=("personal-data",)),
            "D2 – après lettre d’intention, version expurgée",
        ),
        (of("vigilance-certificate"), "D1 – après accord de confidentialité"),
        (of("shareholders-agreement"), "D3 – équipe restreinte (clean team)"),
        (of("shareholders-agreement", "pact-of-our-own"), "D3 – équipe restreinte (clean team)"),
        (of("payslip"), "D3 – équipe restreinte (clean team), version expurgée"),
        (of("cv", flags=("personal-data",)), "D4 – à la réalisation (closing)"),
        (of("sepa-mandate"), "DX – jamais dans une salle partagée"),
        (of("service-contract", flags=("secret", "personal-data")), "DX – jamais dans une salle partagée"),
        (of(flags=("secret",)), "DX – jamais dans une salle partagée"),
        (of("nda"), "Interne au cédant"),
    ],
)
def test_the_stage_follows_from_type_and_flags(doc: Document, said: str) -> None:
    found = stages(replace(rich(), requirements=(), documents=(doc,))).of(doc)
    assert found is not None
    assert found.fr == said


def test_what_is_withheld_is_withheld_and_an_acquirer_is_told_nothing_else() -> None:
    held, free = replace(of("nda"), path="h.pdf"), replace(of("nda"), path="f.pdf")
    report = replace(rich(), requirements=(result("a", Status.WITHHELD, documents=("h.pdf",)),), documents=(held, free))
    rows = {row["Chemin"]: row["Communication"] for row in table(rendered(report), "Index des pièces")}
    assert rows == {"h.pdf": "Non communiquée", "f.pdf": "Interne au cédant"}
    seen = as_edition(report, "acquirer")
    assert {row["Communication"] for row in table(rendered(seen), "Index des pièces")} == {"Non communiquée", ""}


def test_every_type_named_is_one_of_the_rules() -> None:
    from dataroom.report import stages as module  # noqa: PLC0415 - its tables are its own

    assert {*module._STAGE_OF, *module._NAMED} <= set(load_rules(None).documents)
