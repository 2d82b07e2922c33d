"""Findings for files that could not be read as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dataroom.extract import reasons
from dataroom.model import Bilingual, Confidence, Document, Finding, Severity, State
from dataroom.phrasing import is_no_file, not_read

_REMEDIES = {
    State.IMAGE_ONLY: Bilingual(
        "Déposer une version avec texte, ou la faire reconnaître (OCR).",
        "Add a version with text, or have it recognised (OCR).",
    ),
    State.ENCRYPTED: Bilingual("Déposer le fichier sans mot de passe.", "Add the file without its password."),
    State.CORRUPT: Bilingual(
        "Redemander le fichier et le déposer à nouveau.", "Ask for the file again and replace it."
    ),
    State.EMPTY: Bilingual("Déposer le fichier : il est arrivé vide.", "Add the file again: it arrived empty."),
    State.UNSUPPORTED: Bilingual("L’enregistrer en PDF, ou le retirer.", "Save it as PDF, or remove it."),
}
_NO_FILE = Bilingual("Déposer le fichier lui-même, ou le retirer.", "Add the file itself, or remove it.")
_OTHER = Bilingual("Vérifier le fichier et relancer le contrôle.", "Check the file and run the check again.")
_MINOR = {State.UNSUPPORTED, State.IMAGE_ONLY}


_TEMPORARY = Bilingual("Le retirer de la salle.", "Take it out of the room.")
_SHORTCUT = Bilingual("Déposer le document lui-même à sa place.", "Add the document itself in its place.")
_NO_DOCUMENTS = {
    reasons.NOT_A_DOCUMENT: ("temporary-file", Severity.MINOR, _TEMPORARY),
    reasons.SHORTCUT: ("shortcut", Severity.MAJOR, _SHORTCUT),
}


def unsound(documents: Iterable[Document]) -> Iterator[Finding]:
    """Give one finding for each file that was not fully read."""
    for document in documents:
        if document.state is not State.OK:
            if document.reason in _NO_DOCUMENTS:
                rule, severity, remedy = _NO_DOCUMENTS[document.reason]
                yield Finding(rule, severity, Confidence.HIGH, not_read(document), remedy, document.path)
                continue
            severity = Severity.MINOR if document.state in _MINOR else Severity.MAJOR
            remedy = _NO_FILE if is_no_file(document) else _REMEDIES.get(document.state, _OTHER)
            message = not_read(document)
            yield Finding(f"file-{document.state}", severity, Confidence.HIGH, message, remedy, document.path)


def metadata(documents: Sequence[Document]) -> Iterator[Finding]:
    """Give one finding for all the files whose properties name people."""
    named = [document for document in documents if document.mentions.get("metadata-people")]
    if not named:
        return
    count, plural = len(named), "s" if len(named) > 1 else ""
    first = named[0].path
    yield Finding(
        "metadata-people",
        Severity.MINOR,
        Confidence.MEDIUM,
        Bilingual(
            f"Les propriétés de {count} fichier{plural} nomment des personnes (auteur) : voir « {first} ».",
            f"The properties of {count} file{plural} name people (author): see “{first}”.",
        ),
        Bilingual(
            "Les effacer avant l’ouverture (Fichier, Informations, Inspecter le document), ou exporter en PDF.",
            "Clear them before opening (File, Info, Inspect document), or export to PDF.",
        ),
    )
