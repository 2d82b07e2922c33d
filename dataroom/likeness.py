"""Versions of one document, found by their texts and their names. Pure.

A text reworked between draft and signature shares a third of its phrases with what became of it; so do two monthly
reports or two companies' certificates. What tells them apart is a sign of a version (a flag, a word of the name), the
same party, the same numbers in the name and no other day or period.
"""

from __future__ import annotations

import datetime as dt
import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, groupby, pairwise

from dataroom.model import Document, last_part
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
_FEWEST_WORDS = 2
_WEEKS = dt.timedelta(days=60)
_OF_A_DAY = frozenset({*map(str, range(1, 32)), *(f"{day:02}" for day in range(1, 10)), *map(str, range(1990, 2050))})
_SLICE = 1 << 19
_NUMBER_BITS = 32
_NUMBER = (1 << _NUMBER_BITS) - 1
_INFERIOR = ("template", "draft", "unsigned")
_EARLY = frozenset(
    {"projet", "draft", "brouillon", "relu", "relecture", "redline", "provisoire", "wip", "prov", "tracked"}
)
_LATE = frozenset({"vf", "vdef", "def", "definitif", "definitive", "final", "finale", "clean", "valide", "approuve"})
_SIGNED = frozenset({"signe", "signee", "signes", "signees", "signed", "executed", "paraphe"})
_NEUTRAL = frozenset({"copie", "copy", "scan", "ok", "version", "non", "pdf", "docx", "word"})
_OF_A_VERSION = _EARLY | _LATE | _SIGNED | _NEUTRAL
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

Kin = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Version:
    """A document with what its name says of its version."""

    document: Document

    @cached_property
    def stem(self) -> str:
        """The folded name without its ending."""
        return _stem(self.document.name)

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
        return _core(self.stem)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers of the name, the version's aside: a day, a reference, the number of an amendment."""
        return frozenset(word for word in self.core if word.isdigit())

    @cached_property
    def kin(self) -> Kin | None:
        """What versions of one name in one folder have in common; None where that would be a single word."""
        return kin_of(self.document.path)

    @property
    def folder(self) -> str:
        """The folder in which the document lies."""
        return self.document.path.rpartition("/")[0]

    @property
    def quality(self) -> tuple[int, tuple[int, int, int], str, str]:
        """Order from the worse version to the better one."""
        spoilt = sum(flag in self.document.flags for flag in _INFERIOR)
        return -spoilt, self.rank or (0, 0, 0), str(self.document.date or ""), self.document.path


def kin_of(path: str) -> Kin | None:
    """Give the folder and the words of a name that its versions share; None where that is less than two words."""
    core = _core(_stem(last_part(path)))
    return (path.rpartition("/")[0], core) if len(core) >= _FEWEST_WORDS else None


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
    typed: dict[str, list[int]] = {}
    for number, version in enumerate(versions):
        if version.document.type is not None and version.document.sketch:
            typed.setdefault(version.document.type, []).append(number)
    for numbers in typed.values():
        shared: Counter[tuple[int, int]] = Counter()
        for holders in _holders([(number, versions[number].document.sketch) for number in numbers]):
            if len(holders) <= _COMMON:
                shared.update(combinations(holders, 2))
        yield from (pair for pair, count in shared.items() if count >= _SHARED_VALUES)


def _holders(sketches: Sequence[tuple[int, Sequence[int]]]) -> Iterator[list[int]]:
    """Give, for each value of several sketches, the numbers of those that hold it, in their order.

    The values are sorted, a slice of them at a time: a table of them all would take 30 kB a document.
    """
    for low, high in pairwise(_bounds([sketch for _, sketch in sketches])):
        held = sorted(
            value << _NUMBER_BITS | number
            for number, sketch in sketches
            for whole in (sketch[:],)
            for value in whole[bisect_left(whole, low) : bisect_left(whole, high)]
        )
        for _, group in groupby(held, key=_NUMBER_BITS.__rrshift__):
            holders = list(group)
            if len(holders) > 1:
                yield [one & _NUMBER for one in holders]


def _bounds(sketches: Sequence[Sequence[int]]) -> list[int]:
    """Give values between which about equally many of all values lie, from the least possible to past the greatest."""
    slices = 1 + sum(map(len, sketches)) // _SLICE
    some = sorted(value for sketch in sketches[::slices] for value in sketch) if slices > 1 else []
    between = (some[len(some) * part // slices] for part in range(1, slices))
    return [0, *dict.fromkeys(between), _NUMBER + 1]


def _of_one_name(versions: Sequence[Version]) -> Iterator[tuple[int, int]]:
    # Few names have versions: all words of all names would take more room than the documents.
    marks = array("q", (hash(kin_of(version.document.path) or 0) for version in versions))
    twice = {one for one, other in pairwise(sorted(marks)) if one == other}
    named: dict[Kin, list[int]] = {}
    for number, version in enumerate(versions):
        if marks[number] in twice and version.kin is not None:
            named.setdefault(version.kin, []).append(number)
    for numbers in named.values():
        yield from combinations(numbers[:_COMMON], 2)


def _are_versions(worse: Version, better: Version, rules: Rules) -> bool:
    one, other = worse.document, better.document
    if _differ(_label(one), _label(other)):
        return False
    if _differ(one.provider, other.provider):
        return False
    if not _compatible(worse.numbers, better.numbers):
        return _says_when(worse, better) and resemblance(one.sketch, other.sketch) >= _VERY_NEAR
    sign = worse.quality[0] < better.quality[0] or (worse.rank != better.rank and worse.rank is not None)
    if worse.core == better.core and worse.folder == better.folder and sign:
        unread = not one.sketch or not other.sketch
        return unread or resemblance(one.sketch, other.sketch) >= _SAME_NAME
    if one.type != other.type or _other_occasion(one, other, rules):
        return False
    return resemblance(one.sketch, other.sketch) >= _needed(worse, better, sign=sign)


def _says_when(worse: Version, better: Version) -> bool:
    """Tell whether the numbers of two names may be days alone: a draft and what became of it, two editions of terms."""
    one, other = worse.document, better.document
    if one.type is None or one.type != other.type or "contract-amendment" in one.classification.type_path:
        return False
    if one.provider is not None and all("standard-terms" in document.flags for document in (one, other)):
        return True
    return _is_draft_of(one, other) and all(number in _OF_A_DAY for number in worse.numbers ^ better.numbers)


def _is_draft_of(one: Document, other: Document) -> bool:
    return "draft" in one.flags and (one.date is None or other.date is None or one.date <= other.date)


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


def _stem(name: str) -> str:
    return fold(name.rpartition(".")[0] or name).replace("_", " ")


def _core(stem: str) -> tuple[str, ...]:
    rest = words(_NUMBERED.sub(" ", re.sub(r"\(\d+\)", " ", stem)))
    return tuple(word for word in rest if word not in _OF_A_VERSION)


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    a, b = set(one), set(other)
    return len(a & b) / len(a | b) if a | b else 0.0


def _other_occasion(one: Document, other: Document, rules: Rules) -> bool:
    """Tell minutes, certificates and statements of two days; contracts and matrices are reworked over weeks."""
    rule = rules.documents.get(one.type or "")
    if rule is not None and (rule.contract or rule.id in STANDING):
        return False
    if one.date is None or other.date is None or one.date == other.date:
        return False
    return not (_is_draft_of(one, other) and other.date - one.date <= _WEEKS)  # a draft bears the day of its writing
