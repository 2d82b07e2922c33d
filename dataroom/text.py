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
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, chain, islice

_WIDE = re.compile(r"[^\x00-\x7fÀ-ÅÇ-ÖÙ-Ýà-åç-öù-ÿ\xa0«»°’–—€]")
"""What may be longer or shorter when folded: none of the letters and signs that French is full of."""
_ASCII = bytes(range(128))
_MANY_FOREIGN = 100  # a text with more kinds of foreign characters is folded character by character
_PLAIN = bytes(code if chr(code) in "abcdefghijklmnopqrstuvwxyz0123456789\n\t" else 32 for code in range(256))
_WORD = re.compile(r"[a-z0-9]+")
_LATIN = re.compile(r"[A-Za-z0-9]")
BROKEN_LETTERS = 6000
"""How far words broken or run together are looked for: titles, parties and formulas stand there."""
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
    return _folded(unicodedata.normalize("NFC", text))


def _folded(text: str) -> str:
    # Replacing the few foreign characters of a text one kind at a time is several times faster than `translate`.
    if text.isascii():
        return text.lower()
    foreign = set(text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass"))
    changed = [(char, spelt) for char in foreign if (spelt := _FOLD[ord(char)]) != char]
    if len(foreign) > _MANY_FOREIGN or not all(spelt.isascii() for _, spelt in changed):
        return text.translate(_FOLD)  # what one becomes might be replaced again as another
    for char, spelt in changed:
        text = text.replace(char, spelt)
    return text.lower()


def plain(folded: str) -> str:
    """Give a folded text with a space for all that is neither letter, digit, tab nor line end, each in its place."""
    return folded.encode("ascii", "replace").translate(_PLAIN).decode("ascii")


def words(text: str) -> list[str]:
    """Give the folded words of `text`."""
    return plain(fold(text)).split()


def words_of_each(texts: Sequence[str]) -> list[list[str]]:
    """Give for each text what `words` gives, folding all of them at once."""
    joined = "\n".join([text.replace("\n", " ") for text in texts])
    return [line.split() for line in plain(fold(joined)).split("\n")] if texts else []


def has_words(text: str) -> bool:
    """Tell whether a text holds any word."""
    # A Latin letter or a digit makes one, whatever accent follows it.
    return _LATIN.search(text) is not None or bool(words(text))


class Folded:
    """A text with its folded form and the way back to it."""

    __slots__ = ("__dict__", "folded", "original")

    def __init__(self, text: str) -> None:
        """Fold `text`."""
        self.original = unicodedata.normalize("NFC", text)
        self.folded = _folded(self.original)

    @cached_property
    def on_one_line(self) -> str:
        """The folded text with one space for each run of spaces and line ends."""
        return " ".join(self.folded.split())

    @cached_property
    def _plain(self) -> str:
        return plain(self.folded)

    @cached_property
    def _plain_lines(self) -> list[str]:
        return self._plain.split("\n")

    @cached_property
    def _split_lines(self) -> list[list[str]]:
        return list(map(str.split, self._plain_lines))

    @cached_property
    def _words(self) -> list[str]:
        return list(chain.from_iterable(self._split_lines))

    @cached_property
    def squeezed(self) -> str:
        """The words of the text with nothing between them."""
        return "".join(self._words)

    @cached_property
    def spaced(self) -> str:
        """The words of the text with one space before, between and after them."""
        return f" {' '.join(self._words)} "

    @cached_property
    def _starts(self) -> list[int]:
        # Where the first words start in the squeezed text: none is asked for beyond so many letters.
        return list(accumulate(map(len, islice(self._words, BROKEN_LETTERS)), initial=0))

    @cached_property
    def _drift(self) -> list[tuple[int, int]]:
        # Places in the folded text after which it is longer (or shorter) than the original.
        drift, shift = [], 0
        for match in _WIDE.finditer(self.original):
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

    def word_from(self, spaced_at: int, known_at: int = 0, known: int = 0) -> int:
        """Give the number of the word that begins after the space at a place of the spaced text.

        Faster with a near place and the number of the word there.
        """
        if spaced_at < known_at:
            return known - self.spaced.count(" ", spaced_at, known_at)
        return known + self.spaced.count(" ", known_at, spaced_at)

    def whole_words(self, start: int, end: int, *, open_end: bool = False) -> tuple[int, int] | None:
        """Give first and last word of `squeezed[start:end]`, or None where it does not begin and end with a word.

        To be asked of the first `BROKEN_LETTERS` alone.
        """
        starts = self._starts
        first = bisect_left(starts, start)
        if starts[first] != start:
            return None
        following = bisect_left(starts, end, first)
        if not open_end and starts[following] != end:
            return None
        return first, following - 1

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Give the place in the original of the words `first` to `last`."""
        return self._back(self._folded_span(first)[0]), self._back(self._folded_span(last)[1])

    def _folded_span(self, number: int) -> tuple[int, int]:
        # Only the lines of words that are shown are looked into: most words are never asked for their place.
        line = self.line_of(number)
        if line not in self._spans:
            start, end = self._folded_line_starts[line], self._folded_line_starts[line + 1] - 1
            self._spans[line] = [match.span() for match in _WORD.finditer(self._plain, start, end)]
        return self._spans[line][number - self._line_words[line]]

    @cached_property
    def _spans(self) -> dict[int, list[tuple[int, int]]]:
        return {}

    @cached_property
    def has_cells(self) -> bool:
        """Whether there is a table in it, its cells parted by tabs."""
        return "\t" in self._plain

    def parted(self, first: int, last: int) -> bool:
        """Tell whether a cell of a table ends between two words."""
        if first == last or not self.has_cells:
            return False
        line = self.line_of(first)
        if "\t" not in self._plain_lines[line] and self.line_of(last) == line:
            return False
        return "\t" in self._plain[self._folded_span(first)[1] : self._folded_span(last)[0]]

    def _back(self, at: int) -> int:
        if len(self.original) == len(self._plain):
            return at
        i = bisect_right(self._drift, (at, 1 << 60)) - 1
        return at - (self._drift[i][1] if i >= 0 else 0)

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the original."""
        return self.original.split("\n")

    @cached_property
    def _folded_line_starts(self) -> list[int]:
        return list(accumulate((len(line) + 1 for line in self._plain_lines), initial=0))

    @cached_property
    def _line_words(self) -> list[int]:
        # How many words stand before each line.
        return list(accumulate(map(len, self._split_lines), initial=0))

    def line_of(self, first: int) -> int:
        """Give the number of the line in which a word stands."""
        return bisect_right(self._line_words, first) - 1

    def last_word_of(self, lines: int) -> int:
        """Give the number of the last word within the first `lines` lines."""
        return self._line_words[min(lines, len(self._line_words) - 1)] - 1

    def line(self, number: int) -> str:
        """Give a line of the original, by its number."""
        return self.lines[number]

    def quote(self, first: int, last: int, around: int = 40) -> str:
        """Give the original words `first` to `last` with up to `around` characters on each side, on one line."""
        start, end = self.span(first, last)
        left, right = max(0, start - around), min(len(self.original), end + around)
        # No word is cut in two, at either end.
        if left and (before := self.original[left - 1 : start - 1]) and not before[0].isspace():
            left += len(before.split(None, 1)[0])
        if right < len(self.original) and (after := self.original[end + 1 : right + 1]) and not after[-1].isspace():
            right -= len(after.rsplit(None, 1)[-1])
        body = " ".join(self.original[left:right].split())
        return ("… " if left else "") + body + (" …" if right < len(self.original) else "")
