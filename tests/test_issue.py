"""The day of a document, where lines of several documents could be taken for it."""

from __future__ import annotations

import datetime as dt

import pytest

from dataroom.issue import issue_date
from dataroom.model import Fact
from dataroom.validity import expiry

DAYS: list[tuple[str, str | None]] = [
    ("FICHE SALARIÉ\nNom : X\nNé(e) le : 12/05/1980\nAdresse", None),
    ("FICHE SALARIÉ\nDate et lieu de naissance : 12/05/1980 à Lyon", None),
    ("CONTRAT DE TRAVAIL\nMme Y, née le 14 mars 1986 à Bath\nFait à Lille, le 3 mai 2019", "2019-05-03"),
    ("ATTESTATION\nLe 3 mars 2025,\nL’entreprise est à jour de ses obligations au 31 janvier 2025.", "2025-03-03"),
    ("PARTNERS’ AGREEMENT\nDated 4 June 2020 between A and B\n1. Purpose.", "2020-06-04"),
    (
        "Certificate\nValid from 1 July 2024 until 30 June 2025.\nIssued in Lyon on 5 July 2024.",
        "2024-07-05",
    ),
    (
        "EMPLOYMENT CONTRACT\nX, date of birth: 14 March 1986\nSigned in Lille on 9 May 2019\nX (signed)",
        "2019-05-09",
    ),
    ("codir 9.1.26 – AB, CD\n- comptes 30/6/25 reçus", "2026-01-09"),
    ("Point annuel Azur / ABC – 16.12.25, visio\nPrésents : …", "2025-12-16"),
    ("Comité de suivi stocks\nLe 4 mars 2025, visioconférence. Pour Azur : A. Petit. Relevé : …", "2025-03-04"),
    ("Réunion de suivi\nMardi 4 mars 2025 – par téléphone, puis par écrit. A. Petit ouvre.", "2025-03-04"),
    ("Steering committee\n4 March 2025, on site at Azur. Present: A. Small. Actions: none.", "2025-03-04"),
    ("Journal technique\nLe 4 mars 2025, visioconférence. Elle a duré une heure.", None),
    ("Réunion de suivi\nLe 4 mars 2025, le serveur est tombé. Il a été relancé.", None),
    ("**copil paie** 3/2/26 visio (AB, CD)\n* bulletins", "2026-02-03"),
    ("ATTESTATION DE VIGILANCE\nÀ jour au 28/02/2025. Délivrée le 09/03/2025.", "2025-03-09"),
    ("Récépissé\nDevenu bénéficiaire le 12/01/2022\nDépôt du 27/01/2022.", "2022-01-27"),
    ("N° 2050-SD\nAccusé EDI-TDFC : accepté le 14/11/2024, réf 24B", "2024-11-14"),
    ("N° 2050-SD\nDéclaration reçue le 06/05/2024 sous le numéro 88", "2024-05-06"),
    ("3310-CA3\nAccusé : déclaration enregistrée le 20/04/2025", "2025-04-20"),
    ("Certificate of registration\nEffective date: 1 April 2023\nPlace and date: Oslo, 3 April 2023", "2023-04-03"),
    ("CERTIFICAT\nDate d’effet : 10 octobre 2024\nValable jusqu’au 9 octobre 2027", "2024-10-10"),
    ("Attestation d’assurance\nEffet 01/01/2025 – échéance 31/12/2025.\nLe 4 janvier 2025. L’assureur …", "2025-01-04"),
    ("ORDER FORM\nFor Client: Nora Small, Director. Signed 12 September 2024", "2024-09-12"),
    (
        "CONTRAT\n" + "1. Objet du contrat et ses suites.\n" * 60 + "Le 11 mai 2020 – Azur, P. Petit (signé)",
        "2020-05-11",
    ),
    ("CONTRAT\n1. Objet\nLe 11 mai 2020 – Azur, P. Petit (signé)", "2020-05-11"),
    ("Avenant à la LM du 12.6.23", None),
    ("Aged debtors as at\t30 April 2025\t\tCurrency\tEUR", "2025-04-30"),
    ("Onboarding record\nSigned 7 April 2023: X (signed)", "2023-04-07"),
    (
        "DÉCLARATION 3310-CA3\nPériode : mai 2024\nTélédéclarée par le cabinet (EDI-TVA) le 19 juin 2024",
        "2024-06-19",
    ),
    ("LIASSE FISCALE\nDéclaration télétransmise (EDI-TDFC) le 12 mai 2024", "2024-05-12"),
    ("LIASSE FISCALE\nDéclaration déposée le 12/05/2024 par le cabinet", "2024-05-12"),
    ("LIASSE FISCALE\nAccusé de réception du dépôt : 13/05/2024, dépôt accepté.", "2024-05-13"),
    ("Tax return\nFiled electronically on 20 April 2024", "2024-04-20"),
    ("Service review meeting – A / B\n6 November 2024\nPresent: X\nMinutes approved 12 November 2024.", "2024-11-06"),
    ("RELEVÉ DE DÉCISIONS\nLundi 4 mars 2024\nPrésents : X, Y\nApprouvé le 15 mars 2024", "2024-03-04"),
    (
        "COMITÉ – minutes\nMonday 4 March 2024, Nantes\nPresent: X\nApproved on 20 March 2024.",
        "2024-03-04",
    ),
    ("État de rapprochement bancaire au 31/12/2024\nSolde comptable : 100", None),
    ("Rapport d’activité\nPériode : du 1er octobre au 31 décembre 2024\nIndicateurs", None),
    ("Registre du personnel\nN°|Nom|Né le|Emploi|Entrée\n1|X Y|09/05/1974|vendeur|14/09/2018", None),
]


@pytest.mark.parametrize(("text", "wanted"), DAYS)
def test_issue_date(text: str, wanted: str | None) -> None:
    date = issue_date(text, as_of=dt.date(2026, 3, 1))
    assert (date and date.isoformat()) == wanted


EXPIRIES = [
    (
        (
            "ATTESTATION DE VIGILANCE\nLe 3 mars 2025,\nL’entreprise est à jour au 31 janvier 2025.\n"
            "La présente attestation est valable six mois à compter de sa date d’établissement."
        ),
        "2025-09-03",
    ),
    ("CERTIFICATE\nIssue date: 2 May 2023 – Expiry date: 1 May 2026", "2026-05-01"),
]


@pytest.mark.parametrize(("text", "wanted"), EXPIRIES)
def test_the_end_counts_from_the_issue(text: str, wanted: str) -> None:
    end, note = expiry(text, issue_date(text))
    assert end == dt.date.fromisoformat(wanted)
    assert note


MAILS: list[tuple[str, str, str]] = [
    ("CR du point du 22/01", "Présents : X, Y", "2025-01-22"),
    ("Compte rendu de notre réunion du 20 janvier 2025", "Bonjour,\nVoici ce que j’ai retenu.", "2025-01-20"),
    ("TR: comité", "Objet : Codir du 12/01/2025 - relevé de décisions\nPrésents : X", "2025-01-12"),
    ("suite", "Bonjour,\nvoici ce que nous nous sommes dit mardi 21 janvier (présents : X, Y)", "2025-01-21"),
    ("Minutes of our call on 15 December", "Present: X, Y\nNext meeting on 20 January", "2024-12-15"),
    ("Compte rendu de la réunion de ce jour", "Présents : X\nProchaine réunion : 3 février", "2025-01-24"),
    ("Documents", "Bonjour,\nsuite à notre réunion du 12/01/2025, ci-joint les attestations.", "2025-01-24"),
    ("CR", "Présents : X\nProchain point du 22/01", "2025-01-24"),
]


@pytest.mark.parametrize(("subject", "body", "wanted"), MAILS)
def test_minutes_sent_by_mail_are_of_the_meeting(subject: str, body: str, wanted: str) -> None:
    facts = [Fact("email", ""), Fact("mail-subject", subject), Fact("mail-date", "2025-01-24T17:48:00+01:00")]
    assert issue_date(body, facts) == dt.date.fromisoformat(wanted)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("CONDITIONS GÉNÉRALES DE SERVICE\nVersion 4 – applicable à compter du 1er mars 2024", "2024-03-01"),
        ("AZUR GENERAL TERMS OF BUSINESS\neffective 1 May 2025", "2025-05-01"),
        ("imprimé le 11/02/2026\nAZUR – CONDITIONS D’ABONNEMENT\nen ligne depuis le 2 février 2026", "2026-02-02"),
        (
            "CONDITIONS GÉNÉRALES DE SERVICE\napplicables à compter du 1er mars 2024\nFait à Lyon, le 4 mai 2024",
            "2024-05-04",
        ),
        ("RÈGLEMENT INTÉRIEUR\napplicable à compter du 1er mars 2024", None),
    ],
)
def test_terms_for_every_client_bear_the_day_of_their_edition(text: str, day: str | None) -> None:
    found = issue_date(text)
    assert (found.isoformat() if found else None) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("PACTE\nEntre A. Petit et B. Roux, il est convenu, ce 12 juin 2023 :\nArticle premier", "2023-06-12"),
        (
            "DÉCISION\nAlpha SARL\nLe 15 décembre 2025, la société Bêta, associée unique, a pris ces décisions :",
            "2025-12-15",
        ),
        ("13 janvier 2026, cabinet Azur, 50 minutes – ce qui a été dit", "2026-01-13"),
        ("Alpha x Azur – review held 22 January 2026 (Q4 2025)", "2026-01-22"),
        ("Madame, suite à notre entretien du 14 mai 2025, voici notre projet.", None),
        ("Madame, Monsieur,\nLe 15 décembre 2025, la porte sera fermée.", None),
    ],
)
def test_the_day_of_a_deed_a_decision_or_a_note(text: str, day: str | None) -> None:
    found = issue_date(text)
    assert (found.isoformat() if found else None) == day


def test_a_mail_that_sums_up_a_meeting_bears_its_day() -> None:
    facts = [Fact("email"), Fact("mail-date", "2026-01-16T17:40:00+01:00")]
    text = "Chère Madame,\nJe résume notre rencontre du 15 janvier 2026.\n- Dépôt : fait."
    assert issue_date(text, facts) == dt.date(2026, 1, 15)
    assert issue_date("Merci pour la rencontre du 15 janvier 2026.", facts) == dt.date(2026, 1, 16)
