"""The sections that the shipped rules name are found where authors wrote them, in French and in English."""

from __future__ import annotations

import pytest

from dataroom.rules import load_rules
from dataroom.sections import Sections
from dataroom.text import Folded

RULES = load_rules()
SECTIONS = Sections(RULES)
WITH_SECTIONS = [t for t in RULES.documents if RULES.documents[t].sections]
CHATTER = """
Bonjour à toutes et à tous, le pique-nique de l’entreprise se tiendra au bord de la rivière. Chacun apporte un plat.
Le soleil est annoncé. Hello everyone, the summer picnic takes place by the river. Bring a dish. Sunshine is forecast.
"""

WHOLE = {
    "specification": (
        """
        Cahier des charges de la paie. 38 bulletins par mois. Variables reçues le 18, bulletins rendus le 24 au plus
        tard. Le taux d’erreur ne dépassera pas 1 %. Logiciel : celui du prestataire. Le secret
        professionnel s’applique. Comptes nominatifs, droits revus chaque année.
        """,
        """
        Statement of requirements, payroll. Monthly volume: 38. Deadline: the 24th. Service level: error rate under 1 %.
        Software is supplied by the provider. Confidentiality applies. Access rights are given by name.
        """,
    ),
    "kpi-report": (
        """
        Août. 97 % des dossiers dans les délais (cible 95 %). 2 erreurs sur 140. Réponse : délai moyen 3 h.
        Export complet remis le 31.
        """,
        """
        August. Processed on time: 97 % (target 95 %). Error rate 1.4 %. Average response 3 h. Data export delivered.
        """,
    ),
    "exit-plan": (
        """
        À l’expiration ou en cas de résiliation, le prestataire rend les exports au format CSV sous 30 jours. Cinq jours
        d’assistance. Les accès sont fermés : clôture des accès constatée. Attestation de suppression.
        Passation au confrère. Dernier test : mars.
        """,
        """
        On termination the provider hands over the data export within 30 days. Exit assistance: five days. Accounts:
        access revoked. Certificate of deletion. Handover to the incoming provider. Last test: March.
        """,
    ),
    "data-processing-agreement": (
        """
        Finalités : paie. Le sous-traitant n’agit que sur instructions écrites. Les personnes autorisées sont tenues au
        secret. Mesures techniques et organisationnelles en annexe. Aucun sous-traitant ultérieur sans accord.
        Il aide à l’exercice des droits. Il signale toute violation de données sous 48 heures.
        Suppression des données au terme. Audit annuel possible. Hébergement en France.
        """,
        """
        Purpose of the processing: payroll. The processor acts only on documented instructions. Authorised persons
        are bound. Technical and organisational measures are annexed. No sub-processor without consent. It helps with
        data subject requests and tells of any personal data breach. At the end it returns or deletes: deletion or
        return is the controller’s choice. The right to audit is granted. No transfer to third countries.
        """,
    ),
    "continuity-plan": (
        """
        Scénario : indisponibilité du logiciel. Solution de secours : saisie manuelle. Reprise : RTO 24 h.
        Dernier test le 4 mai. Cellule de crise : voir annuaire.
        """,
        """
        Scenario: outage of the tool. Fallback: manual entry. Recovery time: 24 h. Last test: 4 May. Crisis team: list.
        """,
    ),
    "steering-minutes": (
        """
        Présents : les deux chefs de projet. Indicateurs : bons. Décisions : aucune hausse. Actions : corriger
        mai. Prochaine réunion le 3.
        """,
        """
        Attendees: both leads. KPIs reviewed. Decisions: none. Action items: fix May. Next meeting: the 3rd.
        """,
    ),
    "nda": (
        """
        Les informations confidentielles sont protégées cinq ans après la fin de la mission. Le personnel y est tenu.
        Elle restitue tout : restitution sous huit jours. Sanction : dommages et intérêts.
        """,
        """
        Confidential Information stays secret; this duty survives for five years. Employees are bound.
        Everything is returned. What is in the public domain is free.
        """,
    ),
}  # fmt: skip


def _found(type_id: str, text: str) -> dict[str, bool]:
    return {section.id: section.found for section in SECTIONS.find([Folded(text)], type_id)}


@pytest.mark.parametrize("type_id", WITH_SECTIONS)
def test_chatter_shows_no_section(type_id: str) -> None:
    assert [name for name, found in _found(type_id, CHATTER).items() if found] == []


@pytest.mark.parametrize(
    ("type_id", "text"),
    [pytest.param(t, text, id=f"{t}-{n}") for t, both in WHOLE.items() for n, text in enumerate(both)],
)
def test_a_whole_document_shows_every_section(type_id: str, text: str) -> None:
    assert [name for name, found in _found(type_id, text).items() if not found] == []


@pytest.mark.parametrize("type_id", WITH_SECTIONS)
def test_the_examples_of_a_rule_show_some_of_its_sections(type_id: str) -> None:
    shown = [_found(type_id, example.text) for example in RULES.documents[type_id].examples.match if example.text]
    assert any(any(found.values()) for found in shown)


@pytest.mark.parametrize(
    ("type_id", "section", "text"),
    [
        ("specification", "volumes", "Les volumes seront précisés plus tard."),
        ("specification", "deadlines", "Les délais restent à définir."),
        ("kpi-report", "error-rate", "Le taux d’erreur n’est pas mesuré."),
        ("kpi-report", "responsiveness", "La réactivité est jugée bonne."),
        ("continuity-plan", "recovery-time", "Le délai de reprise est à convenir."),
        ("raci-matrix", "before-after", "À valider avant le paiement."),
        ("continuity-plan", "test", "Comptes de l’exercice clos."),
        ("provider-register", "notice", "Notre service des achats."),
    ],
)
def test_a_word_without_what_it_announces_is_none(type_id: str, section: str, text: str) -> None:
    assert not _found(type_id, text)[section]


def test_a_section_that_lacks_is_the_only_one_that_is_named() -> None:
    text = WHOLE["data-processing-agreement"][0].replace("Audit annuel possible.", "")
    assert [name for name, found in _found("data-processing-agreement", text).items() if not found] == ["audit"]


@pytest.mark.parametrize(
    ("section", "row"),
    [
        ("deadlines-kept", "Bulletins remis au plus tard le 28 (%)\t100\t100\toui"),
        ("deadlines-kept", "Déclarations déposées à l’échéance (%)\t100\t98"),
        ("deadlines-kept", "Returns filed on time\t12 of 12"),
        ("error-rate", "Bulletins exacts du premier coup (%)\t99,5\t99,6"),
        ("error-rate", "Right first time\t98 %"),
        ("responsiveness", "Réponses sous 8 heures ouvrées (%)\t95\t99"),
        ("responsiveness", "Replies within 4 hours\t97 %"),
    ],
)
def test_an_indicator_is_known_by_what_it_measures(section: str, row: str) -> None:
    found = _found("kpi-report", row)
    assert found[section]
    assert sum(found.values()) == 1
