"""Plain text, Markdown and tables of separated values."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from dataroom.extract import encoding, reasons
from dataroom.extract.draft import Draft
from dataroom.extract.source import Source
from dataroom.fec_header import FEC_COLUMNS, SIGNED_COLUMNS, header_of
from dataroom.model import State

_FEC = tuple(name.lower() for name in FEC_COLUMNS)
_FEC_SIGNED = tuple(name.lower() for name in SIGNED_COLUMNS)
_LONG_FEC = 1 << 22
"""Bytes beyond which the words of a FEC are those of its first lines; its figures are read by a way of their own."""
_SEPARATORS = "\t;,|"
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-{3,})[ \t]*$")
_SEALED = re.compile(r"^-----BEGIN PGP MESSAGE-----$", re.MULTILINE)
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")


def read(source: Source, draft: Draft) -> None:
    """Read text, page by page where form feeds part them; a FEC is read as a table."""
    text = _fec_head(source, draft) or _text(source, draft)
    first = text.partition("\n")[0]
    separator = next((s for s in "\t|;," if _is_fec(first.split(s))), None)
    if separator is not None:
        _table(text, separator, draft)
        return
    for page in text.split("\f"):
        draft.page(page)
    if is_sealed(text):
        draft.fault(State.ENCRYPTED, reasons.FOR_RECIPIENTS)
    _finish(draft)


def is_sealed(text: str) -> bool:
    """Tell whether a text, or a part of it, is encrypted by PGP."""
    return _SEALED.search(text) is not None


def read_json(source: Source, draft: Draft) -> None:
    """Read JSON as it stands, its letters written out."""
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), _text(source, draft))
    # Letters beyond 16 bits come in pairs.
    draft.page(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    _finish(draft)


def read_table(source: Source, draft: Draft) -> None:
    """Read separated values as lines of cells joined by TAB."""
    text = _fec_head(source, draft) or _text(source, draft)
    _table(text, separator_of(text), draft)


def read_markdown(source: Source, draft: Draft) -> None:
    """Read Markdown as it stands, with its headings."""
    text = _text(source, draft)
    for heading in headings(text):
        draft.heading(heading)
    draft.page(text)
    _finish(draft)


def headings(text: str) -> Iterator[str]:
    """Give the headings of a Markdown text, those with `#` and those underlined, outside code."""
    fenced, before = False, ""
    for line in text.splitlines():
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced:
            if found := _HEADING.match(line):
                yield found[2]
            elif before.strip() and _UNDERLINE.match(line):
                yield before
        before = "" if fenced or _HEADING.match(line) else line


def separator_of(text: str) -> str:
    """Give the separator that parts most lines into the same number of cells; TAB where none does."""
    lines = [line for line in text[:50_000].splitlines() if line.strip()][:50]
    return max(_SEPARATORS, key=lambda s: _steadiness(lines, s))


def _steadiness(lines: list[str], separator: str) -> tuple[int, int]:
    counts = [re.sub(r'"[^"]*"', "", line).count(separator) for line in lines]
    usual = max(set(counts), key=lambda c: (counts.count(c) if c else 0, c), default=0)
    return (counts.count(usual), usual) if usual else (0, 0)


def _is_fec(cells: list[str]) -> bool:
    names = tuple(cell.strip().strip('"').lower() for cell in cells[:18])
    return names in {_FEC, _FEC_SIGNED}


def _table(text: str, separator: str, draft: Draft) -> None:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    first = text.partition("\n")[0].split(separator)
    if _is_fec(first):
        draft.fact("fec-columns", str(len(first)))
        # The order of the State forbids quoting: a quotation mark there is a character like another.
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=csv.QUOTE_NONE)
    try:
        draft.lines(_joined(row) for row in rows)
    except csv.Error:
        draft.lines(line.replace(separator, "\t") for line in text.splitlines())
    _finish(draft)


def _joined(row: list[str]) -> str:
    return "\t".join([" ".join(cell.split()) if "\n" in cell or "\t" in cell else cell for cell in row])


def _fec_head(source: Source, draft: Draft) -> str | None:
    """Give the first lines of a file of accounting entries that is long, with their number as a fact; else None."""
    if source.size <= _LONG_FEC:
        return None
    with source.open() as stream:
        head = encoding.decode(stream.read(_LONG_FEC // 4)).replace("\r\n", "\n").replace("\r", "\n")
        if header_of(head.partition("\n")[0]) is None:
            return None
    whole = head.rpartition("\n")[0]
    draft.fact("fec-head", str(whole.count("\n")))
    return whole


def decoded(source: Source, draft: Draft) -> str:
    """Give the text of a file as far as it may be read; that there is more is said in `draft`."""
    # Four bytes at most make a character, in all encodings that are read.
    cap = draft.limits.max_text_chars * 4
    with source.open() as stream:
        data = stream.read(cap + 1)
    if len(data) > cap:
        draft.fault(State.TOO_LARGE, reasons.too_much_text(draft.limits.max_text_chars))
    return encoding.decode(data[:cap])


def _text(source: Source, draft: Draft) -> str:
    text = decoded(source, draft)
    if text.count("\ufffd") * 20 > len(text):
        draft.fault(State.CORRUPT, reasons.GARBLED_TEXT)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _finish(draft: Draft) -> None:
    if not draft.has_text:
        draft.fault(State.EMPTY, reasons.NO_TEXT)


def read_image(_source: Source, draft: Draft) -> None:
    """Say that a picture has no text."""
    draft.page_count = 1
    draft.fault(State.IMAGE_ONLY, reasons.IMAGE)
