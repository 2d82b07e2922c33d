from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dataroom.extract import Limits
from dataroom.extract.kinds import ODS, XLSX
from dataroom.extract.sheets import shown
from dataroom.model import Heading, State

from .papers import facts, ods, read, rezipped, xlsx


def balance(workbook: Any) -> None:
    sheet = workbook.active
    sheet.title = "Balance"
    sheet.append(["Compte", "Date", "Solde", None])
    sheet.append(["401000", dt.date(2025, 12, 31), 1234.5])
    sheet.append([])
    sheet.append(["411000", dt.datetime.fromisoformat("2025-01-02T09:30"), 0.1 + 0.2])
    hidden = workbook.create_sheet("Marges")
    hidden["A1"] = "secret"
    hidden.sheet_state = "hidden"
    workbook.create_sheet("Notes")["B2"] = "à jour"


def test_each_visible_sheet_is_a_page() -> None:
    content = read("b.xlsx", xlsx(balance))
    assert (content.media_type, content.state) == (XLSX, State.OK)
    assert content.pages[0].split("\n") == [
        "Compte\tDate\tSolde", "401000\t31/12/2025\t1234.5", "411000\t02/01/2025 09:30\t0.3",
    ]  # fmt: skip
    assert content.pages[1].strip() == "à jour"
    assert content.headings == (Heading(1, "Balance"), Heading(2, "Notes"))
    assert facts(content) == {"hidden-sheet": ["Marges"], "hidden-sheet-text": ["secret"]}


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (2025.0, "2025"), (1e20, "1e+20"), (-0.5, "-0.5"), (True, "VRAI"), ("a\nb\tc", "a b c"), ("", ""),
        (dt.date(987, 1, 2), "02/01/987"), (dt.time(9, 5), "09:05:00"), (12345678.91, "12345678.91"),
    ],
)  # fmt: skip
def test_cells(cell: object, text: str) -> None:
    assert shown(cell) == text


def curious(workbook: Any) -> None:
    sheet = workbook.active
    sheet.append(["visible"])
    sheet.append(["=1+1"])
    sheet.append(["caché"])
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True


def test_what_hides_is_a_fact() -> None:
    found = facts(read("b.xlsx", xlsx(curious)))
    assert found["hidden-rows"] == ["Sheet (1)"]
    assert found["hidden-columns"] == ["Sheet (1)"]
    assert found["formulas-without-result"] == ["Sheet (1)"]


def far(workbook: Any) -> None:
    workbook.active["A1"] = "proche"
    workbook.active["XFD1048576"] = "loin"
    workbook.create_sheet("Autre")["A1"] = "lisible"


def test_a_far_cell_does_not_explode_and_the_other_sheets_are_read() -> None:
    content = read("b.xlsx", xlsx(far))
    assert content.state is State.TOO_LARGE
    assert content.pages == ("lisible",)


def test_far_cells_without_value_do_not_count() -> None:
    def styled(name: str, data: bytes) -> bytes:
        return data.replace(b"</row>", b'<c r="XFD1" s="0"/></row>') if "sheet1" in name else data

    content = read("b.xlsx", rezipped(xlsx(lambda w: w.active.append(["seul"])), styled))
    assert (content.state, content.pages) == (State.OK, ("seul",))


def part(name: str, new: bytes | None) -> bytes:
    return rezipped(xlsx(balance), lambda n, data: new if n == name else data)


@pytest.mark.parametrize(
    ("data", "state"),
    [
        (xlsx(balance)[:2000], State.CORRUPT),
        (xlsx(balance)[:-10], State.CORRUPT),
        (part("xl/workbook.xml", None), State.CORRUPT),
        (part("xl/workbook.xml", b"<workbook"), State.CORRUPT),
        (part("xl/worksheets/sheet1.xml", None), State.CORRUPT),
        (part("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row><c>"), State.CORRUPT),
        (xlsx(lambda _: None), State.EMPTY),
    ],
)
def test_what_cannot_be_read(data: bytes, state: State) -> None:
    assert read("b.xlsx", data).state is state


def test_opendocument_sheets() -> None:
    content = read("b.ods", ods({"Un": [["a", "b"], ["c"]], "Deux": [["x"]]}, hidden="Deux"))
    assert (content.media_type, content.state, content.pages) == (ODS, State.OK, ("a\tb\nc",))
    assert facts(content) == {"hidden-sheet": ["Deux"], "hidden-sheet-text": ["x"]}


def test_repeated_rows_stop_at_the_limit() -> None:
    def repeat(name: str, data: bytes) -> bytes:
        if name != "content.xml":
            return data
        return data.replace(b"<table:table-row>", b'<table:table-row table:number-rows-repeated="1048576">')

    data = rezipped(ods({"Un": [["a"]]}), repeat)
    assert read("b.ods", data, Limits(max_cells=1000)).state is State.TOO_LARGE
    assert len(read("b.ods", data).pages[0]) == 2 * (1 << 20) - 1


def test_rubbish_under_an_old_name_is_corrupt() -> None:
    assert read("b.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)).state is not State.OK


HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


@pytest.mark.parametrize(
    "rows",
    [
        b"<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        b'<row r="1"><c><v>1</v></c></row><row r="1048576">' + b"<c><v>1</v></c>" * 16_000 + b"</row>",
        b'<row r="1"><c s=">" r="A1"><v>1</v></c></row><row r="9"><c s=">" r="XFD1048576"><v>1</v></c></row>',
        b'<row r="1"><c r = "A1"><v>1</v></c></row><row r="9"><c r = "xfd1048576"><v>1</v></c></row>',
    ],
)
def test_a_span_cannot_be_hidden_by_odd_spelling(rows: bytes) -> None:
    # The library that reads the cells would ask for more memory than there is, and end the process.
    data = part("xl/worksheets/sheet1.xml", HEAD + rows + b"</sheetData></worksheet>")
    assert read("b.xlsx", data).state is State.TOO_LARGE


def test_utf16_sheets_are_refused() -> None:
    sheet = (HEAD + b'<row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>').decode().encode("utf-16")
    assert read("b.xlsx", part("xl/worksheets/sheet1.xml", sheet)).state is State.CORRUPT


def test_cells_without_reference_are_read() -> None:
    data = part("xl/worksheets/sheet1.xml", HEAD + b"<row><c><v>1</v></c><c><v>2</v></c></row></sheetData></worksheet>")
    assert read("b.xlsx", data).pages[0] == "1\t2"
