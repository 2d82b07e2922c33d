"""The words of each type: what is taken from a text, how it is weighed, and the file that holds the weights."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataroom.lexicon import EMPTY, NO_TYPE, QUICK, Lexicon, features, parse, write
from dataroom.rules import load_rules
from dataroom.text import Folded

SHIPPED = Path(__file__).parent.parent / "rules" / "lexicon.tsv"
SMALL = "# a remark\n\n-\t-0.5000\nlease\t-1.0000\nloyer\t2.000\t0:-500 1:1500\n^bail\t1.000\t1:2000\n"


def _features(*pages: str, headings: tuple[str, ...] = ()) -> set[str]:
    return features([Folded(page) for page in pages], headings)


@pytest.mark.parametrize("pages", [(), ("",), ("", ""), ("– …\n…",)])
def test_nothing_is_said_by_nothing(pages: tuple[str, ...]) -> None:
    assert _features(*pages) == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bail", {"bail", "^bail"}),
        ("Bail\ncommercial", {"bail", "commercial", "^bail", "^commercial"}),
        ("L’Échéance", {"l", "echeance", "^l", "^echeance", "^l echeance"}),
        # The number of a form is a word, one of figures alone none of a title.
        ("CA3 2025", {"ca3", "2025", "^ca3"}),
        ("loyer 2025 annuel", {"loyer", "2025", "annuel", "^loyer", "^annuel", "^loyer annuel"}),
    ],
)
def test_words_and_pairs(text: str, found: set[str]) -> None:
    assert _features(text) == found


@pytest.mark.parametrize(
    ("pages", "marked"),
    [
        (("a\nb\nc\nd\ne\nf\nseptieme",), False),
        (("\n\n\na\nseptieme",), True),  # empty lines are no lines
        (("septieme " + "long " * 40,), False),
        (("titre", "septieme"), False),
    ],
)
def test_what_is_a_title(pages: tuple[str, ...], *, marked: bool) -> None:
    found = _features(*pages)
    assert "septieme" in found
    assert ("^septieme" in found) is marked


def test_a_heading_is_a_title_wherever_it_stands() -> None:
    assert {"^grand livre", "^livre"} <= _features("corps du texte", headings=("Grand livre",))


def test_a_long_text_is_read_up_to_a_limit() -> None:
    found = _features("debut " * 1000, "fin")
    assert "debut" in found
    assert "fin" not in found


@pytest.mark.parametrize(
    ("found", "none", "lease"),
    [
        ({"loyer"}, -0.5 - 0.5, -1 + 1.5),
        ({"^bail"}, -0.5, -1 + 2.0),
        ({"loyer", "^bail", "unknown"}, -0.5 - 1.0 / math.sqrt(5), -1 + (3.0 + 2.0) / math.sqrt(5)),
    ],
)
def test_scores_are_bias_and_weights_over_the_norm(found: set[str], none: float, lease: float) -> None:
    lexicon = parse(SMALL)
    assert lexicon.scores(found) == pytest.approx({NO_TYPE: none, "lease": lease})


@pytest.mark.parametrize("lane", [8, QUICK])
@pytest.mark.parametrize("found", [set(), {"loyer"}, {"^bail"}, {"loyer", "^bail"}, {"x"}])
def test_classes_reached_are_those_that_score_enough(found: set[str], lane: int) -> None:
    lexicon = parse(SMALL, lane)
    assert dict(lexicon.reached(found)) == {name: score for name, score in lexicon.scores(found).items() if score >= 0}
    assert lexicon.scores(found) == parse(SMALL).scores(found)


@pytest.mark.parametrize("lexicon", [EMPTY, parse(SMALL)])
@pytest.mark.parametrize("found", [set(), {"unknown"}])
def test_unknown_words_have_no_score(lexicon: Lexicon, found: set[str]) -> None:
    assert lexicon.scores(found) == {}


@pytest.mark.parametrize(
    ("name", "most", "told"),
    [("lease", 8, ["loyer", "^bail"]), ("lease", 1, ["loyer"]), (NO_TYPE, 8, []), ("unknown", 8, [])],
)
def test_the_words_behind_an_answer(name: str, most: int, told: list[str]) -> None:
    lexicon = parse(SMALL)
    assert lexicon.telling(name, {"loyer", "^bail", "autre"}, most) == told


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("lease", "not enough values"),
        ("lease\tmuch", "could not convert"),
        ("loyer\tx\t0:1", "could not convert"),
        ("loyer\t1.0\t1", "not enough values"),
        ("loyer\t1.0\t1:2:3", "too many values"),
    ],
)
def test_a_line_that_is_none(line: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse(f"{line}\n")


_WORDS = st.from_regex(r"\^?[a-z]{1,8}( [a-z]{1,8})?", fullmatch=True)
_WEIGHTS = st.dictionaries(st.integers(0, 3), st.integers(-3000, 3000), min_size=1)


def test_weights_whose_sum_needs_a_wider_lane() -> None:
    large = 12_000_000_000
    lexicon = parse(f"-\t0.0\nlease\t0.0\nloyer\t9.0\t0:-{large} 1:{large}\nbail\t9.0\t1:{large}\n")
    assert lexicon.scores({"loyer", "bail"})["lease"] == pytest.approx(2 * large / 1000 / math.sqrt(2))
    assert lexicon.weights("loyer")[1] == {NO_TYPE: -9 * large // 4, "lease": 9 * large // 4}


@given(st.dictionaries(_WORDS, st.tuples(st.integers(1000, 9000), _WEIGHTS)))
def test_what_is_written_is_read_again(rows: dict[str, tuple[int, dict[int, int]]]) -> None:
    classes, biases = ["-", "a", "b", "c"], [-0.5, -1.0, 0.25, 0.0]
    text = write(classes, biases, {name: (rarity / 1000, pairs) for name, (rarity, pairs) in rows.items()})
    read = parse(text)
    assert (list(read.classes), list(read.biases)) == (classes, biases)
    assert read.packed.keys() == rows.keys()
    for name, (rarity, pairs) in rows.items():
        told = {classes[n]: round(w * (rarity / 1000) / 4) for n, w in pairs.items()}
        assert read.weights(name) == (rarity * rarity, {known: weight for known, weight in told.items() if weight})
    assert write(classes, biases, {name: (rows[name][0] / 1000, rows[name][1]) for name in reversed(rows)}) == text


def test_the_shipped_lexicon() -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    lexicon = parse(text)
    documents = load_rules().documents
    assert len(text.encode()) < 900_000
    assert lexicon.classes[0] == NO_TYPE
    assert len(lexicon.classes) == 74
    assert list(lexicon.classes) == sorted(set(lexicon.classes))
    assert [name for name in lexicon.classes[1:] if name not in documents] == []
    assert {name for feature in lexicon.packed for name in lexicon.weights(feature)[1]} == set(lexicon.classes)
    assert lexicon.lane == 24
