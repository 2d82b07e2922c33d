"""Names for documents and findings that stay the same from run to run."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from dataroom.model import Document, Finding
from dataroom.printable import encodable

_NUMBERS = re.compile(r"\d+")


def _digest(*parts: object) -> str:
    whole = "\0".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


def _told_apart(names: Iterable[str]) -> list[str]:
    seen: Counter[str] = Counter()
    given = []
    for name in names:
        seen[name] += 1
        given.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return given


def named(documents: Iterable[Document]) -> Iterator[tuple[Document, str]]:
    """Give each document with its id, one by one; those of one path stand side by side, as they do in a report."""
    for _, twins in groupby(documents, key=lambda doc: doc.path if doc.raw is None else doc.raw):
        held = list(twins)
        yield from zip(held, document_ids(held), strict=True)


def _document_id(doc: Document) -> str:
    content = doc.fingerprint.blake3[:16] if doc.fingerprint else "unread"
    place = hashlib.sha256(doc.raw).hexdigest() if doc.raw is not None else _digest(encodable(doc.path))
    return f"{content}-{place[:12]}"


def document_ids(documents: Iterable[Document]) -> list[str]:
    """Give each document its id: what it holds (BLAKE3, or `unread`), then where it lies (digest of the path).

    A document that moved keeps the first half, a rewritten one the second; copies share the first half. Two
    members of one name in an archive are told apart by `-2`, `-3`… in the order given.
    """
    return _told_apart(map(_document_id, documents))


def _finding_id(finding: Finding) -> str:
    message = finding.message.en
    if finding.path is not None:
        # "expired 45 days ago" is the same finding tomorrow.
        message = _NUMBERS.sub("#", message)
    return _digest(finding.rule, finding.path, finding.page, message)[:16]


def finding_ids(findings: Iterable[Finding]) -> list[str]:
    """Give each finding its id: a digest of rule, path, page and message.

    Numbers in the message count only for findings about the room, which have nothing else to tell them apart.
    """
    return _told_apart(map(_finding_id, findings))
