"""Texts, pages and pictures: too deep, too long, too wide, or nothing at all."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Iterator

from . import CORRUPT, EMPTY, MIB, OK, PICTURE, SENTENCE, TIMEOUT, TOO_LARGE, UNSUPPORTED, case, deflated
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
    for _ in range(1024):
        yield b"a" * MIB


def open_quote() -> bytes:
    return b'Compte;Libell\xc3\xa9\n1;"' + b"a;b\n" * 3 * MIB


CASES = (
    case("100000 niveaux.html", lambda: b"<html><body>" + b"<div>" * 100_000 + NOTE, TOO_LARGE, CORRUPT),
    case("un million d’attributs.html", lambda: b"<html><p " + b"a=b " * 1_000_000 + b">" + NOTE, OK, TOO_LARGE),
    case("commentaire ouvert.html", lambda: b"<html><!--" + b"<!-- " * 1_000_000, EMPTY, CORRUPT, OK),
    case(
        "groupes imbriqués.rtf",
        lambda: b"{\\rtf1 " + b"{" * 2_000_000 + NOTE + b"}" * 2_000_001,
        OK,
        CORRUPT,
        TOO_LARGE,
        TIMEOUT,
    ),
    case("groupes ouverts.rtf", lambda: b"{\\rtf1 " + b"{\\b " * 300_000 + NOTE, CORRUPT),
    case("bin immense.rtf", lambda: b"{\\rtf1 \\bin2147483647 " + NOTE + b"}", CORRUPT, EMPTY),
    case("ligne d’un gigaoctet.csv", long_line, TOO_LARGE),
    case("guillemet ouvert.csv", open_quote, OK, TOO_LARGE, CORRUPT, TIMEOUT),
    case("100000 niveaux.json", lambda: b"[" * 100_000 + b"]" * 100_000, OK, CORRUPT, EMPTY),
    case("un million de niveaux.xml", lambda: b"<?xml version='1.0'?>" + b"<a>" * 1_000_000, OK, CORRUPT, TOO_LARGE),
    case("entités.xml", lambda: b"<?xml version='1.0'?>" + BOMB, OK, CORRUPT),
    case("entité externe.xml", lambda: FOREIGN, OK, CORRUPT),
    case("entités au carré.xml", lambda: b"<?xml version='1.0'?>" + QUADRATIC, OK, CORRUPT),
    case(
        "entités.svg",
        lambda: svg(BOMB.split(b"<l>")[0].replace(b"DOCTYPE l", b"DOCTYPE svg"), b"&t;"),
        CORRUPT,
        PICTURE,
        UNSUPPORTED,
        OK,
    ),
    case(
        "entité externe.svg",
        lambda: svg(b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>', b"&x;"),
        CORRUPT,
        PICTURE,
        UNSUPPORTED,
        OK,
    ),
    case("zéro octet.pdf", lambda: b"", EMPTY),
    case("que des NUL.txt", lambda: bytes(MIB), CORRUPT, UNSUPPORTED, EMPTY),
    case("que des NUL.docx", lambda: bytes(MIB), CORRUPT),
    case("NUL dans le texte.txt", lambda: NOTE + b"\0\0\0" + NOTE, OK, CORRUPT, UNSUPPORTED),
    case("bruit.txt", lambda: NOISE, CORRUPT, UNSUPPORTED),
    case("bruit.pdf", lambda: NOISE, CORRUPT),
    case("bruit.xlsx", lambda: NOISE, CORRUPT),
    case("bruit", lambda: NOISE, UNSUPPORTED),
    case("utf-16 impair.txt", lambda: b"\xff\xfe" + (SENTENCE * 50).encode("utf-16-le")[:-1], OK, CORRUPT),
    case("image 50000.png", lambda: png(50_000, 50_000), PICTURE, TOO_LARGE),
    case("image 50000 bombe.png", lambda: png(50_000, 50_000, deflated(bytes(MIB), 200)), PICTURE, TOO_LARGE),
    case("image 50000.tiff", lambda: tiff(50_000, 50_000), PICTURE, TOO_LARGE),
    case("image en boucle.tiff", lambda: tiff(800, 800, 8), PICTURE, CORRUPT),
    case("image 4 milliards.tiff", lambda: tiff(0xFFFFFFFF, 0xFFFFFFFF), PICTURE, TOO_LARGE),
    case("image 65500.jpg", lambda: jpeg(65_500, 65_500), PICTURE, TOO_LARGE),
    case("image coupée.jpg", lambda: jpeg(800, 800)[:40], PICTURE, CORRUPT),
    case("image 65535.gif", lambda: gif(65_535, 65_535), PICTURE, TOO_LARGE),
    case("image 2 milliards.bmp", lambda: bmp(2_000_000_000, 2_000_000_000), PICTURE, TOO_LARGE),
    *(
        case(f"motif {number}.txt", lambda piece=piece: piece * (2 * MIB // len(piece)), OK, EMPTY, TIMEOUT, TOO_LARGE)  # type: ignore[misc]  # mypy cannot infer such a lambda
        for number, piece in enumerate(
            (
                b"a",
                b"0",
                b" ",
                b"1 ",
                b"1.",
                b"(",
                b"art. 1 ",
                b"01/01/2026 ",
                b"A-",
                b"\n",
                b"FR76 ",
                b"a@",
                b"\xc3\xa9",
            )
        )
    ),
)
