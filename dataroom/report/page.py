"""Everything that the page's templates show of a report. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from dataroom.model import Bilingual, CrossCheck, Outcome, Report, Severity
from dataroom.report import pictures, texts, views
from dataroom.report.island import is_abridged, states
from dataroom.report.letters import addressees
from dataroom.report.markup import text_of
from dataroom.report.review_rows import is_reviewed

_MAPPED = 12
_BARS = {
    "completeness": (
        "satisfied", "partial", "to-confirm", "unusable", "missing", "withheld", "waived", "not-applicable",
    ),
    "usability": ("read", "unread"),
    "integrity": ("hashed", "unhashed"),
    "confidentiality": ("checked", "not-checked"),
}  # fmt: skip
_ENDS = {"over": "✗", "soon": "!", "later": "✓", "unknown": "?"}
_ORDER = (Outcome.DIFFERS, Outcome.NOT_COMPARABLE, Outcome.AGREES)

Gauge = tuple[str, list[tuple[str, int, bool]], Bilingual | None, tuple[pictures.Part, ...]]


def facts(report: Report) -> dict[str, object]:
    """Give the values by the names that the templates use."""
    contracts = views.contracts(report)
    return {
        "report": report,
        "reviewed": is_reviewed(report),
        "company": views.company(report),
        "history": views.history(report),
        "lists": {one.id: one.title for one in report.checklists},
        "why": views.why(report),
        "gauges": _gauges(report),
        "actions": views.actions(report),
        "whom": _whom(report),
        "register": views.register(report),
        "open_count": sum(gap.first.status.is_open for gap in views.gaps(report)),
        "limits": views.limits(report),
        "unlocked": _unlocked(report),
        "unread_states": states(report),
        "matrices": views.matrices(report),
        "heat": pictures.heat(report),
        "timeline": pictures.timeline(report),
        "ends": _ENDS,
        "title_of": lambda life: _title(life, report),
        "checks": sorted(report.checks, key=lambda check: _ORDER.index(check.outcome)),
        "outcomes": _outcomes(report.checks),
        "points": views.trend(report),
        "curve": pictures.curve(report),
        "one_day": len({point.at[:10] for point in views.trend(report)}) == 1,
        "moved": _moved(report),
        "abridged": is_abridged(report),
        "contracts": contracts,
        "clause_map": views.clause_map(contracts[:_MAPPED]),
    }


def _gauges(report: Report) -> list[Gauge]:
    """Give each gauge with the counts that say something, in one line those that found nothing, and its bar."""
    return [
        (kind, _counts(counts), _noughts(counts), pictures.stacked(counts, _BARS.get(kind, ())))
        for kind, counts in views.gauges(report).items()
    ]


def _counts(counts: Mapping[str, int]) -> list[tuple[str, int, bool]]:
    kept = [(name, number) for name, number in counts.items() if number or name in texts.SHOWN_ZEROS]
    return [(name, number, bool(number) and name in texts.BAD_COUNTS) for name, number in kept]


def _noughts(counts: Mapping[str, int]) -> Bilingual | None:
    names = [texts.count_label(name) for name, number in counts.items() if not number and name not in texts.SHOWN_ZEROS]
    if not names:
        return None
    return Bilingual(
        f"{texts.TEXTS['zero'].fr} : {', '.join(one.fr for one, _ in names)}",
        f"{texts.TEXTS['zero'].en}: {', '.join(many.en for _, many in names)}",
    )


def _whom(report: Report) -> list[tuple[Bilingual, Counter[Severity], int]]:
    """Give whom to ask, with how many open requirements of each severity, the heaviest first."""
    counts: dict[Bilingual, Counter[Severity]] = {}
    names = addressees(report)
    for result in report.requirements:
        if result.status.is_open:
            counts.setdefault(names[result.key], Counter())[result.severity] += 1
    ranked = sorted(counts.items(), key=lambda item: ([-item[1][s] for s in Severity], item[0].fr))
    return [(name, number, number.total()) for name, number in ranked]


def _unlocked(report: Report) -> list[str]:
    options = report.run.get("options")
    locks = options.get("isolation") if isinstance(options, Mapping) else None
    return sorted(str(name) for name, held in locks.items() if not held) if isinstance(locks, Mapping) else []


def _title(life: views.Life, report: Report) -> Bilingual:
    return texts.label("type", life.type, report.titles) if life.type else texts.TEXTS["no-type"]


def _outcomes(checks: tuple[CrossCheck, ...]) -> list[tuple[Outcome, int]]:
    counts = Counter(check.outcome for check in checks)
    return [(outcome, counts[outcome]) for outcome in _ORDER]


def _moved(report: Report) -> list[tuple[str, tuple[str, ...]]]:
    moves = views.moves(report)
    return [
        (n, paths) for n, paths in (("added", moves.added), ("changed", moves.changed), ("gone", moves.gone)) if paths
    ]


_SCRIPT_TEXTS = (
    "no-type", "no-digest", "no-evidence", "no-match", "candidates", "score", "cue", "where", "quote", "page", "clause",
    "found", "found-many", "not-found", "signature", "notes", "flags", "processes", "format", "language", "expires",
    "show-evidence", "copied", "copy-failed", "copy", "reason", "status", "more-rows", "confidence-of", "addressee",
    "next-step", "rung", "served-by", "holds", "why-matters", "source", "checklist", "in-this-state", "request",
    "sections", "company", "evidence", "stage",
)  # fmt: skip


def labels(*, reviewed: bool) -> dict[str, tuple[str, str]]:
    """Give the texts that the page's script says, in both languages; those of the review where there is one."""
    known = {name: text_of(name) for name in _SCRIPT_TEXTS}
    known |= {f"many-{s.value}": texts.COUNTS[s.value][1] for s in Severity}
    if reviewed:
        known |= {name: text for name, text in texts.REVIEW.items() if name != "review-lead"}
    return {name: (text.fr, text.en) for name, text in known.items()}
