"""The pages of the PDF on documents: ends, checks, dependency, findings, unread files, index, integrity. Pure."""

from __future__ import annotations

import datetime as dt
from pathlib import PurePosixPath

from dataroom.model import Bilingual, Confidence, Document, Report, State
from dataroom.report import texts, views, words
from dataroom.report.editions import SELLER
from dataroom.report.pdf_saying import Row, Saying
from dataroom.report.pdf_summary import severity
from dataroom.report.stages import stages

_MOST_LIVES, _MOST_CHECKS, _MOST_ROWS = 80, 24, 1000
_YEARS = 4
"""How far the picture of ends looks back and ahead at most."""


def timeline(to: Saying) -> Row | None:
    """Give what has an end on a line of time; places on it are shares of its length."""
    lives = views.lives(to.report)
    if not lives:
        return None
    shown = lives[:_MOST_LIVES]
    first, last = _span(shown, to.report.as_of)
    line = _Line(first, last)
    rest = len(lives) - len(shown)
    return {
        "years": [[str(year), line.place(dt.date(year, 1, 1))] for year in range(first.year + 1, last.year + 1)],
        "today": line.place(to.report.as_of),
        "rows": [_life(to, life, line) for life in shown],
        "cut": to.word("lives-cut").format(to.whole(rest)) if rest > 0 else "",
    }


class _Line:
    def __init__(self, first: dt.date, last: dt.date) -> None:
        self.first, self.days = first, max((last - first).days, 1)

    def place(self, day: dt.date) -> float:
        return round(min(max((day - self.first).days / self.days, 0.0), 1.0), 4)


def _span(lives: tuple[views.Life, ...], today: dt.date) -> tuple[dt.date, dt.date]:
    days = [today, *(day for life in lives for day in (life.start, life.end) if day)]
    far = dt.timedelta(days=366 * _YEARS)
    return max(min(days), today - far), min(max(days), today + far)


def _life(to: Saying, life: views.Life, line: _Line) -> Row:
    begin = line.place(life.start) if life.start else line.place(life.end or to.report.as_of)
    return {
        "name": to.text(PurePosixPath(life.path.rpartition("!")[2]).name or life.path),
        "about": " · ".join(part for part in (to.label("type", life.type), to.text(life.provider)) if part),
        "from": begin,
        "to": line.place(life.end) if life.end else 1.0,
        "end": to.day(life.end) or to.word("unknown"),
        "look": life.standing.value,
        "standing": to.word(life.standing.value) if life.end else "",
    }


def checks(to: Saying) -> list[Row]:
    """Give what each check across documents came to."""
    return [
        {
            "look": check.outcome.value,
            "sign": texts.OUTCOME_SIGNS[check.outcome],
            "outcome": to.label("outcome", check.outcome.value),
            "title": to.say(check.title),
            "reason": to.say(check.reason),
            "documents": to.few((to.text(path) for path in check.documents), 4),
        }
        for check in to.report.checks
    ]


def dependency(to: Saying) -> Row | None:
    """Give how far the company hangs on its providers."""
    view = to.report.dependency
    if view is None:
        return None
    return {
        "rows": [
            {
                "name": to.text(share.provider),
                "processes": ", ".join(to.label("process", name) for name in share.processes),
                "share": min(max(share.share, 0), 100),
                "open": to.whole(share.open),
                "single": share.provider in view.single_points,
            }
            for share in view.providers
        ],
        "without_owner": ", ".join(to.label("process", name) for name in view.without_owner),
    }


def findings(to: Saying) -> Row:
    """Give what a person should look at, the most serious first; of very many, so many."""
    known = to.report.findings
    rows = [
        {
            "severity": severity(to, finding.severity.value, finding=True),
            "rule": to.text(finding.rule),
            "message": to.say(finding.message),
            "remedy": to.say(finding.remedy),
            "place": _place(to, finding.path, finding.page),
            "confidence": to.label("confidence", finding.confidence.value),
        }
        for finding in known[:_MOST_ROWS]
    ]
    return {"rows": rows, "cut": to.cut("rows-cut", len(rows), len(known))}


def _place(to: Saying, path: str | None, page: int | None) -> str:
    if not path:
        return ""
    return to.text(path) + (f", {to.word('page-of')}\u00a0{page}" if page else "")


def unread(to: Saying) -> Row:
    """Give every file that was not fully read, and why; of very many, so many."""
    recognised, known = views.by_ocr(to.report.documents), to.report.unread
    rows = [
        {
            "path": to.text(one.path),
            "state": to.say(views.state_name(one.state, recognised=one.path in recognised)),
            "reason": to.say(one.reason),
        }
        for one in known[:_MOST_ROWS]
    ]
    return {"rows": rows, "cut": to.cut("unread-cut", len(rows), len(known))}


def index(to: Saying) -> Row:
    """Give the documents: number, path, what it is, and the kind and hex of its digest; of very many, some."""
    recognised, known = views.by_ocr(to.report.documents), stages(to.report)
    number, wanted = len(to.report.documents), _printed(to.report)
    rows = [
        [
            str(number),
            to.text(doc.path),
            _about(to, doc, known.of(doc), recognised=doc.path in recognised),
            *_digest(to, doc),
        ]
        for number, doc in enumerate(to.report.documents, start=1)
        if wanted is None or number in wanted
    ]
    return {"rows": rows, "cut": to.cut("index-cut", len(rows), number)}


def _printed(report: Report) -> set[int] | None:
    """Give the numbers of the documents that are printed; None for all."""
    if len(report.documents) <= _MOST_ROWS:
        return None
    cited = {path for result in report.requirements for path in result.documents}
    cited |= {path for finding in report.findings for path in (finding.path, *finding.also) if path}
    cited |= {path for check in report.checks for path in check.documents}
    ranked = sorted((doc.path not in cited, number) for number, doc in enumerate(report.documents, start=1))
    return {number for _, number in ranked[:_MOST_ROWS]}


def trend(to: Saying) -> Row | None:
    """Give what earlier checks found, the last one first; None in an acquirer's report, which is not told."""
    if to.report.edition != SELLER:
        return None
    points = views.trend(to.report)[::-1]
    highest = max((point.open for point in points), default=0) or 1
    rows = [
        {
            "at": to.moment(point.at),
            "verdict": to.label("verdict", point.verdict),
            "open": to.whole(point.open),
            "share": round(point.open / highest, 3),
            "satisfied": to.whole(point.satisfied),
            "documents": to.whole(point.documents),
        }
        for point in points[:_MOST_CHECKS]
    ]
    cut = to.word("trend-cut").format(_MOST_CHECKS) if len(points) > _MOST_CHECKS else ""
    return {"rows": rows if len(points) > 1 else [], "cut": cut}


def _about(to: Saying, doc: Document, stage: Bilingual | None, *, recognised: bool) -> str:
    known = doc.classification
    unsure = known.confidence if known.confidence is not Confidence.HIGH else None
    sure = f" ({to.word('confidence-of')} {to.label('confidence', unsure.value)})" if unsure else ""
    parts = [
        to.say(views.state_name(doc.state, recognised=recognised)) if doc.state is not State.OK else "",
        (to.label("type", known.type) or to.word("no-type")) + sure,
        to.text(doc.provider),
        to.period(doc.period.label) if doc.period else "",
        to.day(doc.date),
        f"{to.word('expires-on')} {to.day(doc.expires)}" if doc.expires else "",
        to.some(doc.pages, "pages") if doc.pages else "",
        words.size(doc.size, to.lang),
        *(to.label("flag", flag) for flag in doc.flags),
        to.say(stage),
    ]
    return " · ".join(part for part in parts if part)


def _digest(to: Saying, doc: Document) -> tuple[str, str]:
    if doc.fingerprint is None:
        return to.word("no-digest"), ""
    if doc.fingerprint.sha256:
        return to.word("sha256"), to.text(doc.fingerprint.sha256)
    return to.word("blake3"), to.text(doc.fingerprint.blake3)


def integrity(to: Saying) -> Row:
    """Give the digest of the whole room and of what judged it."""
    report = to.report
    known = report.integrity
    history = views.history(report)
    facts = [
        (to.word("algorithm"), to.text(known.algorithm), False),
        (to.word("root"), to.text(known.root), True),
        (to.word("files"), to.whole(known.files), False),
        (to.word("volume"), f"{words.size(known.bytes, to.lang)} ({to.some(known.bytes, 'bytes')})", False),
        (to.word("head"), to.text(_str(history, "head")), True),
        (to.word("previous-head"), to.text(_str(history, "previous_head")), True),
        (to.word("rules-digest"), to.text(report.rules_digest), True),
        *((to.say(ref.title), to.text(ref.digest), True) for ref in report.checklists),
        (to.word("version"), to.text(_run(report, "version")), False),
    ]
    return {"facts": [[name, said, mono] for name, said, mono in facts if said]}


def _str(values: object, name: str) -> str:
    found = values.get(name) if hasattr(values, "get") else None
    return found if isinstance(found, str) else ""


def _run(report: Report, name: str) -> str:
    return _str(report.run, name)
