"""Whose a certificate is, by company number: what the other documents of a provider say of its SIREN. Pure.

A certificate under another number than its provider's is another company's, whatever its name; one under a provider's
number is that provider's, also where its name is spelt as nobody else spells it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dataroom.model import Bilingual, Document
from dataroom.room import Profile

_BEARS_ITS_NUMBER = {"vigilance-certificate", "registration-extract", "tax-compliance-certificate"}
"""Certificates that always show the number of the company for which they are issued."""
_MAY_BEAR_IT = {"insurance-certificate", "professional-certificate"}
"""Certificates that may show their issuer's number instead: another number leaves the question open."""


def by_number(documents: Sequence[Document], profile: Profile) -> list[Document]:
    """Give the documents with the provider, or the flag `other-company`, that their numbers justify."""
    numbers = _numbers(documents)
    owners = {number: provider for provider, number in numbers.items()}
    carried = profile.providers()
    return [_settled(document, numbers, owners, carried) for document in documents]


def _sirens(document: Document) -> list[str]:
    return [number for number in document.mentions.get("sirens", "").split("\n") if number]


def _numbers(documents: Iterable[Document]) -> dict[str, str]:
    """Give, of each provider, the number that at least two of its documents bear and that is nobody else's."""
    found: dict[str, Counter[str]] = {}
    for document in documents:
        if document.provider is not None and "duplicate" not in document.flags:
            found.setdefault(document.provider, Counter()).update(_sirens(document))
    best: dict[str, str] = {}
    for provider, counts in found.items():
        ranked = counts.most_common(2)
        clear = ranked and ranked[0][1] >= 2 and (len(ranked) == 1 or ranked[0][1] > ranked[1][1])
        if clear:
            best[provider] = ranked[0][0]
    shared = Counter(best.values())
    return {provider: number for provider, number in best.items() if shared[number] == 1}


def _settled(
    document: Document,
    numbers: Mapping[str, str],
    owners: Mapping[str, str],
    carried: Mapping[str, tuple[str, ...]],
) -> Document:
    kinds, borne = set(document.classification.type_path), _sirens(document)
    if "holder" in document.mentions and numbers.get(document.provider or "") in borne:
        # The number names the provider as well as its name would.
        document = replace(document, mentions={k: v for k, v in document.mentions.items() if k != "holder"})
    if _MAY_BEAR_IT & kinds and borne and numbers.get(document.provider or "", borne[0]) not in borne:
        return replace(document, mentions={**document.mentions, "number": "another"})
    if not _BEARS_ITS_NUMBER & kinds:
        return document
    if document.provider is None:
        found = {owners[number] for number in borne if number in owners}
        return _given(document, found.pop(), carried) if len(found) == 1 else document
    own = numbers.get(document.provider)
    if own is None or not borne or own in borne or "other-company" in document.flags:
        return document
    note = Bilingual(
        f"Le SIREN {borne[0]} n’est pas celui de {document.provider} dans ses autres pièces ({own}).",
        f"SIREN {borne[0]} is not that of {document.provider} in its other documents ({own}).",
    )
    flags = tuple(sorted({*document.flags, "other-company"}))
    return replace(document, flags=flags, notes=(*document.notes, note))


def _given(document: Document, provider: str, carried: Mapping[str, tuple[str, ...]]) -> Document:
    note = Bilingual(
        f"Prestataire {provider} : le document porte son SIREN.", f"Provider {provider}: the document bears its SIREN."
    )
    flags = tuple(flag for flag in document.flags if flag != "other-company")
    processes = carried.get(provider, ())
    return replace(document, provider=provider, processes=processes, flags=flags, notes=(*document.notes, note))
