"""A file of accounting entries (FEC) read once, block by block, into the figures that its checks compare.

What must be so is in article A47 A-1 of the Livre des procédures fiscales; amounts are whole cents. Memory stays at
some blocks and the numbers of the entries, whatever the length of the file.
"""

from __future__ import annotations

import io
import itertools
import operator
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import BinaryIO, TypedDict, cast

from dataroom.extract.encoding import guess
from dataroom.fec_amounts import Cents, negated
from dataroom.fec_header import FEC_COLUMNS, Header, header_of
from dataroom.fec_sequence import Numbering, sequence_of
from dataroom.model import Document

_BLOCK = 1 << 16
"""Small blocks stay in the processor's cache: half the time of large ones."""
_HEAD = 1 << 18
_MOST_LINES = 5
_MOST_UNBALANCED = 20
_MOST_ACCOUNTS = 5_000
_WIDTH = len(FEC_COLUMNS)
_NUMBER = re.compile(r"(.*?)(\d{1,18})")
_ACCOUNT = re.compile(r"\d{3}")
_OPENING = re.compile(r"(?i)(?:[aà][\s-]*nouveau|report|ouverture|opening|brought forward)")
_OPENING_CODES = {"AN", "ANO", "RAN", "OUV", "REP", "A-NOUV", "ANOUV"}

Row = list[str]
Columns = list[list[str]]


class FecFigures(TypedDict):
    """What was found in a FEC; `faults` gives for each kind how many lines have it and the first of them."""

    separator: str
    encoding: str
    columns: list[str]
    missing: list[str]
    in_order: bool
    lines: int
    faults: dict[str, list[int]]
    unbalanced: int
    unbalanced_first: list[list[object]]
    debit: int
    credit: int
    days: dict[str, list[int]]
    accounts: dict[str, list[int]]
    grouped: bool
    sequence: Numbering
    complete: bool


def fec_of(document: Document) -> FecFigures | None:
    """Give the figures of a FEC that a document was read with."""
    return cast("FecFigures | None", document.figures.get("fec"))


def read_fec(stream: BinaryIO, goes_on: Callable[[], bool] = lambda: True) -> FecFigures | None:
    """Read a FEC from its first byte to its last; None where the first line is not that of one.

    `goes_on` is asked between two blocks; once it says no, what was read stands and `complete` is false.
    """
    head = stream.read(_HEAD)
    stream.seek(0)
    encoding = guess(head)
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline=None)
    try:
        header = header_of(text.readline(1 << 16))
        if header is None:
            return None
        tally, complete = _Tally(header), True
        for lines in _blocks(text):
            if not goes_on():
                complete = False
                break
            tally.add(lines)
        return tally.figures(encoding, complete=complete)
    finally:
        text.detach()


def _blocks(text: io.TextIOWrapper) -> Iterator[list[str]]:
    rest = ""
    while block := text.read(_BLOCK):
        lines = (rest + block).split("\n")
        rest = lines.pop()
        yield lines
    if rest:
        yield [rest]


class _Tally:
    """What has been counted so far."""

    def __init__(self, header: Header) -> None:
        self._header = header
        self._straight = header.columns == tuple(range(_WIDTH)) and not header.quoted
        self._line = 1
        self._lines = 0
        self._faults: dict[str, list[int]] = {}
        self._cents = Cents()
        self._open: dict[tuple[str, str], int] = {}
        self._accounts: dict[str, list[int]] = {}
        self._days: dict[str, list[int]] = {}
        self._dates: dict[str, bool] = {"": True}
        self._journals: dict[tuple[str, str], bool] = {}
        self._numbers: dict[tuple[str, str], array[int]] = defaultdict(lambda: array("q"))
        self._worded = 0

    def add(self, lines: Sequence[str]) -> None:
        """Count a block of lines."""
        start = self._line + 1
        self._line += len(lines)
        columns, places = self._columns(lines, start)
        if not places:
            return
        self._lines += len(places)
        self._words(columns, places)
        self._add_days(columns[3], places)
        debits, credits_ = self._amounts(columns, places)
        self._add_accounts(columns, debits, credits_, places)
        self._add_entries(columns, map(operator.sub, debits, credits_))

    def _columns(self, lines: Sequence[str], start: int) -> tuple[Columns, Sequence[int]]:
        separator = self._header.separator
        if self._straight and {line.count(separator) for line in lines} == {_WIDTH - 1}:
            # One flat list cut into columns: no list is made for each of a million lines.
            flat = separator.join(lines).split(separator)
            return [flat[at::_WIDTH] for at in range(_WIDTH)], range(start, start + len(lines))
        rows, places = [], []
        for place, line in enumerate(lines, start):
            whole = self._whole(line.split(separator), place) if line.strip() else None
            if whole is not None:
                rows.append(whole)
                places.append(place)
        return list(map(list, zip(*rows, strict=True))), places

    def _whole(self, row: Row, place: int) -> Row | None:
        width = len(self._header.cells)
        if len(row) < width or any(cell.strip() for cell in row[width:]):
            self._fault("columns", [place])
            return None
        if self._header.quoted:
            row = [cell.strip().strip('"') for cell in row]
        return [row[at] if at is not None else "" for at in self._header.columns]

    def _words(self, columns: Columns, places: Sequence[int]) -> None:
        required = {0: "journal-empty", 2: "number-empty", 8: "piece-empty", 10: "label-empty", 15: "validation-empty"}
        for at, name in required.items():
            if self._header.columns[at] is not None:
                for blank in {"", " "}.intersection(columns[at]):
                    self._fault(name, _places(columns[at], {blank}, places), columns[at].count(blank))
        for at, name in {3: "date", 9: "piece-date", 14: "lettering-date", 15: "validation-date"}.items():
            wrong = {text for text in set(columns[at]) if not self._is_date(text)}
            if wrong:
                count = sum(map(columns[at].count, wrong))
                self._fault(name, _places(columns[at], wrong, places), count)

    def _is_date(self, text: str) -> bool:
        known = self._dates.get(text)
        if known is None:
            known = self._dates[text] = not text.strip() or _valid(text)
        return known

    def _add_days(self, dates: list[str], places: Sequence[int]) -> None:
        for text, count in Counter(dates).items():
            if not text.strip():
                self._fault("date", _places(dates, {text}, places), count)
            elif self._is_date(text):
                seen = self._days.setdefault(text, [0, places[dates.index(text)]])
                seen[0] += count

    def _amounts(self, columns: Columns, places: Sequence[int]) -> tuple[list[int], list[int]]:
        cents = self._cents
        cents.shrink()
        first, second = columns[11], columns[12]
        if self._header.signed:
            amounts = list(map(cents.__getitem__, first))
            debits = [0 if negated(side) else amount for amount, side in zip(amounts, second, strict=True)]
            credits_ = [amount if negated(side) else 0 for amount, side in zip(amounts, second, strict=True)]
            used = [first]
        else:
            debits, credits_ = list(map(cents.__getitem__, first)), list(map(cents.__getitem__, second))
            both = [at for at, pair in enumerate(zip(debits, credits_, strict=True)) if pair[0] and pair[1]]
            if both:
                self._fault("both-sides", [places[at] for at in both[:_MOST_LINES]], len(both))
            used = [first, second]
        for name, texts in cents.strange.items():
            for column in used:
                found = texts.intersection(column)
                if found:
                    self._fault(name, _places(column, found, places), sum(map(column.count, found)))
        return debits, credits_

    def _add_accounts(self, columns: Columns, debits: list[int], credits_: list[int], places: Sequence[int]) -> None:
        accounts = self._accounts
        for account, debit, credit in zip(columns[4], debits, credits_, strict=True):
            total = accounts.get(account)
            if total is None:
                total = accounts[account] = [0, 0, 0]
                if not _ACCOUNT.match(account):
                    self._fault("account", [places[columns[4].index(account)]])
            total[0] += debit
            total[1] += credit
        opening = {journal for journal in set(zip(columns[0], columns[1], strict=True)) if self._opens(journal)}
        if opening:
            legs = zip(columns[0], columns[1], columns[4], debits, credits_, strict=True)
            for code, label, account, debit, credit in legs:
                if (code, label) in opening:
                    accounts[account][2] += debit - credit

    def _opens(self, journal: tuple[str, str]) -> bool:
        known = self._journals.get(journal)
        if known is None:
            code, label = journal
            known = code.strip().upper() in _OPENING_CODES or bool(_OPENING.search(label))
            self._journals[journal] = known
        return known

    def _add_entries(self, columns: Columns, nets: Iterator[int]) -> None:
        opened = self._open
        get = opened.get
        keys = list(zip(columns[0], columns[2], strict=True))
        for key, net in zip(keys, nets, strict=True):
            opened[key] = get(key, 0) + net
        # An entry that is balanced is let go; a later line of it begins it anew, from the nought at which it stood.
        self._open = {key: net for key, net in opened.items() if net}
        for journal, number in set(keys):
            match = _NUMBER.fullmatch(number)
            if match is None:
                self._worded += 1
            else:
                self._numbers[journal, match[1]].append(int(match[2]))

    def _fault(self, name: str, places: Sequence[int], count: int | None = None) -> None:
        seen = self._faults.setdefault(name, [0])
        seen[0] += len(places) if count is None else count
        seen.extend(places[: _MOST_LINES + 1 - len(seen)])

    def figures(self, encoding: str, *, complete: bool) -> FecFigures:
        """Give what was counted, as plain values."""
        header = self._header
        unbalanced = [(key, net) for key, net in self._open.items() if net and key[1].strip()]
        accounts, grouped = _compact(self._accounts)
        return FecFigures(
            separator="tab" if header.separator == "\t" else header.separator,
            encoding=encoding,
            columns=list(header.cells[:40]),
            missing=list(header.missing),
            in_order=header.in_order,
            lines=self._lines,
            faults=self._faults,
            unbalanced=len(unbalanced),
            unbalanced_first=[[*key, net] for key, net in unbalanced[:_MOST_UNBALANCED]],
            debit=sum(total[0] for total in self._accounts.values()),
            credit=sum(total[1] for total in self._accounts.values()),
            days=dict(sorted(self._days.items())),
            accounts=accounts,
            grouped=grouped,
            sequence=sequence_of(self._numbers, self._worded),
            complete=complete,
        )


def _compact(accounts: Mapping[str, list[int]]) -> tuple[dict[str, list[int]], bool]:
    if len(accounts) <= _MOST_ACCOUNTS:
        return dict(sorted(accounts.items())), False
    roots: dict[str, list[int]] = {}
    for account, totals in accounts.items():
        seen = roots.setdefault(account[:3], [0, 0, 0])
        for at, value in enumerate(totals):
            seen[at] += value
    return dict(sorted(roots.items())), True


def _places(column: list[str], texts: set[str], places: Sequence[int]) -> list[int]:
    hits = (places[at] for at, text in enumerate(column) if text in texts)
    return list(itertools.islice(hits, _MOST_LINES))


def _valid(text: str) -> bool:
    if len(text) != 8 or not text.isascii() or not text.isdigit():
        return False
    year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
    lengths = (
        31,
        29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28,
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
    )
    return year >= 1900 and 1 <= month <= 12 and 1 <= day <= lengths[month - 1]
