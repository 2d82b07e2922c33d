"""A line for crontab(5)."""

from __future__ import annotations

import shlex
from collections.abc import Mapping

from dataroom.errors import UsageError
from dataroom.schedule.plan import Plan


def files(plan: Plan) -> Mapping[str, str]:
    """Give the line, with what it needs to be known about it."""
    command = shlex.join(plan.command)
    if not command.isprintable():
        raise UsageError("a path for cron: expected printable characters, got a line feed or the like")
    # An unescaped % ends the command.
    escaped = command.replace("%", "\\%")
    line = f"{plan.minute} {plan.hour} * * * umask 077; {escaped}"
    asked = "".join(
        f"# {name}: set it in a file of your own that the line reads first, not in the crontab.\n"
        for name in sorted(plan.loaded.secret_variables)
    )
    about = "# For crontab -e. What the run prints, cron mails to the owner of the crontab.\n"
    return {"dataroom-nightly.crontab": f"{about}{asked}{line}\n"}
