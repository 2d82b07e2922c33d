"""What old and binary workbooks hide by its look, and what they show beside their cells."""

from __future__ import annotations

import pytest

from dataroom.extract.kinds import XLS, XLSB
from dataroom.model import State
from tests.extract.old_books import Look, chart, conditions, margin, note, xls, xlsb
from tests.extract.papers import facts, read

SEEN, HIDDEN = "Liste de courses", "Attestation de vigilance"
ROWS = [["Poste", SEEN], ["secret", HIDDEN], ["fin", "vu"]]
WHITE, BLUE, AUTOMATIC = 9, 32, 64

LOOKS = {
    "white": (Look(colour=WHITE), True),
    "white on white": (Look(colour=WHITE, ground=WHITE), True),
    "blue on blue": (Look(colour=BLUE, ground=BLUE), True),
    "tiny": (Look(height=20), True),
    "blank": (Look(shape=";;;"), True),
    "white on blue": (Look(colour=WHITE, ground=BLUE), False),
    "blue": (Look(colour=BLUE), False),
    "black": (Look(colour=8), False),
    "small": (Look(height=120), False),
    "a number": (Look(shape="0.00"), False),
}


@pytest.mark.parametrize(("look", "hidden"), LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("kind", [XLS, XLSB])
def test_words_in_the_colour_of_their_ground(kind: str, look: Look, hidden: bool) -> None:
    data = xls(ROWS, look=look) if kind == XLS else xlsb(ROWS, look=look)
    content = read("a.xls" if kind == XLS else "a.xlsb", data)
    assert (content.media_type, content.state) == (kind, State.OK)
    assert (HIDDEN in content.pages[0]) is not hidden
    assert SEEN in content.pages[0]
    assert facts(content) == ({"hidden-text": [f"secret {HIDDEN}"]} if hidden else {})


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xls", xls(ROWS, look=Look(colour=WHITE), beside=conditions(1))),
        ("a.xlsb", xlsb(ROWS, look=Look(colour=WHITE), conditional=True)),
    ],
)
def test_where_a_condition_may_give_a_ground_words_are_seen(name: str, data: bytes) -> None:
    assert HIDDEN in read(name, data).pages[0]


BESIDE = {
    "box": (note("Encadré d’été".replace("’", "'")), ["Encadré d'été"]),
    "chart": (chart("Effectif à fin 2025"), ["Effectif à fin 2025"]),
    "header": (margin('&L&"Arial,Gras"&12Paie && social&C&A&RPage &P'), ["Paie & social", "Page"]),
    "nothing": (margin("&C&P / &N"), ["/"]),
}


@pytest.mark.parametrize(("records", "lines"), BESIDE.values(), ids=BESIDE)
def test_what_stands_beside_the_cells_of_an_old_workbook(records: bytes, lines: list[str]) -> None:
    assert read("a.xls", xls([["un"]], beside=records)).pages[0].split("\n") == ["un", *lines]


def test_comments_are_told() -> None:
    old = read("a.xls", xls([["un"]], beside=note("trop cher", comment=True)))
    assert (old.pages, facts(old)) == (("un",), {"comment": ["trop cher"]})
    assert facts(read("a.xlsb", xlsb([["un"]], comment="trop cher"))) == {"comment": ["trop cher"]}
