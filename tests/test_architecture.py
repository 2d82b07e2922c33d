"""The laws of the house, kept by a test over the imports."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "dataroom"
FILES = sorted(PACKAGE.rglob("*.py"))

# Which modules may open the door to a dependency; everything that is not named here belongs to no one else.
DOORS = {
    "click": ("dataroom.cli",),
    "pypdf": ("dataroom.extract.pdf",),
    "pypdfium2": ("dataroom.extract.pdf",),
    "pikepdf": ("dataroom.extract.pdf",),
    "docx": ("dataroom.report.docx",),
    "blake3": ("dataroom.fingerprint", "dataroom.verify.hashing"),
    "lxml": ("dataroom.extract",),
    "python_calamine": ("dataroom.extract", "dataroom.tracker"),
    "olefile": ("dataroom.extract",),
    "msoffcrypto": ("dataroom.extract",),
    "cryptography": ("dataroom.extract",),
    "charset_normalizer": ("dataroom.extract",),
    "ahocorasick_rs": ("dataroom.phrases", "dataroom.clause_phrases"),
    "jinja2": ("dataroom.report", "dataroom.nightly.summary"),
    "markupsafe": ("dataroom.report", "dataroom.nightly.summary"),
    "jsonschema": ("dataroom.report",),
    "yaml": ("dataroom.written", "dataroom.cli.init", "dataroom.schedule.kubernetes"),
    "pydantic": (
        "dataroom.rules",
        "dataroom.checklists",
        "dataroom.room",
        "dataroom.decisions_file",
        "dataroom.written",
        "dataroom.clause_rules",
        "dataroom.thresholds",
        "dataroom.guide",
        "dataroom.schemas",
        "dataroom.branding",
        "dataroom.nightly.config",
        "dataroom.notify.settings",
    ),
    "platformdirs": ("dataroom.store",),
    "tomli": ("dataroom.written",),
    "typst": ("dataroom.report.pdf",),
    "xlsxwriter": ("dataroom.report.xlsx",),
}


def _name(file: Path) -> str:
    parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {_name(file) for file in FILES}


@cache
def _read(file: Path) -> tuple[tuple[str, ...], frozenset[str]]:
    """Give what a file imports, and the plain names that it calls; read once, since every law asks of every file."""
    nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    called = {node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    return tuple(name for node in nodes for name in _imported(node)), frozenset(called)


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        named = [f"{node.module}.{alias.name}" for alias in node.names]
        # `from package import module` is an edge to the module, not to the package.
        modules = [name for name in named if name in MODULES]
        yield from modules or [node.module]


def _imports(file: Path) -> tuple[str, ...]:
    return _read(file)[0]


def _ours(file: Path) -> set[str]:
    return {name for name in _imports(file) if name in MODULES and name != _name(file)}


def _is_in(name: str, places: tuple[str, ...]) -> bool:
    return any(name == place or name.startswith((f"{place}.", f"{place}_")) for place in places)


def test_model_stands_alone() -> None:
    roots = {name.partition(".")[0] for name in _imports(PACKAGE / "model.py")}
    assert roots <= sys.stdlib_module_names


def test_no_circle() -> None:
    graph = {_name(file): _ours(file) - {"dataroom"} for file in FILES if file != PACKAGE / "__init__.py"}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, f"imports in a circle: {' -> '.join((*path, name))}"
        if name in done:
            return
        for other in sorted(graph.get(name, ())):
            visit(other, (*path, name))
        done.add(name)

    for name in sorted(graph):
        visit(name, ())


def test_nobody_imports_the_command_line() -> None:
    guilty = [
        _name(f)
        for f in FILES
        if "cli" not in f.parts and f.name != "__main__.py" and any(_is_in(n, ("dataroom.cli",)) for n in _imports(f))
    ]
    assert guilty == []


@pytest.mark.parametrize("file", [f for f in FILES if "report" in f.parts and "cli" not in f.parts], ids=_name)
def test_reports_see_the_model_alone(file: Path) -> None:
    known = ("dataroom.report", "dataroom.model", "dataroom.errors", "dataroom.printable")
    assert all(_is_in(name, known) for name in _ours(file))


@pytest.mark.parametrize("file", FILES, ids=_name)
def test_one_door_per_dependency(file: Path) -> None:
    for name in _imports(file):
        places = DOORS.get(name.partition(".")[0])
        assert places is None or _is_in(_name(file), places), f"{name} is imported in {_name(file)}"


@pytest.mark.parametrize("file", [f for f in FILES if "cli" not in f.parts], ids=_name)
def test_only_the_command_line_prints_and_ends_the_process(file: Path) -> None:
    assert not _read(file)[1] & {"print", "exit", "quit"}
