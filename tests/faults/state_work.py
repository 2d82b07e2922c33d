"""A check in a process of its own, to be killed or led astray: files count as old enough from the first moment.

`DATAROOM_AHEAD`: by how many seconds the clock is ahead. `DATAROOM_AFTER_ONE`: a shell command that is run once the
first document has been read.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import Any

from dataroom import gather
from dataroom.cli import main
from dataroom.state import seen


def _put_clock_ahead(seconds: int) -> None:
    clock = time.time_ns
    time.time_ns = lambda: clock() + seconds * 10**9


def _run_after_one(command: str) -> None:
    put = gather._Gathering._put
    left = [command]

    def then(self: Any, *given: Any) -> None:
        put(self, *given)
        if left:
            subprocess.run(["/bin/sh", "-c", left.pop()], check=True)

    gather._Gathering._put = then  # type: ignore[assignment,method-assign]  # to be led astray


if __name__ == "__main__":
    seen.SETTLED_NS = 0
    _put_clock_ahead(int(os.environ.get("DATAROOM_AHEAD", "0")))
    if "DATAROOM_AFTER_ONE" in os.environ:
        _run_after_one(os.environ["DATAROOM_AFTER_ONE"])
    sys.argv[0] = "dataroom"
    main()
