from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dataroom.model import Report, State, Unread
from dataroom.report import render_terminal

from .factory import HOSTILE, empty, rich
from .golden import check


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_it_is_as_it_was_when_last_looked_at(lang: str) -> None:
    check(f"report.{lang}.txt", render_terminal(rich(), lang, 80, lines=("HTML  dataroom-out/report.html",)))


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_lines_fit(lang: str, width: int) -> None:
    assert max(map(len, render_terminal(rich(), lang, width).splitlines())) <= width


@pytest.mark.parametrize("report", [rich(), empty()])
def test_the_verdict_comes_first(report: Report) -> None:
    lines = render_terminal(report, "en").splitlines()
    assert re.match(r"[✓~✗] (READY|NOT READY)", lines[3])


def hostile() -> Report:
    report = rich()
    reason = report.unread[0].reason
    return replace(
        report,
        room="salle\x1b]0;titre\x07\u202e",
        unread=tuple(Unread(path, State.CORRUPT, reason) for path in HOSTILE),
        requirements=tuple(replace(r, provider="P\x1b[2J\nfaux") if r.provider else r for r in report.requirements),
    )


def test_nothing_of_the_room_acts_on_the_terminal() -> None:
    text = render_terminal(hostile(), "fr")
    assert all(c.isprintable() or c in "\n\u00a0\u202f" for c in text)
    assert text.encode()
    assert "\\u202e" in text


def test_colour_says_nothing_that_words_do_not() -> None:
    plain = render_terminal(rich(), "fr")
    coloured = render_terminal(rich(), "fr", colour=True)
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[\d+m", "", coloured) == plain


def test_what_was_not_checked_is_said() -> None:
    assert "9 not checked" in render_terminal(rich(), "en").replace("\u00a0", " ")
    assert render_terminal(empty(), "en").count("not checked") == 4


def test_many_unread_files_are_counted() -> None:
    report = rich()
    unread = tuple(replace(report.unread[0], path=f"{n:03}.pdf") for n in range(50))
    text = render_terminal(replace(report, unread=unread), "en").replace("\u00a0", " ")
    assert "What was not fully read (50)" in text
    assert "and 30 more" in text
