"""Documents that a later one in the same room has taken the place of. Pure, and cautious: what is in doubt stands.

A document without a date supersedes nothing; a draft, a blank model and another company's paper neither.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from dataroom.editions import VOID, later_editions, may_share, replaced_by
from dataroom.likeness import STANDING, is_earlier
from dataroom.model import Bilingual, Confidence, Document, State
from dataroom.phrasing import day
from dataroom.room import Profile
from dataroom.rules import ENGAGING
from dataroom.sketch import resemblance
from dataroom.text import words

_PROPOSAL = "provider-proposal"
_ARTICLES = "articles-of-association"
_OLD = re.compile(
    r"anciens?|anciennes?|vieux|vieilles?|caducs?|zold|archives?|archivee?s?|old|obsoletes?|perimee?s?|historique"
    r"|superseded|resiliee?s?"
)
_REWORKED = 0.35
_ALIKE = 0.15
"""How much a paper put away must share with the one that took its place."""
_HALF = 0.5
_LATER = dt.timedelta(days=60)

Superseded = tuple[Document, Bilingual]


def superseded(
    documents: Sequence[Document],
    near: Iterable[tuple[Document, Document]],
    profile: Profile,
    as_of: dt.date,
) -> Iterator[Superseded]:
    """Give the documents that are superseded, each with the reason; `near` are the versions, the worse one first."""
    for worse, better in near:
        usable = better.state is State.OK and not VOID & set(better.flags)
        if worse.type in STANDING and usable and is_earlier(worse, better):
            yield worse, replaced_by(better)
    sound = [d for d in documents if d.state is State.OK and d.type is not None and not VOID & set(d.flags)]
    engaging = [d for d in sound if set(d.classification.type_path).intersection(ENGAGING)]
    yield from _articles([d for d in documents if not VOID & set(d.flags)], sound)
    yield from _proposals(sound, engaging)
    yield from _contracts(engaging)
    yield from _put_away([d for d in documents if set(d.classification.type_path).intersection(ENGAGING)], profile)
    yield from _older([d for d in documents if d.type in _REPLACED])
    yield from later_editions(documents)
    yield from _of_former_providers(documents, profile)
    yield from _ended(engaging, profile, as_of)


def _articles(papers: Sequence[Document], sound: Sequence[Document]) -> Iterator[Superseded]:
    """Older articles of association, and those that a later meeting has changed."""
    articles = [d for d in papers if d.type == _ARTICLES and d.date is not None and _is_sure(d)]
    later = [
        *(d for d in articles if d.state is State.OK),
        *(d for d in sound if d.mentions.get("amends") == _ARTICLES and d.date is not None),
    ]
    last = max(later, key=_when, default=None)
    for document in articles:
        if last is not None and _is_after(last, document):
            yield document, replaced_by(last)


def _proposals(sound: Sequence[Document], engaging: Sequence[Document]) -> Iterator[Superseded]:
    dated = _of_each_provider(engaging)
    for document in sound:
        if document.type != _PROPOSAL or document.provider is None or document.date is None:
            continue
        signed = [
            d
            for d in dated.get(document.provider, ())
            if d.date is not None and d.date >= document.date and may_share(d, document)
        ]
        if signed:
            yield document, replaced_by(min(signed, key=_when))


def _contracts(engaging: Sequence[Document]) -> Iterator[Superseded]:
    """Earlier contracts of one provider for the same processes: the same text, or the same name, at a later date."""
    dated = _of_each_provider(engaging)
    for document in engaging:
        if document.provider is None or document.date is None:
            continue
        newer = [d for d in dated[document.provider] if _renews(d, document)]
        if newer:
            yield document, replaced_by(max(newer, key=_when))


def _of_each_provider(documents: Iterable[Document]) -> dict[str, list[Document]]:
    found: dict[str, list[Document]] = {}
    for document in documents:
        if document.provider is not None and document.date is not None:
            found.setdefault(document.provider, []).append(document)
    return found


def _renews(newer: Document, older: Document) -> bool:
    return (
        newer.type == older.type
        and newer.provider == older.provider
        and newer.processes == older.processes
        and bool(older.processes)
        and newer.date is not None
        and older.date is not None
        and newer.date - older.date >= _LATER
        and resemblance(newer.sketch, older.sketch) >= _REWORKED
    )


def _put_away(contracts: Sequence[Document], profile: Profile) -> Iterator[Superseded]:
    """Contracts in a folder of former papers, unless the provider has no other one."""
    known = profile.providers()
    current = {d.provider for d in contracts if not is_put_away(d)}
    for document in contracts:
        if is_put_away(document) and (document.provider not in known or document.provider in current):
            said = Bilingual("Rangé dans un dossier de pièces anciennes.", "Kept in a folder of former documents.")
            yield document, said


_REPLACED = STANDING | {"service-level-agreement", "terms-of-sale"}


def _older(documents: Sequence[Document]) -> Iterator[Superseded]:
    """Papers in a folder of former ones, where another of their type and provider lies elsewhere."""
    current = [d for d in documents if not is_put_away(d) and d.state is State.OK and not VOID & set(d.flags)]
    for document in documents:
        if not is_put_away(document):
            continue
        other = next((d for d in current if _takes_place(d, document)), None)
        if other is not None:
            yield document, replaced_by(other)


def former_versions(documents: Sequence[Document]) -> Iterator[tuple[Document, Document]]:
    """Give the pairs of a paper put away and the one elsewhere that shares half its text, the former first."""
    papers = [d for d in documents if d.type in _REPLACED]
    current = [d for d in papers if not is_put_away(d) and d.state is State.OK and not VOID & set(d.flags)]
    for document in papers:
        if is_put_away(document):
            found = (d for d in current if _takes_place(d, document))
            yield from ((document, d) for d in found if resemblance(d.sketch, document.sketch) >= _HALF)


_FORMER = re.compile(r"(?:anciens?|anciennes?|ex|former|previous|precedente?s?|old) (?:[a-z]+ ?){1,3}")
_NO_ANCESTOR = re.compile(
    r"salari|contrat|bureau|locaux|site|exercice|employee|office|year|annee|document|version|piece"
)
_OF_A_PROVIDER = frozenset(
    {
        "insurance-certificate", "vigilance-certificate", "professional-certificate", "kpi-report", "steering-minutes",
        "service-level-agreement", "data-processing-agreement", "contract-amendment", "provider-proposal",
    }
)  # fmt: skip


def _of_former_providers(documents: Iterable[Document], profile: Profile) -> Iterator[Superseded]:
    """Papers in a folder such as `Ancien comptable`, of nobody who works for the company now."""
    current = {entry.provider for entry in profile.outsourcing if entry.until is None}
    for document in documents:
        kinds = set(document.classification.type_path)
        if document.provider in current or not (kinds & _OF_A_PROVIDER or kinds.intersection(ENGAGING)):
            continue
        if any(map(_is_of_a_former, document.path.split("/")[:-1])):
            said = Bilingual("Rangé dans le dossier d’un ancien prestataire.", "Kept in a former provider’s folder.")
            yield document, said


@lru_cache
def _is_of_a_former(folder: str) -> bool:
    named = " ".join(word for word in words(folder.replace("_", " ")) if not word.isdigit())
    return _FORMER.fullmatch(named) is not None and _NO_ANCESTOR.search(named) is None


def _takes_place(one: Document, other: Document) -> bool:
    if (one.type, one.provider) != (other.type, other.provider) or not may_share(one, other):
        return False
    if one.date is not None and other.date is not None and one.date < other.date:
        return False
    return resemblance(one.sketch, other.sketch) >= _ALIKE


def is_put_away(document: Document) -> bool:
    """Tell a folder such as `99_Archives` or `ancien`; that of an archiving provider says something else."""
    if "archiving" in document.processes or document.type == "archiving-contract":
        return False
    return any(map(_is_of_the_past, document.path.split("/")[:-1]))


@lru_cache
def _is_of_the_past(folder: str) -> bool:
    named = [word for word in words(folder.replace("_", " ")) if not word.isdigit()]
    return bool(named) and all(_OLD.fullmatch(word) for word in named)


def _ended(engaging: Sequence[Document], profile: Profile, as_of: dt.date) -> Iterator[Superseded]:
    """Contracts of providers whose last process ended before the as-of date, as the profile says."""
    ends: dict[str, list[dt.date | None]] = {}
    for entry in profile.outsourcing:
        ends.setdefault(entry.provider, []).append(entry.until)
    for document in engaging:
        until = [end for end in ends.get(document.provider or "", ()) if end is not None]
        if until and len(until) == len(ends[document.provider or ""]) and max(until) < as_of:
            said = day(max(until))
            yield document, Bilingual(f"La prestation a pris fin le {said.fr}.", f"The service ended on {said.en}.")


def _is_sure(document: Document) -> bool:
    return document.classification.confidence is not Confidence.LOW


def _is_after(one: Document, other: Document) -> bool:
    return one.date is not None and other.date is not None and one.date > other.date


def _when(document: Document) -> tuple[dt.date, str]:
    return document.date or dt.date.min, document.path
