r"""RTF files: the words outside the tables of fonts, colours and styles, hidden and deleted ones dropped.

After Microsoft's Rich Text Format specification 1.9.1: `\'hh` in the code page of the file, `\uN` with `\ucN`
characters after it for old readers, `{\*\word …}` for what a reader may leave out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from dataroom.extract import reasons
from dataroom.extract.draft import Draft
from dataroom.extract.source import Source
from dataroom.model import State

_TOKEN = re.compile(rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|([\r\n]+)|([^\\{}\r\n]+)",
                    re.DOTALL)  # fmt: skip
_MOST = 64 << 20
_DROPPED = {
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "themedata", "colorschememapping", "listtable",
    "listoverridetable", "rsidtbl", "generator", "datastore", "latentstyles", "fldinst", "xmlnstbl", "filetbl",
    "revtbl", "annotation", "atnid", "atnauthor", "objdata", "blipuid", "nonshppict", "mmathPr", "pgptbl",
}  # fmt: skip
_MARKS = {
    "par": "\n", "line": "\n", "sect": "\n", "row": "\n", "cell": "\t", "nestcell": "\t", "nestrow": "\n", "tab": "\t",
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
_SYMBOLS = {b"~": "\u00a0", b"_": "-", b"-": "", b"\n": "\n", b"\r": "\n", b"\\": "\\", b"{": "{", b"}": "}"}


@dataclass(frozen=True, slots=True)
class _Group:
    dropped: bool = False
    hidden: bool = False
    skip: int = 1


@dataclass(slots=True)
class _Text:
    page: str = "cp1252"
    group: _Group = field(default_factory=_Group)
    outer: list[_Group] = field(default_factory=list)
    to_skip: int = 0
    binary: int = 0
    """Bytes of a picture that follow, whatever they look like."""
    pages: list[list[str]] = field(default_factory=lambda: [[]])
    hidden: list[str] = field(default_factory=list)
    raw: bytearray = field(default_factory=bytearray)
    pictures: bool = False
    deleted: bool = False


def read(source: Source, draft: Draft) -> None:
    """Read an RTF file, page by page where the writer asked for a new one."""
    with source.open() as stream:
        data = stream.read(_MOST + 1)
    if len(data) > _MOST:
        draft.fault(State.TOO_LARGE, reasons.inflates_too_much(source.name, _MOST))
    text = _Text()
    data, at = data[:_MOST], 0
    while token := _TOKEN.search(data, at):
        at = token.end()
        _take(token, text)
        at, text.binary = at + text.binary, 0
    _flush(text)
    if at > len(data):
        draft.fault(State.CORRUPT, reasons.truncated("RTF"))
    _tell(text, draft)


def _tell(text: _Text, draft: Draft) -> None:
    if hidden := "".join(text.hidden).strip():
        draft.fact("hidden-text", hidden)
    if text.deleted:
        draft.fact("tracked-changes", "1")
    if text.outer and draft.state is State.OK:
        draft.fault(State.CORRUPT, reasons.truncated("RTF"))
    for page in text.pages:
        draft.page("".join(page).replace("\t\n", "\n"))
    if not draft.has_text and text.pictures:
        draft.fault(State.IMAGE_ONLY, reasons.SCAN)
    elif not draft.has_text:
        draft.fault(State.EMPTY, reasons.NO_TEXT)


def _take(token: re.Match[bytes], text: _Text) -> None:
    word, number, byte, symbol, brace, _newline, plain = token.groups()
    if byte is not None:
        _bytes(bytes([int(byte, 16)]), text)
    elif plain is not None:
        _bytes(plain, text)
    else:
        _flush(text)
        if brace is not None:
            _brace(brace, text)
        elif word is not None:
            _word(word.decode("ascii"), None if number is None else int(number), text)
        elif symbol == b"*":
            text.group = replace(text.group, dropped=True)
        elif symbol is not None:
            _say(_SYMBOLS.get(symbol, ""), text)


def _bytes(data: bytes, text: _Text) -> None:
    skipped = min(text.to_skip, len(data))
    text.to_skip -= skipped
    text.raw += data[skipped:]


def _flush(text: _Text) -> None:
    if text.raw:
        _say(text.raw.decode(text.page, "replace"), text)
        text.raw.clear()


def _brace(brace: bytes, text: _Text) -> None:
    text.to_skip = 0
    if brace == b"{":
        text.outer.append(text.group)
    elif text.outer:
        text.group = text.outer.pop()


def _word(word: str, number: int | None, text: _Text) -> None:
    if word == "u" and number is not None:
        _say(chr(number % 0x10000), text)
        text.to_skip = text.group.skip
    elif word == "bin" and number:
        text.binary = max(0, number)
    elif word == "ansicpg" and number:
        text.page = f"cp{number}" if _is_known(f"cp{number}") else "cp1252"
    elif word == "mac":
        text.page = "mac_roman"
    elif word == "page" and not text.group.dropped:
        text.pages.append([])
    elif word in _MARKS:
        _say(_MARKS[word], text)
    else:
        _format(word, number, text)


def _format(word: str, number: int | None, text: _Text) -> None:
    if word == "uc" and number is not None:
        text.group = replace(text.group, skip=max(0, number))
    elif word in {"v", "deleted"}:
        text.group = replace(text.group, hidden=number != 0)
        text.deleted = text.deleted or (word == "deleted" and number != 0)
    elif word == "plain":
        text.group = replace(text.group, hidden=False)
    elif word in _DROPPED:
        text.pictures = text.pictures or word == "pict"
        text.group = replace(text.group, dropped=True)


def _say(words: str, text: _Text) -> None:
    if text.group.dropped:
        return
    (text.hidden if text.group.hidden else text.pages[-1]).append(words)


def _is_known(name: str) -> bool:
    try:
        b"".decode(name)
    except LookupError:
        return False
    return True
