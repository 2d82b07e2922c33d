"""Legal thresholds: from what size on a duty exists. Data with their source and the date at which they were true."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError, model_validator

from dataroom.errors import Fault
from dataroom.written import Strict, Text, faults_of, parsed_toml

Measure = Literal["employees", "turnover", "balance_total", "contract"]
"""Head count; euros a year; euros; euros excl. tax a year of the contract with the provider."""


class Earlier(Strict):
    """What the sizes were for years that began before a day."""

    opened_before: dt.date
    at_least: Mapping[Measure, Annotated[float, Field(gt=0)]] = Field(min_length=1)


class Threshold(Strict):
    """A duty that begins at a size."""

    title: Text
    at_least: Mapping[Measure, Annotated[float, Field(gt=0)]] = Field(min_length=1)
    earlier: tuple[Earlier, ...] = ()
    """Sizes that held before, oldest first."""
    needed: Annotated[int | None, Field(ge=1)] = None
    """How many of the measures must be reached; None: all."""
    source: str = Field(min_length=3)
    true_at: Annotated[str, Field(pattern=r"^\d{4}(-\d{2}){0,2}$")]
    verified: bool = False
    """False: quoted from practice, to be confirmed by an adviser."""

    @model_validator(mode="after")
    def _needed_of(self) -> Threshold:
        if self.needed is not None and self.needed > len(self.at_least):
            raise ValueError(f"needed: at most {len(self.at_least)}, the number of measures, got {self.needed}")
        return self

    def ever_reached(self, measures: Mapping[str, float | None]) -> bool | None:
        """Tell whether the known measures reach it by any of the sizes that held; None where the unknown decides."""
        found = {self._reaches(sizes, measures) for sizes in (self.at_least, *(e.at_least for e in self.earlier))}
        return True if True in found else None if None in found else False

    def reached(self, measures: Mapping[str, float | None], opened: dt.date | None = None) -> bool | None:
        """Tell whether the known measures reach it, for a year that began on a day; None where the unknown decides."""
        old = next((e.at_least for e in self.earlier if opened is not None and opened < e.opened_before), None)
        return self._reaches(old or self.at_least, measures)

    def _reaches(self, sizes: Mapping[Measure, float], measures: Mapping[str, float | None]) -> bool | None:
        known = {m: measures.get(m) for m in sizes}
        met = sum(1 for m, value in known.items() if value is not None and value >= sizes[m])
        open_ones = sum(1 for value in known.values() if value is None)
        needed = self.needed or len(sizes)
        if met >= needed:
            return True
        return None if met + open_ones >= needed else False


def read_thresholds(path: Path, faults: list[Fault]) -> dict[str, Threshold]:
    """Read the thresholds by id; adds every mistake to `faults`."""
    found: dict[str, Threshold] = {}
    for name, value in (parsed_toml(path.read_bytes(), path, faults) or {}).items():
        try:
            found[name] = Threshold.model_validate(value)
        except ValidationError as error:
            mistakes = faults_of(str(path), error, Threshold)
            faults.extend(replace(fault, where=f"{name}.{fault.where}".rstrip(".")) for fault in mistakes)
    return found
