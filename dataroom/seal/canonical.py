"""JSON in its one canonical form (RFC 8785), so that a digest and a signature over it mean the same everywhere.

Only what a seal holds: objects, arrays, strings, true, false, null and whole numbers that every reader takes exactly.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import cast

_EXACT = 2**53 - 1
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def dump(value: object) -> bytes:
    """Give the canonical bytes of `value`, without a line end.

    Raises ValueError for what has no exact form: fractions, whole numbers beyond 2^53, halves of surrogate pairs.
    """
    return _ENCODER.encode(_ordered(value)).encode("utf-8")


def load(raw: bytes) -> object:
    """Read canonical JSON; raises ValueError for anything that is not, to the byte, what `dump` would write."""
    try:
        value: object = json.loads(raw.decode("utf-8"), object_pairs_hook=_distinct)
        again = dump(value)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if again != raw:
        raise ValueError("not in the canonical form of RFC 8785")
    return value


def _ordered(value: object) -> object:
    if isinstance(value, dict):
        pairs = cast("dict[object, object]", value)
        if not all(isinstance(key, str) for key in pairs):
            raise ValueError("a key that is no text")
        # The order is that of UTF-16 code units, which differs from that of code points beyond U+FFFF.
        keys = sorted((key for key in pairs if isinstance(key, str)), key=lambda key: key.encode("utf-16-be"))
        return {key: _ordered(pairs[key]) for key in keys}
    if isinstance(value, (list, tuple)):
        return [_ordered(item) for item in cast("Iterable[object]", value)]
    if value is None or isinstance(value, (str, bool)):
        return value
    if isinstance(value, int) and abs(value) <= _EXACT:
        return int(value)
    raise ValueError(f"no exact form in JSON: {value!r}")


def _distinct(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands there twice")
    return found
