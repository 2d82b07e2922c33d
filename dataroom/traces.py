"""What the finders of personal data and secrets hand on, and the folded text in which they look.

A trace never holds what was found: its sample is masked where it is made, its key is a digest that only serves to count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dataroom.model import Confidence
from dataroom.patterns import compiled

_PAIRS = (
    *zip("àâäáãçéèêëîïíìñôöóòõùûüúÿ", "aaaaaceeeeiiiinooooouuuuy", strict=True),
    *zip("’‘ʼ´\u00a0\u202f\u2009\u2007‑–—", "''''    ---", strict=True),
)
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

    def before(self, at: int, width: int) -> str:
        """Give the folded text that stands before a place."""
        return self.low[max(0, at - width) : at]

    def around(self, at: int, end: int, width: int) -> str:
        """Give the text as it is on both sides of a stretch, within its lines and `width` characters."""
        start = max(self.text.rfind("\n", 0, at) + 1, at - width)
        stop = self.text.find("\n", end)
        return self.text[start : min(end + width, stop if stop >= 0 else len(self.text))]

    def lines(self) -> Iterator[tuple[int, str]]:
        """Give the lines as they are, each with its place."""
        at = 0
        for line in self.text.split("\n"):
            yield at, line
            at += len(line) + 1


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
    return Page(text, plain(text))


def names_person(text: str) -> bool:
    """Tell whether a stretch of text names a natural person."""
    return compiled(FULL_NAME).search(text) is not None
