"""The same facts in every format: how many, and which."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import docx
import pytest

from dataroom.model import Report, Severity, Status
from dataroom.report import FORMATS, shown, texts, to_dict

from .books import rendered, table
from .factory import rich

CASES = [(edition, lang) for edition in ("seller", "acquirer") for lang in ("fr", "en")]
SHEETS = {"fr": ("Registre des lacunes", "Constats", "Index des pièces", "Non lus", "Clé", "Statut"),
          "en": ("Gap register", "Findings", "Document index", "Not read", "Key", "Status")}  # fmt: skip


def text(report: Report, name: str) -> str:
    found = FORMATS[name].render(report)
    assert isinstance(found, str)
    return found


@pytest.fixture(params=CASES, ids="-".join)
def report(request: pytest.FixtureRequest) -> Report:
    edition, lang = request.param
    return replace(rich(), edition=edition, language=lang)


@pytest.fixture
def facts(report: Report) -> dict[str, Any]:
    """The JSON is the measure of the others."""
    return json.loads(json.dumps(to_dict(report)))  # type: ignore[no-any-return] # a dict goes in


def gaps(facts: dict[str, Any]) -> list[str]:
    return sorted(r["key"] for r in facts["requirements"] if r["status"] != "satisfied")


def test_xlsx(report: Report, facts: dict[str, Any]) -> None:
    register, findings, documents, unread, key, status = SHEETS[report.language]
    raw = rendered(report)
    rows = table(raw, register)
    assert sorted(row[key] for row in rows) == gaps(facts)
    signs = {sign: name for name, sign in texts.STATUS_SIGNS.items()}
    wanted = Counter(r["status"] for r in facts["requirements"] if r["status"] != "satisfied")
    assert Counter(signs[row[status][0]] for row in rows) == wanted
    ids = {"fr": "Identifiant", "en": "Id"}[report.language]
    assert sorted(row[ids] for row in table(raw, findings)) == sorted(f["id"] for f in facts["findings"])
    assert sorted(row[ids] for row in table(raw, documents)) == sorted(d["id"] for d in facts["documents"])
    assert len(table(raw, unread)) == len(facts["unread"])


def test_csv_and_markdown(report: Report, facts: dict[str, Any]) -> None:
    raw = FORMATS["csv"].render(report)
    assert isinstance(raw, bytes)
    delimiter = ";" if report.language == "fr" else ","
    rows = csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=delimiter)
    assert sorted(row[SHEETS[report.language][4]] for row in rows) == gaps(facts)
    page = text(report, "md")
    lines = [re.split(r"(?<!\\)\|", line)[1:-1] for line in page.splitlines() if line.startswith("| ")]
    told = Counter(len(line) for line in lines)
    headings = 2
    assert told[9] == len(gaps(facts)) + headings
    assert told[6] == len(facts["findings"]) + headings
    assert told[3] == len(facts["unread"]) + headings
    ids = {line[-1].strip() for line in lines if len(line) == 6}
    assert {f["id"] for f in facts["findings"]} <= ids


def test_junit_and_sarif(report: Report, facts: dict[str, Any]) -> None:
    root = ET.fromstring(text(report, "junit"))  # noqa: S314 - our own
    by_suite = {suite.get("name"): suite for suite in root}
    cases = by_suite["back-office"].findall("testcase")
    assert sorted(str(case.get("name")) for case in cases) == sorted(r["key"] for r in facts["requirements"])
    still_open = [r["key"] for r in facts["requirements"] if Status(r["status"]).is_open]
    assert sorted(str(c.get("name")) for c in cases if c.find("failure") is not None) == sorted(still_open)
    names = [case.get("name") for case in by_suite["dataroom.findings"].findall("testcase")]
    assert names == [f["id"] for f in facts["findings"]]
    assert len(by_suite["dataroom.unread"].findall("testcase")) == len(facts["unread"])
    run = json.loads(text(report, "sarif"))["runs"][0]
    marks = [one["partialFingerprints"] for one in run["results"]]
    assert sorted(m["dataroomKey/v1"] for m in marks if "dataroomKey/v1" in m) == gaps(facts)
    assert [m["dataroomFinding/v1"] for m in marks if "dataroomFinding/v1" in m] == [f["id"] for f in facts["findings"]]
    assert run["properties"]["verdict"] == facts["verdict"]
    assert run["properties"]["unread"] == len(facts["unread"])


def test_docx(report: Report, facts: dict[str, Any]) -> None:
    raw = FORMATS["docx"].render(report)
    assert isinstance(raw, bytes)
    document = docx.Document(io.BytesIO(raw))
    still_open = [r for r in facts["requirements"] if Status(r["status"]).is_open]
    counts = [[int(cell.text) for cell in row.cells[2:4]] for row in document.tables[0].rows[1:]]
    assert sum(row[0] for row in counts) == len(still_open)
    assert sum(row[1] for row in counts) == sum(r["severity"] == Severity.BLOCKING for r in still_open)


def test_html(report: Report, facts: dict[str, Any]) -> None:
    page = text(report, "html")
    islands = re.findall(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL)
    packed = next(found for found in map(json.loads, islands) if "documents" in found)
    assert len(packed["documents"]) == len(facts["documents"])
    assert len(packed["findings"]) == len(facts["findings"])
    assert len(packed["unread"]) == len(facts["unread"])


def test_the_edition_changes_no_count(report: Report) -> None:
    whole, seen = rich(), shown(report)
    for name in ("documents", "requirements", "findings", "unread"):
        assert len(getattr(whole, name)) == len(getattr(seen, name))
