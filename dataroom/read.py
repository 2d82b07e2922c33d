"""The entries of a room read by workers: each with its Documents, whatever became of the worker that read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from dataroom import engine, losses
from dataroom.asides import Retold, Told, told
from dataroom.errand import go_on
from dataroom.isolation import Locks
from dataroom.model import Document, Entry
from dataroom.reader import Settings, lock_reader, open_reader, read_entry

Task = Entry | Retold


def read(
    tasks: Iterable[Task], settings: Settings, jobs: int | None, locks: Callable[[Locks], object]
) -> Iterator[tuple[Task, Told]]:
    """Give each task with what was told of its entry, the file before its members.

    `locks` is told those of each worker.
    """
    work = engine.run(
        tasks,
        read_entry,
        jobs=jobs,
        timeout=losses.TIMEOUT,
        memory_limit=losses.MEMORY_LIMIT,
        initializer=open_reader,
        initargs=(settings,),
        lock=lock_reader,
        ready=locks,
        again=go_on,
    )
    for task, pieces in work:
        entry = task.entry if isinstance(task, Retold) else task
        whole = [_lost(entry, pieces.end)] if isinstance(pieces.end, engine.Lost) else list(pieces.end)
        for part in pieces.parts:
            # A part that broke on its way is a loss as well: it must not go unsaid.
            whole.extend([_lost(entry, part)] if isinstance(part, engine.Lost) else part)
        yield task, told(whole)


def _lost(entry: Entry, lost: engine.Lost) -> Document:
    state, reason = losses.STATES[lost.kind], losses.REASONS[lost.kind]
    return Document(entry.path, entry.size, entry.inexact, state=state, reason=reason)
