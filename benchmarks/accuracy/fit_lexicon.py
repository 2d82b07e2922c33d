"""Fit rules/lexicon.tsv: one against all, a linear support vector machine over words and title words.

    pip install scikit-learn                               # for this script alone; the program never needs it
    python -m benchmarks.accuracy.fit_lexicon              # fits on everything and writes the file
    python -m benchmarks.accuracy.fit_lexicon --check      # fits and says whether the file is what comes out
    python -m benchmarks.accuracy.fit_lexicon --evaluate   # each author in turn is left out and judged

Nothing of ../shared is learnt from. The method is plain: TF-IDF of binary features, L2 norm (Joachims, “Text
categorization with support vector machines”, 1998), solved by LIBLINEAR (Fan et al., 2008); numbers and features that
stand in one text alone are left out; the strongest are kept and the weights fitted again on these.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from benchmarks.accuracy.labelled import Labelled, corpus, examples
from dataroom import lexicon
from dataroom.rules import Rules, load_rules

FEATURES = 14_000
C = 1.0
EXAMPLE_WEIGHT = 0.5
TEXT_WEIGHT = 2.0
LEAST = 60  # thousandths: weights below say nothing
PLACE = Path(__file__).parents[2] / "rules" / "lexicon.tsv"


def classes_of(texts: Sequence[Labelled]) -> set[str]:
    """Give the ids that authors use as labels; finer ids are learnt as their ancestor among these."""
    return {t.type for t in texts if t.type is not None and t.author != "rules"}


def label(rules: Rules, known: set[str], type_id: str | None) -> str:
    """Give the class of a type: itself or its nearest known ancestor."""
    path = rules.path_of(type_id) if type_id in rules.documents else ()
    return next((t for t in reversed(path) if t in known), lexicon.NO_TYPE)


def featured(text: Labelled) -> set[str]:
    """Give the features of a text."""
    return lexicon.features(text.reading.pages, [heading.text for heading in text.reading.content.headings])


def fit(found: Sequence[set[str]], labels: Sequence[str], weights: Sequence[float]) -> str:
    """Fit, keep the strongest features, fit again; gives the lexicon as text."""
    counts = Counter(f for features in found for f in features)
    names = sorted(f for f, n in counts.items() if n >= 2 and not f.isdecimal())
    rarity = {f: math.log((1 + len(found)) / (1 + counts[f])) + 1 for f in names}
    machine = _machine(found, labels, weights, names, rarity)
    strength = np.abs(machine.coef_).max(axis=0) * np.array([rarity[f] for f in names])
    kept = sorted(names[i] for i in np.argsort(-strength)[:FEATURES])
    machine = _machine(found, labels, weights, kept, rarity)
    rows = {}
    for column, name in enumerate(kept):
        told = {n: round(float(w) * 1000) for n, w in enumerate(machine.coef_[:, column]) if abs(w) * 1000 >= LEAST}
        if told:
            rows[name] = (rarity[name], told)
    return lexicon.write(list(machine.classes_), list(machine.intercept_), rows)


def _machine(
    found: Sequence[set[str]],
    labels: Sequence[str],
    weights: Sequence[float],
    names: Sequence[str],
    rarity: dict[str, float],
) -> LinearSVC:
    place = {name: n for n, name in enumerate(names)}
    data, columns, starts = [], [], [0]
    for features in found:
        known = sorted(place[f] for f in features if f in place)
        norm = math.sqrt(sum(rarity[names[n]] ** 2 for n in known)) or 1.0
        data.extend(rarity[names[n]] / norm for n in known)
        columns.extend(known)
        starts.append(len(columns))
    matrix = csr_matrix((data, columns, starts), shape=(len(found), len(names)))
    machine = LinearSVC(C=C, dual=True, max_iter=5000, random_state=0)
    return machine.fit(matrix, labels, sample_weight=np.array(weights))


def fitted(rules: Rules, texts: Sequence[Labelled]) -> str:
    """Fit on all of `texts`."""
    known = classes_of(texts)
    weights = [EXAMPLE_WEIGHT if t.author == "rules" else TEXT_WEIGHT for t in texts]
    return fit([featured(t) for t in texts], [label(rules, known, t.type) for t in texts], weights)


def left_out(rules: Rules, texts: Sequence[Labelled]) -> Iterator[tuple[str, lexicon.Lexicon]]:
    """Give each author’s name with the lexicon fitted on everything but that author’s texts."""
    for author in sorted({t.author for t in texts} - {"rules"}):
        yield author, lexicon.parse(fitted(rules, [t for t in texts if t.author != author]))


def by_words(model: lexicon.Lexicon, text: Labelled) -> str | None:
    """Give the type that the words alone say."""
    scores = model.scores(featured(text))
    best = max(scores, key=lambda name: scores[name], default=lexicon.NO_TYPE)
    return None if best == lexicon.NO_TYPE else best


def evaluate(rules: Rules, texts: Sequence[Labelled]) -> None:
    """Leave each author out in turn and print how well the words alone do."""
    known = classes_of(texts)
    for author, model in left_out(rules, texts):
        right = wrong = missed = 0
        for text in (t for t in texts if t.author == author):
            best, own = by_words(model, text), label(rules, known, text.type)
            hit = best is not None and best in {own, *text.acceptable}
            right += hit
            wrong += not hit and best is not None
            missed += not hit and own != lexicon.NO_TYPE
        f1 = 2 * right / (2 * right + wrong + missed)
        print(f"{author}: F1 {f1:.3f} ({right} right, {wrong} wrong, {missed} missed)")


def main() -> int:
    """Fit, check or evaluate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--evaluate", action="store_true")
    chosen = parser.parse_args()
    rules = load_rules()
    texts = [*examples(rules), *corpus()]
    if chosen.evaluate:
        evaluate(rules, texts)
        return 0
    written = fitted(rules, texts)
    if chosen.check:
        same = written == PLACE.read_text(encoding="utf-8")
        print(f"{PLACE.name}: {'what comes out' if same else 'not what comes out; fit it again'}")
        return 0 if same else 1
    PLACE.write_text(written, encoding="utf-8")
    print(f"{PLACE.name}: {len(written) // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
