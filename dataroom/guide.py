"""The guide’s 92 statements that a data room can show something of: `rules/guide.toml`, read and checked."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from dataroom.checklists import GUIDE_ROWS, Phase
from dataroom.errors import Fault, FileFaults
from dataroom.model import Bilingual, Severity
from dataroom.phrasing import bilingual
from dataroom.shipped import shipped
from dataroom.written import Strict, Text, read_bytes, read_toml, validated


@dataclass(frozen=True, slots=True)
class Row:
    """One statement of the guide; requirements cite its number."""

    number: int
    section: Bilingual
    text: Bilingual
    severity: Severity
    """What it weighs at a sale when nothing shows it."""
    phases: tuple[Phase, ...]
    """When it is looked at."""


class _Row(Strict):
    number: int
    section: Text
    text: Text
    severity: Severity
    phases: tuple[Phase, ...] = Field(min_length=1)


class _Guide(Strict):
    row: tuple[_Row, ...]


def load_guide() -> tuple[Row, ...]:
    """Read the rows in their order; raises FileFaults for a file that is not the whole guide."""
    path = shipped("rules") / "guide.toml"
    guide = validated(path, read_toml(read_bytes(path, "guide"), path), _Guide, {})
    numbers = [row.number for row in guide.row]
    if numbers != list(range(1, GUIDE_ROWS + 1)):
        raise FileFaults([Fault(str(path), "row", f"the rows 1 to {GUIDE_ROWS} in order", f"{len(numbers)} rows")])
    return tuple(
        Row(row.number, bilingual(row.section), bilingual(row.text), row.severity, row.phases) for row in guide.row
    )
