from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it brings no types

from dataroom.errors import FileFaults
from dataroom.model import Report, Status, Work
from dataroom.printable import visible
from dataroom.report import FORMATS, as_edition
from dataroom.report.columns import WORK_STATES
from dataroom.report.ids import finding_ids
from dataroom.report.order import in_order
from dataroom.tracker import is_acquirers, read_tracker

from .report.factory import HOSTILE, empty, result, rich

REGISTER = "Registre des lacunes"
WORK = Work("Claire Untel", "2026-05-04", "requested", "Relancé\nle 3 mai", {"Priorité": "A"})


def written(report: Report) -> bytes:
    raw = FORMATS["xlsx"].render(report)
    assert isinstance(raw, bytes)
    return raw


def saved(place: Path, raw: bytes) -> Path:
    file = place / "suivi.xlsx"
    file.write_bytes(raw)
    return file


def edited(place: Path, raw: bytes, edit: Callable[[Any], None]) -> Path:
    """What people do to a tracker, with another program than ours."""
    book = load_workbook(io.BytesIO(raw))
    edit(book)
    file = place / "renommé par l’équipe.xlsx"
    book.save(file)
    return file


def told(works: dict[str, Work]) -> dict[str, Work]:
    return {key: replace(work, about="") for key, work in works.items()}


def keys(report: Report) -> list[str]:
    return [visible(r.key) for r in in_order(report).requirements if r.status is not Status.SATISFIED]


def full(report: Report) -> dict[str, Work]:
    names = [*keys(report), *finding_ids(in_order(report).findings), "no longer asked"]
    states = [*WORK_STATES, "", "en attente"]
    return {
        name: replace(WORK, state=states[at % len(states)], due="" if at % 3 else f"2026-0{1 + at % 9}-15")
        for at, name in enumerate(names)
    }


def column(sheet: Any, heading: str) -> int:
    return next(int(cell.column) for cell in sheet[1] if cell.value and heading in str(cell.value))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_is_written_comes_back(tmp_path: Path, lang: str) -> None:
    work = full(rich())
    works = read_tracker(saved(tmp_path, written(replace(rich(), language=lang, work=work))))
    assert told(works) == work


def test_it_comes_back_in_the_other_language_too(tmp_path: Path) -> None:
    work = full(rich())
    for lang in ("en", "fr", "en"):
        file = saved(tmp_path, written(replace(rich(), language=lang, work=work)))
        work = told(read_tracker(file))
    assert work == full(rich())


@pytest.mark.parametrize("report", [rich(), empty()], ids=["rich", "empty"])
def test_nothing_written_is_nothing(tmp_path: Path, report: Report) -> None:
    assert read_tracker(saved(tmp_path, written(report))) == {}


@pytest.mark.parametrize("text", [*HOSTILE, "=1+1", "_x0041_", "  ", "\x00\ud800", "12", "01", "TRUE"])
def test_hostile_words_come_back_as_they_were_shown(tmp_path: Path, text: str) -> None:
    one = result("a", Status.MISSING, provider=text)
    work = {visible(one.key): Work(text, text, text, text, {"Note": text})}
    report = replace(empty(), requirements=(one,), work=work)
    once = told(read_tracker(saved(tmp_path, written(report))))
    seen = visible(text).strip()
    assert {w.owner for w in once.values()} == ({seen} if seen else set())
    assert told(read_tracker(saved(tmp_path, written(replace(report, work=once))))) == once


def test_sorted_filtered_widened_and_renamed(tmp_path: Path) -> None:
    report = rich()
    work = full(report)

    def edit(book: Any) -> None:
        sheet = book[REGISTER]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        rows.sort(key=lambda row: str(row[::-1]))
        order = [*range(1, len(rows[0]), 2), *range(0, len(rows[0]), 2)]
        heads = [cell.value for cell in sheet[1]]
        sheet.tables.clear()
        sheet.delete_rows(1, sheet.max_row)
        sheet.append(["Suivi de l’équipe, réunion du lundi"])
        sheet.append([])
        for row in [heads, *rows]:
            sheet.append([row[at] for at in order])
        for at in range(5, 9):
            sheet.row_dimensions[at].hidden = True
        book.move_sheet(REGISTER, 3)
        book.create_sheet("Nos notes", 0)["A1"] = "à garder ailleurs"

    assert told(read_tracker(edited(tmp_path, written(replace(report, work=work)), edit))) == work


def test_columns_and_rows_that_people_add(tmp_path: Path) -> None:
    report = rich()

    def edit(book: Any) -> None:
        sheet = book[REGISTER]
        last = sheet.max_column + 1
        sheet.cell(1, last, "Relance")
        sheet.cell(2, last, dt.date(2026, 5, 1))
        sheet.cell(3, last + 1, "sans titre")
        sheet.cell(4, column(sheet, "Échéance"), "15/06/2026")
        sheet.cell(5, column(sheet, "Échéance"), dt.datetime(2026, 6, 16, tzinfo=None))  # noqa: DTZ001 - as in a sheet
        own = sheet.max_row + 3
        sheet.cell(own, column(sheet, "Exigence"), "Appeler le notaire")
        sheet.cell(own, column(sheet, "Commentaire"), "mardi")
        sheet.cell(own, column(sheet, "Responsable"), 12.0)

    works = read_tracker(edited(tmp_path, written(report), edit))
    assert "2026-05-01" in [work.more.get("Relance") for work in works.values()]
    assert "sans titre" in [text for work in works.values() for text in work.more.values()]
    assert sorted(work.due for work in works.values() if work.due) == ["2026-06-15", "2026-06-16"]
    (own,) = [(key, work) for key, work in works.items() if key.startswith("+")]
    assert own[1] == Work("12", comment="mardi", about="Appeler le notaire")
    again = read_tracker(saved(tmp_path, written(replace(report, work=works))))
    assert again[own[0]] == own[1]
    assert told(again) == told(works)


def test_a_row_that_was_split_in_two_is_joined(tmp_path: Path) -> None:
    report = rich()
    key = keys(report)[0]
    work = {key: Work("Claire", "2026-05-04", "requested", "un")}

    def edit(book: Any) -> None:
        sheet = book[REGISTER]
        found = next(row for row in sheet.iter_rows(min_row=2) if key in [cell.value for cell in row])
        copy = [cell.value for cell in found]
        copy[column(sheet, "Responsable") - 1], copy[column(sheet, "Commentaire") - 1] = "Paul", "deux"
        sheet.append(copy)

    joined = read_tracker(edited(tmp_path, written(replace(report, work=work)), edit))
    assert told(joined) == {key: Work("Claire", "2026-05-04", "requested", "un\nPaul · deux")}
    assert told(read_tracker(saved(tmp_path, written(replace(report, work=joined))))) == told(joined)


def _rename_key(book: Any) -> None:
    sheet = book[REGISTER]
    sheet.cell(1, column(sheet, "Clé"), "Référence")


def _drop_key(book: Any) -> None:
    sheet = book["Constats"]
    sheet.delete_cols(column(sheet, "Identifiant"))


def _rename_sheet(book: Any) -> None:
    book[REGISTER].title = "Suivi"


def _drop_sheet(book: Any) -> None:
    del book["Plus demandé"]


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (_rename_key, ["Registre des lacunes", "a column “Clé” or “Key”", "“Référence”"]),
        (_drop_key, ["“Constats” / “Findings”", "a column “Identifiant” or “Id”", "“Constat”"]),
        (_rename_sheet, ["sheets", "a sheet “Registre des lacunes” or “Gap register”", "“Suivi”"]),
        (_drop_sheet, ["a sheet “Plus demandé” or “No longer asked”", "“Synthèse”"]),
    ],
)
def test_what_lost_its_name_is_told(tmp_path: Path, edit: Callable[[Any], None], said: list[str]) -> None:
    file = edited(tmp_path, written(rich()), edit)
    with pytest.raises(FileFaults) as raised:
        read_tracker(file)
    assert [part for part in [str(file), *said] if part not in str(raised.value)] == []


def _bomb(cell: str) -> bytes:
    drawn = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written(empty()))) as source, zipfile.ZipFile(drawn, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "xl/worksheets/sheet2.xml":
                far = f'<row r="1048576"><c r="{cell}"><v>1</v></c></row></sheetData>'.encode()
                part = part.replace(b"</sheetData>", far)
            target.writestr(name, part)
    return drawn.getvalue()


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "an Excel workbook"),
        (b"PK\x03\x04 not a zip", "an Excel workbook"),
        (b"Cl\xc3\xa9;Commentaire\n", "an Excel workbook"),
        (_bomb("XFD1048576"), "too many cells"),
        (written(as_edition(rich(), "acquirer")), "the tracker of the seller’s edition"),
        (written(rich())[:-2000], "an Excel workbook"),
    ],
    ids=["empty", "no-zip", "csv", "bomb", "acquirer", "cut"],
)
def test_what_is_no_tracker_is_refused(tmp_path: Path, raw: bytes, said: str) -> None:
    with pytest.raises(FileFaults, match=r"suivi\.xlsx") as raised:
        read_tracker(saved(tmp_path, raw))
    assert said in str(raised.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileFaults, match="No such file"):
        read_tracker(tmp_path / "nowhere.xlsx")


def test_the_acquirers_workbook_is_known(tmp_path: Path) -> None:
    assert not is_acquirers(saved(tmp_path, written(rich())))
    assert not is_acquirers(saved(tmp_path, b"PK"))
    assert is_acquirers(saved(tmp_path, written(as_edition(rich(), "acquirer"))))
