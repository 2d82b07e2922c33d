from __future__ import annotations

import pytest

from dataroom.model import Document, State
from dataroom.phrasing import not_read


@pytest.mark.parametrize(
    ("state", "flags", "fr", "en"),
    [
        (State.EMPTY, (), "est vide (zéro octet)", "is empty (zero bytes)"),
        (State.EMPTY, ("ocr",), "est vide (zéro octet)", "is empty (zero bytes)"),
        (
            State.IMAGE_ONLY,
            (),
            "est une image sans texte : elle n’a pas été lue",
            "is an image without text: it was not read",
        ),
        (
            State.IMAGE_ONLY,
            ("ocr",),
            "est une image : son texte n’est connu que par reconnaissance (OCR)",
            "is an image: its text is known by recognition (OCR) alone",
        ),
    ],
)
def test_what_is_said_of_a_file_that_was_not_read(state: State, flags: tuple[str, ...], fr: str, en: str) -> None:
    text = not_read(Document("salle/scan.pdf", 9, state=state, flags=flags))
    assert (text.fr, text.en) == (f"« scan.pdf » {fr}.", f"“scan.pdf” {en}.")
