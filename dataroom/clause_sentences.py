"""A contract cut into headings and sentences, with the lists put back under what leads them in. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from dataroom.text import Folded

QUOTE = 200
_HEADING_WORDS = 11
_ARTICLE_WORDS = 3
_LOOK = 101  # no heading is longer
_NUMBER = r"(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|(?i:premier|1er))"
_HEADING = re.compile(
    rf"\W*(?:(?i:article|art\.|section|clause|titre|§)\s*)?{_NUMBER}\b[\s.):°–—-]*(?=[\"“«]?\s?[A-ZÀ-Ý])"
)
_NUMBERED = rf"(?:(?:ARTICLE|Article|SECTION|Section)\s+)?(?:{_NUMBER}|[a-z])[.)\s]\s*[–-]?\s*[\"“«]?[A-ZÀ-Ý]"
_BREAK = re.compile(
    rf"""[.;!?:\n–—-](?:
        (?<=[a-z0-9)\]"”’»éèêàùôç][.;!?:])["”’»)]*
            (?:\s+(?=["“«(\[]?[A-ZÀ-Ý(•*–-]|\d{{1,2}}\.\d{{0,2}}\s+[A-Z"“])|\s*\n)
        |(?<=\n)\s*(?=\n|[•▪·–-]\s|[A-ZÀ-Ý][^:.;\n]{{2,35}}\s?:\s|{_NUMBERED})
        |(?<=\s[–—-])(?=\s[A-ZÀ-Ý][^:.;\n–—-]{{2,30}}\s?:\s)
    )""",
    re.VERBOSE,
)
_ITEM = re.compile(r"(?:[(\[]?(?:[a-z]{1,4}|[A-Z]|\d{1,2}°?)[).\]]|[•▪·–*-])\s")
_ONLY_NUMBER = re.compile(
    r"\s*(?:(?:article|art\.|section|clause)\s*)?(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[A-Za-z])[.)]\s*", re.IGNORECASE
)
_LABEL = re.compile(
    r"(?=[^\W_])(?:(?:(?i:article|art\.)\s+)?\d{1,2}(?:\.\d{1,2})*[.)]?\s+)?[^.;:\t\n]{3,60}?(?:\s?:\s|\t)(?=\S)"
)
_NUMBERED_LINE = re.compile(r"\W*(?:(?i:article|art\.|section|clause|titre)\s+)?(\d{1,2}|[IVX]{1,5})\s*[.)/°–—-]")
_CLOSING = re.compile(
    r"\W*(?:fait (?:à|a|en)|(?:done|signed|executed) (?:at|in|on|as)|pour (?:le|la|l’|l') (?:client|prestataire))\b"
    r"|[^\W\d_][^\d,.;:\n]{1,40}, le \d{1,2}(?:er)? [^\W\d_]{3,9} \d{4}\b",
    re.IGNORECASE,
)
_SPACES = re.compile(r"\s*")
_STARTS = re.compile(r"\s*[\"“«(\[•–-]?\s*[A-ZÀ-Ý\[]")
VERB = re.compile(
    r"\b(?:est|sont|sera|seront|a|ont|peut|peuvent|pourra|doit|devra|engage|engagent|prend|remet|reste|demeure|demeurent"
    r"|applique|appliquent|interdit|interdisent|shall|will|may|must|is|are|has|agrees?)\b",
    re.IGNORECASE,
)


class Kind(IntEnum):
    """What a piece of a contract is."""

    SENTENCE = 0
    LABEL = 1
    """A heading without a number, or a numbered one of a lower level: it adds to the article's heading."""
    HEADING = 2


class Sentence(NamedTuple):
    """A sentence or a heading of a contract, and the page on which it starts."""

    page: int
    text: str
    kind: Kind = Kind.SENTENCE


def sentences(pages: Sequence[str | Folded]) -> list[Sentence]:
    """Cut pages into headings and sentences."""
    cut = list(_cut(pages))
    for number, sentence in enumerate(cut):
        if sentence.kind == Kind.HEADING and _stands_alone(cut, number):
            cut[number] = sentence._replace(kind=Kind.SENTENCE)
    return cut


def _stands_alone(cut: Sequence[Sentence], number: int) -> bool:
    """Tell whether what looks like a heading is a whole article: it ends as a sentence, and nothing stands under it."""
    text = cut[number].text
    own = _NUMBERED_LINE.match(text)
    if own is None or not text.endswith(".") or text.endswith("..") or text.count(" ") < _ARTICLE_WORDS:
        return False
    if number + 1 == len(cut):
        return True
    under = _NUMBERED_LINE.match(cut[number + 1].text)
    return cut[number + 1].kind == Kind.HEADING if under is None else under[1] != own[1]


def _cut(pages: Sequence[str | Folded]) -> Iterator[Sentence]:
    for number, page in enumerate(pages, 1):
        text = page.original if isinstance(page, Folded) else page
        start = 0
        for match in _BREAK.finditer(text):
            end = match.end()
            if _ONLY_NUMBER.fullmatch(text, start, end):
                continue
            yield from _pieces(number, text[start:end])
            start = end
        yield from _pieces(number, text[start:])


def leads(cut: Sequence[Sentence]) -> list[int | None]:
    """Give for each item of a list the number of the sentence that leads it in, ending in a colon; None for others."""
    given: list[int | None] = []
    lead: int | None = None
    runs_on = False
    for number, sentence in enumerate(cut):
        if sentence.kind == Kind.HEADING or not (runs_on or _ITEM.match(sentence.text)):
            lead = None
        given.append(lead)
        if lead is None and sentence.text.endswith(":"):
            lead = number
        runs_on = sentence.text.endswith((":", ";", ","))
    return given


def _pieces(page: int, text: str) -> Iterator[Sentence]:
    """Part headings and labels from the sentence that follows them."""
    text, at = text.strip(), 0
    while at < len(text) and not _is_plain(text, at):
        end = text.find("\n", at, at + 2 * _LOOK)
        line = text[at:end] if end >= 0 else text[at : at + 2 * _LOOK]
        label = _LABEL.match(line)
        if end >= 0 and (kind := _heading(line)) and (_NUMBERED_LINE.match(line) or _STARTS.match(text, end + 1)):
            yield Sentence(page, line.strip(), kind)
            at = _SPACES.match(text, end).end()  # type: ignore[union-attr]  # it matches everywhere
        elif label and not VERB.search(label[0]):
            yield Sentence(page, label[0].strip(" :\t"), _heading(label[0]) or Kind.LABEL)
            at = _SPACES.match(text, at + label.end()).end()  # type: ignore[union-attr]  # it matches everywhere
        else:
            break
    if at < len(text):
        text = text[at:].rstrip(" –—")
        full = text.endswith((".", ";")) and text.count(" ") > 6
        yield Sentence(page, text, Kind.SENTENCE if full else _heading(text))


def _is_plain(text: str, at: int) -> bool:
    """Tell at a glance that a long text starts with no heading or label."""
    start = text[at : at + _LOOK]
    return len(text) - at > _LOOK and "\n" not in start and ":" not in start and "\t" not in start


def _heading(line: str) -> Kind:
    """Tell whether a line is a heading."""
    if _CLOSING.match(line):
        return Kind.HEADING  # what stands under the last article is no part of it
    length = line.count(" ")
    if len(line) > 100 or length > _HEADING_WORDS:
        return Kind.SENTENCE
    if match := _HEADING.match(line):
        return Kind.LABEL if "." in match[0].strip(" .") else Kind.HEADING
    if line.isupper():
        return Kind.HEADING
    return Kind.LABEL if length < 6 and line[:1].isupper() and line[-1:] not in ".,;:" else Kind.SENTENCE


def quote(sentence: str) -> str:
    """Give the first words of a sentence on one line, at most 200 characters."""
    line = " ".join(sentence.split())
    if len(line) <= QUOTE:
        return line
    return line[: QUOTE + 1].rpartition(" ")[0] or line[:QUOTE]
