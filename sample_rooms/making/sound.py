"""The sound room: Brévignon Mobilier, whose three providers have left nothing out."""

from __future__ import annotations

import datetime as dt

from making.formats import as_format
from making.packing import message, zipped
from making.pages import TEXTS
from making.papers import (
    Deal,
    Year,
    accounts,
    contract,
    insurance,
    kpi_rows,
    kpi_text,
    minutes,
    month_name,
    payroll_table,
    procedure,
    vigilance,
)
from making.services import service
from making.shared_sheets import access_matrix, entries, raci, register, trial_balance
from making.sheets import Row, separated, slides, workbook
from making.world import Firm, day, rows, short

COMPANY = Firm(
    "Brévignon Mobilier", "Société par actions simplifiée", "120 000", "14 rue des Tanneurs, 49100 Angers", "Angers",
    "Angers", "999012347", "Claire Desroziers", "présidente", "Président",
    "la conception, la fabrication et la vente de mobilier en bois",
)  # fmt: skip
_SARL = "Société à responsabilité limitée"
BOOKS = Firm(
    "Trévandal Expertise", _SARL, "50 000", "3 place du Vieux-Bouffay, 44000 Nantes", "Nantes", "Nantes", "999127806",
    "Yann Trévandal", "gérant", "Gérant", "expertise comptable",
    service("accounting") | {"p_ordre": "Pays de la Loire"},
)  # fmt: skip
PAY = Firm(
    "Solvépaie", "Société par actions simplifiée", "80 000", "22 quai de la Prévalaye, 35000 Rennes", "Rennes",
    "Rennes", "999345614", "Samuel Ortavent", "président", "Président",
    "traitement de la paie et des déclarations sociales pour le compte de tiers", service("payroll"),
)  # fmt: skip
INVOICES = Firm(
    "Lanvézec Services", _SARL, "15 000", "8 rue des Filatures, 49300 Cholet", "Cholet", "Angers", "999456783",
    "Maud Lanvézec", "gérante", "Gérant", "services administratifs de bureau, facturation pour le compte de tiers",
    service("invoicing"),
)  # fmt: skip
PILOT = "Hugues Palermin"
B, P, L = (Deal(COMPANY, provider, PILOT) for provider in (BOOKS, PAY, INVOICES))

PROFILE = """\
# Brévignon Mobilier n’existe pas : société, personnes et prestataires sont fictifs.
company: {name: Brévignon Mobilier, siren: "999012347", country: FR, fiscal_year_end: "12-31"}
deal: {type: share, phase: pre-sale, as_of: 2026-03-31}
language: fr
checklists: [externalisation-administrative]
outsourcing:
  - {process: accounting, provider: Trévandal Expertise, aliases: [Trévandal], since: 2021-01-01}
  - {process: legal-secretariat, provider: Trévandal Expertise, aliases: [Trévandal], since: 2021-01-01}
  - {process: payroll, provider: Solvépaie, since: 2023-01-01}
  - {process: invoicing, provider: Lanvézec Services, aliases: [Lanvézec], since: 2024-01-01}
waivers: []
decisions: []
"""


def files() -> dict[str, bytes]:
    """Give the room: path to bytes."""
    parts = (_company(), _accounts(), _books(), _pay(), _invoices(), _governance())
    return {path: content for part in parts for path, content in part.items()}


def _company() -> dict[str, bytes]:
    folder = "01 Société"
    activity = COMPANY.activity
    texts = {
        "Statuts à jour 2023-06-30.pdf": B.text(
            "statuts", day=day("2023-06-30"), fy_from="1er janvier", fy_to="31 décembre", activity=activity
        ),
        "PV AGO 2024-06-21 signé.pdf": B.text(
            "pv-ago", day=day("2024-06-21"), to_day="31 décembre 2023", result="96 420"
        ),
        "PV AGO 2025-06-20 signé.pdf": B.text(
            "pv-ago", day=day("2025-06-20"), to_day="31 décembre 2024", result="101 385"
        ),
    }
    made = {f"{folder}/{name}": as_format(name, text, COMPANY.name) for name, text in texts.items()}
    made[f"{folder}/Organigramme mars 2026.pptx"] = slides(
        [
            ("Organigramme de Brévignon Mobilier", ["Mars 2026", "Effectif : 31 salariés"]),
            (
                "Direction et services",
                [
                    "Présidente : Claire Desroziers",
                    "Responsable administratif, pilote des prestataires : Hugues Palermin",
                    "Responsable d’atelier : Solenn Kerbrat",
                    "Responsable commercial : Tanguy Morvillers",
                ],
            ),
            ("Fonctions externalisées", ["Comptabilité et juridique", "Paie", "Facturation"]),
        ]
    )
    return made


YEARS = (
    Year("2022-01-01", "2022-12-31", "2023-03-27", 2_640_000, 241_000, 28),
    Year("2023-01-01", "2023-12-31", "2024-03-22", 2_815_000, 262_500, 29),
    Year("2024-01-01", "2024-12-31", "2025-03-24", 2_990_000, 283_300, 30),
    Year("2025-01-01", "2025-12-31", "2026-03-16", 3_105_000, 305_900, 31),
)


def _accounts() -> dict[str, bytes]:
    folder = "02 Comptes"
    made = {
        f"{folder}/Comptes annuels {year.end[:4]}.pdf": as_format("x.pdf", accounts(B, year), BOOKS.name)
        for year in YEARS
    }
    made[f"{folder}/999012347FEC20241231.txt"] = entries(2024)
    made[f"{folder}/Balance générale 2024-12-31.csv"] = separated(trial_balance(COMPANY.name, "31/12/2024"))
    return made


def _books() -> dict[str, bytes]:
    half = [
        ("Pièces comptabilisées avant le 25 du mois (%)", 98, 98.9, "oui"),
        ("Déclarations de TVA déposées à l’échéance (%)", 100, 100, "oui"),
        ("Rapprochements bancaires sous 15 jours (%)", 95, 96.2, "oui"),
    ]
    texts = {
        "Lettre de mission comptable 2021 signée.pdf": contract(
            B, "lettre-mission-comptable", "2020-12-07", "2021-01-01", fee="18 600"
        ),
        "Lettre de mission secrétariat juridique signée.pdf": contract(
            B, "lettre-mission-juridique", "2020-12-14", "2021-01-01", fee="2 400", cap="300 000"
        ),
        "SLA Trévandal signé.pdf": _sla(B, "2020-12-07", "2021-01-01"),
        "DPA Trévandal art 28 signé.pdf": B.text("dpa", day=day("2020-12-07"), start=day("2021-01-01")),
        "Accord de confidentialité Trévandal.pdf": B.text("nda", day=day("2020-11-30")),
        "Procédure comptabilité v2.1.docx": procedure(B, "accounting", "2025-09-01"),
        "Procédure secrétariat juridique v2.1.docx": procedure(B, "legal-secretariat", "2025-09-08"),
        "Rapport d'indicateurs S1 2025.docx": kpi_text(
            B, "1er semestre 2025", short("2025-07-18"), half, "Aucun écart ; deux pièces reçues après la date limite."
        ),
        "Rapport d'indicateurs S2 2025.docx": kpi_text(
            B, "2e semestre 2025", short("2026-01-20"), half, "Objectifs tenus ; clôture préparée dès décembre."
        ),
        "Copil 2025-03-18.docx": _minutes(B, "2025-03-18", "2025-09-16", "l’arrêté des comptes 2024"),
        "Copil 2025-09-16.docx": _minutes(B, "2025-09-16", "2026-03-10", "la situation au 30 juin 2025"),
        "Copil 2026-03-10.docx": _minutes(B, "2026-03-10", "2026-09-15", "l’arrêté des comptes 2025"),
        "Attestation de vigilance URSSAF 2026-01.pdf": vigilance(
            B, "2026-01-14", "2025-12-31", staff="12", payroll="41 870", code="7KD2M9TQX4WB", region="Pays de la Loire",
            urssaf_address="3 rue Gaëtan-Rondeau, 44933 Nantes Cedex 9",
        ),
        "Kbis Trévandal 2026-02-10.pdf": B.text(
            "kbis", day=day("2026-02-10"), management="2009 B 01874", registered=day("2009-05-18"),
            until=day("2108-05-17"),
        ),
        "RC Pro Trévandal 2026.pdf": insurance(
            B, "2026-01-06", "2026-01-01", "2026-12-31", policy="RCP-4410-872", insurer="Assurances du Quai Vert",
            insurer_city="Nantes",
        ),
        "PCA Trévandal v3.pdf": B.text("pca", version="3", day=day("2025-10-06"), tested=day("2025-09-23")),
        "Plan de réversibilité Trévandal.pdf": B.text(
            "reversibilite", day=day("2025-10-06"), tested=day("2025-09-30")
        ),
    }  # fmt: skip
    return _pack("03 Prestataires/Trévandal Expertise", texts, BOOKS)


def _pay() -> dict[str, bytes]:
    folder = "03 Prestataires/Solvépaie"
    texts = {
        "Contrat de prestation paie signé.pdf": contract(P, "contrat-paie", "2022-12-05", "2023-01-01", fee="17,50"),
        "Convention de niveaux de service.pdf": _sla(P, "2022-12-05", "2023-01-01"),
        "Accord RGPD article 28.pdf": P.text("dpa", day=day("2022-12-05"), start=day("2023-01-01")),
        "NDA Solvépaie signé.pdf": P.text("nda", day=day("2022-11-21")),
        "Mode opératoire paie.odt": procedure(P, "payroll", "2025-11-03"),
        "Comité de pilotage 2025-03-20.pdf": _minutes(P, "2025-03-20", "2025-06-19", "la paie de février"),
        "Comité de pilotage 2025-06-19.pdf": _minutes(P, "2025-06-19", "2025-09-18", "la paie de mai"),
        "Comité de pilotage 2025-09-18.pdf": _minutes(P, "2025-09-18", "2025-12-11", "la paie d’août"),
        "Comité de pilotage 2025-12-11.pdf": _minutes(P, "2025-12-11", "2026-03-12", "la paie de novembre"),
        "Comité de pilotage 2026-03-12.pdf": _minutes(P, "2026-03-12", "2026-06-18", "la paie de février"),
        "Attestation de vigilance 2026-02.pdf": vigilance(
            P, "2026-02-03", "2025-12-31", staff="24", payroll="78 240", code="9QF5R1LHZ8NC", region="Bretagne",
            urssaf_address="6 rue d’Arbrissel, 35000 Rennes",
        ),
        "Extrait Kbis Solvépaie.pdf": P.text(
            "kbis", day=day("2026-01-22"), management="2015 B 00932", registered=day("2015-03-02"),
            until=day("2114-03-01"),
        ),
        "Attestation RC Pro 2026.pdf": insurance(
            P, "2025-12-18", "2026-01-01", "2026-12-31", policy="PI-77-20915", insurer="Mutuelle des Rives",
            insurer_city="Rennes",
        ),
        "Plan de continuité d'activité 2025.docx": P.text(
            "pca", version="2", day=day("2025-06-12"), tested=day("2025-05-27")
        ),
        "Plan de réversibilité paie.docx": P.text("reversibilite", day=day("2025-06-12"), tested=day("2025-06-03")),
    }  # fmt: skip
    made = _pack(folder, texts, PAY)
    for year, month in [(2025, m) for m in range(3, 13)] + [(2026, 1), (2026, 2)]:
        issued = dt.date(year + month // 12, month % 12 + 1, 9).strftime("%d/%m/%Y")
        table = kpi_rows(
            P, month_name(year, month), issued, payroll_table(month), "Tous les indicateurs sont à la cible."
        )
        made[f"{folder}/Indicateurs/Indicateurs paie {year}-{month:02d}.xlsx"] = workbook({"Indicateurs": table})
    return made


def _invoices() -> dict[str, bytes]:
    folder = "03 Prestataires/Lanvézec Services"
    texts = {
        "Convention de prestation facturation signée.pdf": contract(
            L, "convention-facturation", "2023-12-11", "2024-01-01", fee="780", cap="60 000"
        ),
        "Mandat de facturation signé.pdf": L.text("mandat-facturation", day=day("2023-12-11"), start=day("2024-01-01")),
        "SLA facturation.docx": _sla(L, "2023-12-11", "2024-01-01"),
        "DPA Lanvézec signé.pdf": L.text("dpa", day=day("2023-12-11"), start=day("2024-01-01")),
        "Accord de confidentialité signé.pdf": L.text("nda", day=day("2023-11-27")),
        "Procédure facturation clients.html": procedure(L, "invoicing", "2025-10-13"),
        "PCA Lanvézec.odt": L.text("pca", version="1.1", day=day("2025-04-08"), tested=day("2025-03-25")),
        "Plan de réversibilité facturation.md": L.text(
            "reversibilite", day=day("2025-04-08"), tested=day("2025-04-02")
        ),
    }
    made = _pack(folder, texts, INVOICES)
    for number, (issued, rate) in enumerate(
        (("2025-04-16", 97.4), ("2025-07-15", 98.1), ("2025-10-16", 97.8), ("2026-01-15", 98.6)), 1
    ):
        table = _invoicing_table(rate)
        name = f"Rapport d'activité T{number} 2025.pdf"
        period = f"{number}{'er' if number == 1 else 'e'} trimestre 2025"
        text = kpi_text(L, period, short(issued), table, "Les cibles de la convention sont atteintes.")
        made[f"{folder}/{name}"] = as_format(name, text, INVOICES.name)
    for held, following, topic in (
        ("2025-02-13", "2025-05-15", "les avoirs de fin d’année"),
        ("2025-05-15", "2025-09-11", "les nouveaux tarifs"),
        ("2025-09-11", "2025-11-20", "la réception des factures électroniques"),
        ("2025-11-20", "2026-02-12", "le calendrier de fin d’année"),
        ("2026-02-12", "2026-05-21", "le bilan de l’année 2025"),
    ):
        name = f"CR comité de pilotage {held}.txt"
        made[f"{folder}/{name}"] = as_format(name, _minutes(L, held, following, topic), COMPANY.name)
    return made | _compliance(folder)


def _compliance(folder: str) -> dict[str, bytes]:
    certificate = vigilance(
        L, "2026-03-05", "2026-01-31", staff="7", payroll="19 310", code="4TB8V2XJW6KD", region="Pays de la Loire",
        urssaf_address="3 rue Gaëtan-Rondeau, 44933 Nantes Cedex 9",
    )  # fmt: skip
    extract = L.text("rne", day=day("2026-03-03"), registered=day("2017-09-11"))
    cover = insurance(
        L,
        "2026-01-12",
        "2026-01-01",
        "2026-12-31",
        policy="RC-0093-115",
        insurer="Compagnie d’assurance du Layon",
        insurer_city="Angers",
    )
    mail = message(
        {
            "From": "Maud Lanvezec <contact@lanvezec-services.example>",
            "To": "Hugues Palermin <administration@brevignon.example>",
            "Date": "Tue, 13 Jan 2026 10:12:00 +0100",
            "Subject": "Attestation d'assurance RC Pro 2026",
            "Message-ID": "<20260113.1012@lanvezec-services.example>",
        },
        "Bonjour,\n\nVous trouverez ci-joint notre attestation d’assurance responsabilité civile professionnelle"
        " pour l’année 2026.\n\nBien cordialement,\nMaud Lanvézec\n",
        {"Attestation RC Pro Lanvezec 2026.pdf": as_format("x.pdf", cover, "")},
    )
    pack = zipped(
        {
            "Attestation de vigilance Lanvézec 2026-03.pdf": as_format("x.pdf", certificate, ""),
            "Extrait RNE Lanvézec 2026-03.pdf": as_format("x.pdf", extract, ""),
        }
    )
    return {f"{folder}/Attestation RC Pro 2026.eml": mail, f"{folder}/Dossier de conformité 2026-03.zip": pack}


def _governance() -> dict[str, bytes]:
    folder = "04 Pilotage"
    accesses: list[Row] = [
        ("Hugues Palermin", "Brévignon Mobilier", "Outil comptable", "Validation", "oui", "04/01/2021"),
        ("Yann Trévandal", "Trévandal Expertise", "Outil comptable", "Saisie et édition", "oui", "04/01/2021"),
        ("Inès Calvarin", "Trévandal Expertise", "GED – Juridique", "Dépôt", "oui", "12/09/2022"),
        ("Samuel Ortavent", "Solvépaie", "Portail de paie", "Administration", "oui", "02/01/2023"),
        ("Rozenn Le Gallais", "Solvépaie", "Portail de paie", "Production", "oui", "02/01/2023"),
        ("Maud Lanvézec", "Lanvézec Services", "Gestion commerciale", "Facturation", "oui", "02/01/2024"),
        ("Denis Froidevaux", "Lanvézec Services", "Gestion commerciale", "Facturation", "oui", "15/05/2024"),
    ]
    tasks: list[Row] = [
        ("Saisie des factures d’achat", "R", "I", "R (Trévandal Expertise)", "I"),
        ("Validation de la TVA", "R", "A", "R (Trévandal Expertise)", "I"),
        ("Calcul des bulletins de paie", "R", "A", "R (Solvépaie)", "I"),
        ("Ordre de virement des salaires", "C", "C", "C (Solvépaie)", "A"),
        ("Émission des factures clients", "R", "A", "R (Lanvézec Services)", "I"),
    ]
    listed = [
        (B, "Comptabilité, secrétariat juridique", "01/01/2021", "3 mois", "21 000"),
        (P, "Paie", "01/01/2023", "3 mois", "7 600"),
        (L, "Facturation clients", "01/01/2024", "3 mois", "9 360"),
    ]
    matrix = access_matrix(COMPANY.name, "12/01/2026", PILOT, accesses)
    return {
        f"{folder}/Matrice des habilitations 2026-01.xlsx": workbook({"Habilitations": matrix}),
        f"{folder}/Matrice RACI.xlsx": workbook({"RACI": raci(tasks)}),
        f"{folder}/Registre des prestataires.tsv": separated(register(listed), "\t"),
        f"{folder}/Politique d'archivage.md": as_format("x.md", B.text("archivage", day=day("2025-02-03"))),
    }


def _pack(folder: str, texts: dict[str, str], author: Firm) -> dict[str, bytes]:
    return {f"{folder}/{name}": as_format(name, text, author.name) for name, text in texts.items()}


def _sla(deal: Deal, signed: str, start: str) -> str:
    return deal.text("sla", day=day(signed), contract_day=day(signed), start=day(start), annex="")


def _minutes(deal: Deal, held: str, following: str, topic: str) -> str:
    points = {
        "previous": "Les actions décidées au comité précédent sont soldées.",
        "review": f"Les indicateurs de la période sont à la cible. Point particulier sur {topic}.",
        "incidents": "Aucun incident, aucune réclamation.",
        "actions": rows(
            f"Préparer le point suivant | {deal.provider.name} | {short(following)} | Ouverte",
            f"Relire la liste des accès | {PILOT} | {short(following)} | Ouverte",
        ),
    }
    return minutes(deal, held, following, points)


def _invoicing_table(rate: float) -> list[Row]:
    return [
        ("Factures émises sous deux jours ouvrés (%)", 97, rate, "oui"),
        ("Taux d’avoirs pour erreur (%)", "1 au plus", 0.6, "oui"),
        ("Encaissements lettrés sous trois jours (%)", 95, 96.4, "oui"),
    ]


def beside() -> dict[str, bytes]:
    """Give what stands beside the room: its profile, and what each file is."""
    return {"profile.yaml": PROFILE.encode(), "expected.yaml": (TEXTS / "sound.yaml").read_bytes()}
