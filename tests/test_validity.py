"""When a document was made, until when it is good, how long a contract runs, how often it promises reports."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataroom.model import Fact
from dataroom.validity import cadence_of, contract_term, expiry, issue_date

AS_OF = dt.date(2026, 3, 31)


def _day(iso: str | None) -> dt.date | None:
    return dt.date.fromisoformat(iso) if iso else None


ISSUE: list[tuple[str, str | None]] = [
    (
        (
            "URSSAF Île-de-France\nATTESTATION DE VIGILANCE\nAttestation délivrée le 14/01/2026\n"
            "SIRET 123 456 789 00012\nCréée le 02/03/1999"
        ),
        "2026-01-14",
    ),
    (
        (
            "Montreuil, le 15 septembre 2025\n\n"
            "ATTESTATION DE FOURNITURE DES DECLARATIONS SOCIALES ET DE PAIEMENT DES COTISATIONS\n"
            "au titre du mois d'août 2025\ncode de sécurité ABCD"
        ),
        "2025-09-15",
    ),
    (
        (
            "AXA France IARD\nATTESTATION D'ASSURANCE\nValable du 01/01/2026 au 31/12/2026\n"
            "Fait à Nanterre, le 5 janvier 2026"
        ),
        "2026-01-05",
    ),
    (
        (
            "Extrait Kbis\nEXTRAIT D'IMMATRICULATION PRINCIPALE AU REGISTRE DU COMMERCE ET DES SOCIETES\n"
            "à jour au 12 février 2026\nDate d'immatriculation 03/05/2011\nné le 12/04/1970"
        ),
        "2026-02-12",
    ),
    (
        (
            "Greffe du Tribunal de Commerce de Paris\nN° de gestion 2011B04567\nExtrait Kbis\n"
            "immatriculée le 03/05/2011\nLe Greffier\nFIN DE L'EXTRAIT\nDélivré à Paris le 12/02/2026"
        ),
        "2026-02-12",
    ),
    (
        (
            "CONTRAT DE PRESTATION DE SERVICES\nEntre les soussignés ...\nArticle 1\n"
            "Vu la loi n° 75-1334 du 31 décembre 1975\nprend effet le 1er avril 2024\n"
            "Fait à Bordeaux, en deux exemplaires originaux, le 18 mars 2024"
        ),
        "2024-03-18",
    ),
    (
        (
            "SERVICE AGREEMENT\nThis Agreement is made on 3 June 2024 between Acme Ltd and Beta SAS\n"
            "The Effective Date is 1 July 2024"
        ),
        "2024-06-03",
    ),
    ("NON-DISCLOSURE AGREEMENT\ndated as of March 2, 2026\nbetween", "2026-03-02"),
    ("Compte rendu du comité de pilotage\nDate : 12/11/2025\nProchaine réunion : 14/01/2026", "2025-11-12"),
    (
        "COPIL Paie – 12 novembre 2025\nPrésents : A, B\nProchain COPIL : 10 février 2026\nRédigé le 15/11/2025",
        "2025-11-12",
    ),
    (
        (
            "PROCES-VERBAL DE L'ASSEMBLEE GENERALE ORDINAIRE ANNUELLE DU 27 JUIN 2025\n"
            "L'an deux mille vingt-cinq, le vingt-sept juin à dix heures,\ncomptes clos le 31 décembre 2024"
        ),
        "2025-06-27",
    ),
    ("Minutes of the Annual General Meeting held on 27 June 2025\nfinancial year ended 31 December 2024", "2025-06-27"),
    ("FACTURE N° F2025-118\nDate : 31/10/2025\nDate d'échéance : 30/11/2025\nPériode : octobre 2025", "2025-10-31"),
    ("Facture du 31/10/2025\nÉchéance 30/11/2025", "2025-10-31"),
    ("INVOICE\nInvoice date: 31 October 2025\nDue date: 30 November 2025", "2025-10-31"),
    (
        (
            "Lille, le 02/02/2026\nObjet : mise en demeure\n"
            "Malgré nos relances des 05/01/2026 et 15/01/2026, votre facture du 30/11/2025 échue le "
            "31/12/2025"
        ),
        "2026-02-02",
    ),
    (
        "Bulletin de paie\nPériode du 01/11/2025 au 30/11/2025\nDate de paiement : 28/11/2025\nEntrée le 02/05/2019",
        "2025-11-28",
    ),
    ("AVENANT N°2\nau contrat de prestation du 12 mars 2021\nEntre X et Y\nFait à Nantes, le 04/09/2024", "2024-09-04"),
    ("Rapport d'activité T3 2025\nÉdité le 10/10/2025", "2025-10-10"),
    ("Tableau de bord mensuel - septembre 2025\nVersion du 14/10/2025", "2025-10-14"),
    ("Politique de sécurité\nVersion 2.1 – 12/05/2024\nValidée par la direction", "2024-05-12"),
    ("From: x\nTo: y\nDate: Mon, 12 Jan 2026 10:03:11 +0100\nSubject: Codir", "2026-01-12"),
    (
        "De : Paul\nEnvoyé : lundi 12 janvier 2026 10:03\nÀ : Codir\nObjet : CR\nLe 5 janvier 2026 nous avons",
        "2026-01-12",
    ),
    (
        (
            "BAIL COMMERCIAL\nEntre la SCI X ... et Y\n"
            "Pour une durée de neuf années entières et consécutives qui commenceront à courir le 1er octobre "
            "2019 pour se terminer le 30 septembre 2028\nFait à Lyon le 12 septembre 2019"
        ),
        "2019-09-12",
    ),
    (
        (
            "Délégation de pouvoirs\nJe soussigné Paul Martin, né le 03/02/1968 à Lille, délègue ...\n"
            "Fait à Lille, le 8 juillet 2024\nBon pour pouvoir"
        ),
        "2024-07-08",
    ),
    ("Registre des traitements\nDernière mise à jour : 03/03/2025", "2025-03-03"),
    ("DocuSign Envelope ID: 8C1\nCONTRAT\n...\nSigné électroniquement le 03/03/2025 par Paul Martin", "2025-03-03"),
    ("ARTICLE 1 - OBJET\nLe prestataire s'engage à compter du 01/01/2024 et jusqu'au 31/12/2026.", None),
    ("Le règlement (UE) 2016/679 du 27 avril 2016 s'applique.", None),
    (
        (
            "Liste nominative des salariés étrangers soumis à autorisation de travail\n"
            "Dupont né le 01/02/1980, titre valable jusqu'au 31/08/2026\nFait à Paris, le 6 janvier 2026"
        ),
        "2026-01-06",
    ),
    (
        (
            "CERTIFICATE OF REGISTRATION\nISO/IEC 27001:2022\nOriginal approval: 15 March 2019\n"
            "Date of issue: 14 March 2025\nValid until: 13 March 2028"
        ),
        "2025-03-14",
    ),
    ("Engagement letter\n12 December 2024\nDear Sirs,\nWe refer to our letter dated 3 November 2024", "2024-12-12"),
    ("Déclaration de TVA CA3\nPériode : 09/2025\nDate de télétransmission : 21/10/2025", "2025-10-21"),
    (
        (
            "Relevé de compte\nPériode du 01/12/2025 au 31/12/2025\nSolde au 31/12/2025 : 12 000,00\n"
            "Date d'édition : 02/01/2026"
        ),
        "2026-01-02",
    ),
    (
        (
            "COMPTES ANNUELS\nExercice du 01/01/2024 au 31/12/2024\nAttestation de présentation\n"
            "Fait à Paris, le 12/04/2025"
        ),
        "2025-04-12",
    ),
    (
        (
            "Rapport du commissaire aux comptes sur les comptes annuels\nExercice clos le 31 décembre 2024\n"
            "Paris-La Défense, le 5 juin 2025\nLe commissaire aux comptes"
        ),
        "2025-06-05",
    ),
    ("Statuts mis à jour au 15 mai 2023\nCertifiés conformes", "2023-05-15"),
    ("Statuts\nMis à jour suite à l'AGE du 15 mai 2023", "2023-05-15"),
    ("Dear Sir,\nLyon, March 3rd, 2026\nRe: Letter of intent", "2026-03-03"),
    ("Ordre de mouvement\nDate du mouvement : 12/02/2025\nSignature du cédant", "2025-02-12"),
    ("LETTRE D'INTENTION\nParis, le 4 mars 2026\nLa présente offre est valable jusqu'au 30 avril 2026", "2026-03-04"),
    ("PV de réunion du CODIR – lundi 8 décembre 2025", "2025-12-08"),
    ("Réunion CODIR\nlundi 8 décembre 2025 – 9h00\nOrdre du jour", "2025-12-08"),
    ("Executive Committee – Minutes\n8 December 2025\nNext meeting: 12 January 2026", "2025-12-08"),
    ("Fait à Lyon,\nle 12 mai 2024", "2024-05-12"),
    ("Fait en double exemplaire à Lyon, le\n12 mai 2024", "2024-05-12"),
    ("Date d'émission\n12/05/2024\nDate d'échéance\n12/06/2024", "2024-05-12"),
    ("Compte\tX\nDate\tLibellé\tDébit\tCrédit\n02/01/2026\tA\t1\t\n05/01/2026\tB\t\t2", None),
]


@pytest.mark.parametrize(("text", "day"), ISSUE)
def test_issue_date(text: str, day: str | None) -> None:
    assert issue_date(text) == _day(day)


def test_the_date_of_a_mail_wins() -> None:
    assert issue_date("Réunion du 03/02/2025", [Fact("mail-date", "2025-02-04")]) == dt.date(2025, 2, 4)


def test_the_last_signature_counts() -> None:
    text = "Pour A\nsigné électroniquement le 03/02/2025\nPour B\nsigné électroniquement le 05/02/2025"
    assert issue_date(text) == dt.date(2025, 2, 5)


def test_a_day_to_come_is_not_that_of_the_document() -> None:
    assert issue_date("Fait à Lyon, le 12 mai 2027", as_of=AS_OF) is None


EXPIRY: list[tuple[str, str, int | None, str | None]] = [
    (
        "Attestation de vigilance. La présente attestation est valable six mois à compter de sa date de délivrance.",
        "2025-11-18",
        6,
        "2026-05-18",
    ),
    ("Attestation valable 6 mois", "2025-11-18", None, "2026-05-18"),
    ("attestation", "2025-11-18", 6, "2026-05-18"),
    (
        "La présente attestation est valable pour la période du 1er janvier 2026 au 31 décembre 2026 inclus.",
        "2026-01-05",
        None,
        "2026-12-31",
    ),
    ("Période de validité : du 01/01/2026 au 31/12/2026", "2026-01-05", None, "2026-12-31"),
    ("Période de garantie : 01/01/2026 - 31/12/2026", "2026-01-05", None, "2026-12-31"),
    (
        "La garantie est acquise du 01/04/2025 au 31/03/2026 sous réserve du paiement de la prime",
        "2025-04-02",
        None,
        "2026-03-31",
    ),
    ("Cette attestation est valable jusqu'au 31 décembre 2026.", "2026-01-05", None, "2026-12-31"),
    ("Valable jusqu’au : 31/12/2026", "2026-01-05", None, "2026-12-31"),
    ("Valid until: 13 March 2028", "2025-03-14", None, "2028-03-13"),
    ("Expiry date\t13/03/2028", "2025-03-14", None, "2028-03-13"),
    ("Certificate valid from 14 March 2025 to 13 March 2028", "2025-03-14", None, "2028-03-13"),
    ("Date de fin de validité : 13/03/2028", "2025-03-14", None, "2028-03-13"),
    ("Période d'assurance : du 01/07/2025 à 0h au 30/06/2026 à 24h", "2025-07-01", None, "2026-06-30"),
    ("contrat à effet du 01/07/2025, échéance du 30/06/2026", "2025-07-01", None, "2026-06-30"),
    ("Policy period: from 1 January 2026 to 31 December 2026", "2026-01-02", None, "2026-12-31"),
    (
        "consenti pour une durée de neuf années entières et consécutives à compter du 1er juillet 2018",
        "2018-06-22",
        None,
        "2027-06-30",
    ),
    (
        (
            "pour une durée de neuf (9) années qui commencera à courir le 1er octobre 2019 pour se terminer "
            "le 30 septembre 2028"
        ),
        "2019-09-12",
        None,
        "2028-09-30",
    ),
    ("Le bail est conclu pour 9 ans à compter du 15/03/2020", "2020-03-01", None, "2029-03-14"),
    ("Certificat délivré pour une durée de trois ans à compter du 10/10/2024", "2024-10-10", None, "2027-10-09"),
    ("valable pour l'année 2026", "2026-01-19", None, "2026-12-31"),
    ("La présente attestation, établie pour servir et valoir ce que de droit.", "2026-01-19", None, None),
    ("Validité : 12 mois", "2025-03-01", None, "2026-02-28"),
    ("Cette attestation est délivrée pour une période de 3 mois", "2025-03-10", None, "2025-06-10"),
    ("This certificate is valid for 12 months from the date of issue", "2025-03-10", None, "2026-03-10"),
    (
        (
            "Chiffre d'affaires déclaré pour la période du 01/01/2024 au 31/12/2024. Garantie valable du "
            "01/01/2026 au 31/12/2026"
        ),
        "2026-01-19",
        None,
        "2026-12-31",
    ),
    ("Date d'effet : 01/01/2026\nDate d'échéance : 31/12/2026", "2026-01-05", None, "2026-12-31"),
    ("pour la période allant du 1er février 2026 au 31 janvier 2027", "2026-01-26", None, "2027-01-31"),
    ("L'assuré est garanti pour la période du 1/1/26 au 31/12/26.", "2026-01-26", None, "2026-12-31"),
    ("expires on March 31, 2027", "2026-01-26", None, "2027-03-31"),
]


@pytest.mark.parametrize(("text", "issued", "months", "day"), EXPIRY)
def test_expiry(text: str, issued: str, months: int | None, day: str | None) -> None:
    end, note = expiry(text, _day(issued), months)
    assert end == _day(day)
    assert (note is None) == (end is None)


CERTIFICATES: list[tuple[str, int | None, str | None, str | None]] = [
    (
        (
            "ATTESTATION D'ASSURANCE RESPONSABILITÉ CIVILE PROFESSIONNELLE\n"
            "Nous soussignés, MMA IARD, certifions que la société X est titulaire du contrat n° 123456 à "
            "effet du 01/01/2020.\nLa présente attestation est valable du 01/01/2026 au 31/12/2026.\n"
            "Fait au Mans, le 12/12/2025"
        ),
        None,
        "2026-12-31",
        "2025-12-12",
    ),
    (
        (
            "Attestation RC Pro\nContrat n° 8 souscrit le 15/03/2019\n"
            "Période de validité de l'attestation : du 15 mars 2025 au 14 mars 2026\n"
            "Fait à Paris le 20 mars 2025"
        ),
        None,
        "2026-03-14",
        "2025-03-20",
    ),
    (
        (
            "HISCOX\nAttestation d'assurance\n"
            "Elle est valable jusqu'au 30/06/2026, sous réserve du paiement des primes\n"
            "Rotterdam, le 1er juillet 2025"
        ),
        None,
        "2026-06-30",
        "2025-07-01",
    ),
    (
        "CERTIFICATE OF INSURANCE\nPolicy Period: 01/04/2025 to 31/03/2026\nIssued on 28 March 2025",
        None,
        "2026-03-31",
        "2025-03-28",
    ),
    (
        (
            "URSSAF Rhône-Alpes\n"
            "Attestation de fourniture des déclarations sociales et de paiement des cotisations et "
            "contributions sociales\nDocument établi le 05/02/2026\n"
            "La validité de l'attestation est de six mois"
        ),
        6,
        "2026-08-05",
        "2026-02-05",
    ),
    (
        (
            "Attestation de vigilance\nÀ Lyon, le 10/11/2025\n"
            "Le présent document est valable 6 mois à compter du 31/10/2025"
        ),
        6,
        "2026-04-30",
        "2025-11-10",
    ),
    (
        "Attestation de régularité fiscale\nDélivrée le 03/02/2026\nau regard de la situation au 31/01/2026",
        None,
        None,
        "2026-02-03",
    ),
    (
        (
            "Certificat Qualiopi\nDate de certification initiale 12/04/2021\n"
            "Date de début de validité : 12/04/2024\nDate de fin de validité : 11/04/2027"
        ),
        None,
        "2027-04-11",
        None,
    ),
    (
        "ISO 27001 Certificate\nCertificate issue date 2024-05-10\nCertificate expiry date 2027-05-09",
        None,
        "2027-05-09",
        "2024-05-10",
    ),
    (
        "NF 461\nCertificat n° 12\nDate d'effet : 1er janvier 2024\nValable jusqu'au 31 décembre 2026",
        None,
        "2026-12-31",
        "2024-01-01",
    ),
    (
        (
            "BAIL COMMERCIAL\n"
            "Le présent bail est consenti et accepté pour une durée de neuf (9) années entières et "
            "consécutives, qui commence à courir le 1er avril 2021 et se terminera le 31 mars 2030.\n"
            "Fait à Nice, le 25 mars 2021"
        ),
        None,
        "2030-03-31",
        "2021-03-25",
    ),
    ("BAIL DÉROGATOIRE\nDurée : vingt-quatre mois à compter du 1er septembre 2024", None, "2026-08-31", None),
    (
        "COMMERCIAL LEASE\nThe lease is granted for a term of nine years commencing on 1 January 2022",
        None,
        "2030-12-31",
        None,
    ),
    (
        (
            "Ordre des experts-comptables\nAttestation d'inscription au tableau\nvalable pour l'année 2026\n"
            "Paris, le 12 janvier 2026"
        ),
        None,
        "2026-12-31",
        "2026-01-12",
    ),
    (
        "Assurance multirisque\nPériode du 01/07/2025 au 30/06/2026\nQuittance émise le 15/06/2025",
        None,
        "2026-06-30",
        "2025-06-15",
    ),
    ("Attestation d'assurance\nPolice 12. Effet 01/01/2025 – échéance 31/12/2025.", None, "2025-12-31", None),
    (
        "Attestation\nAssurance souscrite pour la période du 1er janvier au 31 décembre 2026\nLe 15 janvier 2026",
        None,
        "2026-12-31",
        "2026-01-15",
    ),
    (
        "Attestation\nChiffre d'affaires déclaré du 1er janvier au 31 mars 2026\nFait à Lyon, le 15 avril 2026",
        None,
        None,
        "2026-04-15",
    ),
    ("Garantie financière accordée pour la période du 1er janvier 2026 au 31 décembre 2026", None, "2026-12-31", None),
    ("Allianz\nLe contrat est en cours de validité jusqu'à son échéance du 1er janvier 2027", None, "2027-01-01", None),
]


@pytest.mark.parametrize(("text", "months", "end", "day"), CERTIFICATES)
def test_certificates(text: str, months: int | None, end: str | None, day: str | None) -> None:
    issued = issue_date(text)
    assert issued == _day(day)
    assert expiry(text, issued, months)[0] == _day(end)


TERMS: list[tuple[str, tuple[str | None, int | None, bool, float | None, str | None] | None]] = [
    (
        (
            "Le contrat est conclu pour une durée de trois ans à compter du 1er janvier 2023. Il se "
            "renouvelle par tacite reconduction par périodes d'un an, sauf dénonciation trois mois avant "
            "l'échéance."
        ),
        ("2023-01-01", 36, True, 3.0, "2026-12-31"),
    ),
    (
        "Durée : 12 mois à compter du 1er avril 2024, renouvelable par tacite reconduction. Préavis de deux mois.",
        ("2024-04-01", 12, True, 2.0, "2026-03-31"),
    ),
    (
        (
            "Le présent contrat est conclu pour une durée indéterminée à compter du 02/05/2022. Il peut être "
            "résilié moyennant un préavis de trois mois."
        ),
        ("2022-05-02", None, False, 3.0, None),
    ),
    (
        "conclu pour une durée ferme de 36 mois prenant effet le 1er mars 2024, sans tacite reconduction",
        ("2024-03-01", 36, False, None, "2027-02-28"),
    ),
    (
        (
            "This Agreement shall commence on 1 January 2025 for an initial term of three (3) years and "
            "shall be automatically renewed for successive periods of one year unless terminated with ninety "
            "(90) days' prior written notice."
        ),
        ("2025-01-01", 36, True, 3.0, "2027-12-31"),
    ),
    (
        "Le contrat prend effet le 01/06/2024 et se termine le 31/05/2026.",
        ("2024-06-01", None, False, None, "2026-05-31"),
    ),
    ("Obligation de confidentialité pendant une durée de cinq ans après la fin du contrat.", None),
]


@pytest.mark.parametrize(("text", "wanted"), TERMS)
def test_contract_term(text: str, wanted: tuple[str | None, int | None, bool, float | None, str | None] | None) -> None:
    term = contract_term(text, AS_OF)
    if wanted is None:
        assert term is None
        return
    assert term is not None
    start, months, tacit, notice, end = wanted
    assert (term.start, term.months, term.tacit, term.notice_months, term.end) == (
        _day(start),
        months,
        tacit,
        notice,
        _day(end),
    )


CADENCES: list[tuple[str, str, str | None]] = [
    ("Le prestataire remet un rapport mensuel d'activité.", "report", "month"),
    ("Un comité de pilotage trimestriel réunit les parties.", "meeting", "quarter"),
    ("Un point semestriel est organisé.", "meeting", "half"),
    ("Le cabinet adresse des états semestriels.", "report", "half"),
    ("The Provider shall deliver a monthly report.", "report", "month"),
    ("A steering committee shall meet quarterly.", "meeting", "quarter"),
    ("Le comité se réunit une fois par trimestre.", "meeting", "quarter"),
    ("Les parties se réunissent tous les six mois.", "meeting", "half"),
    ("La facturation est mensuelle.", "report", None),
    ("Un tableau de bord est transmis chaque mois.", "report", "month"),
    ("Reporting : mensuel", "report", "month"),
    ("Comité de suivi : annuel", "meeting", "year"),
    ("Chaque mois, le prestataire adresse un reporting.", "report", "month"),
    ("Les comptes annuels sont établis.", "report", None),
    ("Le Prestataire fournit au Client, chaque trimestre, un rapport détaillé.", "report", "quarter"),
    ("Réunion hebdomadaire de suivi", "meeting", "weekly"),
    ("Governance: a weekly call and a quarterly review of the service.", "meeting", "quarter"),
    ("Deux fois l’an, au printemps et en automne, les\nparties tiennent une réunion de suivi.", "meeting", "half"),
    ("Deux jours par semaine : recrutement, entretiens, dossiers.", "meeting", None),
    ("Quarterly business reviews will be held.", "meeting", "quarter"),
    ("Honoraires annuels : 12 000 €. Un rapport est remis.", "report", None),
    ("Governance meetings shall take place at least twice a year", "meeting", "half"),
    ("revue de direction annuelle", "meeting", "year"),
    ("Les parties se réunissent en comité de pilotage\ntrimestriel.", "meeting", "quarter"),
    # A « point » that is written and sent is a report, and no meeting.
    ("Un point mensuel écrit est adressé, un comité se tient deux fois par an.", "meeting", "half"),
    ("Un point mensuel écrit est adressé, un comité se tient deux fois par an.", "report", "month"),
    ("Chaque mois un point est transmis par courriel. Le comité est annuel.", "meeting", "year"),
    ("A monthly review is sent to the Client; the committee meets quarterly.", "meeting", "quarter"),
    ("Un point mensuel, dont le compte rendu est adressé sous huit jours.", "meeting", "month"),
    ("Un point mensuel dont le compte rendu est adressé sous huit jours.", "meeting", "month"),
    ("Un point mensuel réunit les parties.", "report", None),
]


@pytest.mark.parametrize(("text", "subject", "cadence"), CADENCES)
def test_cadence_of(text: str, subject: str, cadence: str | None) -> None:
    assert cadence_of(text, "report" if subject == "report" else "meeting") == cadence


@given(st.text(max_size=300), st.text(alphabet="du le au 0123456789/ durée trois ans signé", max_size=200))
def test_nothing_makes_them_raise(noise: str, words: str) -> None:
    text = f"{noise} fait à Lyon le {words}"
    day = issue_date(text)
    expiry(text, day, 6)
    contract_term(text, AS_OF)
    cadence_of(text, "report")
