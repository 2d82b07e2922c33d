"""Fit rules/lexicon.tsv: one against all, a linear support vector machine over words and pairs of words.

    pip install scikit-learn   # for this script alone
    python benchmarks/accuracy/fit_lexicon.py            # fits on everything and writes the file
    python benchmarks/accuracy/fit_lexicon.py --evaluate # each author in turn is left out and judged

Nothing of ../shared is learnt from. The method is plain: TF-IDF of binary features, L2 norm (Joachims, “Text categorization
with support vector machines”, 1998); features that stand in one text alone are left out; the strongest are kept and the
weights fitted again on these.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from labelled import Labelled, corpus, examples
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from dataroom import lexicon
from dataroom.rules import Rules, load_rules

FEATURES = 24_000
C = 1.0
EXAMPLE_WEIGHT = 0.5
LEAST = 60  # thousandths: weights below say nothing


def classes_of(rules: Rules, texts: Sequence[Labelled]) -> set[str]:
    """Give the ids that authors use as labels; finer ids are learnt as their ancestor among these."""
    return {t.type for t in texts if t.type is not None and t.author != "rules"}


def label(rules: Rules, known: set[str], type_id: str | None) -> str:
    """Give the class of a type: itself or its nearest known ancestor."""
    path = rules.path_of(type_id) if type_id in rules.documents else ()
    return next((t for t in reversed(path) if t in known), lexicon.NO_TYPE)


def featured(text: Labelled) -> set[str]:
    """Give the features of a text."""
    return lexicon.features(text.reading.pages, [h.text for h in text.reading.content.headings])


def fit(found: Sequence[set[str]], labels: Sequence[str], weights: Sequence[float]) -> str:
    """Fit, keep the strongest features, fit again; gives the lexicon as text."""
    counts = Counter(f for features in found for f in features)
    names = sorted(f for f, n in counts.items() if n >= 2)
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


def evaluate(rules: Rules, texts: Sequence[Labelled]) -> None:
    """Leave each author out in turn and print how well the words alone do."""
    known = classes_of(rules, texts)
    found = [featured(t) for t in texts]
    labels = [label(rules, known, t.type) for t in texts]
    for author in sorted({t.author for t in texts} - {"rules"}):
        inside = [i for i, t in enumerate(texts) if t.author != author]
        weights = [EXAMPLE_WEIGHT if texts[i].author == "rules" else 2.0 for i in inside]
        model = lexicon.parse(fit([found[i] for i in inside], [labels[i] for i in inside], weights))
        right = wrong = missed = 0
        for i, text in enumerate(texts):
            if text.author != author:
                continue
            scores = model.scores(found[i])
            best = max(scores, key=lambda name: scores[name], default=lexicon.NO_TYPE)
            hit = best in {labels[i], *text.acceptable}
            right += hit and best != lexicon.NO_TYPE
            wrong += not hit and best != lexicon.NO_TYPE
            missed += not hit and labels[i] != lexicon.NO_TYPE
        print(f"{author}: F1 {2 * right / (2 * right + wrong + missed):.3f} ({right} right, {wrong} wrong, {missed} missed)")


def main() -> None:
    """Fit or evaluate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--evaluate", action="store_true")
    chosen = parser.parse_args()
    rules = load_rules()
    texts = [*examples(rules), *corpus()]
    if chosen.evaluate:
        evaluate(rules, texts)
        return
    known = classes_of(rules, texts)
    weights = [EXAMPLE_WEIGHT if t.author == "rules" else 2.0 for t in texts]
    written = fit([featured(t) for t in texts], [label(rules, known, t.type) for t in texts], weights)
    place = Path(__file__).parents[2] / "rules" / "lexicon.tsv"
    place.write_text(written, encoding="utf-8")
    print(f"{place}: {len(written) // 1000} kB")


if __name__ == "__main__":
    main()
