"""Write the reference pages out of the data: one a checklist, one a document type, in French and in English.

    python docs/reference/make.py

A test compares them with what this gives.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

from dataroom.checklists import Checklist, Requirement, load_checklists  # noqa: E402 - the checkout comes first
from dataroom.rules import DocumentRule, Rules, load_rules  # noqa: E402 - the checkout comes first

WORDS: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "checklists": "Listes de contrôle", "types": "Types de documents", "requirement": "Exigence",
        "severity": "Gravité", "per": "Demandée", "why": "Pourquoi", "request": "Demande", "accepts": "Pièces admises",
        "all": "toutes nécessaires", "seed": "Guide, lignes", "source": "Source", "phases": "Phases",
        "conditions": "Conditions", "asked": "Demandé par", "recognised": "Ce qui le fait reconnaître",
        "title-cues": "Intitulés", "strong": "Expressions fortes", "against": "Indices contraires",
        "lookalikes": "À ne pas confondre avec", "sections": "Ce qu’il doit contenir", "kind": "Nature",
        "family": "Famille", "parent": "Type parent", "signed": "à signer", "expires": "a une fin de validité",
        "contract": "les clauses y sont recherchées", "nothing": "aucune liste livrée", "processes": "Processus",
        "advice": "Aide à la préparation, non conseil juridique : à faire confirmer par votre conseil.",
        "blocking": "bloquante", "major": "majeure", "minor": "mineure",
        "company": "une fois pour la société", "provider": "par prestataire", "process": "par processus externalisé",
        "function": "par processus, externalisé ou non", "once": "", "month": "chaque mois ({last} derniers)",
        "quarter": "chaque trimestre ({last} derniers mois)", "half": "chaque semestre ({last} derniers mois)",
        "fiscal-year": "chaque exercice ({last} derniers clos)", "cadence": "au rythme convenu ou constaté",
        "rhythm": "tous les {rhythm} mois depuis le début du contrat", "amendment": "par avenant",
        "is-signed": "signée", "in-force": "en vigueur", "max-age": "de moins de {n} mois",
        "whole": "avec toutes ses annexes", "clauses": "clauses : {n}", "contains": "contient : {n}",
        "watch": "à examiner si la clause {n} s’y trouve", "threshold": "seuil : {n}", "deals": "opération : {n}",
        "colon": " : ", "true-at": "vérifié à la date", "share": "titres", "asset": "actifs", "everyone": "tous",
    },
    "en": {
        "checklists": "Checklists", "types": "Document types", "requirement": "Requirement",
        "severity": "Severity", "per": "Asked", "why": "Why", "request": "Request", "accepts": "Documents accepted",
        "all": "all of them needed", "seed": "Guide, rows", "source": "Source", "phases": "Phases",
        "conditions": "Conditions", "asked": "Asked for by", "recognised": "What it is recognised by",
        "title-cues": "Titles", "strong": "Strong wording", "against": "Wording against it",
        "lookalikes": "Not to be taken for", "sections": "What it must hold", "kind": "Nature",
        "family": "Family", "parent": "Parent type", "signed": "to be signed", "expires": "ends",
        "contract": "clauses are looked for in it", "nothing": "no shipped checklist", "processes": "Processes",
        "advice": "Assistance to preparation, not legal advice: have it confirmed by your adviser.",
        "blocking": "blocking", "major": "major", "minor": "minor",
        "company": "once, of the company", "provider": "of each provider", "process": "of each outsourced process",
        "function": "of each process, outsourced or not", "once": "", "month": "each month (last {last})",
        "quarter": "each quarter (last {last} months)", "half": "each half-year (last {last} months)",
        "fiscal-year": "each fiscal year (last {last} closed)", "cadence": "at the agreed or shown rhythm",
        "rhythm": "every {rhythm} months from the contract’s start", "amendment": "of each amendment",
        "is-signed": "signed", "in-force": "in force", "max-age": "under {n} months old",
        "whole": "with all its annexes", "clauses": "clauses: {n}", "contains": "holds: {n}",
        "watch": "to be weighed where it holds the clause {n}", "threshold": "threshold: {n}", "deals": "deal: {n}",
        "colon": ": ", "true-at": "true at", "share": "share", "asset": "asset", "everyone": "all",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Book:
    """The data that the pages tell, in one language."""

    rules: Rules
    checklists: tuple[Checklist, ...]
    lang: str

    def word(self, name: str, **fill: object) -> str:
        """Give a word or a phrase, filled in."""
        return WORDS[self.lang][name].format(**fill)

    def head(self, name: str) -> str:
        """Give a word that opens a line, with its colon."""
        return f"{self.word(name)}{self.word('colon')}"

    def text(self, both: object) -> str:
        """Give a text of the data in this language."""
        return str(getattr(both, self.lang))

    def link(self, type_id: str, folder: str = "../types") -> str:
        """Give a link to a type's page."""
        return f"[{self.text(self.rules.documents[type_id].title)}]({folder}/{type_id}.md)"


def pages() -> dict[str, str]:
    """Give every page by its path under this folder."""
    rules = load_rules()
    checklists = load_checklists([], rules)
    found: dict[str, str] = {}
    for lang in WORDS:
        book = Book(rules, checklists, lang)
        found[f"{lang}/README.md"] = _index(book)
        found |= {f"{lang}/checklists/{c.id}.md": _checklist(book, c) for c in checklists}
        found |= {f"{lang}/types/{r.id}.md": _type(book, r) for r in rules.documents.values()}
    return found


def _index(book: Book) -> str:
    lists = [f"- [{book.text(c.title)}](checklists/{c.id}.md)" for c in book.checklists]
    families: dict[str, list[str]] = {}
    for rule in book.rules.documents.values():
        families.setdefault(rule.family, []).append(book.link(rule.id, "types"))
    types = [f"- **{family}**: {', '.join(links)}" for family, links in sorted(families.items())]
    parts = [f"# dataroom – {book.word('checklists')}, {book.word('types').lower()}", book.word("advice")]
    parts += [f"## {book.word('checklists')}", "\n".join(lists), f"## {book.word('types')}", "\n".join(types)]
    return _joined(parts)


def _checklist(book: Book, checklist: Checklist) -> str:
    parts = [f"# {book.text(checklist.title)}"]
    parts += [book.text(checklist.about)] if checklist.about else []
    parts.append(f"`{checklist.id}` · {book.word('advice')}")
    for requirement in checklist.requirements:
        parts += [f"## {book.text(requirement.title)}", "\n".join(_lines(book, requirement))]
    return _joined(parts)


def _lines(book: Book, asked: Requirement) -> Iterator[str]:
    yield f"- `{asked.id}` · **{book.word(asked.severity.value)}**{_by_deal(book, asked)}"
    series = book.word(asked.series, last=asked.last, rhythm=asked.rhythm_months)
    processes = f" ({', '.join(asked.processes)})" if asked.processes else ""
    yield f"- {book.head('per')}{', '.join(p for p in (book.word(asked.per) + processes, series) if p)}"
    accepted = ", ".join(book.link(t) for t in asked.accepts)
    yield f"- {book.head('accepts')}{accepted}" + (f" ({book.word('all')})" if asked.needs == "all" else "")
    conditions = "; ".join(_conditions(book, asked))
    if conditions:
        yield f"- {book.head('conditions')}{conditions}"
    yield f"- {book.head('phases')}{', '.join(asked.phases)}"
    yield f"- {book.head('why')}{book.text(asked.why)}"
    yield f"- {book.head('request')}{book.text(asked.request)}"
    if asked.seed:
        yield f"- {book.head('seed')}{', '.join(map(str, asked.seed))}"
    yield f"- {book.head('source')}{asked.source.replace('true at', book.word('true-at'))}"


def _by_deal(book: Book, asked: Requirement) -> str:
    told = [f"{book.word(deal)}: {book.word(weight.value)}" for deal, weight in sorted(asked.severity_in.items())]
    return f" ({', '.join(told)})" if told else ""


def _conditions(book: Book, asked: Requirement) -> Iterator[str]:
    if asked.signed:
        yield book.word("is-signed")
    if asked.in_force:
        yield book.word("in-force")
    if asked.max_age_months:
        yield book.word("max-age", n=asked.max_age_months)
    if asked.whole:
        yield book.word("whole")
    if asked.clauses:
        yield book.word("clauses", n=", ".join(asked.clauses))
    if asked.sections:
        yield book.word("contains", n=", ".join(asked.sections))
    if asked.watch:
        yield book.word("watch", n=asked.watch)
    if asked.applies.threshold:
        yield book.word("threshold", n=book.text(book.rules.thresholds[asked.applies.threshold].title))
    if len(asked.applies.deals) == 1:
        yield book.word("deals", n=book.word(asked.applies.deals[0]))


def _type(book: Book, rule: DocumentRule) -> str:
    parts = [f"# {book.text(rule.title)}", "\n".join(_nature(book, rule))]
    parts += [f"## {book.word('recognised')}", "\n".join(_cues(book, rule))]
    sections = book.rules.sections_of(rule.id)
    if sections:
        told = [f"- {book.text(s.title)} (`{s.id}`): {_quoted(s.phrases)}" for s in sections]
        parts += [f"## {book.word('sections')}", "\n".join(told)]
    asking = [
        f"- [{book.text(c.title)}](../checklists/{c.id}.md): {book.text(r.title)}"
        for c in book.checklists
        for r in c.requirements
        if set(r.accepts) & set(book.rules.path_of(rule.id))
    ]
    parts += [f"## {book.word('asked')}", "\n".join(asking) or f"- {book.word('nothing')}"]
    return _joined(parts)


def _nature(book: Book, rule: DocumentRule) -> Iterator[str]:
    marks = [book.word(name) for name in ("signed", "expires", "contract") if getattr(rule, name)]
    yield f"- `{rule.id}` · {book.word('family')}: {rule.family}" + (f" · {', '.join(marks)}" if marks else "")
    if rule.parent:
        yield f"- {book.head('parent')}{book.link(rule.parent, '.')}"
    if rule.processes:
        yield f"- {book.head('processes')}{', '.join(rule.processes)}"


def _cues(book: Book, rule: DocumentRule) -> Iterator[str]:
    for name, phrases in (
        ("title-cues", rule.cues.title),
        ("strong", rule.cues.strong),
        ("against", rule.cues.against),
    ):
        if phrases:
            yield f"- {book.head(name)}{_quoted(phrases)}"
    for other in rule.lookalikes:
        yield f"- {book.word('lookalikes')} {book.link(other.type, '.')}: {other.because}"


def _quoted(phrases: Iterable[str]) -> str:
    return ", ".join(f"`{phrase}`" for phrase in phrases)


def _joined(parts: list[str]) -> str:
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Write the pages, and take away those that are no more."""
    found = pages()
    for old in HERE.glob("*/**/*.md"):
        if str(old.relative_to(HERE)) not in found:
            old.unlink()
    for name, text in found.items():
        path = HERE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
