"""A firm's logo, made harmless: what is not part of the picture is left out, what could act or load is refused.

PNG: the chunks that draw, each with its checksum, and pixels that unpack to what the header says. SVG: shapes and
gradients from a list; scripts, styles, embedded pictures, fonts and links elsewhere are refused by name.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree as ET

LARGEST = 256_000
"""Bytes of a logo at most: it stands in every page that is mailed."""
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHUNKS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"sRGB", b"gAMA", b"IDAT", b"IEND"})
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_MOST_PIXELS = 4_000_000

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_SHAPES = frozenset([
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "defs", "linearGradient",
    "radialGradient", "stop", "clipPath", "mask", "title", "desc", "use", "symbol",
])  # fmt: skip
_ELSEWHERE = re.compile(r"url\(\s*['\"]?(?!#)|@import|expression|javascript:|\\", re.IGNORECASE)


class BadLogo(ValueError):
    """What is wrong with a logo: what was expected, and what was found."""

    def __init__(self, expected: str, got: str) -> None:
        """Keep both sides of the mistake."""
        super().__init__(f"expected {expected}, got {got}")
        self.expected, self.got = expected, got


def cleaned(content: bytes) -> tuple[bytes, str]:
    """Give a logo without what does not draw, and its media type; raises BadLogo."""
    if len(content) > LARGEST:
        raise BadLogo(f"a logo of at most {LARGEST:,} bytes", f"{len(content):,}")
    if content.startswith(_SIGNATURE):
        return _SIGNATURE + b"".join(_png(content)), "image/png"
    if b"<svg" in content[:4096] or b":svg" in content[:4096]:
        return _svg(content), "image/svg+xml"
    raise BadLogo("a PNG or an SVG picture", "something else")


def _png(content: bytes) -> Iterator[bytes]:
    chunks = list(_chunks(content))
    if not chunks or chunks[0][0] != b"IHDR" or len(chunks[0][1]) != 13 or chunks[-1][0] != b"IEND":
        raise BadLogo("a whole PNG picture", "one without its beginning or its end")
    _check_pixels(chunks[0][1], b"".join(body for kind, body in chunks if kind == b"IDAT"))
    for kind, body in chunks:
        if kind in _CHUNKS:
            yield struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at + 12 <= len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        kind, body, end = content[at + 4 : at + 8], content[at + 8 : at + 8 + length], at + 12 + length
        if end > len(content) or struct.unpack(">I", content[end - 4 : end])[0] != zlib.crc32(kind + body):
            raise BadLogo("a whole PNG picture", f"a damaged chunk at byte {at}")
        yield kind, body
        at = end
        if kind == b"IEND":
            return


def _check_pixels(header: bytes, packed: bytes) -> None:
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    if interlaced or colour not in _CHANNELS or depth not in {1, 2, 4, 8, 16}:
        raise BadLogo("a PNG picture that is not interlaced", f"colour type {colour}, interlacing {interlaced}")
    if not 0 < width * height <= _MOST_PIXELS:
        raise BadLogo(f"1 to {_MOST_PIXELS:,} pixels", f"{width} × {height}")
    wanted = height * (1 + (width * depth * _CHANNELS[colour] + 7) // 8)
    reader = zlib.decompressobj()
    try:
        found = len(reader.decompress(packed, wanted + 1))
    except zlib.error as error:
        raise BadLogo("pixels that unpack", str(error)) from None
    if found != wanted:
        raise BadLogo(f"{wanted:,} bytes of pixels", f"{found:,} or more" if found > wanted else f"{found:,}")


def _svg(content: bytes) -> bytes:
    # Without a DOCTYPE there are no entities, so nothing to expand and nothing to fetch.
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", content, re.IGNORECASE):
        raise BadLogo("an SVG picture without a DOCTYPE", "one with it")
    try:
        content.decode("utf-8")
        root = ET.fromstring(content)  # noqa: S314 - see the comment: no entities
    except (ET.ParseError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise BadLogo("an SVG picture in UTF-8", str(error)) from None
    if root.tag not in {f"{{{_SVG}}}svg", "svg"}:
        raise BadLogo("an SVG picture", f"<{_local(root.tag)}>")
    ET.register_namespace("", _SVG)
    return bytes(ET.tostring(_kept(root, 0), encoding="utf-8"))


def _kept(element: ET.Element, depth: int) -> ET.Element:
    if depth > 60:
        raise BadLogo("shapes nested at most 60 deep", "more")
    made = ET.Element(f"{{{_SVG}}}{_local(element.tag)}", dict(_attributes(element)))
    made.text = element.text if _local(element.tag) in {"title", "desc"} else None
    for child in element:
        if not isinstance(child.tag, str) or (child.tag.startswith("{") and not child.tag.startswith(f"{{{_SVG}}}")):
            continue  # comments, and what drawing programs keep for themselves
        if _local(child.tag) == "metadata":
            continue
        if _local(child.tag) not in _SHAPES:
            raise BadLogo("shapes and gradients alone (turn letters into outlines)", f"<{_local(child.tag)}>")
        made.append(_kept(child, depth + 1))
    return made


def _attributes(element: ET.Element) -> Iterator[tuple[str, str]]:
    for name, value in element.attrib.items():
        link = name in {"href", _XLINK}
        if name.lower().startswith("on"):
            raise BadLogo("a picture that does nothing", f"{name} on <{_local(element.tag)}>")
        if (link and not value.startswith("#")) or _ELSEWHERE.search(value):
            raise BadLogo("a picture that loads nothing", f"{_local(name)}={value[:40]!r} on <{_local(element.tag)}>")
        if link:
            yield "href", value
        elif not name.startswith("{"):
            yield name, value


def _local(name: str) -> str:
    return name.rpartition("}")[2]
