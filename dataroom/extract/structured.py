"""XML files: the words of their elements and attributes, line by line; electronic invoices are told as such."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from lxml import etree

from dataroom.extract import plain, reasons
from dataroom.extract.draft import Draft, Refusal
from dataroom.extract.source import Source
from dataroom.model import State

_MOST = 32 << 20
# Root element and, where a name alone says too little, its namespace: UN/CEFACT CII (Factur-X, ZUGFeRD) and OASIS UBL.
_INVOICES = {
    ("CrossIndustryInvoice", "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice"): "Factur-X / CII",
    ("Invoice", "urn:oasis:names:specification:ubl:schema:xsd:Invoice"): "UBL",
    ("CreditNote", "urn:oasis:names:specification:ubl:schema:xsd:CreditNote"): "UBL",
}


def read(source: Source, draft: Draft) -> None:
    """Read an XML file as one page: `name: text` for each element, attributes after it."""
    if source.size > _MOST:
        raise Refusal(State.TOO_LARGE, reasons.inflates_too_much(source.name, _MOST))
    with source.open() as stream:
        data = stream.read()
    root = _root(data)
    if root is None:  # not well-formed: its text is read as it stands, and said to be damaged
        plain.read(source, draft)
        draft.fault(State.CORRUPT, reasons.broken_part("XML", source.name))
        return
    space, _, name = str(root.tag).removeprefix("{").rpartition("}")
    draft.fact("xml-root", name)
    kind = next((kind for (local, start), kind in _INVOICES.items() if local == name and space.startswith(start)), None)
    if kind is not None:
        draft.fact("facturx", kind)
    draft.lines(_lines(root))
    if not draft.has_text:
        draft.fault(State.EMPTY, reasons.NO_TEXT)


def _root(data: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False,
                             remove_comments=True, remove_pis=True)  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    dtd = root.getroottree().docinfo.internalDTD
    # What its own entities stand for would not be read.
    return None if dtd is not None and next(iter(cast("Any", dtd).iterentities()), None) is not None else root


def _lines(root: Any) -> Iterator[str]:
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        name = element.tag.rpartition("}")[2]
        said = " ".join((element.text or "").split())
        told = [f"{key}={value}" for key, value in element.attrib.items() if "}" not in key and value.strip()]
        tail = " ".join((element.tail or "").split())
        if said or told:
            yield f"{name}: {' '.join([said, *told]).strip()}"
        if tail:
            yield tail
