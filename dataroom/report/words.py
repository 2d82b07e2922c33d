"""Numbers, dates, sizes and plurals in French and English."""

from __future__ import annotations

import datetime as dt
import re

from dataroom.model import Bilingual

_MONTHS = {
    "fr": [
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ],
    "en": [
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ],
}  # fmt: skip
_THIN = "\u202f"
_BEFORE = re.compile(r" (?=[»:;?!](?:\s|$|[)»]))")
_AFTER = re.compile(r"(?<=«) ")
_PART = re.compile(r"(\d{4})-(?:(\d{2})|([QH])(\d))")
_INITIALS = {"Q": "T", "H": "S"}


def pick(text: Bilingual, lang: str) -> str:
    """Give one language of a text; French where the language is not English."""
    return text.en if lang == "en" else typeset(text.fr)


def typeset(text: str) -> str:
    """Give a French text with spaces that do not break inside its quotes and before its high punctuation."""
    return _AFTER.sub("\u00a0", _BEFORE.sub("\u00a0", text))


def day(date: dt.date, lang: str) -> str:
    """Give a day in full: `31 mars 2026`, `1er avril 2026`, `31 March 2026`."""
    number = "1er" if lang == "fr" and date.day == 1 else str(date.day)
    return f"{number} {_MONTHS[lang][date.month - 1]} {date.year}"


def moment(text: str) -> Bilingual:
    """Give a moment written as ISO 8601 with its day in full and its clock; as it is where it is none."""
    try:
        at = dt.datetime.fromisoformat(text)
    except ValueError:
        return Bilingual(text, text)
    clock = f"{at:%H:%M} UTC" if at.utcoffset() == dt.timedelta(0) else f"{at:%H:%M}"
    return Bilingual(f"{day(at.date(), 'fr')}, {clock}", f"{day(at.date(), 'en')}, {clock}")


def period(label: str, lang: str) -> str:
    """Give the label of a period as people write it: `octobre 2025`, `T4 2025`, `S1 2025`; else as it is."""
    found = _PART.fullmatch(label)
    if found is None:
        return label
    year, month, kind, number = found.groups()
    if month:
        return f"{_MONTHS[lang][int(month) - 1]} {year}" if 1 <= int(month) <= 12 else label
    return f"{_INITIALS[kind] if lang == 'fr' else kind}{number} {year}"


def siren(text: str) -> str:
    """Give the nine digits of a SIREN in threes."""
    return f"{text[:3]}\u00a0{text[3:6]}\u00a0{text[6:]}" if re.fullmatch(r"\d{9}", text) else text


def whole(number: int, lang: str) -> str:
    """Give a whole number with its thousands apart, as the language does."""
    grouped = f"{number:,}"
    return grouped.replace(",", _THIN) if lang == "fr" else grouped


def size(octets: int, lang: str) -> str:
    """Give a number of bytes with a unit that fits: `1,2 Mo`, `1.2 MB` (powers of 1,000)."""
    units = ("o", "ko", "Mo", "Go", "To") if lang == "fr" else ("B", "kB", "MB", "GB", "TB")
    value, unit = float(octets), 0
    while value >= 999.5 and unit < len(units) - 1:
        value, unit = value / 1000, unit + 1
    text = f"{value:.0f}" if unit == 0 or value >= 99.95 else f"{value:.1f}"
    return f"{text.replace('.', ',') if lang == 'fr' else text}\u00a0{units[unit]}"


def some(number: int, one: Bilingual, many: Bilingual, lang: str) -> str:
    """Give a number with its noun in the right form: French 0 and 1 take the singular, English only 1."""
    single = number < 2 if lang == "fr" else number == 1
    return f"{whole(number, lang)}\u00a0{pick(one if single else many, lang)}"


def some_both(number: int, one: Bilingual, many: Bilingual) -> Bilingual:
    """Give what `some` gives, in both languages."""
    return Bilingual(some(number, one, many, "fr"), some(number, one, many, "en"))


def listed(parts: list[str], lang: str, last: str = "") -> str:
    """Give `a, b et c`; `last` stands before the last part instead of `et`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])}{last or (' et ' if lang == 'fr' else ' and ')}{parts[-1]}"
