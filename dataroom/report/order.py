"""One order for everything that a report lists, so that the same room gives the same bytes."""

from __future__ import annotations

import dataclasses
from typing import Protocol

from dataroom.model import Finding, Fingerprint, Report, Result, Unread
from dataroom.printable import encodable


def _path_key(path: str | None) -> bytes:
    return encodable(path or "").encode()


class _Placed(Protocol):
    @property
    def path(self) -> str: ...
    @property
    def raw(self) -> bytes | None: ...
    @property
    def size(self) -> int: ...
    @property
    def fingerprint(self) -> Fingerprint | None: ...


def place_of(doc: _Placed) -> tuple[bytes, str, int]:
    """Give the place of a document, or of its row, among all others."""
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
    """Give the report with documents and unread by path, requirements by id, findings by severity and rule.

    Documents that are no tuple come from the disk, in this order already.
    """
    documents = report.documents
    return dataclasses.replace(
        report,
        documents=tuple(sorted(documents, key=place_of)) if isinstance(documents, tuple) else documents,
        requirements=tuple(sorted(report.requirements, key=_of_result)),
        findings=tuple(sorted(report.findings, key=_of_finding)),
        unread=tuple(sorted(report.unread, key=_of_unread)),
    )
