"""The report as one page: self-contained, opened offline, in both languages.

Nothing of the room is code here: jinja2 escapes every value after `finalize` has made it visible, rows travel as JSON
that the script puts into text nodes, no link is built from a name, and the page's own Content-Security-Policy allows
the two inlined blocks by their digests and nothing else.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from dataroom.model import Bilingual, Report, Severity, Status
from dataroom.report import texts, views, words
from dataroom.report.editions import shown
from dataroom.report.island import is_abridged, island, states
from dataroom.report.order import in_order
from dataroom.report.printable import visible, visible_lines

_WIDE = 4
"""From more providers on, a cell of the coverage shows its sign alone."""


def render_html(report: Report) -> str:
    """Give the report as one self-contained HTML page in its own edition and language, the other one click away."""
    seen = in_order(shown(report))
    css, script = _own("report.css"), _own("report.js")
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            report=seen,
            why=views.why(seen),
            gauges=_gauges(seen),
            actions=views.actions(seen),
            gaps=views.gaps(seen),
            matrices=views.matrices(seen),
            unread_states=states(seen),
            company=views.company(seen),
            clause_count=sum(bool(doc.clauses) for doc in seen.documents),
            abridged=is_abridged(seen),
            css=Markup(css),  # noqa: S704 - a file of this package
            script=Markup(script),  # noqa: S704 - a file of this package
            island=Markup(island(seen)),  # noqa: S704 - JSON without <, > and &
            labels=Markup(_labels()),  # noqa: S704 - JSON without <, > and &
            csp=_policy(css, script),
        )
    )


def _own(name: str) -> str:
    return files("dataroom.report").joinpath("templates", name).read_text(encoding="utf-8")


def _policy(css: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_sri(css)}'; script-src '{_sri(script)}'; base-uri 'none'; form-action 'none'"
    )


def _sri(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FunctionLoader(_own),
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(
        t=_text, label=_label, some=_some, texts=texts, Severity=Severity, Status=Status, span=views.span,
        statuses_text=views.statuses_text, to_do=views.to_do, wide=_WIDE, TEXTS=texts.TEXTS,
    )  # fmt: skip
    environment.filters.update(both=both, day=_day, size=_size, whole=_whole)
    environment.filters.update(letter=_letter, years=_years, siren=words.siren)
    return environment


def _finalize(value: object) -> object:
    # Every value of a template passes here; markup of our own is left alone.
    if isinstance(value, Markup):
        return value
    if value is None:
        return ""
    return visible(value) if isinstance(value, str) else value


def both(text: Bilingual) -> Markup:
    """Give a text in both languages, of which the page shows one; one text alone where they are the same."""
    return _pair(visible(words.typeset(text.fr)), visible(text.en))


def _pair(fr: str, en: str) -> Markup:
    if fr == en:
        return escape(fr)
    return Markup('<span class="l" lang="fr">{}</span><span class="l" lang="en">{}</span>').format(fr, en)


def _text(name: str) -> Markup:
    return both(texts.TEXTS[name])


def _label(table: str, name: str, report: Report) -> Markup:
    return both(texts.label(table, name, report.titles))


def _some(number: int, name: str) -> Markup:
    return both(words.some_both(number, *texts.count_label(name)))


def _day(date: dt.date) -> Markup:
    return _pair(words.day(date, "fr"), words.day(date, "en"))


def _size(octets: int) -> Markup:
    return _pair(words.size(octets, "fr"), words.size(octets, "en"))


def _whole(number: int) -> Markup:
    return _pair(words.whole(number, "fr"), words.whole(number, "en"))


def _letter(text: Bilingual) -> Markup:
    return Markup('<span class="l" lang="fr">{}</span><span class="l" lang="en">{}</span>').format(
        visible_lines(words.typeset(text.fr)), visible_lines(text.en)
    )


def _years(columns: tuple[str, ...]) -> list[tuple[str, list[Bilingual]]]:
    """Group the labels of periods by year: `2025` with `01`, `02`… or with `T1`, `Q1`."""
    groups: list[tuple[str, list[Bilingual]]] = []
    for column in columns:
        year, _, rest = column.partition("-")
        if not groups or groups[-1][0] != year:
            groups.append((year, []))
        groups[-1][1].append(Bilingual(rest.replace("Q", "T").replace("H", "S"), rest))
    return groups


def _gauges(report: Report) -> list[tuple[str, list[tuple[str, int, bool]], Bilingual | None]]:
    """Give each gauge with the counts that say something, and in one line those that found nothing."""
    return [(kind, _counts(counts), _noughts(counts)) for kind, counts in views.gauges(report).items()]


def _counts(counts: Mapping[str, int]) -> list[tuple[str, int, bool]]:
    kept = [(name, number) for name, number in counts.items() if number or name in texts.SHOWN_ZEROS]
    return [(name, number, bool(number) and name in texts.BAD_COUNTS) for name, number in kept]


def _noughts(counts: Mapping[str, int]) -> Bilingual | None:
    names = [texts.count_label(name) for name, number in counts.items() if not number and name not in texts.SHOWN_ZEROS]
    if not names:
        return None
    return Bilingual(
        f"{texts.TEXTS['zero'].fr} : {', '.join(one.fr for one, _ in names)}",
        f"{texts.TEXTS['zero'].en}: {', '.join(many.en for _, many in names)}",
    )


_SCRIPT_TEXTS = (
    "no-type", "no-digest", "no-evidence", "no-match", "candidates", "score", "cue", "where", "quote", "page", "clause",
    "found", "found-many", "not-found", "signature", "notes", "flags", "processes", "format", "language", "expires",
    "show-evidence", "copied", "copy-failed", "reason", "status", "more-rows", "confidence-of",
)  # fmt: skip


def _labels() -> str:
    known = {name: (texts.TEXTS[name].fr, texts.TEXTS[name].en) for name in _SCRIPT_TEXTS}
    return json.dumps(known, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026")
