from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from dataroom.branding import load_brand
from dataroom.errors import FileFaults, UsageError
from dataroom.logos import BadLogo, cleaned
from dataroom.model import Bilingual
from dataroom.report import FORMATS, render
from dataroom.report.templating import MARKDOWN, shipped, template_faults

from .report.factory import rich
from .report.reading import pages_of, squeezed

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#345"/></svg>'
TEMPLATES = Path(__file__).parent.parent / "dataroom" / "report" / "templates"


def png(
    width: int = 4, height: int = 3, *, extra: bytes = b"", depth: int = 8, interlaced: int = 0, cut: int = 0
) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, depth, 2, 0, 0, interlaced)
    pixels = b"".join(b"\0" + b"\x20\x40\x60" * width for _ in range(height))
    parts = [chunk(b"IHDR", header), extra and chunk(b"tEXt", extra), chunk(b"IDAT", zlib.compress(pixels[cut:]))]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts) + chunk(b"IEND", b"")


def firm(folder: Path, **files: str | bytes) -> Path:
    for name, content in files.items():
        place = folder / name.replace("__", ".")
        place.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


BRAND = """
name: Cabinet Durand & Fils
colours: {accent: "#5a1e46", accent_dark: "#e7a6cf"}
footer: {fr: "Durand – conseil", en: "Durand – advice"}
"""


def test_what_is_in_the_folder_is_read(tmp_path: Path) -> None:
    brand = load_brand(firm(tmp_path, brand__yaml=BRAND, logo__png=png(extra=b"Author\0XQ")))
    assert (brand.name, brand.accent, brand.accent_dark) == ("Cabinet Durand & Fils", "#5a1e46", "#e7a6cf")
    assert brand.footer == Bilingual("Durand – conseil", "Durand – advice")
    assert brand.logo is not None
    assert brand.logo.media_type == "image/png"
    assert b"XQ" not in brand.logo.content


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"brand__yaml": 'colours: {accent: "#ffee00"}'}, ["brand.yaml", "line 1", "contrast 4.5", "#ffee00"]),
        ({"brand__yaml": 'colours: {accent: "red; } * {"}'}, ["brand.yaml", "#rrggbb"]),
        ({"brand__yaml": "nam: X"}, ["one of the keys", "did you mean 'name'"]),
        ({"brand__yaml": "logo: ../secret.png"}, ["brand.yaml", "logo"]),
        ({"brand__yaml": "logo: none.png"}, ["the name of a file beside it", "none.png"]),
        ({"logo__png": b"GIF89a"}, ["logo.png", "a PNG or an SVG", "something else"]),
        ({"other__html__j2": ""}, ["other.html.j2", "the name of a template that it replaces", "report.html.j2"]),
        ({"head__html__j2": "a\n{{ company | safe }}"}, ["head.html.j2", "line 2", "escapes every value", "|safe"]),
        ({"head__html__j2": "{% autoescape false %}{{ x }}{% endautoescape %}"}, ["line 1", "{% autoescape %}"]),
        ({"head__html__j2": b"\xff"}, ["head.html.j2", "UTF-8"]),
        ({}, ["a brand.yaml, a logo or templates"]),
    ],
)
def test_mistakes_name_file_place_expected_and_found(
    tmp_path: Path, files: dict[str, str | bytes], words: list[str]
) -> None:
    with pytest.raises(FileFaults) as caught:
        load_brand(firm(tmp_path, **files))
    assert [word for word in words if word not in str(caught.value)] == []


def test_a_folder_that_is_none_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--template: expected a folder"):
        load_brand(tmp_path / "none")


@pytest.mark.parametrize(
    "source",
    [
        "{{ x | safe }}",
        "{{ [x] | map('safe') | join }}",
        "{% filter safe %}{{ x }}{% endfilter %}",
        "{{ x | urlize }}",
        "{{ x | attr('__class__') }}",
        "{{ x.__class__ }}",
        "{% autoescape x %}{% endautoescape %}",
        "{% include '../../etc/passwd' %}",
        "{% include x %}",
        "{% extends 'mine.j2' %}",
        '<script src="https://x.example/a.js"></script>',
        "<script>alert(1)</script>",
        '<img src="https://x.example/a.png">',
        '<img src="//x.example/a.png">',
        '<a href="{{ doc.path }}">',
        '<link rel="stylesheet" href="a.css">',
        '<p style="background:url(https://x.example)">',
        '<p onclick="x()">',
        "<p title={{ x }}>",
        '<iframe srcdoc="x">',
        "{% if %}",
    ],
)
def test_what_switches_escaping_off_or_loads_something_is_refused(source: str) -> None:
    assert list(template_faults("head.html.j2", f"line one\n{source}")) != []
    assert {line for line, *_ in template_faults("head.html.j2", f"line one\n{source}")} == {2}


@pytest.mark.parametrize("name", sorted(shipped() - {MARKDOWN}))
def test_the_programs_own_templates_pass(name: str) -> None:
    assert list(template_faults(name, (TEMPLATES / name).read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "change", [lambda s: s.replace("{{ csp }}", "default-src *"), lambda s: re.sub("<meta http.*", "", s)]
)
def test_the_page_keeps_its_policy(change: Callable[[str], str]) -> None:
    source = change((TEMPLATES / "report.html.j2").read_text(encoding="utf-8"))
    assert any("Content-Security-Policy" in want for _, want, *_ in template_faults("report.html.j2", source))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (png(depth=3), "not interlaced"),
        (png(interlaced=1), "not interlaced"),
        (png(cut=1), "bytes of pixels"),
        (png()[:-20], "whole PNG"),
        (png().replace(b"IDAT", b"IDAX"), "whole PNG"),
        (b"\x89PNG\r\n\x1a\n", "whole PNG"),
        (b"x" * 300_000, "at most"),
        (SVG.replace("<rect", "<script>alert(1)</script><rect").encode(), "<script>"),
        (SVG.replace("<rect", '<image href="https://x.example/a.png"/><rect').encode(), "<image>"),
        (SVG.replace("<rect", "<style>*{}</style><rect").encode(), "<style>"),
        (SVG.replace("<rect", "<foreignObject/><rect").encode(), "<foreignObject>"),
        (SVG.replace("<rect", '<rect onload="x()"').encode(), "onload"),
        (SVG.replace("#345", "url(https://x.example/a)").encode(), "loads nothing"),
        (SVG.replace("<rect", '<use href="https://x.example/a.svg#b"/><rect').encode(), "loads nothing"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.encode(), "DOCTYPE"),
        (SVG[:-3].encode(), "SVG picture"),
    ],
)
def test_a_logo_that_could_act_load_or_break_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(BadLogo, match=re.escape(words)):
        cleaned(content)


def test_what_a_drawing_program_keeps_is_left_out() -> None:
    kept = SVG.replace("<rect", "<!-- Jeanne --><metadata><a>Jeanne</a></metadata><rect").replace(
        "viewBox", 'xmlns:i="urn:i" i:export="/home/jeanne/logo.png" viewBox'
    )
    content, media_type = cleaned(kept.encode())
    assert media_type == "image/svg+xml"
    assert b"eanne" not in content
    assert b"<rect" in content


@pytest.mark.parametrize("logo", ["png", "svg"])
def test_every_format_with_looks_wears_them(tmp_path: Path, logo: str) -> None:
    files: dict[str, str | bytes] = {"brand__yaml": BRAND, f"logo__{logo}": png() if logo == "png" else SVG}
    brand = load_brand(firm(tmp_path, **files))
    page = str(render("html", rich(), brand))
    assert f'src="data:image/{"png" if logo == "png" else "svg+xml"};base64,' in page
    assert "img-src data:" in page
    assert "--accent:#5a1e46" in page
    assert "Durand – conseil" in page
    content = render("pdf", rich(), brand)
    assert isinstance(content, bytes)
    assert squeezed("Établi par Cabinet Durand & Fils") in squeezed(pages_of(content))
    assert squeezed("Durand – conseil") in squeezed(pages_of(content))
    letters = render("docx", rich(), brand)
    assert isinstance(letters, bytes)
    section = docx.Document(io.BytesIO(letters)).sections[0]
    assert ("Durand" in section.header.paragraphs[0].text) == (logo == "svg")
    assert "Durand – conseil" in [line.text for line in section.footer.paragraphs]


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_without_a_brand_nothing_changes(name: str) -> None:
    assert render(name, rich()) == FORMATS[name].render(rich())


def test_a_template_of_ones_own_still_escapes(tmp_path: Path) -> None:
    own = '<header><h1>Chez nous : {{ company }}</h1><p title="{{ report.room }}">{{ brand.name }}</p></header>'
    brand = load_brand(firm(tmp_path, head__html__j2=own, brand__yaml="name: <b>Durand</b>"))
    report = replace(rich(), room='"><script>alert(1)</script>', profile={})
    page = str(render("html", report, brand))
    assert "Chez nous : &#34;&gt;&lt;script&gt;" in page
    assert "&lt;b&gt;Durand" in page
    assert "<script>alert" not in page
    assert "default-src &#39;none&#39;" in page


@pytest.mark.parametrize(
    "source", ["a\n{{ company['__cl' ~ 'ass__']('<i>') }}", "a\n{{ nothing.at.all }}", "a\n{{ 1 / 0 }}"]
)
def test_what_goes_wrong_in_a_template_is_told_with_its_line(tmp_path: Path, source: str) -> None:
    brand = load_brand(firm(tmp_path, head__html__j2=source))
    with pytest.raises(FileFaults, match=r"head\.html\.j2: line 2"):
        render("html", rich(), brand)


def test_markdown_in_a_template_of_ones_own(tmp_path: Path) -> None:
    source = "# {{ name }} – {{ company }}\n\n{{ body }}\n\n{{ footer }}\n"
    brand = load_brand(firm(tmp_path, report__md__j2=source, brand__yaml=BRAND))
    report = replace(rich(), room="<i>*salle*", profile={})
    text = str(render("md", report, brand))
    assert text.startswith("# Cabinet Durand \\& Fils – \\<i\\>\\*salle\\*")
    assert str(render("md", report)).strip() in text
    assert text.endswith("Durand – conseil\n")
