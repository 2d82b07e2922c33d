"""The parcels of Outlook (`winmail.dat`), made attribute by attribute as [MS-OXTNEF] lays them out."""

from __future__ import annotations

import struct

import pytest

from dataroom.extract import Source, members
from dataroom.extract.kinds import TAR, TNEF
from dataroom.model import State

from .papers import SENTENCE, facts, pdf, read
from .test_mail_parts import PLAIN, mail, names


def attribute(level: int, name: int, body: bytes) -> bytes:
    return struct.pack("<BHHI", level, name, 6, len(body)) + body + struct.pack("<H", sum(body) & 0xFFFF)


def properties(*told: tuple[int, int, bytes]) -> bytes:
    """Lay out properties of texts or bytes: kind, name, value; one with a name of its own and a number before them."""
    body = struct.pack("<HH16sII", 3, 0x8001, bytes(16), 0, 7) + struct.pack("<I", 1)
    body += struct.pack("<HHII", 0x1003, 0x1234, 2, 1) + struct.pack("<I", 2)
    for kind, name, value in told:
        body += struct.pack("<HHII", kind, name, 1, len(value)) + value + bytes(-len(value) % 4)
    return struct.pack("<I", 2 + len(told)) + body


def parcel(*attributes: bytes) -> bytes:
    return b"\x78\x9f\x3e\x22" + b"\1\0" + b"".join(attributes)


def wide(text: str) -> bytes:
    return f"{text}\0".encode("utf-16-le")


def attached(title: bytes, data: bytes | None, *told: tuple[int, int, bytes]) -> bytes:
    return (
        attribute(2, 0x9002, bytes(14))
        + attribute(2, 0x8010, title + b"\0")
        + (attribute(2, 0x800F, data) if data is not None else b"")
        + (attribute(2, 0x9005, properties(*told)) if told else b"")
    )


SUBJECT = attribute(1, 0x8004, b"Avenant sign\xe9\0")
INNER = parcel(SUBJECT, attribute(1, 0x800C, b"Message transmis\0"))
WHOLE = parcel(
    SUBJECT,
    attribute(1, 0x9003, properties((0x1F, 0x1000, wide(SENTENCE)))),
    attached(b"CONVEN~1.PDF", pdf(SENTENCE), (0x1F, 0x3707, wide("Convention signée.pdf"))),
    attached(b"AVENAN~1.TXT", b"Avenant", (0x1E, 0x3707, b"avenant sign\xe9.txt\0")),
    attached(b"TR", None, (0x0D, 0x3701, bytes(16) + INNER)),
    attached(b"vide.txt", None),
)


def test_text_and_attachments_of_a_parcel() -> None:
    content = read("winmail.dat", WHOLE)
    assert (content.media_type, content.state, content.pages) == (TNEF, State.OK, (SENTENCE,))
    assert [heading.text for heading in content.headings] == ["Avenant signé"]
    found = {member.name: member for member in members(Source.of_bytes("winmail.dat", WHOLE))}
    assert {name: member.state for name, member in found.items()} == {
        "Convention signée.pdf": None,
        "avenant signé.txt": None,
        "TR": None,
        "vide.txt": State.CORRUPT,
    }
    first, second = (found[name].source for name in ("Convention signée.pdf", "TR"))
    assert first is not None
    assert second is not None
    assert read(first.name, first.open().read()).pages[0].strip() == SENTENCE
    assert read(second.name, second.open().read()).pages == ("Message transmis",)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (((0x102, 0x1013, b"<p>Page</p>"),), "Page"),
        (((0x102, 0x1009, struct.pack("<II4sI", 30, 14, b"MELA", 0) + rb"{\rtf1 paquet}"),), "paquet"),
        (((0x1E, 0x1000, b"\xe9troit\0"),), "étroit"),
        ((), "ancien"),
    ],
)
def test_whatever_a_parcel_keeps_its_text_in(told: tuple[tuple[int, int, bytes], ...], words: str) -> None:
    data = parcel(attribute(1, 0x800C, b"ancien\0"), attribute(1, 0x9003, properties(*told)))
    assert read("winmail.dat", data).pages == (words,)


@pytest.mark.parametrize(
    ("data", "state"),
    [
        (WHOLE[:400], State.CORRUPT),
        (WHOLE.replace(b"signe", b"sogne").replace(b"sign", b"sagn", 1), State.CORRUPT),
        (parcel(attribute(1, 0x9003, struct.pack("<I", 1 << 31) + bytes(40))), State.CORRUPT),
        (parcel(), State.EMPTY),
    ],
    ids=["cut", "changed", "endless", "nothing"],
)
def test_parcels_that_cannot_be_read(data: bytes, state: State) -> None:
    assert read("winmail.dat", data).state is state


def test_what_came_before_a_fault_is_kept() -> None:
    assert names(WHOLE + b"reste", "winmail.dat") == ["Convention signée.pdf", "avenant signé.txt", "TR", "vide.txt"]
    assert read("winmail.dat", WHOLE + b"reste").state is State.CORRUPT


def test_a_parcel_in_a_mail_is_a_member_with_members() -> None:
    data = mail("multipart/mixed", PLAIN, ("Content-Type: application/ms-tnef; name=winmail.dat", WHOLE))
    assert names(data) == ["winmail.dat"]
    assert facts(read("winmail.dat", WHOLE))["members"] == ["4"]


def test_old_tars_are_known_by_their_sum() -> None:
    block = bytearray(b"a.txt".ljust(100, b"\0") + b"0000644\0" * 3 + b"00000000003\0" + b"00000000000\0" + bytes(376))
    block[148:156] = b"        "
    block[148:156] = b"%06o\0 " % sum(block)
    data = bytes(block[:512]) + b"mot".ljust(512, b"\0") + bytes(1024)
    assert read("a.tar", data).media_type == TAR
    assert names(data, "a.tar") == ["a.txt"]
    block[0] ^= 1
    assert read("a.tar", bytes(block[:512]) + data[512:]).state is State.CORRUPT
