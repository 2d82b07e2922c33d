"""Checklists: what is shipped is sound, and every mistake is said with its file and place."""

from __future__ import annotations

from pathlib import Path

import pytest

from dataroom.checklists import load_checklists, shipped_checklists
from dataroom.errors import FileFaults
from dataroom.rules import load_rules

RULES = load_rules()
SOUND = """
title = {fr = "Liste", en = "List"}
[[requirement]]
id = "secrecy"
title = {fr = "Accord", en = "Agreement"}
why = {fr = "Parce que.", en = "Because."}
request = {fr = "Merci d’envoyer l’accord de {provider}{period}.", en = "Please send {company}’s."}
severity = "major"
accepts = ["nda"]
"""
TWICE = "[[requirement]]" + SOUND.partition("[[requirement]]")[2].partition("accepts")[0]


def _faults(tmp_path: Path, text: str, name: str = "liste.toml") -> FileFaults:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FileFaults) as found:
        load_checklists([str(file)], RULES)
    return found.value


def test_the_shipped_ones_are_sound() -> None:
    found = load_checklists([], RULES)
    assert [c.id for c in found] == [p.stem for p in shipped_checklists()]
    assert all(c.requirements for c in found)


def test_a_file_and_an_id_may_be_named(tmp_path: Path) -> None:
    file = tmp_path / "mienne.toml"
    file.write_text(SOUND, encoding="utf-8")
    (found,) = load_checklists([str(file)], RULES)
    assert (found.id, found.path, len(found.digest)) == ("mienne", str(file), 64)


def test_a_checklist_named_twice_is_applied_once(tmp_path: Path) -> None:
    file = tmp_path / "liste.toml"
    file.write_text(SOUND, encoding="utf-8")
    assert len(load_checklists([str(file), f"{tmp_path}/./liste.toml"], RULES)) == 1


def test_two_files_of_one_name_are_a_mistake(tmp_path: Path) -> None:
    for folder in ("un", "deux"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "liste.toml").write_text(SOUND, encoding="utf-8")
    with pytest.raises(FileFaults, match="a checklist id used once"):
        load_checklists([f"{tmp_path}/un/liste.toml", f"{tmp_path}/deux/liste.toml"], RULES)


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ('severity = "major"', 'severity = "grave"', "requirement[0].severity", "'blocking', 'major' or 'minor'"),
        ('accepts = ["nda"]', 'accepts = ["ndaa"]', "requirement[0].accepts", "'ndaa'"),
        ('accepts = ["nda"]', "accepts = []", "requirement[0].accepts", "at least 1 item"),
        ('id = "secrecy"', 'id = "Secrecy !"', "requirement[0].id", "pattern"),
        ('id = "secrecy"', "", "requirement[0].id", "a value, got nothing"),
        ("{provider}", "{fournisseur}", "requirement[0].request", "{fournisseur}"),
        ("{provider}", "{provider.name}", "requirement[0].request", "{provider.name}"),
        ("{provider}", "{provider[x]}", "requirement[0].request", "only {provider}"),
        ("{provider}", "{provider!r}", "requirement[0].request", "only {provider}"),
        ("{provider}", "{provider:99999999999}", "requirement[0].request", "only {provider}"),
        ("{provider}", "{provider", "requirement[0].request", "only {provider}"),
        ("severity", 'clause = "secret"\nseverity', "requirement[0].clause", "confidentiality"),
        ("severity", 'processes = ["paie"]\nseverity', "requirement[0].processes", "one of accounting"),
        ("severity", "last = 0\nseverity", "requirement[0].last", "greater than or equal to 1"),
        ("severity", 'series = "weekly"\nseverity', "requirement[0].series", "'once'"),
        ("severity", "serie = 1\nseverity", "requirement[0].serie", "did you mean 'series'?"),
        ("[[requirement]]", "[[requirements]]", "requirement", "did you mean 'requirement'?"),
        ("accepts", f"accepts = ['nda']\n{TWICE}accepts", "requirement[1].id", "an id used once"),
        ("title = {fr", "title = [fr", "the file", "TOML"),
        ("title = {fr", "x = " + "[" * 9999 + "\ntitle = {fr", "the file", "nested too deep"),
    ],
)  # fmt: skip
def test_a_mistake(tmp_path: Path, old: str, new: str, place: str, said: str) -> None:
    found = str(_faults(tmp_path, SOUND.replace(old, new, 1)))
    assert found.startswith(f"{tmp_path}/liste.toml: {place}")
    assert said in found


def test_ten_mistakes_are_ten_messages(tmp_path: Path) -> None:
    broken = (
        SOUND.replace('title = {fr = "Liste", en = "List"}', 'title = {fr = "Liste"}')
        .replace('id = "secrecy"', 'id = "A B"')
        .replace('why = {fr = "Parce que.", en = "Because."}', "")
        .replace("{provider}", "{qui}")
        .replace('severity = "major"', 'severity = "x"\nper = "x"\nowner = "x"\nlast = 500\nclause = "x"\nsigned = "x"')
    )
    found = _faults(tmp_path, broken)
    assert len(found.faults) == 10
    assert all(fault.file == f"{tmp_path}/liste.toml" and fault.where for fault in found.faults)


@pytest.mark.parametrize("name", ["nowhere", "n" * 5000, "a/b/c.toml", "", "."])
def test_a_checklist_that_is_not_there(name: str) -> None:
    with pytest.raises(FileFaults, match="expected a file, or one of"):
        load_checklists([name], RULES)


TEN_MISTAKES = """
title = {fr = "Liste"}
colour = "red"
[[requirement]]
id = "Not an id"
title = {fr = "Accord", en = "Agreement"}
why = {fr = "Parce que.", en = "Because."}
request = {fr = "Merci {nobody}.", en = "Please."}
severity = "grave"
accepts = ["nda"]
processes = ["paye"]
seed = [93]
clauses = ["price", "prize"]
last = 0
max_age_months = "six"
"""


def test_ten_mistakes_give_ten_messages_with_file_and_place(tmp_path: Path) -> None:
    faults = _faults(tmp_path, TEN_MISTAKES).faults
    places = sorted(fault.where for fault in faults)
    assert places == [
        "colour",
        *(f"requirement[0].{key}" for key in ("clauses", "id", "last", "max_age_months", "processes", "request")),
        *(f"requirement[0].{key}" for key in ("seed", "severity")),
        "title.en",
    ]
    assert {fault.file for fault in faults} == {str(tmp_path / "liste.toml")}
    assert all(fault.expected and fault.got for fault in faults)
