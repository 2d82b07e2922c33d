from __future__ import annotations

import email.policy
from email.message import EmailMessage

import pytest

from dataroom.extract import Limits, Source, members
from dataroom.extract.kinds import EML, HTML, RTF
from dataroom.model import Heading, State

from .papers import SENTENCE, facts, image, pdf, read

PAGE = """<!DOCTYPE html><html><head><title>Rapport</title><style>p{}</style></head><body>
<h1>Suivi <b>mensuel</b></h1><p>Taux :   98&nbsp;%<br>fin</p><script>alert(1)</script>
<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>
<div style="display: none">secret</div><p hidden>aussi</p></body></html>"""


def test_page() -> None:
    content = read("r.html", PAGE.encode())
    assert (content.media_type, content.state) == (HTML, State.OK)
    assert content.pages[0].split("\n") == ["Suivi mensuel", "Taux : 98\u00a0%", "fin", "a\tb", "c\td"]
    assert content.headings == (Heading(1, "Rapport"), Heading(1, "Suivi mensuel"))
    assert facts(content) == {"hidden-text": ["secret", "aussi"]}


@pytest.mark.parametrize(
    ("html", "seen", "unseen"),
    [
        ("<p style='color:#fff'>blanc</p>vu", "vu", ["blanc"]),
        ("<p style='color: rgb(255, 255, 255)'>blanc</p>vu", "vu", ["blanc"]),
        ("<font color=white>blanc</font>vu", "vu", ["blanc"]),
        ("<table bgcolor=blue><td><font color=white>vu</font></table>", "vu", []),
        ("<div style='background:#000'><p style='color:white'>vu</p></div>", "vu", []),
        ("<style>td{background:blue}</style><p style='color:white'>vu</p>", "vu", []),
        ("<link rel=stylesheet href=a.css><p style='color:white'>vu</p>", "vu", []),
        ("<p style='background-color:white;border-color:white'>vu</p>", "vu", []),
        ("<p style='font-size:1px'>petit</p><p style='font-size:12px'>vu</p>", "vu", ["petit"]),
        ("<div style='font-size:0'>rien</div>vu", "vu", ["rien"]),
        ("<div style='font-size:0px'><p style='font-size:14px'>vu</p></div>", "vu", []),
        ("<div style='color:white'><p style='color:black'>vu</p></div>", "vu", []),
        ("<style>/* .a{} */.a, #b{display:none}</style><p class='x a'>un</p><p id=b>deux</p>vu", "vu", ["un", "deux"]),
        ("<style>@media print{.a{display:none}}.c .a{display:none}</style><p class=a>vu</p>", "vu", []),
        ("<style>@media print{.a{display:none}} .b{display:none}</style><p class=b>caché</p>vu", "vu", ["caché"]),
        ("<input value=Dupont><input type=hidden value=non><input type=checkbox checked>oui", "Dupont ☒ oui", []),
        ("<svg><desc>non</desc><text>98 %</text><text>fin</text></svg>", "98 %\nfin", []),
    ],
)
def test_what_a_page_shows(html: str, seen: str, unseen: list[str]) -> None:
    content = read("r.html", f"<html><body>{html}</body></html>".encode())
    assert content.pages == (seen,)
    assert facts(content).get("hidden-text", []) == unseen


@pytest.mark.parametrize(
    ("html", "state"),
    [
        ("<html><body></body></html>", State.EMPTY),
        ("<html><img src='http://a/b.png'></html>", State.IMAGE_ONLY),
        ("<div>" * 20_000 + "mot", State.TOO_LARGE),
    ],
)
def test_page_states(html: str, state: State) -> None:
    assert read("r.html", html.encode()).state is state


def test_charset_of_the_page_counts() -> None:
    html = "<html><head><meta charset='iso-8859-1'></head><body>é</body></html>"
    assert read("r.html", html.encode("latin-1")).pages == ("é",)


def message() -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Hélène <h@a.example>"
    mail["To"] = "comptable@b.example"
    mail["Cc"] = "c@d.example"
    mail["Date"] = "Fri, 16 Jan 2026 12:04:00 +0100"
    mail["Subject"] = "Clôture 2025 à préparer"
    mail.set_content(SENTENCE)
    return mail


def sent(mail: EmailMessage) -> bytes:
    return mail.as_bytes(policy=email.policy.SMTP)


def test_mail() -> None:
    mail = message()
    mail.add_alternative(f"<p>{SENTENCE}</p>", subtype="html")
    content = read("m.eml", sent(mail))
    assert (content.media_type, content.state) == (EML, State.OK)
    assert content.pages[0].strip() == SENTENCE
    assert content.headings == (Heading(1, "Clôture 2025 à préparer"),)
    assert facts(content) == {
        "email": [""],
        "mail-from": ["Hélène <h@a.example>"],
        "mail-to": ["comptable@b.example"],
        "mail-cc": ["c@d.example"],
        "mail-subject": ["Clôture 2025 à préparer"],
        "mail-date": ["2026-01-16T12:04:00+01:00"],
    }


def test_mail_in_html_only() -> None:
    mail = message()
    mail.set_content("<p>Bonjour</p><p>à bientôt</p>", subtype="html")
    assert read("m.eml", sent(mail)).pages == ("Bonjour\nà bientôt",)


def attached() -> bytes:
    mail = message()
    mail.add_attachment(pdf(SENTENCE), maintype="application", subtype="pdf", filename="été.pdf")
    mail.add_attachment(pdf("deux"), maintype="application", subtype="pdf", filename="été.pdf")
    mail.add_attachment(message())
    mail.add_attachment(image(), maintype="image", subtype="png", disposition="inline", cid="<logo>")
    return sent(mail)


def test_attachments_are_members() -> None:
    content = read("m.eml", attached())
    assert facts(content)["members"] == ["3"]
    inside = list(members(Source.of_bytes("m.eml", attached())))
    assert [m.name for m in inside] == ["été.pdf", "2-été.pdf", "Clôture 2025 à préparer.eml"]
    assert [read(m.source.name, m.source.open().read()).state for m in inside if m.source] == [State.OK] * 3


def test_attachments_stop_at_the_limit() -> None:
    inside = list(members(Source.of_bytes("m.eml", attached()), Limits(max_members=1)))
    assert [m.state for m in inside] == [None, State.TOO_LARGE]


def test_a_mail_that_was_cut_is_corrupt_and_says_which_attachment_is() -> None:
    data = attached()
    cut = data[: data.index(b"JVBERi") + 401]
    assert read("m.eml", cut).state is State.CORRUPT
    assert [m.state for m in members(Source.of_bytes("m.eml", cut))] == [State.CORRUPT]


def test_a_mail_with_headers_only_is_empty() -> None:
    assert read("m.eml", b"From: a@b.c\r\nTo: d@e.f\r\nSubject: x\r\n\r\n").state is State.EMPTY


def test_sealed_mail_is_encrypted() -> None:
    head = b"From: a@b.c\r\nTo: d@e.f\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    data = head + b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nAAAA"
    assert read("m.eml", data).state is State.ENCRYPTED


def test_mail_of_3000_levels_is_an_answer() -> None:
    data = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3000))
    content = read("m.eml", b"From: a@b.c\r\nTo: d@e.f\r\nSubject: x\r\n" + data)
    assert content.state is State.OK or content.reason is not None


@pytest.mark.parametrize(
    ("rtf", "text"),
    [
        (rb"{\rtf1\ansi Bonjour\par Fin}", "Bonjour\nFin"),
        (rb"{\rtf1\ansi\ansicpg1252 \'e9t\'e9 20\'80}", "été 20€"),
        (rb"{\rtf1\uc1 \u233?t\u233?}", "été"),
        (rb"{\rtf1{\fonttbl{\f0 Arial;}}{\*\generator X;}{\info{\title T}}mot}", "mot"),
        (rb"{\rtf1 vu{\v pas vu} fin}", "vu fin"),
        (rb"{\rtf1\trowd a\cell b\cell\row c\cell d\cell\row}", "a\tb\nc\td\n"),
        (rb"{\rtf1 a\~b\_c\{d\}\\}", "a\u00a0b-c{d}\\"),
        (rb"{\rtf1 corps{\super{\*\footnote\pard  note}}}", "corps note"),
        (rb"{\rtf1{\shp{\*\shpinst\shpleft0{\sp{\sn n}{\sv v}}{\shptxt cadre}}{\shprslt cadre}}}", "cadre"),
        (rb"{\rtf1{\*\do\dobxpage{\dptxbx{\dptxbxtext cadre}}}}", "cadre"),
        (rb"{\rtf1{\header haut\par}{\upr{deux fois}{\*\ud{une fois}}}}", "haut\nune fois"),
        (rb"{\rtf1{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset238 B;}}\f1 Dvo\'f8\'e1k \f0\'e9}", "Dvořák é"),
        (rb"{\rtf1{\*\inconnu{\b perdu}}mot}", "mot"),
    ],
)
def test_rtf(rtf: bytes, text: str) -> None:
    content = read("a.rtf", rtf)
    assert (content.media_type, content.state, content.pages[0]) == (RTF, State.OK, text)


@pytest.mark.parametrize(
    ("rtf", "seen", "unseen"),
    [
        (rb"vu \cf2 blanc\cf1  fin", "vu  fin", ["blanc"]),
        (rb"vu {\fs2 petit}\fs20  fin", "vu  fin", ["petit"]),
        (rb"\cf2\cbpat1 blanc sur noir\pard", "blanc sur noir", []),
        (rb"\trowd\intbl\cf2 blanc\cell\row", "blanc\n", []),
        (rb"\cf2\highlight1 vu\highlight0 pas vu\plain  vu", "vu vu", ["pas vu"]),
    ],
)
def test_rtf_words_that_nobody_sees(rtf: bytes, seen: str, unseen: list[str]) -> None:
    table = rb"{\colortbl ;\red0\green0\blue0;\red255\green255\blue255;}"
    content = read("a.rtf", rb"{\rtf1" + table + rtf + b"}")
    assert content.pages[0] == seen
    assert facts(content).get("hidden-text", []) == unseen


def test_rtf_remarks_and_objects_are_told() -> None:
    remark = rb"{\*\atnid J}\chatn{\*\annotation{\*\atndate 0}\pard trop cher}"
    content = read("a.rtf", rb"{\rtf1 mot" + remark + rb"{\object\objemb{\*\objdata 00}{\result vu}}}")
    assert content.pages == ("motvu",)
    assert facts(content) == {"comment": ["trop cher"], "embedded-file": ["1"]}


def test_rtf_pages_and_truncation() -> None:
    assert read("a.rtf", rb"{\rtf1 un\page deux}").pages == ("un", "deux")
    assert read("a.rtf", rb"{\rtf1 un {\b deux").state is State.CORRUPT


def test_rtf_under_a_word_name() -> None:
    assert facts(read("a.doc", rb"{\rtf1 un}"))["wrong-extension"] == ["rtf"]
