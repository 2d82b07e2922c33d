"""Checklists: what a complete room holds, as TOML files, read and checked all at once.

`checklists/<id>.toml`; the id is the file's name. Each requirement is asked once per subject: once, or per process,
provider and period. `docs/checklists.md` shows how to write one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from dataroom.clause_rules import CLAUSE_IDS
from dataroom.errors import Fault, FileFaults
from dataroom.model import PROCESSES, Severity
from dataroom.shipped import shipped
from dataroom.written import faults_of, one_of, read_bytes, read_toml

Series = Literal["once", "month", "quarter", "half", "fiscal-year", "cadence"]
Phase = Literal["growth", "pre-sale", "sale", "post-sale"]


_FILLED = "only {provider}, {period} and {company}"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(_Strict):
    """A text in both languages."""

    fr: str = Field(min_length=2)
    en: str = Field(min_length=2)


class Requirement(_Strict):
    """One thing that an acquirer asks for."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Text
    why: Text
    """Why it matters to an acquirer."""
    request: Text
    """The sentence that asks for it; `{provider}`, `{period}` and `{company}` are filled in."""
    severity: Severity
    accepts: tuple[str, ...] = Field(min_length=1)
    """Document types of which one is needed."""
    seed: tuple[int, ...] = ()
    """Rows of the guide that it checks."""
    per: Literal["company", "provider", "process"] = "company"
    processes: tuple[str, ...] = ()
    """Asked only for these processes; empty: for every outsourced one."""
    owner: Literal["provider", "accountant", "lawyer", "internal"] = "internal"
    """Who is to be asked for it."""
    phases: tuple[Phase, ...] = ("growth", "pre-sale", "sale", "post-sale")
    series: Series = "once"
    cadence_of: Literal["report", "meeting"] = "report"
    """For `series = "cadence"`: what the contract says of how often."""
    last: Annotated[int, Field(ge=1, le=120)] = 12
    """How many months back a series is looked at; for fiscal years, how many closed years."""
    delay_days: Annotated[int, Field(ge=0, le=400)] = 31
    """A period is expected once so many days have passed since its end."""
    signed: bool = False
    in_force: bool = False
    """It must have an end, and not be past it at the as-of date."""
    max_age_months: Annotated[int | None, Field(ge=1, le=120)] = None
    """It must have been issued at most so long before the as-of date."""
    shared: bool = False
    """A document of the company that names the provider serves as well as one of the provider's own."""
    clause: str | None = None
    """A clause of the contract that may stand for the document, once a person has confirmed it."""
    source: str = ""
    """Where the rule comes from, with the date at which it was true."""

    @field_validator("processes")
    @classmethod
    def _known(cls, processes: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one_of(p, PROCESSES) for p in processes)

    @field_validator("clause")
    @classmethod
    def _known_clause(cls, clause: str | None) -> str | None:
        return None if clause is None else one_of(clause, CLAUSE_IDS)

    @field_validator("request")
    @classmethod
    def _fillable(cls, request: Text) -> Text:
        for text in (request.fr, request.en):
            try:
                fields = [field[1:] for field in Formatter().parse(text) if field[1] is not None]
            except ValueError as error:
                raise ValueError(f"{_FILLED} between braces ({error})") from None
            for name, *how in fields:
                if name not in {"provider", "period", "company"} or any(how):
                    raise ValueError(f"{_FILLED} between braces, not {{{name}}}")
        return request


class _File(_Strict):
    title: Text
    requirement: tuple[Requirement, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist as it was read."""

    id: str
    title: Text
    requirements: tuple[Requirement, ...]
    digest: str
    path: str


def shipped_checklists() -> list[Path]:
    """Give the files of the checklists that come with the package."""
    return sorted(shipped("checklists").glob("*.toml"))


def load_checklists(chosen: Sequence[str], types: Collection[str]) -> tuple[Checklist, ...]:
    """Read the checklists named by id or by path (none: all shipped); raises FileFaults with every mistake."""
    faults: list[Fault] = []
    found = [_load(path, types, faults) for path in dict.fromkeys(_paths(chosen))]
    ids: dict[str, Path] = {}
    for path in dict.fromkeys(_paths(chosen)):
        if path.stem in ids:
            faults.append(Fault(str(path), "the file’s name", "a checklist id used once", f"that of {ids[path.stem]}"))
        ids.setdefault(path.stem, path)
    if faults:
        raise FileFaults(faults)
    return tuple(c for c in found if c is not None)


def _paths(chosen: Sequence[str]) -> Iterator[Path]:
    known = {path.stem: path for path in shipped_checklists()}
    for name in chosen or sorted(known):
        if name in known:
            yield known[name]
        elif _is_file(name):
            yield Path(name).resolve()
        else:
            expected = f"a file, or one of {', '.join(sorted(known))}"
            raise FileFaults([Fault(name, "--checklist", expected, "neither")])


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except OSError:  # a name too long for the system
        return False


def _load(path: Path, types: Collection[str], faults: list[Fault]) -> Checklist | None:
    raw = read_bytes(path, "checklist")
    try:
        file = _File.model_validate(read_toml(raw, path))
    except ValidationError as error:
        faults.extend(faults_of(str(path), error, _File))
        return None
    except FileFaults as error:
        faults.extend(error.faults)
        return None
    faults.extend(_references(path, file, types))
    return Checklist(path.stem, file.title, file.requirement, hashlib.sha256(raw).hexdigest(), str(path))


def _references(path: Path, file: _File, types: Collection[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, requirement in enumerate(file.requirement):
        if requirement.id in seen:
            yield Fault(str(path), f"requirement[{number}].id", "an id used once", repr(requirement.id))
        seen.add(requirement.id)
        for type_id in requirement.accepts:
            if type_id not in types:
                expected = "the id of a document type (`dataroom rules list`)"
                yield Fault(str(path), f"requirement[{number}].accepts", expected, repr(type_id))
