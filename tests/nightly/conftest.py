"""A room that was checked once, for the tests of what follows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dataroom.nightly.outcome import Outcome
from dataroom.state import seen
from tests.nightly.visits import MORE, House, laid


@pytest.fixture(scope="session")
def former(tmp_path_factory: pytest.TempPathFactory) -> tuple[House, Path, Outcome]:
    """Give a room that was checked once, a copy of what that left, and what became of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seen, "SETTLED_NS", -(10**18))  # the files of a test are as old as the test
        house, kept = laid(tmp_path_factory.mktemp("house")), tmp_path_factory.mktemp("kept")
        outcome = house.visit(0, MORE)
    for name in ("out", "state"):
        shutil.copytree(house.place / name, kept / name)
    return house, kept, outcome
