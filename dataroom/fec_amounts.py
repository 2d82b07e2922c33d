"""Amounts as a FEC writes them, in whole cents."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

_AMOUNT = re.compile(r"([+-]?)(\d*)(?:([.,])(\d*))?")
_SPACES = str.maketrans("", "", " \u00a0\u202f'")
_MOST_KEPT = 200_000


class Cents(dict[str, int]):
    """Cents by the text of an amount; `strange` keeps the texts that are not written as they must be."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        super().__init__()
        self.strange: dict[str, set[str]] = {}

    def __missing__(self, text: str) -> int:
        """Read an amount that is met for the first time; one that is none counts as nought."""
        digits = text[:-3] + text[-2:]
        # The usual form first, for it stands on nearly every line.
        usual = text[-3:-2] == "," and digits.isascii() and digits.isdigit()
        cents = int(digits) if usual else self._read(text)
        self[text] = cents
        return cents

    def shrink(self) -> None:
        """Forget what was read when it is much."""
        if len(self) > _MOST_KEPT:
            self.clear()

    def _read(self, text: str) -> int:
        bare = text.translate(_SPACES)
        match = _AMOUNT.fullmatch(bare)
        if not bare:
            return 0
        if match is None or not (match[2] or match[4]):
            self._strange("amount", text)
            return 0
        if match[3] == ".":
            self._strange("decimal-point", text)
        elif bare != text.strip():
            self._strange("thousands", text)
        exact = Decimal(f"{match[1]}{match[2] or '0'}.{match[4] or '0'}")
        return int((exact * 100).to_integral_value(ROUND_HALF_UP))

    def _strange(self, name: str, text: str) -> None:
        seen = self.strange.setdefault(name, set())
        if len(seen) < _MOST_KEPT:
            seen.add(text)


def negated(side: str) -> bool:
    """Tell whether a side (`D` or `C`, `+1` or `-1`) is that of the credit."""
    return side.strip().upper() in {"C", "-1", "-"}
