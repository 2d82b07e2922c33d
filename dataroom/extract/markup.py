"""XML and HTML parsed so that nothing in a document can act: no entities, no DTD, no network, no huge trees."""

from __future__ import annotations

from typing import Any

from lxml import etree


class BrokenXml(Exception):
    """XML that is not well-formed, or that brings a document type definition."""


def parse_xml(data: bytes) -> Any:
    """Give the root element; raises BrokenXml."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, dtd_validation=False,
        remove_comments=True, remove_pis=True, strip_cdata=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise BrokenXml(str(error)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        # No office program writes one; expansion bombs and foreign entities need one.
        raise BrokenXml("document type definition")
    return root


def local(element: Any) -> str:
    """Give the name of an element without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str | None:
    """Give an attribute by its name without namespace, or None."""
    for key in element.keys():  # noqa: SIM118 - no dict
        if key == name or key.endswith(f"}}{name}"):
            return str(element.get(key))
    return None
