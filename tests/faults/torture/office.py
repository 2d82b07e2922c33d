"""Office files whose parts are few and whose content is immense, or that point at themselves or elsewhere."""

from __future__ import annotations

import io
import warnings
import zipfile

from . import CORRUPT, EMPTY, ENCRYPTED, MIB, OK, SENTENCE, TOO_LARGE, UNSUPPORTED, Run, case, packed
from .papers import BOMB

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="xml" ContentType="application/xml"/>'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
PARAGRAPH = f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>".encode()


def relations(*targets: tuple[str, str]) -> bytes:
    rows = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets)
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{RELATIONS}">{rows}</Relationships>'.encode()


def word(body: bytes = PARAGRAPH, before: bytes = b"", **more: bytes) -> bytes:
    document = b'<?xml version="1.0"?>%b<w:document xmlns:w="%b"><w:body>%b</w:body></w:document>' % (
        before, WORD.encode(), body,
    )  # fmt: skip
    return packed({
        "[Content_Types].xml": TYPES, "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": document, **more,
    })  # fmt: skip


def immense(head: bytes, piece: bytes, times: int, tail: bytes) -> list[Run]:
    """Give a part that holds a piece very often."""
    many = max(1, MIB // len(piece))
    return [(head, 1), (piece * many, times // many), (tail, 1)]


def many_paragraphs() -> bytes:
    head = f'<?xml version="1.0"?><w:document xmlns:w="{WORD}"><w:body>'.encode()
    return packed({
        "[Content_Types].xml": TYPES, "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": immense(head, PARAGRAPH, 200 * MIB // len(PARAGRAPH), b"</w:body></w:document>"),
    })  # fmt: skip


def book(sheet: bytes, names: int = 1) -> dict[str, bytes]:
    sheets = "".join(f'<sheet name="F{n}" sheetId="{n + 1}" r:id="r0"/>' for n in range(names))
    text = f'<?xml version="1.0"?><workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>'
    targets = (("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"))
    return {
        "[Content_Types].xml": TYPES, "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": text.encode(), "xl/_rels/workbook.xml.rels": relations(*targets),
        "xl/worksheets/sheet1.xml": sheet,
    }  # fmt: skip


def sheet(rows: bytes, after: bytes = b"", before: bytes = b"") -> bytes:
    return b'<?xml version="1.0"?><worksheet xmlns="%b">%b<sheetData>%b</sheetData>%b</worksheet>' % (
        SHEET.encode(), before, rows, after,
    )  # fmt: skip


CELL = b'<row r="1"><c r="A1" t="inlineStr"><is><t>Total</t></is></c></row>'
SHARED = b'<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
FAR = CELL + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


def far_cell() -> bytes:
    return packed(book(sheet(FAR)))


def far_cell_unsaid() -> bytes:
    """A sheet that declares one cell and holds another one far away."""
    return packed(book(sheet(FAR, before=b'<dimension ref="A1"/>')))


def merged() -> bytes:
    return packed(book(sheet(CELL, b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>')))


def long_string() -> bytes:
    head = f'<?xml version="1.0"?><sst xmlns="{SHEET}" count="1" uniqueCount="1"><si><t>'.encode()
    strings = immense(head, b"a" * 64, 1 << 24, b"</t></si></sst>")
    return packed({**book(sheet(SHARED)), "xl/sharedStrings.xml": strings})


def many_strings() -> bytes:
    head = f'<?xml version="1.0"?><sst xmlns="{SHEET}" count="25000000" uniqueCount="25000000">'.encode()
    strings = immense(head, b"<si><t>a</t></si>", 25_000_000, b"</sst>")
    return packed({**book(sheet(SHARED)), "xl/sharedStrings.xml": strings})


def lying_strings() -> bytes:
    """A count of strings for which a reader makes room before it reads one."""
    parts = book(sheet(SHARED))
    strings = f'<?xml version="1.0"?><sst xmlns="{SHEET}" uniqueCount="4294967295"><si><t>Un</t></si></sst>'
    return packed({**parts, "xl/sharedStrings.xml": strings.encode()})


def many_sheets() -> bytes:
    return packed(book(sheet(CELL * 1), names=100_000))


def styled_columns() -> bytes:
    wide = b'<cols><col min="1" max="16384" width="9" style="1"/></cols>'
    rows = b"".join(b'<row r="%d" spans="1:16384"/>' % n for n in range(1, 200_000))
    return packed(book(sheet(CELL + rows, before=wide)))


def sheet_entities() -> bytes:
    found = sheet(b'<row r="1"><c r="A1" t="inlineStr"><is><t>&t;</t></is></c></row>')
    return packed(
        book(
            found.replace(
                b"<worksheet", BOMB.split(b"<l>")[0].replace(b"DOCTYPE l", b"DOCTYPE worksheet") + b"<worksheet", 1
            )
        )
    )


def two_documents() -> bytes:
    out = io.BytesIO(word())
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("word/document.xml", word().replace(b"trois", b"neuf "))
    return out.getvalue()


def entities() -> bytes:
    return word(
        b"<w:p><w:r><w:t>&t;</w:t></w:r></w:p>", BOMB.split(b"<l>")[0].replace(b"DOCTYPE l", b"DOCTYPE w:document")
    )


def foreign_entity() -> bytes:
    kind = b'<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return word(b"<w:p><w:r><w:t>&x; " + SENTENCE.encode() + b"</w:t></w:r></w:p>", kind)


def foreign_definition() -> bytes:
    return word(before=b'<!DOCTYPE w:document SYSTEM "http://127.0.0.1:9/x.dtd">')


def deep_tables() -> bytes:
    return word(b"<w:tbl><w:tr><w:tc>" * 50_000 + PARAGRAPH + b"</w:tc></w:tr></w:tbl>" * 50_000)


def many_attributes() -> bytes:
    return word(b"<w:p " + b" ".join(b'a%d="x"' % n for n in range(500_000)) + b"/>")


def styles_in_circle() -> bytes:
    styles = b'<w:styles xmlns:w="%b">%b</w:styles>' % (
        WORD.encode(),
        b"".join(
            b'<w:style w:type="paragraph" w:styleId="s%d"><w:basedOn w:val="s%d"/></w:style>' % (n, (n + 1) % 5000)
            for n in range(5000)
        ),
    )
    return word(
        b'<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr><w:r><w:t>Un</w:t></w:r></w:p>' * 2000,
        **{"word/styles.xml": styles},
    )


def old_method() -> bytes:
    with zipfile.ZipFile(io.BytesIO(word())) as archive:
        return packed({n: archive.read(n) for n in archive.namelist()}, zipfile.ZIP_BZIP2)


def locked_part() -> bytes:
    data = bytearray(word())
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def slide_again() -> bytes:
    one = "http://schemas.openxmlformats.org/presentationml/2006/main"
    slides = "".join(f'<p:sldId id="{256 + n}" r:id="r0"/>' for n in range(200_000))
    deck = f'<?xml version="1.0"?><p:presentation xmlns:p="{one}" xmlns:r="{OFFICE}"><p:sldIdLst>{slides}'
    deck += "</p:sldIdLst></p:presentation>"
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    body = f"<p:sp><p:txBody>{f'<a:p><a:r><a:t>{SENTENCE}</a:t></a:r></a:p>' * 500}</p:txBody></p:sp>"
    slide = f'<?xml version="1.0"?><p:sld xmlns:p="{one}" xmlns:a="{drawing}"><p:cSld><p:spTree>{body}'
    slide += "</p:spTree></p:cSld></p:sld>"
    return packed({
        "[Content_Types].xml": TYPES, "_rels/.rels": relations(("officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": deck.encode(),
        "ppt/_rels/presentation.xml.rels": relations(("slide", "slides/slide1.xml")),
        "ppt/slides/slide1.xml": slide.encode(),
    })  # fmt: skip


def open_document(kind: str, body: bytes, before: bytes = b"") -> bytes:
    names = b" ".join(
        b'xmlns:%b="urn:oasis:names:tc:opendocument:xmlns:%b:1.0"' % (n, n) for n in (b"office", b"text", b"table")
    )
    content = (
        b'<?xml version="1.0"?>%b<office:document-content %b><office:body>%b</office:body></office:document-content>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content % (before, names, body))
    return out.getvalue()


def odt_entities() -> bytes:
    kind = BOMB.split(b"<l>")[0].replace(b"DOCTYPE l", b"DOCTYPE office:document-content")
    return open_document("text", b"<office:text><text:p>&t;</text:p></office:text>", kind)


def odt_foreign() -> bytes:
    kind = b'<!DOCTYPE office:document-content [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return open_document("text", b"<office:text><text:p>&x;</text:p></office:text>", kind)


def odt_spaces() -> bytes:
    return open_document("text", b'<office:text><text:p>a<text:s text:c="2000000000"/>b</text:p></office:text>')


def ods_repeated() -> bytes:
    cell = b'<table:table-cell office:value-type="string" table:number-columns-repeated="16384"><text:p>a</text:p>'
    cell += b"</table:table-cell>"
    row = b'<table:table-row table:number-rows-repeated="1048576">' + cell + b"</table:table-row>"
    return open_document(
        "spreadsheet",
        b'<office:spreadsheet><table:table table:name="A">' + row + b"</table:table></office:spreadsheet>",
    )


def cut_word() -> bytes:
    return word(PARAGRAPH * 50)[:-40]


def no_document() -> bytes:
    return packed({"[Content_Types].xml": TYPES, "word/styles.xml": b"<a/>"})


CASES = (
    case("cellule XFD1048576.xlsx", far_cell, TOO_LARGE),
    case("étendue fausse.xlsx", far_cell_unsaid, TOO_LARGE),
    case("tout fusionné.xlsx", merged, OK),
    case("chaîne d’un gigaoctet.xlsx", long_string, TOO_LARGE),
    case("25 millions de chaînes.xlsx", many_strings, TOO_LARGE),
    case("nombre de chaînes faux.xlsx", lying_strings, TOO_LARGE),
    case("100000 feuilles.xlsx", many_sheets, TOO_LARGE),
    case("colonnes et lignes vides.xlsx", styled_columns, OK),
    case("entités.xlsx", sheet_entities, CORRUPT),
    case("200 Mio de paragraphes.docx", many_paragraphs, TOO_LARGE),
    case("deux documents.docx", two_documents, CORRUPT),
    case("entités.docx", entities, CORRUPT),
    case("entité externe.docx", foreign_entity, CORRUPT),
    case("dtd externe.docx", foreign_definition, CORRUPT),
    case("tableaux imbriqués.docx", deep_tables, CORRUPT),
    case("500000 attributs.docx", many_attributes, EMPTY),
    case("styles en cercle.docx", styles_in_circle, OK),
    case("méthode bz2.docx", old_method, UNSUPPORTED),
    case("partie chiffrée.docx", locked_part, ENCRYPTED),
    case("coupé.docx", cut_word, CORRUPT),
    case("sans document.docx", no_document, CORRUPT),
    case("même diapositive.pptx", slide_again, TOO_LARGE),
    case("entités.odt", odt_entities, CORRUPT),
    case("entité externe.odt", odt_foreign, CORRUPT),
    case("deux milliards d’espaces.odt", odt_spaces, OK),
    case("cellule répétée.ods", ods_repeated, TOO_LARGE),
)
