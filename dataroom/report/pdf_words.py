"""Words that stand in the PDF alone."""

from __future__ import annotations

from dataroom.model import Bilingual as B  # noqa: N817 - one letter keeps pairs readable

WORDS: dict[str, B] = {
    "more": B("… et {} autres", "… and {} more"),
    "summary": B("Synthèse", "Summary"),
    "gaps": B("Lacunes et réserves", "Gaps and reservations"),
    "gaps-lead": B(
        "Par liste de contrôle, puis par prestataire : ce qui est ouvert d’abord, le plus grave en tête.",
        "By checklist, then by provider: what is open first, the most serious at the top.",
    ),
    "requests": B("Demandes de pièces", "Requests for documents"),
    "requests-lead": B(
        "Ce qui reste à demander, par interlocuteur. Les lettres prêtes à envoyer sont dans le fichier Word.",
        "What is still to be asked for, by addressee. The letters, ready to send, are in the Word file.",
    ),
    "no-request": B(
        "Aucune exigence n’est ouverte : il n’y a rien à demander.", "Nothing is open: nothing to ask for."
    ),
    "number": B("N°", "No."),
    "sha256": B("SHA-256", "SHA-256"),
    "blake3": B("BLAKE3", "BLAKE3"),
    "position": B("Situation", "Standing"),
    "lives-cut": B(
        "{} autres échéances, plus lointaines, ne sont pas montrées ici ; elles figurent dans l’index.",
        "{} further ends, later ones, are not shown here; they stand in the index.",
    ),
    "contract": B("Contrat", "Contract"),
    "clauses-found": B("Clauses relevées", "Clauses found"),
    "contract-cut": B(
        "Un autre contrat, où moins a été relevé, n’est pas montré ici ; ses clauses sont dans le classeur Excel.",
        "One further contract, in which less was found, is not shown here; its clauses stand in the Excel workbook.",
    ),
    "contracts-cut": B(
        "{} autres contrats, où moins a été relevé, ne sont pas montrés ici ; leurs clauses sont dans le classeur "
        "Excel.",
        "{} further contracts, in which less was found, are not shown here; their clauses stand in the Excel workbook.",
    ),
    "clauses-how": B(
        "Chaque contrat porte un numéro, repris en tête de colonne ; sous la coche, la page où la clause a été "
        "relevée.",
        "Each contract has a number, which heads its column; below the tick stands the page on which the clause was "
        "found.",
    ),
    "trend-cut": B("Seuls les {} derniers contrôles sont montrés.", "Only the last {} checks are shown."),
    "rows-cut": B(
        "{shown} lignes sur {all} sont imprimées ici, les plus graves d’abord ; toutes figurent dans le classeur "
        "Excel.",
        "{shown} of {all} rows are printed here, the most serious first; all of them stand in the Excel workbook.",
    ),
    "unread-cut": B(
        "{shown} fichiers sur {all} sont imprimés ici ; tous figurent dans le classeur Excel et le rapport JSON.",
        "{shown} of {all} files are printed here; all of them stand in the Excel workbook and the JSON report.",
    ),
    "index-cut": B(
        "{shown} pièces sur {all} sont imprimées ici : d’abord celles sur lesquelles une exigence, un constat ou un "
        "contrôle repose, puis les premières de la salle. Le classeur Excel (feuille « Index des pièces ») "
        "et le rapport JSON les contiennent toutes, avec leurs empreintes ; l’empreinte de la salle, ci-après, les "
        "couvre toutes.",
        "{shown} of {all} documents are printed here: first those on which a requirement, a finding or a check rests, "
        "then the first of the room. The Excel workbook (sheet “Document index”) and the JSON report "
        "hold all of them with their digests; the digest of the room, below, covers all of them.",
    ),
    "day-of-report": B("date du rapport", "date of the report"),
    "index-lead": B(
        "Chaque fichier et chaque pièce d’archive, lu ou non, avec son empreinte. La confiance est dite là "
        "où elle n’est pas élevée.",
        "Every file and archive member, read or not, with its digest. Confidence is given where it is not high.",
    ),
    "expires-on": B("échéance", "expires"),
    "confidence-of": B("confiance", "confidence"),
    "page-of": B("p.", "p."),
    "integrity-how": B(
        "Pour vérifier : recalculer l’empreinte SHA-256 de chaque fichier et la comparer à l’index, ou utiliser le "
        "sceau de la salle (dataroom seal, puis verify.sh).",
        "To verify: compute the SHA-256 digest of each file again and compare it with the index, or use the seal of "
        "the room (dataroom seal, then verify.sh).",
    ),
    "cover-note": B(
        "Assistance à la préparation ; ce n’est pas un conseil juridique.",
        "Assistance to preparation, not legal advice.",
    ),
    "prepared-by": B("Établi par", "Prepared by"),
    "satisfied-of": B("satisfaites", "satisfied"),
    "company-own": B("La société", "The company"),
    "reference": B("Référence", "Reference"),
    "where-stands": B("Où en est-on", "Where it stands"),
    "logo": B("Logo", "Logo"),
    "with-documents": B("Pièces : ", "Documents: "),
    "points": B("Points attendus : ", "Points expected: "),
    "unread-none": B("Tous les fichiers ont été entièrement lus.", "Every file was fully read."),
}
