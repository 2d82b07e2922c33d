"""`dataroom report`: a saved report rendered again; no document is read."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import click

from dataroom.cli.options import EDITION, LANG, names
from dataroom.cli.output import deliver
from dataroom.errors import Fault, FileFaults
from dataroom.model import Report
from dataroom.report import FORMATS, as_edition, from_dict
from dataroom.store import folder_for
from dataroom.written import read_bytes


@click.command("report")
@click.argument("file", metavar="REPORT.json", type=click.Path(path_type=Path))
@click.option("--format", "formats", multiple=True, default=("terminal",), show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the results (default: beside the report).")
@EDITION
@LANG
def command(file: Path, formats: tuple[str, ...], out: Path | None, edition: str | None, lang: str | None) -> None:
    """Render REPORT.json in any format, edition and language."""
    wanted = names(formats, tuple(FORMATS), "--format")
    report = load_report(file)
    if edition is not None and edition != report.edition:
        report = as_edition(report, edition)
    deliver(replace(report, language=lang or report.language), wanted, folder_for(out or file.parent, "--out"))


def load_report(file: Path) -> Report:
    """Read a saved report; raises FileFaults where it is none."""
    raw = read_bytes(file, "report")
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise FileFaults([Fault(str(file), "the file", "a report in JSON", str(error))]) from None
    return from_dict(found)
