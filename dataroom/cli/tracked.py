"""What people wrote in a former tracker, read before it is written anew, so that no run loses it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from dataroom.errors import UsageError
from dataroom.model import Work

TRACKER = click.option(
    "--tracker",
    type=click.Path(path_type=Path),
    help="A former report.xlsx whose ✎ columns are taken up (default: the one that is written anew).",
)


def with_tracker(wanted: list[str], tracker: Path | None) -> list[str]:
    """Give the formats wanted: a tracker that is read is written too, else its words would lead nowhere."""
    return [*wanted, "xlsx"] if tracker is not None and "xlsx" not in wanted else wanted


def tracked(wanted: list[str], tracker: Path | None, folder: Path, edition: str) -> Mapping[str, Work]:
    """Give the words of the tracker named, or of the one that would be overwritten.

    Raises FileFaults for a tracker that cannot be understood, UsageError where the acquirer's edition would overwrite
    people's words.
    """
    if "xlsx" not in wanted:
        return {}
    # The library that reads it is loaded only when there is something to read.
    from dataroom.tracker import is_acquirers, read_tracker  # noqa: PLC0415 - see the comment

    former = folder / "report.xlsx"
    at_risk = former.is_file() and not is_acquirers(former)
    if edition == "acquirer":
        if at_risk and read_tracker(former):
            raise UsageError(f"--out: {former} is a tracker in which people wrote: choose another folder")
        return {}
    if tracker is not None:
        return read_tracker(tracker)
    return read_tracker(former) if at_risk else {}
