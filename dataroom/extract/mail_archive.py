"""Mail archives (mbox): each message a member, found in one pass; nothing is copied, memory stays at one block.

A message begins with a line `From ` behind an empty one and before a header (RFC 4155, and the programs that quote
such lines in texts as `>From `): a sentence that begins so is no message.
"""

from __future__ import annotations

import email.parser
import email.policy
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import BinaryIO

from dataroom.extract import reasons
from dataroom.extract.containers import problem
from dataroom.extract.draft import Draft, Refusal
from dataroom.extract.source import Limits, Member, Source, Window
from dataroom.model import State

_START = re.compile(rb"(?:\A|\r?\n\r?\n)(?=From [^\r\n]{1,400}\r?\n[A-Za-z][A-Za-z0-9-]{0,80}:)")
_BLOCK = 1 << 20
_OVERLAP = 1024
_HEADER = 1 << 16


def read(_source: Source, draft: Draft) -> None:
    """Say that there are members: how many is known only once all is gone through."""
    draft.fact("members")


def mbox_members(source: Source, limits: Limits) -> Iterator[Member]:
    """Give the messages of an mbox, each as an e-mail of its own."""
    with source.open() as stream:
        for number, (start, end) in enumerate(pairwise(_starts(stream, source.size)), start=1):
            if number > limits.max_members:
                raise Refusal(State.TOO_LARGE, reasons.too_many_members(limits.max_members))
            name = f"{number:05} {_subject(source, start)}.eml"
            part = _Slice(source, start, end - start)
            if end - start > limits.max_member_bytes:
                refusal = Refusal(State.TOO_LARGE, reasons.inflates_too_much(name, limits.max_member_bytes))
                yield problem(name, refusal)
                continue
            yield Member(name, name.encode("utf-8", "backslashreplace"), Source(name, end - start, part.open))


def _starts(stream: BinaryIO, size: int) -> Iterator[int]:
    """Give where each message begins, and where the last one ends."""
    rest, at, last = b"", 0, -1
    while piece := stream.read(_BLOCK):
        data = rest + piece
        for found in _START.finditer(data, 0):
            if found.start() == 0 and at > 0 and not found.group():
                continue  # `\A` means the beginning of the file alone
            if (begin := at + found.end()) > last:
                yield begin
                last = begin
        # What may be cut at the end is looked at again.
        kept = min(len(data), _OVERLAP)
        rest, at = data[-kept:], at + len(data) - kept
    yield size


def _subject(source: Source, start: int) -> str:
    with source.open() as stream:
        stream.seek(start)
        head = stream.read(_HEADER).split(b"\n", 1)[-1]
    try:
        message = email.parser.BytesHeaderParser(policy=email.policy.default).parsebytes(_headers(head))
        subject = str(message.get("Subject", ""))
    except (ValueError, LookupError, TypeError, AttributeError, IndexError, RecursionError):
        subject = ""  # the standard library stumbles over some headers
    shown = " ".join(subject.split())[:80].replace("/", "-").replace("\\", "-").replace("!", "")
    return shown.encode("utf-8", "replace").decode().replace("\x00", "") or "message"


def _headers(head: bytes) -> bytes:
    return re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]


@dataclass(frozen=True, slots=True)
class _Slice:
    """A run of bytes of a source."""

    source: Source
    start: int
    size: int

    def open(self) -> BinaryIO:
        return io.BufferedReader(_Run(self.source.open(), self.start, self.size), 1 << 16)


class _Run(Window):
    def __init__(self, stream: BinaryIO, start: int, size: int) -> None:
        super().__init__(size)
        self._stream, self._start = stream, start

    def _read_at(self, at: int, count: int) -> bytes:
        self._stream.seek(self._start + at)
        return self._stream.read(max(0, min(count, self._size - at)))

    def close(self) -> None:
        self._stream.close()
        super().close()
