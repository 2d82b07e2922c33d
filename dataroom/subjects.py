"""Who a requirement is asked of: the company, each provider, or each outsourced process. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from dataroom.checklists import Requirement
from dataroom.room import Outsourced, Profile
from dataroom.thresholds import Threshold


@dataclass(frozen=True, slots=True)
class Subject:
    """One of whom something is asked; `doubtful` where the profile does not say whether it must be."""

    process: str | None = None
    provider: str | None = None
    since: dt.date | None = None
    doubtful: bool = False
    measures: Mapping[str, float | None] = field(default_factory=dict)
    """What the profile says of its size."""


def subjects_of(
    requirement: Requirement, profile: Profile, as_of: dt.date, thresholds: Mapping[str, Threshold]
) -> list[Subject]:
    """Give those of whom a requirement is asked, in the order of the profile; none where it does not apply."""
    if profile.deal.phase not in requirement.phases or profile.deal.type not in requirement.applies.deals:
        return []
    entries = [e for e in profile.outsourcing if _asked(requirement, e, as_of)]
    threshold = thresholds.get(requirement.applies.threshold or "")
    found = []
    for subject, group in _grouped(requirement, entries, known=bool(profile.outsourcing)):
        measures = _measures(profile, group)
        reached = True if threshold is None else threshold.ever_reached(measures)
        if reached is not False:
            found.append(replace(subject, doubtful=reached is None, measures=measures))
    return found


def _asked(requirement: Requirement, entry: Outsourced, as_of: dt.date) -> bool:
    running = entry.until is None or entry.until >= as_of
    return running and (not requirement.processes or entry.process in requirement.processes)


def _grouped(
    requirement: Requirement, entries: list[Outsourced], *, known: bool
) -> Iterable[tuple[Subject, list[Outsourced]]]:
    if not known:
        # Nobody is known: what concerns every process is asked all the same, and no answer to it can be certain.
        return [] if requirement.processes and requirement.per != "function" else [(Subject(), [])]
    if requirement.per == "company":
        return [(Subject(), entries)] if entries or not requirement.processes else []
    if requirement.per == "function" and not entries:
        return [(Subject(), [])]
    if requirement.per == "function" and requirement.owner == "internal":
        # What the company itself holds is not its provider's, whoever carries out the process.
        return [(Subject(process), [e for e in entries if e.process == process]) for process in _processes(entries)]
    if requirement.per in {"process", "function"}:
        return [(Subject(e.process, e.provider, e.since), [e]) for e in entries]
    groups: dict[str, list[Outsourced]] = {}
    for entry in entries:
        groups.setdefault(entry.provider, []).append(entry)
    return [(Subject(None, name, group[0].since), group) for name, group in groups.items()]


def _processes(entries: Iterable[Outsourced]) -> list[str]:
    return list(dict.fromkeys(entry.process for entry in entries))


def _measures(profile: Profile, entries: list[Outsourced]) -> dict[str, float | None]:
    amounts = [e.annual_amount for e in entries]
    contract = sum(a for a in amounts if a is not None) if amounts and None not in amounts else None
    company = profile.company
    return {
        "employees": company.employees,
        "turnover": company.turnover,
        "balance_total": company.balance_total,
        "contract": contract,
    }
