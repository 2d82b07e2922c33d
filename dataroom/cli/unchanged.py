"""The short way of a check: where nothing changed since the last one, its report is written again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from dataroom.state.given import given_digest
from dataroom.state.kept import Kept, write_again
from dataroom.state.session import Session

APART = frozenset(
    {"room", "formats", "out", "state", "fail_on", "fail_on_unread", "full", "no_text", "expect_head", "jobs"}
)
"""Parameters of `check` that change nothing in its JSON report, `run` aside; whatever is added to them tells."""


def given_of(parameters: Mapping[str, object]) -> bytes:
    """Give the digest of all that a check is given beside the room and the day, by the names of its parameters."""
    return given_digest(parameters, APART)


def write_unchanged(session: Session, kept: Kept, run: dict[str, object], day: str, folder: Path) -> Path | None:
    """Write a kept report with the run and the day of this check; None where what was kept is damaged."""
    place = folder / "report.json"
    text = json.dumps(run, ensure_ascii=False, allow_nan=False)
    return place if write_again(session.folder, session.memory.room, kept, text, day, place) else None
