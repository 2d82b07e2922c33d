"""A spool gives back what was put in, in its order, as often as asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from dataroom.model import Entry
from dataroom.spool import Spool


@pytest.mark.parametrize("many", [0, 1, 20_000])
def test_all_comes_back(many: int, tmp_path: Path) -> None:
    spool = Spool[Entry](tmp_path)
    put = [Entry(f"pièce {number}", b"\xff%d" % number, number, number) for number in range(many)]
    for entry in put:
        spool.add(entry)
    assert list(spool) == put == list(spool)
    assert list(tmp_path.iterdir()) == [], "a file without a name"
