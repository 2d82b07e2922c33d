"""OpenDocument texts, written by hand: a library's order of namespaces changes from one run to the next."""

from __future__ import annotations

from html import escape

from making.packing import zipped
from making.pages import Block, blocks

_TYPE = "application/vnd.oasis.opendocument.text"
_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "meta")
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_PARTS = {"/": _TYPE, "content.xml": "text/xml", "styles.xml": "text/xml", "meta.xml": "text/xml"}


def opendocument(text: str, *, author: str = "") -> bytes:
    """Give the text as an OpenDocument text."""
    body = "\n".join(map(_element, blocks(text)))
    meta = f"<meta:initial-creator>{escape(author)}</meta:initial-creator>"
    meta += "<meta:creation-date>2026-03-02T09:00:00</meta:creation-date>"
    return zipped(
        {
            "mimetype": _TYPE.encode(),
            "content.xml": _root("content", f"<office:body><office:text>{body}</office:text></office:body>"),
            "styles.xml": _root("styles", "<office:styles/>"),
            "meta.xml": _root("meta", f"<office:meta>{meta}</office:meta>"),
            "META-INF/manifest.xml": _manifest().encode(),
        }
    )


def _manifest() -> str:
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>\n'
        for path, kind in _PARTS.items()
    )
    names = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"'
    return f"{_HEAD}<manifest:manifest {names}>\n{entries}</manifest:manifest>\n"


def _root(name: str, inner: str) -> bytes:
    root = f"office:document-{name}"
    return f'{_HEAD}<{root} {_NAMES} office:version="1.2">{inner}</{root}>\n'.encode()


def _element(block: Block) -> str:
    if block.kind == "table":
        columns = f'<table:table-column table:number-columns-repeated="{len(block.rows[0])}"/>'
        return f"<table:table>{columns}{''.join(map(_row, block.rows))}</table:table>"
    text = escape(block.text)
    if block.kind in {"title", "heading"}:
        return f'<text:h text:outline-level="{1 if block.kind == "title" else 2}">{text}</text:h>'
    return f"<text:p>{text}</text:p>"


def _row(row: tuple[str, ...]) -> str:
    cells = (
        f'<table:table-cell office:value-type="string"><text:p>{escape(c)}</text:p></table:table-cell>' for c in row
    )
    return f"<table:table-row>{''.join(cells)}</table:table-row>"
