"""Rooms of any size, the same bytes each time: `python benchmarks/rooms.py FOLDER COUNT [--plain]`.

Mixed formats in the shares of a small company's room: mostly notes and tables, some PDF, Word and Excel files, mails,
scans and archives. With `--plain`, short texts alone, for what is to be measured of the listing and the state.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

_WORDS = [
    "contrat",
    "prestation",
    "service",
    "client",
    "prestataire",
    "paie",
    "comptabilité",
    "bilan",
    "exercice",
    "facture",
    "échéance",
    "attestation",
    "société",
    "assemblée",
    "générale",
    "résolution",
    "salarié",
    "bulletin",
    "cotisation",
    "urssaf",
    "banque",
    "compte",
    "trésorerie",
    "budget",
    "rapport",
    "mensuel",
    "indicateur",
    "délai",
    "niveau",
    "qualité",
    "procédure",
    "registre",
    "traitement",
    "donnée",
    "annexe",
    "avenant",
    "durée",
]
_PER_FOLDER = 500


def text(chance: random.Random, words: int) -> str:
    """Give lines of words of the trade."""
    lines = (" ".join(chance.choices(_WORDS, k=12)).capitalize() + "." for _ in range(words // 12))
    return "\n".join(lines) + "\n"


def plain(chance: random.Random) -> bytes:
    """Give a note."""
    return text(chance, 120).encode()


def table(chance: random.Random) -> bytes:
    """Give a table of figures as CSV."""
    rows = (f"{chance.choice(_WORDS)};{chance.randint(2020, 2026)};{chance.random() * 1e5:.2f}" for _ in range(60))
    return "\n".join(["libellé;année;montant", *rows]).encode()


def word(chance: random.Random) -> bytes:
    """Give a Word file."""
    from docx import Document  # noqa: PLC0415 - slow to load

    document, out = Document(), io.BytesIO()
    document.add_heading("Contrat de prestation de services")
    for line in text(chance, 600).splitlines():
        document.add_paragraph(line)
    document.save(out)
    return _steady(out.getvalue())


def workbook(chance: random.Random) -> bytes:
    """Give an Excel file, made by hand: writers stamp the time."""
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{chance.choice(_WORDS)}</t></is></c>'
        f'<c r="B{n}"><v>{chance.randint(1, 99999)}</v></c></row>'
        for n in range(1, 80)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return _zip(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
            f'ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
            f'ContentType="{kind}.worksheet+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="Balance" '
            'sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
        }
    )


def pdf(chance: random.Random) -> bytes:
    """Give a PDF of three pages, made by hand."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 3/Kids[4 0 R 6 0 R 8 0 R]>>"]
    objects.append("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    for number in (4, 6, 8):
        shown = "".join(f"({line}) Tj T*\n" for line in text(chance, 240).splitlines())
        stream = f"BT /F1 10 Tf 14 TL 50 800 Td\n{shown}ET"
        page = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {number + 1} 0 R"
        objects.append(f"{page}/Resources<</Font<</F1 3 0 R>>>>>>")
        objects.append(f"<</Length {len(stream.encode('cp1252'))}>>stream\n{stream}\nendstream")
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj{body}\nendobj\n".encode("cp1252")
    table_of = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table_of}trailer<</Size {len(places) + 1}/Root 1 0 R>>\n"
    return out + f"{end}startxref\n{len(out)}\n%%EOF\n".encode()


def mail(chance: random.Random) -> bytes:
    """Give a mail."""
    head = "From: a@exemple.fr\nTo: b@exemple.fr\nDate: Mon, 2 Mar 2026 10:00:00 +0100\nSubject: Rapport mensuel\n"
    return f"{head}MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{text(chance, 180)}".encode()


def archive(chance: random.Random) -> bytes:
    """Give an archive of three notes."""
    return _zip({f"note {number}.txt": text(chance, 120) for number in range(3)})


_KINDS: dict[str, tuple[int, Callable[[random.Random], bytes]]] = {
    "pdf": (35, pdf), "docx": (20, word), "xlsx": (15, workbook), "txt": (12, plain), "csv": (8, table),
    "eml": (8, mail), "zip": (2, archive),
}  # fmt: skip


def make(folder: Path, count: int, *, plain_only: bool = False, seed: int = 8) -> None:
    """Lay down `count` files in folders of 500."""
    for number in range(count):
        chance = random.Random(seed * 1_000_003 + number)  # noqa: S311 - the same each time
        below = folder / f"{number // _PER_FOLDER:04d} {_WORDS[number // _PER_FOLDER % len(_WORDS)]}"
        if number % _PER_FOLDER == 0:
            below.mkdir(parents=True, exist_ok=True)
        kind = "txt" if plain_only else chance.choices(list(_KINDS), [share for share, _ in _KINDS.values()])[0]
        content = f"Note de service {number}\n".encode() if plain_only else _KINDS[kind][1](chance)
        (below / f"pièce {number:07d}.{kind}").write_bytes(content)


_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def _zip(members: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _steady(raw: bytes) -> bytes:
    """Give a package without the times at which it was written."""
    with zipfile.ZipFile(io.BytesIO(raw)) as held:
        members = {name: held.read(name) for name in held.namelist()}
    for name, content in members.items():
        members[name] = _MOMENT.sub(rb"\g<1>2026-03-02T10:00:00Z", content) if name == "docProps/core.xml" else content
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("count", type=int)
    asked.add_argument("--plain", action="store_true")
    given = asked.parse_args()
    make(given.folder, given.count, plain_only=given.plain)
