"""A report in whose every field stands a marked string: made by walking over the model, so that a new one is in it."""

from __future__ import annotations

import datetime as dt
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import Any

from pydantic import BaseModel

from dataroom import model
from dataroom.model import Report, Status
from dataroom.report.ids import finding_ids
from dataroom.room import Profile

AS_OF = dt.date(2026, 3, 31)
PLAIN: dict[str, Any] = {
    "Report.edition": "seller",
    "Report.language": "fr",
    "Report.rules_digest": "ab" * 32,
    "Report.as_of": AS_OF,
    "Report.room": "Salle",
    "ChecklistRef.id": "back-office",
    "ChecklistRef.digest": "cd" * 32,
    "ChecklistRef.title": "Liste",
    "Fingerprint.blake3": "ef" * 32,
    "Fingerprint.sha256": "01" * 32,
    "Integrity.root": "23" * 32,
    "Integrity.algorithm": "rfc9162-sha256",
    "Period.label": "2025",
    "Period.start": dt.date(2025, 1, 1),
    "Period.end": dt.date(2025, 12, 31),
    "Document.path": "03/contrat.pdf",
    "Document.raw": b"03/contrat.pdf",
    "Document.media_type": "application/pdf",
    "Document.language": "fr",
    "Document.reason": "Raison de la lecture",
    "Document.processes": "payroll",
    "Document.provider": "Prestataire",
    "Document.flags": "unsigned",
    "Classification.type": "service-contract",
    "Classification.type_path": "service-contract",
    "Candidate.type": "service-contract",
    "Clause.id": "term",
    "Clause.quote": "Citation",
    "Evidence.cue": "indice",
    "Evidence.quote": "Citation",
    "Result.id": "contract",
    "Result.key": "back-office:contract",
    "Result.checklist": "back-office",
    "Result.title": "Exigence",
    "Result.accepts": "service-contract",
    "Result.process": "payroll",
    "Result.provider": "Prestataire",
    "Result.documents": "03/contrat.pdf",
    "Result.reasons": "Motif",
    "Result.request": "Demande",
    "Result.owner": "provider",
    "Result.why": "Raison",
    "Result.source": "Code",
    "Result.next_step": "Étape",
    "Result.holds": "Point",
    "Finding.rule": "unsigned",
    "Finding.message": "Constat",
    "Finding.remedy": "Remède",
    "Finding.path": "03/contrat.pdf",
    "Finding.also": "03/contrat.pdf",
    "CrossCheck.id": "headcount",
    "CrossCheck.title": "Recoupement",
    "CrossCheck.documents": "03/contrat.pdf",
    "CrossCheck.reason": "Raison",
    "Unread.path": "03/contrat.pdf",
    "Unread.reason": "Raison",
    "ProviderShare.provider": "Prestataire",
    "ProviderShare.processes": "payroll",
    "Dependency.single_points": "Prestataire",
    "Dependency.without_owner": "payroll",
    "Gauges.completeness": "satisfied",
    "Gauges.usability": "documents",
    "Gauges.integrity": "files",
    "Gauges.confidentiality": "checked",
    "Report.assumptions": "Hypothèse",
    "Report.titles": "service-contract",
}
"""What the acquirer may see, with a harmless value. Whoever adds a field decides here, and in `editions`."""
HELD = {
    "Result.documents": "08/XQHeldPathXQ.pdf",
    "Result.reasons": "XQHeldReasonXQ",
    "Result.request": "XQHeldRequestXQ",
    "Result.next_step": "XQHeldStepXQ",
    "Finding.path": "08/XQHeldPathXQ.pdf",
    "Finding.message": "XQHeldMessageXQ",
    "Finding.remedy": "XQHeldRemedyXQ",
    "CrossCheck.documents": "08/XQHeldPathXQ.pdf",
    "CrossCheck.reason": "XQHeldCheckXQ",
    "Unread.path": "08/XQHeldPathXQ.pdf",
    "Unread.reason": "XQHeldUnreadXQ",
}
"""What is about a document that is withheld."""
KEPT_BACK = ("reasons", "request", "next_step")
"""What is not told of a requirement that is reserved."""
SHOWN_PROFILE = {
    "company.name", "company.siren", "company.country", "company.fiscal_year_end", "deal.type", "deal.phase",
    "deal.as_of", "language", "outsourcing.process", "outsourcing.provider", "outsourcing.since",
}  # fmt: skip
_HINTS: dict[type, dict[str, Any]] = {}


@dataclass(frozen=True)
class Planter:
    """Makes values by their type; `plain` says what is harmless, everything else is a mark."""

    plain: Mapping[str, Any]

    def value(self, kind: Any, place: str) -> Any:
        origin, inner = typing.get_origin(kind), typing.get_args(kind)
        if origin in {UnionType, typing.Union}:
            return self.value(next(one for one in inner if one is not NoneType), place)
        if origin in {tuple, Sequence}:
            return (self.value(inner[0], place),)
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {self.text(place): 7 if inner[1] is int else self.value(inner[1], place)}
        if isinstance(kind, type) and is_dataclass(kind):
            return self.text_of(place) if kind is model.Bilingual else self.made(kind)
        return self.leaf(kind, place)

    def leaf(self, kind: Any, place: str) -> Any:
        if isinstance(kind, type) and issubclass(kind, Enum):
            return next(iter(kind))
        plain: dict[Any, Any] = {bool: True, int: 7, float: 7.0, dt.date: AS_OF}
        if kind in plain:
            return self.plain.get(place, plain[kind])
        if kind is bytes:
            return self.plain.get(place, mark(place).encode())
        if kind in {str, object}:
            return self.text(place)
        raise TypeError(f"{place}: nothing is known to plant for {kind}")

    def text(self, place: str) -> str:
        return str(self.plain.get(place, mark(place)))

    def text_of(self, place: str) -> model.Bilingual:
        return model.Bilingual(self.text(place), self.text(place))

    def made(self, kind: type) -> Any:
        return kind(**{name: self.value(hint, f"{kind.__name__}.{name}") for name, hint in hints(kind).items()})


def hints(kind: type) -> dict[str, Any]:
    """Give the fields of a dataclass with their types."""
    known = _HINTS.setdefault(kind, typing.get_type_hints(kind, vars(model)))
    return {field.name: known[field.name] for field in fields(kind)}


def mark(place: str) -> str:
    """Give the marked string of a field: letters alone, which no format breaks or escapes."""
    letters = "".join(part.capitalize() for part in place.replace(".", "_").split("_"))
    return f"XQ{letters}XQ"


def marks() -> list[str]:
    """Give the mark of every field of the model that is not for the acquirer."""
    return [mark(place) for place in places(Report) if place not in PLAIN]


def places(kind: type, seen: set[type] | None = None) -> Iterator[str]:
    """Give every field that is reached from a dataclass as `Class.field`."""
    seen = set() if seen is None else seen
    if kind in seen or kind is model.Bilingual:
        return
    seen.add(kind)
    for name, hint in hints(kind).items():
        nested = [one for one in _types(hint) if isinstance(one, type) and is_dataclass(one)]
        nested = [one for one in nested if one is not model.Bilingual]
        if not nested and _is_text(hint):
            yield f"{kind.__name__}.{name}"
        for one in nested:
            yield from places(one, seen)


def _types(hint: Any) -> list[Any]:
    inner = typing.get_args(hint)
    return [one for part in inner for one in _types(part)] if inner else [hint]


def _is_text(hint: Any) -> bool:
    return any(one in {str, bytes, object, model.Bilingual} for one in _types(hint))


def planted() -> Report:
    """Give a report full of marks, with the profile and the run marked by their own shapes."""
    made = Planter(PLAIN).made(Report)
    reserved = {status: f"XQReserved{status.name.title()}" for status in (Status.WAIVED, Status.NOT_APPLICABLE)}
    results = tuple(_reserved(status, said) for status, said in reserved.items())
    open_one = _with(made.requirements[0], status=Status.PARTIAL)
    held = Planter({**PLAIN, **HELD})
    hidden = _with(held.made(model.Result), id="held", key="held", status=Status.WITHHELD)
    findings = (*made.findings, held.made(model.Finding))
    work = Planter(PLAIN).made(model.Work)
    full: Report = _with(
        made,
        documents=(*made.documents, Planter(_held_document()).made(model.Document)),
        requirements=(open_one, *results, hidden),
        findings=findings,
        checks=(*made.checks, held.made(model.CrossCheck)),
        unread=(*made.unread, held.made(model.Unread)),
        work=dict.fromkeys((open_one.key, hidden.key, *finding_ids(findings)), work),
        profile={**planted_profile(), "unknown": mark("profile.unknown")},
        run=planted_run(),
    )
    return full


_HELD_IDS = {
    "Document.processes": "payroll",
    "Document.flags": "xqheldflag",
    "Clause.id": "xqheldclause",
    "Candidate.type": "xqheldtype",
    "Classification.type": "xqheldtype",
    "Classification.type_path": "xqheldtype",
}


def _held_document() -> dict[str, Any]:
    names = ("Document.media_type", *(name for name in PLAIN if name.startswith(("Fingerprint.", "Period."))))
    path = HELD["Result.documents"]
    return {**{name: PLAIN[name] for name in names}, **_HELD_IDS, "Document.path": path, "Document.raw": path.encode()}


def held_marks() -> list[str]:
    """Give the marks of a document that is withheld, and of what is about it."""
    shown = _held_document()
    own = [mark(place) for place in places(model.Document) if place not in shown]
    return [
        *own,
        *set(_HELD_IDS.values()) - {"payroll"},
        *(text.removeprefix("08/").removesuffix(".pdf") for text in HELD.values()),
    ]


def _with(value: Any, **changes: object) -> Any:
    return type(value)(**{**{f.name: getattr(value, f.name) for f in fields(value)}, **changes})


def _reserved(status: Status, said: str) -> Any:
    plain = {**PLAIN, **{f"Result.{name}": f"{said}{name.title().replace('_', '')}XQ" for name in KEPT_BACK}}
    return _with(Planter(plain).made(model.Result), id=f"reserved-{status.value}", key=said[2:], status=status)


def reserved_marks() -> list[str]:
    """Give the marks that stand in requirements that are reserved."""
    names = [name.title().replace("_", "") for name in KEPT_BACK]
    return [f"XQReserved{one.name.title()}{name}XQ" for one in (Status.WAIVED, Status.NOT_APPLICABLE) for name in names]


def planted_profile() -> dict[str, Any]:
    """Give a profile in which every field of `room.Profile` is marked that is not for the acquirer."""
    return {name: _profile_value(field.annotation, name) for name, field in Profile.model_fields.items()}


def _profile_value(kind: Any, place: str) -> Any:
    nested = [one for one in _types(kind) if isinstance(one, type) and issubclass(one, BaseModel)]
    if nested:
        inner = {name: _profile_value(f.annotation, f"{place}.{name}") for name, f in nested[0].model_fields.items()}
        return [inner] if typing.get_origin(kind) is tuple else inner
    known = {"deal.type": "share", "deal.phase": "sale", "language": "fr", "outsourcing.process": "payroll"}
    text = known.get(place, "2026-03-31" if place in SHOWN_PROFILE else mark(f"profile.{place}"))
    return [text] if typing.get_origin(kind) is tuple else text


def profile_marks() -> list[str]:
    """Give the marks of the profile."""
    return [text for text in _leaves(planted_profile()) if text.startswith("XQ")] + [mark("profile.unknown")]


def planted_run() -> dict[str, Any]:
    """Give a run that knows the machine, the user and what they typed."""
    history = {"head": "ab" * 32, "checks": 3, "added": [mark("run.history.added")], "since": {"a": mark("run.since")}}
    history |= {"notices": [{"fr": mark("run.notice"), "en": mark("run.notice")}], "more": mark("run.history.more")}
    options = {"full": True, "out": mark("run.out"), "rules": [mark("run.rules")], "checklists": [mark("run.lists")]}
    return {
        "started": "2026-03-31T22:00:00Z",
        "finished": "2026-03-31T22:00:09Z",
        "version": "0.1.0",
        "host": mark("run.host"),
        "user": mark("run.user"),
        "isolation": {"said": mark("run.isolation")},
        "options": options,
        "history": history,
    }


def run_marks() -> list[str]:
    """Give the marks of the run."""
    return [text for text in _leaves(planted_run()) if text.startswith("XQ")]


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _leaves(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _leaves(part)
