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

from dataroom.model import Bilingual, Period, Report, Result, Severity, Status, last_part
from dataroom.printable import visible
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
_POINT = re.compile(r"« (.+?) » : non trouvé dans ")
_POINT_EN = re.compile(r"“(.+?)”: not found in ")
_MANY_POINTS = 3
"""From so many open requirements on, a paper that lacks points is asked for once, with all of them."""
_TO_COMPLETE = Bilingual("« {name} » : points à compléter", "“{name}”: points to be completed")
_COMPLETE = Bilingual(
    "Merci de transmettre l’avenant ou la version signée qui contient les points suivants, qui n’ont pas été trouvés "
    "dans « {name} », ou d’indiquer où ils figurent.",
    "Please send the amendment or the signed version that holds the following points, which were not found in "
    "“{name}”, or say where they stand.",
)


@dataclass(frozen=True, slots=True)
class Request:
    """One thing asked for: what, for which periods, why, how serious, and for how many open requirements it stands."""

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
    blocking: int
    """How many of them are blocking."""
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


def _letter(own: bool, addressee: Bilingual, results: list[Result]) -> Letter:
    papers = _papers(results)
    rest = _by_question(result for result in results if _paper(result) not in papers)
    alike = Counter((group[0].checklist, group[0].id) for group in rest)
    asked = [(group, _request(group, named=alike[group[0].checklist, group[0].id] > 1)) for group in rest]
    asked += [(group, _completed(group)) for group in papers.values()]
    asked.sort(key=lambda pair: (-pair[1].severity.rank, pair[0][0].id, pair[0][0].key))
    requests = tuple(request for _, request in asked)
    if own:
        return Letter(addressee.fr, addressee, tuple(replace(request, provider=None) for request in requests))
    return Letter(None, addressee, requests)


def _paper(result: Result) -> tuple[str, str] | None:
    """Give the provider and the document of which a requirement asks for points that were not found in it."""
    if result.status is not Status.PARTIAL or not result.documents or not _lacking(result):
        return None
    return result.provider or "", result.documents[0]


def _papers(results: Iterable[Result]) -> dict[tuple[str, str] | None, list[Result]]:
    """Give what one paper lacks, where that is asked by several requirements."""
    groups: dict[tuple[str, str] | None, list[Result]] = {}
    for result in results:
        groups.setdefault(_paper(result), []).append(result)
    return {paper: group for paper, group in groups.items() if paper and len(group) >= _MANY_POINTS}


def _lacking(result: Result) -> list[Bilingual]:
    """Give the points that were looked for in a paper in vain; a saved report knows them by its reasons alone."""
    found = [(_POINT.match(reason.fr), _POINT_EN.match(reason.en)) for reason in result.reasons]
    return [Bilingual(fr[1], en[1]) for fr, en in found if fr and en]


def _question(result: Result) -> tuple[object, ...]:
    return (result.checklist, result.id, result.process, result.provider)


def _by_question(results: Iterable[Result]) -> list[list[Result]]:
    groups: dict[tuple[object, ...], list[Result]] = {}
    points = []
    for result in results:
        if _points_alone(result):
            points.append(result)
        else:
            groups.setdefault(_question(result), []).append(result)
    for result in points:
        # One letter asks for a document once: what it must hold is said with it.
        whole = next((group for group in groups.values() if _same_paper(group[0], result)), None)
        (groups.setdefault(_question(result), []) if whole is None else whole).append(result)
    return list(groups.values())


def _points_alone(result: Result) -> bool:
    return result.status in {Status.MISSING, Status.UNUSABLE} and bool(result.holds)


def _same_paper(one: Result, other: Result) -> bool:
    alike = one.provider == other.provider and (one.process == other.process or None in {one.process, other.process})
    return alike and bool(set(one.accepts) & set(other.accepts)) and one.period is None


def _severity(results: Iterable[Result]) -> Severity:
    return max((result.severity for result in results), key=lambda severity: severity.rank)


def _request(results: list[Result], *, named: bool) -> Request:
    periods = {r.period.label: r.period for r in results if r.period}
    # The reasons of what is missing say no more than that, once for each period.
    missing = [_NOT_FOUND] if results[0].status is Status.MISSING else []
    return Request(
        title=results[0].title,
        process=results[0].process if named else None,
        provider=results[0].provider if named else None,
        text=_asked(results[0]),
        severity=_severity(results),
        periods=tuple(sorted(periods.values(), key=lambda p: (p.start, p.end, p.label))),
        reasons=(*missing, *_told(results))[:_MOST_REASONS],
        count=len(results),
        blocking=sum(result.severity is Severity.BLOCKING for result in results),
        points=tuple(dict.fromkeys(point for r in results for point in r.holds)),
    )


def _completed(results: list[Result]) -> Request:
    """Ask for one paper with all the points that it lacks, the most serious first."""
    ranked = sorted(results, key=lambda result: -result.severity.rank)
    name = visible(last_part(results[0].documents[0]))
    return Request(
        title=Bilingual(_TO_COMPLETE.fr.format(name=name), _TO_COMPLETE.en.format(name=name)),
        process=None,
        provider=results[0].provider,
        text=Bilingual(_COMPLETE.fr.format(name=name), _COMPLETE.en.format(name=name)),
        severity=ranked[0].severity,
        periods=(),
        reasons=tuple(reason for reason in _told(results) if not _POINT.match(reason.fr))[:_MOST_REASONS],
        count=len(results),
        blocking=sum(result.severity is Severity.BLOCKING for result in results),
        points=tuple(dict.fromkeys(point for result in ranked for point in _lacking(result))),
    )


def _told(results: Iterable[Result]) -> Iterable[Bilingual]:
    """Give the reasons that a letter tells: it leaves the house, so no waiver, nor how a document was recognised."""
    return dict.fromkeys(
        reason
        for result in results
        if result.status is not Status.MISSING
        for reason in reasons_for_all(result)
        if not _RECOGNISED.search(reason.fr)
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
