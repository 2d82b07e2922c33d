"""The tracker in LibreOffice: opened, saved again, read back; its sheets as pages."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from dataroom.model import Work
from dataroom.tracker import read_tracker
from tests.report.books import parts, rendered, sheets
from tests.report.factory import HOSTILE, rich
from tests.report.test_xlsx import hostile
from tests.test_tracker import full, told

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.faults


def converted(file: Path, kind: str, into: Path) -> Path:
    if OFFICE is None:
        pytest.skip("LibreOffice is not installed: the workbook was not opened in it")
    home = into / "home"
    done = subprocess.run(
        [
            OFFICE,
            f"-env:UserInstallation={home.as_uri()}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(into),
            file,
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    made = into / f"{file.stem}.{kind.partition(':')[0]}"
    if not made.is_file() and "could not be loaded" in done.stderr + done.stdout and not calc():
        pytest.skip("LibreOffice has no Calc here: the workbook was not opened in it")
    assert made.is_file(), done.stderr + done.stdout
    return made


def calc() -> bool:
    return OFFICE is not None and any(Path(OFFICE).resolve().parent.glob("libsclo.*"))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_people_wrote_comes_back_after_libreoffice_saved_it(tmp_path: Path, lang: str) -> None:
    work = full(rich())
    file = tmp_path / "suivi.xlsx"
    raw = rendered(replace(rich(), language=lang, work=work))
    file.write_bytes(raw)
    again = converted(file, "xlsx", tmp_path / "again")
    assert told(read_tracker(again)) == work
    before, after = sheets(raw), sheets(again.read_bytes())
    assert list(after) == list(before)
    assert {name: len(rows) for name, rows in after.items()} == {name: len(rows) for name, rows in before.items()}


def test_nothing_becomes_a_formula_or_a_link_in_libreoffice(tmp_path: Path) -> None:
    text = '=HYPERLINK("http://x.example";"a")' + "".join(HOSTILE)
    file = tmp_path / "hostile.xlsx"
    report = hostile(text)
    file.write_bytes(rendered(replace(report, work={**report.work, "=1+1": Work("@SUM(A1)", comment="+1")})))
    again = converted(file, "xlsx", tmp_path / "again").read_bytes()
    for name, part in parts(again).items():
        if name.startswith("xl/worksheets/"):
            assert "<f" not in part.replace("<formula", ""), name
            assert "<hyperlink" not in part, name


def test_it_prints(tmp_path: Path) -> None:
    file = tmp_path / "suivi.xlsx"
    file.write_bytes(rendered(replace(rich(), work=full(rich()))))
    assert converted(file, "pdf", tmp_path / "pages").read_bytes().startswith(b"%PDF")
