"""The rules of contract clauses: TOML files, one a clause, read and checked all at once.

`rules/clauses/<id>.toml`; the id is the file's name. `rules/clauses/fitted/<id>.toml` adds weighted English phrases
that were fitted on labelled contracts (benchmarks/accuracy/clauses.md), `rules/clauses/words.tsv` the words of all
clauses. A folder given with `--rules` is laid over; a rule in it decides by its own wording alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, field_validator

from dataroom.clause_phrases import SentencePhrases, spaced
from dataroom.errors import Fault, FileFaults
from dataroom.lexicon import EMPTY, QUICK, Lexicon, parse
from dataroom.model import Severity
from dataroom.shipped import shipped
from dataroom.text import has_words
from dataroom.written import Strict, Text, faults_of, parsed_toml

CLAUSE_IDS = (
    "acceptance", "access-security", "assignment", "audit", "change-of-control", "confidentiality", "continuity",
    "data-protection", "data-return", "exclusivity", "force-majeure", "governance", "governing-law", "illegal-work",
    "insurance", "intellectual-property", "intellectual-property-assignment", "jurisdiction", "liability",
    "liability-cap", "minimum-commitment", "non-solicitation", "notice-period", "penalties",
    "post-termination-services", "price", "price-revision", "purpose", "renewal", "renewal-notice", "reversibility",
    "service-levels", "staff-transfer", "subcontracting", "term", "termination", "termination-for-convenience",
)  # fmt: skip
STRONG, MEDIUM, WEAK = 1.0, 0.5, 0.25


def _wordy(phrase: str) -> str:
    if not all(map(has_words, phrase.split(" ... "))):
        message = f"a phrase with letters or digits, got {phrase!r}"
        raise ValueError(message)
    return phrase


_Phrase = Annotated[str, Field(min_length=2)]


class Together(Strict):
    """Groups of phrases of which each must give one in the same sentence, and phrases that must not stand there."""

    all: tuple[tuple[_Phrase, ...], ...] = Field(min_length=2)
    none: tuple[_Phrase, ...] = ()
    weight: float = Field(default=STRONG, gt=0, le=STRONG)

    @field_validator("all")
    @classmethod
    def _groups(cls, groups: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
        for group in groups:
            if not group:
                message = "groups of at least one phrase, got an empty group"
                raise ValueError(message)
            for phrase in group:
                _wordy(phrase)
        return groups


class Wording(Strict):
    """What a clause sounds like in one language; weights are added within a sentence, 1 makes a clause."""

    headings: tuple[_Phrase, ...] = ()
    """Under a heading with these words every sentence starts with 0.5."""
    titles: tuple[_Phrase, ...] = ()
    """Under a heading that says this and nothing else, a sentence of some length is the clause (1)."""
    strong: tuple[_Phrase, ...] = ()
    """Wording that makes the clause alone (1)."""
    medium: tuple[_Phrase, ...] = ()
    """Half of it (0.5)."""
    weak: tuple[_Phrase, ...] = ()
    """A quarter of it (0.25)."""
    against: tuple[_Phrase, ...] = ()
    """Wording of look-alikes: a sentence that holds one does not count."""
    together: tuple[Together, ...] = ()

    @field_validator("headings", "titles", "strong", "medium", "weak", "against")
    @classmethod
    def _has_words(cls, phrases: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_wordy(phrase) for phrase in phrases)


class Examples(Strict):
    """Sentences that state the clause, and look-alikes that do not."""

    match: tuple[str, ...] = Field(min_length=2)
    other: tuple[str, ...] = Field(min_length=2)


class ClauseRule(Strict):
    """What a clause looks like in French and in English contracts."""

    id: str
    title: Text
    severity: Severity
    applies: tuple[str, ...] = Field(min_length=1)
    """Kinds of contract in which an acquirer expects it."""
    extract: str = ""
    """What a reader wants to know of it."""
    fr: Wording = Wording()
    en: Wording = Wording()
    examples: Examples


class Fitted(Strict):
    """A linear model over one English sentence: the clause is there where the sum reaches zero.

    The wording of the rule's `en` counts in it too: `hint` times what speaks for the clause (1.5 at most), `heading`
    times what the heading adds; and a sentence that holds what speaks against the clause does not count.
    """

    id: str
    bias: float
    hint: float = 0.0
    heading: float = 0.0
    alone: float = 9.0
    """From what speaks for the clause this much, and nothing against it, the written rule decides without the model."""
    anchors: tuple[_Phrase, ...] = ()
    """The model is asked only where one of these stands, or a phrase of the written rule."""
    weights: Mapping[str, float] = {}
    """By phrase."""


@dataclass(frozen=True, slots=True)
class Combination:
    """A `Together` made ready: number, clause, weight, the bits of all its groups, name, whether it only hints."""

    number: int
    clause: int
    weight: float
    full: int
    label: str
    hint: bool


@dataclass(frozen=True, slots=True)
class Uses:
    """What one phrase does: pairs of a clause's number (or a combination's) and a weight (or a group's bit)."""

    heads: tuple[int, ...] = ()
    titles: tuple[int, ...] = ()
    scores: tuple[tuple[int, float], ...] = ()
    against: tuple[int, ...] = ()
    parts: tuple[tuple[int, int], ...] = ()
    bars: tuple[int, ...] = ()
    anchors: tuple[int, ...] = ()
    """Clauses whose fitted model is worth asking where this phrase stands."""
    hints: tuple[tuple[int, float], ...] = ()
    doubts: tuple[int, ...] = ()
    quiet: bool = True
    """Whether it says nothing by itself: at most it is a part of combinations, or makes a heading."""


@dataclass(frozen=True, slots=True)
class Written:
    """All clause rules by id, sorted, as they are written, with the digest of their files."""

    rules: Mapping[str, ClauseRule]
    fitted: Mapping[str, Fitted]
    digest: str
    files: Mapping[str, str]
    words: str = ""
    """The lexicon of clauses, as it is written."""
    own: frozenset[str] = frozenset()
    """Rules of the folder laid over: they decide by their own wording."""


@dataclass(frozen=True, slots=True)
class Clauses:
    """All clause rules by id, sorted, ready to be looked for, with the digest of their files."""

    rules: Mapping[str, ClauseRule]
    digest: str
    ids: tuple[str, ...]
    phrases: SentencePhrases
    labels: tuple[str, ...]
    uses: tuple[Uses, ...]
    combinations: tuple[Combination, ...]
    models: Mapping[int, Fitted] = field(default_factory=dict)
    """By the clause's number."""
    weighed: SentencePhrases = field(default_factory=lambda: SentencePhrases(()))
    """The phrases of the models."""
    weights: Mapping[int, Mapping[int, float]] = field(default_factory=dict)
    """Of the models: by the clause's number, then by the number of a phrase among `weighed`."""
    titles: Mapping[int, str] = field(default_factory=dict)
    """The titles by number of phrase, as `spaced` gives them."""
    files: Mapping[str, str] = field(default_factory=dict)
    words: Lexicon = EMPTY
    numbers: Mapping[str, int] = field(default_factory=dict)
    """By id the number of each clause of which the words are asked."""


def load_clauses(overlay: Path | None = None) -> Clauses:
    """Read the clause rules as `read_clauses` does, and make them ready to be looked for."""
    found = read_clauses(overlay)
    made = prepare(found.rules, found.fitted, found.digest, found.files)
    numbers = {clause: number for number, clause in enumerate(made.ids) if clause not in found.own}
    return replace(made, words=parse(found.words, QUICK), numbers=numbers)


def read_clauses(overlay: Path | None = None) -> Written:
    """Read the shipped clause rules and those of `overlay`; raises FileFaults with every mistake found."""
    faults: list[Fault] = []
    rules: dict[str, ClauseRule] = {}
    fitted: dict[str, Fitted] = {}
    files: dict[str, str] = {}
    digest = hashlib.sha256()
    for path in _files(overlay):
        raw = path.read_bytes()
        digest.update(path.stem.encode() + b"\0" + hashlib.sha256(raw).digest())
        data = parsed_toml(raw, path, faults)
        if data is None:
            continue
        data.setdefault("id", path.stem)
        model = Fitted if path.parent.name == "fitted" else ClauseRule
        try:
            made = model.model_validate(data)
        except ValidationError as error:
            faults.extend(faults_of(str(path), error, model))
            continue
        if isinstance(made, Fitted):
            fitted[path.stem] = made
        else:
            rules[path.stem] = made
            files[path.stem] = str(path)
            fitted.pop(path.stem, None)  # a rule laid over the shipped one decides by its own words
    faults += [Fault(str(p), "the file's name", "the id of a clause", p.stem) for p in _files(overlay) if _stray(p)]
    if faults:
        raise FileFaults(faults)
    words = (shipped("rules") / "clauses" / "words.tsv").read_bytes()
    digest.update(hashlib.sha256(words).digest())
    own = frozenset(rule.stem for rule in _rules_in(overlay)) if overlay is not None else frozenset()
    return Written(
        dict(sorted(rules.items())), fitted, digest.hexdigest(), dict(sorted(files.items())), words.decode(), own
    )


def _files(overlay: Path | None) -> Iterator[Path]:
    for root in (shipped("rules"), overlay):
        if root is not None:
            yield from _rules_in(root)
            yield from sorted((root / "clauses" / "fitted").glob("*.toml"))


def _rules_in(root: Path) -> list[Path]:
    return sorted((root / "clauses").glob("*.toml"))


def _stray(path: Path) -> bool:
    return path.stem not in CLAUSE_IDS


class _Book:
    """Numbers phrases and notes what each does."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.notes: list[dict[str, list[object]]] = []
        self.combinations: list[Combination] = []

    def note(self, phrase: str, kind: str, what: object) -> None:
        number = self.numbers.setdefault(phrase, len(self.numbers))
        if number == len(self.notes):
            self.notes.append({})
        self.notes[number].setdefault(kind, []).append(what)

    def wording(self, clause: int, wording: Wording, *, hint: bool) -> None:
        for kind, headings in (("heads", wording.headings), ("titles", wording.titles)):
            for phrase in headings:
                self.note(phrase, kind, clause)
        for weight, phrases in ((STRONG, wording.strong), (MEDIUM, wording.medium), (WEAK, wording.weak)):
            for phrase in phrases:
                self.note(phrase, "hints" if hint else "scores", (clause, weight))
        for phrase in wording.against:
            self.note(phrase, "doubts" if hint else "against", clause)
        for together in wording.together:
            self.together(clause, together, hint=hint)

    def together(self, clause: int, together: Together, *, hint: bool) -> None:
        number = len(self.combinations)
        full = (1 << len(together.all)) - 1
        label = " + ".join(group[0] for group in together.all)
        self.combinations.append(Combination(number, clause, together.weight, full, label, hint))
        for bit, group in enumerate(together.all):
            for phrase in group:
                self.note(phrase, "parts", (number, 1 << bit))
        for phrase in together.none:
            self.note(phrase, "bars", number)


def prepare(
    rules: Mapping[str, ClauseRule],
    fitted: Mapping[str, Fitted] = {},
    digest: str = "",
    files: Mapping[str, str] = {},
) -> Clauses:
    """Make rules ready to be looked for."""
    book = _Book()
    for number, rule in enumerate(rules.values()):
        book.wording(number, rule.fr, hint=False)
        book.wording(number, rule.en, hint=rule.id in fitted)
        if rule.id in fitted:
            for phrase in fitted[rule.id].anchors:
                book.note(phrase, "anchors", number)
    ids = tuple(rules)
    models = {ids.index(i): model for i, model in sorted(fitted.items()) if i in rules}
    numbers = {phrase: n for n, phrase in enumerate(sorted({p for m in models.values() for p in m.weights}))}
    return Clauses(
        rules=rules,
        digest=digest,
        ids=ids,
        models=models,
        weighed=SentencePhrases(numbers),
        weights={c: {numbers[phrase]: weight for phrase, weight in m.weights.items()} for c, m in models.items()},
        phrases=SentencePhrases(book.numbers),
        labels=tuple(book.numbers),
        uses=tuple(map(_uses, book.notes)),
        combinations=tuple(book.combinations),
        titles={n: spaced(p) for p, n in book.numbers.items() if "titles" in book.notes[n]},
        files=files,
    )


def _uses(note: Mapping[str, Sequence[object]]) -> Uses:
    quiet = note.keys() <= {"parts", "heads", "titles"}
    return Uses(**{kind: tuple(what) for kind, what in note.items()}, quiet=quiet)  # type: ignore[arg-type]
