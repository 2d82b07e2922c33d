"""A task for Windows’ Task Scheduler: `schtasks /create /tn dataroom-nightly /xml dataroom-nightly.xml`.

Source: Task Scheduler Schema, version 1.2 (learn.microsoft.com/windows/win32/taskschd/task-scheduler-schema).
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from dataroom.schedule.plan import Plan

_SPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"
_SETTINGS = {
    "MultipleInstancesPolicy": "IgnoreNew",
    "DisallowStartIfOnBatteries": "false",
    "StopIfGoingOnBatteries": "false",
    "StartWhenAvailable": "true",
    # None: a room, and the whole night, have their own in the nightly file.
    "ExecutionTimeLimit": "PT0S",
    "Priority": "7",
    "Enabled": "true",
}


def _user() -> str:
    """Give the user whose task it is, as this Windows knows them; elsewhere nothing: `schtasks /ru` says it."""
    domain, name = os.environ.get("USERDOMAIN", ""), os.environ.get("USERNAME", "")
    return f"{domain}\\{name}" if domain and name else ""


def files(plan: Plan) -> Mapping[str, bytes]:
    """Give the task as the scheduler wants it: XML in UTF-16 with its mark."""
    task = Element("Task", {"version": "1.2", "xmlns": _SPACE})
    SubElement(SubElement(task, "RegistrationInfo"), "Description").text = "Nightly check of data rooms"
    trigger = SubElement(SubElement(task, "Triggers"), "CalendarTrigger")
    SubElement(trigger, "StartBoundary").text = f"2026-01-01T{plan.hour:02}:{plan.minute:02}:00"
    SubElement(trigger, "RandomDelay").text = "PT10M"
    SubElement(SubElement(trigger, "ScheduleByDay"), "DaysInterval").text = "1"
    owner = SubElement(SubElement(task, "Principals"), "Principal", {"id": "Author"})
    if user := _user():
        SubElement(owner, "UserId").text = user
    # Whether or not the user is logged on, without a password being kept, with no more rights than the user’s own.
    SubElement(owner, "LogonType").text = "S4U"
    SubElement(owner, "RunLevel").text = "LeastPrivilege"
    settings = SubElement(task, "Settings")
    for name, value in _SETTINGS.items():
        SubElement(settings, name).text = value
    action = SubElement(SubElement(task, "Actions", {"Context": "Author"}), "Exec")
    program, *rest = plan.command
    SubElement(action, "Command").text = program
    SubElement(action, "Arguments").text = subprocess.list2cmdline(rest)
    SubElement(action, "WorkingDirectory").text = str(plan.loaded.file.parent)
    indent(task)
    text = '<?xml version="1.0" encoding="UTF-16"?>\r\n' + tostring(task, encoding="unicode").replace("\n", "\r\n")
    return {"dataroom-nightly.xml": text.encode("utf-16")}
