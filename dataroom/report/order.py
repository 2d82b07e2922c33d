"""One order for everything that a report lists, so that the same room gives the same bytes."""

from __future__ import annotations

import dataclasses

from dataroom.model import Document, Finding, Report, Result, Unread
from dataroom.report.printable import encodable


def _path_key(path: str | None) -> bytes:
    return encodable(path or "").encode()


def _of_document(doc: Document) -> tuple[bytes, str, int]:
    place = doc.raw if doc.raw is not None else _path_key(doc.path)
    return (place, doc.fingerprint.blake3 if doc.fingerprint else "", doc.size)


def _of_result(result: Result) -> tuple[str, str, str]:
    return (result.checklist, result.id, result.key)


def _of_finding(finding: Finding) -> tuple[int, str, bytes, int, str, str]:
    return (
        -finding.severity.rank,
        finding.rule,
        _path_key(finding.path),
        finding.page or 0,
        finding.message.en,
        finding.message.fr,
    )


def _of_unread(unread: Unread) -> tuple[bytes, str]:
    return (_path_key(unread.path), unread.state.value)


def in_order(report: Report) -> Report:
    """Give the report with documents and unread by path, requirements by id, findings by severity and rule."""
    return dataclasses.replace(
        report,
        documents=tuple(sorted(report.documents, key=_of_document)),
        requirements=tuple(sorted(report.requirements, key=_of_result)),
        findings=tuple(sorted(report.findings, key=_of_finding)),
        unread=tuple(sorted(report.unread, key=_of_unread)),
    )
