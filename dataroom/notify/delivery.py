"""How a message ends: told, or not and why; and how often it is tried."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

PAUSES = (5.0, 25.0)
"""Seconds before each further try of one night; what fails is told again the next night."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of one message; `detail` names no address and holds no secret."""

    channel: str
    done: bool
    detail: str = ""
    events: int = 0


class NotDelivered(Exception):
    """A try that failed; `lasting` when another one would fail alike."""

    def __init__(self, detail: str, *, lasting: bool = False) -> None:
        """Keep what is said of it."""
        super().__init__(detail)
        self.lasting = lasting


def tried(channel: str, attempt: Callable[[], object], pause: Callable[[float], None]) -> Delivery:
    """Try until it is done, or will not be tonight."""
    detail = ""
    for wait in (*PAUSES, None):
        try:
            attempt()
        except NotDelivered as error:
            detail = str(error)
            if error.lasting or wait is None:
                break
            pause(wait)
        else:
            return Delivery(channel, done=True)
    return Delivery(channel, done=False, detail=detail)
