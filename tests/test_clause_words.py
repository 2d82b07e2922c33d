"""What a sentence states by its words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dataroom.clause_phrases import spaced
from dataroom.clause_rules import CLAUSE_IDS, load_clauses
from dataroom.clause_words import features, stated
from dataroom.clauses import find_clauses

CLAUSES = load_clauses()
PIECES = Path(__file__).parent.parent / "benchmarks" / "accuracy" / "clauses"


def test_features_are_words_pairs_stems_and_the_heading() -> None:
    assert features(spaced("Résiliation : 12 mois"), spaced("Fin")) == {
        "resiliation", "00", "mois", "resiliation 00", "00 mois", "~resili", "^fin",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Notre dette envers vous s’arrête à douze mois de redevances, quel que soit le dommage.", "liability-cap"),
        ("Nos échanges restent secrets pendant et après le contrat.", "confidentiality"),
        ("Si la majorité des titres change de mains, chacun peut rompre.", "change-of-control"),
        ("Chacun peut s’en aller quand il veut en prévenant trois mois avant.", "termination-for-convenience"),
        ("Whatever happens, we will never owe you more than you paid us in the last twelve months.", "liability-cap"),
    ],
)
def test_the_same_is_known_in_other_words(text: str, clause: str) -> None:
    assert clause in {name for name, _, _ in stated(spaced(text), "", CLAUSES.words)}
    assert next(found for found in find_clauses([text], CLAUSES) if found.id == clause).found


@pytest.mark.parametrize(
    "text", ["", "1. 2. 3.", "Bonjour, merci de votre envoi.", "Il fera beau demain sur toute la côte."]
)
def test_other_sentences_state_nothing(text: str) -> None:
    assert list(stated(spaced(text), "", CLAUSES.words)) == []


def test_the_words_that_tell_are_named() -> None:
    ((_, _, cue),) = [one for one in stated(spaced("Droit français."), "", CLAUSES.words) if one[0] == "governing-law"]
    assert "droit" in cue


@pytest.mark.parametrize("path", sorted(PIECES.glob("*.jsonl")), ids=lambda path: path.stem)
def test_pieces_are_labelled_with_known_clauses(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert set(row) == {"h", "t", "c", "l"}
        assert row["t"].strip()
        assert set(row["c"]) <= set(CLAUSE_IDS)
        assert row["l"] in {"fr", "en"}
