"""One document proved without the list, by `verify` and by the script of the manual."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dataroom.errors import FileFaults, UsageError
from dataroom.seal.make import Sealed
from dataroom.verify.asked import Asked
from dataroom.verify.outcome import Standing
from dataroom.verify.proofs import is_proof, make_proof, verify_proof
from tests.seal.rooms import fill, place, sealed, ssh_key

NAMES = [b"contrat.pdf", "été/paie.pdf".encode(), b"odd\n\xff", b"d", b"e", b"f", b"g"]
MANUAL = Path(__file__).parents[2] / "docs" / "verify.md"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Sealed]:
    folder = tmp_path_factory.mktemp("proofs")
    room = fill(folder / "room", NAMES)
    key = ssh_key(folder) if shutil.which("ssh-keygen") else None
    return room, sealed(room, folder / "seals", sign_key=key)


def proof_file(made: tuple[Path, Sealed], folder: Path, name: str, **changes: object) -> Path:
    path = folder / "proof.json"
    path.write_text(json.dumps({**json.loads(make_proof(made[1].place, name)), **changes}), encoding="utf-8")
    return path


@pytest.mark.parametrize("raw", NAMES)
def test_every_document_is_proved(made: tuple[Path, Sealed], tmp_path: Path, raw: bytes) -> None:
    room, seal = made
    path = proof_file(made, tmp_path, raw.decode("utf-8", "backslashreplace"))
    assert is_proof(path)
    for document in (None, room, place(room, raw)):
        outcome = verify_proof(path, document, Asked(head=seal.head, signer=seal.header.signer))
        assert outcome.good, outcome.points
        assert (outcome.tally is None) == (document is None)
    assert not any(other.decode("utf-8", "replace") in path.read_text() for other in NAMES[:3] if other != raw)


def test_another_document_is_refused(made: tuple[Path, Sealed], tmp_path: Path) -> None:
    path = proof_file(made, tmp_path, "contrat.pdf")
    other = tmp_path / "contrat.pdf"
    other.write_bytes(b"something else")
    found = verify_proof(path, other)
    assert (found.sound, found.good) == (True, False)
    other.unlink()
    gone = verify_proof(path, tmp_path).tally
    assert gone is not None
    assert (gone.same, gone.balanced, gone.differences[0].kind) == (False, True, "missing")
    other.symlink_to(made[0] / "contrat.pdf")
    assert not verify_proof(path, other).good


def mangled(made: tuple[Path, Sealed]) -> dict[str, dict[str, Any]]:
    whole = json.loads(make_proof(made[1].place, "contrat.pdf"))
    other = json.loads(make_proof(made[1].place, "d"))
    flipped = ["0" * 64, *whole["siblings"][1:]]
    return {
        "another digest": {"sha256": "0" * 64},
        "another name": {"path": "d", "path_raw": other["path_raw"]},
        "another place": {"index": other["index"]},
        "a flipped sibling": {"siblings": flipped},
        "a shorter way": {"siblings": whole["siblings"][:-1]},
        "a longer way": {"siblings": [*whole["siblings"], "0" * 64]},
        "another size": {"size": whole["size"] + 1},
        "an edited header": {"seal": whole["seal"].replace('"created":"2026', '"created":"2025')},
        "a broken header": {"seal": "{}"},
        "another room’s root": {"seal": re.sub('"root":"[0-9a-f]+"', f'"root":"{"0" * 64}"', whole["seal"])},
    }


CASES = [
    "another digest",
    "another name",
    "another place",
    "a flipped sibling",
    "a shorter way",
    "a longer way",
    "another size",
    "an edited header",
    "a broken header",
    "another room’s root",
]


@pytest.mark.parametrize("case", CASES)
def test_a_mangled_proof_does_not_hold(made: tuple[Path, Sealed], tmp_path: Path, case: str) -> None:
    path = proof_file(made, tmp_path, "contrat.pdf", **mangled(made)[case])
    outcome = verify_proof(path, None, Asked(head=made[1].head))
    assert any(point.standing is Standing.BAD for point in outcome.points)
    assert not outcome.good


@pytest.mark.parametrize(
    "changes",
    [
        {"format": "dataroom-proof/2"},
        {"index": "0"},
        {"index": True},
        {"siblings": [1]},
        {"siblings": ["0" * 64] * 65},
        {"path_raw": "Li4vZXRjL3Bhc3N3ZA==", "path": "../etc/passwd"},
        {"path": "harmless.pdf"},
        {"seal": 3},
        {"timestamp": "?"},
    ],
    ids=str,
)
def test_what_is_no_proof_is_a_fault(made: tuple[Path, Sealed], tmp_path: Path, changes: dict[str, object]) -> None:
    path = proof_file(made, tmp_path, "contrat.pdf", **changes)
    with pytest.raises(FileFaults, match=re.escape(str(path))):
        verify_proof(path, None)


def test_only_sealed_documents_and_sound_seals_prove(made: tuple[Path, Sealed], tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"it holds contrat\.pdf"):
        make_proof(made[1].place, "contrat")
    with pytest.raises(UsageError):
        make_proof(tmp_path, "contrat.pdf")
    seal = tmp_path / "seal"
    shutil.copytree(made[1].place, seal)
    listed = (seal / "manifest.sha256z").read_bytes()
    (seal / "manifest.sha256z").write_bytes(listed.replace(b"contrat", b"avenant"))
    with pytest.raises(UsageError, match="altered"):
        make_proof(seal, "avenant.pdf")


def manual_script() -> str:
    found = re.search(r"```python\n(.*?)```", MANUAL.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


def test_the_manual_holds_a_script_of_twenty_lines() -> None:
    assert 10 < len(manual_script().splitlines()) <= 20
    assert "dataroom" not in re.sub("dataroom-(proof|seal)", "", manual_script())


def run_script(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-c", manual_script(), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("raw", NAMES[:3])
def test_the_manuals_script_accepts(made: tuple[Path, Sealed], tmp_path: Path, raw: bytes) -> None:
    path = proof_file(made, tmp_path, raw.decode("utf-8", "backslashreplace"))
    document = tmp_path / "document"
    document.write_bytes(place(made[0], raw).read_bytes())
    done = run_script(str(path), str(document), made[1].head)
    assert (done.returncode, done.stderr) == (0, ""), done
    document.write_bytes(b"other")
    assert run_script(str(path), str(document), made[1].head).returncode == 1
    document.write_bytes(place(made[0], raw).read_bytes())
    assert run_script(str(path), str(document), "0" * 64).returncode == 1


@pytest.mark.parametrize("case", [case for case in CASES if case != "a broken header"])
def test_the_manuals_script_refuses(made: tuple[Path, Sealed], tmp_path: Path, case: str) -> None:
    path = proof_file(made, tmp_path, "contrat.pdf", **mangled(made)[case])
    done = run_script(str(path), str(made[0] / "contrat.pdf"), made[1].head)
    assert done.returncode == 1, done
