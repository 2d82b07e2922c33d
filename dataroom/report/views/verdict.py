"""Why the verdict is what it is, in one sentence. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dataroom.model import Bilingual, Report, Result, Severity, Status
from dataroom.report.texts import COUNTS, TEXTS
from dataroom.report.words import listed, pick, some

_KINDS = {
    Severity.BLOCKING: (Bilingual("bloquante", "blocking"), Bilingual("bloquantes", "blocking")),
    Severity.MAJOR: (Bilingual("majeure", "major"), Bilingual("majeures", "major")),
    Severity.MINOR: (Bilingual("mineure", "minor"), Bilingual("mineures", "minor")),
}
_UNREAD = (
    Bilingual("fichier n’a pas été entièrement lu", "file was not fully read"),
    Bilingual("fichiers n’ont pas été entièrement lus", "files were not fully read"),
)


def open_counts(results: Iterable[Result]) -> Counter[Severity]:
    """Count the open requirements by severity."""
    return Counter(result.severity for result in results if result.status.is_open)


def why(report: Report) -> Bilingual:
    """Give the reasons of the verdict in one sentence."""
    return Bilingual(_why(report, "fr"), _why(report, "en"))


def _why(report: Report, lang: str) -> str:
    counts = open_counts(report.requirements)
    parts = []
    if not (counts[Severity.BLOCKING] or counts[Severity.MAJOR]):
        parts.append(pick(TEXTS["ready-reason"], lang))
    if counts.total():
        parts.append(_still_open(counts, lang))
    waived = sum(r.status is Status.WAIVED and r.severity is Severity.BLOCKING for r in report.requirements)
    if waived:
        parts.append(some(waived, *COUNTS["blocking-waived"], lang))
    if report.unread:
        parts.append(some(len(report.unread), *_UNREAD, lang))
    sentence = ("\u00a0; " if lang == "fr" else "; ").join(parts)
    return sentence[:1].upper() + sentence[1:] + "."


def _still_open(counts: Counter[Severity], lang: str) -> str:
    present = [severity for severity in Severity if counts[severity]]
    each = [some(counts[severity], *_KINDS[severity], lang) for severity in present]
    single = counts.total() == 1
    if lang == "en":
        return f"{listed(each, lang)} {'requirement is' if single else 'requirements are'} open"
    number, kind = each[0].split("\u00a0")
    noun = "exigence" if counts[present[0]] == 1 else "exigences"
    first = f"{number}\u00a0{noun} {kind}"
    return f"{listed([first, *each[1:]], lang)} {'reste ouverte' if single else 'restent ouvertes'}"
