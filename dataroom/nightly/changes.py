"""What changed in a room since its last report. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dataroom.compare.changes import Change, Changed, Comparison, compare
from dataroom.compare.snapshot import of_report
from dataroom.model import Bilingual, Finding, Report, Result, Severity
from dataroom.nightly.events import Event, Kind, event
from dataroom.report.ids import finding_ids
from dataroom.report.texts import SEVERITIES, STATES, STATUSES, VERDICTS
from dataroom.report.views.verdict import why
from dataroom.report.words import period, typeset
from dataroom.walk import display

MOST = 100
"""How many events of a kind are told one by one."""
ALARM = "content-changed-silently"
_LABELS = {
    Change.REMOVED: (Kind.VANISHED, Bilingual("{path}", "{path}")),
    Change.CHANGED: (Kind.CHANGED, Bilingual("{path}", "{path}")),
    Change.UNKNOWN: (
        Kind.UNREAD,
        Bilingual("{path} – ne peut plus être comparé", "{path} – cannot be compared any more"),
    ),
}
"""What is told of a document below the heading that says what happened."""
_UNREAD = Bilingual("{path} – {state}", "{path} – {state}")
_RULES = Bilingual(
    "Les règles ou les listes ont changé : une partie de ce qui suit peut en venir.",
    "The rules or checklists changed: part of what follows may come from that.",
)
_MORE = Bilingual("… et {count} autres : voir le rapport", "… and {count} more: see the report")
_GONE_ASK = Bilingual("n’est plus demandée", "is no longer asked for")


def events_between(room: str, old: Report, new: Report) -> list[Event]:
    """Give what changed from one report of a room to the next."""
    found = compare(of_report(old), of_report(new))
    events = [
        *_rules(room, old, new),
        *_verdict(room, old, new),
        *_gaps(room, old, new, found),
        *_findings(room, old, new),
        *_documents(room, found, new),
        *_unread(room, old, new),
    ]
    return bounded(events)


def first_events(room: str, new: Report) -> list[Event]:
    """Give what is told of a room that was never reported before: where it stands, and its alarms."""
    said = why(new)
    text = Bilingual(
        f"Premier contrôle – {VERDICTS[new.verdict].fr}. {said.fr}",
        f"First check – {VERDICTS[new.verdict].en}. {said.en}",
    )
    alarms = (_finding(room, name, one) for name, one in _named(new.findings).items() if one.rule == ALARM)
    return [event(Kind.FIRST, room, [new.integrity.root], text), *alarms]


def bounded(events: Iterable[Event]) -> list[Event]:
    """Give events, of each kind no more than can be read; the rest of a kind is counted in one more."""
    kept: list[Event] = []
    by_kind: dict[Kind, list[Event]] = {}
    for found in events:
        by_kind.setdefault(found.kind, []).append(found)
    for kind, some in by_kind.items():
        kept += some[:MOST]
        if more := some[MOST:]:
            text = Bilingual(_MORE.fr.format(count=len(more)), _MORE.en.format(count=len(more)))
            kept.append(event(kind, more[0].room, ["more", *(one.id for one in more)], text))
    return kept


def _rules(room: str, old: Report, new: Report) -> Iterator[Event]:
    before = (old.rules_digest, [c.digest for c in old.checklists])
    now = (new.rules_digest, [c.digest for c in new.checklists])
    if before != now:
        yield event(Kind.RULES, room, [now], _RULES)


def _verdict(room: str, old: Report, new: Report) -> Iterator[Event]:
    if old.verdict is not new.verdict:
        was, now, said = VERDICTS[old.verdict], VERDICTS[new.verdict], why(new)
        text = Bilingual(f"{was.fr} → {now.fr}. {said.fr}", f"{was.en} → {now.en}. {said.en}")
        yield event(Kind.VERDICT, room, [old.verdict, new.verdict], text)


def _gaps(room: str, old: Report, new: Report, found: Comparison) -> Iterator[Event]:
    before = {result.key: result for result in old.requirements}
    now = {result.key: result for result in new.requirements}
    for shift in found.requirements or ():
        was, stands = before.get(shift.key), now.get(shift.key)
        opened, open_before = stands is not None and stands.status.is_open, was is not None and was.status.is_open
        if not opened and not open_before:
            continue
        kind = Kind.GAP_CHANGED if opened and open_before else Kind.GAP_NEW if opened else Kind.GAP_CLOSED
        shown = stands or was
        if shown is not None:
            text = _gap_text(shown, _GONE_ASK if stands is None else STATUSES[stands.status])
            yield event(kind, room, [shift.key, shift.old, shift.new], text, shown.severity.value)


def _gap_text(result: Result, status: Bilingual) -> Bilingual:
    return Bilingual(_gap_line(result, status, "fr"), _gap_line(result, status, "en"))


def _gap_line(result: Result, status: Bilingual, lang: str) -> str:
    subject = [result.provider, period(result.period.label, lang) if result.period else None]
    parts = [_say(result.title, lang), *(part for part in subject if part)]
    return f"{_say(SEVERITIES[result.severity], lang)} – {', '.join(parts)}{_colon(lang)} {_say(status, lang).lower()}"


def _named(findings: Sequence[Finding]) -> dict[str, Finding]:
    return dict(zip(finding_ids(findings), findings, strict=True))


def _findings(room: str, old: Report, new: Report) -> Iterator[Event]:
    before, now = _named(old.findings), _named(new.findings)
    for name, finding in now.items():
        if name not in before and (finding.severity is not Severity.MINOR or finding.rule == ALARM):
            yield _finding(room, name, finding)
    for name, finding in before.items():
        if name not in now and finding.severity is not Severity.MINOR and finding.rule != ALARM:
            yield event(Kind.FINDING_CLOSED, room, [name], _finding_text(finding), finding.severity.value)


def _finding(room: str, name: str, finding: Finding) -> Event:
    kind = Kind.INTEGRITY if finding.rule == ALARM else Kind.FINDING_NEW
    return event(kind, room, [name], _finding_text(finding), finding.severity.value)


def _finding_text(finding: Finding) -> Bilingual:
    where = f" ({finding.path})" if finding.path else ""
    return Bilingual(finding.message.fr + where, finding.message.en + where)


def _documents(room: str, found: Comparison, new: Report) -> Iterator[Event]:
    unread = {item.path for item in new.unread}
    for change in found.changes:
        kind, text = _LABELS.get(change.change, (None, None))
        if kind is None or text is None or (kind is Kind.UNREAD and display(change.raw) in unread):
            continue
        yield event(kind, room, _change_key(change, found), _with_path(text, display(change.raw)))


def _change_key(change: Changed, found: Comparison) -> list[object]:
    before = found.old.items.get(change.other or change.raw)
    now = found.new.items.get(change.raw)
    return [change.raw.hex(), before.sha256 if before else None, now.sha256 if now else None]


def _unread(room: str, old: Report, new: Report) -> Iterator[Event]:
    before = {(item.path, item.state) for item in old.unread}
    for item in new.unread:
        if (item.path, item.state) not in before:
            state = STATES[item.state]
            text = Bilingual(
                _UNREAD.fr.format(state=state.fr, path=item.path), _UNREAD.en.format(state=state.en, path=item.path)
            )
            yield event(Kind.UNREAD, room, [item.path, item.state], text)


def _with_path(text: Bilingual, path: str) -> Bilingual:
    return Bilingual(text.fr.format(path=path), text.en.format(path=path))


def _say(text: Bilingual, lang: str) -> str:
    return text.en if lang == "en" else typeset(text.fr)


def _colon(lang: str) -> str:
    return ":" if lang == "en" else "\u00a0:"


def counts_of(report: Report) -> Mapping[str, int]:
    """Count the open requirements by severity."""
    open_ones = [result.severity for result in report.requirements if result.status.is_open]
    return {severity.value: open_ones.count(severity) for severity in Severity}
