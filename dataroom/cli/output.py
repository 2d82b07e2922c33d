"""Where results go: the terminal's format to standard output, every other one to a file of the output folder."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from dataroom.model import Report
from dataroom.report import FORMATS, render_terminal
from dataroom.report.printable import visible
from dataroom.store import make_private, write_private
from dataroom.walk import display


def deliver(report: Report, formats: Sequence[str], folder: Path) -> None:
    """Render a report in each format; the last lines say where the files are, the page last of all."""
    written: dict[str, Path] = {}
    for name in formats:
        if name != "terminal":
            chosen = FORMATS[name]
            written[name] = write_private(make_private(folder) / f"report.{chosen.extension}", chosen.render(report))
    lines = [str(written[name]) for name in sorted(written, key=lambda name: name == "html")]
    if "terminal" in formats:
        click.echo(render_terminal(report, width=_width(), colour=_colour()))
    for line in lines:
        click.echo(visible(display(os.fsencode(line))))


def _width() -> int:
    return min(shutil.get_terminal_size((80, 24)).columns, 100)


def _colour() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
