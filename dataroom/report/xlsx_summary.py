"""The first sheet: the verdict and why, four measures as counts, what to do first, what was not read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from dataroom.model import Bilingual, Report, Verdict
from dataroom.printable import visible
from dataroom.report import texts, views
from dataroom.report.columns import SHEETS, Value
from dataroom.report.editions import SELLER
from dataroom.report.words import day
from dataroom.report.xlsx_book import Book, lines_of

_WIDTHS = (25, 8, 2) * 4
_LAST = 10
_WHOLE = 138
_KINDS = ("completeness", "usability", "integrity", "confidentiality")
_TITLE = Bilingual("{company} – suivi de la salle de données", "{company} – data-room tracker")
_CONTENT = Bilingual("Dans ce classeur", "In this workbook")
_LINES = Bilingual("lignes", "rows")
_ACTIONS = {
    "severity": Bilingual("Gravité", "Severity"),
    "what": Bilingual("Quoi", "What"),
    "whom": Bilingual("Auprès de", "With whom"),
    "when": Bilingual("Où en est-on", "Where it stands"),
}
_HOW = Bilingual(
    "Les colonnes ✎ sont à vous : responsable, échéance, avancement, commentaire, et celles que vous ajoutez. Triez, "
    "filtrez, renommez le fichier ; gardez les noms des feuilles et la colonne de la clé. Le contrôle suivant reprend "
    "ce que vous avez écrit : dataroom check SALLE --tracker CE_FICHIER --format xlsx.",
    "The ✎ columns are yours: owner, due, progress, comment, and those that you add. Sort, filter, rename the file; "
    "keep the names of the sheets and the column of the key. The next check takes up what you wrote: "
    "dataroom check ROOM --tracker THIS_FILE --format xlsx.",
)


def write_summary(book: Book, sheet: Any, report: Report, counts: Mapping[str, int]) -> None:
    """Write the first sheet; `counts` are the rows of the other sheets by name."""
    _Summary(book, sheet, report).write(counts)


class _Summary:
    """The sheet in the making, with the row that comes next."""

    def __init__(self, book: Book, sheet: Any, report: Report) -> None:
        self.book, self.sheet, self.report, self.at = book, sheet, report, 0

    def write(self, counts: Mapping[str, int]) -> None:
        for place, width in enumerate(_WIDTHS[: _LAST + 1]):
            self.sheet.set_column(place, place, width)
        self._head()
        self._gauges()
        self._actions()
        self._unread()
        self._content(counts)
        for text in self.book.cut:
            self._across(f"⚠ {text}", self.book.look("plain", "blocking"))
        if self.report.assumptions:
            self._heading(self._text("assumptions"))
        for assumed in self.report.assumptions:
            self._across(f"– {visible(self.book.say(assumed))}", self.book.look("plain"))
        self._heading(self._text("disclaimer"))
        self._across(self._text("disclaimer-text"), self.book.look("note"))

    def _text(self, name: str) -> str:
        return self.book.say(texts.TEXTS[name])

    def _across(self, text: str, look: Any, height: float | None = None) -> None:
        self._merged(self.at, 0, _LAST, text, look)
        self.sheet.set_row(self.at, height or 5 + 13.5 * lines_of(text, _WHOLE))
        self.at += 1

    def _merged(self, row: int, first: int, last: int, text: Value, look: Any) -> None:
        # The library writes a merged cell by guessing its kind: blank first, then a string as any other.
        if self.sheet.merge_range(row, first, row, last, "", look):
            raise ValueError("a cell of the summary could not be merged")
        self.book.write(self.sheet, row, first, text, look)

    def _heading(self, text: str) -> None:
        self.at += 1
        self._across(text, self.book.look("heading"), 24)

    def _head(self) -> None:
        report, say = self.report, self.book.say
        title = say(_TITLE).format(company=visible(views.company(report)))
        self._across(title, self.book.look("title"), 34)
        edition = say(texts.label("edition", report.edition))
        told = f"{self._text('as-of')} {day(report.as_of, self.book.lang)} · {edition} · {visible(report.room)}"
        self._across(told, self.book.look("subtitle"), 18)
        self.at += 1
        verdict = Verdict(report.verdict)
        banner = f"{texts.VERDICT_SIGNS[verdict]}  {say(texts.VERDICTS[verdict])}"
        self._across(banner, self.book.look("verdict", verdict.value), 32)
        self._across(visible(say(views.why(report))), self.book.look("plain"), 24)

    def _gauges(self) -> None:
        self._heading(self._text("gauges"))
        top, longest = self.at, 0
        for block, kind in enumerate(_KINDS):
            first = block * 3
            known = views.gauges(self.report)[kind].items()
            counts = {name: number for name, number in known if number or name not in texts.PARTS}
            self._merged(top, first, first + 1, self.book.say(texts.GAUGES[kind]), self.book.head())
            for at, (name, number) in enumerate(counts.items(), start=top + 1):
                label = visible(self.book.say(texts.count_label(name)[number != 1]))
                part = name in texts.PARTS
                self.book.write(self.sheet, at, first, f"    {label}" if part else label, self.book.look("lead"))
                self.book.write(self.sheet, at, first + 1, number, self.book.look("count"))
                self.sheet.set_row(at, 18)
            longest = max(longest, len(counts))
        self.sheet.set_row(top, 22)
        self.at = top + 1 + longest

    def _actions(self) -> None:
        self._heading(self._text("actions"))
        found = views.actions(self.report)
        if not found:
            self._across(self._text("no-action"), self.book.look("plain"))
            return
        severity, what, whom, when = (self.book.say(text) for text in _ACTIONS.values())
        self._action(severity, what, whom, when, None)
        for action in found:
            sign = f"{texts.SEVERITY_SIGNS[action.severity]} {self.book.say(texts.SEVERITIES[action.severity])}"
            colon = "\u00a0: " if self.book.lang == "fr" else ": "
            what = f"{self.book.say(views.to_do(action))}{colon}{self.book.say(action.title)}"
            if action.next_step is not None:
                what = f"{what}. {self.book.say(action.next_step)}"
            stands = self.book.say(views.statuses_text(action.statuses))
            periods = self.book.say(views.span(action.periods))
            when = f"{stands} ({periods})" if periods else stands
            if action.count > 1:
                when = f"{when}. {self._text('settles')} {self.book.say(views.settled_text(action))}"
            whom = action.provider or self._text("company")
            self._action(sign, visible(what), visible(whom), visible(when), action.severity)

    def _action(self, severity: str, what: str, whom: str, when: str, tone: str | None) -> None:
        plain = self.book.head() if tone is None else self.book.look("lead")
        mark = self.book.head() if tone is None else self.book.look("lead", tone)
        self.book.write(self.sheet, self.at, 0, severity, mark)
        for (first, last), text in zip(((1, 4), (5, 7), (8, _LAST)), (what, whom, when), strict=True):
            self._merged(self.at, first, last, text, plain)
        lines = max(lines_of(text, 40) for text in (what, whom, when))
        self.sheet.set_row(self.at, 9 + 13.5 * min(lines, 6))
        self.at += 1

    def _unread(self) -> None:
        self._heading(f"{self._text('unread')} ({len(self.report.unread)})")
        if not self.report.unread:
            self._across(self._text("no-unread"), self.book.look("plain"))
            return
        by_ocr = views.by_ocr(self.report.documents)
        names = Counter(
            self.book.say(views.state_name(one.state, recognised=one.path in by_ocr)) for one in self.report.unread
        )
        told = " · ".join(f"{number} {name}" for name, number in names.most_common())
        self._across(f"⚠ {told}", self.book.look("plain", "major"))
        self._across(self._text("unread-lead"), self.book.look("note"))

    def _content(self, counts: Mapping[str, int]) -> None:
        self._heading(self.book.say(_CONTENT))
        for name, title in SHEETS.items():
            if name in counts:
                self.book.write(self.sheet, self.at, 0, self.book.say(title), self.book.look("bold"))
                self.book.write(self.sheet, self.at, 1, counts[name], self.book.look("figure"))
                self.book.write(self.sheet, self.at, 3, self.book.say(_LINES), self.book.look("note"))
                self.at += 1
        if self.report.edition == SELLER:
            self._across(self.book.say(_HOW), self.book.look("note"))
