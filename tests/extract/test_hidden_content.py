"""What a file holds beside what people see: told as facts, and never text of a page."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from docx import Document

from dataroom.classify import Classifier
from dataroom.extract import Limits
from dataroom.model import State
from dataroom.reading import Reading
from dataroom.rules import load_rules
from tests.extract.papers import SENTENCE, changed, docx, facts, pdf, pptx, read, rezipped, xlsx

SEEN = "Contrat de prestation de paie entre la société et son prestataire.\n" * 3
STUFFING = "Attestation de vigilance URSSAF"
NO_OCR = Limits(ocr=False)


def redacted(page: Any) -> None:
    page.drawString(72, 700, "Salaire de Mme Durand : 4 210 euros par mois")
    page.setFillGray(0)
    page.rect(150, 694, 120, 18, stroke=0, fill=1)
    page.drawString(72, 600, SENTENCE)


def banner(page: Any) -> None:
    page.setFillGray(0)
    page.rect(60, 690, 400, 30, stroke=0, fill=1)
    page.setFillGray(1)
    page.drawString(72, 700, "Titre en blanc sur bandeau noir")
    page.setFillGray(0)
    page.line(72, 598, 300, 598)
    page.drawString(72, 600, SENTENCE)


def test_text_under_black_rectangles_is_told_and_is_no_text() -> None:
    content = read("a.pdf", pdf(redacted), NO_OCR)
    assert content.state is State.OK
    assert "Durand" in "".join(facts(content)["covered-text"])
    assert "Durand" not in content.pages[0]
    assert "Salaire" in content.pages[0]
    assert SENTENCE in content.pages[0]


def test_white_letters_on_a_dark_banner_are_seen() -> None:
    content = read("a.pdf", pdf(banner), NO_OCR)
    assert "Titre en blanc" in content.pages[0]
    assert {"covered-text", "hidden-text"} & set(facts(content)) == set()


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ({"Subtype": "/Redact"}, True),
        ({"Subtype": "/Square", "IC": [0, 0, 0]}, True),
        ({"Subtype": "/Square", "IC": [1, 1, 0]}, False),
        ({"Subtype": "/Square", "IC": [0, 0, 0], "CA": 0.3}, False),
        ({"Subtype": "/Highlight", "C": [0, 0, 0]}, False),
    ],
)
def test_marks_of_redaction_that_were_not_carried_out(note: dict[str, Any], told: bool) -> None:
    def mark(document: pikepdf.Pdf) -> None:
        parts = {f"/{k}": pikepdf.Name(v) if isinstance(v, str) else v for k, v in note.items()}
        made = pikepdf.Dictionary({**parts, "/Rect": [60, 755, 400, 775], "/Type": pikepdf.Name.Annot})
        document.pages[0].obj.Annots = document.make_indirect(pikepdf.Array([made]))

    content = read("a.pdf", changed(pdf(f"Madame Durand\n\n{SENTENCE}"), mark), NO_OCR)
    assert ("covered-text" in facts(content)) is told
    assert ("Durand" in content.pages[0]) is not told
    assert SENTENCE in content.pages[0]


def layered(*, off: bool) -> bytes:
    def add(document: pikepdf.Pdf) -> None:
        group = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="Interne"))
        state = pikepdf.Dictionary(OFF=pikepdf.Array([group] if off else []))
        document.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([group]), D=state)
        page = document.pages[0].obj
        page.Resources["/Properties"] = pikepdf.Dictionary(MC0=group)
        words = f"/OC /MC0 BDC BT /F1 12 Tf 72 500 Td ({STUFFING}) Tj ET EMC".encode()
        page.Contents = pikepdf.Array([page.Contents, document.make_stream(words)])

    return changed(pdf(SENTENCE), add)


def test_layers_that_are_switched_off_are_no_text() -> None:
    content = read("plan.pdf", layered(off=True), NO_OCR)
    assert content.state is State.OK
    assert facts(content)["hidden-layer"] == ["Interne"]
    assert (SENTENCE in content.pages[0], STUFFING in content.pages[0]) == (True, False)
    shown = read("plan.pdf", layered(off=False), NO_OCR)
    assert STUFFING in shown.pages[0]
    assert "hidden-layer" not in facts(shown)


@pytest.mark.parametrize("kind", ["/JavaScript", "/Launch", "/SubmitForm"])
@pytest.mark.parametrize("place", ["open", "page", "note"])
def test_actions_of_a_pdf_are_told(kind: str, place: str) -> None:
    def add(document: pikepdf.Pdf) -> None:
        action = pikepdf.Dictionary(S=pikepdf.Name(kind), JS="app.alert(1)", F="a.exe")
        page = document.pages[0].obj
        if place == "open":
            document.Root.OpenAction = action
        elif place == "page":
            page.AA = pikepdf.Dictionary(O=action)
        else:
            page.Annots = pikepdf.Array([pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)])

    assert facts(read("a.pdf", changed(pdf(SENTENCE), add), NO_OCR))["active-content"] == [kind[1:]]


def test_links_to_web_pages_are_harmless() -> None:
    def add(document: pikepdf.Pdf) -> None:
        action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://exemple.fr")
        link = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
        document.pages[0].obj.Annots = pikepdf.Array([link])

    assert facts(read("a.pdf", changed(pdf(SENTENCE), add), NO_OCR)) == {}


def _relation(kind: str, part: str, target: str) -> bytes:
    relation = (
        f'<Relationship Id="rIdX" Type="http://x/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    )

    def add(name: str, data: bytes) -> bytes:
        return data.replace(b"</Relationships>", relation.encode()) if name == part else data

    return rezipped(docx(lambda d: d.add_paragraph(SENTENCE)), add)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("attachedTemplate", {"remote-template": ["http://ailleurs/x.dotm"]}),
        ("image", {"external-link": ["http://ailleurs/x.dotm"]}),
        ("hyperlink", {}),
    ],
)
def test_what_a_word_file_loads_from_elsewhere(kind: str, expected: dict[str, list[str]]) -> None:
    data = _relation(kind, "word/_rels/document.xml.rels", "http://ailleurs/x.dotm")
    assert facts(read("a.docx", data)) == expected


def test_very_hidden_sheets_and_what_stands_on_hidden_ones() -> None:
    def fill(workbook: Any) -> None:
        workbook.active["A1"] = SEEN
        for name, state in (("Marges", "hidden"), ("Paie", "veryHidden")):
            sheet = workbook.create_sheet(name)
            sheet["A1"], sheet["A2"] = f"{STUFFING} {name}", "x" * 500
            sheet.sheet_state = state

    content = read("a.xlsx", xlsx(fill))
    found = facts(content)
    assert (found["hidden-sheet"], found["very-hidden-sheet"]) == (["Marges", "Paie"], ["Paie"])
    assert len(found["hidden-sheet-text"]) == 2
    assert all(STUFFING in text and "x" * 500 in text for text in found["hidden-sheet-text"])
    assert STUFFING not in "".join(content.pages)


def test_long_notes_and_comments_are_kept_whole() -> None:
    def note(deck: Any) -> None:
        deck.slides[0].notes_slide.notes_text_frame.text = "mot " * 500 + "fin"

    assert facts(read("a.pptx", pptx(("Titre", "Texte"), fill=note)))["speaker-notes"][0].endswith("fin")


def white(document: Any) -> None:
    from docx.shared import RGBColor  # noqa: PLC0415 - one test needs it

    document.add_paragraph(SEEN)
    document.add_paragraph().add_run(STUFFING).font.color.rgb = RGBColor(255, 255, 255)


def test_white_words_in_word_are_no_text() -> None:
    content = read("a.docx", docx(white))
    assert facts(content)["hidden-text"] == [STUFFING]
    assert STUFFING not in "".join(content.pages)
    out = io.BytesIO()
    Document().save(out)  # a file without any: nothing is told
    assert "hidden-text" not in facts(read("b.docx", out.getvalue()))


def stuffed(page: Any) -> None:
    page.setFillGray(1)
    for line in range(40):
        page.drawString(72, 560 - 12 * line, "Attestation de vigilance URSSAF, contrat de prestation de paie, statuts")
    page.setFillGray(0)
    page.drawString(72, 700, "Liste de courses : pain, beurre, pommes et cafe pour la semaine.")


def test_white_keywords_give_no_type() -> None:
    content = read("note.pdf", pdf(stuffed), NO_OCR)
    assert "hidden-text" in facts(content)
    classified = Classifier(load_rules()).classify(Reading.of("note.pdf", (), content))
    assert classified.type is None
    quotes = "".join(proof.quote for candidate in classified.candidates for proof in candidate.evidence)
    assert "vigilance" not in quotes
    assert "URSSAF" not in quotes
