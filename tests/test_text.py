"""Folding and phrases: what is found, what is not, and that no place is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataroom.phrases import Phrases
from dataroom.text import Folded, fold, has_words, words, words_of_each


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("plain", "plain"),
        ("L’œuvre garantie d’actif", "l'oeuvre garantie d'actif"),
        ("ÉLÈVE ß Æ ﬁn", "eleve ss ae fin"),
        ("e\u0301te\u0301", "ete"),
        ("co\u00adopé", "coope"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("bail", "le travail", False),
        ("bail", "le bail.", True),
        ("nda", "un da", False),
        ("contrat de prestation", "C O N T R A T  de\nprestation", True),
        ("attestation de vigilance", "attes tation de vigi lance", True),
        ("avenant n°", "AVENANT N° 2", True),
        ("rupture*", "ruptures anticipées", True),
        ("rupture", "ruptures", False),
        ("convention ... prestation", "convention relative à la prestation", True),
        ("convention ... prestation", "convention " + "mot " * 12 + "prestation", False),
        ("convention ... prestation", "prestation et convention", False),
        ("oeuvre", "œuvre", True),
        ("renouvellement ... bail", "renouvel lement de plein droit du bail", True),  # the first part mended
        ("convention ... prestation", "convention " + "mot " * 8 + "prestation", True),
        ("convention ... prestation", "convention " + "mot " * 9 + "prestation", False),
        (
            "convention ... prestation",
            "convention " + f"{'m' * 90} " * 8 + "prestation",
            True,
        ),  # eight words, however long
        ("convention ... prestation", "convention " + f"{'m' * 90} " * 9 + "prestation", False),
        ("convention* ... prest* ... conseil", "conventions de prestations et de conseil", True),
        ("convention* ... prest* ... conseil", "conventions de prestations", False),
    ],
)
def test_phrase(phrase: str, text: str, *, found: bool) -> None:
    assert bool(list(Phrases([phrase]).find(Folded(text)))) is found


def test_a_phrase_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="…"):
        Phrases(["…"])


@pytest.mark.parametrize(
    ("phrase", "text", "place"),
    [
        ("contrat", "le contrat", (1, 1)),
        ("contrat de prestation", "le CON TRAT de\npresta tion signé", (1, 5)),
        ("renouvellement ... bail", "le renouvel lement du bail", (1, 4)),
        ("renouvellement* ... bail", "les renouvel lements de ce bail conclu", (1, 5)),
        ("convention ... prest*", "la convention de prestations", (1, 3)),
    ],
)
def test_where_a_phrase_stands(phrase: str, text: str, place: tuple[int, int]) -> None:
    assert [(hit.first, hit.last) for hit in Phrases([phrase]).find(Folded(text))] == [place]


@pytest.mark.parametrize(
    ("text", "first", "last", "parted"),
    [
        ("un deux", 0, 1, False),
        ("un\tdeux trois", 0, 1, True),
        ("un\tdeux trois", 1, 2, False),
        ("un\tdeux trois", 1, 1, False),
        ("\tun deux\t", 0, 1, False),
        ("un\ndeux\ttrois", 0, 1, False),
        ("un\t\ndeux", 0, 1, True),
        ("un\n\tdeux", 0, 1, True),
        ("a\tb\nœuvre é ½ deux\ttrois", 2, 4, False),
        ("a\tb\nœuvre é ½ deux\ttrois", 3, 7, True),
    ],
)
def test_a_cell_that_ends_between_two_words_parts_them(text: str, first: int, last: int, *, parted: bool) -> None:
    assert Folded(text).parted(first, last) is parted


@given(st.text(alphabet="éÉàçœŒæß’–—«»°€\xa0\u202f…½№ ab\n", max_size=60))
def test_what_french_is_full_of_is_as_long_when_folded(text: str) -> None:
    folded = Folded(text + " fin")
    start, end = folded.span(len(folded) - 1, len(folded) - 1)
    assert folded.original[start:end] == "fin"


@given(st.text(max_size=200))
def test_every_word_leads_back_to_its_place(text: str) -> None:
    """« without losing the place of any of them »."""
    folded = Folded(text)
    for number, word in enumerate(folded.words()):
        start, end = folded.span(number, number)
        assert word in fold(folded.original[start:end]) or fold(folded.original[start:end]) in word
        assert 0 <= folded.line_of(number) <= text.count("\n")
        assert folded.quote(number, number)


@given(st.lists(st.sampled_from(["contrat", "de", "prestation", "œuvre", "société", "12"]), min_size=1, max_size=30))
def test_a_phrase_made_of_the_text_is_found(words: list[str]) -> None:
    text = Folded(" ".join(words))
    phrase = " ".join(words[:3])
    assert any(hit.first == 0 for hit in Phrases([phrase]).find(text))


PHRASES = ["Contrat de prestation", "", "œuvre de l’État", "a\nb", "2024*", "---", "É\u0301t\u0301", "\u0301x", "Ελλάς"]


def test_words_of_each_gives_what_words_gives_of_one() -> None:
    assert words_of_each(PHRASES) == [words(text) for text in PHRASES]
    assert words_of_each([]) == []


@pytest.mark.parametrize("text", [*PHRASES, "œ", "’", "e\u0301"])
def test_has_words_tells_whether_there_is_one(text: str) -> None:
    assert has_words(text) == bool(words(text))
