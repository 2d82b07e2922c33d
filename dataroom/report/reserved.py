"""What a report holds of the seller's own hand in the profile, decisions and waivers, which no acquirer is told."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dataroom.model import Bilingual, Finding, Result

_FLAGS = frozenset({"decided"})
_RULES = frozenset({"decision-without-document", "waiver-without-requirement"})
# A saved report knows its reasons as texts alone, so those of waivers are told by how they begin.
_WAIVERS = re.compile(r"La dispense a pris fin le |The waiver ended on |Écarté par |Set aside by ")
_TO_DATE = re.compile(r" (?:À ce jour :|To date:)\s*\Z")


def flags_for_all(flags: Iterable[str]) -> tuple[str, ...]:
    """Give the flags that do not tell of a decision."""
    return tuple(flag for flag in flags if flag not in _FLAGS)


def findings_for_all(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give the findings that are about the room, not about the seller's profile."""
    return tuple(finding for finding in findings if finding.rule not in _RULES)


def reasons_for_all(result: Result) -> tuple[Bilingual, ...]:
    """Give the reasons that do not tell of a waiver, running or ended."""
    return tuple(reason for reason in result.reasons if not _tells_of_waiver(reason))


def request_for_all(result: Result) -> Bilingual | None:
    """Give the request without the reasons that tell of a waiver."""
    if result.request is None:
        return None
    fr, en = result.request.fr, result.request.en
    for reason in filter(_tells_of_waiver, result.reasons):
        fr, en = fr.replace(f" {reason.fr}", ""), en.replace(f" {reason.en}", "")
    return Bilingual(_TO_DATE.sub("", fr), _TO_DATE.sub("", en))


def _tells_of_waiver(reason: Bilingual) -> bool:
    return bool(_WAIVERS.match(reason.fr) or _WAIVERS.match(reason.en))
