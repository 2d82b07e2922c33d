"""The file that says which rooms are checked every night, how, and who is told (TOML): read and checked whole."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, field_validator

from dataroom.errors import Fault, FileFaults
from dataroom.notify.secrets import NoSecret, from_file, from_variable
from dataroom.notify.settings import Channel, Heartbeat, Mail, Webhook, wrong_url
from dataroom.report import FORMATS
from dataroom.written import Place, Strict, faults_of, one_of, parsed_toml, read_bytes

_WRITTEN = tuple(name for name in FORMATS if name != "terminal")
_SECRET = re.compile(r"^(password|passwd|secret|token|api_?key|login)$", re.IGNORECASE)
_TABLE = re.compile(r"^\s*(\[\[?)\s*([\w.\" -]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*([A-Za-z_][\w-]*)\s*=")
Minutes = Annotated[float, Field(gt=0, le=7 * 24 * 60)]


class Choices(Strict):
    """What can be chosen for a room, or for all of them under `[defaults]`."""

    checklists: tuple[str, ...] = ()
    rules: Path | None = None
    as_of: dt.date | None = None
    formats: tuple[str, ...] = ("html", "json")
    editions: tuple[Literal["seller", "acquirer"], ...] = ("seller",)
    language: Literal["fr", "en"] | None = None
    fail_on: Literal["blocking", "major", "minor", "never"] = "blocking"
    fail_on_unread: bool = False
    jobs: Annotated[int | None, Field(ge=1, le=256)] = None
    minutes: Minutes = 60.0
    """The time that a check may take; what was read until then is remembered."""
    keep: Annotated[int, Field(ge=1, le=10_000)] = 14
    """How many nights' reports are kept."""
    soon_days: Annotated[int, Field(ge=0, le=3650)] = 30
    """How long beforehand the end of a certificate or contract is told."""
    on_failure: Literal["continue", "retry", "stop"] = "continue"
    words: bool = True
    """Whether the words of documents are remembered between runs."""
    password_file: Path | None = None
    template: Path | None = None
    """A folder with the firm's name, logo, colours and templates."""

    @field_validator("formats")
    @classmethod
    def _known(cls, formats: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one_of(name, _WRITTEN) for name in formats)


class Room(Choices):
    """A room; what it does not choose itself is chosen under `[defaults]`."""

    name: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
    """Names its folder of results, and stands in logs and metrics: choose one that says nothing of the deal."""
    path: Path
    profile: Path | None = None
    decisions: tuple[Path, ...] = ()
    """Files of decisions, as the page's review saves them; the later word holds."""
    tracker: Path | None = None
    """A tracker in which people write elsewhere: its words are taken up every night. Asks for `xlsx`."""
    title: Annotated[str | None, Field(min_length=1, max_length=120)] = None


class Metrics(Strict):
    """A file for the textfile collector of Prometheus’ node exporter."""

    file: Path
    shared: bool = False
    """Whether others on this machine may read it (mode 0644), as a collector of its own user has to."""


class Config(Strict):
    """The whole file."""

    out: Path
    state: Path | None = None
    language: Literal["fr", "en"] = "fr"
    parallel: Annotated[int | None, Field(ge=1, le=64)] = None
    minutes: Minutes | None = None
    """The time that the whole night may take; no room is begun after it."""
    log: Path | None = None
    defaults: Choices = Choices()
    rooms: Annotated[tuple[Room, ...], Field(min_length=1, max_length=10_000)]
    mail: tuple[Mail, ...] = ()
    webhooks: tuple[Webhook, ...] = ()
    heartbeat: Heartbeat | None = None
    metrics: Metrics | None = None

    @property
    def channels(self) -> tuple[Mail | Webhook, ...]:
        """Everyone who is told."""
        return (*self.mail, *self.webhooks)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file that was read: its rooms with all choices made, its places made absolute, its secrets fetched."""

    file: Path
    config: Config
    digest: str
    out: Path
    state: Path | None
    rooms: tuple[Room, ...]
    secrets: Mapping[str, str]
    """By `channel/password`, `channel/username` and `channel/url`; the heartbeat's channel is `heartbeat`."""

    @property
    def secret_variables(self) -> frozenset[str]:
        """The environment variables that hold secrets: no process that opens documents gets them."""
        given = (*self.config.channels, *([self.config.heartbeat] if self.config.heartbeat else []))
        names = (getattr(one, name, None) for one in given for name in ("password_env", "username_env", "url_env"))
        return frozenset(name for name in names if name is not None)


def load_config(file: Path, environment: Mapping[str, str] = os.environ) -> Loaded:
    """Read a nightly file; raises FileFaults with every mistake in it, each with its place."""
    raw = read_bytes(file, "nightly file (TOML)")
    faults: list[Fault] = []
    values = parsed_toml(raw, file, faults)
    if values is None:
        raise FileFaults(faults)
    faults = list(_secrets_in_clear(str(file), (), values))
    if faults:
        raise FileFaults(faults)
    lines = _lines(raw.decode("utf-8"))
    try:
        config = Config.model_validate(values)
    except ValidationError as error:
        raise FileFaults(map(_unseen, faults_of(str(file), error, Config, lines))) from None
    base = file.absolute().parent
    rooms = tuple(_settled(room, config.defaults, base) for room in config.rooms)
    secrets: dict[str, str] = {}
    faults = [
        Fault(str(file), _said(loc, lines), expected, got)
        for loc, expected, got in (*_crossed(config, rooms, base), *_fetched(config, base, environment, secrets))
    ]
    if faults:
        raise FileFaults(faults)
    state = None if config.state is None else at(base, config.state)
    digest = hashlib.sha256(raw).hexdigest()
    return Loaded(file.absolute(), config, digest, at(base, config.out), state, rooms, secrets)


def at(base: Path, place: Path) -> Path:
    """Give a place of the file as an absolute one: relative ones count from the file's own folder."""
    return Path(os.path.normpath(base / place.expanduser()))


def _settled(room: Room, defaults: Choices, base: Path) -> Room:
    chosen = {name: getattr(defaults, name) for name in defaults.model_fields_set - room.model_fields_set}
    whole = room.model_copy(update=chosen)
    places = {
        name: at(base, value)
        for name in ("path", "profile", "rules", "password_file", "template", "tracker")
        if (value := getattr(whole, name)) is not None
    }
    lists = tuple(str(at(base, Path(name))) if name.endswith(".toml") else name for name in whole.checklists)
    decided = tuple(at(base, place) for place in whole.decisions)
    # A tracker that is read is written too, else its words would lead nowhere.
    written = whole.formats if whole.tracker is None else tuple(dict.fromkeys((*whole.formats, "xlsx")))
    return whole.model_copy(update={**places, "checklists": lists, "decisions": decided, "formats": written})


Mistake = tuple[Place, str, str]


def _crossed(config: Config, rooms: tuple[Room, ...], base: Path) -> Iterator[Mistake]:
    yield from _twice("rooms", "a name of its own", [room.name.casefold() for room in rooms], "name")
    yield from _twice("rooms", "a room of its own", [str(room.path) for room in rooms], "path")
    yield from _channels(config, sorted(room.name for room in rooms))
    places: dict[Place, Path | None] = {
        ("out",): config.out,
        ("state",): config.state,
        ("log",): config.log,
        ("metrics", "file"): config.metrics.file if config.metrics else None,
    }
    for loc, place in places.items():
        for room in rooms if place is not None else ():
            if place is not None and _inside(at(base, place), room.path):
                yield loc, "a place outside every room (nothing is written into a room)", f"{place} in {room.path}"
    for number, room in enumerate(rooms):
        if room.name.startswith("summary."):
            yield ("rooms", number, "name"), "another name than that of the summary", repr(room.name)


def _channels(config: Config, names: list[str]) -> Iterator[Mistake]:
    seen: set[str] = {"heartbeat"}
    for kind, channels in (("mail", config.mail), ("webhooks", config.webhooks)):
        for number, channel in enumerate(channels):
            if channel.name in seen:
                yield (kind, number, "name"), "a name of its own (not “heartbeat”)", repr(channel.name)
            seen.add(channel.name)
            for unknown in sorted(set(channel.rooms) - set(names)):
                expected = f"names of rooms of this file ({', '.join(names[:8])}{' …' if len(names) > 8 else ''})"
                yield (kind, number, "rooms"), expected, repr(unknown)


def _twice(table: str, expected: str, values: list[str], key: str) -> Iterator[Mistake]:
    for number, value in enumerate(values):
        if value in values[:number]:
            yield (table, number, key), f"{expected} ({table}[{values.index(value)}] has it)", repr(value)


def _inside(place: Path, room: Path) -> bool:
    return any(room in (found, *found.parents) for found in (place, place.resolve())) or any(
        room.resolve() in (found, *found.parents) for found in (place, place.resolve())
    )


def _fetched(config: Config, base: Path, environment: Mapping[str, str], secrets: dict[str, str]) -> Iterator[Mistake]:
    owners: list[tuple[Place, str, Channel | Heartbeat]] = [
        *((("mail", n), c.name, c) for n, c in enumerate(config.mail)),
        *((("webhooks", n), c.name, c) for n, c in enumerate(config.webhooks)),
    ]
    if config.heartbeat is not None:
        owners.append((("heartbeat",), "heartbeat", config.heartbeat))
    for loc, name, owner in owners:
        for what in ("password", "username", "url"):
            variable, path = getattr(owner, f"{what}_env", None), getattr(owner, f"{what}_file", None)
            try:
                if variable is not None:
                    secrets[f"{name}/{what}"] = from_variable(variable, environment)
                elif path is not None:
                    secrets[f"{name}/{what}"] = from_file(at(base, path))
                else:
                    continue
            except NoSecret as error:
                expected, _, got = str(error).rpartition(", got ")
                yield (*loc, f"{what}_env" if variable else f"{what}_file"), expected, got
                continue
            if what == "url" and (wrong := wrong_url(secrets[f"{name}/url"])):
                yield (*loc, "url_env" if variable else "url_file"), wrong, "another one"


def _secrets_in_clear(file: str, place: Place, value: Any) -> Iterator[Fault]:
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _secrets_in_clear(file, (*place, number), item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if _SECRET.match(key):
                expected = "password_env (a variable) or password_file (a file), never a login in the file itself"
                yield Fault(file, _said((*place, key), {}), expected, "a login in clear")
            else:
                yield from _secrets_in_clear(file, (*place, key), item)


def _unseen(fault: Fault) -> Fault:
    """Give a fault without what was found, where that may be a secret address."""
    found = fault.where.rpartition(" ")[2]
    if "url" in found.rpartition(".")[2] or "url" in fault.expected:
        return Fault(fault.file, fault.where, fault.expected, "another one", fault.help)
    return fault


def _said(loc: Place, lines: Mapping[Place, int]) -> str:
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc).lstrip(".")
    line = next((lines[loc[:end]] for end in range(len(loc), 0, -1) if loc[:end] in lines), None)
    return path if line is None else f"line {line}: {path}"


def _lines(text: str) -> dict[Place, int]:
    """Give the line of each table and key that stands at the beginning of a line."""
    found: dict[Place, int] = {}
    here: Place = ()
    counts: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if header := _TABLE.match(line):
            name = header[2].replace('"', "").strip()
            here = tuple(name.split("."))
            if header[1] == "[[":
                here = (*here, counts.get(name, 0))
                counts[name] = counts.get(name, 0) + 1
            found.setdefault(here, number)
        elif key := _KEY.match(line):
            found.setdefault((*here, key[1]), number)
    return found
