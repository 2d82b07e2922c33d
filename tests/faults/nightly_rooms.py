"""The process of a room, with faults on demand: the room's name says which."""

from __future__ import annotations

import json
import os
import signal
from multiprocessing import forkserver
from pathlib import Path

from dataroom.nightly import child
from dataroom.state import seen


def serve(line: str) -> None:
    """Check a room, or die or hang as no handler can help."""
    name = json.loads(line)["room"]["name"]
    if name == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if name == "hangs":
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
        signal.sigwait({signal.SIGUSR1})
    if name == "quiet":
        seen.SETTLED_NS = -(10**18)  # the files of a test are as old as the test
    child.serve(line)
    if _started_a_server():
        (Path(json.loads(line)["out"]) / "started-a-server").touch()


def _started_a_server() -> bool:
    """Tell whether this process had a server of its own load everything once more, to fork its readers from it."""
    return getattr(forkserver, "_forkserver")._forkserver_pid is not None  # noqa: B009 - there is no public way
