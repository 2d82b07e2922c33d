"""All rooms on one page and in one file: the view of an adviser with many mandates."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from dataroom import __version__
from dataroom.model import Bilingual, last_part
from dataroom.nightly.config import Loaded
from dataroom.nightly.events import as_dict
from dataroom.nightly.outcome import Ending, Gap, Outcome
from dataroom.nightly.summary_words import COUNTED, WORDS
from dataroom.notify.delivery import Delivery
from dataroom.notify.message import HEADINGS
from dataroom.printable import encodable
from dataroom.report.markup import escaping
from dataroom.report.texts import SEVERITIES, VERDICT_SIGNS, VERDICTS
from dataroom.report.words import day, pick, some, whole

FORMAT = "dataroom-nightly/1"
_MOST = 12
_VERDICTS = ("not-ready", "ready-with-conditions", "ready")


@dataclass(frozen=True, slots=True)
class Summary:
    """A whole night, for people and programs."""

    loaded: Loaded
    outcomes: Sequence[Outcome]
    deliveries: tuple[Delivery, ...]
    began: dt.datetime
    ended: dt.datetime
    code: int

    @property
    def titles(self) -> Mapping[str, str]:
        """What the rooms are called: as the file says, else the company of the profile, else the room’s own name."""
        said = {room.name: room.title for room in self.loaded.rooms}
        return {found.room: said.get(found.room) or found.company or found.room for found in self.outcomes}

    @property
    def urgent(self) -> list[Outcome]:
        """The rooms, those first that need somebody most."""
        return sorted(self.outcomes, key=_urgency)

    @property
    def common_gaps(self) -> list[tuple[Gap, list[str]]]:
        """The requirements that are open in more than one room, with those rooms."""
        rooms: dict[str, list[str]] = {}
        gaps: dict[str, Gap] = {}
        for found in self.outcomes:
            for gap in found.gaps:
                gaps.setdefault(gap.id, gap)
                rooms.setdefault(gap.id, []).append(found.room)
        shared = [(gaps[name], where) for name, where in rooms.items() if len(where) > 1]
        ranks = {"blocking": 0, "major": 1, "minor": 2}
        return sorted(shared, key=lambda pair: (-len(pair[1]), ranks[pair[0].severity], pair[0].id))

    @property
    def endings(self) -> list[tuple[Ending, str]]:
        """What ends soon in any room, the next first."""
        found = [(ending, outcome.room) for outcome in self.outcomes for ending in outcome.ends]
        return sorted(found, key=lambda pair: (pair[0].date, pair[1], pair[0].path))

    @property
    def shared_notices(self) -> list[tuple[Bilingual, int]]:
        """What is to be known of more than one room, with their number: said once."""
        counted = Counter(notice for found in self.outcomes for notice in found.notices)
        return [(notice, rooms) for notice, rooms in counted.items() if rooms > 1]

    def own_notices(self, found: Outcome) -> list[Bilingual]:
        """Give what is to be known of this room alone."""
        shared = {notice for notice, _ in self.shared_notices}
        return [notice for notice in found.notices if notice not in shared]

    @property
    def reread(self) -> int:
        """How many files were read again although nothing said that they had changed."""
        return sum(found.counters.get("reread", 0) for found in self.outcomes)

    @property
    def oldest_reading(self) -> str | None:
        """When the file that was read longest ago in any room was read."""
        return min((found.oldest_reading for found in self.outcomes if found.oldest_reading), default=None)


def render_json(summary: Summary) -> str:
    """Give the night as JSON of the format `dataroom-nightly/1`."""
    values = {
        "format": FORMAT,
        "run": {
            "started": summary.began.isoformat(timespec="seconds"),
            "finished": summary.ended.isoformat(timespec="seconds"),
            "version": __version__,
        },
        "code": summary.code,
        "language": summary.loaded.config.language,
        "totals": _totals(summary),
        "rooms": [_room(found, summary.titles[found.room]) for found in summary.outcomes],
        "common_gaps": [
            {"id": gap.id, "title": _text(gap.title), "severity": gap.severity, "rooms": rooms}
            for gap, rooms in summary.common_gaps
        ],
        "ends": [
            {"room": room, "path": encodable(ending.path), "date": ending.date, "what": _text(ending.what)}
            for ending, room in summary.endings
        ],
        "deliveries": [
            {"channel": one.channel, "done": one.done, "detail": one.detail or None, "events": one.events}
            for one in summary.deliveries
        ],
    }
    return json.dumps(values, ensure_ascii=True, indent=1, allow_nan=False) + "\n"


def _totals(summary: Summary) -> dict[str, int]:
    given = [found for found in summary.outcomes if found.has_verdict]
    return {
        "rooms": len(summary.outcomes),
        "without_verdict": len(summary.outcomes) - len(given),
        **{verdict: sum(found.verdict == verdict for found in given) for verdict in _VERDICTS},
        **{f"open_{name}": sum(found.open.get(name, 0) for found in given) for name in ("blocking", "major", "minor")},
        "documents": sum(found.documents for found in given),
        "unread": sum(found.unread for found in given),
    }


def _room(found: Outcome, title: str) -> dict[str, Any]:
    given = found.has_verdict
    return {
        "name": found.room,
        "title": encodable(title),
        "code": found.code,
        "unchanged_since": found.unchanged_since,
        "head": found.head,
        "verdict": found.verdict if given else None,
        "why": _text(found.why) if given else None,
        "failure": None if given else {"kind": found.failure, "said": _text(found.why), "place": found.place},
        "seconds": found.seconds,
        "open": dict(found.open),
        "findings": dict(found.findings),
        "requirements": found.requirements,
        "settled": found.settled,
        "documents": found.documents,
        "unread": found.unread,
        "oldest_reading": found.oldest_reading,
        "counters": dict(found.counters),
        "changes": dict(found.changes),
        "events": [as_dict(one) | {"text": _text(one.text)} for one in found.events],
        "notices": [_text(notice) for notice in found.notices],
        "set_aside": list(found.aside),
        "last_verdict": {"verdict": found.last_verdict, "at": found.last_verdict_at},
        "reports": [f"{found.room}/{name}" for name in found.files],
    }


def _text(text: Bilingual | None) -> dict[str, str] | None:
    return None if text is None else {"fr": encodable(text.fr), "en": encodable(text.en)}


def _urgency(found: Outcome) -> tuple[int, int, int, int, int, str]:
    rank = _VERDICTS.index(found.verdict) + 1 if found.has_verdict and found.verdict in _VERDICTS else 0
    opened = (-found.open.get(name, 0) for name in ("blocking", "major", "minor"))
    return (rank, *opened, -found.unread, found.room)  # type: ignore[return-value]  # three numbers are unpacked


def render_html(summary: Summary) -> str:
    """Give the night as one self-contained page that loads and runs nothing, in the language of the nightly file."""
    lang, css = summary.loaded.config.language, _own("summary.css")
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode("ascii")
    return (
        escaping(_own)
        .get_template("summary.html.j2")
        .render(
            s=summary,
            lang=lang,
            css=Markup(css),  # noqa: S704 - a file of this package
            csp=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
            totals=_totals(summary),
            most=_MOST,
            last_part=last_part,
            version=__version__,
            lasted=_lasted(summary.ended - summary.began),
            t=lambda name: pick(WORDS[name], lang),
            say=lambda text: pick(text, lang),
            verdict=lambda found: pick(VERDICTS[found.verdict], lang),
            sign=lambda found: VERDICT_SIGNS[found.verdict],
            severity=lambda name: pick(SEVERITIES[name], lang),
            heading=lambda kind: pick(HEADINGS[kind], lang),
            day=lambda text: day(dt.date.fromisoformat(text[:10]), lang),
            time=lambda when: _time(when.astimezone(), lang),
            whole=lambda number: whole(number, lang),
            some=lambda number, name: some(number, *COUNTED[name], lang),
        )
    )


def _time(when: dt.datetime, lang: str) -> str:
    return f"{day(when.date(), lang)}, {when:%H:%M} UTC{when:%z}".removesuffix("+0000")


def _lasted(span: dt.timedelta) -> str:
    minutes, seconds = divmod(round(span.total_seconds()), 60)
    return f"{minutes} min {seconds:02} s" if minutes else f"{seconds} s"


def _own(name: str) -> str:
    return files("dataroom.nightly").joinpath("templates", name).read_text(encoding="utf-8")
