"""The reading of a room's entries, as the process that hands them out and the workers both know it.

What reads a file, dataroom/file_reader.py, is loaded with all that it needs in workers alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataroom import isolation
from dataroom.asides import Body, Retold
from dataroom.errand import Errand
from dataroom.model import Document, Entry
from dataroom.settings import Item, Settings, unopened
from dataroom.state.packing import packed
from dataroom.worker import Tell

if TYPE_CHECKING:
    from dataroom.file_reader import Reader

__all__ = ["Settings", "lock_reader", "open_reader", "read_entry", "unopened"]

_reader: Reader | None = None


def open_reader(settings: Settings) -> None:
    """Make this process a worker."""
    global _reader  # noqa: PLW0603 - a worker is one process with one reader
    from dataroom.file_reader import Reader  # noqa: PLC0415 - see above

    _reader = Reader(settings)


def lock_reader(settings: Settings) -> isolation.Locks:
    """Lock a worker made by `open_reader`, for good; gives the locks that stand."""
    from dataroom.extract import attend, warm_up  # noqa: PLC0415 - see above

    warm_up()
    attend()
    return isolation.lock(settings.room, most_written=settings.limits.max_member_bytes)


def read_entry(task: Entry | Errand | Retold, tell: Tell) -> list[Item]:
    """Read one entry in a worker made by `open_reader`; its members are told as they are done."""
    if _reader is None:
        raise RuntimeError("open_reader must come first")
    items = _reader.read(task, tell)
    documents = [item for item in items if isinstance(item, Document)]
    return [*items, Body(packed(Document, documents), len(documents))]
