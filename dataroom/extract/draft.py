"""What a reader fills in, so that whatever was read before a fault is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dataroom.extract import reasons
from dataroom.extract.source import Limits
from dataroom.model import Bilingual, Content, Fact, Heading, State

_MOST_FACTS = 5_000
_LONGEST_FACT = 300
_LONGEST_SPOKEN = 4_000
_MOST_SPOKEN = 2_000_000
_SPOKEN = {"comment", "hidden-text", "hidden-sheet-text", "hidden-cells-text", "hidden-slide-text", "covered-text",
           "speaker-notes"}  # fmt: skip
"""Facts that hold text of the document: it is evidence of nothing, but searched for what must not be shown."""
_LONGEST_HEADING = 500
# Control characters and lone surrogates break what is written further on; no reader shows them.
_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


class Refusal(Exception):
    """A document, or one part of it, that cannot be read; says why."""

    def __init__(self, state: State, reason: Bilingual) -> None:
        """Keep the state and the reason."""
        super().__init__(reason.en)
        self.state = state
        self.reason = reason


def clean(text: str) -> str:
    """Make LF of every line end, and drop what no reader shows."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n").replace("\u2028", "\n")
    return _UNSHOWN.sub("", text.replace("\u2029", "\n").replace("\x0b", "\n").replace("\x0c", "\n"))


def one_line(text: str, longest: int) -> str:
    """Give the words of `text` on one line, cut at `longest` characters."""
    return " ".join(clean(text[: longest * 4]).split())[:longest]


class Draft:
    """A Content in the making: pages are added in their order."""

    def __init__(self, limits: Limits) -> None:
        """Begin with nothing read."""
        self.limits = limits
        self.pages: list[str] = []
        self.page_count: int | None = None
        self.state = State.OK
        self.reason: Bilingual | None = None
        self._headings: list[Heading] = []
        self._facts: list[Fact] = []
        self._chars = 0

    @property
    def here(self) -> int:
        """The number of the page that will be added next, from 1."""
        return len(self.pages) + 1

    @property
    def has_text(self) -> bool:
        """Whether any page holds a visible character."""
        return any(page and not page.isspace() for page in self.pages)

    def page(self, text: str) -> None:
        """Add a page; raises Refusal when the text or the pages are more than the limits allow."""
        if len(self.pages) >= self.limits.max_pages:
            raise Refusal(State.TOO_LARGE, reasons.too_many_pages(self.limits.max_pages))
        room = self.limits.max_text_chars - self._chars
        text = clean(text[: room + 1])
        self._chars += len(text)
        self.pages.append(text[:room])
        if len(text) > room:
            raise Refusal(State.TOO_LARGE, reasons.too_much_text(self.limits.max_text_chars))

    def more(self, page: int, text: str) -> None:
        """Add text to a page that stands (by its number from 1), as far as the limits allow."""
        text = clean(text)[: max(self.limits.max_text_chars - self._chars, 0)]
        if not text.strip():
            return
        self._chars += len(text)
        before = self.pages[page - 1].strip()
        self.pages[page - 1] = f"{before}\n{text}" if before else text

    def lines(self, lines: Iterable[str]) -> None:
        """Add a page of lines, taking no more of them than the limits allow."""
        room = self.limits.max_text_chars - self._chars
        taken: list[str] = []
        for line in lines:
            taken.append(line)
            room -= len(line) + 1
            if room < 0:
                break
        self.page("\n".join(taken))

    def heading(self, text: str, page: int | None = None) -> None:
        """Add a heading on `page`, or on the page in the making."""
        line = one_line(text, _LONGEST_HEADING)
        if line and len(self._headings) < _MOST_FACTS:
            self._headings.append(Heading(self.here if page is None else page, line))

    def fact(self, name: str, value: str = "", page: int | None = None) -> None:
        """Add a fact once; beyond some thousands they are dropped."""
        fact = Fact(name, one_line(value, _LONGEST_SPOKEN if name in _SPOKEN else _LONGEST_FACT), page)
        if len(self._facts) < _MOST_FACTS and fact not in self._facts[-50:]:
            self._facts.append(fact)

    def unseen(self, name: str, lines: Iterable[str], page: int | None = None) -> None:
        """Add text that nobody sees as facts of some thousand characters; beyond two million it is dropped."""
        piece: list[str] = []
        size = total = 0
        for line in lines:
            if size + len(line) > _LONGEST_SPOKEN and piece:
                self.fact(name, "\n".join(piece), page)
                piece, size = [], 0
            piece.append(line)
            size += len(line) + 1
            total += len(line) + 1
            if total > _MOST_SPOKEN:
                break
        if piece:
            self.fact(name, "\n".join(piece), page)

    def meta(self, title: str | None, *authors: str | None) -> None:
        """Add the title and the authors that the file's properties give."""
        if title and title.strip():
            self.fact("meta-title", title)
        for author in authors:
            if author and author.strip():
                self.fact("meta-author", author)

    def fault(self, state: State, reason: Bilingual) -> None:
        """Say what is wrong; the first fault stands."""
        if self.state is State.OK:
            self.state, self.reason = state, reason

    def content(self, media_type: str) -> Content:
        """Give what was read."""
        pages = tuple(self.pages)
        count = self.page_count if self.page_count is not None else (len(pages) or None)
        headings, facts = tuple(self._headings), tuple(self._facts)
        return Content(media_type, self.state, self.reason, pages, count, headings, facts)
