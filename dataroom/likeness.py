"""Versions of one document, found by their texts and their names. Pure.

A text reworked between draft and signature shares a third of its phrases with what became of it; so do two monthly
reports or two companies' certificates. What tells them apart is a sign of a version (a flag, a word of the name), the
same party, the same numbers in the name and no other day or period.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from dataroom.model import Document
from dataroom.rules import Rules
from dataroom.sketch import resemblance
from dataroom.text import fold, words

_REWORKED = 0.35
_NEAR = 0.5
_VERY_NEAR = 0.8
_SAME_NAME = 0.15
"""How much two texts must share: with a sign of versions and a like name; with a sign; without; with one name."""
_COMMON = 40
"""A phrase that so many documents of a type share is the form's, and makes no two of them versions of one."""
_SHARED_VALUES = 8
_INFERIOR = ("template", "draft", "unsigned")
_EARLY = frozenset(
    {"projet", "draft", "brouillon", "relu", "relecture", "redline", "provisoire", "wip", "prov", "tracked"}
)
_LATE = frozenset({"vf", "vdef", "def", "definitif", "definitive", "final", "finale", "clean", "valide", "approuve"})
_SIGNED = frozenset({"signe", "signee", "signes", "signees", "signed", "executed", "paraphe"})
_NEUTRAL = frozenset({"copie", "copy", "scan", "ok", "version", "non", "pdf", "docx", "word"})
_NUMBERED = re.compile(r"v(?:ersion)?[ ._-]?(\d{1,3})(?:[._-](\d{1,3}))?(?![\d])")
STANDING = frozenset(
    {
        "raci-matrix", "process-register", "process-map", "provider-register", "risk-register", "records-of-processing",
        "access-rights-matrix", "application-inventory", "organisation-chart", "kpi-dictionary", "archiving-policy",
        "filing-plan", "written-procedure", "sub-processor-list", "articles-of-association", "cap-table",
        "data-room-index", "specification",
    }
)  # fmt: skip
"""Types of which a later version takes the place of an earlier one, whatever their dates."""


@dataclass(frozen=True)
class Version:
    """A document with what its name says of its version."""

    document: Document

    @cached_property
    def stem(self) -> str:
        """The folded name without its ending."""
        name = self.document.name
        return fold(name.rpartition(".")[0] or name).replace("_", " ")

    @cached_property
    def rank(self) -> tuple[int, int, int] | None:
        """How late a version the name says that it is; None where it says nothing."""
        found = set(words(self.stem))
        number = _NUMBERED.search(self.stem)
        parts = (int(number[1]), int(number[2] or 0)) if number else (0, 0)
        if found & _EARLY or (number and parts[0] == 0) or {"non", "signe"} <= found:
            return (-1, *parts)
        if found & _SIGNED:
            return (2, *parts)
        if found & _LATE:
            return (1, *parts)
        return (0, *parts) if number else None

    @cached_property
    def core(self) -> tuple[str, ...]:
        """The words of the name that say what it is, those of the version aside."""
        rest = words(_NUMBERED.sub(" ", re.sub(r"\(\d+\)", " ", self.stem)))
        return tuple(word for word in rest if word not in _EARLY | _LATE | _SIGNED | _NEUTRAL)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers of the name, the version's aside: a day, a reference, the number of an amendment."""
        return frozenset(word for word in self.core if word.isdigit())

    @property
    def folder(self) -> str:
        """The folder in which the document lies."""
        return self.document.path.rpartition("/")[0]

    @property
    def quality(self) -> tuple[int, tuple[int, int, int], str, str]:
        """Order from the worse version to the better one."""
        spoilt = sum(flag in self.document.flags for flag in _INFERIOR)
        return -spoilt, self.rank or (0, 0, 0), str(self.document.date or ""), self.document.path


def near_duplicates(documents: Sequence[Document], rules: Rules) -> Iterator[tuple[Document, Document]]:
    """Give the pairs of versions of one document, the worse one first."""
    for one, other in _candidates(documents):
        worse, better = sorted((one, other), key=lambda version: version.quality)
        if _are_versions(worse, better, rules):
            yield worse.document, better.document


def is_earlier(worse: Document, better: Document) -> bool:
    """Tell whether flags, names or dates say that `worse` came first; of two later dates none is overruled."""
    one, other = Version(worse), Version(better)
    if worse.date is not None and better.date is not None and worse.date != better.date:
        return worse.date < better.date
    return one.quality[:2] < other.quality[:2]


def _candidates(documents: Iterable[Document]) -> Iterator[tuple[Version, Version]]:
    first = {(d.fingerprint.blake3 if d.fingerprint else d.path): d for d in reversed(list(documents)) if d.size}
    versions = [Version(d) for d in sorted(first.values(), key=lambda d: d.path)]
    pairs = {*_of_one_text(versions), *_of_one_name(versions)}
    yield from ((versions[a], versions[b]) for a, b in sorted(pairs))


def _of_one_text(versions: Sequence[Version]) -> Iterator[tuple[int, int]]:
    holders: dict[tuple[str, int], list[int]] = {}
    for number, version in enumerate(versions):
        for value in version.document.sketch if version.document.type is not None else ():
            holders.setdefault((version.document.type or "", value), []).append(number)
    shared: dict[tuple[int, int], int] = {}
    for numbers in holders.values():
        if 2 <= len(numbers) <= _COMMON:
            for pair in combinations(numbers, 2):
                shared[pair] = shared.get(pair, 0) + 1
    yield from (pair for pair, count in shared.items() if count >= _SHARED_VALUES)


def _of_one_name(versions: Sequence[Version]) -> Iterator[tuple[int, int]]:
    named: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for number, version in enumerate(versions):
        if len(version.core) >= 2:
            named.setdefault((version.folder, version.core), []).append(number)
    for numbers in named.values():
        yield from combinations(numbers[:_COMMON], 2)


def _are_versions(worse: Version, better: Version, rules: Rules) -> bool:
    one, other = worse.document, better.document
    if _differ(_label(one), _label(other)):
        return False
    if _differ(one.provider, other.provider) or not _compatible(worse.numbers, better.numbers):
        return False
    sign = worse.quality[0] < better.quality[0] or (worse.rank != better.rank and worse.rank is not None)
    if worse.core == better.core and worse.folder == better.folder and sign:
        unread = not one.sketch or not other.sketch
        return unread or resemblance(one.sketch, other.sketch) >= _SAME_NAME
    if one.type != other.type or _other_occasion(one, other, rules):
        return False
    return resemblance(one.sketch, other.sketch) >= _needed(worse, better, sign=sign)


def _needed(worse: Version, better: Version, *, sign: bool) -> float:
    if not sign:
        return _VERY_NEAR
    together = worse.folder == better.folder and worse.document.provider == better.document.provider
    return _REWORKED if together or _likeness(worse.core, better.core) >= 0.3 else _NEAR


def _label(document: Document) -> str | None:
    return document.period.label if document.period is not None else None


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _compatible(one: frozenset[str], other: frozenset[str]) -> bool:
    return one <= other or other <= one


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    a, b = set(one), set(other)
    return len(a & b) / len(a | b) if a | b else 0.0


def _other_occasion(one: Document, other: Document, rules: Rules) -> bool:
    """Tell minutes, certificates and statements of two days; contracts and matrices are reworked over weeks."""
    rule = rules.documents.get(one.type or "")
    if rule is not None and (rule.contract or rule.id in STANDING):
        return False
    return one.date is not None and other.date is not None and one.date != other.date
