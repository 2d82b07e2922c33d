"""What `--fail-on` counts, and where results go."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from dataroom.cli.check import _is_open
from dataroom.cli.options import names
from dataroom.errors import UsageError
from dataroom.model import (
    Bilingual,
    Confidence,
    Finding,
    Gauges,
    Integrity,
    Report,
    Result,
    Severity,
    Status,
    Verdict,
)
from dataroom.state.session import open_severities

SAID = Bilingual("dit", "said")
EMPTY = Report(
    "salle", dt.date(2026, 3, 31), "seller", "fr", "0", (), Verdict.READY, Gauges({}, {}, {}, {}), (), (), (), (),
    Integrity("sha256", "0", 0, 0),
)  # fmt: skip


def _requirement(severity: str, status: str) -> Report:
    result = Result("id", "key", "list", SAID, Severity(severity), ("nda",), Status(status))
    return replace(EMPTY, requirements=(result,))


def _finding(severity: str) -> Report:
    return replace(EMPTY, findings=(Finding("rule", Severity(severity), Confidence.HIGH, SAID, SAID),))


LEVELS = ("blocking", "major", "minor", "never")


@pytest.mark.parametrize(
    ("report", "opens"),
    [
        (EMPTY, ()),
        (_finding("blocking"), ("blocking", "major", "minor")),
        (_finding("major"), ("major", "minor")),
        (_finding("minor"), ("minor",)),
        (_requirement("blocking", "missing"), ("blocking", "major", "minor")),
        (_requirement("blocking", "to-confirm"), ("blocking", "major", "minor")),
        (_requirement("blocking", "partial"), ("blocking", "major", "minor")),
        (_requirement("major", "unusable"), ("major", "minor")),
        (_requirement("minor", "missing"), ("minor",)),
        *[(_requirement("blocking", s), ()) for s in ("satisfied", "waived", "not-applicable", "withheld")],
    ],
)
def test_what_is_open_at_each_level(report: Report, opens: tuple[str, ...]) -> None:
    assert tuple(level for level in LEVELS if _is_open(open_severities(report), level)) == opens


@pytest.mark.parametrize(
    ("values", "found"),
    [(("a",), ["a"]), (("a,b", "a"), ["a", "b"]), ((" a , ,b",), ["a", "b"])],
)
def test_names_between_commas(values: tuple[str, ...], found: list[str]) -> None:
    assert names(values, ("a", "b"), "--format") == found


@pytest.mark.parametrize("values", [("",), (",",), ("c",), ("a,c",), ()])
def test_no_name_or_an_unknown_one(values: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="--format: expected one of a, b, got"):
        names(values, ("a", "b"), "--format")
