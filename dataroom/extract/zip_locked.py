"""Locked members of a ZIP, opened with a password that was given: ZipCrypto by the standard library, AES here.

AES: WinZip's AE-1 and AE-2 (https://www.winzip.com/en/support/aes-encryption/, read 2026-11).
"""

from __future__ import annotations

import hashlib
import hmac
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, BinaryIO, cast

from dataroom.extract import reasons
from dataroom.extract.draft import Refusal
from dataroom.extract.passwords import tries
from dataroom.extract.source import Limits
from dataroom.extract.zips import HARMLESS
from dataroom.model import State

_AES = 99
_EXTRA = 0x9901
_MOST = 64 << 20
_SALT = {1: 8, 2: 12, 3: 16}
_ROUNDS = 1_000
_READ = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


def opened(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> IO[bytes]:
    """Give the bytes of a locked member; raises Refusal where no password opens it or it is too large."""
    if info.file_size > min(limits.max_member_bytes, _MOST) or info.compress_size > _MOST:
        raise Refusal(State.TOO_LARGE, reasons.inflates_too_much(info.filename, _MOST))
    if info.file_size > HARMLESS and info.file_size > limits.max_ratio * max(info.compress_size, 1):
        raise Refusal(State.TOO_LARGE, reasons.ratio(info.filename, limits.max_ratio))
    for password in tries(limits.passwords):
        for secret in _spelled(password):
            data = _aes(archive, info, secret) if info.compress_type == _AES else _old(archive, info, secret)
            if data is not None:
                return io.BytesIO(data)
    raise Refusal(State.ENCRYPTED, reasons.MEMBER_PASSWORD)


def _spelled(password: str) -> Iterator[bytes]:
    """Give a password as programs write it: no encoding is agreed upon, and those of Windows take its own."""
    known: dict[bytes, None] = {}
    for encoding in ("utf-8", "cp1252", "cp850"):
        with suppress(UnicodeEncodeError):
            known[password.encode(encoding)] = None
    yield from known


def _old(archive: zipfile.ZipFile, info: zipfile.ZipInfo, password: bytes) -> bytes | None:
    if info.compress_type not in _READ:
        raise Refusal(State.UNSUPPORTED, reasons.method(info.filename))
    try:
        with archive.open(info, pwd=password) as stream:
            return stream.read(_MOST + 1)
    except (RuntimeError, zipfile.BadZipFile, zlib.error, EOFError):
        return None  # one wrong password in 256 passes the first test and fails at the sum


def _aes(archive: zipfile.ZipFile, info: zipfile.ZipInfo, password: bytes) -> bytes | None:
    strength, method = _settings(info)
    raw = _raw(archive, info)
    salt = raw[: _SALT[strength]]
    length = 8 * (strength + 1)
    keys = hashlib.pbkdf2_hmac("sha1", password, salt, _ROUNDS, 2 * length + 2)
    at = len(salt) + 2
    if raw[len(salt) : at] != keys[-2:]:
        return None
    body, seal = raw[at:-10], raw[-10:]
    if not hmac.compare_digest(hmac.digest(keys[length : 2 * length], body, "sha1")[:10], seal):
        return None
    data = _deciphered(body, keys[:length])
    if method == zipfile.ZIP_STORED:
        return data
    if method != zipfile.ZIP_DEFLATED:
        raise Refusal(State.UNSUPPORTED, reasons.method(info.filename))
    try:
        return zlib.decompressobj(-15).decompress(data, _MOST + 1)
    except zlib.error:
        return None


def _settings(info: zipfile.ZipInfo) -> tuple[int, int]:
    extra = info.extra
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        if kind == _EXTRA and size >= 7 and extra[8] in _SALT:
            return extra[8], int(struct.unpack_from("<H", extra, 9)[0])
        extra = extra[4 + size :]
    raise Refusal(State.CORRUPT, reasons.broken_part("ZIP", info.filename))


def _raw(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    stream = cast("BinaryIO", archive.fp)
    stream.seek(info.header_offset)
    header = stream.read(30)
    name, extra = struct.unpack_from("<HH", header, 26) if len(header) == 30 else (0, 0)
    stream.seek(info.header_offset + 30 + name + extra)
    raw = stream.read(info.compress_size)
    if len(raw) < info.compress_size or len(raw) < 30:
        raise Refusal(State.CORRUPT, reasons.broken_part("ZIP", info.filename))
    return raw


def _deciphered(body: bytes, key: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes  # noqa: PLC0415 - for locked members

    # The counter is little-endian, which no library's mode is: its blocks are made here.
    blocks = b"".join(count.to_bytes(16, "little") for count in range(1, len(body) // 16 + 2))
    stream = Cipher(algorithms.AES(key), modes.ECB()).encryptor().update(blocks)[: len(body)]  # noqa: S305 - as a counter
    return (int.from_bytes(body, "little") ^ int.from_bytes(stream, "little")).to_bytes(len(body), "little")
