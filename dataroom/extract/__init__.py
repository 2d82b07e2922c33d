"""Bytes to `Content`: text page by page, headings, facts; or the reason why there is none.

A Content with the fact `members` has documents inside, which `members` gives. The readers are loaded when one of these
names is first asked for: a check of an unchanged room reads nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataroom.extract.containers import members
    from dataroom.extract.conversion import attend
    from dataroom.extract.kinds import sniff
    from dataroom.extract.reading import extract, warm_up
    from dataroom.extract.source import Limits, Member, Source

__all__ = ["Limits", "Member", "Source", "attend", "extract", "members", "sniff", "warm_up"]

_PLACES = {
    "Limits": "source", "Member": "source", "Source": "source", "attend": "conversion", "extract": "reading",
    "members": "containers", "sniff": "kinds", "warm_up": "reading",
}  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _PLACES:
        raise AttributeError(name)
    return getattr(import_module(f"dataroom.extract.{_PLACES[name]}"), name)
