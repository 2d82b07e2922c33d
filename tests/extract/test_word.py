from __future__ import annotations

import io
from typing import Any

import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.shared import Cm, Pt, RGBColor

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


def xml(document: Any, *blocks: str) -> None:
    """Add blocks of XML before the last section."""
    names = f'{W} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    for block in blocks:
        element = block.replace("<w:p>", f"<w:p {names}>", 1).replace("<w:altChunk", f"<w:altChunk {names}", 1)
        document.element.body.insert(len(document.element.body) - 1, parse_xml(element))


FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData>{}</w:ffData></w:fldChar></w:r>'
    "<w:r><w:t> suite</w:t></w:r></w:p>"
)


@pytest.mark.parametrize(
    ("block", "seen"),
    [
        ('<w:p><w:r><w:pict><v:shape><v:textpath string="PROJET"/></v:shape></w:pict></w:r></w:p>', ["", "PROJET"]),
        (FIELD.format('<w:ddList><w:result w:val="1"/><w:listEntry w:val="a"/><w:listEntry w:val="b"/></w:ddList>'),
         ["b suite"]),
        (FIELD.format('<w:ddList><w:listEntry w:val="a"/></w:ddList>'), ["a suite"]),
        (FIELD.format('<w:ddList><w:result w:val="7"/><w:listEntry w:val="a"/></w:ddList>'), [" suite"]),
        (FIELD.format("<w:checkBox><w:checked/></w:checkBox>"), ["☒ suite"]),
        (FIELD.format('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>'), ["☐ suite"]),
        (FIELD.format("<w:textInput/>"), [" suite"]),
    ],
)  # fmt: skip
def test_watermarks_and_old_fields_are_seen(block: str, seen: list[str]) -> None:
    content = read("c.docx", docx(lambda document: xml(document, block)))
    assert content.pages[0].split("\n") == seen


def inserted(name: str, data: bytes, target: str = "") -> bytes:
    """Make a Word file into which another file is inserted on opening."""

    def fill(document: Any) -> None:
        document.add_paragraph(SENTENCE)
        xml(document, '<w:altChunk r:id="rIdX"/>')
        document.add_paragraph("Fin")

    plain = docx(fill)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"
    relation = f'<Relationship Id="rIdX" Type="{kind}" Target="{target or f"/word/{name}"}"/></Relationships>'

    def related(part: str, content: bytes) -> bytes:
        rels = part == "word/_rels/document.xml.rels"
        return content.replace(b"</Relationships>", relation.encode()) if rels else content

    return rezipped(plain, related, {f"word/{name}": data})


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("part.html", "<html><body><p>Inséré</p></body></html>".encode()),
        ("part.txt", "Inséré".encode()),
        ("part.rtf", rb"{\rtf1 Ins\'e9r\'e9}"),
        ("part.docx", docx(lambda document: document.add_paragraph("Inséré"))),
    ],
)
def test_files_inserted_on_opening_are_read_in_their_place(name: str, data: bytes) -> None:
    content = read("c.docx", inserted(name, data))
    assert [line for line in content.pages[0].split("\n") if line] == [SENTENCE, "Inséré", "Fin"]
    assert content.state is State.OK


@pytest.mark.parametrize(
    ("name", "data", "target"),
    [("a.html", b"", "gone.html"), ("a.bin", b"\0\1\2" * 50, ""), ("a.html", b"<p>x</p>", "file:///etc/passwd")],
)
def test_what_cannot_be_inserted_is_told(name: str, data: bytes, target: str) -> None:
    content = read("c.docx", inserted(name, data, target))
    assert content.state is State.UNSUPPORTED
    assert SENTENCE in content.pages[0]


def test_files_within_files_end() -> None:
    data = docx(lambda document: document.add_paragraph("Fond"))
    for _ in range(8):
        data = inserted("part.docx", data)
    assert read("c.docx", data).state is State.UNSUPPORTED


LEVEL = (
    '<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
)


def numbering(*levels: tuple[str, str], nums: str = "", start: int = 1, more: str = "") -> bytes:
    """Make the part that says how lists are numbered: kind and text of each level."""
    said = "".join(LEVEL.format(at=at, kind=k, text=t, start=start, more=more) for at, (k, t) in enumerate(levels))
    lists = nums or '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{said}</w:abstractNum>{lists}</w:numbering>'.encode()


def listed(numbers: bytes, *places: tuple[str, int]) -> list[str]:
    """Give the lines of a Word file of paragraphs in lists, each in a list and at a level of it."""
    item = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>'
    )
    made = docx(lambda document: xml(document, *(item.format(level, number) for number, level in places)))
    numbered = rezipped(made, lambda part, content: numbers if part == "word/numbering.xml" else content)
    return read("c.docx", numbered).pages[0].split("\n")


SAME = (
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>{}</w:num>'
)
TWO = (("decimal", "Article %1"), ("lowerLetter", "%1.%2)"))


@pytest.mark.parametrize(
    ("numbers", "places", "lines"),
    [
        (numbering(*TWO), [("1", 0), ("1", 1), ("1", 1), ("1", 0), ("1", 1)],
         ["Article 1 x", "1.a) x", "1.b) x", "Article 2 x", "2.a) x"]),
        (numbering(("upperRoman", "%1 –")), [("1", 0)] * 4, ["I – x", "II – x", "III – x", "IV – x"]),
        (numbering(("upperLetter", "Annexe %1"), start=26), [("1", 0)] * 2, ["Annexe Z x", "Annexe AA x"]),
        (numbering(("bullet", "•")), [("1", 0)], ["x"]),
        (numbering(("none", "Considérant")), [("1", 0)], ["x"]),
        (numbering(("upperRoman", "%1"), ("decimal", "%1.%2"), more="<w:isLgl/>"), [("1", 0), ("1", 1)],
         ["1 x", "1.1 x"]),
        (numbering(("decimalZero", "%1")), [("1", 0), ("9", 0), ("1", 7)], ["01 x", "x", "x"]),
        (numbering(TWO[0], nums=SAME.format('<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')),
         [("1", 0), ("1", 0), ("2", 0), ("2", 0)], ["Article 1 x", "Article 2 x", "Article 1 x", "Article 2 x"]),
        (numbering(TWO[0], nums=SAME.format("")), [("1", 0), ("2", 0)], ["Article 1 x", "Article 2 x"]),
    ],
)  # fmt: skip
def test_numbers_that_word_draws_are_read(numbers: bytes, places: list[tuple[str, int]], lines: list[str]) -> None:
    assert listed(numbers, *places) == lines


def test_a_picture_as_large_as_a_page_is_told() -> None:
    def pictured(document: Any) -> None:
        document.add_paragraph(SENTENCE)
        document.add_picture(io.BytesIO(image()), Cm(15), Cm(20))
        document.add_picture(io.BytesIO(image()), Cm(5), Cm(3))

    assert [fact.page for fact in named(read("c.docx", docx(pictured)), "image-page")] == [1]
