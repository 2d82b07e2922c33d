"""Archives and mails that lie about what they hold, hold themselves, or lead out of the room."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import lzma
import struct
import tarfile
import warnings
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from . import CORRUPT, EMPTY, ENCRYPTED, MIB, OK, SENTENCE, TOO_LARGE, UNSUPPORTED, case, gzipped, packed

NOTE = SENTENCE.encode()


def overlapping() -> bytes:
    """Many entries of the directory that all point at the same bytes."""
    data = packed({"a.txt": b"a" * MIB})
    at, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entry = bytearray(data[at:end])
    entries = b""
    for number in range(500):
        entry[46:51] = b"%05d" % number
        entries += bytes(entry)
    local = bytearray(data[:at])
    local[30:35] = b"00000"
    return bytes(local) + entries + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 500, 500, len(entries), at, 0)


def nested(levels: int, heart: bytes) -> bytes:
    for level in range(levels):
        heart = packed({f"niveau {level}.zip" if level else "note.txt": heart})
    return heart


def wide_and_deep() -> bytes:
    """As 42.zip: sixteen archives in each, five levels deep, a gigabyte in each of the innermost."""
    data = packed({f"{n}.txt": (b"\0" * MIB, 100) for n in range(2)})
    for _ in range(5):
        data = packed({f"{n}.zip": data for n in range(16)})
    return data


def resized(data: bytes, size: int) -> bytes:
    """Declare another inflated size, in both places."""
    found = bytearray(data)
    found[22:26] = struct.pack("<I", size)
    at = data.index(b"PK\x01\x02")
    found[at + 24 : at + 28] = struct.pack("<I", size)
    return bytes(found)


def small_lie() -> bytes:
    return resized(packed({"a.txt": (b"a" * MIB, 300)}), 100)


def large_lie() -> bytes:
    return resized(packed({"a.txt": NOTE}), 0xFFFFFFF0)


def twice() -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("contrat.txt", NOTE)
        archive.writestr("contrat.txt", NOTE.replace(b"trois", b"neuf"))
    return out.getvalue()


def bz2_inside() -> bytes:
    return packed({"a.txt": (bytes(MIB), 64)}, zipfile.ZIP_BZIP2)


def lzma_inside() -> bytes:
    return packed({"a.txt": (bytes(MIB), 32)}, zipfile.ZIP_LZMA)


def odd_method() -> bytes:
    data = bytearray(packed({"a.txt": NOTE, "b.txt": NOTE}))
    at = data.index(b"PK\x01\x02")
    data[8:10] = data[at + 10 : at + 12] = struct.pack("<H", 99)
    return bytes(data)


def locked() -> bytes:
    data = bytearray(packed({"a.txt": NOTE}))
    at = data.index(b"PK\x01\x02")
    data[6] |= 1
    data[at + 8] |= 1
    return bytes(data)


def many_members() -> bytes:
    data = packed({"00000.txt": b""})
    at, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entry = data[at:end]
    entries = b"".join(entry.replace(b"00000", b"%05d" % number) for number in range(70_000))
    return (
        data[:at]
        + entries
        + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 70_000 % 65_536, 70_000 % 65_536, len(entries), at, 0)
    )


def bomb() -> bytes:
    return packed({"a.txt": (bytes(MIB), 1024), "note.txt": NOTE})


def names_out() -> bytes:
    names = ("../../../etc/passwd", "/etc/shadow", "C:\\Windows\\a.txt", "a\x01b.txt", "é" * 120 + ".txt")
    return packed(dict.fromkeys(names, NOTE))


def link_inside() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("lien")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()


def two_ends() -> bytes:
    inner = packed({"vrai.txt": NOTE})
    out = io.BytesIO(packed({"autre.txt": NOTE}))
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = inner[-200:]
    return out.getvalue()


def lying_directory() -> bytes:
    data = bytearray(packed({"a.txt": NOTE, "b.txt": NOTE}))
    end = data.index(b"PK\x05\x06")
    data[end + 16 : end + 20] = struct.pack("<I", 0x7FFFFFFF)
    return bytes(data)


def cut_zip() -> bytes:
    return packed({"a.txt": NOTE * 100, "b.txt": NOTE})[:-30]


def broken_heart() -> bytes:
    data = bytearray(packed({"a.txt": bytes(range(256)) * 40, "b.txt": NOTE}))
    data[60:80] = bytes(20)
    return bytes(data)


def tar(*members: tuple[str, Callable[[Any], None] | None, bytes], times: int = 1) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for number in range(times):
            for name, change, data in members:
                info = tarfile.TarInfo(name if times == 1 else f"{number} {name}")
                info.size = len(data)
                if change is not None:
                    change(info)
                archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def _link(kind: bytes, target: str) -> Callable[[Any], None]:
    def change(info: tarfile.TarInfo) -> None:
        info.type, info.linkname = kind, target

    return change


def tar_links() -> bytes:
    return tar(
        ("lien", _link(tarfile.SYMTYPE, "/etc/passwd"), b""),
        ("dur", _link(tarfile.LNKTYPE, "../../etc/shadow"), b""),
        ("/etc/absolu.txt", None, NOTE),
        ("../dehors.txt", None, NOTE),
        ("tube", _link(tarfile.FIFOTYPE, ""), b""),
        ("disque", _link(tarfile.BLKTYPE, ""), b""),
    )


def tar_sparse() -> bytes:
    """A member that says it is a terabyte of holes (GNU, old format)."""
    header = bytearray(tarfile.TarInfo("trou.txt").tobuf(tarfile.GNU_FORMAT))
    header[156:157] = b"S"
    header[386:398] = header[398:410] = b"00000000000\0"
    header[483:495] = b"\x80" + (1 << 40).to_bytes(11, "big")
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header) + bytes(1024)


def tar_negative() -> bytes:
    header = bytearray(tarfile.TarInfo("a.txt").tobuf(tarfile.GNU_FORMAT))
    header[124:136] = b"\xff" * 12
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header) + bytes(1024)


def tar_empty_members() -> bytes:
    folder = tarfile.TarInfo("vide")
    folder.type = tarfile.DIRTYPE
    head = folder.tobuf(tarfile.GNU_FORMAT)
    return gzipped((head * 2000, 1000), (bytes(1024), 1))


def tar_long_name() -> bytes:
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 1 << 30
    return gzipped((info.tobuf(tarfile.GNU_FORMAT), 1), (b"a" * MIB, 256))


def gzip_bomb() -> bytes:
    return gzipped((bytes(MIB), 64)) * 160


def xz_bomb() -> bytes:
    return lzma.compress(bytes(16 * MIB), preset=0) * 256


def bz2_bomb() -> bytes:
    return bz2.compress(bytes(16 * MIB)) * 640


def zstd_bomb() -> bytes:
    """Frames of blocks that repeat one byte (RFC 8878, 3.1.1.2.2)."""
    block = ((128 << 10) << 3 | 1 << 1).to_bytes(3, "little") + b"\0"
    last = ((128 << 10) << 3 | 1 << 1 | 1).to_bytes(3, "little") + b"\0"
    return (b"\x28\xb5\x2f\xfd\x00\x58" + block * 16_000 + last) * 8


def cut_gzip() -> bytes:
    return gzip.compress(NOTE * 500)[:-20]


def seven_zip() -> bytes:
    return b"7z\xbc\xaf\x27\x1c\0\x04" + b"\xff" * 24 + bytes(2000)


def rar() -> bytes:
    return b"Rar!\x1a\x07\x01\x00" + b"\xff" * 2000


def compound(first_fat: int) -> bytes:
    """An OLE file whose directory leads to itself."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIII", header, 44, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 1, 0x7FFFFFF0)
    struct.pack_into("<109I", header, 76, *([first_fat] * 109))
    fat = struct.pack("<128I", *([1] * 128))
    entry = "WordDocument".encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HBBIII", 26, 2, 1, 2, 2, 2)
    return bytes(header) + fat + entry.ljust(128, b"\0") * 4 + fat


def parts_deep() -> bytes:
    head = (
        b"From: a@b.fr\nTo: c@d.fr\nSubject: Poup\xc3\xa9es\nDate: Mon, 05 Jan 2026 10:00:00 +0100\nMIME-Version: 1.0\n"
    )
    for level in range(3000):
        head += b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (level, level)
    return head + b"Content-Type: text/plain\n\nBonjour\n" + b"".join(b"--b%d--\n" % n for n in range(2999, -1, -1))


def mails_deep() -> bytes:
    head = (
        b"From: a@b.fr\nTo: c@d.fr\nSubject: S\nDate: Mon, 05 Jan 2026 10:00:00 +0100\nContent-Type: message/rfc822\n\n"
    )
    return head * 3000 + b"From: a@b.fr\nTo: c@d.fr\nSubject: S\n\nBonjour\n"


def many_parts() -> bytes:
    head = b'From: a@b.fr\nTo: c@d.fr\nSubject: S\nContent-Type: multipart/mixed; boundary="b"\n\n'
    return head + b"--b\nContent-Type: application/x\n\na\n" * 100_000 + b"--b--\n"


def long_header() -> bytes:
    return b"From: a@b.fr\nTo: c@d.fr\nSubject: " + b"=?utf-8?q?a?= " * 2_000_000 + b"\n\nBonjour\n"


def long_addresses() -> bytes:
    return b"From: a@b.fr\nSubject: S\nDate: x\nTo: " + b"(" * 200_000 + b"c@d.fr\n\nBonjour\n"


def cut_mail() -> bytes:
    data = base64.encodebytes(NOTE * 50)[:-31]
    return (
        b'From: a@b.fr\nTo: c@d.fr\nSubject: S\nContent-Type: multipart/mixed; boundary="b"\n\n--b\n'
        b'Content-Type: application/pdf; name="a.pdf"\nContent-Transfer-Encoding: base64\n\n' + data
    )


def many_messages() -> Iterator[bytes]:
    one = b"From a@b.fr Mon Jan  5 10:00:00 2026\nFrom: a@b.fr\nTo: c@d.fr\nSubject: S\n\n"
    yield (one + b"\n") * 1000


CASES = (
    case("chevauchement.zip", overlapping, CORRUPT),
    case("vingt niveaux.zip", lambda: nested(20, NOTE), OK, inside=TOO_LARGE),
    case("large et profonde.zip", wide_and_deep, OK, inside=TOO_LARGE),
    case("taille trop petite.zip", small_lie, OK, inside=CORRUPT),
    case("taille trop grande.zip", large_lie, OK, inside=TOO_LARGE),
    case("deux fois.zip", twice, OK, inside=CORRUPT),
    case("bz2.zip", bz2_inside, OK, inside=UNSUPPORTED),
    case("lzma.zip", lzma_inside, OK, inside=UNSUPPORTED),
    case("méthode 99.zip", odd_method, OK, inside=UNSUPPORTED),
    case("chiffrée.zip", locked, OK, inside=ENCRYPTED),
    case("70000 membres.zip", many_members, TOO_LARGE),
    case("bombe.zip", bomb, OK, inside=TOO_LARGE),
    case("noms vers dehors.zip", names_out, OK, inside=OK),
    case("lien.zip", link_inside, OK, inside=UNSUPPORTED),
    case("deux fins.zip", two_ends, OK, inside=OK),
    case("répertoire faux.zip", lying_directory, OK, inside=CORRUPT),
    case("coupée.zip", cut_zip, CORRUPT),
    case("membre abîmé.zip", broken_heart, OK, inside=CORRUPT),
    case("liens.tar", tar_links, OK, inside=UNSUPPORTED),
    case("creux.tar", tar_sparse, OK, inside=TOO_LARGE),
    case("taille négative.tar", tar_negative, OK, inside=EMPTY),
    case("deux millions de membres.tar.gz", tar_empty_members, OK, inside=TOO_LARGE),
    case("nom de 1 Gio.tar.gz", tar_long_name, OK, inside=CORRUPT),
    case("bombe.gz", gzip_bomb, OK, inside=TOO_LARGE),
    case("bombe.xz", xz_bomb, OK, inside=UNSUPPORTED),
    case("bombe.bz2", bz2_bomb, OK, inside=TOO_LARGE),
    case("bombe.zst", zstd_bomb, UNSUPPORTED),
    case("coupé.gz", cut_gzip, OK, inside=CORRUPT),
    case("souche.7z", seven_zip, CORRUPT),
    case("souche.rar", rar, UNSUPPORTED),
    case("boucle.doc", lambda: compound(0), CORRUPT),
    case("boucle.xls", lambda: compound(0), CORRUPT),
    case("boucle.msg", lambda: compound(0x7FFFFFF0), CORRUPT),
    case("3000 parties.eml", parts_deep, TOO_LARGE),
    case("3000 messages.eml", mails_deep, TOO_LARGE),
    case("100000 parties.eml", many_parts, TOO_LARGE),
    case("en-tête immense.eml", long_header, TOO_LARGE),
    case("adresses.eml", long_addresses, CORRUPT),
    case("coupé.eml", cut_mail, CORRUPT),
    case("1000 messages vides.mbox", many_messages, OK, inside=EMPTY),
)
