"""What a PDF does by itself: JavaScript, launching of programs, sending of forms. None of it is run; it is told."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import pikepdf

from dataroom.extract.draft import Draft

# ISO 32000-1, table 198; a link to a web page or to a place in the document does nothing by itself.
_ACTIVE = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/Rendition", "/RichMediaExecute"}
_MOST = 5_000


def tell_actions(document: pikepdf.Pdf, draft: Draft) -> None:
    """Add a fact for each kind of action and the page on which it stands."""
    seen: set[tuple[str, int | None]] = set()
    for page, action in islice(_actions(document), _MOST):
        kind = str(action.get("/S", "")) if isinstance(action, pikepdf.Dictionary) else ""
        if kind in _ACTIVE and (kind, page) not in seen:
            seen.add((kind, page))
            draft.fact("external-link" if kind == "/GoToR" else "active-content", kind[1:], page)


def _actions(document: pikepdf.Pdf) -> Iterator[tuple[int | None, Any]]:
    root = document.Root
    yield None, root.get("/OpenAction")
    yield from ((None, action) for action in _additional(root))
    names = root.get("/Names")
    tree = names.get("/JavaScript") if isinstance(names, pikepdf.Dictionary) else None
    if isinstance(tree, pikepdf.Dictionary):
        yield from ((None, action) for _, action in islice(pikepdf.NameTree(tree).items(), _MOST))
    for number, page in enumerate(islice(document.pages, _MOST), start=1):
        yield from ((number, action) for action in _additional(page.obj))
        notes = page.obj.get("/Annots")
        for note in islice(notes, _MOST) if isinstance(notes, pikepdf.Array) else ():
            if isinstance(note, pikepdf.Dictionary):
                yield number, note.get("/A")
                yield from ((number, action) for action in _additional(note))


def _additional(thing: Any) -> list[Any]:
    more = thing.get("/AA")
    return [more[key] for key in more.keys()] if isinstance(more, pikepdf.Dictionary) else []  # noqa: SIM118 - no dict
