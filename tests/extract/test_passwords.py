"""Locked members of archives and locked old files: opened with a password of the file, or told as locked."""

from __future__ import annotations

import hashlib
import hmac
import io
import struct
import zipfile
import zlib

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from dataroom.extract import Limits, Source, extract, members
from dataroom.extract.source import Member
from dataroom.inside import inside
from dataroom.model import State
from tests.extract.old_books import xls
from tests.extract.papers import SENTENCE, facts, read
from tests.extract.test_formats import compound

PASSWORD = "clé d’essai"  # noqa: S105 - of a sample
KNOWN = Limits(ocr=False, passwords=("faux", PASSWORD))
TEXT = SENTENCE.encode() * 40


def archive(data: bytes, *, flags: int, method: int, total: int, extra: bytes = b"", size: int = len(TEXT)) -> bytes:
    """Write a ZIP of one member, byte by byte (APPNOTE.TXT 4.3)."""
    name = b"paie/bulletin.txt"
    common = struct.pack("<HHHHHIIIHH", 51, flags, method, 0, 0x21, total, len(data), size, len(name), len(extra))
    local = b"PK\3\4" + common + name + extra + data
    central = b"PK\1\2" + struct.pack("<H", 51) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name + extra
    end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def packed(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


class Keys:
    """The three keys of ZipCrypto (APPNOTE.TXT 6.1)."""

    def __init__(self, password: bytes) -> None:
        self.keys = [0x12345678, 0x23456789, 0x34567890]
        for byte in password:
            self.take(byte)

    def take(self, byte: int) -> None:
        one, two, three = self.keys
        one = self.sum(one, byte)
        two = ((two + (one & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        self.keys = [one, two, self.sum(three, two >> 24)]

    @staticmethod
    def sum(value: int, byte: int) -> int:
        # zlib's sum with its first and last turning undone
        return zlib.crc32(bytes([byte]), value ^ 0xFFFFFFFF) ^ 0xFFFFFFFF

    def lock(self, data: bytes) -> bytes:
        out = bytearray()
        for byte in data:
            key = self.keys[2] | 2
            out.append(byte ^ (((key * (key ^ 1)) >> 8) & 0xFF))
            self.take(byte)
        return bytes(out)


def zip_crypto(method: int, secret: bytes = PASSWORD.encode()) -> bytes:
    body = packed(TEXT) if method else TEXT
    total = zlib.crc32(TEXT)
    head = bytes(range(11)) + bytes([total >> 24])
    return archive(Keys(secret).lock(head + body), flags=1, method=method, total=total)


def aes(method: int, strength: int = 3, version: int = 2) -> bytes:
    salt, length = bytes(range(4 * (strength + 1))), 8 * (strength + 1)
    keys = hashlib.pbkdf2_hmac("sha1", PASSWORD.encode(), salt, 1000, 2 * length + 2)
    body = packed(TEXT) if method else TEXT
    cipher = Cipher(algorithms.AES(keys[:length]), modes.ECB()).encryptor()  # noqa: S305 - each block is a counter
    stream = b"".join(cipher.update(n.to_bytes(16, "little")) for n in range(1, len(body) // 16 + 2))
    body = bytes(a ^ b for a, b in zip(body, stream, strict=False))
    seal = hmac.digest(keys[length : 2 * length], body, "sha1")[:10]
    extra = struct.pack("<HHH2sBH", 0x9901, 7, version, b"AE", strength, method)
    total = zlib.crc32(TEXT) if version == 1 else 0
    return archive(salt + keys[-2:] + body + seal, flags=1, method=99, total=total, extra=extra)


LOCKED = {
    "ZipCrypto stored": zip_crypto(0),
    "ZipCrypto": zip_crypto(8),
    **{f"AES {64 * (s + 1)}, AE-{v}": aes(8, s, v) for s in (1, 2, 3) for v in (1, 2)},
    "AES stored": aes(0),
    "ZipCrypto of Windows": zip_crypto(8, PASSWORD.encode("cp1252")),
}


def only(data: bytes, limits: Limits) -> Member:
    (member,) = members(Source.of_bytes("a.zip", data), limits)
    return member


def test_the_standard_library_agrees_with_the_writer() -> None:
    with zipfile.ZipFile(io.BytesIO(zip_crypto(8))) as file:
        assert file.read("paie/bulletin.txt", PASSWORD.encode()) == TEXT


@pytest.mark.parametrize("data", LOCKED.values(), ids=LOCKED)
def test_members_of_a_zip(data: bytes) -> None:
    for passwords in ((), ("faux",), ("faux", "", PASSWORD[:-1])):
        assert only(data, Limits(passwords=passwords)).state is State.ENCRYPTED
    member = only(data, KNOWN)
    assert member.source is not None
    with member.source.open() as stream:
        assert stream.read() == TEXT
    content = extract(member.source)
    assert (content.state, facts(content)["opened-with-password"]) == (State.OK, [""])
    assert [finding.rule for finding in inside(content.facts, "a.zip!bulletin.txt")] == ["opened-with-password"]


@pytest.mark.parametrize("data", LOCKED.values(), ids=LOCKED)
def test_damage_to_a_locked_member_is_never_silent(data: bytes) -> None:
    for at in range(47, data.index(b"PK\1\2"), 97):
        member = only(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :], KNOWN)
        if member.state is None:
            assert member.source is not None
            with member.source.open() as stream:
                assert stream.read() == TEXT


def test_large_locked_members_are_refused_before_they_are_tried() -> None:
    data = archive(b"x" * 40, flags=1, method=8, total=0, size=65 << 20)
    assert only(data, KNOWN).state is State.TOO_LARGE


def test_old_workbooks() -> None:
    book = xls([["Bulletin", SENTENCE]], password=PASSWORD)
    for passwords in ((), ("faux",)):
        assert read("a.xls", book, Limits(passwords=passwords)).state is State.ENCRYPTED
    content = read("a.xls", book, KNOWN)
    assert (content.state, content.pages) == (State.OK, (f"Bulletin\t{SENTENCE}",))
    assert facts(content) == {"opened-with-password": [""]}


@pytest.mark.parametrize(
    ("name", "streams"),
    [
        ("a.doc", {"WordDocument": struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0, 0, 0x0100).ljust(2000, b"\0")}),
        ("a.ppt", {"PowerPoint Document": b"x", "Current User": bytes(12) + struct.pack("<I", 0xF3D1C4DF) + bytes(8)}),
    ],
)
def test_old_texts_and_slides_that_are_locked_say_so(name: str, streams: dict[str, bytes]) -> None:
    assert read(name, compound(streams)).state is State.ENCRYPTED
