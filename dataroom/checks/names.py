"""Findings for names that do not travel: other systems refuse them, change them, or they hide what they say."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator
from typing import Protocol

from dataroom.holding import repeated
from dataroom.model import Bilingual, Confidence, Finding, Severity

# https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file (read 2026-11)
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³])(?:\..*)?")
_FORBIDDEN = re.compile(r'[<>:"\\|?*]')
_LONGEST_PATH = 240
_REMEDY = Bilingual("Renommer le fichier avant l’ouverture de la salle.", "Rename the file before the room opens.")


_WORD = (1 << 64) - 1


class Named(Protocol):
    """What has a name: a document, or its row."""

    @property
    def path(self) -> str:
        """The printable path."""

    @property
    def raw(self) -> bytes | None:
        """The exact path, where the printable one is not."""

    @property
    def inside(self) -> bool:
        """Whether it is a member of a container."""


def names(documents: Iterable[Named]) -> Iterator[Finding]:
    """Give one finding for each hazard of each name, members of containers aside; goes through them twice."""
    keys: array[int] = array("Q")
    for document in documents:
        if not document.inside:
            keys.append(hash(_key(document)) & _WORD)
            for rule, said in _hazards(document):
                yield _finding(document, rule, said)
    alike = repeated(keys)
    if alike:
        yield from _twins(d for d in documents if not d.inside and hash(_key(d)) & _WORD in alike)


def _key(document: Named) -> str:
    return unicodedata.normalize("NFC", document.path).casefold()


def _hazards(document: Named) -> Iterable[tuple[str, Bilingual]]:
    parts = document.path.split("/")
    if document.raw is not None:
        yield "name-not-utf8", Bilingual("son nom n’est pas en UTF-8", "its name is not UTF-8")
    if any(unicodedata.category(char) in {"Cc", "Cf", "Co", "Cn"} for char in document.path):
        yield (
            "name-invisible-characters",
            Bilingual("son nom contient des caractères invisibles", "its name holds invisible characters"),
        )
    if any(_RESERVED.fullmatch(part) for part in parts):
        yield "name-reserved", Bilingual("son nom est réservé sous Windows", "its name is reserved on Windows")
    if document.raw is None and any(_FORBIDDEN.search(part) for part in parts):
        yield (
            "name-forbidden-characters",
            Bilingual(
                "son nom contient un caractère interdit sous Windows", "its name holds a character that Windows forbids"
            ),
        )
    if any(part != part.rstrip(". ") for part in parts):
        yield (
            "name-trailing-dot",
            Bilingual("son nom finit par un point ou une espace", "its name ends in a dot or a space"),
        )
    if len(document.path) > _LONGEST_PATH:
        yield (
            "name-too-long",
            Bilingual(
                f"son chemin dépasse {_LONGEST_PATH} caractères", f"its path is over {_LONGEST_PATH} characters long"
            ),
        )


def _twins(files: Iterable[Named]) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for document in files:
        key = _key(document)
        if key in seen:
            other = seen[key]
            said = Bilingual(
                f"ne se distingue de « {other} » que par la casse ou la forme des accents",
                f"differs from “{other}” only in case or in the form of its accents",
            )
            yield _finding(document, "name-twin", said)
        seen.setdefault(key, document.path)


def _finding(document: Named, rule: str, said: Bilingual) -> Finding:
    message = Bilingual(f"« {document.path} » : {said.fr}.", f"“{document.path}”: {said.en}.")
    return Finding(rule, Severity.MINOR, Confidence.HIGH, message, _REMEDY, document.path)
