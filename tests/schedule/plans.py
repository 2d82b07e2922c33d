"""A nightly file to be scheduled."""

from __future__ import annotations

from pathlib import Path

from dataroom.nightly.config import Loaded, load_config
from dataroom.schedule import install_files

KINDS = ("systemd", "cron", "launchd", "windows", "kubernetes")
TOLD = '[[webhooks]]\nname = "w"\nurl_env = "HOOK"\n'


def loaded_from(folder: Path, more: str = "") -> Loaded:
    """Give a file with a room whose path wants escaping."""
    (folder / "n.toml").write_text(
        f'out = "results"\n{more}\n[[rooms]]\nname = "a"\npath = "salles/50 % & co/a"\n', encoding="utf-8"
    )
    return load_config(folder / "n.toml", {"HOOK": "https://example.org/x"})


def text_for(kind: str, loaded: Loaded, at: str = "03:07") -> str:
    """Give what a scheduler gets, as text."""
    found = install_files(kind, loaded, loaded.out.parent / "state", at)
    return "\n".join(c.decode("utf-16") if isinstance(c, bytes) else c for c in found.values())
