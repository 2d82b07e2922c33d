"""What waits to be told goes to its channels; what was not delivered waits for the next night."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from dataroom.nightly.config import Loaded, at
from dataroom.nightly.events import Event
from dataroom.nightly.record import Record, read_record, write_record
from dataroom.notify.delivery import Delivery, tried
from dataroom.notify.mail import Login, send
from dataroom.notify.message import Message, as_json, message
from dataroom.notify.settings import Channel, Heartbeat, Mail, Webhook
from dataroom.notify.web import call, post

Pause = Callable[[float], None]


def channels_of(loaded: Loaded, room: str) -> tuple[str, ...]:
    """Give the names of the channels that want to hear of a room."""
    return tuple(channel.name for channel in loaded.config.channels if channel.concerns(room))


def tell(loaded: Loaded, pause: Pause) -> list[Delivery]:
    """Deliver what waits, a message a channel; notes for each room what was told. Raises OSError."""
    records = {room.name: read_record(loaded.out, room.name) for room in loaded.rooms}
    names = [channel.name for channel in loaded.config.channels]
    records = {room: record.only_for(names) for room, record in records.items()}
    deliveries = []
    for channel in loaded.config.channels:
        events = [w.event for record in records.values() for w in record.queue if channel.name in w.to]
        if not events and channel.when == "changes":
            continue
        delivery = _deliver(loaded, channel, events, pause)
        deliveries.append(delivery)
        if delivery.done:
            # At once: whatever ends the run now, nobody hears it twice.
            records = _delivered(loaded.out, records, channel.name, events)
    return deliveries


def _delivered(out: Path, records: Mapping[str, Record], channel: str, events: Iterable[Event]) -> dict[str, Record]:
    ids = {found.id for found in events}
    kept = {room: record.delivered(channel, ids) for room, record in records.items()}
    for room, record in kept.items():
        if record != records[room]:
            write_record(out, room, record)
    return kept


def try_out(loaded: Loaded, pause: Pause) -> list[Delivery]:
    """Send every channel a message without news, so that its settings can be seen to work."""
    return [_deliver(loaded, channel, [], pause) for channel in loaded.config.channels]


def beat(loaded: Loaded, pause: Pause, *, good: bool) -> Delivery | None:
    """Call the monitor; after a bad night only where it has an address for those."""
    settings = loaded.config.heartbeat
    if settings is None or not (good or settings.fail_suffix):
        return None
    url = _url(loaded, "heartbeat", settings) + ("" if good else settings.fail_suffix or "")
    return tried("heartbeat", lambda: call(url, _authority(loaded, settings)), pause)


def _deliver(loaded: Loaded, channel: Mail | Webhook, events: list[Event], pause: Pause) -> Delivery:
    titles = {room.name: room.title or room.name for room in loaded.rooms}
    told = message(events, titles, channel.language or loaded.config.language, details=channel.details)
    if isinstance(channel, Mail):
        found = tried(channel.name, lambda: _mail(loaded, channel, told), pause)
    else:
        found = tried(channel.name, lambda: _post(loaded, channel, told, titles), pause)
    return Delivery(found.channel, found.done, found.detail, len(events))


def _mail(loaded: Loaded, channel: Mail, told: Message) -> None:
    username = channel.username or loaded.secrets.get(f"{channel.name}/username")
    password = loaded.secrets.get(f"{channel.name}/password")
    login = Login(username, password) if username is not None and password is not None else None
    send(channel, told, login, _authority(loaded, channel))


def _post(loaded: Loaded, channel: Webhook, told: Message, titles: Mapping[str, str]) -> None:
    text = {"text": f"{told.subject}\n\n{told.text}"}
    values = text if channel.style == "text" else as_json(told, titles, details=channel.details)
    post(_url(loaded, channel.name, channel), values, _authority(loaded, channel))


def _url(loaded: Loaded, name: str, settings: Webhook | Heartbeat) -> str:
    return settings.url or loaded.secrets[f"{name}/url"]


def _authority(loaded: Loaded, settings: Channel | Heartbeat) -> Path | None:
    given = getattr(settings, "ca_file", None)
    return None if given is None else at(loaded.file.parent, given)
