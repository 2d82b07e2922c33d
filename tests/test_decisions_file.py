from __future__ import annotations

import json
from pathlib import Path

import pytest

from dataroom.decisions_file import load_decisions, with_decisions
from dataroom.errors import FileFaults
from dataroom.room import Decision, Outsourced, Profile
from dataroom.rules import Rules, load_rules

HEX = "ab" * 32
UNTIL = '"until": "2026-12-31"'
WAIVER = f'{{"requirement": "exit-plan", "status": "waived", "reason": "Repris", "by": "Léa", {UNTIL}}}'


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules(None)


def written(folder: Path, text: str) -> Path:
    path = folder / "decisions.json"
    path.write_text(text, encoding="utf-8")
    return path


def saved(**more: object) -> str:
    return json.dumps({"format": "dataroom-decisions/1", **more})


PROFILE = Profile(outsourcing=(Outsourced(process="payroll", provider="Paie Sud", aliases=("PS Services",)),))


def test_nothing_decided_changes_nothing(tmp_path: Path, rules: Rules) -> None:
    assert with_decisions(PROFILE, [], rules) == PROFILE
    assert with_decisions(PROFILE, [written(tmp_path, saved())], rules) == PROFILE


@pytest.mark.parametrize(
    "text",
    [
        f'{{"format": "dataroom-decisions/1", "room": "R", "waivers": [{WAIVER}]}}',
        (
            "format: dataroom-decisions/1\nwaivers:\n- requirement: exit-plan\n  status: waived\n  reason: Repris\n"
            "  by: Léa\n  until: 2026-12-31\n"
        ),
    ],
    ids=["json", "yaml"],
)
def test_json_and_yaml_say_the_same(tmp_path: Path, text: str) -> None:
    (waiver,) = load_decisions(written(tmp_path, text)).waivers
    assert (waiver.requirement, waiver.by, waiver.until.isoformat()) == ("exit-plan", "Léa", "2026-12-31")


def test_a_name_beyond_the_basic_plane_and_escaped_accents_arrive(tmp_path: Path) -> None:
    text = '{"format": "dataroom-decisions/1", "decisions": [{"path": "\\u00e9t\\u00e9 😀.pdf", "by": "Jo"}]}'
    assert load_decisions(written(tmp_path, text)).decisions[0].path == "été 😀.pdf"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{}", "format: expected a value, got nothing"),
        ('{"format": "dataroom-decisions/9"}', "line 1: format: expected 'dataroom-decisions/1'"),
        (saved(decisions=[{"path": "a.pdf"}]), "decisions[0].by: expected a value, got nothing"),
        (saved(decisions=[{"by": "Léa"}]), "decisions[0]: expected a path or a blake3"),
        (saved(decisions=[{"blake3": "xy", "by": "Léa"}]), "decisions[0].blake3"),
        (saved(decisions=[{"path": "a", "by": "Léa", "period": "June"}]), "decisions[0].period: expected a period"),
        (saved(decisions=[{"path": "a", "by": "Léa", "type": "no-such"}]), "decisions[0].type: expected the id of a"),
        (saved(decisions=[{"path": "a", "by": "Léa", "provider": "X"}]), "decisions[0].provider: expected one of Paie"),
        (saved(waivers=[{"requirement": "x", "status": "waived", "reason": "abc", "by": "Léa"}]), "waivers[0].until"),
        (saved(waivers=[json.loads(WAIVER) | {"status": "gone"}]), "waivers[0].status"),
        (saved(waiver=[]), "did you mean 'waivers'?"),
        ("[1, 2", "expected YAML in UTF-8"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_place(tmp_path: Path, rules: Rules, text: str, said: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(FileFaults) as caught:
        with_decisions(PROFILE, [path], rules)
    assert said in str(caught.value)
    assert str(caught.value).startswith(str(path))


def test_a_missing_file_is_told(tmp_path: Path, rules: Rules) -> None:
    with pytest.raises(FileFaults, match="expected a readable file of decisions"):
        with_decisions(PROFILE, [tmp_path / "none.json"], rules)


def test_the_later_word_on_a_subject_replaces_the_earlier(tmp_path: Path, rules: Rules) -> None:
    before = Profile(
        outsourcing=PROFILE.outsourcing,
        decisions=(Decision(blake3=HEX, type="invoice", by="Al"), Decision(path="b.pdf", type="invoice", by="Al")),
    )
    other = {"blake3": HEX, "path": "moved.pdf", "type": "payroll-register", "provider": "PS Services", "by": "Léa"}
    found = with_decisions(before, [written(tmp_path, saved(decisions=[other]))], rules)
    assert [(d.path, d.type, d.by) for d in found.decisions] == [
        ("b.pdf", "invoice", "Al"),
        ("moved.pdf", "payroll-register", "Léa"),
    ]
