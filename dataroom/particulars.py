"""What a document says that only requirements ask: whose accounts a table lists, who issues an invoice, whose contract.

All of it is told in words of the document; where it says nothing, nothing is told. Pure.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

from dataroom.contracting import same_company
from dataroom.hints import hints_in, is_terms, terms_cited
from dataroom.parties import Parties
from dataroom.period_forms import find_periods
from dataroom.period_names import name_periods, undated_period
from dataroom.reading import Reading
from dataroom.room import Profile
from dataroom.rules import DocumentRule
from dataroom.seats import seats
from dataroom.sides import provides, roles
from dataroom.spans import half, kind_of
from dataroom.text import Folded, fold

_TOP_CHARS = 400
_TITLE_CHARS = 1200
_SYSTEMS = re.compile(
    r"syst|appli|outil|logiciel|tool|software|solution|res+ource|environnement|perimetre|droit|right|scope|\bsites?\b"
    r"|\burl\b|decision|comment|remarque|valid|revu|review|observ|dossier|folder|module|editeur"
    r"|vendor|publisher|action"
)
"""Heads of the columns that say what an account opens, not who holds it."""
_PERSON = re.compile(r"\bje soussigne|\bi,? the undersigned\b|\bje m'engage\b")
_FOR_A_COMPANY = re.compile(
    r"en (?:sa |ma )?qualite de (?:la )?(?:gerant|president|direct|represent|dirigeant|associe|entrepreneur)"
    r"|represent(?:ant|e|ee|ed|ing)\b[^.;\n]{0,60}\b(?:societe|cabinet|company|sarl|sas)|agissant (?:au nom|pour)"
    r"|\bacting (?:for|on behalf)|\bau nom et pour le compte\b|entrepren\w+ individuel|auto-?entrepreneur"
)
_ON_BEHALF = re.compile(
    r"(?:au nom et pour (?:le )?compte|pour le compte|in the name and on behalf|on behalf"
    r"|in the name)\s+(?:de\s+|of\s+|d')"
)
_COMPANY = re.compile(
    r"^\W*(?:la )?(?:sci|sarl|sasu?|sa|eurl|snc|scp|gie|societe civile\w*|societe \w+)\b|\b(?:au capital de|rcs)\b"
)
_CARD = re.compile(r"\b(?:au capital|rcs|siren|siret|tva|vat)\b")
_LEGAL_FORM = re.compile(
    r"\b(?P<sarl>sarl|s\.a\.r\.l|eurl|e\.u\.r\.l|societe a responsabilite limitee)\b|\b(?:sas|sasu|sa|snc|sca"
    r"|societe par actions simplifiee|societe anonyme)\b"
)
_REQUESTS = re.compile(
    r"\b(?:information |document |due diligence |legal )*request(?:s|ed)?[ _-](?:list|items?)"
    r"|\brequest list|\bddrl\b|\birl\b"
    r"|\bliste (?:de |des )?(?:demandes?|questions|documents? (?:demandes|requis|sollicites))"
    r"|\bdemandes? (?:d'informations?|de documents?)"
)
_AMOUNT = r"\d{1,3}(?:[ .]\d{3})+(?:,\d\d)?|\d{3,6}(?:,\d\d)?"
_EURO = r" ?(?:€|euros?\b|eur\b)"
_BY_THE_YEAR = re.compile(
    rf"(?<![\d.,])(?P<before>{_AMOUNT}){_EURO}(?: (?:ht|hors taxes?))?,? ?(?:par an\b|/ ?an\b|l'an\b|per year)"
    r"|\b(?:forfait|honoraires?|prix|redevance|fee|montant)s? annuel(?:le)?s?\b"
    rf"[^.;]{{0,40}}?(?P<after>{_AMOUNT}){_EURO}"
)
_BY_THE_UNIT = re.compile(
    r"\b(?:par|/|per) ?(?:mois|trimestre|bulletin|facture|dossier|heure|jour|salarie|month|quarter|hour"
    r"|day|payslip|user)"
    r"|\bmensuel|\btrimestriel|\bmonthly|\bquarterly|%"
)
_HALF = re.compile(r"(?<![a-z0-9])(?P<half>[12])\s?s(?:em)?[\s_.-]?(?:20)?(?P<year>[0-4]\d)(?![0-9])")
_SOLD = (
    r"(?:provider|prestataire|supplier|fournisseur|licensor|editeur|vendor|vendeur|bailleur|titulaire|contractor)"
    r"\s*(?:[:(\"«]|\s-)\s*"
)
_FOR = re.compile(r"\b(?:pour|for)\s+(?:le\s+|la\s+|the\s+|l['’])?(?P<name>[^\n,:;.()–—-]{2,60})", re.IGNORECASE)
_BUYS = re.compile(r"(?:client|customer|acheteu|maitre d'ouvrage|donneu\w+ d'ordre|abonne|commanditaire)")
_WORKS = (
    r"\s+(?:assure|realise|effectue|execute|fournit|s'engage a (?:assurer|realiser|effectuer|executer|fournir)"
    r"|(?:shall|will|agrees to) (?:provide|supply|perform|carry out))\s+(?:[\w']+ ){0,2}?(?:l'|d')?"
    r"(?:entretien|maintenance|visit|depannage|travaux|works?\b|installation|fourniture|prestation|service|livraison"
    r"|deliver|pose\b|nettoyage|cleaning|etude|formation|training|conseil|transport|developpement|hebergement|hosting)"
)
"""What only the one who is paid does: the client too « assure l’accès » and « effectue les paiements »."""
_FOOT_CHARS = 700
_STAFF = re.compile(
    r"\beffectifs? moyens?(?: [a-z']+){0,8}? ?:? ?(?P<count>\d{1,4})(?!\d|[.,]\d|[/%]| ?€| \d{3}\b)"
    r"|\baverage (?:number of employees|headcount)(?: [a-z']+){0,6}? ?:? ?(?P<before>\d{1,4})(?!\d|[.,]\d|%| \d{3}\b)"
)
"""« L’effectif moyen de l’exercice est de 28 salariés »: what the notes to the accounts must say."""
_LETTER_PAGES = 3
_UNAUDITED = re.compile(
    r"\b(?:commissaires? aux comptes|auditor)\b[^;]{0,220}?\b(?P<words>(?:un seul|aucun) des (?:deux|trois) seuils"
    r"|seuils? (?:\w+ ){0,3}?(?:ne sont|n'est|n'ont) pas (?:ete )?(?:atteints?|depasses?|franchis?)"
    r"|(?:only one|none) of the (?:three )?thresholds)"
    r"|\b(?P<said>(?:n'est|n'etait|n'etes) (?:donc )?pas (?:tenue?|obligee?) de (?:nommer|designer)"
    r"|dispensee? de (?:nommer|designer|la nomination|la designation)|(?:need not|not required to) appoint)"
    r"\b[^;.]{0,40}\b(?:commissaires? aux comptes|auditor)\b"
)


def particulars(
    reading: Reading, rule: DocumentRule | None, parties: Parties, profile: Profile, date: dt.date | None
) -> Mapping[str, str]:
    """Give the particulars of a document by name; only those that it says."""
    found = {"terms": "1" if is_terms(reading.name, reading.pages) else ""}
    contract = rule is not None and rule.contract
    if contract or found["terms"]:
        found["hints"] = hints_in(reading.pages)
        found["terms-cited"] = "1" if terms_cited(reading.pages) else ""
    if contract:
        found |= _of_a_contract(reading, parties, profile)
    found["no-auditor"] = no_auditor(reading.pages)
    if rule is not None:
        found |= _KINDS.get(rule.id, _nothing)(reading, parties, profile, date)
    return {key: value for key, value in found.items() if value}


def no_auditor(pages: Sequence[Folded]) -> str:
    """Give the words by which a letter or an account says that the company need not appoint an auditor."""
    for page in pages[:_LETTER_PAGES]:
        if "commissaire" in page.folded or "auditor" in page.folded:
            match = _UNAUDITED.search(page.on_one_line)
            if match is not None:
                return match["words"] or match["said"]
    return ""


def _nothing(_r: Reading, _p: Parties, _f: Profile, _d: dt.date | None) -> Mapping[str, str]:
    return {}


def _of_a_contract(reading: Reading, parties: Parties, profile: Profile) -> dict[str, str]:
    return {
        "processes-named": "\n".join(parties.spoken_once((reading.name, *_titles(reading)))),
        "yearly-fee": _yearly_fee(reading.content.pages),
        "customer": "1" if _sells(reading, profile) else "",
        "seats": "\n".join(f"{name}\t{code}" for name, code in dict(seats(_top(reading), parties)).items()),
    }


def _top(reading: Reading) -> str:
    return reading.content.pages[0] if reading.content.pages else ""


def _yearly_fee(pages: Sequence[str]) -> str:
    """Give the amounts that a contract says are due by the year, added up, in whole euros.

    Nothing where it says none, and nothing where it bills by another measure too.
    """
    text = " ".join(fold("\n".join(pages)).split())
    if _BY_THE_UNIT.search(text):
        return ""
    amounts = [m["after"] or m["before"] for m in _BY_THE_YEAR.finditer(text)]
    found = {int(re.sub(r"[ .]|,\d\d$", "", amount)) for amount in amounts}
    return str(sum(found)) if found else ""


def _titles(reading: Reading) -> Iterator[str]:
    """Give the title of a contract and the article that says what it is about."""
    yield from (heading.text for heading in reading.content.headings[:2])
    lines = [line for page in reading.content.pages[:2] for line in page.split("\n") if line.strip()]
    yield "\n".join(lines[:12])
    for number, line in enumerate(lines):
        if re.match(r"(?:article\s*)?[\divx.\s–-]*(?:objet|purpose|services?\b|scope|mission)", fold(line)):
            yield "\n".join(lines[number : number + 4])
            return


def _sells(reading: Reading, profile: Profile) -> bool:
    """Tell whether a contract names the company as the one who provides, to a customer of its own."""
    top = reading.content.pages[0] if reading.content.pages else ""
    names = (profile.company.name, *profile.company.aliases)
    own, others = roles(top, profile)
    if provides(own, others):
        return True
    text = "\n".join(reading.content.pages)
    title, whole, own_names = fold(top[:_TITLE_CHARS]), fold(text), [re.escape(fold(name)) for name in names]
    return (
        any(re.search(_SOLD + name, title) for name in own_names)
        or ("client" not in own and any(re.search(rf"\b{name}{_WORKS}", whole) for name in own_names))
        or _signs_beside_a_client(text, names)
    )


def _signs_beside_a_client(text: str, names: Sequence[str]) -> bool:
    """Tell « Pour Azur, A. Petit – Pour le client, B. Roux »: who is not the client provides."""
    signing = [match["name"].strip() for match in _FOR.finditer(text, max(0, len(text) - _FOOT_CHARS))]
    others = [party for party in signing if not _BUYS.match(fold(party))]
    return len(others) < len(signing) and any(same_company(party, name) for party in others for name in names)


def _holders(reading: Reading, parties: Parties, _f: Profile, _d: dt.date | None) -> Mapping[str, str]:
    """Name the providers who stand among the holders of the accounts, not among the tools that are opened."""
    found: dict[str, None] = {}
    for page in reading.content.pages:
        found |= dict.fromkeys(_in_tables(page, parties))
    return {"holders": "\n".join(name for name in found if name)}


def _in_tables(page: str, parties: Parties) -> Iterator[str]:
    heads: Sequence[str] = ()
    for line in page.split("\n"):
        cells = [cell.strip() for cell in re.split(r"[\t|;]", line)]
        if len(cells) < 3 or sum(map(bool, cells)) < 3:
            continue
        if not heads:
            heads = [fold(cell) for cell in cells]
            continue
        for head, cell in zip(heads, cells, strict=False):
            if cell and not _SYSTEMS.search(head):
                yield from parties.owners(cell)


def _issuer(reading: Reading, parties: Parties, _f: Profile, _d: dt.date | None) -> Mapping[str, str]:
    """Say that the company is the one who invoices: in its own name, or through somebody who does so for it."""
    top = reading.content.pages[0] if reading.content.pages else ""
    behalf = [match.end() for match in _ON_BEHALF.finditer(fold(top))]
    if any("" in parties.owners(fold(top)[end : end + 80]) for end in behalf):
        return {"issuer": "company"}
    lines = [line for line in top.split("\n") if line.strip()][:8]
    for number, line in enumerate(lines):
        owners = parties.owners(line)
        if owners:
            card = fold(" ".join(lines[number : number + 2]))
            return {"issuer": "company"} if "" in owners and _CARD.search(card) else {}
    return {}


def _undertaking(reading: Reading, _p: Parties, _f: Profile, _d: dt.date | None) -> Mapping[str, str]:
    text = fold("\n".join(reading.content.pages[:2]))
    return {"personal": "1" if _PERSON.search(text) and not _FOR_A_COMPANY.search(text) else ""}


def _procedure(reading: Reading, parties: Parties, _f: Profile, _d: dt.date | None) -> Mapping[str, str]:
    """Say which processes the name and the title of a procedure are about."""
    return {"procedure-of": "\n".join(parties.spoken_once((reading.name, *_first_lines(reading)[:1])))}


def _first_lines(reading: Reading) -> Sequence[str]:
    top = reading.content.pages[0][:_TOP_CHARS] if reading.content.pages else ""
    return [line for line in top.split("\n") if line.strip()]


def _minutes(reading: Reading, _p: Parties, profile: Profile, date: dt.date | None) -> Mapping[str, str]:
    """Say which quarter or half-year a meeting reviewed, where its name or its title does."""
    top = "\n".join(_first_lines(reading)[:3])
    end = profile.company.fiscal_year_end
    short = _HALF.search(fold(reading.name))
    if short is not None:
        return {"reviewed": half(2000 + int(short["year"]), int(short["half"])).label}
    for hits in (name_periods(reading.name, end), find_periods(top, end)):
        for hit in hits:
            if kind_of(hit.period) in {"quarter", "half"}:
                return {"reviewed": hit.period.label}
    told = undated_period(reading.name, top, date) if date is not None else None
    return {"reviewed": told.label} if told is not None and kind_of(told) in {"quarter", "half"} else {}


def _request_list(reading: Reading, _p: Parties, _f: Profile, _d: dt.date | None) -> Mapping[str, str]:
    """Say that a list is what a buyer asks for, not what the room holds."""
    top = fold("\n".join((reading.name, *_first_lines(reading))))
    return {"request-list": "1" if _REQUESTS.search(top) else ""}


def _offered_by(reading: Reading, parties: Parties, _f: Profile, _d: dt.date | None) -> Mapping[str, str]:
    """Name the providers who stand where an author puts himself: at the head of an offer, or at its foot."""
    text = reading.content.pages[0] if reading.content.pages else ""
    lines = [line for line in text.split("\n") if line.strip()]
    facts = [fact.value for fact in reading.content.facts if fact.name in {"mail-from", "meta-author"}]
    named = dict.fromkeys(name for part in (*lines[:4], *lines[-4:], *facts) for name in parties.owners(part))
    return {"offered-by": "\n".join(name for name in named if name)}


def _head(reading: Reading, parties: Parties, profile: Profile, date: dt.date | None) -> Mapping[str, str]:
    """Say that another company stands at the head of a paper, and the form that the company's own paper gives it."""
    lines = _first_lines(reading)[:4]
    names = {name for line in lines for name in parties.owners(line)}
    alien = not names and any(_COMPANY.search(fold(line)) for line in lines)
    staff = _STAFF.search(" ".join(page.on_one_line for page in reading.pages))
    return {
        **_form(reading, parties, profile, date),
        "another-heads": "1" if alien else "",
        "staff": (staff["count"] or staff["before"]) if staff else "",
    }


def _form(reading: Reading, _p: Parties, _f: Profile, _d: dt.date | None) -> Mapping[str, str]:
    """Say the legal form that the papers of the company give it, told by the form named first."""
    match = _LEGAL_FORM.search(fold("\n".join(reading.content.pages[:1])[:3000]))
    return {"legal-form": "sarl" if match and match["sarl"] else ""}


_KINDS = {
    "access-rights-matrix": _holders,
    "invoice": _issuer,
    "nda": _undertaking,
    "written-procedure": _procedure,
    "steering-minutes": _minutes,
    "provider-proposal": _offered_by,
    "general-meeting-minutes": _head,
    "share-register": _head,
    "financial-statements": _head,
    "data-room-index": _request_list,
    "articles-of-association": _head,
    "registration-extract": _form,
}
