"""Who signs a contract with whom, read from its first lines; and the profile that a room without one suggests. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dataroom.model import Bilingual, Document
from dataroom.room import Company, Outsourced, Profile
from dataroom.text import fold

_OPENING_CHARS = 4000
_ROLE = re.compile(
    r"(?:ci[- ]après|hereinafter|hereafter)[^«“\"(;.\n]{0,60}[«“\"]\s*([^»”\"]{2,60}?)\s*[»”\"]"
    r"|\(\s*(?:the\s+|le\s+|la\s+)?[«“\"]\s*([^»”\"]{2,60}?)\s*[»”\"]\s*\)"
)
_NAME = re.compile(
    r"(?:^|[\s:–—-])((?:[A-ZÀ-Þ][\w&’'.\-À-ÿ]*)(?:[ ](?:[A-ZÀ-Þ&][\w&’'.\-À-ÿ]*|de|du|des|la|le|et|of|and))*)"
    r"\s*(?:\([^)]{0,60}\)\s*)?(?:,|\bSARL\b|\bSASU?\b|\bEURL\b|\bSA\b|\bEI\b|société|soci[ée]té)"
)
_CLIENT = re.compile(r"\b(client|donneur d.ordre|mandant|creancier|societe|entreprise|company|customer|beneficiaire)\b")
_PROVIDER = re.compile(
    r"\b(prestataire|mandataire|cabinet|expert[- ]comptable|provider|supplier|contractor|consultant|"
    r"sous-traitant|titulaire|fournisseur|conseil|firm)\b"
)
_NOT_A_NAME = frozenset(
    {"entre", "et", "d'une part", "monsieur", "madame", "la", "le", "article", "contrat", "convention"}
)


@dataclass(frozen=True, slots=True)
class Party:
    """A party to a contract: its name, and whether it is the client, the provider or unknown."""

    name: str
    role: str


def parties_of(text: str) -> tuple[Party, ...]:
    """Give the parties that a contract names in its first lines, each with the role that it gives itself."""
    opening, at = text[:_OPENING_CHARS], 0
    found: list[Party] = []
    for match in _ROLE.finditer(opening):
        block, at = opening[at : match.start()], match.end()
        name = _name_in(block)
        role = fold(match[1] or match[2])
        if name is not None:
            kind = "client" if _CLIENT.search(role) else "provider" if _PROVIDER.search(role) else ""
            found.append(Party(name, kind))
    return tuple(dict.fromkeys(found[:4]))


def _name_in(block: str) -> str | None:
    names = [m[1].strip(" .,-–") for m in _NAME.finditer(block)]
    names = [n for n in names if len(n) >= 3 and fold(n) not in _NOT_A_NAME and not n.isdigit()]
    return names[0] if names else None


def written(parties: Iterable[Party]) -> str:
    """Write parties down as text that later stages can read."""
    return "\n".join(f"{p.role}\t{p.name}" for p in parties)


def _read(text: str) -> tuple[Party, ...]:
    pairs = (line.partition("\t") for line in text.split("\n") if line)
    return tuple(Party(name, role) for role, _, name in pairs)


def suggested(documents: Sequence[Document], profile: Profile) -> tuple[Profile, tuple[Bilingual, ...]]:
    """Complete a profile without outsourcing by what the contracts say; the second value says what was assumed."""
    signed = [(d, _read(d.mentions["parties"])) for d in documents if "parties" in d.mentions]
    company = profile.company.name if profile.company.name != "?" else _target(parties for _, parties in signed)
    providers: dict[str, list[str]] = {}
    for document, parties in signed:
        for party in parties:
            if party.role == "client" or _same(party.name, company):
                continue
            processes = providers.setdefault(_known(party.name, providers), [])
            processes.extend(p for p in document.processes if p not in processes)
    entries = tuple(
        Outsourced(process=process, provider=name) for name, processes in providers.items() for process in processes
    )
    found = profile.model_copy(
        update={
            "company": profile.company.model_copy(update={"name": company}) if company else Company(),
            "outsourcing": entries,
        }
    )
    return found, tuple(_assumed(company, entries))


def _target(all_parties: Iterable[tuple[Party, ...]]) -> str:
    votes: Counter[str] = Counter()
    spelt: dict[str, str] = {}
    for parties in all_parties:
        for party in parties:
            key = fold(party.name)
            spelt.setdefault(key, party.name)
            votes[key] += 2 if party.role == "client" else 0 if party.role == "provider" else 1
    best = max(votes, key=lambda key: (votes[key], key), default=None)
    return spelt[best] if best is not None and votes[best] else ""


def _same(one: str, other: str) -> bool:
    a, b = fold(one), fold(other)
    return bool(b) and (a in b or b in a)


def _known(name: str, known: Iterable[str]) -> str:
    return next((other for other in known if _same(name, other)), name)


def _assumed(company: str, entries: Sequence[Outsourced]) -> Iterable[Bilingual]:
    yield Bilingual(
        "Aucun profil n’a été fourni : la société et ses prestataires sont ceux que nomment les contrats de la salle.",
        "No profile was given: the company and its providers are those that the contracts of the room name.",
    )
    if company:
        yield Bilingual(f"Société supposée : {company}.", f"Company assumed: {company}.")
    for entry in entries:
        yield Bilingual(
            f"Prestataire supposé : {entry.provider} (processus : {entry.process}).",
            f"Provider assumed: {entry.provider} (process: {entry.process}).",
        )
    if not entries:
        yield Bilingual(
            "Aucun prestataire n’a pu être déduit : les exigences par prestataire n’ont pas été posées.",
            "No provider could be inferred: the requirements per provider were not asked.",
        )
