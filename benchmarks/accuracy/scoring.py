"""How well documents and requirements agree with what people say of them: counts, never an opinion. Pure.

A wrong type counts as one false positive and one false negative; no type is an abstention. A finer type counts as the
nearest type above it that the labels know. Files that nobody could read (encrypted, corrupt…) are not asked for a type.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dataroom.model import Confidence, Document, Period, Result, State, Status

_UNREADABLE = {State.ENCRYPTED, State.CORRUPT, State.EMPTY, State.UNSUPPORTED}


@dataclass(frozen=True, slots=True)
class Truth:
    """What a document is; None and empty: nothing to say, `clauses` None: nobody looked."""

    type: str | None
    acceptable: tuple[str, ...] = ()
    provider: str | None = None
    period: str | None = None
    date: str | None = None
    expires: str | None = None
    state: State = State.OK
    flags: frozenset[str] = frozenset()
    clauses: frozenset[str] | None = None
    language: str = "fr"

    @staticmethod
    def of(found: Mapping[str, object]) -> Truth:
        """Make one of a line of a corpus or of an entry of a room’s truth.json."""
        single = {key: _text(found.get(key)) for key in ("type", "provider", "period", "date", "expires")}
        return Truth(
            **single,
            acceptable=tuple(_texts(found.get("acceptable"))),
            state=State(str(found.get("state") or "ok")),
            flags=frozenset(_texts(found.get("flags"))),
            clauses=frozenset(_texts(found["clauses"])) if found.get("clauses") else None,
            language=str(found.get("language") or "fr"),
        )


def nfc(path: str) -> str:
    """Give a path as labels spell it; some systems store the accents apart."""
    return unicodedata.normalize("NFC", path)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, (list, tuple)) else []


Pair = tuple[Truth, Document | None]
"""A document that should be in the report, and the one that is there."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Right answers, wrong ones, and what was not found."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        """Give the harmonic mean of precision and recall."""
        whole = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / whole if whole else 1.0


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int = 0
    whole: int = 0

    @property
    def ratio(self) -> float:
        """Give the share; of nothing everything is right."""
        return self.part / self.whole if self.whole else 1.0


@dataclass(frozen=True, slots=True)
class Scores:
    """What is measured on documents."""

    documents: int
    types: Counts
    macro: float
    """The mean of the types’ own F1."""
    abstained: Share
    """Documents of a type that were given none."""
    nulls: Share
    """Documents of none of the types that were given one all the same."""
    fields: Mapping[str, Share]
    """Exactly right, among those that have a period, a provider, a date or an end."""
    flags: Counts
    clauses: Counts
    sure: Mapping[Confidence, Share]
    """Right types among those given with a confidence."""


@dataclass(frozen=True, slots=True)
class Green:
    """What is measured on requirements."""

    false: int
    """Said to be satisfied, and lacking: the worst that the program can do."""
    named: Share
    """What lacks and stands in the report as open."""
    satisfied: Share
    """What is there and stands in the report as satisfied."""


def known_type(document: Document | None, known: Collection[str]) -> str | None:
    """Give the type of a document, or the nearest above it that the labels know."""
    path = document.classification.type_path if document is not None else ()
    return next((type_id for type_id in reversed(path) if type_id in known), None)


def scored(pairs: Sequence[Pair], known: Collection[str]) -> Scores:
    """Count everything that one document shows."""
    asked = [(truth, document) for truth, document in pairs if truth.state not in _UNREADABLE]
    answers = [(truth, known_type(document, known)) for truth, document in asked]
    by_type = _by_type(answers)
    typed = [guess for truth, guess in answers if truth.type is not None]
    nulls = [guess for truth, guess in answers if truth.type is None]
    return Scores(
        documents=len(pairs),
        types=_sum(by_type.values()),
        macro=sum(counts.f1 for counts in by_type.values()) / max(1, len(by_type)),
        abstained=Share(typed.count(None), len(typed)),
        nulls=Share(len(nulls) - nulls.count(None), len(nulls)),
        fields={name: _field(pairs, value) for name, value in _FIELDS.items()},
        flags=_flags(pairs),
        clauses=_sum(_clauses(pairs)),
        sure={level: _sure(asked, level, known) for level in Confidence},
    )


def _right(truth: Truth, guess: str | None) -> bool:
    return guess is not None and truth.type is not None and guess in {truth.type, *truth.acceptable}


def _by_type(answers: Iterable[tuple[Truth, str | None]]) -> dict[str, Counts]:
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for truth, guess in answers:
        if _right(truth, guess):
            right[str(truth.type)] += 1
            continue
        if guess is not None:
            wrong[guess] += 1
        if truth.type is not None:
            missed[truth.type] += 1
    return {name: Counts(right[name], wrong[name], missed[name]) for name in sorted({*right, *wrong, *missed})}


def _sum(counts: Iterable[Counts]) -> Counts:
    found = list(counts)
    return Counts(sum(c.right for c in found), sum(c.wrong for c in found), sum(c.missed for c in found))


def _period(found: Document | Truth) -> str | None:
    return found.period.label if isinstance(found.period, Period) else found.period


_FIELDS: Mapping[str, Callable[[Document | Truth], str | None]] = {
    "period": _period,
    "provider": lambda found: found.provider,
    "date": lambda found: str(found.date) if found.date else None,
    "expires": lambda found: str(found.expires) if found.expires else None,
}


def _field(pairs: Iterable[Pair], value: Callable[[Document | Truth], str | None]) -> Share:
    asked = [
        (value(truth), document)
        for truth, document in pairs
        if value(truth) and truth.state is State.OK and truth.type is not None
    ]
    return Share(sum(d is not None and value(d) == wanted for wanted, d in asked), len(asked))


def _flags(pairs: Sequence[Pair]) -> Counts:
    # A flag that no label holds is one that nobody looked for.
    labelled = frozenset().union(*(truth.flags for truth, _ in pairs)) if pairs else frozenset()
    right = wrong = missed = 0
    for truth, document in pairs:
        found = labelled & set(document.flags) if document is not None else set()
        right += len(found & truth.flags)
        wrong += len(found - truth.flags)
        missed += len(truth.flags - found)
    return Counts(right, wrong, missed)


def _clauses(pairs: Iterable[Pair]) -> Iterator[Counts]:
    for truth, document in pairs:
        if truth.clauses is not None and document is not None and truth.state is State.OK:
            found = {clause.id for clause in document.clauses if clause.found}
            right = len(found & truth.clauses)
            yield Counts(right, len(found) - right, len(truth.clauses) - right)


def _sure(pairs: Iterable[Pair], level: Confidence, known: Collection[str]) -> Share:
    given = [
        _right(truth, guess)
        for truth, document in pairs
        if (guess := known_type(document, known)) is not None
        and document is not None
        and document.classification.confidence is level
    ]
    return Share(sum(given), len(given))


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document that a careful reader looks for: its type, provider and period; `path` None: it is missing."""

    type: str
    provider: str | None = None
    period: str | None = None
    path: str | None = None

    @staticmethod
    def of(found: Mapping[str, object]) -> Wanted:
        """Make one of an entry under `missing` or `present` of a room’s truth.json."""
        path = found.get("path")
        where = None if path is None else nfc(str(path))
        return Wanted(str(found["type"]), _text(found.get("provider")), _text(found.get("period")), where)


def greens(missing: Sequence[Wanted], present: Sequence[Wanted], results: Sequence[Result]) -> Green:
    """Count what a report calls satisfied against what is there."""
    satisfied = [result for result in results if result.status is Status.SATISFIED]
    there = {(wanted.type, wanted.provider, wanted.period) for wanted in present}
    # Where one is there and another one lacks, a satisfied requirement proves nothing.
    lacking = [wanted for wanted in missing if (wanted.type, wanted.provider, wanted.period) not in there]
    some = {(wanted.type, wanted.provider) for wanted in present}
    false = [w for w in lacking if any(_claims(r, w, lax=(w.type, w.provider) not in some) for r in satisfied)]
    named = [wanted for wanted in missing if any(_names(result, wanted) for result in results)]
    shown = {(type_id, nfc(path)) for r in satisfied for type_id in r.accepts for path in r.documents}
    found = [wanted for wanted in present if (wanted.type, wanted.path) in shown]
    return Green(len(false), Share(len(named), len(missing)), Share(len(found), len(present)))


def _label(result: Result) -> str | None:
    return result.period.label if result.period is not None else None


def _claims(result: Result, wanted: Wanted, *, lax: bool) -> bool:
    """Tell whether a satisfied requirement says that what lacks is there; `lax`: also one without a period."""
    same = wanted.type in result.accepts and result.provider == wanted.provider
    return same and (_label(result) == wanted.period or (lax and result.period is None))


def _names(result: Result, wanted: Wanted) -> bool:
    same = wanted.type in result.accepts and result.provider == wanted.provider
    return same and result.status.is_open and (wanted.period is None or _label(result) in {None, wanted.period})
