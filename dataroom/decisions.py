"""A person's word, from the profile: decisions on documents and waivers, and those that nothing answers to. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dataroom.assess import waives
from dataroom.classify import with_type
from dataroom.errors import Fault, FileFaults
from dataroom.model import Bilingual, Confidence, Document, Finding, Result, Severity
from dataroom.periods import label_period
from dataroom.room import Decision, Profile, Waiver
from dataroom.rules import Rules

_LOOK_AGAIN = Bilingual(
    "Corriger la décision dans le profil, ou l’en retirer.", "Correct the decision in the profile, or remove it."
)
_WAIVE_AGAIN = Bilingual(
    "Corriger la dispense dans le profil (identifiant, prestataire, période), ou l’en retirer.",
    "Correct the waiver in the profile (id, provider, period), or remove it.",
)


def require_sound(profile: Profile, rules: Rules) -> None:
    """Raise FileFaults where a decision names a type or a provider that is not known."""
    require_known("profile", profile.decisions, profile, rules)


def require_known(file: str, decisions: Sequence[Decision], profile: Profile, rules: Rules) -> None:
    """Raise FileFaults, with the places in `file`, where a decision names a type or a provider that is not known."""
    faults = [fault for at, item in enumerate(decisions) for fault in _unknown(file, at, item, profile, rules)]
    if faults:
        raise FileFaults(faults)


def _unknown(file: str, at: int, decision: Decision, profile: Profile, rules: Rules) -> Iterator[Fault]:
    if decision.type is not None and decision.type not in rules.documents:
        expected = "the id of a document type (`dataroom rules list`)"
        yield Fault(file, f"decisions[{at}].type", expected, repr(decision.type))
    known = profile.providers()
    if decision.provider is not None and known and _provider(decision.provider, profile) not in known:
        yield Fault(file, f"decisions[{at}].provider", f"one of {', '.join(known)}", repr(decision.provider))


def _provider(name: str, profile: Profile) -> str:
    return next((p for p in profile.providers() if name in profile.aliases_of(p)), name)


def decided(documents: Iterable[Document], profile: Profile, rules: Rules) -> list[Document]:
    """Give the documents with the decisions on them: they override the program's own answer and are shown as such."""
    if not profile.decisions:
        return list(documents)
    return [_decided(document, profile, rules) for document in documents]


def _decided(document: Document, profile: Profile, rules: Rules) -> Document:
    for decision in profile.decisions:
        if _names(decision, document):
            document = _apply(decision, document, profile, rules)
    return document


def _apply(decision: Decision, document: Document, profile: Profile, rules: Rules) -> Document:
    note = Bilingual(
        f"Décidé par {decision.by}{f' : {decision.note}' if decision.note else ''}.",
        f"Decided by {decision.by}{f': {decision.note}' if decision.note else ''}.",
    )
    flags = {*document.flags, "decided"}
    if decision.type is not None:
        answer = with_type(document.classification, decision.type, rules.path_of(decision.type))
        document = replace(document, classification=answer)
    if decision.provider is not None:
        provider = _provider(decision.provider, profile)
        processes = profile.providers().get(provider, ())
        kept = tuple(p for p in document.processes if p in processes) or processes
        document = replace(document, provider=provider, processes=kept)
        flags -= {"other-company"}
    if decision.period is not None:
        document = replace(document, period=label_period(decision.period, profile.company.fiscal_year_end))
        flags -= {"period-conflict"}
    return replace(document, notes=(note, *document.notes), flags=tuple(sorted(flags)))


def _names(decision: Decision, document: Document) -> bool:
    # A digest holds wherever the document lies; where it no longer fits, another content lies at the path.
    if decision.blake3 is not None:
        return document.fingerprint is not None and document.fingerprint.blake3 == decision.blake3
    return decision.path is not None and _same_path(decision.path, document.path)


def _same_path(one: str, other: str) -> bool:
    return one == other or unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)


def unheeded(profile: Profile, documents: Sequence[Document], results: Sequence[Result]) -> Iterator[Finding]:
    """Give a finding for each decision without a document, and for each waiver without a requirement."""
    for decision in profile.decisions:
        if not any(_names(decision, document) for document in documents):
            yield _finding("decision-without-document", _lost(decision), _LOOK_AGAIN)
    for waiver in profile.waivers:
        if not any(waives(waiver, result) for result in results):
            yield _finding("waiver-without-requirement", _idle(waiver), _WAIVE_AGAIN)


def _finding(rule: str, message: Bilingual, remedy: Bilingual) -> Finding:
    return Finding(rule, Severity.MINOR, Confidence.HIGH, message, remedy)


def _lost(decision: Decision) -> Bilingual:
    name = decision.path or f"blake3 {(decision.blake3 or '')[:16]}…"
    if decision.path is not None and decision.blake3 is not None:
        return Bilingual(
            f"Une décision du profil porte sur « {name} », mais aucun fichier de la salle n’a plus ce contenu.",
            f"A decision of the profile is about “{name}”, but no file of the room has that content any more.",
        )
    return Bilingual(
        f"Une décision du profil porte sur « {name} », qui n’est pas dans la salle.",
        f"A decision of the profile is about “{name}”, which is not in the room.",
    )


def _idle(waiver: Waiver) -> Bilingual:
    whose = ", ".join(part for part in (waiver.provider, waiver.period) if part)
    about = f" ({whose})" if whose else ""
    return Bilingual(
        f"Une dispense du profil porte sur « {waiver.requirement} »{about}, que ce contrôle ne demande pas.",
        f"A waiver of the profile is about “{waiver.requirement}”{about}, which this check does not ask for.",
    )
