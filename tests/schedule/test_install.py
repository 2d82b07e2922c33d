"""What schedulers are given: whole, hardened, and true to the nightly file."""

from __future__ import annotations

import plistlib
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from dataroom.cli.nightly import command
from dataroom.errors import UsageError
from dataroom.schedule import install_files
from tests.schedule.plans import KINDS, TOLD, loaded_from, text_for


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("at", ["", "3:07", "24:00", "12:60", "12:00:00", "noon"])
def test_a_time_that_is_none_is_refused(kind: str, at: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--at: expected a time as HH:MM"):
        text_for(kind, loaded_from(tmp_path), at)


@pytest.mark.parametrize("kind", KINDS)
def test_no_secret_is_written_down(kind: str, tmp_path: Path) -> None:
    assert "example.org" not in text_for(kind, loaded_from(tmp_path, TOLD))


def test_systemd_writes_to_the_results_alone_and_needs_no_network(tmp_path: Path) -> None:
    text = text_for("systemd", loaded_from(tmp_path))
    escaped = str(tmp_path).replace("%", "%%")
    assert f'ReadWritePaths="{escaped}/results" "{escaped}/state"\n' in text
    assert f'ReadOnlyPaths="-{escaped}/salles/50 %% & co/a"\n' in text, "not there tonight: the others are checked"
    assert f'RequiresMountsFor="{escaped}/results" "{escaped}/state"\n' in text
    wanted = ["ProtectSystem=strict", "PrivateTmp=yes", "NoNewPrivileges=yes", "PrivateNetwork=yes"]
    wanted.append("OnCalendar=*-*-* 03:07:00")
    assert [line for line in wanted if f"{line}\n" not in text] == []


def test_systemd_has_a_network_where_people_are_told(tmp_path: Path) -> None:
    text = text_for("systemd", loaded_from(tmp_path, TOLD))
    assert "PrivateNetwork" not in text
    assert "EnvironmentFile=/etc/dataroom-nightly.env" in text
    assert "sets HOOK" in text


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not there to ask")
@pytest.mark.parametrize("more", ["", TOLD])
def test_systemd_itself_finds_no_fault(more: str, tmp_path: Path) -> None:
    for name, content in install_files("systemd", loaded_from(tmp_path, more), tmp_path / "state", "03:07").items():
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
    line = text_for("cron", loaded_from(tmp_path)).splitlines()[-1]
    assert line.startswith("7 3 * * * umask 077; ")
    words = shlex.split(line.partition("; ")[2].replace("\\%", "%"))
    assert words[-4:] == ["nightly", str(tmp_path / "n.toml"), "--state", str(tmp_path / "state")]
    assert Path(words[0]).is_file()


def test_launchd_gets_an_agent_that_keeps_to_itself(tmp_path: Path) -> None:
    agent = plistlib.loads(text_for("launchd", loaded_from(tmp_path)).encode())
    # launchd.plist(5): what is not known there would be passed over in silence.
    assert set(agent) <= {
        "Label", "ProgramArguments", "StartCalendarInterval", "WorkingDirectory", "StandardOutPath",
        "StandardErrorPath", "ProcessType", "LowPriorityIO", "Umask",
    }  # fmt: skip
    assert agent["StartCalendarInterval"] == {"Hour": 3, "Minute": 7}
    assert agent["ProgramArguments"][-4:] == ["nightly", str(tmp_path / "n.toml"), "--state", str(tmp_path / "state")]
    assert (agent["ProcessType"], agent["Umask"]) == ("Background", 0o077)
    assert all(Path(agent[name]).parent == tmp_path for name in agent if name.endswith("Path"))


@pytest.mark.parametrize("kind", KINDS)
def test_the_command_prints_or_writes(kind: str, tmp_path: Path) -> None:
    loaded_from(tmp_path)
    arguments = [str(tmp_path / "n.toml"), "--state", str(tmp_path / "state"), "--install", kind]
    shown = CliRunner().invoke(command, arguments)
    assert shown.output.startswith("# --- dataroom-nightly.")
    written = CliRunner().invoke(command, [*arguments, "--write", str(tmp_path / "units")])
    paths = [Path(line) for line in written.output.splitlines()]
    assert paths
    assert all(path.is_file() and path.parent == tmp_path / "units" for path in paths)
    assert not (tmp_path / "results").exists(), "nothing was run"
