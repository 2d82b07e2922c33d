"""Options that several commands share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import click

from dataroom.errors import UsageError

LANG = click.option("--lang", type=click.Choice(["fr", "en"]), help="Language of the results (default: the profile’s).")
EDITION = click.option(
    "--edition", type=click.Choice(["seller", "acquirer"]), default=None, help="Whose report it is (default: seller)."
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
