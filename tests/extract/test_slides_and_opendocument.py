from __future__ import annotations

from typing import Any

import pytest
from pptx.util import Inches

from dataroom.extract.kinds import ODT, PPTX
from dataroom.model import Heading, State

from .papers import SENTENCE, facts, odt, pptx, read, rezipped, slide_picture


def more(deck: Any) -> None:
    deck.slides[0].notes_slide.notes_text_frame.text = "ne pas dire"
    deck.slides[1]._element.set("show", "0")
    table = deck.slides[2].shapes.add_table(1, 2, Inches(1), Inches(4), Inches(4), Inches(1)).table
    table.cell(0, 0).text, table.cell(0, 1).text = "taux", "98 %"
    slide_picture(deck)


def test_slides() -> None:
    content = read("d.pptx", pptx(("Bilan", SENTENCE), ("Marge", "secret"), ("Suite", "fin"), fill=more))
    assert (content.media_type, content.state, content.page_count) == (PPTX, State.OK, 4)
    assert content.pages == (f"Bilan\n{SENTENCE}", "", "Suite\nfin\ntaux\t98 %", "")
    assert content.headings == (Heading(1, "Bilan"), Heading(3, "Suite"))
    assert facts(content) == {
        "speaker-notes": ["ne pas dire"],
        "hidden-slide": ["2"],
        "hidden-slide-text": ["Marge secret"],
        "image-page": [""],
    }


@pytest.mark.parametrize(
    ("data", "state"),
    [
        (pptx(fill=slide_picture), State.IMAGE_ONLY),
        (pptx(), State.EMPTY),
        (pptx(("a", "b"))[:9000], State.CORRUPT),
        (rezipped(pptx(("a", "b")), lambda n, d: None if n == "ppt/slides/slide1.xml" else d), State.CORRUPT),
    ],
)
def test_slides_that_cannot_be_read(data: bytes, state: State) -> None:
    assert read("d.pptx", data).state is state


def test_opendocument_text() -> None:
    content = read("t.odt", odt(SENTENCE, "deux  espaces", heading="Procédure", rows=[["a", "b"], ["c", "d"]]))
    assert (content.media_type, content.state) == (ODT, State.OK)
    assert content.pages[0].split("\n")[:2] == ["Procédure", SENTENCE]
    assert content.pages[0].split("\n")[-2:] == ["a\tb", "c\td"]
    assert content.headings == (Heading(1, "Procédure"),)


def test_encrypted_opendocument() -> None:
    manifest = (
        b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry>'
        b"<manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    )
    data = rezipped(odt(SENTENCE), lambda n, d: manifest if n.startswith("META-INF") else d)
    assert read("t.odt", data).state is State.ENCRYPTED


@pytest.mark.parametrize(("data", "state"), [(odt(), State.EMPTY), (odt(SENTENCE)[:900], State.CORRUPT)])
def test_opendocument_that_cannot_be_read(data: bytes, state: State) -> None:
    assert read("t.odt", data).state is state
