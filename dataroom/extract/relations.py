"""What an office file draws from elsewhere: linked workbooks, pictures, objects and the template of a Word file."""

from __future__ import annotations

import posixpath

from dataroom.extract.draft import Draft, Refusal
from dataroom.extract.markup import attribute
from dataroom.extract.zips import Parts

# A link that a reader may click on brings nothing in by itself.
_HARMLESS = {"hyperlink"}
_SOURCES = {"section-source", "table-source", "database-source"}
_MOST = 200


def internal_targets(office: Parts, part: str) -> dict[str, str]:
    """Give the parts of the file that a part refers to, by the identifier of the relation."""
    folder, name = posixpath.split(part)
    rels = f"{folder}/_rels/{name}.rels"
    return {
        relation.get("Id") or "": posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or ""))[1:]
        for relation in (office.xml(rels) if rels in office else ())
        if (relation.get("TargetMode") or "") != "External"
    }


def tell_external(office: Parts, draft: Draft) -> None:
    """Add a fact for each target outside the file that is loaded with it ([ECMA-376] part 2, relationships)."""
    for name in office.names(end=".rels")[:_MOST]:
        try:
            relations = list(office.xml(name))
        except Refusal:
            continue
        for relation in relations:
            kind = (relation.get("Type") or "").rpartition("/")[2]
            if (relation.get("TargetMode") or "") != "External" or kind in _HARMLESS:
                continue
            target = relation.get("Target") or ""
            draft.fact("remote-template" if kind == "attachedTemplate" else "external-link", target)


def tell_external_odf(office: Parts, root: object, draft: Draft) -> None:
    """Add the same facts for an OpenDocument file, from its content, and say whether it holds macros."""
    for element in root.iter():  # type: ignore[attr-defined]  # an element of lxml, which has no types
        name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        target = attribute(element, "href") or ""
        if name in _SOURCES or (name in {"image", "object"} and "://" in target):
            draft.fact("external-link", target)
    for name in office.names("Object "):
        if name.endswith("/content.xml"):
            draft.fact("embedded-file", name.partition("/")[0])
    if [name for name in office.names("Basic/") if name.endswith(".xml") and not name.endswith(("-lc.xml", "-lb.xml"))]:
        draft.fact("macros")
