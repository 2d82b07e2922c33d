"""An agent for macOS’ launchd: `cp` it into ~/Library/LaunchAgents, then `launchctl bootstrap gui/$UID FILE`.

Source: launchd.plist(5). A night that the machine slept through is made up for when it wakes.
"""

from __future__ import annotations

import plistlib
from collections.abc import Mapping

from dataroom.schedule.plan import Plan

_LABEL = "dataroom-nightly"


def files(plan: Plan) -> Mapping[str, str]:
    """Give the agent: it runs as the user whose agent it is, with no more rights than theirs."""
    folder = plan.loaded.file.parent  # is there before the first night, as launchd wants it
    agent = {
        "Label": _LABEL,
        "ProgramArguments": list(plan.command),
        "StartCalendarInterval": {"Hour": plan.hour, "Minute": plan.minute},
        "WorkingDirectory": str(folder),
        "StandardOutPath": str(folder / f"{_LABEL}.out"),
        "StandardErrorPath": str(folder / f"{_LABEL}.err"),
        "ProcessType": "Background",
        "LowPriorityIO": True,
        "Umask": 0o077,
    }
    return {f"{_LABEL}.plist": plistlib.dumps(agent, sort_keys=False).decode("utf-8")}
