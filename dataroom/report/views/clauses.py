"""Which contract holds which clause. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from dataroom.model import Clause, Document, Report


def contracts(report: Report) -> list[Document]:
    """Give what has clauses: the contracts of providers first, those in which most was found before others."""
    found = [doc for doc in report.documents if doc.clauses]
    return sorted(found, key=lambda doc: (doc.provider is None, -sum(c.found for c in doc.clauses), doc.path))


def clause_map(known: Sequence[Document]) -> list[tuple[str, list[Clause | None]]]:
    """Give each clause that was looked for, by its id, with what each of the contracts holds of it."""
    names = dict.fromkeys(clause.id for doc in known for clause in doc.clauses)
    by_doc = [{clause.id: clause for clause in doc.clauses} for doc in known]
    return [(name, [held.get(name) for held in by_doc]) for name in names]
