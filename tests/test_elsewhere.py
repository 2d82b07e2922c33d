"""Systems that lack what Linux has: the program is loaded, checks a room, and says which locks are not there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

# Libraries go by the real system: all of them are loaded first, then the program once more where things are missing.
PROGRAM = """
import datetime, importlib, json, os, sys
platform, room, modules, functions = sys.argv[1], sys.argv[2], sys.argv[3].split(","), sys.argv[4].split(",")
ours = ("dataroom.pipeline", "dataroom.reader", "dataroom.file_reader", "dataroom.nightly.run", "dataroom.schedule",
        "dataroom.cli.check",
        "dataroom.cli.nightly", "dataroom.cli.verify", "dataroom.cli.seal", "dataroom.report.html")
for name in ours:
    importlib.import_module(name)
for name in [name for name in sys.modules if name.partition(".")[0] == "dataroom"]:
    del sys.modules[name]
for name in modules:
    sys.modules[name] = None
for name in functions:
    if hasattr(os, name):
        delattr(os, name)
sys.platform = platform
for name in ours:
    importlib.import_module(name)
from dataroom import Options, check
options = Options(jobs=0, checklists=("externalisation-administrative",))
report = check(room, None, datetime.date(2026, 3, 31), options)
print(json.dumps([[d.path, d.state.value] for d in report.documents]))
"""
POSIX_ALONE = "fcntl,resource,pwd,grp,termios,syslog"
OS_LINUX_ALONE = "sched_getaffinity,sched_setaffinity,memfd_create,pidfd_open"
OS_POSIX_ALONE = f"{OS_LINUX_ALONE},setsid,killpg,getuid,geteuid,O_NOFOLLOW,O_NONBLOCK,mkfifo"


@pytest.mark.faults
@pytest.mark.parametrize(
    ("platform", "modules", "functions"),
    [("win32", POSIX_ALONE, OS_POSIX_ALONE), ("darwin", "nothing", OS_LINUX_ALONE)],
)
def test_a_room_is_checked_where_modules_are_missing(
    platform: str, modules: str, functions: str, tmp_path: Path
) -> None:
    room = tmp_path / "salle"
    room.mkdir()
    (room / "note.txt").write_text("Une note.", encoding="utf-8")
    asked = [sys.executable, "-c", PROGRAM, platform, str(room), modules, functions]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(asked, capture_output=True, text=True, env=environment, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stderr[-3000:]
    assert json.loads(done.stdout) == [["note.txt", "ok"]]
