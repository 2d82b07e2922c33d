"""The page of documentation says what the checks are, and the checks are well made."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from dataroom.checks import CROSS_CHECKS
from dataroom.checks.cross.given import Check
from dataroom.checks.cross.page import page

_PAGE = Path(__file__).parents[2] / "docs" / "checks.md"


def test_the_page_is_up_to_date() -> None:
    if os.environ.get("UPDATE_DOCS"):
        _PAGE.write_text(page(), encoding="utf-8")
    assert _PAGE.read_text(encoding="utf-8") == page()


def test_every_name_is_given_once() -> None:
    names = [check.id for check in CROSS_CHECKS]
    rules = [rule for check in CROSS_CHECKS for rule in check.rules]
    assert len(set(names)) == len(names)
    assert len(set(rules)) == len(rules)


@pytest.mark.parametrize("check", CROSS_CHECKS, ids=lambda check: check.id)
def test_a_check_says_what_it_rests_on(check: Check) -> None:
    assert check.title.fr != check.title.en
    assert all((check.compares, check.tolerance, check.source))
    assert re.fullmatch(r"20\d\d-(?:0[1-9]|1[0-2])", check.true_at)
    for rule in check.rules.values():
        assert rule.remedy.fr.endswith(".")
        assert rule.remedy.en.endswith(".")
