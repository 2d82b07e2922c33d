"""What a text says, once read: its type, period, provider, dates, flags and clauses. Pure: no disk, no clock."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dataroom import versions
from dataroom.amendments import amendment_numbers, own_number
from dataroom.annexes import annexes_cited, annexes_contained, annexes_missing_inside, is_named_annex
from dataroom.classify import Classifier
from dataroom.clause_rules import Clauses
from dataroom.clauses import Searched, search
from dataroom.confidential import examine
from dataroom.contracting import parties_of, written
from dataroom.dates import lowered
from dataroom.facts import figures_of
from dataroom.identifiers import sirens
from dataroom.inside import inside, people_named
from dataroom.language import language_of
from dataroom.model import Bilingual, Document, Period
from dataroom.particulars import particulars
from dataroom.parties import Attribution, Parties
from dataroom.periods import document_period
from dataroom.phrases import Phrases
from dataroom.reading import Reading
from dataroom.room import Profile
from dataroom.rules import ENGAGING, DocumentRule, Rules
from dataroom.sections import Sections
from dataroom.sides import heads_another, sided
from dataroom.sketch import sketch_of
from dataroom.standard_terms import annex_named, are_standard_terms
from dataroom.terms import contract_term
from dataroom.text import fold
from dataroom.validity import cadence_of, expiry, issue_date

_CORPORATE = frozenset({"articles-of-association", "general-meeting-minutes"})
_TITLE_CHARS = 1500
_TOP_CHARS = 400
_FIRST_PAGES, _LAST_PAGES = 20, 4
_AMENDS = re.compile(
    r"refonte (?:integrale |totale |complete )?des statuts"
    r"|statuts (?:ainsi )?(?:refondus|modifies|mis a jour) (?:ainsi )?adopt"
    r"|adopt\w+[^.;]{0,60}(?:nouveaux statuts|statuts refondus|nouvelle redaction des statuts|texte des statuts)"
    r"|(?:decide|resout)\w*[^.;]{0,40} de (?:modifier|refondre)[^.;]{0,60} (?:des|les|ses) statuts"
    r"|(?:amend|restat)\w*[^.;]{0,40} articles of association"
)
"""Resolutions that change the articles of association, in folded text."""


@dataclass(frozen=True, slots=True)
class Stages:
    """The rules made ready, the same for every room."""

    rules: Rules
    classifier: Classifier
    clauses: Clauses
    contrary: Mapping[str, Phrases]
    """Of each type that has some, the wording by which it says the contrary of what it should prove."""
    sections: Sections

    @staticmethod
    def of(rules: Rules, clauses: Clauses) -> Stages:
        """Make the rules ready."""
        contrary = {rule.id: Phrases(rule.contrary) for rule in rules.documents.values() if rule.contrary}
        return Stages(rules, Classifier(rules), clauses, contrary, Sections(rules))


class Describer:
    """The stages, and what they have to know of the company."""

    def __init__(self, stages: Stages, profile: Profile, as_of: dt.date) -> None:
        """Make the names of the profile ready."""
        self._stages = stages
        self._profile = profile
        self._as_of = as_of
        self._parties = Parties(profile, stages.rules.processes)

    def describe(self, blank: Document, reading: Reading) -> Document:
        """Complete a document, of which the path and the state stand already, by what its reading says."""
        answer = self._stages.classifier.classify(reading)
        rule = self._stages.rules.documents[answer.type] if answer.type else None
        parties = self._parties.attribute(reading, rule)
        sided_answer = sided(answer, reading, parties.provider, self._profile, self._stages.rules)
        if sided_answer is not answer and sided_answer.type is not None:
            answer, rule = sided_answer, self._stages.rules.documents[sided_answer.type]
            parties = self._parties.attribute(reading, rule)
        document = self._dated(replace(blank, classification=answer), reading, rule, parties)
        return replace(document, figures=figures_of(answer.type_path, reading.content))

    def _dated(self, document: Document, reading: Reading, rule: DocumentRule | None, parties: Attribution) -> Document:
        text = _ends_of(reading.content.pages)
        date = issue_date(text, reading.content.facts, as_of=self._as_of)
        period, notes, conflict = self._period(reading, rule, text, date)
        expires, ends = self._expiry(rule, text, date)
        flags, version_notes, signature = versions.version_flags(
            reading.name,
            reading.folders,
            text,
            reading.content.facts,
            self._as_of,
            signed_expected=rule is not None and rule.signed,
            expires=expires,
        )
        private = examine(reading.content.pages, reading.name, reading.content.facts, document.classification.type_path)
        flags = [*flags, *private.flags, *self._more_flags(reading, rule, parties, conflict=conflict)]
        against = self._contrary(reading, document.classification.type_path)
        flags += ["contrary"] if against else []
        contract = rule is not None and rule.contract
        more = dict(particulars(reading, rule, self._parties, self._profile, date))
        searched = search(reading.pages, self._stages.clauses) if contract or "terms" in more else Searched((), 0.0)
        if searched.clauses:
            more["recognised"] = str(round(100 * searched.share))
        return replace(
            document,
            language=language_of(reading.pages),
            processes=parties.processes,
            provider=parties.provider,
            period=period,
            date=date,
            expires=expires,
            signature=tuple(signature),
            clauses=searched.clauses,
            sections=self._stages.sections.find(reading.pages, document.classification.type),
            flags=tuple(sorted(set(flags))),
            notes=(*parties.notes, *notes, *ends, *version_notes, *against),
            findings=(
                *(replace(finding, path=document.path) for finding in private.findings),
                *inside(reading.content.facts, document.path),
            ),
            sketch=sketch_of(reading.pages),
            mentions={**self._mentions(reading, rule, parties, text), **more},
        )

    def _period(
        self, reading: Reading, rule: DocumentRule | None, text: str, date: dt.date | None
    ) -> tuple[Period | None, list[Bilingual], bool]:
        if rule is None:
            return None, [], False
        subject = "".join(f"{fact.value}\n" for fact in reading.content.facts if fact.name == "mail-subject")
        return document_period(
            rule.period,
            reading.name,
            subject + text[:_TITLE_CHARS],
            subject + text,
            None,
            self._profile.company.fiscal_year_end,
            None if rule.forward else self._as_of,
            issued=date,
        )

    def _expiry(
        self, rule: DocumentRule | None, text: str, date: dt.date | None
    ) -> tuple[dt.date | None, list[Bilingual]]:
        if rule is None:
            return None, []
        if rule.expires:
            end, note = expiry(text, date, rule.validity_months)
            if end is not None and _POWER in self._stages.rules.path_of(rule.id) and _goes_on(text, self._as_of):
                return None, []
            return end, [note] if note else []
        engaging = set(self._stages.rules.path_of(rule.id)).intersection(ENGAGING)
        if not engaging or are_standard_terms(lowered(text)):
            return None, []  # terms for every client last as long as they are published
        term = contract_term(text, self._as_of)
        if term is None or term.end is None or term.tacit or term.indefinite or term.end >= self._as_of:
            return None, []
        # Only an end that has come is told: one to come may still be put off by an amendment.
        return term.end, [
            Bilingual("Durée fixe, échue, sans reconduction tacite.", "Fixed term, over, without tacit renewal.")
        ]

    def _contrary(self, reading: Reading, type_path: Sequence[str]) -> list[Bilingual]:
        for type_id in type_path:
            phrases = self._stages.contrary.get(type_id)
            for page in reading.pages if phrases is not None else ():
                for hit in phrases.find(page) if phrases is not None else ():
                    quote = page.quote(hit.first, hit.last)
                    return [Bilingual(f"Dit le contraire : « {quote} ».", f"Says the contrary: “{quote}”.")]
        return []

    def _more_flags(
        self, reading: Reading, rule: DocumentRule | None, parties: Attribution, *, conflict: bool
    ) -> Iterator[str]:
        facts = {fact.name for fact in reading.content.facts}
        if parties.other_company or (rule is not None and self._of_another(reading, rule, parties)):
            yield "other-company"
        if conflict:
            yield "period-conflict"
        if "wrong-extension" in facts:
            yield "wrong-extension"
        if facts & {"hidden-sheet", "hidden-text", "covered-text", "hidden-layer", "comment", "tracked-changes"}:
            yield "hidden-content"
        if "ocr" in facts:
            yield "ocr"
        if facts & {"ocr-low", "ocr-unread"}:
            yield "ocr-low"

    def _of_another(self, reading: Reading, rule: DocumentRule, parties: Attribution) -> bool:
        return _between_others(reading, rule, parties) or (
            rule.id in _CORPORATE and heads_another(reading, self._profile)
        )

    def _mentions(
        self, reading: Reading, rule: DocumentRule | None, parties: Attribution, text: str
    ) -> Mapping[str, str]:
        found = {"providers": "\n".join(parties.named)}
        numbers = [n for page in reading.pages[:3] for n in sirens(page.original)]
        found["sirens"] = "\n".join(n for n in dict.fromkeys(numbers) if n != self._profile.company.siren)
        if rule is not None:
            found |= self._of_kind(reading, rule, parties, text)
        if people_named(reading.content.facts):
            found["metadata-people"] = "1"
        found["annex"] = "\n".join(sorted(_own_labels(reading)))
        found["holds"] = "\n".join(sorted(annexes_contained(reading.content.pages)))
        return {key: value for key, value in found.items() if value}

    def _of_kind(self, reading: Reading, rule: DocumentRule, parties: Attribution, text: str) -> dict[str, str]:
        """Give what documents of some kinds alone say."""
        found = self._of_contract(reading, rule, parties, text) if rule.contract else {}
        if rule.family == "provider-compliance" and not parties.provider_named:
            found["holder"] = "unnamed"
        if rule.contract or rule.signed:
            found["annexes"] = "\n".join(annexes_missing_inside(reading.content.pages))
        if rule.id == "general-meeting-minutes" and _AMENDS.search(fold(text)):
            found["amends"] = "articles-of-association"
        return found

    def _of_contract(self, reading: Reading, rule: DocumentRule, parties: Attribution, text: str) -> dict[str, str]:
        found = {} if parties.company_named else {"company": "unnamed"}
        for subject in ("report", "meeting"):
            if cadence := cadence_of(text, subject):
                found[f"cadence-{subject}"] = cadence
        if not self._profile.outsourcing and set(self._stages.rules.path_of(rule.id)).intersection(ENGAGING):
            found["parties"] = written(parties_of(text))
        return found | self._amendments(reading, rule, text)

    def _amendments(self, reading: Reading, rule: DocumentRule, text: str) -> dict[str, str]:
        found = {"amendments-cited": " ".join(map(str, amendment_numbers(text)))}
        if "contract-amendment" in self._stages.rules.path_of(rule.id):
            number = own_number(reading.name, text)
            found["amendment"] = "" if number is None else str(number)
        return found


_POWER = "delegation-of-authority"


def _goes_on(text: str, as_of: dt.date) -> bool:
    """Tell whether a power is renewed by itself at its end, or given without one."""
    term = contract_term(text, as_of)
    return term is not None and (term.tacit or term.indefinite)


def _ends_of(pages: Sequence[str]) -> str:
    # Signatures, the place and the day stand on the last page, also of a contract of a hundred.
    chosen = pages if len(pages) <= _FIRST_PAGES + _LAST_PAGES else (*pages[:_FIRST_PAGES], *pages[-_LAST_PAGES:])
    return "\n".join(chosen)


def _own_labels(reading: Reading) -> set[str]:
    """Give the annexes that a document is, by its name and by its first lines: those further down are its own."""
    top = reading.content.pages[0][:_TOP_CHARS] if reading.content.pages else ""
    own = annex_named(lowered(top))
    label = re.sub(
        r" ([a-z])\b", lambda match: match[0].upper(), own
    )  # a letter counts as a number when it is a capital
    named = annexes_cited(reading.name.replace("_", " "))
    if not named and is_named_annex(reading.name):
        named = ["annexe"]
    return {*named, *annexes_contained((top,)), *annexes_cited(label)}


def _between_others(reading: Reading, rule: DocumentRule, parties: Attribution) -> bool:
    """Tell whether a contract names its client, and the client is not the company."""
    if not rule.contract or parties.company_named:
        return False
    return any(party.role == "client" for party in parties_of(reading.content.pages[0] if reading.pages else ""))
