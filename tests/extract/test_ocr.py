from __future__ import annotations

import io
import struct
import sys
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.utils import ImageReader  # type: ignore[import-untyped]  # it brings no types

from dataroom.extract import Limits, Source, extract, ocr_engine
from dataroom.extract.ocr_engine import Engine
from dataroom.extract.ocr_sizes import Shape, shape_of
from dataroom.extract.ocr_words import Recognised, is_doubtful, recognised
from dataroom.model import Content, State

from .papers import SENTENCE, facts, named, pdf, picture, read

FRENCH = "Procès-verbal de l’assemblée générale\nLes associés approuvent les comptes annuels\nFait à Lyon, le 30 juin"
ENGLISH = "Minutes of the general meeting\nThe members approve the annual accounts\nBristol, 30 June 2025"
MINUTES = "Procès-verbal de l’assemblée générale ordinaire"
installed = pytest.mark.skipif(ocr_engine.find() is None, reason="Tesseract with French is not installed")
Script = Callable[..., Engine]


def table(*words: tuple[str, float, int], line: int = 1) -> str:
    """Give rows as the engine does: text, confidence and left edge; each word is 40 wide and 10 high."""
    return "\n".join(
        f"5\t1\t1\t1\t{line}\t{n}\t{left}\t0\t40\t10\t{sure}\t{text}" for n, (text, sure, left) in enumerate(words)
    )


def spread(text: str, confidence: float = 90.0, line: int = 1) -> str:
    return table(*((word, confidence, 50 * n) for n, word in enumerate(text.split())), line=line)


def written(page: Any) -> None:
    lines = page.beginText(60, 740)
    lines.setFont("Times-Roman", 16)
    lines.textLines(f"{FRENCH}\n{ENGLISH}")
    page.drawText(lines)


@cache
def scanned() -> Image.Image:
    with pypdfium2.PdfDocument(pdf(written)) as document:
        drawn = document[0].render(scale=150 / 72, grayscale=True)
        return Image.frombytes("L", (drawn.width, drawn.height), bytes(drawn.buffer), "raw", "L", drawn.stride)


def stored(image: Image.Image, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def scan(page: Any, turn: int = 0) -> None:
    image = scanned().rotate(turn, expand=True)
    page.setPageSize((image.width * 0.48, image.height * 0.48))
    page.drawImage(ImageReader(image), 0, 0, image.width * 0.48, image.height * 0.48)


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Script:
    """Give a way to put a program in the engine's place, which runs some lines of Python."""

    def install(lines: str, languages: str = "eng\\nfra\\nosd") -> Engine:
        script = tmp_path / "tesseract"
        asked = "if sys.argv[1] == '--version': print('tesseract 5.9.1'); sys.exit()\n"
        listed = f"if sys.argv[1] == '--list-langs': print('{languages}'); sys.exit()\n"
        script.write_text(f"#!{sys.executable}\nimport sys, time\n{asked}{listed}{lines}\n", encoding="utf-8")
        script.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        ocr_engine._described.cache_clear()
        return ocr_engine.find() or Engine("", "", ())

    return install


def printing(answer: str) -> str:
    return f"sys.stdin.buffer.read()\nprint({answer!r})"


def test_words_become_lines_and_wide_gaps_tabs() -> None:
    rows = (
        table(("Solde", 95.0, 0), ("créditeur", 91.0, 50), ("214", 90.0, 400))
        + "\n"
        + spread("au 31 décembre 2025", line=2)
    )
    assert recognised(rows).text == "Solde créditeur\t214\nau 31 décembre 2025"


def test_confidence_is_the_mean_over_letters() -> None:
    assert recognised(
        table(("abcdef", 90.0, 0), ("ghijkl", 80.0, 50), ("mnopqr", 90.0, 100), ("stuvwx", 80.0, 150))
    ) == Recognised("abcdef ghijkl mnopqr stuvwx", 85)


@pytest.mark.parametrize(
    "rows",
    [
        "",
        "level\tpage_num",
        spread("oa SAS es Ne"),
        spread("mille petits mots dans le feuillage", 31.0),
        spread("trois mots sûrs"),
        spread("Noël dans la vitrine") + "\n" + spread("||| ~~~~ ;;;; xxxx yyyy zzzz wwww vvvv uuuu tttt rrrr", 20.0),
        "5\t1\t1\t1\t1\t1\tx\t0\t40\t10\t90\tmot",
    ],
)
def test_what_the_engine_sees_in_photographs_is_no_text(rows: str) -> None:
    assert recognised(rows) == Recognised()


@given(st.text())
def test_any_answer_of_the_engine_is_taken(answer: str) -> None:
    result = recognised(answer)
    assert (result.text == "") == (result.confidence == 0)
    assert is_doubtful(answer) in {True, False}


def test_many_unsure_words_are_doubtful() -> None:
    assert is_doubtful(spread("mot " * 20, 30.0))
    assert not is_doubtful(spread("mot " * 20, 90.0))
    assert not is_doubtful(spread("mot", 30.0))


@pytest.mark.parametrize("kind", ["PNG", "GIF", "BMP", "JPEG", "TIFF"])
def test_pictures_are_measured_by_their_first_bytes(kind: str) -> None:
    (shape,) = shape_of(stored(Image.new("L", (311, 207)), kind))
    assert shape == Shape(f"image/{kind.lower()}", 311, 207)


@pytest.mark.parametrize(("orientation", "turn"), [(1, 0), (3, 180), (6, 90), (8, 270), (99, 0)])
def test_the_camera_says_how_it_was_held(orientation: int, turn: int) -> None:
    exif = Image.Exif()
    exif[0x112] = orientation
    assert [s.turn for s in shape_of(stored(Image.new("L", (30, 20)), "JPEG", exif=exif))] == [turn]


def test_pages_of_a_tiff_are_counted_and_circles_end() -> None:
    data = stored(Image.new("L", (30, 20)), "TIFF", save_all=True, append_images=[Image.new("L", (50, 40))])
    assert [(s.width, s.height) for s in shape_of(data)] == [(30, 20), (50, 40)]
    assert len(shape_of(struct.pack("<2sHIHI", b"II", 42, 8, 0, 8))) == 1


@given(st.sampled_from([b"\x89PNG\r\n\x1a\n", b"GIF89a", b"BM", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b""]), st.binary())
def test_measuring_takes_any_bytes(start: bytes, rest: bytes) -> None:
    assert isinstance(shape_of(start + rest), tuple)


def test_without_an_engine_the_reason_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for content in (read("a.pdf", pdf(scan)), read("a.png", stored(scanned(), "PNG"))):
        assert (content.state, content.pages) == (State.IMAGE_ONLY, ("",))
        assert content.reason is not None
        assert "tesseract-ocr-fra" in content.reason.fr
        assert "ocr-engine" not in facts(content)


@pytest.mark.parametrize(
    ("languages", "name"),
    [("eng\\nfra", "tesseract 5.9.1"), ("fra", "tesseract 5.9.1 (fra)"), ("eng", None), ("", None)],
)
def test_an_engine_must_know_french(program: Script, languages: str, name: str | None) -> None:
    program("", languages)
    found = ocr_engine.find()
    assert (found.name if found else None) == name


def test_a_program_that_is_no_engine_is_none(program: Script, tmp_path: Path) -> None:
    program("")
    (tmp_path / "tesseract").write_text("#!/nowhere/at/all\n", encoding="utf-8")
    ocr_engine._described.cache_clear()
    assert ocr_engine.find() is None


@pytest.mark.parametrize("path", [".", ""])
def test_a_program_in_the_current_folder_is_not_run(
    program: Script, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program("")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", path)
    assert ocr_engine.find() is None


def test_the_text_of_a_scan_is_given_and_it_stays_a_scan(program: Script) -> None:
    program(printing(spread(MINUTES)))
    content = read("scan.pdf", pdf(scan, scan))
    assert (content.state, content.page_count) == (State.IMAGE_ONLY, 2)
    assert content.pages == (MINUTES,) * 2
    assert [(f.value, f.page) for f in named(content, "ocr")] == [("90", 1), ("90", 2)]
    assert facts(content)["ocr-engine"] == ["tesseract 5.9.1"]
    assert content.reason is not None
    assert "90 sur 100" in content.reason.fr


def test_only_pictures_of_a_mixed_document_are_recognised(program: Script) -> None:
    program(printing(spread("Annexe signée par les deux parties")))
    content = read("mixte.pdf", pdf(SENTENCE, scan, SENTENCE))
    assert content.state is State.OK
    assert content.pages[1] == "Annexe signée par les deux parties"
    assert [f.page for f in named(content, "ocr")] == [2]
    assert [f.page for f in named(content, "image-page")] == [2]


def test_poor_recognition_is_marked(program: Script) -> None:
    rows = spread("quatre mots assez sûrs ici", 62.0) + "\n" + spread("puis des lettres", 32.0, line=2)
    program(printing(rows))
    content = read("flou.pdf", pdf(scan))
    assert [f.page for f in named(content, "ocr-low")] == [1]


@pytest.mark.parametrize(
    ("lines", "limits", "unread"),
    [
        ("time.sleep(60)", Limits(max_ocr_seconds=0.3), ["time", "time"]),
        ("sys.exit(1)", Limits(), ["failed", "failed"]),
        ("", Limits(), ["nothing", "nothing"]),
        (printing(spread(MINUTES)), Limits(max_ocr_pages=1), ["pages"]),
        (printing(spread(MINUTES)), Limits(max_ocr_seconds=0.0), ["time", "time"]),
        ("sys.stdout.buffer.write(b'5\\xff\\t')", Limits(), ["nothing", "nothing"]),
    ],
)
def test_what_was_not_recognised_is_said(
    program: Script, lines: str, limits: Limits, unread: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr_engine, "_LONGEST_WAIT", 0.3 if "sleep" in lines else 60.0)
    program(lines)
    content = extract(Source.of_bytes("scan.pdf", pdf(scan, scan)), limits)
    assert content.state is State.IMAGE_ONLY
    assert [f.value for f in named(content, "ocr-unread")] == unread
    if len(unread) == 1:
        assert content.reason is not None
        assert "1 des 2 pages" in content.reason.fr


def test_recognition_may_be_refused(program: Script) -> None:
    program(printing(spread(MINUTES)))
    content = extract(Source.of_bytes("scan.pdf", pdf(scan)), Limits(ocr=False))
    assert (content.state, content.pages) == (State.IMAGE_ONLY, ("",))
    assert "ocr-engine" not in facts(content)


def test_recognised_text_counts_against_the_limit(program: Script) -> None:
    program(printing(spread(MINUTES)))
    content = extract(Source.of_bytes("scan.pdf", pdf(scan, scan)), Limits(max_text_chars=40))
    assert sum(map(len, content.pages)) <= 40


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 60_000, 60_000),
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0 not a picture at all",
        b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
)
def test_pictures_that_are_huge_or_strange_do_not_reach_the_engine(program: Script, data: bytes) -> None:
    program(printing(spread(MINUTES)))
    content = read("image", data)
    assert (content.state, facts(content)["ocr-unread"]) == (State.IMAGE_ONLY, ["size"])


def test_icons_are_left_alone(program: Script) -> None:
    program(printing(spread(MINUTES)))
    content = read("logo.png", stored(Image.new("L", (64, 64)), "PNG"))
    assert (content.state, content.facts) == (State.IMAGE_ONLY, ())


@installed
@pytest.mark.parametrize("turn", [0, 90, 180])
def test_real_scans_are_read_either_way_up(turn: int) -> None:
    content = read("scan.pdf", pdf(partial(scan, turn=turn)))
    assert words(content) >= 0.85 * len(f"{FRENCH} {ENGLISH}".split()), content.pages


@installed
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_real_pictures_are_read(kind: str) -> None:
    content = read(f"scan.{kind.lower()}", stored(scanned(), kind, dpi=(150, 150)))
    assert content.state is State.IMAGE_ONLY
    assert words(content) >= 0.85 * len(f"{FRENCH} {ENGLISH}".split()), content.pages


@installed
def test_a_picture_without_words_gives_none() -> None:
    content = read("photo.jpg", stored(Image.effect_noise((300, 250), 60), "JPEG"))
    assert (content.state, content.pages) == (State.IMAGE_ONLY, ("",))
    assert facts(content)["ocr-unread"] == ["nothing"]
    assert read("fond.pdf", pdf(lambda page: page.drawImage(ImageReader(picture()), 0, 0, 595, 842))).pages == ("",)


def words(content: Content) -> int:
    known = set(f"{FRENCH} {ENGLISH}".replace("’", "'").split())
    return sum(word in known for page in content.pages for word in page.replace("’", "'").split())
