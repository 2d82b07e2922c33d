"""How well text is recognised: pages of known text, drawn as scans of several qualities; errors per character and word.

    python benchmarks/accuracy/ocr.py [tesseract|rapidocr] [pages]
    python benchmarks/accuracy/ocr.py scans ROOM

The second way reads the scanned pages of a room that `scans.toml` gives as a person read them.

Needs Pillow, the fonts Liberation, and the engine (`rapidocr` and `onnxruntime` for the second). See docs/ocr.md.
"""

from __future__ import annotations

import io
import os
import re
import sys
import textwrap
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

FONTS = ("LiberationSerif-Regular", "LiberationSans-Regular", "LiberationMono-Regular", "LiberationSans-Bold")
FRENCH = (
    "CONVENTION DE PRESTATION DE SERVICES. Entre les soussignées : la société Vernet & Fils, SAS au capital de "
    "120 000 €, dont le siège est situé 14, rue de l’Hôtel-de-Ville, 69002 Lyon, immatriculée au RCS de Lyon sous"
    " le numéro 431 207 665, représentée par Mme Élodie Bazin, et le cabinet Garonne Conseil, d’autre part. "
    "Article 1 – Objet. Le prestataire tient la comptabilité du client, établit les déclarations de TVA et "
    "prépare les comptes annuels. Article 2 – Durée. Le présent contrat est conclu pour une durée de trois ans à "
    "compter du 1er janvier 2024 ; il est reconduit tacitement, sauf dénonciation par lettre recommandée trois "
    "mois avant l’échéance. Article 3 – Prix. Les honoraires s’élèvent à 1 450,00 € HT par mois, payables à "
    "trente jours ; ils sont révisés chaque année selon l’indice Syntec. Article 4 – Confidentialité. Chaque "
    "partie s’engage à garder secrètes les informations reçues, pendant l’exécution et cinq ans après. Article 5 "
    "– Réversibilité. À la fin du contrat, quelle qu’en soit la cause, le prestataire restitue les dossiers, les "
    "mots de passe et les fichiers des écritures comptables. Fait à Bordeaux, le 12 décembre 2023, en deux "
    "exemplaires originaux. IBAN FR76 3000 4028 3798 7654 3210 943."
)
ENGLISH = (
    "SERVICES AGREEMENT. This agreement is made on 12 December 2023 between Harbour Freight Services Ltd, company"
    " number 08123456, whose registered office is at 27 Quay Street, Bristol BS1 4DJ (the “Client”), and "
    "Northgate Payroll Partners LLP (the “Provider”). 1. Services. The Provider shall run the payroll each month,"
    " file the returns and keep the records for six years. 2. Term. This agreement starts on 1 January 2024 and "
    "continues for thirty-six months; either party may terminate it on ninety days’ written notice. 3. Fees. The "
    "Client pays £1,450.00 per month plus VAT within 30 days of the invoice. 4. Confidentiality. Neither party "
    "shall disclose the other’s confidential information during the term or for five years thereafter. 5. "
    "Liability. The Provider’s total liability is limited to 150% of the annual fees; nothing limits liability "
    "for fraud. 6. Exit. Upon termination the Provider shall return all data, working papers and credentials. "
    "Governed by the laws of England and Wales. Signed in two originals."
)


@dataclass(frozen=True, slots=True)
class Quality:
    """How a page becomes a scan: its resolution, and what is done to it."""

    name: str
    dpi: int
    spoil: Callable[[Image.Image], Image.Image] = lambda page: page
    jpeg: int = 90


def grainy(page: Image.Image) -> Image.Image:
    """Blur a page and lay grain over it."""
    grain = Image.effect_noise(page.size, 25)
    return ImageChops.add(page.filter(ImageFilter.GaussianBlur(0.8)), grain, scale=1.0, offset=-128)


def askew(page: Image.Image) -> Image.Image:
    """Turn a page by two degrees."""
    return page.rotate(2, Image.Resampling.BICUBIC, fillcolor=245)


def faxed(page: Image.Image) -> Image.Image:
    """Give black and white alone."""
    return page.point(lambda grey: 255 if grey > 150 else 0)


QUALITIES = (
    Quality("300 dpi, clean", 300),
    Quality("200 dpi, JPEG 40", 200, jpeg=40),
    Quality("200 dpi, black and white", 200, faxed),
    Quality("200 dpi, blurred, grain", 200, grainy, 60),
    Quality("150 dpi, 2° askew", 150, askew, 75),
    Quality("100 dpi, JPEG 60", 100, jpeg=60),
    Quality("200 dpi, on its side", 200, lambda page: page.rotate(90, expand=True)),
    Quality("200 dpi, upside down", 200, lambda page: page.rotate(180)),
)


def drawn(text: str, font: str, points: float, quality: Quality) -> bytes:
    """Draw a page of A4 and give it as JPEG."""
    dots = quality.dpi / 72
    page = Image.new("L", (int(595 * dots), int(842 * dots)), 250)
    face = ImageFont.truetype(f"{font}.ttf", round(points * dots))
    width = int((595 - 120) * dots / face.getlength("abcdefghijklmnopqrstuvwxyz ") * 27)
    lines = textwrap.wrap(text, width)
    ImageDraw.Draw(page).multiline_text((60 * dots, 70 * dots), "\n".join(lines), 20, face, spacing=points * dots * 0.4)
    file = io.BytesIO()
    quality.spoil(page).save(file, "JPEG", quality=quality.jpeg, dpi=(quality.dpi, quality.dpi))
    return file.getvalue()


def distance(one: Sequence[str], other: Sequence[str]) -> int:
    """Count the insertions, deletions and replacements that make one of the other."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


def plain(text: str) -> str:
    """Give a text without what no reader would call an error: kinds of space, quote and dash."""
    text = re.sub(r"[’‘´`]", "'", re.sub(r"[“”«»]", '"', text))
    return " ".join(re.sub(r"[–—-]", "-", text).split())


def by_tesseract() -> Callable[[bytes], str]:
    """Give the way by which the product itself reads a picture."""
    from dataroom.extract import Source, extract  # noqa: PLC0415 - the other engine's environment may lack it

    return lambda image: "\n".join(extract(Source.of_bytes("scan.jpg", image)).pages)


def by_rapidocr() -> Callable[[bytes], str]:
    """Give RapidOCR, on one thread, as it comes."""
    from rapidocr import RapidOCR  # noqa: PLC0415 - optional; measured, not used

    threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    engine = RapidOCR(params={**threads, "Global.log_level": "error"})
    return lambda image: "\n".join(engine(image).txts or ())


def cpu() -> float:
    """Give the seconds of processor that this process and its children have used."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def measured(read: Callable[[bytes], str], text: str, quality: Quality, pages: int) -> Iterator[tuple[float, ...]]:
    """Give for each page the errors per character and per word, and the seconds of time and of processor."""
    truth = plain(text)
    for number in range(pages):
        image = drawn(text, FONTS[number % len(FONTS)], (11, 10, 10, 12)[number % 4], quality)
        start, used = time.perf_counter(), cpu()
        found = plain(read(image))
        spent = time.perf_counter() - start, cpu() - used
        yield (
            distance(truth, found) / len(truth),
            distance(truth.split(), found.split()) / len(truth.split()),
            *spent,
        )


def scans(room: Path) -> None:
    """Print errors per character and word on scanned pages of a room."""
    from dataroom.extract import Source, extract  # noqa: PLC0415 - as above

    print("| page | state | character errors | word errors |\n|---|---|---|---|")
    wrong = letters = 0
    for page in tomllib.loads((Path(__file__).parent / "scans.toml").read_text(encoding="utf-8"))["page"]:
        name, truth = page["path"].rpartition("/")[2], plain(page["text"])
        content = extract(Source.of_bytes(name, (room / page["path"]).read_bytes()))
        found = plain("\n".join(content.pages))
        missed, words = distance(truth, found), distance(truth.split(), found.split())
        print(
            f"| {name} | {content.state} | {missed / len(truth):.1%} | {words / len(truth.split()):.1%} |", flush=True
        )
        wrong, letters = wrong + missed, letters + len(truth)
    print(f"| together | | {wrong / letters:.1%} | |")


def main() -> None:
    """Print a table, a line for each quality and language."""
    if sys.argv[1:2] == ["scans"]:
        scans(Path(sys.argv[2]))
        return
    name = sys.argv[1] if len(sys.argv) > 1 else "tesseract"
    pages = int(sys.argv[2]) if len(sys.argv) > 2 else len(FONTS)
    read = by_rapidocr() if name == "rapidocr" else by_tesseract()
    print(f"| {name} | language | character errors | word errors | seconds | processor seconds |\n{'|---' * 6}|")
    for quality in QUALITIES:
        for language, text in (("fr", FRENCH), ("en", ENGLISH)):
            rows = list(measured(read, text, quality, pages))
            letters, words, seconds, used = (sum(column) / len(rows) for column in zip(*rows, strict=True))
            numbers = f"{letters:.1%} | {words:.1%} | {seconds:.1f} | {used:.1f}"
            print(f"| {quality.name} | {language} | {numbers} |", flush=True)


if __name__ == "__main__":
    main()
