"""The labelled texts of the repository, as the classifier sees them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.accuracy.scoring import Truth
from dataroom.model import Content, Fact, Heading
from dataroom.reading import Reading
from dataroom.room import Profile
from dataroom.rules import Rules
from dataroom.selftest import reading_of

CORPUS = Path(__file__).parent / "corpus"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text, what is true of it, and who wrote it."""

    author: str
    reading: Reading
    truth: Truth

    @property
    def type(self) -> str | None:
        """What it is; None: none of the types."""
        return self.truth.type

    @property
    def acceptable(self) -> tuple[str, ...]:
        """What else a careful lawyer would accept."""
        return self.truth.acceptable


def corpus() -> Iterator[Labelled]:
    """Give the documents of every author."""
    for file in _files():
        for line in file.read_text(encoding="utf-8").splitlines()[1:]:
            found = json.loads(line)
            yield Labelled(file.stem, _reading(found), Truth.of(found))


def profiles() -> dict[str, Profile]:
    """Give the company that each author wrote about: the first line of each file."""
    return {file.stem: Profile.model_validate(json.loads(_first(file))["profile"]) for file in _files()}


def _files() -> list[Path]:
    return sorted(CORPUS.glob("*.jsonl"))


def _first(file: Path) -> str:
    with file.open(encoding="utf-8") as lines:
        return next(lines)


def _reading(found: Mapping[str, object]) -> Reading:
    name, folder, text = str(found["name"]), str(found.get("folder") or ""), str(found["text"])
    pages = tuple(text.split("\f"))
    sheets = found.get("sheets")
    headings = [Heading(n, str(sheet)) for n, sheet in enumerate(sheets if isinstance(sheets, list) else (), start=1)]
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
                yield Labelled("rules", reading_of(example), Truth(type_id))
