"""What only the documents together show: copies, near-copies, wrong names, annexes that are not there. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dataroom.likeness import near_duplicates
from dataroom.model import Bilingual, Confidence, Document
from dataroom.room import Profile
from dataroom.rules import Rules
from dataroom.superseded import former_versions, superseded

_COPY = re.compile(r"\(\d+\)|\bcop(?:ie|y)\b|\bdoublon\b", re.IGNORECASE)

_ANY_FORM = frozenset({"closing-file"})
"""What supports a closing may be an invoice, a statement or a list: its name misleads nobody."""

_CALLED_CONTRACT = re.compile(r"\b(?:contrat|convention|accord|pacte)\b", re.IGNORECASE)

_Found = dict[int, list[tuple[str, Bilingual]]]


def relate(documents: Sequence[Document], rules: Rules, profile: Profile, as_of: dt.date) -> list[Document]:
    """Give the documents with the flags that only their neighbours justify, in the same order."""
    found: _Found = {}
    # By place, not by path: two members of an archive may bear one name.
    place = {id(document): number for number, document in enumerate(documents)}

    def add(document: Document, flag: str, note: Bilingual) -> None:
        found.setdefault(place[id(document)], []).append((flag, note))

    for copy, original in _duplicates(documents):
        add(copy, "duplicate", _copy_note(original))
    near = list(near_duplicates(documents, rules))
    for worse, better in (*near, *former_versions(documents)):
        add(worse, "near-duplicate", _near_note(better))
    for document, reason in superseded(documents, near, profile, as_of):
        add(document, "superseded", reason)
    for document in documents:
        for flag, note in _misnamed(document, rules):
            add(document, flag, note)
    for document, labels in _missing_annexes(documents):
        add(document, "missing-annex", _annex_note(labels))
    return [_with(document, found.get(number, [])) for number, document in enumerate(documents)]


def _with(document: Document, found: Sequence[tuple[str, Bilingual]]) -> Document:
    if not found:
        return document
    flags = tuple(sorted({*document.flags, *(flag for flag, _ in found)}))
    notes = dict.fromkeys((*document.notes, *(note for _, note in found)))
    return replace(document, flags=flags, notes=tuple(notes))


def _duplicates(documents: Iterable[Document]) -> Iterable[tuple[Document, Document]]:
    same: dict[str, list[Document]] = {}
    for document in documents:
        if document.fingerprint is not None and document.size:
            same.setdefault(document.fingerprint.blake3, []).append(document)
    for group in same.values():
        original, *copies = sorted(group, key=_originality)
        yield from ((copy, original) for copy in copies)


def _originality(document: Document) -> tuple[bool, bool, str]:
    return document.inside, bool(_COPY.search(document.path.rpartition("/")[2])), document.path


def _misnamed(document: Document, rules: Rules) -> Iterable[tuple[str, Bilingual]]:
    answer = document.classification
    if answer.type is None or answer.confidence is Confidence.LOW or document.name.lower().endswith((".eml", ".msg")):
        return  # a mail bears its subject as its name, and speaks of other documents
    own = rules.documents[answer.type]
    # « Contrat » and « convention » name every kind of contract.
    announced = [name for name in answer.named if rules.documents[name].family != "other" and name not in _ANY_FORM]
    kin = own.contract or _CALLED_CONTRACT.search(own.title.fr) is not None
    announced = [name for name in announced if not (kin and rules.documents[name].contract)]
    if not announced or any({answer.type, *answer.type_path} & {name, *rules.path_of(name)} for name in answer.named):
        return
    title = rules.documents[announced[0]].title
    yield (
        "misnamed",
        Bilingual(
            f"Le nom annonce « {title.fr} » ; le contenu est « {own.title.fr} ».",
            f"The name announces “{title.en}”; the content is “{own.title.en}”.",
        ),
    )


def _missing_annexes(documents: Sequence[Document]) -> Iterable[tuple[Document, list[str]]]:
    present: dict[tuple[str, str], list[Document]] = {}
    for document in documents:
        if document.mentions.get("annex") or document.mentions.get("holds"):
            for place in _places(document):
                present.setdefault(place, []).append(document)
    for document in documents:
        cited = [label for label in document.mentions.get("annexes", "").split("\n") if label]
        near = [other for place in _places(document) for other in present.get(place, ())] if cited else []
        lacking = [label for label in cited if not any(_offers(other, label, document) for other in near)]
        if lacking:
            yield document, lacking


def _offers(other: Document, label: str, citing: Document) -> bool:
    """Tell whether a document near by is the annex cited, or the contract that holds it, cited by its amendment."""
    if label in other.mentions.get("annex", "").split("\n"):
        return True
    kin = other.type == citing.type or "contract-amendment" in citing.classification.type_path
    return kin and other is not citing and label in other.mentions.get("holds", "").split("\n")


def _places(document: Document) -> Iterable[tuple[str, str]]:
    """Give where a document is looked for by those near it: with its provider, and in its folder."""
    if document.provider is not None:
        yield "provider", document.provider
    yield "folder", document.path.rpartition("/")[0]


def _copy_note(original: Document) -> Bilingual:
    return Bilingual(f"Copie octet pour octet de « {original.path} ».", f"Byte-for-byte copy of “{original.path}”.")


def _near_note(better: Document) -> Bilingual:
    return Bilingual(f"Version voisine de « {better.path} ».", f"A version close to “{better.path}”.")


def _annex_note(labels: Sequence[str]) -> Bilingual:
    listed = ", ".join(labels)
    return Bilingual(
        f"Annexe citée mais absente de la salle : {listed}.", f"Annex cited but not in the room: {listed}."
    )


def flags_of(documents: Iterable[Document]) -> Mapping[str, int]:
    """Count the documents that carry each flag."""
    found: dict[str, int] = {}
    for document in documents:
        for flag in document.flags:
            found[flag] = found.get(flag, 0) + 1
    return dict(sorted(found.items()))
