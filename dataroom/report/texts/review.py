"""Words of the review mode of the page."""

from __future__ import annotations

from dataroom.model import Bilingual as B  # noqa: N817 - one letter keeps the pairs readable

REVIEW: dict[str, B] = {
    "review": B("Revue", "Review"),
    "review-lead": B(
        "Confirmez ou corrigez ce que le programme a compris. Rien n’est changé dans la salle : vos décisions vont "
        "dans un fichier que le prochain contrôle reprend (dataroom check … --decisions FICHIER).",
        "Confirm or correct what the program understood. Nothing is changed in the room: your decisions go into a file "
        "that the next check takes (dataroom check … --decisions FILE).",
    ),
    "review-start": B("Commencer la revue", "Start the review"),
    "review-stop": B("Quitter la revue", "Leave the review"),
    "review-by": B("Votre nom", "Your name"),
    "review-none": B("Aucune décision en attente", "No decision pending"),
    "review-one": B("décision en attente", "decision pending"),
    "review-many": B("décisions en attente", "decisions pending"),
    "review-save": B("Enregistrer les décisions", "Save decisions"),
    "review-saved": B(
        "Fichier enregistré. Donnez-le au prochain contrôle : --decisions",
        "File saved. Give it to the next check: --decisions",
    ),
    "review-need-name": B(
        "Indiquez d’abord votre nom (deux lettres au moins).", "Give your name first (two letters at least)."
    ),
    "review-list": B("Décisions en attente", "Pending decisions"),
    "review-remove": B("Retirer", "Remove"),
    "review-document": B("Votre décision sur cette pièce", "Your decision on this document"),
    "review-requirement": B("Votre décision sur cette exigence", "Your decision on this requirement"),
    "review-type": B("Type", "Type"),
    "review-provider": B("Prestataire", "Provider"),
    "review-period": B("Période (2025, 2025-H1, 2025-Q3, 2025-09)", "Period (2025, 2025-H1, 2025-Q3, 2025-09)"),
    "review-note": B("Note", "Note"),
    "review-keep": B("comme reconnu", "as recognised"),
    "review-confirm": B("Confirmer tel quel", "Confirm as it is"),
    "review-correct": B("Retenir la correction", "Keep the correction"),
    "review-nothing": B(
        "Rien n’a été corrigé : choisissez un type, un prestataire ou une période.",
        "Nothing was corrected: choose a type, a provider or a period.",
    ),
    "review-unknown": B(
        "Rien à confirmer : le type n’est pas identifié.", "Nothing to confirm: the type is not identified."
    ),
    "review-bad-period": B(
        "Période attendue : 2025, 2025-H1, 2025-Q3 ou 2025-09.", "Expected a period: 2025, 2025-H1, 2025-Q3 or 2025-09."
    ),
    "review-kept": B("Décision retenue.", "Decision kept."),
    "review-status": B("Décision", "Decision"),
    "review-waived": B("dispenser", "waive"),
    "review-not-applicable": B("sans objet", "not applicable"),
    "review-withheld": B("ne pas communiquer", "withhold"),
    "review-reason": B("Motif (obligatoire)", "Reason (required)"),
    "review-until": B("Jusqu’au (obligatoire)", "Until (required)"),
    "review-for": B("Porte sur", "Applies to"),
    "review-all-periods": B("toutes les périodes de la ligne", "all periods of the row"),
    "review-waive": B("Retenir", "Keep"),
    "review-need-reason": B(
        "Donnez un motif (trois lettres au moins) et une date de fin.",
        "Give a reason (three letters at least) and an end date.",
    ),
    "review-carried": B(
        "décisions déjà prises sont reprises dans le fichier.", "decisions taken before are carried into the file."
    ),
    "review-unsaved": B("Des décisions ne sont pas enregistrées.", "Some decisions are not saved."),
    "review-no-name": B(
        "Cette pièce n’a ni empreinte ni chemin exact : elle ne peut pas être désignée.",
        "This document has neither a digest nor an exact path: it cannot be named.",
    ),
}
