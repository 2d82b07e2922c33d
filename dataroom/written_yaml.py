"""YAML that people write: read safely, each mistake with its line. Apart, since most runs read none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel

from dataroom.errors import Fault, FileFaults
from dataroom.written import Place, read_bytes, validated

M = TypeVar("M", bound=BaseModel)


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
