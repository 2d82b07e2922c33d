"""What the acquirer's edition must not repeat: withheld documents, internal words, personal data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from dataroom.model import Bilingual, Document, Report, Status
from dataroom.report.masks import MASK, mask

_INTERNAL = {"waivers": ("reason", "by"), "decisions": ("by", "note")}
_TOKEN = re.compile(r"withheld-\d{4,}")
_SHORTEST = 3  # a shorter name cannot be told from any syllable


@dataclass(frozen=True, slots=True)
class Disclosure:
    """The new name of each path, the paths withheld, and the words to strike out of every text."""

    names: Mapping[str, str]
    withheld: frozenset[str]
    struck: re.Pattern[str] | None

    def is_withheld(self, path: str) -> bool:
        """Tell whether the document at `path` is not to be shown."""
        return path in self.withheld

    def path(self, path: str) -> str:
        """Give the name under which the acquirer sees a document."""
        return self.names.get(path) or self.text(path)

    def text(self, text: str) -> str:
        """Give `text` without internal words, names of withheld documents or personal data."""
        return mask(self.struck.sub(MASK, text) if self.struck else text)

    def bilingual(self, text: Bilingual) -> Bilingual:
        """Give both languages as `text` gives one."""
        return Bilingual(self.text(text.fr), self.text(text.en))

    def texts(self, texts: Iterable[Bilingual]) -> tuple[Bilingual, ...]:
        """Give several texts as `bilingual` gives one."""
        return tuple(self.bilingual(text) for text in texts)


def disclosure(report: Report) -> Disclosure:
    """Work out what the acquirer must not see of this report."""
    withheld = _withheld(report)
    internal = tuple(_internal_words(report.profile))
    struck = _pattern([*internal, *(word for path in withheld for word in _names_of(path))])
    # A document that is shown keeps its name, even where a withheld one elsewhere has the same.
    names = _renamed(report, withheld, _pattern(internal))
    return Disclosure(names, withheld, struck)


def _withheld(report: Report) -> frozenset[str]:
    named = {path for result in report.requirements if result.status is Status.WITHHELD for path in result.documents}
    if not named:
        return frozenset()
    contents = {doc.fingerprint.blake3 for doc in report.documents if doc.path in named and doc.fingerprint}
    hidden = {doc.path for doc in report.documents if _is_hidden(doc, named, contents)}
    return frozenset(named | hidden)


def _is_hidden(doc: Document, named: set[str], contents: set[str]) -> bool:
    # A copy shows as much as the document; so do the members of a withheld archive.
    copy = doc.fingerprint is not None and doc.size > 0 and doc.fingerprint.blake3 in contents
    parts = doc.path.split("!")
    return copy or any("!".join(parts[:n]) in named for n in range(1, len(parts) + 1))


def _names_of(path: str) -> Iterator[str]:
    if _TOKEN.fullmatch(path):
        return
    yield path
    last = PurePosixPath(path.rpartition("!")[2])
    yield last.name
    # One plain word ("contrat") is also a word of every other text.
    if re.search(r"[\W\d_]", last.stem):
        yield last.stem


def _internal_words(profile: Mapping[str, object]) -> Iterator[str]:
    for section, keys in _INTERNAL.items():
        entries = profile.get(section)
        for entry in entries if isinstance(entries, list | tuple) else ():
            if isinstance(entry, Mapping):
                yield from (str(entry[key]) for key in keys if entry.get(key))


def _pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    kept = {w.strip() for w in words if len(w.strip()) >= _SHORTEST}
    return re.compile(rf"(?<!\w)(?:{_branches(kept, (1, 3))})(?!\w)", re.IGNORECASE) if kept else None


def _branches(words: Iterable[str], lengths: tuple[int, ...]) -> str:
    # A thousand withheld names tried one after another at every place would take minutes: branch on the first letters.
    if not lengths:
        return "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w))))
    groups: dict[str, set[str]] = {}
    for word in words:
        groups.setdefault(word[: lengths[0]], set()).add(word[lengths[0] :])
    heads = sorted(groups, key=lambda head: (-len(head), head))
    return "|".join(f"{re.escape(head)}(?:{_branches(groups[head], lengths[1:])})" for head in heads)


def _renamed(report: Report, withheld: frozenset[str], struck: re.Pattern[str] | None) -> dict[str, str]:
    # Every path is kept unique: it is what joins documents, requirements and findings.
    names: dict[str, str] = {}
    taken = {doc.path for doc in report.documents}
    for number, path in enumerate(sorted(withheld), start=1):
        names[path] = path if _TOKEN.fullmatch(path) else f"withheld-{number:04d}"
    for path in sorted(taken - withheld):
        masked = mask(struck.sub(MASK, path) if struck else path)
        names[path] = path if masked == path else _unique(masked, taken)
        taken.add(names[path])
    return names


def _unique(name: str, taken: set[str]) -> str:
    number, given = 1, name
    while given in taken:
        number += 1
        given = f"{name} ({number})"
    return given
