"""Earlier states of one matrix, list, set of terms or insurance, which a later one of the same room replaces. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence

from dataroom.likeness import STANDING
from dataroom.model import Bilingual, Confidence, Document, State
from dataroom.sketch import resemblance
from dataroom.text import words

VOID = frozenset({"draft", "template", "unsigned", "other-company"})
"""What makes a document replace no other."""
_ALIKE, _REWORKED = 0.15, 0.35
"""How much two states share: under one name in one folder; under another name."""
_LATER = dt.timedelta(days=60)
_LAST = 8

_EDITIONS = STANDING | {"terms-of-sale"}
_REVIEW = re.compile(r"\b(?:revues?|reviews?|controles?|bilans?)\b")
"""A review is a thing done, and a later one does not undo it."""
_YEAR = re.compile(r"(?<!\d)20[0-4]\d(?!\d)")


def later_editions(documents: Sequence[Document]) -> Iterator[tuple[Document, Bilingual]]:
    """Give the documents of which a later state lies in the room, with the reason."""
    sure = [d for d in documents if d.classification.confidence is not Confidence.LOW]
    yield from _editions([d for d in sure if d.type in _EDITIONS])
    yield from _ended_covers([d for d in documents if d.type == "insurance-certificate"])


def _editions(documents: Sequence[Document]) -> Iterator[tuple[Document, Bilingual]]:
    """Give states under the same name but for its day, or terms with much of the same text."""
    grouped: dict[tuple[str | None, ...], list[Document]] = {}
    for document in documents:
        if _edition(document) is not None and not _REVIEW.search(_letters(document)):
            own = () if document.type == "terms-of-sale" else (_folder(document), _letters(document))
            grouped.setdefault((document.type, document.provider, *own), []).append(document)
    for group in grouped.values():
        yield from _replaced(group, _is_next_edition)


def _replaced(
    group: Sequence[Document], follows: Callable[[Document, Document], bool]
) -> Iterator[tuple[Document, Bilingual]]:
    """Give those of a group that one of its last usable ones follows: in few steps also among thousands."""
    usable = [d for d in group if d.state is State.OK and not VOID & set(d.flags)]
    last = sorted(usable, key=_when, reverse=True)[:_LAST]
    for document in group:
        newer = next((d for d in last if follows(d, document)), None)
        if newer is not None:
            yield document, replaced_by(newer)


def _is_next_edition(newer: Document, older: Document) -> bool:
    one, other = _edition(newer), _edition(older)
    if one is None or other is None or one - other < _LATER or not may_share(newer, older):
        return False
    alike = resemblance(newer.sketch, older.sketch)
    if _letters(newer) == _letters(older) and _folder(newer) == _folder(older):
        return alike >= _ALIKE
    return newer.type == "terms-of-sale" and alike >= _REWORKED


def _edition(document: Document) -> dt.date | None:
    """Give the day of a document, else the year that its name gives."""
    if document.date is not None:
        return document.date
    years = set(_YEAR.findall(document.name))
    return dt.date(int(years.pop()), 1, 1) if len(years) == 1 else None


def _letters(document: Document) -> str:
    return " ".join(word for word in words(document.name.rpartition(".")[0].replace("_", " ")) if not word.isdigit())


def _folder(document: Document) -> str:
    return document.path.rpartition("/")[0]


def _ended_covers(covers: Sequence[Document]) -> Iterator[tuple[Document, Bilingual]]:
    """Give certificates of an insurance that is over, where a later one in the same words follows."""
    grouped: dict[str | None, list[Document]] = {}
    for document in covers:
        grouped.setdefault(document.provider, []).append(document)
    for group in grouped.values():
        yield from _replaced(group, _follows)


def _follows(newer: Document, older: Document) -> bool:
    if newer.date is None or older.date is None or newer.date <= older.date or "expired" not in older.flags:
        return False
    near = newer.provider is not None or _folder(newer) == _folder(older)
    same = "other-company" not in older.flags and resemblance(newer.sketch, older.sketch) >= _REWORKED
    return near and same


def may_share(one: Document, other: Document) -> bool:
    """Tell whether two documents may be of one process."""
    return not one.processes or not other.processes or bool(set(one.processes) & set(other.processes))


def _when(document: Document) -> tuple[dt.date, str]:
    return _edition(document) or dt.date.min, document.path


def replaced_by(better: Document) -> Bilingual:
    """Say by which document another one is replaced."""
    return Bilingual(f"Remplacé par « {better.path} ».", f"Superseded by “{better.path}”.")
