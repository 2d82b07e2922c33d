"""`dataroom report`: every format, edition and language out of a saved report, in a firm's looks."""

from __future__ import annotations

from pathlib import Path

import pytest

from dataroom.cli import app
from dataroom.cli.exits import run
from dataroom.report import FORMATS, render_json
from tests.report.factory import rich

FIRM = 'name: Durand\ncolours: {accent: "#5a1e46"}\n'


def ended(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["dataroom", *arguments])
    return run(app)


@pytest.mark.parametrize("edition", ["seller", "acquirer"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_format_out_of_a_saved_report(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, edition: str, lang: str
) -> None:
    saved, firm = tmp_path / "report.json", tmp_path / "firm"
    saved.write_text(render_json(rich()), encoding="utf-8")
    firm.mkdir()
    (firm / "brand.yaml").write_text(FIRM, encoding="utf-8")
    out = ["--out", str(tmp_path / "out"), "--template", str(firm)]
    asked = ["report", str(saved), "--format", ",".join(FORMATS), "--edition", edition, "--lang", lang, *out]
    assert ended(monkeypatch, *asked) == 0
    written = {file.name for file in (tmp_path / "out").iterdir()}
    assert written == {f"report.{one.extension}" for name, one in FORMATS.items() if name != "terminal"}
    assert {file.stat().st_mode & 0o777 for file in (tmp_path / "out").iterdir()} == {0o600}


def test_a_mistake_in_the_firms_folder_ends_with_2(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "report.json").write_text(render_json(rich()), encoding="utf-8")
    (tmp_path / "head.html.j2").write_text("{{ company | safe }}", encoding="utf-8")
    assert ended(monkeypatch, "report", str(tmp_path / "report.json"), "--template", str(tmp_path)) == 2
    assert "head.html.j2: line 1: expected" in capsys.readouterr().err
