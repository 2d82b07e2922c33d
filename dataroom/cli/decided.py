"""`--decisions`: files of decisions, as the review of the page saves them, laid over the profile."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from dataroom.room import Profile

DECISIONS = click.option(
    "--decisions",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A file of decisions saved from the page’s review (repeatable; the later word holds).",
)


def decided(profile: Profile | None, files: tuple[Path, ...], rules: Path | None) -> Profile | None:
    """Give the profile with the decisions of the files; as it is where there is none. Raises FileFaults."""
    if not files:
        return profile
    from dataroom.decisions_file import with_decisions  # noqa: PLC0415 - the rules take long to load
    from dataroom.room import Profile  # noqa: PLC0415 - likewise
    from dataroom.rules import load_rules  # noqa: PLC0415 - likewise

    return with_decisions(profile or Profile(), files, load_rules(rules))
