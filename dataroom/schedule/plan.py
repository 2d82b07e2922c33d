"""What every scheduler is told: what to run, when, and what it may touch."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dataroom.nightly.config import Loaded, at


@dataclass(frozen=True, slots=True)
class Plan:
    """A nightly file, where its state lies, how the program is started, and the time of the day."""

    loaded: Loaded
    state: Path
    program: tuple[str, ...]
    hour: int
    minute: int

    @property
    def command(self) -> tuple[str, ...]:
        """The command with its arguments."""
        return (*self.program, *self.arguments)

    @property
    def arguments(self) -> tuple[str, ...]:
        """The arguments of the program."""
        return ("nightly", str(self.loaded.file), "--state", str(self.state))

    @property
    def needs_network(self) -> bool:
        """Tell whether anybody is told over a network."""
        return bool(self.loaded.config.channels) or self.loaded.config.heartbeat is not None

    @property
    def rooms(self) -> list[Path]:
        """The rooms: only ever read."""
        return [room.path for room in self.loaded.rooms]

    @property
    def consulted(self) -> list[Path]:
        """What lies outside the rooms and is read as well: profiles, decisions, rules, looks, logins."""
        base, config, found = self.loaded.file.parent, self.loaded.config, list[Path | None]()
        for room in self.loaded.rooms:
            found += [room.profile, room.rules, room.template, room.tracker, room.password_file, *room.decisions]
            found += [Path(name) for name in room.checklists if name.endswith(".toml")]
        for one in (*config.channels, *([config.heartbeat] if config.heartbeat else [])):
            files = (getattr(one, name, None) for name in ("password_file", "url_file", "ca_file"))
            found += [None if file is None else at(base, file) for file in files]
        return list(dict.fromkeys(place for place in found if place is not None))

    @property
    def written(self) -> list[Path]:
        """The folders that are written into."""
        base, config = self.loaded.file.parent, self.loaded.config
        files = [config.log, config.metrics.file if config.metrics else None]
        return list(dict.fromkeys([self.loaded.out, self.state, *(at(base, f).parent for f in files if f is not None)]))
