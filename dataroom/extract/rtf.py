r"""RTF files: the words outside the tables of fonts, colours and styles, hidden and deleted ones dropped.

After Microsoft's Rich Text Format specification 1.9.1: `\'hh` in the code page of the file, `\uN` with `\ucN`
characters after it for old readers, `{\*\word …}` for what a reader may leave out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from dataroom.extract import reasons
from dataroom.extract.draft import Draft
from dataroom.extract.rtf_tables import Tables, tables_of
from dataroom.extract.source import Source
from dataroom.model import State

_TOKEN = re.compile(rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|([\r\n]+)|([^\\{}\r\n]+)",
                    re.DOTALL)  # fmt: skip
_MOST = 64 << 20
_DROPPED = {
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "sp", "shprslt", "themedata", "colorschememapping",
    "listtable", "listoverridetable", "rsidtbl", "generator", "datastore", "latentstyles", "fldinst", "xmlnstbl",
    "filetbl", "revtbl", "atnid", "atnauthor", "objdata", "blipuid", "nonshppict", "mmathPr", "pgptbl",
}  # fmt: skip
_KEPT = {"shpinst", "footnote", "do", "dptxbxtext", "ud", "shptxt", "result"}
"""Destinations that old readers may leave out, but that are seen."""
_REMARKS = {"annotation"}
_GROUNDS = {"highlight", "cb", "chcbpat", "cbpat", "intbl"}
_OF_PARAGRAPH = {"cbpat", "intbl"}
_SMALLEST = 4  # half-points
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
    optional: bool = False
    """Whether old readers may leave it out: so may we, unless we know it."""
    remark: bool = False
    colour: int = 0
    tiny: bool = False
    grounds: frozenset[str] = frozenset()
    """What gives the words a ground of their own, on which white can be read."""
    page: str | None = None


@dataclass(slots=True)
class _Text:
    tables: Tables
    page: str = "cp1252"
    group: _Group = field(default_factory=_Group)
    outer: list[_Group] = field(default_factory=list)
    to_skip: int = 0
    binary: int = 0
    """Bytes of a picture that follow, whatever they look like."""
    pages: list[list[str]] = field(default_factory=lambda: [[]])
    hidden: list[str] = field(default_factory=list)
    raw: bytearray = field(default_factory=bytearray)
    remarks: list[list[str]] = field(default_factory=list)
    pictures: bool = False
    objects: int = 0
    deleted: bool = False


def read(source: Source, draft: Draft) -> None:
    """Read an RTF file, page by page where the writer asked for a new one."""
    with source.open() as stream:
        data = stream.read(_MOST + 1)
    if len(data) > _MOST:
        draft.fault(State.TOO_LARGE, reasons.inflates_too_much(source.name, _MOST))
    data, at = data[:_MOST], 0
    text = _Text(tables_of(data))
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
    for remark in text.remarks:
        draft.fact("comment", "".join(remark))
    for number in range(text.objects):
        draft.fact("embedded-file", str(number + 1))
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
            text.group = replace(text.group, optional=True)
        elif symbol is not None:
            _say(_SYMBOLS.get(symbol, ""), text)


def _bytes(data: bytes, text: _Text) -> None:
    skipped = min(text.to_skip, len(data))
    text.to_skip -= skipped
    text.raw += data[skipped:]


def _flush(text: _Text) -> None:
    if text.raw:
        _say(text.raw.decode(text.group.page or text.page, "replace"), text)
        text.raw.clear()


def _brace(brace: bytes, text: _Text) -> None:
    text.to_skip = 0
    if brace == b"{":
        text.outer.append(text.group)
    elif text.outer:
        text.group = text.outer.pop()


def _word(word: str, number: int | None, text: _Text) -> None:
    if text.group.optional:
        # The word that names the destination, after a star.
        text.group = replace(text.group, optional=False, dropped=text.group.dropped or word not in _KEPT | _REMARKS)
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
    group = text.group
    if word == "uc" and number is not None:
        text.group = replace(group, skip=max(0, number))
    elif word in {"v", "deleted"}:
        text.group = replace(group, hidden=number != 0)
        text.deleted = text.deleted or (word == "deleted" and number != 0)
    elif word in _REMARKS:
        text.group = replace(group, remark=True)
        text.remarks.append([])
    elif word in _DROPPED:
        text.pictures = text.pictures or word == "pict"
        text.group = replace(group, dropped=True)
    elif word == "object":
        text.objects += not group.dropped
    elif word == "upr":
        text.group = replace(group, dropped=True)  # twice the same, the second time in Unicode
    elif word == "ud":
        text.group = replace(group, dropped=text.outer[-2].dropped if len(text.outer) > 1 else False)
    else:
        text.group = _look(word, number, group, text.tables)


def _look(word: str, number: int | None, group: _Group, tables: Tables) -> _Group:
    if word == "plain":
        group = replace(group, hidden=False, colour=0, tiny=False, grounds=group.grounds & _OF_PARAGRAPH, page=None)
    elif word == "pard":
        group = replace(group, grounds=group.grounds - _OF_PARAGRAPH)
    elif word == "f" and number is not None:
        group = replace(group, page=tables.pages.get(number))
    elif word == "cf":
        group = replace(group, colour=number or 0)
    elif word == "fs" and number is not None:
        group = replace(group, tiny=number <= _SMALLEST)
    elif word in _GROUNDS:
        group = replace(group, grounds=group.grounds | {word} if number != 0 else group.grounds - {word})
    return group


def _say(words: str, text: _Text) -> None:
    group = text.group
    if group.dropped:
        return
    if group.remark:
        text.remarks[-1].append(words)
        return
    faint = group.tiny or (group.colour in text.tables.white and not group.grounds)
    unseen = group.hidden or (faint and words.strip())
    (text.hidden if unseen else text.pages[-1]).append(words)


def _is_known(name: str) -> bool:
    try:
        b"".decode(name)
    except LookupError:
        return False
    return True
