"""One file made into Documents, whole, inside a worker: fingerprint, read, classify, date, attribute.

A container gives one Document for itself and one for each member, under `archive.zip!member`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from dataroom import versions
from dataroom.annexes import annexes_cited, annexes_contained, annexes_missing_inside
from dataroom.classify import Classifier
from dataroom.clause_rules import Clauses, load_clauses
from dataroom.clauses import find_clauses
from dataroom.confidential import examine
from dataroom.contracting import parties_of, written
from dataroom.extract import extract, members
from dataroom.extract.source import Limits, Source
from dataroom.fingerprint import fingerprint, read_stable
from dataroom.language import language_of
from dataroom.model import Bilingual, Content, Document, Entry, Period, State
from dataroom.parties import Attribution, Parties
from dataroom.periods import document_period
from dataroom.reading import Reading
from dataroom.room import Profile
from dataroom.rules import DocumentRule, Rules, load_rules
from dataroom.sketch import sketch_of
from dataroom.text import fold
from dataroom.validity import cadence_of, expiry, issue_date
from dataroom.walk import why

_CONTAINERS = ("application/zip", "application/x-tar", "application/gzip", "application/x-7z-compressed")
_TITLE_CHARS = 1500
_FIRST_PAGES, _LAST_PAGES = 20, 4
_AMENDS = re.compile(
    r"refonte (?:integrale |totale |complete )?des statuts"
    r"|statuts (?:ainsi )?(?:refondus|modifies|mis a jour) (?:ainsi )?adopt"
    r"|adopt\w+[^.;]{0,60}(?:nouveaux statuts|statuts refondus|nouvelle redaction des statuts|texte des statuts)"
    r"|(?:decide|resout)\w*[^.;]{0,40} de (?:modifier|refondre)[^.;]{0,60} (?:des|les|ses) statuts"
    r"|(?:amend|restat)\w*[^.;]{0,40} articles of association"
)
"""Resolutions that change the articles of association, in folded text."""
_ENGAGING = {"service-contract", "engagement-letter", "collection-mandate"}
"""The contracts by which a provider is engaged: without a profile, they name the providers."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a worker needs to know; small, and sent to it once."""

    room: Path
    profile: Profile
    as_of: dt.date
    overlay: Path | None = None
    limits: Limits = field(default_factory=Limits)


class Reader:
    """Everything a worker keeps between two files."""

    def __init__(self, settings: Settings) -> None:
        """Load the rules and make them ready."""
        self._settings = settings
        self._rules: Rules = load_rules(settings.overlay)
        self._classifier = Classifier(self._rules)
        self._clauses: Clauses = load_clauses(settings.overlay)
        self._parties = Parties(settings.profile, self._rules.processes)

    def read(self, entry: Entry) -> list[Document]:
        """Give the Documents of one entry, members after their container; never raises for what is in a file."""
        if entry.kind != "file":
            reason = why(entry.reason or entry.kind)
            state = State.UNREADABLE if entry.kind == "folder" else State.UNSUPPORTED
            return [Document(entry.path, entry.size, _raw(entry), state=state, reason=reason)]
        folders = tuple(entry.path.split("/")[:-1])
        name = entry.path.rpartition("/")[2]
        reading = read_stable(
            self._settings.room,
            entry,
            then=lambda stream: list(self._documents(entry.path, folders, Source.of_file(name, stream), 0)),
        )
        if reading.outcome is None or reading.fingerprint is None:
            reason = why(reading.reason or "changed")
            return [Document(entry.path, entry.size, _raw(entry), state=reading.state, reason=reason)]
        first, *inside = reading.outcome
        return [replace(first, raw=_raw(entry), fingerprint=reading.fingerprint), *inside]

    def _documents(self, path: str, folders: tuple[str, ...], source: Source, depth: int) -> Iterator[Document]:
        content = extract(source, self._settings.limits)
        yield self._document(path, folders, source, content)
        if not any(fact.name == "members" for fact in content.facts):
            return
        if depth >= self._settings.limits.max_depth:
            yield self._too_deep(path)
            return
        for member in members(source, self._settings.limits):
            inner = f"{path}!{member.name}"
            if member.source is None:
                state = member.state or State.UNREADABLE
                yield Document(inner, 0, state=state, reason=member.reason, inside=True)
                continue
            own = (*folders, source.name, *member.name.split("/")[:-1])
            with member.source.open() as stream:
                digests = fingerprint(stream)
            first, *rest = self._documents(inner, own, member.source, depth + 1)
            yield replace(first, fingerprint=digests, inside=True)
            yield from rest

    def _too_deep(self, path: str) -> Document:
        reason = Bilingual(
            f"archives dans des archives : au-delà de {self._settings.limits.max_depth} niveaux, rien n’a été ouvert",
            f"archives within archives: beyond {self._settings.limits.max_depth} levels nothing was opened",
        )
        return Document(f"{path}!…", 0, state=State.TOO_LARGE, reason=reason, inside=True)

    def _document(self, path: str, folders: tuple[str, ...], source: Source, content: Content) -> Document:
        blank = Document(
            path,
            source.size,
            media_type=content.media_type,
            pages=content.page_count,
            state=content.state,
            reason=content.reason,
        )
        facts = {fact.name for fact in content.facts}
        if content.media_type in _CONTAINERS or "system-file" in facts:
            return blank
        reading = Reading.of(source.name, folders, content)
        answer = self._classifier.classify(reading)
        rule = self._rules.documents[answer.type] if answer.type else None
        parties = self._parties.attribute(reading, rule)
        return self._dated(replace(blank, classification=answer), reading, rule, parties)

    def _dated(self, document: Document, reading: Reading, rule: DocumentRule | None, parties: Attribution) -> Document:
        text = _ends_of(reading.content.pages)
        settings = self._settings
        date = issue_date(text, reading.content.facts, as_of=settings.as_of)
        period, notes, conflict = self._period(reading, rule, text, date)
        expires, ends = self._expiry(rule, text, date)
        flags, version_notes, signature = versions.version_flags(
            reading.name,
            reading.folders,
            text,
            reading.content.facts,
            settings.as_of,
            signed_expected=rule is not None and rule.signed,
            expires=expires,
        )
        private = examine(reading.content.pages, reading.name, reading.content.facts, document.classification.type_path)
        flags = [*flags, *private.flags, *self._more_flags(reading, parties, conflict=conflict)]
        return replace(
            document,
            language=language_of(reading.pages),
            processes=parties.processes,
            provider=parties.provider,
            period=period,
            date=date,
            expires=expires,
            signature=tuple(signature),
            clauses=find_clauses(reading.pages, self._clauses) if rule is not None and rule.contract else (),
            flags=tuple(sorted(set(flags))),
            notes=(*parties.notes, *notes, *ends, *version_notes),
            findings=tuple(replace(finding, path=document.path) for finding in private.findings),
            sketch=sketch_of(reading.pages),
            mentions=self._mentions(reading, rule, parties, text),
        )

    def _period(
        self, reading: Reading, rule: DocumentRule | None, text: str, date: dt.date | None
    ) -> tuple[Period | None, list[Bilingual], bool]:
        if rule is None:
            return None, [], False
        return document_period(
            rule.period,
            reading.name,
            text[:_TITLE_CHARS],
            text,
            None,
            self._settings.profile.company.fiscal_year_end,
            self._settings.as_of,
            issued=date,
        )

    def _expiry(
        self, rule: DocumentRule | None, text: str, date: dt.date | None
    ) -> tuple[dt.date | None, list[Bilingual]]:
        if rule is None or not rule.expires:
            return None, []
        end, note = expiry(text, date, rule.validity_months)
        return end, [note] if note else []

    def _more_flags(self, reading: Reading, parties: Attribution, *, conflict: bool) -> Iterator[str]:
        facts = {fact.name for fact in reading.content.facts}
        if parties.other_company:
            yield "other-company"
        if conflict:
            yield "period-conflict"
        if "wrong-extension" in facts:
            yield "wrong-extension"
        if facts & {"hidden-sheet", "hidden-text", "comment", "tracked-changes"}:
            yield "hidden-content"

    def _mentions(
        self, reading: Reading, rule: DocumentRule | None, parties: Attribution, text: str
    ) -> Mapping[str, str]:
        found = {"providers": "\n".join(parties.named)}
        if rule is not None and rule.contract:
            for subject in ("report", "meeting"):
                cadence = cadence_of(text, subject)
                if cadence:
                    found[f"cadence-{subject}"] = cadence
            if not self._settings.profile.outsourcing and _ENGAGING & set(self._rules.path_of(rule.id)):
                found["parties"] = written(parties_of(text))
            found["annexes"] = "\n".join(annexes_missing_inside(reading.content.pages))
        if rule is not None and rule.id == "general-meeting-minutes" and _AMENDS.search(fold(text)):
            found["amends"] = "articles-of-association"
        found["annex"] = "\n".join(sorted(_own_labels(reading)))
        return {key: value for key, value in found.items() if value}


def _ends_of(pages: Sequence[str]) -> str:
    # Signatures, the place and the day stand on the last page, also of a contract of a hundred.
    chosen = pages if len(pages) <= _FIRST_PAGES + _LAST_PAGES else (*pages[:_FIRST_PAGES], *pages[-_LAST_PAGES:])
    return "\n".join(chosen)


def _own_labels(reading: Reading) -> set[str]:
    """Give the annexes that a document is or holds, by its name and its headings."""
    return {*annexes_cited(reading.name.replace("_", " ")), *annexes_contained(reading.content.pages[:5])}


def _raw(entry: Entry) -> bytes | None:
    # Kept only where the printable path is not the exact one.
    return None if entry.path.encode("utf-8", "surrogateescape") == entry.raw else entry.raw


_reader: Reader | None = None


def open_reader(settings: Settings) -> None:
    """Make this process a worker."""
    global _reader  # noqa: PLW0603 - a worker is one process with one reader
    _reader = Reader(settings)


def read_entry(entry: Entry) -> list[Document]:
    """Read one entry in a worker made by `open_reader`."""
    if _reader is None:
        raise RuntimeError("open_reader must come first")
    return _reader.read(entry)
