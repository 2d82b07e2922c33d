"""Personal data and secrets planted in many made-up texts: nearly all are found, their look-alikes raise no alarm."""

from __future__ import annotations

import pytest

from benchmarks.planted import KINDS, Score, scores

COUNT = 40


@pytest.fixture(scope="module")
def found() -> dict[str, Score]:
    return {kind.name: score for kind, score in scores(COUNT, 7)}


@pytest.mark.parametrize("name", [kind.name for kind in KINDS])
def test_what_is_planted_is_found_and_nothing_else(name: str, found: dict[str, Score]) -> None:
    score = found[name]
    assert score.found >= 0.97 * COUNT, score.missed
    assert score.alarms <= 0.01 * COUNT, score.wrong
