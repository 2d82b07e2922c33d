"""The place reached in a list that is read beside something else in the same order."""

from __future__ import annotations

from collections.abc import Iterator

from dataroom.verify.listing import Listed, Page


class Bookmark:
    """Takes from a list what comes next: many names at once where they are the expected ones, else one by one."""

    def __init__(self, pages: Iterator[Page]) -> None:
        """Begin before the first name."""
        self._pages = pages
        self._names: list[bytes] = []
        self._digests = ""
        self._width = self._at = 0

    def take_all(self, paths: list[bytes]) -> str | None:
        """Take the digests of `paths` if these are what comes next; if not, take nothing and give None."""
        start, end = self._at, self._at + len(paths)
        if end > len(self._names):
            self._turn(len(paths))
            start, end = 0, len(paths)
        if self._names[start:end] != paths:
            return None
        self._at = end
        return self._digests[start * self._width : end * self._width]

    def take(self, path: bytes) -> str | None:
        """Take the digest of `path` if it comes next."""
        return self._take()[1] if self._next() == path else None

    def before(self, path: bytes) -> Iterator[Listed]:
        """Take all that comes before `path`."""
        while (following := self._next()) is not None and following < path:
            yield self._take()

    def rest(self) -> Iterator[Listed]:
        """Take all that is left."""
        while self._next() is not None:
            yield self._take()

    def _next(self) -> bytes | None:
        if self._at == len(self._names):
            self._turn(1)
        return self._names[self._at] if self._at < len(self._names) else None

    def _take(self) -> Listed:
        at = self._at
        self._at += 1
        return self._names[at], self._digests[at * self._width : self._at * self._width]

    def _turn(self, count: int) -> None:
        """Let go of what was taken and read on until so many names are at hand, or the list ends."""
        names, digests = self._names[self._at :], self._digests[self._at * self._width :]
        while len(names) < count and (page := next(self._pages, None)) is not None:
            names += page[0]
            digests += page[1]
        self._names, self._digests, self._at = names, digests, 0
        self._width = len(digests) // len(names) if names else 0
