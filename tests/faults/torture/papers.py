"""PDF files that ask for more than a document needs."""

from __future__ import annotations

import zlib

from tests.extract.papers import pdf

from . import (
    CORRUPT,
    MIB,
    OK,
    PICTURE,
    SENTENCE,
    TOO_LARGE,
    case,
    deflated,
    packed,
)

BOMB = (
    b"<!DOCTYPE l [<!ENTITY a 'lol'>"
    + b"".join(b"<!ENTITY %c '%b'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(20))
    + b"]><l>&t;</l>"
)


def raw(objects: list[bytes], root: int = 1, extra: bytes = b"") -> bytes:
    """Write objects, numbered from 1, with a table that is right."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(places) + 1, table)
    return out + b"trailer\n<</Size %d/Root %d 0 R%b>>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, root, extra, start)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(data), entries, data)


def paper(
    content: bytes, *more: bytes, resources: bytes = b"", box: bytes = b"0 0 595 842", font: bytes = b""
) -> bytes:
    """Make a PDF of one page; `more` are objects from 6 on."""
    helvetica = font or b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[%b]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>%b>>>>" % (
        box,
        resources,
    )
    return raw(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>", page, content, helvetica, *more]
    )


WORDS = b"BT /F 12 Tf 50 700 Td (La convention de prestation est conclue pour trois ans.) Tj ET "
FLATE = b"/Filter/FlateDecode"
SPACES = b" " * MIB


def double_flate() -> bytes:
    return paper(stream(deflated(SPACES, 512, 2), b"/Filter[/FlateDecode/FlateDecode]"))


def many_filters() -> bytes:
    return paper(stream(WORDS, b"/Filter[%b]" % (b"/FlateDecode" * 20_000)))


def forms() -> bytes:
    bodies = [
        stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % (n + 7))
        for n in range(30)
    ]
    last = stream(WORDS, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F 5 0 R>>>>")
    return paper(stream(b"/X Do"), *bodies, last, resources=b"/XObject<</X 6 0 R>>")


def form_in_itself() -> bytes:
    body = stream(b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>")
    return paper(stream(WORDS + b"/X Do"), body, resources=b"/XObject<</X 6 0 R>>")


def to_unicode() -> bytes:
    table = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00000000> <FFFFFFFF> "
        b"endcodespacerange 1 beginbfrange <00000000> <0FFFFFFF> <0000> endbfrange endcmap end"
    )
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    return paper(stream(WORDS), stream(table), font=font)


def page_loop() -> bytes:
    kids = b"<</Type/Pages/Count 5/Parent 2 0 R/Kids[2 0 R 3 0 R]>>"
    return raw([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 9/Kids[3 0 R]>>", kids])


def lying_count() -> bytes:
    return paper(stream(WORDS)).replace(b"/Count 1", b"/Count 2147483647")


def same_page_again() -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    kids = b"3 0 R " * 60_000
    return raw([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 60000/Kids[%b]>>" % kids, page])


def deep_array() -> bytes:
    return paper(stream(WORDS), b"[" * 1_000_000 + b"]" * 1_000_000)


def deep_array_on_page() -> bytes:
    return paper(stream(b"[" * 500_000 + WORDS))


def object_stream() -> bytes:
    return raw(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 0/Kids[]>>",
            stream(deflated(SPACES, 1024), b"/Type/ObjStm/N 1/First 4" + FLATE),
        ]
    )


def table_stream() -> bytes:
    body = stream(deflated(bytes(MIB), 1024), b"/Type/XRef/Size 99999999/W[1 4 2]/Root 1 0 R" + FLATE)
    head = b"%PDF-1.7\n"
    return head + b"3 0 obj\n" + body + b"\nendobj\nstartxref\n%d\n%%%%EOF" % len(head)


def run_length() -> bytes:
    return paper(stream(b"\x81 " * (2 * MIB) + b"\x80", b"/Filter/RunLengthDecode"))


def lzw() -> bytes:
    # Codes of 12 bits of which each stands for the longest run so far; 9 bits of clear and of a space before them.
    bits, table = "", 258
    while len(bits) < 800_000:
        bits += "100000000" + "000100000"
        for code in range(258, 4094):
            table = code + 1
            width = 9 if table < 511 else 10 if table < 1023 else 11 if table < 2047 else 12
            bits += format(code, f"0{width}b")
    data = int(bits[: len(bits) // 8 * 8], 2).to_bytes(len(bits) // 8, "big")
    return paper(stream(data, b"/Filter/LZWDecode"))


def huge_picture() -> bytes:
    entries = b"/Type/XObject/Subtype/Image/Width 50000/Height 50000/BitsPerComponent 1/ColorSpace/DeviceGray" + FLATE
    picture = stream(deflated(bytes(MIB), 298), entries)
    return paper(stream(b"595 0 0 842 0 0 cm /I Do"), picture, resources=b"/XObject<</I 6 0 R>>")


def huge_page() -> bytes:
    return paper(stream(WORDS + b"0 0 1 rg 0 0 900000000 900000000 re f"), box=b"0 0 1000000000 1000000000")


def predictor() -> bytes:
    parms = b"/DecodeParms<</Predictor 15/Colors 2147483647/BitsPerComponent 16/Columns 2147483647>>"
    return paper(stream(zlib.compress(WORDS), FLATE + parms))


def odd_lock() -> bytes:
    extra = b"/Encrypt<</Filter/Nobody/V 9/R 99>>/ID[(a)(b)]"
    return raw([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>"], extra=extra)


def attachment(name: bytes, data: bytes, entries: bytes = b"") -> bytes:
    spec = b"<</Type/Filespec/F(%b)/UF(%b)/EF<</F 7 0 R>>>>" % (name, name)
    found = paper(stream(WORDS), spec, stream(data, b"/Type/EmbeddedFile" + entries))
    names = b"<</Type/Catalog/Names<</EmbeddedFiles<</Names[(a)6 0 R]>>>>/Pages 2 0 R>>"
    return raw_again(found, names)


def raw_again(data: bytes, catalog: bytes) -> bytes:
    """Put another catalogue in; the table is made anew."""
    bodies = [part.split(b" obj\n", 1)[1] for part in data.split(b"\nendobj\n")[:-1]]
    return raw([catalog, *bodies[1:]])


def attached_bomb() -> bytes:
    return attachment(b"annexe.bin", deflated(bytes(MIB), 1024), FLATE)


def attached_entities() -> bytes:
    return attachment(b"factur-x.xml", b"<?xml version='1.0'?>" + BOMB)


def both() -> bytes:
    return pdf(SENTENCE) + packed({"contrat.txt": SENTENCE.encode()})


def cut() -> bytes:
    return pdf(*[SENTENCE] * 20)[:-600]


def attached_to_nothing() -> bytes:
    found = attachment(b"annexe.txt", SENTENCE.encode())
    return found.replace(b"/Count 1/Kids[3 0 R]", b"/Count 0/Kids[]     ")


def self_font() -> bytes:
    return paper(
        stream(WORDS), font=b"<</Type/Font/Subtype/Type0/BaseFont/A/DescendantFonts[5 0 R]/Encoding/Identity-H>>"
    )


CASES = (
    case("flate double.pdf", double_flate, TOO_LARGE),
    case("20000 filtres.pdf", many_filters, CORRUPT),
    case("formes 2 puissance 30.pdf", forms, TOO_LARGE),
    case("forme dans elle-même.pdf", form_in_itself, OK),
    case("tounicode.pdf", to_unicode, OK),
    case("pages en boucle.pdf", page_loop, CORRUPT),
    case("nombre de pages faux.pdf", lying_count, CORRUPT),
    case("une page 60000 fois.pdf", same_page_again, CORRUPT),
    case("tableaux profonds.pdf", deep_array, CORRUPT),
    case("tableaux profonds en page.pdf", deep_array_on_page, CORRUPT),
    case("flux d’objets.pdf", object_stream, TOO_LARGE),
    case("table en flux.pdf", table_stream, TOO_LARGE),
    case("run length.pdf", run_length, TOO_LARGE),
    case("lzw.pdf", lzw, CORRUPT),
    case("image 50000.pdf", huge_picture, PICTURE),
    case("page immense.pdf", huge_page, OK),
    case("prédicteur.pdf", predictor, CORRUPT),
    case("serrure inconnue.pdf", odd_lock, CORRUPT),
    case("pièce jointe bombe.pdf", attached_bomb, OK, inside=TOO_LARGE),
    case("factur-x entités.pdf", attached_entities, OK, inside=CORRUPT),
    case("pdf et zip.pdf", both, OK),
    case("coupé.pdf", cut, CORRUPT),
    case("que des pièces jointes.pdf", attached_to_nothing, CORRUPT, inside=OK),
    case("police dans elle-même.pdf", self_font, OK),
)
