"""How long the tracker of a large room takes, and how much memory: `python benchmarks/report_xlsx.py [DOCUMENTS]`.

The report is made up, as rich as a checked room: a clause map for one document in ten, five requirements for ten
documents, a finding for one in ten. What is measured begins when the report stands.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import resource
import sys
import time
from collections.abc import Iterator

from dataroom.model import (
    Bilingual,
    ChecklistRef,
    Classification,
    Clause,
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
    Work,
)
from dataroom.report import FORMATS

CLAUSES = [f"clause-{number:02d}" for number in range(37)]
LONG = "Aucune pièce de ce type n’a été trouvée pour ce prestataire, à la date à laquelle la salle est examinée. "


def both(text: str) -> Bilingual:
    """Give the same words in both languages."""
    return Bilingual(text, text)


def document(number: int) -> Document:
    """Give a document with what a room’s own would have."""
    path = f"{number % 12:02d}_Dossier/{number % 97:02d}_Sous-dossier/Pièce numérotée {number:06d}.pdf"
    digest = hashlib.sha256(path.encode()).hexdigest()
    clauses = tuple(Clause(c, found=True, page=3, quote=LONG[:80]) for c in CLAUSES) if number % 10 == 0 else ()
    start = dt.date(2025, 1 + number % 12, 1)
    return Document(
        path=path,
        size=1000 + number,
        raw=path.encode(),
        fingerprint=Fingerprint(digest, digest, 1000 + number),
        media_type="application/pdf",
        pages=4,
        language="fr",
        state=State.CORRUPT if number % 50 == 0 else State.OK,
        classification=Classification("service-contract", ("contract", "service-contract"), Confidence.HIGH),
        provider=f"Prestataire {number % 9}",
        period=Period(f"2025-{1 + number % 12:02d}", start, start),
        date=start,
        clauses=clauses,
        flags=("unsigned", "near-duplicate") if number % 3 == 0 else (),
    )


def requirements(number: int) -> Iterator[Result]:
    """Give the requirements, most of them open, with texts as long as real ones."""
    for at in range(number):
        status = (Status.MISSING, Status.PARTIAL, Status.SATISFIED)[at % 3]
        start = dt.date(2025, 1 + at % 12, 1)
        yield Result(
            id=f"requirement-{at % 80}",
            key=f"liste|requirement-{at % 80}||Prestataire {at % 9}|{at}",
            checklist="liste",
            title=both(f"Exigence {at % 80} sur les prestations"),
            severity=list(Severity)[at % 3],
            accepts=("service-contract",),
            status=status,
            provider=f"Prestataire {at % 9}",
            period=Period(f"2025-{1 + at % 12:02d}", start, start),
            documents=(document(at).path,),
            reasons=(both(LONG),),
            request=both(f"Merci de nous transmettre la pièce {at}. {LONG * 2}"),
            why=both(LONG),
            next_step=both(LONG[:70]),
        )


def report(number: int) -> Report:
    """Give a report about `number` documents."""
    documents = tuple(map(document, range(number)))
    results = tuple(requirements(number // 2))
    findings = tuple(
        Finding("expired", Severity.MAJOR, Confidence.HIGH, both(LONG), both(LONG), documents[at].path)
        for at in range(0, number, 10)
    )
    return Report(
        room="Salle",
        as_of=dt.date(2026, 3, 31),
        edition="seller",
        language="fr",
        rules_digest="0" * 64,
        checklists=(ChecklistRef("liste", both("Liste"), "1" * 64),),
        verdict=Verdict.NOT_READY,
        gauges=Gauges({"requirements": len(results)}, {"documents": number}, {"hashed": number}, {"checked": number}),
        documents=documents,
        requirements=results,
        findings=findings,
        unread=tuple(Unread(d.path, d.state, both(LONG)) for d in documents if d.state is not State.OK),
        integrity=Integrity("sha256-merkle-rfc9162", "ab" * 32, number, number * 1000),
        work={result.key: Work("Claire", "2026-05-01", "requested", LONG) for result in results[::4]},
    )


def peak() -> float:
    """Give the most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def main() -> None:
    """Measure and print; the bare loop says how fast the machine is at that moment."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    made = report(number)
    before, start, spent = peak(), time.perf_counter(), time.process_time()
    written = FORMATS["xlsx"].render(made)
    took, used = time.perf_counter() - start, time.process_time() - spent
    print(f"{number} documents: {len(written) / 1e6:.1f} MB in {took:.1f} s, {used:.1f} s of them on the processor")
    print(f"memory: {before:.0f} MB with the report, {peak():.0f} MB at most")
    spent = time.process_time()
    for _ in range(20_000_000):
        pass
    print(f"bare loop: {20 / (time.process_time() - spent):.0f} million turns/s")


if __name__ == "__main__":
    main()
