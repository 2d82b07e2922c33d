"""What people call the values that flow: verdicts, statuses, severities, states, flags, processes."""

from __future__ import annotations

from dataroom.model import Bilingual as B  # noqa: N817 - one letter keeps hundreds of pairs readable
from dataroom.model import Confidence, Severity, State, Status, Verdict, Where

VERDICTS: dict[str, B] = {
    Verdict.READY: B("Prête", "Ready"),
    Verdict.CONDITIONS: B("Prête sous réserves", "Ready with conditions"),
    Verdict.NOT_READY: B("Non prête", "Not ready"),
}
VERDICT_SIGNS: dict[str, str] = {Verdict.READY: "✓", Verdict.CONDITIONS: "~", Verdict.NOT_READY: "✗"}

STATUSES: dict[str, B] = {
    Status.SATISFIED: B("Satisfaite", "Satisfied"),
    Status.PARTIAL: B("Partielle", "Partial"),
    Status.UNUSABLE: B("Inexploitable", "Unusable"),
    Status.TO_CONFIRM: B("À confirmer", "To confirm"),
    Status.MISSING: B("Manquante", "Missing"),
    Status.WAIVED: B("Dispensée", "Waived"),
    Status.NOT_APPLICABLE: B("Sans objet", "Not applicable"),
    Status.WITHHELD: B("Non communiquée", "Withheld"),
}
STATUS_SIGNS: dict[str, str] = {
    Status.SATISFIED: "✓",
    Status.PARTIAL: "~",
    Status.UNUSABLE: "!",
    Status.TO_CONFIRM: "?",
    Status.MISSING: "✗",
    Status.WAIVED: "○",
    Status.NOT_APPLICABLE: "–",
    Status.WITHHELD: "◐",
}

SEVERITIES: dict[str, B] = {
    Severity.BLOCKING: B("Bloquante", "Blocking"),
    Severity.MAJOR: B("Majeure", "Major"),
    Severity.MINOR: B("Mineure", "Minor"),
}
FINDING_SEVERITIES: dict[str, B] = {
    Severity.BLOCKING: B("Bloquant", "Blocking"),
    Severity.MAJOR: B("Majeur", "Major"),
    Severity.MINOR: B("Mineur", "Minor"),
}
SEVERITY_SIGNS: dict[str, str] = {Severity.BLOCKING: "■", Severity.MAJOR: "▲", Severity.MINOR: "●"}

CONFIDENCES: dict[str, B] = {
    Confidence.HIGH: B("élevée", "high"),
    Confidence.MEDIUM: B("moyenne", "medium"),
    Confidence.LOW: B("faible", "low"),
}

STATES: dict[str, B] = {
    State.OK: B("lu", "read"),
    State.IMAGE_ONLY: B("image sans texte", "image without text"),
    State.ENCRYPTED: B("protégé par mot de passe", "password-protected"),
    State.CORRUPT: B("endommagé", "damaged"),
    State.EMPTY: B("vide", "empty"),
    State.UNSUPPORTED: B("format non pris en charge", "format not supported"),
    State.TOO_LARGE: B("trop volumineux", "too large"),
    State.TIMEOUT: B("lecture trop longue", "took too long to read"),
    State.CHANGED: B("modifié pendant la lecture", "changed while being read"),
    State.UNREADABLE: B("illisible", "unreadable"),
}

BY_OCR = B("image lue par reconnaissance de texte (OCR)", "image read by text recognition (OCR)")
"""The state of an image whose text is known by recognition alone."""

WHERES: dict[str, B] = {
    Where.NAME: B("nom du fichier", "file name"),
    Where.PATH: B("dossier", "folder"),
    Where.TITLE: B("titre", "title"),
    Where.BODY: B("texte", "text"),
    Where.FACT: B("structure du fichier", "structure of the file"),
}

FLAGS: dict[str, B] = {
    "draft": B("projet", "draft"),
    "template": B("modèle vierge", "blank template"),
    "unsigned": B("non signé", "unsigned"),
    "standard-terms": B("conditions générales", "general terms"),
    "expired": B("périmé", "expired"),
    "duplicate": B("doublon", "duplicate"),
    "near-duplicate": B("quasi-doublon", "near-duplicate"),
    "contrary": B("dit le contraire", "says the contrary"),
    "superseded": B("remplacé par une version ultérieure", "superseded"),
    "other-company": B("concerne une autre société", "about another company"),
    "misnamed": B("nom trompeur", "misleading name"),
    "wrong-extension": B("extension erronée", "wrong extension"),
    "missing-annex": B("annexe manquante", "missing annex"),
    "personal-data": B("données personnelles", "personal data"),
    "secret": B("secret ou identifiant", "secret or credential"),
    "hidden-content": B("contenu masqué", "hidden content"),
    "ocr": B("texte connu par reconnaissance (OCR)", "text known by recognition (OCR)"),
    "ocr-low": B("reconnaissance peu sûre (OCR)", "unsure recognition (OCR)"),
    "decided": B("tranché par une personne", "decided by a person"),
    "period-conflict": B("périodes contradictoires", "conflicting periods"),
}

PROCESSES: dict[str, B] = {
    "accounting": B("Comptabilité", "Accounting"),
    "payroll": B("Paie", "Payroll"),
    "hr": B("Ressources humaines", "Human resources"),
    "legal-secretariat": B("Secrétariat juridique", "Legal secretariat"),
    "invoicing": B("Facturation", "Invoicing"),
    "collections": B("Relance et recouvrement", "Collections"),
    "expenses": B("Notes de frais", "Expenses"),
    "suppliers": B("Fournisseurs", "Suppliers"),
    "reporting": B("Tableaux de bord", "Reporting"),
    "secretariat": B("Secrétariat", "Secretariat"),
    "archiving": B("Archivage", "Archiving"),
    "it": B("Informatique", "IT"),
}

TO_DO: dict[str, B] = {
    Status.MISSING: B("obtenir", "obtain"),
    Status.UNUSABLE: B("remplacer", "replace"),
    Status.PARTIAL: B("compléter", "complete"),
    Status.TO_CONFIRM: B("confirmer", "confirm"),
}
"""What is to be done about a requirement that is open."""

DEALS: dict[str, B] = {
    "share": B("cession de titres", "share deal"),
    "asset": B("cession de fonds de commerce", "asset deal"),
}
PHASES: dict[str, B] = {
    "growth": B("croissance", "growth"),
    "pre-sale": B("préparation de la cession", "pre-sale"),
    "sale": B("cession en cours", "sale"),
    "post-sale": B("après la cession", "post-sale"),
}
EDITIONS: dict[str, B] = {
    "seller": B("Édition du cédant", "Seller’s edition"),
    "acquirer": B("Édition de l’acquéreur", "Acquirer’s edition"),
}
LANGUAGES: dict[str, B] = {"fr": B("français", "French"), "en": B("anglais", "English")}
