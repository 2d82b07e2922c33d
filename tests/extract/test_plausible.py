"""Letters that make no words, and accents that fonts with wrong tables changed; what people write is neither."""

from __future__ import annotations

import random
import string

import pytest

from dataroom.extract.plausible import has_lost_letters, has_wrong_accents, is_gibberish

FRENCH = (
    "La société prestataire tient la comptabilité, établit chaque mois les déclarations et remet les écritures au "
    "client ; le présent contrat est conclu pour une durée de trois ans."
)
ENGLISH = (
    "The provider shall keep the books of the client, file its returns and answer its questions for three years. " * 2
)
TABLE = "\n".join(f"{n}01000\tFOURNISSEUR {n}\t{n * 117},50\t0,00" for n in range(401, 440))
CODES = "REF-AX12 QTY 4 SKU/99-B 12x40 KWh 230V IP65 LED RGB DMX512 CE EN60598 " * 4


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ok",
        FRENCH,
        ENGLISH,
        FRENCH.upper(),
        TABLE,
        CODES,
        "Titre ............................................ 12\n" * 9,
    ],
)
def test_what_people_write_is_language(text: str) -> None:
    assert not is_gibberish(text)
    assert not has_wrong_accents(text)
    assert not has_lost_letters(text)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("text", [FRENCH, ENGLISH])
def test_letters_exchanged_at_random_are_none(text: str, seed: int) -> None:
    letters = string.ascii_lowercase
    mixed = "".join(random.Random(seed).sample(letters, 26))  # noqa: S311 - an order, no secret
    assert is_gibberish(text.lower().translate(str.maketrans(letters, mixed)))


def test_a_page_of_signs_is_none() -> None:
    assert is_gibberish("!\"#$% &'()* +,:;< =>?@[ ]^`{|}~ " * 8)


@pytest.mark.parametrize(
    "text",
    [
        FRENCH.replace("é", "à"),
        FRENCH.replace("é", ""),
        "Les sociôtôs, le prôsident et la rôsolution",
        "la durûe du prûavis, les donnûes",
        "û û û 12",
    ],
)
def test_wrong_accents_are_seen(text: str) -> None:
    assert has_wrong_accents(text)


@pytest.mark.parametrize(
    "text",
    [
        "La societe etablit la comptabilite, les declarations et la duree du preavis.",
        "le réglement arrété par le président, la société et le siège",
        "entre les parties, la mission change, le grant est destiné à la recherche",
        "Straße, señor, façade, coöperation, naïve",
        "employs a grantee whose chance changes; the commission entered",
    ],
)
def test_other_spellings_are_no_sign(text: str) -> None:
    assert not has_wrong_accents(text)


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("la soci\x81t\x81 et le pr\x01sident", True),
        ("l’activit– et la dur–e, l’ann–e", True),
        ("clôturÉ et payÉ", True),
        ("sous\ufffetraitance et procès\x02verbal", False),
        ("\x01 premier point\n\x01 second point", False),
        ("$\\backslash$x01 et a+b+c, e-mail x@y.fr", False),
        ("2024–2025, Lyon–Paris, n° 12, 3 m²", False),
    ],
)
def test_letters_that_no_table_explains_are_seen(text: str, lost: bool) -> None:
    assert has_lost_letters(text) is lost
