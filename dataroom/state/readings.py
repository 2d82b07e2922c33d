"""What was read and what was made of it: words by digest, documents by digest, place, rules and profile."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dataroom.asides import Aside, Part
from dataroom.extract.leftovers import is_system_file
from dataroom.extract.source import Source
from dataroom.model import Document, State
from dataroom.state.packing import Damaged, squeezed, unpacked, unsqueezed, unsqueezed_text

_MOST_WORDS = 8 << 20
"""Bytes of squeezed words kept of one file."""
_PASSING = {State.TIMEOUT, State.CHANGED, State.UNREADABLE}
"""States that say more of the moment than of the file: tried again every time."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Under what a file is described: the rules and the profile (a digest), and the day."""

    digest: bytes
    day: dt.date
    slot: int = 0
    """A room without a profile is described twice, the second time with what its contracts suggest."""


@dataclass(frozen=True, slots=True)
class Result:
    """Documents made of one file."""

    raw: bytes
    setting: bytes
    since: str
    until: str
    blake3: bytes
    packed: bytes

    def holds(self, setting: Setting, blake3: bytes) -> bool:
        """Tell whether the documents would be made again just so."""
        return self.setting == setting.digest and self.blake3 == blake3 and self.since <= str(setting.day) <= self.until

    def documents(self) -> tuple[Document, ...] | None:
        """Give the documents, or None where they are damaged."""
        try:
            found: tuple[Document, ...] = unpacked(Document, self.packed)
        except Damaged:
            return None
        return found


def result_of(raw: bytes, body: bytes, asides: Iterable[Aside], setting: Setting, blake3: bytes) -> Result:
    """Give documents as they are kept; `body` is the same, packed."""
    held = list(asides)
    since = max((aside.since for aside in held), default=setting.day)
    until = min((aside.until for aside in held), default=setting.day)
    return Result(raw, setting.digest, iso(since), iso(until), blake3, body)


def is_lasting(documents: Iterable[Document]) -> bool:
    """Tell whether documents say what the file is, rather than what happened to its reading."""
    return not any(document.state in _PASSING for document in documents)


def results(connection: sqlite3.Connection, room: int, slot: int) -> Iterator[Result]:
    """Give the results kept of a room, in the order of the paths."""
    cursor = connection.execute(
        "SELECT raw, setting, since, until, blake3, packed FROM results WHERE room = ? AND slot = ? ORDER BY raw",
        (room, slot),
    )
    yield from (Result(*row) for row in cursor)


def result_at(connection: sqlite3.Connection, room: int, slot: int, raw: bytes) -> Result | None:
    """Give the result kept of one file."""
    question = "SELECT raw, setting, since, until, blake3, packed FROM results WHERE room = ? AND slot = ? AND raw = ?"
    row = connection.execute(question, (room, slot, raw)).fetchone()
    return None if row is None else Result(*row)


def drop_results(connection: sqlite3.Connection, room: int, gone: Iterable[bytes]) -> None:
    """Forget the documents of files that are no longer there; their words stay, by digest."""
    connection.executemany("DELETE FROM results WHERE room = ? AND raw = ?", ((room, raw) for raw in gone))


def write_results(connection: sqlite3.Connection, room: int, slot: int, found: Iterable[Result]) -> None:
    """Keep results in the place of earlier ones."""
    connection.executemany(
        "INSERT OR REPLACE INTO results (room, slot, raw, setting, since, until, blake3, packed)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ((room, slot, r.raw, r.setting, r.since, r.until, r.blake3, r.packed) for r in found),
    )


def form_of(name: str) -> str:
    """Give what a reading takes from a file's name: its endings, and whether a system left it behind."""
    source = Source(name, 0, lambda: (_ for _ in ()).throw(OSError()))
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return f"{source.extension}\0{ending}\0{int(is_system_file(name))}"


def squeezed_part(part: Part) -> bytes:
    """Give a part as it travels and is kept."""
    return squeezed(Part, (part,))


def part_of(squeezed_bytes: bytes) -> Part:
    """Give a part back; raises Damaged."""
    (part,) = unsqueezed(Part, squeezed_bytes)
    return part  # type: ignore[no-any-return]  # a Part, by its kind


def names_itself(parts: Iterable[bytes], name: str) -> bool:
    """Tell whether the words of a reading repeat the file's name, so that they would be others under another name.

    Raises Damaged.
    """
    written = json.dumps(name, ensure_ascii=False)[1:-1].encode("utf-8", "surrogatepass")
    for held in parts:
        text = unsqueezed_text(held)
        # Where it is called so itself, once, nobody else says it.
        apart = text.count(b'"name":"' + written + b'"') == text.count(written) <= 1
        if apart and b'"inside":true' not in text:
            continue
        part = part_of(held)
        if part.document.inside:
            return True
        reason = part.document.reason
        said = [reason.fr, reason.en] if reason is not None else []
        said += [fact.value for fact in part.content.facts] if part.content is not None else []
        if any(name in text for text in said):
            return True
    return False


def write_words(  # noqa: PLR0913, PLR0917 - one value a column
    connection: sqlite3.Connection, blake3: bytes, form: str, method: bytes, at: int, parts: tuple[bytes, ...]
) -> None:
    """Keep the words of a content, unless they are too many."""
    if sum(map(len, parts)) <= _MOST_WORDS:
        connection.execute(
            "INSERT OR REPLACE INTO readings (blake3, form, method, read_at, packed) VALUES (?, ?, ?, ?, ?)",
            (blake3, form, method, at, _framed(parts)),
        )


def words(
    connection: sqlite3.Connection, blake3: bytes, forms: tuple[str, ...], method: bytes, only_of: int | None
) -> tuple[bytes, ...]:
    """Give the squeezed parts of a content read under a name of one of the forms, or nothing.

    With `only_of`, those alone that were read in the check of that second.
    """
    for form in forms:
        row = connection.execute(
            "SELECT packed FROM readings"
            " WHERE blake3 = ? AND form = ? AND method = ? AND read_at = coalesce(?, read_at)",
            (blake3, form, method, only_of),
        ).fetchone()
        if row is not None:
            return _unframed(row[0])
    return ()


def known_contents(connection: sqlite3.Connection, method: bytes, only_of: int | None) -> bytes:
    """Give the first eight bytes of each content whose words are kept, sorted, for `is_known`."""
    question = "SELECT DISTINCT substr(blake3, 1, 8) FROM readings WHERE method = ? AND read_at = coalesce(?, read_at)"
    found = connection.execute(question, (method, only_of))
    return array("Q", sorted(int.from_bytes(row[0], "big") for row in found)).tobytes()


def _framed(parts: tuple[bytes, ...]) -> bytes:
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def _unframed(framed: bytes) -> tuple[bytes, ...]:
    # Each part bears a sum of its own.
    parts, at = [], 0
    while at < len(framed):
        end = at + 4 + int.from_bytes(framed[at : at + 4], "big")
        parts.append(framed[at + 4 : end])
        at = end
    return tuple(parts)


def iso(day: dt.date) -> str:
    """Give a day so that earlier ones sort before later ones, whatever the year."""
    return f"{day.year:04d}-{day.month:02d}-{day.day:02d}"
