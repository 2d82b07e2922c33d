from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dataroom.model import Bilingual, Report, Status
from dataroom.printable import visible
from dataroom.report import FORMATS
from dataroom.report.markdown import escaped

from .factory import HOSTILE, empty, result, rich


def page(report: Report) -> str:
    text = FORMATS["md"].render(report)
    assert isinstance(text, str)
    return text


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def unescaped(text: str) -> str:
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text.replace("`@`", "@"))


@pytest.mark.parametrize("edition", ["seller", "acquirer"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_gap_and_every_unread_file_is_a_row(edition: str, lang: str) -> None:
    report = replace(rich(), edition=edition, language=lang)
    lines = [cells(line) for line in page(report).splitlines() if line.startswith("|")]
    gaps = [visible(r.key) for r in report.requirements if r.status is not Status.SATISFIED]
    told = [unescaped(line[-1]) for line in lines if len(line) == 9]
    assert sorted(told[2:]) == sorted(gaps)
    unread = [line for line in lines if len(line) == 3]
    assert len(unread) == len(report.unread) + 2


def test_an_empty_room_has_no_table() -> None:
    assert "|" not in page(empty())


@pytest.mark.parametrize(
    "text",
    [
        *HOSTILE,
        "[a](http://x)",
        "![a](b)",
        "<img src=x>",
        "a | b",
        "`code`",
        "# title",
        "1. item",
        "- item",
        "http://x.example www.x.example a@b.example",
        "&lt;b&gt;",
        "\\",
    ],
)
def test_text_from_outside_is_text(text: str) -> None:
    said = escaped(text)
    assert "\n" not in said
    assert unescaped(said) == visible(text.replace("\n", " "))
    assert not re.search(r"(?<!\\)(?:\\\\)*[<\[\]|*_&!]", said.replace("\\\\", ""))
    assert not re.search(r"https?:|www\.|[^`]@", said)
    assert not re.match(r"\s*(?:[-+#>]|\d+[.)])", said)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_row_stays_a_row(text: str) -> None:
    both = Bilingual(text, text)
    report = replace(empty(), room=text, requirements=(result("a", Status.MISSING, provider=text, title=both),))
    (row,) = [cells(line) for line in page(report).splitlines() if line.startswith("| ") and len(cells(line)) == 9][2:]
    assert unescaped(row[0]) == visible(text.replace("\n", " ")) or "\n" in text
