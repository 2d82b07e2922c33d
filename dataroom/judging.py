"""Whether one document does for one requirement, how far up the ladder it stands, and why. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from dataroom import binding_words, phrasing
from dataroom.checklists import Requirement
from dataroom.model import Bilingual, Confidence, Document, Rung, State, Status
from dataroom.series import months_before

_SPOILS = {
    "contrary": Rung.READABLE,
    "other-company": Rung.READABLE,
    "template": Rung.IDENTIFIED,
    "draft": Rung.IDENTIFIED,
    "superseded": Rung.EXECUTED,
    "expired": Rung.EXECUTED,
}
"""What spoils a document, and the rung on which it then stands."""
_PASSING = {"superseded", "expired"}
_UNSIGNED = {"unsigned", "standard-terms"}


@dataclass(frozen=True, slots=True)
class Judged:
    """One document against one requirement."""

    document: Document
    status: Status
    reasons: tuple[Bilingual, ...] = ()
    rung: Rung = Rung.IN_FORCE


@dataclass(frozen=True, slots=True)
class Judge:
    """What is asked of each document; `floor` is the oldest date that may still do, beside the requirement's own."""

    requirement: Requirement
    as_of: dt.date
    providers_known: bool
    floor: dt.date | None = None
    provider: str | None = None
    """Of whom it is asked."""
    process: str | None = None
    past: bool = False
    """Whether a time gone by is asked about: what has ended or been replaced since still counts for it."""

    def judge(self, document: Document) -> Judged:
        """Say whether a document does; a doubt is never a yes."""
        spoilt = list(self._spoilt(document))
        if spoilt:
            return _judged(document, Status.UNUSABLE, spoilt)
        unsure = list(self._unsure(document))
        if unsure:
            return _judged(document, Status.TO_CONFIRM, unsure)
        rung = Rung.CONFIRMED if "decided" in document.flags else Rung.CONTAINS
        return Judged(document, Status.SATISFIED, (phrasing.accepted(document, self.requirement.clauses),), rung)

    def _spoilt(self, document: Document) -> Iterator[tuple[Rung, Bilingual]]:
        if document.state is not State.OK and not recognised(document):
            yield Rung.PRESENT, phrasing.not_read(document)
        for flag, rung in _SPOILS.items():
            if flag in document.flags and not (self.past and flag in _PASSING):
                yield rung, phrasing.spoilt(document, flag)
        for flag in (
            ("unsigned", "standard-terms") if self.requirement.signed and not self._taken_over(document) else ()
        ):
            if flag in document.flags:
                yield Rung.IDENTIFIED, phrasing.spoilt(document, flag)
        if self.past:
            return
        if document.expires is not None and document.expires < self.as_of and "expired" not in document.flags:
            yield Rung.EXECUTED, phrasing.spoilt(document, "expired")
        oldest = self._oldest()
        issued = self._issued(document)
        if oldest is not None and issued is not None and issued < oldest and not self._in_force(document):
            yield Rung.EXECUTED, phrasing.too_old(document, issued, oldest)

    def _taken_over(self, document: Document) -> bool:
        """Tell terms for every client, which need no signature of their own where a signed contract refers to them."""
        for_all = "standard-terms" in document.flags or document.mentions.get("company") == "unnamed"
        return self.requirement.by_reference and for_all

    def _unsure(self, document: Document) -> Iterator[tuple[Rung, Bilingual]]:
        if document.classification.confidence is Confidence.LOW:
            yield Rung.READABLE, phrasing.unsure_type(document)
        if recognised(document) and _read_in_doubt(document):
            yield Rung.PRESENT, phrasing.not_read(document)
        if document.mentions.get("holder") == "unnamed" and self.requirement.per != "company":
            yield Rung.READABLE, phrasing.holder_unnamed(document)
        if document.mentions.get("number") == "another":
            yield Rung.READABLE, phrasing.another_number(document)
        if "period-conflict" in document.flags and self.requirement.series != "once":
            yield Rung.READABLE, phrasing.period_conflict(document)
        if self.requirement.in_force and document.expires is None:
            yield Rung.EXECUTED, phrasing.no_end(document)
        if self.requirement.per in {"provider", "process"} and not self.providers_known:
            yield Rung.READABLE, phrasing.whose(document)
        if self._oldest() is not None and self._issued(document) is None and not self._in_force(document):
            yield Rung.EXECUTED, phrasing.no_date(document)
        yield from self._not_of_the_company(document)
        yield from self._not_of_the_provider(document)

    def _not_of_the_company(self, document: Document) -> Iterator[tuple[Rung, Bilingual]]:
        """Say why a document of the right type may be another company's, not bind ours, or come from somebody else."""
        if _UNSIGNED.intersection(document.flags) and self._taken_over(document):
            yield Rung.IDENTIFIED, binding_words.taken_over(document)
        if document.mentions.get("company") == "unnamed" and "template" not in document.flags:
            yield Rung.READABLE, phrasing.unnamed(document)
        if "another-heads" in document.mentions:
            yield Rung.READABLE, binding_words.another_heads(document)
        if self.requirement.issued_by == "company" and document.mentions.get("issuer") != "company":
            yield Rung.READABLE, binding_words.no_issuer(document)

    def _not_of_the_provider(self, document: Document) -> Iterator[tuple[Rung, Bilingual]]:
        """Say why a document of the right type does not bind, or is not about, the provider of whom it is asked."""
        if self.provider is None:
            return
        if self.requirement.holder and self.provider not in document.mentions.get("holders", "").split("\n"):
            yield Rung.READABLE, binding_words.not_a_holder(document, self.provider)
        if document.type == "provider-proposal" and self.provider not in document.mentions.get("offered-by", "").split(
            "\n"
        ):
            yield Rung.READABLE, binding_words.not_the_author(document, self.provider)
        if self.requirement.per != "company" and "personal" in document.mentions:
            yield Rung.READABLE, binding_words.personal(document)
        untold = document.provider is None and "procedure-of" not in document.mentions
        if self.process is not None and document.type == "written-procedure" and untold:
            yield Rung.READABLE, binding_words.of_no_process(document)

    def _issued(self, document: Document) -> dt.date | None:
        """Give the day of a document, else the end of the period that it shows."""
        if document.date is None and document.period is not None and document.period.end <= self.as_of:
            return document.period.end
        return document.date

    def _oldest(self) -> dt.date | None:
        if self.requirement.max_age_months is not None:
            return months_before(self.as_of, self.requirement.max_age_months)
        return self.floor

    def _in_force(self, document: Document) -> bool:
        return document.expires is not None and document.expires >= self.as_of


def _judged(document: Document, status: Status, found: list[tuple[Rung, Bilingual]]) -> Judged:
    lowest = min((rung for rung, _ in found), key=lambda rung: rung.height)
    return Judged(document, status, tuple(reason for _, reason in found), lowest)


def recognised(document: Document) -> bool:
    """Tell whether the text of an image is known by recognition (OCR): it may satisfy where nothing is doubtful."""
    return document.state is State.IMAGE_ONLY and "ocr" in document.flags


def _read_in_doubt(document: Document) -> bool:
    return "ocr-low" in document.flags or document.classification.confidence is not Confidence.HIGH
