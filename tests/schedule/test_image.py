"""The image: small, of pinned parts, without root; built where there is a Docker to build it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
TEXT = (ROOT / "Dockerfile").read_text(encoding="utf-8")
STAGES = TEXT.split("\nFROM ")[1:]
IGNORED = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()


def test_the_image_that_is_left_holds_no_build_tools_and_runs_without_root() -> None:
    first, last = STAGES
    assert re.search(r"^USER 10001:10001$", last, re.MULTILINE)
    assert last.index("USER ") < last.index("ENTRYPOINT")
    assert "pip install" not in last
    assert "/opt/build" in first
    assert "/opt/build" not in last
    assert "rm -rf /var/lib/apt/lists/*" in last


def test_every_package_is_pinned_with_its_hash() -> None:
    installs = re.findall(r"pip install (.*)", TEXT)
    assert len(installs) == 3
    assert all("--require-hashes" in line or "--no-deps /wheel/" in line for line in installs)
    assert "ADD " not in TEXT
    assert "http" not in TEXT


def test_all_that_is_copied_is_there_and_let_through() -> None:
    copied = [path for line in re.findall(r"^COPY (?!--from)(.*) \S+$", TEXT, re.MULTILINE) for path in line.split()]
    assert "dataroom" in copied
    assert IGNORED[0] == "*", "nothing comes in unasked, least of all a room"
    for path in copied:
        assert (ROOT / path).exists()
        assert f"!{path}" in IGNORED


def _has_docker() -> bool:
    if shutil.which("docker") is None:
        return False
    return subprocess.run(["docker", "info"], capture_output=True, check=False).returncode == 0


@pytest.mark.faults
@pytest.mark.skipif(not _has_docker(), reason="no Docker to build it with")
def test_the_image_is_built_and_answers() -> None:
    subprocess.run(["docker", "build", "-q", "-t", "dataroom:test", str(ROOT)], check=True, capture_output=True)
    asked = [
        "docker",
        "run",
        "--rm",
        "--read-only",
        "--network",
        "none",
        "--cap-drop",
        "ALL",
        "dataroom:test",
        "--version",
    ]
    done = subprocess.run(asked, check=True, capture_output=True, text=True)
    assert "dataroom" in done.stdout
