"""The timestamp of a seal and of a proof, from a real authority on this machine, checked as the seal's script does."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from dataroom.seal import HEADER, SIGNATURE, STAMP
from dataroom.seal.make import Sealed
from dataroom.verify.asked import Asked
from dataroom.verify.outcome import Outcome
from dataroom.verify.proofs import make_proof, verify_proof
from dataroom.verify.seals import verify_seal
from tests.seal.authority import answer_to, make_authority, serving
from tests.seal.rooms import fill, sealed, ssh_key, verify

pytestmark = pytest.mark.skipif(
    not (shutil.which("openssl") and shutil.which("ssh-keygen")), reason="needs openssl and ssh-keygen"
)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_authority(tmp_path_factory.mktemp("tsa") / "authority")


@pytest.fixture(scope="module")
def stamped(authority: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Sealed]:
    folder = tmp_path_factory.mktemp("stamped")
    room = fill(folder / "room", [b"contract.pdf"])
    with serving(authority) as address:
        return room, sealed(room, folder / "seals", sign_key=ssh_key(folder), tsa=address)


def stamp_of(outcome: Outcome) -> tuple[str, str]:
    [found] = [(point.id, point.standing.value) for point in outcome.points if point.id.startswith("timestamp")]
    return found


def test_the_authority_is_known_or_said_not_to_be(
    stamped: tuple[Path, Sealed], authority: Path, tmp_path: Path
) -> None:
    room, seal = stamped
    known, unknown = Asked(authorities=authority / "ca.pem"), Asked()
    assert stamp_of(verify_seal(seal.place, room, known, jobs=0)) == ("timestamp", "good")
    assert stamp_of(verify_seal(seal.place, room, unknown, jobs=0)) == ("timestamp-authority", "not-checked")
    proof = tmp_path / "proof.json"
    proof.write_text(make_proof(seal.place, "contract.pdf"))
    assert stamp_of(verify_proof(proof, room, known)) == ("timestamp", "good")


@pytest.mark.parametrize("what", ["another signature's", "another authority's", "junk", "gone"])
def test_a_wrong_timestamp_is_found_as_by_the_script(
    stamped: tuple[Path, Sealed], authority: Path, tmp_path: Path, what: str
) -> None:
    room, seal = stamped
    place = tmp_path / "seal"
    shutil.copytree(seal.place, place)
    if what in {"junk", "gone"}:
        (place / STAMP).write_bytes(b"junk")
    else:
        data = place / (HEADER if what == "another signature's" else SIGNATURE)
        command = ["openssl", "ts", "-query", "-data", str(data), "-sha256", "-cert"]
        query = subprocess.run(command, capture_output=True, check=True).stdout
        other = authority if what == "another signature's" else make_authority(tmp_path / "other")
        (place / STAMP).write_bytes(answer_to(other, query))
    if what == "gone":
        (place / STAMP).unlink()
    known = verify_seal(place, room, Asked(authorities=authority / "ca.pem"), jobs=0)
    unknown = verify_seal(place, room, jobs=0)
    assert not known.good
    assert unknown.good == (what in {"another authority's", "gone"})
    if what == "gone":
        assert stamp_of(unknown) == ("timestamp-pending", "not-checked")
    else:
        assert unknown.good == (verify(place, room).returncode == 0)


def test_without_the_tools_nothing_is_called_checked(
    stamped: tuple[Path, Sealed], authority: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, seal = stamped
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    outcome = verify_seal(seal.place, room, jobs=0)
    said = {point.id: point.standing.value for point in outcome.points}
    assert (said["signature-tool"], said["timestamp-tool"]) == ("not-checked", "not-checked")
    asked = Asked(signer=seal.header.signer, authorities=authority / "ca.pem")
    demanded = {point.id: point.standing.value for point in verify_seal(seal.place, room, asked, jobs=0).points}
    assert (demanded["signature-tool"], demanded["timestamp-tool"]) == ("bad", "bad")
