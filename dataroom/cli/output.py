"""Where results go: the terminal's format to standard output, every other one to a file of the output folder."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from dataroom.model import Report
from dataroom.printable import visible
from dataroom.report import FORMATS, Brand, at_hand, render, render_terminal
from dataroom.store import make_private, write_private
from dataroom.walk import display


def deliver(report: Report, formats: Sequence[str], folder: Path, brand: Brand | None = None) -> None:
    """Render a report in each format; the last lines say where the files are, the page last of all.

    `brand` is a firm's own looks, for the formats that have looks.
    """
    written: dict[str, Path] = {}
    if any(FORMATS[name].pieces is None for name in formats):
        report = at_hand(report)  # once for all formats
    for name in formats:
        if name != "terminal":
            place = make_private(folder) / f"report.{FORMATS[name].extension}"
            pieces = FORMATS[name].pieces
            written[name] = write_private(place, pieces(report) if pieces is not None else render(name, report, brand))
    lines = [str(written[name]) for name in sorted(written, key=lambda name: name == "html")]
    if "terminal" in formats:
        click.echo(render_terminal(report, width=_width(), colour=_colour()))
    for line in lines:
        click.echo(visible(display(os.fsencode(line))))


def _width() -> int:
    return min(shutil.get_terminal_size((80, 24)).columns, 100)


def _colour() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
