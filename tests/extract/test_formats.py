"""Formats beside the usual ones: packed files, invoices in XML, old Office files, Outlook messages, locked files."""

from __future__ import annotations

import bz2
import io
import lzma
import shutil
import struct
import subprocess
import tarfile
import tempfile
from pathlib import Path

import pikepdf
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from dataroom.extract import Limits, Source, conversion, extract, members, reasons
from dataroom.extract.ocr_engine import find
from dataroom.model import State
from tests.extract.papers import SENTENCE, changed, docx, facts, image, pdf, pptx, read, xlsx

KNOWN = Limits(ocr=False, passwords=("faux", "clé d’essai"))
WORD = docx(lambda d: d.add_paragraph(SENTENCE))


def _tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo("dossier/a.txt")
        info.size = 5
        archive.addfile(info, io.BytesIO(b"texte"))
    return out.getvalue()


@pytest.mark.parametrize("pack", [bz2.compress, lzma.compress], ids=["bz2", "xz"])
def test_packed_files_and_tars(pack: object) -> None:
    squeeze = pack
    end = "bz2" if pack is bz2.compress else "xz"
    for name, data, inner in ((f"a.pdf.{end}", pdf(SENTENCE), "a.pdf"), (f"a.tar.{end}", _tar(), "dossier/a.txt")):
        packed: bytes = squeeze(data)  # type: ignore[operator]  # as above
        assert "members" in facts(read(name, packed))
        (member,) = members(Source.of_bytes(name, packed))
        assert (member.name, member.state) == (inner, None)
        cut = list(members(Source.of_bytes(name, packed[: len(packed) // 2])))
        assert cut[-1].state is State.CORRUPT
    bomb = list(members(Source.of_bytes(f"a.{end}", squeeze(bytes(64 << 20)))))  # type: ignore[operator]  # as above
    assert bomb[-1].state is State.TOO_LARGE


UBL = (
    '<?xml version="1.0"?><Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"'
    ' xmlns:c="urn:c"><c:ID>F-12</c:ID><c:Amount currencyID="EUR">120.00</c:Amount></Invoice>'
)


def test_electronic_invoices_are_told() -> None:
    content = read("facture.xml", UBL.encode())
    assert (content.state, facts(content)["facturx"]) == (State.OK, ["UBL"])
    assert content.pages == ("ID: F-12\nAmount: 120.00 currencyID=EUR",)
    assert "facturx" not in facts(read("a.xml", b"<Invoice><ID>1</ID></Invoice>"))


@pytest.mark.parametrize(
    ("data", "state"),
    [
        (b"<a><b>un mot</b></a>", State.OK),
        (b'<?xml version="1.0" encoding="ISO-8859-1"?><a>\xe9t\xe9</a>', State.OK),
        (b"<?xml version='1.0'?><a><b>un mot</a>", State.CORRUPT),
        (b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b; mot</a>", State.CORRUPT),
        (b"<?xml version='1.0'?><!DOCTYPE a SYSTEM 'a.dtd'><a>mot</a>", State.OK),
        (b"<?xml version='1.0'?><a/>", State.EMPTY),
    ],
)
def test_xml(data: bytes, state: State) -> None:
    assert read("a.xml", data).state is state


def test_old_files_without_a_converter_say_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "find", lambda _name: None)
    for name, stream in (("a.doc", "WordDocument"), ("a.ppt", "PowerPoint Document")):
        content = read(name, compound({stream: b"x"}))
        assert content.state is State.UNSUPPORTED
        assert content.reason is not None
        assert "LibreOffice" in content.reason.fr


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed: `apt install libreoffice`")
def test_old_files_by_libreoffice(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(WORD)
    (tmp_path / "b.xlsx").write_bytes(xlsx(lambda workbook: workbook.active.append(["Compte", SENTENCE])))
    for kind, file in (("doc", "a.docx"), ("xls", "b.xlsx")):
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", kind,
             "--outdir", str(tmp_path), str(tmp_path / file)], check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    word = read("a.doc", (tmp_path / "a.doc").read_bytes())
    assert (word.state, facts(word)["converted"]) == (State.OK, ["LibreOffice"])
    assert SENTENCE in "".join(word.pages)
    if not (tmp_path / "b.xls").is_file():
        pytest.skip("LibreOffice Calc is not installed: `apt install libreoffice-calc`")
    sheet = read("b.xls", (tmp_path / "b.xls").read_bytes())
    assert (sheet.state, SENTENCE in sheet.pages[0]) == (State.OK, True)


def _program(folder: Path, name: str, lines: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a program of that name the only converter; it may read what lies in the folder."""
    path = folder / "program" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
    path.chmod(0o755)
    known = [asked for asked, one in conversion.CONVERSIONS.items() if name in one.programs]
    monkeypatch.setattr(conversion, "find", lambda asked: str(path) if asked in known else None)


_LAST = 'for last in "$@"; do :; done'


def test_old_texts_by_antiword(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # As antiword is called: UTF-8, no cutting of lines, the file last; the answer shows that the bytes came through.
    _program(
        tmp_path, "antiword", f'{_LAST}; [ "$2" = UTF-8.txt ] || exit 9; echo "{SENTENCE}"; wc -c <"$last"', monkeypatch
    )
    data = compound({"WordDocument": b"x"})
    content = read("a.doc", data)
    assert (content.state, content.pages) == (State.OK, (f"{SENTENCE}\n{len(data)}\n",))
    assert facts(content) == {"converted": ["antiword"], "converted-text-only": [""]}
    _program(tmp_path, "antiword", "exit 1", monkeypatch)
    assert read("a.doc", data).state is State.EMPTY


def test_old_slides_by_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made.pptx").write_bytes(pptx(("Titre", SENTENCE)))
    lines = f'{_LAST}; cp "{tmp_path}/made.pptx" "${{last%.ppt}}.pptx"'
    _program(tmp_path, "soffice", lines, monkeypatch)
    data = compound({"PowerPoint Document": b"x"})
    content = read("a.ppt", data)
    assert (content.state, content.pages) == (State.OK, (f"Titre\n{SENTENCE}",))
    assert facts(content) == {"converted": ["LibreOffice"]}
    _program(tmp_path, "soffice", "exit 77", monkeypatch)
    assert read("a.ppt", data).state is State.CORRUPT
    _program(tmp_path, "soffice", "kill -XCPU $$", monkeypatch)  # as the system ends it
    assert read("a.ppt", data).state is State.TIMEOUT


def test_old_slides_without_the_part_that_reads_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(tmp_path, "soffice", "exit 1", monkeypatch)
    (tmp_path / "program" / "libswlo.so").touch()
    content = read("a.ppt", compound({"PowerPoint Document": b"x"}))
    assert content.state is State.UNSUPPORTED
    assert content.reason is not None
    assert "Impress" in content.reason.fr
    assert read("a.doc", compound({"WordDocument": b"x"})).state is State.CORRUPT


def test_a_locked_reader_converts_nothing_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(tmp_path, "soffice", "exit 0", monkeypatch)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    content = read("a.doc", compound({"WordDocument": b"x"}))
    assert (content.state, content.reason) == (State.UNSUPPORTED, reasons.LOCKED_IN)
    _program(tmp_path, "heif-dec", "exit 0", monkeypatch)
    picture = read("IMG_2034.HEIC", HEIC)
    assert (picture.state, picture.reason) == (State.IMAGE_ONLY, reasons.HEIC)


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"


@pytest.mark.parametrize(
    ("program", "lines", "told"),
    [
        ("heif-dec", 'cp "{made}" "$4"', True),
        ("heif-convert", 'cp "{made}" "$4"', True),
        ("heif-convert", 'cp "{made}" "${{4%.jpg}}-1.jpg"', True),
        ("heif-convert", "exit 1", False),
        ("other", "exit 0", False),
    ],
)
def test_pictures_of_telephones(
    program: str, lines: str, told: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "made").write_bytes(image("JPEG"))
    _program(tmp_path, program, lines.format(made=tmp_path / "made"), monkeypatch)
    content = read("IMG_2034.HEIC", HEIC)
    assert (content.state, content.page_count) == (State.IMAGE_ONLY, 1)
    assert facts(content).get("converted") == ([program] if told else None)
    # The picture of the test is no bigger than an icon: what was made of it got as far as that.
    assert ("ocr-unread" in facts(content)) is not told or find() is None


def compound(streams: dict[str, bytes]) -> bytes:
    """Make an OLE file of small streams; `a/b` is stream b of storage a."""
    names = sorted({"/".join(n.split("/")[:k]) for n in streams for k in range(1, n.count("/") + 2)})
    mini, chains, places = b"", [], {}
    for name, data in streams.items():
        first, count = len(mini) // 64, max(-(-len(data) // 64), 1)
        places[name] = first
        chains += [*range(first + 1, first + count), 0xFFFFFFFE]
        mini += data.ljust(count * 64, b"\0")
    mini = mini.ljust(-(-len(mini) // 512) * 512, b"\0")
    entries = [_entry("Root Entry", 5, child=_first(names, ""), start=2, size=len(mini), right=None)]
    for name in names:
        held = streams.get(name)
        siblings = [n for n in names if n.rpartition("/")[0] == name.rpartition("/")[0]]
        after = siblings[siblings.index(name) + 1 :]
        right = names.index(after[0]) + 1 if after else None
        kind, child = (1, _first(names, name + "/")) if held is None else (2, None)
        short = name.rpartition("/")[2]
        entries.append(_entry(short, kind, child, places.get(name, 0), len(held or b""), right))
    directory = b"".join(entries)
    directory = directory.ljust(-(-len(directory) // 512) * 512, b"\0")
    minifat = struct.pack(f"<{len(chains)}I", *chains)
    minifat = minifat.ljust(-(-len(minifat) // 512) * 512, b"\xff")
    # Sectors: 0 the FAT, 1… the mini FAT, then the mini stream, then the directory.
    sizes = [len(part) // 512 for part in (minifat, mini, directory)]
    starts = [1, 1 + sizes[0], 1 + sizes[0] + sizes[1]]
    entries[0] = _entry("Root Entry", 5, _first(names, ""), starts[1], len(mini), None)
    directory = b"".join(entries).ljust(sizes[2] * 512, b"\0")
    fat = [0xFFFFFFFD]
    for start, size in zip(starts, sizes, strict=True):
        fat += [*range(start + 1, start + size), 0xFFFFFFFE]
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, starts[2], 0, 4096, starts[0], sizes[0],
                          0xFFFFFFFE, 0, 0)  # fmt: skip
    return header.ljust(512, b"\xff") + table + minifat + mini + directory


def _first(names: list[str], start: str) -> int | None:
    found = [n for n in names if n.startswith(start) and "/" not in n[len(start) :]]
    return names.index(found[0]) + 1 if found else None


def _entry(name: str, kind: int, child: int | None, start: int, size: int, right: int | None) -> bytes:  # noqa: PLR0917
    wide = name.encode("utf-16-le") + b"\0\0"
    links = [0xFFFFFFFF if link is None else link for link in (None, right, child)]
    head = wide.ljust(64, b"\0") + struct.pack("<HBBIII", len(wide), kind, 1, *links)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def _said(text: str) -> bytes:
    return text.encode("utf-16-le")


MESSAGE = {
    "__properties_version1.0": bytes(32) + struct.pack("<HHIQ", 0x0040, 0x0039, 6, 133_800_000_000_000_000),
    "__substg1.0_0037001F": _said("Contrat de paie"),
    "__substg1.0_1000001F": _said(f"Bonjour,\r\n{SENTENCE}\r\n"),
    "__substg1.0_0C1A001F": _said("Claire Durand"),
    "__substg1.0_0C1F001F": _said("claire@exemple.fr"),
    "__substg1.0_0E04001F": _said("Paul Martin; Anne Robin"),
    "__attach_version1.0_#00000000/__properties_version1.0": bytes(8),
    "__attach_version1.0_#00000000/__substg1.0_3707001F": _said("pièce.txt"),
    "__attach_version1.0_#00000000/__substg1.0_37010102": b"contenu de la piece",
    "__attach_version1.0_#00000001/__substg1.0_3001001F": _said("transmis"),
    "__attach_version1.0_#00000001/__substg1.0_3701000D/__substg1.0_0037001F": _said("Message transmis"),
    "__attach_version1.0_#00000001/__substg1.0_3701000D/__substg1.0_1000001F": _said("Texte du message transmis"),
}


def test_outlook_messages_with_attachments() -> None:
    data = compound(MESSAGE)
    content = read("message.msg", data)
    assert (content.media_type, content.state) == ("application/vnd.ms-outlook", State.OK), content.reason
    found = facts(content)
    assert found["mail-subject"] == ["Contrat de paie"]
    assert "Claire Durand" in found["mail-from"][0]
    assert found["mail-date"][0].startswith("2024-12-")
    assert SENTENCE in content.pages[0]
    inside = list(members(Source.of_bytes("message.msg", data)))
    assert [member.state for member in inside] == [None, None]
    assert inside[0].name == "pièce.txt"
    assert inside[1].source is not None
    assert "Texte du message transmis" in extract(inside[1].source).pages[0]


def test_damaged_outlook_messages_are_said() -> None:
    data = compound(MESSAGE)
    for cut in range(600, len(data), 512):
        content = read("message.msg", data[:cut])
        assert content.state is not State.OK or SENTENCE in "".join(content.pages)


def _locked_word() -> bytes:
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(WORD)).encrypt("clé d’essai", out)
    return out.getvalue()


def test_locked_files_are_opened_with_a_password_of_the_file() -> None:
    paper = changed(pdf(SENTENCE), lambda _: None, encryption=pikepdf.Encryption("x", "clé d’essai", R=6))
    for name, data in (("a.pdf", paper), ("a.docx", _locked_word())):
        assert read(name, data).state is State.ENCRYPTED
        assert read(name, data, Limits(passwords=("faux",))).state is State.ENCRYPTED
        content = read(name, data, KNOWN)
        assert (content.state, "opened-with-password" in facts(content)) == (State.OK, True)
        assert SENTENCE in "".join(content.pages)


def test_passwords_are_shown_nowhere() -> None:
    assert "essai" not in repr(KNOWN)
