"""Who shares what with whom is the same, however little of it is looked at once."""

from __future__ import annotations

import random
from array import array

import pytest

from dataroom import likeness


@pytest.mark.parametrize("size", [1, 7, 1 << 19])
def test_the_holders_of_each_value(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likeness, "_SLICE", size)
    chance = random.Random(7)  # noqa: S311 - the same each time
    values = [0, 5, (1 << 32) - 1, *(chance.getrandbits(32) for _ in range(20))]
    sketches = [(number, array("I", sorted(set(chance.choices(values, k=8))))) for number in range(3, 30)]
    wanted = {value: [number for number, sketch in sketches if value in sketch] for value in values}
    found = list(likeness._holders(sketches))
    assert sorted(found) == sorted(numbers for numbers in wanted.values() if len(numbers) > 1)
    assert list(likeness._holders([])) == []
