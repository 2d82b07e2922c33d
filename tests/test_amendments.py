"""Which number an amendment has, and which it cites."""

from __future__ import annotations

import pytest

from dataroom.amendments import amendment_numbers, own_number


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("AVENANT N° 2 au contrat du 12/03/2021", (2,)),
        ("modifié par l’avenant n°1 du 12 décembre 2022 et l’avenant no 3", (1, 3)),
        ("le premier avenant, puis le deuxième avenant", (1, 2)),
        ("Amendment No. 3 to the agreement", (3,)),
        ("avenant du 12/12/2022", ()),
        ("Avenant 2024", ()),
        ("avenant n° 99", ()),
    ],
)
def test_the_amendments_that_a_text_names(text: str, numbers: tuple[int, ...]) -> None:
    assert amendment_numbers(text) == numbers


@pytest.mark.parametrize(
    ("name", "text", "number"),
    [
        ("contrat.pdf", "Avenant n° 2\nau contrat modifié par l’avenant n° 1", 2),
        ("Av1 2024.pdf", "Les parties conviennent", 1),
        ("av.2 signé.pdf", "", 2),
        ("scan.pdf", "Modification n° 3 au contrat", 3),
        ("avenant 12-2022.pdf", "Les parties conviennent", None),
        ("avenir 2.pdf", "", None),
    ],
)
def test_the_number_of_an_amendment(name: str, text: str, number: int | None) -> None:
    assert own_number(name, text) == number
