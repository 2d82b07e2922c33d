"""Mails as other programs write them: telephones, gateways, calendars, signing programs."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator

import pytest
from PIL import Image

from dataroom.extract import Member, Source, cms, members
from dataroom.extract.kinds import EML, SIGNED
from dataroom.model import State

from .papers import facts, read

HEAD = "From: a@b.example\nTo: c@d.example\nDate: Mon, 05 Jan 2026 10:00:00 +0100\nSubject: Objet\nMIME-Version: 1.0\n"
CALENDAR = "BEGIN:VCALENDAR\nSUMMARY:Comité de pilo\n tage\nDESCRIPTION:un\\nLe reste\\, et la fin\nEND:VCALENDAR\n"


def mail(kind: str, *parts: tuple[str, str | bytes]) -> bytes:
    """Make a mail of parts, each of its headers and its text (then in 8 bits) or its bytes (then in base64)."""
    said = f"{HEAD}Content-Type: {kind}; boundary=x\n\n".encode()
    for headers, content in parts:
        coded = isinstance(content, bytes)
        data = base64.encodebytes(content) if isinstance(content, bytes) else content.encode()
        told = headers + ("\nContent-Transfer-Encoding: base64" if coded else "")
        said += f"--x\n{told}\n\n".encode() + data + b"\n"
    return said + b"--x--\n"


def photo(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).save(out, "JPEG")
    return out.getvalue()


def names(data: bytes, name: str = "m.eml") -> list[str]:
    return [member.name for member in members(Source.of_bytes(name, data))]


PLAIN = ("Content-Type: text/plain; charset=utf-8", "Le contrat de paie est résilié au 31 mars 2026.")


@pytest.mark.parametrize(
    ("plain", "html", "seen"),
    [
        (PLAIN[1], f"<p>{PLAIN[1]}</p>", [PLAIN[1]]),
        ("", "<p>Nous résilions.</p>", ["Nous résilions."]),
        (f"{PLAIN[1]} https://exemple.test/x?y=zzz", f"<p>{PLAIN[1]} <b>Cordialement, Jeanne Martin</b></p>",
         [f"{PLAIN[1]} Cordialement, Jeanne Martin"]),
        ("Votre messagerie ignore les mises en forme.", "<table><tr><td>Préavis</td><td>six mois</td></tr></table>",
         ["Préavis\tsix mois", "Votre messagerie ignore les mises en forme."]),
    ],
    ids=["the same", "plain empty", "more in the page", "two texts"],
)  # fmt: skip
def test_of_alternatives_nothing_that_is_seen_is_lost(plain: str, html: str, seen: list[str]) -> None:
    data = mail("multipart/alternative", (PLAIN[0], plain), ("Content-Type: text/html; charset=utf-8", html))
    assert [line.strip() for line in read("m.eml", data).pages[0].split("\n") if line.strip()] == seen


def test_an_invitation_says_when_and_what() -> None:
    data = mail("multipart/alternative", PLAIN, ("Content-Type: text/calendar; charset=utf-8", CALENDAR))
    page = read("m.eml", data).pages[0]
    assert "Comité de pilotage" in page
    assert "Le reste, et la fin" in page
    assert PLAIN[1] in page


@pytest.mark.parametrize(
    ("headers", "size", "found"),
    [
        ("Content-Disposition: inline; filename=p.jpg", (900, 1200), ["p.jpg"]),
        ("Content-ID: <a>\nContent-Disposition: inline; filename=p.jpg", (900, 1200), ["p.jpg"]),
        ("Content-ID: <a>\nContent-Disposition: inline; filename=p.jpg", (1200, 200), []),
        ("Content-Disposition: attachment; filename=p.jpg", (20, 20), ["p.jpg"]),
    ],
    ids=["beside the text", "a page in the text", "a banner in the text", "attached"],
)
def test_pictures_of_pages_are_documents(headers: str, size: tuple[int, int], found: list[str]) -> None:
    data = mail("multipart/mixed", PLAIN, (f"Content-Type: image/jpeg; name=p.jpg\n{headers}", photo(*size)))
    assert names(data) == found


@pytest.mark.parametrize(
    ("told", "inside", "coding"),
    [
        ("utf-8", "iso-8859-1", "utf-8"),
        ("iso-8859-1", "utf-8", "utf-8"),
        ("cp1252", "utf-8", "cp1252"),
        ("us-ascii", "cp1252", "cp1252"),
    ],
)
def test_the_words_are_right_whatever_a_page_says_of_itself(told: str, inside: str, coding: str) -> None:
    page = f'<html><head><meta charset="{inside}"></head><body>Échéance : à préciser</body></html>'
    data = f"{HEAD}Content-Type: text/html; charset={told}\n\n{page}".encode(coding)
    assert read("m.eml", data).pages == ("Échéance : à préciser",)


LONG = "".join(f"X-Gateway-{n}: {'z' * 60}\n" for n in range(200))


@pytest.mark.parametrize("before", ["\n\n", "\ufeff", *(f"X-A: {'y' * n}\n{LONG}" for n in (1, 12, 75))])
def test_a_mail_is_a_mail_however_it_begins(before: str) -> None:
    headers = ("Content-Type: text/plain; name=a.txt\nContent-Disposition: attachment; filename=a.txt", b"Avenant")
    data = before.encode() + mail("multipart/mixed", PLAIN, headers)
    assert read("m.eml", data).media_type == EML
    assert names(data) == ["a.txt"]


def test_what_was_not_delivered_is_said() -> None:
    report = (
        "Content-Type: message/delivery-status",
        "Reporting-MTA: dns; a\n\nFinal-Recipient: rfc822; z@y.example\n",
    )
    content = read("m.eml", mail("multipart/report", PLAIN, report))
    assert "Final-Recipient: rfc822; z@y.example" in content.pages[0]
    assert "members" not in facts(content)


@pytest.mark.parametrize("kind", ["message/partial; number=1; total=2", "message/external-body; access-type=URL"])
def test_a_part_that_is_elsewhere_is_told(kind: str) -> None:
    data = f"{HEAD}Content-Type: {kind}\n\nContent-Type: application/pdf\n\n".encode()
    assert [m.state for m in members(Source.of_bytes("m.eml", data))] == [State.UNSUPPORTED]


ARMOUR = "-----BEGIN PGP MESSAGE-----\n\nhQEMA0123\n=abcd\n-----END PGP MESSAGE-----\n"


@pytest.mark.parametrize("name", ["m.eml", "m.txt", "m.asc"])
def test_what_pgp_sealed_is_encrypted(name: str) -> None:
    text = ARMOUR if name != "m.eml" else f"{HEAD}Content-Type: text/plain\n\nBonjour\n{ARMOUR}"
    assert read(name, text.encode()).state is State.ENCRYPTED


def der(tag: int, *parts: bytes, endless: bool = False) -> bytes:
    """Make an element of ASN.1, with its length before it or two zeroes behind it."""
    body = b"".join(parts)
    if endless:
        return bytes([tag, 0x80]) + body + b"\0\0"
    size = len(body)
    told = bytes([size]) if size < 0x80 else bytes([0x82]) + size.to_bytes(2, "big")
    return bytes([tag]) + told + body


def signed(content: bytes | None, *, endless: bool = False, kind: int = 2) -> bytes:
    """Make a signed file, without its signers, as RFC 5652 lays it out."""
    said = b""
    if content is not None:
        halves = der(4, content[:10]) + der(4, content[10:])
        said = der(0xA0, der(0x24, halves, endless=endless) if endless else der(4, content), endless=endless)
    name = bytes.fromhex("06092a864886f70d0107")
    body = der(0x30, der(2, b"\1"), der(0x31), der(0x30, name + b"\1", said, endless=endless), der(0x31))
    return der(0x30, name + bytes([kind]), der(0xA0, body, endless=endless), endless=endless)


@pytest.mark.parametrize("endless", [False, True])
def test_a_signed_file_is_read(endless: bool) -> None:
    data = signed("Attestation de vigilance : à jour.".encode(), endless=endless)
    content = read("attestation.txt.p7m", data)
    assert (content.media_type, content.state) == (SIGNED, State.OK)
    inside = [(m.name, read(m.name, m.source.open().read()).pages) for m in _found(data) if m.source]
    assert inside == [("attestation.txt", ("Attestation de vigilance : à jour.",))]


def _found(data: bytes) -> Iterator[Member]:
    return members(Source.of_bytes("attestation.txt.p7m", data))


@pytest.mark.parametrize(
    ("data", "state"),
    [
        (signed(None), State.UNSUPPORTED),
        (signed(b"x", kind=3), State.ENCRYPTED),
        (signed(b"x" * 300)[:200], State.CORRUPT),
        (signed(b"")[:20] + b"\x30\x80" * 400, State.CORRUPT),
    ],
    ids=["signature alone", "encrypted", "cut", "deep"],
)
def test_a_signed_file_without_a_document_says_so(data: bytes, state: State) -> None:
    assert read("a.p7m", data).state is state


def test_a_signed_mail_is_read_through() -> None:
    inner = mail("multipart/mixed", PLAIN, ("Content-Type: text/plain; name=b.txt", b"Avenant")).split(b"1.0\n", 1)[1]
    head = f"{HEAD}Content-Type: application/pkcs7-mime; smime-type=signed-data\nContent-Transfer-Encoding: base64\n\n"
    data = head.encode() + base64.encodebytes(signed(inner))
    content = read("m.eml", data)
    assert PLAIN[1] in content.pages[0]
    assert facts(content)["mail-subject"] == ["Objet"]
    assert names(data) == ["b.txt"]
    assert names(signed(inner), "smime.p7m") == ["smime.eml"]


def test_a_detached_signature_is_no_attachment() -> None:
    seal = ("Content-Type: application/pkcs7-signature; name=smime.p7s", signed(None))
    assert names(mail("multipart/signed", PLAIN, seal)) == []


def test_what_was_signed_may_be_absent() -> None:
    assert cms.signed_content(signed(None)) is None
