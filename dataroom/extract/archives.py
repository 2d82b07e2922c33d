"""Archives as documents: no text of their own, only members."""

from __future__ import annotations

from dataroom.extract import reasons
from dataroom.extract.draft import Draft
from dataroom.extract.source import Source
from dataroom.extract.zips import opened
from dataroom.model import State


def read_zip(source: Source, draft: Draft) -> None:
    """Judge the directory of a ZIP and count its files."""
    with opened(source, draft.limits, "ZIP") as archive:
        count = sum(not info.is_dir() for info in archive.infolist())
    draft.fact("members", str(count))
    if not count:
        draft.fault(State.EMPTY, reasons.NO_MEMBER)


def read_stream(_source: Source, draft: Draft) -> None:
    """Say that there are members: how many is known only once all is inflated."""
    draft.fact("members")
