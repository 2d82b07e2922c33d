"""Outlook messages (MSG): read with olefile, made into an e-mail, and handed to the reader of e-mails.

Names of properties: [MS-OXPROPS]; layout: [MS-OXMSG]. (The usual library for them, extract-msg, is under the GPL.)
"""

from __future__ import annotations

import datetime as dt
import email.policy
import email.utils
import struct
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

from dataroom.extract import mail, reasons, rtf_packed
from dataroom.extract.draft import Draft, Refusal, one_line
from dataroom.extract.source import Limits, Member, Source
from dataroom.model import State

_MOST = 256 << 20
_MOST_PARTS = 5_000
_DEEPEST = 5
_EPOCH = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)
_TIMES = (0x0039, 0x0E06)  # sent, received
_ROOT_HEADER, _EMBEDDED_HEADER, _ATTACHMENT_HEADER = 32, 24, 8


def read(source: Source, draft: Draft) -> None:
    """Read an Outlook message as the e-mail that it is."""
    mail.read(_as_mail(source), draft)


def msg_members(source: Source, limits: Limits) -> Iterator[Member]:
    """Give its attachments; attached messages are e-mails."""
    yield from mail.mail_members(_as_mail(source), limits)


def _as_mail(source: Source) -> Source:
    import olefile  # noqa: PLC0415 - needed for few files

    if source.size > _MOST:
        raise Refusal(State.TOO_LARGE, reasons.inflates_too_much(source.name, _MOST))
    try:
        with source.open() as stream, olefile.OleFileIO(stream, raise_defects=olefile.DEFECT_INCORRECT) as ole:
            message = _message(_whole(ole), 0)
    except (OSError, struct.error, IndexError, ValueError) as error:
        raise Refusal(State.CORRUPT, reasons.crashed("MSG", type(error).__name__)) from error
    return Source.of_bytes(source.name, message.as_bytes(policy=email.policy.SMTP.clone(max_line_length=None)))


def _whole(ole: Any) -> _Storage:
    if not ole.exists("__properties_version1.0"):
        raise ValueError("no properties")
    return _Storage(ole, ())


class _Storage:
    """One message or attachment inside the file: its text properties and its fixed ones."""

    def __init__(self, ole: Any, path: tuple[str, ...]) -> None:
        self.ole, self.path = ole, path

    def data(self, tag: int, kind: int) -> bytes | None:
        name = [*self.path, f"__substg1.0_{tag:04X}{kind:04X}"]
        return bytes(self.ole.openstream(name).read()) if self.ole.exists(name) else None

    def text(self, *tags: int) -> str:
        for tag in tags:
            if (wide := self.data(tag, 0x001F)) is not None:
                return wide.decode("utf-16-le", "replace").rstrip("\0")
            if (narrow := self.data(tag, 0x001E)) is not None:
                return narrow.decode("cp1252", "replace").rstrip("\0")
        return ""

    def time(self, header: int) -> str:
        name = [*self.path, "__properties_version1.0"]
        data = bytes(self.ole.openstream(name).read()) if self.ole.exists(name) else b""
        found = {}
        for at in range(header, len(data) - 15, 16):
            kind, tag = struct.unpack_from("<HH", data, at)
            if kind == 0x0040:
                found[tag] = struct.unpack_from("<Q", data, at + 8)[0]
        ticks = next((found[tag] for tag in _TIMES if found.get(tag)), 0)
        if not 0 < ticks < 1 << 58:
            return ""
        return email.utils.format_datetime(_EPOCH + dt.timedelta(microseconds=ticks // 10))

    def children(self, start: str) -> list[_Storage]:
        depth = len(self.path)
        names = {
            entry[depth]
            for entry in self.ole.listdir(streams=False, storages=True)
            if len(entry) > depth and tuple(entry[:depth]) == self.path and entry[depth].startswith(start)
        }
        return [_Storage(self.ole, (*self.path, name)) for name in sorted(names)[:_MOST_PARTS]]


def _message(storage: _Storage, depth: int) -> EmailMessage:
    message = EmailMessage()
    sender = email.utils.formataddr((one_line(storage.text(0x0C1A, 0x0042), 200), _address(storage, 0x5D01, 0x0C1F)))
    for name, value in (
        ("From", sender),
        ("To", storage.text(0x0E04)),
        ("Cc", storage.text(0x0E03)),
        ("Subject", storage.text(0x0037)),
        ("Date", storage.time(_EMBEDDED_HEADER if depth else _ROOT_HEADER)),
    ):
        if line := one_line(value, 2_000).strip():
            _header(message, name, line)
    _body(storage, message)
    for part in storage.children("__attach_version1.0_#"):
        _attach(part, message, depth)
    return message


def _header(message: EmailMessage, name: str, line: str) -> None:
    try:
        message[name] = line
    except (ValueError, IndexError):  # names that are no addresses
        message[name] = line.encode("ascii", "replace").decode("ascii").replace("<", "(").replace(">", ")")


def _address(storage: _Storage, *tags: int) -> str:
    found = one_line(storage.text(*tags), 200)
    return found if "@" in found and found.isascii() and " " not in found else ""


def _body(storage: _Storage, message: EmailMessage) -> None:
    text = storage.text(0x1000)
    page = storage.data(0x1013, 0x0102) or storage.text(0x1013).encode()
    packed = storage.data(0x1009, 0x0102)
    if not text.strip() and not page.strip() and packed:
        text = rtf_packed.text_of(packed)
    message.set_content(text.replace("\r\n", "\n"), charset="utf-8", cte="base64")
    if page.strip():
        message.add_alternative(page, "text", "html", cte="base64")


def _attach(part: _Storage, message: EmailMessage, depth: int) -> None:
    name = one_line(part.text(0x3707, 0x3704, 0x3001), 200) or "piece-jointe"
    data = part.data(0x3701, 0x0102)
    inner = part.children("__substg1.0_3701000D")
    if data is not None:
        message.add_attachment(data, "application", "octet-stream", filename=name)
    elif inner and depth < _DEEPEST:
        message.add_attachment(_message(inner[0], depth + 1), filename=name)
    else:
        # What cannot be had is listed all the same, as an empty file.
        message.add_attachment(b"", "application", "octet-stream", filename=name)
