"""What corporate papers say that others must confirm: shares, the year that is approved, the number of an amendment."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dataroom.dates import find_dates
from dataroom.facts.accounts import approved
from dataroom.model import Content
from dataroom.text import fold

_SHARES = re.compile(
    r"(?:divise en|compose de|constitue de|represente par|reparti en|totalite des|ensemble des|divided into)\s+"
    r"(?:[a-z' -]{3,60}?\()?\s*(\d{1,3}(?:[ .\u00a0]?\d{3}){0,4})\s*\)?\s*(?:parts?|actions?|shares)\b"
    r"|\b(\d{1,3}(?:[ .\u00a0]?\d{3}){0,4}) (?:parts?(?: sociales)?|actions|shares) (?:de|of) \d[\d ,.]*\s?(?:€|eur)"
)
_CLOSED = re.compile(r"(?:exercice|comptes)[^.;\n]{0,60}?(?:clos|arrete|cloture|ended|au)\w*\s+(?:le\s+|au\s+|on\s+)?")
_AMENDMENT = re.compile(
    r"\b(?:avenant|amendment)\s*(?:n[°o]\s*|no\.?\s*|number\s*)?(\d{1,2})\b(?!\s*(?:/|janv|fev|mars|avr|mai|juin|juil"
    r"|aou|sept|oct|nov|dec|19|20))"
)
_TOP = 700


def shares(content: Content) -> Mapping[str, object]:
    """Give the number of shares into which the capital is divided, where a paper states one alone."""
    numbers: set[int] = set()
    page = None
    for at, text in enumerate(content.pages[:40], 1):
        for match in _SHARES.finditer(fold(text)):
            numbers.add(int(re.sub(r"\D", "", match[1] or match[2])))
            page = page or at
    return {"shares": numbers.pop(), "page": page} if len(numbers) == 1 else {}


def annual_meeting(content: Content) -> Mapping[str, object]:
    """Give what the minutes of a general meeting say: shares, the result and the close of the year that is approved."""
    closes = set()
    for text in content.pages[:10]:
        low = fold(text)
        for match in _CLOSED.finditer(low):
            hits = find_dates(low[match.end() : match.end() + 24])
            if hits and hits[0].start == 0:
                closes.add(hits[0].date.isoformat())
    found = {**shares(content), **approved(content)}
    return {**found, "closed": closes.pop()} if len(closes) == 1 else found


def amendment(content: Content) -> Mapping[str, object]:
    """Give the number that an amendment bears in its first lines."""
    top = fold(content.pages[0][:_TOP]) if content.pages else ""
    match = _AMENDMENT.search(top)
    return {"number": int(match[1])} if match else {}
