"""Whether the index of the room names what lies in it, and the other way round."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import cast

from dataroom.checks.cross.given import (
    Check,
    Comparison,
    Given,
    Listed,
    Rule,
    agrees,
    cannot,
    count,
    differs,
    figures,
)
from dataroom.model import Bilingual, Confidence, Document, Finding, Severity

_FEWEST = 3
_MOST = 5


def _run(given: Given) -> Iterator[Comparison]:
    for index in given.of("data-room-index", drafts=True):
        rows = cast("list[tuple[str, int, str]]", figures(index, "index").get("files", []))
        if len(rows) < _FEWEST:
            yield cannot(
                f"« {index.name} » liste des rubriques et non des fichiers.",
                f"“{index.name}” lists headings, not files.",
                index,
            )
            continue
        there = _there(given, {_key(row[0]) for row in rows})
        found = [*_without_file(index, rows, there), *_without_line(given, index, rows), *_changed(index, rows, there)]
        if found:
            yield differs(found, index)
        else:
            yield agrees(
                f"« {index.name} » : {len(rows)} lignes, {len(rows)} fichiers.",
                f"“{index.name}”: {len(rows)} lines and files.",
                index,
            )


def _there(given: Given, wanted: set[str]) -> dict[str, Listed]:
    there: dict[str, Listed] = {}
    for document in _all(given):
        key = _key(document.name)
        if key in wanted:
            there.setdefault(key, document)
    return there


def _all(given: Given) -> Iterable[Listed]:
    return given.documents if given.listed is None else given.listed


def _key(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().strip()


def _without_file(index: Document, rows: list[tuple[str, int, str]], there: dict[str, Listed]) -> Iterator[Finding]:
    absent = [row for row in rows if _key(row[0]) not in there]
    if absent:
        shown = ", ".join(row[0] for row in absent[:_MOST])
        number = count(len(absent))
        message = Bilingual(
            f"« {index.name} » annonce {number.fr} fichier(s) absents de la salle : {shown}.",
            f"“{index.name}” announces {number.en} files that are not in the room: {shown}.",
        )
        yield INDEX.finding("index-without-file", Confidence.HIGH, message, index, page=absent[0][1])


def _without_line(given: Given, index: Document, rows: list[tuple[str, int, str]]) -> Iterator[Finding]:
    listed = {_key(row[0]) for row in rows}
    names: list[str] = []
    absent = 0
    for document in _all(given):
        if not document.inside and document.path != index.path and _key(document.name) not in listed:
            absent += 1
            names += [document.name] if absent <= _MOST else []
    if absent:
        shown = ", ".join(names)
        number = count(absent)
        message = Bilingual(
            f"{number.fr} fichier(s) de la salle ne figurent pas dans « {index.name} » : {shown}.",
            f"{number.en} files of the room do not stand in “{index.name}”: {shown}.",
        )
        yield INDEX.finding("file-without-index", Confidence.HIGH, message, index)


def _changed(index: Document, rows: list[tuple[str, int, str]], there: dict[str, Listed]) -> Iterator[Finding]:
    for listed, where, digest in rows:
        document = there.get(_key(listed))
        if not digest or document is None or document.fingerprint is None:
            continue
        if digest not in {document.fingerprint.sha256, document.fingerprint.blake3}:
            message = Bilingual(
                f"« {listed} » n’a plus l’empreinte que donne « {index.name} ».",
                f"“{listed}” no longer has the digest that “{index.name}” gives.",
            )
            yield INDEX.finding("index-digest-differs", Confidence.HIGH, message, index, document, page=where)


INDEX = Check(
    id="index",
    title=Bilingual("Index et fichiers de la salle", "Index and files of the room"),
    compares="The files that an index names with those of the room, by name; digests (SHA-256, BLAKE3) where it "
    "gives some",
    tolerance="Case and the form of accents do not count; an index of headings is not compared",
    source="practice",
    true_at="2026-01",
    rules={
        "index-without-file": Rule(
            Severity.MINOR,
            Bilingual("Déposer ces fichiers, ou corriger l’index.", "Add these files, or correct the index."),
        ),
        "file-without-index": Rule(
            Severity.MINOR,
            Bilingual("Compléter l’index, ou retirer ces fichiers.", "Complete the index, or remove these files."),
        ),
        "index-digest-differs": Rule(
            Severity.MAJOR,
            Bilingual("Expliquer la modification et renouveler l’index.", "Explain the change and renew the index."),
        ),
    },
    run=_run,
)
