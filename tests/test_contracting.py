"""Who contracts with whom, and the profile that this suggests."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataroom.contracting import Party, parties_of, same_company, suggested, written
from dataroom.model import Document
from dataroom.room import Company, Profile


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("", []),
        ("Note sur la répartition des tâches entre les services.", []),
        ("Tableau de répartition entre Client et Cabinet", []),
        ("The boundary between the two plots is the hedge.", []),
        (
            ("CONTRAT DE PRESTATION\n\nEntre les soussignés :\nATELIER EXEMPLE, société à responsabilité limitée au"
            " capital de 10 000 €, ci-après « le Client »,\net\nPAIE EXEMPLE, société par actions simplifiée, ci-après"
            " « le Prestataire »,\nil a été convenu ce qui suit."),
            [("client", "ATELIER EXEMPLE"), ("provider", "PAIE EXEMPLE")],
        ),
        (
            ("ENTRE :\nLa société à responsabilité limitée DUPONT MÉTAL, au capital de 8 000 euros, ci-après dénommée"
            ' "Le Client", d\'une part,\nET :\nMonsieur Jean Durand, entrepreneur individuel, ci-après dénommé'
            ' "Le Consultant", d\'autre part'),
            [("client", "DUPONT MÉTAL"), ("provider", "Jean Durand")],
        ),
        (
            ("entre Dubreuil Mobilier (RCS Angers 999 012 347), « le Client », et Services Cadet (RCS Rennes), « le\n"
            "Prestataire »"),
            [("client", "Dubreuil Mobilier"), ("provider", "Services Cadet")],
        ),
        (
            ("Convention entre le Cabinet Moreau & Fils (ci-après « le Cabinet ») et la SARL Les Bois du Nord"
            " (ci-après « la Société »)"),
            [("provider", "Cabinet Moreau & Fils"), ("client", "Les Bois du Nord")],
        ),
        (
            ('Services Agreement made on 1 January 2025 between Harbour Co Ltd ("the Client") and Payline Ltd ("the'
            ' Provider").'),
            [("client", "Harbour Co Ltd"), ("provider", "Payline Ltd")],
        ),
        (
            ('This Agreement (the "Agreement") is made between:\n(1) Harbour Co Limited, a company registered in'
            ' England, of 1 Road (the "Customer"); and\n(2) Payline LLP, of 2 Street (the "Supplier").'),
            [("client", "Harbour Co Limited"), ("provider", "Payline LLP")],
        ),
        (
            ('entered into by and between ACME Foods, Inc., a Delaware corporation (hereinafter referred to as'
            ' "Company"), and Nova Books LLC (hereinafter referred to as "Contractor").'),
            [("client", "ACME Foods"), ("provider", "Nova Books LLC")],
        ),
        ("Between: Birch Inc. And Mount Books Inc. Dated: May 8", [("", "Birch Inc"), ("", "Mount Books Inc")]),
        (
            ("Accord de confidentialité entre Alpha Un, ci-après « la Partie divulgatrice », et Beta Deux, ci-après"
            " « la Partie réceptrice »"),
            [("other", "Alpha Un"), ("other", "Beta Deux")],
        ),
    ],
)  # fmt: skip
def test_parties(text: str, parties: list[tuple[str, str]]) -> None:
    assert [(p.role, p.name) for p in parties_of(text)] == parties


LETTER = """Page 1
Moreau Expertise
SARL au capital de 50 000 €
3 place du Marché, 44000 Nantes
{who}
À l’attention de la gérance
Nantes, le 7 décembre 2020
{title}
Madame, vous envisagez de nous confier la tenue de la comptabilité {about}, et nous vous en remercions.
"""


@pytest.mark.parametrize(
    ("title", "about", "parties"),
    [
        ("Lettre de mission", "de la société Dubreuil Mobilier (SAS)", ["Moreau Expertise", "Dubreuil Mobilier"]),
        ("Lettre de mission", "de votre société", []),
        ("Lettre de mission", "de la société Moreau Expertise", []),
        ("Note de frais", "de la société Dubreuil Mobilier (SAS)", []),
    ],
)
def test_the_parties_of_a_letter(title: str, about: str, parties: list[str]) -> None:
    found = parties_of(LETTER.format(who="Dubreuil Mobilier", title=title, about=about))
    assert [p.name for p in found] == parties
    assert [p.role for p in found] == ["provider", "client"][: len(parties)]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='aeé AEÉ\n,;:.«»"()’et&-12', max_size=120))
def test_no_opening_breaks_it(noise: str) -> None:
    for party in parties_of(f"Entre {noise} ci-après « le Client » et {noise} « le Prestataire »"):
        assert len(party.name) >= 3
        assert "\n" not in party.name
        assert "\t" not in party.name


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Paie Exemple", "PAIE EXEMPLE SAS", True),
        ("Harbour Co Ltd", "Harbour Co Limited", True),
        ("Les Bois du Nord", "Bois du Nord", True),
        ("Abi", "Cabinet Moreau", False),
        ("Paie", "Paierie du Nord", False),
        ("", "Alpha", False),
        ("SARL", "SAS", False),
    ],
)
def test_same_company(one: str, other: str, same: bool) -> None:
    assert same_company(one, other) is same
    assert same_company(other, one) is same


def _contract(
    *parties: tuple[str, str], processes: tuple[str, ...] = ("payroll",), flags: tuple[str, ...] = ()
) -> Document:
    said = written(Party(name, role) for role, name in parties)
    return Document("c.pdf", 1, processes=processes, flags=flags, mentions={"parties": said})


PAYROLL = _contract(("client", "Atelier Exemple"), ("provider", "Paie Exemple"))


@pytest.mark.parametrize(
    ("documents", "profile", "company", "providers"),
    [
        ([], Profile(), "?", []),
        ([PAYROLL], Profile(), "Atelier Exemple", [("payroll", "Paie Exemple")]),
        ([PAYROLL, PAYROLL], Profile(), "Atelier Exemple", [("payroll", "Paie Exemple")]),
        # The company's own customers are no providers.
        (
            [PAYROLL, _contract(("provider", "Atelier Exemple"), ("client", "Gros Client"), processes=("it",))],
            Profile(), "Atelier Exemple", [("payroll", "Paie Exemple")],
        ),
        # Nor are those with whom secrets were exchanged.
        (
            [PAYROLL, _contract(("other", "Atelier Exemple"), ("other", "Acquéreur Un"), processes=("it",))],
            Profile(), "Atelier Exemple", [("payroll", "Paie Exemple")],
        ),
        (
            [PAYROLL, _contract(("client", "Atelier Exemple"), ("other", "Candidat Un"), processes=("it",))],
            Profile(), "Atelier Exemple", [("payroll", "Paie Exemple")],
        ),
        # Nor the parties of a contract between others, or of a blank model.
        (
            [PAYROLL, _contract(("", "Alpha Un"), ("", "Beta Deux"), processes=("it",))],
            Profile(), "Atelier Exemple", [("payroll", "Paie Exemple")],
        ),
        ([_contract(("client", "Le Client"), ("provider", "Le Prestataire"), flags=("template",))], Profile(), "?", []),
        # Two names without roles: the company of the profile tells them apart; without it nothing does.
        (
            [_contract(("", "Atelier Exemple SARL"), ("", "Paie Exemple"))],
            Profile(company=Company(name="Atelier Exemple")), "Atelier Exemple", [("payroll", "Paie Exemple")],
        ),
        ([_contract(("", "Alpha Un"), ("", "Beta Deux"))], Profile(), "?", []),
    ],
)  # fmt: skip
def test_suggested(documents: list[Document], profile: Profile, company: str, providers: list[tuple[str, str]]) -> None:
    found, assumed = suggested(documents, profile)
    assert found.company.name == company
    assert [(e.process, e.provider) for e in found.outsourcing] == providers
    assert assumed
    assert all(text.fr and text.en for text in assumed)
    for _, provider in providers:
        assert any(provider in text.en for text in assumed)


def test_a_provider_without_a_process_is_said() -> None:
    found, assumed = suggested(
        [_contract(("client", "Atelier"), ("provider", "Paie Exemple"), processes=())], Profile()
    )
    assert found.outsourcing == ()
    assert any("Paie Exemple" in text.en and "process" in text.en for text in assumed)


def test_a_profile_that_was_given_is_not_called_missing() -> None:
    _, assumed = suggested([PAYROLL], Profile(company=Company(name="Atelier Exemple")), given=True)
    assert not any("No profile" in text.en for text in assumed)
