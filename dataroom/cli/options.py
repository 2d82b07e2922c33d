"""Options that several commands share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import click

from dataroom.errors import UsageError
from dataroom.report.brand import Brand

LANG = click.option("--lang", type=click.Choice(["fr", "en"]), help="Language of the results (default: the profile’s).")
EDITION = click.option(
    "--edition", type=click.Choice(["seller", "acquirer"]), default=None, help="Whose report it is (default: seller)."
)
TEMPLATE = click.option(
    "--template", type=click.Path(path_type=Path), help="A folder with your firm’s name, logo, colours and templates."
)


class Day(click.ParamType[dt.date]):
    """A day as YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """Turn the text of an option into a date."""
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"expected a day as YYYY-MM-DD, got {value!r}", param, ctx)


def names(values: Sequence[str], known: Sequence[str], option: str) -> list[str]:
    """Split comma-separated names; raises UsageError for one that is not known."""
    found = list(dict.fromkeys(name.strip() for value in values for name in value.split(",") if name.strip()))
    for name in found:
        if name not in known:
            raise UsageError(f"{option}: expected one of {', '.join(known)}, got {name!r}")
    if not found:
        raise UsageError(f"{option}: expected one of {', '.join(known)}, got nothing")
    return found


def brand_of(folder: Path | None) -> Brand | None:
    """Read the folder of `--template`; None where none was given."""
    if folder is None:
        return None
    from dataroom.branding import load_brand  # noqa: PLC0415 - templates are heavy, and few runs have any

    return load_brand(folder)
