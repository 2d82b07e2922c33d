"""Decisions in a file of their own, as the review of the page saves them: read, checked, laid over the profile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from dataroom.decisions import require_known
from dataroom.room import Decision, Profile, Waiver
from dataroom.rules import Rules
from dataroom.written_yaml import read_yaml

T = TypeVar("T")


class DecisionsFile(BaseModel):
    """What people decided of documents and of requirements; YAML, or JSON, which is YAML too."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["dataroom-decisions/1"]
    room: str = ""
    """The room on whose page it was made; for people to see."""
    decisions: tuple[Decision, ...] = ()
    waivers: tuple[Waiver, ...] = ()


def load_decisions(path: Path) -> DecisionsFile:
    """Read a file of decisions; raises FileFaults with every mistake in it."""
    return read_yaml(path, DecisionsFile, "file of decisions")


def with_decisions(profile: Profile, files: Iterable[Path], rules: Rules) -> Profile:
    """Lay files of decisions over a profile, each over those before: the later word on a subject replaces the earlier.

    Raises FileFaults, with file and place, for what is malformed and for types and providers that are not known.
    """
    for path in files:
        found = load_decisions(path)
        require_known(str(path), found.decisions, profile, rules)
        laid = {
            "decisions": _laid(profile.decisions, found.decisions, _document),
            "waivers": _laid(profile.waivers, found.waivers, _requirement),
        }
        profile = profile.model_copy(update=laid)
    return profile


def _laid(before: Sequence[T], now: Sequence[T], subject: Callable[[T], object]) -> tuple[T, ...]:
    replaced = {subject(one) for one in now}
    return (*(one for one in before if subject(one) not in replaced), *now)


def _document(decision: Decision) -> object:
    return ("blake3", decision.blake3) if decision.blake3 else ("path", decision.path)


def _requirement(waiver: Waiver) -> object:
    return (waiver.requirement, waiver.provider, waiver.period)
