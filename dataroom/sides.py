"""On which side of a contract the company stands: what its providers sell it is no contract with a customer. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from dataroom.contracting import parties_of, same_company
from dataroom.identifiers import sirens
from dataroom.model import Classification, Confidence
from dataroom.parties import is_longer_name
from dataroom.reading import Reading
from dataroom.room import Profile
from dataroom.rules import Rules
from dataroom.text import Folded, words

_SOLD, _BOUGHT = "commercial-contract", "service-contract"
_HEAD = 400


def sided(
    answer: Classification, reading: Reading, provider: str | None, profile: Profile, rules: Rules
) -> Classification:
    """Give the answer, corrected where the parties say better than the words who serves whom."""
    other = _other_side(answer, reading, provider, profile)
    if other is None:
        return answer
    sure = Confidence.LOW if answer.confidence is Confidence.LOW else Confidence.MEDIUM
    return replace(answer, type=other, type_path=rules.path_of(other), confidence=sure)


_FORM = re.compile(
    r"^(?:sci|scp|sarl|sasu?|eurl|snc|holding|gie|association)\b|\b(?:sci|sarl|sasu?|eurl|snc|holding|ltd|gmbh|inc)$"
    r"|^(?:une )?societe (?:civile|anonyme|par actions|a responsabilite|en nom)|\b(?:limited|private) company\b"
)


def heads_another(reading: Reading, profile: Profile) -> bool:
    """Tell whether articles or minutes bear at their head another company: its number, or a name with its form.

    By its name alone it is another where that shares no word with ours; by its number also a subsidiary or a namesake.
    """
    page = reading.content.pages[0] if reading.content.pages else ""
    if _numbered_another(page, profile):
        return True
    head = [" ".join(words(line)) for line in page.split("\n") if line.strip()][:3]
    place = next((number for number, line in enumerate(head[:2]) if _FORM.search(line)), None)
    if profile.company.name == "?" or place is None:
        return False
    if profile.company.siren is not None and profile.company.siren in re.sub(r"[\s.]", "", page):
        return False
    own = {word for name in (profile.company.name, *profile.company.aliases) for word in words(name) if len(word) >= 4}
    alone = place == 0 and "capital" not in head[0]  # the line gives form and name, not the form alone
    return not own & {word for line in head[: 1 if alone else 3] for word in line.split()}


def _numbered_another(page: str, profile: Profile) -> bool:
    own = profile.company.siren
    if own is None or own in re.sub(r"[\s.]", "", page):
        return False
    head = "\n".join([line for line in page.split("\n") if line.strip()][:_CARD_LINES])
    card = next((line for line in head.split("\n") if _CARD.search(line) and any(sirens(line))), None)
    return card is not None and _HAS_FORM.search(card) is not None and not _bears(Folded(card), profile)


def _bears(card: Folded, profile: Profile) -> bool:
    spoken = card.words()
    for name in (profile.company.name, *profile.company.aliases):
        own = [word for word in words(name) if not _HAS_FORM.fullmatch(word)]
        for first in range(len(spoken) - len(own) + 1):
            last = first + len(own) - 1
            if own and spoken[first : last + 1] == own and not is_longer_name(card, first, last):
                return True
    return False


_CARD_LINES = 4
_CARD = re.compile(r"\b(?:capital|R\.?C\.?S\b|SIREN|SIRET)", re.IGNORECASE)
"""« Martin Services SARL – capital 20 000 € – RCS Lyon … »: the line that says which company this is."""
_HAS_FORM = re.compile(
    r"\b(?:SARL|SASU?|S\.A\.S\b|S\.A\.R\.L\b|SA|EURL|SNC|SCI|soci[ée]t[ée]\s+(?:par|à|anonyme|civile|en))\b",
    re.IGNORECASE,
)


def _other_side(answer: Classification, reading: Reading, provider: str | None, profile: Profile) -> str | None:
    top = reading.content.pages[0] if reading.content.pages else ""
    if answer.type == _SOLD and provider is not None and _heads(provider, profile, f"{reading.name}\n{top[:_HEAD]}"):
        return _BOUGHT
    if _BOUGHT in answer.type_path and provider is None and provides(*roles(top, profile)):
        return _SOLD
    return None


def _heads(provider: str, profile: Profile, head: str) -> bool:
    said = f" {' '.join(words(head.replace('_', ' ')))} "
    return any(f" {' '.join(words(alias))} " in said for alias in profile.aliases_of(provider))


def roles(top: str, profile: Profile) -> tuple[set[str], set[str]]:
    """Give the roles in which the head of a contract names the company, and those of the others alone."""
    names = (profile.company.name, *profile.company.aliases)
    parties = parties_of(top)
    own = {party.role for party in parties if any(same_company(party.name, name) for name in names)}
    return own, {party.role for party in parties} - own


def provides(own: set[str], others: set[str]) -> bool:
    """Tell by these roles whether the company is the one who provides."""
    return "provider" in own or (bool(own) and "client" not in own and "client" in others)
