"""Regular expressions made when they are first needed, so that importing a module costs nothing."""

from __future__ import annotations

import re
from functools import cache


@cache
def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Give the compiled form of `pattern`, made once."""
    return re.compile(pattern, flags)
