"""Files that people write: every mistake is said with its place, and none ends in a traceback."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataroom.errors import FileFaults
from dataroom.room import Profile, load_profile

BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}]\n" for i in range(1, 60))


@pytest.mark.parametrize("text", ["", "\n", "# rien\n", "---\n", "{}", "\ufefflanguage: fr", "null"])
def test_an_empty_profile_is_the_default_one(tmp_path: Path, text: str) -> None:
    file = tmp_path / "profile.yaml"
    file.write_text(text, encoding="utf-8")
    assert load_profile(file) == Profile()


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("deal: {as_of: 2026-02-30}", "line 1", "day is out of range for month"),
        ("language: fr\nlanguage: en", "line 2", "'language' a second time"),
        ("company:\n  name: Un\n  name: Deux", "line 3", "'name' a second time"),
        ("company: &a [*a]", "line 1", "the alias *a"),
        (BOMB, "line 2", "the alias *a0"),
        ("[a]: b", "line 1", "a key that is one word"),
        ("language: !!python/object/apply:os.system [x]", "line 1", "YAML"),
        ("a: !!timestamp x", "line 1", "a plain value"),
        ("a: !!int x", "line 1", "a plain value"),
        ("company: {name: Xx}\n---\ncompany: {name: Yy}", "line 2", "YAML in UTF-8"),
        ("a\0b", "the file", "YAML in UTF-8"),
        ("[" * 3000, "the file", "YAML in UTF-8"),
        ('company: {name: "\\ud800x"}', "line 1: company.name", "a valid string"),
        ("texte", "line 1", "a valid dictionary"),
        ("langage: fr", "line 1: langage", "did you mean 'language'?"),
        ("outsourcing:\n  - {process: paie, provider: X Y}", "line 2: outsourcing[0].process", "one of accounting"),
        ("waivers: [{requirement: x}]", "waivers[0].reason", "a value, got nothing"),
        ("decisions: [{by: moi}]", "decisions[0]", "a path or a blake3"),
        ("company: {siren: 123456789}", "company.siren", "check digit"),
    ],
)
def test_a_mistake_in_a_profile(tmp_path: Path, text: str, place: str, said: str) -> None:
    file = tmp_path / "profile.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FileFaults) as found:
        load_profile(file)
    assert place in str(found.value)
    assert said in str(found.value)
    assert str(found.value).startswith(f"{file}: ")


def test_all_mistakes_are_said_at_once(tmp_path: Path) -> None:
    file = tmp_path / "profile.yaml"
    file.write_text("language: xx\ndeal: {type: y, phase: z}\ncompany: {country: France}", encoding="utf-8")
    with pytest.raises(FileFaults) as found:
        load_profile(file)
    assert len(found.value.faults) == 4


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab:-[]{}&*!|>%@`'\"# \n\t0123456789~?,.é", max_size=60))
def test_no_text_gives_another_error(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = tmp_path_factory.getbasetemp() / "any.yaml"
    file.write_text(text, encoding="utf-8")
    with suppress(FileFaults):
        assert isinstance(load_profile(file), Profile)
