"""Values as markup: every one made visible and escaped, texts in both languages side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from dataroom.model import Bilingual, Report
from dataroom.printable import visible, visible_lines
from dataroom.report import texts, words
from dataroom.report.pictures import clipped

_SAID = {**texts.REVIEW, **texts.PAGE, **texts.TEXTS}


def own(name: str) -> str:
    """Give a file of the page that comes with the program."""
    return files("dataroom.report").joinpath("templates", name).read_text(encoding="utf-8")


def escaping(loaded: Callable[[str], str]) -> Environment:
    """Give an environment in which escaping is on and cannot be forgotten for a value; `loaded` gives a template."""
    return Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FunctionLoader(loaded),
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def environment() -> Environment:
    """Give the environment in which the page is filled in."""
    made = escaping(own)
    made.globals.update(t=said, label=_label, some=_some, texts=texts)
    made.filters.update(
        both=both,
        tspans=tspans,
        clipped=clipped,
        dayspans=_dayspans,
        leaf=_leaf,
        day=_day,
        size=_size,
        whole=_whole,
        instant=_instant,
    )
    made.filters.update(letter=_letter, years=_years, siren=words.siren)
    return made


def _finalize(value: object) -> object:
    # Every value of a template passes here; markup of our own is left alone.
    if isinstance(value, Markup):
        return value
    if value is None:
        return ""
    return visible(value) if isinstance(value, str) else value


def text_of(name: str) -> Bilingual:
    """Give one of the page's own texts."""
    return _SAID[name]


def said(name: str) -> Markup:
    """Give one of the page's own texts as markup."""
    return both(text_of(name))


@lru_cache(maxsize=4096)
def both(text: Bilingual) -> Markup:
    """Give a text in both languages, of which the page shows one; one text alone where they are the same."""
    return _pair(visible(words.typeset(text.fr)), visible(text.en))


def _pair(fr: str, en: str) -> Markup:
    if fr == en:
        return escape(fr)
    return Markup('<span class="l" lang="fr">{}</span><span class="l" lang="en">{}</span>').format(fr, en)


def tspans(text: Bilingual) -> Markup:
    """Give a text in both languages inside the text of a picture."""
    fr, en = visible(words.typeset(text.fr)), visible(text.en)
    if fr == en:
        return escape(fr)
    return Markup('<tspan class="l" lang="fr">{}</tspan><tspan class="l" lang="en">{}</tspan>').format(fr, en)


def _label(table: str, name: str, report: Report) -> Markup:
    return both(texts.label(table, name, report.titles))


def _some(number: int, name: str) -> Markup:
    return both(words.some_both(number, *texts.count_label(name)))


def _day(date: dt.date) -> Markup:
    return _pair(words.day(date, "fr"), words.day(date, "en"))


def _dayspans(date: dt.date) -> Markup:
    return tspans(Bilingual(f"{date:%d/%m/%Y}", date.isoformat()))


def _leaf(path: str) -> str:
    """Give the last part of a path; what lies in an archive is named by its own name."""
    return path.rstrip("/").rpartition("/")[2] or path


def _instant(text: object) -> Markup:
    """Give a moment of the history as people write it; as it is where it is none."""
    known = words.moment(str(text))
    return _pair(visible(known.fr), visible(known.en))


def _size(octets: int) -> Markup:
    return _pair(words.size(octets, "fr"), words.size(octets, "en"))


def _whole(number: int) -> Markup:
    return _pair(words.whole(number, "fr"), words.whole(number, "en"))


def _letter(text: Bilingual) -> Markup:
    return Markup('<span class="l" lang="fr">{}</span><span class="l" lang="en">{}</span>').format(
        visible_lines(words.typeset(text.fr)), visible_lines(text.en)
    )


def _years(columns: tuple[str, ...]) -> list[tuple[str, list[Bilingual]]]:
    """Group the labels of periods by year: `2025` with `01`, `02`… or with `T1`, `Q1`."""
    groups: list[tuple[str, list[Bilingual]]] = []
    for column in columns:
        year, _, rest = column.partition("-")
        if not groups or groups[-1][0] != year:
            groups.append((year, []))
        groups[-1][1].append(Bilingual(rest.replace("Q", "T").replace("H", "S"), rest))
    return groups
