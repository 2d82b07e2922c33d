"""What Windows’ Task Scheduler is given: every element known, in its place, in its own encoding."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from dataroom.schedule import install_files
from tests.schedule.plans import loaded_from

TASK = {"t": "http://schemas.microsoft.com/windows/2004/02/mit/task"}


def test_windows_gets_a_task_in_its_own_encoding(tmp_path: Path) -> None:
    (content,) = install_files("windows", loaded_from(tmp_path), tmp_path / "state", "03:07").values()
    assert isinstance(content, bytes)
    assert content[:2] in {b"\xff\xfe", b"\xfe\xff"}
    root = ET.fromstring(content)  # noqa: S314 - our own
    wanted = {
        "StartBoundary": "2026-01-01T03:07:00", "RunLevel": "LeastPrivilege", "MultipleInstancesPolicy": "IgnoreNew"
    }  # fmt: skip
    assert {name: root.findtext(f".//t:{name}", namespaces=TASK) for name in wanted} == wanted
    assert str(tmp_path / "n.toml") in (root.findtext(".//t:Arguments", namespaces=TASK) or "")


# Task Scheduler Schema 1.2 (learn.microsoft.com): sequences keep this order, `Settings` and `Principal` may have any.
_IN_ORDER = {
    "Task": ["RegistrationInfo", "Triggers", "Principals", "Settings", "Actions"],
    "CalendarTrigger": [
        "Enabled", "StartBoundary", "EndBoundary", "Repetition", "ExecutionTimeLimit", "RandomDelay", "ScheduleByDay",
    ],
    "ScheduleByDay": ["DaysInterval"],
    "Exec": ["Command", "Arguments", "WorkingDirectory"],
}  # fmt: skip
_IN_ANY = {
    "RegistrationInfo": {"Description", "Author", "Date"},
    "Triggers": {"CalendarTrigger"},
    "Principals": {"Principal"},
    "Principal": {"UserId", "LogonType", "RunLevel", "GroupId", "DisplayName"},
    "Actions": {"Exec"},
    "Settings": {
        "MultipleInstancesPolicy", "DisallowStartIfOnBatteries", "StopIfGoingOnBatteries", "StartWhenAvailable",
        "ExecutionTimeLimit", "Priority", "Enabled", "WakeToRun", "Hidden", "RunOnlyIfNetworkAvailable", "IdleSettings",
    },
}  # fmt: skip
_VALUES = {
    "LogonType": {"S4U", "InteractiveToken", "Password"},
    "RunLevel": {"LeastPrivilege", "HighestAvailable"},
    "MultipleInstancesPolicy": {"IgnoreNew", "Parallel", "Queue", "StopExisting"},
    **{name: {"true", "false"} for name in _IN_ANY["Settings"] if name.endswith(("Batteries", "Available", "Enabled"))},
}
_FORMS = {
    "StartBoundary": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d",
    "RandomDelay": r"PT\d+[SMH]",
    "ExecutionTimeLimit": r"PT\d+[SMH]",
    "DaysInterval": r"[1-9]\d*",
    "Priority": r"10|\d",
}


@pytest.mark.parametrize("user", ["", "DESKTOP\\lucile"])
def test_windows_knows_every_element_in_its_place(user: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    domain, _, name = user.partition("\\")
    monkeypatch.setenv("USERDOMAIN", domain)
    monkeypatch.setenv("USERNAME", name)
    (content,) = install_files("windows", loaded_from(tmp_path), tmp_path / "state", "03:07").values()
    root = ET.fromstring(content)  # noqa: S314 - our own
    assert (root.tag, root.get("version")) == (f"{{{TASK['t']}}}Task", "1.2")
    for element in root.iter():
        kind, inside = element.tag.partition("}")[2], [child.tag.partition("}")[2] for child in element]
        assert len(inside) == len(set(inside)), kind
        if kind in _IN_ORDER:
            assert inside == [known for known in _IN_ORDER[kind] if known in inside], kind
        elif inside:
            assert set(inside) <= _IN_ANY[kind]
        assert (element.text or "").strip() in _VALUES.get(kind, {(element.text or "").strip()})
        if kind in _FORMS:
            assert re.fullmatch(_FORMS[kind], element.text or ""), kind
    (owner,) = root.iter(f"{{{TASK['t']}}}Principal")
    (actions,) = root.iter(f"{{{TASK['t']}}}Actions")
    assert owner.get("id") == actions.get("Context")
    assert (owner.findtext("t:UserId", namespaces=TASK) or "") == user
