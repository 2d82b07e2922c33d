r"""Text from strangers, made harmless to look at and possible to write.

Names, quotes and profile values may hold control characters, right-to-left overrides and halves of surrogate
pairs. They are shown as what they are (`\x1b`, `\u202e`), never sent to a terminal or a page as such.
"""

from __future__ import annotations

import re
import unicodedata

# Everything that is not a letter, mark, number, punctuation, symbol or space: controls, formats (bidi overrides,
# zero-width), surrogates, private use, unassigned, line and paragraph separators.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_SURROGATE = re.compile("[\ud800-\udfff]")


def _escape(char: str) -> str:
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def visible(text: str) -> str:
    r"""Give `text` on one line, with every character that cannot be seen spelt out (`\x1b`, `\u202e`)."""
    if text.isprintable():
        return text
    return "".join(_escape(c) if unicodedata.category(c) in _HIDDEN else c for c in text)


def visible_lines(text: str) -> str:
    """Give `text` like `visible`, its line feeds kept: for letters of several lines."""
    return "\n".join(visible(line) for line in text.replace("\r\n", "\n").split("\n"))


def encodable(text: str) -> str:
    r"""Give `text` with halves of surrogate pairs spelt out (`\udc80`), so that it can be written as UTF-8."""
    if text.isascii():
        return text
    return _SURROGATE.sub(lambda found: _escape(found[0]), text)
