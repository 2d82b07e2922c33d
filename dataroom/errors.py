"""The operator's mistakes and the machine's faults. What is wrong with a document is data, never one of these."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake in a file that a person wrote."""

    file: str
    where: str
    expected: str
    got: str
    help: str = ""

    def __str__(self) -> str:
        """Give `file: where: expected …, got …`, and the line that helps under it."""
        line = f"{self.file}: {self.where}: expected {self.expected}, got {self.got}"
        return f"{line}\n    {self.help}" if self.help else line


class DataroomError(Exception):
    """Anything that stops a run; `exit_code` is the documented one."""

    exit_code = 70


class UsageError(DataroomError):
    """Wrong usage: a missing path, a room that is a file, an output folder inside the room."""

    exit_code = 2


class FileFaults(UsageError):
    """All the mistakes found in the profile, rule or checklist files, at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults in the order in which they were found."""
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class NothingToCheck(DataroomError):
    """The room holds no file."""

    exit_code = 3


class RoomGone(DataroomError):
    """The room, its mount or the output's disk failed under the run: no verdict."""

    exit_code = 74


class RoomLocked(DataroomError):
    """Another run holds the room."""

    exit_code = 75
