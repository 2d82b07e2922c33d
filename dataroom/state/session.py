"""One check of one room, with its memory and its ledger: opened before the reading, finished with the report."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from dataroom.model import Bilingual, Report
from dataroom.state import history
from dataroom.state.database import READ_ONLY, is_read_only, open_database
from dataroom.state.history import Standing, instant
from dataroom.state.kept import Kept, find, keep, keep_lines, lines_size, tree_of
from dataroom.state.ledger import Ledger, append, entry, read_ledger
from dataroom.state.memory import Memory, Trust
from dataroom.state.method import Method, method_of
from dataroom.walk import walk

_TREND = 30
_LASTING = ("first_seen", "oldest_reading", "since")
_CLOCK = Bilingual(
    "L’horloge est en retard sur le dernier contrôle : rien de ce qui est en mémoire n’est cru, tout est relu.",
    "The clock is behind the last check: nothing that is remembered is believed, everything is read again.",
)
_BROKEN = Bilingual(
    "Le registre des contrôles a été modifié ou abîmé : « dataroom history » dit où.",
    "The ledger of checks was changed or damaged: `dataroom history` says where.",
)
_OTHER = Bilingual(
    "Ce qui lit les documents, ou une de ses bibliothèques, a changé depuis le dernier contrôle : tout est relu.",
    "What reads documents, or one of its libraries, changed since the last check: everything is read again.",
)


@dataclass(slots=True)
class Session:
    """The memory of a room and its chain of checks."""

    memory: Memory
    ledger: Ledger
    folder: Path
    method: Method
    """By what the room is read and described."""

    @property
    def notices(self) -> list[Bilingual]:
        """What is wrong with the state, for people."""
        return self.memory.notices

    def finish(self, report: Report) -> dict[str, object]:
        """Note the check and its requirements; gives what the report says of earlier checks (`run.history`).

        Raises OSError where the disk is full or fails.
        """
        memory, now = self.memory, self.memory.now
        before: dict[str, Standing] = {}
        gone = memory.forget_gone()
        memory.write(lambda c: before.update(history.standings(c, memory.number)))
        stands = history.restated(before, report.requirements, now)
        memory.write(lambda c: history.write_standings(c, memory.number, before, stands))
        oldest = memory.ask(lambda c: history.oldest_reading(c, memory.number))
        previous, first = self.ledger.head, not self.ledger.lines
        head = self._add({**said_of(report, now), "method": self.method.reading.hex()})
        return {
            "checks": len(self.ledger.lines),
            "first_seen": self._first_at(),
            "previous_head": previous,
            "head": head,
            "oldest_reading": instant(oldest),
            "counters": {name: getattr(memory.counts, name) for name in memory.counts.__slots__},
            "added": [] if first else sorted(memory.added),
            "changed": sorted([*memory.changed, *memory.alarms]),
            "gone": sorted(os.fsdecode(row.raw) for row in gone),
            "since": {key: instant(s.first_at if s.since == s.first_at else s.since) for key, s in stands.items()},
            "trend": self._trend(),
            "notices": [{"fr": notice.fr, "en": notice.en} for notice in self.notices],
        }

    def keep(self, report: Report, written: Path, given: bytes, day: str | None) -> None:
        """Keep a report that was written as JSON, if the listing of the room will tell whether it still holds.

        `day` is the day that it was made for, where that is the day of the check.
        """
        memory = self.memory
        if memory.unsettled or memory.alarms or memory.database.connection is None:
            return
        history, line = report.run.get("history"), self.ledger.lines[-1].said
        since, until = memory.bounds
        told = {
            "format": "dataroom-report/1",
            "open": open_severities(report),
            "unread": len(report.unread),
            "since": since,
            "until": until,
            "isolation": report.run.get("isolation"),
            "history": {key: history[key] for key in _LASTING if key in history} if isinstance(history, dict) else {},
            "said": {key: value for key, value in (line or {}).items() if key not in {"at", "previous"}},
        }
        lines = keep_lines(self.folder, memory.room, written)
        told["size"] = lines_size(self.folder, memory.room)
        memory.write(lambda c: keep(c, memory.number, Kept(given, memory.tree.value(), day, lines, told)))

    def unchanged(self, given: bytes, day: str) -> Kept | None:
        """Give the report kept, if the listing of the room says that it still holds; walks through the room."""
        memory = self.memory
        if memory.trust.full or memory.trust.night is not None or self.ledger.broken or not self.ledger.lines:
            return None
        kept = memory.ask(lambda c: find(c, memory.number, given, day))
        # Asked now: the chain must not tell of a check whose report cannot be written again.
        if kept is None or lines_size(self.folder, memory.room) != kept.told.get("size"):
            return None
        if tree_of(walk(memory.room)) != kept.tree:
            return None
        return kept

    def finish_unchanged(self, kept: Kept, day: str) -> dict[str, object]:
        """Note a check of a day that found nothing changed; gives `run.history`."""
        previous = self.ledger.head
        files = int(kept.told["said"]["files"])
        said = kept.told["said"] if kept.day is None else {**kept.told["said"], "as_of": day}
        head = self._add({"at": instant(self.memory.now), **said})
        counts = {"entries": files, "remembered": files, "described": 0, "digested": 0, "read": 0}
        return {
            **kept.told["history"],
            "checks": len(self.ledger.lines),
            "previous_head": previous,
            "head": head,
            "counters": counts,
            "added": [],
            "changed": [],
            "gone": [],
            "trend": self._trend(),
            "notices": [],
        }

    def close(self) -> None:
        """Let go of the state."""
        self.memory.close()

    def _add(self, said: Mapping[str, object]) -> str | None:
        line = entry(self.ledger, said)
        try:
            self.ledger = append(self.ledger, line)
        except OSError as error:
            if not is_read_only(error):
                raise
            if READ_ONLY not in self.notices:
                self.notices.append(READ_ONLY)
            return None
        return line.head

    def _first_at(self) -> str | None:
        said = next((line.said for line in self.ledger.lines if line.said is not None), {})
        return str(said["at"]) if "at" in said else None

    def _trend(self) -> list[dict[str, object]]:
        kept = ("at", "verdict", "requirements", "documents", "root")
        said = [line.said for line in self.ledger.lines if line.said is not None]
        return [{key: found.get(key) for key in kept} for found in said[-_TREND:]]


def open_session(folder: Path, room: Path, now_ns: int, trust: Trust) -> Session:
    """Open what is remembered of a room; never raises for what is wrong with it, but for a full or failing disk."""
    ledger = read_ledger(folder, room)
    now = now_ns // 10**9
    late = _last_at(ledger) > now
    method = method_of()
    memory = Memory(open_database(folder), room, now, method, replace(trust, full=True) if late else trust)
    memory.first = not ledger.lines
    other = _last_method(ledger) not in {None, method.reading.hex()}
    memory.notices.extend([_CLOCK] * late + [_BROKEN] * bool(ledger.broken) + [_OTHER] * other)
    return Session(memory, ledger, folder, method)


def said_of(report: Report, now: int) -> dict[str, object]:
    """Give what the ledger says of a check, the head of the line before aside."""
    return {
        "at": instant(now),
        "as_of": report.as_of.isoformat(),
        "verdict": report.verdict.value,
        "root": report.integrity.root,
        "files": report.integrity.files,
        "bytes": report.integrity.bytes,
        "documents": len(report.documents),
        "unread": len(report.unread),
        "requirements": dict(sorted(Counter(r.status.value for r in report.requirements).items())),
        "findings": len(report.findings),
        "rules": report.rules_digest,
        "profile": profile_digest(report.profile),
    }


def open_severities(report: Report) -> list[str]:
    """Give the severities at which a requirement or a finding is open."""
    found = {r.severity for r in report.requirements if r.status.is_open} | {f.severity for f in report.findings}
    return sorted(severity.value for severity in found)


def profile_digest(profile: Mapping[str, object]) -> str:
    """Give the digest of a profile, whatever the order in which it was written."""
    return hashlib.sha256(json.dumps(profile, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _last_at(ledger: Ledger) -> int:
    for line in reversed(ledger.lines):
        try:
            return int(dt.datetime.fromisoformat(str((line.said or {})["at"])).timestamp())
        except (KeyError, ValueError, OverflowError):
            continue
    return 0


def _last_method(ledger: Ledger) -> object:
    return (ledger.lines[-1].said or {}).get("method") if ledger.lines else None
