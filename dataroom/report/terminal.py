"""The report on a terminal: the verdict first, then what to do about it, in words that need no colour."""

from __future__ import annotations

import textwrap
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from dataroom.model import Bilingual, Report, Severity, Verdict
from dataroom.printable import visible
from dataroom.report import texts, views
from dataroom.report.editions import shown
from dataroom.report.words import day, pick, some, whole

_CODES = {"bold": "1", "dim": "2", "red": "31", "yellow": "33", "green": "32"}
_TONES = {Verdict.READY: "green", Verdict.CONDITIONS: "yellow", Verdict.NOT_READY: "red"}
_SEVERITY_TONES = {Severity.BLOCKING: "red", Severity.MAJOR: "yellow", Severity.MINOR: "dim"}
_MOST_UNREAD = 20
_MOST_BLOCKING = 5
_NARROWEST = 40


def render_terminal(
    report: Report, lang: str | None = None, width: int = 80, *, colour: bool = False, lines: Sequence[str] = ()
) -> str:
    """Give the report as plain text of `width` columns; `lines` say where the other reports are.

    `colour` adds ANSI codes. Nothing from the room reaches the terminal unescaped.
    """
    page = _Page(shown(report), lang or report.language, max(width, _NARROWEST), colour)
    blocks = (_head, _gauges, _actions, _providers, _unread, _findings)
    text = [line for block in blocks for line in block(page)]
    return "\n".join([*text, *_reports(page, lines)]) + "\n"


class _Page:
    """What every block needs: the report, the language, the room on a line and whether colour is wanted."""

    __slots__ = ("colour", "lang", "report", "width")

    def __init__(self, report: Report, lang: str, width: int, colour: bool) -> None:
        self.report, self.lang, self.width, self.colour = report, lang, width, colour

    def say(self, text: Bilingual) -> str:
        return visible(pick(text, self.lang))

    def t(self, name: str) -> str:
        return self.say(texts.TEXTS[name])

    @property
    def colon(self) -> str:
        return "\u00a0: " if self.lang == "fr" else ": "

    def tone(self, text: str, name: str) -> str:
        return f"\x1b[{_CODES[name]}m{text}\x1b[0m" if self.colour else text

    def wrap(self, text: str, first: str = "", rest: str | None = None) -> list[str]:
        indent = " " * len(first) if rest is None else rest
        return _wrapped(visible(text), self.width, first, indent)

    def heading(self, text: str, number: int | None = None) -> list[str]:
        title = text if number is None else f"{text} ({whole(number, self.lang)})"
        return ["", self.tone(title, "bold")]


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else not unicodedata.combining(char) for char in text)


def _wrapped(text: str, width: int, first: str, rest: str) -> list[str]:
    # Wide characters take two columns, of which textwrap knows nothing.
    narrower = width - (_columns(text) - len(text)) if _columns(text) > len(text) else width
    return textwrap.wrap(
        text, max(narrower, _NARROWEST // 2), initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    ) or [first]


def _head(page: _Page) -> Iterator[str]:
    report, lang = page.report, page.lang
    edition = page.say(texts.label("edition", report.edition))
    yield from page.wrap(_title(page))
    yield page.tone(f"{page.t('as-of')} {day(report.as_of, lang)} · {edition}", "dim")
    yield "─" * page.width
    sign = texts.VERDICT_SIGNS[report.verdict]
    verdict = f"{sign} {page.say(texts.VERDICTS[report.verdict]).upper()}"
    yield page.tone(page.tone(verdict, _TONES[report.verdict]), "bold")
    yield from page.wrap(pick(views.why(report), lang), "  ")
    yield "─" * page.width


def _title(page: _Page) -> str:
    company, room = views.company(page.report), page.report.room
    if company == room:
        return pick(Bilingual(f"Salle de données : {room}", f"Data room: {room}"), page.lang)
    return pick(Bilingual(f"{company} – salle de données « {room} »", f"{company} – data room “{room}”"), page.lang)


def _gauges(page: _Page) -> Iterator[str]:
    kinds = views.gauges(page.report)
    names = {kind: page.say(texts.GAUGES[kind]) for kind in kinds}
    widest = max(map(len, names.values()))
    for kind, counts in kinds.items():
        yield from page.wrap(_counted(counts, page.lang), f"{names[kind]:<{widest}}  ")


def _counted(counts: Mapping[str, int], lang: str) -> str:
    # A count of what was not checked stands first: a zero elsewhere means little beside it.
    names = sorted(counts, key=lambda name: name not in texts.NOT_CHECKED)
    kept = [name for name in names if counts[name] or name in texts.SHOWN_ZEROS]
    nothing = pick(texts.TEXTS["not-counted"], lang)
    return " · ".join(some(counts[name], *texts.count_label(name), lang) for name in kept) or nothing


def _actions(page: _Page) -> Iterator[str]:
    found = views.actions(page.report)
    yield from page.heading(page.t("actions"))
    if not found:
        yield from page.wrap(page.t("no-action"), "  ")
    for number, action in enumerate(found, start=1):
        severity = page.say(texts.SEVERITIES[action.severity]).upper()
        asked = f"{severity} – {pick(views.to_do(action), page.lang)}{page.colon}{pick(action.title, page.lang)}"
        lines = page.wrap(asked, f"  {number}. ")
        yield page.tone(lines[0], _SEVERITY_TONES[action.severity])
        yield from lines[1:]
        for line in _told(page, action):
            yield from page.wrap(line, "     – ")


def _told(page: _Page, action: views.Action) -> Iterator[str]:
    """Give whom to ask and what is wrong; what to do about it; what that would settle."""
    about = [pick(views.statuses_text(action.statuses), page.lang)]
    if action.periods:
        about.append(pick(views.span(action.periods), page.lang))
    why = f" – {pick(action.reason, page.lang)}" if action.reason else ""
    yield f"{action.provider or page.t('company')}{page.colon}{', '.join(about)}{why}"
    if action.next_step:
        yield pick(action.next_step, page.lang)
    if action.count > 1:
        yield f"{page.t('settles')} {pick(views.settled_text(action), page.lang)}"


def _more(page: _Page, number: int) -> str:
    return f"{page.t('and-more')} {whole(number, page.lang)} {page.t('others' if number > 1 else 'other')}"


def _providers(page: _Page) -> Iterator[str]:
    found = views.providers(page.report)
    if not found:
        return
    yield from page.heading(page.t("coverage-provider"))
    for coverage in found:
        satisfied = pick(texts.COUNTS["satisfied"][1], page.lang)
        share = f"{whole(coverage.satisfied, page.lang)}/{whole(coverage.applicable, page.lang)} {satisfied}"
        opened = [some(n, *texts.COUNTS[f"{severity.value}-open"], page.lang) for severity, n in coverage.open]
        yield from page.wrap(f"{coverage.provider}{page.colon}{' · '.join([share, *opened])}", "  ", "    ")


def _unread(page: _Page) -> Iterator[str]:
    unread, recognised = page.report.unread, views.by_ocr(page.report.documents)
    yield from page.heading(page.t("unread"), len(unread))
    if not unread:
        yield from page.wrap(page.t("no-unread"), "  ")
    for one in sorted(unread, key=lambda u: u.path)[:_MOST_UNREAD]:
        state = views.state_name(one.state, recognised=one.path in recognised)
        yield from page.wrap(f"{visible(one.path)} – {page.say(state)}", "  ", "    ")
    if len(unread) > _MOST_UNREAD:
        yield from page.wrap(f"… {_more(page, len(unread) - _MOST_UNREAD)}. {page.t('more-unread')}", "  ")


def _findings(page: _Page) -> Iterator[str]:
    findings = page.report.findings
    yield from page.heading(page.t("findings"), len(findings))
    if not findings:
        yield from page.wrap(page.t("no-finding"), "  ")
        return
    counts = Counter(finding.severity for finding in findings)
    parts = [some(counts[s], *texts.COUNTS[f"{s.value}-findings"], page.lang) for s in Severity if counts[s]]
    yield from page.wrap(" · ".join(parts), "  ")
    blocking = [finding for finding in findings if finding.severity is Severity.BLOCKING]
    for one in blocking[:_MOST_BLOCKING]:
        message = pick(one.message, page.lang)
        yield from page.wrap(f"{message} – {visible(one.path)}" if one.path else message, "  ■ ")


def _reports(page: _Page, lines: Sequence[str]) -> Iterator[str]:
    if page.report.assumptions:
        yield from page.heading(page.t("assumptions"))
    for text in page.report.assumptions:
        yield from page.wrap(page.say(text), "  – ")
    if lines:
        yield from page.heading(page.t("reports"))
        # A path is not broken: it is there to be copied.
        yield from (f"  {visible(line)}" for line in lines)
    yield ""
    yield from page.wrap(page.t("disclaimer-short"))
