"""Whether every provider stands in the registers, in the record of processing and in the review of access rights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dataroom.checks.cross.given import Check, Comparison, Given, Rule, agrees, cannot, differs, latest
from dataroom.model import Bilingual, Confidence, Document, Severity

_PERSONAL = frozenset({"payroll", "hr", "invoicing", "collections", "secretariat", "it", "archiving"})
_REGISTERS = ("process-register", "provider-register")
_OLD_YEARS = 2


def _run(given: Given) -> Iterator[Comparison]:
    everyone = list(given.providers())
    if not everyone:
        return
    registers = list(given.of(*_REGISTERS))
    yield _named("provider-not-in-register", [p for p, _ in everyone], registers, _REGISTER_WORDS)
    records = _recent(given, list(given.of("records-of-processing")))
    handling = [provider for provider, processes in everyone if _PERSONAL.intersection(processes)]
    yield _named("provider-not-in-records", handling, records, _RECORDS_WORDS)
    yield _with_access(given, [provider for provider, processes in everyone if "it" in processes])


def _recent(given: Given, documents: Sequence[Document]) -> list[Document]:
    """Keep the latest of some documents that replace one another, unless it is so old that providers changed since."""
    last = latest(documents)
    if last is None or last.date is None:
        return []
    return [last] if given.as_of.year - last.date.year <= _OLD_YEARS else []


_REGISTER_WORDS = ("registre des processus ou des prestataires", "register of processes or providers")
_RECORDS_WORDS = ("registre des traitements à jour", "up-to-date record of processing")


def _named(rule: str, providers: Sequence[str], documents: Sequence[Document], words: tuple[str, str]) -> Comparison:
    if not documents or not providers:
        return cannot(
            f"La salle ne contient pas de {words[0]} lisible.", f"The room holds no {words[1]} that can be read."
        )
    named = {line for document in documents for line in document.mentions.get("providers", "").split("\n") if line}
    absent = [provider for provider in providers if provider not in named]
    where_fr = ", ".join(f"« {d.name} »" for d in documents)
    where_en = ", ".join(f"“{d.name}”" for d in documents)
    if not absent:
        return agrees(
            f"Les {len(providers)} prestataires figurent dans {where_fr}.",
            f"All {len(providers)} providers stand in {where_en}.",
            *documents,
        )
    if len(absent) == len(providers):
        return cannot(
            f"{where_fr} ne nomme aucun prestataire connu.", f"{where_en} names no provider that is known.", *documents
        )
    message = Bilingual(
        f"{where_fr} ne mentionne pas : {', '.join(absent)}.", f"{where_en} does not mention: {', '.join(absent)}."
    )
    return differs([PROVIDERS.finding(rule, Confidence.MEDIUM, message, *documents)], *documents)


def _with_access(given: Given, providers: Sequence[str]) -> Comparison:
    matrices = _recent(given, [d for d in given.of("access-rights-matrix") if "secret" not in d.flags])
    if not matrices:
        return cannot(
            "La salle ne contient pas de revue des habilitations récente.",
            "The room holds no recent review of access rights.",
        )
    return _named(
        "provider-not-in-access-review", providers, matrices, ("revue des habilitations", "review of access rights")
    )


_COMPLETE = Bilingual(
    "Compléter le registre, ou dire pourquoi le prestataire n’y figure pas.",
    "Complete the register, or say why the provider does not stand in it.",
)
PROVIDERS = Check(
    id="providers",
    title=Bilingual("Prestataires d’un registre à l’autre", "Providers from one register to another"),
    compares="The providers of the profile with the registers of processes and of providers, the record of processing "
    "(those whose work is personal data: payroll, staff, customers, post, systems, archives) and the review of access "
    "rights (IT)",
    tolerance="A name or an alias anywhere in the document is enough; records and reviews without a date or of more "
    "than two years ago, and "
    "those that name none of the providers, are not compared. Suppliers that the books alone show are not looked for.",
    source="RGPD art. 28 and 30 §1 d), practice",
    true_at="2026-01",
    rules={
        "provider-not-in-register": Rule(Severity.MINOR, _COMPLETE),
        "provider-not-in-records": Rule(
            Severity.MAJOR,
            Bilingual(
                "Ajouter le prestataire comme destinataire ou sous-traitant au registre des traitements.",
                "Add the provider as a recipient or processor to the record of processing.",
            ),
        ),
        "provider-not-in-access-review": Rule(
            Severity.MINOR,
            Bilingual(
                "Ajouter ses comptes à la revue des habilitations, ou noter qu’il n’en a aucun.",
                "Add its accounts to the review of access rights, or note that it has none.",
            ),
        ),
    },
    run=_run,
)
