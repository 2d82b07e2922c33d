"""The faulty room: Montsabré Conserves, where each kind of fault appears once; `expected.yaml` says where."""

from __future__ import annotations

from making import broken
from making.formats import as_format
from making.packing import zipped
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
from making.shared_sheets import access_matrix, register, trial_balance
from making.sheets import Row, separated, workbook
from making.world import Firm, day, rows, short

_SARL = "Société à responsabilité limitée"
_SAS = "Société par actions simplifiée"
COMPANY = Firm(
    "Montsabré Conserves", _SAS, "200 000", "2 chemin du Moulin-Bas, 12000 Rodez", "Rodez", "Rodez", "999234560",
    "Étienne Montsabré", "président", "Président", "la fabrication et la vente de conserves et de plats cuisinés",
)  # fmt: skip
BOOKS = Firm(
    "Aubressac Expertise", _SARL, "60 000", "11 avenue des Ségalas, 12100 Millau", "Millau", "Rodez", "999567894",
    "Odile Aubressac", "gérante", "Gérant", "expertise comptable", service("accounting") | {"p_ordre": "Occitanie"},
)  # fmt: skip
PAY = Firm(
    "Paierol Services", _SAS, "40 000", "5 rue du Gaillac-Vieux, 31000 Toulouse", "Toulouse", "Toulouse", "999789456",
    "Karim Belloteau", "président", "Président", "traitement de la paie pour le compte de tiers", service("payroll"),
)  # fmt: skip
DESK = Firm(
    "Secrétariat du Causse Noir", "Société à responsabilité limitée à associé unique", "5 000",
    "1 place du Foirail-Haut, 12100 Millau", "Millau", "Rodez", "000123455", "Nadège Tournemire", "gérante", "Gérant",
    "services administratifs combinés de bureau", service("secretariat"),
)  # fmt: skip
STRANGER = Firm(
    "Sarrazac Distribution", _SARL, "10 000", "40 rue du Pont-Neuf, 46100 Figeac", "Figeac", "Cahors", "999678139",
    "Bruno Sarrazac", "gérant", "Gérant", "commerce de gros alimentaire", service("secretariat"),
)  # fmt: skip
PILOT = "Lucile Fabrègues"
B, P, S, OTHER = (Deal(COMPANY, provider, PILOT) for provider in (BOOKS, PAY, DESK, STRANGER))
_MIDI = {"region": "Midi-Pyrénées", "urssaf_address": "166 rue Pierre-et-Marie-Curie, 31061 Toulouse Cedex 9"}

_UNDATED = "Fait à ………………, le ………………, en deux exemplaires originaux.\n"

PROFILE = """\
# Montsabré Conserves n’existe pas : société, personnes et prestataires sont fictifs.
company: {name: Montsabré Conserves, siren: "999234560", country: FR, fiscal_year_end: "06-30"}
deal: {type: share, phase: pre-sale, as_of: 2026-04-15}
language: fr
checklists: [externalisation-administrative]
outsourcing:
  - {process: accounting, provider: Aubressac Expertise, aliases: [Aubressac], since: 2019-07-01}
  - {process: legal-secretariat, provider: Aubressac Expertise, aliases: [Aubressac], since: 2019-07-01}
  - {process: payroll, provider: Paierol Services, aliases: [Paierol], since: 2022-01-01}
  - {process: secretariat, provider: Secrétariat du Causse Noir, aliases: [Causse Noir], since: 2023-07-01}
waivers:
  - requirement: confidentiality
    provider: Aubressac Expertise
    status: waived
    reason: le secret professionnel de l’expert-comptable en tient lieu
    by: Lucile Fabrègues
    until: 2026-02-28
decisions:
  - path: "03 Prestataires/Aubressac Expertise/extraction 2.csv"
    type: kpi-report
    provider: Aubressac Expertise
    period: 2025-H2
    by: Lucile Fabrègues
    note: extraction du portail du cabinet, reçue sans titre
"""


def files() -> dict[str, bytes]:
    """Give the room: path to bytes."""
    parts = (_company(), _accounts(), _books(), _pay(), _desk(), _governance(), _clutter())
    return {path: content for part in parts for path, content in part.items()}


def beside() -> dict[str, bytes]:
    """Give what stands beside the room: its profile and its faults."""
    return {"profile.yaml": PROFILE.encode(), "expected.yaml": (TEXTS / "faulty.yaml").read_bytes()}


def _company() -> dict[str, bytes]:
    folder = "01 Société"
    texts = {
        "Statuts Montsabré 2021.pdf": B.text(
            "statuts", day=day("2021-12-10"), fy_from="1er juillet", fy_to="30 juin", activity=COMPANY.activity
        ),
        "PV AGO 2025-12-12 signé.pdf": B.text(
            "pv-ago", day=day("2025-12-12"), to_day="30 juin 2025", result="148 900"
        ),
    }  # fmt: skip
    made = _pack(folder, texts, COMPANY)
    made[f"{folder}/PV AGO 2024-12-13 signé.pdf"] = b""
    return made


def _accounts() -> dict[str, bytes]:
    folder = "02 Comptes"
    years = (
        Year("2023-07-01", "2024-06-30", "2024-10-14", 4_120_000, 512_000, 37),
        Year("2024-07-01", "2025-06-30", "2025-10-13", 4_385_000, 541_500, 38),
    )
    made = {
        f"{folder}/Comptes annuels 30-06-{year.end[:4]}.pdf": as_format("x.pdf", accounts(B, year), BOOKS.name)
        for year in years
    }
    balance = trial_balance(COMPANY.name, "30/06/2025")
    made[f"{folder}/Balance générale 30-06-2025.csv"] = workbook({"Balance": balance})
    vat = B.text(
        "tva", from_day="01/10/2025", to_day="31/10/2025", month="octobre 2025", day=day("2025-11-19")
    )  # fmt: skip
    made[f"{folder}/TVA CA3 2025-11.pdf"] = as_format("x.pdf", vat)
    return made


def _books() -> dict[str, bytes]:
    folder = "03 Prestataires/Aubressac Expertise"
    letter = contract(B, "lettre-mission-comptable", "2019-06-17", "2019-07-01", fee="24 000")
    half = [
        ("Pièces comptabilisées avant le 25 du mois (%)", 98, 98.4, "oui"),
        ("Déclarations de TVA déposées à l’échéance (%)", 100, 100, "oui"),
    ]
    texts = {
        "Lettre de mission comptabilité signée.pdf": letter,
        "Lettre de mission comptabilité - projet.docx": _as_draft(letter),
        "Attestation de vigilance Aubressac 2025.pdf": _sla(B, "2019-06-17", "2019-07-01"),
        "DPA Aubressac signé.pdf": B.text("dpa", day=day("2019-06-17"), start=day("2019-07-01")),
        "Procédure comptabilité.docx": procedure(B, "accounting", "2025-03-03"),
        "Procédure secrétariat juridique.docx": procedure(B, "legal-secretariat", "2025-03-03"),
        "Indicateurs S1 2025.pdf": kpi_text(B, "1er semestre 2025", short("2025-07-21"), half, "Aucun écart."),
        "Comité de pilotage 2025-04-10.docx": _minutes(B, "2025-04-10", "2025-10-09", "la préparation de la clôture"),
        "Comité de pilotage 2025-10-09.docx": _minutes(B, "2025-10-09", "2026-04-09", "les comptes au 30 juin 2025"),
        "Comité de pilotage 2026-04-09.docx": _minutes(B, "2026-04-09", "2026-10-08", "la situation de mi-exercice"),
        "URSSAF Aubressac février 2026.pdf": vigilance(
            B, "2026-02-09", "2025-12-31", staff="9", payroll="30 420", code="2ZN6H8PTW5CX", **_MIDI
        ),
        "Kbis Aubressac 2026-03.pdf": _kbis(B, "2026-03-11", "2004 B 00217", "2004-04-06", "2103-04-05"),
        "RC Pro Aubressac 2026.pdf": insurance(
            B, "2026-01-05", "2026-01-01", "2026-12-31", policy="EC-55-1203", insurer="Assurances du Rouergue",
            insurer_city="Rodez",
        ),
        "PCA Aubressac.pdf": B.text("pca", version="2", day=day("2025-05-05"), tested=day("2025-04-22")),
        "Plan de réversibilité Aubressac.pdf": B.text("reversibilite", day=day("2025-05-05"), tested=day("2025-04-29")),
    }  # fmt: skip
    made = _pack(folder, texts, BOOKS)
    made[f"{folder}/extraction 2.csv"] = separated(
        [("libellé", "valeur", "cible"), ("pièces à temps", "98,7", "98"), ("déclarations à temps", "100", "100")]
    )
    return made


def _as_draft(letter: str) -> str:
    """Give the letter as it was before it was signed."""
    body = letter.partition("Fait à ")[0].replace("# Lettre de mission\n", "# PROJET – Lettre de mission\n", 1)
    return body.replace("24 000 €", "[à compléter] €") + _UNDATED


def _pay() -> dict[str, bytes]:
    folder = "03 Prestataires/Paierol Services"
    unsigned = contract(P, "contrat-paie", "2021-12-06", "2022-01-01", fee="16,80")
    blank = rows("Pour le Client | Pour le Prestataire", "Nom : | Nom :", "Signature : | Signature :")
    head = unsigned.partition("Fait à ")[0]
    texts = {
        "Contrat de prestation paie.pdf": f"{head}{_UNDATED}\n{blank}\n",
        "SLA Paierol signé.pdf": _sla(P, "2021-12-06", "2022-01-01"),
        "DPA Paierol.docx": P.text("dpa-vierge"),
        "NDA Paierol signé.pdf": P.text("nda", day=day("2021-11-22")),
        "Procédure paie.odt": procedure(P, "payroll", "2025-02-10"),
        "Attestation de vigilance Paierol 2026-03.pdf": vigilance(
            P, "2026-03-16", "2026-02-28", staff="15", payroll="44 960", code="8WX3C7VDR1HM", **_MIDI
        ),
        "Kbis Paierol.pdf": _kbis(P, "2025-02-12", "2016 B 03310", "2016-09-19", "2115-09-18"),
        "RC Pro Paierol 2026.pdf": insurance(
            P, "2026-01-08", "2026-01-01", "2026-12-31", policy="PRO-2207-44", insurer="Mutuelle du Lauragais",
            insurer_city="Toulouse",
        ),
        "PCA Paierol.docx": P.text("pca", version="4", day=day("2025-09-15"), tested=day("2025-09-02")),
    }  # fmt: skip
    for held, following, topic in (
        ("2025-03-27", "2025-06-26", "la paie de février"),
        ("2025-06-26", "2025-09-25", "les congés d’été"),
        ("2025-09-25", "2025-12-18", "la hausse du Smic"),
        ("2025-12-18", "2026-03-26", "les primes de fin d’année"),
        ("2026-03-26", "2026-06-25", "l’index de paie"),
    ):
        texts[f"Copil paie {held}.docx"] = _minutes(P, held, following, topic)
    made = _pack(folder, texts, PAY)
    exit_plan = P.text("reversibilite", day=day("2025-09-15"), tested=day("2025-09-09"))
    made[f"{folder}/Plan de réversibilité Paierol.pdf"] = broken.locked(as_format("x.pdf", exit_plan), "aligot")
    for year, month in [(2025, m) for m in (3, 4, 5, 6, 7, 8, 9, 11, 12)] + [(2026, 1), (2026, 2)]:
        table = kpi_rows(
            P, month_name(year, month), f"10/{month % 12 + 1:02d}/{year + month // 12}", payroll_table(month),
            "Tous les indicateurs sont à la cible.",
        )  # fmt: skip
        made[f"{folder}/KPI/KPI paie {year}-{month:02d}.xlsx"] = workbook({"Indicateurs": table})
    cover = made[f"{folder}/RC Pro Paierol 2026.pdf"]
    made[f"{folder}/RC Pro Paierol 2026 (1).pdf"] = cover
    return made


def _desk() -> dict[str, bytes]:
    folder = "03 Prestataires/Secrétariat du Causse Noir"
    draft = S.text(
        "contrat-secretariat", day="", start=day("2023-07-01"), fee="[à compléter]", cap="[à compléter]",
        draft_banner="PROJET – version 3 du 12 juin 2023, pour discussion",
        ending="Fait à ……………, le ……………",
    )  # fmt: skip
    annex = (
        "Le barème détaillé des pénalités figure en Annexe 2, qui fait partie intégrante de la présente convention.\n\n"
    )
    texts = {
        "Contrat secrétariat v3.docx": draft,
        "SLA Causse Noir signé.pdf": _sla(S, "2023-06-26", "2023-07-01", annex),
        "DPA Causse Noir signé.pdf": S.text("dpa", day=day("2023-06-26"), start=day("2023-07-01")),
        "Accord de confidentialité Causse Noir signé.pdf": S.text("nda", day=day("2023-06-19")),
        "Procédure secrétariat.html": procedure(S, "secretariat", "2025-06-02"),
        "Attestation de vigilance 2026-01.pdf": vigilance(
            OTHER, "2026-01-27", "2025-12-31", staff="3", payroll="7 210", code="5DK9B2QMV7TL", **_MIDI
        ),
        "Attestation URSSAF Causse Noir 2026-02.pdf": vigilance(
            S, "2026-02-24", "2026-01-31", staff="4", payroll="9 180", code="6FJ4S8NWZ3RG", **_MIDI
        ),
        "RC Pro Causse Noir.pdf": insurance(
            S, "2025-01-07", "2025-01-01", "2025-12-31", policy="SEC-118-09", insurer="Assurances du Rouergue",
            insurer_city="Rodez",
        ),
        "Plan de réversibilité Causse Noir.md": S.text(
            "reversibilite", day=day("2025-06-02"), tested=day("2025-05-20")
        ),
    }  # fmt: skip
    for held, following, topic in (
        ("2025-02-06", "2025-05-22", "les horaires d’accueil"),
        ("2025-05-22", "2025-09-04", "le classement des courriers"),
        ("2025-09-04", "2025-11-27", "les appels manqués"),
        ("2025-11-27", "2026-02-19", "la période des fêtes"),
        ("2026-02-19", "2026-05-21", "le bilan de l’année"),
    ):
        texts[f"Point de pilotage {held}.txt"] = _minutes(S, held, following, topic)
    made = _pack(folder, texts, DESK)
    plan = S.text("pca", version="1", day=day("2025-06-02"), tested=day("2025-05-13"))
    made[f"{folder}/Plan de continuité Causse Noir.pdf"] = broken.cut(as_format("x.pdf", plan, DESK.name))
    made[f"{folder}/Kbis Causse Noir (scan).pdf"] = broken.scanned(_scanned_kbis())
    for number, issued in enumerate(("2025-04-18", "2025-07-17", "2025-10-17"), 1):
        hidden: dict[str, list[Row]] = {
            "Marges clients": [("Client", "Marge"), ("Épiceries Valdonne", 0.31), ("Halles d’Olt", 0.27)]
        }
        sheets = {"Activité": _desk_rows(number, issued)} | (hidden if number == 2 else {})
        name = f"Rapport d'activité secrétariat 2025-T{number}.xlsx"
        made[f"{folder}/{name}"] = workbook(sheets, hidden=("Marges clients",))
    return made


def _scanned_kbis() -> list[str]:
    return [
        "Greffe du tribunal de commerce de Rodez", "", "Extrait Kbis", "a jour au 4 mars 2026", "",
        "SECRETARIAT DU CAUSSE NOIR", "000 123 455 R.C.S. Rodez", "Gerante : Nadege Tournemire",
    ]  # fmt: skip


def _desk_rows(number: int, issued: str) -> list[Row]:
    period = f"{number}{'er' if number == 1 else 'e'} trimestre 2025"
    table: list[Row] = [
        ("Appels décrochés sous vingt secondes (%)", 95, 95.2 + number / 10, "oui"),
        ("Courriels traités sous quatre heures (%)", 90, 92, "oui"),
        ("Courriers numérisés le jour même (%)", 98, 99, "oui"),
    ]
    return kpi_rows(S, period, short(issued), table, "Activité normale.")


def _governance() -> dict[str, bytes]:
    folder = "04 Pilotage"
    accesses: list[Row] = [
        ("Lucile Fabrègues", "Montsabré Conserves", "Outil comptable", "Validation", "oui", "01/07/2019"),
        ("Odile Aubressac", "Aubressac Expertise", "Outil comptable", "Saisie", "oui", "01/07/2019"),
        ("Karim Belloteau", "Paierol Services", "Portail de paie", "Administration", "oui", "03/01/2022"),
        ("Nadège Tournemire", "Secrétariat du Causse Noir", "Messagerie et GED", "Accueil", "oui", "03/07/2023"),
    ]
    listed = [
        (B, "Comptabilité, secrétariat juridique", "01/07/2019", "3 mois", "26 400"),
        (P, "Paie", "01/01/2022", "3 mois", "8 900"),
        (S, "Secrétariat", "01/07/2023", "2 mois", "6 200"),
    ]
    wishes = B.text("cahier-des-charges", day=day("2023-03-06"))
    changes = {"supérieur à 95 %": "supérieur à 90 %"}
    matrix = access_matrix(COMPANY.name, "02/03/2026", PILOT, accesses)
    return {
        f"{folder}/Matrice des habilitations 2026-03.xlsx": workbook({"Habilitations": matrix}),
        f"{folder}/Registre des prestataires.csv": separated(register(listed)),
        f"{folder}/Cahier des charges secrétariat.docx": broken.tracked(wishes, changes, PILOT),
    }


def _clutter() -> dict[str, bytes]:
    folder = "05 Divers"
    bank = "Portail bancaire\nidentifiant : montsabre12\nmot de passe : Cassoulet-2024!\n"
    codes = f"Codes d’accès\n\n{bank}\nMessagerie accueil\nmot de passe : Foirail#31\n"
    slip = B.text("bulletin", nir=nir("1850512999"))
    note = "Compte rendu de la réunion d’atelier du 4 septembre 2024 : planning des cuissons, rien d’autre.\n"
    inner = zipped({"Note atelier 2024-09.txt": note.encode()})
    return {
        f"{folder}/Codes accès.txt": codes.encode(),
        f"{folder}/Bulletin mars 2026.pdf": as_format("x.pdf", slip, PAY.name),
        f"{folder}/Archives.zip": zipped({"2024/Archives 2024.zip": inner}),
        f"{folder}/Note de service \u202efdp.txt": "Les bureaux seront fermés le vendredi 15 mai 2026.\n".encode(),
        f"{folder}/.DS_Store": broken.DS_STORE,
        "03 Prestataires/Paierol Services/~$océdure paie.docx": broken.lock_file("L. Fabrègues"),
    }


def nir(first: str) -> str:
    """Complete the number of a person born in commune 999, which no town bears, with rank 999 and its right key."""
    body = f"{first}999"
    spaced = f"{body[0]} {body[1:3]} {body[3:5]} {body[5:7]} {body[7:10]} {body[10:]}"
    return f"{spaced} {97 - int(body) % 97:02d}"


def _kbis(deal: Deal, given: str, management: str, registered: str, until: str) -> str:
    return deal.text(
        "kbis", day=day(given), management=management, registered=day(registered), until=day(until)
    )  # fmt: skip


def _pack(folder: str, texts: dict[str, str], author: Firm) -> dict[str, bytes]:
    return {f"{folder}/{name}": as_format(name, text, author.name) for name, text in texts.items()}


def _sla(deal: Deal, signed: str, start: str, annex: str = "") -> str:
    return deal.text("sla", day=day(signed), contract_day=day(signed), start=day(start), annex=annex)


def _minutes(deal: Deal, held: str, following: str, topic: str) -> str:
    points = {
        "previous": "Toutes les actions du comité précédent sont closes.",
        "review": f"Les indicateurs sont conformes. Sujet du jour : {topic}.",
        "incidents": "Un retard de transmission, sans suite.",
        "actions": rows(f"Compléter le dossier de passation | {deal.provider.name} | {short(following)} | En cours"),
    }
    return minutes(deal, held, following, points, place="siège de Montsabré Conserves")
