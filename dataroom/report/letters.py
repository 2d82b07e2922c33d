"""The open requirements as letters, one for each addressee. Pure.

Of the seller: each provider, the accountant and the lawyer where they are no providers, each person who answers for a
process, and the company for the rest. Of the acquirer, who writes to the seller alone: what is about each provider, and
what is about the company.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dataroom.model import Bilingual, Period, Report, Result, Severity, Status
from dataroom.report import views
from dataroom.report.editions import ACQUIRER
from dataroom.report.reserved import reasons_for_all, request_for_all

_TO_DATE = re.compile(r"\s+(?:À ce jour :|To date:)\s.*\Z", re.DOTALL)
_MOST_REASONS = 6
_RECOGNISED = re.compile(r" – (?:mots trouvés|relevé) : «? ?|\A« [^»]+ »\.\Z")
_PROVIDER, _ADVISER, _PERSON, _COMPANY = range(4)
_ADVISERS = {
    "accountant": Bilingual("Expert-comptable", "Accountant"),
    "lawyer": Bilingual("Conseil juridique", "Legal adviser"),
}
_NOT_FOUND = Bilingual("Aucune pièce n’a été trouvée.", "No document was found.")

_PHRASES: dict[str, tuple[Bilingual, Bilingual]] = {
    "heading": (
        Bilingual("{addressee}", "{addressee}"),
        Bilingual("{company} – {addressee}", "{company} – {addressee}"),
    ),
    "heading-company": (Bilingual("{addressee}", "{addressee}"), Bilingual("{addressee}", "{addressee}")),
    "subject-company": (
        Bilingual("pièces à réunir pour nos dossiers", "documents to be gathered for our records"),
        Bilingual(
            "salle de données de {company} – pièces propres à la société",
            "data room of {company} – documents of the company itself",
        ),
    ),
    "subject": (
        Bilingual("pièces à nous transmettre pour nos dossiers", "documents to be sent to us for our records"),
        Bilingual(
            "salle de données de {company} – pièces relatives à {addressee}",
            "data room of {company} – documents about {addressee}",
        ),
    ),
    "introduction": (
        Bilingual(
            "Nous mettons à jour les dossiers de {company} qui portent sur les prestations que vous assurez pour elle. "
            "À la date du {day}, les pièces suivantes manquent ou ne peuvent pas être utilisées. Nous vous serions "
            "reconnaissants de bien vouloir nous les transmettre.",
            "We are bringing up to date the records of {company} on the services that you provide to it. As of {day}, "
            "the following documents are missing or cannot be used. We would be grateful if you could send them to us.",
        ),
        Bilingual(
            "Nous assistons l’acquéreur dans l’examen de la salle de données de {company}. À la date du {day}, les "
            "pièces suivantes, relatives à {addressee}, n’y figurent pas ou ne peuvent pas être utilisées. Nous vous "
            "serions reconnaissants de bien vouloir les y déposer.",
            "We assist the acquirer in reviewing the data room of {company}. As of {day}, the following documents "
            "about {addressee} are not in it or cannot be used. We would be grateful if you could add them.",
        ),
    ),
    "introduction-company": (
        Bilingual(
            "Nous mettons à jour les dossiers de la société. À la date du {day}, les pièces suivantes, qui relèvent de "
            "la société elle-même ou de ses conseils, manquent ou ne peuvent pas être utilisées. Merci de bien vouloir "
            "les réunir.",
            "We are bringing the company’s records up to date. As of {day}, the following documents, which are with "
            "the company itself or its advisers, are missing or cannot be used. Please be so kind as to gather them.",
        ),
        Bilingual(
            "Nous assistons l’acquéreur dans l’examen de la salle de données de {company}. À la date du {day}, les "
            "pièces suivantes, propres à la société, n’y figurent pas ou ne peuvent pas être utilisées. Nous vous "
            "serions reconnaissants de bien vouloir les y déposer.",
            "We assist the acquirer in reviewing the data room of {company}. As of {day}, the following documents of "
            "the company itself are not in it or cannot be used. We would be grateful if you could add them.",
        ),
    ),
    "signature": (
        Bilingual("Pour {company}", "For {company}"),
        Bilingual("Pour le conseil de l’acquéreur", "For the acquirer’s counsel"),
    ),
}


@dataclass(frozen=True, slots=True)
class Request:
    """One thing asked for: what, for which periods, why, how serious, and how many open requirements it stands for."""

    title: Bilingual
    process: str | None
    """The process meant, where the same is asked for several."""
    provider: str | None
    """The provider meant, likewise, where the letter is not its own."""
    text: Bilingual
    severity: Severity
    periods: tuple[Period, ...]
    reasons: tuple[Bilingual, ...]
    count: int
    points: tuple[Bilingual, ...] = ()
    """What the document must hold."""


@dataclass(frozen=True, slots=True)
class Letter:
    """All the requests to one addressee; `provider` is None where that is not a provider."""

    provider: str | None
    addressee: Bilingual
    requests: tuple[Request, ...]

    @property
    def count(self) -> int:
        """Count the open requirements that the letter asks for."""
        return sum(request.count for request in self.requests)


def letters(report: Report) -> tuple[Letter, ...]:
    """Give the letters, providers first by name, the company last; nothing that is waived, withheld or satisfied."""
    owners = _owners(report)
    groups: dict[tuple[int, str], list[Result]] = {}
    names: dict[tuple[int, str], Bilingual] = {}
    for result in report.requirements:
        if result.status.is_open:
            rank, name = _addressee(result, report, owners)
            groups.setdefault((rank, name.fr), []).append(result)
            names[rank, name.fr] = name
    return tuple(_letter(rank == _PROVIDER, names[rank, name], groups[rank, name]) for rank, name in sorted(groups))


def addressees(report: Report) -> dict[str, Bilingual]:
    """Give whom each requirement is to be asked of, open or not, by its key."""
    owners = _owners(report)
    return {result.key: _addressee(result, report, owners)[1] for result in report.requirements}


def _addressee(result: Result, report: Report, owners: Mapping[str, str]) -> tuple[int, Bilingual]:
    if result.provider and (result.owner != "internal" or report.edition == ACQUIRER):
        return _PROVIDER, Bilingual(result.provider, result.provider)
    if result.owner in _ADVISERS and report.edition != ACQUIRER:
        return _ADVISER, _ADVISERS[result.owner]
    person = owners.get(result.process or "") or owners.get(result.provider or "")
    if person and report.edition != ACQUIRER:
        return _PERSON, Bilingual(person, person)
    company = views.company(report)
    return _COMPANY, Bilingual(company, company)


def _owners(report: Report) -> dict[str, str]:
    """Give who answers for each process, and for each provider of whom only one person answers."""
    entries = report.profile.get("outsourcing")
    found: dict[str, set[str]] = {}
    for entry in entries if isinstance(entries, list | tuple) else ():
        if isinstance(entry, Mapping) and entry.get("owner"):
            for key in (entry.get("process"), entry.get("provider")):
                found.setdefault(str(key), set()).add(str(entry["owner"]))
    return {key: next(iter(people)) for key, people in found.items() if len(people) == 1}


def phrase(name: str, letter: Letter, report: Report, day: Bilingual) -> Bilingual:
    """Give a phrase of a letter, in the words of whoever writes it: the company, or the acquirer's counsel."""
    own = f"{name}-company"
    text = _PHRASES[own if letter.provider is None and own in _PHRASES else name][report.edition == ACQUIRER]
    company, to = views.company(report), letter.addressee
    return Bilingual(
        text.fr.format(company=company, addressee=to.fr, day=day.fr),
        text.en.format(company=company, addressee=to.en, day=day.en),
    )


def _letter(own: bool, addressee: Bilingual, results: list[Result]) -> Letter:
    plain = [result for result in results if not _points_alone(result)]
    groups = _by_question(plain)
    for result in results:
        if _points_alone(result):
            # One letter asks for a document once: what it must hold is said with it.
            whole = next((g for g in groups.values() if _same_paper(g[0], result)), None)
            (groups.setdefault(_question(result), []) if whole is None else whole).append(result)
    ranked = sorted(groups.values(), key=lambda group: (-_severity(group).rank, group[0].id, group[0].key))
    alike = Counter((group[0].checklist, group[0].id) for group in ranked)
    requests = [_request(group, named=alike[group[0].checklist, group[0].id] > 1) for group in ranked]
    if own:
        return Letter(addressee.fr, addressee, tuple(replace(request, provider=None) for request in requests))
    return Letter(None, addressee, tuple(requests))


def _question(result: Result) -> tuple[object, ...]:
    return (result.checklist, result.id, result.process, result.provider)


def _by_question(results: Iterable[Result]) -> dict[tuple[object, ...], list[Result]]:
    groups: dict[tuple[object, ...], list[Result]] = {}
    for result in results:
        groups.setdefault(_question(result), []).append(result)
    return groups


def _points_alone(result: Result) -> bool:
    return result.status in {Status.MISSING, Status.UNUSABLE} and bool(result.holds)


def _same_paper(one: Result, other: Result) -> bool:
    alike = one.provider == other.provider and (one.process == other.process or None in {one.process, other.process})
    return alike and bool(set(one.accepts) & set(other.accepts)) and one.period is None


def _severity(results: Iterable[Result]) -> Severity:
    return max((result.severity for result in results), key=lambda severity: severity.rank)


def _request(results: list[Result], *, named: bool) -> Request:
    periods = {r.period.label: r.period for r in results if r.period}
    # A letter leaves the house also in the seller's edition: no waiver is told in it.
    # The reasons of what is missing say no more than that, once for each period.
    missing = [_NOT_FOUND] if results[0].status is Status.MISSING else []
    # Nor is it told on which words a document was recognised.
    told = dict.fromkeys(
        reason
        for r in results
        if r.status is not Status.MISSING
        for reason in reasons_for_all(r)
        if not _RECOGNISED.search(reason.fr)
    )
    return Request(
        title=results[0].title,
        process=results[0].process if named else None,
        provider=results[0].provider if named else None,
        text=_asked(results[0]),
        severity=_severity(results),
        periods=tuple(sorted(periods.values(), key=lambda p: (p.start, p.end, p.label))),
        reasons=(*missing, *told)[:_MOST_REASONS],
        count=len(results),
        points=tuple(dict.fromkeys(point for r in results for point in r.holds)),
    )


def _asked(result: Result) -> Bilingual:
    request = request_for_all(result)
    if request is None:
        return result.title
    return Bilingual(_plain(request.fr, result.period), _plain(request.en, result.period))


def _plain(text: str, period: Period | None) -> str:
    # Period and reason have lines of their own in a letter.
    text = _TO_DATE.sub("", text)
    if period is None:
        return text
    return re.sub(rf" \([^()]*\b(?:{period.label[:4]}|{period.end.year})\)", "", text, count=1)
