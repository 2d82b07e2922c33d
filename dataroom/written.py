"""Files that people write (YAML, TOML): read safely, with the line of every value, and all mistakes at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import tomli
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dataroom.errors import Fault, FileFaults

Place = tuple[str | int, ...]
M = TypeVar("M", bound=BaseModel)


class Strict(BaseModel):
    """What a person writes: no key that nobody reads, and nothing that changes once it was read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(Strict):
    """A text in both languages."""

    fr: str = Field(min_length=2)
    en: str = Field(min_length=2)


def read_bytes(path: Path, what: str) -> bytes:
    """Read a small file; raises FileFaults where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileFaults([Fault(str(path), "the file", f"a readable {what}", error.strerror or str(error))]) from None


def parsed_toml(raw: bytes, path: Path, faults: list[Fault]) -> dict[str, Any] | None:
    """Parse TOML; None for what is none, its fault added to `faults`."""
    try:
        return tomli.loads(raw.decode("utf-8"))
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.append(Fault(str(path), "the file", "TOML in UTF-8", str(error)))
    except RecursionError:
        faults.append(Fault(str(path), "the file", "TOML in UTF-8", "values nested too deep"))
    return None


def read_toml(raw: bytes, path: Path) -> dict[str, Any]:
    """Parse TOML; raises FileFaults."""
    faults: list[Fault] = []
    found = parsed_toml(raw, path, faults)
    if found is None:
        raise FileFaults(faults)
    return found


def validated(path: Path, value: object, model: type[M], lines: Mapping[Place, int]) -> M:
    """Validate `value`; raises FileFaults with every mistake, each at its place and line."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise FileFaults(faults_of(str(path), error, model, lines)) from None


def faults_of(
    file: str, error: ValidationError, model: type[BaseModel], lines: Mapping[Place, int] | None = None
) -> Iterator[Fault]:
    """Turn pydantic's errors into faults that name file, place, what was expected and what was found."""
    items = error.errors()
    for item in items:
        loc: Place = item["loc"]
        if item["type"] == "too_short" and any(i["loc"][: len(loc)] == loc and i["loc"] != loc for i in items):
            continue  # what it holds is faulty and was not counted
        yield Fault(
            file, _where(loc, lines or {}), *_expected(item["type"], item["msg"], item.get("input"), loc, model)
        )


def _expected(kind: str, message: str, found: object, loc: Place, model: type[BaseModel]) -> tuple[str, str, str]:
    if kind == "missing":
        return "a value", "nothing", ""
    if kind == "extra_forbidden":
        known = _keys_at(model, loc[:-1])
        near = difflib.get_close_matches(str(loc[-1]), known, n=1)
        return f"one of the keys {', '.join(known)}", repr(str(loc[-1])), f"did you mean {near[0]!r}?" if near else ""
    text = message
    for opening in ("Value error, ", "Input should be ", "String should have ", "String should "):
        text = text.removeprefix(opening)
    return text, repr(found)[:80], ""


def _keys_at(model: type[BaseModel], loc: Place) -> list[str]:
    here: object = model
    for part in loc:
        if isinstance(part, int):
            continue
        field = here.model_fields.get(part) if isinstance(here, type) and issubclass(here, BaseModel) else None
        here = _model_in(field.annotation) if field else None
    return sorted(here.model_fields) if isinstance(here, type) and issubclass(here, BaseModel) else []


def _model_in(annotation: object) -> object:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        if (found := _model_in(part)) is not None:
            return found
    return None


def _where(loc: Place, lines: Mapping[Place, int]) -> str:
    path = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in loc).lstrip(".") or "the file"
    for end in range(len(loc), -1, -1):
        if loc[:end] in lines:
            return f"line {lines[loc[:end]]}: {path}"
    return path


def one_of(value: str, known: Sequence[str]) -> str:
    """Pass `value` if it is known; the ValueError names what was expected, and the nearest."""
    if value in known:
        return value
    near = difflib.get_close_matches(value, known, n=1)
    hint = f" (did you mean {near[0]}?)" if near else ""
    raise ValueError(f"one of {', '.join(known)}{hint}")
