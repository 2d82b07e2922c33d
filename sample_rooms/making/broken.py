"""Files that are wrong on purpose: locked, cut off, without text, with something hidden or left over."""

from __future__ import annotations

import io
from itertools import groupby

import docx
import pikepdf
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from PIL import Image, ImageDraw, ImageFont

from making.formats import fill_word, saved_word

DS_STORE = b"\0\0\0\1Bud1\0\0\x10\0\0\0\x08\0\0\0\x10\0" + b"\0" * 40 + b"DSDB" + b"\0" * 64


def locked(pdf: bytes, password: str) -> bytes:
    """Give the PDF behind a password; RC4, because AES draws random numbers."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as made:
        secret = pikepdf.Encryption(owner=f"{password}!", user=password, R=3, aes=False, metadata=False)
        made.save(out, encryption=secret, static_id=True, compress_streams=False)
    return out.getvalue()


def cut(pdf: bytes) -> bytes:
    """Give the first third of the PDF, as a transfer that stopped leaves it."""
    return pdf[: len(pdf) // 3]


def scanned(lines: list[str]) -> bytes:
    """Give a PDF that holds nothing but the picture of a page."""
    image = Image.new("1", (620, 877), 1)
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        draw.text((50, 60 + 22 * number), line, fill=0, font=ImageFont.load_default_imagefont())
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(595, 842))
    picture = made.make_stream(_run_lengths(image.tobytes()))
    for key, value in {
        "/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": 620, "/Height": 877,
        "/ColorSpace": pikepdf.Name.DeviceGray, "/BitsPerComponent": 1, "/Filter": pikepdf.Name.RunLengthDecode,
    }.items():  # fmt: skip
        picture[key] = value
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=picture))
    page.Contents = made.make_stream(b"q 595 0 0 842 0 0 cm /Im0 Do Q")
    out = io.BytesIO()
    made.save(out, static_id=True, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def _run_lengths(data: bytes) -> bytes:
    coded = bytearray()
    for value, run in groupby(data):
        left = len(list(run))
        while left:
            step = min(left, 128)
            coded += bytes([257 - step, value]) if step > 1 else bytes([0, value])
            left -= step
    return bytes([*coded, 128])


def lock_file(user: str) -> bytes:
    """Give the owner file that Word leaves beside an open document: 162 bytes that hold its user's name."""
    name = user.encode("latin-1")[:52]
    wide = user.encode("utf-16-le")[:104]
    return bytes([len(name)]) + name.ljust(53, b" ") + bytes([len(user), 0]) + wide.ljust(106, b" \0"[:1])


def tracked(text: str, changes: dict[str, str], author: str) -> bytes:
    """Give the text in Word, each of `changes` (old to new) as a change that was tracked and not yet accepted."""
    made = docx.Document()
    fill_word(made, text)
    for paragraph in made.paragraphs:
        for old, new in changes.items():
            if old in paragraph.text:
                _change(paragraph, old, new, author)
    return saved_word(made, author)


def _change(paragraph: Paragraph, old: str, new: str, author: str) -> None:
    before, after = paragraph.text.split(old, 1)
    for run in paragraph.runs:
        run.text = ""
    paragraph.add_run(before)
    for number, (mark, tag, words) in enumerate((("w:del", "w:delText", old), ("w:ins", "w:t", new))):
        change, piece, text = OxmlElement(mark), OxmlElement("w:r"), OxmlElement(tag)
        change.set(qn("w:id"), str(900 + number))
        change.set(qn("w:author"), author)
        change.set(qn("w:date"), "2026-02-18T15:04:00Z")
        text.text = words
        piece.append(text)
        change.append(piece)
        paragraph._p.append(change)  # noqa: SLF001 - python-docx has no public way to track a change
    paragraph.add_run(after)
