"""The page in a real browser: what a person does with it, and that it asks nothing of the world."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from dataroom.cli import app
from dataroom.decisions_file import load_decisions
from dataroom.model import Report
from dataroom.report import as_edition, render_html, views
from tests.report.factory import HOSTILE, rich

from .browser import FOUND, Page, browser

pytestmark = [pytest.mark.faults, pytest.mark.skipif(FOUND is None, reason="no Chromium: apt-get install chromium")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("browser")


@pytest.fixture(scope="module")
def page(folder: Path) -> Iterator[Page]:
    with browser(folder) as opened:
        yield opened


def shown(page: Page, folder: Path, report: Report) -> Page:
    file = folder / "report.html"
    file.write_text(render_html(report), encoding="utf-8")
    page.open(file)
    return page


def hostile() -> Report:
    report = rich()
    results = tuple(
        replace(r, provider=HOSTILE[0], documents=HOSTILE, title=replace(r.title, fr=HOSTILE[1])) if r.provider else r
        for r in report.requirements
    )
    return replace(report, room=HOSTILE[1], requirements=results)


SHOWN = '[...document.querySelectorAll("#register-table tr[data-n]")].filter((row) => !row.hidden).length'
INDEX = '[...document.querySelectorAll("#index-table > tbody > tr")]'


def put(page: Page, table: str, name: str, value: str) -> None:
    """Fill in a field of a table's filters, and wait until the page has followed."""
    page.run(
        f"""(() => {{
          const field = document.querySelector('[data-for="{table}"] [data-filter="{name}"]');
          field.value = {json.dumps(value)};
          field.dispatchEvent(new Event("input", {{ bubbles: true }}));
          return new Promise((done) => setTimeout(done, 160));
        }})()"""
    )


@pytest.mark.parametrize("report", [rich(), hostile(), as_edition(rich(), "acquirer")], ids=["rich", "hostile", "acq"])
def test_the_page_complains_of_nothing_and_asks_for_nothing(page: Page, folder: Path, report: Report) -> None:
    shown(page, folder, report)
    page.run('for (const box of document.querySelectorAll(".row-btn, summary")) box.click()')
    page.run('for (const th of document.querySelectorAll("button.sort")) th.click()')
    assert page.complaints() == []
    assert [address for address in page.requests() if not address.startswith("file:")] == []
    assert len(page.requests()) == 1


def test_the_register_is_searched_filtered_and_grouped(page: Page, folder: Path) -> None:
    report = rich()
    shown(page, folder, report)
    register = views.register(report)
    opened = [gap for gap in register if gap.first.status.is_open]
    assert page.run(SHOWN) == len(opened)
    put(page, "register-table", "status", "all")
    assert page.run(SHOWN) == len(register)
    put(page, "register-table", "status", "missing")
    assert page.run(SHOWN) == sum(gap.first.status.value == "missing" for gap in register)
    put(page, "register-table", "status", "")
    put(page, "register-table", "text", "EXIT plan")
    assert page.run(SHOWN) == sum(gap.first.id == "exit-plan" for gap in opened)
    page.run("document.querySelector('[data-for=\"register-table\"] [data-reset]').click()")
    assert page.run(SHOWN) == len(opened)
    put(page, "register-table", "group", "")
    assert page.run('document.querySelectorAll("#register-table tr.group").length') == 0
    put(page, "register-table", "group", "whom")
    assert page.run('document.querySelectorAll("#register-table tr.group").length') > 1


def test_sorting_says_so(page: Page, folder: Path) -> None:
    shown(page, folder, rich())
    heads = 'document.querySelectorAll("#index-table thead th")'
    page.run(f"{heads}[6].querySelector('button').click()")
    assert page.run(f'{heads}[6].getAttribute("aria-sort")') == "ascending"
    page.run(f"{heads}[6].querySelector('button').click()")
    assert page.run(f'{heads}[6].getAttribute("aria-sort")') == "descending"
    assert page.run(f'[...{heads}].filter((th) => th.hasAttribute("aria-sort")).length') == 1


def test_a_document_is_found_by_its_digest_and_its_evidence_opens(page: Page, folder: Path) -> None:
    report = rich()
    wanted = next(d for d in report.documents if d.type == "service-contract" and d.fingerprint)
    assert wanted.fingerprint is not None
    shown(page, folder, report)
    put(page, "index-table", "text", wanted.fingerprint.blake3)
    assert page.run(f"{INDEX}.length") == 1
    page.run(f'{INDEX}[0].querySelector(".row-btn").click()')
    opened = page.run(f"{INDEX}[1].textContent")
    assert wanted.fingerprint.sha256 in opened
    assert "entre les soussignés" in opened


def test_one_click_changes_the_language_everywhere(page: Page, folder: Path) -> None:
    shown(page, folder, rich())
    visible = 'document.querySelector("main").innerText'
    assert "Registre des lacunes" in page.run(visible)
    page.run('document.querySelector("[data-lang=en]").click()')
    said = page.run(visible)
    assert "Gap register" in said
    assert "Registre" not in said
    assert page.run("document.title").startswith("Readiness report")
    assert page.run("document.documentElement.lang") == "en"


def test_the_keyboard_is_enough(page: Page, folder: Path) -> None:
    shown(page, folder, rich())
    page.press("Tab", 9)
    assert page.run("document.activeElement.className") == "skip"
    page.press("Enter", 13)
    assert page.run("document.activeElement.id") == "main"
    page.run('document.querySelector("#register-table tr.group .row-btn").focus()')
    before = page.run('document.activeElement.getAttribute("aria-expanded")')
    page.press("Enter", 13)
    assert page.run('document.activeElement.getAttribute("aria-expanded")') != before


def test_everything_that_can_be_used_has_a_name_and_is_large_enough(page: Page, folder: Path) -> None:
    shown(page, folder, rich())
    page.run('document.getElementById("review-toggle").click()')
    page.run('for (const box of document.querySelectorAll(".row-btn")) box.click()')
    nodes = page.call("Accessibility.getFullAXTree")["nodes"]
    used = {"button", "link", "textbox", "searchbox", "combobox", "table", "region", "navigation", "image", "group"}
    roles = [(n["role"]["value"], n.get("name", {}).get("value", "")) for n in nodes if not n["ignored"]]
    assert [role for role, name in roles if role in used - {"group"} and not name.strip()] == []
    assert {"table", "region", "navigation", "image", "button"} <= {role for role, _ in roles}
    small = page.run(
        """[...document.querySelectorAll("button, select, input, summary, nav a")].filter((one) => {
          const box = one.getBoundingClientRect();
          return box.height > 0 && (box.height < 23.5 || box.width < 23.5);
        }).map((one) => one.outerHTML.slice(0, 90))"""
    )
    assert small == []


def test_headings_step_down_one_at_a_time(page: Page, folder: Path) -> None:
    shown(page, folder, rich())
    levels = page.run('[...document.querySelectorAll("main h1, main h2, main h3, main h4")].map((h) => +h.tagName[1])')
    assert all(later - earlier <= 1 for earlier, later in zip([1, *levels], levels, strict=False))


def test_the_page_is_no_wider_than_a_telephone(page: Page, folder: Path) -> None:
    page.call("Emulation.setDeviceMetricsOverride", width=360, height=700, deviceScaleFactor=1, mobile=True)
    try:
        shown(page, folder, rich())
        assert page.run("document.documentElement.scrollWidth") <= 360
    finally:
        page.call("Emulation.clearDeviceMetricsOverride")


def _room(folder: Path) -> tuple[Path, Path]:
    room = folder / "salle"
    room.mkdir()
    (room / "note 😀 été.txt").write_text("Note interne sans intérêt, rien de plus à dire.\n", encoding="utf-8")
    (room / "courrier.txt").write_text("Bonjour, voici un courrier. Cordialement.\n", encoding="utf-8")
    profile = folder / "profile.yaml"
    profile.write_text(
        "company: {name: Société Témoin}\ndeal: {as_of: 2026-03-31}\nchecklists: [externalisation-administrative]\n"
        "outsourcing:\n- {process: payroll, provider: Paie Sud}\n",
        encoding="utf-8",
    )
    return room, profile


def _check(room: Path, profile: Path, folder: Path, *more: str) -> dict[str, Any]:
    out = folder / "out"
    asked = ["check", str(room), "--profile", str(profile), "--out", str(out), "--state", str(folder / "state")]
    done = CliRunner().invoke(app, [*asked, "--format", "html,json", "--fail-on", "never", "--jobs", "1", *more])
    assert done.exit_code == 0, done.output
    report: dict[str, Any] = json.loads((out / "report.json").read_text(encoding="utf-8"))
    return report


def test_what_is_decided_on_the_page_is_taken_by_the_next_check(page: Page, folder: Path) -> None:
    room, profile = _room(folder)
    before = _check(room, profile, folder)
    page.open(folder / "out" / "report.html")
    page.run('document.getElementById("review-toggle").click()')
    put(page, "index-table", "text", "note")
    page.run(f'{INDEX}[0].querySelector(".row-btn").click()')
    page.run(
        """(() => {
          const box = document.querySelector('td[data-kind="document"]');
          box.querySelector('select[name="review-type"]').value = "payroll-register";
          box.querySelector('select[name="review-provider"]').value = "Paie Sud";
          box.querySelector('input[name="review-period"]').value = "2025-09";
          box.querySelector("[data-correct]").click();
        })()"""
    )
    page.run('document.querySelector("#register-table tr[data-n] .row-btn").click()')
    waived = page.run("document.querySelector('td[data-kind=\"requirement\"]').dataset.n")
    page.run(
        """(() => {
          const box = document.querySelector('td[data-kind="requirement"]');
          box.querySelector('input[name="review-reason"]').value = "Repris par l’acquéreur";
          box.querySelector('input[name="review-until"]').value = "2030-12-31";
          box.querySelector("[data-waive]").click();
          document.getElementById("review-save").click();
        })()"""
    )
    # Without a name nothing is saved.
    assert page.run("document.activeElement.id") == "review-by"
    page.run(
        '(document.getElementById("review-by").value = "Léa Roux", document.getElementById("review-save").click())'
    )
    file = folder / "decisions.json"
    for _ in range(200):
        if file.exists() and file.read_bytes().endswith(b"}\n"):
            break
        time.sleep(0.02)
    assert page.complaints() == []

    saved = load_decisions(file)
    assert [(d.type, d.provider, d.period, d.by) for d in saved.decisions] == [
        ("payroll-register", "Paie Sud", "2025-09", "Léa Roux")
    ]
    after = _check(room, profile, folder, "--decisions", str(file))
    (note,) = [d for d in after["documents"] if d["path"].startswith("note")]
    assert (note["type"], note["provider"], note["period"]["label"]) == ("payroll-register", "Paie Sud", "2025-09")
    settled = {r["key"] for r in after["requirements"] if r["status"] == "waived"}
    assert settled
    assert settled <= {r["key"] for r in before["requirements"]}
    assert int(waived) >= 0
    assert after["profile"]["waivers"][0]["reason"] == "Repris par l’acquéreur"
