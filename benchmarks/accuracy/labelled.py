"""The labelled texts of the repository, as the classifier sees them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dataroom.reading import Reading
from dataroom.model import Content, Fact, Heading
from dataroom.rules import Rules
from dataroom.selftest import reading_of

CORPUS = Path(__file__).parent / "corpus"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text, what it is (None: no type), what else a careful lawyer would accept, and who wrote it."""

    author: str
    reading: Reading
    type: str | None
    acceptable: tuple[str, ...] = ()


def corpus() -> Iterator[Labelled]:
    """Give the documents of every author."""
    for file in sorted(CORPUS.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines()[1:]:
            found = json.loads(line)
            yield Labelled(file.stem, _reading(found), found["type"], tuple(found.get("acceptable") or ()))


def _reading(found: dict[str, object]) -> Reading:
    name, folder, text = str(found["name"]), str(found.get("folder") or ""), str(found["text"])
    pages = tuple(text.split("\f"))
    sheets = found.get("sheets") or []
    headings = [Heading(n, str(sheet)) for n, sheet in enumerate(sheets, start=1)]  # type: ignore[var-annotated, arg-type]
    if found.get("subject"):
        headings.append(Heading(1, str(found["subject"])))
    facts = (Fact("email"),) if name.endswith(".eml") else ()
    content = Content("text/plain", pages=pages, page_count=len(pages), headings=tuple(headings), facts=facts)
    return Reading.of(name, [part for part in folder.split("/") if part], content)


def examples(rules: Rules) -> Iterator[Labelled]:
    """Give the examples of the rules that hold a text."""
    for rule in rules.documents.values():
        for example in (*rule.examples.match, *rule.examples.other):
            type_id = rule.id if example in rule.examples.match else example.type
            if example.text:
                yield Labelled("rules", reading_of(example), type_id)
