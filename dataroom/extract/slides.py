"""PowerPoint files: each slide a page, its title a heading; notes and hidden slides are facts, not text.

Names of elements: ECMA-376, part 1, PresentationML and DrawingML.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from dataroom.extract import reasons
from dataroom.extract.draft import Draft
from dataroom.extract.markup import local
from dataroom.extract.properties import read_properties
from dataroom.extract.relations import tell_external
from dataroom.extract.slide_looks import Stage, runs
from dataroom.extract.source import Source
from dataroom.extract.zips import Parts, parts
from dataroom.model import State

_TITLES = {"title", "ctrTitle"}
_OFF = {"0", "false"}
_ON = {"1", "true"}
_PARAGRAPH = "{http://schemas.openxmlformats.org/drawingml/2006/main}p"
Relations = dict[str, tuple[str, str]]
"""Kind and target of each relation of a part, by its identifier."""


@dataclass(slots=True)
class _Deck:
    office: Parts
    draft: Draft
    size: tuple[int, int] | None
    pictured: int = 0
    said: set[str] = field(default_factory=set)
    """The words of layouts and masters that stand on a page already."""


def read(source: Source, draft: Draft) -> None:
    """Read a presentation; a hidden slide is an empty page, so that the numbers are those of the slides."""
    with parts(source, draft.limits, "PowerPoint") as office:
        read_properties(office, draft)
        deck = _Deck(office, draft, _size(office))
        for name in _slides(office):
            _slide(deck, name)
        for name in office.names("ppt/embeddings/"):
            draft.fact("embedded-file", posixpath.basename(name))
        if office.names("ppt/vbaProject"):
            draft.fact("macros")
        tell_external(office, draft)
    if draft.has_text:
        return
    if deck.pictured:
        draft.fault(State.IMAGE_ONLY, reasons.SCAN)
    else:
        draft.fault(State.EMPTY, reasons.NO_TEXT)


def _slides(office: Parts) -> Iterator[str]:
    targets = _relations(office, "ppt/presentation.xml")
    for element in office.xml("ppt/presentation.xml").iter("{*}sldId"):
        # `id` alone is the slide's number; the relation's is the one in a namespace
        key = next((str(v) for k, v in element.attrib.items() if k.endswith("}id")), "")
        if key in targets:
            yield targets[key][1]


def _size(office: Parts) -> tuple[int, int] | None:
    element = office.xml("ppt/presentation.xml").find("{*}sldSz")
    try:
        return None if element is None else (int(element.get("cx")), int(element.get("cy")))
    except (TypeError, ValueError):
        return None


def _behind(office: Parts, relations: Relations) -> list[Any]:
    """Give the layout and the master of a slide, as far as they are there."""
    trees: list[Any] = []
    for kind in ("slideLayout", "slideMaster"):
        part = next((target for found, target in relations.values() if found == kind and target in office), None)
        if part is None:
            break
        trees.append(office.xml(part))
        relations = _relations(office, part)
    return trees


def _relations(office: Parts, part: str) -> Relations:
    """Give kind and target of each relation of a part, by its identifier."""
    folder, name = posixpath.split(part)
    rels = f"{folder}/_rels/{name}.rels"
    if rels not in office:
        return {}
    found = {}
    for relation in office.xml(rels):
        if (relation.get("TargetMode") or "") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or ""))[1:]
            found[relation.get("Id") or ""] = ((relation.get("Type") or "").rpartition("/")[2], target)
    return found


def _slide(deck: _Deck, name: str) -> None:
    office, draft = deck.office, deck.draft
    root, relations = office.xml(name), _relations(office, name)
    number = draft.here
    _beside(office, relations, number, draft)
    tree = root.find("{*}cSld/{*}spTree")
    if root.get("show") in _OFF:
        draft.fact("hidden-slide", str(number), number)
        draft.unseen("hidden-slide-text", _paragraphs(tree) if tree is not None else (), number)
        draft.page("")
        return
    trees = _behind(office, relations)
    # Where what lies behind is not known, only what is tiny or beside the slide is unseen.
    stage = Stage.of(deck.size, [root, *trees]) if len(trees) == 2 else Stage(deck.size, plain=False)
    lines = list(_shapes(tree, stage, draft)) if tree is not None else []
    for kind, part in relations.values():
        if kind in {"diagramData", "chart"} and part in office:
            lines.extend(_graphic(office.xml(part)))
    pictured = root.find(".//{*}pic") is not None or root.find(".//{*}blip") is not None
    deck.pictured += pictured
    if "".join(lines).strip():
        lines.extend(_said_once(_of_masters(root, trees), deck.said))
    elif pictured:
        draft.fact("image-page", page=number)
    draft.page("\n".join(lines))


def _of_masters(slide: Any, trees: Iterable[Any]) -> Iterator[str]:
    """Give what layout and master show on a slide beside its own shapes: not their places for its texts."""
    above = slide
    for tree in trees:
        if above.get("showMasterSp") in _OFF:
            return
        above = tree
        shapes = tree.find("{*}cSld/{*}spTree")
        for shape in shapes if shapes is not None else ():
            if local(shape) in {"sp", "grpSp", "graphicFrame"} and shape.find("./{*}nvSpPr/{*}nvPr/{*}ph") is None:
                yield from _paragraphs(shape)


def _said_once(lines: Iterable[str], said: set[str]) -> Iterator[str]:
    for line in lines:
        if line not in said:
            said.add(line)
            yield line


def _beside(office: Parts, relations: Relations, number: int, draft: Draft) -> None:
    for kind, part in relations.values():
        if part not in office:
            continue
        if kind == "notesSlide":
            for shape in office.xml(part).iter("{*}sp"):
                if _placeholder(shape) == "body" and (said := "\n".join(_paragraphs(shape)).strip()):
                    draft.fact("speaker-notes", said, number)
        elif kind in {"comments", "comment"}:
            for text in office.xml(part).iter("{*}text", "{*}t"):
                draft.fact("comment", text.text or "", number)


def _shapes(tree: Any, stage: Stage, draft: Draft) -> Iterator[str]:
    for shape in tree:
        name = local(shape)
        if name == "AlternateContent":
            choice = next(iter(shape), None)
            if choice is not None:
                yield from _shapes(choice, stage, draft)
        elif name in {"sp", "grpSp", "graphicFrame", "cxnSp", "pic"}:
            yield from _shape(shape, name, stage, draft)


def _shape(shape: Any, name: str, stage: Stage, draft: Draft) -> Iterator[str]:
    properties = shape.find("./*/{*}cNvPr")
    if properties is not None and properties.get("hidden") in _ON:
        for line in _paragraphs(shape):
            draft.fact("hidden-text", line, draft.here)
    elif name == "grpSp":
        yield from _shapes(shape, stage, draft)
    elif name == "graphicFrame":
        for row in shape.iter("{*}tr"):
            yield "\t".join(" ".join(" ".join(_paragraphs(cell)).split()) for cell in row.iterchildren("{*}tc"))
    else:
        lines = list(_seen(shape, stage, draft))
        if _placeholder(shape) in _TITLES:
            draft.heading(" ".join(lines))
        yield from lines


def _placeholder(shape: Any) -> str:
    holder = shape.find("./{*}nvSpPr/{*}nvPr/{*}ph")
    return "" if holder is None else str(holder.get("type") or "")


def _seen(shape: Any, stage: Stage, draft: Draft) -> Iterator[str]:
    """Give the lines of a shape that are seen; those that are not become facts."""
    for paragraph in shape.iter(_PARAGRAPH):
        seen: list[str] = []
        unseen: list[str] = []
        for run, words in runs(paragraph):
            (unseen if words.strip() and stage.hides(run, shape) else seen).append(words)
        if hidden := "".join(unseen).strip():
            draft.fact("hidden-text", hidden, draft.here)
        if line := "".join(seen).strip():
            yield line


def _paragraphs(element: Any) -> Iterator[str]:
    for paragraph in element.iter(_PARAGRAPH):
        if line := "".join(words for _, words in runs(paragraph)).strip():
            yield line


def _graphic(root: Any) -> Iterator[str]:
    """Give the words of a diagram or chart: its texts, and the values that a chart keeps of its sheet."""
    for element in root.iter():
        if local(element) in {"t", "v"} and element.text and element.text.strip():
            yield str(element.text)
