"""Which documents of a room are held in memory while it is judged, and how lean. Pure.

A requirement, a comparison or a look at versions can only come to a document that says something, or that shares its
bytes or its name with another one. All others are counted and reported, but nobody asks them anything.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

from dataroom.likeness import kin_of
from dataroom.model import Candidate, Clause, Document, Fingerprint, State, last_part
from dataroom.room import Decision

T = TypeVar("T")

MOST_PERHAPS = 1000
"""How many documents of unknown type are put forward for one question."""
_PARTS = 8
_WORD = (1 << 64) - 1


class Row(NamedTuple):
    """What every document is asked, whatever it says."""

    path: str
    raw: bytes | None
    size: int
    blake3: str | None
    sha256: str | None
    inside: bool
    notable: bool
    question: str | None

    @property
    def name(self) -> str:
        """The last part of the path, also inside an archive."""
        return last_part(self.path)

    @property
    def fingerprint(self) -> Fingerprint | None:
        """The digests."""
        return None if self.blake3 is None else Fingerprint(self.blake3, self.sha256 or "", self.size)


def row_of(document: Document) -> Row:
    """Give the row of a document."""
    digests = document.fingerprint
    return Row(
        document.path,
        document.raw,
        document.size,
        digests.blake3 if digests is not None else None,
        digests.sha256 if digests is not None else None,
        document.inside,
        is_notable(document),
        question_of(document),
    )


def is_notable(document: Document) -> bool:
    """Tell whether a document says something that a requirement, a check or another document may come to."""
    said = document.type or document.mentions or document.flags or document.findings or document.figures
    return bool(said) or document.state is not State.OK


def question_of(document: Document) -> str | None:
    """Name the question to which a document without a type may be the answer: what it may be, and whose."""
    if document.type is not None or not document.classification.candidates:
        return None
    whose = (document.provider or "", *document.processes, document.mentions.get("providers", ""))
    return "\0".join((document.classification.candidates[0].type, *whose))


def numbers_to_hold(rows: Iterable[Row], decisions: Sequence[Decision] = ()) -> Iterator[int]:
    """Give the numbers of the documents to be held; `rows` are gone through twice.

    One too many is held of each question, so that it shows that there were more.
    """
    contents, kin = array("Q"), array("Q")
    for row in rows:
        contents.append(int(row.blake3[:16], 16) if row.size and row.blake3 is not None else 0)
        kin.append(_kin(row))
    copies, versions = repeated(contents), repeated(kin)
    asked: Counter[str] = Counter()
    named = _Named(decisions)
    for number, row in enumerate(rows):
        wanted = row.notable or contents[number] in copies or kin[number] in versions or named.tells(row)
        if row.question is not None:
            asked[row.question] += 1
            wanted = wanted or asked[row.question] <= MOST_PERHAPS + 1
        if wanted:
            yield number


def repeated(values: array[int]) -> set[int]:
    """Give the values that occur more than once, nought aside; sorts a part of them at a time."""
    found = set()
    for part in range(_PARTS):
        before = 0
        for value in sorted(value for value in values if value % _PARTS == part):
            if value == before and value:
                found.add(value)
            before = value
    return found


def _kin(row: Row) -> int:
    kin = kin_of(row.path) if row.size else None
    return 0 if kin is None else hash(kin) & _WORD


class _Named:
    """The documents that decisions are about."""

    def __init__(self, decisions: Sequence[Decision]) -> None:
        self._paths = {_plain(decision.path) for decision in decisions if decision.path is not None}
        self._digests = {decision.blake3 for decision in decisions if decision.blake3 is not None}

    def tells(self, row: Row) -> bool:
        return bool(self._paths or self._digests) and (row.blake3 in self._digests or _plain(row.path) in self._paths)


def _plain(path: str) -> str:
    return unicodedata.normalize("NFC", path)


class Lean:
    """Makes documents lean: without the evidence that only the report shows, and each repeated value held once."""

    def __init__(self, keep: Callable[[Sequence[int]], Sequence[int]] = tuple) -> None:
        """Begin with no value known; `keep` gives back a sketch as it is to be held."""
        self._known: dict[Any, Any] = {}
        self._keep = keep

    def of(self, document: Document) -> Document:
        """Give a document with what is still asked of it."""
        answer, once = document.classification, self._once
        return replace(
            document,
            fingerprint=document.fingerprint and Fingerprint(document.fingerprint.blake3, "", document.size),
            media_type=once(document.media_type),
            classification=replace(
                answer,
                type=once(answer.type),
                type_path=once(answer.type_path),
                candidates=tuple(map(self._candidate, answer.candidates[:1])),
                named=once(answer.named),
            ),
            processes=once(document.processes),
            provider=once(document.provider),
            period=once(document.period),
            signature=(),
            flags=once(document.flags),
            language=once(document.language),
            clauses=tuple(map(self._clause, document.clauses)),
            sections=tuple(map(self._clause, document.sections)),
            mentions={once(name): once(said) for name, said in document.mentions.items()},
            sketch=self._keep(document.sketch),
        )

    def _clause(self, clause: Clause) -> Clause:
        return replace(clause, id=self._once(clause.id)) if clause.found else self._once(clause)

    def _candidate(self, candidate: Candidate) -> Candidate:
        return replace(candidate, type=self._once(candidate.type), evidence=candidate.evidence[:1])

    def _once(self, value: T) -> T:
        known: T = self._known.setdefault(value, value)
        return known
