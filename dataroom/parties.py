"""Which company a document speaks of: the target, one of its providers, or somebody else's.

A name counts most where an author puts his own: letterhead, foot of the first page, file name, folder.
A document that names several providers alike belongs to none of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dataroom.identifiers import is_siren, sirens
from dataroom.model import Bilingual
from dataroom.phrases import Hit, Phrases
from dataroom.reading import Reading
from dataroom.room import Profile
from dataroom.rules import DocumentRule
from dataroom.text import Folded, fold, words

_LEGAL_FORMS = re.compile(
    r"\b(sarl|sasu|sas|sa|eurl|ei|eirl|snc|sci|scp|selarl|selas|scop|s\.a\.r\.l\.?|s\.a\.s\.?|s\.a\.|"
    r"societe|ets|etablissements|cabinet|ltd|limited|llc|gmbh|srl|spa|bv|nv|inc)\b\.?"
)
_DESCRIBES = re.compile(r"\b(cabinet|societe|ets|etablissements)\b")
_FEC_NAME = re.compile(r"(?<!\d)(\d{9})fec\d{8}", re.IGNORECASE)
_OWN_LINES = 12  # a letterhead and the parties of a contract stand within these
_FOOT_LINES = 4
_ACRONYM = 5
_PLACES = {
    "top": Bilingual("en tête", "at the top"),
    "foot": Bilingual("en pied de page", "at the foot"),
    "name": Bilingual("dans le nom du fichier", "in the file’s name"),
    "folder": Bilingual("dans le dossier", "in the folder"),
    "body": Bilingual("dans le texte", "in the text"),
    "sender": Bilingual("parmi les correspondants", "among the correspondents"),
    "author": Bilingual("comme auteur du fichier", "as the file’s author"),
}
_IN_THE_TEXT = {"top", "foot", "body"}
_CORRESPONDENTS = {"mail-from": "author", "mail-to": "sender", "meta-author": "author"}


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose document it is, and why."""

    provider: str | None
    processes: tuple[str, ...]
    other_company: bool
    named: tuple[str, ...]
    """Every provider of the profile that the document names."""
    company_named: bool = True
    """Whether the text names the company (True also where its name is not known)."""
    notes: tuple[Bilingual, ...] = ()
    provider_named: bool = True
    """Whether the text itself names the provider, and not only the file's name or folder (True where there is none)."""


@dataclass(frozen=True, slots=True)
class _Name:
    owner: str  # "" is the target
    wording: str
    exact: bool  # an acronym: only its own capitals count
    bare: bool = False  # what is left of « Cabinet Martin »: in a text, many a Martin bears it


class Parties:
    """The names of the profile, ready to be looked for."""

    def __init__(self, profile: Profile, processes: Mapping[str, tuple[str, ...]]) -> None:
        """Gather names and aliases, with and without their legal forms, and the words of each process."""
        self._profile = profile
        spoken = [(process, phrase) for process, phrases in processes.items() for phrase in phrases]
        self._processes_known = tuple(processes)
        self._speaks = Phrases(phrase for _, phrase in spoken)
        self._spoken = [process for process, _ in spoken]
        self._providers = profile.providers()
        self._names = tuple(dict.fromkeys(_names(profile)))
        self._phrases = Phrases([name.wording for name in self._names])
        self._short = _short_names(profile, frozenset(word for _, phrase in spoken for word in words(phrase)))

    def attribute(self, reading: Reading, rule: DocumentRule | None) -> Attribution:
        """Say which provider a document comes from or is about, and whether it is about a stranger."""
        places = self._places(reading)
        scores = {p: self._score(places.get(p, {}), processes, rule) for p, processes in self._providers.items()}
        named = tuple(p for p in self._providers if places.get(p))
        provider = _best(scores, places, rule, readable=any(map(len, reading.pages)))
        stranger = None if rule is None else self._stranger(reading, rule, places)
        return Attribution(
            provider,
            self._processes(reading, rule, provider),
            stranger is not None,
            named,
            self._profile.company.name == "?" or bool(set(places.get("", ())) & _IN_THE_TEXT),
            notes=tuple(_notes(provider, places, stranger)),
            provider_named=provider is None or bool(set(places[provider]) & _IN_THE_TEXT),
        )

    def owners(self, text: str) -> tuple[str, ...]:
        """Give those whom a short text names, in its order: a provider as the profile writes it, the company as ""."""
        return tuple(dict.fromkeys(self._owners(Folded(text), named=True)))

    def spoken_once(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Give every process of which a title or a name speaks, be it once, in the order of the rules."""
        heard = set(self._heard([Folded(text) for text in texts]))
        return tuple(process for process in self._processes_known if process in heard)

    def _places(self, reading: Reading) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = {}
        stem = reading.name.rpartition(".")[0] or reading.name
        for where, text in self._zones(reading, stem):
            for owner in self._owners(text, named=where in {"name", "folder", "sender", "author"}):
                counts = found.setdefault(owner, {})
                counts[where] = counts.get(where, 0) + 1
        return found

    def _zones(self, reading: Reading, stem: str) -> Iterable[tuple[str, Folded]]:
        yield "name", Folded(stem)
        if not any(map(len, reading.pages)):
            # Of what cannot be read, one word of a name has to do: it tells whom to ask for another copy.
            yield from (("name", Folded(self._short[word])) for word in words(stem) if word in self._short)
        yield from (("folder", Folded(self._short.get(_plain(folder), folder))) for folder in reading.folders)
        if reading.pages:
            lines = [line for line in reading.pages[0].original.split("\n") if line.strip()]
            yield "top", Folded("\n".join(lines[:_OWN_LINES]))
            if len(lines) > _OWN_LINES:
                yield "foot", Folded("\n".join(lines[-_FOOT_LINES:]))
        yield from (("top", Folded(heading.text)) for heading in reading.content.headings[:3])
        for fact in reading.content.facts:
            if fact.name in _CORRESPONDENTS:
                yield _CORRESPONDENTS[fact.name], Folded(fact.value)
        yield from (("body", page) for page in reading.pages[:30])

    def _owners(self, text: Folded, *, named: bool) -> Iterable[str]:
        seen: set[tuple[str, int]] = set()
        hits = self._phrases.find(text)
        longer = self._namesakes(text, hits)
        for hit in hits:
            name = self._names[hit.phrase]
            if name.exact and not _as_written(text, hit.first, hit.last):
                continue
            if (name.bare and not named) or (not name.owner and hit.first in longer):
                continue
            if (name.owner, hit.first) not in seen:
                seen.add((name.owner, hit.first))
                yield name.owner

    def _namesakes(self, text: Folded, hits: Iterable[Hit]) -> set[int]:
        """Give the places where the company's name only begins that of another: « Martin Conseil SARL » of « Martin ».

        Its number tells such a one from the company under its full name: without it nothing is said.
        """
        if self._profile.company.siren is None:
            return set()
        last: dict[int, int] = {}
        for hit in hits:
            if not self._names[hit.phrase].owner:
                last[hit.first] = max(hit.last, last.get(hit.first, 0))
        return {first for first, end in last.items() if is_longer_name(text, first, end)}

    def _score(self, places: Mapping[str, int], processes: tuple[str, ...], rule: DocumentRule | None) -> float:
        if not places:
            return 0.0
        if rule is not None and rule.about == "company" and rule.processes and not set(rule.processes) & set(processes):
            return 0.0  # a provider of another process, whom a paper of the company happens to name
        score = (
            6.0 * ("author" in places)
            + 5.0 * ("top" in places)
            + 2.0 * ("foot" in places)
            + 3.0 * ("name" in places)
            + 4.0 * ("folder" in places)
        )
        score += 2.0 * ("sender" in places) + min(4.0, places.get("body", 0))
        if rule is not None and set(rule.processes) & set(processes):
            score += 2.0
        return score

    def _stranger(self, reading: Reading, rule: DocumentRule, places: Mapping[str, Mapping[str, int]]) -> str | None:
        company = self._profile.company
        if rule.about == "third-party" or not reading.pages or (company.name == "?" and company.siren is None):
            return None
        if any(set(zones) & _IN_THE_TEXT for zones in places.values()):
            return None
        numbers = [m.group(1) for m in _FEC_NAME.finditer(reading.name)]
        for page in reading.pages[:3]:
            numbers.extend(sirens(page.original))
        own = company.siren
        others = [n for n in dict.fromkeys(numbers) if is_siren(n) and n != own]
        return others[0] if others and own not in numbers else None

    def _processes(self, reading: Reading, rule: DocumentRule | None, provider: str | None) -> tuple[str, ...]:
        carried = self._providers.get(provider or "", ())
        native = tuple(p for p in carried if rule is not None and p in rule.processes)
        if len(carried) == 1:
            return carried
        if carried:
            return self._spoken_of(reading, carried) or native or carried
        return (rule.processes if rule is not None else ()) or self._spoken_of(reading, self._processes_known)

    def _spoken_of(self, reading: Reading, among: tuple[str, ...]) -> tuple[str, ...]:
        """Give the processes, of those given, of which a document clearly speaks more than of the others."""
        top = reading.pages[0].original[:600] if reading.pages else ""
        named = [Folded(reading.name), *(Folded(f) for f in reading.folders[-1:]), Folded(top)]
        spoken = Counter(self._heard(reading.pages[:3]))
        for process, times in Counter(self._heard(named)).items():
            spoken[process] += 3 * times
        counts = {process: spoken[process] for process in among}
        best = max(counts.values(), default=0)
        return tuple(p for p, count in counts.items() if count >= max(2, best * 0.6))

    def _heard(self, zones: Iterable[Folded]) -> Iterable[str]:
        """Give the process of each phrase heard: all are looked for at once."""
        return (self._spoken[hit.phrase] for zone in zones for hit in self._speaks.find(zone))


def _plain(folder: str) -> str:
    return " ".join(word for word in words(folder.replace("_", " ")) if not word.isdigit())


def _short_names(profile: Profile, spoken: frozenset[str]) -> dict[str, str]:
    """Give the provider by the word, or the initials, of its name that may stand alone on a folder.

    A word of the trade (« paie », « conseil ») is no name, nor one that another provider or the company bears too.
    """
    borne: dict[str, set[str]] = {}
    for owner in ("", *profile.providers()):
        names = profile.aliases_of(owner) if owner else (profile.company.name, *profile.company.aliases)
        for name in names:
            told = words(_LEGAL_FORMS.sub(" ", fold(name)))
            initials = "".join(word[0] for word in told) if len(told) >= 3 else ""
            for short in {*(word for word in told if len(word) >= 4), initials} - {""}:
                borne.setdefault(short, set()).add(owner)
    single = {short: next(iter(owners)) for short, owners in borne.items() if len(owners) == 1}
    return {short: owner for short, owner in single.items() if owner and short not in spoken | _TRADE}


_TRADE = frozenset(
    words(
        "conseil conseils services service associes expertise groupe group partners solutions gestion france consulting"
        " audit avocats office back nord ouest sud centre compta factoring archives archivage systemes informatique"
        " social assistance bureau agence"
    )
)


def _names(profile: Profile) -> Iterable[_Name]:
    company = profile.company
    for name in (company.name, *company.aliases):
        yield from _spellings("", name)
    for provider in profile.providers():
        for name in profile.aliases_of(provider):
            yield from _spellings(provider, name)


def _spellings(owner: str, name: str) -> Iterable[_Name]:
    without = re.sub(r"\([^)]*\)", " ", name)
    bare = _LEGAL_FORMS.sub(" ", fold(without))
    turned = " ".join(reversed(bare.split())) if len(bare.split()) == 2 else bare  # « BELKACEM Nadia »
    surname = len(bare.split()) == 1 and _DESCRIBES.search(fold(without)) is not None
    for wording in (name, without, bare, turned):
        yield from _spelling(owner, wording, capitals=name.isupper(), bare=surname and wording == bare)
    # « Cabinet Durand (CD) » gives another name, « Cabinet Durand (Lyon) » a town.
    for inner in re.findall(r"\(([^)]*)\)", name):
        if inner.isupper() or len(inner.split()) > 1:
            yield from _spelling(owner, inner, capitals=inner.isupper(), bare=False)


def _spelling(owner: str, wording: str, *, capitals: bool, bare: bool) -> Iterable[_Name]:
    plain = " ".join(words(wording))
    letters = plain.replace(" ", "")
    if len(letters) >= 2 and not _LEGAL_FORMS.fullmatch(plain):
        yield _Name(owner, plain, capitals and len(letters) <= _ACRONYM, bare)


_GOES_ON = re.compile(
    r"[ \u00a0](?:(?!(?:SARL|SAS|SASU|SA|EURL|EI|SNC|SCI|GmbH|AG|Ltd|LLC|BV|SRL)\b)[A-ZÀ-Þ][\w'’&\-]*[ \u00a0]+){1,3}"
    r"\(?(?:SARL|SAS|SASU|SA|EURL|EI|SNC|SCI|GmbH|AG|KG|Ltd|Limited|LLC|Inc|BV|SRL|SpA)\b"
)
_DENOMINATION = re.compile(r"\b(?:d[ée]nomination|raison sociale|company name|firma)\b[^.;\n]{0,30}$", re.IGNORECASE)
_ONE_MORE = re.compile(
    r"[ \u00a0](?!(?:SARL|SAS|SASU|SA|EURL|EI|SNC|SCI|S\.|GmbH|Ltd|Limited|Soci[ée]t[ée]|Forme|Sigle|Nom)\b)"
    r"[A-ZÀ-Þ][\w'’&\-]+(?: [\w'’&\-]+){0,3}[ \t]*(?:\n|$)"
)


def is_longer_name(text: Folded, first: int, last: int) -> bool:
    """Tell whether the name in these words goes on, to a legal form or to the end of a line that gives the name."""
    start, end = text.span(first, last)
    if _GOES_ON.match(text.original, end):
        return True
    line = text.original[max(0, text.original.rfind("\n", 0, start) + 1) : start]
    return _DENOMINATION.search(line) is not None and _ONE_MORE.match(text.original, end) is not None


def _as_written(text: Folded, first: int, last: int) -> bool:
    start, end = text.span(first, last)
    return text.original[start:end].isupper()


def _best(
    scores: Mapping[str, float],
    places: Mapping[str, Mapping[str, int]],
    rule: DocumentRule | None,
    *,
    readable: bool,
) -> str | None:
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] == 0:
        return None
    best, score = ranked[0]
    rival = ranked[1][1] if len(ranked) > 1 else 0.0
    needed = 5.0 if rule is not None and rule.about == "company" else 4.0
    if not readable:
        needed = 3.0  # name and folder are all there is
    own = set(places[best]) - {"body"}
    if score < needed or score - rival < 2.5 or (not own and score < 4.0):
        return None
    return best


def _notes(provider: str | None, places: Mapping[str, Mapping[str, int]], stranger: str | None) -> Iterable[Bilingual]:
    if provider is not None:
        where = places[provider]
        fr = ", ".join(_PLACES[w].fr for w in where)
        en = ", ".join(_PLACES[w].en for w in where)
        yield Bilingual(
            f"Prestataire {provider} : nommé {fr}.",
            f"Provider {provider}: named {en}.",
        )
    if stranger is not None:
        yield Bilingual(
            f"Autre société : le SIREN {stranger} y figure ; ni la société ni ses prestataires n’y sont nommés.",
            f"Another company: SIREN {stranger} stands in it; neither the company nor any of its providers is named.",
        )
