from __future__ import annotations

import io
import zlib
from typing import Any

import pikepdf
import pytest
from reportlab.lib.colors import black, blue, white  # type: ignore[import-untyped]  # it brings no types
from reportlab.lib.utils import ImageReader  # type: ignore[import-untyped]  # it brings no types

from dataroom.extract import Source, extract, members
from dataroom.extract.kinds import PDF
from dataroom.model import State

from .papers import SENTENCE, changed, facts, named, pdf, picture, read


def scan(page: Any) -> None:
    page.drawImage(ImageReader(picture()), 0, 0, 595, 842)


def stamped_scan(page: Any) -> None:
    scan(page)
    page.drawString(10, 10, "Page 1 / 3")


def ocr(page: Any) -> None:
    scan(page)
    words = page.beginText(72, 700)
    words.setTextRenderMode(3)
    words.textLine(SENTENCE)
    page.drawText(words)


def hiding(page: Any) -> None:
    page.setFillColor(white)
    page.drawString(72, 500, "blanc sur blanc")
    page.setFillColor(blue)
    page.rect(60, 390, 300, 40, fill=1)
    page.setFillColor(white)
    page.drawString(72, 400, "blanc sur bleu")
    page.setFillColor(black)
    page.drawString(2000, 300, "hors de la page")
    page.setFont("Helvetica", 0.5)
    page.drawString(72, 200, "minuscule")
    page.setFont("Helvetica", 12)
    page.drawString(72, 100, SENTENCE)


def form(page: Any) -> None:
    page.drawString(72, 700, "Nom du signataire :")
    page.acroForm.textfield(name="nom", x=200, y=690, value="Jeanne Martin")


def test_gives_text_page_by_page_and_properties() -> None:
    content = read("contrat.pdf", pdf(SENTENCE, "Fait à Lyon\nle 3 mars 2025", title="Contrat", author="Me Petit"))
    assert (content.media_type, content.state, content.page_count) == (PDF, State.OK, 2)
    assert content.pages[0].strip() == SENTENCE
    assert content.pages[1].splitlines() == ["Fait à Lyon", "le 3 mars 2025"]
    assert [(f.name, f.value) for f in content.facts] == [("meta-title", "Contrat"), ("meta-author", "Me Petit")]


def strips(page: Any) -> None:
    for number in range(4):
        page.drawImage(ImageReader(picture((600, 200))), 0, number * 210, 595, 210)
    page.drawString(10, 10, "Page 1 / 3")


def scan_in_a_form(page: Any) -> None:
    page.beginForm("scan")
    scan(page)
    page.endForm()
    page.doForm("scan")
    words = page.beginText(72, 700)
    words.setTextRenderMode(3)
    words.textLine(SENTENCE)
    page.drawText(words)


@pytest.mark.parametrize("page", [scan, stamped_scan, strips])
def test_scan_is_image_only(page: Any) -> None:
    content = read("scan.pdf", pdf(page))
    assert (content.state, content.page_count) == (State.IMAGE_ONLY, 1)
    assert content.reason is not None
    assert "OCR" in content.reason.fr


def test_some_scanned_pages_are_facts() -> None:
    content = read("mixte.pdf", pdf(SENTENCE, scan, SENTENCE))
    assert content.state is State.OK
    assert [f.page for f in named(content, "image-page")] == [2]


def test_a_blank_page_is_no_image_page() -> None:
    content = read("blanc.pdf", pdf(SENTENCE, lambda _: None))
    assert (content.state, named(content, "image-page")) == (State.OK, [])


def test_nothing_but_blank_pages_is_empty() -> None:
    assert read("vide.pdf", pdf(lambda _: None)).state is State.EMPTY


@pytest.mark.parametrize("page", [ocr, scan_in_a_form])
def test_recognised_text_over_a_scan_is_kept(page: Any) -> None:
    content = read("ocr.pdf", pdf(page))
    assert content.state is State.OK
    assert SENTENCE in content.pages[0]


def test_hidden_text_is_a_fact_and_no_text() -> None:
    content = read("piege.pdf", pdf(hiding))
    assert content.pages[0].split("\n") == ["blanc sur bleu", SENTENCE]
    assert facts(content)["hidden-text"] == ["blanc sur blanc", "hors de la page", "minuscule"]


def test_values_of_form_fields_are_text() -> None:
    assert read("cerfa.pdf", pdf(form)).pages[0].splitlines()[-1] == "Jeanne Martin"


def test_user_password_is_encrypted_and_owner_password_is_not() -> None:
    def lock(user: str) -> bytes:
        return changed(pdf(SENTENCE), lambda _: None, encryption=pikepdf.Encryption(owner="o", user=user))

    assert read("a.pdf", lock("secret")).state is State.ENCRYPTED
    content = read("b.pdf", lock(""))
    assert content.state is State.OK
    assert "restricted" in facts(content)


@pytest.mark.parametrize("keep", [0.3, 0.5, 0.7, 0.9, 0.98])
def test_truncated_is_corrupt(keep: float) -> None:
    data = pdf(*(f"{SENTENCE} {n}" for n in range(8)))
    content = read("coupe.pdf", data[: int(len(data) * keep)])
    assert content.state is State.CORRUPT
    assert content.reason is not None


def test_a_damaged_stream_is_corrupt_and_the_other_pages_are_kept() -> None:
    def spoil(document: pikepdf.Pdf) -> None:
        stream = document.pages[1].obj["/Contents"]
        stream.write(b"\x78\x9c\xff\xff\x00 no flate", filter=pikepdf.Name.FlateDecode)

    content = read("abime.pdf", changed(pdf(SENTENCE, SENTENCE, SENTENCE), spoil))
    assert content.state is State.CORRUPT
    assert [SENTENCE in page for page in content.pages] == [True, False, True]


@pytest.mark.parametrize("junk", [b"%PDF-1.4\n", b"%PDF-1.7\n%%EOF", b"\0" * 4000, b"%PDF-1.4 \xff\xfe" * 90])
def test_rubbish_under_a_pdf_name_is_corrupt(junk: bytes) -> None:
    assert read("x.pdf", junk).state is State.CORRUPT


def sign(document: pikepdf.Pdf) -> None:
    value = pikepdf.Dictionary(Type=pikepdf.Name.Sig, Name=pikepdf.String("Hélène Roux"), Contents=b"\0" * 8)
    fields = [
        pikepdf.Dictionary(FT=pikepdf.Name.Sig, T=pikepdf.String("Signature1"), V=value),
        pikepdf.Dictionary(FT=pikepdf.Name.Sig, T=pikepdf.String("Signature2")),
    ]
    document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([document.make_indirect(f) for f in fields]))


def test_signature_fields() -> None:
    found = facts(read("signe.pdf", changed(pdf(SENTENCE), sign)))
    assert found["pdf-signature"] == ["Hélène Roux"]
    assert found["unsigned-field"] == ["Signature2"]


def attach(document: pikepdf.Pdf) -> None:
    document.attachments["factur-x.xml"] = pikepdf.AttachedFileSpec(document, b"<x/>", filename="factur-x.xml")
    document.attachments["annexe.txt"] = pikepdf.AttachedFileSpec(document, SENTENCE.encode(), filename="annexe.txt")


def test_attachments_are_facts_and_members() -> None:
    data = changed(pdf(SENTENCE), attach)
    found = facts(read("facture.pdf", data))
    assert found["facturx"] == ["factur-x.xml"]
    assert found["members"] == ["2"]
    inside = {m.name: m.source for m in members(Source.of_bytes("facture.pdf", data))}
    annex = inside["annexe.txt"]
    assert annex is not None
    assert annex.open().read().decode() == SENTENCE


def test_portfolio_is_not_read() -> None:
    def collect(document: pikepdf.Pdf) -> None:
        attach(document)
        document.Root.Collection = pikepdf.Dictionary(View=pikepdf.Name.T)

    assert read("porte.pdf", changed(pdf("Ouvrez ce document dans Acrobat"), collect)).state is State.UNSUPPORTED


def test_dynamic_form_is_not_read() -> None:
    def dynamic(document: pikepdf.Pdf) -> None:
        document.Root.NeedsRendering = True

    assert read("xfa.pdf", changed(pdf("Please wait..."), dynamic)).state is State.UNSUPPORTED


def test_header_may_stand_within_the_first_kilobyte() -> None:
    assert read("scan.pdf", b"\r\n" * 20 + pdf(SENTENCE)).media_type == PDF


def test_read_from_an_open_file_leaves_it_open() -> None:
    file = io.BytesIO(pdf(SENTENCE))
    assert extract(Source.of_file("x.pdf", file)) == read("x.pdf", file.getvalue())
    assert not file.closed


@pytest.mark.parametrize("rounds", [1, 2])
def test_a_page_that_inflates_to_a_bomb_is_too_large(rounds: int) -> None:
    def bomb(document: pikepdf.Pdf) -> None:
        data = b" " * (66 << 20)
        for _ in range(rounds):
            data = zlib.compress(data)
        filters = pikepdf.Array([pikepdf.Name.FlateDecode] * rounds)
        document.pages[0].obj["/Contents"].write(data, filter=filters)

    data = changed(pdf(SENTENCE), bomb, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert read("bombe.pdf", data).state is State.TOO_LARGE


def test_reasons_are_the_same_from_run_to_run() -> None:
    data = pdf(SENTENCE)[:-200]
    first, second = read("a.pdf", data).reason, read("a.pdf", data).reason
    assert first == second
    assert first is not None
    assert "0x" not in first.en
