"""Headings left open, statuses in tables, and forms to fill in."""

from __future__ import annotations

import datetime as dt

import pytest

from dataroom.model import Fact
from dataroom.open_headings import open_headings
from dataroom.versions import version_flags

AS_OF = dt.date(2026, 3, 31)


@pytest.mark.parametrize(
    ("text", "count", "numbered"),
    [
        ("1. objet\nà compléter\n2. calendrier\n\nà définir avec paul", 2, True),
        ("scope\ntbd\nfees\nto be agreed", 2, False),
        ("annexe 2\nà préciser", 1, True),
        ("le prix est fixé comme suit.\nà définir", 0, False),
        ("- relancer paul\nà confirmer", 0, False),
        ("1. prix\nà définir chaque année par les parties selon l’indice et le volume constaté", 0, False),
        ("contrat\tétat\tréférent\nà compléter\tpaul\tx", 0, False),
        ("", 0, False),
    ],
)
def test_open_headings(text: str, count: int, *, numbered: bool) -> None:
    assert open_headings(text) == (count, numbered)


@pytest.mark.parametrize(
    ("name", "text", "flags"),
    [
        ("plan.docx", "Plan de sortie\n1. Objet\nÀ compléter\n2. Délais\nÀ définir", {"draft"}),
        ("plan.docx", "Exit plan\nScope\nTBD\nFees\nTo be completed", {"draft"}),
        ("plan.docx", "Plan\nArticle 4 – Prix\nÀ préciser", {"draft"}),
        ("pv.docx", "PV\nLe [  ] mars 2026, les associés se sont réunis.", {"draft", "unsigned"}),
        ("pv.docx", "PV\nRésolution adoptée.\nProjet préparé par le cabinet", {"draft"}),
        ("fiche.docx", "Fiche\nPROJET – à valider – non signé\nMissions", {"draft", "unsigned"}),
        ("registre.xlsx", "Registre\nProcessus\tContrat\tCoût\nPaie\tnon signé\t12", set()),
        ("registre.pdf", "Registre\nProcessus Contrat Coût\nPaie 2025 non signé M. Petit 12", set()),
        ("suivi.csv", "Contrat;Statut;Coût\nPaie;en attente de signature;12", set()),
        ("plan.docx", "Plan\n1. Objet\nÀ compléter\n2. Prix\nÀ définir\nP. Martin – signé", set()),
        (
            "registre.xlsx",
            "Registre\nResponsable : [raison sociale]\tContact : [nom]\n1\t[ex. : paie]\t[…]\t[…]\n2\t[à compléter]",
            {"template"},
        ),
    ],
)
def test_flags(name: str, text: str, flags: set[str]) -> None:
    assert set(version_flags(name, (), text, (), AS_OF)[0]) == flags


def test_a_mail_that_leaves_things_open_is_no_draft() -> None:
    text = "Points\n1. Prix\nÀ définir\n2. Délais\nÀ confirmer"
    assert version_flags("m.eml", (), text, [Fact("email")], AS_OF)[0] == []
