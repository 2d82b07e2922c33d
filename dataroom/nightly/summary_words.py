"""The words of the page over all rooms."""

from __future__ import annotations

from dataroom.model import Bilingual

COUNTED = {
    "rooms": (Bilingual("salle", "room"), Bilingual("salles", "rooms")),
    "failed": (
        Bilingual("salle n’a reçu aucun verdict", "room got no verdict"),
        Bilingual("salles n’ont reçu aucun verdict", "rooms got no verdict"),
    ),
    "not-told": (
        Bilingual(
            "message n’a pas pu être envoyé ; il le sera la nuit prochaine",
            "message could not be sent; it will be next night",
        ),
        Bilingual(
            "messages n’ont pas pu être envoyés ; ils le seront la nuit prochaine",
            "messages could not be sent; they will be next night",
        ),
    ),
    "more": (Bilingual("de plus", "more"), Bilingual("de plus", "more")),
    "reread": (
        Bilingual(
            "fichier inchangé a été relu cette nuit pour vérification.",
            "unchanged file was read again tonight to verify it.",
        ),
        Bilingual(
            "fichiers inchangés ont été relus cette nuit pour vérification.",
            "unchanged files were read again tonight to verify them.",
        ),
    ),
}
WORDS = {
    "title": Bilingual("Toutes les salles", "All rooms"),
    "night": Bilingual("Contrôle de nuit", "Nightly check"),
    "no-verdict": Bilingual("Aucun verdict", "No verdict"),
    "not-ready": Bilingual("Non prêtes", "Not ready"),
    "ready-with-conditions": Bilingual("Prêtes sous réserves", "Ready with conditions"),
    "ready": Bilingual("Prêtes", "Ready"),
    "room": Bilingual("Salle", "Room"),
    "verdict": Bilingual("Verdict", "Verdict"),
    "blocking": Bilingual("Bloquantes", "Blocking"),
    "major": Bilingual("Majeures", "Major"),
    "minor": Bilingual("Mineures", "Minor"),
    "settled": Bilingual("Réglées", "Settled"),
    "unread": Bilingual("Non lus", "Not read"),
    "news": Bilingual("Nouveautés", "News"),
    "next": Bilingual("Prochaine échéance", "Next end"),
    "open": Bilingual("Exigences ouvertes", "Open requirements"),
    "unchanged": Bilingual("inchangée depuis le", "unchanged since"),
    "oldest": Bilingual("Lecture la plus ancienne", "Oldest reading"),
    "notice": Bilingual("À savoir", "To be known"),
    "report": Bilingual("voir le rapport", "see the report"),
    "lasted": Bilingual("durée", "lasted"),
    "colon": Bilingual("\u00a0:", ":"),
    "last": Bilingual("dernier verdict", "last verdict"),
    "never": Bilingual("jamais contrôlée avec succès", "never checked with success"),
    "changed": Bilingual("Ce qui a changé", "What changed"),
    "nothing": Bilingual(
        "Rien n’a changé depuis le dernier rapport de chaque salle.",
        "Nothing changed since the last report of each room.",
    ),
    "ends": Bilingual("Ce qui prend fin bientôt", "What ends soon"),
    "end": Bilingual("Fin", "End"),
    "document": Bilingual("Document", "Document"),
    "common": Bilingual(
        "Lacunes communes à plusieurs salles",
        "Gaps that several rooms share",
    ),
    "requirement": Bilingual("Exigence", "Requirement"),
    "rooms": Bilingual("Salles", "Rooms"),
    "severity": Bilingual("Gravité", "Severity"),
    "aside": Bilingual(
        "Mis de côté, car modifié à la main",
        "Set aside, as changed by hand",
    ),
    "foot": Bilingual(
        "dataroom aide à préparer une salle de données. Il ne donne pas de conseil juridique.",
        "dataroom assists the preparation of a data room. It gives no legal advice.",
    ),
}
