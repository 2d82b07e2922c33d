"""What systems and programs leave behind among documents, told by its name."""

from __future__ import annotations

import fnmatch

_SYSTEM = (
    "~$*", ".~lock.*#", ".ds_store", "._*", "thumbs.db", "ehthumbs.db", "desktop.ini", "*.tmp", "*.temp",
    "*.crdownload", "*.part", "*.partial", ".gitkeep",
    ".gitignore", "*.bak~", "icon\r",
)  # fmt: skip


def is_system_file(name: str) -> bool:
    """Tell whether a name is that of a file which a system or a program left behind."""
    return any(fnmatch.fnmatchcase(name.lower(), pattern) for pattern in _SYSTEM)
