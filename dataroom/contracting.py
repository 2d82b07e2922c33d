"""Who signs a contract with whom, read from its first lines; and the profile that a room without one suggests. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dataroom.model import Bilingual, Document
from dataroom.room import Outsourced, Profile
from dataroom.text import fold, words

_OPENING_CHARS = 6000
_ZONE_CHARS = 3000
_MOST_PARTIES = 4
_OPENS = re.compile(
    r"\b(?:entre|between)\b(?!\s+(?-i:le|les|la|deux|autres|elles|eux|the|other|them)\s+"
    r"(?!soussign|société|company|undersigned|follow|cabinet)(?-i:[a-zà-ÿ]))",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    r"\b(?:il (?:a été|est) (?:préalablement )?(?:arrêté|convenu|exposé|rappelé)|préambule|article (?:1|premier)\b"
    r"|whereas|recitals?\b|background\b|now,? therefore|it is (?:hereby )?agreed|witnesseth|w i t n e s s e t h"
    r"|1\s?[.)–-]\s*(?:objet|purpose|definitions|définitions|services))",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[«“\"]\s*(?P<role>[^«»“”\"]{2,40}?)\s*[»”\"]")
_ANNOUNCED = re.compile(
    r"(?:(?:ci[- ]apr[èe]s|herein|hereafter|referred to as|dénommée?s?|désignée?s?|called)[^«“\".;]{0,40}"
    r"|[(,]\s*(?:the|le|la|l['’])?\s*)$",
    re.IGNORECASE,
)
_NO_ROLE = re.compile(r"\b(?:agreement|contract|contrat|convention|accord|effective|date|services?|(?:les )?parties)\b")
_LEAD = re.compile(
    r"(?:[\s,;.:)(–—-]|\d{1,2}\s?[.)]|\(?(?:i{1,3}|[a-d]|\d)\)"
    r"|(?:d['’](?:une|autre) part|de (?:première|seconde) part|on (?:the )?(?:one|other) (?:hand|part)"
    r"|of the (?:first|second|other) part|les? soussignée?s?|the undersigned|the (?:following )?parties|by and between"
    r"|by|et|and|la soci[ée]t[ée](?: (?:à responsabilité limitée|par actions simplifiée|anonyme|civile))?|the company"
    r"|monsieur|madame|mr|mrs|ms|mme|le|la|(?:sarl|sasu?|eurl|sa)(?=\s))\b)+",
    re.IGNORECASE,
)
_WORD = r"[A-ZÀ-Þ0-9&][\w&’'.\-/]*"
_NAME = re.compile(
    rf"(?P<name>[A-ZÀ-Þ][\w&’'.\-/]*"
    rf"(?: (?:{_WORD}|(?:de|du|des|la|le|les|et|of|and|the|for|en)(?= {_WORD})))*)"
)
_STOPS = re.compile(
    r"\s(?:SARL|SAS|SASU|SA|EURL|EI|SNC|SCP|SELARL|Soci[ée]t[ée]|SOCI[ÉE]T[ÉE]|Immatricul\w+|Repr[ée]sent\w+|Dont|Ayant"
    r"|RCS|R\.C\.S|SIREN|SIRET|Siège|Capital|Entrepren\w+|Inscrite?|Demeurant|Whose|Having|Registered|Dated)\b.*"
)
_LETTERHEAD = 8
_PAGE = re.compile(r"page\s+\d+.*", re.IGNORECASE)
_LETTER = re.compile(r"\b(?:lettre\s+de\s+mission|letter\s+of\s+engagement|engagement\s+letter)\b", re.IGNORECASE)
_CARD = re.compile(r"\b(?:capital|RCS|R\.C\.S|SIREN|SIRET|Ordre\s+des|registered)\b", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:la|votre|de)\s+soci[ée]t[ée]\s+(?P<rest>[A-ZÀ-Þ].{0,80})")
_CLIENT = re.compile(
    r"\b(client|donneur d.ordre|mandant|creancier|societe|entreprise|company|customer|cliente|adherent|abonnee?"
    r"|subscriber)\b"
)
_PROVIDER = re.compile(
    r"\b(prestataire|mandataire|cabinet|expert[- ]comptable|provider|supplier|contractor|consultant"
    r"|sous-traitant|titulaire|fournisseur|conseil|firm|agence|agency|bureau|vendor|accountants?|archiveur"
    r"|tiers[- ]archiveur|editeur)\b"
)
_NOT_ENGAGED = re.compile(
    r"\b(divulgat\w*|recept\w*|destinataire|beneficiaire|candidate?|soumissionnaire|acquereur|cedante?|investisseur|vendeur"
    r"|disclos\w*|recipient|receiving|bidder|tenderer|purchaser|buyer|seller|prospective \w+|interesse)\b"
)
_NOT_A_NAME = frozenset(
    {
        "entre",
        "et",
        "monsieur",
        "madame",
        "la",
        "le",
        "les",
        "article",
        "contrat",
        "convention",
        "and",
        "the",
        "between",
    }
)
_LEGAL = frozenset(
    {
        "sarl",
        "sas",
        "sasu",
        "sa",
        "eurl",
        "ei",
        "snc",
        "scp",
        "selarl",
        "ltd",
        "limited",
        "llc",
        "llp",
        "inc",
        "gmbh",
        "plc",
    }
    | {"corp", "corporation", "societe", "company", "co"}
)


@dataclass(frozen=True, slots=True)
class Party:
    """A party to a contract: its name, and whether it is the client, the provider, neither (`other`) or unknown."""

    name: str
    role: str


def parties_of(text: str) -> tuple[Party, ...]:
    """Give the parties that a contract names in its first lines, each with the role that it gives itself."""
    opening = " ".join(text[:_OPENING_CHARS].split())
    for opened in _OPENS.finditer(opening):
        zone = opening[opened.end() : opened.end() + _ZONE_CHARS]
        closed = _CLOSES.search(zone)
        zone = zone[: closed.start()] if closed else zone
        found = tuple(dict.fromkeys(_with_roles(zone))) or tuple(dict.fromkeys(_without_roles(zone)))
        if len(found) >= 2:
            return found[:_MOST_PARTIES]
    return tuple(_of_a_letter(text[:_OPENING_CHARS]))


def _of_a_letter(text: str) -> Iterator[Party]:
    """Give the parties of a letter of engagement: its letterhead, and the company that it is about."""
    if not _LETTER.search(text):
        return
    lines = [line.strip() for line in text.split("\n") if line.strip()][:_LETTERHEAD]
    heads = [line for number, line in enumerate(lines) if _is_letterhead(line, lines[number + 1 : number + 5])]
    about = [name for match in _ABOUT.finditer(" ".join(text.split())) if (name := _name_at(match["rest"])) is not None]
    provider = _name_at(heads[0]) if heads else None
    client = next((name for name in about if provider is not None and not same_company(name, provider)), None)
    if provider is not None and client is not None:
        yield from (Party(provider, "provider"), Party(client, "client"))


def _is_letterhead(line: str, under: Sequence[str]) -> bool:
    found = _NAME.match(line)
    if found is None or _PAGE.fullmatch(line):
        return False
    return found.end() == len(line) <= 60 and any(_CARD.search(below) for below in under)


def _with_roles(zone: str) -> Iterator[Party]:
    at = 0
    for match in _QUOTED.finditer(zone):
        role = fold(match["role"])
        if not _ANNOUNCED.search(zone, max(0, match.start() - 60), match.start()) or _NO_ROLE.search(role):
            continue
        name = _name_at(zone[at : match.start()])
        at = match.end()
        if name is not None:
            yield Party(name, _role(role))


def _without_roles(zone: str) -> Iterator[Party]:
    head = re.split(r"\s(?:And|AND|Et|ET)\s", zone[:400], maxsplit=1)
    if len(head) == 2 and (first := _name_at(head[0])) and (second := _name_at(head[1])):
        yield from (Party(first, ""), Party(second, ""))
        return
    yield from _joined(zone[:400])


def _joined(head: str) -> Iterator[Party]:
    first = _name_at(head)
    if first is None:
        return
    rest = re.split(r"\s(?:et|and)\b", head[head.index(first) + len(first) :], maxsplit=1)
    second = _name_at(rest[1]) if len(rest) == 2 else None
    if second is not None:
        yield from (Party(first, ""), Party(second, ""))


def _role(role: str) -> str:
    if _NOT_ENGAGED.search(role):
        return "other"
    return "provider" if _PROVIDER.search(role) else "client" if _CLIENT.search(role) else ""


def _name_at(block: str) -> str | None:
    lead = _LEAD.match(block)
    match = _NAME.match(block, lead.end() if lead else 0)
    if match is None:
        return None
    name = _STOPS.sub("", match["name"]).strip(" .,-–’'&")
    plain = fold(name)
    if len(name) < 3 or plain in _NOT_A_NAME or _CLIENT.fullmatch(plain) or _PROVIDER.fullmatch(plain):
        return None  # « entre le Client et le Cabinet » names roles
    return name


def written(parties: Iterable[Party]) -> str:
    """Write parties down as text that later stages can read."""
    return "\n".join(f"{p.role}\t{p.name}" for p in parties)


def _read(text: str) -> tuple[Party, ...]:
    pairs = (line.partition("\t") for line in text.split("\n") if line)
    return tuple(Party(name, role) for role, _, name in pairs)


def suggested(
    documents: Sequence[Document], profile: Profile, *, given: bool = False
) -> tuple[Profile, tuple[Bilingual, ...]]:
    """Complete a profile without outsourcing by what the contracts say; the second value says what was assumed.

    `given` tells that there was a profile, which says nothing of who does what.
    """
    signed = [
        (d, _read(d.mentions["parties"])) for d in documents if "parties" in d.mentions and "template" not in d.flags
    ]
    company = profile.company.name if profile.company.name != "?" else _target(parties for _, parties in signed)
    providers: dict[str, list[str]] = {}
    for document, parties in signed:
        for name in _engaged(parties, company):
            processes = providers.setdefault(_known(name, providers), [])
            processes.extend(p for p in document.processes if p not in processes)
    entries = tuple(Outsourced(process=p, provider=name) for name, processes in providers.items() for p in processes)
    named = profile.company.model_copy(update={"name": company}) if company else profile.company
    found = profile.model_copy(update={"company": named, "outsourcing": entries})
    idle = [name for name, processes in providers.items() if not processes]
    return found, tuple(_assumed(company, entries, idle, profile, given=given))


def _engaged(parties: Sequence[Party], company: str) -> Iterator[str]:
    """Give the providers that a contract engages for the company; none where it is an exchange of secrets or a sale."""
    others = [p for p in parties if not same_company(p.name, company)]
    if any(p.role == "other" for p in parties) or len(others) == len(parties):
        return
    if any(p.role == "client" for p in others):
        return  # the company works for somebody else
    yield from (p.name for p in others)


def _target(all_parties: Iterable[tuple[Party, ...]]) -> str:
    votes: Counter[str] = Counter()
    spelt: dict[str, str] = {}
    for parties in all_parties:
        for party in parties:
            key = next((known for known in spelt if same_company(known, party.name)), party.name)
            spelt.setdefault(key, party.name)
            votes[key] += {"client": 3, "": 2, "provider": 1}.get(party.role, 0)
    # A lone pair of names without roles does not say which of them is for sale.
    best = sorted(votes, key=lambda key: (-votes[key], key))
    if not best or not votes[best[0]] or (len(best) > 1 and votes[best[0]] == votes[best[1]]):
        return ""
    return spelt[best[0]]


def same_company(one: str, other: str) -> bool:
    """Tell whether two names are one company's: the words of one stand in the other, legal forms aside."""
    a, b = _bare(one), _bare(other)
    return bool(a) and bool(b) and (f" {a} " in f" {b} " or f" {b} " in f" {a} ")


def _bare(name: str) -> str:
    return " ".join(word for word in words(name) if word not in _LEGAL)


def _known(name: str, known: Iterable[str]) -> str:
    return next((other for other in known if same_company(name, other)), name)


def _assumed(
    company: str, entries: Sequence[Outsourced], idle: Sequence[str], profile: Profile, *, given: bool
) -> Iterable[Bilingual]:
    if given:
        yield Bilingual(
            "Le profil ne dit pas qui assure quel processus : les prestataires sont ceux que nomment les contrats.",
            "The profile does not say who carries out which process: the providers are those that the contracts name.",
        )
    else:
        yield Bilingual(
            "Aucun profil n’a été fourni : la société et ses prestataires sont ceux que nomment les contrats.",
            "No profile was given: the company and its providers are those that the contracts name.",
        )
        end, phase = profile.company.fiscal_year_end, profile.deal.phase
        yield Bilingual(
            f"Clôture de l’exercice supposée : {end[3:]}/{end[:2]} ; phase supposée : {phase}.",
            f"Fiscal year end assumed (month-day): {end}; phase assumed: {phase}.",
        )
    if company and profile.company.name == "?":
        yield Bilingual(f"Société supposée : {company}.", f"Company assumed: {company}.")
    for entry in entries:
        yield Bilingual(
            f"Prestataire supposé : {entry.provider} (processus : {entry.process}).",
            f"Provider assumed: {entry.provider} (process: {entry.process}).",
        )
    for name in idle:
        yield Bilingual(
            f"Un contrat nomme {name}, sans que l’on sache pour quel processus : à préciser dans le profil.",
            f"A contract names {name}, for a process that could not be told: to be said in the profile.",
        )
    if not entries:
        yield Bilingual(
            "Aucun prestataire n’a pu être déduit : aucune pièce n’est rattachée à un prestataire avec certitude.",
            "No provider could be inferred: no document can be tied to a provider with certainty.",
        )
