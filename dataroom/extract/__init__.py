"""Bytes to `Content`: text page by page, headings, facts; or the reason why there is none.

A Content with the fact `members` has documents inside, which `members` gives.
"""

from dataroom.extract.containers import members
from dataroom.extract.kinds import sniff
from dataroom.extract.reading import extract, warm_up
from dataroom.extract.source import Limits, Member, Source

__all__ = ["Limits", "Member", "Source", "extract", "members", "sniff", "warm_up"]
