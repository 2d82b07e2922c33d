"""The properties that office files carry about themselves."""

from __future__ import annotations

from typing import Any

from dataroom.extract.draft import Draft, Refusal
from dataroom.extract.markup import local
from dataroom.extract.zips import Parts

_AUTHORS = {"creator", "lastModifiedBy", "initial-creator"}


def read_properties(office: Parts, draft: Draft, name: str = "docProps/core.xml") -> None:
    """Add title and authors to the facts; properties that are missing or damaged add nothing."""
    if name not in office:
        return
    try:
        root = office.xml(name)
    except Refusal:
        return
    title, authors = None, []
    for element in root.iter():
        text = _text(element)
        if local(element) == "title":
            title = text
        elif local(element) in _AUTHORS:
            authors.append(text)
    draft.meta(title, *authors)


def _text(element: Any) -> str:
    return str(element.text or "")
