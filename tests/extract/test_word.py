from __future__ import annotations

import io
from typing import Any

import pytest
from docx.enum.text import WD_BREAK
from docx.shared import Pt, RGBColor

from dataroom.extract import Limits
from dataroom.extract.kinds import DOCX
from dataroom.model import Heading, State

from .papers import SENTENCE, body, docx, facts, image, named, read, rezipped

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def contract(document: Any) -> None:
    document.core_properties.title = "Convention"
    document.core_properties.author = "Cabinet Untel"
    document.sections[0].header.paragraphs[0].text = "PROJET"
    document.sections[0].footer.paragraphs[0].text = "Paraphes"
    document.add_heading("Convention de prestation", 0)
    document.add_heading("Article 1 – Objet", 1)
    document.add_paragraph(SENTENCE)
    table = document.add_table(2, 2)
    for cell, text in zip(table.columns[0].cells, ("Prix", "12 000 €"), strict=True):
        cell.text = text
    table.cell(1, 1).text = "par an"
    document.add_paragraph("Fin").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("Annexe")


def test_gives_the_words_in_their_order() -> None:
    content = read("c.docx", docx(contract))
    assert (content.media_type, content.state) == (DOCX, State.OK)
    first = [line for line in content.pages[0].split("\n") if line]
    assert first == ["PROJET", "Convention de prestation", "Article 1 – Objet", SENTENCE, "Prix\t", "12 000 €\tpar an",
                     "Fin"]  # fmt: skip
    assert [line for line in content.pages[1].split("\n") if line] == ["Annexe", "Paraphes"]
    assert content.headings == (Heading(1, "Convention de prestation"), Heading(1, "Article 1 – Objet"))
    assert [f.value for f in content.facts if f.name.startswith("meta-")] == ["Convention", "Cabinet Untel"]


def hidden(document: Any) -> None:
    paragraph = document.add_paragraph("visible ")
    paragraph.add_run("caché").font.hidden = True
    paragraph.add_run("blanc").font.color.rgb = RGBColor(255, 255, 255)
    paragraph.add_run("petit").font.size = Pt(1)
    paragraph.add_run("fin")


def test_hidden_runs_are_facts() -> None:
    content = read("c.docx", docx(hidden))
    assert content.pages[0].strip() == "visible fin"
    assert facts(content)["hidden-text"] == ["caché", "blanc", "petit"]


def test_white_on_a_shade_is_visible() -> None:
    shaded = (
        "<w:p><w:pPr><w:shd w:fill='1F3864' w:val='clear'/></w:pPr>"
        "<w:r><w:rPr><w:color w:val='FFFFFF'/></w:rPr><w:t>Titre clair</w:t></w:r></w:p>"
    )
    assert read("c.docx", body(shaded)).pages[0].strip() == "Titre clair"


@pytest.mark.parametrize(
    ("xml", "text", "found"),
    [
        ("<w:p><w:r><w:t>un</w:t><w:tab/><w:t>deux</w:t><w:br/><w:t>trois</w:t></w:r></w:p>", "un\tdeux\ntrois", {}),
        (("<w:p><w:ins w:id='1'><w:r><w:t>ajout</w:t></w:r></w:ins><w:del w:id='2'><w:r><w:delText>perte</w:delText>"
         "</w:r></w:del></w:p>"), "ajout", {"tracked-changes": ["2"]}),
        ("<w:p><w:moveFrom w:id='1'><w:r><w:t>ancien</w:t></w:r></w:moveFrom><w:r><w:t>reste</w:t></w:r></w:p>",
         "reste", {"tracked-changes": ["1"]}),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:hyperlink><w:r><w:t>lien</w:t></w:r></w:hyperlink></w:p>",
         "lien", {}),
        ("<w:sdt><w:sdtContent><w:p><w:r><w:t>champ</w:t></w:r></w:p></w:sdtContent></w:sdt>", "champ", {}),
        ("<w:p><w:r><w:sym w:font='Wingdings' w:char='F0FE'/><w:t xml:space='preserve'> coché</w:t></w:r></w:p>",
         "☒ coché", {}),
        (("<w:p><w:r><w:t>avant</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>encadré</w:t></w:r></w:p>"
         "</w:txbxContent></w:pict></w:r></w:p>"), "avant\nencadré", {}),
    ],
)  # fmt: skip
def test_elements(xml: str, text: str, found: dict[str, list[str]]) -> None:
    content = read("c.docx", body(xml))
    assert content.pages[0].strip() == text
    assert facts(content) == found


def test_comments_are_facts() -> None:
    def comment(document: Any) -> None:
        run = document.add_paragraph(SENTENCE).runs[0]
        document.add_comment(run, text="à revoir", author="HC", initials="HC")

    assert facts(read("c.docx", docx(comment)))["comment"] == ["à revoir"]


def test_footnotes_are_text() -> None:
    notes = (
        f"<w:footnotes {W}><w:footnote w:id='2'><w:p><w:r><w:t>hors taxes</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    data = rezipped(docx(lambda d: d.add_paragraph(SENTENCE)), lambda _, d: d, {"word/footnotes.xml": notes.encode()})
    assert "hors taxes" in read("c.docx", data).pages[0]


def drop(part: str) -> bytes:
    return rezipped(docx(contract), lambda name, data: None if name == part else data)


def swap(part: str, new: bytes) -> bytes:
    return rezipped(docx(contract), lambda name, data: new if name == part else data)


BOMB = b"<!DOCTYPE d [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><d>&b;</d>"
FOREIGN = b"<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><d>&x;</d>"


@pytest.mark.parametrize(
    ("data", "state"),
    [
        (docx(contract)[:3000], State.CORRUPT),
        (docx(contract)[:-30], State.CORRUPT),
        (drop("word/document.xml"), State.CORRUPT),
        (swap("word/document.xml", b"<w:document>"), State.CORRUPT),
        (swap("word/document.xml", BOMB), State.CORRUPT),
        (swap("word/document.xml", FOREIGN), State.CORRUPT),
        (docx(lambda _: None), State.EMPTY),
        (docx(lambda d: d.add_picture(io.BytesIO(image()))), State.IMAGE_ONLY),
    ],
)
def test_what_cannot_be_read(data: bytes, state: State) -> None:
    content = read("c.docx", data)
    assert (content.media_type, content.state) == (DOCX, state)
    assert content.reason is not None


def test_deep_nesting_is_corrupt() -> None:
    assert read("c.docx", body("<w:sdt>" * 5000 + "</w:sdt>" * 5000)).state is State.CORRUPT


def test_too_much_text_keeps_the_beginning() -> None:
    content = read("c.docx", docx(lambda d: d.add_paragraph("a" * 500)), Limits(max_text_chars=100))
    assert content.state is State.TOO_LARGE
    assert content.pages[0].strip() == "a" * len(content.pages[0].strip())
    assert 0 < len(content.pages[0]) <= 100


def test_a_bomb_is_too_large() -> None:
    content = read("c.docx", body("<w:p/>" * 6_000_000))
    assert content.state is State.TOO_LARGE
    assert named(content, "hidden-text") == []
