"""A tracker read back: what people wrote into their columns, by the key of a requirement or the id of a finding.

People sort, filter, add columns and rows, rename the file, and save it with another program. What is needed is found by
its name: the sheets by their titles, the columns by their headings, in French or in English; the rest is kept as it is.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dataroom.errors import Fault, FileFaults
from dataroom.model import Bilingual, Work
from dataroom.report.columns import ABOUT, FINDING_ID, FINDINGS, GAPS, GONE, KEY, PEN, PEOPLE, SHEETS, WORK_STATES

_MOST_BYTES, _MOST_INFLATED, _MOST_CELLS = 64 << 20, 256 << 20, 20_000_000
_CELL = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_OTHER_CELL = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]+)([0-9]+)""")
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_LOOKED = 20  # rows above the headings that people may have put in
_HELP = "give the report.xlsx that `dataroom check --format xlsx` wrote, its sheets and headings named as they were"
_ACQUIRER = re.compile(rb"<dc:subject>\s*acquirer\s*</dc:subject>")

Table = list[list[Any]]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where people write: the sheet's title, what names a row, what tells a reader what the row is about."""

    title: Bilingual
    key: Bilingual
    about: tuple[Bilingual, ...]
    ours: frozenset[str]


def _plain(text: str) -> str:
    return " ".join(text.replace(PEN, " ").split()).casefold()


def _named(*texts: Bilingual) -> frozenset[str]:
    return frozenset(_plain(part) for text in texts for part in (text.fr, text.en))


def _sheet(title: str, columns: Mapping[str, Any], key: Bilingual, *about: str) -> _Sheet:
    ours = _named(*(column.heading for column in columns.values()))
    return _Sheet(SHEETS[title], key, tuple(columns[name].heading for name in about), ours)


_SHEETS = (
    _sheet("gaps", GAPS, KEY.heading, "requirement", "process", "provider", "period"),
    _sheet("findings", FINDINGS, FINDING_ID.heading, "message", "document"),
    _sheet("gone", GONE, KEY.heading, ABOUT.name),
)


def read_tracker(file: Path) -> dict[str, Work]:
    """Give what people wrote in a tracker, by key or id; raises FileFaults where it is none or lost its names.

    A row that people added themselves has a name made of its words. What is written twice beside one key is joined.
    """
    raw = _bytes(file)
    if _is_acquirers(raw):
        raise _fault(file, "the workbook", "the tracker of the seller’s edition", "the acquirer’s edition")
    tables = _tables(file, raw)
    works: dict[str, Work] = {}
    for sheet in _SHEETS:
        table = _table(file, sheet, tables)
        for key, work in _rows(file, sheet, table):
            works[key] = _joined(works[key], work) if key in works else work
    return works


def is_acquirers(file: Path) -> bool:
    """Tell whether a file is a workbook of the acquirer’s edition, in which nobody’s words are kept."""
    return _is_acquirers(_bytes(file))


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            raw = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        raise _fault(file, "the file", "a readable tracker", error.strerror or str(error)) from None
    if len(raw) > _MOST_BYTES:
        raise _fault(file, "the file", f"at most {_MOST_BYTES >> 20} MiB", "more")
    return raw


def _fault(file: Path, where: str, expected: str, got: str) -> FileFaults:
    return FileFaults([Fault(str(file), where, expected, got, _HELP)])


def _is_acquirers(raw: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return _ACQUIRER.search(_inflated(archive, "docProps/core.xml", 1 << 16)) is not None
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError, NotImplementedError, RuntimeError):
        return False


def _inflated(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    with archive.open(name) as member:
        found = member.read(most + 1)
    if len(found) > most:
        raise ValueError(f"{name} holds too much")
    return found


def _tables(file: Path, raw: bytes) -> dict[str, Table]:
    # Only this command needs the library.
    import python_calamine  # noqa: PLC0415 - see the comment

    wanted = {_plain(part): sheet.title.en for sheet in _SHEETS for part in (sheet.title.fr, sheet.title.en)}
    try:
        _require_bearable(raw)
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw))
        found = {name: book.get_sheet_by_name(name) for name in book.sheet_names if _plain(name) in wanted}
        tables = {name: sheet.to_python(skip_empty_area=False) for name, sheet in found.items()}
        return tables | {name: [] for name in book.sheet_names if name not in tables}
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - a panic of the library is one
        raise _fault(file, "the file", "an Excel workbook (.xlsx)", " ".join(str(error).split())[:160]) from None


def _require_bearable(raw: bytes) -> None:
    """Raise ValueError for a workbook that would take all memory: the library fills every cell of a span."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        left = _MOST_INFLATED
        for name in archive.namelist():
            if name.startswith("xl/") and name.endswith(".xml"):
                part = _inflated(archive, name, left)
                left -= len(part)
                if name.startswith("xl/worksheets/") and _span(part) > _MOST_CELLS:
                    raise ValueError(f"{name} spans too many cells")


def _span(part: bytes) -> int:
    found = _CELL.findall(part) if b"r='" not in part else _OTHER_CELL.findall(part)
    rows = max((int(row) for _, row in found), default=0)
    return rows * max((_number(letters) for letters, _ in found), default=0)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _table(file: Path, sheet: _Sheet, tables: Mapping[str, Table]) -> Table:
    titles = _named(sheet.title)
    found = [table for name, table in tables.items() if _plain(name) in titles]
    if not found:
        expected = f"a sheet “{sheet.title.fr}” or “{sheet.title.en}”"
        raise _fault(file, "sheets", expected, _listed(list(tables)))
    return found[0]


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f"“{name}”" for name in names if name)
    return (shown[:300] + "…" if len(shown) > 300 else shown) or "nothing"


def _rows(file: Path, sheet: _Sheet, table: Table) -> Iterator[tuple[str, Work]]:
    keys = _named(sheet.key)
    for top, row in enumerate(table[:_LOOKED]):
        heads = [_plain(_text(cell)) for cell in row]
        if keys & set(heads):
            yield from _below(sheet, row, heads, table[top + 1 :])
            return
    first = next((row for row in table if any(row)), [])
    where = f"sheet “{sheet.title.fr}” / “{sheet.title.en}”, headings"
    expected = f"a column “{sheet.key.fr}” or “{sheet.key.en}”"
    raise _fault(file, where, expected, _listed([_text(cell) for cell in first]))


def _below(sheet: _Sheet, row: list[Any], heads: list[str], below: Table) -> Iterator[tuple[str, Work]]:
    columns = _Columns(sheet, [_text(cell) for cell in row], heads)
    for cells in below:
        work = columns.work(cells)
        if replace(work, about="") != Work():
            yield columns.key(cells) or _own_key(work), work


class _Columns:
    """Where each column stands, by its heading; those that are nobody’s are what people added."""

    def __init__(self, sheet: _Sheet, titles: list[str], heads: list[str]) -> None:
        self.key_at = _at(heads, sheet.key)
        self.about = [at for at in (_at(heads, text) for text in sheet.about) if at is not None]
        # `Échéance` is also what the index of documents calls a column: people's own come first.
        self.people = {name: _at(heads, column.heading) for name, column in PEOPLE.items()}
        taken = {self.key_at, *self.people.values()}
        free = [at for at in range(len(heads)) if at not in taken and heads[at] not in sheet.ours]
        self.more = {at: titles[at].replace(PEN, "").strip() or f"({_letters(at)})" for at in free}

    def key(self, cells: list[Any]) -> str:
        return _cell(cells, self.key_at)

    def work(self, cells: list[Any]) -> Work:
        more: dict[str, str] = {}
        for at, heading in self.more.items():
            if text := _cell(cells, at):
                more[heading] = f"{more[heading]}\n{text}" if heading in more else text
        return Work(
            owner=_cell(cells, self.people["owner"]),
            due=_day(_cell(cells, self.people["due"])),
            state=_state(_cell(cells, self.people["work"])),
            comment=_cell(cells, self.people["comment"]),
            more=more,
            about=" · ".join(text for text in (_cell(cells, at) for at in self.about) if text),
        )


def _at(heads: list[str], heading: Bilingual) -> int | None:
    names = _named(heading)
    return next((at for at, head in enumerate(heads) if head in names), None)


def _letters(at: int) -> str:
    head, last = divmod(at, 26)
    return (_letters(head - 1) if head else "") + chr(ord("A") + last)


def _cell(cells: list[Any], at: int | None) -> str:
    return _text(cells[at]) if at is not None and at < len(cells) else ""


def _text(value: Any) -> str:
    match value:
        case dt.datetime():
            return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
        case float() if value.is_integer():
            return str(int(value))
        case _:
            text = "" if value is None else str(value)
            return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _day(text: str) -> str:
    found = _DAY.fullmatch(text)
    if found is None:
        return text
    try:
        return dt.date(int(found[3]), int(found[2]), int(found[1])).isoformat()
    except ValueError:
        return text


def _state(text: str) -> str:
    known = (name for name, words in WORK_STATES.items() if _plain(text) in _named(words))
    return next(known, text)


def _own_key(work: Work) -> str:
    words = "\0".join([work.about, work.owner, work.due, work.state, work.comment, *work.more.values()])
    return f"+{hashlib.sha256(words.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def _joined(first: Work, second: Work) -> Work:
    """Give one of two that stand beside the same key; what the second says more is added to the comment."""
    parts = ((first.owner, second.owner), (first.due, second.due), (first.state, second.state))
    differing = [later for earlier, later in parts if later and earlier and later != earlier]
    comment = " · ".join([*differing, *([second.comment] if second.comment else [])])
    told = _both(first.comment, comment)
    more = {head: _both(first.more.get(head, ""), second.more.get(head, "")) for head in {**first.more, **second.more}}
    return Work(
        first.owner or second.owner, first.due or second.due, first.state or second.state, told, more,
        first.about or second.about,
    )  # fmt: skip


def _both(first: str, second: str) -> str:
    return first if not second or second in first else "\n".join(filter(None, [first, second]))
