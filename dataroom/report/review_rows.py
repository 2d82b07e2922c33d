"""What review mode needs to name documents and requirements exactly; the seller's page alone holds it. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from dataroom.model import Report, Result
from dataroom.printable import encodable, visible
from dataroom.report import views
from dataroom.report.editions import SELLER
from dataroom.report.packing import Packing


def is_reviewed(report: Report) -> bool:
    """Tell whether the page of this report offers the review: an acquirer decides nothing for the seller."""
    return report.edition == SELLER


def review_values(report: Report, pack: Packing) -> dict[str, object]:
    """Give the choices, the exact paths, the waivers that each row of the register stands for, earlier decisions."""
    by_id: dict[str, list[Result]] = defaultdict(list)
    for result in report.requirements:
        by_id[result.id].append(result)
    known = {result.key: result for result in report.requirements}
    return {
        "room": visible(report.room),
        "types": [[name, pack.label("type", name)] for name in sorted(report.titles)],
        "providers": _providers(report),
        "exact": _exact(encodable(doc.path) for doc in report.documents),
        "waivers": [[_waiver(known[key], by_id) for key in gap.keys] for gap in views.register(report)],
        "before": {name: list(_entries(report.profile.get(name))) for name in ("decisions", "waivers")},
    }


def _exact(paths: Iterable[str]) -> dict[str, str]:
    return {str(number): path for number, path in enumerate(paths) if visible(path) != path}


def _providers(report: Report) -> list[str]:
    entries = _entries(report.profile.get("outsourcing"))
    return sorted({str(entry["provider"]) for entry in entries if entry.get("provider")})


def _entries(value: object) -> Iterable[Mapping[str, object]]:
    return (one for one in value if isinstance(one, Mapping)) if isinstance(value, list | tuple) else ()


def _waiver(result: Result, by_id: Mapping[str, list[Result]]) -> dict[str, str]:
    """Give what names this requirement and no other: in the words of the profile, else by its key."""
    period = result.period.label if result.period else None
    met = [
        other
        for other in by_id[result.id]
        if result.provider in {None, other.provider}
        and (period is None or (other.period is not None and other.period.label == period))
    ]
    if len(met) > 1:
        return {"requirement": result.key}
    named = {"requirement": result.id, "provider": result.provider, "period": period}
    return {name: value for name, value in named.items() if value}
