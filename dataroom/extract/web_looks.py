"""What of an HTML page is not seen: switched off, tiny, or white on the white page.

Only what is certain counts: where the page may have another ground, white words are taken as seen; rules for other
screens or for print are left out of account.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_OFF = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_SIZE = re.compile(r"font-size\s*:\s*(\d+(?:\.\d+)?)\s*(px|pt|[;}]|$)", re.IGNORECASE)
_WHITE = re.compile(
    r"(?:^|[;\s])color\s*:\s*(?:white\b|#fff(?:fff)?\b|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))", re.IGNORECASE
)
_GROUND = re.compile(r"background|bgcolor", re.IGNORECASE)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"[a-z]*([.#])([\w-]+)", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SMALLEST = 2.0
_MOST_CSS = 1 << 20


@dataclass(frozen=True, slots=True)
class Looks:
    """What the style sheets of a page say."""

    off: frozenset[str] = frozenset()
    """Classes (`.x`) and identifiers (`#x`) under which nothing is shown."""
    plain: bool = True
    """Whether no style sheet gives any element a ground."""

    @staticmethod
    def of(root: Any) -> Looks:
        """Read the style sheets inside a page; one that is elsewhere may say anything."""
        sheets = "\n".join(style.text or "" for style in root.iter("style"))[:_MOST_CSS]
        elsewhere = any("stylesheet" in (link.get("rel") or "").lower() for link in root.iter("link"))
        off = frozenset(name for names, said in _rules(sheets) if _OFF.search(said) for name in _simple(names))
        return Looks(off, plain=not elsewhere and not _GROUND.search(sheets))

    def hides(self, element: Any) -> bool:
        """Tell whether an element, with all that is in it, is not seen."""
        if "hidden" in element.attrib:
            return True
        style = element.get("style") or ""
        if style and (_OFF.search(style) or (_is_tiny(style) and not _says_below(element, "font"))):
            return True
        if self.off and not self.off.isdisjoint(_names(element)):
            return True
        white = _WHITE.search(style) or (element.get("color") or "").lower() in {"white", "#ffffff", "#fff"}
        return bool(white) and self.plain and not _has_ground(element) and not _says_below(element, "color")


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Give selectors and declarations, without those of other screens, print and the like (`@media`)."""
    css, kept, depth, at = _COMMENT.sub("", css), "", 0, 0
    for match in re.finditer(r"@[^{};]*\{|[{}]", css):
        if depth == 0 and match[0].startswith("@"):
            kept, depth = kept + css[at : match.start()], 1
        elif depth:
            depth += -1 if match[0] == "}" else 1
            at = match.end()
    rest = kept + css[at:] if not depth else kept
    yield from ((found[1], found[2]) for found in _RULE.finditer(rest))


def _simple(selectors: str) -> Iterator[str]:
    for selector in selectors.split(","):
        if found := _SIMPLE.fullmatch(selector.strip()):
            yield found[1] + found[2]


def _names(element: Any) -> set[str]:
    classes = (element.get("class") or "").split()
    return {f"#{element.get('id')}", *(f".{name}" for name in classes)}


def _is_tiny(style: str) -> bool:
    found = _SIZE.search(style)
    return found is not None and float(found[1]) <= _SMALLEST


def _says_below(element: Any, word: str) -> bool:
    """Tell whether something within an element says its own size or colour, as layouts of letters do."""
    return any(word in (e.get("style") or "") or word in e.attrib for e in element.iterdescendants())


def _has_ground(element: Any) -> bool:
    around = [element, *element.iterancestors()]
    return any(
        "bgcolor" in e.attrib or "background" in e.attrib or _GROUND.search(e.get("style") or "") for e in around
    )
