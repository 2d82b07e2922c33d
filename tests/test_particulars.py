"""What a document says that requirements ask: whose accounts, whose invoice, whose contract, which meeting."""

from __future__ import annotations

import datetime as dt

import pytest

from dataroom.hints import hints_in, is_terms, terms_cited
from dataroom.model import Content
from dataroom.particulars import no_auditor, particulars
from dataroom.parties import Parties
from dataroom.reading import Reading
from dataroom.room import Company, Outsourced, Profile
from dataroom.rules import load_rules
from dataroom.text import Folded

RULES = load_rules()
PAIE, FACTOR = "Paie Exemple", "Affactor"
PROFILE = Profile(
    company=Company(name="Atelier Exemple"),
    outsourcing=(Outsourced(process="payroll", provider=PAIE), Outsourced(process="collections", provider=FACTOR)),
)
PARTIES = Parties(PROFILE, RULES.processes)


def _said(type_id: str, name: str, text: str, date: dt.date | None = None) -> dict[str, str]:
    reading = Reading.of(name, (), Content("text/plain", pages=(text,)))
    return dict(particulars(reading, RULES.documents[type_id], PARTIES, PROFILE, date))


REVIEW = "Revue des accès\nUtilisateur\tRôle\tApplication\tDroit\n{user}\tGestionnaire\t{tool}\tAdmin"


@pytest.mark.parametrize(
    ("user", "tool", "held"),
    [
        ("M. Durand", "Affactor, ERP", None),
        ("n.petit (Paie Exemple)", "Affactor", PAIE),
        ("m.durand", "ERP", None),
    ],
)
def test_a_tool_is_no_holder_of_an_account(user: str, tool: str, held: str | None) -> None:
    said = _said("access-rights-matrix", "revue.xlsx", REVIEW.format(user=user, tool=tool))
    assert said.get("holders") == held


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("ATELIER EXEMPLE – SARL au capital de 10 000 €\nFacture n° 12\nClient : Mairie", "company"),
        ("Affactor SA – RCS Paris\nFacture n° 12\nClient : Atelier Exemple", None),
        ("Affactor\nFacture émise au nom et pour le compte de Atelier Exemple", "company"),
        ("Facture n° 12\nClient : Mairie", None),
    ],
)
def test_who_issues_an_invoice(text: str, issuer: str | None) -> None:
    assert _said("invoice", "f.pdf", text).get("issuer") == issuer


@pytest.mark.parametrize(
    ("text", "personal"),
    [
        ("Je soussignée Lucie Petit, assistante, m’engage à garder le secret.", True),
        ("Je soussigné M. Petit, agissant en qualité de gérant de la société Paie Exemple, m’engage.", False),
        ("La société Paie Exemple s’engage à garder le secret.", False),
    ],
)
def test_one_person_s_undertaking_is_not_the_provider_s(text: str, personal: bool) -> None:
    assert ("personal" in _said("nda", "engagement.pdf", text)) is personal


@pytest.mark.parametrize(
    ("name", "text", "reviewed"),
    [
        ("copil 1S25.docx", "Comité de pilotage", "2025-H1"),
        ("point T1.md", "Point trimestriel", "2026-Q1"),
        ("copil.docx", "Comité de pilotage du 2e trimestre 2025", "2025-Q2"),
        ("copil 2026-04-09.docx", "Comité de pilotage du 9 avril 2026", None),
    ],
)
def test_a_meeting_says_what_it_reviews(name: str, text: str, reviewed: str | None) -> None:
    assert _said("steering-minutes", name, text, dt.date(2026, 4, 9)).get("reviewed") == reviewed


@pytest.mark.parametrize(
    ("name", "text", "of"),
    [
        ("mode op paie.docx", "Mode opératoire\nAffactor est prévenu.", "payroll"),
        ("procédure.docx", "Clôture mensuelle\nPaie Exemple envoie le journal.", "accounting"),
        ("procédure.docx", "Procédure interne\nLa paie part le 25.", None),
    ],
)
def test_a_procedure_is_about_what_its_title_says(name: str, text: str, of: str | None) -> None:
    assert _said("written-procedure", name, text).get("procedure-of") == of


def test_a_rival_s_offer_does_not_become_the_provider_s_by_naming_it() -> None:
    rival = "Rival Paie SAS\nProposition commerciale\nObjet\nPrix\nReprise des données de Paie Exemple\nA\nB\nC\nD\nE"
    assert "offered-by" not in _said("provider-proposal", "offre.pdf", rival)
    assert _said("provider-proposal", "offre.pdf", f"{PAIE}\nProposition commerciale").get("offered-by") == PAIE


@pytest.mark.parametrize(
    ("top", "another"),
    [("SCI DU DÉPÔT\nProcès-verbal", True), ("SARL ATELIER EXEMPLE\nProcès-verbal", False), ("Procès-verbal", False)],
)
def test_another_company_at_the_head_of_a_paper(top: str, another: bool) -> None:
    assert ("another-heads" in _said("general-meeting-minutes", "pv.pdf", top)) is another


@pytest.mark.parametrize(
    ("text", "customer"),
    [
        (
            "Contrat\nentre Mairie de Lieu, ci-après « le Client »\net Atelier Exemple, ci-après « le Prestataire »",
            True,
        ),
        ("Contrat\nentre Atelier Exemple, ci-après « le Client »\net Affactor, ci-après « le Prestataire »", False),
        ("Provider: Atelier Exemple\nCustomer: Mairie", True),
        ("Ville de Lieu\nActe d’engagement\nTitulaire : Atelier Exemple", True),
        # The parties bear no roles: who signs for the client, and who does the work, says it.
        ("Contrat\nEntre Atelier Exemple et la SCI Lieu\nPour Atelier, A. Petit - Pour le client, B. Roux", True),
        ("Contract\nFor the Customer: B. Small\nFor Atelier Exemple: A. Petit", True),
        ("Contrat\nEntre Energia et Atelier Exemple\nPour Energia, B. Roux - Pour le client, Atelier Exemple", False),
        ("Contrat\nEntre Energia et Atelier Exemple\nPour Energia, B. Roux - Pour Atelier Exemple, A. Petit", False),
        ("Contrat\nAtelier Exemple assure deux visites par an des locaux de la SCI Lieu.", True),
        ("Maintenance contract\nAtelier Exemple shall provide two visits a year to Small Ltd.", True),
        ("Contrat\nEnergia assure à Atelier Exemple deux visites par an.", False),
        ("Contrat\nAtelier Exemple fournit au prestataire les accès et règle les factures.", False),
        ("Contrat\nAtelier Exemple effectue les paiements et assure l’accès aux locaux.", False),
        ("Contrat\nEntre Energia et Atelier Exemple\nPour Energia, B. Roux - Pour le client Atelier Exemple", False),
        ("Bail\nLa SCI Lieu loue à Atelier Exemple, qui assure les locaux.", False),
    ],
)
def test_a_contract_in_which_the_company_provides(text: str, customer: bool) -> None:
    assert ("customer" in _said("service-contract", "contrat.pdf", text)) is customer


def test_a_buyer_s_list_of_requests() -> None:
    assert "request-list" in _said("data-room-index", "DD.xlsx", "Project X – due diligence request list")
    assert "request-list" not in _said("data-room-index", "index.xlsx", "Index de la salle de données")


ARTICLES = "\n1. Objet. Le prestataire agit.\n2. Durée. Un an.\n3. Prix. Selon le barème."


@pytest.mark.parametrize(
    ("clause", "text"),
    [
        ("change-of-control", "En cas de cession de plus de 50 % de ses titres, le contrat prend fin."),
        ("change-of-control", "If you come under the control of a competitor, we may terminate."),
        ("exclusivity", "Le client s’interdit de confier ces travaux à un autre prestataire."),
        ("minimum-commitment", "Une indemnité de 25 % des honoraires restant à courir sera due."),
        ("minimum-commitment", "Initial Term: 36 months."),
        ("non-solicitation", "Chaque partie s’interdit d’embaucher le personnel de l’autre."),
    ],
)
def test_words_of_a_clause_that_weighs_on_a_sale(clause: str, text: str) -> None:
    assert hints_in([Folded(text)]).startswith(f"{clause}\t1\t")


def test_plain_words_betray_nothing() -> None:
    plain = "Le prestataire établit la paie chaque mois. Contrôle interne des variables. Préavis de trois mois."
    assert hints_in([Folded(plain)]) == ""


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("Les conditions générales du Prestataire s’appliquent.", True),
        ("The Master Terms of Service are incorporated by reference.", True),
        ("Le contrat s’applique à l’exclusion des conditions générales du Prestataire.", False),
        ("Voir les conditions générales de la police d’assurance.", False),
        ("Le contrat forme un tout.", False),
        ("TVA non applicable, article 293 B du CGI.", False),
        ("Les conditions générales du Prestataire sont expressément écartées.", False),
        ("The Supplier’s general terms shall not apply.", False),
        (f"Commande soumise aux conditions générales ci-après.\nCONDITIONS GÉNÉRALES{ARTICLES}", False),
        (f"Commande soumise aux conditions générales ci-après.\nAnnexe 1 – Conditions générales{ARTICLES}", False),
        (f"Selon les conditions générales en ligne.\nConditions générales{ARTICLES}", True),
        ("Commande soumise aux conditions générales.\nConditions générales : voir au dos\nFait à Lyon", True),
        (f"Commande soumise aux conditions générales, reçues ce jour.{ARTICLES}", True),
    ],
)
def test_general_terms_that_a_contract_refers_to(text: str, cited: bool) -> None:
    assert terms_cited([Folded(text)]) is cited


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Si la Société venait à céder\nson fonds de commerce, chacun peut résilier.", "céder son fonds de commerce"),
        ("L’œuvre confiée l’est à titre exclusif pour trois ans.", "à titre exclusif"),
    ],
)
def test_words_of_a_clause_are_quoted_as_they_are_written(text: str, words: str) -> None:
    assert words in hints_in([Folded(text)])


@pytest.mark.parametrize(
    ("name", "text", "terms"),
    [
        ("CGV 2025.pdf", "", True),
        ("Terms - Assist.html", "", True),
        ("a.pdf", "Conditions générales de services\nArticle 1", True),
        ("term sheet.pdf", "Term sheet", False),
        ("contrat.pdf", "Contrat de prestation\nArticle 1", False),
    ],
)
def test_what_general_terms_are_called(name: str, text: str, terms: bool) -> None:
    assert is_terms(name, [Folded(text)]) is terms


@pytest.mark.parametrize(
    ("text", "fee"),
    [
        ("Forfait annuel de 1 800 € HT, payable à terme échu.", "1800"),
        ("Honoraires : 12 000,00 € HT par an.", "12000"),
        ("La redevance annuelle est de 4.800 €.", "4800"),
        ("Forfait annuel de 1 800 €. Bulletin : 14 € par bulletin.", None),
        ("450 € par mois.", None),
        ("Le prix est convenu chaque année.", None),
    ],
)
def test_what_a_contract_costs_a_year(text: str, fee: str | None) -> None:
    assert _said("service-contract", "contrat.pdf", text).get("yearly-fee") == fee


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Faut-il un commissaire aux comptes ? Non : un seul des trois seuils est franchi.", True),
        ("La société n’est pas tenue de désigner un commissaire aux comptes.", True),
        ("The company is not required to appoint a statutory auditor.", True),
        ("Le commissaire aux comptes a certifié les comptes.", False),
        ("Un commissaire aux comptes est nommé lorsque les seuils sont franchis.", False),
        ("La société n’est pas tenue de désigner un délégué.", False),
    ],
)
def test_a_paper_that_says_that_no_auditor_is_due(text: str, *, said: bool) -> None:
    assert bool(no_auditor([Folded(text)])) is said


@pytest.mark.parametrize(
    ("text", "staff"),
    [
        ("L’effectif moyen de l’exercice est de 28 salariés.", "28"),
        ("Effectif moyen : 31", "31"),
        ("The average number of employees during the year was 12.", "12"),
        ("L’effectif moyen coûte 45 000 € par an.", None),
        ("Les salariés sont 28.", None),
    ],
)
def test_the_head_count_that_accounts_tell(text: str, staff: str | None) -> None:
    assert _said("financial-statements", "comptes.pdf", f"Atelier Exemple\n{text}").get("staff") == staff
