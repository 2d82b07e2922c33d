"""Headings, labels and sentences of the page and its pictures."""

from __future__ import annotations

from dataroom.model import Bilingual as B  # noqa: N817 - one letter keeps hundreds of pairs readable
from dataroom.model import Outcome, Rung

PAGE: dict[str, B] = {
    "actions-tonight": B("À faire en premier", "What to do first"),
    "actions-tonight-lead": B(
        "Les cinq pièces qui lèvent le plus d’exigences bloquantes, et auprès de qui les obtenir.",
        "The five documents that settle most blocking requirements, and whom to ask for them.",
    ),
    "whom": B("À qui demander", "Whom to ask"),
    "whom-lead": B(
        "Tout ce qui est ouvert, par interlocuteur. Les demandes se copient d’un clic dans un courriel.",
        "Everything that is open, by person to ask. The requests go into an e-mail with one click.",
    ),
    "addressee": B("Interlocuteur", "Addressee"),
    "stage": B("Communication", "Disclosure"),
    "copy-all": B("Copier les demandes", "Copy the requests"),
    "see-register": B("Voir dans le registre", "See in the register"),
    "in-all": B("Total", "Total"),
    "heat": B("Vue d’ensemble", "The whole picture"),
    "heat-lead": B(
        "Exigences satisfaites sur exigences applicables, par liste de contrôle et par prestataire.",
        "Requirements satisfied out of those that apply, by checklist and by provider.",
    ),
    "heat-few": B("moins d’un tiers", "less than a third"),
    "heat-some": B("d’un à deux tiers", "one to two thirds"),
    "heat-most": B("plus de deux tiers", "more than two thirds"),
    "heat-all": B("tout", "all"),
    "heat-mark": B("exigence bloquante ouverte", "blocking requirement open"),
    "figures": B("Les chiffres en tableau", "The figures as a table"),
    "checklist": B("Liste de contrôle", "Checklist"),
    "other-providers": B("Autres", "Others"),
    "timeline": B("Contrats et attestations dans le temps", "Contracts and certificates over time"),
    "timeline-lead": B(
        "Ce qui est échu, ce qui finit dans les 90 jours, et les contrats dont le terme n’a pas été relevé.",
        "What has ended, what ends within 90 days, and the contracts whose end was not found.",
    ),
    "no-timeline": B("Aucune échéance n’a été relevée dans les pièces.", "No end date was found in the documents."),
    "timeline-cut": B(
        "L’image montre les 40 premières échéances ; le tableau les contient toutes.",
        "The picture shows the first 40 ends; the table holds all of them.",
    ),
    "start": B("Début", "Start"),
    "end": B("Fin", "End"),
    "over": B("échu", "ended"),
    "soon": B("finit sous 90 jours", "ends within 90 days"),
    "later": B("en cours", "running"),
    "unknown": B("terme non relevé", "end not found"),
    "group-by": B("Regrouper par", "Group by"),
    "group-none": B("sans regroupement", "no grouping"),
    "open-all": B("Tout déplier", "Unfold all"),
    "close-all": B("Tout replier", "Fold all"),
    "next-step": B("Prochaine étape", "Next step"),
    "why-matters": B("Pourquoi c’est demandé", "Why it is asked"),
    "source": B("Source", "Source"),
    "rung": B("Degré atteint", "Rung reached"),
    "served-by": B("Pièces retenues", "Documents counted"),
    "holds": B("La pièce doit contenir", "The document must hold"),
    "first-seen": B("Premier contrôle", "First check"),
    "in-this-state": B("Dans cet état depuis", "In this state since"),
    "requirement-details": B("Motifs et demande", "Reasons and request"),
    "register-all-lead": B(
        "Chaque exigence, ce qui est ouvert d’abord. Ouvrez une ligne pour les motifs, la source et la demande à "
        "envoyer.",
        "Every requirement, the open ones first. Open a row for the reasons, the source and the request to send.",
    ),
    "no-requirement": B("Aucune exigence.", "No requirement."),
    "limits": B("Ce qui n’a pas été lu ni vérifié", "What was not read or checked"),
    "limits-lead": B(
        "Ce que ce rapport ne peut pas dire. Le silence sur une pièce citée ici ne vaut pas absence de problème.",
        "What this report cannot say. Silence about a document named here does not mean that it is sound.",
    ),
    "no-limit": B(
        "Tout a été lu, identifié et comparé ; rien n’a été supposé.",
        "Everything was read, identified and compared; nothing was assumed.",
    ),
    "unlocked": B("Lecture sans cloison : ", "Reading without a lock: "),
    "checks": B("Recoupements entre pièces", "Checks across documents"),
    "checks-lead": B(
        "Ce que deux pièces disent du même fait : elles concordent, divergent, ou n’ont pas pu être comparées.",
        "What two documents say of the same fact: they agree, differ, or could not be compared.",
    ),
    "no-checks": B("Aucun recoupement n’a été fait.", "No check across documents was made."),
    "check": B("Recoupement", "Check"),
    "outcome": B("Résultat", "Outcome"),
    "all-outcomes": B("Tous les résultats", "All outcomes"),
    "what-was-found": B("Ce qui a été relevé", "What was found"),
    "dependency": B("Dépendance aux prestataires", "Dependence on providers"),
    "dependency-lead": B(
        "Part des processus externalisés que porte chaque prestataire, et ce qui reste ouvert avec lui.",
        "Share of the outsourced processes that each provider carries, and what is still open with it.",
    ),
    "no-dependency": B("Aucun processus externalisé n’est connu.", "No outsourced process is known."),
    "share": B("Part des processus", "Share of processes"),
    "open-questions": B("Exigences ouvertes", "Open requirements"),
    "single-point": B("Point de défaillance unique", "Single point of failure"),
    "single-point-note": B(
        "Ni plan de sortie ni plan de continuité en ordre.", "Neither an exit plan nor a continuity plan in order."
    ),
    "no-owner": B("Processus sans responsable interne connu", "Processes without a known internal owner"),
    "every-owner": B(
        "Chaque processus externalisé a un responsable interne.", "Every outsourced process has an internal owner."
    ),
    "trend": B("Évolution depuis les contrôles précédents", "Trend since earlier checks"),
    "trend-lead": B("Exigences ouvertes, contrôle après contrôle.", "Open requirements, check after check."),
    "no-trend": B(
        "C’est le premier contrôle dont il reste trace : l’évolution se lira à partir du prochain.",
        "This is the first check on record: the trend begins with the next one.",
    ),
    "checked-at": B("Contrôle", "Check"),
    "added": B("Fichiers ajoutés", "Files added"),
    "changed": B("Fichiers modifiés", "Files changed"),
    "gone": B("Fichiers disparus", "Files gone"),
    "checks-made": B("Contrôles enregistrés", "Checks on record"),
    "oldest-reading": B("Lecture la plus ancienne", "Oldest reading"),
    "head": B("Tête du registre des contrôles", "Head of the ledger of checks"),
    "head-note": B(
        "Notez cette tête hors de cette machine : elle prouve plus tard que la suite n’a pas été réécrite.",
        "Keep this head away from this machine: later it proves that the chain of checks was not rewritten.",
    ),
    "clauses-matrix": B("Clauses × contrats", "Clauses × contracts"),
    "clauses-each": B("Contrat par contrat", "Contract by contract"),
    "clauses-cut": B(
        "Le tableau montre les 12 premiers contrats ; tous figurent dans la liste.",
        "The table shows the first 12 contracts; the list holds all of them.",
    ),
    "sections": B("Ce que la pièce doit contenir", "What the document should hold"),
    "see-actions": B("Que faire ce soir", "What to do tonight"),
    "parts-0": B("Décider", "Decide"),
    "parts-1": B("Agir", "Act"),
    "parts-2": B("Comprendre", "Understand"),
    "parts-3": B("Prouver", "Prove"),
}

OUTCOMES: dict[str, B] = {
    Outcome.AGREES: B("Concorde", "Agrees"),
    Outcome.DIFFERS: B("Diverge", "Differs"),
    Outcome.NOT_COMPARABLE: B("Non comparable", "Not comparable"),
}
OUTCOME_SIGNS: dict[str, str] = {Outcome.AGREES: "✓", Outcome.DIFFERS: "✗", Outcome.NOT_COMPARABLE: "?"}

RUNGS: dict[str, B] = {
    Rung.ABSENT: B("absente", "absent"),
    Rung.PRESENT: B("présente", "present"),
    Rung.READABLE: B("lisible", "readable"),
    Rung.IDENTIFIED: B("identifiée", "identified"),
    Rung.EXECUTED: B("signée", "executed"),
    Rung.IN_FORCE: B("en vigueur", "in force"),
    Rung.CONTAINS: B("complète", "complete"),
    Rung.CONFIRMED: B("confirmée par une personne", "confirmed by a person"),
}

LIMITS: dict[str, tuple[B, B]] = {
    "unread": (
        B("fichier n’a pas été entièrement lu", "file was not fully read"),
        B("fichiers n’ont pas été entièrement lus", "files were not fully read"),
    ),
    "not-identified": (
        B("pièce lue n’a pas été identifiée", "document was read but not identified"),
        B("pièces lues n’ont pas été identifiées", "documents were read but not identified"),
    ),
    "unsure": (
        B("pièce est identifiée avec une confiance faible", "document is identified with low confidence"),
        B("pièces sont identifiées avec une confiance faible", "documents are identified with low confidence"),
    ),
    "not-compared": (
        B("recoupement n’a pas pu être fait", "check across documents could not be made"),
        B("recoupements n’ont pas pu être faits", "checks across documents could not be made"),
    ),
    "not-confidential": (
        B(
            "fichier n’a pas été contrôlé pour les données personnelles et les secrets",
            "file was not checked for personal data and secrets",
        ),
        B(
            "fichiers n’ont pas été contrôlés pour les données personnelles et les secrets",
            "files were not checked for personal data and secrets",
        ),
    ),
    "no-digest": (
        B("fichier n’a pas d’empreinte", "file has no digest"),
        B("fichiers n’ont pas d’empreinte", "files have no digest"),
    ),
    "assumed": (
        B("hypothèse a été nécessaire", "assumption was needed"),
        B("hypothèses ont été nécessaires", "assumptions were needed"),
    ),
}
