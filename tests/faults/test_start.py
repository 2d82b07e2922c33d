"""A room in which a program was laid among the documents, checked by somebody who stands in it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.faults
ROOT = Path(__file__).parent.parent.parent
NAMES = ("multiprocessing", "dataroom", "pickle", "lxml", "_posixsubprocess", "sitecustomize", "usercustomize")


def test_no_program_that_lies_in_the_room_is_run(tmp_path: Path) -> None:
    room, script, mark = tmp_path / "salle", tmp_path / "dataroom", tmp_path / "was run"
    for name in NAMES:
        (room / name).mkdir(parents=True)
        (room / name / "__init__.py").write_text(f"open({str(mark)!r}, 'a').write({name!r})", encoding="utf-8")
    (room / "note.txt").write_text("Note de service\n" * 5, encoding="utf-8")
    # As an installed program starts: from the folder of the script, not from the one that its user stands in.
    begin = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from dataroom.cli import main; main()"
    script.write_text(begin, encoding="utf-8")
    given = ["check", ".", "--jobs", "1", "--format", "json", "--fail-on", "never"]
    places = ["--state", str(tmp_path / "state"), "--out", str(tmp_path / "out")]
    done = subprocess.run(
        [sys.executable, str(script), *given, *places],
        check=False, cwd=room, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "report.json").exists()
    assert not mark.exists(), mark.read_text(encoding="utf-8")
