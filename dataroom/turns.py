"""Tasks done out of turn, given in turn: what keeps the order of results while workers overtake each other."""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from dataroom.worker import Lost, attempt

T = TypeVar("T")


Again = Callable[[Any, Any, Lost], Any]
"""Gives, for a task that was lost after some parts, its place by then and the loss, the task to go on with, or None."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """What came of a task that is done piece by piece: its parts in their order, and its result or its loss."""

    parts: tuple[Any, ...]
    end: Any


class Turns(Generic[T]):
    """The tasks between the one given last and the end of the window, and the answers that came too early."""

    def __init__(self, tasks: Iterator[T], window: int, again: Again | None = None) -> None:
        """Begin with the first of `tasks`; at most `window` of them are held at once.

        With `again` every answer is given as `Pieces`.
        """
        self._tasks, self._window, self._again = tasks, window, again
        self._errands: dict[int, Any] = {}
        self._parts: dict[int, list[bytes]] = {}
        self._places: dict[int, bytes] = {}
        self._more = True
        self._held: dict[int, T] = {}
        self._waiting: deque[int] = deque()
        self._answers: dict[int, bytes | Lost] = {}
        self._pulled = self._given = 0
        self._tried: set[int] = set()

    def finished(self) -> bool:
        """Tell whether every task was given with its answer; looks for a first one if need be."""
        return not self._held and not self.look_ahead(1)

    def look_ahead(self, count: int) -> int:
        """Tell how many tasks wait to be done, up to `count`; takes them from the source if need be."""
        while len(self._waiting) < count and self._more and self._pulled < self._given + self._window:
            try:
                self._held[self._pulled] = next(self._tasks)
            except StopIteration:
                self._more = False
                break
            self._waiting.append(self._pulled)
            self._pulled += 1
        return min(count, len(self._waiting))

    def take(self, count: int) -> list[int]:
        """Take up to `count` waiting tasks, by number."""
        return [self._waiting.popleft() for _ in range(self.look_ahead(count))]

    def pickled(self, number: int) -> bytes:
        """Give a task as it travels."""
        return pickle.dumps(self._errand(number), pickle.HIGHEST_PROTOCOL)

    def part(self, number: int, message: bytes) -> None:
        """Keep a part of an answer, as it travelled."""
        restart, place, part = pickle.loads(message)  # noqa: S301  # from our own worker; what is inside stays packed
        if restart:
            self._parts.pop(number, None)
        self._parts.setdefault(number, []).append(part)
        self._places[number] = place
        self._tried.discard(number)

    def answer(self, number: int, answer: bytes | Lost) -> None:
        """Keep the answer to a task, as it travelled: it takes less room than what it stands for."""
        self._answers[number] = answer
        self._tried.discard(number)

    def give_back(self, numbers: Iterable[int]) -> None:
        """Let tasks wait again, before all others."""
        self._waiting.extendleft(reversed(list(numbers)))

    def try_again(self, number: int, lost: Lost) -> None:
        """Let a task that was lost wait for a second try; after that one, `lost` stands."""
        if number in self._tried:
            self.lose(number, lost)
        else:
            # From where it was: what is done is not done again.
            self._tried.add(number)
            self.give_back([number])

    def lose(self, number: int, lost: Lost) -> None:
        """Give up what a task was at: it goes on behind that, where it can, else `lost` is its answer."""
        errand = None
        if self._again is not None and number in self._places:
            errand = self._again(self._errand(number), _unpacked(self._places[number]), lost)
        if errand is None:
            self.answer(number, lost)
            return
        self._errands[number] = errand
        self._tried.discard(number)
        self.give_back([number])

    def _errand(self, number: int) -> Any:
        return self._errands.get(number, self._held[number])

    def answered(self) -> Iterator[tuple[T, Any]]:
        """Give the tasks whose turn it is, with what came of them."""
        while self._given in self._answers:
            answer = self._answers.pop(self._given)
            task = self._held.pop(self._given)
            self._given += 1
            yield task, self._whole(self._given - 1, answer)

    def _whole(self, number: int, answer: bytes | Lost) -> Any:
        end = answer if isinstance(answer, Lost) else _unpacked(answer)
        if self._again is None:
            return end
        self._errands.pop(number, None)
        self._places.pop(number, None)
        return Pieces(tuple(map(_unpacked, self._parts.pop(number, ()))), end)


def _unpacked(answer: bytes) -> Any:
    # An attempt, since what travelled well may still break on arrival.
    return attempt(lambda: pickle.loads(answer))[0]  # noqa: S301  # from our own worker
