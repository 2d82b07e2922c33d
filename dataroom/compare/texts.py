"""A comparison as lines for people and as JSON for programs."""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Iterator

from dataroom.compare.changes import Change, Changed, Comparison, When
from dataroom.compare.snapshot import Snapshot
from dataroom.model import Bilingual
from dataroom.walk import display

_MOST = 200
_KINDS = {
    "report": Bilingual("rapport", "report"),
    "seal": Bilingual("sceau", "seal"),
    "folder": Bilingual("dossier", "folder"),
}
_COUNTS = {
    Change.ADDED: Bilingual("ajoutés", "added"),
    Change.REMOVED: Bilingual("retirés", "removed"),
    Change.CHANGED: Bilingual("modifiés", "changed"),
    Change.MOVED: Bilingual("déplacés", "moved"),
    Change.DUPLICATED: Bilingual("dupliqués", "duplicated"),
    Change.UNKNOWN: Bilingual("indéterminés (non lus d’un côté)", "not known (not read on one side)"),
}
_ONE = {
    Change.ADDED: Bilingual("ajouté", "added"),
    Change.REMOVED: Bilingual("retiré", "removed"),
    Change.CHANGED: Bilingual("modifié", "changed"),
    Change.MOVED: Bilingual("déplacé", "moved"),
    Change.DUPLICATED: Bilingual("dupliqué", "duplicated"),
    Change.UNKNOWN: Bilingual("indéterminé", "not known"),
}
_FROM = {
    Change.DUPLICATED: Bilingual("copie de {other}", "a copy of {other}"),
}
_WAS = Bilingual("auparavant {other}", "{other} before")
_WHEN = {
    When.AFTER: Bilingual("depuis cette date", "since that day"),
    When.DATED_AFTER: Bilingual("depuis, d’après la date du fichier", "since then, by the file’s own date"),
    When.DATED_BEFORE: Bilingual(
        "avant, d’après la date du fichier, qui se change à volonté",
        "before then, by the file’s own date, which anybody can set",
    ),
    When.UNKNOWN: Bilingual("date inconnue, entre les deux états", "when is not known, between the two states"),
    When.BEFORE: Bilingual("avant cette date", "before that day"),
}
_SAME = Bilingual("identiques", "identical")
_TAKEN = Bilingual("état du", "as of")
_NO_TIME = Bilingual("date inconnue", "time not known")
_SINCE = Bilingual("Depuis le {day} :", "Since {day}:")
_SHIFTS = Bilingual("exigences dont l’état a changé", "requirements whose state changed")
_NO_SHIFTS = Bilingual(
    "Exigences non comparées : il y faut deux rapports.", "Requirements were not compared: that takes two reports."
)
_NONE = Bilingual("–", "–")
_NOTHING = Bilingual("Rien n’a changé.", "Nothing changed.")
_MORE = Bilingual("… et {count} autres (--json les donne tous)", "… and {count} more (--json gives them all)")
_VERDICT = Bilingual("verdict", "verdict")


def lines(found: Comparison, lang: str) -> Iterator[str]:
    """Say what changed; every text from outside still has to be made visible."""
    yield _state(found.old, lang)
    yield _state(found.new, lang)
    yield _count(_SAME, found.same, lang)
    yield from (_count(_COUNTS[change], found.count(change), lang) for change in Change)
    if found.since is not None:
        yield _say(_SINCE, lang).format(day=found.since.isoformat())
        for when in When:
            yield "  " + _count(_WHEN[when], sum(change.when is when for change in found.changes), lang)
    shown = [change for change in found.changes if change.when is not When.BEFORE]
    yield from (f"  {_one(change, lang)}" for change in shown[:_MOST])
    if len(shown) > _MOST:
        yield "  " + _say(_MORE, lang).format(count=len(shown) - _MOST)
    yield from _requirements(found, lang)
    if not found.changes and not found.requirements:
        yield _say(_NOTHING, lang)


def as_json(found: Comparison) -> str:
    """Give the whole comparison as JSON of the format `dataroom-diff/1`."""
    shifts = found.requirements
    return json.dumps(
        {
            "format": "dataroom-diff/1",
            "old": _snapshot(found.old),
            "new": _snapshot(found.new),
            "since": None if found.since is None else found.since.isoformat(),
            "same": found.same,
            **{change.value: found.count(change) for change in Change},
            "changes": [_change(change) for change in found.changes],
            "requirements": None
            if shifts is None
            else [
                {"key": s.key, "title": {"fr": s.title.fr, "en": s.title.en}, "old": s.old, "new": s.new}
                for s in shifts
            ],
        },
        ensure_ascii=True,
        indent=1,
    )


def _requirements(found: Comparison, lang: str) -> Iterator[str]:
    if found.requirements is None:
        yield _say(_NO_SHIFTS, lang)
        return
    yield _count(_SHIFTS, len(found.requirements), lang)
    none = _say(_NONE, lang)
    for shift in found.requirements:
        yield f"  {_say(shift.title, lang)} [{shift.key}] : {shift.old or none} → {shift.new or none}"
    if found.old.verdict != found.new.verdict:
        yield f"{_say(_VERDICT, lang)}: {found.old.verdict} → {found.new.verdict}"


def _state(snapshot: Snapshot, lang: str) -> str:
    taken = snapshot.taken
    time = _say(_NO_TIME, lang) if taken is None else f"{_say(_TAKEN, lang)} {_utc(taken)}"
    return f"{_say(_KINDS[snapshot.kind], lang)} {snapshot.name} – {time}"


def _one(change: Changed, lang: str) -> str:
    said = f"{_say(_ONE[change.change], lang)} {display(change.raw)}"
    if change.other is not None:
        said += " – " + _say(_FROM.get(change.change, _WAS), lang).format(other=display(change.other))
    if change.mtime_ns is not None:
        said += f" ({_utc(_time(change.mtime_ns))})"
    if change.when is not None:
        said += f" – {_say(_WHEN[change.when], lang)}"
    return said


def _snapshot(snapshot: Snapshot) -> dict[str, object]:
    taken = None if snapshot.taken is None else _utc(snapshot.taken)
    return {
        "kind": snapshot.kind,
        "name": snapshot.name,
        "taken": taken,
        "documents": len(snapshot.items),
        "verdict": snapshot.verdict,
    }


def _change(change: Changed) -> dict[str, object]:
    return {
        "change": change.change.value,
        "path": display(change.raw),
        "path_raw": base64.b64encode(change.raw).decode("ascii"),
        "other": None if change.other is None else display(change.other),
        "dated": None if change.mtime_ns is None else _utc(_time(change.mtime_ns)),
        "when": None if change.when is None else change.when.value,
    }


def _time(mtime_ns: int) -> dt.datetime:
    earliest = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    try:
        return earliest + dt.timedelta(microseconds=mtime_ns // 1000)
    except OverflowError:
        return dt.datetime.max.replace(tzinfo=dt.UTC)


def _utc(time: dt.datetime) -> str:
    return time.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if time.year < 9999 else "9999-12-31T00:00:00Z"


def _count(text: Bilingual, count: int, lang: str) -> str:
    return f"{_say(text, lang)}{' ' if lang == 'fr' else ''}: {count}"


def _say(text: Bilingual, lang: str) -> str:
    return text.fr if lang == "fr" else text.en
