"""Files that people write (YAML, TOML): read safely, with the line of every value, and all mistakes at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import tomli
import yaml
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


def read_yaml(path: Path, model: type[M], what: str) -> M:
    """Read and validate a YAML file; raises FileFaults with every mistake."""
    raw = read_bytes(path, what)
    try:
        text = raw.decode("utf-8-sig")
        _refuse_aliases(path, text)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        where = _mark(error)
        raise FileFaults([Fault(str(path), where, "YAML in UTF-8", " ".join(str(error).split())[:160])]) from None
    if root is None:
        return validated(path, {}, model, {})
    if faults := list(_mistakes(path, root)):
        raise FileFaults(faults)
    try:
        value = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, TypeError) as error:
        raise FileFaults([Fault(str(path), _mark(error), "plain YAML", " ".join(str(error).split())[:160])]) from None
    return validated(path, {} if value is None else value, model, dict(_lines((), root)))


def _refuse_aliases(path: Path, text: str) -> None:
    # A few lines of aliases of aliases stand for more values than a machine can hold; no profile needs one.
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        if isinstance(token, yaml.AliasToken):
            line = token.start_mark.line + 1
            raise FileFaults([Fault(str(path), f"line {line}", "values written out", f"the alias *{token.value}")])


def _mistakes(path: Path, root: yaml.Node) -> Iterator[Fault]:
    """Give what YAML itself passes over or trips on: keys said twice, keys that are lists, days that do not exist."""
    reader = yaml.constructor.SafeConstructor()
    for node in _nodes(root):
        if isinstance(node, yaml.MappingNode):
            yield from _bad_keys(path, node)
        elif isinstance(node, yaml.ScalarNode):
            try:
                reader.construct_object(node)
            except (yaml.YAMLError, ValueError, OverflowError, AttributeError, TypeError) as error:
                said = getattr(error, "problem", None) or str(error)
                yield _fault(path, node, f"a plain value that exists ({said})", repr(node.value))


def _bad_keys(path: Path, mapping: yaml.MappingNode) -> Iterator[Fault]:
    seen: set[str] = set()
    for key, _ in mapping.value:
        if not isinstance(key, yaml.ScalarNode):
            yield _fault(path, key, "a key that is one word", "a list or a mapping")
        elif key.value in seen:
            yield _fault(path, key, "each key once", f"{key.value!r} a second time")
        seen.add(str(key.value))


def _fault(path: Path, node: yaml.Node, expected: str, got: str) -> Fault:
    return Fault(str(path), f"line {node.start_mark.line + 1}", expected, got[:80])


def _nodes(node: yaml.Node) -> Iterator[yaml.Node]:
    yield node
    if isinstance(node, yaml.MappingNode):
        for pair in node.value:
            for part in pair:
                yield from _nodes(part)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _nodes(item)


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


def _lines(at: Place, node: yaml.Node) -> Iterator[tuple[Place, int]]:
    yield at, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _lines((*at, str(key.value)), value)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from _lines((*at, number), value)


def _mark(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return f"line {mark.line + 1}, column {mark.column + 1}" if mark else "the file"


def one_of(value: str, known: Sequence[str]) -> str:
    """Pass `value` if it is known; the ValueError names what was expected, and the nearest."""
    if value in known:
        return value
    near = difflib.get_close_matches(value, known, n=1)
    hint = f" (did you mean {near[0]}?)" if near else ""
    raise ValueError(f"one of {', '.join(known)}{hint}")
