"""The parcel in which Outlook sends mails to other programs (`winmail.dat`): its text, and its attachments as members.

Layout: [MS-OXTNEF] 2.1; properties as [MS-OXCDATA] 2.11 lays them out.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from dataroom.extract import reasons, rtf_packed, web
from dataroom.extract.containers import Budget, problem
from dataroom.extract.draft import Draft, Refusal
from dataroom.extract.source import Limits, Member, Source
from dataroom.model import State

_MOST = 256 << 20
_HEAD = 6
_SUBJECT, _BODY, _PROPERTIES = 0x8004, 0x800C, 0x9003
_RENDERED, _TITLE, _DATA, _ATTACHMENT = 0x9002, 0x8010, 0x800F, 0x9005
_PLAIN, _PACKED, _PAGE = 0x1000, 0x1009, 0x1013
_NAME, _OBJECT = 0x3707, 0x3701
_INSIDE, _IDENTIFIER = 0x0D, 16
_WIDTHS = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 0xA: 4, 0xB: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_STRINGS = {0x0D, 0x1E, 0x1F, 0x102}
_WIDE = 0x1F
_MANY, _NAMED = 0x1000, 0x8000
_MOST_VALUES = 100_000


@dataclass(slots=True)
class _Attachment:
    title: str = ""
    data: bytes | None = None


@dataclass(slots=True)
class _Parcel:
    subject: str
    body: str
    attachments: list[_Attachment]
    damaged: str = ""
    """The name of the fault at which reading stopped."""


def read(source: Source, draft: Draft) -> None:
    """Read the text of the message, if it is in there, and count the attachments."""
    parcel = _parcel(source)
    if parcel.attachments:
        draft.fact("members", str(len(parcel.attachments)))
    if parcel.subject.strip():
        draft.heading(parcel.subject)
    draft.page(parcel.body)
    if parcel.damaged:
        draft.fault(State.CORRUPT, reasons.crashed("TNEF", parcel.damaged))
    if not draft.has_text and not parcel.attachments:
        draft.fault(State.EMPTY, reasons.NO_TEXT)


def tnef_members(source: Source, limits: Limits) -> Iterator[Member]:
    """Give the attachments."""
    budget, taken = Budget(limits), set[str]()
    for number, part in enumerate(_parcel(source).attachments, start=1):
        name = " ".join(part.title.split()).replace("\\", "/") or f"piece-jointe-{number}"
        name = name if name not in taken else f"{number}-{name}"
        taken.add(name)
        if number > limits.max_members:
            yield problem(name, Refusal(State.TOO_LARGE, reasons.too_many_members(limits.max_members)))
            return
        yield _member(name, part, budget)


def _member(name: str, part: _Attachment, budget: Budget) -> Member:
    if part.data is None:
        return problem(name, Refusal(State.CORRUPT, reasons.broken_part("TNEF", name)))
    try:
        budget.spend(len(part.data), len(part.data), name)
    except Refusal as refusal:
        return problem(name, refusal)
    made = Source.of_bytes(name.rpartition("/")[2] or name, part.data)
    return Member(name, name.encode("utf-8", "backslashreplace"), made)


def _parcel(source: Source) -> _Parcel:
    if source.size > _MOST:
        raise Refusal(State.TOO_LARGE, reasons.inflates_too_much(source.name, _MOST))
    with source.open() as stream:
        data = stream.read()
    parcel = _Parcel("", "", [])
    try:
        for name, body in _attributes(data):
            _take(parcel, name, body)
    except (struct.error, IndexError, ValueError) as error:
        parcel.damaged = type(error).__name__  # what came before it is kept
    return parcel


def _take(parcel: _Parcel, name: int, body: bytes) -> None:
    if name == _SUBJECT:
        parcel.subject = _narrow(body)
    elif name == _BODY:
        parcel.body = parcel.body or _narrow(body)
    elif name == _PROPERTIES:
        parcel.body = _words(_properties(body)) or parcel.body
    elif name == _RENDERED:
        parcel.attachments.append(_Attachment())
    elif parcel.attachments:
        _fill(parcel.attachments[-1], name, body)


def _fill(attachment: _Attachment, name: int, body: bytes) -> None:
    if name == _TITLE:
        attachment.title = attachment.title or _narrow(body)
    elif name == _DATA:
        attachment.data = body
    elif name == _ATTACHMENT:
        told = _properties(body)
        kind, inner = told.get(_OBJECT, (0, b""))
        if attachment.data is None and inner:
            # A message or an object within the message stands behind the name of its kind.
            attachment.data = inner[_IDENTIFIER:] if kind == _INSIDE else inner
        # The short name of old systems is the one beside the properties.
        attachment.title = _text(told.get(_NAME, (0, b""))) or attachment.title


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Give name and content of each attribute: a level, a name, a kind, a length, the content and its sum."""
    at = _HEAD
    while at < len(data):
        _, name, _, size = struct.unpack_from("<BHHI", data, at)
        at += 9
        if (
            at + size + 2 > len(data)
            or sum(data[at : at + size]) & 0xFFFF != struct.unpack_from("<H", data, at + size)[0]
        ):
            raise ValueError("cut or changed")
        yield name, data[at : at + size]
        at += size + 2


def _properties(data: bytes) -> dict[int, tuple[int, bytes]]:
    """Give kind and first value of each property; the rest is left where one is of an unknown kind."""
    found: dict[int, tuple[int, bytes]] = {}
    at = 4
    for _ in range(min(struct.unpack_from("<I", data)[0], _MOST_VALUES)):
        kind, name = struct.unpack_from("<HH", data, at)
        at += 4
        if name >= _NAMED:
            at += 16
            (by_name,) = struct.unpack_from("<I", data, at)
            at += 8 if by_name == 0 else 8 + _padded(struct.unpack_from("<I", data, at + 4)[0])
        count = 1
        if kind & _MANY or kind in _STRINGS:
            (count,) = struct.unpack_from("<I", data, at)
            at += 4
        for _ in range(min(count, _MOST_VALUES)):
            value, at = _value(data, at, kind & ~_MANY)
            found.setdefault(name, (kind, value))
    return found


def _value(data: bytes, at: int, kind: int) -> tuple[bytes, int]:
    if kind in _STRINGS:
        (size,) = struct.unpack_from("<I", data, at)
        return data[at + 4 : at + 4 + size], at + 4 + _padded(size)
    width = _WIDTHS.get(kind, 0)
    if not width:
        raise ValueError("unknown kind")
    return data[at : at + width], at + width


def _padded(size: int) -> int:
    return (size + 3) & ~3


def _words(told: dict[int, tuple[int, bytes]]) -> str:
    if plain := _text(told.get(_PLAIN, (0, b""))):
        return plain
    if page := told.get(_PAGE, (0, b""))[1]:
        return web.show(page).text
    packed = told.get(_PACKED, (0, b""))[1]
    return rtf_packed.text_of(packed) if packed else ""


def _text(told: tuple[int, bytes]) -> str:
    kind, data = told
    return data.decode("utf-16-le", "replace").rstrip("\0") if kind == _WIDE else _narrow(data)


def _narrow(data: bytes) -> str:
    return data.decode("cp1252", "replace").rstrip("\0")
