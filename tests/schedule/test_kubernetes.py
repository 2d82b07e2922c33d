"""What Kubernetes is given: a pod without rights, which fails only where somebody has to look."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from dataroom.errors import UsageError
from dataroom.schedule import install_files
from tests.schedule.plans import TOLD, loaded_from, text_for


@pytest.mark.skipif(shutil.which("kubectl") is None, reason="kubectl is not there to ask")
def test_kubernetes_itself_knows_every_field(tmp_path: Path) -> None:
    job, policy = yaml.safe_load_all(text_for("kubernetes", loaded_from(tmp_path, TOLD)))
    # `set` reads the whole into the types of the API: what they do not know would not come back.
    asked = ["kubectl", "set", "resources", "--local", "-f", "-", "--requests", "ephemeral-storage=1Mi", "-o", "json"]
    done = subprocess.run(asked, input=yaml.safe_dump(job), capture_output=True, text=True, check=False, timeout=60)
    if done.returncode != 0 and "refused" in done.stderr:
        pytest.skip("this kubectl asks a cluster even so")
    assert done.returncode == 0, done.stderr
    assert _lacking(job, json.loads(done.stdout)) == []
    assert set(policy["spec"]) == {"podSelector", "policyTypes", "ingress", "egress"}


def _lacking(asked: object, found: object, place: str = "") -> list[str]:
    """Give what stands in the first and not in the second."""
    if isinstance(asked, dict) and isinstance(found, dict):
        return [lack for key, value in asked.items() for lack in _lacking(value, found.get(key), f"{place}.{key}")]
    if isinstance(asked, list) and isinstance(found, list) and len(asked) == len(found):
        return [
            lack for n, (a, b) in enumerate(zip(asked, found, strict=True)) for lack in _lacking(a, b, f"{place}[{n}]")
        ]
    # What is false or empty may be left out.
    return [] if asked == found or (not asked and found is None) else [f"{place}: {asked!r} became {found!r}"]


@pytest.mark.skipif(os.name != "posix", reason="the shell of the pod is a POSIX one")
@pytest.mark.parametrize(
    ("ends", "code"), [("exit 0", 0), ("exit 1", 0), ("exit 4", 0), ("exit 70", 70), ("exit 74", 74)]
)
def test_a_pod_fails_only_where_somebody_has_to_look(ends: str, code: int, tmp_path: Path) -> None:
    assert subprocess.run(_shell(tmp_path, ends), check=False, env=_with(tmp_path)).returncode == code


@pytest.mark.skipif(os.name != "posix", reason="the shell of the pod is a POSIX one")
def test_a_pod_that_is_stopped_stops_its_run_and_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "begun")
    ends = f"trap 'echo stopped >{tmp_path}/said; exit 143' TERM; echo >{tmp_path}/begun; while :; do sleep 0.01; done"
    with subprocess.Popen(_shell(tmp_path, ends), env=_with(tmp_path)) as pod:
        (tmp_path / "begun").read_text(encoding="utf-8")
        pod.terminate()
        assert pod.wait(timeout=30) == 143
    assert (tmp_path / "said").read_text(encoding="utf-8") == "stopped\n"


def _shell(folder: Path, ends: str) -> list[str]:
    """Give the command of the pod, having laid down a program that ends so in the place of ours."""
    job, _ = yaml.safe_load_all(text_for("kubernetes", loaded_from(folder)))
    program = folder / "bin" / "dataroom"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{ends}\n", encoding="utf-8")
    program.chmod(0o700)
    (container,) = job["spec"]["jobTemplate"]["spec"]["template"]["spec"]["containers"]
    return list(container["command"])


def _with(folder: Path) -> dict[str, str]:
    return {**os.environ, "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"}


def test_kubernetes_mounts_all_that_a_room_is_checked_with(tmp_path: Path) -> None:
    loaded = loaded_from(tmp_path)
    room = loaded.rooms[0].model_copy(update={"template": Path("/firm/looks"), "decisions": (Path("/said/d.yaml"),)})
    (content,) = install_files("kubernetes", replace(loaded, rooms=(room,)), tmp_path / "state", "03:07").values()
    assert isinstance(content, str)
    job, _ = yaml.safe_load_all(content)
    (container,) = job["spec"]["jobTemplate"]["spec"]["template"]["spec"]["containers"]
    read = {mount["mountPath"]: mount["subPath"] for mount in container["volumeMounts"] if mount["name"] == "rooms"}
    assert {"/firm": "firm", "/said": "said"}.items() <= read.items()


@pytest.mark.parametrize(("more", "ports"), [("", []), (TOLD, [443])])
def test_kubernetes_gets_a_pod_without_rights(more: str, ports: list[int], tmp_path: Path) -> None:
    job, policy = yaml.safe_load_all(text_for("kubernetes", loaded_from(tmp_path, more)))
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
    loaded = loaded_from(tmp_path)
    room = loaded.rooms[0].model_copy(update={"path": Path("/room")})
    assert room.path.parent == Path("/")
    with pytest.raises(UsageError, match="beside the root"):
        install_files("kubernetes", replace(loaded, rooms=(room,)), tmp_path / "state", "03:07")
