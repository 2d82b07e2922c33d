"""The files that an index names, with their digests where it gives some."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dataroom.facts.rows import lines_of
from dataroom.model import Content

_ENDINGS = (
    ".pdf", ".doc", ".docx", ".xls", ".xlsx", ".xlsm", ".ppt", ".pptx", ".odt", ".ods", ".odp", ".csv", ".txt", ".zip",
    ".7z", ".eml", ".msg", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".rtf", ".md",
)  # fmt: skip
_CELLS = re.compile(r"[\t|;]")
_FOLDERS = re.compile(r"[/\\]")
_LONGEST = 1_000
_DIGEST = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])", re.IGNORECASE)
_MOST = 20_000


def listed(content: Content) -> Mapping[str, object]:
    """Give for each line that names a file its name, its page and its digest (64 hex digits, or empty)."""
    found: list[list[object]] = []
    for page, line in lines_of(content):
        cells = (cell.strip() for cell in _CELLS.split(line[:_LONGEST]))
        name = next((cell for cell in cells if cell.lower().endswith(_ENDINGS)), None)
        if name is not None and len(found) < _MOST:
            digest = _DIGEST.search(line[:_LONGEST])
            found.append([_FOLDERS.split(name)[-1], page, digest[0].lower() if digest else ""])
    return {"files": found} if found else {}
