"""Pages of a PDF that break off, have holes or characters that make no words: never read without a word."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
import pytest

from dataroom.extract import Limits
from dataroom.model import State
from tests.extract.papers import SENTENCE, changed, facts, pdf, read

LONG = "\n".join([SENTENCE] * 8)


def _content(change: Callable[[bytes], bytes]) -> bytes:
    def swap(document: pikepdf.Pdf) -> None:
        page = document.pages[1].obj
        page.Contents = document.make_stream(change(page.Contents.read_bytes()))

    return changed(pdf(LONG, LONG), swap)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data[: data.index(b"Tj") - 8],
        lambda data: data[: data.rindex(b"ET")],
        lambda _: bytes(40),
        lambda data: data[:60] + bytes(16) + data[60:],
    ],
)
def test_a_page_that_breaks_off_is_damage(change: Callable[[bytes], bytes]) -> None:
    content = read("contrat.pdf", _content(change))
    assert content.state is State.CORRUPT
    assert content.reason is not None
    assert "page 2" in content.reason.fr or "page 2" in content.reason.en or "qpdf" in content.reason.en


@pytest.mark.parametrize("change", [lambda data: data, lambda _: b"", lambda _: b"q\nQ\n", lambda d: d + b"\n% fin\n"])
def test_a_whole_page_is_not(change: Callable[[bytes], bytes]) -> None:
    content = read("contrat.pdf", _content(change))
    assert content.state is State.OK, content.reason


def test_a_wrong_check_sum_is_damage() -> None:
    def spoil(document: pikepdf.Pdf) -> None:
        page = document.pages[0].obj
        data = bytearray(page.Contents.read_raw_bytes())
        data[-2] ^= 0x55
        page.Contents.write(bytes(data), filter=pikepdf.Name.FlateDecode)

    whole = changed(pdf(LONG), lambda _: None, compress_streams=True, recompress_flate=True,
                    stream_decode_level=pikepdf.StreamDecodeLevel.generalized)  # fmt: skip
    spoilt = changed(whole, spoil, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert read("a.pdf", whole).state is State.OK
    assert read("a.pdf", spoilt).state is State.CORRUPT


def test_a_page_of_letters_without_words_is_damage_and_its_text_is_dropped() -> None:
    rotated = LONG.lower().translate(str.maketrans("abcdefghijklmnopqrstuvwxyz", "xkqzjvwfhyutgbpcmrndlsoaei"))
    content = read("contrat.pdf", pdf(LONG, rotated), Limits(ocr=False))
    assert (content.state, content.pages[1]) == (State.CORRUPT, "")
    assert facts(content)["garbled-page"] == [""]
    assert content.reason is not None
    assert "page 2" in content.reason.fr


def test_wrong_accents_are_told_and_the_text_is_kept() -> None:
    content = read("contrat.pdf", pdf("La sociàtà et le pràsident, la duràe du pràavis."))
    assert content.state is State.OK
    assert "garbled-text" in facts(content)
    assert "sociàtà" in content.pages[0]
