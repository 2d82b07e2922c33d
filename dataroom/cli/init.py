"""`dataroom init`: a profile, written from flags or by asking."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

import click
import yaml

from dataroom.cli.options import Day
from dataroom.errors import UsageError
from dataroom.model import PROCESSES
from dataroom.printable import visible
from dataroom.room import Profile, load_profile, require_room
from dataroom.store import outside, write_private
from dataroom.written import validated


@click.command("init")
@click.argument("room", type=click.Path(path_type=Path))
@click.option("--name", help="Name of the company.")
@click.option("--siren", help="Its SIREN (nine digits).")
@click.option("--fiscal-year-end", metavar="MM-DD", help="Last day of its fiscal year.")
@click.option("--deal", type=click.Choice(["share", "asset"]))
@click.option("--phase", type=click.Choice(["growth", "pre-sale", "sale", "post-sale"]))
@click.option("--as-of", type=Day())
@click.option("--lang", type=click.Choice(["fr", "en"]))
@click.option(
    "--outsourced",
    multiple=True,
    metavar="PROCESS=PROVIDER",
    help="A process and who does it (repeatable).",
)
@click.option("--profile", "file", type=click.Path(path_type=Path), help="Where to write (default: beside the room).")
@click.option("--force", is_flag=True, help="Replace a profile that is already there.")
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    room: Path,
    name: str | None,
    siren: str | None,
    fiscal_year_end: str | None,
    deal: str | None,
    phase: str | None,
    as_of: dt.date | None,
    lang: str | None,
    outsourced: tuple[str, ...],
    file: Path | None,
    *,
    force: bool,
) -> None:
    """Write the profile of ROOM; what no flag says is asked on a terminal, else left at its default."""
    require_room(room)
    place = outside(room, file or room.resolve().parent / "profile.yaml", "--profile")
    if not place.parent.is_dir() or place.is_dir():
        raise UsageError(f"--profile: expected the path of a file in a folder that is there, got {place}")
    if os.path.lexists(place) and not force:
        raise UsageError(f"{place}: expected no profile there, got one (use --force to replace it)")
    asks = sys.stdin.isatty()
    company = {"name": name or (_ask("Nom de la société / Company name") if asks else None), "siren": siren}
    if asks and siren is None:
        company["siren"] = _ask("SIREN", optional=True)
    company["fiscal_year_end"] = fiscal_year_end
    if not company["name"]:
        raise UsageError("--name: expected the company’s name, got nothing")
    pairs = [_pair(text) for text in outsourced] or (_ask_processes() if asks else [])
    written = {
        "company": {key: value for key, value in company.items() if value},
        "deal": {"type": deal or "share", "phase": phase or "pre-sale", **({"as_of": as_of} if as_of else {})},
        "language": lang or "fr",
        "outsourcing": [{"process": process, "provider": provider} for process, provider in pairs],
        "waivers": [],
        "decisions": [],
    }
    _validated(written)
    write_private(place, yaml.safe_dump(written, allow_unicode=True, sort_keys=False))
    load_profile(place)
    click.echo(visible(str(place)))


def _validated(written: dict[str, object]) -> None:
    validated(Path("the profile"), written, Profile, {})


def _pair(text: str) -> tuple[str, str]:
    process, equals, provider = text.partition("=")
    if not equals or process not in PROCESSES or not provider.strip():
        expected = f"PROCESS=PROVIDER with a process among {', '.join(PROCESSES)}"
        raise UsageError(f"--outsourced: expected {expected}, got {text!r}")
    return process, provider.strip()


def _ask(question: str, *, optional: bool = False) -> str | None:
    answer: str = click.prompt(question, default="" if optional else None, show_default=False, err=True)
    return answer.strip() or None


def _ask_processes() -> list[tuple[str, str]]:
    click.echo("Prestataire de chaque processus (vide : non externalisé) / Provider (empty: in-house)", err=True)
    answers = ((process, _ask(f"  {process}", optional=True)) for process in PROCESSES)
    return [(process, provider) for process, provider in answers if provider]
