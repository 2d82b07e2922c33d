"""What all tests share: the same examples on every run, and enough of them; what rooms are read with, made once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import settings

settings.register_profile("suite", derandomize=True, max_examples=50, deadline=None)
settings.load_profile("suite")


@pytest.fixture(scope="session", autouse=True)
def readers_are_made_ready_once() -> Iterator[None]:
    """Load the shipped rules once for all rooms, as a run does for all its workers: it takes longer than most tests."""
    if "dataroom.engine" not in sys.modules:  # nothing that reads a room is tested
        yield
        return
    from dataroom import engine, file_reader  # noqa: PLC0415 - as said

    made = file_reader._stages
    shipped = cache(lambda: made(None))
    engine.prepare("dataroom.preloaded")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(file_reader, "_stages", lambda overlay: shipped() if overlay is None else made(overlay))
        yield
