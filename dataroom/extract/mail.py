"""E-mails (EML): headers as facts, the subject as heading, the words of the message; attachments are members."""

from __future__ import annotations

import email
import email.policy
import email.utils
import re
from collections.abc import Iterator
from email import errors
from email.message import Message
from typing import cast

from dataroom.extract import encoding, reasons, web
from dataroom.extract.containers import Budget, problem
from dataroom.extract.draft import Draft, Refusal
from dataroom.extract.source import Limits, Member, Source
from dataroom.model import State

_MOST = 256 << 20
_PIECE = 1 << 20
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
_SEALED = {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}


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
    names = [name for name, _ in _attached(message)]
    for name in names:
        draft.fact("attachment", name)
    if names:
        draft.fact("members", str(len(names)))
    draft.page("\n".join(_body(message)))
    _judge(message, draft, attached=bool(names))


def _judge(message: Message, draft: Draft, *, attached: bool) -> None:
    sealed = next((p for p in message.walk() if p.get_content_type() in _SEALED), None)
    if sealed is not None and "signed-data" not in str(sealed.get("Content-Type", "")) and not draft.has_text:
        draft.fault(State.ENCRYPTED, reasons.PASSWORD)
    elif not draft.has_text and any(p.get_content_maintype() == "image" for p in message.walk()):
        draft.fault(State.IMAGE_ONLY, reasons.IMAGE)
    elif any(_is_cut(part) for part in message.walk()):
        draft.fault(State.CORRUPT, reasons.truncated("EML"))
    elif not draft.has_text and not attached:
        draft.fault(State.EMPTY, reasons.NO_TEXT)


def _is_cut(part: Message) -> bool:
    return any(isinstance(defect, _CUTS) for defect in part.defects)


def mail_members(source: Source, limits: Limits) -> Iterator[Member]:
    """Give the attachments of an e-mail; pictures that stand in its text are none."""
    budget = Budget(limits)
    for number, (name, part) in enumerate(_attached(_parsed(source)), start=1):
        raw = name.encode("utf-8", "backslashreplace")
        if number > limits.max_members:
            yield problem(name, Refusal(State.TOO_LARGE, reasons.too_many_members(limits.max_members)), raw)
            return
        try:
            data = _bytes(part)
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
    _weigh(source)
    with source.open() as stream:
        return cast("Message", email.message_from_binary_file(stream, policy=email.policy.default))


def _weigh(source: Source) -> None:
    """Raise Refusal for more parts, one in another or beside it, than the standard library takes in a second."""
    nested = beside = 0
    with source.open() as stream:
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


def _attached(message: Message) -> Iterator[tuple[str, Message]]:
    """Give each attachment with a name of its own, without looking into attached e-mails."""
    taken: set[str] = set()
    for number, part in enumerate(_leaves(message), start=1):
        if not _is_attachment(part):
            continue
        name, twin = _name(part, number), 1
        while name in taken:
            twin += 1
            name = f"{twin}-{_name(part, number)}"
        taken.add(name)
        yield name, part


def _leaves(message: Message) -> Iterator[Message]:
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting.extend(reversed(cast("list[Message]", part.get_payload())))
        else:
            yield part


def _is_attachment(part: Message) -> bool:
    kind, place = part.get_content_type(), part.get_content_disposition()
    if kind == "message/rfc822" or place == "attachment":
        return not (kind.startswith("image/") and part.get("Content-ID") and place != "attachment")
    if kind.startswith("image/"):
        return place != "inline" and not part.get("Content-ID")
    return not kind.startswith("text/") or (place != "inline" and bool(part.get_filename()))


def _name(part: Message, number: int) -> str:
    name = part.get_filename()
    if name:
        return " ".join(str(name).split())
    if part.get_content_type() == "message/rfc822" and part.is_multipart():
        inner = cast("list[Message]", part.get_payload())[0]
        return f"{' '.join(str(inner.get('Subject', '') or f'message {number}').split())[:100]}.eml".replace("/", "-")
    return f"partie-{number}.{part.get_content_subtype()}"


def _bytes(part: Message) -> bytes:
    if part.get_content_type() == "message/rfc822" and part.is_multipart():
        inner = cast("list[Message]", part.get_payload())[0]
        return inner.as_bytes(policy=email.policy.compat32)
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _body(part: Message) -> Iterator[str]:
    """Give the words: of alternatives the plain one when it says something, of all other parts each."""
    kind = part.get_content_type()
    if kind == "multipart/alternative" and part.is_multipart():
        choices = [list(_body(choice)) for choice in cast("list[Message]", part.get_payload())]
        yield from next((said for said in choices if "".join(said).strip()), [])
    elif part.get_content_maintype() == "multipart" and part.is_multipart():
        for child in cast("list[Message]", part.get_payload()):
            yield from _body(child)
    elif not _is_attachment(part):
        yield _words(part, kind)


def _words(part: Message, kind: str) -> str:
    data = _bytes(part)
    if kind == "text/html":
        return web.show(data if b"charset" in data[:4096] else _decoded(part, data).encode()).text
    return _decoded(part, data) if kind.startswith("text/") else ""


def _decoded(part: Message, data: bytes) -> str:
    charset = part.get_content_charset()
    if charset and charset not in {"us-ascii", "unknown-8bit"}:
        try:
            return data.decode(charset)
        except (LookupError, UnicodeDecodeError):
            pass
    return encoding.decode(data)
