"""Labelled rooms: `room/`, `profile.yaml` and `truth.json`, checked as they are and under two kinds of stress."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.accuracy.scoring import Green, Scores, Truth, Wanted, greens, nfc, scored
from dataroom.lexicon import NO_TYPE
from dataroom.model import Report, State, Status
from dataroom.pipeline import Options, check
from dataroom.room import load_profile
from dataroom.rules import load_rules

ROOMS = Path(__file__).parent / "rooms"
_NOISE = 4096


@dataclass(frozen=True, slots=True)
class Measured:
    """A report beside the labels: the scores, and what else a stress must not do."""

    scores: Scores
    green: Green
    satisfied: int
    """Requirements that stand as satisfied or partial."""
    read: int
    """Files that the report calls read."""


def rooms(*folders: Path) -> list[Path]:
    """Give the labelled rooms in some folders."""
    return sorted(truth.parent for folder in folders for truth in folder.glob("*/truth.json"))


def as_it_is(room: Path, jobs: int | None = None) -> Measured:
    """Check a room and compare."""
    return _measured(room, room / "room", str, jobs)


def without_names(room: Path, jobs: int | None = None) -> Measured:
    """Check a room of which each file and folder is named by a digest; names inside archives stay."""
    with tempfile.TemporaryDirectory() as made:
        for path in _files(room / "room"):
            target = Path(made) / digested(path.relative_to(room / "room").as_posix())
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        return _measured(room, Path(made), digested, jobs)


def without_contents(room: Path, jobs: int | None = None) -> Measured:
    """Check a room of which each file keeps its name and holds noise."""
    with tempfile.TemporaryDirectory() as made:
        for path in _files(room / "room"):
            inner = path.relative_to(room / "room")
            target = Path(made) / inner
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(hashlib.shake_256(inner.as_posix().encode()).digest(_NOISE))
        return _measured(room, Path(made), str, jobs)


def digested(path: str) -> str:
    """Give a path of which each name is a digest, its ending kept; what follows `!` stands inside an archive."""
    outer, mark, inner = nfc(path).partition("!")
    return "/".join(map(_digest, outer.split("/"))) + mark + inner


def _digest(name: str) -> str:
    ending = Path(name).suffix
    return hashlib.sha256(name.encode()).hexdigest()[:12] + (ending if ending[1:].isalnum() else "")


def _files(folder: Path) -> Iterator[Path]:
    yield from (path for path in sorted(folder.rglob("*")) if path.is_file())


def _measured(room: Path, folder: Path, renamed: Callable[[str], str], jobs: int | None) -> Measured:
    truth = json.loads((room / "truth.json").read_text(encoding="utf-8"))
    report = check(folder, load_profile(room / "profile.yaml"), options=Options(jobs=jobs))
    return compared(truth, report, renamed)


def compared(truth: Mapping[str, object], report: Report, renamed: Callable[[str], str] = str) -> Measured:
    """Compare a report with the labels of a room whose files may have been renamed."""
    gold = {**_mapping(truth.get("documents")), **_mapping(truth.get("inside_archives"))}
    found = {nfc(document.path): document for document in report.documents}
    pairs = [(Truth.of(_mapping(entry)), found.get(renamed(nfc(path)))) for path, entry in gold.items()]
    missing, present = (_wanted(truth.get(key), renamed) for key in ("missing", "present"))
    return Measured(
        scored(pairs, set(load_rules().lexicon.classes) - {NO_TYPE}),
        greens(missing, present, report.requirements),
        satisfied=sum(result.status in {Status.SATISFIED, Status.PARTIAL} for result in report.requirements),
        read=sum(document.state is State.OK for document in report.documents),
    )


def _mapping(value: object) -> dict[str, object]:
    return dict(value) if isinstance(value, Mapping) else {}


def _wanted(entries: object, renamed: Callable[[str], str]) -> list[Wanted]:
    found = [Wanted.of(_mapping(entry)) for entry in entries] if isinstance(entries, list) else []
    return [replace(wanted, path=renamed(wanted.path)) if wanted.path is not None else wanted for wanted in found]
