"""Where the data files that come with the package lie: inside a wheel, or beside the package in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """Give the folder `rules` or `checklists`."""
    inside = _PACKAGE / "shipped_data" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
