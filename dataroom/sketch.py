"""A small sketch of a text, by which near-duplicates are found without keeping the text.

Bottom-k sketch over shingles of five words (Broder, « On the resemblance and containment of documents », 1997).
"""

from __future__ import annotations

import heapq
import zlib
from collections.abc import Iterable, Sequence
from itertools import accumulate, islice

from dataroom.text import Folded

_SHINGLE = 5
_SIZE = 128
_READ_WORDS = 30_000


def sketch_of(pages: Iterable[Folded]) -> tuple[int, ...]:
    """Give the smallest hashes of the shingles of a text, sorted; empty for a text of under five words."""
    words: list[str] = []
    for page in pages:
        words.extend(islice(page.words(), _READ_WORDS))
        if len(words) > _READ_WORDS:
            break
    # Words are ASCII: each shingle is a piece of the whole, from its first letter to the end of its last word.
    whole = " ".join(words).encode()
    ends = list(accumulate(len(word) + 1 for word in words))
    shingles = {
        zlib.crc32(whole[start : end - 1]) for start, end in zip([0, *ends], ends[_SHINGLE - 1 :], strict=False)
    }
    return tuple(heapq.nsmallest(_SIZE, shingles))


def resemblance(one: Sequence[int], other: Sequence[int]) -> float:
    """Estimate the Jaccard resemblance of two texts, from 0 (nothing shared) to 1 (the same)."""
    if not one or not other:
        return 0.0
    # A sketch that is not full is the whole text, so the smallest of both are the smallest of the union.
    union = heapq.nsmallest(_SIZE, set(one) | set(other))
    shared = set(one) & set(other)
    return sum(value in shared for value in union) / len(union)
