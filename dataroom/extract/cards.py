r"""Calendars and address cards (ICS, VCF): lines that were folded put together again, escapes and encodings undone.

RFC 5545, 3.1 and 3.3.11; RFC 6350, 3.2; vCard 2.1 writes quoted-printable, of which a line ends in `=`.
"""

from __future__ import annotations

import quopri
import re

from dataroom.extract import encoding, reasons
from dataroom.extract.draft import Draft
from dataroom.extract.plain import decoded
from dataroom.extract.source import Source
from dataroom.model import State

_FOLD = re.compile(r"\r?\n[ \t]")
_QUOTED = re.compile(r"(?im)^([^:\n]*);ENCODING=QUOTED-PRINTABLE([^:\n]*):((?:.*=\r?\n)*.*)$")
_CHARSET = re.compile(r"(?i);CHARSET=([\w-]+)")
_BINARY = re.compile(r"(?im)^[^:\n]*(?:ENCODING=(?:B|BASE64)\b[^:\n]*:|:data:[^,\n]*;base64,).*(?:\n[ \t].*)*$")
_ESCAPE = re.compile(r"\\([nN,;\\])")


def read(source: Source, draft: Draft) -> None:
    """Read a calendar or cards as one page."""
    draft.page(unfolded(decoded(source, draft)))
    if not draft.has_text:
        draft.fault(State.EMPTY, reasons.NO_TEXT)


def unfolded(text: str) -> str:
    """Give the lines as they were before they were folded and escaped, without pictures."""
    text = _BINARY.sub("", text.replace("\r\n", "\n"))
    text = _FOLD.sub("", _QUOTED.sub(_unquoted, text))
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def _unquoted(found: re.Match[str]) -> str:
    told = found[1] + found[2]
    data = quopri.decodestring(found[3].encode("utf-8", "replace"))
    charset = _CHARSET.search(told)
    try:
        said = data.decode(charset[1] if charset else "utf-8")
    except (LookupError, UnicodeDecodeError):
        said = encoding.decode(data)
    return f"{_CHARSET.sub('', told)}:{said}"
