"""What is said of documents that are pictures: what was recognised of them, or how to have them recognised."""

from __future__ import annotations

from dataroom.model import Bilingual

NO_ENGINE = Bilingual(
    "Image sans texte, non lue : installez la reconnaissance de caractères (OCR ; Debian/Ubuntu : apt install "
    "tesseract-ocr tesseract-ocr-fra ; macOS : brew install tesseract-lang) ou fournissez l’original.",
    "Picture without text, not read: install character recognition (OCR; Debian/Ubuntu: apt install tesseract-ocr "
    "tesseract-ocr-fra; macOS: brew install tesseract-lang) or provide the original.",
)
NOTHING = Bilingual(
    "Image où la reconnaissance de caractères (OCR) n’a trouvé aucun texte sûr : si c’est un document, "
    "fournissez l’original.",
    "Picture in which character recognition (OCR) found no text to rely on: provide the original if it is a document.",
)
TOO_SLOW = Bilingual(
    "Image dont la reconnaissance de caractères (OCR) n’a pas abouti dans le temps imparti : fournissez l’original.",
    "Picture whose character recognition (OCR) did not end in the time allowed: provide the original.",
)
TOO_LARGE = Bilingual(
    "Image trop grande, ou d’un format que la reconnaissance de caractères (OCR) ne lit pas : fournissez l’original.",
    "Picture too large, or of a format that character recognition (OCR) does not read: provide the original.",
)


def recognised(engine: str, confidence: int, read: int, pages: int) -> Bilingual:
    """Say that text was recognised on some pages, by what, and how sure it is."""
    part_fr, part_en = "", ""
    if read < pages:
        part_fr, part_en = f" sur {read} des {pages} pages", f" on {read} of {pages} pages"
    return Bilingual(
        f"Sans texte : lu par reconnaissance de caractères (OCR){part_fr} ({engine}, confiance moyenne {confidence} "
        "sur 100) ; vérifiez sur l’original ce qui compte.",
        f"Without text: read by character recognition (OCR){part_en} ({engine}, mean confidence {confidence} of 100); "
        "check what matters on the original.",
    )
