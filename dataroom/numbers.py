"""Where the numbers of persons, accounts and cards stand in a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dataroom.identifiers import IBAN_LENGTHS, is_card, is_iban, is_nir, is_rib, is_tax_number
from dataroom.model import Confidence
from dataroom.patterns import compiled
from dataroom.traces import Page, Trace

_RUN = r"\d[\d .\-ab]{12,}"
"""Stretches long enough to hold any of these numbers, but for its letters; all else is passed over."""
_NIR = (
    r"(?<![\d.,])([1-478])([ .]?)(\d{2})([ .]?)(0[1-9]|1[0-2]|[23]\d|4[0-2]|[5-9]\d)([ .]?)(\d{2}"
    r"|2[ab])([ .]?)(\d{3})"
    r"([ .]?)(\d{3})(?:[ ./-]{0,3}(\d{2}))?(?!\d|,\d)"
)
_NIR_LABEL = r"secu|\bnir\b|n[°o] ?ss\b|\bnss\b|n[°o]\.? ?insee|social security|assure social"
_CARD = r"(?<![\d.,/-])(?:\d{4}([ -])\d{4}\1\d{4}\1\d{4}|3[47]\d{2}[ -]\d{6}[ -]\d{5}|[2-5]\d{14,15})(?!\d|,\d)"
_CARD_LABEL = r"\bcartes?\b|\bcard\b|\bcb\b|visa|mastercard|\bamex\b|american express|\bcvv|\bcvc|cryptogramme"
_TAX = r"(?<!\d)([0-3]\d[ .]?\d{2}[ .]?\d{3}[ .]?\d{3}[ .]?\d{3})(?!\d)"
_IDENTITY = (
    r"(?:passeport|passport|d'identite|\bcni\b|(?:titre|carte) de (?:sejour|resident)|permis de conduire"
    r"|residence permit)"
    r"[^\n\d]{0,60}?(?:n[°o]|numero|number|no\.?"
    r"|[:\t])\s*:?\s*((?=(?:[a-z ]*\d){5})[a-z0-9]{2}[a-z0-9 ]{5,11}[a-z0-9])\b"
)
_MRZ = (
    r"(?m)^[ \t]*((?:P<|ID|I<|A<|C<)[A-Z0-9]{3}[A-Z<]{4,}[A-Z0-9<]{12,}"
    r"|[A-Z0-9]{9}\d[A-Z]{3}\d{7}[MF<]\d{7}[A-Z0-9<]+)"
)
_PERSON = (
    r"(?:titulaires?|beneficiaires?|salarie(?:\(e\)|e|s)?|debiteur|compte de|verse[er]? a"
    r"|holder)\s*(?:du compte)?\s*[:\t-]?\s*"
    r"(?:m\.|mr|mme|mlle|monsieur|madame)\s|salarie|compte personnel|personal account|virement des? salaire"
)
_HOLDER = (
    r"(?:^|\n)[ \t]*(?:m\.|mr|mme|mlle|monsieur|madame)[ \t]+(?:[a-z'-]+[ \t]*){1,4}\n?"
    r"[ \t]*(?:(?:son )?(?:iban|rib)\b)?[^a-z0-9\n]*$"
)
"""A line, or what stands before the number on its line, that is a person's name and nothing else."""
_IBAN_NEVER_PERSONAL = r"\b(?:sarl|sasu?|societe|eurl|selarl|sci|association|cabinet|notre compte|siret|siren|rcs)\b"


def numbers(page: Page) -> Iterator[Trace]:
    """Give each number of a person, an account or a card that stands in a page."""
    runs = [(max(0, m.start() - 12), m.end() + 30) for m in compiled(_RUN).finditer(page.low)]
    yield from _nirs(page, runs)
    accounts = [*_ibans(page, runs), *_ribs(page)]
    for trace, _ in accounts:
        yield trace
    yield from _cards(page, runs, [span for _, span in accounts])
    yield from _tax_numbers(page, runs)
    yield from _identity(page)


def _within(pattern: str, text: str, runs: list[tuple[int, int]]) -> Iterator[re.Match[str]]:
    seen = -1
    for start, end in runs:
        for match in compiled(pattern).finditer(text, max(start, seen), end):
            seen = match.end()
            yield match


def _nirs(page: Page, runs: list[tuple[int, int]]) -> Iterator[Trace]:
    headed: bool | None = None
    for match in _within(_NIR, page.low, runs):
        sure = _nir_confidence(page, match)
        if sure is None and match.group(12):
            if headed is None:
                headed = compiled(_NIR_LABEL).search(page.low) is not None
            sure = Confidence.MEDIUM if headed else None
        if sure is not None:
            digits = _bare(match.group())
            yield Trace("personal-data-nir", match.start(), f"{digits[0]} •• •• •• ••• •••", sure, key=hash(digits))


def _nir_confidence(page: Page, match: re.Match[str]) -> Confidence | None:
    gaps = set(match.groups()[1:10:2])
    good = is_nir(_bare(match.group()))
    if good and len(gaps) == 1:
        return Confidence.HIGH
    labelled = compiled(_NIR_LABEL).search(page.before(match.start(), 80)) is not None
    if good or labelled:
        return Confidence.HIGH if good and labelled else Confidence.MEDIUM
    # So spaced, nothing else is written like it; who types a number over may well get its key wrong.
    return Confidence.MEDIUM if gaps == {" "} else None


def _ibans(page: Page, runs: list[tuple[int, int]]) -> Iterator[tuple[Trace, tuple[int, int]]]:
    for match in _within(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?=[ \u00a0]?[A-Z0-9]{4})", page.text, runs):
        length = IBAN_LENGTHS.get(match.group()[:2])
        if length is None:
            continue
        end = _eat(page.text, match.start(), length)
        number = page.text[match.start() : end].replace(" ", "").replace("\u00a0", "")
        if len(number) != length or page.text[end : end + 1].isalnum():
            continue
        if not is_iban(number) and "iban" not in page.before(match.start(), 60):
            continue
        sure = Confidence.HIGH if is_iban(number) else Confidence.MEDIUM
        yield _account(page, match.start(), end, f"{number[:4]} •••• {number[-3:]}", number, sure), (match.start(), end)


def _eat(text: str, at: int, length: int) -> int:
    taken = 0
    while at < len(text) and taken < length:
        char = text[at]
        if char.isascii() and (char.isdigit() or char.isupper()):
            taken += 1
        elif char not in " \u00a0" or text[at - 1] in " \u00a0":
            break
        at += 1
    return at


def _ribs(page: Page) -> Iterator[tuple[Trace, tuple[int, int]]]:
    pattern = r"\b(\d{5})[ \t|-]+(\d{5})[ \t|-]+([0-9a-z]{11})[ \t|-]+(\d{2})(?!\w)"
    stems = ("rib", "banque", "guichet", "bancaire", "bank", "iban", "domiciliation")
    for match in page.near(pattern, stems, 90, 260):
        good = is_rib(*match.groups())
        if good or compiled(r"\brib\b|code banque|guichet").search(page.before(match.start(), 160)):
            sure = Confidence.HIGH if good else Confidence.MEDIUM
            sample = f"••••• ••••• •••••••• {match.group(3)[-3:]}"
            yield _account(page, match.start(), match.end(), sample, match.group(), sure), match.span()


def _account(page: Page, start: int, end: int, sample: str, number: str, sure: Confidence) -> Trace:  # noqa: PLR0917, PLR0913 - what a trace is made of
    context = page.low[max(0, start - 200) : end + 120]
    held = compiled(_PERSON).search(context) or compiled(_HOLDER).search(page.before(start, 90))
    person = held is not None and not compiled(_IBAN_NEVER_PERSONAL).search(context)
    kind = "personal-data-bank-account" if person else "bank-details"
    return Trace(kind, start, sample, sure, person, hash(number))


def _cards(page: Page, runs: list[tuple[int, int]], taken: list[tuple[int, int]]) -> Iterator[Trace]:
    for match in _within(_CARD, page.low, runs):
        digits = _bare(match.group())
        if not is_card(digits) or any(a <= match.start() < b for a, b in taken):
            continue
        labelled = compiled(_CARD_LABEL).search(page.low, max(0, match.start() - 100), match.end() + 60) is not None
        if labelled or digits != match.group():
            sure = Confidence.HIGH if labelled else Confidence.MEDIUM
            yield Trace("personal-data-card", match.start(), f"•••• •••• •••• {digits[-4:]}", sure, key=hash(digits))


def _tax_numbers(page: Page, runs: list[tuple[int, int]]) -> Iterator[Trace]:
    label = compiled(r"(?:numero|n[°o]\.?|identifiant|reference) fiscal|\bspi\b|tax number|tax id")
    for match in _within(_TAX, page.low, runs):
        if label.search(page.before(match.start(), 60)):
            digits = _bare(match.group())
            sure = Confidence.HIGH if is_tax_number(digits) else Confidence.MEDIUM
            yield Trace("personal-data-tax-number", match.start(), "•• •• ••• ••• •••", sure, key=hash(digits))


def _identity(page: Page) -> Iterator[Trace]:
    stems = ("passeport", "passport", "identite", "cni", "sejour", "resident", "permis de conduire", "residence permit")
    for match in page.near(_IDENTITY, stems, 20, 130):
        key = hash(_bare(match.group(1)))
        yield Trace("personal-data-identity-document", match.start(), "•••••••••", Confidence.MEDIUM, key=key)
    if "<<" in page.text:
        for match in compiled(_MRZ).finditer(page.text):
            yield Trace("personal-data-identity-document", match.start(), "•••<<•••", key=hash(match.group()))


def _bare(number: str) -> str:
    return "".join(char for char in number if char.isalnum())
