"""E-mails (EML): headers as facts, the subject as heading, the words of the message; attachments are members."""

from __future__ import annotations

import email
import email.policy
import email.utils
import io
import re
from collections.abc import Iterator
from email import errors
from email.message import Message
from functools import lru_cache
from typing import Any, BinaryIO

from dataroom.extract import cms, plain, reasons
from dataroom.extract.containers import Budget, problem
from dataroom.extract.draft import Draft, Refusal
from dataroom.extract.mail_parts import attached, body, bytes_of
from dataroom.extract.source import Limits, Member, Source
from dataroom.model import State

_MOST = 256 << 20
_PIECE, _BLANK = 1 << 20, 1 << 10
_NESTED = re.compile(rb"\ncontent-type:\s*(?:multipart|message)/", re.IGNORECASE)
_MOST_NESTED = 400
_MOST_PARTS = 20_000
_HEADERS = {"From": "mail-from", "To": "mail-to", "Cc": "mail-cc", "Subject": "mail-subject"}
_CUTS = (
    errors.CloseBoundaryNotFoundDefect,
    errors.StartBoundaryNotFoundDefect,
    errors.InvalidBase64PaddingDefect,
    errors.InvalidBase64LengthDefect,
)
_CMS = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
_SEALED = {"multipart/encrypted", *_CMS}
_IN_PIECES = {"message/partial", "message/external-body"}
_WRAPPED = 4
_SHORT = 1_000


class _Policy(email.policy.EmailPolicy):
    """The policy of the standard library, which parses a header again each time that its value is asked for."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        """Give the value of a header; of a short one, as it was parsed before."""
        return (_parsed_header if len(value) <= _SHORT else super().header_fetch_parse)(name, value)


@lru_cache(maxsize=64, typed=True)
def _parsed_header(name: str, value: str) -> Any:
    return email.policy.default.header_fetch_parse(name, value)


_POLICY = _Policy()


def read(source: Source, draft: Draft) -> None:
    """Read an e-mail as one page."""
    message = _parsed(source)
    draft.fact("email")
    for header, name in _HEADERS.items():
        for value in message.get_all(header, []):
            draft.fact(name, str(value))
    if date := _date(message):
        draft.fact("mail-date", date)
    draft.heading(str(message.get("Subject", "")))
    names = [name for name, _ in attached(message)]
    for name in names:
        draft.fact("attachment", name)
    if names:
        draft.fact("members", str(len(names)))
    draft.page("\n".join(body(message)))
    _judge(message, draft, members=bool(names))


def _judge(message: Message, draft: Draft, *, members: bool) -> None:
    sealed = any(part.get_content_type() in _SEALED for part in message.walk())
    if (sealed and not draft.has_text) or plain.is_sealed("\n".join(draft.pages)):
        draft.fault(State.ENCRYPTED, reasons.FOR_RECIPIENTS)
    elif not draft.has_text and any(p.get_content_maintype() == "image" for p in message.walk()):
        draft.fault(State.IMAGE_ONLY, reasons.IMAGE)
    elif any(_is_cut(part) for part in message.walk()):
        draft.fault(State.CORRUPT, reasons.truncated("EML"))
    elif not draft.has_text and not members:
        draft.fault(State.EMPTY, reasons.NO_TEXT)


def _is_cut(part: Message) -> bool:
    return any(isinstance(defect, _CUTS) for defect in part.defects)


def mail_members(source: Source, limits: Limits) -> Iterator[Member]:
    """Give the attachments of an e-mail; pictures that stand in its text are none."""
    budget = Budget(limits)
    for number, (name, part) in enumerate(attached(_parsed(source)), start=1):
        raw = name.encode("utf-8", "backslashreplace")
        if number > limits.max_members:
            yield problem(name, Refusal(State.TOO_LARGE, reasons.too_many_members(limits.max_members)), raw)
            return
        if part.get_content_type() in _IN_PIECES:
            yield problem(name, Refusal(State.UNSUPPORTED, reasons.IN_PIECES), raw)
            continue
        try:
            data = bytes_of(part)
            if _is_cut(part):
                yield problem(name, Refusal(State.CORRUPT, reasons.broken_part("EML", name)), raw)
                continue
            budget.spend(len(data), len(data), name)
            yield Member(name, raw, Source.of_bytes(name.replace("\\", "/").rpartition("/")[2] or name, data))
        except Refusal as refusal:
            yield problem(name, refusal, raw)


def _parsed(source: Source) -> Message:
    if source.size > _MOST:
        raise Refusal(State.TOO_LARGE, reasons.inflates_too_much(source.name, _MOST))
    with source.open() as stream:
        message = _message(stream)
    for _ in range(_WRAPPED):
        if message.get_content_type() not in _CMS:
            break
        try:
            content = cms.signed_content(bytes_of(message))
        except (Refusal, ValueError):
            break  # encrypted: said by who judges
        message = _unwrapped(message, content or b"")
    return message


def _message(stream: BinaryIO) -> Message:
    _weigh(stream)
    # Lines that programs leave before the first header would end the headers.
    stream.seek(0)
    head = stream.read(_BLANK)
    stream.seek(len(head) - len(head.removeprefix(b"\xef\xbb\xbf").lstrip()))
    return email.message_from_binary_file(stream, policy=_POLICY)


def _unwrapped(outer: Message, content: bytes) -> Message:
    """Give the message that was signed, with the sender, the subject and the date of its envelope."""
    message = _message(io.BytesIO(content))
    for name in (*_HEADERS, "Date"):
        if name not in message and name in outer:
            message[name] = outer[name]
    return message


def _weigh(stream: BinaryIO) -> None:
    """Raise Refusal for more parts, one in another or beside it, than the standard library takes in a second."""
    nested = beside = 0
    while piece := stream.read(_PIECE):
        nested += len(_NESTED.findall(piece))
        beside += piece.count(b"\n--")
        if nested > _MOST_NESTED or beside > _MOST_PARTS:
            raise Refusal(State.TOO_LARGE, reasons.TOO_MANY_PARTS)


def _date(message: Message) -> str | None:
    try:
        return email.utils.parsedate_to_datetime(str(message.get("Date", ""))).isoformat()
    except (ValueError, TypeError, IndexError):
        return str(message.get("Date", "")) or None
