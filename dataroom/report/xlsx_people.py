"""The tracker's columns that people fill in: what they wrote, the choices offered, what is late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dataroom.model import Bilingual, Report, Work
from dataroom.printable import visible, visible_lines
from dataroom.report.columns import PEOPLE, SHEETS, WORK_STATES, Column, Value
from dataroom.report.letters import letters
from dataroom.report.xlsx_book import Book, Layout

_SPARE = 500  # rows that people may add below a table
_FIRST_DAY = dt.date(2000, 1, 1)
_EXTRA = "more:"
_NOTES = {
    "due": Bilingual("Une date (jj/mm/aaaa).", "A date (dd/mm/yyyy)."),
    "due-odd": Bilingual(
        "Une date est attendue ; autre chose est conservé, mais ne sera pas signalé en retard.",
        "A date is expected; anything else is kept, but will not be shown as late.",
    ),
    "work": Bilingual("Choisissez dans la liste.", "Choose from the list."),
    "owner": Bilingual("Choisissez, ou écrivez un nom.", "Choose, or write a name."),
}


def people_columns(works: Iterable[Work]) -> list[Column]:
    """Give people's columns, then those that they added themselves."""
    added = dict.fromkeys(heading for work in works for heading in work.more)
    return [*PEOPLE.values(), *(_own(heading) for heading in added)]


def _own(heading: str) -> Column:
    shown = visible(heading)
    return Column(f"{_EXTRA}{heading}", Bilingual(shown, shown), 22, "wrap")


def pens(columns: Iterable[Column]) -> frozenset[str]:
    """Give the names of people's columns."""
    return frozenset(c.name for c in columns if c.name in PEOPLE or c.name.startswith(_EXTRA))


def people_row(work: Work | None, lang: str) -> dict[str, Value]:
    """Give what somebody wrote, as the cells of a row."""
    if work is None:
        return {}
    known = WORK_STATES.get(work.state)
    state = (known.en if lang == "en" else known.fr) if known else visible(work.state)
    row: dict[str, Value] = {"owner": visible(work.owner), "due": _day(work.due), "work": state}
    row["comment"] = visible_lines(work.comment)
    return row | {f"{_EXTRA}{heading}": visible_lines(text) for heading, text in work.more.items()}


def _day(text: str) -> Value:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return visible(text)


class Choices:
    """The sheet of choices, and the rules that offer them in a table."""

    def __init__(self, book: Book, report: Report) -> None:
        """Name the choices; the sheet itself is written by `write`, the last one of the workbook."""
        self.book, self.report = book, report
        self.states = [book.say(text) for text in WORK_STATES.values()]
        self.owners = _owners(report, book)
        title = book.say(SHEETS["lists"])
        self.state_list = book.name("dataroom_progress", title, 0, len(self.states))
        self.owner_list = book.name("dataroom_owners", title, 1, len(self.owners))

    def write(self) -> None:
        """Write the sheet of choices."""
        columns = [PEOPLE["work"], PEOPLE["owner"]]
        long = max(len(self.states), len(self.owners))
        pad = [*self.states, *[""] * (long - len(self.states))], [*self.owners, *[""] * (long - len(self.owners))]
        rows = [{"work": state, "owner": owner} for state, owner in zip(*pad, strict=True)]
        self.book.table(self.book.say(SHEETS["lists"]), columns, rows, Layout("dataroom_lists", 0))

    def offer(self, sheet: Any, columns: Sequence[Column], last: int) -> None:
        """Offer the choices in people's columns of a table of `last` rows, and mark what is late or done."""
        place = {column.name: at for at, column in enumerate(columns)}
        end = last + _SPARE
        rules: Mapping[str, dict[str, Any]] = {
            "work": {"validate": "list", "source": self.state_list, "error_type": "warning"},
            "owner": {"validate": "list", "source": self.owner_list, "show_error": False},
            "due": {"validate": "date", "criteria": ">=", "value": _FIRST_DAY, "error_type": "warning"},
        }
        for name, rule in rules.items():
            told = {"input_title": self.book.say(PEOPLE[name].heading), "input_message": self.book.say(_NOTES[name])}
            wrong = {"error_message": self.book.say(_NOTES["due-odd" if name == "due" else name])}
            at = place[name]
            if sheet.data_validation(1, at, end, at, rule | told | wrong):
                raise ValueError(f"{name}: the choices could not be offered")
        self._mark(sheet, place["work"], place["due"], end)

    def _mark(self, sheet: Any, work: int, due: int, end: int) -> None:
        for name in ("done", "requested", "dropped"):
            word = self.book.say(WORK_STATES[name])
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": self.book.tone(name)}
            sheet.conditional_format(1, work, end, work, rule)
        # A condition, not the content of a cell; it holds nothing that comes from a room.
        late = self.book.tone("late", num_format='"⚠ "dd/mm/yyyy')
        day, state = f"${_letter(due)}2", f"${_letter(work)}2"
        over = " ".join(f'{state}<>"{self.book.say(WORK_STATES[name])}",' for name in ("done", "dropped")).rstrip(",")
        serial = (self.report.as_of - dt.date(1899, 12, 30)).days
        criteria = f"=AND(ISNUMBER({day}),{day}<{serial},{over})"
        sheet.conditional_format(1, due, end, due, {"type": "formula", "criteria": criteria, "format": late})


def _letter(column: int) -> str:
    head, last = divmod(column, 26)
    return (chr(ord("A") + head - 1) if head else "") + chr(ord("A") + last)


def _owners(report: Report, book: Book) -> list[str]:
    named = [book.say(letter.addressee) for letter in letters(report)]
    entries = report.profile.get("outsourcing")
    for entry in entries if isinstance(entries, list | tuple) else ():
        if isinstance(entry, Mapping):
            named += [str(entry[key]) for key in ("owner", "provider") if entry.get(key)]
    named += [work.owner for work in report.work.values() if work.owner]
    return sorted(dict.fromkeys(visible(name) for name in named if name.strip()), key=str.casefold)
