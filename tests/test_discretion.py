"""What is asked of a provider or of the accountant tells nothing of a sale: no letter is to let them know."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from dataroom.checklists import Requirement, load_checklists
from dataroom.rules import load_rules

RULES = load_rules()
_TELLS = re.compile(
    r"\b(cession d|cédée?s?\b|cédant|cessionnaire|acquéreur|acquisition|repreneur|vendeur|vente de la"
    r"|changement de contrôle|the sale|sale of|seller|acquirer|buyer|bidder|change of control|due diligence)",
    re.IGNORECASE,
)


def _sent_out() -> Iterator[Requirement]:
    for checklist in load_checklists([], RULES):
        for one in checklist.requirements:
            if one.owner in {"provider", "accountant"} or (one.owner != "internal" and one.per != "company"):
                yield one


def _said(one: Requirement) -> Iterator[str]:
    yield from (one.title.fr, one.title.en, one.request.fr, one.request.en)
    for section in (s for kind in one.accepts for s in RULES.sections_of(kind)):
        if section.id in one.sections:
            yield from (section.title.fr, section.title.en)


@pytest.mark.parametrize("one", [pytest.param(one, id=one.id) for one in _sent_out()])
def test_a_letter_that_leaves_the_house_tells_of_no_sale(one: Requirement) -> None:
    assert [said for said in _said(one) if _TELLS.search(said)] == []
    assert one.watch not in {"change-of-control", "assignment"}


def test_the_watch_would_see_a_sale() -> None:
    assert all(_TELLS.search(said) for said in ("en cas de changement de contrôle", "before the sale"))
