from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any

import pytest

from dataroom.model import Report
from dataroom.printable import visible
from dataroom.report import render_html, views

from .factory import HOSTILE, document, empty, rich


class Page(HTMLParser):
    """The elements of a page, its attributes, and the text of its scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": []}
        self.said: list[str] = []
        self.within = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.within = tag
        if tag in self.raw:
            self.raw[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        self.within = "" if tag == self.within else self.within

    def handle_data(self, data: str) -> None:
        if self.within in self.raw:
            self.raw[self.within][-1] += data
        else:
            self.said.append(data)

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def hostile() -> Report:
    report = rich()
    results = tuple(
        replace(r, provider=HOSTILE[0], documents=HOSTILE) if r.provider else r for r in report.requirements
    )
    return replace(report, room=HOSTILE[1], requirements=results)


def rows(page: Page) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(page.raw["script"][1])
    return values


@pytest.mark.parametrize("report", [rich(), empty(), hostile()], ids=["rich", "empty", "hostile"])
def test_the_page_allows_its_own_blocks_and_nothing_else(report: Report) -> None:
    page = Page(render_html(report))
    policy = next(m["content"] or "" for m in page.named("meta") if m.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; ")
    for kind, blocks in (("style", page.raw["style"]), ("script", [page.raw["script"][0], page.raw["script"][-1]])):
        digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in blocks]
        assert f"{kind}-src {' '.join(f'{chr(39)}sha256-{digest}{chr(39)}' for digest in digests)};" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("report", [rich(), empty(), hostile()], ids=["rich", "empty", "hostile"])
def test_nothing_is_loaded_linked_or_run_that_is_not_the_pages_own(report: Report) -> None:
    page = Page(render_html(report))
    assert len(page.named("script")) == 4
    assert not {"img", "iframe", "link", "object", "embed", "form", "base"} & {tag for tag, _ in page.tags}
    for tag, attrs in page.tags:
        assert not [name for name in attrs if name.startswith("on") or name in {"src", "style", "srcdoc"}], tag
    assert all(re.fullmatch(r"#[a-z]+", a["href"] or "") for a in page.named("a"))


def test_hostile_names_are_text() -> None:
    text = render_html(hostile())
    page = Page(text)
    shown = {visible(path) for path in HOSTILE}
    assert shown <= {row[0] for row in rows(page)["documents"]}
    assert shown & set(page.said)
    assert not [c for c in text if not c.isprintable() and c not in "\n\u00a0\u202f"]
    assert text.encode()


def test_the_islands_cannot_be_left() -> None:
    text = render_html(hostile())
    island = text.partition('id="rows">')[2].partition("</script>")[0]
    assert not set("<>&") & set(island)


@pytest.mark.parametrize(("lang", "title"), [("fr", "Rapport de préparation"), ("en", "Readiness report")])
def test_both_languages_are_there_and_the_reports_own_is_shown(lang: str, title: str) -> None:
    text = render_html(replace(rich(), language=lang))
    assert f'<html lang="{lang}"' in text
    assert f"<title>{title} – Atelier des Quais</title>" in text
    for words in ("Registre des lacunes", "Gap register", "pas un conseil juridique", "not legal"):
        assert words in text


def test_the_page_can_be_used_without_eyes_or_mouse() -> None:
    page = Page(render_html(rich()))
    for landmark in ("main", "nav", "header", "footer", "h1"):
        assert len(page.named(landmark)) == 1
    assert page.named("a")[0] == {"class": "skip", "href": "#main"}
    assert all(th.get("scope") for th in page.named("th"))
    ids = [attrs["id"] for _, attrs in page.tags if attrs.get("id")]
    assert len(ids) == len(set(ids))
    for _, attrs in page.tags:
        assert (attrs.get("aria-labelledby") or ids[0]) in ids
    assert all(button.get("type") == "button" for button in page.named("button"))


def test_every_requirement_stands_in_the_page_itself() -> None:
    lines = [tr for tr in Page(render_html(rich())).named("tr") if "data-severity" in tr]
    gaps = views.gaps(rich())
    assert len([tr for tr in lines if tr["data-status"] != "satisfied"]) == len(gaps) == 14
    assert len(lines) == len(views.register(rich()))
    assert [tr["data-n"] for tr in lines] == [str(n) for n in range(len(lines))]


def test_ten_thousand_documents_stay_below_ten_megabytes() -> None:
    report = rich()
    kinds = [d for d in report.documents if d.type]
    documents = tuple(
        replace(
            kinds[n % len(kinds)], path=f"{n % 97:02}_Dossier assez long/Sous-dossier/Document numéro {n}.pdf", raw=None
        )
        for n in range(10_000)
    )
    text = render_html(replace(report, documents=documents, findings=report.findings * 500))
    assert len(text.encode()) < 10_000_000
    assert "Beyond 2,000 documents the evidence is abridged" in text


def test_a_name_may_not_look_like_a_template() -> None:
    report = replace(empty(), room="{{ 7 * 7 }}", documents=(document("{% raw %}"),))
    assert "{{ 7 * 7 }}" in render_html(report)


def _luminance(colour: str) -> float:
    full = colour if len(colour) == 7 else "#" + "".join(2 * c for c in colour[1:])
    parts = [int(full[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def palettes() -> list[dict[str, str]]:
    folder = files("dataroom.report").joinpath("templates")
    css = "".join(folder.joinpath(name).read_text(encoding="utf-8") for name in ("report.css", "print.css"))
    found = [dict(re.findall(r"--([a-z-]+):(#[0-9a-f]{3,6})", block)) for block in re.findall(r":root\{([^}]*)\}", css)]
    return [{**found[0], **palette} for palette in found]


@pytest.mark.parametrize("palette", palettes(), ids=["light", "dark", "print"])
@pytest.mark.parametrize("ink", ["ink", "soft", "accent", "bad", "warn", "good"])
@pytest.mark.parametrize("ground", ["paper", "sheet", "wash"])
def test_contrast_is_that_of_wcag_aa(palette: dict[str, str], ink: str, ground: str) -> None:
    assert contrast(palette[ink], palette[ground]) >= 4.5
    assert contrast(palette["accent"], palette["on-accent"]) >= 4.5
