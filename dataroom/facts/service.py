"""The indicators of a service-level agreement and of the reports that measure them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from dataroom.facts.rows import lines_of
from dataroom.model import Content
from dataroom.text import fold

_TARGET = ("cible", "objectif", "engagement", "target", "seuil", "niveau attendu", "attendu")
_RESULT = ("resultat", "realise", "mesure", "result", "actual", "atteint", "constate", "valeur")
_PERCENT = re.compile(r"(?<![\d,.])(\d{1,3}(?:[.,]\d{1,3})?)\s?%")
_CODE = re.compile(r"([a-z]{1,4}[-. ]?\d{1,3})\b")
_WORD = re.compile(r"[a-z]{4,}")
_UPWARDS = re.compile(
    r"\b(?:taux|disponib|success|reuss|rate|conform|respect|ponctual|qualite|justes|satisf|accept|uptime|availab"
    r"|resol|recouvr)"
)
_DOWNWARDS = re.compile(
    r"\b(?:erreur|rectifi|rejet|perdu|abandon|anomal|retard|delai|reclam|corrected|error|lost|late|delay|below|under"
    r"|inferieur"
    r"|maxim|moins de)|[<≤]"
)
_MOST = 60
_FEWEST_CODES = 3
_DURATION = re.compile(r"\d\s*(?:h|heures?|jours?|minutes?|hours?|days?)\b")
_LONGEST = 160


def promised(content: Content) -> Mapping[str, object]:
    """Give the lines of a service-level agreement that set a level: code, words of the label, wording."""
    rows = [_indicator(page, label) for page, label in _levels(content)]
    coded = [row for row in rows if row["code"]]
    # Where the lines bear codes, what bears none is text around them.
    rows = coded if len(coded) >= _FEWEST_CODES else rows
    return {"rows": rows[:_MOST]} if rows else {}


def measured(content: Content) -> Mapping[str, object]:
    """Give the lines of a report that measure: code, words, wording, and target and result in hundredths of a percent.

    Target and result are given only where a row of headings tells which is which, both are percentages, and it is
    plain that more is better.
    """
    rows: list[dict[str, object]] = []
    order: tuple[str, ...] = ()
    for page, line in lines_of(content):
        low = fold(line)
        heads = _headings(low)
        order = heads or order
        percents = [_hundredths(match[1]) for match in _PERCENT.finditer(low)]
        label = _label(line)
        if not order or not label or heads:
            continue
        if not percents and not re.search(r"\d", low[len(label) :]):
            continue
        row = _indicator(page, label)
        if len(order) == len(percents) == 2 and _UPWARDS.search(low) and not _DOWNWARDS.search(low):
            row.update(zip(order, percents, strict=True))
        rows.append(row)
    return {"rows": rows[:_MOST]} if rows else {}


def _levels(content: Content) -> Iterator[tuple[int, str]]:
    headed = False
    for page, line in lines_of(content):
        low = fold(line)
        if any(word in low for word in _TARGET) and (
            "indicateur" in low or "mesure" in low or "definition" in low or "measure" in low
        ):
            headed = True
            continue
        label = _label(line)
        if headed and label and (_CODE.match(low) or _PERCENT.search(low) or _DURATION.search(low)):
            yield page, label
        elif headed and re.match(r"\s*\d+\.\s", line):
            headed = False


def _headings(low: str) -> tuple[str, ...]:
    """Give `target` and `result` in the order in which a row of headings names them, or the target alone."""
    if _PERCENT.search(low) or len(low) > _LONGEST:
        return ()
    target = min((low.find(word) for word in _TARGET if word in low), default=-1)
    result = min((low.find(word) for word in _RESULT if word in low), default=-1)
    if target < 0:
        return ()
    if result < 0:
        return ("target",)
    return ("target", "result") if target < result else ("result", "target")


def _label(line: str) -> str:
    cell = line.split("\t", maxsplit=1)[0] if "\t" in line else re.split(r"\s[\d<≤>≥–]|\s{2,}", line, maxsplit=1)[0]
    cell = cell.strip(" |:–-")
    if not _WORD.search(fold(cell)) and not _CODE.fullmatch(fold(cell)):
        return ""
    return cell[:80]


def _indicator(page: int, label: str) -> dict[str, object]:
    low = fold(label)
    code = _CODE.match(low)
    return {"page": page, "label": label, "code": code[1] if code else "", "words": _stems(low)}


def _stems(low: str) -> list[str]:
    return sorted(
        {word[:6] for word in _WORD.findall(low)} - {"dans", "pour", "avec", "from", "with", "within", "taux"}
    )


def _hundredths(text: str) -> int:
    whole, _, part = text.replace(",", ".").partition(".")
    return int(whole) * 100 + int((part + "00")[:2])


def same(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Tell whether two rows are about the same indicator: the same code, or most of the words of the shorter label."""
    if one["code"] and other["code"]:
        return one["code"] == other["code"]
    first, second = _set(one["words"]), _set(other["words"])
    return bool(first and second) and 2 * len(first & second) > min(len(first), len(second))


def _set(words: object) -> set[str]:
    return set(words) if isinstance(words, Sequence) else set()
