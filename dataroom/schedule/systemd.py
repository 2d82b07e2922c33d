"""A systemd service that may do nothing but its work, and the timer that starts it.

Source: systemd.exec(5), systemd.timer(5); `systemd-analyze security` says what each line is worth.
"""

from __future__ import annotations

import getpass
from collections.abc import Iterable, Mapping
from pathlib import Path

from dataroom.errors import UsageError
from dataroom.schedule.plan import Plan

NAME = "dataroom-nightly"
_LOCKS = """\
# What it may touch: everything is read-only but its results and its state.
ProtectSystem=strict
ProtectHome=read-only
PrivateTmp=yes
PrivateDevices=yes
ProtectProc=invisible
ProcSubset=pid
UMask=0077
# What it may do. Its readers lock themselves in further (Landlock, seccomp): the calls named last let them.
NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
KeyringMode=private
SystemCallArchitectures=native
SystemCallFilter=@system-service landlock_create_ruleset landlock_add_rule landlock_restrict_self seccomp
SystemCallErrorNumber=EPERM
"""
_ALONE = """\
# Nobody is told over a network: there is none.
PrivateNetwork=yes
IPAddressDeny=any
RestrictAddressFamilies=AF_UNIX
"""
_TOLD = """\
# People are told over the network; the readers of documents have none all the same.
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
"""


def files(plan: Plan) -> Mapping[str, str]:
    """Give the service and the timer."""
    return {f"{NAME}.service": _service(plan), f"{NAME}.timer": _timer(plan)}


def _service(plan: Plan) -> str:
    user = getpass.getuser()
    if not user.replace("-", "").replace("_", "").replace(".", "").isalnum():
        raise UsageError(f"the user’s name: expected letters, digits, - _ and ., got {user!r}")
    network = "Wants=network-online.target\nAfter=network-online.target\n" if plan.needs_network else ""
    variables = ""
    if plan.loaded.secret_variables:
        names = ", ".join(sorted(plan.loaded.secret_variables))
        variables = f"# A file of root’s alone (mode 0600) that sets {names}.\nEnvironmentFile=/etc/{NAME}.env\n"
    return (
        "[Unit]\n"
        "Description=Nightly check of data rooms\n"
        f"{network}"
        f"RequiresMountsFor={_places(plan.written)}\n"
        "\n[Service]\n"
        "Type=oneshot\n"
        f"User={user}\n"
        f"ExecStart={' '.join(_argument(part) for part in plan.command)}\n"
        f"{variables}"
        "# 1 and 4: done, something is open or was not read. 70 and above: somebody has to look.\n"
        "SuccessExitStatus=1 4\n"
        "TimeoutStartSec=infinity\n"
        "TimeoutStopSec=60\n"
        "Nice=10\n"
        "IOSchedulingClass=idle\n"
        "# These have to be there: a missing one ends the run before it begins.\n"
        f"ReadWritePaths={_places(plan.written)}\n"
        "# A room that is not there tonight (hence the -) must not keep the others from being checked.\n"
        f"ReadOnlyPaths={_places(plan.rooms, '-')}\n"
        f"{_LOCKS}"
        f"{_TOLD if plan.needs_network else _ALONE}"
    )


def _timer(plan: Plan) -> str:
    return (
        "[Unit]\n"
        "Description=Nightly check of data rooms\n"
        "\n[Timer]\n"
        f"OnCalendar=*-*-* {plan.hour:02}:{plan.minute:02}:00\n"
        "RandomizedDelaySec=10min\n"
        "# A night that was slept through is made up for.\n"
        "Persistent=true\n"
        "\n[Install]\n"
        "WantedBy=timers.target\n"
    )


def _places(places: Iterable[Path], sign: str = "") -> str:
    return " ".join(_quoted(f"{sign}{place}") for place in dict.fromkeys(places))


def _argument(text: str) -> str:
    return _quoted(text.replace("$", "$$"))


def _quoted(text: str) -> str:
    if not text.isprintable():
        raise UsageError(f"a path for systemd: expected printable characters, got {text!r}")
    inner = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{inner}"'
