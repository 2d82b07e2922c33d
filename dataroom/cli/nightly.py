"""`dataroom nightly`: many rooms, unattended."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dataroom.cli.exits import IO_FAULT, OK
from dataroom.errors import UsageError
from dataroom.printable import visible, visible_lines
from dataroom.store import default_state, folder_for, make_private, write_private

if TYPE_CHECKING:
    from dataroom.nightly.config import Loaded

_KINDS = ("systemd", "cron", "launchd", "windows", "kubernetes")


@click.command("nightly")
@click.argument("config", type=click.Path(path_type=Path))
@click.option("--state", type=click.Path(path_type=Path), help="Folder of what is remembered between runs.")
@click.option("--resume", is_flag=True, help="Go on with the last run where it broke off, and retry what failed.")
@click.option("--full", is_flag=True, help="Read every file again, whatever is remembered.")
@click.option("--check-config", is_flag=True, help="Only say whether CONFIG, and all that it names, is in order.")
@click.option("--test-notify", is_flag=True, help="Only send a message without news to every channel.")
@click.option("--install", type=click.Choice(_KINDS), help="Only print what the system’s scheduler needs.")
@click.option("--write", type=click.Path(path_type=Path), help="With --install: write it into this folder instead.")
@click.option("--at", "at_time", default="02:30", show_default=True, metavar="HH:MM", help="With --install: when.")
def command(  # noqa: PLR0913 - one parameter an option
    config: Path,
    *,
    state: Path | None,
    resume: bool,
    full: bool,
    check_config: bool,
    test_notify: bool,
    install: str | None,
    write: Path | None,
    at_time: str,
) -> int:
    """Check the rooms that CONFIG (TOML) names, each in a process of its own, and tell what changed.

    Ends with 70 if a room got no verdict, else with the worst of its rooms; 74 if something could not be told.
    """
    from dataroom.nightly.config import load_config  # noqa: PLC0415 - a mistake in the command line needs none of it

    if write is not None and install is None:
        raise UsageError("--write: expected --install SYSTEM beside it, got none")
    loaded = load_config(config)
    place = folder_for(state.absolute() if state is not None else loaded.state or default_state(), "--state")
    folder_for(loaded.out, "out")
    if install is not None:
        from dataroom.schedule import install_files  # noqa: PLC0415 - only this option needs it

        _hand_out(install_files(install, loaded, place, at_time), write)
        return OK
    if check_config:
        return _look_over(loaded)
    if test_notify:
        return _try_out(loaded)
    from dataroom.nightly.run import Edge, run  # noqa: PLC0415 - see above

    edge = Edge(clock=lambda: dt.datetime.now(dt.UTC), say=click.echo, complain=_complain)
    return run(loaded, place, edge, resume=resume, full=full)


def _look_over(loaded: Loaded) -> int:
    from dataroom.nightly.inputs import require_sound  # noqa: PLC0415 - only this option needs it

    require_sound(loaded.rooms)
    for room in loaded.rooms:
        if not room.path.is_dir():
            _complain(f"{room.name}: {room.path} is not there now; a night without it gives no verdict")
    click.echo(f"{visible(str(loaded.file))}: OK ({len(loaded.rooms)})")
    return OK


def _try_out(loaded: Loaded) -> int:
    from dataroom.nightly.telling import try_out  # noqa: PLC0415 - only this option needs it

    found = try_out(loaded, time.sleep)
    for one in found:
        click.echo(f"{one.channel}: {'OK' if one.done else visible(one.detail)}")
    return OK if all(one.done for one in found) else IO_FAULT


def _hand_out(files: Mapping[str, str | bytes], folder: Path | None) -> None:
    for name, content in files.items():
        if folder is not None:
            click.echo(visible(str(write_private(make_private(folder) / name, content))))
            continue
        click.echo(f"# --- {name}")
        click.echo(content if isinstance(content, str) else content.decode("utf-16"))


def _complain(line: str) -> None:
    with suppress(OSError):  # nobody listens: the code and the log still say it
        click.echo(visible_lines(line), err=True)
