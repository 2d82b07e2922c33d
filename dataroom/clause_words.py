"""A second opinion on what a sentence of a contract states: the words of each clause, as a linear model over them.

`rules/clauses/words.tsv` is written by `benchmarks/accuracy/fit_clause_words.py` from pieces of contracts by several
authors; benchmarks/accuracy/clauses.md says how. The written rules say what is sure; this knows the same thing in
other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from dataroom.lexicon import TITLE_MARK, Lexicon

STEM_MARK = "~"
"""Stands before the first letters of a long word: `~resili` for all that is said of ending a contract."""
_STEM = 6
_DIGITS = str.maketrans("123456789", "000000000")
_WORD = re.compile(r"[a-z]{3}")
_SHOWN = 4


def features(text: str, heading: str) -> set[str]:
    """Give the words of a sentence, its pairs of neighbours, its stems, and marked as such the words above it.

    Both texts as `spaced` gives them; a figure counts by its length.
    """
    spoken = text.translate(_DIGITS).split()
    stems = [STEM_MARK + word[:_STEM] for word in spoken if len(word) > _STEM]
    return {*spoken, *map(" ".join, pairwise(spoken)), *stems, *_above(heading)}


@lru_cache(maxsize=8)
def _above(heading: str) -> list[str]:
    # The same for all sentences under a heading.
    return [TITLE_MARK + word for word in heading.translate(_DIGITS).split()]


def stated(text: str, heading: str, words: Lexicon) -> Iterator[tuple[str, float, str]]:
    """Give the clauses that a sentence states by its words, how far it is beyond doubt, and the words that tell."""
    if _WORD.search(text) is None:
        return
    found = features(text, heading)
    for clause, score in words.reached(found):
        yield clause, score, ", ".join(words.telling(clause, found, _SHOWN))
