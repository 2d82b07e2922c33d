"""The periods written in texts and names, and the one that a document covers."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataroom import periods
from dataroom.model import Period
from dataroom.periods import (
    contains,
    document_period,
    exact_span,
    find_periods,
    fiscal_year,
    half,
    label_period,
    month,
    name_periods,
    quarter,
)

AS_OF = dt.date(2026, 3, 31)

FORMS: list[tuple[str, str | None]] = [
    ("mars 2025", "2025-03"),
    ("T3 2025", "2025-Q3"),
    ("1T25", "2025-Q1"),
    ("copil 2S2025", "2025-H2"),
    ("1h15", None),
    ("4 t 25", None),
    ("T3-25", "2025-Q3"),
    ("3e trimestre 2025", "2025-Q3"),
    ("3ème trimestre 2025", "2025-Q3"),
    ("troisième trimestre 2025", "2025-Q3"),
    ("1er trimestre de l’exercice 2025", "2025-Q1"),
    ("Q3 FY25", "2025-Q3"),
    ("q3-25", "2025-Q3"),
    ("first quarter of 2025", "2025-Q1"),
    ("quarter ended 30 June 2025", "2025-Q2"),
    ("S1 2025", "2025-H1"),
    ("H1 FY25", "2025-H1"),
    ("1er semestre 2025", "2025-H1"),
    ("second semestre 2025", "2025-H2"),
    ("exercice 2024", "2024"),
    ("exercice clos le 31/12/2024", "2024"),
    ("exercice social clôturé le 31 décembre 2024", "2024"),
    ("year ended 31 December 2024", "2024"),
    ("FY24", "2024"),
    ("FY2024", "2024"),
    ("FY24-25", "2025"),
    ("exercice 2024/2025", "2025"),
    ("2024/2025", "2025"),
    ("2024-25", "2025"),
    ("du 01/01/2025 au 31/03/2025", "2025-Q1"),
    ("du 01.07.2024 au 30.06.2025", "2025"),
    ("du 1er au 30 septembre 2025", "2025-09"),
    ("du 1er janvier au 31 mars 2025", "2025-Q1"),
    ("from 1 January 2025 to 30 June 2025", "2025-H1"),
    ("de janvier à mars 2025", "2025-Q1"),
    ("Oct-Dec 2025", "2025-Q4"),
    ("de janvier 2025 à décembre 2025", "2025"),
    ("01/2025 à 03/2025", "2025-Q1"),
    ("période d’emploi 12/2025", "2025-12"),
    ("arrêté au 30 septembre 2025", "2025-09"),
    ("as at 30 September 2025", "2025-09"),
    ("sept. 25", "2025-09"),
    ("aout 25", "2025-08"),
    ("2025-09", "2025-09"),
    ("2025-T3", "2025-Q3"),
    ("2025Q3", "2025-Q3"),
    ("bilan 2024", "2024"),
    ("période d’emploi 2024", "2024"),
    ("relevé du 29/11/2025 au 31/12/2025", "2025-12"),
    ("premier exercice du 01/07/2023 au 31/12/2024", "2024"),
    ("bail du 01/07/2023 au 31/12/2024", None),
    ("le 23 janvier 2026", None),
    ("loi n° 2019-341", None),
    ("loi 2019-341 du 23 avril", None),
    ("ISO/IEC 27001:2022", None),
    ("ISO 9001:2015", None),
    ("formulaires 2033 et 2035", None),
    ("1 200,50 € HT", None),
    ("2024 €", None),
    ("FA-2025-0031", None),
    ("2025-2027", None),
    ("Annexe S1", None),
    ("semaine S42", None),
    ("06 12 10 12 20", None),
    ("SIREN 512 202 412", None),
    ("you may 20 times", None),
    ("mars 25 000 €", None),
    ("article 2024", None),
    ("T1\t12\tT2\t15\tT3\t09\tT4\t11", None),
    ("Janvier\t12\nFévrier\t10", None),
    ("T1\t2025", "2025-Q1"),
    ("effectif\t2\u00a0003\t5", None),
]


@pytest.mark.parametrize(("text", "label"), FORMS)
def test_find_periods(text: str, label: str | None) -> None:
    assert [hit.period.label for hit in find_periods(text)] == ([label] if label else [])


NAMES: list[tuple[str, str | None]] = [
    ("202509.pdf", "2025-09"),
    ("09-2025.pdf", "2025-09"),
    ("092025.pdf", "2025-09"),
    ("BS dec25.pdf", "2025-12"),
    ("balance agee fev26.xls", "2026-02"),
    ("TVA janv 26.pdf", "2026-01"),
    ("CA3_202508.pdf", "2025-08"),
    ("bulletin_2025_03.pdf", "2025-03"),
    ("MR 2025 M03.pdf", "2025-03"),
    ("Vigilance 01-26.pdf", "2026-01"),
    ("GL2024.xlsx", "2024"),
    ("KPI_FY24-25.pdf", "2025"),
    ("Reporting_T2_2025.pptx", "2025-Q2"),
    ("Q4FY25.pdf", "2025-Q4"),
    ("S1 2025.docx", "2025-H1"),
    ("Liasse 2024 - 2065 et 2050.pdf", "2024"),
    ("rapport_sept_2025.pdf", "2025-09"),
    ("CA3 oct-déc 2025.zip", "2025-Q4"),
    ("PV AGO 28-06-2024.pdf", None),
    ("20260312_101533.pdf", None),
    ("2024_12_31 note.pdf", None),
    ("contrat v2.docx", None),
    ("scan0012.pdf", None),
    ("bg0624.csv", "2024-06"),
    ("BA 0126.csv", "2026-01"),
    ("KT T1-25.xlsx", "2025-Q1"),
    ("stats 2T25.xlsx", "2025-Q2"),
    ("BG 30 06 25.xlsx", None),
    ("facture 4512.pdf", None),
    ("FA2602-0117.pdf", None),
]


@pytest.mark.parametrize(("name", "label"), NAMES)
def test_name_periods(name: str, label: str | None) -> None:
    assert [hit.period.label for hit in name_periods(name)] == ([label] if label else [])


DOCUMENTS: list[tuple[str, str, str, str | None]] = [
    (
        "month",
        "BP_202511_MARTIN.pdf",
        "BULLETIN DE PAIE\nPériode : Novembre 2025\nDate de paiement : 28/11/2025\nAncienneté : 02/05/2019",
        "2025-11",
    ),
    (
        "month",
        "bulletin.pdf",
        "BULLETIN DE SALAIRE\nPériode du 01/11/2025 au 30/11/2025\nPaiement le 30/11/2025",
        "2025-11",
    ),
    ("month", "bulletin.pdf", "Bulletin de paie\nMois de : novembre 2025", "2025-11"),
    ("month", "payslip.pdf", "PAYSLIP\nPay period: 1 November 2025 - 30 November 2025", "2025-11"),
    (
        "month",
        "dsn.pdf",
        "Déclaration sociale nominative\nMois principal déclaré : 11/2025\nDate de dépôt : 05/12/2025",
        "2025-11",
    ),
    ("month", "CRM DSN.pdf", "Accusé de réception DSN\nDSN mensuelle 2025-11\ndéposée le 04/12/2025", "2025-11"),
    (
        "any",
        "CA3 09-2025.pdf",
        "TAXE SUR LA VALEUR AJOUTÉE 3310-CA3\nPériode : septembre 2025\nTélétransmise le 21/10/2025",
        "2025-09",
    ),
    ("any", "CA3.pdf", "Déclaration de TVA\nPériode du 01/07/2025 au 30/09/2025", "2025-Q3"),
    ("any", "CA3.pdf", "3310-CA3-SD\nPériode d'imposition : 3ème trimestre 2025", "2025-Q3"),
    ("any", "releve.pdf", "Relevé de compte\nDu 01/12/2025 au 31/12/2025\nSolde au 31/12/2025", "2025-12"),
    ("any", "releve.pdf", "RELEVE DE COMPTE\nRelevé n° 12 du 30/11/2025 au 31/12/2025", "2025-12"),
    ("any", "releve.pdf", "Bank statement\nStatement period: 01 Dec 2025 to 31 Dec 2025", "2025-12"),
    (
        "fiscal-year",
        "PV AGOA 2025.pdf",
        (
            "PROCES-VERBAL DE L'ASSEMBLEE GENERALE ORDINAIRE ANNUELLE DU 27 JUIN 2025\n"
            "Approbation des comptes de l'exercice clos le 31 décembre 2024\n"
            "Mandat du CAC jusqu'à l'exercice clos le 31 décembre 2029"
        ),
        "2024",
    ),
    (
        "fiscal-year",
        "minutes.pdf",
        (
            "Minutes of the annual general meeting of 27 June 2025\n"
            "approval of the accounts for the financial year ended 31 December 2024"
        ),
        "2024",
    ),
    (
        "fiscal-year",
        "liasse.pdf",
        "BILAN - ACTIF\nN° 2050\nExercice N clos le : 31122024\nDurée de l'exercice exprimée en nombre de mois 12",
        "2024",
    ),
    (
        "fiscal-year",
        "2065.pdf",
        "Impôt sur les sociétés\nFormulaire n° 2065-SD (2025)\nExercice ouvert le 01/01/2024 et clos le 31/12/2024",
        "2024",
    ),
    (
        "fiscal-year",
        "rapport CAC.pdf",
        "RAPPORT DU COMMISSAIRE AUX COMPTES SUR LES COMPTES ANNUELS\nExercice clos le 31 décembre 2024",
        "2024",
    ),
    (
        "any",
        "comptes.pdf",
        "COMPTES ANNUELS\nExercice du 01/01/2024 au 31/12/2024\nBilan au 31/12/2024 31/12/2023",
        "2024",
    ),
    ("any", "plaquette 2024.pdf", "Plaquette des comptes annuels\nArrêtés au 31 décembre 2024", "2024"),
    ("any", "situation.pdf", "SITUATION INTERMEDIAIRE\nau 30 juin 2025", "2025-H1"),
    ("any", "situation.pdf", "Situation comptable semestrielle\nPériode du 01/01/2025 au 30/06/2025", "2025-H1"),
    ("any", "situation T1.pdf", "Situation comptable au 31/03/2025", "2025-Q1"),
    ("any", "interim.pdf", "Interim financial statements\nSix months ended 30 June 2025", "2025-H1"),
    ("any", "balance.xlsx", "Balance générale\nPériode du 01/01/2025 au 31/12/2025\nEdition du 17/03/2026", "2025"),
    ("any", "GL.xlsx", "Grand livre\nExercice 2025\n01/01/2025\tAchat", "2025"),
    (
        "any",
        "reporting.pdf",
        "Reporting trimestriel T3 2025\nJuillet 2025 : 12\nAoût 2025 : 13\nSeptembre 2025 : 14",
        "2025-Q3",
    ),
    ("any", "reporting.pdf", "Rapport d'activité du 3e trimestre 2025\nJuillet Août Septembre", "2025-Q3"),
    ("any", "report.pdf", "Quarterly service report – Q3 2025\nJuly 2025 August 2025", "2025-Q3"),
    ("any", "report.pdf", "Monthly KPI report\nSeptember 2025\nYTD 2025", "2025-09"),
    ("any", "rapport.pdf", "Rapport annuel d'activité 2024\nT1 2024 T2 2024 T3 2024 T4 2024", "2024"),
    ("any", "rapport.pdf", "Indicateurs semestriels – 1er semestre 2025\njanvier 2025 février 2025", "2025-H1"),
    (
        "any",
        "TDB.pdf",
        "TABLEAU DE BORD – FÉVRIER 2026\nCumul 2026 vs 2025\narrêté au 28/02/2026 – diffusé le 11/03/2026",
        "2026-02",
    ),
    ("any", "budget 2026.xlsx", "BUDGET PRÉVISIONNEL 2026\nRéalisé 2025\tBudget 2026", "2026"),
    (
        "month-of-date",
        "CR.pdf",
        "Compte rendu du CODIR du 8 décembre 2025\nProchaine réunion le 12 janvier 2026",
        "2025-12",
    ),
    ("month-of-date", "BA.xlsx", "Balance âgée clients\narrêtée au 28/02/2026\nEditée le 03/03/2026", "2026-02"),
    (
        "month-of-date",
        "ERB.xlsx",
        "ETAT DE RAPPROCHEMENT BANCAIRE\nSituation au 31/12/2025\nÉtabli le 16/01/2026",
        "2025-12",
    ),
    ("month-of-date", "F.pdf", "FACTURE N° 2025-118\nDate : 01/11/2025\nPrestations du mois d'octobre 2025", "2025-10"),
    ("month-of-date", "F.pdf", "FACTURE N° 2025-118\nDate : 31/10/2025\nÉchéance : 30/11/2025", "2025-10"),
    (
        "any",
        "export_202512.csv",
        "Date;Libellé;Montant\n02/12/2025;A;1\n05/12/2025;B;2\n12/12/2025;C;3\n28/12/2025;D;4",
        "2025-12",
    ),
    (
        "fiscal-year",
        "123456789FEC20241231.txt",
        "JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum\nAC|Achats|1|20240105|601\nAC|Achats|2|20241205|601",
        "2024",
    ),
    (
        "fiscal-year",
        "FEC.txt",
        (
            "JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\nAC\tAchats\t1\t20240105\t601\n"
            "AC\tAchats\t2\t20241205\t601"
        ),
        "2024",
    ),
    ("none", "contrat 2025.pdf", "Contrat 2025", None),
    ("month", "note de frais mars.pdf", "NOTE DE FRAIS\nNom : Paul\nMois : mars 2025", "2025-03"),
    ("month", "NDF.pdf", "Expense report\nMonth: March 2025", "2025-03"),
    ("any", "Stats 10-25.xlsx", "Statistiques d'appels", "2025-10"),
    ("any", "KPI_Q4FY25.pdf", "KPI", "2025-Q4"),
    ("any", "reporting_sept_2025.pdf", "Service report", "2025-09"),
    ("any", "SLA report H1 2025.pdf", "SLA performance", "2025-H1"),
    ("any", "dashboard.pdf", "Management dashboard\nPeriod: P09 FY2025 (September 2025)", "2025-09"),
    ("any", "etat impayes.pdf", "État des dossiers confiés\nPériode du 1er janvier au 30 juin 2025", "2025-H1"),
    ("any", "Balance générale.pdf", "BALANCE GENERALE\nDu 01/01/25 au 31/12/25", "2025"),
    ("any", "comptes.pdf", "Financial statements\nfor the year ended 31 December 2024", "2024"),
    ("month", "livre.pdf", "LIVRE DE PAIE\nde janvier 2025 à décembre 2025", "2025"),
    ("month", "livre.pdf", "JOURNAL DE PAIE – Décembre 2025\nÉdité le 22/12/2025", "2025-12"),
    ("month", "livre.pdf", "Livre de paie\nPériode de paie : 12/2025\nÉdité le 05/01/2026", "2025-12"),
    ("any", "dunning.xlsx", "Journal des relances – 2e semestre 2025\n05/07/2025\tA", "2025-H2"),
    ("any", "Rapport.pdf", "RAPPORT D'ACTIVITÉ\nOctobre - Décembre 2025", "2025-Q4"),
    ("any", "Rapport.pdf", "Bilan de service 2024\nÉtabli le 20/01/2025", "2024"),
    (
        "month-of-date",
        "mail.eml",
        "Objet : TR: Codir du lundi 12 janvier\nDate: Mon, 12 Jan 2026 10:03\nCompte rendu",
        "2026-01",
    ),
    (
        "month",
        "Bulletins_janvier_2026.pdf",
        (
            "ACME SAS\nBULLETIN DE SALAIRE\nMatricule 0012\nEmploi Comptable\nDate d'entrée 01/09/2018\n"
            "Période\n01/01/2026 - 31/01/2026\nPayé le 30/01/2026 par virement"
        ),
        "2026-01",
    ),
    (
        "month",
        "bulletin.pdf",
        "Bulletin clarifié\nJanvier 2026\nSALARIÉ\nNom Dupont\nConvention collective Commerce de gros 573",
        "2026-01",
    ),
    (
        "month",
        "DSN_norm.txt",
        (
            "Déclaration Sociale Nominative\nNature : 01 - DSN Mensuelle\n"
            "Mois principal déclaré : 01/01/2026\nDate de constitution : 03/02/2026"
        ),
        "2026-01",
    ),
    (
        "any",
        "CA3 T4.pdf",
        (
            "DIRECTION GÉNÉRALE DES FINANCES PUBLIQUES\n3310-CA3-SD\n"
            "Période déclarée : 4ème trimestre 2025\nDate de dépôt : 20/01/2026"
        ),
        "2025-Q4",
    ),
    (
        "any",
        "tva dec.pdf",
        (
            "TVA ET TAXES ASSIMILÉES - RÉGIME DU RÉEL NORMAL\nPériode : 12/2025\n"
            "Cette déclaration est à déposer au plus tard le 24/01/2026"
        ),
        "2025-12",
    ),
    (
        "any",
        "releve_bancaire.pdf",
        (
            "BANQUE POPULAIRE\nExtrait de compte n° 3 - mars 2026\nSOLDE CREDITEUR AU 28/02/2026 12 345,67\n"
            "SOLDE CREDITEUR AU 31/03/2026"
        ),
        "2026-03",
    ),
    (
        "any",
        "releve.pdf",
        "Relevé de vos comptes au 31 janvier 2026\nAncien solde au 31/12/2025\nNouveau solde au 31/01/2026",
        "2026-01",
    ),
    (
        "fiscal-year",
        "PV.pdf",
        (
            "ACME\nSARL au capital de 10 000 euros\n"
            "Procès-verbal des décisions de l'associé unique du 30 juin 2025\n"
            "L'associé unique approuve les comptes sociaux arrêtés au 31 décembre 2024"
        ),
        "2024",
    ),
    (
        "fiscal-year",
        "PV AG mixte.pdf",
        (
            "PROCÈS-VERBAL DE L'ASSEMBLÉE GÉNÉRALE MIXTE\nL'an 2025, le 30 juin à 14 heures\n"
            "Ordre du jour : rapport de gestion, approbation des comptes de l'exercice 2024, affectation du "
            "résultat"
        ),
        "2024",
    ),
    ("any", "etats financiers.pdf", "ÉTATS FINANCIERS\n31 décembre 2024\nBILAN ACTIF", "2024"),
    ("any", "bilan.pdf", "Comptes annuels\nClôture au 31/12/2024\nCabinet X", "2024"),
    (
        "any",
        "dossier.pdf",
        (
            "Dossier de gestion\nPériode : 12 mois du 01/01/2024 au 31/12/2024\n"
            "exercice précédent du 01/01/2023 au 31/12/2023"
        ),
        "2024",
    ),
    ("any", "BG.xlsx", "BALANCE GÉNÉRALE PROVISOIRE\nACME\nDe 01/2025 à 12/2025\nTirage du 12/03/2026 à 10:12", "2025"),
    ("any", "gl.xlsx", "Grand-livre des comptes\nPériode du 01/10/2025 au 31/12/2025", "2025-Q4"),
    (
        "any",
        "kpi.xlsx",
        "Tableau d'indicateurs SLA – Septembre 2025\nIndicateur\tCible\tRéalisé\tAoût 2025\tJuillet 2025",
        "2025-09",
    ),
    (
        "any",
        "Rapport_activite.pdf",
        (
            "Rapport d'activité trimestriel\nPrestataire : Paie Plus\n"
            "Période couverte : juillet à septembre 2025\nÉmis le 14/10/2025"
        ),
        "2025-Q3",
    ),
    (
        "any",
        "report.pdf",
        "Service Level Report\nReporting period: 1 Oct 2025 – 31 Dec 2025\nPrepared 12 January 2026",
        "2025-Q4",
    ),
    ("any", "monthly.pdf", "Monthly Service Report – Payroll\nNovember 2025", "2025-11"),
    ("any", "flash.pdf", "FLASH MENSUEL\nMois : 02/2026\nCA cumulé depuis le 01/01/2026", "2026-02"),
    ("any", "TB.pdf", "Tableau de bord de gestion\nÀ fin février 2026\nBudget 2026\tRéel 2025", "2026-02"),
    ("any", "budget.pdf", "Budget annuel – exercice 2026\nValidé le 15/12/2025", "2026"),
    (
        "month-of-date",
        "CR.docx",
        "COMITÉ DE DIRECTION\nRelevé de décisions – séance du 12 janvier 2026\nPoint 1 : clôture 31/12/2025",
        "2026-01",
    ),
    ("month-of-date", "BA.pdf", "Balance âgée fournisseurs au 31 décembre 2025\nÉditée le 12/01/2026", "2025-12"),
    ("month-of-date", "aged.xlsx", "Aged receivables as of January 31, 2026", "2026-01"),
    (
        "month-of-date",
        "rapp.xlsx",
        "Rapprochement bancaire – Mois de janvier 2026\nSolde comptable au 31/01/2026",
        "2026-01",
    ),
    (
        "month-of-date",
        "fac.pdf",
        (
            "FACTURE\nFacture n° FA-2026-0123\nDate de facture : 28/02/2026\nÉchéance : 30/03/2026\n"
            "Prestation de paie – février 2026"
        ),
        "2026-02",
    ),
    ("month-of-date", "fac.pdf", "Facture 2601-044\nÉmise le 02/02/2026\nHonoraires mensuels janvier 2026", "2026-01"),
    (
        "month-of-date",
        "inv.pdf",
        "INVOICE INV-2026-014\nDate: 05 Feb 2026\nServices for January 2026\nDue: 07 Mar 2026",
        "2026-01",
    ),
    (
        "fiscal-year",
        "liasse fiscale.pdf",
        "Déclaration de résultats\n2065-SD\nExercice du 01/01/2024 au 31/12/2024\nDate de dépôt 15/05/2025",
        "2024",
    ),
    (
        "fiscal-year",
        "CAC.pdf",
        (
            "Rapport général du commissaire aux comptes\nComptes annuels – Exercice clos le 31.12.2024\n"
            "Lyon, le 10 juin 2025"
        ),
        "2024",
    ),
    (
        "fiscal-year",
        "audit.pdf",
        "INDEPENDENT AUDITOR'S REPORT\nto the members of Acme Ltd for the year ended 31 March 2025",
        "2025",
    ),
    (
        "month",
        "NDF_fev_2026.xlsx",
        "NOTE DE FRAIS\nCollaborateur : Paul Martin\nPériode : Février 2026\n03/02/2026\tTrain\t45,00",
        "2026-02",
    ),
    (
        "month",
        "ndf.xlsx",
        (
            "Note de frais\nDate\tNature\tMontant\n03/02/2026\tTrain\t45,00\n07/02/2026\tRepas\t18,00\n"
            "12/02/2026\tTaxi\t22,00\n20/02/2026\tHôtel\t98,00"
        ),
        "2026-02",
    ),
]


@pytest.mark.parametrize(("kind", "name", "text", "label"), DOCUMENTS)
def test_document_period(kind: str, name: str, text: str, label: str | None) -> None:
    period, notes, conflict = document_period(kind, name, text[:1500], text, None, "12-31", AS_OF)
    assert (period.label if period else None) == label
    assert bool(notes) == (period is not None)
    assert not conflict


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("BG 30 06 25.xlsx", "2025"),
        ("bg0625.csv", "2025"),
        ("balance 31-12-24.xlsx", "2024-12"),
        ("balance agee 0625.xlsx", "2025-06"),
        ("reporting 0625.xlsx", "2025-06"),
    ],
)
def test_a_name_that_gives_the_closing_day_of_the_books(name: str, label: str | None) -> None:
    period, _, _ = document_period("any", name, "Compte\tSolde", "Compte\tSolde", None, "06-30", AS_OF)
    assert (period.label if period else None) == label


@pytest.mark.parametrize(
    ("kind", "text", "label"),
    [
        ("any", "COMPTES ANNUELS\nExercice clos le 30 juin 2025", "2025"),
        ("any", "COMPTES ANNUELS\ndu 01/07/2024 au 30/06/2025", "2025"),
        ("any", "Bilan au 30/06/2025", "2025"),
        ("any", "Situation intermédiaire au 31/12/2024", "2024-H2"),
        ("fiscal-year", "PV d’assemblée générale\nexercice 2024/2025", "2025"),
        ("any", "KPI report Q1 FY25", "2024-Q3"),
        ("any", "KPI report H1 FY25", "2024-H2"),
        ("any", "Reporting T1 2024/2025", "2024-Q3"),
        ("any", "Reporting T3 24-25", "2025-Q1"),
        ("any", "Reporting 2e trimestre 2024/2025", "2024-Q4"),
        ("any", "Reporting S2 2024/25", "2025-H1"),
        ("any", "Reporting T1 2024", "2024-Q1"),
    ],
)
def test_another_fiscal_year(kind: str, text: str, label: str) -> None:
    period, _, _ = document_period(kind, "x.pdf", text, text, None, "06-30", AS_OF)
    assert period is not None
    assert period.label == label


@pytest.mark.parametrize(
    ("name", "text", "closing", "conflict"),
    [
        ("Suivi T1 24-25.pdf", "Suivi d’activité T1 2024/2025\nPériode : juillet à septembre 2024", "06-30", False),
        ("Suivi T1 2025.pdf", "Suivi d’activité\nPériode : juillet à septembre 2024", "06-30", False),
        ("Suivi T1 2025.pdf", "Suivi d’activité\nPériode : juillet à septembre 2024", "12-31", True),
        ("Suivi T2 24-25.pdf", "Suivi d’activité\nPériode : juillet à septembre 2024", "06-30", True),
        ("Suivi T2 2025.pdf", "Suivi d’activité\nPériode : juillet à septembre 2024", "06-30", True),
    ],
)
def test_a_quarter_of_the_fiscal_year(name: str, text: str, closing: str, *, conflict: bool) -> None:
    period, _, against = document_period("any", name, text, text, None, closing, AS_OF)
    assert period is not None
    assert (period.label, against) == ("2024-Q3", conflict)


@pytest.mark.parametrize(
    ("kind", "name", "text", "label", "conflict"),
    [
        ("month", "BS 2025-11.pdf", "Bulletin de paie\nPériode : octobre 2025", "2025-10", True),
        ("any", "Reporting T3 2025.pdf", "Reporting T2 2025", "2025-Q2", True),
        (
            "any",
            "Comptes 2023.pdf",
            "Comptes annuels\nExercice clos le 31/12/2024\nFait à Lyon, le 12/04/2025",
            "2024",
            True,
        ),
        ("fiscal-year", "PV AGO 2025.pdf", "PV de l’AG du 27/06/2025\nExercice clos le 31/12/2024", "2024", False),
        ("any", "Reporting 2025.pdf", "Reporting T2 2025", "2025-Q2", False),
        ("any", "Rapport 2025.pdf", "Bilan de service 2024\nÉtabli le 20/01/2025", "2024", False),
    ],
)
def test_the_text_beats_the_name(kind: str, name: str, text: str, label: str, *, conflict: bool) -> None:
    period, notes, found = document_period(kind, name, text, text, None, "12-31", AS_OF)
    assert period is not None
    assert (period.label, found, len(notes)) == (label, conflict, 2 if conflict else 1)


def test_a_month_without_its_year_in_the_name() -> None:
    text = "Note d’honoraires\nLyon, le 3 mars 2026\n12 heures"
    period, _, _ = document_period("month-of-date", "facture févr.pdf", text, text, None, "12-31", AS_OF)
    assert period == month(2026, 2)


def test_the_accounting_entries_beat_their_name() -> None:
    lines = "\n".join(f"AC|Achats|{n}|2023{n:02d}05|601" for n in range(1, 13))
    text = f"JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum\n{lines}"
    period, _, conflict = document_period("fiscal-year", "FEC 2024.txt", text, text, None, "12-31", AS_OF)
    assert period == fiscal_year(2023)
    assert conflict


LABELS = st.one_of(
    st.builds(month, st.integers(1990, 2049), st.integers(1, 12)),
    st.builds(quarter, st.integers(1990, 2049), st.integers(1, 4)),
    st.builds(half, st.integers(1990, 2049), st.integers(1, 2)),
    st.builds(fiscal_year, st.integers(1990, 2049)),
)


@given(LABELS)
def test_a_label_gives_its_period_back(period: Period) -> None:
    assert label_period(period.label) == period
    assert exact_span(period.start, period.end) == period


@given(LABELS)
def test_next_and_previous_undo_each_other(period: Period) -> None:
    assert periods.previous(periods.next(period)) == period
    assert periods.next(period).start == period.end + dt.timedelta(days=1)
    assert label_period(periods.next(period).label) == periods.next(period)


@given(st.integers(1990, 2049), st.sampled_from(["12-31", "06-30", "03-31", "02-28", "09-30", "02-29"]))
def test_fiscal_years_follow_each_other(year: int, end: str) -> None:
    this, after = fiscal_year(year, end), fiscal_year(year + 1, end)
    assert after.start == this.end + dt.timedelta(days=1)
    assert this.label == str(this.end.year)
    assert contains(this, this)
    assert not contains(this, after)


@pytest.mark.parametrize("label", ["", "25", "2025-13", "2025-Q5", "2025-H3", "2025-9", "FY25", "2025-Q1 ", "1000"])
def test_what_is_no_label(label: str) -> None:
    with pytest.raises(ValueError, match="a period such as"):
        label_period(label)


@given(st.text(max_size=200), st.text(alphabet="T3Q1S2 FY20245/-marsjuin au du clos", max_size=120))
def test_places_lie_in_the_text(noise: str, words: str) -> None:
    text = noise + words
    for hit in find_periods(text):
        assert 0 <= hit.start < hit.end <= len(text)
        assert hit.period.start <= hit.period.end
    for kind in ("month", "month-of-date", "any", "fiscal-year", "none"):
        document_period(kind, words, "", text, None, "12-31", AS_OF)


def _ledger(months: range) -> str:
    rows = (f"613500\t{day:02d}/{number:02d}/2024\tAC\tPéage\t10,00" for number in months for day in range(1, 21))
    return "Compte\tDate\tJournal\tLibellé\tSolde\n" + "\n".join(rows)


COVERED: list[tuple[str, str, str, str | None, str | None]] = [
    ("any", "grand livre.csv", _ledger(range(1, 13)), None, "2024"),
    ("any", "grand livre.csv", _ledger(range(4, 7)), None, "2024-Q2"),
    ("any", "gl.csv", "GRAND LIVRE du 01/01/2024 au 31/12/2024\n" + _ledger(range(1, 13)), None, "2024"),
    ("month-of-date", "rapprochement.xlsx", "État de rapprochement bancaire au 31/12/2024", "2025-01-20", "2024-12"),
    ("month-of-date", "rec.xlsx", "Bank reconciliation at 31 December 2024\nPrepared by X", "2025-01-08", "2024-12"),
    ("month-of-date", "aged.xlsx", "Aged receivables at 30 November 2024\nCustomer", "2024-12-08", "2024-11"),
    ("any", "CR revue.pdf", "Revue de contrat – second semestre 2024\nRéunion du 5 février 2025", None, "2024-H2"),
    ("any", "qbr.pdf", "QBR Q3 FY24\nMeeting of 5 August 2024", "2024-08-05", "2024-Q3"),
    ("any", "mail.eml", "Bonjour,\nVoici les chiffres du T4 : 231 factures.", "2025-01-09", "2024-Q4"),
    ("any", "mail.eml", "Bonjour,\nVoici les chiffres du T4 : 231 factures.", "2024-12-20", "2024-Q4"),
    ("any", "mail.eml", "Bonjour,\nles statistiques du quatrième trimestre sont prêtes", "2025-01-09", "2024-Q4"),
    ("any", "mail.eml", "Bonjour,\nles indicateurs du 2e semestre : 3 incidents", "2025-01-09", "2024-H2"),
    ("any", "mail.eml", "Bonjour,\nles chiffres de décembre : 3 incidents", "2025-01-09", "2024-12"),
    ("any", "mail.eml", "Hello,\nfigures for the fourth quarter: 3 incidents", "2025-01-09", "2024-Q4"),
    ("any", "stats T3.eml", "Bonjour,\nvoici ce que nous avons fait.", "2024-10-09", "2024-Q3"),
    ("any", "mail.eml", "Hello,\nwhat we did between 1 October and 31 December 2024:", "2025-01-09", "2024-Q4"),
    ("any", "mail.eml", "Bonjour,\nle T2 de la rue des Lilas est libre.", "2025-01-09", None),
]


@pytest.mark.parametrize(("kind", "name", "text", "issued", "wanted"), COVERED)
def test_what_is_covered(kind: str, name: str, text: str, issued: str | None, wanted: str | None) -> None:
    date = dt.date.fromisoformat(issued) if issued else None
    period, notes, _ = document_period(kind, name, text[:1500], text, issued=date)
    assert (period and period.label) == wanted
    assert bool(notes) == bool(period)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Rapprochement bancaire – compte 512 – Alpha SAS – au 31/05/2026\nÉtabli par X, le 12/06/2026", "2026-05"),
        ("Bank reconciliation, account 512 (as at 31 May 2026)\nPrepared on 12 June 2026", "2026-05"),
        ("Rapprochement bancaire Alpha SAS\nÉtabli par X, le 12/06/2026", "2026-06"),
        ("Rapprochement bancaire – transmis par X le 12/06/2026", "2026-06"),
    ],
)
def test_a_state_covers_the_day_of_which_it_is_drawn_up(text: str, label: str) -> None:
    period, _, _ = document_period("month-of-date", "r.xlsx", text, text)
    assert period is not None
    assert period.label == label


@pytest.mark.parametrize(
    ("name", "text", "closing", "label"),
    [
        ("BG.xlsx", "Alpha SARL\t\t\t31/12/2024\nCompte\tIntitulé\tDébit\tCrédit\n101\tCapital\t0\t5", "12-31", "2024"),
        ("x.xlsx", "Alpha SARL\t\t\t31/12/2024\nArticle\tQuantité\n101\t5", "12-31", None),
        ("GL 23-24.pdf", "Compte Libellé", "06-30", "2024"),
        ("GL 23-24.pdf", "Compte Libellé", "12-31", None),
        ("GL 23-25.pdf", "Compte Libellé", "06-30", None),
        ("note 23-24.pdf", "Libellé", "06-30", None),
    ],
)
def test_the_year_of_the_books(name: str, text: str, closing: str, label: str | None) -> None:
    period, _, _ = document_period("any", name, text, text, None, closing, AS_OF)
    assert (period.label if period else None) == label
