"""The report as a PDF: tagged pages for reading, printing and filing, set by a library that carries its own fonts.

Every word of the room travels as JSON and is put on the page as text, never as markup; the layout loads nothing. The
same report gives the same bytes: the only date in the file is the report's own.
"""

from __future__ import annotations

import json
from importlib.resources import as_file, files

import typst

from dataroom.model import Report
from dataroom.report import pdf_clauses, pdf_documents, pdf_gaps, pdf_summary
from dataroom.report.brand import Brand
from dataroom.report.editions import shown
from dataroom.report.order import in_order
from dataroom.report.pdf_saying import Row, Saying
from dataroom.report.pdf_words import WORDS

_ACCENT = "#17495c"
_TEXTS = (
    *WORDS, "verdict", "gauges", "actions-tonight", "actions-tonight-lead", "no-action", "contents", "limits",
    "limits-lead", "no-limit", "assumptions", "no-gap", "coverage", "coverage-lead", "no-coverage", "legend",
    "requirement", "severity", "status", "provider", "reason", "timeline", "timeline-lead", "no-timeline", "document",
    "documents", "end", "checks", "checks-lead", "no-checks", "check", "outcome", "dependency", "dependency-lead",
    "no-dependency", "processes", "share", "open-questions", "single-point", "single-point-note", "no-owner",
    "findings", "findings-lead", "no-finding", "finding", "remedy", "unread", "unread-lead", "path", "state", "index",
    "no-document", "digests", "clauses", "clause", "not-found-note", "no-clauses", "trend",
    "trend-lead", "no-trend", "checked-at", "integrity", "integrity-lead", "page", "confidence",
)  # fmt: skip


def render_pdf(report: Report, brand: Brand | None = None) -> bytes:
    """Give the report as PDF/UA in its own edition and language."""
    seen = in_order(shown(report))
    try:
        return _set(_content(seen, brand or Brand()))
    except typst.TypstError:
        # A letter and its marks that no font can join: little more than Latin letters is kept then.
        return _set(_content(seen, brand or Brand(), plain=True))


def _set(content: Row) -> bytes:
    folder = files("dataroom.report").joinpath("templates")
    source = folder.joinpath("report.typ").read_bytes()
    with as_file(folder) as root:
        compiler = typst.Compiler(
            input=source,
            root=root,
            font_paths=typst.Fonts(include_system_fonts=False),
            ignore_system_fonts=True,
            sys_inputs={"report": json.dumps(content, ensure_ascii=False)},
        )
        made = compiler.compile(format="pdf", pdf_standards=["ua-1"])
    if not isinstance(made, bytes):
        raise TypeError("the typesetting library gave no PDF")
    return made


def _content(report: Report, brand: Brand, *, plain: bool = False) -> Row:
    to = Saying(report, "en" if report.language == "en" else "fr", plain)
    return {
        "lang": to.lang,
        "date": [report.as_of.year, report.as_of.month, report.as_of.day],
        "words": {name: to.word(name) for name in _TEXTS},
        "brand": _brand(to, brand),
        "cover": pdf_summary.cover(to),
        "verdict": pdf_summary.verdict(to),
        "gauges": pdf_summary.gauges(to),
        "limits": pdf_summary.limits(to),
        "assumptions": [to.say(text) for text in report.assumptions],
        "actions": pdf_summary.actions(to),
        "gaps": pdf_gaps.gaps(to),
        "clauses": pdf_clauses.clauses(to),
        "trend": pdf_documents.trend(to),
        "requests": pdf_gaps.requests(to),
        "matrices": pdf_gaps.matrices(to),
        "legend": pdf_gaps.legend(to),
        "timeline": pdf_documents.timeline(to),
        "checks": pdf_documents.checks(to),
        "dependency": pdf_documents.dependency(to),
        "findings": pdf_documents.findings(to),
        "unread": pdf_documents.unread(to),
        "index": pdf_documents.index(to),
        "integrity": pdf_documents.integrity(to),
    }


def _brand(to: Saying, brand: Brand) -> Row:
    logo = brand.logo
    return {
        "name": to.text(brand.name),
        "accent": brand.accent or _ACCENT,
        "footer": to.say(brand.footer),
        "logo": list(logo.content) if logo else None,
        "kind": "svg" if logo and logo.media_type.startswith("image/svg") else "png",
        "alt": to.text(logo.alt) if logo else "",
    }
