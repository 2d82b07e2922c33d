"""How long a contract runs; above all that one which may go on is never said to have ended."""

from __future__ import annotations

import datetime as dt

import pytest

from dataroom.terms import contract_term

AS_OF = dt.date(2026, 3, 1)

ENDED: list[tuple[str, str]] = [
    ("Mission du 01/01/2024 au 31/12/2024, sans tacite reconduction", "2024-12-31"),
    (
        (
            "Contrat conclu pour une durée de 18 mois, du 1er juillet 2023 au 31 décembre 2024. Il ne pourra "
            "être reconduit que par avenant écrit."
        ),
        "2024-12-31",
    ),
    (
        "This agreement is for a fixed term from 1 January 2024 to 31 December 2024 and may be renewed only by deed.",
        "2024-12-31",
    ),
    ("The Agreement terminates automatically on 31 December 2024 without notice.", "2024-12-31"),
    ("Durée. Le présent contrat prend fin le 31 décembre 2025, sans reconduction tacite.", "2025-12-31"),
    (
        "Le contrat est conclu pour une durée de douze mois à compter du 1er janvier 2024, non renouvelable.",
        "2024-12-31",
    ),
    ("Convention conclue pour 2 ans à compter du 1er mai 2023. Elle ne se renouvelle pas.", "2025-04-30"),
    ("Le mandat expire de plein droit le 30 juin 2025, à l’exclusion de toute tacite reconduction.", "2025-06-30"),
    ("La mission est confiée jusqu’au 30/09/2025 et ne fera pas l’objet d’une reconduction.", "2025-09-30"),
    ("This Agreement starts on 1 July 2023, shall expire on 30 June 2025 and shall not renew.", "2025-06-30"),
    ("The term is fixed: the Agreement ends on 31 August 2025, without any automatic renewal.", "2025-08-31"),
    (
        (
            "Durée initiale de 24 mois à compter du 1er février 2023. Le contrat n’est pas reconductible : "
            "il ne sera pas renouvelé par tacite reconduction."
        ),
        "2025-01-31",
    ),
]


@pytest.mark.parametrize(("text", "end"), ENDED)
def test_a_fixed_term_ends(text: str, end: str) -> None:
    term = contract_term(text, AS_OF)
    assert term is not None
    assert (term.end, term.tacit, term.indefinite) == (dt.date.fromisoformat(end), False, False)


GOES_ON = [
    "Durée : un an à compter du 1er mars 2022, renouvelable par tacite reconduction par périodes d’un an.",
    "Conclu pour une durée d’un an à compter du 1er janvier 2022. À défaut de dénonciation, il se poursuit.",
    "Conclu pour une durée d’un an à compter du 1er janvier 2022. Il se renouvelle ensuite d’année en année.",
    "Durée de 12 mois à compter du 1er janvier 2022 ; il se poursuit ensuite pour une durée indéterminée.",
    "The Agreement continues for a period of one year from 1 May 2022 and renews unless terminated by a party.",
    "The Agreement remains in force for two years from 1 May 2022, renewable for successive periods.",
    (
        "Conclu pour une durée de deux ans à compter du 1er juin 2022, sauf dénonciation reconduit tacitement. "
        "Les avoirs ne sont pas renouvelables."
    ),
]


@pytest.mark.parametrize("text", GOES_ON)
def test_what_renews_itself_never_ends(text: str) -> None:
    term = contract_term(text, AS_OF)
    assert term is not None
    assert term.tacit
    assert term.end is None or term.end >= AS_OF


NOT_SAID = [
    "Garantie du 01/01/2024 au 31/12/2024, sans tacite reconduction.",
    "Période du contrat couverte par la facture : du 01/01/2024 au 31/12/2024.",
    "Les tarifs sont fermes jusqu’au 31 décembre 2023. Le contrat est résiliable à tout moment.",
    "La période d’essai prend fin le 31 mars 2022.",
    "Le taux du contrat est garanti jusqu’au 30 juin 2024.",
    "La phase de reprise se termine le 30/04/2023.",
    "Le client s’engage pour une durée minimale de douze mois à compter du 1er janvier 2022.",
    "Le contrat est conclu pour une durée initiale de douze mois à compter du 1er janvier 2022.",
    "Le contrat est conclu pour une durée indéterminée à compter du 1er mars 2020.",
    "Fees are fixed until 31 December 2023.",
]


@pytest.mark.parametrize("text", NOT_SAID)
def test_no_end_where_the_contract_does_not_give_one(text: str) -> None:
    term = contract_term(text, AS_OF)
    assert term is None or term.end is None


def test_indefinite() -> None:
    term = contract_term("Le présent contrat est à durée indéterminée. Il prend effet le 2 mai 2022.", AS_OF)
    assert term is not None
    assert term.indefinite
    assert term.end is None


def test_the_last_of_several_ends_counts() -> None:
    text = "Elle prend fin le 31 décembre 2024. Par avenant, la convention est prorogée jusqu’au 31 décembre 2026."
    term = contract_term(text, AS_OF)
    assert term is not None
    assert term.end == dt.date(2026, 12, 31)
