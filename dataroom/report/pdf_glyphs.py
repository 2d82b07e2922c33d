r"""Which characters the fonts of the PDF can draw; every other one is spelt out (`\u65e5`), never a blank box.

The fonts are those inside the typesetting library: Libertinus Serif, with DejaVu Sans Mono behind it. The spans below
are what all their faces hold, cut to the scripts that a reader would miss; a test sets every character of them.
"""

from __future__ import annotations

import re
import unicodedata

from dataroom.printable import visible

SPANS = (
    (0x0020, 0x007E), (0x00A0, 0x00AC), (0x00AE, 0x01C3), (0x01CD, 0x01DD), (0x01E6, 0x01EF), (0x01F4, 0x01F5),
    (0x01FC, 0x021F), (0x0300, 0x033F), (0x0384, 0x038A), (0x038C, 0x038C), (0x038E, 0x03A1), (0x03A3, 0x03CE),
    (0x0400, 0x045F), (0x0490, 0x049B), (0x0531, 0x0556), (0x0561, 0x0586), (0x1E00, 0x1E9B), (0x1E9E, 0x1EF9),
    (0x2010, 0x2027), (0x202F, 0x2037), (0x2039, 0x203F), (0x2044, 0x2044), (0x2070, 0x2071), (0x2074, 0x208E),
    (0x20A0, 0x20B5), (0x20B8, 0x20BA), (0x20BD, 0x20BD), (0x2100, 0x2103), (0x2116, 0x2116), (0x2122, 0x2122),
    (0x2153, 0x215E), (0x2190, 0x21FF), (0x2200, 0x2220), (0x2260, 0x2265), (0x2500, 0x2600), (0xFB01, 0xFB02),
    (0xFFFD, 0xFFFD),
)  # fmt: skip
"""First and last code point of each span that can be drawn."""

SIGNS = "✓✗"
"""Drawn by the second font alone: signs of our own."""

_CLASS = "".join(rf"\U{first:08x}-\U{last:08x}" for first, last in SPANS)
_UNDRAWN = re.compile(f"[^{_CLASS}{SIGNS}]")
_PLAIN = re.compile(r"[^ -~\u00a0-\u00ac\u00ae-\u017f\u2010-\u2027\u202f\u20ac✓✗■▲●○◐→]")


def drawn(text: str, *, plain: bool = False) -> str:
    """Give `text` on one line with every character spelt out that cannot be seen or drawn.

    `plain` keeps little more than Latin letters: for a text whose letters cannot be joined with their marks.
    """
    composed = unicodedata.normalize("NFC", visible(text))
    return (_PLAIN if plain else _UNDRAWN).sub(_spelt, composed)


def _spelt(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
