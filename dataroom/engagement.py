"""What binds a provider: the signed contract, the terms that it incorporates, its amendments, taken together. Pure.

A signed order form makes unsigned general terms part of the contract. What weighs on a sale may stand in any of these
papers, so that its absence is told only where all of them are in the room and were read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dataroom import binding_words as say
from dataroom.judging import Judged, recognised
from dataroom.model import Bilingual, Clause, Confidence, Document, State, Status
from dataroom.rules import ENGAGING, Rules
from dataroom.superseded import is_put_away
from dataroom.text import fold

_GOOD = {Status.SATISFIED, Status.PARTIAL}
_NOT_THE_CONTRACT = {"template", "other-company", "superseded", "duplicate", "near-duplicate", "draft", "contrary"}
_SPOILT = _NOT_THE_CONTRACT - {"duplicate", "near-duplicate"}
_ENOUGH = 6
"""How many clauses a contract must show at least, so that its silence on another one says something."""
_MOSTLY = 60
"""Which share of its sentences, in per cent, must be recognised as clauses for the same."""
_FRAMEWORK = (
    r"(?:\bmsa\b|\b(?:master|framework|main|head|umbrella)\s+(?:\w+\s+){0,2}?(?:agreement|contract|terms)\b"
    r"|\b(?:contrat|accord|convention)[\s-](?:cadre|mere|principale?)\b)"
)
_REFERS = re.compile(
    r"^(?P<subject>[^.;]{0,110}?)\b(?:as\s+(?:\w+\s+){0,2}?(?:in|by|under|per)|as\s+per|see|refer\s+to|governed\s+by|those\s+of"
    r"|voir|cf|selon|comme|renvoi\w*|se\s+reporter|tel(?:le)?s?\s+que|conforme\w*|identiques?|par\s+reference"
    r"|(?:est|sont)\s+(?:celles?|ceux|celui|prevue?s?|definie?s?|fixee?s?|regie?s?|stipulee?s?|traitee?s?)|figur\w+)\b"
    rf"[^.;]{{0,40}}?{_FRAMEWORK}(?:\W+(?:du|signe\w*|dated?|of|conclu\w*|n|no|article|art|clause|section)\b[^.;]{{0,40}})?"
    r"\s*(?:[.;)\n]|$)"
)
"""A sentence that leaves a subject to the paper above: « Assurances : voir contrat-cadre »."""
_STATES = re.compile(
    r"\d|\b(?:shall|must|will|undertake\w*|agree\w*|maintain\w*|limit\w*|cap(?:ped)?|doi(?:t|vent)|s'engage\w*|s'oblige\w*"
    r"|souscri\w+|maintien\w*|justifi\w*|plafonn\w*|peut|peuvent|may)\b"
)
"""What a sentence rules itself before it refers to another paper."""
_RUNS = {"term", "termination", "notice-period", "termination-for-convenience", "renewal"}


@dataclass(frozen=True, slots=True)
class Papers:
    """Documents of the room that may be part of a provider's contract, whatever their type."""

    of_provider: Mapping[str, Sequence[Document]]

    @staticmethod
    def among(documents: Iterable[Document]) -> Papers:
        """Gather them by provider; one that is filed nowhere is laid with each provider whom it names."""
        found: dict[str, list[Document]] = {}
        for document in documents:
            for provider in _bound_by(document):
                found.setdefault(provider, []).append(document)
        return Papers(found)

    def beside(self, provider: str | None, pool: Sequence[Judged]) -> list[Document]:
        """Give the papers of a provider beside those already judged."""
        known = {id(judged.document) for judged in pool}
        return [d for d in self.of_provider.get(provider or "", ()) if id(d) not in known]

    def yearly_fee(self, provider: str | None) -> int | None:
        """Give what the sound contracts of a provider announce a year; None where one of them does not say."""
        sound = [d for d in self.of_provider.get(provider or "", ()) if not (_SPOILT | {"unsigned"}) & set(d.flags)]
        engaging = [d for d in sound if set(ENGAGING) & set(d.classification.type_path)]
        if not engaging or not all("yearly-fee" in d.mentions for d in engaging):
            return None
        return sum(int(d.mentions["yearly-fee"]) for d in engaging)

    def country(self, provider: str | None) -> str | None:
        """Give the country outside France in which the papers of a provider say that it is established."""
        papers = (
            d for d in self.of_provider.get(provider or "", ()) if not {"other-company", "template"} & set(d.flags)
        )
        said = (line.partition("\t") for d in papers for line in d.mentions.get("seats", "").split("\n"))
        return next((code for name, _, code in said if name == provider), None)

    def accepted(self, document: Document) -> Document:
        """Give terms that need not name the company, as a signed contract of the same provider refers to them."""
        if document.mentions.get("company") != "unnamed" or not is_terms(document):
            return document
        others = (d for d in self.of_provider.get(document.provider or "", ()) if not is_terms(d))
        signed = (d for d in others if not (_SPOILT | {"unsigned"}) & set(d.flags))
        if not any(_refers_to(document, contract) for contract in signed):
            return document
        return replace(document, mentions={k: v for k, v in document.mentions.items() if k != "company"})


def _refers_to(terms: Document, contract: Document) -> bool:
    """Tell whether a contract refers to general terms; to service levels, where it has a clause on them."""
    if terms.type == "service-level-agreement" and "service-levels" in stated(contract):
        return True
    return "terms-cited" in contract.mentions


def may_bind(document: Document, rules: Rules) -> bool:
    """Tell a document that may be part of a contract: one by its type, general terms, or one that was not read."""
    if is_terms(document):
        return True
    if document.type is not None:
        # How data are handled is no place for what weighs on a sale.
        return rules.documents[document.type].contract and document.type != "data-processing-agreement"
    named = [rules.documents[name] for name in document.classification.named]
    return document.state is not State.OK and (not named or any(rule.contract for rule in named))


def incorporated(judged: Sequence[Judged]) -> list[Judged]:
    """Leave general terms out of what is judged where a signed contract beside them refers to them."""
    signed = [j for j in judged if j.status in _GOOD and not is_terms(j.document)]
    if not any(j.document.mentions.get("terms-cited") for j in signed):
        return list(judged)
    return [j for j in judged if not is_terms(j.document)]


def current(judged: Sequence[Judged]) -> list[Judged]:
    """Leave out what lies among former papers, where something sound lies elsewhere."""
    kept = [j for j in judged if not is_put_away(j.document)]
    return kept if any(j.status in _GOOD for j in kept) else list(judged)


def _bound_by(document: Document) -> Iterable[str]:
    """Name the provider of a paper; of one that is filed nowhere, those whom it names, where it engages anybody."""
    if document.provider is not None:
        return (document.provider,)
    kinds = {*ENGAGING, "commercial-contract", "contract-amendment"}
    if "customer" in document.mentions or not kinds.intersection(document.classification.type_path):
        return ()
    return filter(None, document.mentions.get("providers", "").split("\n"))


def is_terms(document: Document) -> bool:
    """Tell general terms from a contract made for the parties."""
    return "terms" in document.mentions or "standard-terms" in document.flags


def adding(good: Sequence[Judged], papers: Sequence[Document]) -> list[Document]:
    """Give the papers that add clauses to a contract: signed amendments, and the terms to which it refers."""
    cites = any(j.document.mentions.get("terms-cited") for j in good)
    sound = [d for d in papers if not _SPOILT.intersection(d.flags) and d.state is State.OK and not is_put_away(d)]
    return [d for d in sound if _adds(d, cites=cites)]


def _adds(document: Document, *, cites: bool) -> bool:
    return cites if is_terms(document) else _is_signed_amendment(document)


def _is_signed_amendment(document: Document) -> bool:
    kind = "contract-amendment" in document.classification.type_path
    return kind and not {"unsigned", "expired"} & set(document.flags)


def amendments(papers: Iterable[Document]) -> list[Document]:
    """Give the sound, signed amendments among the papers of a provider."""
    return [
        d
        for d in papers
        if _is_signed_amendment(d)
        and not _SPOILT.intersection(d.flags)
        and d.state is State.OK
        and not is_put_away(d)
        and d.classification.confidence is not Confidence.LOW
    ]


def refers(clause: Clause) -> bool:
    """Tell a clause whose words only leave its subject to a framework agreement, wherever that is."""
    found = _REFERS.match(re.sub(r"^[\W\d]+", "", fold(clause.quote)))
    return found is not None and _STATES.search(found["subject"]) is None


def stated(document: Document) -> set[str]:
    """Give the ids of the clauses that a document states itself."""
    return {clause.id for clause in document.clauses if clause.found and not refers(clause)}


def having(clause: str, judged: Sequence[Judged], papers: Sequence[Document]) -> Iterator[tuple[Document, Clause]]:
    """Give each place where a clause stands, in the contract or in the papers beside it."""
    good = [j.document for j in judged if j.status in _GOOD]
    for document in (*good, *(d for d in papers if not _SPOILT.intersection(d.flags))):
        yield from ((document, found) for found in document.clauses if found.id == clause and found.found)


def doubts(clause: str, name: Bilingual, judged: Sequence[Judged], papers: Sequence[Document]) -> Iterator[Bilingual]:
    """Say why the silence of a contract on a clause does not prove that the clause is absent; nothing where it does."""
    good = [j.document for j in judged if j.status in _GOOD]
    beside = [d for d in papers if not _SPOILT.intersection(d.flags)]
    yield from (say.may_hold(d, name, page, words) for d in (*good, *beside) for page, words in hints(clause, d))
    for other in judged:
        if other.status not in _GOOD and not _NOT_THE_CONTRACT.intersection(other.document.flags):
            yield say.unusable_beside(other.document)
    yield from (say.unread_beside(d) for d in (*good, *beside) if _not_read(d))
    for document in good:
        if "missing-annex" in document.flags:
            yield say.annex_absent(document)
        if document.mentions.get("terms-cited") and not is_terms(document) and not any(map(_readable_terms, beside)):
            yield say.terms_absent(document)
    yield from map(say.amendment_absent, _amendments_absent((*good, *beside)))
    whole = [*good, *adding([j for j in judged if j.status in _GOOD], papers)]
    shown = {clause for document in whole for clause in stated(document)}
    strange = any(int(document.mentions.get("recognised", "0")) < _MOSTLY for document in whole if document.clauses)
    if len(shown) < _ENOUGH or not shown & _RUNS or strange:
        yield say.little_read(name)


def hints(clause: str, document: Document) -> Iterator[tuple[int, str]]:
    """Give page and words where a document has some words of a clause."""
    for line in document.mentions.get("hints", "").split("\n"):
        told, _, rest = line.partition("\t")
        if told == clause:
            page, _, words = rest.partition("\t")
            yield int(page), words


def _not_read(document: Document) -> bool:
    unread = document.state is not State.OK or recognised(document)
    low = document.type is not None and document.classification.confidence is Confidence.LOW
    return unread or "ocr-low" in document.flags or (low and not document.clauses)


def _readable_terms(document: Document) -> bool:
    return is_terms(document) and document.state is State.OK and any(clause.found for clause in document.clauses)


def _amendments_absent(documents: Sequence[Document]) -> list[int]:
    said = [d.mentions.get(key, "") for d in documents for key in ("amendment", "amendments-cited")]
    numbers = {int(number) for text in said for number in text.split()}
    there = {int(number) for d in documents for number in d.mentions.get("amendment", "").split()}
    return [number for number in range(1, max(numbers, default=0) + 1) if number not in there]
