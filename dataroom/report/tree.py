"""The numbers that a data-room index gives to folders and documents: `1`, `1.2`, `1.2.3`. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dataroom.model import Document

_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Place:
    """A folder or a document of the tree: its number, its name, the path of the folder that it lies in."""

    number: str
    name: str
    folder: str
    path: str
    document: Document | None = None


@dataclass(slots=True)
class _Node:
    documents: list[Document] = field(default_factory=list)
    below: dict[str, _Node] = field(default_factory=dict)


def tree(documents: Iterable[Document]) -> list[Place]:
    """Give folders and documents in reading order (`2` before `10`), each with its number.

    The members of an archive stand below it. Two documents of one path are told apart as `name` and `name (2)`.
    """
    listed = list(documents)
    paths = frozenset(document.path for document in listed)
    root = _Node()
    for document in listed:
        node = root
        for name in _parts(document.path, paths):
            node = node.below.setdefault(name, _Node())
        node.documents.append(document)
    return list(_numbered(root))


def is_member(path: str, paths: frozenset[str]) -> bool:
    """Tell whether a document lies in an archive, which is one of the documents at `paths`."""
    return len(pieces(path, paths)) > 1


def pieces(path: str, paths: frozenset[str]) -> list[str]:
    """Give the path of a file, then, for a member of an archive, the paths inside; `paths` are all documents."""
    # A mark within a name is no border: only after the path of a document it is.
    ends = [at for at, char in enumerate(path) if char == "!" and path[:at] in paths]
    return [path[start:end] for start, end in zip([0, *(at + 1 for at in ends)], [*ends, len(path)], strict=True)]


def _parts(path: str, paths: frozenset[str]) -> list[str]:
    return [part for piece in pieces(path, paths) for part in piece.split("/") if part] or [path]


def _natural(name: str) -> tuple[tuple[int, str], ...]:
    # At odd places of the split stand the digits; a very long run of them is no number.
    cut = _DIGITS.split(name.casefold())
    return tuple((int(part), "") if at % 2 and len(part) < 19 else (-1, part) for at, part in enumerate(cut))


def _numbered(root: _Node) -> Iterator[Place]:
    # A stack instead of recursion: rooms of 1,500 levels exist.
    stack = [("", "", iter(_sorted(root)))]
    while stack:
        number, folder, children = stack[-1]
        found = next(children, None)
        if found is None:
            stack.pop()
            continue
        at, name, node = found
        own = f"{number}.{at}" if number else str(at)
        document = node.documents[0] if node.documents else None
        path = document.path if document else f"{folder}/{name}" if folder else name
        yield Place(own, name, folder, path, document)
        stack.append((own, path, iter(_sorted(node))))


def _sorted(node: _Node) -> list[tuple[int, str, _Node]]:
    ordered = sorted(node.below.items(), key=lambda item: (_natural(item[0]), item[0]))
    return [(at, name, child) for at, (name, child) in enumerate(_told_apart(ordered), start=1)]


def _told_apart(children: Iterable[tuple[str, _Node]]) -> Iterator[tuple[str, _Node]]:
    for name, child in children:
        yield name, child
        for count, document in enumerate(child.documents[1:], start=2):
            yield f"{name} ({count})", _Node([document])
