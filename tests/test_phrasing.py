from __future__ import annotations

import pytest

from dataroom.model import Candidate, Classification, Clause, Document, Evidence, State, Where
from dataroom.phrasing import accepted, not_read


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


_ABSENCE = Evidence("force majeure", Where.BODY, 2, "")
_CLAUSES = (Clause("audit", found=False), Clause("reversibility", found=True, page=3, quote="Le prestataire restitue"))


@pytest.mark.parametrize(
    ("asked", "flags", "fr"),
    [
        ((), (), "« c.pdf » – mots trouvés : « force majeure », page 2."),
        (("reversibility",), (), "« c.pdf » – mots trouvés : « Le prestataire restitue », page 3."),
        (("audit", "reversibility"), (), "« c.pdf » – mots trouvés : « Le prestataire restitue », page 3."),
        (("audit",), (), "« c.pdf »."),  # the words of the type prove nothing of a clause
        (("reversibility",), ("personal-data",), "« c.pdf »."),
    ],
)
def test_on_what_a_requirement_stands(asked: tuple[str, ...], flags: tuple[str, ...], fr: str) -> None:
    kind = Classification("nda", ("nda",), candidates=(Candidate("nda", 1.0, (_ABSENCE,)),))
    document = Document("salle/c.pdf", 9, classification=kind, flags=flags, clauses=_CLAUSES)
    assert accepted(document, asked).fr == fr
