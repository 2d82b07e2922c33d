"""Findings for what a document's flags say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dataroom.model import Bilingual, Confidence, Document, Finding, Severity


@dataclass(frozen=True, slots=True)
class _Rule:
    severity: Severity
    confidence: Confidence
    fr: str
    en: str
    remedy: Bilingual


_RULES = {
    "draft": _Rule(
        Severity.MINOR,
        Confidence.MEDIUM,
        "est un projet",
        "is a draft",
        Bilingual(
            "Déposer la version définitive, ou retirer le projet.", "Add the final version, or remove the draft."
        ),
    ),
    "template": _Rule(
        Severity.MINOR,
        Confidence.MEDIUM,
        "est un modèle vierge",
        "is a blank template",
        Bilingual("Déposer la pièce remplie et signée.", "Add the document filled in and signed."),
    ),
    "unsigned": _Rule(
        Severity.MAJOR,
        Confidence.MEDIUM,
        "ne porte pas de signature visible",
        "bears no visible signature",
        Bilingual("Déposer l’exemplaire signé par toutes les parties.", "Add the copy signed by all parties."),
    ),
    "expired": _Rule(
        Severity.MAJOR,
        Confidence.HIGH,
        "a expiré à la date de référence",
        "had expired at the as-of date",
        Bilingual("Demander une attestation en cours de validité.", "Ask for one that is in force."),
    ),
    "duplicate": _Rule(
        Severity.MINOR,
        Confidence.HIGH,
        "est la copie exacte d’un autre fichier",
        "is an exact copy of another file",
        Bilingual("Ne garder qu’un exemplaire.", "Keep one of them."),
    ),
    "near-duplicate": _Rule(
        Severity.MINOR,
        Confidence.MEDIUM,
        "est une version voisine d’un autre fichier",
        "is a version close to another file",
        Bilingual("Ne garder que la version qui fait foi.", "Keep the authoritative version only."),
    ),
    "contrary": _Rule(
        Severity.MAJOR,
        Confidence.MEDIUM,
        "dit le contraire de ce qu’il doit prouver",
        "says the contrary of what it should prove",
        Bilingual("La lire, puis demander la pièce régulière.", "Read it, then ask for the proper document."),
    ),
    "other-company": _Rule(
        Severity.MAJOR,
        Confidence.MEDIUM,
        "concerne une autre société",
        "is about another company",
        Bilingual(
            "Retirer la pièce : elle n’a pas sa place dans la salle et peut trahir le secret d’un tiers.",
            "Remove it: it does not belong in the room and may betray a third party’s secret.",
        ),
    ),
    "misnamed": _Rule(
        Severity.MINOR,
        Confidence.MEDIUM,
        "porte un nom qui annonce une autre pièce",
        "has a name that announces something else",
        Bilingual("Renommer le fichier d’après son contenu.", "Rename the file after its content."),
    ),
    "wrong-extension": _Rule(
        Severity.MINOR,
        Confidence.HIGH,
        "n’a pas l’extension de son format",
        "does not have the extension of its format",
        Bilingual("Corriger l’extension, ou convertir le fichier.", "Correct the extension, or convert the file."),
    ),
    "missing-annex": _Rule(
        Severity.MAJOR,
        Confidence.MEDIUM,
        "cite une annexe absente de la salle",
        "cites an annex that is not in the room",
        Bilingual("Déposer l’annexe citée.", "Add the annex."),
    ),
    "superseded": _Rule(
        Severity.MINOR,
        Confidence.MEDIUM,
        "est remplacé par une pièce plus récente",
        "is superseded by a later document",
        Bilingual("L’archiver, ou le dire dans l’index.", "Archive it, or say so in the index."),
    ),
    "hidden-content": _Rule(
        Severity.MAJOR,
        Confidence.HIGH,
        "contient des éléments masqués",
        "holds hidden content",
        Bilingual(
            "Vérifier et supprimer feuilles, textes, commentaires ou révisions masqués avant l’ouverture.",
            "Check and remove hidden sheets, texts, comments or revisions before opening.",
        ),
    ),
    "period-conflict": _Rule(
        Severity.MINOR,
        Confidence.MEDIUM,
        "annonce deux périodes différentes dans son nom et dans son texte",
        "gives two different periods in its name and in its text",
        Bilingual(
            "Renommer le fichier d’après la période de son texte.", "Rename the file after the period of its text."
        ),
    ),
    "secret": _Rule(
        Severity.BLOCKING,
        Confidence.MEDIUM,
        "contient des mots de passe ou des codes",
        "holds passwords or codes",
        Bilingual("Le retirer et changer ces codes sans attendre.", "Remove it and change the codes at once."),
    ),
    "personal-data": _Rule(
        Severity.MINOR,
        Confidence.MEDIUM,
        "contient des données personnelles",
        "holds personal data",
        Bilingual("Caviarder, ou réserver à une étape ultérieure.", "Redact it, or keep it for a later stage."),
    ),
}


_HALF_SIGNED = Bilingual(
    "ne porte pas la signature de toutes les parties", "does not bear the signatures of all the parties"
)


def flagged(documents: Iterable[Document]) -> Iterator[Finding]:
    """Give one finding for each flag of each document, but where the document alone shows it in more detail."""
    for document in documents:
        told = {finding.rule for finding in document.findings}
        for flag in document.flags:
            rule = _RULES.get(flag)
            if rule is not None and not any(name == flag or name.startswith(f"{flag}-") for name in told):
                yield _finding(document, flag, rule)


def _finding(document: Document, flag: str, rule: _Rule) -> Finding:
    name = document.name
    said = _HALF_SIGNED if flag == "unsigned" and document.signature else Bilingual(rule.fr, rule.en)
    message = Bilingual(f"« {name} » {said.fr}.", f"“{name}” {said.en}.")
    return Finding(flag, rule.severity, rule.confidence, message, rule.remedy, document.path)
