"""Layers of a PDF that are switched off (optional content, ISO 32000-1, 8.11): what stands on them is not seen.

No text extractor heeds them. Where a file has some, the pages are read from a copy without what they hold.
"""

from __future__ import annotations

import io
from itertools import islice
from typing import Any, BinaryIO

import pikepdf

from dataroom.extract.draft import Draft

_MOST_PAGES = 500
_MOST_BYTES = 8 << 20
_DEEPEST = 8
_BEGIN, _END = {"BDC", "BMC"}, "EMC"


def without_hidden_layers(stream: BinaryIO, draft: Draft) -> bytes | None:
    """Give the PDF without its hidden layers, having told them; None where it has none, or cannot be written again."""
    try:
        with pikepdf.open(stream, suppress_warnings=True) as document:
            off = _switched_off(document)
            if not off:
                return None
            changed = sum(_strip(document, page.obj, off, 0) for page in islice(document.pages, _MOST_PAGES))
            if not changed:
                return None
            for name in sorted(off.values()):
                draft.fact("hidden-layer", name)
            copy = io.BytesIO()
            document.save(copy)
            return copy.getvalue()
    except pikepdf.PdfError:
        return None


def _switched_off(document: pikepdf.Pdf) -> dict[tuple[int, int], str]:
    properties = document.Root.get("/OCProperties")
    state = properties.get("/D") if isinstance(properties, pikepdf.Dictionary) else None
    if not isinstance(properties, pikepdf.Dictionary) or not isinstance(state, pikepdf.Dictionary):
        return {}
    groups = list(state.get("/OFF", []))
    if str(state.get("/BaseState", "")) == "/OFF":
        shown = {group.objgen for group in state.get("/ON", [])}
        groups = [group for group in properties.get("/OCGs", []) if group.objgen not in shown]
    return {g.objgen: str(g.get("/Name", "")) for g in groups if isinstance(g, pikepdf.Dictionary)}


def _is_off(mark: Any, off: dict[tuple[int, int], str]) -> bool:
    if not isinstance(mark, pikepdf.Dictionary):
        return False
    if mark.objgen in off:
        return True
    members = mark.get("/OCGs")  # a membership: by its default policy one visible group is enough
    groups = list(members) if isinstance(members, pikepdf.Array) else [members]
    return members is not None and all(isinstance(g, pikepdf.Dictionary) and g.objgen in off for g in groups)


def _strip(document: pikepdf.Pdf, holder: Any, off: dict[tuple[int, int], str], depth: int) -> bool:
    """Take out of a page or form what is marked as of a hidden layer; tell whether there was any."""
    resources = holder.get("/Resources") or pikepdf.Dictionary()
    marks = resources.get("/Properties") or pikepdf.Dictionary()
    forms = resources.get("/XObject") or pikepdf.Dictionary()
    hidden = {name for name, form in forms.items() if _is_off(form.get("/OC"), off)}
    inner = [form for name, form in forms.items() if name not in hidden and str(form.get("/Subtype", "")) == "/Form"]
    deeper = depth < _DEEPEST and sum(_strip(document, form, off, depth + 1) for form in inner[:50]) > 0
    names = {name for name, mark in marks.items() if _is_off(mark, off)}
    if not names and not hidden:
        return deeper
    kept = _kept(holder, names, hidden)
    data = pikepdf.unparse_content_stream(kept)
    if isinstance(holder, pikepdf.Stream):
        holder.write(data)
    else:
        holder["/Contents"] = document.make_stream(data)
    return True


def _kept(holder: Any, names: set[str], hidden: set[str]) -> list[Any]:
    kept: list[Any] = []
    nested = 0
    drawn = holder if isinstance(holder, pikepdf.Stream) else pikepdf.Page(holder)
    for instruction in pikepdf.parse_content_stream(drawn):
        operator = str(instruction.operator)
        operands = [str(operand) for operand in instruction.operands[:2]]
        if nested:
            nested += (operator in _BEGIN) - (operator == _END)
        elif operator == "BDC" and operands[:1] == ["/OC"] and operands[1:] and operands[1] in names:
            nested = 1
        elif not (operator == "Do" and operands and operands[0] in hidden):
            kept.append(instruction)
    return kept
