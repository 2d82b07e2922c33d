"""What only the documents together show: copies, near-copies, wrong names, annexes that are not there. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from dataroom.model import Bilingual, Confidence, Document
from dataroom.rules import Rules
from dataroom.sketch import resemblance

_NEAR = 0.5
_VERY_NEAR = 0.8
_COPY = re.compile(r"\(\d+\)|\bcop(?:ie|y)\b|\bdoublon\b", re.IGNORECASE)
_INFERIOR = ("template", "draft", "unsigned")


def relate(documents: Sequence[Document], rules: Rules) -> list[Document]:
    """Give the documents with the flags that only their neighbours justify, in the same order."""
    found: dict[str, list[tuple[str, Bilingual]]] = {}
    for copy, original in _duplicates(documents):
        found.setdefault(copy.path, []).append(("duplicate", _copy_note(original)))
    for worse, better in _near_duplicates(documents):
        found.setdefault(worse.path, []).append(("near-duplicate", _near_note(better)))
    for document in documents:
        found.setdefault(document.path, []).extend(_misnamed(document, rules))
    for document, labels in _missing_annexes(documents):
        found.setdefault(document.path, []).append(("missing-annex", _annex_note(labels)))
    return [_with(document, found.get(document.path, [])) for document in documents]


def _with(document: Document, found: Sequence[tuple[str, Bilingual]]) -> Document:
    if not found:
        return document
    flags = tuple(sorted({*document.flags, *(flag for flag, _ in found)}))
    return replace(document, flags=flags, notes=(*document.notes, *(note for _, note in found)))


def _duplicates(documents: Iterable[Document]) -> Iterable[tuple[Document, Document]]:
    same: dict[str, list[Document]] = {}
    for document in documents:
        if document.fingerprint is not None and document.size:
            same.setdefault(document.fingerprint.blake3, []).append(document)
    for group in same.values():
        original, *copies = sorted(group, key=lambda d: (bool(_COPY.search(d.path.rpartition("/")[2])), d.path))
        yield from ((copy, original) for copy in copies)


def _near_duplicates(documents: Iterable[Document]) -> Iterable[tuple[Document, Document]]:
    alike: dict[tuple[str | None, str | None], list[Document]] = {}
    for document in documents:
        if document.sketch and document.type is not None:
            alike.setdefault((document.type, document.provider), []).append(document)
    for group in alike.values():
        for one, other in combinations(group, 2):
            if _same_bytes(one, other) or _other_period(one, other):
                continue
            worse, better = sorted((one, other), key=_quality)
            near = resemblance(one.sketch, other.sketch)
            # Forms of one kind look alike: without a sign of an earlier version, only near identity counts.
            if near >= (_NEAR if _quality(worse)[0] < _quality(better)[0] else _VERY_NEAR):
                yield worse, better


def _quality(document: Document) -> tuple[int, str, str]:
    spoilt = sum(flag in document.flags for flag in _INFERIOR)
    return -spoilt, str(document.date or ""), document.path


def _same_bytes(one: Document, other: Document) -> bool:
    return one.fingerprint is not None and one.fingerprint == other.fingerprint


def _other_period(one: Document, other: Document) -> bool:
    if one.period is not None and other.period is not None:
        return one.period.label != other.period.label
    return False


def _misnamed(document: Document, rules: Rules) -> Iterable[tuple[str, Bilingual]]:
    answer = document.classification
    if answer.type is None or answer.confidence is Confidence.LOW or not answer.named:
        return
    own = rules.documents[answer.type]
    kin = {answer.type, *answer.type_path, *(la.type for la in own.lookalikes if la.beats)}
    if any(kin & {name, *rules.path_of(name)} for name in answer.named):
        return
    announced = rules.documents[answer.named[0]].title
    yield (
        "misnamed",
        Bilingual(
            f"Le nom annonce « {announced.fr} » ; le contenu est « {own.title.fr} ».",
            f"The name announces “{announced.en}”; the content is “{own.title.en}”.",
        ),
    )


def _missing_annexes(documents: Sequence[Document]) -> Iterable[tuple[Document, list[str]]]:
    present = [(d, set(d.mentions.get("annex", "").split("\n"))) for d in documents if d.mentions.get("annex")]
    for document in documents:
        cited = [label for label in document.mentions.get("annexes", "").split("\n") if label]
        lacking = [label for label in cited if not any(label in labels and _near(document, d) for d, labels in present)]
        if lacking:
            yield document, lacking


def _near(one: Document, other: Document) -> bool:
    if one.provider is not None and one.provider == other.provider:
        return True
    return one.path.rpartition("/")[0] == other.path.rpartition("/")[0]


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
