"""A saved report read line by line says what it says read whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from dataroom.errors import FileFaults
from dataroom.report import from_dict, render
from dataroom.report.saved import document_lines, documents_of, head_of
from tests.nightly.reports import document, report

FOUND = report(
    (document("é.pdf"), document('b, "documents": [.pdf', expires="2026-05-12"), document("c.pdf", flags=("draft",)))
)


def _lines(text: str) -> list[bytes]:
    return text.encode().splitlines(keepends=True)


WRITTEN = str(render("json", FOUND))
WHOLE = from_dict(json.loads(WRITTEN))


@pytest.mark.parametrize("found", [report(), FOUND, replace(FOUND, documents=FOUND.documents[:1])])
def test_head_and_documents_are_the_whole(found: object) -> None:
    text = str(render("json", found))  # type: ignore[arg-type]  # a report
    head, documents = head_of(_lines(text)), tuple(documents_of(_lines(text)))
    assert head.documents == ()
    assert replace(head, documents=documents) == from_dict(json.loads(text))


@pytest.mark.parametrize("indent", [None, 1, 2])
def test_a_report_in_other_lines_is_read_whole(indent: int | None) -> None:
    lines = _lines(json.dumps(json.loads(WRITTEN), indent=indent))
    assert (head_of(lines), list(document_lines(lines))) == (WHOLE, [])


@pytest.mark.parametrize(
    ("harm", "where"),
    [
        (lambda text: text.replace('"state": "ok"', '"state": "fine"', 1), "documents[0].state"),
        (lambda text: text.replace('"id": ', '"name": '), "documents[0]"),
    ],
)
def test_a_document_that_is_none_is_named(harm: Callable[[str], str], where: str) -> None:
    with pytest.raises(FileFaults) as told:
        list(documents_of(_lines(harm(WRITTEN))))
    assert f"report.json: {where}" in str(told.value)


def test_lines_that_are_no_json_are_told() -> None:
    with pytest.raises(ValueError, match="Expecting"):
        list(documents_of(_lines(WRITTEN.replace('"size": 1', '"size": '))))
    with pytest.raises(ValueError, match="Expecting"):
        head_of(_lines(WRITTEN.replace('"verdict": ', '"verdict" ')))
