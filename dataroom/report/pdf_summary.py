"""The first pages of the PDF: cover, verdict, gauges, what was not checked, what to do first. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from dataroom.report import texts, views, words
from dataroom.report.pdf_saying import Row, Saying

_SIGNED = {"ready": "good", "ready-with-conditions": "fair", "not-ready": "bad"}


def cover(to: Saying) -> Row:
    """Give what stands on the cover."""
    report = to.report
    return {
        "title": to.word("report"),
        "company": to.text(views.company(report)),
        "as_of": f"{to.word('as-of')} {to.day(report.as_of)}",
        "edition": to.label("edition", report.edition),
        "facts": [[name, said] for name, said in _facts(to) if said],
        "note": to.word("cover-note"),
        "disclaimer": to.word("disclaimer-text"),
    }


def _facts(to: Saying) -> list[tuple[str, str]]:
    report = to.report
    company, deal = _part(report.profile, "company"), _part(report.profile, "deal")
    kinds = [to.label("deal", _str(deal.get("type"))), to.label("phase", _str(deal.get("phase")))]
    return [
        (to.word("room"), to.text(report.room)),
        (to.word("siren"), to.text(words.siren(_str(company.get("siren")) or ""))),
        (to.word("deal"), ", ".join(kind for kind in kinds if kind)),
        (to.word("checklists"), " · ".join(to.say(ref.title) for ref in report.checklists)),
        (to.word("documents"), to.whole(len(report.documents))),
    ]


def _part(profile: Mapping[str, object], name: str) -> Mapping[str, object]:
    found = profile.get(name)
    return found if isinstance(found, Mapping) else {}


def _str(value: object) -> str | None:
    return value if isinstance(value, str) else None


def verdict(to: Saying) -> Row:
    """Give the verdict with its sign and its reasons."""
    known = to.report.verdict
    return {
        "look": _SIGNED[known.value],
        "sign": texts.VERDICT_SIGNS[known],
        "text": to.label("verdict", known.value),
        "why": to.say(views.why(to.report)),
    }


def gauges(to: Saying) -> list[Row]:
    """Give the four gauges as counts."""
    return [
        {
            "name": to.label("gauge", name),
            "question": to.say(texts.GAUGE_QUESTIONS[name]),
            "counts": [_count(to, kind, number) for kind, number in counts.items() if number or _shown(kind)],
            "noughts": _noughts(to, counts),
        }
        for name, counts in views.gauges(to.report).items()
    ]


def _shown(kind: str) -> bool:
    return kind in texts.SHOWN_ZEROS


def _count(to: Saying, kind: str, number: int) -> Row:
    one, many = texts.count_label(kind)
    single = number < 2 if to.lang == "fr" else number == 1
    bad = bool(number) and kind in texts.BAD_COUNTS
    return {"n": to.whole(number), "text": to.say(one if single else many), "bad": bad, "part": kind in texts.PARTS}


def _noughts(to: Saying, counts: Mapping[str, int]) -> str:
    names = [to.say(texts.count_label(kind)[1]) for kind, number in counts.items() if not number and not _shown(kind)]
    colon = "\u00a0: " if to.lang == "fr" else ": "
    return f"{to.word('zero')}{colon}{', '.join(names)}" if names else ""


def limits(to: Saying) -> list[str]:
    """Give what was not read, compared or known, with its number."""
    return [to.say(limit.text) for limit in views.limits(to.report)]


def actions(to: Saying) -> list[Row]:
    """Give the five things to do first."""
    return [
        {
            "what": to.say(action.title),
            "do": to.say(views.to_do(action)),
            "status": to.say(views.statuses_text(action.statuses)),
            "severity": severity(to, action.severity.value),
            "whom": to.text(action.provider) or to.word("company"),
            "why": to.say(action.reason),
            "next": to.say(action.next_step),
            "settles": f"{to.word('settles')} {to.say(views.settled_text(action))}" if action.count > 1 else "",
            "when": to.say(views.span(action.periods)),
        }
        for action in views.actions(to.report)
    ]


def severity(to: Saying, name: str, *, finding: bool = False) -> Row:
    """Give a severity as sign and word, with the name of its look."""
    known = texts.FINDING_SEVERITIES[name] if finding else texts.SEVERITIES[name]
    return {"look": name, "sign": texts.SEVERITY_SIGNS[name], "text": to.say(known)}
