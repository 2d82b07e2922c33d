"""What a check across documents is given, and what it answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from dataroom.model import Bilingual, Confidence, Document, Finding, Fingerprint, Outcome, Severity, State
from dataroom.room import Profile

_ASIDE = frozenset({"draft", "template", "superseded", "other-company", "duplicate", "ocr", "ocr-low", "contrary"})


class Listed(Protocol):
    """What lies in the room: a document, or its row."""

    @property
    def path(self) -> str:
        """The printable path."""

    @property
    def name(self) -> str:
        """The last part of the path."""

    @property
    def inside(self) -> bool:
        """Whether it is a member of a container."""

    @property
    def fingerprint(self) -> Fingerprint | None:
        """The digests."""


@dataclass(frozen=True, slots=True)
class Given:
    """The documents of a room, its profile and the day at which it is judged."""

    documents: Sequence[Document]
    profile: Profile
    as_of: dt.date
    listed: Iterable[Listed] | None = None
    """Everything that lies in the room, where `documents` are only those that say something."""

    def of(self, *types: str, drafts: bool = False) -> Iterator[Document]:
        """Give the documents of some types that can be relied upon: read, final, of the company, no scan."""
        aside = _ASIDE - {"draft"} if drafts else _ASIDE
        for document in self.documents:
            wanted = document.state is State.OK and set(types) & set(document.classification.type_path)
            if wanted and not aside.intersection(document.flags):
                yield document

    def providers(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Give each provider that serves at the as-of date, with the processes that it carries out."""
        for provider, processes in self.profile.providers().items():
            ends = [entry.until for entry in self.profile.outsourcing if entry.provider == provider]
            if any(until is None or until >= self.as_of for until in ends):
                yield provider, processes


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer of one check on one set of documents; the findings are empty but where they differ."""

    outcome: Outcome
    documents: tuple[str, ...]
    reason: Bilingual
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A finding that a check may give."""

    severity: Severity
    remedy: Bilingual


@dataclass(frozen=True, slots=True)
class Check:
    """A check across documents: what it is called, what it compares, how exactly, and on what authority."""

    id: str
    title: Bilingual
    compares: str
    tolerance: str
    source: str
    true_at: str
    rules: Mapping[str, Rule]
    run: Callable[[Given], Iterable[Comparison]]

    def finding(
        self,
        rule: str,
        confidence: Confidence,
        message: Bilingual,
        document: Document,
        *others: Listed,
        page: int | None = None,
    ) -> Finding:
        """Make one of the findings that this check may give."""
        made = self.rules[rule]
        also = tuple(other.path for other in others)
        return Finding(rule, made.severity, confidence, message, made.remedy, document.path, page, also)


def agrees(fr: str, en: str, *documents: Document) -> Comparison:
    """Answer that documents agree."""
    return Comparison(Outcome.AGREES, tuple(d.path for d in documents), Bilingual(fr, en))


def differs(findings: Iterable[Finding], *documents: Document) -> Comparison:
    """Answer that documents differ, as the findings say."""
    found = tuple(findings)
    fr, en = " ".join(f.message.fr for f in found), " ".join(f.message.en for f in found)
    return Comparison(Outcome.DIFFERS, tuple(d.path for d in documents), Bilingual(fr, en), found)


def cannot(fr: str, en: str, *documents: Document) -> Comparison:
    """Answer that documents cannot be compared, and why."""
    return Comparison(Outcome.NOT_COMPARABLE, tuple(d.path for d in documents), Bilingual(fr, en))


def figures(document: Document, name: str) -> Mapping[str, object]:
    """Give the figures of one kind that a document was read with; empty where there are none."""
    return cast("Mapping[str, object]", document.figures.get(name, {}))


def amount(document: Document, name: str, key: str) -> int | None:
    """Give a figure that is a whole number, or None."""
    value = figures(document, name).get(key)
    return value if isinstance(value, int) else None


def page(document: Document, name: str, key: str = "page") -> int | None:
    """Give the page on which a figure stands."""
    return amount(document, name, key)


def euros(cents: int) -> Bilingual:
    """Write an amount: `1 234,50 €`, `€1,234.50`; whole euros without cents."""
    whole, part = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    french = f"{whole:,}".replace(",", "\u202f")
    tail_fr, tail_en = (f",{part:02}", f".{part:02}") if part else ("", "")
    return Bilingual(f"{sign}{french}{tail_fr}\u00a0€", f"{sign}€{whole:,}{tail_en}")


def count(number: int) -> Bilingual:
    """Write a number with its thousands apart."""
    return Bilingual(f"{number:,}".replace(",", "\u202f"), f"{number:,}")


def year_of(document: Document) -> str | None:
    """Give the label of the fiscal year that a document is about; None for a shorter period or none."""
    period = document.period
    return period.label if period is not None and len(period.label) == 4 else None


def latest(documents: Iterable[Document]) -> Document | None:
    """Give the document of the latest date, or None."""
    dated = [d for d in documents if d.date is not None]
    return max(dated, key=lambda d: (d.date or dt.date.min, d.path), default=None)
