"""Work prepared while other work is waited for."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _End:
    error: BaseException | None = None


class Ahead(Generic[T]):
    """Takes up to `most` items ahead of the one asked for, in a thread; passes on what the source raises."""

    def __init__(self, source: Iterator[T], most: int) -> None:
        """Begin at once."""
        self._queue: queue.Queue[T | _End] = queue.Queue(most)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._fill, args=(source,), daemon=True)
        self._thread.start()

    def __iter__(self) -> Iterator[T]:
        """Give the items; ends, or raises, as the source did."""
        while not isinstance(item := self._queue.get(), _End):
            yield item
        self._thread.join()
        if item.error is not None:
            raise item.error

    def stop(self) -> None:
        """Let the thread end, whatever it still has to give."""
        self._stopped.set()
        while self._thread.is_alive():
            try:
                self._queue.get(timeout=0.01)
            except queue.Empty:
                continue

    def _fill(self, source: Iterator[T]) -> None:
        end = _End()
        try:
            for item in source:
                self._queue.put(item)
                if self._stopped.is_set():
                    return
        except BaseException as error:  # noqa: BLE001 - raised again where the items are taken
            end = _End(error)
        self._queue.put(end)
