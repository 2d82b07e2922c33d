"""What axe-core finds in the pages, by every rule of WCAG 2.0, 2.1 and 2.2, levels A and AA, and its good practices."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from dataroom.model import Report
from dataroom.nightly.summary import Summary
from dataroom.nightly.summary import render_html as render_night
from dataroom.nightly.task import Task
from dataroom.report import as_edition, render_html
from tests.nightly.test_run import NOW, _bad, _good, _loaded
from tests.report.factory import empty, rich

from .browser import FOUND, Page, browser

pytestmark = [pytest.mark.faults, pytest.mark.skipif(FOUND is None, reason="no Chromium: apt-get install chromium")]

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RULES = {"color-contrast", "aria-allowed-attr", "button-name", "region", "heading-order"}
_RUN = f"""axe.run(document, {{ runOnly: {{ type: "tag", values: {json.dumps(_TAGS)} }} }}).then((found) => ({{
  held: found.passes.map((rule) => rule.id),
  broken: found.violations.map((rule) => [rule.id, rule.help, ...rule.nodes.slice(0, 3).map((one) => one.html)]),
}}))"""
_EVERYTHING = """
for (const fold of document.querySelectorAll("details")) fold.open = true;
for (const button of document.querySelectorAll('.row-btn[aria-expanded="false"]')) button.click();
"""
_REVIEW = 'document.getElementById("review-toggle").click();'


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with browser(tmp_path_factory.mktemp("access")) as opened:
        yield opened


def broken(page: Page, file: Path, text: str, scheme: str, before: str = "") -> Any:
    """Give the rules of axe-core that a page breaks in a colour scheme, after a script has run in it."""
    file.write_text(text, encoding="utf-8")
    page.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    page.open(file)
    page.run(before)
    page.run((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8") + "; 0")
    found = page.run(_RUN)
    assert found["held"]
    return found


def one_of_each() -> Report:
    """Give the made-up report with one document of each state and one requirement of each status."""
    report = rich()
    documents = {(d.state, d.type is None, bool(d.clauses)): d for d in report.documents}
    results = {r.status: r for r in report.requirements}
    return replace(report, documents=tuple(documents.values()), requirements=tuple(results.values()))


@pytest.mark.parametrize(
    ("report", "before", "scheme"),
    [
        (one_of_each(), _REVIEW + _EVERYTHING, "light"),
        (one_of_each(), _REVIEW + _EVERYTHING, "dark"),
        (replace(one_of_each(), language="en"), "", "light"),
        (as_edition(one_of_each(), "acquirer"), _EVERYTHING, "dark"),
        (empty(), _EVERYTHING, "light"),
    ],
    ids=["review", "review-dark", "english", "acquirer-dark", "empty"],
)
def test_the_report_breaks_no_rule(page: Page, tmp_path: Path, report: Report, before: str, scheme: str) -> None:
    found = broken(page, tmp_path / "report.html", render_html(report), scheme, before)
    assert found["broken"] == []
    assert set(found["held"]) >= _RULES


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_of_a_night_breaks_no_rule(page: Page, tmp_path: Path, scheme: str) -> None:
    loaded = _loaded(tmp_path)
    one, two, three = (
        Task(room, tmp_path, tmp_path, (), "fr", NOW, NOW.date(), tmp_path / "answer") for room in loaded.rooms
    )
    text = render_night(Summary(loaded, [_good(one, 1), _bad(two), _good(three)], (), NOW, NOW, 70))
    assert broken(page, tmp_path / "summary.html", text, scheme, _EVERYTHING)["broken"] == []


def test_a_page_that_breaks_rules_is_told(page: Page, tmp_path: Path) -> None:
    text = '<!doctype html><title>x</title><main><h1>x</h1><button></button><p style="color:#aaa">pale</p></main>'
    names = {rule for rule, *_ in broken(page, tmp_path / "bad.html", text, "light")["broken"]}
    assert {"button-name", "color-contrast", "html-has-lang"} <= names
