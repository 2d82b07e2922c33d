"""JSON Schemas of the files that people write, for their editors: made from the models that check the files."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from pydantic import BaseModel

from dataroom import checklists, rules
from dataroom.clause_rules import CLAUSE_IDS
from dataroom.model import PROCESSES

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def checklist_schema() -> dict[str, Any]:
    """Give the schema of `checklists/**/<id>.toml`."""
    model = checklists._File  # noqa: SLF001 - the file's own model, which nobody else has a use for
    found = _schema(model, checklists, "A checklist of dataroom")
    asked = found["$defs"]["Requirement"]["properties"]
    for field in (found["properties"]["processes"], asked["processes"]):
        field["items"]["enum"] = list(PROCESSES)
    asked["clauses"]["items"]["enum"] = list(CLAUSE_IDS)
    for name in ("clause", "watch"):
        asked[name]["anyOf"][0]["enum"] = list(CLAUSE_IDS)
    return found


def rule_schema() -> dict[str, Any]:
    """Give the schema of `rules/documents/<family>/<id>.toml`."""
    found = _schema(rules.DocumentRule, rules, "A document rule of dataroom")
    named_by_the_path = {"id", "family"}
    found["required"] = [name for name in found["required"] if name not in named_by_the_path]
    return found


def _schema(model: type[BaseModel], module: ModuleType, title: str) -> dict[str, Any]:
    found = model.model_json_schema()
    described = {(owner, name): text for owner, name, text in _docstrings(module)}
    for owner, part in {model.__name__: found, **found.get("$defs", {})}.items():
        for name, field in part.get("properties", {}).items():
            if (owner, name) in described:
                field["description"] = described[owner, name]
    return {"$schema": _DIALECT, **found, "title": title}


def _docstrings(module: ModuleType) -> Iterator[tuple[str, str, str]]:
    """Give class, field and text of each docstring that stands under a field."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if not isinstance(node, ast.ClassDef):
            continue
        for field, text in zip(node.body, node.body[1:], strict=False):
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and _is_text(text):
                yield node.name, field.target.id, inspect.cleandoc(text.value.value)  # type: ignore[attr-defined]


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
