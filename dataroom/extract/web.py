"""HTML pages: what a browser shows, block by block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from dataroom.extract import encoding, reasons
from dataroom.extract.draft import Draft, Refusal
from dataroom.extract.source import Source
from dataroom.extract.web_looks import Looks
from dataroom.model import State

_MOST = 32 << 20
_UNSHOWN = {"script", "style", "head", "template", "noscript", "object", "desc", "metadata", "datalist", "iframe"}
_NO_VALUE = {"hidden", "password", "image", "file", "range", "color"}
_TICKS = {"checkbox", "radio"}
_BLOCKS = {
    "p", "div", "br", "li", "ul", "ol", "dl", "dt", "dd", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "section",
    "article", "header", "footer", "main", "aside", "nav", "blockquote", "pre", "hr", "form", "fieldset", "caption",
    "figure", "figcaption", "address", "option", "body", "text",
}  # fmt: skip
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_CELLS = {"td", "th"}
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class Shown:
    """What a page shows: its text, its headings, and what it hides."""

    text: str = ""
    headings: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    pictures: int = 0


def read(source: Source, draft: Draft) -> None:
    """Read an HTML file as one page."""
    if source.size > _MOST:
        raise Refusal(State.TOO_LARGE, reasons.inflates_too_much(source.name, _MOST))
    with source.open() as stream:
        shown = show(stream.read())
    for heading in shown.headings:
        draft.heading(heading)
    for piece in shown.hidden:
        draft.fact("hidden-text", piece, 1)
    draft.page(shown.text)
    if not draft.has_text and shown.pictures:
        draft.fault(State.IMAGE_ONLY, reasons.IMAGE)
    elif not draft.has_text:
        draft.fault(State.EMPTY, reasons.NO_TEXT)


def show(page: bytes | str) -> Shown:
    """Give what a browser would show of an HTML page; raises Refusal when it is nested too deep."""
    shown = Shown()
    root = _tree(_decoded(page) if isinstance(page, bytes) else page)
    if root is None:
        return shown
    title = root.find(".//title")
    if title is not None and title.text:
        shown.headings.append(title.text)
    shown.text = _tidy("".join(_said(root, shown)))
    return shown


def _decoded(data: bytes) -> str:
    found = _CHARSET.search(data[:4096])
    if found and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(found[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return encoding.decode(data)


def _tree(text: str) -> Any:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    root = etree.fromstring(text.encode("utf-8", "replace"), parser) if text.strip() else None
    if any("depth" in str(error.message) for error in parser.error_log):
        raise Refusal(State.TOO_LARGE, reasons.TOO_DEEP)  # the words below are dropped without another sign
    return root


def _said(root: Any, shown: Shown) -> Iterator[str]:
    """Walk the tree without recursion: a page may be nested as deep as it likes."""
    heading: list[str] | None = None
    looks = Looks.of(root)
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            shown.pictures += name == "img"
            if name in _UNSHOWN or _is_hidden(element, looks, shown):
                walk.skip_subtree()
                element.text = None
                continue
            heading = [] if name in _HEADINGS else heading
            piece = ("\n" if name in _BLOCKS else "") + _flat(element, element.text)
            yield piece + _filled(element) if name == "input" else piece
        else:
            if name in _HEADINGS and heading is not None:
                shown.headings.append("".join(heading))
                heading = None
            piece = ("\n" if name in _BLOCKS else "\t" if name in _CELLS else "") + _flat(element, element.tail)
            yield piece
        if heading is not None:
            heading.append(piece)


def _flat(element: Any, text: str | None) -> str:
    if not text:
        return ""
    return text if element.tag == "pre" else _SPACE.sub(" ", text)


def _filled(field: Any) -> str:
    """Give what a field of a form shows."""
    kind = (field.get("type") or "text").lower()
    if kind in _TICKS:
        return "☒ " if "checked" in field.attrib else "☐ "
    return "" if kind in _NO_VALUE else f" {field.get('value') or ''} "


def _is_hidden(element: Any, looks: Looks, shown: Shown) -> bool:
    if not looks.hides(element):
        return False
    words = _SPACE.sub(" ", "".join(element.itertext())).strip()
    if words:
        shown.hidden.append(words)
    return True


def _tidy(text: str) -> str:
    lines = (line.strip(" ").rstrip("\t ") for line in text.split("\n"))
    return "\n".join(line for line in lines if line.strip())
