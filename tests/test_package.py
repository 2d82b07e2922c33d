"""The wheel, made from the sdist, works where no checkout is near."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    (found,) = out.glob("*.whl")
    return found


def test_the_wheel_holds_rules_checklists_and_templates(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    inside = "dataroom/shipped_data"
    for folder in ("rules", "checklists"):
        for file in sorted((ROOT / folder).rglob("*.toml")):
            assert f"{inside}/{file.relative_to(ROOT).as_posix()}" in names
    for file in sorted((ROOT / "dataroom").rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            assert file.relative_to(ROOT).as_posix() in names
    assert not [name for name in names if name.startswith(("tests/", "sample_rooms/"))]


def test_the_installed_wheel_checks_a_room(wheel: Path, tmp_path: Path) -> None:
    place, room = tmp_path / "site", tmp_path / "room"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(place)]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
    room.mkdir()
    (room / "note.txt").write_text("Bonjour.", encoding="utf-8")
    code = (
        "import sys, datetime; import dataroom, dataroom.shipped as s\n"
        "from dataroom import check\n"
        "assert s.__file__.startswith(sys.argv[1]), s.__file__\n"
        "assert str(s.shipped('rules')).startswith(sys.argv[1])\n"
        "report = check(sys.argv[2], as_of=datetime.date(2026, 3, 31), options=dataroom.Options(jobs=0))\n"
        "print(report.verdict, len(report.documents))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(place), str(room)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={"PYTHONPATH": str(place), "PATH": ""},
    )
    assert done.stdout == "not-ready 1\n", done.stderr


def _names(file: str) -> set[str]:
    text = (ROOT / "constraints" / file).read_text(encoding="utf-8")
    return {m[1].lower().replace("_", "-") for m in re.finditer(r"^([A-Za-z0-9_.-]+)(?:\[.*\])?==", text, re.MULTILINE)}


def test_every_dependency_is_pinned_with_hashes_and_explained() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.split(r"[<>=!~ \[]", d)[0].lower() for d in project["dependencies"]}
    asked = (ROOT / "constraints" / "run.in").read_text(encoding="utf-8").split("\n")
    assert [line for line in asked if line and not line.startswith("#")] == project["dependencies"]
    assert wanted <= _names("run.txt") <= _names("dev.txt")
    explained = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    assert [name for name in sorted(wanted) if f"| {name} |" not in explained] == []


@pytest.mark.parametrize("file", ["run.txt", "build.txt", "dev.txt", "axe.txt"])
def test_constraints_name_no_index_and_no_address(file: str) -> None:
    text = (ROOT / "constraints" / file).read_text(encoding="utf-8")
    assert not re.search(r"://|--(?:extra-)?index-url|--find-links|--trusted-host", text)
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert all("--hash=sha256:" in block for block in blocks)
