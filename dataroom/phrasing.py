"""What is said to people about a requirement, in French and in English."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from textwrap import shorten
from typing import Protocol

from dataroom.checklists import Requirement
from dataroom.model import Bilingual, Clause, Document, Evidence, Period, Result, State, Status, Where
from dataroom.room import Waiver
from dataroom.series import Gap
from dataroom.text import fold


class _Titled(Protocol):
    @property
    def fr(self) -> str: ...
    @property
    def en(self) -> str: ...


_MONTHS_FR = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
_MONTHS_EN = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

_TELLING = 9  # letters: « client » and « lm » convince nobody
_ELIDES = re.compile(r"[aeiou]|y(?![aeiou])")

_FLAGS = {
    "contrary": ("dit le contraire de ce qu’il doit prouver", "says the contrary of what it should prove"),
    "other-company": ("concerne une autre société", "is about another company"),
    "template": ("n’est qu’un modèle vierge", "is only a blank template"),
    "draft": ("n’est qu’un projet", "is only a draft"),
    "superseded": ("est remplacé par une pièce plus récente", "has been superseded by a later document"),
    "expired": ("a expiré", "has expired"),
    "unsigned": ("ne porte aucune signature", "bears no signature"),
    "standard-terms": (
        "contient des conditions générales ou une annexe, qui n’engagent que par la pièce signée qui y renvoie",
        "holds general terms or an annex, which bind only through the signed document that refers to them",
    ),
}

_RUNS_ON = Bilingual(
    " ; un bail commercial se prolonge tacitement jusqu’au congé ou au renouvellement (C. com. art. L. 145-9) : "
    "joindre le renouvellement, ou ce qui prouve que les locaux ont été rendus",
    "; a French commercial lease runs on tacitly until notice or renewal (C. com. art. L. 145-9): add the renewal, or "
    "what proves that the premises were given back",
)
_RECOGNISED = (
    "est une image : son texte n’est connu que par reconnaissance (OCR)",
    "is an image: its text is known by recognition (OCR) alone",
)
_STATES = {
    State.IMAGE_ONLY: ("est une image sans texte : elle n’a pas été lue", "is an image without text: it was not read"),
    State.ENCRYPTED: ("est protégé par un mot de passe", "is protected by a password"),
    State.CORRUPT: ("est endommagé", "is damaged"),
    State.EMPTY: ("est vide (zéro octet)", "is empty (zero bytes)"),
    State.UNSUPPORTED: ("est d’un format qui n’est pas lu", "is of a format that is not read"),
    State.TOO_LARGE: ("dépasse les limites de lecture", "exceeds the reading limits"),
    State.TIMEOUT: ("n’a pas pu être lu dans le temps imparti", "could not be read in the time allowed"),
    State.CHANGED: ("a changé pendant la lecture", "changed while it was read"),
    State.UNREADABLE: ("n’a pas pu être ouvert", "could not be opened"),
}


def bilingual(text: _Titled) -> Bilingual:
    """Make a Bilingual of any text in both languages."""
    return Bilingual(text.fr, text.en)


def day(date: dt.date) -> Bilingual:
    """Write a day out: `1er juillet 2025`, `1 July 2025`."""
    number = "1er" if date.day == 1 else str(date.day)
    return Bilingual(
        f"{number} {_MONTHS_FR[date.month - 1]} {date.year}", f"{date.day} {_MONTHS_EN[date.month - 1]} {date.year}"
    )


def period_name(period: Period) -> Bilingual:
    """Write a period out: `mars 2025`, `troisième trimestre 2025`, `exercice clos le 31 décembre 2025`."""
    year, _, part = period.label.partition("-")
    if not part:
        end = day(period.end)
        return Bilingual(f"exercice clos le {end.fr}", f"year ended {end.en}")
    if part[0] == "Q":
        ordinal = ("premier", "deuxième", "troisième", "quatrième")[int(part[1]) - 1]
        return Bilingual(f"{ordinal} trimestre {year}", f"Q{part[1]} {year}")
    if part[0] == "H":
        return Bilingual(f"{('premier', 'second')[int(part[1]) - 1]} semestre {year}", f"H{part[1]} {year}")
    return Bilingual(f"{_MONTHS_FR[int(part) - 1]} {year}", f"{_MONTHS_EN[int(part) - 1]} {year}")


def _in_a_sentence(period: Period) -> Bilingual:
    name = period_name(period)
    article = (
        "l’" if name.fr.startswith("exercice") else "" if "-" in period.label and period.label[5].isdigit() else "le "
    )
    return Bilingual(article + name.fr, f"the {name.en}" if name.en.startswith("year") else name.en)


def _of(name: str) -> str:
    return f"d’{name}" if _ELIDES.match(fold(name)) else f"de {name}"


def _elided(text: str, name: str | None) -> str:
    """Write `d’Aven` for `de Aven`: the texts of the checklists cannot know the name that they will hold."""
    return re.sub(rf"\bde {re.escape(name)}(?!\w)", lambda _: _of(name), text) if name else text


def _about(document: Document, fr: str, en: str) -> Bilingual:
    name = document.name
    return Bilingual(f"« {name} » {fr}.", f"“{name}” {en}.")


def not_read(document: Document) -> Bilingual:
    """Say why a document could not be read; of links and the like, with their own reason."""
    reason = document.reason
    if reason is not None and is_no_file(document):
        name = document.name
        return Bilingual(f"« {name} » : {reason.fr}.", f"“{name}”: {reason.en}.")
    return _about(document, *(_RECOGNISED if _is_recognised(document) else _STATES[document.state]))


def _is_recognised(document: Document) -> bool:
    return document.state is State.IMAGE_ONLY and "ocr" in document.flags


def is_no_file(document: Document) -> bool:
    """Tell a link, a pipe or what the system refused to open from a file that was opened and not understood."""
    refused = document.state in {State.UNSUPPORTED, State.UNREADABLE} and document.fingerprint is None
    return refused and not document.inside


def spoilt(document: Document, flag: str) -> Bilingual:
    """Say what makes a document unusable."""
    fr, en = _FLAGS[flag]
    if flag == "expired" and document.expires is not None:
        end = day(document.expires)
        fr, en = f"a expiré le {end.fr}", f"expired on {end.en}"
    if flag == "expired" and "lease" in document.classification.type_path:
        # Its contractual term is over: that ends no lease by itself.
        fr, en = f"{fr}{_RUNS_ON.fr}", f"{en}{_RUNS_ON.en}"
    if flag == "unsigned" and document.signature:
        fr, en = "ne porte pas la signature de toutes les parties", "does not bear the signatures of all the parties"
    return _about(document, fr, en)


def too_old(document: Document, issued: dt.date, oldest: dt.date) -> Bilingual:
    """Say that a document was issued too early."""
    limit, told = day(oldest), day(issued)
    return _about(
        document,
        f"date du {told.fr} ; il doit dater au plus tôt du {limit.fr}",
        f"is dated {told.en}; it must not be older than {limit.en}",
    )


def no_end(document: Document) -> Bilingual:
    """Say that no end of validity was found."""
    return _about(
        document,
        "n’indique pas de fin de validité lisible : à confirmer",
        "shows no end of validity that could be read: to be confirmed",
    )


def whose(document: Document) -> Bilingual:
    """Say that nobody knows whose document it is, for want of a profile."""
    return _about(
        document,
        "ne peut être rattaché à un prestataire : décrire les processus externalisés dans le profil",
        "cannot be tied to a provider: describe the outsourced processes in the profile",
    )


def no_date(document: Document) -> Bilingual:
    """Say that no date was found."""
    return _about(
        document, "n’indique pas de date lisible : à confirmer", "shows no date that could be read: to be confirmed"
    )


def unsure_type(document: Document) -> Bilingual:
    """Say that the type is only probable."""
    return _about(
        document,
        "semble être la pièce demandée, sans certitude : à confirmer",
        "seems to be the document asked for, without certainty: to be confirmed",
    )


def another_number(document: Document) -> Bilingual:
    """Say that a certificate bears a company number that is not its provider's."""
    return _about(
        document,
        "ne porte pas le SIREN connu du prestataire : à confirmer",
        "does not bear the provider’s known SIREN: to be confirmed",
    )


def holder_unnamed(document: Document) -> Bilingual:
    """Say that a certificate does not name the provider in whose folder it lies."""
    return _about(
        document,
        "ne nomme pas le prestataire auquel son nom ou son dossier le rattache : à confirmer",
        "does not name the provider to whom its name or folder ties it: to be confirmed",
    )


def unnamed(document: Document) -> Bilingual:
    """Say that a contract does not name the company."""
    return _about(
        document,
        "ne nomme pas la société : à confirmer",
        "does not name the company: to be confirmed",
    )


def period_conflict(document: Document) -> Bilingual:
    """Say that text and file name give different periods."""
    return _about(
        document,
        "n’annonce pas la même période dans son nom et dans son texte : à confirmer",
        "does not give the same period in its name and in its text: to be confirmed",
    )


def perhaps(document: Document) -> Bilingual:
    """Say that a document without a type may be the one asked for."""
    return _about(
        document, "pourrait être la pièce demandée : à confirmer", "may be the document asked for: to be confirmed"
    )


def and_so_on() -> Bilingual:
    """Say that there are more reasons than are told."""
    return Bilingual(
        "D’autres pièces encore sont dans ce cas : la liste s’arrête ici.",
        "More documents than these are concerned: the list ends here.",
    )


def clause_instead(document: Document, clause: Clause) -> Bilingual:
    """Say that a clause of a contract may stand for the document."""
    page = clause.page or 1
    return _about(
        document,
        f"contient une clause sur ce point (page {page}) mais aucune pièce distincte n’a été trouvée : à confirmer",
        f"holds a clause on this (page {page}) but no separate document was found: to be confirmed",
    )


def not_found_in(name: Bilingual, pages: int) -> Bilingual:
    """Say that something was looked for in the pages read and not found; never that it is absent."""
    fr = f"les {pages} pages lues" if pages > 1 else "la page lue"
    en = f"the {pages} pages read" if pages > 1 else "the page read"
    return Bilingual(f"« {name.fr} » : non trouvé dans {fr}.", f"“{name.en}”: not found in {en}.")


def kind_lacking(name: Bilingual) -> Bilingual:
    """Say which of several documents asked for together lacks."""
    return Bilingual(f"Il manque : {name.fr}.", f"Still missing: {name.en}.")


def annexes_lacking(document: Document) -> Bilingual:
    """Say that a document cites annexes that are not in the room."""
    return _about(document, "cite une annexe qui n’est pas dans la salle", "cites an annex that is not in the room")


def clause_to_weigh(document: Document, name: Bilingual, clause: Clause) -> Bilingual:
    """Say where a clause stands that weighs on the sale, so that a person weighs it."""
    page = clause.page or 1
    quote = f" : « {clause.quote} »" if clause.quote else ""
    quote_en = f": “{clause.quote}”" if clause.quote else ""
    return _about(
        document,
        f"contient la clause « {name.fr} » (page {page}){quote} ; à examiner",
        f"holds the clause “{name.en}” (page {page}){quote_en}; to be weighed",
    )


def perhaps_not_asked(threshold: _Titled) -> Bilingual:
    """Say that the profile does not tell whether a threshold is reached."""
    return Bilingual(
        f"Exigé seulement au-delà d’un seuil – {threshold.fr} ; le profil ne dit pas s’il est atteint.",
        f"Required only above a threshold – {threshold.en}; the profile does not say whether it is reached.",
    )


def numbered(title: Bilingual, number: str) -> Bilingual:
    """Give a title with a number of a series: `Avenant n° 2`."""
    return Bilingual(f"{title.fr} n° {number}", f"{title.en} no. {number}")


_DISCREET = frozenset({"personal-data", "secret", "hidden-content"})
_CLAUSE_CHARS = 160


def accepted(document: Document, clauses: Sequence[str] = ()) -> Bilingual:
    """Say on what a satisfied requirement stands: on the words of the `clauses` that it asks for, else of the type."""
    quote = _of_a_clause(document, clauses) if clauses else _quote(_most_telling(document))
    seen = Bilingual("", "")
    if _is_recognised(document):
        seen = Bilingual(" ; image lue par reconnaissance (OCR)", "; image read by recognition (OCR)")
    name = document.name
    return Bilingual(f"« {name} »{quote.fr}{seen.fr}.", f"“{name}”{quote.en}{seen.en}.")


def _of_a_clause(document: Document, clauses: Sequence[str]) -> Bilingual:
    """Quote the first of the clauses that was found; the words of the document's type would prove nothing of it."""
    shown = [c for wanted in clauses for c in document.clauses if c.id == wanted and c.found and c.quote]
    if not shown or _DISCREET.intersection(document.flags):
        return Bilingual("", "")
    page = f", page {shown[0].page}" if shown[0].page else ""
    words = shorten(shown[0].quote, _CLAUSE_CHARS, placeholder=" …")
    return Bilingual(f" – mots trouvés : « {words} »{page}", f" – words found: “{words}”{page}")


def _most_telling(document: Document) -> Evidence | None:
    """Give what convinces people of a type: a title or a turn of phrase rather than one word of the text."""
    found = document.classification.candidates[0].evidence if document.classification.candidates else ()
    return min(found, key=_persuasion, default=None)


def _persuasion(evidence: Evidence) -> int:
    phrase = len(evidence.cue.split()) > 1
    if evidence.where is Where.FACT or (evidence.where in {Where.TITLE, Where.BODY} and phrase):
        return 0
    return 2 if evidence.where is Where.BODY else 1


def _quote(evidence: Evidence | None) -> Bilingual:
    if evidence is None:
        return Bilingual("", "")
    page = f", page {evidence.page}" if evidence.page else ""
    if evidence.where is not Where.FACT and not _tells(evidence.cue):
        return Bilingual("", "")
    if evidence.where is Where.FACT:
        return Bilingual(f" – relevé : {evidence.cue}{page}", f" – noted: {evidence.cue}{page}")
    cue = _readable(evidence.cue)
    return Bilingual(f" – mots trouvés : « {cue} »{page}", f" – words found: “{cue}”{page}")


def _tells(cue: str) -> bool:
    """Tell words on which a type may be seen to stand from a short one that is found anywhere."""
    return len(cue) >= _TELLING or len(cue.split()) > 1


def _readable(cue: str) -> str:
    """Write a cue as people do: `nom | date` is a row of headings, `...` what lies between, `*` an ending."""
    return cue.replace(" | ", ", ").replace(" ... ", " … ").replace("*", "").replace("'", "’")


def missing(provider: str | None, period: Period | None, gap: Gap, *, due: bool) -> Bilingual:
    """Say what is missing, and where the gap lies in its series."""
    who = Bilingual(f" {_of(provider)}", f" from {provider}") if provider else Bilingual("", "")
    if period is None:
        return Bilingual(
            f"Aucune pièce de ce type{who.fr} n’a été trouvée.", f"No document of this kind{who.en} was found."
        )
    when = _in_a_sentence(period)
    if not due:
        return Bilingual(
            f"Aucune pièce de ce type{who.fr} pour {when.fr} ; l’échéance n’est pas encore passée.",
            f"No document of this kind{who.en} for {when.en}; the deadline has not passed yet.",
        )
    fr, en = {
        Gap.HOLE: ("trou dans la série", "a gap in the series"),
        Gap.LATE: ("la série s’arrête avant", "the series stops before"),
        Gap.SHORT: ("la série commence après", "the series begins later"),
        Gap.ALONE: ("aucune pièce de cette série", "no document of this series"),
    }[gap]
    return Bilingual(
        f"Aucune pièce de ce type{who.fr} pour {when.fr} ({fr}).",
        f"No document of this kind{who.en} for {when.en} ({en}).",
    )


def request(
    requirement: Requirement, result: Result, company: str, number: str | None = None, *, due: bool = True
) -> Bilingual:
    """Write the request for what is lacking, ready to send, with the reason why what is there does not do.

    `number` is that of an amendment; what is not `due` yet is asked for as soon as it exists.
    """
    when = period_name(result.period) if result.period else None
    fr = requirement.request.fr.format(
        provider=result.provider or company,
        company=company,
        period=f" ({when.fr})" if when else "",
        number=f" n° {number}" if number else "",
    )
    en = requirement.request.en.format(
        provider=result.provider or company,
        company=company,
        period=f" ({when.en})" if when else "",
        number=f" no. {number}" if number else "",
    )
    fr = _elided(_elided(fr, result.provider), company)
    if result.status in {Status.UNUSABLE, Status.TO_CONFIRM, Status.PARTIAL} and result.reasons:
        fr = f"{fr} À ce jour : {' '.join(r.fr for r in result.reasons[:3])}"
        en = f"{en} To date: {' '.join(r.en for r in result.reasons[:3])}"
    if not due and result.status is Status.MISSING:
        fr = f"L’échéance n’est pas encore passée ; dès que la pièce existera : {fr[0].lower()}{fr[1:]}"
        en = f"The deadline has not passed yet; as soon as the document exists: {en[0].lower()}{en[1:]}"
    return Bilingual(fr, en)


def waived(waiver: Waiver) -> Bilingual:
    """Say who set a requirement aside, why, and until when."""
    end = day(waiver.until)
    return Bilingual(
        f"Écarté par {waiver.by} jusqu’au {end.fr} : {waiver.reason}",
        f"Set aside by {waiver.by} until {end.en}: {waiver.reason}",
    )


def waiver_ended(waiver: Waiver) -> Bilingual:
    """Say that a waiver has ended, so that the gap is back."""
    end = day(waiver.until)
    return Bilingual(f"La dispense a pris fin le {end.fr}.", f"The waiver ended on {end.en}.")
