"""The result and the total that annual accounts, a tax return or the minutes that approve them state."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from dataroom.facts.amounts import first_cents
from dataroom.facts.rows import lines_of
from dataroom.model import Content
from dataroom.text import fold

_RESULT = re.compile(
    r"\s*(?:[a-z]{2}\s+|[a-z]{2}/[a-z0-9]{2}\s+|\d{1,2}\s*[.)-]?\s+)?"
    r"(?:resultat(?: net)?(?: comptable)?(?: de l'exercice| de la periode)?(?: \(?benefice ou perte\)?)?"
    r"|benefice(?: net| comptable)?(?: ou perte)?(?: de l'exercice)?|(?P<loss>perte)(?: nette"
    r"| comptable)?(?: de l'exercice)?"
    r"|(?:net )?(?:profit|income|result)(?: for the (?:financial )?(?:year|period))?|net profit or loss)"
    r"(?=\s*[\t:.…]|\s+[-–+(]?\s?\d)"
)
_TOTAL = re.compile(
    r"\s*(?:[a-z]{2}(?:/[a-z0-9]{2})?\s+)?total (?:general|(?:de l')?actif|(?:du )?passif|du bilan"
    r"|assets)\b(?! (?:immobilise|circulant))"
)
_SAID = re.compile(
    r"\b(?P<kind>benefice|perte|resultat|profit|loss)(?: net(?:te)?)?(?: comptable)?(?: de l'exercice)?[^.;\n\d]{0,80}?"
    r"(?P<amount>[-–]?\s?\d{1,3}(?:[ .\u00a0]\d{3}){0,4}(?:,\d{1,2})?)\s?(?:€|euros?\b|eur\b)"
)
_THOUSANDS = re.compile(r"en milliers d'euros|en k(?:€|eur)\b|\(k(?:€|eur)\)|in thousands of euros")
_PAGES = 60


def accounts(content: Content) -> Mapping[str, object]:
    """Give `result` and `total` in cents with their pages, where the lines of a statement agree on one figure."""
    if any(_THOUSANDS.search(fold(page[:20_000])) for page in content.pages[:_PAGES]):
        return {}
    results: list[tuple[int, int]] = []
    totals: list[tuple[int, int]] = []
    for page, line in lines_of(content):
        low = fold(line)
        match = _RESULT.match(low)
        if match is not None:
            cents = first_cents(low[match.end() :])
            if cents is not None and abs(cents) >= 100:
                results.append((-abs(cents) if match["loss"] else cents, page))
        elif (found := _TOTAL.match(low)) is not None:
            # Gross, depreciation and net stand in one row of the assets: such a row tells no single total.
            cents = first_cents(low[found.end() :])
            if cents is not None and cents >= 100_00:
                totals.append((cents, page))
    return {**_agreed("result", results), **_agreed("total", totals)}


def approved(content: Content) -> Mapping[str, object]:
    """Give the result that minutes state in a sentence, where they state one alone."""
    found: list[tuple[int, int]] = []
    for page, text in enumerate(content.pages[:_PAGES], 1):
        for match in _SAID.finditer(fold(text)):
            cents = first_cents(match["amount"])
            if cents is not None and abs(cents) >= 100:
                found.append((-abs(cents) if match["kind"] in {"perte", "loss"} else cents, page))
    if len({cents for cents, _ in found}) != 1:
        return {}
    return {"result": found[0][0], "result_page": found[0][1], "result_times": len(found)}


def _agreed(name: str, found: list[tuple[int, int]]) -> dict[str, object]:
    counted = Counter(cents for cents, _ in found).most_common(2)
    if not counted or (len(counted) == 2 and counted[0][1] == counted[1][1]):
        return {}
    cents, times = counted[0]
    page = next(page for value, page in found if value == cents)
    return {name: cents, f"{name}_page": page, f"{name}_times": times}
