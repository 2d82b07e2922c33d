"""What a verification came to: every listed and every seen document is counted once, or the verdict is no."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dataroom.model import Bilingual


class Kind(StrEnum):
    """What became of a document that is not what and where the list says."""

    CHANGED = "changed"
    MISSING = "missing"
    ADDED = "added"
    MOVED = "moved"
    UNREADABLE = "unreadable"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Difference:
    """One document that is not what and where the list says.

    `raw` is its exact path: as listed, or as seen where it is not listed. `other` is where a moved one lies now, which
    listed one a duplicate copies, or which listed one a changed one now holds. `reason` is a code for `walk.why`.
    """

    kind: Kind
    raw: bytes
    other: bytes | None = None
    reason: str = ""
    listed: bool = True
    seen: bool = True


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of a room against a list, and everything that differs, in the order of the paths."""

    algorithm: str
    listed: int
    seen: int
    identical: int
    respelled: int
    """How many of the identical and changed are spelled otherwise (NFC, NFD) in the room than in the list."""
    explained: int
    """Links, pipes and the like that were there when the room was sealed; never opened, not among the seen."""
    differences: tuple[Difference, ...]

    def count(self, kind: Kind) -> int:
        """Count the differences of a kind."""
        return sum(found.kind is kind for found in self.differences)

    @property
    def balanced(self) -> bool:
        """Tell whether the counts account for every listed and every seen document."""
        listed = self.identical + sum(found.listed for found in self.differences)
        seen = self.identical + sum(found.seen for found in self.differences)
        return (listed, seen) == (self.listed, self.seen)

    @property
    def same(self) -> bool:
        """Tell whether the room is the listed one: every listed document was seen and read, and no other one seen."""
        return self.balanced and not self.differences and self.identical == self.listed == self.seen > 0


class Standing(StrEnum):
    """How one check of a seal's own soundness ended."""

    GOOD = "good"
    BAD = "bad"
    UNCHECKED = "not-checked"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that was looked at in a seal, a bag or a proof; `id` is stable."""

    id: str
    standing: Standing
    says: Bilingual


@dataclass(frozen=True, slots=True)
class Outcome:
    """The whole answer: what is said of the seal (or bag, list, proof) itself, and of the room where one was given."""

    what: str
    """seal, list, bag or proof."""
    name: str
    points: tuple[Point, ...]
    tally: Tally | None = None
    head: str | None = None
    created: str | None = None

    @property
    def sound(self) -> bool:
        """Tell whether nothing that was looked at is wrong."""
        return not any(point.standing is Standing.BAD for point in self.points)

    @property
    def good(self) -> bool:
        """Tell whether the seal is sound and the room, where one was given, is the listed one."""
        return self.sound and (self.tally is None or self.tally.same)


@dataclass(frozen=True, slots=True)
class SealLists:
    """What the lists of a seal came to: how many files, their Merkle root, and whether all lists say the same."""

    count: int
    root: str
    agree: bool
