"""dataroom: the open, offline readiness checker for due-diligence data rooms.

from dataroom import check
report = check("path/to/room", as_of=date(2026, 3, 31))
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataroom.checklists import load_checklists
    from dataroom.model import Report
    from dataroom.pipeline import Options, check
    from dataroom.room import Profile, load_profile
    from dataroom.rules import load_rules

__version__ = "0.1.0"
__all__ = ["Options", "Profile", "Report", "__version__", "check", "load_checklists", "load_profile", "load_rules"]

_FROM = {
    "Options": "dataroom.pipeline",
    "check": "dataroom.pipeline",
    "load_checklists": "dataroom.checklists",
    "Report": "dataroom.model",
    "Profile": "dataroom.room",
    "load_profile": "dataroom.room",
    "load_rules": "dataroom.rules",
}


def __getattr__(name: str) -> object:
    """Import what is asked for when it is asked for, so that `dataroom --help` is instant."""
    if name not in _FROM:
        raise AttributeError(f"module 'dataroom' has no attribute {name!r}")
    return getattr(import_module(_FROM[name]), name)
