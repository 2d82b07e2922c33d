from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from dataroom.errors import FileFaults, UsageError
from dataroom.model import Bilingual, Confidence, Document, Finding, Report, Severity
from dataroom.report import FORMATS, from_dict, render_html, render_json, render_terminal, to_dict, validate
from dataroom.report.ids import document_ids, finding_ids
from dataroom.report.saved import schema

from .factory import document, empty, fingerprint, rich
from .golden import check

EDITIONS = ("seller", "acquirer")


def loaded(report: Report) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(render_json(report))
    return values


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_report_is_valid_and_as_it_was_when_last_looked_at(edition: str) -> None:
    text = render_json(replace(rich(), edition=edition))
    validate(json.loads(text))
    check(f"report.{edition}.json", text)


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_empty_room_gives_a_valid_report(edition: str) -> None:
    validate(loaded(replace(empty(), edition=edition)))


def test_every_key_is_always_there() -> None:
    full, bare = loaded(rich()), loaded(empty())
    assert set(full) == set(bare) == set(schema()["required"])


def test_the_order_of_what_was_found_does_not_matter() -> None:
    report = rich()
    lists = ("documents", "requirements", "findings", "unread")
    shuffled: dict[str, Any] = {name: getattr(report, name)[::-1] for name in lists}
    assert render_json(replace(report, **shuffled)) == render_json(report)


def test_a_path_that_is_not_utf8_keeps_its_bytes() -> None:
    found = {d["path"]: d for d in loaded(rich())["documents"]}
    assert found["06_\\xff\\xe9t\\xe9.pdf"]["path_raw"] == "MDZf/+l06S5wZGY="
    assert found["02_Compta/Comptes 2024.pdf"]["path_raw"] is None


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_saved_report_renders_as_the_report_did(edition: str, lang: str, name: str) -> None:
    report = replace(rich(), edition=edition, language=lang)
    again = from_dict(loaded(report))
    if isinstance(rendered := FORMATS[name].render(report), str):
        assert FORMATS[name].render(again) == rendered
    assert to_dict(again) == to_dict(report)


def test_a_saved_sellers_report_gives_the_acquirers() -> None:
    report = rich()
    again = replace(from_dict(loaded(report)), edition="acquirer")
    assert render_json(again) == render_json(replace(report, edition="acquirer"))
    assert render_html(again) == render_html(replace(report, edition="acquirer"))
    assert render_terminal(again) == render_terminal(replace(report, edition="acquirer"))


def _without(key: str) -> Callable[[dict[str, Any]], object]:
    return lambda values: values.pop(key)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (
            lambda v: v.update(format="dataroom-report/2"),
            'r.json: format: expected dataroom-report/1, got "dataroom-report/2"',
        ),
        (_without("format"), "r.json: format: expected dataroom-report/1, got null"),
        (_without("gauges"), "r.json: $: expected the keys gauges, got"),
        (
            lambda v: v.update(verdict="green"),
            'verdict: expected one of ready, ready-with-conditions, not-ready, got "green"',
        ),
        (lambda v: v.update(as_of="2026-02-30"), 'r.json: as_of: expected a date, got "2026-02-30"'),
        (lambda v: v["documents"][0].update(size=-1), "r.json: documents[0].size: expected 0 or more, got -1"),
        (lambda v: v["documents"][0].update(size=True), "r.json: documents[0].size: expected integer, got true"),
        (lambda v: v["documents"][0].update(path_raw="?"), "r.json: documents[0].path_raw: expected text like"),
        (lambda v: v.update(extra=1), "r.json: $: expected only the keys of the format, got"),
        (
            lambda v: next(r for r in v["requirements"] if r["status"] == "satisfied").update(documents=[]),
            ".documents: expected at least 1 of them, got []",
        ),
    ],
)
def test_what_is_not_such_a_report_is_refused_with_its_place(spoil: Callable[[Any], object], told: str) -> None:
    values = copy.deepcopy(loaded(rich()))
    spoil(values)
    with pytest.raises(UsageError) as raised:
        from_dict(values, "r.json")
    assert told in str(raised.value)


@pytest.mark.parametrize("values", [None, [], "text", 3, {}])
def test_what_is_no_report_at_all_is_refused(values: object) -> None:
    with pytest.raises(FileFaults, match=r"expected dataroom-report/1, got"):
        from_dict(values)


def test_copies_have_ids_of_their_own_that_share_their_content() -> None:
    one, two = (document(path, fingerprint=fingerprint("same")) for path in ("a.pdf", "b.pdf"))
    first, second = document_ids([one, two])
    assert first != second
    assert first.split("-")[0] == second.split("-")[0]


def test_ids_are_unique_and_do_not_depend_on_the_rest_of_the_room() -> None:
    twins = [Document("a.zip!x", 1), Document("a.zip!x", 2)]
    assert len(set(document_ids(twins))) == 2
    docs = rich().documents
    assert len(set(document_ids(docs))) == len(docs)
    assert document_ids(docs[3:4]) == document_ids(docs)[3:4]


def finding(message: str, path: str | None = "a.pdf") -> Finding:
    text = Bilingual(message, message)
    return Finding("some-rule", Severity.MINOR, Confidence.HIGH, text, text, path)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (finding("expired 45 days ago"), finding("expired 46 days ago"), True),
        (finding("expired"), finding("expired", "b.pdf"), False),
        (finding("no accounts for 2024", None), finding("no accounts for 2025", None), False),
    ],
)
def test_the_id_of_a_finding(one: Finding, other: Finding, same: bool) -> None:
    assert (finding_ids([one]) == finding_ids([other])) is same
    assert len(set(finding_ids([one, other]))) == 2
