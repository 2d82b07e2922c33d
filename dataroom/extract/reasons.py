"""Why a document could not be read, and the way out: one sentence of each for each case, in French and in English."""

from __future__ import annotations

from dataroom.model import Bilingual


def _number(value: int) -> tuple[str, str]:
    return f"{value:,}".replace(",", "\u202f"), f"{value:,}"


EMPTY = Bilingual("Le fichier est vide (0 octet) : redemandez-le.", "The file is empty (0 bytes): ask for it again.")
NO_TEXT = Bilingual(
    "Le document s’ouvre mais ne contient ni texte ni image : redemandez-le.",
    "The document opens but holds neither text nor image: ask for it again.",
)
SLOW_CONVERSION = Bilingual(
    "La conversion de l’ancien format a pris trop de temps : enregistrez-le en PDF ou DOCX.",
    "Converting the old format took too long: save it as PDF or DOCX.",
)
LOCKED_IN = Bilingual(
    "Ancien format, dont la conversion demanderait d’ouvrir le verrou sous lequel les documents sont lus : "
    "enregistrez-le en PDF, DOCX ou PPTX.",
    "Old format, whose conversion would need the lock opened under which documents are read: save it as PDF, DOCX or "
    "PPTX.",
)
HEIC = Bilingual(
    "Photographie HEIC, non lue : convertissez-la en JPEG ou en PDF, ou fournissez l’original.",
    "HEIC photograph, not read: convert it to JPEG or PDF, or provide the original.",
)
NO_MEMBER = Bilingual("L’archive ne contient aucun fichier.", "The archive holds no file.")
IMAGE = Bilingual(
    "Image sans texte : fournissez l’original, ou une version passée à la reconnaissance de caractères (OCR).",
    "Picture without text: provide the original, or a version put through character recognition (OCR).",
)
SCAN = Bilingual(
    "Aucune page n’a de texte (numérisation) : fournissez l’original ou une version passée à la reconnaissance "
    "de caractères (OCR).",
    "No page has text (a scan): provide the original, or a version put through character recognition (OCR).",
)
GARBLED = Bilingual(
    "Les caractères du PDF ne correspondent à aucun texte (police sans table) : réexportez-le, ou passez-le à la "
    "reconnaissance de caractères (OCR).",
    "The characters of the PDF map to no text (font without a table): export it again, or put it through character "
    "recognition (OCR).",
)
NOT_A_DOCUMENT = Bilingual(
    "Fichier temporaire ou système : n’est pas un document ; retirez-le de la salle.",
    "Temporary or system file: is not a document; take it out of the room.",
)
SHORTCUT = Bilingual(
    "Raccourci ou renvoi vers un espace en ligne : n’est pas un document ; déposez le document lui-même.",
    "Shortcut or placeholder of an online storage: is not a document; add the document itself.",
)
PASSWORD = Bilingual(
    "Protégé par un mot de passe : fournissez une version sans mot de passe.",
    "Protected by a password: provide a version without one.",
)
MEMBER_PASSWORD = Bilingual(
    "Membre d’archive protégé par un mot de passe : fournissez-le sans mot de passe.",
    "Archive member protected by a password: provide it without one.",
)
FOR_RECIPIENTS = Bilingual(
    "Chiffré pour ses destinataires (S/MIME ou PGP) : demandez-leur une version déchiffrée, en PDF ou EML.",
    "Encrypted for its recipients (S/MIME or PGP): ask them for a decrypted version, as PDF or EML.",
)
SIGNATURE_ALONE = Bilingual(
    "Signature électronique ou certificats seuls : fournissez le document signé.",
    "An electronic signature or certificates alone: provide the document that was signed.",
)
IN_PIECES = Bilingual(
    "Le message renvoie à une partie qu’il ne contient pas (envoi en morceaux, ou fichier en ligne) : fournissez-la.",
    "The message refers to a part that it does not hold (sent in pieces, or a file online): provide that part.",
)
DUPLICATE_MEMBER = Bilingual(
    "L’archive contient deux fois ce nom : on ne sait lequel fait foi ; refaites l’archive.",
    "The archive holds this name twice: which one counts is unknown; make the archive again.",
)
OVERLAP = Bilingual(
    "Archive piégée ou abîmée : ses membres se chevauchent ; refaites l’archive.",
    "Trapped or damaged archive: its members overlap; make the archive again.",
)
GARBLED_TEXT = Bilingual(
    "Les caractères du fichier sont illisibles (encodage inconnu) : réenregistrez-le en UTF-8 ou en PDF.",
    "The characters of the file cannot be read (unknown encoding): save it again as UTF-8 or PDF.",
)
ALT_CHUNK = Bilingual(
    "Document Word dont une partie est insérée depuis un autre fichier, non lu : ouvrez-le dans Word et "
    "réenregistrez-le.",
    "Word document of which a part is inserted from another file, which was not read: open it in Word and save it "
    "again.",
)
NOT_A_FILE = Bilingual(
    "Lien ou fichier spécial dans l’archive : fournissez le fichier lui-même.",
    "Link or special file in the archive: provide the file itself.",
)
TOO_DEEP = Bilingual(
    "La page est imbriquée trop profondément pour être lue en entier : enregistrez-la en PDF.",
    "The page is nested too deep to be read to the end: save it as PDF.",
)
TOO_MANY_PARTS = Bilingual(
    "Le message a trop de parties, ou trop de messages dans des messages : enregistrez en PDF ce qui compte.",
    "The message has too many parts, or too many messages within messages: save as PDF what matters.",
)
PORTFOLIO = Bilingual(
    "Porte-documents PDF : son contenu est dans ses pièces jointes ; fournissez-les comme fichiers séparés.",
    "PDF portfolio: its content is in its attachments; provide them as separate files.",
)
XFA = Bilingual(
    "Formulaire PDF dynamique (XFA) dont les pages ne sont pas enregistrées : ouvrez-le dans Adobe Reader et "
    "imprimez-le en PDF.",
    "Dynamic PDF form (XFA) whose pages are not stored: open it in Adobe Reader and print it to PDF.",
)
PDF_NO_PAGE = Bilingual("Le PDF n’a aucune page : redemandez-le.", "The PDF has no page: ask for it again.")
STREAM_TOO_LARGE = Bilingual(
    "Une partie du PDF demande trop de mémoire une fois décompressée : réimprimez le document en PDF.",
    "A part of the PDF takes too much memory once inflated: print the document to PDF again.",
)
UNKNOWN = Bilingual(
    "Format inconnu : fournissez le document en PDF, DOCX ou XLSX.",
    "Unknown format: provide the document as PDF, DOCX or XLSX.",
)


def corrupt(kind: str, detail_fr: str, detail_en: str) -> Bilingual:
    """Say that a file of a kind is damaged, and how that shows."""
    return Bilingual(
        f"Fichier {kind} abîmé ({detail_fr}) : redemandez-le ou réenregistrez-le depuis l’original.",
        f"Damaged {kind} file ({detail_en}): ask for it again or save it again from the original.",
    )


def truncated(kind: str) -> Bilingual:
    """Say that the end of a file is missing."""
    return corrupt(kind, "la fin manque", "its end is missing")


def missing_part(kind: str, part: str) -> Bilingual:
    """Say that a part without which there is no document is missing."""
    return corrupt(kind, f"la partie « {part} » manque", f"part “{part}” is missing")


def broken_part(kind: str, part: str) -> Bilingual:
    """Say that a part cannot be read."""
    return corrupt(kind, f"la partie « {part} » est illisible", f"part “{part}” cannot be read")


def duplicate_part(kind: str, part: str) -> Bilingual:
    """Say that a part stands twice in an office file."""
    return corrupt(kind, f"la partie « {part} » y est deux fois", f"part “{part}” stands in it twice")


def crashed(kind: str, error: str) -> Bilingual:
    """Say that reading stopped on an error of that name."""
    return corrupt(kind, f"lecture interrompue : {error}", f"reading stopped: {error}")


def not_what_it_says(extension: str) -> Bilingual:
    """Say that the bytes are not of the kind that the name tells, nor of another known one."""
    kind = extension.upper()
    return Bilingual(
        f"Le contenu n’est pas celui d’un fichier {kind} ni d’aucun format connu : redemandez-le.",
        f"The content is neither that of a {kind} file nor of any known format: ask for it again.",
    )


def not_installed(module: str) -> Bilingual:
    """Say that a library of the program itself is missing."""
    return Bilingual(
        f"L’installation est incomplète (« {module} » manque) : réinstallez le logiciel.",
        f"The installation is incomplete (“{module}” is missing): install the program again.",
    )


def unreadable(error: str) -> Bilingual:
    """Say that the system refused to give the bytes."""
    return Bilingual(
        f"Le système n’a pas pu lire le fichier ({error}) : vérifiez les droits et le support.",
        f"The system could not read the file ({error}): check its rights and the disk.",
    )


def unsupported(kind: Bilingual, remedy: Bilingual) -> Bilingual:
    """Say that a kind of file is not read, and the way out."""
    return Bilingual(f"{kind.fr} : format non lu ; {remedy.fr}.", f"{kind.en}: format not read; {remedy.en}.")


def too_much_text(limit: int) -> Bilingual:
    """Say that a document holds more text than is read."""
    fr, en = _number(limit)
    return Bilingual(
        f"Plus de {fr} caractères : seul le début est lu ; découpez le document.",
        f"More than {en} characters: only the beginning is read; split the document.",
    )


def too_many_pages(limit: int) -> Bilingual:
    """Say that a document has more pages than are read."""
    fr, en = _number(limit)
    return Bilingual(
        f"Plus de {fr} pages : seules les premières sont lues ; découpez le document.",
        f"More than {en} pages: only the first ones are read; split the document.",
    )


def too_many_members(limit: int) -> Bilingual:
    """Say that an archive has more members than are read."""
    fr, en = _number(limit)
    return Bilingual(
        f"Plus de {fr} fichiers dans l’archive : décompressez-la dans la salle.",
        f"More than {en} files in the archive: unpack it in the room.",
    )


def inflates_too_much(what: str, limit: int) -> Bilingual:
    """Say that a member or part becomes larger than allowed when it is inflated."""
    fr, en = _number(limit // (1 << 20))
    return Bilingual(
        f"« {what} » dépasse {fr} Mio une fois décompressé : découpez-le ou fournissez-le hors archive.",
        f"“{what}” is over {en} MiB once inflated: split it or provide it outside the archive.",
    )


def ratio(what: str, limit: int) -> Bilingual:
    """Say that a member inflates as only bombs do."""
    return Bilingual(
        f"« {what} » se décompresse plus de {limit} fois (bombe de décompression ?) : fournissez-le hors archive.",
        f"“{what}” inflates more than {limit} times (a decompression bomb?): provide it outside the archive.",
    )


def method(what: str) -> Bilingual:
    """Say that a member is compressed in a way that is not read."""
    return Bilingual(
        f"« {what} » est compressé par une méthode non lue : refaites l’archive en ZIP ordinaire.",
        f"“{what}” is compressed by a method that is not read: make the archive again as plain ZIP.",
    )


def too_wide(sheet: str, limit: int) -> Bilingual:
    """Say that a sheet spans more cells than are read."""
    fr, en = _number(limit)
    return Bilingual(
        f"La feuille « {sheet} » s’étend sur plus de {fr} cellules : supprimez les cellules éloignées ou découpez-la.",
        f"Sheet “{sheet}” spans more than {en} cells: delete the far-off cells or split it.",
    )


def page_fails(page: int) -> Bilingual:
    """Say that a page of a PDF cannot be read."""
    return corrupt("PDF", f"la page {page} est illisible", f"page {page} cannot be read")


def garbled_page(page: int) -> Bilingual:
    """Say that the letters of a page are not those that are seen."""
    return corrupt(
        "PDF",
        f"les caractères de la page {page} ne forment aucun mot",
        f"the characters of page {page} make no words",
    )


def page_breaks_off(page: int) -> Bilingual:
    """Say that what draws a page is not whole."""
    fr = f"le contenu de la page {page} est interrompu ou troué"
    return corrupt("PDF", fr, f"the content of page {page} breaks off or has holes")


def pages_differ(read: int, declared: int) -> Bilingual:
    """Say that fewer pages were found than another parser sees."""
    return corrupt("PDF", f"{read} pages lues sur {declared}", f"{read} pages read of {declared}")


def parsers_differ(page: int) -> Bilingual:
    """Say that two parsers do not see the same text on a page."""
    return corrupt(
        "PDF",
        f"page {page} : deux lecteurs n’y voient pas le même texte",
        f"page {page}: two readers do not see the same text there",
    )


def page_too_large(page: int, limit: int) -> Bilingual:
    """Say that a page of a PDF is drawn by more instructions than are read."""
    fr, en = _number(limit // (1 << 20))
    return Bilingual(
        f"La page {page} dépasse {fr} Mio une fois décompressée : réimprimez le document en PDF.",
        f"Page {page} is over {en} MiB once inflated: print the document to PDF again.",
    )


def table_too_large(limit: int) -> Bilingual:
    """Say that a table of the objects of a PDF holds more than any document needs."""
    fr, en = _number(limit // (1 << 20))
    return Bilingual(
        f"Une table interne du PDF dépasse {fr} Mio une fois décompressée : réimprimez le document en PDF.",
        f"A table inside the PDF is over {en} MiB once inflated: print the document to PDF again.",
    )


def page_without_end(page: int, limit: int) -> Bilingual:
    """Say that a page of a PDF is drawn by more forms than are drawn."""
    fr, en = _number(limit)
    return Bilingual(
        f"La page {page} se dessine par plus de {fr} formes imbriquées : réimprimez le document en PDF.",
        f"Page {page} is drawn by more than {en} nested forms: print the document to PDF again.",
    )
