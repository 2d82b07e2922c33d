from __future__ import annotations

import io
import zipfile

import pytest

from dataroom.extract import kinds, reasons, sniff
from dataroom.extract.leftovers import is_system_file
from dataroom.model import State

from .papers import SENTENCE, docx, facts, image, ods, odt, pdf, pptx, read, xlsx, zipped

WORD, SHEET = docx(lambda d: d.add_paragraph(SENTENCE)), xlsx(lambda w: w.active.append(["a"]))
MAIL = b"From: a@b.c\r\nTo: d@e.f\r\nSubject: x\r\n\r\nmot"


def ole(*names: str) -> bytes:
    """Make the smallest compound file whose directory holds these names (three at most)."""
    header = bytearray(512)
    header[:8] = kinds.OLE_MAGIC
    header[30:32] = (9).to_bytes(2, "little")
    header[48:52] = (1).to_bytes(4, "little")
    header[76:80] = (0).to_bytes(4, "little")
    fat = bytearray(b"\xff" * 512)
    fat[4:8] = (0xFFFFFFFE).to_bytes(4, "little")
    directory = bytearray(512)
    for at, name in enumerate(("Root Entry", *names)):
        raw = name.encode("utf-16-le")
        directory[at * 128 : at * 128 + len(raw)] = raw
        directory[at * 128 + 64 : at * 128 + 66] = (len(raw) + 2).to_bytes(2, "little")
    return bytes(header + fat + directory)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a", pdf("x"), kinds.PDF),
        ("a", WORD, kinds.DOCX),
        ("a", SHEET, kinds.XLSX),
        ("a", pptx(("a", "b")), kinds.PPTX),
        ("a", odt("x"), kinds.ODT),
        ("a", ods({"a": [["x"]]}), kinds.ODS),
        ("a", zipped({"a.txt": b"x"}), kinds.ZIP),
        ("a.docx", WORD[:300], kinds.DOCX),
        ("a.pdf", pdf("x").replace(b"%PDF", b"%QDF"), kinds.PDF),
        ("a", zipped({"mimetype": b"text/plain", "b": b"x"}), kinds.ZIP),
        ("a.zip", zipped({"balance.xlsx": SHEET, "note.txt": b"x"}, zipfile.ZIP_STORED), kinds.ZIP),
        ("a", ole("WordDocument"), kinds.DOC),
        ("a", ole("Workbook"), kinds.XLS),
        ("a", ole("PowerPoint Document"), kinds.PPT),
        ("a", ole("__properties_version1.0"), kinds.MSG),
        ("a.docx", ole("EncryptionInfo", "EncryptedPackage"), kinds.DOCX),
        ("a", image("PNG"), "image/png"),
        ("a", image("JPEG"), "image/jpeg"),
        ("a", image("TIFF"), "image/tiff"),
        ("a", image("GIF"), "image/gif"),
        ("a", image("BMP"), "image/bmp"),
        ("a", image("WEBP"), "image/webp"),
        ("a", b"\0\0\0\x18ftypheic\0\0\0\0", "image/heic"),
        ("a", b"\0\0\0\x18ftypisom\0\0\0\0", "video/mp4"),
        ("a", b"7z\xbc\xaf\x27\x1c\0\x04", "application/x-7z-compressed"),
        ("a", b"\x1f\x8b\x08\0", kinds.GZIP),
        ("a", b"{\\rtf1 x}", kinds.RTF),
        ("a", MAIL, kinds.EML),
        ("a", b"<!DOCTYPE html><p>x", kinds.HTML),
        ("a.txt", b"Note: a\nb: c\nd: e\n", kinds.TEXT),
        ("a", b"<?xml version='1.0'?><a/>", kinds.XML),
        ("a.json", b'{"a": 1}', kinds.JSON),
        ("a.vcf", b"BEGIN:VCARD\nEND:VCARD", "text/vcard"),
        ("a.ics", b"BEGIN:VCALENDAR\nEND:VCALENDAR", "text/calendar"),
        ("a.md", b"# a\n<div>", kinds.MARKDOWN),
        ("a.csv", b"a,b\n", kinds.CSV),
        ("a.txt", b"a\tb\nc\td\n", kinds.TEXT),
        ("a.bin", bytes(range(256)), kinds.OCTETS),
    ],
)
def test_content_comes_first(name: str, data: bytes, kind: str) -> None:
    assert sniff(data[: kinds.HEAD], name, lambda: io.BytesIO(data)) == kind


@pytest.mark.parametrize(
    ("name", "data", "real"),
    [
        ("a.doc", pdf(SENTENCE), "pdf"),
        ("a.pdf", WORD, "docx"),
        ("a.docx", SHEET, "xlsx"),
        ("a.xls", SHEET, "xlsx"),
        ("a.xls", b"<html><table><tr><td>a</td></tr></table></html>", "html"),
        ("a.pdf", image("JPEG"), "jpg"),
        ("a.txt", pdf(SENTENCE), "pdf"),
    ],
)
def test_wrong_extension(name: str, data: bytes, real: str) -> None:
    assert facts(read(name, data))["wrong-extension"] == [real]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", pdf(SENTENCE)), ("a.PDF", pdf(SENTENCE)), ("a", pdf(SENTENCE)), ("contrat v1.2", pdf(SENTENCE)),
        ("a.docm", WORD), ("a.jpeg", image("JPEG")), ("a.htm", b"<html>x"), ("a.txt", b"a;b\nc;d\ne;f\n"),
        ("a.csv", b"un texte"), ("a.txt", MAIL), ("a.md", b"texte"), ("a.xml", b"<a/>"),
    ],
)  # fmt: skip
def test_no_wrong_extension(name: str, data: bytes) -> None:
    assert "wrong-extension" not in facts(read(name, data))


@pytest.mark.parametrize(
    ("name", "data", "state"),
    [
        ("a.msg", ole("__properties_version1.0"), State.CORRUPT),
        ("a.docx", ole("EncryptedPackage"), State.ENCRYPTED),
        ("a.xlsx", ole("EncryptedPackage"), State.ENCRYPTED),
        ("a.bin", ole("EncryptedPackage"), State.ENCRYPTED),
        ("a.7z", b"7z\xbc\xaf\x27\x1c\0\x04", State.CORRUPT),
        ("a.png", image(), State.IMAGE_ONLY),
        ("a.bin", bytes(range(256)), State.UNSUPPORTED),
        ("a.pdf", bytes(range(256)) * 9, State.CORRUPT),
        ("a.docx", bytes(5000), State.CORRUPT),
        ("a.pdf", b"", State.EMPTY),
    ],
)
def test_states_and_reasons(name: str, data: bytes, state: State) -> None:
    content = read(name, data)
    assert content.state is state
    assert content.reason is not None
    assert content.reason.fr.endswith(".")
    assert content.reason.en.endswith(".")


@pytest.mark.parametrize(
    "name",
    ["~$ntrat.docx", ".DS_Store", "Thumbs.db", "desktop.ini", "a.tmp", "._a.pdf", ".~lock.a.odt#"],
)  # fmt: skip
def test_system_files_are_no_documents(name: str) -> None:
    assert is_system_file(name)
    content = read(name, b"x" * 162)
    assert (content.state, facts(content)) == (State.UNSUPPORTED, {"system-file": [""]})


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.lnk", b"L\0\0\0\x01\x14\x02\0" + bytes(80)),
        ("contrat.pdf", b"L\0\0\0\x01\x14\x02\0" + bytes(80)),
        ("a.url", b"[InternetShortcut]\r\nURL=https://exemple.fr/contrat.pdf\r\n"),
        ("contrat.txt", b"[InternetShortcut]\r\nURL=https://exemple.fr/contrat.pdf\r\n"),
        ("a.desktop", b"[Desktop Entry]\nType=Link\nURL=file:///x\n"),
        ("a.webloc", b'<?xml version="1.0"?><plist><dict><key>URL</key><string>https://x</string></dict></plist>'),
        ("a.gdoc", b'{"url": "https://docs.google.com/open?id=1", "doc_id": "1"}'),
        (".contrat.pdf.icloud", b"bplist00\xd3\x01\x02NSURLNameKey"),
    ],
)
def test_shortcuts_are_no_documents(name: str, data: bytes) -> None:
    content = read(name, data)
    assert (content.state, content.reason) == (State.UNSUPPORTED, reasons.SHORTCUT)
    assert facts(content)["system-file"] == ["shortcut"]


def test_a_document_under_the_name_of_a_shortcut_is_read() -> None:
    content = read("contrat.url", pdf(SENTENCE))
    assert (content.state, facts(content)["wrong-extension"]) == (State.OK, ["pdf"])


@pytest.mark.parametrize("name", ["contrat.docx", "tmp.pdf", "part.xlsx", "url.txt"])
def test_documents_are_no_system_files(name: str) -> None:
    assert not is_system_file(name)
