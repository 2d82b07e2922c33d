"""The packed blocks of a 7z archive, unpacked piece by piece by the standard library; locked ones with a password."""

from __future__ import annotations

import bz2
import hashlib
import lzma
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from dataroom.extract import reasons
from dataroom.extract.draft import Refusal
from dataroom.extract.passwords import tries
from dataroom.extract.source import Source
from dataroom.model import State

_PIECE = 1 << 16
_MOST_OUT = 1 << 20
_LARGEST_DICTIONARY = 256 << 20
_MOST_ROUNDS = 22
_COPY, _DELTA, _LZMA2, _LZMA, _DEFLATE, _BZIP2 = (
    b"\x00",
    b"\x03",
    b"\x21",
    b"\x03\x01\x01",
    b"\x04\x01\x08",
    b"\x04\x02\x02",
)
_AES = b"\x06\xf1\x07\x01"
_BRANCHES = {
    b"\x03\x03\x01\x03": lzma.FILTER_X86, b"\x04": lzma.FILTER_X86, b"\x03\x03\x02\x05": lzma.FILTER_POWERPC,
    b"\x03\x03\x04\x01": lzma.FILTER_IA64, b"\x03\x03\x05\x01": lzma.FILTER_ARM,
    b"\x03\x03\x07\x01": lzma.FILTER_ARMTHUMB,
    b"\x03\x03\x08\x05": lzma.FILTER_SPARC,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Coder:
    """A way of packing: its identifier and its properties."""

    method: bytes
    properties: bytes


@dataclass(slots=True)
class Folder:
    """A block: its coders, which gives to which, and the sizes that they give."""

    coders: list[Coder]
    pairs: list[tuple[int, int]]
    sizes: list[int] = field(default_factory=list)
    sum: int | None = None

    @property
    def last(self) -> int:
        """The coder whose output is that of the block."""
        inner = {out for _, out in self.pairs}
        return next(index for index in range(len(self.coders)) if index not in inner)

    @property
    def is_locked(self) -> bool:
        """Whether a password is needed for it."""
        return any(coder.method == _AES for coder in self.coders)

    @property
    def size(self) -> int:
        """The unpacked size."""
        return self.sizes[self.last]

    def chain(self) -> list[Coder]:
        """Give the coders from the packed bytes on."""
        order, by_input = [self.last], dict(self.pairs)
        while order[-1] in by_input and len(order) <= len(self.coders):
            order.append(by_input[order[-1]])
        if len(order) != len(self.coders):
            raise Refusal(State.UNSUPPORTED, reasons.method("7z"))
        return [self.coders[index] for index in reversed(order)]


class Unpacked:
    """A stream of unpacked bytes over an iterator of pieces."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        """Begin before the first piece."""
        self._pieces, self._rest = pieces, b""

    def read(self, size: int, /) -> bytes:
        """Give up to `size` bytes, fewer at the end alone."""
        found = [self._rest]
        length = len(self._rest)
        while length < size and (piece := next(self._pieces, b"")):
            found.append(piece)
            length += len(piece)
        data = b"".join(found)
        self._rest = data[size:]
        return data[:size]


@dataclass(frozen=True, slots=True)
class Begin:
    """What is known of the first bytes of a block, by which a wrong password shows: how many, their sum, the first."""

    size: int
    sum: int | None = None
    first: bytes = b""

    def fits(self, stream: Unpacked) -> bool:
        """Tell whether a stream begins so; may raise whatever its decoders raise."""
        data = stream.read(min(self.size, _MOST_OUT))
        if len(data) < min(self.size, _MOST_OUT) or (self.first and data[:1] not in {bytes([b]) for b in self.first}):
            return False
        return self.sum is None or self.size > _MOST_OUT or zlib.crc32(data) == self.sum


def unpack(
    source: Source, place: tuple[int, int], folder: Folder, passwords: tuple[str, ...], begin: Begin
) -> Unpacked:
    """Give the bytes of the block at a place (offset, size).

    Raises Refusal for an unknown method, and where no password opens it.
    """
    at, size = place
    chain = folder.chain()
    if not folder.is_locked:
        return Unpacked(_run(source, at, size, chain, b""))
    aes = next(coder for coder in chain if coder.method == _AES)
    for password in tries(passwords):
        key = _key(password, aes.properties)
        if _opens(_run(source, at, size, chain, key), begin):
            return Unpacked(_run(source, at, size, chain, key))
    raise Refusal(State.ENCRYPTED, reasons.PASSWORD)


def _opens(pieces: Iterator[bytes], begin: Begin) -> bool:
    # A wrong key gives noise, over which most decoders stumble.
    try:
        return begin.fits(Unpacked(pieces))
    except (lzma.LZMAError, zlib.error, ValueError, OSError, EOFError):
        return False


def _run(source: Source, at: int, size: int, chain: list[Coder], key: bytes) -> Iterator[bytes]:
    pieces: Iterator[bytes] = _raw(source, at, size)
    filters: list[dict[str, Any]] = []
    for coder in chain:
        known = _filter(coder)
        if known is not None:
            filters.insert(0, known)
            if known["id"] in {lzma.FILTER_LZMA1, lzma.FILTER_LZMA2}:
                continue
        if filters and (known is None or coder is chain[-1]):
            pieces, filters = _through(pieces, lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=filters)), []
        if known is None:
            pieces = _other(coder, pieces, key)
    if filters:
        pieces = _through(pieces, lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=filters))
    return pieces


def _raw(source: Source, at: int, size: int) -> Iterator[bytes]:
    with source.open() as stream:
        stream.seek(at)
        while size > 0 and (piece := stream.read(min(_PIECE, size))):
            size -= len(piece)
            yield piece


def _filter(coder: Coder) -> dict[str, Any] | None:
    if coder.method in _BRANCHES:
        return {"id": _BRANCHES[coder.method]}
    if coder.method == _DELTA:
        return {"id": lzma.FILTER_DELTA, "dist": coder.properties[0] + 1}
    if coder.method == _LZMA2:
        bits = coder.properties[0]
        return {
            "id": lzma.FILTER_LZMA2,
            "dict_size": _bounded((2 | bits & 1) << (bits // 2 + 11) if bits < 40 else 1 << 32),
        }
    if coder.method == _LZMA:
        first = coder.properties[0]
        size = _bounded(int.from_bytes(coder.properties[1:5], "little"))
        lclp, pb = first % 45, first // 45
        return {"id": lzma.FILTER_LZMA1, "dict_size": size, "lc": lclp % 9, "lp": lclp // 9, "pb": pb}
    return None


def _bounded(size: int) -> int:
    if size > _LARGEST_DICTIONARY:
        raise Refusal(State.TOO_LARGE, reasons.inflates_too_much("7z", _LARGEST_DICTIONARY))
    return max(size, 4096)


def _other(coder: Coder, pieces: Iterator[bytes], key: bytes) -> Iterator[bytes]:
    if coder.method == _COPY:
        return pieces
    if coder.method == _AES:
        return _decrypted(pieces, key, _vector(coder.properties))
    if coder.method == _BZIP2:
        return _through(pieces, bz2.BZ2Decompressor())
    if coder.method == _DEFLATE:
        return _inflated(pieces)
    raise Refusal(State.UNSUPPORTED, reasons.method("7z"))


def _through(pieces: Iterable[bytes], decoder: Any) -> Iterator[bytes]:
    for piece in pieces:
        data: bytes = piece
        while not decoder.eof:
            out = decoder.decompress(data, _MOST_OUT)
            data = b""
            if out:
                yield out
            if decoder.needs_input or not out:
                break


def _inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    decoder = zlib.decompressobj(-15)
    for piece in pieces:
        data = piece
        while data and not decoder.eof:
            yield decoder.decompress(data, _MOST_OUT)
            data = decoder.unconsumed_tail


def _vector(properties: bytes) -> bytes:
    salt, vector = _sizes(properties)
    return properties[2 + salt : 2 + salt + vector].ljust(16, b"\0")


def _sizes(properties: bytes) -> tuple[int, int]:
    first, second = properties[0], properties[1]
    return (first >> 7) + (second >> 4), (first >> 6 & 1) + (second & 15)


def _key(password: str, properties: bytes) -> bytes:
    rounds = properties[0] & 0x3F
    if rounds > _MOST_ROUNDS:
        raise Refusal(State.UNSUPPORTED, reasons.method("7z"))
    start = properties[2 : 2 + _sizes(properties)[0]] + password.encode("utf-16-le")
    digest = hashlib.sha256()
    for count in range(1 << rounds):
        digest.update(start + count.to_bytes(8, "little"))
    return digest.digest()


def _decrypted(pieces: Iterable[bytes], key: bytes, vector: bytes) -> Iterator[bytes]:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes  # noqa: PLC0415 - for encrypted files

    decryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    for piece in pieces:
        yield decryptor.update(piece)
