"""The profile: everything in it is checked, all mistakes at once, each at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from dataroom.errors import FileFaults, UsageError
from dataroom.room import Profile, find_profile, load_profile, require_room

SOUND = """
company: {name: Atelier Exemple SARL, siren: 732 829 320, fiscal_year_end: 06-30}
deal: {type: asset, phase: sale, as_of: 2026-03-31}
outsourcing:
  - {process: payroll, provider: Paie Exemple, aliases: [PE], since: 2022-01-01}
  - {process: hr, provider: Paie Exemple}
waivers:
  - {requirement: exit, provider: Paie Exemple, status: waived, reason: en cours, by: A. B., until: 2026-06-30}
decisions:
  - {path: a.pdf, type: nda, by: A. B.}
"""


def _load(tmp_path: Path, text: str) -> Profile:
    file = tmp_path / "profile.yaml"
    file.write_text(text, encoding="utf-8")
    return load_profile(file)


def test_a_sound_profile(tmp_path: Path) -> None:
    profile = _load(tmp_path, SOUND)
    assert profile.company.siren == "732829320"
    assert profile.providers() == {"Paie Exemple": ("payroll", "hr")}
    assert profile.aliases_of("Paie Exemple") == ("Paie Exemple", "PE")


def test_an_empty_profile_is_all_defaults(tmp_path: Path) -> None:
    assert _load(tmp_path, "") == Profile()


@pytest.mark.parametrize(
    ("line", "place", "expected"),
    [
        ("company: {name: Exemple, siren: 123456789}", "line 1: company.siren", "check digit"),
        ("company: {name: Exemple, fiscal_year_end: 31-12}", "company.fiscal_year_end", "MM-DD"),
        ("deal: {type: shares}", "deal.type", "'share' or 'asset'"),
        ("deal: {as_of: hier}", "deal.as_of", "date"),
        ("langage: fr", "langage", "one of the keys"),
        ("outsourcing: [{process: payrol, provider: Exemple}]", "outsourcing[0].process", "did you mean payroll"),
        ("outsourcing: [{process: payroll}]", "outsourcing[0].provider", "a value"),
        ("waivers: [{requirement: a, status: waived, by: A. B., until: 2026-01-01}]", "waivers[0].reason", "a value"),
        ("decisions: [{type: nda, by: A. B.}]", "decisions[0]", "a path or a blake3"),
        ("decisions: [{path: a, period: mars, by: A. B.}]", "decisions[0].period", "2025-H1"),
        ("a: b: c", "line 1", "YAML"),
        ("- a", "the file", "valid dictionary"),
    ],
)
def test_a_mistake_names_its_place(tmp_path: Path, line: str, place: str, expected: str) -> None:
    with pytest.raises(FileFaults) as caught:
        _load(tmp_path, line)
    assert "profile.yaml" in str(caught.value)
    assert place in str(caught.value)
    assert expected in str(caught.value)


def test_all_mistakes_come_at_once(tmp_path: Path) -> None:
    text = "company: {name: X}\ndeal: {type: s, phase: t, as_of: u}\nlangage: fr\n"
    with pytest.raises(FileFaults) as caught:
        _load(tmp_path, text)
    assert len(caught.value.faults) == 5


def test_the_profile_beside_the_room_is_found(tmp_path: Path) -> None:
    room = tmp_path / "room"
    room.mkdir()
    assert find_profile(room) is None
    (tmp_path / "profile.yaml").write_text("", encoding="utf-8")
    assert find_profile(room) == tmp_path / "profile.yaml"


def test_a_room_must_be_a_folder(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    for path in (file, tmp_path / "nowhere"):
        with pytest.raises(UsageError, match="expected a folder"):
            require_room(path)
