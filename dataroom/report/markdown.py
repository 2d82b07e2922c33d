"""The report as Markdown: the verdict, what is open and what was not read, for a wiki, an issue or a mail."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from dataroom.model import Report
from dataroom.printable import visible
from dataroom.report import texts, views
from dataroom.report.brand import Brand
from dataroom.report.columns import FINDINGS, GAPS, UNREAD, Column
from dataroom.report.editions import shown
from dataroom.report.ids import finding_ids
from dataroom.report.order import in_order
from dataroom.report.rows import Row, Writer, language
from dataroom.report.templating import MARKDOWN, markdown
from dataroom.report.words import day, pick, some

_MARKS = re.compile(r"([\\`*_{}\[\]<>|~&$#!^]|:(?=\S))")
_FIRST = re.compile(r"^(\s*)([-+=.()'\"])")
_NUMBERED = re.compile(r"^(\s*\d+)([.)])")
_WEB = re.compile(r"\b(www)\.", re.IGNORECASE)
_GAPS = ("requirement", "process", "provider", "period", "severity", "status", "reasons", "next", "key")
_FINDINGS = ("severity", "message", "document", "page", "remedy", "id")


def render_markdown(report: Report, brand: Brand | None = None) -> str:
    """Give the summary, the gap register, the findings and what was not read; a template of `brand` is laid around."""
    page = _Page(in_order(shown(report)))
    body = _body(page)
    source = brand.templates.get(MARKDOWN) if brand else None
    if brand is None or source is None:
        return body
    footer = pick(brand.footer, page.lang) if brand.footer else ""
    values = {"company": views.company(page.report), "room": page.report.room, "name": brand.name, "footer": footer}
    return markdown(source, {**values, "as_of": day(page.report.as_of, page.lang)}, body, escaped)


def _body(page: _Page) -> str:
    return "\n".join([*page.head(), *page.gauges(), *page.actions(), *page.unread(), *page.register(), *page.end()])


def escaped(text: str) -> str:
    r"""Give text from outside on one line, so that Markdown makes no mark-up, HTML or link of it."""
    line = _MARKS.sub(r"\\\1", visible(text.replace("\n", " ")))
    line = _WEB.sub(r"\1\\.", _NUMBERED.sub(r"\1\\\2", _FIRST.sub(r"\1\\\2", line)))
    # A mail address becomes a link whatever is escaped in it, but not across a piece of code.
    return line.replace("@", "`@`")


class _Page:
    """What every part needs: the report, its language, its words."""

    def __init__(self, report: Report) -> None:
        self.report, self.lang = report, language(report)
        self.words = Writer(report, self.lang)

    def text(self, name: str) -> str:
        return pick(texts.TEXTS[name], self.lang)

    def head(self) -> Iterator[str]:
        report, verdict = self.report, self.report.verdict
        yield f"# {escaped(views.company(report))} – {self.text('report')}"
        yield ""
        edition = pick(texts.label("edition", report.edition), self.lang)
        yield f"{self.text('as-of')} {day(report.as_of, self.lang)} · {edition} · {escaped(report.room)}"
        yield ""
        yield f"## {self.text('verdict')} – {texts.VERDICT_SIGNS[verdict]} {pick(texts.VERDICTS[verdict], self.lang)}"
        yield ""
        yield escaped(pick(views.why(report), self.lang))
        yield ""

    def gauges(self) -> Iterator[str]:
        for kind, counts in views.gauges(self.report).items():
            told = [some(number, *texts.count_label(name), self.lang) for name, number in counts.items()]
            said = escaped(" · ".join(told)) or self.text("not-counted")
            yield f"- **{pick(texts.GAUGES[kind], self.lang)}** – {said}"
        yield ""

    def actions(self) -> Iterator[str]:
        yield f"## {self.text('actions')}"
        yield ""
        found = views.actions(self.report)
        if not found:
            yield self.text("no-action")
        for number, action in enumerate(found, start=1):
            sign = f"{texts.SEVERITY_SIGNS[action.severity]} {pick(texts.SEVERITIES[action.severity], self.lang)}"
            asked = f"{pick(views.to_do(action), self.lang)} – {pick(action.title, self.lang)}"
            stands = pick(views.statuses_text(action.statuses), self.lang)
            told = [action.provider or self.text("company"), *self._told(action)]
            yield f"{number}. **{sign}** {escaped(asked)} ({escaped(stands)}) – {escaped(' – '.join(told))}"
        yield ""

    def _told(self, action: views.Action) -> Iterator[str]:
        for text in (action.reason, action.next_step):
            if text is not None:
                yield pick(text, self.lang)
        if action.count > 1:
            yield f"{self.text('settles')} {pick(views.settled_text(action), self.lang)}"

    def unread(self) -> Iterator[str]:
        rows = list(self.words.unread())
        yield from self._part("unread", len(rows), self._table(UNREAD.values(), rows), "no-unread")

    def register(self) -> Iterator[str]:
        rows = list(self.words.gaps())
        columns = [GAPS[name] for name in _GAPS]
        yield from self._part("register", len(rows), self._table(columns, rows), "no-gap")
        found = self.report.findings
        told = [self.words.finding(one, name) for one, name in zip(found, finding_ids(found), strict=True)]
        columns = [FINDINGS[name] for name in _FINDINGS]
        yield from self._part("findings", len(told), self._table(columns, told), "no-finding")

    def end(self) -> Iterator[str]:
        for text in self.report.assumptions:
            yield f"- {escaped(pick(text, self.lang))}"
        yield ""
        yield f"*{self.text('disclaimer-short')}*"
        yield ""

    def _part(self, name: str, number: int, lines: Iterable[str], nothing: str) -> Iterator[str]:
        yield f"## {self.text(name)} ({number})"
        yield ""
        yield from lines if number else [self.text(nothing)]
        yield ""

    def _table(self, columns: Iterable[Column], rows: Iterable[Row]) -> Iterator[str]:
        shown_columns = list(columns)
        yield _line([pick(column.heading, self.lang) for column in shown_columns])
        yield _line(["---"] * len(shown_columns))
        for row in rows:
            values = (row[column.name] for column in shown_columns)
            yield _line(["" if value is None else escaped(str(value)) for value in values])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
