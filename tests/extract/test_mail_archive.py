"""Mail archives: each message stands alone, whatever lies on the border of two blocks."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from dataroom.extract import Limits, Source, mail_archive, members
from dataroom.extract.kinds import EML, MBOX
from dataroom.model import State

from .papers import SENTENCE, read


def message(subject: str, text: str = SENTENCE) -> bytes:
    found = EmailMessage()
    found["From"], found["To"], found["Subject"] = "a@example.org", "b@example.org", subject
    found["Date"] = "Mon, 05 Jan 2026 10:00:00 +0100"
    found.set_content(text)
    return found.as_bytes()


def mbox(*messages: bytes, end: bytes = b"\n") -> bytes:
    joined = b"".join(b"From a@example.org Mon Jan  5 10:00:00 2026\n" + m + b"\n" for m in messages)
    return joined.replace(b"\n", end)


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_each_message_is_a_member(end: bytes) -> None:
    data = mbox(message("Un"), message("Deux / trois"), end=end)
    content = read("courrier.mbox", data)
    assert (content.media_type, content.state) == (MBOX, State.OK)
    first, second = members(Source.of_bytes("courrier.mbox", data))
    assert (first.name, second.name) == ("00001 Un.eml", "00002 Deux - trois.eml")
    for member in (first, second):
        assert member.source is not None
        with member.source.open() as stream:
            inside = read(member.name, stream.read())
        assert (inside.media_type, inside.state) == (EML, State.OK)
        assert SENTENCE in inside.pages[0]


@pytest.mark.parametrize("text", ["From here on we wait.", "a\n\nFrom here on we wait.\n", ">From a@b Mon\nX: y\n"])
def test_a_sentence_is_no_message(text: str) -> None:
    assert len(list(members(Source.of_bytes("m.mbox", mbox(message("Un", text), message("Deux")))))) == 2


@pytest.mark.parametrize("block", [7, 64, 1000])
def test_borders_fall_anywhere(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    data = mbox(*(message(f"Numéro {n}") for n in range(20)))
    whole = [(m.name, m.source.size) for m in members(Source.of_bytes("m.mbox", data)) if m.source]
    monkeypatch.setattr(mail_archive, "_BLOCK", block)
    parted = [(m.name, m.source.size) for m in members(Source.of_bytes("m.mbox", data)) if m.source]
    assert parted == whole
    assert len(whole) == 20


def test_limits() -> None:
    data = mbox(message("Un"), message("Deux", SENTENCE * 1000), message("Trois"))
    found = list(members(Source.of_bytes("m.mbox", data), Limits(max_members=2)))
    assert [m.state for m in found] == [None, None, State.TOO_LARGE]
    found = list(members(Source.of_bytes("m.mbox", data), Limits(max_member_bytes=10_000)))
    assert [m.state for m in found] == [None, State.TOO_LARGE, None]


def test_one_mail_that_was_saved_with_its_first_line_stays_a_mail() -> None:
    content = read("m.eml", mbox(message("Un")))
    assert (content.media_type, content.state) == (EML, State.OK)
