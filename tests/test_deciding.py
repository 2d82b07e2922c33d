"""Two opinions joined: what the words say, what the cues say, and when nothing is said."""

from __future__ import annotations

import pytest

from dataroom.cues import Score
from dataroom.deciding import Opinion, decide
from dataroom.lexicon import NO_TYPE
from dataroom.model import Confidence
from dataroom.rules import Rules, load_rules

SHIPPED = load_rules()
# Two types that the words know, a finer one under the first, and one that they never learnt.
LEASE = SHIPPED.documents["lease"].model_copy(update={"parent": None})
RULES = Rules(
    {
        rule.id: rule
        for rule in (
            LEASE,
            LEASE.model_copy(update={"id": "side-letter", "parent": "lease"}),
            LEASE.model_copy(update={"id": "contract"}),
            LEASE.model_copy(update={"id": "stranger"}),
            LEASE.model_copy(update={"id": "odd-stranger", "parent": "stranger"}),
            LEASE.model_copy(update={"id": "other-stranger"}),
        )
    },
    "",
)
HIGH, MEDIUM, LOW = Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW


def _cues(**points: tuple[float, str]) -> dict[str, Score]:
    return {
        name.replace("_", "-"): Score(found, frozenset(kinds.split()), lambda _most: ())
        for name, (found, kinds) in points.items()
    }


def _words(lease: float, contract: float, none: float = -1.0) -> dict[str, float]:
    return {NO_TYPE: none, "lease": lease, "contract": contract}


def _decided(words: dict[str, float], cues: dict[str, Score], *, has_text: bool = True) -> Opinion:
    return decide(words, cues, RULES, has_text=has_text)


def _answer(opinion: Opinion) -> tuple[str | None, Confidence | None]:
    return opinion.type, opinion.confidence


@pytest.mark.parametrize(
    ("words", "cues"),
    [
        ({}, {}),
        (_words(-0.9, -1.0), {}),  # nothing is likely
        (_words(-0.3, -0.31), {}),  # two are equally so, with cues and without
        (_words(-0.6, -0.9, none=-0.2), {}),  # it is surely none of them
        (_words(-0.3, -0.32), _cues(lease=(10, "medium"), contract=(9.5, "medium"))),
        ({}, _cues(lease=(5, "title"))),  # without known words: too few points
        ({}, _cues(lease=(10, "medium"))),  # no name
        ({}, _cues(lease=(10, "title"), contract=(9, "title"))),  # two names
        (_words(-0.9, -1.0, none=-0.1), _cues(stranger=(5, "title"))),
        (_words(-0.9, -1.0, none=-0.1), _cues(stranger=(9, "title"), other_stranger=(8, "title"))),
    ],
)
def test_it_abstains(words: dict[str, float], cues: dict[str, Score]) -> None:
    assert _answer(_decided(words, cues)) == (None, None)


@pytest.mark.parametrize(
    ("words", "cues", "confidence"),
    [
        (_words(0.5, -1.0), {}, MEDIUM),  # words alone are never sure
        (_words(0.5, -1.0), _cues(lease=(8, "title")), HIGH),
        (_words(-0.3, -0.9), _cues(lease=(8, "title")), HIGH),
        (_words(-0.4, -0.8), {}, MEDIUM),
        (_words(-0.6, -0.9), {}, LOW),
        (_words(-0.4, -0.5), {}, LOW),  # hardly better than the next
        (_words(0.5, -1.0), _cues(contract=(8, "title")), MEDIUM),  # the cues say otherwise
    ],
)
def test_how_sure(words: dict[str, float], cues: dict[str, Score], confidence: Confidence) -> None:
    assert _answer(_decided(words, cues)) == ("lease", confidence)


@pytest.mark.parametrize(
    ("words", "cues", "expected"),
    [
        # The words lean to one, a title names the other.
        (_words(-0.3, -0.4), _cues(lease=(4, "medium"), contract=(11, "title")), "contract"),
        (_words(-0.1, -0.4), _cues(lease=(10, "medium"), contract=(16, "title")), "contract"),
        # It leads by too little, or is no title, or the words are too far apart.
        (_words(-0.1, -0.25), _cues(lease=(10, "medium"), contract=(13, "title")), "lease"),
        (_words(-0.1, -0.4), _cues(lease=(10, "medium"), contract=(16, "strong")), "lease"),
        (_words(0.5, -0.4), _cues(lease=(4, "medium"), contract=(11, "title")), "lease"),
    ],
)
def test_a_clear_title_settles_near_ties(words: dict[str, float], cues: dict[str, Score], expected: str) -> None:
    opinion = _decided(words, cues)
    assert opinion.type == expected
    assert opinion.ranked[0][0] == expected


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ({}, "lease"),
        ({"lease": (12, "title"), "side_letter": (11, "title")}, "side-letter"),
        ({"lease": (12, "title"), "side_letter": (9, "title")}, "lease"),  # below 0.85 of what speaks for the coarser
        ({"side_letter": (5, "title")}, "lease"),  # below 6 points
    ],
)
def test_cues_refine_a_type(points: dict[str, tuple[float, str]], expected: str) -> None:
    assert _decided(_words(0.2, -0.8), _cues(**points)).type == expected


@pytest.mark.parametrize(
    ("words", "points", "expected"),
    [
        (_words(-0.9, -1.0, none=-0.1), {"stranger": (8, "title")}, ("stranger", LOW)),
        (_words(-0.9, -1.0, none=-0.1), {"stranger": (14, "title")}, ("stranger", MEDIUM)),
        (_words(-0.9, -1.0, none=-0.1), {"stranger": (14, "strong")}, ("stranger", LOW)),
        # Kin are no rivals.
        (
            _words(-0.9, -1.0, none=-0.1),
            {"stranger": (13, "title"), "odd_stranger": (14, "title")},
            ("odd-stranger", MEDIUM),
        ),
        # What the words know better stays.
        (_words(0.6, -1.0, none=-0.1), {"stranger": (8, "title")}, ("lease", MEDIUM)),
        # Without a word that the lexicon knows, the cues are asked about all types, and never give high.
        ({}, {"stranger": (20, "title")}, ("stranger", MEDIUM)),
        ({}, {"lease": (20, "title facts")}, ("lease", MEDIUM)),
    ],
)
def test_strangers(
    words: dict[str, float], points: dict[str, tuple[float, str]], expected: tuple[str, Confidence]
) -> None:
    assert _answer(_decided(words, _cues(**points))) == expected


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ({}, (None, None)),
        ({"lease": (3, "name")}, ("lease", LOW)),
        ({"lease": (4, "name folder"), "contract": (3, "name")}, ("lease", LOW)),
        ({"lease": (3, "name"), "contract": (3, "name")}, (None, None)),
        ({"lease": (1.5, "folder")}, (None, None)),
        ({"lease": (8, "facts")}, (None, None)),
    ],
)
def test_by_name_only(points: dict[str, tuple[float, str]], expected: tuple[str | None, Confidence | None]) -> None:
    # Words would be there only by mistake; without text they are not asked.
    assert _answer(_decided({}, _cues(**points), has_text=False)) == expected


def test_cues_against_count_for_nothing() -> None:
    assert _answer(_decided({}, _cues(lease=(-8, "title")))) == (None, None)


def test_a_full_title_counts_for_a_person_to_look_at_although_the_words_know_no_such_text() -> None:
    words = _words(-0.6, -0.9, none=0.2)
    assert _answer(_decided(words, _cues(lease=(18, "title strong")))) == ("lease", LOW)
    assert _answer(_decided(words, _cues(lease=(18, "strong")))) == (None, None)
    assert _answer(_decided(words, _cues(lease=(12, "title")))) == (None, None)
    assert _answer(_decided(words, _cues(lease=(18, "title"), contract=(14, "title")))) == (None, None)
