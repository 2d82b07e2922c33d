"""The rules of document types: TOML files, one a type, read and checked all at once.

`rules/documents/<family>/<id>.toml`; the id is the file's name, the family its folder. A folder given with
`--rules` is laid over the shipped one: a file of the same id replaces it, a new one is added.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError, field_validator

from dataroom.errors import Fault, FileFaults
from dataroom.lexicon import Lexicon, parse
from dataroom.model import PROCESSES
from dataroom.shipped import shipped
from dataroom.text import has_words
from dataroom.thresholds import Threshold, read_thresholds
from dataroom.written import Strict, Text, faults_of, parsed_toml

ENGAGING = ("service-contract", "engagement-letter", "collection-mandate")
"""The contracts by which a provider is engaged."""
PeriodKind = Literal["none", "month", "month-of-date", "any", "fiscal-year"]
Phrase = Annotated[str, Field(min_length=2)]


class Cues(Strict):
    """The phrases that speak for a type, and against it."""

    title: tuple[Phrase, ...] = ()
    """What such a document calls itself: counts most in a title, in a heading and in the file's name."""
    strong: tuple[Phrase, ...] = ()
    """Wording that hardly another kind of document holds."""
    medium: tuple[Phrase, ...] = ()
    weak: tuple[Phrase, ...] = ()
    against: tuple[Phrase, ...] = ()
    """Wording of look-alikes."""
    name: tuple[Phrase, ...] = ()
    """File-name habits beside the titles."""
    folder: tuple[Phrase, ...] = ()
    facts: tuple[str, ...] = ()
    """Structural facts of which one decides: `fec-columns`, `facturx`."""

    @field_validator("title", "strong", "medium", "weak", "against", "name", "folder")
    @classmethod
    def _has_words(cls, phrases: tuple[str, ...]) -> tuple[str, ...]:
        for phrase in phrases:
            if not all(map(has_words, phrase.split(" ... "))):
                message = f"a phrase with letters or digits, got {phrase!r}"
                raise ValueError(message)
        return phrases


class Columns(Strict):
    """Column heads of which so many on one line show a table of this type, title or not."""

    heads: tuple[Phrase, ...] = Field(min_length=2)
    at_least: int = Field(ge=2)


class Lookalike(Strict):
    """A type that reads alike, how to tell it apart, and whether this type wins where both are likely."""

    type: str
    because: str = Field(min_length=3)
    beats: bool = False


class Section(Strict):
    """Something that such a document must hold to be of use: a part, a figure, a mention."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Text
    phrases: tuple[Phrase, ...] = Field(min_length=1)
    """Wordings of which one shows it."""
    figures: bool = False
    """Whether a figure must stand near the wording: a volume, a delay, an amount."""

    @field_validator("phrases")
    @classmethod
    def _has_words(cls, phrases: tuple[str, ...]) -> tuple[str, ...]:
        return Cues._has_words(phrases)  # noqa: SLF001 - one rule for every phrase


class Example(Strict):
    """A piece of document written by hand: what a test and a reader see."""

    name: str = ""
    folder: str = ""
    text: str = ""
    facts: tuple[str, ...] = ()
    type: str | None = None
    """For an example that must not match: what it is (empty: nothing known)."""


class Examples(Strict):
    """What must be recognised, and what must not."""

    match: tuple[Example, ...] = Field(min_length=2)
    other: tuple[Example, ...] = Field(min_length=2)


class DocumentRule(Strict):
    """What a document of a type looks like."""

    id: str
    family: str
    title: Text
    parent: str | None = None
    about: Literal["provider", "company", "either", "third-party"] = "either"
    """Whose document it is: the provider's own (a certificate), the company's, or anybody's."""
    processes: tuple[str, ...] = ()
    """The outsourced processes of which it speaks by its nature."""
    period: PeriodKind = "none"
    forward: bool = False
    """Whether it speaks of a time to come: a budget, a forecast."""
    signed: bool = False
    """Whether it must be signed to have effect."""
    expires: bool = False
    """Whether such a document ends: a certificate, an insurance, a lease."""
    validity_months: int | None = None
    """How long it is valid from its issue when it does not say so itself."""
    contract: bool = False
    """Whether clauses are looked for in it."""
    contrary: tuple[Phrase, ...] = ()
    """Wording by which such a paper says the contrary of what it should prove: a certificate that is refused."""
    cues: Cues
    columns: tuple[Columns, ...] = ()
    sections: tuple[Section, ...] = ()
    lookalikes: tuple[Lookalike, ...] = ()
    examples: Examples

    @field_validator("processes")
    @classmethod
    def _known(cls, processes: tuple[str, ...]) -> tuple[str, ...]:
        unknown = [p for p in processes if p not in PROCESSES]
        if unknown:
            message = f"processes among {', '.join(PROCESSES)}, got {', '.join(unknown)}"
            raise ValueError(message)
        return processes


@dataclass(frozen=True)
class Rules:
    """All document rules by id, sorted, with the digest of the files that they came from."""

    documents: Mapping[str, DocumentRule]
    digest: str
    files: Mapping[str, str] = field(default_factory=dict)
    processes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The words by which a document speaks of each outsourced process."""
    wording: str = ""
    """The words of each type, as written down."""
    thresholds: Mapping[str, Threshold] = field(default_factory=dict)
    """From what size on a duty exists."""
    fitted: Lexicon | None = None
    """A lexicon to be used instead of what is written down."""

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words of each type; made ready when first asked for, which those who classify nothing never do."""
        return self.fitted or parse(self.wording)

    def sections_of(self, type_id: str) -> tuple[Section, ...]:
        """Give the sections of a type, its ancestors' included, its own last."""
        found = {s.id: s for name in self._paths[type_id] for s in self.documents[name].sections}
        return tuple(found.values())

    @cached_property
    def _paths(self) -> Mapping[str, tuple[str, ...]]:
        paths: dict[str, tuple[str, ...]] = {}
        for type_id in self.documents:
            path = [type_id]
            while (parent := self.documents[path[0]].parent) is not None and parent not in path:
                path.insert(0, parent)
            paths[type_id] = tuple(path)
        return paths

    def path_of(self, type_id: str) -> tuple[str, ...]:
        """Give the ancestors of a type, farthest first, and the type itself last."""
        return self._paths[type_id]


def load_rules(overlay: Path | None = None) -> Rules:
    """Read the shipped rules and those of `overlay`; raises FileFaults with every mistake found."""
    faults: list[Fault] = []
    found: dict[str, DocumentRule] = {}
    files: dict[str, Path] = {}
    digest = hashlib.sha256()
    for root in (shipped("rules"), overlay):
        for path in _toml_files(root):
            raw = path.read_bytes()
            rule = _read(path, raw, faults)
            digest.update(path.stem.encode() + b"\0" + hashlib.sha256(raw).digest())
            if rule is not None:
                found[rule.id], files[rule.id] = rule, path
    processes = _read_processes(overlay, faults)
    digest.update(repr(processes).encode())
    thresholds = read_thresholds(_laid_over(overlay, "thresholds.toml"), faults)
    digest.update(repr(sorted(thresholds.items())).encode())
    lexicon = (shipped("rules") / "lexicon.tsv").read_text("utf-8")
    digest.update(lexicon.encode())
    faults += _references(found, files)
    if faults:
        raise FileFaults(faults)
    return Rules(
        dict(sorted(found.items())),
        digest.hexdigest(),
        {k: str(v) for k, v in sorted(files.items())},
        processes,
        lexicon,
        thresholds,
    )


def _toml_files(root: Path | None) -> Iterator[Path]:
    if root is None:
        return
    if not root.is_dir():
        raise FileFaults(
            [Fault(str(root), "--rules", "a folder with documents/<family>/<type>.toml", "no such folder")]
        )
    base = root / "documents" if (root / "documents").is_dir() else root
    yield from sorted(base.rglob("*.toml"))


def _laid_over(overlay: Path | None, name: str) -> Path:
    over = overlay / name if overlay is not None else None
    return over if over is not None and over.is_file() else shipped("rules") / name


def _read_processes(overlay: Path | None, faults: list[Fault]) -> dict[str, tuple[str, ...]]:
    path = _laid_over(overlay, "processes.toml")
    found: dict[str, tuple[str, ...]] = {}
    for process, phrases in (parsed_toml(path.read_bytes(), path, faults) or {}).items():
        if process not in PROCESSES:
            faults.append(Fault(str(path), process, f"one of {', '.join(PROCESSES)}", repr(process)))
        elif not isinstance(phrases, list) or not all(isinstance(p, str) and has_words(p) for p in phrases):
            faults.append(Fault(str(path), process, "a list of phrases", repr(phrases)[:80]))
        else:
            found[process] = tuple(phrases)
    return found


def _read(path: Path, raw: bytes, faults: list[Fault]) -> DocumentRule | None:
    data = parsed_toml(raw, path, faults)
    if data is None:
        return None
    for key, value in (("id", path.stem), ("family", path.parent.name)):
        data.setdefault(key, value)
    try:
        return DocumentRule.model_validate(data)
    except ValidationError as error:
        faults.extend(faults_of(str(path), error, DocumentRule))
        return None


def _references(found: Mapping[str, DocumentRule], files: Mapping[str, Path]) -> Iterable[Fault]:
    for rule in found.values():
        named = [("parent", rule.parent)] if rule.parent else []
        named += [(f"lookalikes.{i}.type", other.type) for i, other in enumerate(rule.lookalikes)]
        named += [(f"examples.other.{i}.type", e.type) for i, e in enumerate(rule.examples.other) if e.type]
        for where, other in named:
            if other not in found:
                yield Fault(str(files[rule.id]), where, "the id of a document rule", repr(other))
