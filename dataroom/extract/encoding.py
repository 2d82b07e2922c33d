"""From bytes to text when nobody says how they were written."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})
_SAMPLE = 1 << 18
# What French and English texts hold beyond ASCII; the legacy table that gives most of it wins.
_LIKELY = re.compile("[éèàçêùôûîâëïüœæÉÈÀÇÊÙÔÛÎÂËÏÜŒ€°§«»’“”–—…·²³½ \u00a0]")
_ASCII = re.compile("[\x00-\x7f]+")
# Western Windows, old Macs, DOS in Western Europe: what French software has written its exports in.
_LEGACY = ("cp1252", "mac_roman", "cp850", "iso8859_15")


def is_binary(head: bytes) -> bool:
    """Tell whether bytes are no text in any encoding."""
    if head.startswith(tuple(mark for mark, _ in _MARKS)) or _wide(head):
        return False
    strange = len(head) - len(head.translate(None, _CONTROLS))
    return strange > max(2, len(head) // 100)


def is_plain(head: bytes) -> bool:
    """Tell whether bytes, cut anywhere at their end, are text in an encoding that shows itself: no legacy table."""
    if head.startswith(tuple(mark for mark, _ in _MARKS)) or _wide(head):
        return True
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def decode(data: bytes) -> str:
    """Give the text; bytes that no table explains become U+FFFD."""
    name = guess(data)
    return data.decode(name, "replace")


def guess(data: bytes) -> str:
    """Give the name of the encoding in which bytes were most likely written."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if wide := _wide(data):
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start > len(data) - 4 and error.reason == "unexpected end of data":
            return "utf-8"
        return _legacy(data[max(0, error.start - 1000) : error.start + _SAMPLE], data)
    return "utf-8"


def _wide(data: bytes) -> str | None:
    sample = data[:2000]
    if len(sample) < 4 or b"\x00" not in sample:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.6 and even < half * 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.6 and odd < half * 0.05 else None


def _legacy(sample: bytes, data: bytes) -> str:
    replaced = data[:_SAMPLE].decode("utf-8", "replace")
    beyond = _ASCII.sub("", replaced)
    if beyond and beyond.count("\ufffd") * 10 < len(beyond):
        return "utf-8"  # a few damaged bytes in a text that is otherwise UTF-8
    scores = {name: _score(sample, name) for name in _LEGACY}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > 0.5 else _unusual(sample, best)


def _score(sample: bytes, name: str) -> float:
    beyond = _ASCII.sub("", sample.decode(name, "replace"))
    return len(_LIKELY.findall(beyond)) / len(beyond) if beyond else 0.0


def _unusual(sample: bytes, otherwise: str) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to import, needed for few files

    best = from_bytes(sample[:20_000]).best()
    return best.encoding if best is not None else otherwise
