"""Signed files (P7M) and signed e-mails: what was signed is taken out; the signature itself is not verified.

RFC 5652, ContentInfo and SignedData; BER as well as DER, since mail programs write both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dataroom.extract import kinds, reasons
from dataroom.extract.draft import Draft, Refusal
from dataroom.extract.source import Limits, Member, Source
from dataroom.model import State

_MOST = 256 << 20
_DEEPEST = 32
_SEQUENCE, _OBJECT, _OCTETS, _PARTS, _CONTENT = 0x30, 0x06, 0x04, 0x24, 0xA0
_SIGNED, _LAST = kinds.CMS + b"\x02", re.compile(r"\.(?:p7m|p7s|p7c|p7b)$", re.IGNORECASE)
_HEADERS = re.compile(rb"\s*(?:Content-[A-Za-z-]+|MIME-Version):", re.IGNORECASE)


def read(source: Source, draft: Draft) -> None:
    """Say that there is a document inside; raises Refusal where there is none, or one that is encrypted."""
    _content(source)
    draft.fact("members", "1")


def cms_members(source: Source, _limits: Limits) -> Iterator[Member]:
    """Give what was signed, under the name without the last extension."""
    content, name = _content(source), _LAST.sub("", source.name) or source.name
    if "." not in name and _HEADERS.match(content):
        name += ".eml"
    yield Member(name, name.encode("utf-8", "backslashreplace"), Source.of_bytes(name, content))


def _content(source: Source) -> bytes:
    if source.size > _MOST:
        raise Refusal(State.TOO_LARGE, reasons.inflates_too_much(source.name, _MOST))
    with source.open() as stream:
        data = stream.read()
    try:
        content = signed_content(data)
    except ValueError as error:
        raise Refusal(State.CORRUPT, reasons.truncated("P7M")) from error
    if content is None:
        raise Refusal(State.UNSUPPORTED, reasons.SIGNATURE_ALONE)
    return content


def signed_content(data: bytes) -> bytes | None:
    """Give what was signed, or None where only a signature is there.

    Raises Refusal where it is encrypted, and ValueError where it is not such a file, or cut.
    """
    kind, wrapped = _two(data, *_inside(data, 0, len(data), _SEQUENCE))
    if bytes(data[slice(*kind)]) != _SIGNED:
        raise Refusal(State.ENCRYPTED, reasons.FOR_RECIPIENTS)
    signed = _inside(data, *wrapped, _SEQUENCE)
    for tag, start, end in list(_children(data, *signed, 0)):
        if tag == _SEQUENCE:  # after a version and a set of digests, the first sequence is what was signed
            said = [found for found in _children(data, start, end, 1) if found[0] == _CONTENT]
            return b"".join(_octets(data, *said[0][1:], 2)) if said else None
    raise ValueError("nothing signed")


def _two(data: bytes, start: int, end: int) -> tuple[tuple[int, int], tuple[int, int]]:
    found = _children(data, start, end, 0)
    kind, content = next(found, None), next(found, None)
    if kind is None or content is None or kind[0] != _OBJECT or content[0] != _CONTENT:
        raise ValueError("no content")
    return kind[1:], content[1:]


def _inside(data: bytes, start: int, end: int, wanted: int) -> tuple[int, int]:
    found = next(_children(data, start, end, 0), None)
    if found is None or found[0] != wanted:
        raise ValueError("another element")
    return found[1:]


def _octets(data: bytes, start: int, end: int, depth: int) -> Iterator[bytes]:
    for tag, first, last in _children(data, start, end, depth):
        if tag == _OCTETS:
            yield data[first:last]
        elif tag == _PARTS:
            yield from _octets(data, first, last, depth + 1)


def _children(data: bytes, start: int, end: int, depth: int) -> Iterator[tuple[int, int, int]]:
    """Give tag, start and end of each element; raises ValueError where one reaches beyond the end."""
    while start < end and data[start : start + 2] != b"\0\0":
        tag, first, last, start = _element(data, start, end, depth)
        yield tag, first, last


def _element(data: bytes, at: int, end: int, depth: int) -> tuple[int, int, int, int]:
    if at + 2 > end or depth > _DEEPEST:
        raise ValueError("cut, or too deep")
    tag, length, first = data[at], data[at + 1], at + 2
    if length == 0x80:  # as long as it goes, to two zeroes
        last = first
        while data[last : last + 2] != b"\0\0":
            last = _element(data, last, end, depth + 1)[3]
        return tag, first, last, last + 2
    if length > 0x80:
        count = length & 0x7F
        length, first = int.from_bytes(data[first : first + count], "big"), first + count
    if first + length > end:
        raise ValueError("cut")
    return tag, first, first + length, first + length
