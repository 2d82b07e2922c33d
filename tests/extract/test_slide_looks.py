"""Words of a slide that nobody sees are told, and are no text; words on a picture or a shape are seen."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Inches, Pt

from tests.extract.papers import SENTENCE, facts, image, pptx, read

HIDDEN = "Attestation de vigilance"
WHITE, NAVY = RGBColor.from_string("FFFFFF"), RGBColor.from_string("1F2A44")  # type: ignore[no-untyped-call]


def words(slide: Any, left: float = 1) -> Any:
    box = slide.shapes.add_textbox(Inches(left), Inches(5), Inches(3), Inches(1))
    run = box.text_frame.paragraphs[0].add_run()
    run.text = HIDDEN
    return box, run


def white(slide: Any) -> None:
    words(slide)[1].font.color.rgb = WHITE


def themed(slide: Any) -> None:
    words(slide)[1].font.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1


def tiny(slide: Any) -> None:
    words(slide)[1].font.size = Pt(1)


def beside(slide: Any) -> None:
    words(slide, -9)


def same(slide: Any) -> None:
    box, run = words(slide)
    box.fill.solid()
    box.fill.fore_color.rgb = run.font.color.rgb = NAVY


def plain(slide: Any) -> None:
    words(slide)


def dark_slide(slide: Any) -> None:
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = NAVY
    white(slide)


def dark_box(slide: Any) -> None:
    box, run = words(slide)
    box.fill.solid()
    box.fill.fore_color.rgb, run.font.color.rgb = NAVY, WHITE


def on_a_banner(slide: Any) -> None:
    banner = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(0), Inches(4), Inches(9), Inches(3))
    banner.fill.solid()
    banner.fill.fore_color.rgb = NAVY
    white(slide)


def on_a_picture(slide: Any) -> None:
    slide.shapes.add_picture(io.BytesIO(image()), Inches(0), Inches(4), Inches(9), Inches(3))
    white(slide)


def under_a_picture_elsewhere(slide: Any) -> None:
    slide.shapes.add_picture(io.BytesIO(image()), Inches(0), Inches(0), Inches(1), Inches(1))
    white(slide)


@pytest.mark.parametrize("draw", [white, themed, tiny, beside, same, under_a_picture_elsewhere])
def test_unseen_words(draw: Any) -> None:
    content = read("a.pptx", pptx(("Titre", SENTENCE), fill=lambda deck: draw(deck.slides[0])))
    assert content.pages == (f"Titre\n{SENTENCE}",)
    assert facts(content) == {"hidden-text": [HIDDEN]}


@pytest.mark.parametrize("draw", [plain, dark_slide, dark_box, on_a_banner, on_a_picture])
def test_words_that_are_seen(draw: Any) -> None:
    content = read("a.pptx", pptx(("Titre", SENTENCE), fill=lambda deck: draw(deck.slides[0])))
    assert content.pages == (f"Titre\n{SENTENCE}\n{HIDDEN}",)
    assert facts(content) == {}
