"""Findings for what a file holds beside the page that people see, or holds without being readable: from its facts.

Counts and places alone are told, never what is hidden: a report must not be the leak that it warns of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dataroom.model import Bilingual, Confidence, Fact, Finding, Severity, last_part


@dataclass(frozen=True, slots=True)
class _Rule:
    """What one or more facts mean; `{n}` is how many there are, `{s}` the plural of more than one."""

    name: str
    facts: tuple[str, ...]
    severity: Severity
    said: Bilingual
    remedy: Bilingual
    confidence: Confidence = Confidence.HIGH


_LOOK = Bilingual(
    "Les afficher, les vérifier, puis supprimer ce qui ne doit pas être lu.",
    "Show them, check them, then remove what must not be read.",
)
_RULES = (
    _Rule(
        "hidden-content-sheet",
        ("hidden-sheet",),
        Severity.MAJOR,
        Bilingual("contient {n} feuille{s} masquée{s}", "holds {n} hidden sheet{s}"),
        _LOOK,
    ),
    _Rule(
        "hidden-content-very-hidden-sheet",
        ("very-hidden-sheet",),
        Severity.MAJOR,
        Bilingual(
            "contient {n} feuille{s} « très masquée{s} », que le menu d’Excel ne propose pas d’afficher",
            "holds {n} “very hidden” sheet{s}, which Excel’s menu does not offer to show",
        ),
        Bilingual(
            "Les rendre visibles dans l’éditeur Visual Basic (propriété Visible), puis les supprimer ou les assumer.",
            "Make them visible in the Visual Basic editor (property Visible), then remove them or stand by them.",
        ),
    ),
    _Rule(
        "hidden-content-rows",
        ("hidden-rows", "hidden-columns"),
        Severity.MINOR,
        Bilingual(
            "a des lignes ou des colonnes masquées ({n} feuille{s})", "has hidden rows or columns ({n} sheet{s})"
        ),
        _LOOK,
    ),
    _Rule(
        "hidden-content-slide",
        ("hidden-slide",),
        Severity.MINOR,
        Bilingual("contient {n} diapositive{s} masquée{s}", "holds {n} hidden slide{s}"),
        _LOOK,
    ),
    _Rule(
        "hidden-content-text",
        ("hidden-text",),
        Severity.MAJOR,
        Bilingual(
            "contient du texte que l’on ne voit pas (blanc, minuscule, hors page ou masqué) : {n} passage{s}",
            "holds text that is not seen (white, tiny, off the page or hidden): {n} passage{s}",
        ),
        Bilingual(
            "Le supprimer dans l’original et réexporter ; il n’a compté pour aucune exigence.",
            "Remove it in the original and export again; it counted for no requirement.",
        ),
    ),
    _Rule(
        "hidden-content-layer",
        ("hidden-layer",),
        Severity.MAJOR,
        Bilingual("contient {n} calque{s} masqué{s}", "holds {n} hidden layer{s}"),
        Bilingual("Supprimer les calques masqués, ou aplatir le PDF.", "Remove the hidden layers, or flatten the PDF."),
    ),
    _Rule(
        "hidden-content-redaction",
        ("covered-text",),
        Severity.MAJOR,
        Bilingual(
            "garde du texte lisible sous des rectangles opaques ({n} endroit{s}) : le caviardage a échoué",
            "keeps readable text under opaque rectangles ({n} place{s}): the redaction failed",
        ),
        Bilingual(
            "Caviarder avec un outil qui supprime le texte, ou déposer une image des pages.",
            "Redact with a tool that removes the text, or add a picture of the pages.",
        ),
    ),
    _Rule(
        "hidden-content-changes",
        ("tracked-changes",),
        Severity.MAJOR,
        Bilingual("garde des modifications suivies", "keeps tracked changes"),
        Bilingual(
            "Accepter ou refuser les modifications, puis réenregistrer.", "Accept or reject them, then save again."
        ),
    ),
    _Rule(
        "hidden-content-comments",
        ("comment",),
        Severity.MAJOR,
        Bilingual("contient {n} commentaire{s}", "holds {n} comment{s}"),
        Bilingual("Supprimer les commentaires internes.", "Remove internal comments."),
    ),
    _Rule(
        "hidden-content-notes",
        ("speaker-notes",),
        Severity.MINOR,
        Bilingual("contient des notes du présentateur ({n} diapositive{s})", "holds speaker notes ({n} slide{s})"),
        Bilingual(
            "Supprimer les notes, ou exporter en PDF sans elles.", "Remove the notes, or export to PDF without them."
        ),
    ),
    _Rule(
        "remote-template",
        ("remote-template",),
        Severity.MAJOR,
        Bilingual(
            "se rattache à un modèle distant, chargé à l’ouverture", "is tied to a remote template, loaded on opening"
        ),
        Bilingual("Détacher le modèle ou exporter en PDF.", "Detach the template, or export to PDF."),
    ),
    _Rule(
        "external-link",
        ("external-link",),
        Severity.MINOR,
        Bilingual(
            "renvoie à {n} fichier{s} extérieur{s} : ses valeurs peuvent manquer ou changer",
            "refers to {n} file{s} elsewhere: its values may be missing or change",
        ),
        Bilingual("Rompre les liaisons en gardant les valeurs.", "Break the links and keep the values."),
    ),
    _Rule(
        "macros",
        ("macros",),
        Severity.MINOR,
        Bilingual("contient des macros", "holds macros"),
        Bilingual(
            "L’enregistrer sans macros (DOCX, XLSX) ou en PDF.", "Save it without macros (DOCX, XLSX) or as PDF."
        ),
    ),
    _Rule(
        "embedded-object",
        ("embedded-file",),
        Severity.MINOR,
        Bilingual(
            "contient {n} objet{s} incorporé{s}, dont le contenu n’a pas été lu",
            "holds {n} embedded object{s}, whose content was not read",
        ),
        Bilingual(
            "Déposer ces objets comme fichiers séparés, ou les remplacer par une image.",
            "Add them as files of their own, or replace them by a picture.",
        ),
    ),
    _Rule(
        "active-content",
        ("active-content",),
        Severity.MAJOR,
        Bilingual(
            "contient du code ou des actions (JavaScript, lancement de programme, envoi de formulaire)",
            "holds code or actions (JavaScript, launching of a program, sending of a form)",
        ),
        Bilingual("L’imprimer en PDF pour n’en garder que les pages.", "Print it to PDF to keep its pages alone."),
    ),
    _Rule(
        "garbled-text",
        ("garbled-text", "garbled-page", "page-lost"),
        Severity.MAJOR,
        Bilingual(
            "a des pages dont les caractères sont faux ou perdus ({n} page{s}) : leur texte n’est pas sûr",
            "has pages whose characters are wrong or lost ({n} page{s}): their text is not reliable",
        ),
        Bilingual("Le réexporter depuis l’original.", "Export it again from the original."),
        Confidence.MEDIUM,
    ),
    _Rule(
        "page-without-text",
        ("image-page",),
        Severity.MINOR,
        Bilingual(
            "a {n} page{s} qui ne {v} qu’une image : leur texte n’est lu que par reconnaissance de caractères,"
            " ou pas du tout",
            "has {n} page{s} that {v} only a picture: their text is read by character recognition alone, or not at all",
        ),
        Bilingual(
            "Déposer l’original avec son texte, s’il existe.", "Add the original with its text, if there is one."
        ),
    ),
    _Rule(
        "opened-with-password",
        ("opened-with-password",),
        Severity.MINOR,
        Bilingual("est protégé par un mot de passe, qui a été fourni", "is protected by a password, which was given"),
        Bilingual(
            "Déposer une version sans mot de passe, ou transmettre le mot de passe à part.",
            "Add a version without a password, or hand the password over separately.",
        ),
    ),
    _Rule(
        "converted",
        ("converted-text-only",),
        Severity.MINOR,
        Bilingual(
            "a été lu par un convertisseur qui n’en donne que le texte : ses éléments masqués n’ont pas été cherchés",
            "was read by a converter that gives its text alone: hidden content was not looked for",
        ),
        Bilingual("L’enregistrer en DOCX ou PDF.", "Save it as DOCX or PDF."),
    ),
)
_PERSON = re.compile(
    r"[A-ZÀ-Þ][a-zß-ÿ]+(?:[-’' ][A-ZÀ-Þ][a-zß-ÿ]+)*\s+[A-ZÀ-Þ][A-Za-zß-ÿÀ-Þ’'-]+|[A-ZÀ-Þ’'-]{2,}\s+[A-ZÀ-Þ][a-zß-ÿ]+"
)
_NO_PERSON = re.compile(
    r"(?i)\b(?:user|users|utilisat\w+|office|microsoft|windows|openpyxl|python|libre\w*|admin\w*|scan\w*|société"
    r"|cabinet|sas|sarl|eurl|sa|sci|service\w*|direction|comptab\w*|expert\w*|paie|secr\w+|conseil|groupe|group|ltd|limited|gmbh"
    r"|inc|llp|llc|accueil|poste|pc|anonymous|unknown|inconnu|canon|ricoh|xerox|epson|adobe|word|excel|default|defaut)\b"
)


def inside(facts: Iterable[Fact], path: str) -> tuple[Finding, ...]:
    """Give the findings that the facts of one document make, in the order of the rules."""
    told: dict[str, list[Fact]] = {}
    for fact in facts:
        told.setdefault(fact.name, []).append(fact)
    return tuple(_finding(rule, found, path) for rule in _RULES if (found := _of(rule, told)))


def _of(rule: _Rule, told: dict[str, list[Fact]]) -> list[Fact]:
    return [fact for name in rule.facts for fact in told.get(name, ())]


def _finding(rule: _Rule, found: list[Fact], path: str) -> Finding:
    name = last_part(path)
    count = len({(fact.value, fact.page) for fact in found})
    plural = "s" if count > 1 else ""
    fr = rule.said.fr.format(n=count, s=plural, v="sont" if plural else "est")
    en = rule.said.en.format(n=count, s=plural, v="are" if plural else "is")
    page = min((fact.page for fact in found if fact.page is not None), default=None)
    message = Bilingual(f"« {name} » {fr}.", f"“{name}” {en}.")
    return Finding(rule.name, rule.severity, rule.confidence, message, rule.remedy, path, page)


def people_named(facts: Iterable[Fact]) -> bool:
    """Tell whether the properties of a file name a person, and not a program, a function or a company."""
    return any(
        fact.name == "meta-author" and _PERSON.fullmatch(fact.value.strip()) and not _NO_PERSON.search(fact.value)
        for fact in facts
    )
