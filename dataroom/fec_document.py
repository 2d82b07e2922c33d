"""The figures of a file of accounting entries (FEC) joined to the document that was made of its first lines."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import BinaryIO

from dataroom.fec import read_fec
from dataroom.fec_header import header_of
from dataroom.model import Bilingual, Confidence, Content, Document, Finding, Severity

_SECONDS = 120.0
"""Time of the processor that the figures of one file may take: those of some ten million lines."""
_PULSE = 2.0
"""Seconds between two signs of life to whoever waits for the document."""
_TEXTS = ("text/plain", "text/csv", "text/tab-separated-values")
_REMEDY = Bilingual(
    "Vérifier que les libellés ne portent pas de données sensibles (numéros de sécurité sociale, IBAN de personnes).",
    "Check that the wordings hold no sensitive data (social-security numbers, IBANs of persons).",
)


def may_be_fec(content: Content) -> bool:
    """Tell whether a text begins like a file of accounting entries."""
    if content.media_type not in _TEXTS or not content.pages:
        return False
    return header_of(content.pages[0].partition("\n")[0]) is not None


def with_entries(
    document: Document, opener: Callable[[], BinaryIO], content: Content, pulse: Callable[[], None] | None = None
) -> Document:
    """Add the figures of all entries, read from the file itself; say so where its words were not all searched.

    `pulse` is called now and then while a long file is read.
    """
    with opener() as stream:
        found = read_fec(stream, _patience(pulse))
    if found is None:
        return document
    figures = {**document.figures, "fec": found}
    head = next((fact.value for fact in content.facts if fact.name == "fec-head"), None)
    findings = document.findings if head is None else (*document.findings, _searched(document, int(head)))
    return replace(document, figures=figures, findings=findings)


def _patience(pulse: Callable[[], None] | None) -> Callable[[], bool]:
    # Whether a file was read to its end must hang on the file, not on what else the machine does.
    until = time.process_time() + _SECONDS
    told = time.monotonic()

    def goes_on() -> bool:
        nonlocal told
        if pulse is not None and time.monotonic() - told > _PULSE:
            pulse()
            told = time.monotonic()
        return time.process_time() < until

    return goes_on


def _searched(document: Document, lines: int) -> Finding:
    name = document.name
    fr, en = f"{lines:,}".replace(",", " "), f"{lines:,}"
    return Finding(
        "fec-words-not-searched",
        Severity.MINOR,
        Confidence.HIGH,
        Bilingual(
            f"« {name} » : les données personnelles n’ont été cherchées que dans les {fr} premières lignes ; les "
            "montants et la structure l’ont été dans toutes.",
            f"“{name}”: personal data was looked for in the first {en} lines alone; amounts and structure in all.",
        ),
        _REMEDY,
        document.path,
    )
