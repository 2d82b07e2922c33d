"""The labelled texts taken through the stages that a file goes through once read, and scored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from benchmarks.accuracy.labelled import Labelled, profiles
from benchmarks.accuracy.scoring import Pair, Scores, scored
from dataroom.clause_rules import Clauses
from dataroom.describe import Describer, Stages
from dataroom.lexicon import NO_TYPE, Lexicon
from dataroom.model import Document
from dataroom.relate import relate
from dataroom.room import Profile
from dataroom.rules import Rules


def described(texts: Iterable[Labelled], stages: Stages) -> list[Pair]:
    """Give each text with the document made of it, each author’s against the company that it is about."""
    by_author: dict[str, list[Labelled]] = {}
    for text in texts:
        by_author.setdefault(text.author, []).append(text)
    known = profiles()
    return [pair for author, own in by_author.items() for pair in _room(own, stages, known[author])]


def _room(texts: Sequence[Labelled], stages: Stages, profile: Profile) -> list[Pair]:
    as_of = profile.deal.as_of
    if as_of is None:
        raise ValueError(f"{texts[0].author}: expected a profile with deal.as_of, got none")
    describer = Describer(stages, profile, as_of)
    documents = [describer.describe(_blank(number, text), text.reading) for number, text in enumerate(texts)]
    related = {document.path: document for document in relate(documents, stages.rules, profile, as_of)}
    return [(text.truth, related[document.path]) for text, document in zip(texts, documents, strict=True)]


def _blank(number: int, text: Labelled) -> Document:
    # Authors give the same name to many texts; each is a file of its own.
    path = "/".join((*text.reading.folders, f"{number} {text.reading.name}"))
    content = text.reading.content
    return Document(path, sum(map(len, content.pages)), media_type=content.media_type, pages=content.page_count)


def score(pairs: Sequence[Pair], rules: Rules) -> Scores:
    """Score documents against the types that the shipped lexicon knows."""
    return scored(pairs, set(rules.lexicon.classes) - {NO_TYPE})


def stages_with(rules: Rules, clauses: Clauses, lexicon: Lexicon | None = None) -> Stages:
    """Make the stages ready, with another lexicon than the shipped one where it is given."""
    return Stages.of(rules if lexicon is None else replace(rules, fitted=lexicon), clauses)


def by_language(pairs: Iterable[Pair]) -> Mapping[str, list[Pair]]:
    """Part the documents by the language of their text."""
    parts: dict[str, list[Pair]] = {}
    for truth, document in pairs:
        parts.setdefault(truth.language, []).append((truth, document))
    return dict(sorted(parts.items()))
