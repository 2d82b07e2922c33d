"""Tables that either company keeps: who may open what, who does what, the books."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from making.papers import Deal
from making.sheets import Row


def access_matrix(company: str, reviewed: str, pilot: str, accesses: Iterable[Row]) -> list[Row]:
    """Give the access rights matrix; `accesses`: person, firm, tool, right, second factor, opened."""
    return [
        (f"Matrice des habilitations – {company}",),
        ("Revue du", reviewed, "Réalisée par", pilot),
        (),
        ("Utilisateur", "Organisation", "Application", "Profil", "MFA", "Ouvert le", "Maintenu"),
        *((*access, "oui") for access in accesses),
    ]


def register(deals: Sequence[tuple[Deal, str, str, str, str]]) -> list[Row]:
    """Give the register of providers; each with its process, start, notice and yearly cost."""
    head = (
        "Prestataire",
        "SIREN",
        "Processus externalisé",
        "Début du contrat",
        "Préavis",
        "Coût annuel HT",
        "Pilote interne",
    )
    return [head, *((d.provider.name, d.provider.siren, *rest, d.pilot) for d, *rest in deals)]


def raci(provider_tasks: Iterable[Row]) -> list[Row]:
    """Give a RACI matrix, before and after outsourcing."""
    return [
        ("Matrice RACI – responsabilités avant / après externalisation",),
        ("R : réalise – A : approuve – C : consulté – I : informé",),
        (),
        (
            "Tâche",
            "Avant : responsable administratif",
            "Après : responsable administratif",
            "Après : prestataire",
            "Présidence",
        ),
        *provider_tasks,
    ]


BALANCE: tuple[tuple[str, str, int, int], ...] = (
    ("101000", "Capital social", 0, 120000),
    ("106800", "Autres réserves", 0, 318400),
    ("164000", "Emprunts auprès des établissements de crédit", 0, 402150),
    ("215400", "Matériel industriel", 486300, 0),
    ("310000", "Matières premières", 214780, 0),
    ("401000", "Fournisseurs", 0, 268100),
    ("411000", "Clients", 402660, 0),
    ("445710", "TVA collectée", 0, 38240),
    ("512000", "Banque", 196450, 0),
    ("601000", "Achats de matières premières", 915200, 0),
    ("641000", "Rémunérations du personnel", 794800, 0),
    ("645000", "Charges de sécurité sociale", 310500, 0),
    ("701000", "Ventes de produits finis", 0, 2173800),
)


def trial_balance(company: str, closed: str) -> list[Row]:
    """Give a trial balance whose two sides are equal."""
    debit, credit = sum(line[2] for line in BALANCE), sum(line[3] for line in BALANCE)
    return [
        (f"Balance générale – {company}",),
        ("Arrêtée au", closed),
        (),
        ("Compte", "Intitulé", "Débit", "Crédit"),
        *BALANCE,
        ("", "Totaux", debit, credit),
    ]


_FEC = (
    "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib",
    "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate", "Montantdevise",
    "Idevise",
)  # fmt: skip


def entries(year: int) -> bytes:
    """Give an accounting entries file (FEC) of that year, balanced entry by entry."""
    lines = ["\t".join(_FEC)]
    for number in range(1, 13):
        date, net = f"{year}{number:02d}15", 4000 + number * 130
        vat = net // 5
        for account, label, debit, credit in (
            ("411000", "Clients", net + vat, 0),
            ("701000", "Ventes de produits finis", 0, net),
            ("445710", "TVA collectée", 0, vat),
        ):
            cells = ["VT", "Ventes", f"VT{number:05d}", date, account, label, "", "", f"F{year}-{number:04d}", date]
            cells += [
                f"Facture F{year}-{number:04d}",
                f"{debit},00",
                f"{credit},00",
                "",
                "",
                f"{year}{number:02d}28",
                "",
                "",
            ]
            lines.append("\t".join(cells))
    return "\r\n".join([*lines, ""]).encode()
