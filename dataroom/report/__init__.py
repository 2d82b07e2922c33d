"""The report in every format: each renderer takes one `Report` and gives text or bytes.

Renderers loop over what the report holds; none names a rule, sees a rule file, the disk or the command line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from importlib import import_module
from types import MappingProxyType
from typing import Any, NamedTuple

from dataroom.model import Report
from dataroom.report.brand import Brand
from dataroom.report.editions import as_edition, shown
from dataroom.report.json import json_lines, render_json, to_dict
from dataroom.report.saved import from_dict, validate


class Format(NamedTuple):
    """The end of the file's name, and what renders a report in its own edition and language.

    A `branded` format also takes `brand`, a firm's own looks.
    """

    extension: str
    render: Callable[..., str | bytes]
    branded: bool = False
    pieces: Callable[[Report], Iterable[str]] | None = None
    """Gives the same one piece after the other, where a report of any size can be written so."""


def render(name: str, report: Report, brand: Brand | None = None) -> str | bytes:
    """Give a report in the format `name`, in the looks of `brand` where the format has looks."""
    chosen = FORMATS[name]
    if chosen.pieces is None:
        report = at_hand(report)
    return chosen.render(report, brand=brand) if brand is not None and chosen.branded else chosen.render(report)


def at_hand(report: Report) -> Report:
    """Give a report with its documents in memory: most formats go through them again and again."""
    return report if isinstance(report.documents, tuple) else replace(report, documents=tuple(report.documents))


def _late(name: str) -> Callable[..., str | bytes]:
    # Template and office libraries are heavy: nothing of them is loaded before a report in their format is wanted.
    def render(report: Report, **options: object) -> str | bytes:
        rendered: str | bytes = getattr(import_module(f"dataroom.report.{name}"), f"render_{name}")(report, **options)
        return rendered

    return render


def render_terminal(report: Report, lang: str | None = None, width: int = 80, **options: Any) -> str:
    """Give the report as plain text, as `dataroom.report.terminal` does."""
    return str(_late("terminal")(report, lang=lang, width=width, **options))


def render_html(report: Report, brand: Brand | None = None) -> str:
    """Give the report as one self-contained page, in the looks of `brand`."""
    return str(_late("html")(report, brand=brand))


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "terminal": Format("txt", render_terminal),
        "json": Format("json", render_json, pieces=json_lines),
        "html": Format("html", render_html, branded=True),
        "docx": Format("docx", _late("docx"), branded=True),
        "xlsx": Format("xlsx", _late("xlsx")),
        "index": Format("index.xlsx", _late("index")),
        "csv": Format("csv", _late("csv")),
        "md": Format("md", _late("markdown"), branded=True),
        "junit": Format("xml", _late("junit")),
        "sarif": Format("sarif", _late("sarif")),
        "pdf": Format("pdf", _late("pdf"), branded=True),
    }
)
"""The formats by name. `terminal` goes to standard output; every other one is `report.EXTENSION`."""

__all__ = [
    "FORMATS",
    "Brand",
    "Format",
    "as_edition",
    "at_hand",
    "from_dict",
    "render",
    "render_html",
    "render_json",
    "render_terminal",
    "shown",
    "to_dict",
    "validate",
]
