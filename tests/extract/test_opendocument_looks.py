"""White and tiny words of OpenDocument files are told, and are no text, unless something may lie behind them."""

from __future__ import annotations

import pytest

from tests.extract.papers import SENTENCE, _opendocument, facts, ods, read, rezipped

HIDDEN = "Attestation de vigilance"
FO = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
DRAW = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
WHITE, TINY = 'fo:color="#FFFFFF"', 'fo:font-size="1pt"'


def styles(look: str, family: str, ground: str = "", name: str = "W") -> str:
    under = f'<style:{family}-properties fo:background-color="{ground}"/>' if ground else ""
    return (
        f'<office:automatic-styles xmlns:fo="{FO}"><style:style style:name="{name}" style:family="{family}">{under}'
        f"<style:text-properties {look}/></style:style></office:automatic-styles>"
    )


def text(words: str, look: str, family: str, ground: str = "") -> bytes:
    body = f"<office:text><text:p>{SENTENCE}</text:p>{words}</office:text>"
    return _opendocument("text", body, styles(look, family, ground))


PARAGRAPH = f'<text:p text:style-name="W">{HIDDEN}</text:p>'
SPAN = f'<text:p>Suite<text:span text:style-name="W">{HIDDEN}</text:span></text:p>'


@pytest.mark.parametrize(
    ("words", "look", "family", "ground", "hidden"),
    [
        (PARAGRAPH, WHITE, "paragraph", "", True),
        (PARAGRAPH, TINY, "paragraph", "", True),
        (SPAN, WHITE, "text", "", True),
        (PARAGRAPH, WHITE, "paragraph", "#1f2a44", False),
        (PARAGRAPH, 'fo:color="#1f2a44"', "paragraph", "", False),
        (SPAN, 'style:use-window-font-color="true"', "text", "#000000", False),
    ],
)
def test_words_of_a_text(words: str, look: str, family: str, ground: str, hidden: bool) -> None:
    content = read("a.odt", text(words, look, family, ground))
    assert SENTENCE in content.pages[0]
    assert (HIDDEN in content.pages[0]) is not hidden
    assert facts(content) == ({"hidden-text": [HIDDEN]} if hidden else {})


def slides(extra: str) -> bytes:
    frame = f'<draw:frame><draw:text-box><text:p text:style-name="W">{HIDDEN}</text:p></draw:text-box></draw:frame>'
    plain = f"<draw:frame><draw:text-box><text:p>{SENTENCE}</text:p></draw:text-box></draw:frame>"
    page = f'<draw:page xmlns:draw="{DRAW}">{extra}{plain}{frame}</draw:page>'
    return _opendocument(
        "presentation", f"<office:presentation>{page}</office:presentation>", styles(WHITE, "paragraph")
    )


@pytest.mark.parametrize(
    ("extra", "hidden"),
    [("", True), ("<draw:frame><draw:image/></draw:frame>", False), ("<draw:custom-shape/>", False)],
)
def test_words_of_a_slide(extra: str, hidden: bool) -> None:
    content = read("a.odp", slides(extra))
    assert SENTENCE in content.pages[0]
    assert (HIDDEN in content.pages[0]) is not hidden
    assert facts(content) == ({"hidden-text": [HIDDEN]} if hidden else {})


@pytest.mark.parametrize(("ground", "hidden"), [("", True), ("#ffffff", True), ("#1f2a44", False)])
def test_cells_of_a_sheet(ground: str, hidden: bool) -> None:
    def colour(name: str, data: bytes) -> bytes:
        if name != "content.xml":
            return data
        data = data.replace(b"</style:style>", b"</style:style>" + styles(WHITE, "table-cell", ground).encode(), 1)
        at = data.index(HIDDEN.encode())
        start = data.rindex(b"<table:table-cell", 0, at) + len(b"<table:table-cell")
        return data[:start] + b' table:style-name="W"' + data[start:]

    content = read("a.ods", rezipped(ods({"Un": [[SENTENCE, HIDDEN]]}), colour))
    assert (HIDDEN in content.pages[0]) is not hidden
    assert facts(content) == ({"hidden-text": [HIDDEN]} if hidden else {})
