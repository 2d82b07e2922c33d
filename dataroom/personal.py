"""Natural persons in a page by its words: when they were born, where they live, how to reach them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dataroom.model import Confidence
from dataroom.patterns import compiled
from dataroom.traces import CIVIL_NAME, TWO_WORDS, Page, Trace, names_person

_MONTH = r"(?:janv|fevr?|mars|avr|mai|juin|juil|aout|sept?|oct|nov|dec|jan|feb|march|apr|may|june|july|aug)[a-z]*\.?"
_DAY = (
    rf"(?:\d{{1,2}}(?:er)?[ /.-]{{1,2}}(?:\d{{1,2}}|{_MONTH})[ /.-]{{1,2}}(?:19|20)?\d{{2}}\b"
    r"|(?:19|20)\d{2}-\d{2}-\d{2})"
)
# Debts and obligations are born too.
_BIRTH = (
    r"naissance\b(?! d(?:e|u) (?:la |l'|cette |ce |son |leur )?"
    r"(?!salari|enfant|interesse|assure|associe|gerant|dirigeant|m\.|mme|monsieur|madame)[a-z])"
)
_BORN = (
    rf"(?:\bnee?(?:\(e\)|[.·]e)?s?(?: a [^,\n\d]{{2,30}}(?:\(\d+\))?,?| ,)? (?:le )?:?\s?{_DAY}"
    rf"|\bnee?(?:\(e\))? en (?:19|20)\d\d\b|\bborn (?:on )?(?:the )?{_DAY}|\bborn in (?:19|20)\d\d\b"
    rf"|(?:{_BIRTH}|birth)\b(?:[^\n\d]{{0,60}}\n)?[^\n\d]{{0,60}}{_DAY}"
    rf"|(?:{_BIRTH}|birth)\b[^\n\d]{{0,12}}(?:19[2-9]\d|200\d|201\d)\b)"
)
_BORN_STEMS = (
    "ne le ", "nee le ", "ne(e) ", "ne a ", "nee a ", "ne en ", "nee en ", "nes le ", "naissance", "born ", "birth",
    "ne.e", "ne, le", "ne·e",
)  # fmt: skip
_HEAD_STEMS = ("naissance", "birth", "ne le", "ne(e) le", "nais.")
_HEAD = r"naissance|\bne\(?e?\)? le\b|birth|\bnais\."
_BIRTH_YEAR = r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:19[4-9]\d|200\d)\b|\b(?:19[4-9]\d|200\d)-\d{2}-\d{2}\b"
_STREET = (
    r"(?:\b\d{1,4}(?: ?(?:bis|ter|quater|[a-d]))?,? (?:rue|avenue|av\.?|boulevard|bld|bd\.?|chemin|ch\.|impasse|imp\."
    r"|all[ée]es?|place|quai|route|rte|cours|square|traverse|mont[ée]e|passage|lotissement|r[ée]sidence|villa|hameau"
    r"|lieu-dit|faubourg|esplanade|sentier|promenade|mail|voie|cit[ée]|clos|domaine)\b"
    r"|\b\d{1,4}[a-z]? (?:[a-z'.]+ ){1,3}(?:street|road|lane|drive|close|avenue|square|way|crescent|gardens)\b)"
)
_TOWN = r"\b\d{5} [a-z]{2}"
_HOME = (
    r"(?:\bdemeurant|\bdomicilie(?:e|\(e\)|s)?|\bresidant|\bhabitant|\bdomicile(?: personnel)?|residence principale"
    r"|adresse (?:personnelle|privee|du domicile|du salarie|de residence)|\bresiding|\bresident at|home address)\b"
    rf"(?:[^\n]{{0,40}}\n)?[^\n]{{0,60}}?(?:{_STREET}|{_TOWN})"
)
_HOME_STEMS = (
    "demeurant", "domicili", "residant", "habitant", "domicile", "residence principale", "adresse personnelle",
    "adresse privee", "adresse du ", "adresse de residence", "residing", "resident at", "home address",
)  # fmt: skip
_COMPANY = (
    r"\b(?:societes?|sarl|sasu?|eurl|sci|snc|selarl|siege|association|cabinet|etablissement|compagnie|company"
    r"|ltd|gmbh"
    r"|banque|agence|rcs|siren|siret|capital de|direct(?:eur|rice)|service|expert|avocate?|notaire|president"
    r"|consultante?)\b|\bs\.a\.[rs]"
)
_PERSON = (
    r"\b(?:m\.|mm\.|mr|mme|mlle|monsieur|madame|mademoiselle|nee?|nee?\(e\)|gerante?|salariee?|associee?|nationalite"
    r"|mrs|ms)[ ,\n\t.:]"
)
_ADDRESSEE = (
    rf"{CIVIL_NAME}[^\n\d]{{0,50}}?(?:,|\n|\t| - | – )[^\n\d]{{0,40}}\n?[^\n\d]{{0,12}}"
    rf"(?i:{_STREET})[^\n]{{0,60}}\n?[^\n\d]{{0,20}}\d{{5}}\b"
)
_CIVIL_STEMS = ("m. ", "mme", "monsieur", "madame", "mlle", "mr ", "mrs ", "mademoiselle")
_OFFICE_BEFORE = (
    r"(?:suivie? par|contact|interlocut\w*|attention de|a l'att\w*|represente\w*|par|gestionnaire|signataire|maitre"
    r"|conseil\w*)\s*:?\s*$"
)
_FIRM_ABOVE = r"(?:^|\n)[^\n]*\b(?:sarl|sasu?|eurl|cabinet|societe|association|agence|banque|etude)\b[^\n]*\n\s*$"
_OWN_NAME = (
    r"\b(?:EI|[Ee]ntrepreneuse? individuel(?:le)?|[Ee]ntreprise individuelle|[Mm]icro-entrepreneu(?:r|se)"
    rf"|[Aa]uto-entrepreneu(?:r|se))\b[^\n]{{0,40}}\n?[^\n\d]{{0,60}}\n?[^\n\d]{{0,20}}(?i:{_STREET})"
)


def persons(page: Page) -> Iterator[Trace]:
    """Give the birth dates, the homes, the private e-mail addresses and the mobile phones of a page."""
    yield from _births(page)
    yield from _homes(page)
    yield from _addressees(page)
    yield from _mails(page)
    yield from _mobiles(page)


def _births(page: Page) -> Iterator[Trace]:
    found = False
    for match in page.near(_BORN, _BORN_STEMS, 4, 130):
        if match.group()[:8].rstrip("0123456789").endswith("en ") and not names_person(
            page.around(match.start(), match.end(), 80)
        ):
            continue  # companies are born in a year as well
        found = True
        yield Trace("personal-data-birth-date", match.start(), "••/••/••••", key=hash(match.group()))
    if found:
        return
    seen = 0
    for start, end in page.lines_with(_HEAD_STEMS):
        if start < seen:
            continue
        if compiled(_HEAD).search(page.low, start, end):
            seen = end + 6000
            for row in compiled(_BIRTH_YEAR).findall(page.low, end, end + 6000):
                yield Trace("personal-data-birth-date", start, "••/••/••••", Confidence.MEDIUM, key=hash(row))


def _homes(page: Page) -> Iterator[Trace]:
    for match in page.near(_HOME, _HOME_STEMS, 1, 200):
        if _is_home(page, match):
            yield Trace("personal-data-home-address", match.start(), key=hash(match.group()))


def _is_home(page: Page, match: re.Match[str]) -> bool:
    before = page.before(match.start(), 200)
    if compiled(r"(?:elit|elisent|election de|elu|eliront) *$").search(before):
        return False
    company, person = _last(_COMPANY, before), _last(_PERSON, before)
    if company > person:
        return False
    return person >= 0 or not match.group().startswith(("residant", "habitant", "domiciliee "))


def _last(pattern: str, text: str) -> int:
    return max((match.start() for match in compiled(pattern).finditer(text)), default=-1)


def _addressees(page: Page) -> Iterator[Trace]:
    for start, end in page.windows(_CIVIL_STEMS, 0, 220):
        if not compiled(r"\b\d{5}\b").search(page.low, start, end):
            continue
        for match in compiled(_ADDRESSEE).finditer(page.text, start, end):
            low = page.low[match.start() : match.end()]
            before = page.before(match.start(), 45)
            office = compiled(_OFFICE_BEFORE).search(before) or compiled(_FIRM_ABOVE).search(before)
            if not office and not compiled(_COMPANY).search(low):
                yield Trace("personal-data-home-address", match.start(), "", Confidence.MEDIUM, key=hash(low))
    for start, end in page.windows(("entrepr", " ei"), 6, 220):
        for match in compiled(_OWN_NAME).finditer(page.text, start, end):
            yield Trace("personal-data-home-address", match.start(), "", Confidence.MEDIUM, key=hash(match.group()))
    if "293 b" in page.low and (at := _own_business(page)) is not None:
        yield Trace("personal-data-home-address", at, "", Confidence.MEDIUM)


def _own_business(page: Page) -> int | None:
    # Whoever invoices without VAT, under a person's name and no form of company, trades as a natural person.
    head = page.low[:200]
    named = compiled(TWO_WORDS).match(page.text.lstrip())
    street = compiled(_STREET).search(head)
    if named is None or street is None or compiled(_COMPANY.replace("|siren|siret", "")).search(head[: street.end()]):
        return None
    return street.start()


_MAIL = (
    r"(?<![a-z0-9._+-])([a-z0-9][a-z0-9._+-]{0,63})@((?:gmail|hotmail|outlook|live|yahoo|ymail|orange|wanadoo"
    r"|free|sfr"
    r"|laposte|neuf|icloud|me|bbox|numericable|aol|protonmail|proton|gmx|msn|club-internet|aliceadsl|cegetel)"
    r"\.(?:com|fr|net|me|eu))\b"
)
_OFFICE = (
    r"^(?:contact|info|compta|comptabilite|direction|accueil|commercial|admin|secretariat|facturation|rh|paie|bonjour"
    r"|hello|sav)\b"
)
_MOBILE = r"(?:0(?<![\d.]0)|\+33(?: ?\(0\))? ?)[67](?:[ .-]?\d{2}){4}(?!\d)"


def _mails(page: Page) -> Iterator[Trace]:
    for match in page.near(_MAIL, ("@",), 66, 30):
        if not compiled(_OFFICE).search(match.group(1)):
            sample = f"{match.group(1)[0]}•••@{match.group(2)}"
            yield Trace("personal-data-email", match.start(), sample, substance=False, key=hash(match.group()))


def _mobiles(page: Page) -> Iterator[Trace]:
    for match in page.near(_MOBILE, ("06", "07", "+33"), 1, 20):
        own = compiled(r"\b(?:perso\w*|privee?|domicile|private)\b[^\n]{0,25}$").search(page.before(match.start(), 45))
        digits = "".join(char for char in match.group() if char.isdigit())[-9:]
        sample = f"0{digits[0]} •• •• •• {digits[-2:]}"
        yield Trace("personal-data-phone", match.start(), sample, substance=own is not None, key=hash(digits))


def reachable(page: Page) -> bool:
    """Tell whether a page gives a mobile phone or an e-mail address."""
    return "@" in page.low or next(_mobiles(page), None) is not None
