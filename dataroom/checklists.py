"""Checklists: what a complete room holds, as TOML files, read and checked all at once.

`checklists/**/<id>.toml`; the id is the file's name. Each requirement is asked once per subject: once, or per process,
provider and period. `docs/checklists.md` shows how to write one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Annotated, Literal

from pydantic import Field, ValidationError, field_validator

from dataroom.clause_rules import CLAUSE_IDS
from dataroom.errors import Fault, FileFaults
from dataroom.model import PROCESSES, Severity
from dataroom.rules import Rules
from dataroom.shipped import shipped
from dataroom.written import Strict, Text, faults_of, one_of, read_bytes, read_toml

Series = Literal["once", "month", "quarter", "half", "fiscal-year", "cadence", "rhythm", "amendment"]
Phase = Literal["growth", "pre-sale", "sale", "post-sale"]
DealType = Literal["share", "asset"]


GUIDE_ROWS = 92
_FILLED = "only {provider}, {period}, {number} and {company}"


class Applies(Strict):
    """When a requirement is asked at all."""

    deals: tuple[DealType, ...] = ("share", "asset")
    threshold: str | None = None
    """A threshold of `rules/thresholds.toml`; where the profile leaves it open, it is asked for and says so."""


class Abroad(Strict):
    """How a requirement changes for a provider established outside France."""

    request: Text
    reason: Text
    """What is told beside: which law applies, and when."""
    severity: Severity | None = None


class Requirement(Strict):
    """One thing that an acquirer asks for."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Text
    why: Text
    """Why it matters to an acquirer."""
    request: Text
    """The sentence that asks for it; `{provider}`, `{period}`, `{number}` and `{company}` are filled in."""
    severity: Severity
    severity_in: Mapping[DealType, Severity] = Field(default_factory=dict)
    """What it weighs in a share deal and in an asset deal, where that differs."""
    accepts: tuple[str, ...] = Field(min_length=1)
    """Document types of which one is needed."""
    rejects: tuple[str, ...] = ()
    """Finer types that do not answer it, though they are of an accepted one."""
    needs: Literal["one", "all"] = "one"
    """`all`: a document of every accepted type; with some of them only it is partly met."""
    seed: tuple[int, ...] = ()
    """Rows of the guide that it checks."""
    per: Literal["company", "provider", "process", "function"] = "company"
    """Of whom it is asked: `function` is a process whether outsourced (its provider is asked) or not (the company)."""
    processes: tuple[str, ...] = ()
    """Asked only for these processes; empty: for every outsourced one."""
    whose: Literal["provider", "process", "company", "own"] | None = None
    """Whose the document must be: tied to the provider, about the process, any of the company's (whoever prepared it),
    or the company's own (no provider's); None: `provider` where the provider is asked, else `process` or `company`."""
    owner: Literal["provider", "accountant", "lawyer", "internal"] = "internal"
    """Who is to be asked for it."""
    applies: Applies = Applies()
    phases: tuple[Phase, ...] = ("growth", "pre-sale", "sale", "post-sale")
    series: Series = "once"
    cadence_of: Literal["report", "meeting", "own"] = "report"
    """For `series = "cadence"`: of what the contract says how often; `own`: nothing but the series itself shows it."""
    last: Annotated[int, Field(ge=1, le=120)] = 12
    """How many months back a series is looked at; for fiscal years, how many closed years."""
    delay_days: Annotated[int, Field(ge=0, le=400)] = 31
    """A period is expected once so many days have passed since its end."""
    rhythm_months: Annotated[int, Field(ge=1, le=60)] = 6
    """For `series = "rhythm"`: a document is due every so many months from the contract's start."""
    signed: bool = False
    by_reference: bool = False
    """For `signed`: standard terms that a signed contract or an online acceptance takes over do too, once confirmed."""
    in_force: bool = False
    """It must have an end, and not be past it at the as-of date."""
    past: bool = False
    """What is asked about is gone by: a document that has ended or been replaced since still does."""
    max_age_months: Annotated[int | None, Field(ge=1, le=120)] = None
    """It must have been issued at most so long before the as-of date."""
    unless: Mapping[Literal["lawyer", "sarl"], Text] = Field(default_factory=dict)
    """Who need not hold it, with the reason that is told: a provider who is a lawyer; a company that is a SARL."""
    abroad: Abroad | None = None
    """How it changes for a provider established outside France, by the profile or by its contract."""
    supplied: bool = False
    """The company must be the one who is served: a contract with a customer of its own does not answer."""
    issued_by: Literal["provider", "company"] | None = None
    """Who must have issued the document, where it says who did."""
    holder: bool = False
    """The provider must stand in it as the holder of an account, not only be named."""
    shared: bool = False
    """A document of the company that names the provider serves as well as one of the provider's own."""
    each: bool = False
    """Every document of the kind that the room holds must be sound, else it is partly met."""
    whole: bool = False
    """The annexes that it cites must be in the room, else it is partly met."""
    clauses: tuple[str, ...] = ()
    """Clauses that the contract must hold."""
    sections: tuple[str, ...] = ()
    """Sections (of the document type's rule) that the document must show."""
    watch: str | None = None
    """A clause that weighs on the sale: where the contract has it, a person must look."""
    silent: Literal["satisfied", "to-confirm"] = "to-confirm"
    """For `watch`: where the requirement stands when the contract was read and the clause not found."""
    clause: str | None = None
    """A clause of the contract that may stand for the document, once a person has confirmed it."""
    denied: Literal["no-auditor"] | None = None
    """What a document of the room may say to the effect that none is due; a person then confirms it."""
    source: str = ""
    """Where the rule comes from, with the date at which it was true."""

    @field_validator("processes")
    @classmethod
    def _known(cls, processes: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one_of(p, PROCESSES) for p in processes)

    @field_validator("clause", "watch")
    @classmethod
    def _known_clause(cls, clause: str | None) -> str | None:
        return None if clause is None else one_of(clause, CLAUSE_IDS)

    @field_validator("clauses")
    @classmethod
    def _known_clauses(cls, clauses: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one_of(c, CLAUSE_IDS) for c in clauses)

    @field_validator("seed")
    @classmethod
    def _rows(cls, seed: tuple[int, ...]) -> tuple[int, ...]:
        for row in seed:
            if not 1 <= row <= GUIDE_ROWS:
                raise ValueError(f"a row of the guide, from 1 to {GUIDE_ROWS}, got {row}")
        return seed

    def severity_for(self, deal: DealType) -> Severity:
        """Give what it weighs in a deal of that type."""
        return self.severity_in.get(deal, self.severity)

    @field_validator("abroad")
    @classmethod
    def _fillable_abroad(cls, abroad: Abroad | None) -> Abroad | None:
        if abroad is not None:
            cls._fillable(abroad.request)
        return abroad

    def asked_abroad(self) -> Requirement:
        """Give it as it is asked of a provider established outside France."""
        if self.abroad is None:
            return self
        severity = self.abroad.severity or self.severity
        return self.model_copy(update={"request": self.abroad.request, "severity": severity, "severity_in": {}})

    @field_validator("request")
    @classmethod
    def _fillable(cls, request: Text) -> Text:
        for text in (request.fr, request.en):
            try:
                fields = [field[1:] for field in Formatter().parse(text) if field[1] is not None]
            except ValueError as error:
                raise ValueError(f"{_FILLED} between braces ({error})") from None
            for name, *how in fields:
                if name not in {"provider", "period", "number", "company"} or any(how):
                    raise ValueError(f"{_FILLED} between braces, not {{{name}}}")
        return request


class _File(Strict):
    title: Text
    about: Text | None = None
    """What it is for, in a sentence or two."""
    processes: tuple[str, ...] = ()
    """For each requirement that names none of its own."""
    phases: tuple[Phase, ...] | None = None
    applies: Applies | None = None
    requirement: tuple[Requirement, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist as it was read."""

    id: str
    title: Text
    requirements: tuple[Requirement, ...]
    digest: str
    path: str
    about: Text | None = None


def shipped_checklists() -> list[Path]:
    """Give the files of the checklists that come with the package."""
    return sorted(shipped("checklists").rglob("*.toml"), key=lambda path: (len(path.parts), path))


def load_checklists(chosen: Sequence[str], rules: Rules) -> tuple[Checklist, ...]:
    """Read the checklists named by id or by path (none: all shipped); raises FileFaults with every mistake."""
    faults: list[Fault] = []
    found = [_load(path, rules, faults) for path in dict.fromkeys(_paths(chosen))]
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
    for name in chosen or known:
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


def _load(path: Path, rules: Rules, faults: list[Fault]) -> Checklist | None:
    raw = read_bytes(path, "checklist")
    try:
        file = _File.model_validate(read_toml(raw, path))
    except ValidationError as error:
        faults.extend(faults_of(str(path), error, _File))
        return None
    except FileFaults as error:
        faults.extend(error.faults)
        return None
    faults.extend(_references(path, file, rules))
    requirements = tuple(_completed(requirement, file) for requirement in file.requirement)
    return Checklist(path.stem, file.title, requirements, hashlib.sha256(raw).hexdigest(), str(path), file.about)


def _completed(requirement: Requirement, file: _File) -> Requirement:
    """Give a requirement what its file says once for all of them."""
    said = requirement.model_fields_set
    shared = {"processes": file.processes, "phases": file.phases, "applies": file.applies}
    return requirement.model_copy(update={k: v for k, v in shared.items() if v and k not in said})


def _references(path: Path, file: _File, rules: Rules) -> Iterator[Fault]:
    if file.applies is not None:
        yield from _threshold(path, "applies", file.applies, rules)
    seen: set[str] = set()
    for number, requirement in enumerate(file.requirement):
        place = f"requirement[{number}]"
        if requirement.id in seen:
            yield Fault(str(path), f"{place}.id", "an id used once", repr(requirement.id))
        seen.add(requirement.id)
        yield from _threshold(path, f"{place}.applies", requirement.applies, rules)
        known = {s.id for t in requirement.accepts if t in rules.documents for s in rules.sections_of(t)}
        for type_id in requirement.accepts:
            if type_id not in rules.documents:
                expected = "the id of a document type (`dataroom rules list`)"
                yield Fault(str(path), f"{place}.accepts", expected, repr(type_id))
        for type_id in requirement.rejects:
            if type_id not in rules.documents:
                yield Fault(str(path), f"{place}.rejects", "the id of a document type", repr(type_id))
        for section in requirement.sections:
            if section not in known:
                expected = f"a section of the accepted types: {', '.join(sorted(known)) or 'they have none'}"
                yield Fault(str(path), f"{place}.sections", expected, repr(section))


def _threshold(path: Path, place: str, applies: Applies, rules: Rules) -> Iterator[Fault]:
    if applies.threshold is not None and applies.threshold not in rules.thresholds:
        expected = f"one of {', '.join(rules.thresholds)}"
        yield Fault(str(path), f"{place}.threshold", expected, repr(applies.threshold))
