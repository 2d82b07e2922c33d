"""What a room is checked with beside its files: read as `check` reads it, every mistake named before any night."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from dataroom.cli.nightly import command
from dataroom.errors import UsageError
from dataroom.model import Status, Work
from dataroom.nightly.config import Room
from dataroom.nightly.inputs import Inputs, inputs_of, require_sound
from dataroom.report import render
from dataroom.tracker import read_tracker
from tests.nightly.reports import report, requirement

DECISIONS = """format: dataroom-decisions/1
decisions: [{path: a.pdf, type: nda, by: Lucile, note: seen}]
waivers: [{requirement: nda, status: waived, reason: none, by: Lucile, until: 2027-01-01}]
"""


def _room(folder: Path, **more: object) -> Room:
    (folder / "a").mkdir(exist_ok=True)
    return Room.model_validate({"name": "a", "path": folder / "a"} | more)


def _laid(place: Path, content: str) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(content, encoding="utf-8")
    return place


def test_without_anything_there_is_nothing(tmp_path: Path) -> None:
    assert inputs_of(_room(tmp_path)) == Inputs()


def test_decisions_are_laid_over_the_profile_the_later_word_last(tmp_path: Path) -> None:
    _laid(tmp_path / "profile.yaml", "company: {name: Brévignon}\n")
    later = DECISIONS.replace("note: seen", "note: seen again").split("waivers")[0]
    files = (_laid(tmp_path / "1.yaml", DECISIONS), _laid(tmp_path / "2.yaml", later))
    profile = inputs_of(_room(tmp_path, decisions=files)).profile
    assert profile is not None
    assert profile.company.name == "Brévignon"
    assert [found.note for found in profile.decisions] == ["seen again"]
    assert [found.requirement for found in profile.waivers] == ["nda"]


def test_a_firm_has_its_looks(tmp_path: Path) -> None:
    _laid(tmp_path / "firm" / "brand.yaml", "name: Cabinet Vauquelin\n")
    brand = inputs_of(_room(tmp_path, template=tmp_path / "firm")).brand
    assert brand is not None
    assert brand.name == "Cabinet Vauquelin"


def test_a_tracker_is_read(tmp_path: Path) -> None:
    told = report((), (requirement("k", Status.MISSING),))
    content = render("xlsx", told)
    assert isinstance(content, bytes)
    (tmp_path / "t.xlsx").write_bytes(content)
    assert read_tracker(tmp_path / "t.xlsx") == {}
    assert inputs_of(_room(tmp_path, tracker=tmp_path / "t.xlsx")).work == dict[str, Work]()


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("profile", "gone: the file: expected a readable profile"),
        ("decisions", "gone: the file: expected a readable file of decisions"),
        ("tracker", "gone: the file: expected a readable tracker"),
        ("template", "gone: template: expected a folder"),
        ("rules", "gone"),
        ("password_file", "gone"),
    ],
)
def test_what_is_not_there_is_named(key: str, said: str, tmp_path: Path) -> None:
    place = tmp_path / "gone"
    room = _room(tmp_path, **{key: (place,) if key == "decisions" else place})
    with pytest.raises(UsageError) as caught:
        require_sound([room])
    assert said in str(caught.value)


def test_all_rooms_are_looked_over_and_each_mistake_said_once(tmp_path: Path) -> None:
    bad = _laid(tmp_path / "d.yaml", DECISIONS.replace("type: nda", "type: ndaa"))
    rooms = [
        _room(tmp_path, decisions=(bad,)),
        _room(tmp_path, decisions=(bad,)),
        _room(tmp_path, checklists=("nope",)),
    ]
    with pytest.raises(UsageError) as caught:
        require_sound(rooms)
    said = str(caught.value)
    assert said.count("ndaa") == 1
    assert "nope" in said


def test_check_config_reads_all_of_it_and_says_which_room_is_not_there(tmp_path: Path) -> None:
    text = 'out = "out"\nstate = "s"\n[[rooms]]\nname = "a"\npath = "rooms/a"\ndecisions = ["d.yaml"]\n'
    config = _laid(tmp_path / "n.toml", text)
    with pytest.raises(UsageError, match="readable file of decisions"):
        CliRunner().invoke(command, [str(config), "--check-config"], standalone_mode=False, catch_exceptions=False)
    _laid(tmp_path / "d.yaml", DECISIONS)
    done = CliRunner().invoke(command, [str(config), "--check-config"])
    assert "OK (1)" in done.stdout
    assert "rooms/a is not there now" in done.stderr
    assert not (tmp_path / "out").exists()
