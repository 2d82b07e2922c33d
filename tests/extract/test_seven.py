"""7z archives of every usual method, locked ones, and damaged ones: every file whole, or the reason why not."""

from __future__ import annotations

import pytest

from dataroom.extract import Limits, Source, extract, members
from dataroom.extract.source import Member
from dataroom.model import State
from tests.extract.papers import facts, read
from tests.extract.sevens import PASSWORD, seven

METHODS = ("lzma2", "lzma", "bzip2", "deflate", "copy", "bcj", "delta", "locked", "sealed")
KNOWN = Limits(passwords=("faux", PASSWORD))
NAMES = ["contrat.txt", "dossier/été.txt", "vide.txt"]


def inside(data: bytes, limits: Limits) -> list[Member]:
    return list(members(Source.of_bytes("a.7z", data), limits))


def bytes_of(member: Member) -> bytes:
    assert member.source is not None, member.reason
    with member.source.open() as stream:
        return stream.read()


@pytest.mark.parametrize("method", METHODS)
def test_every_file_is_given_whole(method: str) -> None:
    content = read("a.7z", seven(method), KNOWN)
    assert (content.state, facts(content)["members"]) == (State.OK, ["3"])
    found = inside(seven(method), KNOWN)
    assert [member.name for member in found] == NAMES
    assert [bytes_of(member) for member in found] == [b"Contrat de prestation " * 8, b"Etat des salaires " * 8, b""]
    said = [member.source is not None and "opened-with-password" in facts(extract(member.source)) for member in found]
    assert said == [method in {"locked", "sealed"}] * 3


@pytest.mark.parametrize("passwords", [(), ("faux",), ("faux", "", "1234", PASSWORD[:-1])])
def test_without_the_password_each_file_is_listed_as_locked(passwords: tuple[str, ...]) -> None:
    found = inside(seven("locked"), Limits(passwords=passwords))
    assert [(member.name, member.state) for member in found] == [(name, State.ENCRYPTED) for name in NAMES]
    assert read("a.7z", seven("sealed"), Limits(passwords=passwords)).state is State.ENCRYPTED


def test_a_method_that_is_not_read_is_said() -> None:
    assert [member.state for member in inside(seven("ppmd"), KNOWN)] == [State.UNSUPPORTED] * 3


@pytest.mark.parametrize("name", ["a.7z", "a.zip", "a.tar.gz", "a.xz"])
def test_bytes_of_no_archive_are_no_text(name: str) -> None:
    noise = bytes(range(0xA0, 0x100)) * 4  # as text of an old table it would pass
    assert read(name, noise).state is State.CORRUPT
    page = "Erreur 404 : page non trouvée".encode()
    assert (read(name, page).state, "wrong-extension" in facts(read(name, page))) == (State.OK, True)


@pytest.mark.parametrize("method", METHODS[:-2])
def test_damage_is_never_silent(method: str) -> None:
    whole = seven(method)
    for at in range(0, len(whole), 3):
        for data in (whole[:at], whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]):
            content = read("a.7z", data)
            found = inside(data, Limits())
            said = content.state is not State.OK or any(member.state for member in found)
            said = said or "wrong-extension" in facts(content)
            # Times and versions may change without harm; names and contents may not.
            assert said or [bytes_of(m) for m in found] == [bytes_of(m) for m in inside(whole, Limits())]


def test_limits_hold() -> None:
    small = Limits(max_member_bytes=100)
    assert {member.state for member in inside(seven("lzma2"), small)} == {State.TOO_LARGE}
    assert inside(seven("lzma2"), Limits(max_members=1))[-1].state is State.TOO_LARGE
    over = inside(seven("lzma2"), Limits(passed_over=1))
    assert [member.source is None for member in over] == [True, False, False]
