"""How the workbook looks: its fonts, its colours, and a sign or a word wherever a colour speaks."""

from __future__ import annotations

from typing import Any

from dataroom.model import Severity, Status, Verdict
from dataroom.report.texts import SEVERITY_SIGNS, STATUS_SIGNS

INK, SOFT, LINE, WASH, PAPER = "#1C2329", "#56606A", "#DAD5CC", "#F3F1EC", "#FFFFFF"
ACCENT, PEN_INK, PEN_WASH = "#17495C", "#7A4A06", "#FFF8E3"

_FONT = "Calibri"
_GOOD, _WARN, _BAD, _MUTED = ("#1A5236", "#E0EFE5"), ("#6B4505", "#FBEBC8"), ("#8C1D22", "#F8DCDC"), (SOFT, "#ECEAE5")
TONES: dict[str, tuple[str, str]] = {
    Status.SATISFIED: _GOOD,
    Status.PARTIAL: _WARN,
    Status.UNUSABLE: _BAD,
    Status.TO_CONFIRM: _WARN,
    Status.MISSING: _BAD,
    Status.WAIVED: _MUTED,
    Status.NOT_APPLICABLE: _MUTED,
    Status.WITHHELD: _MUTED,
    Severity.BLOCKING: _BAD,
    Severity.MAJOR: _WARN,
    Severity.MINOR: _MUTED,
    Verdict.READY: _GOOD,
    Verdict.CONDITIONS: _WARN,
    Verdict.NOT_READY: _BAD,
    "done": _GOOD,
    "requested": _WARN,
    "dropped": _MUTED,
    "late": _BAD,
}
"""Ink and ground of what a word means; the word itself always stands in the cell."""

BY_SIGN = {sign: name for name, sign in (*STATUS_SIGNS.items(), *SEVERITY_SIGNS.items())}
"""Which tone a value has by the sign that it begins with."""

_CELL: dict[str, Any] = {"font_name": _FONT, "font_size": 10, "font_color": INK, "valign": "top"}
_TABLE = {**_CELL, "bottom": 1, "bottom_color": LINE, "align": "left", "indent": 1}
STYLES: dict[str, dict[str, Any]] = {
    "text": _TABLE,
    "wrap": {**_TABLE, "text_wrap": True},
    "code": {**_TABLE, "font_size": 8, "font_color": SOFT, "text_wrap": True},
    "number": {**_TABLE, "num_format": "#,##0", "align": "right"},
    "count": {**_TABLE, "num_format": "#,##0", "align": "right", "valign": "vcenter"},
    "date": {**_TABLE, "num_format": "dd/mm/yyyy"},
    "head": {
        **_CELL, "bold": True, "font_color": PAPER, "bg_color": ACCENT, "text_wrap": True, "valign": "vcenter",
        "align": "left", "indent": 1, "right": 1, "right_color": "#3E6B7C",
    },
    "title": {**_CELL, "font_size": 20, "bold": True, "font_color": ACCENT, "valign": "vcenter"},
    "subtitle": {**_CELL, "font_size": 11, "font_color": SOFT},
    "heading": {**_CELL, "font_size": 13, "bold": True, "font_color": ACCENT, "bottom": 2, "bottom_color": ACCENT},
    "note": {**_CELL, "text_wrap": True, "font_color": SOFT},
    "plain": {**_CELL, "text_wrap": True, "valign": "vcenter"},
    "bold": {**_CELL, "bold": True},
    "figure": {**_CELL, "num_format": "#,##0", "align": "right", "bold": True},
    "verdict": {**_CELL, "font_size": 16, "bold": True, "valign": "vcenter", "indent": 1},
    "middle": {**_TABLE, "align": "center", "valign": "vcenter", "indent": 0},
    "lead": {**_TABLE, "text_wrap": True, "valign": "vcenter"},
}  # fmt: skip
PEN = {"text_wrap": True, "bg_color": PEN_WASH}
"""What a cell has that waits for somebody’s words."""
