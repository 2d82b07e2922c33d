"""A report in one language, as the words that stand on the pages of the PDF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from dataroom.model import Bilingual, Period, Report
from dataroom.report import texts, words
from dataroom.report.pdf_glyphs import drawn
from dataroom.report.pdf_words import WORDS

Row = dict[str, object]
"""What stands on one line of a table: texts by their name, and the ids of looks."""


@dataclass(frozen=True, slots=True)
class Saying:
    """Turns values into words of the report's language; `plain` as `drawn` takes it."""

    report: Report
    lang: str
    plain: bool = False

    def text(self, text: str | None) -> str:
        """Give a text of the room, harmless and drawable."""
        return drawn(text or "", plain=self.plain)

    def say(self, text: Bilingual | None) -> str:
        """Give one language of a text."""
        return "" if text is None else self.text(words.pick(text, self.lang))

    def lines(self, text: Bilingual) -> str:
        """Give one language of a text of several lines, the empty ones left out."""
        said = words.pick(text, self.lang).replace("\r\n", "\n").split("\n")
        return "\n".join(self.text(line) for line in said if line.strip())

    def word(self, name: str) -> str:
        """Give a heading or a label of the PDF, else of the other reports."""
        return self.say(WORDS.get(name) or texts.PAGE.get(name) or texts.TEXTS[name])

    def label(self, table: str, name: str | None) -> str:
        """Give what people call an id; nothing for none."""
        return self.say(texts.label(table, name, self.report.titles)) if name else ""

    def day(self, day: dt.date | None) -> str:
        """Give a day in full."""
        return words.day(day, self.lang) if day else ""

    def period(self, label: str) -> str:
        """Give a period as people write it."""
        return self.text(words.period(label, self.lang))

    def periods(self, periods: Iterable[Period]) -> str:
        """Give periods in one line, long runs in short."""
        labels = [period.label for period in periods]
        names = [self.period(label) for label in labels]
        return ", ".join(names) if len(names) <= 4 else f"{names[0]} → {names[-1]} ({len(names)})"

    def counted(self, number: int, one: str, many: str) -> str:
        """Give a sentence about a number, from the words for one and for several."""
        single = number < 2 if self.lang == "fr" else number == 1
        return self.word(one if single else many).format(self.whole(number))

    def cut(self, name: str, shown: int, number: int) -> str:
        """Give the sentence that says how much of a list is printed; nothing where all of it is."""
        return "" if shown == number else self.word(name).format(shown=self.whole(shown), all=self.whole(number))

    def moment(self, text: str) -> str:
        """Give a moment of the history as people write it; as it is where it is none."""
        return self.say(words.moment(text))

    def whole(self, number: int) -> str:
        """Give a whole number, its thousands apart."""
        return words.whole(number, self.lang)

    def some(self, number: int, name: str) -> str:
        """Give a number with its noun."""
        return self.text(words.some(number, *texts.count_label(name), self.lang))

    def few(self, parts: Iterable[str], most: int) -> list[str]:
        """Give the first parts, and in words how many more there are."""
        known = list(parts)
        rest = len(known) - most
        return known if rest <= 1 else [*known[:most], self.word("more").format(rest)]
