"""The numbers of a contract's amendments: which one a document is, and which others it cites. Pure."""

from __future__ import annotations

import re

from dataroom.text import fold

_TOP_CHARS = 600
_MOST = 30  # a number beyond is no amendment's but a reference
_ORDINALS = {"premier": 1, "first": 1, "deuxieme": 2, "second": 2, "troisieme": 3, "third": 3, "quatrieme": 4}
_NUMBER = re.compile(
    r"\b(?:avenant|amendment|addendum)[\s_]+(?:contractuel[\s_]+)?(?:(?:n|no|number|num|nr)?[\s_.°ºo]*(\d{1,2})(?![\d/.-]))"
    r"|\b(premier|deuxieme|second|troisieme|quatrieme)[\s_]+avenant\b"
    r"|\b(first|second|third)[\s_]+amendment\b"
)


_OWN = re.compile(
    r"(?<![a-z])(?:avenant|modification|acte modificatif|additif|amendment|addendum|variation|avt|av)[\s_.-]*"
    r"(?:contractuel\w*[\s_]+)?(?:numero|number|num|nr|no|n)?[\s_.°ºo-]*(\d{1,2})(?![\d/.-]\d|\d)"
)


def amendment_numbers(text: str) -> tuple[int, ...]:
    """Give the numbers of the amendments that a text names, in the order of their first naming."""
    found = []
    for match in _NUMBER.finditer(fold(text)):
        number = int(match[1]) if match[1] else _ORDINALS[match[2] or match[3]]
        if 1 <= number <= _MOST:
            found.append(number)
    return tuple(dict.fromkeys(found))


def own_number(name: str, text: str) -> int | None:
    """Give the number of an amendment, by its first lines, else by its file's name."""
    for place in (text[:_TOP_CHARS], name):
        numbers = amendment_numbers(place) or [int(m[1]) for m in _OWN.finditer(fold(place))]
        found = next((number for number in numbers if 1 <= number <= _MOST), None)
        if found is not None:
            return found
    return None
