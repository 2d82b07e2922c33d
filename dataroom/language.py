"""French or English, by the small words that every text is full of."""

from __future__ import annotations

from collections.abc import Iterable

from dataroom.text import Folded

_FRENCH = frozenset(
    [
        "le",
        "la",
        "les",
        "des",
        "du",
        "de",
        "et",
        "est",
        "une",
        "un",
        "en",
        "au",
        "aux",
        "pour",
        "par",
        "sur",
        "dans",
        "que",
        "qui",
        "ce",
        "cette",
        "ces",
        "avec",
        "sont",
        "ou",
        "ne",
        "pas",
        "se",
        "sa",
        "son",
        "ses",
        "il",
        "elle",
        "nous",
        "vous",
        "leur",
        "leurs",
        "entre",
        "lors",
        "selon",
        "date",
        "page",
        "montant",
        "article",
        "societe",
    ]
)
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "for",
        "by",
        "on",
        "with",
        "is",
        "are",
        "shall",
        "be",
        "this",
        "that",
        "or",
        "any",
        "as",
        "at",
        "from",
        "it",
        "its",
        "which",
        "not",
        "such",
        "may",
        "will",
        "has",
        "have",
        "their",
        "under",
        "between",
        "date",
        "page",
        "amount",
        "article",
        "company",
    ]
)
_ENOUGH_WORDS = 2000


def language_of(pages: Iterable[Folded]) -> str | None:
    """Give `fr`, `en`, or None where the text is too short to tell."""
    french = english = seen = 0
    for page in pages:
        for word in page.folded.split()[:_ENOUGH_WORDS]:
            french += word in _FRENCH
            english += word in _ENGLISH
        seen += min(len(page), _ENOUGH_WORDS)
        if seen >= _ENOUGH_WORDS:
            break
    if max(french, english) < 3 or french == english:
        return None
    return "fr" if french > english else "en"
