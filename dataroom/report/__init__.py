"""The report in every format: each renderer takes one `Report` and gives text or bytes.

Renderers loop over what the report holds; none names a rule, sees a rule file, the disk or the command line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import NamedTuple

from dataroom.model import Report
from dataroom.report.editions import as_edition, shown
from dataroom.report.json import render_json, to_dict
from dataroom.report.saved import from_dict, validate
from dataroom.report.terminal import render_terminal


class Format(NamedTuple):
    """The end of the file's name, and what renders a report in its own edition and language."""

    extension: str
    render: Callable[[Report], str | bytes]


def _late(name: str) -> Callable[[Report], str | bytes]:
    # Template and office libraries are heavy: nothing of them is loaded before a report in their format is wanted.
    def render(report: Report) -> str | bytes:
        rendered: str | bytes = getattr(import_module(f"dataroom.report.{name}"), f"render_{name}")(report)
        return rendered

    return render


def render_html(report: Report) -> str:
    """Give the report as one self-contained page."""
    return str(_late("html")(report))


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "terminal": Format("txt", render_terminal),
        "json": Format("json", render_json),
        "html": Format("html", render_html),
        "docx": Format("docx", _late("docx")),
        "xlsx": Format("xlsx", _late("xlsx")),
        "index": Format("index.xlsx", _late("index")),
        "csv": Format("csv", _late("csv")),
        "md": Format("md", _late("markdown")),
        "junit": Format("xml", _late("junit")),
        "sarif": Format("sarif", _late("sarif")),
    }
)
"""The formats by name. `terminal` goes to standard output; every other one is `report.EXTENSION`."""

__all__ = [
    "FORMATS",
    "Format",
    "as_edition",
    "from_dict",
    "render_html",
    "render_json",
    "render_terminal",
    "shown",
    "to_dict",
    "validate",
]
