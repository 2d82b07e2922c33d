"""The nightly file: every mistake with its place, before anything runs; no login in clear, and none in a message."""

from __future__ import annotations

from pathlib import Path

import pytest

from dataroom.errors import FileFaults
from dataroom.nightly.config import load_config

GOOD = """
out = "out"
[[rooms]]
name = "a"
path = "rooms/a"
"""
MAIL = """
[[mail]]
name = "m"
host = "smtp.example.org"
sender = "n@example.org"
to = ["a@example.org"]
"""


def _written(folder: Path, text: str) -> Path:
    place = folder / "nightly.toml"
    place.write_text(text, encoding="utf-8")
    return place


def _said(folder: Path, text: str, environment: dict[str, str] | None = None) -> str:
    with pytest.raises(FileFaults) as caught:
        load_config(_written(folder, text), environment or {})
    assert caught.value.exit_code == 2
    return str(caught.value)


def test_what_is_not_chosen_has_a_default_and_places_are_absolute(tmp_path: Path) -> None:
    loaded = load_config(_written(tmp_path, GOOD), {})
    (room,) = loaded.rooms
    assert (room.path, loaded.out, loaded.state) == (tmp_path / "rooms/a", tmp_path / "out", None)
    assert (room.keep, room.fail_on, room.formats) == (14, "blocking", ("html", "json"))


def test_a_room_chooses_over_the_defaults(tmp_path: Path) -> None:
    text = GOOD.replace("[[rooms]]", '[defaults]\nkeep = 3\nsoon_days = 60\nrules = "r"\n[[rooms]]\nkeep = 5')
    (room,) = load_config(_written(tmp_path, text), {}).rooms
    assert (room.keep, room.soon_days, room.rules) == (5, 60, tmp_path / "r")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("out = ", ["the file", "TOML"]),
        ('out = "o"\nrooms = []', ["rooms"]),
        ('[[rooms]]\nname = "a"\npath = "x"', ["out", "a value", "nothing"]),
        (GOOD + "kep = 3\n", ["line 6: rooms[0].kep", "did you mean 'keep'?"]),
        (GOOD + "keep = 0\n", ["line 6: rooms[0].keep", "greater than or equal to 1", "got 0"]),
        (GOOD + 'formats = ["terminal"]\n', ["line 6: rooms[0].formats", "html"]),
        (GOOD + '[[rooms]]\nname = "A"\npath = "b"\n', ["line 7: rooms[1].name", "rooms[0] has it"]),
        (GOOD + '[[rooms]]\nname = "b"\npath = "rooms/../rooms/a"\n', ["line 8: rooms[1].path", "rooms[0] has it"]),
        (GOOD.replace('name = "a"', 'name = "../a"'), ["line 4: rooms[0].name"]),
        (GOOD.replace('"out"', '"rooms/a/out"'), ["line 2: out", "outside every room"]),
        ('state = "rooms/a"' + GOOD, ["line 1: state", "outside every room"]),
        ('metrics.file = "rooms/a/m.prom"' + GOOD, ["metrics.file", "outside every room"]),
        (GOOD + MAIL + 'rooms = ["c"]\n', ["mail[0].rooms", "names of rooms of this file (a)", "'c'"]),
        (GOOD + MAIL + MAIL, ["mail[1].name", "a name of its own"]),
        (GOOD + MAIL + 'security = "none"\n', ["mail[0]", "in clear only to this machine"]),
        (GOOD + MAIL + 'username = "u"\n', ["mail[0]", "password_env or password_file"]),
        (GOOD + MAIL.replace("a@example.org", "nobody"), ["mail[0].to", "an e-mail address"]),
        (GOOD + MAIL + 'username = "u"\npassword_env = "GONE"\n', ["password_env", "variable GONE", "got none"]),
        (GOOD + '[heartbeat]\nurl_file = "gone"\n', ["heartbeat.url_file", "a readable file"]),
        (GOOD + "[heartbeat]\n", ["heartbeat", "exactly one of url, url_env, url_file"]),
    ],
)  # fmt: skip
def test_each_mistake_is_named_with_its_place(text: str, parts: list[str], tmp_path: Path) -> None:
    said = _said(tmp_path, text)
    assert "nightly.toml: " in said
    assert [part for part in parts if part not in said] == [], said


def test_what_a_room_is_checked_with_counts_from_the_folder_of_the_file(tmp_path: Path) -> None:
    text = GOOD + 'decisions = ["d/1.yaml", "/abs/2.json"]\ntracker = "t.xlsx"\n'
    text = text.replace("[[rooms]]", '[defaults]\ntemplate = "brand"\n[[rooms]]')
    (room,) = load_config(_written(tmp_path, text), {}).rooms
    assert room.decisions == (tmp_path / "d/1.yaml", Path("/abs/2.json"))
    assert (room.tracker, room.template) == (tmp_path / "t.xlsx", tmp_path / "brand")
    assert room.formats == ("html", "json", "xlsx"), "what people wrote would else lead nowhere"


@pytest.mark.parametrize("key", ["decisions", "tracker"])
def test_what_belongs_to_one_room_is_no_default(key: str, tmp_path: Path) -> None:
    text = GOOD.replace("[[rooms]]", f'[defaults]\n{key} = "x"\n[[rooms]]')
    assert f"line 4: defaults.{key}" in _said(tmp_path, text)


def test_all_mistakes_are_said_at_once(tmp_path: Path) -> None:
    assert len(_said(tmp_path, GOOD + "keep = 0\nminutes = -1\nfail_on = 'all'\n").splitlines()) >= 3


@pytest.mark.parametrize(
    "text",
    [
        GOOD + MAIL + 'username = "u"\npassword = "s3cret"\n',
        GOOD + '[[webhooks]]\nname = "w"\nurl = "ftp://s3cret"\n',
        GOOD + '[[webhooks]]\nname = "w"\nurl = "https://u:s3cret@example.org/"\n',
        GOOD + '[[webhooks]]\nname = "w"\nurl = "https://example.org/s3cret"\nurl_env = "U"\n',
        GOOD + '[[webhooks]]\nname = "w"\ntoken = "s3cret"\nurl_env = "U"\n',
        GOOD + '[heartbeat]\nurl = "http://example.org/s3cret"\n',
    ],
)
def test_a_secret_in_clear_is_refused_and_not_repeated(text: str, tmp_path: Path) -> None:
    assert "s3cret" not in _said(tmp_path, text)


def test_a_secret_of_the_wrong_form_is_not_repeated(tmp_path: Path) -> None:
    said = _said(tmp_path, GOOD + '[heartbeat]\nurl_env = "U"\n', {"U": "gopher://s3cret"})
    assert "https://" in said
    assert "s3cret" not in said


def test_secrets_come_from_variables_and_private_files(tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_text("sesame\n", encoding="utf-8")
    secret.chmod(0o600)
    text = GOOD + MAIL + 'username_env = "U"\npassword_file = "password"\n[heartbeat]\nurl_env = "H"\n'
    loaded = load_config(_written(tmp_path, text), {"U": "u", "H": "https://example.org/x"})
    assert loaded.secrets == {"m/username": "u", "m/password": "sesame", "heartbeat/url": "https://example.org/x"}
    assert loaded.secret_variables == {"U", "H"}
    secret.chmod(0o644)
    said = _said(tmp_path, text, {"U": "u", "H": "https://example.org/x"})
    assert "owner alone" in said
    assert "0644" in said
    assert "sesame" not in said


def test_a_room_that_is_not_there_is_a_fault_of_its_night_not_of_the_file(tmp_path: Path) -> None:
    assert not load_config(_written(tmp_path, GOOD), {}).rooms[0].path.exists()
