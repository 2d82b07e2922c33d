"""Every word of the reports that is not the room's own, in French and in English."""

from __future__ import annotations

from collections.abc import Mapping

from dataroom.model import Bilingual as B  # noqa: N817 - one letter keeps five hundred pairs readable
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

GAUGES: dict[str, B] = {
    "completeness": B("Complétude", "Completeness"),
    "usability": B("Exploitabilité", "Usability"),
    "integrity": B("Intégrité", "Integrity"),
    "confidentiality": B("Confidentialité", "Confidentiality"),
}
GAUGE_QUESTIONS: dict[str, B] = {
    "completeness": B("Les pièces attendues sont-elles là ?", "Are the expected documents there?"),
    "usability": B("Peut-on lire et exploiter les fichiers ?", "Can the files be read and used?"),
    "integrity": B("Chaque fichier a-t-il son empreinte ?", "Does every file have its fingerprint?"),
    "confidentiality": B("Que révèlent les pièces ?", "What do the documents give away?"),
}
# What a count of a gauge counts, after its number. A name that is not here is shown as it is.
COUNTS: dict[str, tuple[B, B]] = {
    "requirements": (B("exigence", "requirement"), B("exigences", "requirements")),
    "required": (B("exigence", "requirement"), B("exigences", "requirements")),
    "total": (B("au total", "in all"), B("au total", "in all")),
    "open": (B("ouverte", "open"), B("ouvertes", "open")),
    "satisfied": (B("satisfaite", "satisfied"), B("satisfaites", "satisfied")),
    "partial": (B("partielle", "partial"), B("partielles", "partial")),
    "unusable": (B("inexploitable", "unusable"), B("inexploitables", "unusable")),
    "to-confirm": (B("à confirmer", "to confirm"), B("à confirmer", "to confirm")),
    "missing": (B("manquante", "missing"), B("manquantes", "missing")),
    "waived": (B("dispensée", "waived"), B("dispensées", "waived")),
    "not-applicable": (B("sans objet", "not applicable"), B("sans objet", "not applicable")),
    "withheld": (B("non communiquée", "withheld"), B("non communiquées", "withheld")),
    "documents": (B("document", "document"), B("documents", "documents")),
    "files": (B("fichier", "file"), B("fichiers", "files")),
    "read": (B("lu", "read"), B("lus", "read")),
    "ok": (B("lu", "read"), B("lus", "read")),
    "readable": (B("lisible", "readable"), B("lisibles", "readable")),
    "unread": (B("non lu", "unread"), B("non lus", "unread")),
    "classified": (B("identifié", "identified"), B("identifiés", "identified")),
    "unclassified": (B("non identifié", "not identified"), B("non identifiés", "not identified")),
    "typed": (B("identifié", "identified"), B("identifiés", "identified")),
    "untyped": (B("non identifié", "not identified"), B("non identifiés", "not identified")),
    "low-confidence": (B("à confiance faible", "of low confidence"), B("à confiance faible", "of low confidence")),
    "usable": (B("exploitable", "usable"), B("exploitables", "usable")),
    "hashed": (B("avec empreinte", "fingerprinted"), B("avec empreinte", "fingerprinted")),
    "fingerprinted": (B("avec empreinte", "fingerprinted"), B("avec empreinte", "fingerprinted")),
    "unhashed": (B("sans empreinte", "without fingerprint"), B("sans empreinte", "without fingerprint")),
    "bytes": (B("octet", "byte"), B("octets", "bytes")),
    "other-company": (B("d’une autre société", "of another company"), B("d’une autre société", "of another company")),
    "changed": (B("modifié", "changed"), B("modifiés", "changed")),
    "altered": (B("altéré", "altered"), B("altérés", "altered")),
    "findings": (B("constat", "finding"), B("constats", "findings")),
    "clean": (B("sans constat", "without finding"), B("sans constat", "without finding")),
    "checked": (B("vérifié", "checked"), B("vérifiés", "checked")),
    "not-checked": (B("non vérifié", "not checked"), B("non vérifiés", "not checked")),
    "unchecked": (B("non vérifié", "not checked"), B("non vérifiés", "not checked")),
    "image-only": (B("image sans texte", "image without text"), B("images sans texte", "images without text")),
    "image-by-ocr": (B("image lue par OCR", "image read by OCR"), B("images lues par OCR", "images read by OCR")),
    "by-ocr": (
        B("d’entre elles lue par OCR", "of them read by OCR"),
        B("d’entre elles lues par OCR", "of them read by OCR"),
    ),
    "encrypted": (B("protégé", "password-protected"), B("protégés", "password-protected")),
    "corrupt": (B("endommagé", "damaged"), B("endommagés", "damaged")),
    "empty": (B("vide", "empty"), B("vides", "empty")),
    "unsupported": (B("format non pris en charge", "unsupported"), B("formats non pris en charge", "unsupported")),
    "too-large": (B("trop volumineux", "too large"), B("trop volumineux", "too large")),
    "timeout": (B("lecture trop longue", "timed out"), B("lectures trop longues", "timed out")),
    "changed-while-read": (
        B("modifié pendant la lecture", "changed while read"),
        B("modifiés pendant la lecture", "changed while read"),
    ),
    "unreadable": (B("illisible", "unreadable"), B("illisibles", "unreadable")),
    "signed": (B("signé", "signed"), B("signés", "signed")),
    "unsigned": (B("non signé", "unsigned"), B("non signés", "unsigned")),
    "expired": (B("périmé", "expired"), B("périmés", "expired")),
    "draft": (B("projet", "draft"), B("projets", "drafts")),
    "template": (B("modèle vierge", "blank template"), B("modèles vierges", "blank templates")),
    "duplicate": (B("doublon", "duplicate"), B("doublons", "duplicates")),
    "duplicates": (B("doublon", "duplicate"), B("doublons", "duplicates")),
    "near-duplicate": (B("quasi-doublon", "near-duplicate"), B("quasi-doublons", "near-duplicates")),
    "superseded": (B("remplacé", "superseded"), B("remplacés", "superseded")),
    "personal-data": (
        B("avec données personnelles", "with personal data"),
        B("avec données personnelles", "with personal data"),
    ),
    "secret": (B("avec secret", "with a secret"), B("avec secrets", "with secrets")),
    "secrets": (B("avec secret", "with a secret"), B("avec secrets", "with secrets")),
    "hidden-content": (
        B("avec contenu masqué", "with hidden content"),
        B("avec contenu masqué", "with hidden content"),
    ),
    "blocking": (B("bloquante", "blocking"), B("bloquantes", "blocking")),
    "major": (B("majeure", "major"), B("majeures", "major")),
    "minor": (B("mineure", "minor"), B("mineures", "minor")),
    "blocking-findings": (B("constat bloquant", "blocking finding"), B("constats bloquants", "blocking findings")),
    "major-findings": (B("constat majeur", "major finding"), B("constats majeurs", "major findings")),
    "minor-findings": (B("constat mineur", "minor finding"), B("constats mineurs", "minor findings")),
    "blocking-open": (B("lacune bloquante", "blocking gap"), B("lacunes bloquantes", "blocking gaps")),
    "major-open": (B("lacune majeure", "major gap"), B("lacunes majeures", "major gaps")),
    "minor-open": (B("lacune mineure", "minor gap"), B("lacunes mineures", "minor gaps")),
    "blocking-waived": (
        B("dispense sur une exigence bloquante", "waiver of a blocking requirement"),
        B("dispenses sur des exigences bloquantes", "waivers of blocking requirements"),
    ),
    "gaps": (B("lacune", "gap"), B("lacunes", "gaps")),
    "periods": (B("période", "period"), B("périodes", "periods")),
    "pages": (B("page", "page"), B("pages", "pages")),
    "providers": (B("prestataire", "provider"), B("prestataires", "providers")),
    "clauses-found": (B("clause relevée", "clause found"), B("clauses relevées", "clauses found")),
    "rows": (B("ligne affichée", "row shown"), B("lignes affichées", "rows shown")),
}
PARTS = frozenset({*(state.value for state in State if state is not State.OK), "by-ocr"})
"""Counts that are parts of another one above them."""
NOT_CHECKED = frozenset({"not-checked", "unchecked"})
SHOWN_ZEROS = frozenset(["requirements", "satisfied", "missing", "documents", "read", "unread", "hashed", "checked"])
"""Counts that say something also when they are nought, where room is scarce."""

BAD_COUNTS = frozenset(
    [
        "missing",
        "unusable",
        "partial",
        "to-confirm",
        "unread",
        "corrupt",
        "empty",
        "encrypted",
        "unreadable",
        "unhashed",
        "changed",
        "altered",
        "secret",
        "secrets",
        "personal-data",
        "hidden-content",
        "not-checked",
        "unchecked",
        "image-only",
        "expired",
        "timeout",
        "too-large",
        "unsupported",
        "changed-while-read",
        "blocking",
        "unclassified",
        "untyped",
        "unsigned",
    ]
)

CLAUSES: dict[str, B] = {
    "purpose": B("Objet", "Purpose"),
    "term": B("Durée", "Term"),
    "renewal": B("Renouvellement", "Renewal"),
    "renewal-notice": B("Préavis de non-renouvellement", "Notice of non-renewal"),
    "termination": B("Résiliation", "Termination"),
    "termination-for-convenience": B("Résiliation sans motif", "Termination for convenience"),
    "notice-period": B("Préavis", "Notice period"),
    "price": B("Prix", "Price"),
    "price-revision": B("Révision du prix", "Price revision"),
    "service-levels": B("Niveaux de service", "Service levels"),
    "penalties": B("Pénalités", "Penalties"),
    "continuity": B("Continuité d’activité", "Business continuity"),
    "force-majeure": B("Force majeure", "Force majeure"),
    "confidentiality": B("Confidentialité", "Confidentiality"),
    "access-security": B("Sécurité des accès", "Access security"),
    "data-protection": B("Protection des données personnelles", "Data protection"),
    "subcontracting": B("Sous-traitance", "Subcontracting"),
    "reversibility": B("Réversibilité", "Reversibility"),
    "post-termination-services": B("Assistance après la fin du contrat", "Post-termination services"),
    "data-return": B("Restitution des données", "Return of data"),
    "audit": B("Audit", "Audit"),
    "liability": B("Responsabilité", "Liability"),
    "liability-cap": B("Plafond de responsabilité", "Liability cap"),
    "insurance": B("Assurance", "Insurance"),
    "change-of-control": B("Changement de contrôle", "Change of control"),
    "assignment": B("Cession du contrat", "Assignment"),
    "intellectual-property": B("Propriété intellectuelle", "Intellectual property"),
    "intellectual-property-assignment": B("Cession de propriété intellectuelle", "Assignment of IP"),
    "non-solicitation": B("Non-sollicitation", "Non-solicitation"),
    "governance": B("Gouvernance", "Governance"),
    "governing-law": B("Loi applicable", "Governing law"),
    "jurisdiction": B("Juridiction compétente", "Jurisdiction"),
    "staff-transfer": B("Transfert du personnel", "Staff transfer"),
    "illegal-work": B("Travail dissimulé (vigilance)", "Illegal work (vigilance)"),
    "exclusivity": B("Exclusivité", "Exclusivity"),
    "minimum-commitment": B("Engagement minimum", "Minimum commitment"),
    "acceptance": B("Recette", "Acceptance"),
}

TEXTS: dict[str, B] = {
    "report": B("Rapport de préparation", "Readiness report"),
    "room": B("Salle de données", "Data room"),
    "as-of": B("Situation au", "As of"),
    "siren": B("SIREN", "SIREN"),
    "deal": B("Opération", "Deal"),
    "verdict": B("Verdict", "Verdict"),
    "why": B("Pourquoi", "Why"),
    "overview": B("Synthèse", "Overview"),
    "gauges": B("Quatre mesures, jamais confondues", "Four measures, never merged"),
    "actions": B("Actions prioritaires", "Priority actions"),
    "actions-lead": B(
        "Les lacunes les plus graves, regroupées. La demande prête à envoyer se trouve dans le registre.",
        "The most serious gaps, grouped. The request, ready to send, stands in the register.",
    ),
    "no-action": B("Aucune exigence ouverte.", "No open requirement."),
    "coverage": B("Couverture", "Coverage"),
    "coverage-lead": B(
        "Où en est chaque exigence, prestataire par prestataire, puis période par période.",
        "Where each requirement stands, provider by provider, then period by period.",
    ),
    "coverage-provider": B("Par prestataire", "By provider"),
    "coverage-company": B("Exigences propres à la société", "Requirements of the company itself"),
    "coverage-monthly": B("Par mois", "By month"),
    "coverage-quarterly": B("Par trimestre", "By quarter"),
    "coverage-half-yearly": B("Par semestre", "By half-year"),
    "coverage-yearly": B("Par exercice ou année", "By year"),
    "no-coverage": B("Aucune exigence à couvrir.", "No requirement to cover."),
    "legend": B("Légende", "Legend"),
    "register": B("Registre des lacunes", "Gap register"),
    "register-lead": B(
        "Tout ce qui reste ouvert, et ce qui est réservé : dispensé, sans objet ou non communiqué.",
        "Everything that is still open, and what is reserved: waived, not applicable or withheld.",
    ),
    "no-gap": B("Aucune lacune ni réserve.", "No gap, no reservation."),
    "requirement": B("Exigence", "Requirement"),
    "requirements": B("Exigences", "Requirements"),
    "severity": B("Gravité", "Severity"),
    "status": B("Statut", "Status"),
    "provider": B("Prestataire", "Provider"),
    "process": B("Processus", "Process"),
    "processes": B("Processus", "Processes"),
    "periods": B("Périodes", "Periods"),
    "period": B("Période", "Period"),
    "reason": B("Motif", "Reason"),
    "request": B("Demande prête à envoyer", "Request, ready to send"),
    "copy": B("Copier", "Copy"),
    "copied": B("Copié", "Copied"),
    "copy-failed": B("Copie impossible : sélectionnez le texte", "Cannot copy: select the text"),
    "search": B("Rechercher", "Search"),
    "all-severities": B("Toutes les gravités", "All severities"),
    "all-statuses": B("Tous les statuts", "All statuses"),
    "open-only": B("Ouvertes seulement", "Open only"),
    "all-providers": B("Tous les prestataires", "All providers"),
    "all-types": B("Tous les types", "All types"),
    "all-confidences": B("Toutes", "All"),
    "confidence-of": B("confiance", "confidence:"),
    "all-states": B("Tous les états", "All states"),
    "company": B("Société", "Company"),
    "no-match": B("Rien ne correspond à ces filtres.", "Nothing matches these filters."),
    "reset": B("Effacer les filtres", "Clear filters"),
    "filters": B("Filtres", "Filters"),
    "unread": B("Ce qui n’a pas été entièrement lu", "What was not fully read"),
    "unread-lead": B(
        "Ces fichiers n’ont pas été lus comme du texte, ou pas jusqu’au bout. Ce que la reconnaissance de texte (OCR) "
        "a lu d’une image est à vérifier sur l’original.",
        "These files were not read as text, or not to the end. What text recognition (OCR) read of an image is to be "
        "checked on the original.",
    ),
    "no-unread": B("Tous les fichiers ont été entièrement lus.", "Every file was fully read."),
    "findings": B("Constats", "Findings"),
    "findings-lead": B(
        "Ce qu’une personne doit regarder dans la salle, avec le remède proposé.",
        "What a person should look at in the room, with the proposed remedy.",
    ),
    "no-finding": B("Aucun constat.", "No finding."),
    "finding": B("Constat", "Finding"),
    "remedy": B("Remède", "Remedy"),
    "rule": B("Règle", "Rule"),
    "index": B("Index des pièces", "Document index"),
    "index-lead": B(
        "Chaque fichier et chaque pièce d’archive, avec ses empreintes. Ouvrez une ligne pour voir les indices.",
        "Every file and archive member, with its digests. Open a row to see the evidence.",
    ),
    "abridged": B(
        "Au-delà de 2 000 pièces, les indices sont abrégés ; le rapport JSON les contient tous.",
        "Beyond 2,000 documents the evidence is abridged; the JSON report holds all of it.",
    ),
    "no-document": B("Aucune pièce.", "No document."),
    "document": B("Pièce", "Document"),
    "documents": B("Pièces", "Documents"),
    "type": B("Type", "Type"),
    "no-type": B("non identifié", "not identified"),
    "confidence": B("Confiance", "Confidence"),
    "date": B("Date", "Date"),
    "expires": B("Échéance", "Expires"),
    "pages": B("Pages", "Pages"),
    "page": B("page", "page"),
    "size": B("Taille", "Size"),
    "state": B("État", "State"),
    "path": B("Chemin", "Path"),
    "language": B("Langue", "Language"),
    "format": B("Format", "Format"),
    "flags": B("Signalements", "Flags"),
    "digests": B("Empreintes", "Digests"),
    "no-digest": B("aucune empreinte", "no digest"),
    "evidence": B("Indices", "Evidence"),
    "no-evidence": B("Aucun indice relevé.", "No evidence was found."),
    "zero": B("Aucun cas", "None"),
    "candidates": B("Types envisagés", "Types considered"),
    "score": B("Score", "Score"),
    "cue": B("Mots trouvés", "Words found"),
    "where": B("Où", "Where"),
    "quote": B("Extrait", "Quote"),
    "signature": B("Signature", "Signature"),
    "notes": B("Remarques", "Notes"),
    "show-evidence": B("Indices et empreintes", "Evidence and digests"),
    "clauses": B("Carte des clauses", "Clause map"),
    "clauses-lead": B(
        "Contrat par contrat : les clauses relevées, la page et leurs premiers mots.",
        "Contract by contract: the clauses found, the page and their first words.",
    ),
    "clause": B("Clause", "Clause"),
    "found": B("relevée", "found"),
    "found-many": B("relevées", "found"),
    "not-found": B("non relevée", "not found"),
    "no-clauses": B("Aucun contrat lu.", "No contract was read."),
    "not-found-note": B(
        "« Non relevée » ne veut pas dire « absente » : le programme n’a pas trouvé ses mots.",
        "“Not found” does not mean “absent”: the program did not find its words.",
    ),
    "integrity": B("Intégrité", "Integrity"),
    "integrity-lead": B(
        "L’empreinte de la salle entière. Si un seul octet d’un seul fichier change, elle change.",
        "The digest of the whole room. If one byte of one file changes, it changes.",
    ),
    "algorithm": B("Algorithme", "Algorithm"),
    "root": B("Empreinte de la salle", "Digest of the room"),
    "files": B("Fichiers", "Files"),
    "volume": B("Volume", "Volume"),
    "previous-head": B("Tête précédente de la chaîne", "Previous head of the chain"),
    "rules-digest": B("Empreinte des règles", "Digest of the rules"),
    "checklists": B("Listes de contrôle appliquées", "Checklists applied"),
    "version": B("Version du programme", "Program version"),
    "started": B("Début", "Started"),
    "finished": B("Fin", "Finished"),
    "assumptions": B("Hypothèses", "Assumptions"),
    "no-assumption": B("Aucune hypothèse n’a été nécessaire.", "Nothing had to be assumed."),
    "disclaimer": B("Portée du rapport", "What this report is"),
    "disclaimer-text": B(
        "Ce rapport est une assistance à la préparation d’une salle de données. Ce n’est pas un conseil juridique, "
        "fiscal ou comptable, ni un audit. Il dit ce que le programme a lu et reconnu dans les fichiers ; il ne dit "
        "rien de l’authenticité des pièces ni de la validité des actes. Les décisions appartiennent aux personnes.",
        "This report helps to prepare a data room. It is not legal, tax or accounting advice, and not an audit. It "
        "says what the program read and recognised in the files; it says nothing about whether documents are genuine "
        "or acts valid. Decisions are for people to take.",
    ),
    "disclaimer-short": B(
        "Assistance à la préparation ; ce n’est pas un conseil juridique.",
        "Help with preparation; this is not legal advice.",
    ),
    "not-counted": B("non vérifié", "not checked"),
    "skip": B("Aller au contenu", "Skip to content"),
    "contents": B("Sommaire", "Contents"),
    "switch": B("English", "Français"),
    "language-switch": B("Langue du rapport", "Language of the report"),
    "sort": B("Trier", "Sort"),
    "yes": B("oui", "yes"),
    "no": B("non", "no"),
    "none": B("—", "—"),
    "and-more": B("et", "and"),
    "others": B("autres", "more"),
    "other": B("autre", "more"),
    "reports": B("Rapports", "Reports"),
    "more-unread": B("Liste complète dans le rapport HTML ou JSON.", "Full list in the HTML or JSON report."),
    "no-script": B(
        "L’index des pièces s’affiche avec JavaScript. Sans lui, le rapport JSON contient les mêmes données.",
        "The document index needs JavaScript. Without it, the JSON report holds the same data.",
    ),
    "print-note": B(
        "L’index complet est imprimé jusqu’à 1 500 pièces ; au-delà, voir le rapport JSON, CSV ou Excel.",
        "The whole index is printed up to 1,500 documents; beyond, see the JSON, CSV or Excel report.",
    ),
    "more-rows": B("Afficher la suite", "Show more"),
    "back": B("Haut de page", "Back to top"),
    "ready-reason": B("aucune lacune bloquante ni majeure", "no blocking or major gap"),
}

_TABLES: dict[str, Mapping[str, B]] = {
    "status": STATUSES,
    "severity": SEVERITIES,
    "confidence": CONFIDENCES,
    "state": STATES,
    "where": WHERES,
    "flag": FLAGS,
    "process": PROCESSES,
    "verdict": VERDICTS,
    "deal": DEALS,
    "phase": PHASES,
    "edition": EDITIONS,
    "language": LANGUAGES,
    "gauge": GAUGES,
    "clause": CLAUSES,
    "text": TEXTS,
}


def label(table: str, name: str, titles: Mapping[str, B] | None = None) -> B:
    """Give what people call `name`: the report's own title for it, else the table's, else its words."""
    plain = name.replace("-", " ")
    known = (titles or {}).get(name) or _TABLES.get(table, {}).get(name)
    return known or B(plain, plain)


def count_label(name: str) -> tuple[B, B]:
    """Give the words after a number, singular and plural."""
    plain = name.replace("-", " ").replace("_", " ")
    return COUNTS.get(name.replace("_", "-"), (B(plain, plain), B(plain, plain)))
