"""The plain way in which the texts are written: titles, headings, tables, paragraphs, one block after the other.

`# ` begins a title, `## ` a heading, `>> ` a line on the right, `- ` a point, `| ` a row of a table;
`---` turns the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template

TEXTS = Path(__file__).parent / "texts"
_MARKS = {"# ": "title", "## ": "heading", ">> ": "right", "- ": "point"}


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page; `rows` only for a table."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def filled(name: str, fields: Mapping[str, str]) -> str:
    """Give the text of that name with its fields filled in; raises KeyError for a field without a value."""
    return Template((TEXTS / f"{name}.txt").read_text(encoding="utf-8")).substitute(fields)


def blocks(text: str) -> list[Block]:
    """Cut a text into its blocks; the rows of a table stand together."""
    return list(_joined(text.strip("\n").split("\n")))


def _joined(lines: list[str]) -> Iterator[Block]:
    rows: list[tuple[str, ...]] = []
    for line in lines:
        if line.startswith("|"):
            rows.append(tuple(cell.strip() for cell in line.strip().strip("|").split("|")))
            continue
        if rows:
            yield Block("table", rows=_squared(rows))
            rows = []
        if line.strip():
            yield _block(line)
    if rows:
        yield Block("table", rows=_squared(rows))


def _squared(rows: list[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    width = max(map(len, rows))
    return tuple(row + ("",) * (width - len(row)) for row in rows)


def _block(line: str) -> Block:
    if line == "---":
        return Block("break")
    for mark, kind in _MARKS.items():
        if line.startswith(mark):
            return Block(kind, line.removeprefix(mark))
    return Block("paragraph", line)
