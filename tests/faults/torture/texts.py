"""Texts, pages and pictures: too deep, too long, too wide, or nothing at all."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Iterator
from functools import partial

from . import CORRUPT, EMPTY, MIB, OK, PICTURE, SENTENCE, TOO_LARGE, UNSUPPORTED, case, deflated
from .papers import BOMB

NOTE = SENTENCE.encode()
FOREIGN = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
QUADRATIC = b"<!DOCTYPE a [<!ENTITY x '" + b"a" * 50_000 + b"'>]><a>" + b"&x;" * 50_000 + b"</a>"
NOISE = random.Random(1).randbytes(300_000)  # noqa: S311 - the same bytes every time


def svg(kind: bytes, text: bytes) -> bytes:
    return b'<?xml version="1.0"?>' + kind + b'<svg xmlns="http://www.w3.org/2000/svg"><text>' + text + b"</text></svg>"


def png(width: int, height: int, data: bytes = b"") -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", data or zlib.compress(bytes(99)))
        + chunk(b"IEND", b"")
    )


def tiff(width: int, height: int, following: int = 0) -> bytes:
    entries = [
        (256, 4, width),
        (257, 4, height),
        (258, 3, 8),
        (259, 3, 1),
        (262, 3, 1),
        (273, 4, 8),
        (278, 4, height),
        (279, 4, 99),
    ]
    rows = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in entries)
    return b"II*\0" + struct.pack("<IH", 8, len(entries)) + rows + struct.pack("<I", following)


def jpeg(width: int, height: int) -> bytes:
    frame = struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return (
        b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xc0"
        + frame
        + b"\xff\xda\x00\x08\x01\x01\0\0\x3f\0"
        + b"\0" * 500
        + b"\xff\xd9"
    )


def gif(width: int, height: int) -> bytes:
    return (
        b"GIF89a"
        + struct.pack("<HH", width, height)
        + b"\0\0\0"
        + b","
        + struct.pack("<HHHH", 0, 0, width, height)
        + b"\0\x02\0;"
    )


def bmp(width: int, height: int) -> bytes:
    return b"BM" + struct.pack("<IIIIIIHHIIIIII", 154, 0, 54, 40, width, height, 1, 24, 0, 100, 0, 0, 0, 0) + bytes(100)


def long_line() -> Iterator[bytes]:
    yield b"Compte;Montant\n"
    for _ in range(256):
        yield b"a" * MIB


def open_quote() -> bytes:
    return b'Compte;Libell\xc3\xa9\n1;"' + b"a;b\n" * 3 * MIB


PIECES = ("a", "0", "1 ", "1.", "(", "art. 1 ", "01/01/2026 ", "A-", "FR76 ", "a@", "é")


def repeated(piece: bytes) -> bytes:
    return piece * (MIB // len(piece))


CASES = (
    case("100000 niveaux.html", lambda: b"<html><body>" + b"<div>" * 100_000 + NOTE, TOO_LARGE),
    case("un million d’attributs.html", lambda: b"<html><p " + b"a=b " * 1_000_000 + b">" + NOTE, OK),
    case("commentaire ouvert.html", lambda: b"<html><!--" + b"<!-- " * 1_000_000, EMPTY),
    case("groupes imbriqués.rtf", lambda: b"{\\rtf1 " + b"{" * 2_000_000 + NOTE + b"}" * 2_000_001, OK),
    case("groupes ouverts.rtf", lambda: b"{\\rtf1 " + b"{\\b " * 300_000 + NOTE, CORRUPT),
    case("bin immense.rtf", lambda: b"{\\rtf1 \\bin2147483647 " + NOTE + b"}", CORRUPT),
    case("ligne de 256 Mio.csv", long_line, TOO_LARGE),
    case("guillemet ouvert.csv", open_quote, TOO_LARGE),
    case("100000 niveaux.json", lambda: b"[" * 100_000 + b"]" * 100_000, OK),
    case("un million de niveaux.xml", lambda: b"<?xml version='1.0'?>" + b"<a>" * 1_000_000, CORRUPT),
    case("entités.xml", lambda: b"<?xml version='1.0'?>" + BOMB, CORRUPT),
    case("entité externe.xml", lambda: FOREIGN, CORRUPT),
    case("entités au carré.xml", lambda: b"<?xml version='1.0'?>" + QUADRATIC, CORRUPT),
    case(
        "entités.svg",
        lambda: svg(BOMB.split(b"<l>")[0].replace(b"DOCTYPE l", b"DOCTYPE svg"), b"&t;"),
        PICTURE,
    ),
    case(
        "entité externe.svg",
        lambda: svg(b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>', b"&x;"),
        PICTURE,
    ),
    case("zéro octet.pdf", lambda: b"", EMPTY),
    case("que des NUL.txt", lambda: bytes(MIB), CORRUPT),
    case("que des NUL.docx", lambda: bytes(MIB), CORRUPT),
    case("NUL dans le texte.txt", lambda: NOTE + b"\0\0\0" + NOTE, CORRUPT),
    case("bruit.txt", lambda: NOISE, CORRUPT),
    case("bruit.pdf", lambda: NOISE, CORRUPT),
    case("bruit.xlsx", lambda: NOISE, CORRUPT),
    case("bruit", lambda: NOISE, UNSUPPORTED),
    case("utf-16 impair.txt", lambda: b"\xff\xfe" + (SENTENCE * 50).encode("utf-16-le")[:-1], OK),
    case("image 50000.png", lambda: png(50_000, 50_000), PICTURE),
    case("image 50000 bombe.png", lambda: png(50_000, 50_000, deflated(bytes(MIB), 200)), PICTURE),
    case("image 50000.tiff", lambda: tiff(50_000, 50_000), PICTURE),
    case("image en boucle.tiff", lambda: tiff(800, 800, 8), PICTURE),
    case("image 4 milliards.tiff", lambda: tiff(0xFFFFFFFF, 0xFFFFFFFF), PICTURE),
    case("image 65500.jpg", lambda: jpeg(65_500, 65_500), PICTURE),
    case("image coupée.jpg", lambda: jpeg(800, 800)[:40], CORRUPT),
    case("image 65535.gif", lambda: gif(65_535, 65_535), PICTURE),
    case("image 2 milliards.bmp", lambda: bmp(2_000_000_000, 2_000_000_000), PICTURE),
    # One shape for each kind of search that may take the square of the time, or more.
    *(case(f"motif {piece.replace('/', '-')}.txt", partial(repeated, piece.encode()), OK) for piece in PIECES),
    case("que des espaces.txt", partial(repeated, b" "), EMPTY),
    case("que des lignes.txt", partial(repeated, b"\n"), EMPTY),
)
