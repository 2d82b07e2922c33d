from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from dataroom.model import Report, Result, Severity, Status
from dataroom.report import as_edition, render_html
from dataroom.report.packing import Packing, in_script
from dataroom.report.review_rows import review_values

from .factory import HOSTILE, document, empty, month, result, rich


def rows(report: Report) -> dict[str, Any]:
    text = render_html(report).partition('id="rows">')[2].partition("</script>")[0]
    values: dict[str, Any] = json.loads(text)
    return values


def values(*results: Result, **more: Any) -> dict[str, Any]:
    return review_values(replace(empty(), requirements=results, **more), Packing({}))


def test_the_acquirers_page_has_no_review_and_none_of_its_words() -> None:
    seller, acquirer = render_html(rich()), render_html(as_edition(rich(), "acquirer"))
    for word in ("review-bar", "review-toggle", "dataroom-decisions/1", "Commencer la revue", "dispenser"):
        assert word in seller
        assert word not in acquirer
    assert "review" in rows(rich())
    assert "review" not in rows(as_edition(rich(), "acquirer"))


def test_what_people_wrote_for_themselves_stays_out_of_the_acquirers_page() -> None:
    told = {"reason": "MARQUE-MOTIF", "by": "MARQUE-NOM", "requirement": "exit-plan", "status": "waived"}
    noted = {"path": "02_Compta/Comptes 2024.pdf", "by": "MARQUE-NOM", "note": "MARQUE-NOTE"}
    moves = {"added": ["MARQUE-AJOUT.pdf"], "since": {"k": "MARQUE-DATE"}, "trend": []}
    report = replace(
        rich(), profile={**rich().profile, "waivers": [told], "decisions": [noted]}, run={"history": moves}
    )
    assert "MARQUE-MOTIF" in render_html(report)
    assert "MARQUE" not in render_html(as_edition(report, "acquirer"))


JANUARY, MARCH = month(2025, 1), month(2025, 3)


@pytest.mark.parametrize(
    ("results", "named"),
    [
        ((result("a", Status.MISSING),), {"requirement": "a"}),
        ((result("a", Status.MISSING, provider="P"),), {"requirement": "a", "provider": "P"}),
        (
            (result("a", Status.MISSING, provider="P", period=MARCH),),
            {"requirement": "a", "provider": "P", "period": "2025-03"},
        ),
        (
            (result("a", Status.MISSING, provider="P"), result("a", Status.SATISFIED, provider="Q")),
            {"requirement": "a", "provider": "P"},
        ),
        # Without a provider or a period a waiver holds for all of them: the key names one alone.
        ((result("a", Status.MISSING), result("a", Status.SATISFIED, provider="Q")), {"requirement": "a:::"}),
        (
            (
                result("a", Status.MISSING, provider="P", process="it"),
                result("a", Status.SATISFIED, provider="P", process="hr"),
            ),
            {"requirement": "a:it:P:"},
        ),
        (
            (result("a", Status.MISSING, period=JANUARY), result("a", Status.SATISFIED, period=MARCH)),
            {"requirement": "a", "period": "2025-01"},
        ),
    ],
)
def test_a_waiver_names_its_requirement_and_no_other(results: tuple[Result, ...], named: dict[str, str]) -> None:
    assert values(*results)["waivers"][0][0] == named


def test_a_row_of_several_periods_stands_for_a_waiver_each() -> None:
    months = [result("a", Status.MISSING, Severity.MAJOR, period=month(2025, n), provider="P") for n in (1, 2, 3)]
    (row,) = values(*months)["waivers"]
    assert [one["period"] for one in row] == ["2025-01", "2025-02", "2025-03"]


def test_a_path_that_cannot_be_shown_as_it_is_travels_in_its_exact_form() -> None:
    documents = tuple(document(path) for path in HOSTILE)
    exact = values(documents=documents)["exact"]
    assert set(exact.values()) <= set(HOSTILE)
    assert "99/facture\u202efdp.exe" in exact.values()
    assert "99/été — œuvre 日本語.pdf" not in exact.values()
    packed = in_script(exact)
    assert not [sign for sign in packed if not sign.isprintable()]
    assert json.loads(packed) == exact


def test_earlier_decisions_are_carried_on() -> None:
    before = {"decisions": [{"path": "a.pdf", "by": "Léa"}], "waivers": []}
    assert values(profile=before)["before"] == before
    assert values(profile={"decisions": "none"})["before"] == {"decisions": [], "waivers": []}
