"""Whether sound documents hold what a requirement asks: clauses, sections, annexes, every kind of document. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dataroom import binding_words, engagement, phrasing
from dataroom.annexes import annexes_cited
from dataroom.checklists import Requirement
from dataroom.judging import Judged
from dataroom.model import Bilingual, Clause, Document, Rung, Status
from dataroom.rules import Rules

_ABSENT = "Annex cited but not in the room: "
"""How the note begins that names the annexes of which `relate` found none."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The names of document types, sections and clauses, for what is said of them."""

    rules: Rules
    clause_names: Mapping[str, Bilingual]

    def asked(self, requirement: Requirement) -> tuple[Bilingual, ...]:
        """Name the clauses and sections that a requirement is about."""
        clauses = (*requirement.clauses, *((requirement.watch,) if requirement.watch else ()))
        named = [self._clause(clause) for clause in clauses]
        return (*named, *(self._section(requirement, section) for section in requirement.sections))

    def _clause(self, clause: str) -> Bilingual:
        return self.clause_names.get(clause, Bilingual(clause, clause))

    def weighed(
        self, requirement: Requirement, judged: Sequence[Judged], papers: Sequence[Document] = ()
    ) -> list[Judged]:
        """Give what was judged again: what lacks something is partly met, what needs a look is to be confirmed.

        `papers` are what may belong to the same contract beside what was judged.
        """
        return self._watched(requirement, self._lacking(requirement, judged, papers), papers)

    def _lacking(self, requirement: Requirement, judged: Sequence[Judged], papers: Sequence[Document]) -> list[Judged]:
        good = [j for j in judged if j.status is Status.SATISFIED]
        if not good:
            return list(judged)
        more = engagement.adding(good, papers) if requirement.clauses else []
        missing = tuple(self._missing(requirement, good, more))
        if missing:
            return [_partly(j, missing) if j.status is Status.SATISFIED else j for j in judged]
        if more:
            judged = self._completed(requirement, judged, more)
        unsound = tuple(r for j in judged if requirement.each and _is_unsound(j) for r in j.reasons)
        if unsound:
            return [_partly(j, unsound) if j.status is Status.SATISFIED else j for j in judged]
        return [_without_annexes(j) if requirement.whole else j for j in judged]

    def _completed(self, requirement: Requirement, judged: Sequence[Judged], more: Sequence[Document]) -> list[Judged]:
        """Add the papers in which clauses stand that the contract itself does not show."""
        shown = {c for j in judged if j.status is Status.SATISFIED for c in engagement.stated(j.document)}
        lacking = [clause for clause in requirement.clauses if clause not in shown]
        places = [(d, c) for d in more for c in d.clauses if c.id in lacking and c.id in engagement.stated(d)]
        said = {
            d.path: Judged(d, Status.SATISFIED, (binding_words.found_beside(d, self._clause(c.id), c.page or 1),))
            for d, c in places
        }
        return [*judged, *said.values()]

    def _missing(
        self, requirement: Requirement, good: Sequence[Judged], more: Sequence[Document]
    ) -> Iterator[Bilingual]:
        papers = [*(j.document for j in good), *more]
        pages = sum(d.pages or 1 for d in papers)
        clauses = {clause for document in papers for clause in engagement.stated(document)}
        for clause in requirement.clauses:
            if clause not in clauses:
                left = [(d, c) for d in papers for c in d.clauses if c.id == clause and c.found]
                yield from (binding_words.left_to_another(d, self._clause(clause), c) for d, c in left)
                if not left:
                    yield phrasing.not_found_in(self._clause(clause), pages)
            for document, label in _left_to_annexes(papers, clause):
                yield binding_words.left_to_an_annex(document, self._clause(clause), label)
        sections = _found(s for j in good for s in j.document.sections)
        for section in requirement.sections:
            if section not in sections:
                yield phrasing.not_found_in(self._section(requirement, section), pages)
        if requirement.needs == "all":
            there = {t for j in good for t in j.document.classification.type_path}
            for type_id in requirement.accepts:
                if type_id not in there:
                    yield phrasing.kind_lacking(phrasing.bilingual(self.rules.documents[type_id].title))

    def _section(self, requirement: Requirement, section: str) -> Bilingual:
        for type_id in requirement.accepts:
            for known in self.rules.sections_of(type_id):
                if known.id == section:
                    return phrasing.bilingual(known.title)
        return Bilingual(section, section)

    def _watched(self, requirement: Requirement, judged: Sequence[Judged], papers: Sequence[Document]) -> list[Judged]:
        clause = requirement.watch
        good = [j for j in judged if j.status in {Status.SATISFIED, Status.PARTIAL}]
        if clause is None or not good:
            return list(judged)
        name = self._clause(clause)
        having = [
            Judged(d, Status.TO_CONFIRM, (phrasing.clause_to_weigh(d, name, c),), Rung.CONTAINS)
            for d, c in engagement.having(clause, judged, papers)
        ]
        if having:
            return having
        searched = [j.document for j in good] + [d for d in papers if d.clauses]
        silence = phrasing.not_found_in(name, sum(d.pages or 1 for d in searched))
        doubts = tuple(dict.fromkeys(engagement.doubts(clause, name, judged, papers)))
        if requirement.silent == "satisfied" and not doubts:
            return [replace(j, reasons=(*j.reasons, silence)) for j in good]
        return [_to_confirm(j, silence, *doubts) for j in good]


def _left_to_annexes(papers: Sequence[Document], clause: str) -> Iterator[tuple[Document, str]]:
    """Give the annexes that are not in the room to which a clause leaves what it is about."""
    for document in papers:
        absent = [note.en for note in document.notes if note.en.startswith(_ABSENT)]
        for found in (c for c in document.clauses if absent and c.id == clause and c.found):
            cited = annexes_cited(found.quote)
            yield from ((document, label) for label in cited if re.search(rf"\b{re.escape(label)}\b", absent[0]))


def _is_unsound(judged: Judged) -> bool:
    """Tell what a person has to put right from a mere copy, former version or blank form of something sound."""
    idle = {"template", "superseded", "duplicate", "near-duplicate", "other-company"}
    if "lease" not in judged.document.classification.type_path:
        idle.add("expired")  # a lease whose term is over may run on
    return judged.status is Status.UNUSABLE and not idle.intersection(judged.document.flags)


def _found(items: Iterable[Clause]) -> set[str]:
    return {item.id for item in items if item.found}


def _partly(judged: Judged, missing: tuple[Bilingual, ...]) -> Judged:
    return replace(judged, status=Status.PARTIAL, reasons=(*judged.reasons, *missing), rung=Rung.IN_FORCE)


def _to_confirm(judged: Judged, *reasons: Bilingual) -> Judged:
    return replace(judged, status=Status.TO_CONFIRM, reasons=reasons, rung=Rung.CONTAINS)


def _without_annexes(judged: Judged) -> Judged:
    if judged.status is not Status.SATISFIED or "missing-annex" not in judged.document.flags:
        return judged
    return _partly(judged, (phrasing.annexes_lacking(judged.document),))
