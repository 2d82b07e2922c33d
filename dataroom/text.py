r"""Text made comparable: folded to plain lower-case words, without losing the place of any of them.

Phrases are looked for in the *spaced* text (its words, one space between), long ones also in the *squeezed* text (its
words with nothing between them), where they must begin and end with a word. So `contrat de\nprestation` and, in a
long phrase, `C O N T R A T` and `attes tation` (as OCR gives it) are found like the plain spelling; `bail` in
`travail` is not.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate

_WORD = re.compile(r"[a-z0-9]+")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_LINE_END = re.compile(r"\n")
# NFKD knows nothing of these: they must be spelt out before accents are dropped.
_SPELT = {
    "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ł": "l", "Ł": "l",
    "ı": "i", "’": "'", "‘": "'", "ʼ": "'", "´": "'", "–": "-", "—": "-", "‑": "-", "\u00ad": "",
}  # fmt: skip


class _Table(dict[int, str]):
    """A translation table that works out the folding of a character when it is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = unicodedata.normalize("NFKD", _SPELT.get(char, char))
        folded = "".join(c for c in plain if not unicodedata.combining(c)).lower()
        self[code] = folded
        return folded


_FOLD = _Table()


def fold(text: str) -> str:
    """Lower-case `text`, drop its accents, spell out ligatures, straighten apostrophes and dashes."""
    return unicodedata.normalize("NFC", text).translate(_FOLD)


def words(text: str) -> list[str]:
    """Give the folded words of `text`."""
    return _WORD.findall(fold(text))


class Folded:
    """A text with its folded form and the way back to it."""

    __slots__ = ("__dict__", "folded", "original")

    def __init__(self, text: str) -> None:
        """Fold `text`."""
        self.original = unicodedata.normalize("NFC", text)
        self.folded = self.original.translate(_FOLD)

    @cached_property
    def _words(self) -> list[str]:
        return _WORD.findall(self.folded)

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return [m.span() for m in _WORD.finditer(self.folded)]

    @cached_property
    def squeezed(self) -> str:
        """The words of the text with nothing between them."""
        return "".join(self._words)

    @cached_property
    def spaced(self) -> str:
        """The words of the text with one space before, between and after them."""
        return f" {' '.join(self._words)} "

    @cached_property
    def _word_starts(self) -> list[int]:
        return list(accumulate(map(len, self._words), initial=0))

    @cached_property
    def _spaced_starts(self) -> list[int]:
        return list(accumulate((len(word) + 1 for word in self._words), initial=0))

    @cached_property
    def _drift(self) -> list[tuple[int, int]]:
        # Places in the folded text after which it is longer (or shorter) than the original.
        drift, shift = [], 0
        for match in _FOREIGN.finditer(self.original):
            width = len(_FOLD[ord(match[0])])
            if width != 1:
                shift += width - 1
                drift.append((match.end() + shift, shift))
        return drift

    def __len__(self) -> int:
        """Count the words."""
        return len(self._words)

    def words(self) -> list[str]:
        """Give the folded words, in order."""
        return list(self._words)

    def word_from(self, spaced_at: int) -> int:
        """Give the number of the word that begins after the space at a place of the spaced text."""
        return bisect_left(self._spaced_starts, spaced_at)

    def find_words(self, pattern: str, first: int, last: int) -> int | None:
        """Give the first word from `first` to `last` at which a spaced pattern begins, or None."""
        if first >= len(self._words):
            return None
        starts = self._spaced_starts
        stop = starts[min(last + 1, len(self._words))]
        at = self.spaced.find(pattern, starts[first], stop + len(pattern))
        return None if at < 0 or at >= stop else self.word_from(at)

    def word_at(self, squeezed_at: int) -> int:
        """Give the number of the word in which a place of the squeezed text lies."""
        return bisect_right(self._word_starts, squeezed_at) - 1

    def whole_words(self, start: int, end: int, *, open_end: bool = False) -> tuple[int, int] | None:
        """Give first and last word of `squeezed[start:end]`, or None where it does not begin and end with a word."""
        first, last = self.word_at(start), self.word_at(end - 1)
        if self._word_starts[first] != start:
            return None
        a, b = self._spans[last]
        if not open_end and self._word_starts[last] + (b - a) != end:
            return None
        return first, last

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Give the place in the original of the words `first` to `last`."""
        return self._back(self._spans[first][0]), self._back(self._spans[last][1])

    def parted(self, first: int, last: int) -> bool:
        """Tell whether a cell of a table ends between two words."""
        return "\t" in self.folded[self._spans[first][0] : self._spans[last][1]]

    def _back(self, at: int) -> int:
        if len(self.original) == len(self.folded):
            return at
        i = bisect_right(self._drift, (at, 1 << 60)) - 1
        return at - (self._drift[i][1] if i >= 0 else 0)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(m.end() for m in _LINE_END.finditer(self.original))]

    @cached_property
    def _folded_line_starts(self) -> list[int]:
        return [0, *(m.end() for m in _LINE_END.finditer(self.folded))]

    def line_of(self, first: int) -> int:
        """Give the number of the line in which a word stands."""
        return bisect_right(self._folded_line_starts, self._spans[first][0]) - 1

    def last_word_of(self, lines: int) -> int:
        """Give the number of the last word within the first `lines` lines."""
        if lines >= len(self._folded_line_starts):
            return len(self._words) - 1
        end = self._folded_line_starts[lines]
        return bisect_left(self._spans, (end,)) - 1

    def line(self, number: int) -> str:
        """Give a line of the original, by its number."""
        start = self._line_starts[number]
        end = self._line_starts[number + 1] - 1 if number + 1 < len(self._line_starts) else len(self.original)
        return self.original[start:end]

    def quote(self, first: int, last: int, around: int = 40) -> str:
        """Give the original words `first` to `last` with up to `around` characters on each side, on one line."""
        start, end = self.span(first, last)
        left, right = max(0, start - around), min(len(self.original), end + around)
        while left and left < start and not self.original[left - 1].isspace():
            left += 1
        while right < len(self.original) and right > end and not self.original[right].isspace():
            right -= 1
        body = " ".join(self.original[left:right].split())
        return ("… " if left else "") + body + (" …" if right < len(self.original) else "")
