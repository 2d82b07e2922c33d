"""What the system’s own scheduler needs to run a night: systemd, cron, launchd, Windows’ Task Scheduler, Kubernetes."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from dataroom.errors import UsageError
from dataroom.nightly.config import Loaded
from dataroom.schedule import cron, kubernetes, launchd, systemd, windows
from dataroom.schedule.plan import Plan

_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_KINDS: dict[str, Callable[[Plan], Mapping[str, str | bytes]]] = {
    "systemd": systemd.files,
    "cron": cron.files,
    "launchd": launchd.files,
    "windows": windows.files,
    "kubernetes": kubernetes.files,
}


def install_files(kind: str, loaded: Loaded, state: Path, at_time: str) -> Mapping[str, str | bytes]:
    """Give the files that a scheduler needs, by name; raises UsageError."""
    found = _TIME.fullmatch(at_time)
    if found is None:
        raise UsageError(f"--at: expected a time as HH:MM, got {at_time!r}")
    return _KINDS[kind](Plan(loaded, state, _program(), int(found[1]), int(found[2])))


def _program() -> tuple[str, ...]:
    """Give how this program is started, in full: schedulers know no search path of a user."""
    script = Path(sys.executable).with_name("dataroom.exe" if sys.platform == "win32" else "dataroom")
    return (str(script),) if script.is_file() else (sys.executable, "-P", "-m", "dataroom")
