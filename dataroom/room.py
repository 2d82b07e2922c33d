"""The profile: what a person says of the room (company, deal, who does what), read and checked."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from dataroom.identifiers import is_siren
from dataroom.model import PROCESSES
from dataroom.place import find_profile, require_room
from dataroom.written import Strict, one_of

__all__ = [
    "Company", "Deal", "Decision", "Outsourced", "Profile", "Waiver", "find_profile", "load_profile", "require_room",
]  # fmt: skip

_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_PERIOD = re.compile(r"\d{4}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?")


def _digits(value: object) -> object:
    return re.sub(r"[\s.]", "", str(value)) if isinstance(value, (str, int)) and not isinstance(value, bool) else value


def _day_text(value: object) -> object:
    # YAML 1.1 reads an unquoted 12-31 as text, but 2025-12-31 as a date.
    return value.strftime("%m-%d") if isinstance(value, dt.date) else value


Name = Annotated[str, Field(min_length=2, max_length=200)]


class Company(Strict):
    """The target."""

    name: Name = "?"
    siren: Annotated[str | None, BeforeValidator(_digits)] = None
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] = "FR"
    fiscal_year_end: Annotated[str, BeforeValidator(_day_text)] = "12-31"
    aliases: tuple[Name, ...] = ()
    employees: Annotated[int | None, Field(ge=0)] = None
    turnover: Annotated[int | None, Field(ge=0)] = None
    """Euros a year, excl. tax."""
    balance_total: Annotated[int | None, Field(ge=0)] = None
    """Euros."""

    @field_validator("siren")
    @classmethod
    def _valid_siren(cls, siren: str | None) -> str | None:
        if siren is not None and not is_siren(siren):
            raise ValueError("a SIREN of nine digits that passes its check digit")
        return siren

    @field_validator("fiscal_year_end")
    @classmethod
    def _valid_day(cls, day: str) -> str:
        if not _DAY.fullmatch(day):
            raise ValueError("a day of the year as MM-DD, for instance 12-31")
        return day


class Deal(Strict):
    """The operation, and the date at which freshness is judged."""

    type: Literal["share", "asset"] = "share"
    phase: Literal["growth", "pre-sale", "sale", "post-sale"] = "pre-sale"
    as_of: dt.date | None = None


class Outsourced(Strict):
    """One outsourced process and who carries it out."""

    process: str
    provider: Name
    aliases: tuple[Name, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    owner: Name | None = None
    """Who in the company answers for the process."""
    annual_amount: Annotated[int | None, Field(ge=0)] = None
    """Euros a year, excl. tax."""
    country: Annotated[str | None, Field(pattern=r"^[A-Z]{2}$")] = None
    """Where the provider is established; None: as its contract says."""

    @field_validator("process")
    @classmethod
    def _known(cls, process: str) -> str:
        return one_of(process, PROCESSES)


class Waiver(Strict):
    """A person's word that a requirement is not asked for, or not now."""

    requirement: Annotated[str, Field(min_length=1)]
    provider: str | None = None
    period: Annotated[str | None, BeforeValidator(lambda v: str(v) if isinstance(v, int) else v)] = None
    status: Literal["waived", "not-applicable", "withheld"]
    reason: Annotated[str, Field(min_length=3)]
    by: Annotated[str, Field(min_length=2)]
    until: dt.date

    @field_validator("period")
    @classmethod
    def _valid_period(cls, period: str | None) -> str | None:
        return _period(period)


class Decision(Strict):
    """A person's word on one document, named by its path or by its BLAKE3 digest."""

    path: str | None = None
    blake3: Annotated[str | None, Field(pattern=r"^[0-9a-f]{64}$")] = None
    type: str | None = None
    provider: str | None = None
    period: Annotated[str | None, BeforeValidator(lambda v: str(v) if isinstance(v, int) else v)] = None
    by: Annotated[str, Field(min_length=2)]
    note: str = ""

    @field_validator("period")
    @classmethod
    def _valid_period(cls, period: str | None) -> str | None:
        return _period(period)

    @model_validator(mode="after")
    def _names_a_document(self) -> Decision:
        if not self.path and not self.blake3:
            raise ValueError("a path or a blake3 that names the document")
        return self


class Profile(Strict):
    """The whole profile; everything in it has a default, and what was assumed is said in the report."""

    company: Company = Company()
    deal: Deal = Deal()
    language: Literal["fr", "en"] = "fr"
    outsourcing: tuple[Outsourced, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    decisions: tuple[Decision, ...] = ()
    checklists: tuple[str, ...] = ()
    """Ids of the checklists that are asked; none: all that come with the program."""

    def providers(self) -> dict[str, tuple[str, ...]]:
        """Give each provider's name with the processes that it carries out, in the order of the profile."""
        found: dict[str, list[str]] = {}
        for entry in self.outsourcing:
            processes = found.setdefault(entry.provider, [])
            if entry.process not in processes:
                processes.append(entry.process)
        return {name: tuple(processes) for name, processes in found.items()}

    def aliases_of(self, provider: str) -> tuple[str, ...]:
        """Give every name under which the profile knows a provider, its own first."""
        names = [provider, *(a for e in self.outsourcing if e.provider == provider for a in e.aliases)]
        return tuple(dict.fromkeys(names))


def _period(label: str | None) -> str | None:
    if label is not None and not _PERIOD.fullmatch(label):
        raise ValueError("a period such as 2025, 2025-H1, 2025-Q3 or 2025-09")
    return label


def load_profile(path: Path) -> Profile:
    """Read a profile; raises FileFaults with every mistake in it."""
    from dataroom.written_yaml import read_yaml  # noqa: PLC0415 - workers know the room’s profile and read no YAML

    return read_yaml(path, Profile, "profile")
