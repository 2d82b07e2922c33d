"""Cells that nobody sees: told, searched for what must not be shown, and evidence of nothing."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from openpyxl.formatting.rule import CellIsRule  # type: ignore[import-untyped]  # it brings no types
from openpyxl.styles import Font, PatternFill  # type: ignore[import-untyped]  # as above
from openpyxl.styles.colors import Color  # type: ignore[import-untyped]  # as above
from openpyxl.worksheet.table import Table, TableStyleInfo  # type: ignore[import-untyped]  # as above

from dataroom.classify import Classifier
from dataroom.clause_rules import load_clauses
from dataroom.clauses import find_clauses
from dataroom.confidential import examine
from dataroom.extract.unseen_cells import HiddenColumns, column_number
from dataroom.inside import inside
from dataroom.model import State
from dataroom.reading import Reading
from dataroom.rules import load_rules
from tests.extract.old_books import xls, xlsb
from tests.extract.papers import facts, ods, read, rezipped, xlsx

SEEN = "Liste de courses pour la semaine"
HIDDEN = "Attestation de vigilance"
ROWS = [["Poste", SEEN, "x"], ["secret", HIDDEN, "caché"], ["fin", "vu", "z"]]


def sheet(hide: Any) -> bytes:
    def fill(workbook: Any) -> None:
        for row in ROWS:
            workbook.active.append(row)
        hide(workbook.active)

    return xlsx(fill)


def rows_and_columns(cells: Any) -> None:
    cells.row_dimensions[2].hidden = True
    cells.column_dimensions["C"].hidden = True


def flat(name: str, data: bytes) -> bytes:
    if "sheet1" not in name:
        return data
    data = re.sub(rb'(<row r="2") hidden="1"', rb'\1 ht="0" customHeight="1"', data)
    return re.sub(rb"<col [^>]*>", b'<col min="3" max="3" width="0" customWidth="1"/>', data)


def _collapsed(data: bytes) -> bytes:
    first, second, third = data.split(b"<table:table-row>", 2)
    columns = (
        b'<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
    )
    return b"".join(
        (first, columns, b"<table:table-row>", second, b'<table:table-row table:visibility="filter">', third)
    )


BOOKS = {
    "XLSX": ("a.xlsx", sheet(rows_and_columns)),
    "XLSX, no height": ("a.xlsx", rezipped(sheet(rows_and_columns), flat)),
    "XLSB": ("a.xlsb", xlsb(ROWS, hidden_rows=[1], hidden_columns=[2])),
    "XLS": ("a.xls", xls(ROWS, hidden_rows=[1], hidden_columns=[2])),
    "ODS": (
        "a.ods",
        rezipped(ods({"Un": ROWS}), lambda name, data: _collapsed(data) if name == "content.xml" else data),
    ),
}


@pytest.mark.parametrize(("name", "data"), BOOKS.values(), ids=BOOKS)
def test_hidden_rows_and_columns_are_no_text(name: str, data: bytes) -> None:
    content = read(name, data)
    assert (content.state, content.pages) == (State.OK, (f"Poste\t{SEEN}\nfin\tvu",))
    found = facts(content)
    assert len(found["hidden-rows"]) == len(found["hidden-columns"]) == 1
    assert found["hidden-cells-text"] == [f"x secret {HIDDEN} caché z"]
    assert [finding.rule for finding in inside(content.facts, name)] == ["hidden-content-rows"]


def coloured(font: Any, fill: Any = None, shape: str | None = None) -> Any:
    def hide(cells: Any) -> None:
        for cell in cells[2]:
            cell.font = font
            if fill is not None:
                cell.fill = fill
            if shape is not None:
                cell.number_format = shape

    return hide


def solid(colour: Any) -> Any:
    return PatternFill("solid", fgColor=colour)


WHITE, BLUE = "FFFFFFFF", "FF1F4E79"


@pytest.mark.parametrize(
    ("hide", "hidden"),
    [
        (coloured(Font(color=WHITE)), True),
        (coloured(Font(color=Color(theme=0))), True),
        (coloured(Font(color=Color(indexed=9))), True),
        (coloured(Font(color=WHITE), solid(Color(theme=0))), True),
        (coloured(Font(color=BLUE), solid(BLUE)), True),
        (coloured(Font(), solid("FF000000")), True),
        (coloured(Font(sz=1)), True),
        (coloured(Font(), None, ";;;"), True),
        (coloured(Font()), False),
        (coloured(Font(color=WHITE), solid(BLUE)), False),
        (coloured(Font(color=Color(theme=0, tint=-0.5))), False),
        (coloured(Font(color=WHITE), PatternFill("gray125")), False),
        (coloured(Font(color=BLUE)), False),
        (coloured(Font(), None, "0.00;;"), False),
    ],
)  # fmt: skip
def test_words_in_the_colour_of_their_ground(hide: Any, hidden: bool) -> None:
    content = read("a.xlsx", sheet(hide))
    assert (HIDDEN in content.pages[0]) is not hidden
    assert SEEN in content.pages[0]
    assert facts(content) == ({"hidden-text": [f"secret {HIDDEN} caché"]} if hidden else {})


def table(style: str) -> Any:
    def hide(cells: Any) -> None:
        for cell in cells[1]:
            cell.font = Font(color=WHITE)
        made = Table(displayName="T", ref="A1:C3")
        made.tableStyleInfo = TableStyleInfo(name=style)
        cells.add_table(made)

    return hide


@pytest.mark.parametrize(("style", "seen"), [("TableStyleMedium2", True), ("TableStyleLight1", False)])
def test_heads_of_tables_have_a_ground_of_their_own(style: str, seen: bool) -> None:
    assert (SEEN in read("a.xlsx", sheet(table(style))).pages[0]) is seen


def test_a_condition_may_give_the_ground() -> None:
    def hide(cells: Any) -> None:
        coloured(Font(color=WHITE))(cells)
        cells.conditional_formatting.add("A2:B2", CellIsRule("greaterThan", ["1"], fill=solid(BLUE)))

    content = read("a.xlsx", sheet(hide))
    assert HIDDEN in content.pages[0]
    assert facts(content)["hidden-text"] == ["caché"]


def test_a_hidden_row_without_a_number_hides_the_sheet() -> None:
    def strip(name: str, data: bytes) -> bytes:
        return data.replace(b'<row r="2" hidden="1"', b'<row hidden="1"') if "sheet1" in name else data

    data = rezipped(sheet(rows_and_columns), strip)
    assert data != sheet(rows_and_columns)
    content = read("a.xlsx", data)
    assert (content.state, content.pages) == (State.EMPTY, ("",))


STUFFING = (
    "Attestation de vigilance délivrée par l’URSSAF : fourniture des déclarations sociales et paiement des cotisations",
    "Code de sécurité ; article L. 243-15 du code de la sécurité sociale",
    "Article 9 – Confidentialité. Chaque partie s’engage à garder confidentielles les informations reçues de l’autre.",
)


@pytest.mark.parametrize("how", ["seen", "row", "column", "white"])
def test_hidden_cells_give_no_type_and_no_clause(how: str) -> None:
    def fill(workbook: Any) -> None:
        cells = workbook.active
        cells.append([SEEN])
        for number in range(2, 30):
            for column, text in enumerate(STUFFING, start=3):
                cells.cell(number, column, text).font = Font(color=WHITE) if how == "white" else Font()
            cells.row_dimensions[number].hidden = how == "row"
        if how == "column":
            cells.column_dimensions.group("C", "E", hidden=True)

    reading = Reading.of("courses.xlsx", (), read("courses.xlsx", xlsx(fill)))
    answer = Classifier(load_rules()).classify(reading)
    clauses = [clause.id for clause in find_clauses(reading.pages, load_clauses()) if clause.found]
    assert (answer.type is not None, bool(clauses)) == (how == "seen", how == "seen")


def test_what_is_hidden_is_searched_for_personal_data() -> None:
    def fill(workbook: Any) -> None:
        workbook.active.append([SEEN])
        workbook.active.append(["IBAN", "FR76 3000 6000 0112 3456 7890 189"])
        workbook.active.row_dimensions[2].hidden = True

    content = read("a.xlsx", xlsx(fill))
    assert "FR76" not in content.pages[0]
    assert examine(content.pages, "a.xlsx", content.facts).findings


def test_days_in_hidden_rows_are_told_as_they_are_shown() -> None:
    def fill(workbook: Any) -> None:
        workbook.active.append([SEEN])
        workbook.active.append([dt.date(2025, 12, 31)])
        workbook.active.row_dimensions[2].hidden = True

    assert facts(read("a.xlsx", xlsx(fill)))["hidden-cells-text"] == ["31/12/2025"]


def test_columns() -> None:
    assert [column_number(name) for name in ("A", "Z", "AA", b"xfd")] == [0, 25, 26, 16_383]
    hidden = HiddenColumns([(4, 6), (1, 1), (2, 2), (5, 9)])
    assert [n for n in range(12) if n in hidden] == [1, 2, 4, 5, 6, 7, 8, 9]
    assert 0 not in HiddenColumns([])
