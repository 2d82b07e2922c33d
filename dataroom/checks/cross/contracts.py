"""Whether contracts, amendments and invoices follow one another as they should."""

from __future__ import annotations

from collections.abc import Iterator

from dataroom.checks.cross.given import Check, Comparison, Given, Rule, agrees, amount, cannot, differs
from dataroom.model import Bilingual, Confidence, Document, Severity
from dataroom.rules import ENGAGING


def _engaging(given: Given, provider: str) -> list[Document]:
    """Give the contracts of a provider that are signed, amendments aside."""
    found = (d for d in given.of(*ENGAGING) if d.provider == provider and "unsigned" not in d.flags)
    return [d for d in found if "contract-amendment" not in d.classification.type_path]


def _invoices(given: Given) -> Iterator[Comparison]:
    for provider, _ in given.providers():
        contracts = _engaging(given, provider)
        invoices = [d for d in given.of("invoice") if d.provider == provider and d.date is not None]
        ends = [d.expires for d in contracts if d.expires is not None]
        if not invoices or not contracts:
            continue
        if len(ends) < len(contracts):
            yield agrees(
                f"{provider} : un contrat court, les factures sont datées dans sa durée.",
                f"{provider}: a contract runs, the invoices are dated within it.",
                *contracts,
                *invoices,
            )
            continue
        end, last = max(ends), next(d for d in contracts if d.expires == max(ends))
        after = [d for d in invoices if d.date is not None and d.date > end]
        if not after:
            yield agrees(
                f"{provider} : aucune facture après le {end:%d/%m/%Y}.",
                f"{provider}: no invoice after {end}.",
                last,
                *invoices,
            )
            continue
        message = Bilingual(
            f"{provider} facture encore (« {after[0].name} », {after[0].date:%d/%m/%Y}) alors que « {last.name} » a "
            "pris "
            f"fin le {end:%d/%m/%Y} sans reconduction tacite.",
            f"{provider} still invoices (“{after[0].name}”, {after[0].date}) though “{last.name}” ended on {end} "
            "without "
            "tacit renewal.",
        )
        yield differs(
            [INVOICES.finding("invoice-after-term", Confidence.MEDIUM, message, after[0], last)], last, *after
        )


def _amendments(given: Given) -> Iterator[Comparison]:
    for provider, _ in given.providers():
        numbered: dict[int, Document] = {}
        for document in given.of("contract-amendment"):
            number = amount(document, "amendment", "number")
            if document.provider == provider and number:
                numbered.setdefault(number, document)
        if not numbered:
            continue
        documents = [numbered[number] for number in sorted(numbered)]
        absent = [
            number
            for number in range(1, max(numbered))
            if number not in numbered and not _otherwise(given, provider, number)
        ]
        if absent:
            last = documents[-1]
            which = ", ".join(f"n° {number}" for number in absent)
            message = Bilingual(
                f"{provider} : la salle contient l’avenant n° {max(numbered)} (« {last.name} ») mais pas l’avenant "
                f"{which}.",
                f"{provider}: the room holds amendment {max(numbered)} (“{last.name}”) but not "
                f"{', '.join(map(str, absent))}.",
            )
            yield differs([AMENDMENTS.finding("amendment-missing", Confidence.MEDIUM, message, last)], *documents)
        else:
            yield agrees(
                f"{provider} : avenants 1 à {max(numbered)} présents.",
                f"{provider}: amendments 1 to {max(numbered)} are there.",
                *documents,
            )


def _otherwise(given: Given, provider: str, number: int) -> bool:
    """Tell whether an amendment that could not be relied upon, or bears no number, may be the one that is missing."""
    others = [
        d for d in given.documents if "contract-amendment" in d.classification.type_path and d.provider == provider
    ]
    return any(amount(d, "amendment", "number") in {None, number} for d in others)


def _dates(given: Given) -> Iterator[Comparison]:
    for provider, _ in given.providers():
        contracts = [d for d in _engaging(given, provider) if d.date is not None]
        later = [d for d in given.of("contract-amendment") if d.provider == provider and d.date is not None]
        if not contracts or not later:
            continue
        first = min(contracts, key=lambda d: (d.date or given.as_of, d.path))
        early = [d for d in later if d.date is not None and first.date is not None and d.date < first.date]
        if early:
            message = Bilingual(
                f"« {early[0].name} » ({early[0].date:%d/%m/%Y}) est antérieur au contrat « {first.name} » "
                f"({first.date:%d/%m/%Y}) qu’il modifie.",
                f"“{early[0].name}” ({early[0].date}) is older than the contract “{first.name}” ({first.date}) that "
                "it amends.",
            )
            yield differs(
                [DATES.finding("amendment-before-contract", Confidence.MEDIUM, message, early[0], first)], first, *early
            )
        else:
            yield agrees(
                f"{provider} : les avenants suivent le contrat.",
                f"{provider}: the amendments follow the contract.",
                first,
                *later,
            )


def _powers(given: Given) -> Iterator[Comparison]:
    contracts = [d for provider, _ in given.providers() for d in _engaging(given, provider)]
    if contracts:
        yield cannot(
            f"Les pouvoirs des signataires de {len(contracts)} contrat(s) restent à vérifier par une personne : "
            "l’extrait Kbis "
            "et les délégations à la date de chaque signature.",
            f"The powers of those who signed {len(contracts)} contracts remain to be checked by a person: the "
            "registration "
            "extract and the delegations at the date of each signature.",
            *contracts,
        )


_AGAIN = Bilingual("Vérifier les dates, puis déposer la pièce exacte.", "Check the dates, then add the right document.")
INVOICES = Check(
    id="contract-invoices",
    title=Bilingual("Contrats et factures des prestataires", "Contracts and invoices of providers"),
    compares="Invoices of a provider with the end of its contracts that have a fixed term without tacit renewal",
    tolerance="A contract whose end is not known counts as running; prices and indexes are not compared",
    source="C. civ. art. 1212 and 1215 (a fixed term carried on makes a contract of no fixed term)",
    true_at="2026-01",
    rules={
        "invoice-after-term": Rule(
            Severity.MAJOR,
            Bilingual(
                "Signer un nouveau contrat ou un avenant de prolongation, ou déposer celui qui existe.",
                "Sign a new contract or an extension, or add the one that exists.",
            ),
        )
    },
    run=_invoices,
)
AMENDMENTS = Check(
    id="amendments",
    title=Bilingual("Suite des avenants", "Sequence of amendments"),
    compares="The numbers of the amendments to each provider’s contract",
    tolerance="An amendment without a number that can be read may be the one that is missing",
    source="practice",
    true_at="2026-01",
    rules={
        "amendment-missing": Rule(
            Severity.MAJOR,
            Bilingual("Déposer l’avenant manquant, signé.", "Add the missing amendment, signed."),
        )
    },
    run=_amendments,
)
DATES = Check(
    id="contract-dates",
    title=Bilingual("Dates des contrats et des avenants", "Dates of contracts and amendments"),
    compares="The date of each amendment with that of the provider’s first contract",
    tolerance="None; documents without a date are left out",
    source="practice",
    true_at="2026-01",
    rules={"amendment-before-contract": Rule(Severity.MINOR, _AGAIN)},
    run=_dates,
)
POWERS = Check(
    id="signatory-powers",
    title=Bilingual("Pouvoirs des signataires", "Powers of those who sign"),
    compares="Nothing by itself: it says which contracts a person has to check",
    tolerance="—",
    source="C. civ. art. 1153 to 1161",
    true_at="2026-01",
    rules={},
    run=_powers,
)
