"""A room with two papers, visited in this process night after night."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dataroom.nightly import work
from dataroom.nightly.config import load_config
from dataroom.nightly.outcome import Outcome
from dataroom.nightly.record import Record, read_record
from dataroom.nightly.task import Task

FIRST = dt.datetime(2026, 3, 30, 2, 30, tzinfo=dt.UTC)
PROFILE = """company: {name: Brévignon Mobilier}
deal: {as_of: 2026-03-31}
outsourcing: [{process: payroll, provider: Solvépaie}]
"""
MORE = 'formats = ["json", "md"]'
PLANTED = ("Zébulon", "Quidam", "284057512345678", "quidam@example.org", "0612345678", "FR7630006000011234567890189")
"""A person, and what no log may hold."""
PAPERS = {
    "Bulletin de Zébulon Quidam.txt": (
        "Bulletin de paie de Zébulon Quidam, n° de sécurité sociale 2 84 05 75 123 456 78, quidam@example.org, "
        "06 12 34 56 78, IBAN FR76 3000 6000 0112 3456 7890 189.\n"
    ),
    "vigilance.txt": (
        "URSSAF\nATTESTATION DE VIGILANCE\nAttestation de fourniture des déclarations sociales et de paiement des "
        "cotisations et contributions de sécurité sociale.\nSolvépaie est à jour de ses obligations.\n"
        "Émise le 12 janvier 2026, valable jusqu’au 12 mai 2026.\n"
    ),
    **{f"note {number}.txt": f"Une note, la {number}." for number in range(12)},
}


@dataclass(frozen=True)
class House:
    """A folder with a room, its profile, its nightly file, its results and its state."""

    place: Path

    @property
    def room(self) -> Path:
        return self.place / "rooms" / "a"

    @property
    def shelf(self) -> Path:
        return self.place / "out" / "a"

    @property
    def record(self) -> Record:
        return read_record(self.place / "out", "a")

    def task(self, night: int = 0, more: str = "", **given: Any) -> Task:
        """Give the task of a night, with `more` keys of the room in the nightly file."""
        config = self.place / "nightly.toml"
        config.write_text(
            'out = "out"\nstate = "state"\n[[rooms]]\nname = "a"\npath = "rooms/a"\nprofile = "profile.yaml"\n'
            f'checklists = ["externalisation-administrative"]\n{more}\n',
            encoding="utf-8",
        )
        loaded = load_config(config, {})
        room = loaded.rooms[0].model_copy(update={"jobs": 0})  # in this process
        now = FIRST + dt.timedelta(days=night)
        task = Task(room, loaded.out, self.place / "state", ("m",), "fr", now, now.date(), self.place / "answer.json")
        return replace(task, **given)

    def visit(self, night: int = 0, more: str = "", **given: Any) -> Outcome:
        task = self.task(night, more, **given)
        return work.check_room(task, lambda: task.now)

    def stamps(self) -> list[str]:
        return sorted(path.name for path in self.shelf.iterdir() if path.name.startswith("2026-"))


def laid(place: Path) -> House:
    """Lay down a room whose files are old."""
    house = House(place)
    house.room.mkdir(parents=True)
    (place / "profile.yaml").write_text(PROFILE, encoding="utf-8")
    for name, text in PAPERS.items():
        (house.room / name).write_text(text, encoding="utf-8")
        os.utime(house.room / name, (0, 0))
    return house


def with_state_of(house: House, former: Path) -> House:
    """Put the results and the state back as they were."""
    for name in ("out", "state"):
        shutil.rmtree(house.place / name, ignore_errors=True)
        shutil.copytree(former / name, house.place / name)
    return house
