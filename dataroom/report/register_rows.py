"""What the register shows of a requirement once its row is opened, packed for the page's script. Pure."""

from __future__ import annotations

from dataroom.model import Report
from dataroom.printable import visible
from dataroom.report import views
from dataroom.report.letters import addressees
from dataroom.report.packing import Packing
from dataroom.report.views import Gap

_MOST_REASONS, _MOST_DOCUMENTS = 12, 20


def register_rows(report: Report, pack: Packing) -> list[list[object]]:
    """Give a row for each line of `views.register`, in its order."""
    whom = addressees(report)
    lists = {one.id: pack.pair(one.title) for one in report.checklists}
    since = views.history(report).get("since")
    begun = since if isinstance(since, dict) else {}
    return [
        [
            pack.pair(whom[gap.first.key]),
            lists.get(gap.first.checklist, 0),
            [pack.pair(reason) for reason in gap.reasons[:_MOST_REASONS]],
            max(0, len(gap.reasons) - _MOST_REASONS),
            [visible(path) for path in gap.documents[:_MOST_DOCUMENTS]],
            max(0, len(gap.documents) - _MOST_DOCUMENTS),
            [pack.pair(request) for request in gap.requests],
            pack.pair(gap.first.why),
            pack.word(gap.first.source),
            gap.first.rung.height,
            pack.pair(gap.first.next_step),
            [pack.pair(point) for point in gap.first.holds],
            _since(gap, begun),
            pack.label("process", gap.first.process),
            pack.word(gap.first.provider),
            [pack.word(period.label) for period in gap.periods],
            gap.count,
        ]
        for gap in views.register(report)
    ]


def _since(gap: Gap, begun: dict[str, object]) -> str | int:
    moments = sorted(str(begun[key])[:10] for key in gap.keys if key in begun)
    return moments[0] if moments else 0
