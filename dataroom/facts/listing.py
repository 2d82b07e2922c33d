"""The files that an index names, with their digests where it gives some."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dataroom.facts.rows import lines_of
from dataroom.model import Content

_FILE = re.compile(
    r"[^\t|;]*?([^\t|;/\\]+\.(?:pdf|docx?|xlsx?|xlsm|pptx?|odt|ods|odp|csv|txt|zip|7z|eml|msg|jpe?g|png|tiff?|rtf"
    r"|md))\s*(?=$|[\t|;])",
    re.IGNORECASE,
)
_DIGEST = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])", re.IGNORECASE)
_MOST = 20_000


def listed(content: Content) -> Mapping[str, object]:
    """Give for each line that names a file its name, its page and its digest (64 hex digits, or empty)."""
    found: list[list[object]] = []
    for page, line in lines_of(content):
        match = _FILE.search(line)
        if match is not None and len(found) < _MOST:
            digest = _DIGEST.search(line)
            found.append([match[1].strip(), page, digest[0].lower() if digest else ""])
    return {"files": found} if found else {}
