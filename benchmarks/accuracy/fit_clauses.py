"""Fit the weights of English phrases on CUAD: writes clauses_half_a.json and rules/clauses/fitted/*.toml.

    python benchmarks/accuracy/fit_clauses.py ../shared/data   # needs scikit-learn, which the program does not

A sentence is an example: it states the clause where the annotators marked it. Its features are phrases of one to three
words and what the written rule says of it. Structure and settings were chosen by cross-validation within half A.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from clauses_cuad import HALF_A, MAPPED, company, contracts, half
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from dataroom.clause_rules import MEDIUM, Fitted, load_clauses, prepare
from dataroom.clauses import evidence, read, weigh

FITTED = Path(__file__).resolve().parents[2] / "rules" / "clauses" / "fitted"
SOURCE = "Fitted by benchmarks/accuracy/fit_clauses.py on CUAD v1 (The Atticus Project, CC BY 4.0); not edited by hand."
PHRASES = 150  # kept per clause; all 400 give 0.003 more
COMPANIES = 5  # in the marked sentences of so many contracts must a phrase stand
STRENGTH, MARKED, HAND = 0.2, 2, 3  # C; weight of a marked sentence; scale of the written rule's evidence
NEARLY = -0.4  # a sentence with this sum is still read by the model
FREQUENT = 0.03  # of all sentences: a phrase found in more is no anchor
COST = 0.01  # of F1, that a rule deciding alone may cost
SHARE = 0.4  # of the unmarked sentences


@dataclass
class Corpus:
    """Sentences, and by clause which are marked and what the written rule says of them."""

    texts: list[str] = field(default_factory=list)
    contract: list[int] = field(default_factory=list)
    marked: dict[str, list[bool]] = field(default_factory=lambda: {c: [] for c in MAPPED})
    hand: dict[str, list[tuple[float, float, float]]] = field(default_factory=lambda: {c: [] for c in MAPPED})
    truth: list[set[str]] = field(default_factory=list)
    companies: list[str] = field(default_factory=list)


def squeeze(text: str) -> str:
    """Drop white space, so that places compare."""
    return re.sub(r"\s", "", text)


def places(text: str, spans: list[str]) -> list[tuple[int, int]]:
    """Find annotated spans; of a span with an omission its short lead-in is left out."""
    found = []
    for span in spans:
        parts = span.split("<omitted>")
        for number, part in enumerate(parts):
            if number == 0 and len(parts) > 1 and len(part) < 200 and len(parts[-1]) > 20:
                continue
            short = squeeze(part)
            at = text.find(short)
            if at >= 0 and len(short) > 8:
                found.append((at, at + len(short)))
    return found


def gather(rows: list[dict[str, Any]]) -> Corpus:
    """Read the contracts into sentences."""
    loaded = load_clauses()
    rules = prepare(loaded.rules, {c: Fitted(id=c, bias=0.0) for c in MAPPED})
    number = {c: rules.ids.index(c) for c in MAPPED}
    corpus = Corpus()
    for index, row in enumerate(rows):
        text, at = squeeze(row["text"]), 0
        spans = {c: places(text, row["spans"].get(c, [])) for c in MAPPED}
        corpus.truth.append(set(row["clauses"]))
        corpus.companies.append(company(row["title"]))
        for reading in read([row["text"]], rules):
            short = squeeze(reading.sentence.text)
            start = text.find(short, at)
            at = start + len(short) if start >= 0 else at
            corpus.texts.append(reading.text)
            corpus.contract.append(index)
            sums = weigh(reading, rules)
            for clause in MAPPED:
                corpus.marked[clause].append(start >= 0 and overlaps(start, at, spans[clause]))
                corpus.hand[clause].append(evidence(number[clause], sums, reading.under))
    return corpus


def overlaps(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    """Tell whether a sentence holds enough of an annotated span."""
    return any(min(end, b) - max(start, a) > min(25, 0.5 * (b - a)) for a, b in spans)


def common(matrix: sp.csr_matrix, rows: np.ndarray, contract: np.ndarray) -> np.ndarray:
    """Give the columns that stand in marked sentences of enough contracts."""
    part = matrix[rows].tocoo()
    pairs = np.unique(np.stack([part.col, contract[rows][part.row]]), axis=1)
    return np.flatnonzero(np.bincount(pairs[0], minlength=matrix.shape[1]) >= COMPANIES)


def regression(matrix: sp.csr_matrix, marked: np.ndarray) -> LogisticRegression:
    """Fit one clause."""
    model = LogisticRegression(C=STRENGTH, class_weight={0: 1, 1: MARKED}, solver="liblinear", max_iter=100)
    return model.fit(matrix, marked)


def fit(words: sp.csr_matrix, hand: sp.csr_matrix, marked: np.ndarray, train: np.ndarray, contract: np.ndarray) -> Any:
    """Fit on the rows `train`, keep the phrases that matter most, fit again; gives columns and model."""
    columns = common(words, train & marked, contract)
    model = regression(sp.hstack([words[train][:, columns], hand[train]]).tocsr(), marked[train])
    share = np.asarray(words[train][:, columns].mean(axis=0)).ravel()
    matter = np.abs(model.coef_[0][: len(columns)]) * np.sqrt(share * (1 - share) + 1e-4)
    columns = np.sort(columns[np.argsort(-matter)[:PHRASES]])
    return columns, regression(sp.hstack([words[train][:, columns], hand[train]]).tocsr(), marked[train])


def threshold(scores: np.ndarray, truth: np.ndarray, rng: np.random.Generator) -> float:
    """Give the cut with the best F1 on average over resampled contracts."""
    cuts = np.unique(scores)
    total = np.zeros(len(cuts))
    for _ in range(200):
        pick = rng.integers(0, len(scores), len(scores))
        found = scores[pick][None, :] >= cuts[:, None]
        total += 2 * (found & truth[pick]).sum(1) / np.maximum(1, found.sum(1) + truth[pick].sum())
    best = int(total.argmax())
    return float((cuts[best] + cuts[max(0, best - 1)]) / 2)


def anchors(totals: np.ndarray, words: sp.csr_matrix, hand: np.ndarray, weights: np.ndarray) -> list[int]:
    """Choose few rare columns: one stands in every sentence that the model takes while the written rule is silent."""
    left = (totals >= NEARLY) & (hand[:, 0] < MEDIUM)
    often = np.asarray(words.sum(axis=0)).ravel()
    rare = (weights > 0) & (often < FREQUENT * len(totals))
    chosen: list[int] = []
    while left.any():
        gain = np.asarray(words[left].sum(axis=0)).ravel() * rare / (often + 5)
        best = int(gain.argmax())
        if gain[best] <= 0:
            break
        chosen.append(best)
        left &= ~(np.asarray(words[:, [best]].todense()).ravel() > 0)
    return chosen


def alone(found: np.ndarray, truth: np.ndarray, hand: np.ndarray, contract: np.ndarray) -> float:
    """Give from which hint on the written rule decides without the model, where that costs nothing; else 9."""
    hints = np.zeros(len(truth))
    np.maximum.at(hints, contract, hand[:, 0] * (hand[:, 1] == 0))
    for least in (1.0, 1.5):
        if f_score(found | (hints >= least), truth) >= f_score(found, truth) - COST:
            return least
    return 9.0


def f_score(found: np.ndarray, truth: np.ndarray) -> float:
    """Give F1."""
    return float(2 * (found & truth).sum() / max(1, found.sum() + truth.sum()))


def fit_clause(clause: str, corpus: Corpus, words: sp.csr_matrix, names: np.ndarray) -> tuple[dict[str, Any], float]:
    """Fit one clause with its threshold; gives the model and its cross-validated F1."""
    rng = np.random.default_rng(0)
    marked, contract = np.array(corpus.marked[clause]), np.array(corpus.contract)
    written = np.array(corpus.hand[clause])
    hand, doubt = sp.csr_matrix(HAND * written[:, [0, 2]]), written[:, 1]
    some = marked | (rng.random(len(marked)) < SHARE)
    truth = np.array([clause in t for t in corpus.truth])
    scores = np.full(len(truth), -20.0)
    for train, test in GroupKFold(8).split(truth, groups=corpus.companies):
        columns, model = fit(words, hand, marked, np.isin(contract, train) & some, contract)
        rows = np.flatnonzero(np.isin(contract, test))
        rows = rows[doubt[rows] == 0]
        sums = model.decision_function(sp.hstack([words[rows][:, columns], hand[rows]]).tocsr())
        np.maximum.at(scores, contract[rows], sums)
    cut = threshold(scores, truth, rng)
    columns, model = fit(words, hand, marked, some, contract)
    *weights, hint, heading = (float(w) for w in model.coef_[0])
    found = scores >= cut
    totals = model.decision_function(sp.hstack([words[:, columns], hand]).tocsr()) - cut
    chosen = anchors(totals, words[:, columns], written, np.array(weights))
    fitted = {
        "id": clause,
        "alone": alone(found, truth, written, contract),
        "anchors": sorted(names[columns[i]] for i in chosen),
        "bias": round(float(model.intercept_[0]) - cut, 3),
        "hint": round(HAND * hint, 3),
        "heading": round(HAND * heading, 3),
        "weights": {names[c]: round(w, 3) for c, w in zip(columns, weights, strict=True) if abs(w) >= 0.01},
    }
    return fitted, f_score(found, truth)


def tells(phrase: str) -> bool:
    """Tell whether a phrase can be a cue: no figure, no lone letter, no short word alone, no end of a lead-in."""
    parts = phrase.split()
    if any(not part.isalpha() or (len(part) == 1 and part not in "as") for part in parts):
        return False
    return len(phrase) > 3 if len(parts) == 1 else any(len(part) > 2 for part in parts)


def fit_all(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Fit every clause."""
    corpus = gather(rows)
    counter = CountVectorizer(binary=True, ngram_range=(1, 3), min_df=4, analyzer="word", tokenizer=str.split)
    words = counter.fit_transform(re.sub(r"  ", " | ", text) for text in corpus.texts).tocsr()
    names = counter.get_feature_names_out()
    kept = np.array([tells(name) for name in names])
    words, names = words[:, kept], names[kept]
    models = []
    for clause in MAPPED:
        model, score = fit_clause(clause, corpus, words, names)
        print(f"{clause:34} {len(model['weights']):4} phrases, cross-validated F1 {score:.3f}", flush=True)
        models.append(model)
    return models


def write(model: dict[str, Any]) -> None:
    """Write one model as TOML, phrases by weight."""
    lines = [f"# {SOURCE}"]
    lines += [f"{key} = {model[key]}" for key in ("bias", "hint", "heading", "alone")]
    lines += ["anchors = [", *(f"  {json.dumps(phrase)}," for phrase in model["anchors"]), "]"]
    ordered = sorted(model["weights"].items(), key=lambda item: (-item[1], item[0]))
    lines += ["", "[weights]", *(f"{json.dumps(phrase)} = {weight}" for phrase, weight in ordered)]
    (FITTED / f"{model['id']}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(folder: Path) -> None:
    """Fit half A for the measurement, and both halves for what is shipped."""
    rows = contracts(folder)
    models = fit_all([row for row in rows if half(str(row["title"])) == "A"])
    HALF_A.write_text(json.dumps(models, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    FITTED.mkdir(exist_ok=True)
    for model in fit_all(rows):
        write(model)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
