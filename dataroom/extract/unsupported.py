"""Kinds of file that are not read, with the way out of each."""

from __future__ import annotations

from dataroom.extract import kinds, reasons
from dataroom.model import Bilingual

_OFFICE = Bilingual("enregistrez-le en PDF ou DOCX", "save it as PDF or DOCX")
_SLIDES = Bilingual("enregistrez-le en PDF ou PPTX", "save it as PDF or PPTX")
_MAIL = Bilingual("enregistrez le message en EML ou PDF", "save the message as EML or PDF")
_ARCHIVE = Bilingual(
    "décompressez-la dans la salle ou refaites-la en ZIP", "unpack it in the room or make it again as ZIP",
)  # fmt: skip
_TEXT = Bilingual(
    "fournissez une transcription ou un document écrit", "provide a transcript or a written document",
)  # fmt: skip
_EXPORT = Bilingual("exportez-en le contenu utile en PDF, XLSX ou CSV", "export what matters as PDF, XLSX or CSV")

_KINDS: dict[str, tuple[Bilingual, Bilingual]] = {
    kinds.DOC: (
        Bilingual(
            "Ancien format Word (DOC), sans LibreOffice Writer sur cette machine",
            "Old Word format (DOC), without LibreOffice Writer on this machine",
        ),
        _OFFICE,
    ),
    kinds.PPT: (
        Bilingual(
            "Ancien format PowerPoint (PPT), sans LibreOffice Impress sur cette machine",
            "Old PowerPoint format (PPT), without LibreOffice Impress on this machine",
        ),
        _SLIDES,
    ),
    "application/vnd.ms-outlook-pst": (Bilingual("Boîte Outlook (PST)", "Outlook mailbox (PST)"), _MAIL),
    "application/vnd.rar": (Bilingual("Archive RAR", "RAR archive"), _ARCHIVE),
    "application/zstd": (Bilingual("Archive zstd", "zstd archive"), _ARCHIVE),
    "video/mp4": (Bilingual("Son ou vidéo", "Sound or video"), _TEXT),
    "audio/mpeg": (Bilingual("Son", "Sound"), _TEXT),
    "application/vnd.sqlite3": (Bilingual("Base de données", "Database"), _EXPORT),
    "application/x-msaccess": (Bilingual("Base de données Access", "Access database"), _EXPORT),
    "application/x-msdownload": (Bilingual("Programme", "Program"), _EXPORT),
    "application/x-executable": (Bilingual("Programme", "Program"), _EXPORT),
    kinds.OLE: (Bilingual("Fichier bureautique ancien ou chiffré", "Old or encrypted office file"), _OFFICE),
}


def reason(media_type: str, extension: str) -> Bilingual:
    """Say why a file of that kind is not read, and what to do."""
    if media_type in _KINDS:
        return reasons.unsupported(*_KINDS[media_type])
    if not extension or len(extension) > 10 or not extension.isalnum():
        return reasons.UNKNOWN
    name = extension.upper()
    return reasons.unsupported(Bilingual(f"Fichier {name}", f"{name} file"), _EXPORT)
