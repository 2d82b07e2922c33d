"""Fit the words of clauses: writes rules/clauses/words.tsv.

    python -m benchmarks.accuracy.fit_clause_words [--check | --left-out]   # needs scikit-learn

Learnt from: the pieces in `clauses/*.jsonl`, each labelled by its author with the clauses that it states; the examples
of the rules; and the contracts of the rooms in `rooms/` (but for `HELD_OUT`), of which the labels say which clauses
they hold: a sentence states none of the others, and one of them where the written rule finds it there.
`--left-out` says how well each author's pieces and each room are read when not learnt from; `--check` whether the file
is what comes out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from benchmarks.accuracy.labelled_rooms import ROOMS, rooms
from benchmarks.accuracy.scoring import nfc
from dataroom.clause_phrases import spaced
from dataroom.clause_rules import Clauses, load_clauses
from dataroom.clause_words import features
from dataroom.clauses import judge, read, weigh
from dataroom.extract import extract
from dataroom.extract.source import Source
from dataroom.lexicon import write

HELD_OUT = frozenset({"omicron-signaletique"})
"""Rooms from which nothing is learnt: they stay a measure."""
PIECES = Path(__file__).parent / "clauses"
WRITTEN = Path(__file__).resolve().parents[2] / "rules" / "clauses" / "words.tsv"
FEATURES = 8000
STRENGTH, STATED = 1.0, 3
"""C, and how much more a stating sentence weighs than another."""
CUT = -0.1
"""From which margin on a sentence states a clause: chosen with each room left out in turn."""
SLIGHT = 0.1
"""Lesser weights are left out."""
UNSURE = {
    "termination": "termination-for-convenience",
    "notice-period": "renewal-notice",
    "intellectual-property": "intellectual-property-assignment",
}
"""Clauses on which authors disagree whether the other one states them too: nothing is learnt of them there."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence or a few: who wrote it, its features, what it states, and what it surely does not."""

    author: str
    features: frozenset[str]
    states: frozenset[str]
    denies: frozenset[str]


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract of a room: its sentences' features, what the written rules find in each, and its labels."""

    room: str
    sentences: tuple[tuple[frozenset[str], frozenset[str]], ...]
    labels: frozenset[str]
    found: frozenset[str]


def pieces(clauses: Clauses) -> Iterator[Piece]:
    """Read the authors' pieces and the rules' examples."""
    every = frozenset(clauses.ids)
    for path in sorted(PIECES.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            states = frozenset(row["c"])
            unsure = {clause for clause, other in UNSURE.items() if other in states}
            told = frozenset(features(spaced(row["t"]), spaced(row["h"]) if row["h"] else ""))
            yield Piece(path.stem, told, states - unsure, every - states - unsure)
    for rule in clauses.rules.values():
        for text in rule.examples.match:
            yield Piece("rules", frozenset(features(spaced(text), "")), frozenset({rule.id}), frozenset())
        for text in rule.examples.other:
            yield Piece("rules", frozenset(features(spaced(text), "")), frozenset(), frozenset({rule.id}))


def contracts(clauses: Clauses) -> Iterator[Contract]:
    """Read the labelled contracts of the rooms in the repository."""
    for room in (room for room in rooms(ROOMS) if room.name not in HELD_OUT):
        truth = json.loads((room / "truth.json").read_text(encoding="utf-8"))["documents"]
        labels = {
            nfc(path): row["clauses"] for path, row in truth.items() if row.get("clauses") and row["state"] == "ok"
        }
        for path in sorted((room / "room").rglob("*")):
            own = labels.get(nfc(path.relative_to(room / "room").as_posix()))
            if own is not None:
                pages = extract(Source.of_bytes(path.name, path.read_bytes())).pages
                yield _contract(room.name, pages, frozenset(own), clauses)


def _contract(room: str, pages: Sequence[str], labels: frozenset[str], clauses: Clauses) -> Contract:
    sentences = []
    for reading in read(pages, clauses):
        found = frozenset(clauses.ids[clause] for clause, *_ in judge(reading, weigh(reading, clauses), None, clauses))
        sentences.append((frozenset(features(reading.text, reading.under.text)), found))
    return Contract(room, tuple(sentences), labels, frozenset().union(*(found for _, found in sentences)))


def learnt(papers: Sequence[Contract], ids: Sequence[str]) -> Iterator[Piece]:
    """Give what the sentences of labelled contracts teach."""
    for paper in papers:
        denied = frozenset(ids) - paper.labels
        for told, found in paper.sentences:
            yield Piece(paper.room, told, found & paper.labels, denied)


@dataclass(frozen=True, slots=True)
class Model:
    """The vocabulary with its rarities, and of each clause the weights and the bias."""

    words: Any
    weights: np.ndarray
    biases: np.ndarray

    def margins(self, told: Sequence[frozenset[str]]) -> np.ndarray:
        """Give how far each text is beyond the cut of each clause."""
        return np.asarray(self.words.transform(told) @ self.weights.T + self.biases) - CUT


def fit(some: Sequence[Piece], ids: Sequence[str]) -> Model:
    """Fit all clauses, keep the features that matter most, and fit again on these."""
    told = [piece.features for piece in some]
    words = TfidfVectorizer(analyzer=sorted, min_df=2, binary=True)
    matrix = words.fit_transform(told)
    weights, _ = _fitted(matrix, some, ids)
    share = np.asarray((matrix > 0).mean(axis=0)).ravel()
    names = words.get_feature_names_out()
    kept = np.sort(np.argsort(-(np.abs(weights).max(axis=0) * np.sqrt(share)), kind="stable")[:FEATURES])
    words = TfidfVectorizer(analyzer=sorted, vocabulary=list(names[kept]), binary=True)
    weights, biases = _fitted(words.fit_transform(told), some, ids)
    return Model(words, np.where(np.abs(weights) < SLIGHT, 0, weights), biases)


def _fitted(matrix: sp.csr_matrix, some: Sequence[Piece], ids: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    weights, biases = [], []
    for clause in ids:
        rows = [n for n, piece in enumerate(some) if clause in piece.states or clause in piece.denies]
        states = np.array([clause in some[n].states for n in rows])
        machine = LinearSVC(C=STRENGTH, class_weight={False: 1, True: STATED}, random_state=0, max_iter=5000)
        machine.fit(matrix[rows], states)
        weights.append(machine.coef_[0])
        biases.append(float(machine.intercept_[0]))
    return np.vstack(weights), np.array(biases)


def lexicon(model: Model, ids: Sequence[str]) -> str:
    """Give the model as it is written down."""
    names, rarity = model.words.get_feature_names_out(), model.words.idf_
    thousandths = np.rint(model.weights * 1000).astype(int)
    kept = {
        str(name): (float(rarity[at]), {n: int(weight) for n, weight in enumerate(thousandths[:, at]) if weight})
        for at, name in enumerate(names)
    }
    spoken = {name: told for name, told in kept.items() if told[1]}
    return write(tuple(ids), [float(bias) - CUT for bias in model.biases], spoken, "fit_clause_words")


def left_out(some: Sequence[Piece], papers: Sequence[Contract], ids: Sequence[str]) -> None:
    """Print F1 for each author and each room that was not learnt from: of the words, and with the written rules."""
    for author in sorted({piece.author for piece in some} - {"rules"}):
        rest = [piece for piece in some if piece.author != author]
        own = [piece for piece in some if piece.author == author]
        margins = fit([*rest, *learnt(papers, ids)], ids).margins([piece.features for piece in own])
        counts = np.zeros(3, int)
        for piece, row in zip(own, margins, strict=True):
            found = {ids[n] for n in np.flatnonzero(row >= 0)}
            counts += len(found & piece.states), len(found & piece.denies), len(piece.states - found)
        print(f"pieces of author {author}: F1 {_f_score(*counts):.3f} ({len(own)})", flush=True)
    for room in sorted({paper.room for paper in papers}):
        model = fit([*some, *learnt([paper for paper in papers if paper.room != room], ids)], ids)
        counts = {name: np.zeros(3, int) for name in ("rules", "words", "both")}
        for paper in papers:
            if paper.room == room and paper.sentences:
                found = {ids[n] for n in np.flatnonzero(model.margins([t for t, _ in paper.sentences]).max(0) >= 0)}
                told = {"rules": paper.found, "words": found, "both": paper.found | found}
                for name, one in told.items():
                    counts[name] += len(paper.labels & one), len(one - paper.labels), len(paper.labels - one)
        print(f"{room}: {', '.join(f'{name} {_f_score(*three):.3f}' for name, three in counts.items())}", flush=True)


def _f_score(right: int, extra: int, missed: int) -> float:
    return 2 * right / max(1, 2 * right + extra + missed)


def main(arguments: argparse.Namespace) -> int:
    """Fit, and write, compare or measure."""
    clauses = load_clauses()
    some, papers = list(pieces(clauses)), list(contracts(clauses))
    if arguments.left_out:
        left_out(some, papers, clauses.ids)
        return 0
    text = lexicon(fit([*some, *learnt(papers, clauses.ids)], clauses.ids), clauses.ids)
    if arguments.check:
        same = WRITTEN.read_text(encoding="utf-8") == text
        print("the same" if same else "rules/clauses/words.tsv is not what comes out")
        return not same
    WRITTEN.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Fit the words of clauses.")
    parser.add_argument("--check", action="store_true", help="compare with rules/clauses/words.tsv")
    parser.add_argument("--left-out", action="store_true", help="measure with each author and each room left out")
    sys.exit(main(parser.parse_args()))
