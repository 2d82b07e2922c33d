"""Excel workbooks: each visible sheet a page, rows of cells joined by TAB, dates as DD/MM/YYYY."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from dataroom.extract import compound, old_sheets, passwords, reasons
from dataroom.extract.draft import Draft, Refusal
from dataroom.extract.properties import read_properties
from dataroom.extract.source import Source
from dataroom.extract.unseen_cells import Unseen
from dataroom.extract.workbook import Survey, survey, tell_hidden
from dataroom.extract.zips import parts
from dataroom.model import State


class _Sheet(Protocol):
    name: str
    height: int
    start: tuple[int, int] | None

    def iter_rows(self) -> Iterator[list[Any]]: ...


def read(source: Source, draft: Draft) -> None:
    """Read XLSX, XLSM or XLSB after a look at the parts that hold the cells."""
    with parts(source, draft.limits, "Excel") as office:
        read_properties(office, draft)
        surveyed = survey(office, draft)
        pictures = bool(office.names("xl/media/"))
    _sheets(source, draft, surveyed)
    finish(draft, pictures=pictures)


def read_old(source: Source, draft: Draft) -> None:
    """Read XLS, in which a sheet has 65,536 rows of 256 cells at most."""
    with source.open() as stream:
        locked = old_sheets.is_locked(stream)
        if {"_VBA_PROJECT_CUR", "Macros"} & compound.names(stream):
            draft.fact("macros")
    opened = passwords.unlocked_office(source, draft.limits.passwords) if locked else source
    if opened is None:
        raise Refusal(State.ENCRYPTED, reasons.PASSWORD)
    if locked:
        draft.fact("opened-with-password")
    _sheets(opened, draft, None)
    finish(draft, pictures=False)


def finish(draft: Draft, *, pictures: bool) -> None:
    """Say so when no visible sheet holds text."""
    if draft.has_text:
        return
    if pictures:
        draft.fault(State.IMAGE_ONLY, reasons.SCAN)
    else:
        draft.fault(State.EMPTY, reasons.NO_TEXT)


def _sheets(source: Source, draft: Draft, surveyed: Survey | None) -> None:
    with source.open() as stream:
        try:
            workbook = CalamineWorkbook.from_filelike(stream)
        except PasswordError as error:
            raise Refusal(State.ENCRYPTED, reasons.PASSWORD) from error
        with workbook:
            found = _surveyed_old(source, workbook, draft) if surveyed is None else surveyed
            for sheet in workbook.sheets_metadata:
                beside = found.beside.get(sheet.name, ())
                if sheet.visible is not SheetVisibleEnum.Visible:
                    _hidden(workbook, sheet, draft, found.wide)
                    draft.unseen("hidden-sheet-text", beside)
                elif sheet.typ is SheetTypeEnum.ChartSheet and beside:
                    draft.heading(sheet.name)
                    draft.page("\n".join(beside))
                elif sheet.typ is SheetTypeEnum.WorkSheet and sheet.name not in found.wide:
                    _sheet(workbook, sheet.name, draft, found.unseen)
                    draft.more(len(draft.pages), "\n".join(beside))


def _surveyed_old(source: Source, workbook: CalamineWorkbook, draft: Draft) -> Survey:
    names = [sheet.name for sheet in workbook.sheets_metadata]
    with source.open() as stream:
        found = dict(zip(names, old_sheets.survey(stream), strict=False))
    for name, (hidden, beside) in found.items():
        tell_hidden(name, hidden, draft)
        for comment in beside.comments:
            draft.fact("comment", comment)
    unseen = {name: hidden for name, (hidden, _) in found.items()}
    return Survey(unseen=unseen, beside={name: beside.words for name, (_, beside) in found.items()})


def _hidden(workbook: CalamineWorkbook, sheet: Any, draft: Draft, wide: frozenset[str]) -> None:
    draft.fact("hidden-sheet", sheet.name)
    if sheet.visible is SheetVisibleEnum.VeryHidden:
        draft.fact("very-hidden-sheet", sheet.name)
    if sheet.typ is SheetTypeEnum.WorkSheet and sheet.name not in wide:
        cells: _Sheet = workbook.get_sheet_by_name(sheet.name)  # type: ignore[assignment]  # read-only attributes
        draft.unseen("hidden-sheet-text", rows(cells))


def _sheet(workbook: CalamineWorkbook, name: str, draft: Draft, unseen: Mapping[str, Unseen]) -> None:
    draft.heading(name)
    sheet: _Sheet = workbook.get_sheet_by_name(name)  # type: ignore[assignment]  # its attributes are read-only
    hidden = unseen.get(name)
    if not hidden:
        draft.lines(rows(sheet))
        return
    number = draft.here
    draft.lines(_parted(sheet, hidden, "seen"))
    draft.unseen("hidden-cells-text", _parted(sheet, hidden, "hidden"), number)
    draft.unseen("hidden-text", _parted(sheet, hidden, "blended"), number)


def _parted(sheet: _Sheet, unseen: Unseen, part: str) -> Iterator[str]:
    """Give the lines of what is seen, of hidden rows and columns, or of cells in the colour of their ground."""
    if not sheet.height:
        return
    columns, left = unseen.hidden_columns(), sheet.start[1] if sheet.start else 0
    for number, row in enumerate(sheet.iter_rows()):
        kept = []
        for column, cell in enumerate(row, left):
            if unseen.is_hidden(number) or column in columns:
                place = "hidden"
            else:
                place = "blended" if (number, column) in unseen.cells else "seen"
            kept.append(_quick(cell) if place == part else "")
        if line := "\t".join(kept).rstrip():
            yield line


def rows(sheet: _Sheet) -> Iterator[str]:
    """Give the rows of a sheet as lines, without the empty cells at their ends and the empty rows."""
    if not sheet.height:
        return
    for row in sheet.iter_rows():
        line = "\t".join([_quick(cell) for cell in row]).rstrip()
        if line:
            yield line


def _quick(cell: Any) -> str:
    kind = type(cell)
    if kind is str:
        return cell if cell.isprintable() else shown(cell)
    if kind is float and -1e15 < cell < 1e15 and cell == (whole := int(cell)):
        return str(whole)
    return shown(cell)


def shown(cell: object) -> str:
    """Give a cell as a reader would see it: `31/12/2025`, `1234.5`, `vrai`, on one line."""
    if isinstance(cell, bool):
        return "VRAI" if cell else "FAUX"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.12g}"
    if isinstance(cell, dt.datetime):
        clock = f" {cell:%H:%M}" if cell.time() != dt.time() else ""
        return f"{cell.day:02}/{cell.month:02}/{cell.year}{clock}"
    if isinstance(cell, dt.date):
        return f"{cell.day:02}/{cell.month:02}/{cell.year}"
    return " ".join(str(cell).split())
