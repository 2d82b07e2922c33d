"""The same facts in every format: verdict, counts by status and severity, keys, documents, in both editions."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import docx
import pytest
import python_calamine

from dataroom.model import Report, Severity, Status
from dataroom.printable import visible
from dataroom.report import FORMATS, letters, shown, texts, views
from dataroom.report.pdf_glyphs import drawn

from .factory import rich
from .reading import pages_of, squeezed

EDITIONS = ("seller", "acquirer")
TITLED = {one.value: texts.STATUSES[one].fr for one in Status}
BOTH = pytest.mark.parametrize("edition", EDITIONS)


def report(edition: str) -> Report:
    return replace(rich(), edition=edition, language="fr")


@cache
def rendered(name: str, edition: str) -> str | bytes:
    return FORMATS[name].render(report(edition))


@cache
def told(edition: str) -> dict[str, Any]:
    """Give the JSON, of which the others are compared with: it is checked against the report itself below."""
    values: dict[str, Any] = json.loads(rendered("json", edition))
    return values


def statuses(edition: str) -> Counter[str]:
    return Counter(one["status"] for one in told(edition)["requirements"])


def keys(edition: str) -> set[str]:
    return {one["key"] for one in told(edition)["requirements"]}


def unsatisfied(edition: str) -> set[str]:
    return {one["key"] for one in told(edition)["requirements"] if one["status"] != "satisfied"}


@BOTH
def test_json_holds_what_the_report_holds(edition: str) -> None:
    whole = report(edition)
    assert told(edition)["verdict"] == whole.verdict.value
    assert statuses(edition) == Counter(one.status.value for one in whole.requirements)
    assert keys(edition) == {one.key for one in whole.requirements}
    assert len(told(edition)["documents"]) == len(whole.documents)


@cache
def sheets(edition: str) -> Mapping[str, list[list[Any]]]:
    book = rendered("xlsx", edition)
    assert isinstance(book, bytes)
    opened = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(book))
    return {name: opened.get_sheet_by_name(name).to_python() for name in opened.sheet_names}


def column(edition: str, holding: set[str]) -> list[str]:
    """Give the column of the workbook in which most of some values stand."""
    columns = [
        [str(row[place]) for row in rows if place < len(row)]
        for rows in sheets(edition).values()
        for place in range(max(map(len, rows), default=0))
    ]
    return max(columns, key=lambda values: len(holding.intersection(values)))


@BOTH
def test_the_workbook(edition: str) -> None:
    found = column(edition, unsatisfied(edition))
    assert unsatisfied(edition) <= set(found)
    paths = {visible(one["path"]) for one in told(edition)["documents"]}
    assert paths <= set(column(edition, paths))
    digests = {one["sha256"] for one in told(edition)["documents"]} - {None}
    assert digests <= set(column(edition, digests))
    cells = {str(cell) for rows in sheets(edition).values() for row in rows for cell in row}
    assert any(texts.VERDICTS[told(edition)["verdict"]].fr in cell for cell in cells)


@BOTH
def test_csv(edition: str) -> None:
    content = rendered("csv", edition)
    assert isinstance(content, bytes)
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    listed = {row["Clé"]: row for row in rows}
    assert set(listed) == unsatisfied(edition)
    for one in told(edition)["requirements"]:
        if one["key"] in listed:
            assert listed[one["key"]]["Statut"] == TITLED[one["status"]]
            assert listed[one["key"]]["Gravité"] == texts.SEVERITIES[one["severity"]].fr


@BOTH
def test_html(edition: str) -> None:
    source = str(rendered("html", edition))
    page = html.unescape(source)
    assert texts.VERDICTS[told(edition)["verdict"]].fr in page
    (packed,) = re.findall(r'<script type="application/json" id="rows">(.*?)</script>', source, re.DOTALL)
    rows = json.loads(packed)
    for name in ("documents", "unread", "findings"):
        assert len(rows[name]) == len(told(edition)[name])
    # The last value of a row is how many requirements it stands for.
    assert sum(row[-1] for row in rows["requirements"]) == len(told(edition)["requirements"])
    titles = {one["title"]["fr"] for one in told(edition)["requirements"]}
    assert [title for title in titles if title not in page] == []


@BOTH
def test_docx(edition: str) -> None:
    content = rendered("docx", edition)
    assert isinstance(content, bytes)
    opened = docx.Document(io.BytesIO(content))
    rows = [[cell.text for cell in row.cells] for row in opened.tables[0].rows[1:]]
    requirements = told(edition)["requirements"]
    open_ones = [one for one in requirements if one["status"] in {"partial", "unusable", "to-confirm", "missing"}]
    assert sum(int(row[2]) for row in rows) == len(open_ones)
    assert sum(int(row[3]) for row in rows) == sum(one["severity"] == "blocking" for one in open_ones)
    titles = {one["title"]["fr"] for one in open_ones}
    numbered = " ".join(line.text for line in opened.paragraphs if line.style and line.style.name == "List Number")
    assert [title for title in titles if title not in numbered] == []


@BOTH
def test_pdf(edition: str) -> None:
    content = rendered("pdf", edition)
    assert isinstance(content, bytes)
    text = squeezed(pages_of(content))
    seen = shown(report(edition))
    assert squeezed(views.why(seen).fr) in text
    assert squeezed(f"Pièces{len(told(edition)['documents'])}") in text
    ids = {one["id"] for one in told(edition)["requirements"] if one["status"] != "satisfied"}
    assert [one for one in ids if squeezed(one) not in text] == []
    paths = [drawn(one["path"]) for one in told(edition)["documents"]]
    assert [path for path in paths if squeezed(path) not in text] == []
    for gap in views.gaps(seen):
        assert squeezed(TITLED[gap.first.status.value]) in text
    asked = letters.letters(seen)
    assert [letter.addressee.fr for letter in asked if squeezed(letter.addressee.fr) not in text] == []


@BOTH
def test_the_counts_of_the_gauges_are_everywhere(edition: str) -> None:
    counts = told(edition)["gauges"]["completeness"]
    for name in ("pdf", "html"):
        content = rendered(name, edition)
        text = pages_of(content) if isinstance(content, bytes) else html.unescape(re.sub(r"<[^>]+>", " ", content))
        packed = squeezed(text)
        for kind, number in counts.items():
            one, many = texts.count_label(kind)
            assert squeezed(f"{number}{(one if number < 2 else many).fr}") in packed, (name, kind)


@BOTH
@pytest.mark.parametrize("name", ["pdf", "html", "terminal", "md"])
def test_why_is_the_same(edition: str, name: str) -> None:
    content = rendered(name, edition)
    text = pages_of(content) if isinstance(content, bytes) else html.unescape(content)
    said = squeezed(views.why(report(edition)).fr)
    assert said in squeezed(text.replace("\\", ""))


def test_severities_are_counted_alike() -> None:
    open_ones = [one for one in told("seller")["requirements"] if Status(one["status"]).is_open]
    assert Counter(one["severity"] for one in open_ones) == {
        severity.value: count for severity, count in views.open_counts(report("seller").requirements).items() if count
    }
    assert {Severity(one["severity"]) for one in open_ones} == set(Severity)
