"""Values of the model as bytes and back: JSON without what is at its default, each type worked out from its fields.

Not pickle: what lies on a disk may have been changed by somebody, and pickle would run it.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import sys
import types
import zlib
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_Way = tuple[Callable[[Any], Any], Callable[[Any], Any]]
_SUM = 4


class Damaged(ValueError):
    """What was remembered is not what was written."""


def packed(kind: type, values: Iterable[object]) -> bytes:
    """Give a tuple of values of one kind as bytes, with a sum by which damage is seen."""
    out, _ = _way(kind)
    # One by one: an archive holds ten thousand documents, and what is written of all takes more room than they do.
    held = bytearray(_SUM)
    for value in values:
        held += b"[" if len(held) == _SUM else b","
        held += _written(out(value)).encode("utf-8", "surrogatepass")
    held += b"]" if len(held) > _SUM else b"[]"
    held[:_SUM] = zlib.crc32(memoryview(held)[_SUM:]).to_bytes(_SUM, "big")
    return bytes(held)


def unpacked(kind: type, packed_values: bytes) -> Any:
    """Give the tuple of values back; raises Damaged."""
    raw = packed_values[_SUM:]
    if zlib.crc32(raw).to_bytes(_SUM, "big") != packed_values[:_SUM]:
        raise Damaged("what was remembered is damaged")
    _, back = _way(tuple[kind, ...])  # type: ignore[valid-type]  # a type made at run time
    try:
        return back(json.loads(raw.decode("utf-8", "surrogatepass")))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Damaged("what was remembered cannot be understood") from error


def squeezed(kind: type, values: Iterable[object]) -> bytes:
    """Give the same as `packed`, compressed."""
    return zlib.compress(packed(kind, values), 6)


def unsqueezed_text(packed_values: bytes) -> bytes:
    """Give the JSON in which `squeezed` wrote values, to be searched; raises Damaged."""
    try:
        return zlib.decompress(packed_values)[_SUM:]
    except zlib.error as error:
        raise Damaged("what was remembered is damaged") from error


def unsqueezed(kind: type, packed_values: bytes) -> Any:
    """Give back what `squeezed` made; raises Damaged."""
    try:
        return unpacked(kind, zlib.decompress(packed_values))
    except zlib.error as error:
        raise Damaged("what was remembered is damaged") from error


def _same(value: Any) -> Any:
    return value


@cache
def _way(kind: Any) -> _Way:
    """Give how values of a kind are written and read."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        return _optional(*(one for one in inner if one is not types.NoneType))
    if kind == Sequence[int]:
        return _numbers_out, _numbers_back
    if origin is tuple:
        return _sequence(*_way(inner[0]))
    if origin is Mapping or origin is dict:
        out, back = _way(inner[1])
        return (
            lambda found: {key: out(value) for key, value in found.items()},
            lambda found: {key: back(value) for key, value in found.items()},
        )
    return _simple(kind)


def _simple(kind: Any) -> _Way:
    if kind is bytes:
        return lambda raw: base64.b64encode(raw).decode("ascii"), lambda text: base64.b64decode(text, validate=True)
    if kind is dt.date:
        # A date may be one that takes note of its uses: being written down is one.
        return lambda day: day.isoformat(), dt.date.fromisoformat
    if is_dataclass(kind):
        return _record(cast("type", kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return lambda member: member.value, dict((m.value, m) for m in kind).__getitem__  # noqa: C402 - members by value
    if kind in {str, int, float, bool, object, Any}:
        return _same, _same
    raise TypeError(f"{kind}: no way to write it is known")


def _optional(kind: Any) -> _Way:
    out, back = _way(kind)
    if out is _same:
        return _same, _same
    return (
        lambda value: None if value is None else out(value),
        lambda value: None if value is None else back(value),
    )


def _sequence(out: Callable[[Any], Any], back: Callable[[Any], Any]) -> _Way:
    if out is _same:
        return list, tuple
    return lambda values: [out(value) for value in values], lambda values: tuple(map(back, values))


def _record(kind: type) -> _Way:
    ways: list[tuple[str, Callable[[Any], Any], object]] = []
    special: list[tuple[str, Callable[[Any], Any]]] = []

    def prepare() -> None:
        # Only when first used: a kind may hold its own kind.
        hints = get_type_hints(kind, vars(sys.modules[kind.__module__]))
        ways.extend((f.name, _way(hints[f.name])[0], _default(f)) for f in fields(kind))
        special.extend((f.name, way) for f in fields(kind) if (way := _way(hints[f.name])[1]) is not _same)

    def out(value: Any) -> dict[str, Any]:
        if not ways:
            prepare()
        found = {}
        for name, write, default in ways:
            held = getattr(value, name)
            if held is not default and held != default:
                found[name] = held if write is _same else write(held)
        return found

    def back(found: dict[str, Any]) -> Any:
        if not ways:
            prepare()
        # In place, as nobody else holds it, and most fields are what they were written as.
        for name, way in special:
            if name in found:
                found[name] = way(found[name])
        return kind(**found)

    return out, back


def _default(field: Any) -> object:
    if field.default is not MISSING:
        return field.default
    return MISSING if field.default_factory is MISSING else field.default_factory()


def _numbers_out(numbers: Sequence[int]) -> object:
    if len(numbers) < 8 or max(numbers) >= 1 << 32 or min(numbers) < 0:
        return list(numbers)
    held = array("I", numbers)
    if sys.byteorder == "big":
        held.byteswap()
    return base64.b64encode(held.tobytes()).decode("ascii")


def _numbers_back(found: object) -> tuple[int, ...]:
    if isinstance(found, list):
        return tuple(found)
    held = array("I")
    held.frombytes(base64.b64decode(str(found), validate=True))
    if sys.byteorder == "big":
        held.byteswap()
    return tuple(held)
