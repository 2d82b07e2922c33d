"""The columns of the tracker and of the CSV register: what each is called, how wide it is, what stands in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dataroom.model import Bilingual as B  # noqa: N817 - one letter keeps a hundred pairs readable

Value = str | int | dt.date | None
"""What a cell may hold; None leaves it empty."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters, and its kind (`text`, `wrap`, `number`, `date`, `code`)."""

    name: str
    heading: B
    width: int
    kind: str = "text"


def _table(*columns: Column) -> dict[str, Column]:
    return {column.name: column for column in columns}


KEY = Column("key", B("Clé", "Key"), 24, "code")
FINDING_ID = Column("id", B("Identifiant", "Id"), 17, "code")
ABOUT = Column("about", B("Écrit à propos de", "Written about"), 60, "wrap")

PEOPLE = _table(
    Column("owner", B("Responsable", "Owner"), 18),
    Column("due", B("Échéance", "Due"), 13, "date"),
    Column("work", B("Avancement", "Progress"), 15),
    Column("comment", B("Commentaire", "Comment"), 38, "wrap"),
)
"""The columns that people fill in: what they write there comes back."""

PEN = "✎"
"""Stands before the headings of people's columns, so that they are known without their colour."""

WORK_STATES = {
    "to-do": B("À faire", "To do"),
    "requested": B("Demandé", "Requested"),
    "received": B("Reçu", "Received"),
    "done": B("Terminé", "Done"),
    "dropped": B("Sans suite", "Dropped"),
}
"""The words that the tracker offers for the progress of the work."""

GAPS = _table(
    Column("requirement", B("Exigence", "Requirement"), 36, "wrap"),
    Column("process", B("Processus", "Process"), 15, "wrap"),
    Column("provider", B("Prestataire", "Provider"), 18, "wrap"),
    Column("period", B("Période", "Period"), 14),
    Column("severity", B("Gravité", "Severity"), 13),
    Column("status", B("Statut", "Status"), 17),
    Column("next", B("Prochaine étape", "Next step"), 32, "wrap"),
    Column("reasons", B("Motif", "Reason"), 42, "wrap"),
    Column("request", B("Demande prête à envoyer", "Request, ready to send"), 48, "wrap"),
    Column("documents", B("Pièces", "Documents"), 38, "wrap"),
    Column("why", B("Pourquoi cela compte", "Why it matters"), 36, "wrap"),
    Column("rung", B("Niveau atteint", "Rung reached"), 15),
    Column("checklist", B("Liste", "Checklist"), 22, "wrap"),
    KEY,
)


REQUESTS = _table(
    Column("addressee", B("Destinataire", "Addressee"), 24, "wrap"),
    Column("number", B("N°", "No."), 6, "number"),
    Column("requirement", B("Pièce demandée", "Document asked for"), 36, "wrap"),
    Column("process", B("Processus", "Process"), 16, "wrap"),
    Column("provider", B("Prestataire", "Provider"), 18, "wrap"),
    Column("severity", B("Gravité", "Severity"), 13),
    Column("periods", B("Périodes", "Periods"), 26, "wrap"),
    Column("request", B("Demande", "Request"), 62, "wrap"),
    Column("reasons", B("Motif", "Reason"), 44, "wrap"),
    Column("count", B("Exigences", "Requirements"), 12, "number"),
)

DOCUMENTS = _table(
    Column("number", B("N°", "No."), 11),
    Column("title", B("Titre", "Title"), 40, "wrap"),
    Column("folder", B("Dossier", "Folder"), 40, "wrap"),
    Column("type", B("Type", "Type"), 30, "wrap"),
    Column("confidence", B("Confiance", "Confidence"), 11),
    Column("provider", B("Prestataire", "Provider"), 20, "wrap"),
    Column("period", B("Période", "Period"), 14),
    Column("date", B("Date", "Date"), 12, "date"),
    Column("expires", B("Échéance", "Expires"), 12, "date"),
    Column("pages", B("Pages", "Pages"), 8, "number"),
    Column("size", B("Taille (octets)", "Size (bytes)"), 14, "number"),
    Column("state", B("Lecture", "Reading"), 20, "wrap"),
    Column("stage", B("Communication", "Disclosure"), 28, "wrap"),
    Column("flags", B("Signalements", "Flags"), 26, "wrap"),
    Column("sha256", B("SHA-256", "SHA-256"), 22, "code"),
    Column("path", B("Chemin", "Path"), 40, "code"),
    Column("id", B("Identifiant", "Id"), 20, "code"),
)

CLAUSES = _table(
    Column("contract", B("Contrat", "Contract"), 48, "wrap"),
    Column("provider", B("Prestataire", "Provider"), 22, "wrap"),
    Column("clause", B("Clause", "Clause"), 34, "wrap"),
    Column("found", B("Relevée ?", "Found?"), 16),
    Column("page", B("Page", "Page"), 8, "number"),
    Column("quote", B("Extrait", "Quote"), 80, "wrap"),
)

FINDINGS = _table(
    Column("message", B("Constat", "Finding"), 56, "wrap"),
    Column("severity", B("Gravité", "Severity"), 13),
    Column("remedy", B("Remède", "Remedy"), 46, "wrap"),
    Column("document", B("Pièce", "Document"), 44, "wrap"),
    Column("page", B("Page", "Page"), 8, "number"),
    Column("also", B("Autres pièces comparées", "Other documents compared"), 34, "wrap"),
    Column("confidence", B("Confiance", "Confidence"), 12),
    Column("rule", B("Règle", "Rule"), 22, "code"),
    FINDING_ID,
)

CHECKS = _table(
    Column("check", B("Contrôle", "Check"), 44, "wrap"),
    Column("outcome", B("Résultat", "Outcome"), 22),
    Column("reason", B("Explication", "Explanation"), 80, "wrap"),
    Column("documents", B("Pièces comparées", "Documents compared"), 60, "wrap"),
    Column("id", B("Identifiant", "Id"), 26, "code"),
)

UNREAD = _table(
    Column("path", B("Pièce", "Document"), 70, "wrap"),
    Column("state", B("État", "State"), 34, "wrap"),
    Column("reason", B("Motif", "Reason"), 80, "wrap"),
)

INTEGRITY = _table(
    Column("what", B("Élément", "Item"), 38),
    Column("value", B("Valeur", "Value"), 76, "wrap"),
)

GONE = _table(ABOUT, Column("now", B("Aujourd’hui", "Today"), 26, "wrap"), KEY)

SHEETS = {
    "summary": B("Synthèse", "Summary"),
    "gaps": B("Registre des lacunes", "Gap register"),
    "requests": B("Demandes", "Requests"),
    "coverage": B("Couverture", "Coverage"),
    "periods": B("Périodes", "Periods"),
    "documents": B("Index des pièces", "Document index"),
    "clauses": B("Clauses", "Clauses"),
    "findings": B("Constats", "Findings"),
    "checks": B("Contrôles croisés", "Cross-checks"),
    "integrity": B("Intégrité", "Integrity"),
    "unread": B("Non lus", "Not read"),
    "gone": B("Plus demandé", "No longer asked"),
    "lists": B("Listes", "Lists"),
}
"""The titles of the tracker's sheets, in their order."""

RUNGS = {
    "absent": B("absente", "absent"),
    "present": B("présente", "present"),
    "readable": B("lisible", "readable"),
    "identified": B("identifiée", "identified"),
    "executed": B("signée", "signed"),
    "in-force": B("en vigueur", "in force"),
    "contains": B("contenu relevé", "content found"),
    "confirmed": B("confirmée", "confirmed"),
}
OUTCOMES = {
    "agrees": B("✓ concorde", "✓ agrees"),
    "differs": B("✗ diffère", "✗ differs"),
    "not-comparable": B("– non comparable", "– not comparable"),
}
