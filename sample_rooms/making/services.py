"""What providers of each kind do, and the procedure of each process, in the words of `texts/services.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from making.pages import TEXTS
from making.world import rows


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((TEXTS / "services.toml").read_text(encoding="utf-8"))


def service(kind: str) -> dict[str, str]:
    """Give the words of a kind of provider: accounting, payroll, invoicing, secretariat; lists as rows of a table."""
    found = _words()["service"][kind].items()
    return {key: rows(*value) if isinstance(value, list) else value for key, value in found}


def procedure_words(process: str) -> dict[str, str]:
    """Give the words of the procedure of a process."""
    return dict(_words()["procedure"][process])
