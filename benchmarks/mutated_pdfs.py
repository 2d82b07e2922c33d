"""Text lost silently: sound PDFs are damaged in many ways; what is lost must show in the state or in a finding.

    python benchmarks/mutated_pdfs.py [COPIES] [--seed N] [--list] [FOLDER…]

Sound files are drawn by reportlab (needed), written again by qpdf in other layouts, printed by LibreOffice where it is
installed, and taken from FOLDER (default: the labelled rooms beside the repository, where they exist). Every mutation
damages a copy of one of them. A copy is lost silently when more than 1 % of the words of the sound file are missing,
and neither its state nor a fact that makes a finding says so.
"""

from __future__ import annotations

import argparse
import io
import logging
import random
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import pikepdf
from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError, PdfReadError, PdfStreamError
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen import canvas

from dataroom.extract import Limits, Source, extract
from dataroom.model import Content, State

ROOT = Path(__file__).parent.parent
ROOMS = ROOT.parent / "shared" / "rooms"
_WORD = re.compile(r"\w+")
_SAYING = {"garbled-page", "garbled-text", "page-lost"}
"""Facts by which a document that is otherwise read says that text of it is lost."""

_TEXT = (
    "la société prestataire tient les comptes du client et établit chaque mois les bulletins de paie les déclarations"
    " sociales ainsi que les états de rapprochement bancaire conformément au contrat signé entre les parties le présent"
    " avenant modifie les honoraires fixés à l’article quatre durée préavis résiliation réversibilité confidentialité"
    " données personnelles sous-traitance assurance responsabilité plafond indemnité pénalité niveau de service comité"
    " the provider shall keep the books of the client and file its returns under this agreement for a term of three"
    " years either party may terminate on ninety days notice fees invoices liability insurance audit records data"
)
WORDS = _TEXT.split()


@dataclass(frozen=True, slots=True)
class Case:
    """A sound file and its words."""

    name: str
    data: bytes
    words: Counter[str]


def words(content: Content) -> Counter[str]:
    """Count the words of a document."""
    return Counter(_WORD.findall("\n".join(content.pages).lower()))


def lost(sound: Counter[str], other: Counter[str]) -> float:
    """Give the part of the words of `sound` that `other` has not."""
    return 1 - (sound & other).total() / max(sound.total(), 1)


def read(data: bytes) -> Content:
    """Read a PDF as the product does, without text recognition."""
    return extract(Source.of_bytes("piece.pdf", data), Limits(ocr=False))


def says_so(content: Content) -> bool:
    """Tell whether anybody learns that something is wrong."""
    return content.state is not State.OK or any(fact.name in _SAYING for fact in content.facts)


# Sound files


def sound_files(folders: list[Path], seed: int) -> Iterator[tuple[str, bytes]]:
    """Give sound files of many makes."""
    chance = random.Random(seed)  # noqa: S311 - a drawing of lots, no secret
    for number in range(24):
        name, data = f"drawn-{number}", _drawn(chance, number)
        yield name, data
        yield f"{name}-objstm", _saved(data, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        if number % 3 == 0:
            yield f"{name}-linear", _saved(data, linearize=True)
            yield f"{name}-plain", _saved(data, stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
                                          compress_streams=False)  # fmt: skip
            restricted = pikepdf.Encryption(owner="secret", user="", R=6)
            yield f"{name}-restricted", _saved(data, encryption=restricted)
    yield from _printed(chance)
    for folder in folders:
        for path in sorted(folder.rglob("*.pdf")):
            if _is_sound(path):
                yield path.name, path.read_bytes()


def _is_sound(path: Path) -> bool:
    """Ask a parser that has no say in the product's verdict on soundness, and takes nothing amiss."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        return all(page.get_contents() is not None for page in PdfReader(path, strict=True).pages)
    except (PdfReadError, PdfStreamError, FileNotDecryptedError, ValueError, KeyError):
        return False


def _fonts() -> list[str]:
    found = ["Helvetica", "Times-Roman", "Courier"]
    for name in ("DejaVuSans", "DejaVuSerif", "LiberationSans-Regular", "LiberationSerif-Regular"):
        try:
            pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
            found.append(name)
        except TTFError:
            continue
    return found


def _drawn(chance: random.Random, number: int) -> bytes:
    out, fonts = io.BytesIO(), _fonts()
    page = canvas.Canvas(out, pagesize=A4, pageCompression=number % 2, invariant=1)
    body, head = fonts[number % len(fonts)], fonts[(number * 3 + 1) % len(fonts)]
    for sheet in range(1 + number % 5):
        page.setFont(head, 16)
        page.drawString(60, 790, f"Pièce {number} – page {sheet + 1}")
        page.setFont(body, 10)
        if number % 4 == 3:
            _table(page, chance)
        else:
            text = " ".join(chance.choices(WORDS, k=350))
            for line, said in enumerate(textwrap.wrap(text, 85)):
                page.drawString(60, 760 - 14 * line, said)
        page.showPage()
    page.setAuthor("Cabinet Exemple")
    page.save()
    return out.getvalue()


def _table(page: canvas.Canvas, chance: random.Random) -> None:
    for row in range(40):
        page.line(60, 765 - 16 * row, 500, 765 - 16 * row)
        page.drawString(64, 754 - 16 * row, f"{chance.randint(401, 771)}{chance.randint(100, 999)}")
        page.drawString(140, 754 - 16 * row, " ".join(chance.choices(WORDS, k=3)))
        page.drawRightString(420, 754 - 16 * row, f"{chance.randint(10, 99999)},{chance.randint(10, 99)}")


def _saved(data: bytes, **how: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(out, deterministic_id="encryption" not in how, **how)  # type: ignore[arg-type]
    return out.getvalue()


def _printed(chance: random.Random) -> Iterator[tuple[str, bytes]]:
    program = shutil.which("soffice")
    if program is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for number in range(8):
            file = Path(folder) / f"lettre-{number}.html"
            paragraphs = "".join(f"<p>{' '.join(chance.choices(WORDS, k=120))}</p>" for _ in range(6))
            file.write_text(
                f"<meta charset=utf-8><h1>Lettre {number}</h1><p><b>Objet : contrat n° {number}</b></p>{paragraphs}"
            )
            names.append(str(file))
        profile = f"-env:UserInstallation=file://{folder}/profile"
        subprocess.run(
            [program, profile, "--headless", "--convert-to", "pdf:writer_web_pdf_Export", "--outdir", folder, *names],
            capture_output=True, check=True, timeout=180,
        )  # fmt: skip
        for file in sorted(Path(folder).glob("*.pdf")):
            yield file.name, file.read_bytes()


# Mutations: each gives a damaged copy, or None where the file offers nothing to damage in that way

Mutation = Callable[[bytes, random.Random], bytes | None]


def flipped(data: bytes, chance: random.Random) -> bytes:
    """Change some bytes anywhere."""
    copy = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20, 100))):
        copy[chance.randrange(len(copy))] ^= chance.randrange(1, 256)
    return bytes(copy)


def truncated(data: bytes, chance: random.Random) -> bytes:
    """Cut the end off."""
    return data[: chance.randrange(len(data) // 20, len(data) - 8)]


def holed(data: bytes, chance: random.Random) -> bytes:
    """Write zeros over a block, as a bad disk does."""
    start = chance.randrange(16, len(data))
    size = chance.choice((64, 512, 4096))
    return data[:start] + bytes(min(size, len(data) - start)) + data[start + size :]


def dropped_block(data: bytes, chance: random.Random) -> bytes:
    """Leave a block out, as a broken transfer does."""
    start = chance.randrange(16, len(data) - 16)
    return data[:start] + data[start + chance.choice((1, 16, 512, 4096)) :]


def newlines(data: bytes, _chance: random.Random) -> bytes | None:
    """Turn line ends as a transfer in text mode does."""
    return data.replace(b"\n", b"\r\n") if b"\n" in data else None


def stream_damaged(data: bytes, chance: random.Random) -> bytes | None:
    """Change bytes inside a stream."""
    spans = [m.span(1) for m in re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL) if len(m[1]) > 40]
    if not spans:
        return None
    start, end = chance.choice(spans)
    copy = bytearray(data)
    for _ in range(chance.choice((1, 3, 10))):
        copy[chance.randrange(start, end)] ^= chance.randrange(1, 256)
    return bytes(copy)


def stream_cut(data: bytes, chance: random.Random) -> bytes | None:
    """Shorten a stream, its length adjusted, as a careless program does."""

    def cut(document: pikepdf.Pdf) -> bool:
        page = chance.choice(list(document.pages))
        contents = page.obj.get("/Contents")
        stream = contents[0] if isinstance(contents, pikepdf.Array) else contents
        raw = stream.read_raw_bytes()
        filters = stream.get("/Filter")
        stream.write(raw[: int(len(raw) * chance.uniform(0.2, 0.9))], filter=filters)
        return True

    return _changed(data, cut)


def xref_damaged(data: bytes, chance: random.Random) -> bytes | None:
    """Make the table of objects, or the way to it, wrong."""
    places = [m.start(1) for m in re.finditer(rb"\n(\d{10}) \d{5} n", data)]
    places += [m.start(1) for m in re.finditer(rb"startxref\s+(\d+)", data)]
    if not places:
        return None
    copy = bytearray(data)
    for at in chance.sample(places, min(len(places), chance.choice((1, 2, 5)))):
        for place in range(at, at + 10):
            if copy[place : place + 1].isdigit():
                copy[place] = ord(str(chance.randrange(10)))
    return bytes(copy)


def object_dropped(data: bytes, chance: random.Random) -> bytes | None:
    """Blank out a whole object."""
    spans = [m.span() for m in re.finditer(rb"\d+ 0 obj.*?endobj", data, re.DOTALL)]
    if not spans:
        return None
    start, end = chance.choice(spans)
    return data[:start] + b" " * (end - start) + data[end:]


def map_removed(data: bytes, _chance: random.Random) -> bytes | None:
    """Take away what says which letters the characters of the fonts are."""

    def change(document: pikepdf.Pdf) -> bool:
        fonts = [o for o in document.objects if _is_font(o) and "/ToUnicode" in o]
        for font in fonts:
            del font["/ToUnicode"]
        return bool(fonts)

    return _changed(data, change)


def maps_swapped(data: bytes, chance: random.Random) -> bytes | None:
    """Exchange those tables between two fonts."""

    def change(document: pikepdf.Pdf) -> bool:
        fonts = [o for o in document.objects if _is_font(o) and "/ToUnicode" in o]
        if len(fonts) < 2:
            return False
        one, other = chance.sample(fonts, 2)
        one["/ToUnicode"], other["/ToUnicode"] = other["/ToUnicode"], one["/ToUnicode"]
        return True

    return _changed(data, change)


def fonts_swapped(data: bytes, chance: random.Random) -> bytes | None:
    """Exchange two fonts of a page."""

    def change(document: pikepdf.Pdf) -> bool:
        page = chance.choice(list(document.pages))
        fonts = page.obj.get("/Resources", {}).get("/Font", {})
        names = sorted(fonts.keys())
        if len(names) < 2:
            return False
        one, other = chance.sample(names, 2)
        fonts[one], fonts[other] = fonts[other], fonts[one]
        return True

    return _changed(data, change)


def page_emptied(data: bytes, chance: random.Random) -> bytes | None:
    """Make a page lose what is drawn on it, its stream kept by its length alone."""

    def change(document: pikepdf.Pdf) -> bool:
        page = chance.choice(list(document.pages))
        page.obj["/Contents"] = document.make_indirect(pikepdf.Stream(document, b"\x00" * 40))
        return True

    return _changed(data, change)


def _is_font(thing: object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and str(thing.get("/Type", "")) == "/Font"


def _changed(data: bytes, change: Callable[[pikepdf.Pdf], bool]) -> bytes | None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        if not change(document):
            return None
        document.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    return out.getvalue()


MUTATIONS: tuple[Mutation, ...] = (
    flipped, truncated, holed, dropped_block, newlines, stream_damaged, stream_cut, xref_damaged, object_dropped,
    map_removed, maps_swapped, fonts_swapped, page_emptied,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one damaged copy."""

    mutation: str
    name: str
    lost: float
    said: bool
    reason: str


def judged(job: tuple[int, str, Case, int]) -> Verdict | None:
    """Damage a copy and read it."""
    number, mutation, case, seed = job
    chance = random.Random(seed * 1_000_003 + number)  # noqa: S311 - a drawing of lots, no secret
    data = next(m for m in MUTATIONS if m.__name__ == mutation)(case.data, chance)
    if data is None or data == case.data:
        return None
    content = read(data)
    reason = f"{content.state}: {content.reason.en if content.reason else ''}"
    return Verdict(mutation, case.name, lost(case.words, words(content)), says_so(content), reason)


def main() -> int:
    """Print a table, a line for each mutation; end with 1 when more than 1 % is lost silently."""
    parser = argparse.ArgumentParser()
    parser.add_argument("copies", nargs="?", type=int, default=1_000)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--list", action="store_true")
    asked = parser.parse_args()
    folders = asked.folders or [path for path in (ROOMS,) if path.is_dir()]
    cases, false = [], []
    for name, data in sound_files(folders, asked.seed):
        content = read(data)
        if content.state is State.CORRUPT or (not says_so(content) and not any(content.pages)):
            false.append((name, content.reason.en if content.reason else ""))
        elif says_so(content) and content.state is State.OK:
            false.append((name, "said to have lost text"))
        elif content.state is State.OK:
            cases.append(Case(name, data, words(content)))
    print(f"sound: {len(cases)} read; called broken: {len(false)}", *(f"\n  {n}: {why}" for n, why in false))
    found = list(_all(cases, asked.copies, asked.seed))
    _table_of(found)
    silent = [v for v in found if v.lost > 0.01 and not v.said]
    if asked.list:
        for verdict in silent:
            print(f"  {verdict.mutation}: {verdict.name}: {verdict.lost:.1%} lost")
    print(f"{len(found)} copies, {len(silent)} lost more than 1 % silently ({len(silent) / max(len(found), 1):.2%})")
    return int(len(silent) > len(found) * 0.01)


def _all(cases: list[Case], copies: int, seed: int) -> Iterator[Verdict]:
    chance = random.Random(seed)  # noqa: S311 - a drawing of lots, no secret

    def jobs() -> Iterator[tuple[int, str, Case, int]]:
        number = 0
        while True:
            yield number, MUTATIONS[number % len(MUTATIONS)].__name__, chance.choice(cases), seed
            number += 1

    count = 0
    with get_context("spawn").Pool(2) as pool:
        stream = jobs()
        while count < copies:
            for verdict in pool.map(judged, [next(stream) for _ in range(min(100, 2 * (copies - count)))]):
                if verdict is not None and count < copies:
                    count += 1
                    yield verdict


def _table_of(found: list[Verdict]) -> None:
    print(f"| mutation | copies | unharmed | said | lost silently |\n{'|---' * 5}|")
    for mutation in (m.__name__ for m in MUTATIONS):
        own = [v for v in found if v.mutation == mutation]
        silent = sum(v.lost > 0.01 and not v.said for v in own)
        print(f"| {mutation} | {len(own)} | {sum(v.lost <= 0.01 and not v.said for v in own)} "
              f"| {sum(v.said for v in own)} | {silent} |")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
