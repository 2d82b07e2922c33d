"""The examples in rule files, run as tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dataroom.classify import Classifier
from dataroom.clause_rules import Clauses
from dataroom.clauses import find_clauses
from dataroom.model import Classification, Content, Fact
from dataroom.reading import Reading
from dataroom.rules import DocumentRule, Example


def run_examples(classifier: Classifier, rules: Iterable[DocumentRule]) -> Iterator[str]:
    """Give one line for each example that does not come out as its rule says."""
    for rule in rules:
        for number, example in enumerate(rule.examples.match, start=1):
            answer = classifier.classify(reading_of(example))
            if rule.id not in answer.type_path:
                yield _line(rule, "match", number, f"expected {rule.id}", answer)
        for number, example in enumerate(rule.examples.other, start=1):
            answer = classifier.classify(reading_of(example))
            if rule.id in answer.type_path:
                yield _line(rule, "other", number, f"expected {example.type or 'no such type'}", answer)
            elif example.type and example.type not in answer.type_path:
                yield _line(rule, "other", number, f"expected {example.type}", answer)


def run_clause_examples(clauses: Clauses) -> Iterator[str]:
    """Give one line for each example of a clause in which it is not found, or found where it should not be."""
    for rule in clauses.rules.values():
        for kind, texts in (("match", rule.examples.match), ("other", rule.examples.other)):
            for number, text in enumerate(texts, start=1):
                found = {clause.id for clause in find_clauses((text,), clauses) if clause.found}
                if (rule.id in found) is (kind == "other"):
                    yield f"{rule.id}: examples.{kind}.{number}: expected {'no ' * (kind == 'other')}{rule.id}"


def reading_of(example: Example) -> Reading:
    """Make of an example what the readers make of a file."""
    pages = tuple(example.text.split("\f")) if example.text else ()
    facts = tuple(Fact(name) for name in example.facts)
    content = Content("text/plain", pages=pages, page_count=len(pages), facts=facts)
    return Reading.of(example.name, filter(None, example.folder.split("/")), content)


def _line(rule: DocumentRule, kind: str, number: int, expected: str, answer: Classification) -> str:
    best = "; ".join(
        f"{c.type} {c.score:g} ({', '.join(f'{e.where}:{e.cue}' for e in c.evidence[:6])})"
        for c in answer.candidates[:3]
    )
    return f"{rule.id}: examples.{kind}.{number}: {expected}, got {answer.type or 'no type'}; {best or 'no cue at all'}"
