"""`dataroom report`: a saved report rendered again; no document is read."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import click

from dataroom.cli.options import EDITION, LANG, TEMPLATE, brand_of, names
from dataroom.cli.output import deliver
from dataroom.cli.tracked import TRACKER, tracked, with_tracker
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
@TRACKER
@TEMPLATE
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    file: Path,
    formats: tuple[str, ...],
    out: Path | None,
    edition: str | None,
    lang: str | None,
    tracker: Path | None,
    template: Path | None,
) -> None:
    """Render REPORT.json in any format, edition and language."""
    wanted = with_tracker(names(formats, tuple(FORMATS), "--format"), tracker)
    brand = brand_of(template)
    report = load_report(file)
    if edition is not None and edition != report.edition:
        report = as_edition(report, edition)
    folder = folder_for(out or file.parent, "--out")
    work = tracked(wanted, tracker, folder, report.edition)
    deliver(replace(report, language=lang or report.language, work=work), wanted, folder, brand)


def load_report(file: Path) -> Report:
    """Read a saved report; raises FileFaults where it is none."""
    raw = read_bytes(file, "report")
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise FileFaults([Fault(str(file), "the file", "a report in JSON", str(error))]) from None
    return from_dict(found)
