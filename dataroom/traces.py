"""What the finders of personal data and secrets hand on, and the folded text in which they look.

A trace never holds what was found: its sample is masked where it is made, its key is a digest that only
serves to count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dataroom.model import Confidence
from dataroom.patterns import compiled, windows

_PAIRS = (
    *zip("àâäáãçéèêëîïíìñôöóòõùûüúÿ", "aaaaaceeeeiiiinooooouuuuy", strict=True),
    *zip("’‘ʼ´\u00a0\u202f\u2009\u2007‑–—", "''''    ---", strict=True),
)
_LETTERS = bytes(code if chr(code).islower() and code < 128 else 32 for code in range(256))
_CIVIL = r"(?:M\.|MM\.|Mr\.?|Mme\.?|Mlle\.?|Monsieur|Madame|Mademoiselle|Mrs\.?|Ms\.?)"
_CAPITALISED = r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+(?:[-'’][A-ZÀ-ÖØ-Þ]?[a-zß-öø-ÿ]+)*"
_UPPER = r"[A-ZÀ-ÖØ-Þ]{2,}(?:[-'’ ][A-ZÀ-ÖØ-Þ]{2,})*"
CIVIL_NAME = rf"\b{_CIVIL}\s+(?:et\s+{_CIVIL}\s+)?(?:{_CAPITALISED}|{_UPPER})"
"""A person named with a civil title: `Mme Durand`, `M. et Mme Robin`."""
FULL_NAME = rf"(?:{CIVIL_NAME}|\b{_UPPER}\s+{_CAPITALISED}|\b{_CAPITALISED}\s+[A-ZÀ-ÖØ-Þ]{{2,}}\b)"
"""A person named with a civil title, or with the surname in capitals beside a first name."""
TWO_WORDS = rf"(?:\b{_CAPITALISED}\s+{_CAPITALISED}|{FULL_NAME})"
"""What may be a name where a column says that names stand there."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One thing found: its kind, its place in the page, a masked sample, and whether it makes the document personal."""

    kind: str
    at: int
    sample: str = ""
    confidence: Confidence = Confidence.HIGH
    substance: bool = True
    key: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is, and folded letter by letter: both have the same length, so that places are the same."""

    text: str
    low: str
    heads: frozenset[bytes]
    """The first three and the first four letters of every word: a stem whose own are not among them stands nowhere."""

    def windows(self, stems: Sequence[str], before: int, after: int) -> list[tuple[int, int]]:
        """Give the stretches around each stem at a word's beginning, those that touch made one."""
        likely = [stem for stem in stems if (head := _head(stem)) is None or head in self.heads]
        return windows(self.low, likely, before, after) if likely else []

    def near(self, pattern: str, stems: Sequence[str], before: int, after: int) -> Iterator[re.Match[str]]:
        """Give the matches of a pattern in the folded text that lie in the neighbourhood of a stem."""
        for start, end in self.windows(stems, before, after):
            yield from compiled(pattern).finditer(self.low, start, end)

    def before(self, at: int, width: int) -> str:
        """Give the folded text that stands before a place."""
        return self.low[max(0, at - width) : at]

    def around(self, at: int, end: int, width: int) -> str:
        """Give the text as it is on both sides of a stretch, within its lines and `width` characters."""
        left = self.text[max(0, at - width) : at].rpartition("\n")[2]
        right = self.text[end : end + width].partition("\n")[0]
        return left + self.text[at:end] + right

    def lines_with(self, stems: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Give begin and end of each line in whose folded form one of the stems stands, from the top down."""
        done = 0
        for at, _ in self.windows(stems, 0, 1):
            if at >= done:
                start = self.low.rfind("\n", done, at) + 1 or done
                done = self._line_end(at)
                yield start, done

    def rows_after(self, end: int, most: int) -> Iterator[tuple[int, str]]:
        """Give up to `most` lines that follow the end of one, as they are, each with its place."""
        at = end + 1
        while at < len(self.text) and most:
            stop = self._line_end(at)
            yield at, self.text[at:stop]
            at, most = stop + 1, most - 1

    def lines(self) -> Iterator[tuple[int, str]]:
        """Give all the lines as they are, each with its place."""
        yield from self.rows_after(-1, -1)

    def _line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        return end if end >= 0 else len(self.text)


def plain(text: str) -> str:
    """Fold a text letter by letter: lower case, no accents, straight apostrophes; the length stays the same."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    if low.isascii():
        return low
    for char, other in _PAIRS:
        low = low.replace(char, other)
    return low


def page_of(text: str) -> Page:
    """Make a page ready to be looked through."""
    low = plain(text)
    words = set(low.encode("ascii", "replace").translate(_LETTERS).split())
    return Page(text, low, frozenset({word[:3] for word in words} | {word[:4] for word in words}))


@cache
def _head(stem: str) -> bytes | None:
    match = compiled(r"[a-z]{3,4}").match(stem)
    return match.group().encode() if match else None


def names_person(text: str) -> bool:
    """Tell whether a stretch of text names a natural person."""
    return compiled(FULL_NAME).search(text) is not None
