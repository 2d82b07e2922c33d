"""Values packed small for the page's script: what comes again stands once in a table and is named by its number.

Everything is made visible here, so the script can put it into text nodes as it is.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping

from dataroom.model import Bilingual
from dataroom.printable import visible
from dataroom.report import texts
from dataroom.report.words import typeset

_RARE = re.compile(r"[^ -~\u00a0-\u00ac\u00ae-\u024f\u2010-\u2027\u202f\u20ac]")


class Table:
    """Strings or pairs by number, in the order in which they were first met."""

    __slots__ = ("numbers",)

    def __init__(self) -> None:
        """Begin empty."""
        self.numbers: dict[tuple[str, ...], int] = {}

    def add(self, *parts: str) -> int:
        """Give the number of an entry, which is added where it is new."""
        key = tuple(visible(part) for part in parts)
        return self.numbers.setdefault(key, len(self.numbers))

    def rows(self) -> list[tuple[str, ...]]:
        """Give the entries by number."""
        return list(self.numbers)


class Packing:
    """The two tables, which fill as rows are made. 0 stands for nothing; a number of a table counts from 1."""

    __slots__ = ("pairs", "titles", "words")

    def __init__(self, titles: Mapping[str, Bilingual]) -> None:
        """Begin with empty tables; `titles` are what the report calls types and clauses."""
        self.titles = titles
        self.pairs, self.words = Table(), Table()

    def pair(self, text: Bilingual | None) -> int:
        """Give the number of a text in both languages."""
        return 0 if text is None else self.pairs.add(typeset(text.fr), text.en) + 1

    def word(self, text: str | None) -> int:
        """Give the number of a word."""
        return self.words.add(text) + 1 if text else 0

    def label(self, table: str, name: str | None) -> int:
        """Give the number of what people call `name`."""
        return self.pair(texts.label(table, name, self.titles)) if name else 0

    def tables(self) -> dict[str, object]:
        """Give both tables, for the script."""
        return {"pairs": self.pairs.rows(), "words": [word for (word,) in self.words.rows()]}


def in_script(values: object) -> str:
    """Give values as JSON that can stand inside a script element."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _RARE.sub(_spelt, text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def _spelt(found: re.Match[str]) -> str:
    # What names a file exactly may hold signs that turn or hide text: they stand in the page by number alone.
    sign = found.group()
    return sign if sign.isprintable() else json.dumps(sign)[1:-1]


def short(digest: str) -> str | int:
    """Give a digest in base64; 0 for what is none."""
    try:
        return base64.b64encode(bytes.fromhex(digest)).decode("ascii").rstrip("=")
    except ValueError:
        return 0
