"""The rule files: what is wrong with them is said with file and place."""

from __future__ import annotations

from pathlib import Path

import pytest

from dataroom.errors import FileFaults
from dataroom.rules import load_rules


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("processes.toml", "payroll = [", "TOML in UTF-8"),
        ("processes.toml", 'payrol = ["paie"]', "one of accounting"),
        ("processes.toml", 'payroll = ["…"]', "a list of phrases"),
        ("documents/x/lease.toml", "title = ", "TOML in UTF-8"),
        ("documents/x/lease.toml", "title = " + "[" * 5000, "nested too deep"),
        ("documents/x/lease.toml", "", "title"),
    ],
)
def test_a_mistake_names_its_file(tmp_path: Path, name: str, text: str, expected: str) -> None:
    file = tmp_path / name
    (tmp_path / "documents").mkdir()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FileFaults) as caught:
        load_rules(tmp_path)
    assert file.name in str(caught.value)
    assert expected in str(caught.value)
