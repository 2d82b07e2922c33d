"""The open requirements as letters: one for each provider, one for the company itself. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from dataroom.model import Bilingual, Period, Report, Result, Severity, Status
from dataroom.report import views
from dataroom.report.editions import ACQUIRER
from dataroom.report.reserved import reasons_for_all, request_for_all

_TO_DATE = re.compile(r"\s+(?:À ce jour :|To date:)\s.*\Z", re.DOTALL)
_MOST_REASONS = 6
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
    text: Bilingual
    severity: Severity
    periods: tuple[Period, ...]
    reasons: tuple[Bilingual, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Letter:
    """All the requests about one provider; `provider` is None for what the company itself must bring."""

    provider: str | None
    addressee: str
    requests: tuple[Request, ...]

    @property
    def count(self) -> int:
        """Count the open requirements that the letter asks for."""
        return sum(request.count for request in self.requests)


def letters(report: Report) -> tuple[Letter, ...]:
    """Give the letters, providers by name and the company last; nothing that is waived, withheld or satisfied."""
    opened = [result for result in report.requirements if result.status.is_open]
    names = sorted({result.provider for result in opened if result.provider})
    found = [_letter(name, name, [r for r in opened if r.provider == name]) for name in names]
    own = [r for r in opened if not r.provider]
    return (*found, _letter(None, views.company(report), own)) if own else tuple(found)


def phrase(name: str, letter: Letter, report: Report, day: Bilingual) -> Bilingual:
    """Give a phrase of a letter, in the words of whoever writes it: the company, or the acquirer's counsel."""
    own = f"{name}-company"
    text = _PHRASES[own if letter.provider is None and own in _PHRASES else name][report.edition == ACQUIRER]
    fill = {"company": views.company(report), "addressee": letter.addressee}
    return Bilingual(text.fr.format(**fill, day=day.fr), text.en.format(**fill, day=day.en))


def _letter(provider: str | None, addressee: str, results: list[Result]) -> Letter:
    groups: dict[tuple[object, ...], list[Result]] = {}
    for result in results:
        groups.setdefault((result.checklist, result.id, result.process), []).append(result)
    ranked = sorted(groups.values(), key=lambda group: (-_severity(group).rank, group[0].id, group[0].key))
    alike = Counter((group[0].checklist, group[0].id) for group in ranked)
    requests = (_request(group, named=alike[group[0].checklist, group[0].id] > 1) for group in ranked)
    return Letter(provider, addressee, tuple(requests))


def _severity(results: Iterable[Result]) -> Severity:
    return max((result.severity for result in results), key=lambda severity: severity.rank)


def _request(results: list[Result], *, named: bool) -> Request:
    periods = {r.period.label: r.period for r in results if r.period}
    # A letter leaves the house also in the seller's edition: no waiver is told in it.
    # The reasons of what is missing say no more than that, once for each period.
    missing = [_NOT_FOUND] if any(r.status is Status.MISSING for r in results) else []
    told = dict.fromkeys(reason for r in results if r.status is not Status.MISSING for reason in reasons_for_all(r))
    return Request(
        title=results[0].title,
        process=results[0].process if named else None,
        text=_asked(results[0]),
        severity=_severity(results),
        periods=tuple(sorted(periods.values(), key=lambda p: (p.start, p.end, p.label))),
        reasons=(*missing, *told)[:_MOST_REASONS],
        count=len(results),
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
