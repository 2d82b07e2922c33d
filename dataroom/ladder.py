"""The ladder of a requirement, from nothing to a person's word: what to do to reach the next rung. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from dataroom.model import Bilingual, Result, Rung

_NEXT: Mapping[Rung, Bilingual] = {
    Rung.ABSENT: Bilingual(
        "Obtenir la pièce et la verser dans la salle.", "Obtain the document and add it to the room."
    ),
    Rung.PRESENT: Bilingual(
        "Obtenir une version lisible : texte sélectionnable, sans mot de passe, complète.",
        "Obtain a version that can be read: selectable text, no password, complete.",
    ),
    Rung.READABLE: Bilingual(
        "Faire dire par une personne ce qu’est cette pièce et à qui elle se rapporte (décision dans le profil), "
        "ou la remplacer.",
        "Have a person say what this document is and whose it is (a decision in the profile), or replace it.",
    ),
    Rung.IDENTIFIED: Bilingual(
        "Obtenir la version définitive, signée par toutes les parties.",
        "Obtain the final version, signed by all parties.",
    ),
    Rung.EXECUTED: Bilingual(
        "Obtenir la pièce à jour, en vigueur à la date d’examen.",
        "Obtain the current document, in force at the as-of date.",
    ),
    Rung.IN_FORCE: Bilingual(
        "Compléter la pièce des points qui n’y ont pas été trouvés, ou indiquer où ils figurent.",
        "Complete the document with the points that were not found in it, or say where they stand.",
    ),
    Rung.CONTAINS: Bilingual("Faire relire et confirmer par une personne.", "Have a person read it and confirm."),
}


def next_step(result: Result) -> Bilingual | None:
    """Say what brings a requirement one rung up; None where a person has confirmed it or nothing more is asked."""
    return _NEXT.get(result.rung)
