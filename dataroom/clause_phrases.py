"""Many phrases looked for at once in many sentences: one pass, whole words, no phrase across a sentence's end.

The phrases are written as in dataroom/phrases.py (`rupture*`, ` ... ` for up to eight words between). Here words are
kept apart by a space, which is several times faster than the squeezed text; it does not mend words that OCR broke.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from dataroom.text import fold, plain, words

_GAP_WORDS = 8
_GAP_LETTERS = 300  # no eight words are longer: a look further would cost time in a hostile text
_SIGNS = (("€", " euros "), ("$", " dollars "), ("£", " pounds "), ("%", " percent "))


def spaced(text: str) -> str:
    """Give the folded words of a text, signs of money spelt out, with one space before, between and after them."""
    for sign, word in _SIGNS:
        if sign in text:
            text = text.replace(sign, word)
    return f" {' '.join(words(text))} "


def spaced_all(texts: Sequence[str]) -> list[str]:
    """Give for each text what `spaced` gives, folding all of them at once."""
    joined = "\n".join([text.replace("\n", " ") for text in texts])
    for sign, word in _SIGNS:
        joined = joined.replace(sign, word)
    return [f" {' '.join(line.split())} " for line in plain(fold(joined)).split("\n")] if texts else []


def _parsed(phrases: Iterable[str]) -> Iterator[list[str]]:
    split = [phrase.split(" ... ") for phrase in phrases]
    plain = iter(spaced_all([piece for pieces in split for piece in pieces]))
    for pieces in split:
        parts = [next(plain).rstrip() if piece.rstrip().endswith("*") else next(plain) for piece in pieces]
        if not all(part.strip() for part in parts):
            raise ValueError(" ... ".join(pieces))
        yield parts


class SentencePhrases:
    """A set of phrases ready to be looked for."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Prepare `phrases`; raises ValueError for one that holds no word."""
        heads: dict[str, tuple[list[int], list[tuple[int, tuple[str, ...]]]]] = {}
        for number, (first, *others) in enumerate(_parsed(phrases)):
            whole, gapped = heads.setdefault(first, ([], []))
            if others:
                gapped.append((number, tuple(others)))
            else:
                whole.append(number)
        self._heads = list(heads.values())
        self._only = [whole[0] if len(whole) == 1 and not gapped else -1 for whole, gapped in self._heads]
        self._automaton = _automaton(list(heads)) if heads else None

    def find(self, sentences: Sequence[str]) -> list[set[int]]:
        """Give for each sentence, made by `spaced`, the numbers of the phrases in it."""
        found: list[set[int]] = [set() for _ in sentences]
        joined = "".join(sentences)
        if not joined or self._automaton is None:
            return found
        # No phrase holds two spaces running, so none is found across the end of a sentence.
        at, limit, only = 0, len(sentences[0]), self._only
        here = found[0]
        add = here.add
        for head, _, end in self._automaton.find_matches_as_indexes(joined, overlapping=True):
            while end > limit:
                at += 1
                limit += len(sentences[at])
                here = found[at]
                add = here.add
            number = only[head]
            if number >= 0:
                add(number)
                continue
            whole, gapped = self._heads[head]
            here.update(whole)
            for number, others in gapped:
                if number not in here and _follows(joined, others, end, limit):
                    here.add(number)
        return found


def _automaton(heads: list[str]) -> AhoCorasick:
    return AhoCorasick(heads, MatchKind.Standard, implementation=Implementation.DFA)


def _follows(text: str, parts: tuple[str, ...], end: int, limit: int) -> bool:
    for part in parts:
        start = text.find(part, end - 1, min(limit, end + _GAP_LETTERS + len(part)))
        if start < 0 or text.count(" ", end, start) > _GAP_WORDS:
            return False
        end = start + len(part)
    return True
