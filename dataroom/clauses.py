"""Which clauses a contract holds, on which page, in which words. Pure.

A contract is cut into sentences. In each, phrases of the rules are looked for in one pass; what they weigh is added up
per clause, under a fitting heading more; look-alikes take a sentence out. English sentences may also be judged by
weights that were fitted on labelled contracts, and every sentence by its words. A clause is there when one sentence is
enough of it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from dataroom.clause_phrases import spaced_all
from dataroom.clause_rules import MEDIUM, STRONG, Clauses, Combination
from dataroom.clause_sentences import VERB, Kind, Sentence, leads, quote, sentences
from dataroom.clause_words import stated
from dataroom.model import Clause
from dataroom.text import Folded

_NOT_NUMBER = re.compile(r"^ (?:(?:article|art|section|clause|titre) )?(?:(?:\d+|[ivx]+|[a-z]|premier|1er) )*(?=\w)")
# Words that say that nothing is stipulated here, when there is little else in the sentence.
_VOID = re.compile(
    r"\[\W*(?:à|a) (?:rédiger|compléter|définir)|^\W*(?:à|a|reste à) (?:rédiger|compléter|définir|convenir|préciser)\b"
    r"|\bto be (?:drafted|completed|defined|agreed|confirmed|discussed)\b"
    r"|intentionally (?:omitted|left blank)|\b(?:sans objet|néant|not applicable|reserved)\b",
    re.IGNORECASE,
)
_VOID_WORDS = 10
_ENGLISH = re.compile(r" (?:the|of|shall|this|any|to|at|by|per|with|not|is|and|for|from) ")
_MOST = 1.5
_LONG = 60
"""Sentences of more letters count for the share that is recognised."""
_SHORT = 12_000
"""Papers in English of more letters are not asked by words, which takes time: they say the same more than once."""
_ELSEWHERE = re.compile(r"\b(?:annexes?|appendix|schedule|exhibit|voir|cf)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Finding:
    """What speaks for a clause in one sentence."""

    clause: str
    score: float
    cue: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Under:
    """A heading: its text, what it adds to each clause in the sentences under it, and its parts of combinations."""

    text: str
    adds: Mapping[int, float]
    parts: Mapping[int, int]


class Reading(NamedTuple):
    """A sentence read: its folded text with what leads it in, the phrases in that, and the heading above it."""

    sentence: Sentence
    text: str
    hits: set[int]
    under: Under


@dataclass(slots=True)
class Sums:
    """What the phrases of a sentence say, by clause: weights with their cues, and the clauses spoken against.

    `scores` decide, `hints` and `doubts` go into the fitted model, which is asked for the clauses `asked`.
    """

    scores: dict[int, list[tuple[float, str]]] = field(default_factory=dict)
    hints: dict[int, list[tuple[float, str]]] = field(default_factory=dict)
    against: set[int] = field(default_factory=set)
    doubts: set[int] = field(default_factory=set)
    asked: set[int] = field(default_factory=set)


_NOTHING = Under("", {}, {})
_SILENT = Sums()


class Searched(NamedTuple):
    """Every clause of the rules, sorted by id, and which share of the sentences was recognised as stating any of them.

    A contract of which much was not recognised speaks in other words than the rules: what was not found may be there.
    """

    clauses: tuple[Clause, ...]
    share: float


def find_clauses(pages: Sequence[str | Folded], clauses: Clauses, language: str | None = None) -> tuple[Clause, ...]:
    """Give every clause of the rules, sorted by id: found or not, page (from 1) and first words.

    Both languages are always looked for, since contracts mix them; `language` is taken so that callers need not know.
    """
    del language
    return search(pages, clauses).clauses


def search(pages: Sequence[str | Folded], clauses: Clauses) -> Searched:
    """Look for every clause of the rules."""
    found, share = _found(pages, clauses)
    best = {finding.clause: finding for finding in found}
    return Searched(tuple(_clause(clause, best.get(clause)) for clause in sorted(clauses.ids)), share)


def _clause(clause: str, finding: Finding | None) -> Clause:
    if finding is None:
        return Clause(clause, found=False)
    return Clause(clause, found=True, page=finding.sentence.page, quote=quote(finding.sentence.text))


def findings(pages: Sequence[str | Folded], clauses: Clauses) -> tuple[Finding, ...]:
    """Give for each clause that was found the sentence that states it best, with its cue."""
    return _found(pages, clauses)[0]


def _found(pages: Sequence[str | Folded], clauses: Clauses) -> tuple[tuple[Finding, ...], float]:
    best: dict[int, Finding] = {}
    readings = list(read(pages, clauses))
    weighed = [weigh(reading, clauses) if reading.hits or reading.under.adds else _SILENT for reading in readings]
    asking = [r.text if s.asked and _ENGLISH.search(r.text) else "" for r, s in zip(readings, weighed, strict=True)]
    in_words = _are_asked_in_words(readings)
    long = recognised = 0
    for reading, sums, text, found in zip(readings, weighed, asking, clauses.weighed.find(asking), strict=True):
        told = list(judge(reading, sums, found if text else None, clauses)) if sums.scores or text else []
        if in_words:
            told += _in_words(reading, sums, clauses)
        if len(reading.text) > _LONG:
            long += 1
            recognised += bool(told)
        for clause, score, cue in told:
            if clause not in best or score > best[clause].score + 0.01:
                best[clause] = Finding(clauses.ids[clause], score, cue, reading.sentence)
    return tuple(best[clause] for clause in sorted(best)), recognised / max(1, long)


def _are_asked_in_words(readings: Sequence[Reading]) -> bool:
    """Tell a paper that is short, or not mostly in English, as every tenth sentence tells."""
    if sum(len(reading.text) for reading in readings) <= _SHORT:
        return True
    some = readings[::10]
    english = sum(len(reading.text) for reading in some if _ENGLISH.search(reading.text))
    return 2 * english <= sum(len(reading.text) for reading in some)


def _in_words(reading: Reading, sums: Sums, clauses: Clauses) -> Iterator[tuple[int, float, str]]:
    """Give the clauses that a sentence states by its words, with less than a written rule gives."""
    for name, margin, cue in stated(reading.text, reading.under.text, clauses.words):
        clause = clauses.numbers.get(name)
        if clause is not None and clause not in sums.against:
            yield clause, STRONG - MEDIUM / (1 + margin), cue


def read(pages: Sequence[str | Folded], clauses: Clauses) -> Iterator[Reading]:
    """Give the sentences that can state something, with the phrases in them and in what leads them in."""
    article = under = _NOTHING
    cut = sentences(pages)
    texts = spaced_all([sentence.text for sentence in cut])
    found = clauses.phrases.find(texts)
    for number, lead in enumerate(leads(cut)):
        sentence, text = cut[number], texts[number]
        hits = found[number] if lead is None else found[number] | found[lead]
        if sentence.kind:
            announced = _announced(text, found[number], clauses)
            if sentence.kind == Kind.HEADING:
                article = under = announced
            else:
                under = _within(article, announced)
        length = text.count(" ") - 1
        if _states(sentence, length):
            above = under if _is_under(sentence, length) else _NOTHING
            yield Reading(sentence, text if lead is None else texts[lead] + text, hits, above)


def _within(article: Under, label: Under) -> Under:
    """Give what stands above a sentence with a label inside an article: a label that says all replaces the heading."""
    adds = label.adds if STRONG in label.adds.values() else {**article.adds, **label.adds}
    return Under(label.text, adds, _joined(article.parts, label.parts))


def _joined(some: Mapping[int, int], others: Mapping[int, int]) -> dict[int, int]:
    return {number: some.get(number, 0) | others.get(number, 0) for number in {*some, *others}}


def _announced(text: str, hits: set[int], clauses: Clauses) -> Under:
    """Tell what a heading adds to the sentences under it."""
    adds: dict[int, float] = {}
    parts: dict[int, int] = {}
    for hit in hits:
        for number, bit in clauses.uses[hit].parts:
            parts[number] = parts.get(number, 0) | bit
        for clause in clauses.uses[hit].heads:
            adds[clause] = max(adds.get(clause, 0.0), MEDIUM)
        if _NOT_NUMBER.sub(" ", text) == clauses.titles.get(hit):
            adds.update(dict.fromkeys(clauses.uses[hit].titles, STRONG))
    return Under(text.strip(), adds, parts)


def _is_under(sentence: Sentence, length: int) -> bool:
    """Tell whether a sentence says something of its own, so that its heading counts: `see annex 3` does not."""
    return not sentence.kind and (length > _VOID_WORDS or _ELSEWHERE.search(sentence.text) is None)


def _states(sentence: Sentence, length: int) -> bool:
    """Tell whether a sentence of so many words can be more than a heading or a blank."""
    if length < 2 or (sentence.kind and (length < 4 or not VERB.search(sentence.text))):
        return False
    if sentence.text.startswith("[") and sentence.text.endswith("]"):
        return False  # a note to whoever fills the template in
    return length > _VOID_WORDS or _VOID.search(sentence.text) is None


def judge(reading: Reading, sums: Sums, found: set[int] | None, clauses: Clauses) -> Iterator[tuple[int, float, str]]:
    """Give the clauses that a sentence states, how strongly (1 to 2), and the heaviest cue.

    `found` are the phrases of the models that it holds; None where no model is to be asked.
    """
    for clause, cues in sums.scores.items():
        score = _sum(cues)
        if score >= STRONG and clause not in sums.against:
            yield clause, min(score, 2 * STRONG), max(cues)[1]
    if found is None:
        return
    for clause in sums.asked - sums.doubts:
        total = modelled(clause, sums, reading.under, found, clauses)
        if total >= 0 or evidence(clause, sums, reading.under)[0] >= clauses.models[clause].alone:
            yield clause, STRONG + max(0.0, min(total / 4, STRONG)), _heaviest(clause, sums, reading, clauses)


def weigh(reading: Reading, clauses: Clauses) -> Sums:  # noqa: C901 - one flat loop: calls in it cost a third
    """Collect what the phrases of a sentence say of each clause."""
    sums = Sums()
    parts: dict[int, int] = {}
    bars: set[int] = set()
    uses, labels = clauses.uses, clauses.labels
    for hit in reading.hits:
        use = uses[hit]
        for number, bit in use.parts:
            parts[number] = parts.get(number, 0) | bit
        if use.quiet:
            continue
        for clause, weight in use.scores:
            sums.scores.setdefault(clause, []).append((weight, labels[hit]))
        for clause, weight in use.hints:
            sums.hints.setdefault(clause, []).append((weight, labels[hit]))
        if use.bars:
            bars.update(use.bars)
        if use.anchors:
            sums.asked.update(use.anchors)
        if use.against:
            sums.against.update(use.against)
        if use.doubts:
            sums.doubts.update(use.doubts)
    for combination in _combined(parts, reading.under.parts, clauses):
        if combination.number not in bars:
            cues = sums.hints if combination.hint else sums.scores
            cues.setdefault(combination.clause, []).append((combination.weight, combination.label))
    for clause, weight in reading.under.adds.items():
        sums.scores.setdefault(clause, []).append((weight, reading.under.text))
    sums.asked.update(clause for clause, cues in sums.hints.items() if _sum(cues) >= MEDIUM)
    return sums


def _combined(own: Mapping[int, int], lent: Mapping[int, int], clauses: Clauses) -> Iterator[Combination]:
    """Give the combinations of which every group has a phrase in the sentence, or else in the heading above it."""
    for number, bits in own.items():
        combination = clauses.combinations[number]
        if bits == combination.full or (number in lent and bits | lent[number] == combination.full):
            yield combination


def modelled(clause: int, sums: Sums, under: Under, found: set[int], clauses: Clauses) -> float:
    """Give what the fitted model makes of a sentence that holds these of its phrases."""
    model, weights = clauses.models[clause], clauses.weights[clause]
    hint, _, heading = evidence(clause, sums, under)
    written = model.bias + model.hint * hint + model.heading * heading
    return written + math.fsum([weights[phrase] for phrase in found & weights.keys()])


def evidence(clause: int, sums: Sums, under: Under) -> tuple[float, float, float]:
    """Give what the written rule says of a sentence: for the clause, against it, and by its heading."""
    return min(_sum(sums.hints.get(clause, [])), _MOST), float(clause in sums.doubts), under.adds.get(clause, 0.0)


def _heaviest(clause: int, sums: Sums, reading: Reading, clauses: Clauses) -> str:
    if clause in sums.hints:
        return max(sums.hints[clause])[1]
    return max(clauses.labels[hit] for hit in reading.hits if clause in clauses.uses[hit].anchors)


def _sum(cues: list[tuple[float, str]]) -> float:
    return math.fsum([weight for weight, _ in cues]) if len(cues) > 1 else cues[0][0] if cues else 0.0
