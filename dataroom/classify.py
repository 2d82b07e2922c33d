"""What a document is: the words of its text propose a type, the cues of the rules confirm or refine it.

Two opinions: the lexicon (a linear model over words, which knows what kind of paper a text is even without a title)
and the rules’ cues (titles, tables, formulas, names, written by hand). docs/classification.md says how they are joined
and how the figures were found. Pure: no disk, no clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from dataroom.cues import Cues, Score
from dataroom.deciding import Opinion, decide
from dataroom.lexicon import NO_TYPE, TITLE_MARK, features
from dataroom.model import Candidate, Classification, Confidence, Evidence, Where
from dataroom.reading import Reading
from dataroom.rules import Rules

_SHOWN = 4
_CUES_SHOWN = 12
_WORDS_SHOWN = 6
_LIKELY = 5
_HEADING = 120


class Classifier:
    """The rules and the lexicon, ready to be asked."""

    def __init__(self, rules: Rules) -> None:
        """Make the rules ready."""
        self._rules = rules
        self._cues = Cues(rules)
        self._lexicon = rules.lexicon
        self._branches: dict[str, set[str]] = {name: set() for name in (*rules.lexicon.classes, NO_TYPE)}
        for type_id in rules.documents:
            root = next((t for t in reversed(rules.path_of(type_id)) if t in self._branches), NO_TYPE)
            self._branches[root].add(type_id)

    def classify(self, reading: Reading) -> Classification:
        """Give the type of a document, or no type, with the candidates and what speaks for each."""
        headings = [heading.text for heading in reading.content.headings]
        found = features(reading.pages, headings)
        words = self._lexicon.scores(found)
        cues = self._cues.scores(reading, self._likely(words))
        opinion = decide(words, cues, self._rules, has_text=any(len(page) for page in reading.pages))
        candidates = tuple(self._candidates(opinion, reading, found, cues))
        named = self._cues.announced(reading.name, _heading(reading), opinion.type)
        if opinion.type is None:
            return Classification(candidates=candidates, named=named)
        return Classification(opinion.type, self._rules.path_of(opinion.type), opinion.confidence, candidates, named)

    def _likely(self, words: Mapping[str, float]) -> frozenset[str] | None:
        """Give the types of which the words leave it open whether the document is one; None: all."""
        if not words:
            return None
        ranked = sorted([(-score, name) for name, score in words.items()])
        return frozenset().union(*[self._branches[name] for _, name in ranked[:_LIKELY]])

    def _candidates(
        self, opinion: Opinion, reading: Reading, found: set[str], cues: Mapping[str, Score]
    ) -> Iterator[Candidate]:
        for type_id, score in opinion.ranked[:_SHOWN]:
            best = type_id == opinion.ranked[0][0]
            evidence = cues[type_id].evidence(_CUES_SHOWN if best else _CUES_SHOWN // 3) if type_id in cues else ()
            told = self._telling(type_id, reading, found) if best else ()
            yield Candidate(type_id, round(score, 2), (*evidence, *told))

    def _telling(self, type_id: str, reading: Reading, found: set[str]) -> Iterator[Evidence]:
        """Say which words of the text speak most for a type, and where they stand."""
        known = [t for t in self._rules.path_of(type_id) if t in self._lexicon.classes]
        for feature in self._lexicon.telling(known[-1], found, _WORDS_SHOWN) if known else ():
            plain = feature.removeprefix(TITLE_MARK)
            where = Where.TITLE if feature.startswith(TITLE_MARK) else Where.BODY
            page, quote = _place(reading, plain)
            yield Evidence(plain, where, page, quote)


def _place(reading: Reading, feature: str) -> tuple[int | None, str]:
    for number, page in enumerate(reading.pages, start=1):
        at = page.spaced.find(f" {feature} ")
        if at >= 0:
            first = page.word_from(at)
            return number, page.quote(first, first + feature.count(" "))
    return None, ""


def with_type(answer: Classification, type_id: str, path: tuple[str, ...]) -> Classification:
    """Give the classification that a person decided on, the program's own candidates kept beside it."""
    return replace(answer, type=type_id, type_path=path, confidence=Confidence.HIGH)


__all__ = ["NO_TYPE", "Classifier", "Reading", "with_type"]


def _heading(reading: Reading) -> str:
    """Give the first lines of a text: its title, maybe under the name of who issues it."""
    lines = reading.pages[0].lines if reading.pages else ()
    return "\n".join([line[:_HEADING] for line in islice(filter(str.strip, lines), 2)])
