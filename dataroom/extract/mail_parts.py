"""The parts of an e-mail: which of them are its words, which are documents of their own.

Of alternatives a person sees the last one, which is mostly HTML; the plain one is taken where it says as much. Small
pictures that stand in the text are logos; large ones, and those that a telephone puts beside it, are documents.
"""

from __future__ import annotations

import email.policy
import re
from collections.abc import Iterator
from email.message import Message
from typing import cast

from dataroom.extract import cards, encoding, web
from dataroom.extract.ocr_sizes import shape_of

_LOGO_SIDE = 400
"""Pixels: what is smaller one way or the other is a logo or a banner, not a page."""
_LOGO_BYTES = 50_000
"""Beyond so many, a picture of a kind that is not measured is no logo."""
_SIGNATURES = {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
_REPORTS = {"message/delivery-status", "message/disposition-notification", "message/feedback-report"}
_MESSAGES = {"message/rfc822", "message/global", "message/news"}
_WORD = re.compile(r"\w{3,}")
_ADDRESS = re.compile(r"(?:https?://|www\.|mailto:|cid:)\S+")
_NEW_WORDS = 0.1


def attached(message: Message) -> Iterator[tuple[str, Message]]:
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


def bytes_of(part: Message) -> bytes:
    """Give what a part holds, decoded; of an attached e-mail, all of it."""
    inner = _inner(part)
    if inner is not None:
        return inner.as_bytes(policy=email.policy.compat32)
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def body(part: Message) -> Iterator[str]:
    """Give the words: of alternatives the one that is seen, of all other parts each."""
    kind = part.get_content_type()
    children = cast("list[Message]", part.get_payload()) if part.is_multipart() else []
    if kind == "multipart/alternative" and children:
        yield from _alternatives(children)
    elif kind in _REPORTS:
        yield from ("\n".join(f"{name}: {value}" for name, value in child.items()) for child in children)
    elif part.get_content_maintype() == "multipart" and children:
        for child in children:
            yield from body(child)
    elif not _is_attachment(part):
        yield _words(part, kind)


def _alternatives(choices: list[Message]) -> Iterator[str]:
    said = [list(body(choice)) for choice in choices if choice.get_content_type() != "text/calendar"]
    said = [lines for lines in said if "".join(lines).strip()]
    if said:
        first, last = said[0], said[-1]
        more = _says_more(last, first)
        yield from last if more else first
        if more and _says_more(first, last):
            yield from first  # two texts that differ: which one was seen is unknown
    for choice in choices:
        if choice.get_content_type() == "text/calendar":
            yield from body(choice)


def _says_more(these: list[str], others: list[str]) -> bool:
    known = set(_WORD.findall("\n".join(others)))
    words = _WORD.findall(_ADDRESS.sub(" ", "\n".join(these)))
    return sum(word not in known for word in words) > _NEW_WORDS * len(words)


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
    if kind in _SIGNATURES or kind in _REPORTS:
        return False
    if kind.startswith("image/"):
        return place == "attachment" or not _is_logo(part)
    if kind in _MESSAGES or place == "attachment":
        return True
    return not kind.startswith("text/") or (place != "inline" and bool(part.get_filename()))


def _is_logo(part: Message) -> bool:
    """Tell whether a picture stands in the text and is too small to be a page."""
    if not part.get("Content-ID") and part.get_content_disposition() != "inline":
        return False
    data = bytes_of(part)
    shapes = shape_of(data)
    return min(shapes[0].width, shapes[0].height) < _LOGO_SIDE if shapes else len(data) < _LOGO_BYTES


def _name(part: Message, number: int) -> str:
    name = part.get_filename()
    if name:
        return " ".join(str(name).split())
    inner = _inner(part)
    if inner is not None:
        return f"{' '.join(str(inner.get('Subject', '') or f'message {number}').split())[:100]}.eml".replace("/", "-")
    return f"partie-{number}.{part.get_content_subtype()}"


def _inner(part: Message) -> Message | None:
    if part.get_content_type() not in _MESSAGES or not part.is_multipart():
        return None
    return cast("list[Message]", part.get_payload())[0]


def _words(part: Message, kind: str) -> str:
    if not kind.startswith("text/"):
        return ""
    data, charset = bytes_of(part), part.get_content_charset()
    said = _decoded(data, charset)
    if kind == "text/html":
        return web.show(data if said is None else said).text
    said = encoding.decode(data) if said is None else said
    return cards.unfolded(said) if kind == "text/calendar" else said


def _decoded(data: bytes, charset: str | None) -> str | None:
    """Give the text in the encoding that the message tells, or None where it tells none, or a wrong one."""
    if not charset or charset in {"us-ascii", "unknown-8bit"}:
        return None
    try:
        said = data.decode(charset)
        # Bytes beyond ASCII that make UTF-8 are UTF-8, whatever a gateway wrote on them.
        return said if said.isascii() else data.decode("utf-8")
    except LookupError:
        return None
    except UnicodeDecodeError:
        pass
    try:
        return data.decode(charset)
    except UnicodeDecodeError:
        return None
