"""What sheets, slides and texts show beside their cells, places for texts and paragraphs."""

from __future__ import annotations

import io
from copy import deepcopy
from typing import Any

import xlsxwriter
from pptx.util import Inches

from .papers import SENTENCE, facts, ods, odt, pptx, read, rezipped


def drawn(*, hidden: bool = False) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("Un")
    sheet.write("A1", "cellule")
    sheet.write("A2", 12)
    sheet.insert_textbox("C3", "Encadré d’une\nfeuille")
    sheet.set_header("&LPaie && social&R&D")
    sheet.set_footer("&CPage &P")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"name": "Effectif", "values": "=Un!$A$2:$A$2"})
    chart.set_title({"name": "Suivi"})
    sheet.insert_chart("E5", chart)
    alone = book.add_chartsheet("Graphique")
    other = book.add_chart({"type": "bar"})
    other.add_series({"values": "=Un!$A$2:$A$2"})
    other.set_title({"name": "Seul sur sa feuille"})
    alone.set_chart(other)
    if hidden:
        alone.activate()
        sheet.hide()
    book.close()
    return out.getvalue()


def test_boxes_charts_and_margins_of_a_sheet() -> None:
    content = read("a.xlsx", drawn())
    lines = ["cellule", "12", "Encadré d’une", "feuille", "Suivi", "Effectif", "Paie & social", "Page"]
    assert content.pages == ("\n".join(lines), "Seul sur sa feuille")


def test_those_of_a_hidden_sheet_are_hidden() -> None:
    content = read("a.xlsx", drawn(hidden=True))
    assert content.pages == ("Seul sur sa feuille",)
    assert "Encadré d’une feuille Suivi" in " ".join(facts(content)["hidden-sheet-text"])


SHAPE = (
    '<table:shapes><draw:custom-shape xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0">'
    "<text:p>Encadré</text:p></draw:custom-shape></table:shapes>"
).encode()
NAMES = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "style", "text"))
MARGINS = (
    "<style:header><text:p>Droite <text:page-number>1</text:page-number></text:p></style:header>"
    '<style:header-left style:display="{}"><text:p>Gauche</text:p></style:header-left>'
    "<style:footer-first><text:p>Page <text:page-number>1</text:page-number></text:p></style:footer-first>"
)
STYLES = (
    f'<office:document-styles {NAMES}><office:master-styles><style:master-page style:name="S">'
    f"{MARGINS}</style:master-page></office:master-styles></office:document-styles>"
)


def test_shapes_and_margins_of_an_open_sheet() -> None:
    data = rezipped(
        ods({"Un": [["cellule"]]}),
        lambda name, part: (
            part.replace(b"<table:table-row>", SHAPE + b"<table:table-row>") if "content" in name else part
        ),
        {"styles.xml": STYLES.format("false").encode()},
    )
    assert read("a.ods", data).pages == ("cellule\nEncadré\nDroite",)


def test_left_and_first_margins_of_an_open_text() -> None:
    seen = rezipped(odt(SENTENCE), lambda _, part: part, {"styles.xml": STYLES.format("true").encode()})
    assert read("a.odt", seen).pages[0].split("\n") == ["Droite 1", "Gauche", SENTENCE, "Page 1"]
    unused = rezipped(odt(SENTENCE), lambda _, part: part, {"styles.xml": STYLES.format("false").encode()})
    assert "Gauche" not in read("a.odt", unused).pages[0]


def mastered(deck: Any) -> None:
    box = deck.slides[0].shapes.add_textbox(Inches(1), Inches(1), Inches(2), Inches(1))
    for parent, words in ((deck.slide_master, "Confidentiel"), (deck.slide_layouts[1], "Projet")):
        copied = deepcopy(box._element)
        parent.shapes._spTree.append(copied)
        parent.shapes[-1].text_frame.text = words
    box._element.getparent().remove(box._element)
    deck.slides[1]._element.set("showMasterSp", "0")


def test_words_of_masters_are_seen_once() -> None:
    content = read("d.pptx", pptx(("Un", "a"), ("Deux", "b"), ("Trois", "c"), fill=mastered))
    assert content.pages == ("Un\na\nProjet\nConfidentiel", "Deux\nb", "Trois\nc")


def test_words_of_masters_make_no_text_of_an_empty_slide() -> None:
    content = read("d.pptx", pptx(("", ""), ("", ""), fill=mastered))
    assert content.pages == ("", "")
