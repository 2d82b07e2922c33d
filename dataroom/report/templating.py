"""Templates of a firm's own, over those that come with the program: escaping stays on, nothing comes from elsewhere.

A template that would switch the escaping off, build a link out of the room's words or load something is refused when it
is read, with its line; what is left runs in jinja2's sandbox, in which `safe` and its like do not exist.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from dataroom.errors import Fault, FileFaults

Mistake = tuple[int, str, str, str]
"""Line, what was expected, what was found, and a line that helps."""

_UNSAFE = frozenset({"safe", "urlize", "xmlattr", "attr"})
_ELSEWHERE = re.compile(
    r"""(?:\b(?:src|srcset|href|xlink:href|action|formaction|data|poster|background|ping)\s*=\s*["']?\s*
        (?!\#|["'>\s]|$|data:image/|\{\{\s*(?:brand|logo))   # the page's own places, and the firm's logo
      | url\(\s*["']?(?!\#|data:image/)
      | @import\b
      | <\s*(?:script|iframe|frame|object|embed|link|base|form|audio|video|applet)\b
      | \bon[a-z]{3,}\s*=\s*["'])""",
    re.VERBOSE | re.IGNORECASE,
)
_UNQUOTED = re.compile(r"<[^<>]*\s[\w:-]+\s*=\s*\{[{%]")
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="\{\{ csp \}\}">')
_ESCAPED = "a template that escapes every value"
MARKDOWN = "report.md.j2"
"""The template of the Markdown, which has none of the program's own."""
_PAGE = "report.html.j2"
_HELP = "Values are escaped by the program; a template lays them out and no more."


@cache
def shipped() -> frozenset[str]:
    """Give the names of the templates that can be replaced."""
    folder = files("dataroom.report").joinpath("templates")
    return frozenset({MARKDOWN, *(one.name for one in folder.iterdir() if one.name.endswith(".j2"))})


def overlaid(known: Environment, templates: Mapping[str, str], own: Callable[[str], str]) -> Environment:
    """Give a sandbox like `known` in which `templates` stand before the program's own."""
    made = SandboxedEnvironment(
        autoescape=True,
        undefined=known.undefined,
        loader=FunctionLoader(lambda name: (templates[name] if name in templates else own(name), name, lambda: True)),
        finalize=known.finalize,
        trim_blocks=known.trim_blocks,
        lstrip_blocks=known.lstrip_blocks,
        keep_trailing_newline=known.keep_trailing_newline,
    )
    made.globals.update(known.globals)
    made.filters.update(known.filters)
    for name in _UNSAFE:
        made.filters.pop(name, None)
    return made


@contextmanager
def telling(templates: Mapping[str, str]) -> Iterator[None]:
    """Turn what goes wrong inside one of `templates` into FileFaults with its name and line."""
    try:
        yield
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        place = next((frame for frame in reversed(frames) if frame.filename in templates), None)
        if place is None:
            raise
        fault = Fault(place.filename, f"line {place.lineno}", "values that the report has", str(error)[:200])
        raise FileFaults([fault]) from None


def markdown(source: str, values: Mapping[str, object], body: str, escaped: Callable[[str], str]) -> str:
    """Fill in a firm's template for Markdown: `body` is the program's own page, every other text is escaped."""
    made = SandboxedEnvironment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FunctionLoader(lambda name: (source, name, lambda: True)),
        finalize=lambda value: Markup(escaped(value)) if type(value) is str else value,  # noqa: S704 - escaped for Markdown
        keep_trailing_newline=True,
    )
    for name in _UNSAFE:
        made.filters.pop(name, None)
    with telling({MARKDOWN: source}):
        whole = made.get_template(MARKDOWN).render({**values, "body": Markup(body)})  # noqa: S704 - escaped by its maker
    return whole if whole.endswith("\n") else f"{whole}\n"


def template_faults(name: str, source: str) -> Iterator[Mistake]:
    """Give every reason for which a template is refused, by line."""
    try:
        tree = Environment(autoescape=True).parse(source, name)
    except TemplateSyntaxError as error:
        yield error.lineno, "a jinja2 template", error.message or "a mistake", ""
        return
    found = [*_in_tree(tree), *_in_text(name, source)]
    yield from sorted(set(found))


def _in_tree(tree: nodes.Template) -> Iterator[Mistake]:
    for node in tree.find_all(nodes.Filter):
        if node.name in _UNSAFE:
            yield node.lineno, _ESCAPED, f"|{node.name}", _HELP
    for const in tree.find_all(nodes.Const):
        if const.value in _UNSAFE:
            yield const.lineno, _ESCAPED, f"the filter {const.value!r} by name", _HELP
    for switch in tree.find_all((nodes.ScopedEvalContextModifier, nodes.EvalContextModifier)):
        yield switch.lineno, _ESCAPED, "{% autoescape %}", _HELP
    for attribute in tree.find_all(nodes.Getattr):
        if attribute.attr.startswith("_"):
            yield attribute.lineno, "names that do not begin with _", attribute.attr, ""
    yield from _others(tree)


def _others(tree: nodes.Template) -> Iterator[Mistake]:
    for other in tree.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
        target = getattr(other, "template", None)
        if not isinstance(target, nodes.Const) or target.value not in shipped():
            got = repr(target.value) if isinstance(target, nodes.Const) else "a name that is worked out"
            yield other.lineno, f"one of {', '.join(sorted(shipped()))}", got, ""


def _in_text(name: str, source: str) -> Iterator[Mistake]:
    if not name.endswith(".html.j2"):
        return
    plain = re.sub(r"\{#.*?#\}", lambda m: "\n" * m[0].count("\n"), source, flags=re.DOTALL)
    plain = _own_blocks(name, plain)
    for number, line in enumerate(plain.split("\n"), start=1):
        if found := _UNQUOTED.search(line):
            yield number, "attributes in quotes", found[0][-40:], _HELP
        if found := _ELSEWHERE.search(line):
            yield number, "a page that loads and starts nothing of its own", line[found.start() :][:60].strip(), ""
    if name == _PAGE:
        policy = _POLICY.search(plain)
        first = re.search(r"<style|<body", plain)
        if policy is None or (first is not None and first.start() < policy.start()):
            want = '<meta http-equiv="Content-Security-Policy" content="{{ csp }}"> before any style'
            yield 1, want, "a page without it", "The policy keeps the page from loading or running anything else."


def _own_blocks(name: str, source: str) -> str:
    # The page's own script and its data are put in by the program, each with its digest in the policy.
    if name != _PAGE:
        return source
    return re.sub(r"<script[^>\n]*>\{\{ \w+ \}\}</script>", "", source)
