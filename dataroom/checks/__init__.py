"""The checks: small functions that look at documents and give findings, joined in one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from dataroom.checks.cross import CROSS_CHECKS, Given, run_cross_checks
from dataroom.checks.flagged import flagged
from dataroom.checks.names import Named, names
from dataroom.checks.soundness import metadata, unsound
from dataroom.model import Document, Finding

__all__ = ["CHECKS", "CROSS_CHECKS", "Check", "Given", "run_checks", "run_cross_checks"]

Check = Callable[[Sequence[Document]], Iterable[Finding]]

CHECKS: tuple[Check, ...] = (unsound, flagged, metadata)


def run_checks(
    documents: Sequence[Document], others: Iterable[Finding] = (), named: Iterable[Named] | None = None
) -> Iterator[Finding]:
    """Give the findings of every check, of each document alone and `others`, worst first, in a stable order.

    `named` is everything that has a name, where `documents` are only those that say something.
    """
    found = [*others, *names(documents if named is None else named)]
    found += [finding for check in CHECKS for finding in check(documents)]
    found += [finding for document in documents for finding in document.findings]
    yield from sorted(found, key=lambda f: (-f.severity.rank, f.rule, f.path or "", f.page or 0, f.message.en))
