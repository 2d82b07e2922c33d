"""How much two texts share, without the texts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataroom.sketch import resemblance, sketch_of
from dataroom.text import Folded


def _text(*ranges: range) -> list[Folded]:
    return [Folded(" ".join(f"mot{n}" for r in ranges for n in r))]


@pytest.mark.parametrize("text", ["", "un deux trois quatre", " \n\t…"])
def test_hardly_a_text_has_no_sketch(text: str) -> None:
    assert sketch_of([Folded(text)]) == ()
    assert resemblance((), sketch_of(_text(range(100)))) == 0.0


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ([range(400)], [range(400)], 1.0),
        ([range(400)], [range(1000, 1400)], 0.0),
        ([range(400)], [range(200), range(1000, 1200)], 0.33),
        ([range(1000)], [range(500)], 0.5),
        # A short text that stands whole in a long one: its share of the union, not of itself.
        ([range(24)], [range(1000)], 0.02),
        ([range(60)], [range(30)], 0.46),
    ],
)
def test_resemblance(one: list[range], other: list[range], expected: float) -> None:
    a, b = sketch_of(_text(*one)), sketch_of(_text(*other))
    assert resemblance(a, b) == pytest.approx(expected, abs=0.1)
    assert resemblance(b, a) == resemblance(a, b)


def test_pages_do_not_matter() -> None:
    whole = sketch_of(_text(range(300)))
    assert sketch_of([*_text(range(100)), *_text(range(100, 300))]) == whole


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from("abcdefgh"), max_size=60), st.lists(st.sampled_from("abcdefgh"), max_size=60))
def test_it_is_the_true_share_for_short_texts(one: list[str], other: list[str]) -> None:
    def shingles(words: list[str]) -> set[tuple[str, ...]]:
        return {tuple(words[i : i + 5]) for i in range(len(words) - 4)}

    a, b = shingles(one), shingles(other)
    true = len(a & b) / len(a | b) if a and b else 0.0
    assert resemblance(sketch_of([Folded(" ".join(one))]), sketch_of([Folded(" ".join(other))])) == pytest.approx(true)
