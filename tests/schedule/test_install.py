"""What schedulers are given: whole, hardened, and true to the nightly file."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml
from click.testing import CliRunner

from dataroom.cli.nightly import command
from dataroom.errors import UsageError
from dataroom.nightly.config import Loaded, load_config
from dataroom.schedule import install_files

KINDS = ("systemd", "cron", "windows", "kubernetes")
TOLD = '[[webhooks]]\nname = "w"\nurl_env = "HOOK"\n'
TASK = {"t": "http://schemas.microsoft.com/windows/2004/02/mit/task"}


def _loaded(folder: Path, more: str = "") -> Loaded:
    (folder / "n.toml").write_text(
        f'out = "results"\n{more}\n[[rooms]]\nname = "a"\npath = "salles/50 % & co/a"\n', encoding="utf-8"
    )
    return load_config(folder / "n.toml", {"HOOK": "https://example.org/x"})


def _text(kind: str, loaded: Loaded, at: str = "03:07") -> str:
    found = install_files(kind, loaded, loaded.out.parent / "state", at)
    return "\n".join(c.decode("utf-16") if isinstance(c, bytes) else c for c in found.values())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("at", ["", "3:07", "24:00", "12:60", "12:00:00", "noon"])
def test_a_time_that_is_none_is_refused(kind: str, at: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--at: expected a time as HH:MM"):
        _text(kind, _loaded(tmp_path), at)


@pytest.mark.parametrize("kind", KINDS)
def test_no_secret_is_written_down(kind: str, tmp_path: Path) -> None:
    assert "example.org" not in _text(kind, _loaded(tmp_path, TOLD))


def test_systemd_writes_to_the_results_alone_and_needs_no_network(tmp_path: Path) -> None:
    text = _text("systemd", _loaded(tmp_path))
    escaped = str(tmp_path).replace("%", "%%")
    assert f'ReadWritePaths="{escaped}/results" "{escaped}/state"\n' in text
    assert f'ReadOnlyPaths="{escaped}/salles/50 %% & co/a"\n' in text
    wanted = ["ProtectSystem=strict", "PrivateTmp=yes", "NoNewPrivileges=yes", "PrivateNetwork=yes"]
    wanted.append("OnCalendar=*-*-* 03:07:00")
    assert [line for line in wanted if f"{line}\n" not in text] == []


def test_systemd_has_a_network_where_people_are_told(tmp_path: Path) -> None:
    text = _text("systemd", _loaded(tmp_path, TOLD))
    assert "PrivateNetwork" not in text
    assert "EnvironmentFile=/etc/dataroom-nightly.env" in text
    assert "sets HOOK" in text


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not there to ask")
@pytest.mark.parametrize("more", ["", TOLD])
def test_systemd_itself_finds_no_fault(more: str, tmp_path: Path) -> None:
    for name, content in install_files("systemd", _loaded(tmp_path, more), tmp_path / "state", "03:07").items():
        assert isinstance(content, str)
        (tmp_path / name).write_text(content, encoding="utf-8")
    units = [str(tmp_path / f"dataroom-nightly.{kind}") for kind in ("service", "timer")]
    asked = ["systemd-analyze", "verify", "--man=no", *units]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    # Units of the machine itself may be faulty, and a container may have no manager to ask: ours have to be sound.
    assert "dataroom-nightly" not in done.stderr + done.stdout
    asked = ["systemd-analyze", "security", "--offline=true", "--threshold=30", units[0]]
    judged = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert "Overall exposure level" in judged.stdout, judged.stderr
    assert judged.returncode == 0, judged.stdout.splitlines()[-1]


def test_cron_gets_one_line_whose_command_is_read_back(tmp_path: Path) -> None:
    line = _text("cron", _loaded(tmp_path)).splitlines()[-1]
    assert line.startswith("7 3 * * * umask 077; ")
    words = shlex.split(line.partition("; ")[2].replace("\\%", "%"))
    assert words[-4:] == ["nightly", str(tmp_path / "n.toml"), "--state", str(tmp_path / "state")]
    assert Path(words[0]).is_file()


def test_windows_gets_a_task_in_its_own_encoding(tmp_path: Path) -> None:
    (content,) = install_files("windows", _loaded(tmp_path), tmp_path / "state", "03:07").values()
    assert isinstance(content, bytes)
    assert content[:2] in {b"\xff\xfe", b"\xfe\xff"}
    root = ET.fromstring(content)  # noqa: S314 - our own
    wanted = {
        "StartBoundary": "2026-01-01T03:07:00", "RunLevel": "LeastPrivilege", "MultipleInstancesPolicy": "IgnoreNew"
    }  # fmt: skip
    assert {name: root.findtext(f".//t:{name}", namespaces=TASK) for name in wanted} == wanted
    assert str(tmp_path / "n.toml") in (root.findtext(".//t:Arguments", namespaces=TASK) or "")


@pytest.mark.parametrize(("more", "ports"), [("", []), (TOLD, [443])])
def test_kubernetes_gets_a_pod_without_rights(more: str, ports: list[int], tmp_path: Path) -> None:
    job, policy = yaml.safe_load_all(_text("kubernetes", _loaded(tmp_path, more)))
    assert (job["spec"]["schedule"], job["spec"]["concurrencyPolicy"]) == ("7 3 * * *", "Forbid")
    pod = job["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert pod["securityContext"]["runAsNonRoot"]
    assert not pod["automountServiceAccountToken"]
    assert container["securityContext"]["readOnlyRootFilesystem"]
    assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
    mounts = {mount["mountPath"]: mount.get("readOnly", False) for mount in container["volumeMounts"]}
    assert mounts[str(tmp_path / "salles/50 % & co")] is True
    assert mounts[str(tmp_path / "results")] is False
    assert {mount["name"] for mount in container["volumeMounts"]} == {volume["name"] for volume in pod["volumes"]}
    egress = [port["port"] for rule in policy["spec"]["egress"] for port in rule["ports"] if port["port"] != 53]
    assert egress == ports


def test_kubernetes_takes_no_room_beside_the_root(tmp_path: Path) -> None:
    loaded = _loaded(tmp_path)
    room = loaded.rooms[0].model_copy(update={"path": Path("/room")})
    assert room.path.parent == Path("/")
    import dataclasses  # noqa: PLC0415 - for this one

    with pytest.raises(UsageError, match="beside the root"):
        install_files("kubernetes", dataclasses.replace(loaded, rooms=(room,)), tmp_path / "state", "03:07")


@pytest.mark.parametrize("kind", KINDS)
def test_the_command_prints_or_writes(kind: str, tmp_path: Path) -> None:
    _loaded(tmp_path)
    arguments = [str(tmp_path / "n.toml"), "--state", str(tmp_path / "state"), "--install", kind]
    shown = CliRunner().invoke(command, arguments)
    assert shown.output.startswith("# --- dataroom-nightly.")
    written = CliRunner().invoke(command, [*arguments, "--write", str(tmp_path / "units")])
    paths = [Path(line) for line in written.output.splitlines()]
    assert paths
    assert all(path.is_file() and path.parent == tmp_path / "units" for path in paths)
    assert not (tmp_path / "results").exists(), "nothing was run"
