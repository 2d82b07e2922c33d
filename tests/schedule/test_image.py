"""The image: small, of pinned parts, without root; built where there is a Docker to build it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
TEXT = (ROOT / "Dockerfile").read_text(encoding="utf-8")
IGNORED = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()


def _instructions(text: str) -> list[tuple[str, str]]:
    """Give the instructions with their arguments, lines that go on put together, comments left out."""
    lines = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    whole = re.sub(r"\\\n\s*", " ", lines)
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in whole.splitlines() if line.strip()]


FOUND = _instructions(TEXT)
_STARTS = [number for number, (name, _) in enumerate(FOUND) if name == "FROM"]
FIRST, LAST = FOUND[_STARTS[0] : _STARTS[1]], FOUND[_STARTS[1] :]


def _of(stage: list[tuple[str, str]], name: str) -> list[str]:
    return [said for found, said in stage if found == name]


def test_both_stages_stand_on_one_base_of_one_version() -> None:
    assert len(_STARTS) == 2
    ((name, said),) = FOUND[: _STARTS[0]]
    assert (name, _of(FIRST, "FROM"), _of(LAST, "FROM")) == ("ARG", ["${PYTHON} AS build"], ["${PYTHON}"])
    found = re.fullmatch(r"PYTHON=python:3\.(\d+)-slim-[a-z]+", said)
    assert found is not None, "a version of Python and of Debian, never the latest"
    assert int(found[1]) >= 11


def test_the_image_that_is_left_holds_no_build_tools_and_runs_without_root() -> None:
    assert _of(LAST, "USER") == ["10001:10001"]
    names = [name for name, _ in LAST]
    after = names[names.index("USER") :]
    assert "RUN" not in after, "nothing is run as root once the user was changed, nor as the user before"
    assert not any(word in " ".join(_of(LAST, "RUN")) for word in ("pip ", "curl", "wget", "git "))
    assert _of(LAST, "COPY") == ["--from=build /opt/dataroom /opt/dataroom"]
    assert "rm -rf /var/lib/apt/lists/*" in _of(LAST, "RUN")[0]
    assert (_of(LAST, "ENTRYPOINT"), _of(LAST, "CMD")) == (['["dataroom"]'], ['["--help"]'])
    assert not _of(LAST, "EXPOSE")


def test_scans_are_read_in_french_and_english_and_names_in_utf8() -> None:
    (installed,) = _of(LAST, "RUN")
    assert {"tesseract-ocr", "tesseract-ocr-fra", "tesseract-ocr-eng", "--no-install-recommends"} <= set(
        installed.split()
    )
    settings = dict(pair.split("=", 1) for pair in _of(LAST, "ENV")[0].split())
    assert (settings["LANG"], settings["LC_ALL"]) == ("C.UTF-8", "C.UTF-8")
    assert settings["XDG_STATE_HOME"] in _of(LAST, "VOLUME")


def test_the_user_of_the_image_is_that_of_the_pod() -> None:
    from dataroom.schedule.kubernetes import _USER  # noqa: PLC0415 - what has to agree with the image

    assert f"--uid {_USER} --gid {_USER}" in _of(LAST, "RUN")[0]


def test_every_package_is_pinned_with_its_hash() -> None:
    installs = re.findall(r"pip install (.*)", TEXT)
    assert len(installs) == 3
    assert all("--require-hashes" in line or "--no-deps /wheel/" in line for line in installs)
    assert "ADD " not in TEXT
    assert "http" not in "".join(said for _, said in FOUND)
    lists = set(re.findall(r"-r (\S+)", TEXT))
    assert lists == {"constraints/run.txt", "constraints/build.txt"}
    for name in lists:
        assert "--hash=sha256:" in (ROOT / name).read_text(encoding="utf-8")


def test_all_that_is_copied_is_there_and_let_through() -> None:
    copied = [path for line in _of(FIRST, "COPY") for path in line.split()[:-1]]
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
