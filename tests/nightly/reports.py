"""Small reports for the tests."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace

from dataroom.model import (
    Bilingual,
    Classification,
    Confidence,
    Document,
    Finding,
    Fingerprint,
    Gauges,
    Integrity,
    Period,
    Report,
    Result,
    Severity,
    State,
    Status,
    Unread,
    Verdict,
)

SAID = Bilingual("dit", "said")


def document(path: str, content: str = "x", *, expires: str | None = None, flags: tuple[str, ...] = ()) -> Document:
    digest = hashlib.sha256(content.encode()).hexdigest()
    return Document(
        path,
        len(content),
        fingerprint=Fingerprint(digest, digest, len(content)),
        classification=Classification("insurance"),
        expires=None if expires is None else dt.date.fromisoformat(expires),
        flags=flags,
    )


def unread(path: str, state: State = State.CORRUPT) -> Document:
    return replace(document(path), state=state)


def requirement(key: str, status: Status, severity: Severity = Severity.BLOCKING) -> Result:
    period = Period("2025", dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    title = Bilingual(f"Pièce {key}", f"Paper {key}")
    found = Result("r", key, "list", title, severity, ("nda",), status, provider="Solvépaie", period=period)
    return replace(found, documents=("a.pdf",)) if status in {Status.SATISFIED, Status.PARTIAL} else found


def finding(rule: str, severity: Severity = Severity.MAJOR, path: str | None = "a.pdf") -> Finding:
    return Finding(rule, severity, Confidence.HIGH, Bilingual(f"{rule} fr", f"{rule} en"), SAID, path)


def report(
    documents: tuple[Document, ...] = (),
    requirements: tuple[Result, ...] = (),
    findings: tuple[Finding, ...] = (),
    verdict: Verdict = Verdict.READY,
) -> Report:
    lost = tuple(Unread(d.path, d.state, SAID) for d in documents if d.state is not State.OK)
    return Report(
        "salle", dt.date(2026, 3, 31), "seller", "fr", "0" * 64, (), verdict, Gauges({}, {}, {}, {}), documents,
        requirements, findings, lost, Integrity("sha256", "0" * 64, len(documents), 0),
        titles={"insurance": Bilingual("Attestation d’assurance", "Insurance certificate")},
    )  # fmt: skip
