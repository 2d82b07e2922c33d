"""What to do first: one document, asked of one addressee, and everything that it would settle. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from dataroom.model import Bilingual, Report, Result, Severity, Status, last_part
from dataroom.printable import visible
from dataroom.report.texts import COUNTS, STATUSES, TO_DO, label
from dataroom.report.views.order import WORST
from dataroom.report.words import listed, period, some_both

_NAMED = 3
_CONCERNS = (Bilingual("exigence", "requirement"), Bilingual("exigences", "requirements"))
_SAYS_NOTHING = re.compile(r"« [^»]+ »\.?$|« [^»]+ » – mots trouvés : ")
"""That a document was recognised; that nothing was found is what "missing" says already."""
_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: a document to obtain, replace, complete or confirm."""

    title: Bilingual
    """The document wanted; where one is in the room already, with its name."""
    provider: str | None
    """Who is to be asked; None for the company itself."""
    severity: Severity
    statuses: tuple[tuple[Status, int], ...]
    periods: tuple[str, ...]
    reason: Bilingual | None
    next_step: Bilingual | None
    settles: tuple[Bilingual, ...]
    """What it would settle: the titles of the open requirements, the most serious first."""
    count: int
    """How many open requirements that are."""


def actions(report: Report, most: int = 5) -> tuple[Action, ...]:
    """Give what settles the most serious open requirements, most of them first."""
    groups: dict[_Key, list[Result]] = {}
    for result in report.requirements:
        if result.status.is_open:
            groups.setdefault(_act(result), []).append(result)
    first = sorted(groups.items(), key=lambda item: (*_weight(item[1]), item[0]))[:most]
    wanted = {key[-1] for key, _ in first if key[0] == "document"}
    types = {doc.path: doc.type for doc in report.documents if doc.path in wanted}
    return tuple(_action(key, results, types, report) for key, results in first)


def _act(result: Result) -> _Key:
    """Tell which one act settles a requirement: another version of a document, or a document of some type."""
    who = result.provider or ""
    if result.status is not Status.MISSING and result.documents:
        return ("document", who, result.documents[0])
    return ("type", who, result.accepts[0] if result.accepts else result.id)


def _weight(results: list[Result]) -> tuple[int, ...]:
    counts = Counter(r.severity for r in results)
    return (-max(r.severity.rank for r in results), *(-counts[severity] for severity in Severity))


def _action(key: _Key, results: list[Result], types: dict[str, str | None], report: Report) -> Action:
    ranked = sorted(results, key=lambda r: (-r.severity.rank, WORST.index(r.status), r.checklist, r.id, r.key))
    telling = (reason for r in ranked if r.status is not Status.MISSING for reason in r.reasons)
    return Action(
        title=_named(key[-1], types, report) if key[0] == "document" else _wanted(ranked, report),
        provider=ranked[0].provider,
        severity=ranked[0].severity,
        statuses=_counted(ranked),
        periods=_labels(ranked),
        reason=next((reason for reason in telling if not _SAYS_NOTHING.match(reason.fr)), None),
        next_step=ranked[0].next_step,
        settles=tuple(dict.fromkeys(r.title for r in ranked)),
        count=len(ranked),
    )


def _wanted(results: list[Result], report: Report) -> Bilingual:
    """Name what is asked for: where one document settles unlike requirements, it is that document, none of them."""
    one = results[0]
    alike = len({result.title for result in results}) == 1 or not one.accepts
    return one.title if alike else label("type", one.accepts[0], report.titles)


def _named(path: str, types: dict[str, str | None], report: Report) -> Bilingual:
    name, kind = visible(last_part(path)), types.get(path)
    known = label("type", kind, report.titles) if kind else Bilingual("", "")
    return Bilingual(f"{known.fr} « {name} »".strip(), f"{known.en} “{name}”".strip())


def _counted(results: Iterable[Result]) -> tuple[tuple[Status, int], ...]:
    counts = Counter(r.status for r in results)
    return tuple((status, counts[status]) for status in WORST if counts[status])


def _labels(results: Iterable[Result]) -> tuple[str, ...]:
    periods = {r.period.label: r.period for r in results if r.period}
    return tuple(label for label, _ in sorted(periods.items(), key=lambda item: (item[1].start, item[0])))


def to_do(action: Action) -> Bilingual:
    """Give what an action asks for: `Obtenir ou remplacer`, `Obtain or replace`."""
    verbs = [TO_DO[status] for status, _ in action.statuses if status in TO_DO]
    fr, en = listed([verb.fr for verb in verbs], "fr", " ou "), listed([verb.en for verb in verbs], "en", " or ")
    return Bilingual(fr.capitalize(), en.capitalize())


def settled_text(action: Action) -> Bilingual:
    """Give `16 exigences : Réversibilité, Confidentialité, Assurance et 13 autres`: what an action would settle."""
    number = some_both(action.count, *_CONCERNS)
    return Bilingual(
        f"{number.fr} : {_some([t.fr for t in action.settles], 'fr')}",
        f"{number.en}: {_some([t.en for t in action.settles], 'en')}",
    )


def _some(names: list[str], lang: str) -> str:
    rest = len(names) - _NAMED
    if rest < 2:
        return "; ".join(names) if lang == "en" else " ; ".join(names)
    shown = names[:_NAMED]
    return f"{'; '.join(shown)}; and {rest} others" if lang == "en" else f"{' ; '.join(shown)} ; et {rest} autres"


def statuses_text(statuses: Iterable[tuple[Status, int]]) -> Bilingual:
    """Give `2 manquantes, 1 partielle`; a single one without its number."""
    counted = list(statuses)
    if len(counted) == 1 and counted[0][1] == 1:
        known = STATUSES[counted[0][0]]
        return Bilingual(known.fr.lower(), known.en.lower())
    both = [some_both(number, *COUNTS[status.value]) for status, number in counted]
    return Bilingual(", ".join(t.fr for t in both), ", ".join(t.en for t in both))


def span(labels: tuple[str, ...]) -> Bilingual:
    """Give a list of periods in short: all up to three, else the first, the last and their number."""
    return Bilingual(_span(labels, "fr"), _span(labels, "en"))


def _span(labels: tuple[str, ...], lang: str) -> str:
    names = [period(label, lang) for label in labels]
    return ", ".join(names) if len(names) <= 3 else f"{names[0]} → {names[-1]} ({len(names)})"
