"""The cues of every rule, looked for in one pass: what speaks for each type, where it stands and how much it weighs.

The score of a type is the sum of its cues, each counted once, at the place where it weighs most. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial, reduce
from operator import or_
from typing import NamedTuple

from dataroom.model import Content, Evidence, Where
from dataroom.phrases import Phrases
from dataroom.reading import Reading
from dataroom.rules import DocumentRule, Rules
from dataroom.text import Folded, words_of_each

TITLE = 8.0
LOW_TITLE = 5.0
TITLE_ELSEWHERE = 2.0
STRONG = (5.0, 4.0, 3.0, 2.0)
MEDIUM = 2.0
WEAK = 1.0
NAME = 3.0
FOLDER = 1.0
FACT = 8.0
COLUMNS = 7.0
AGAINST = -4.0
CAPS = {"medium": 10.0, "weak": 3.0, "against": -12.0, "folder": 1.5}

_HIGH_LINES = 6
_NEAR_LINES = 60
_TITLE_LINES = 15
_TABLE_LINES = 6
_LONGEST_TITLE = 160
_READ_PAGES = 60
_READ_LETTERS, _LATER_LETTERS = 2500, 1000
"""How far a page is searched: titles, parties, formulas and heads of tables stand at its top; the lexicon reads on."""
_ANNOUNCING = 3  # a name announces what at least a third of its words say
_SEPARATOR = re.compile(r"\s[-–—]\s|[|:\t(•·…]|\.{3,}")
_ITEM = re.compile(r"\s*[-–—•*·▪◦✓☐>]\s")
_PART = re.compile(r"\s[-–—]\s")
"""« Azur - attestation 2026 » announces an attestation as well."""
_LETTERS = re.compile(r"[^\W\d_]+")
_SEAM = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")


class Score(NamedTuple):
    """What speaks for one type: the points, the kinds of cue among them, and the evidence when it is asked for."""

    points: float
    kinds: frozenset[str]
    evidence: Callable[[int], tuple[Evidence, ...]]
    """Gives the so many heaviest cues."""

    @property
    def named(self) -> bool:
        """Tell whether a title, a table or a structural fact speaks for it, not single words alone."""
        return bool(self.kinds & {"title", "columns", "facts"})


class _Cue(NamedTuple):
    rule: int
    kind: str
    wording: str
    key: str  # two spellings of one phrase are one cue
    group: int = 0


class _Found(NamedTuple):
    """A cue at its best place; its quote is made only for the answers that are shown."""

    weight: float
    kind: str
    cue: str
    where: Where
    page: int | None
    quote: Callable[[], str]

    def evidence(self) -> Evidence:
        return Evidence(self.cue, self.where, self.page, self.quote())


class _Tally(dict[str, _Found]):
    """What was found for one rule: each cue at the place where it weighs most."""

    def wants(self, key: str, weight: float) -> bool:
        known = self.get(key)
        return known is None or abs(weight) > abs(known.weight)

    def add(self, key: str, found: _Found) -> None:
        if self.wants(key, found.weight):
            self[key] = found

    def score(self) -> Score:
        kinds: dict[str, list[float]] = {}
        for weight, kind, *_ in self.values():
            if kind in kinds:
                kinds[kind].append(weight)
            else:
                kinds[kind] = [weight]
        speaking = frozenset([kind for kind, weights in kinds.items() if max(weights) > 0])
        return Score(sum([_capped(kind, weights) for kind, weights in kinds.items()]), speaking, self.evidence)

    def evidence(self, most: int) -> tuple[Evidence, ...]:
        ranked = sorted(self.values(), key=lambda found: (-abs(found.weight), found.cue))
        return tuple(found.evidence() for found in ranked[:most])


class _Tallies(dict[int, _Tally]):
    """By the number of a rule, what was found for it; the text is searched for the rules `asked` alone."""

    def __init__(self, asked: AbstractSet[int]) -> None:
        super().__init__()
        self.asked = asked
        self.bits = _bits(asked)

    def __missing__(self, rule: int) -> _Tally:
        tally = self[rule] = _Tally()
        return tally


def _capped(kind: str, weights: list[float]) -> float:
    if kind in CAPS:
        total, cap = sum(weights), CAPS[kind]
        return max(total, cap) if cap < 0 else min(total, cap)
    weights.sort(key=abs, reverse=True)
    if kind == "strong":
        return sum(w * STRONG[min(i, len(STRONG) - 1)] for i, w in enumerate(weights))
    # A second title, table or name adds little: it is the same thing said again.
    return weights[0] + min(2.0, 0.5 * (len(weights) - 1))


def _spelt(word: str) -> bool:
    return bool(_LETTERS.search(word)) and len(word) > 1


class Cues:
    """The cues of all rules, ready to be looked for."""

    def __init__(self, rules: Rules) -> None:
        """Gather the phrases of all rules."""
        self._list: tuple[DocumentRule, ...] = tuple(rules.documents.values())
        all_cues = _cues_of(self._list)
        self._name_cues, self._name_phrases = _gathered(c for c in all_cues if c.kind in {"title", "name", "folder"})
        self._cues, self._phrases = _gathered(c for c in all_cues if c.kind not in {"name", "folder"})
        self._placed = [[cue for cue in group if cue.kind in {"title", "columns"}] for group in self._cues]
        self._spoken: list[list[_Spoken]] = [
            [
                (cue.rule, cue.key, "medium" if cue.kind == "title" else cue.kind, _BODY[cue.kind], cue.wording)
                for cue in group
                if cue.kind in _BODY
            ]
            for group in self._cues
        ]
        """What a phrase says wherever it stands, laid out for the innermost loop."""
        self._uses = self._phrases.gathered([_bits(cue.rule for cue in group) for group in self._cues])
        self._numbers = {rule.id: number for number, rule in enumerate(self._list)}
        self._by_fact: dict[str, list[int]] = {}
        for number, rule in enumerate(self._list):
            for name in rule.cues.facts:
                self._by_fact.setdefault(name, []).append(number)

    def scores(self, reading: Reading, among: Iterable[str] | None = None) -> dict[str, Score]:
        """Give the score of each type for which, or against which, anything speaks.

        The text is asked about the types `among` alone (None: all), the name about all.
        """
        tallies = _Tallies({self._numbers[type_id] for type_id in (self._numbers if among is None else among)})
        self._names(reading, tallies)
        for heading in reading.content.headings[:200]:
            self._heading(heading.page, heading.text, tallies)
        for number, page in enumerate(reading.pages[:_READ_PAGES], start=1):
            self._page(number, page, tallies)
        self._facts(reading.content, tallies)
        return {self._list[rule].id: tally.score() for rule, tally in sorted(tallies.items()) if tally}

    def announced(self, name: str, heading: str = "", own: str | None = None) -> tuple[str, ...]:
        """Give the types that a file's name begins by announcing: `Kbis Martin.pdf`, not `Devis pour la paie.pdf`.

        A phrase that a line of the `heading` of the text takes up announces only what the text says too. The type
        `own` that the text has is announced by any of its words, be it one for its folder.
        """
        stem = (name.rpartition(".")[0] or name).replace("_", " ")
        whole = sum(map(_spelt, Folded(_SEAM.sub(" ", stem)).words()))
        parts = {stem, *_PART.split(stem)}
        spellings = {spelling for part in parts for spelling in (part, _SEAM.sub(" ", part))}
        opened = {pair for text in spellings for pair in self._opening(Folded(text), whole)}
        titled = words_of_each(heading.split("\n")) if opened else []
        found: set[str] = set()
        for cue, said in opened:
            type_id = self._list[cue.rule].id
            if type_id == own or (cue.kind != "folder" and not any(_taken_up(said, line) for line in titled)):
                found.add(type_id)
        return tuple(sorted(found))

    def _opening(self, folded: Folded, whole: int) -> Iterator[tuple[_Cue, tuple[str, ...]]]:
        """Give the cues with which a name begins, each with its words."""
        spoken = folded.words()
        letters = [_spelt(word) for word in spoken]
        opening = next((n for n, spelt in enumerate(letters) if spelt), 0)
        for cue, (first, last) in self._find(folded):
            if first <= opening and sum(letters[first : last + 1]) * _ANNOUNCING >= whole:
                yield cue, tuple(spoken[first : last + 1])

    def _names(self, reading: Reading, tallies: _Tallies) -> None:
        stem = reading.name.rpartition(".")[0] or reading.name
        for cue, _ in self._find(Folded(f"{stem}\n{_SEAM.sub(' ', stem)}")):
            if cue.kind in {"title", "name"}:
                found = _Found(NAME, "name", cue.wording, Where.NAME, None, lambda: reading.name)
                tallies[cue.rule].add(f"{cue.key} in the name", found)
        for folder in reading.folders[-2:]:
            for cue, _ in self._find(Folded(folder)):
                if cue.kind in {"title", "name", "folder"}:
                    found = _Found(FOLDER, "folder", cue.wording, Where.PATH, None, partial(str, folder))
                    tallies[cue.rule].add(f"{cue.key} in the folder", found)

    def _heading(self, page: int, text: str, tallies: _Tallies) -> None:
        folded = Folded(text)
        weight = TITLE if page == 1 else LOW_TITLE / 2
        for cue, place in self._find(folded):
            if cue.kind == "title" and cue.rule in tallies.asked and _covers(folded, *place):
                found = _Found(weight, "title", cue.wording, Where.TITLE, page, lambda: text.strip()[:200])
                tallies[cue.rule].add(cue.key, found)

    def _page(self, number: int, page: Folded, tallies: _Tallies) -> None:
        titles = _title_lines(page) if number == 1 else {}
        columns: dict[tuple[int, int, int], dict[str, int]] = {}
        top = page.last_word_of(_NEAR_LINES)
        seen: set[int] = set()
        letters = _READ_LETTERS if number <= 2 else _LATER_LETTERS
        for phrase, first, last in self._phrases.places(page, letters, self._uses, tallies.bits):
            placed = self._placed[phrase] if first <= top else ()
            fresh = phrase not in seen
            if not (fresh or placed) or (first < last and page.parted(first, last)):
                continue  # said already, or a phrase that goes on in the next cell
            if placed:
                self._by_place(number, page, (first, last), placed, titles, columns, tallies)
            if fresh:
                seen.add(phrase)
                self._anywhere(number, page, (first, last), self._spoken[phrase], tallies)
        self._columns(number, page, columns, tallies)

    def _by_place(  # noqa: PLR0913, PLR0917 - the state of one page
        self,
        number: int,
        page: Folded,
        place: tuple[int, int],
        cues: Iterable[_Cue],
        titles: Mapping[int, float],
        columns: dict[tuple[int, int, int], dict[str, int]],
        tallies: _Tallies,
    ) -> None:
        first, last = place
        line = page.line_of(first)
        high = titles.get(line, 0.0)
        for cue in cues:
            if cue.rule not in tallies.asked:
                continue
            if cue.kind == "columns":
                columns.setdefault((cue.rule, cue.group, line), {})[cue.key] = last - first + 1
            elif high and tallies[cue.rule].wants(cue.key, high) and _covers(page, first, last):
                quote = partial(page.quote, first, last)
                found = _Found(high, "title", cue.wording, Where.TITLE, number, quote)
                tallies[cue.rule].add(cue.key, found)

    def _anywhere(
        self, number: int, page: Folded, place: tuple[int, int], spoken: Iterable[_Spoken], tallies: _Tallies
    ) -> None:
        quote = None
        for rule, key, kind, weight, wording in spoken:
            if rule in tallies.asked:
                tally = tallies[rule]
                near = weight if number <= 2 else weight / 2
                if key not in tally or tally.wants(key, near):
                    quote = quote or partial(page.quote, *place)
                    tally[key] = _Found(near, kind, wording, Where.BODY, number, quote)

    def _columns(
        self, number: int, page: Folded, found: Mapping[tuple[int, int, int], dict[str, int]], tallies: _Tallies
    ) -> None:
        for rule, group, line in sorted(found):
            heads, least = found[rule, group, line], self._list[rule].columns[group].at_least
            # Heads stand close together; the same words strewn over a sentence are no table.
            if len(heads) < least or sum(heads.values()) < 0.5 * len(_LETTERS.findall(page.line(line))):
                continue
            weight = COLUMNS if number <= 2 else COLUMNS / 2
            quote = partial(_shortened, page, line)
            cue = " | ".join(sorted(heads))
            tallies[rule].add(f"columns {group}", _Found(weight, "columns", cue, Where.BODY, number, quote))

    def _facts(self, content: Content, tallies: _Tallies) -> None:
        for name, fact in {fact.name: fact for fact in content.facts}.items():
            for rule in self._by_fact.get(name, ()):
                found = _Found(FACT, "facts", name, Where.FACT, fact.page, partial(str, fact.value[:200]))
                tallies[rule].add(name, found)

    def _find(self, text: Folded) -> Iterator[tuple[_Cue, tuple[int, int]]]:
        """Find what names and titles are made of in a short text."""
        for phrase, first, last in self._name_phrases.places(text):
            if not text.parted(first, last):  # no phrase goes on in the next cell
                for cue in self._name_cues[phrase]:
                    yield cue, (first, last)


def _taken_up(said: Sequence[str], titled: Sequence[str]) -> bool:
    """Tell that a heading bears the words of a name; a single one only where others qualify it: « relevé client »."""
    return set(titled).issuperset(said) and (len(said) > 1 or titled[0] != said[0])


_Spoken = tuple[int, str, str, float, str]
"""A rule's number, then the key, kind, weight and wording of a cue, wherever it stands."""
_BODY = {"title": TITLE_ELSEWHERE, "strong": 1.0, "medium": MEDIUM, "weak": WEAK, "against": AGAINST}


def _gathered(cues: Iterable[_Cue]) -> tuple[list[list[_Cue]], Phrases]:
    groups: dict[str, list[_Cue]] = {}
    for cue in cues:
        groups.setdefault(cue.wording, []).append(cue)
    return list(groups.values()), Phrases(groups)


def _cues_of(rules: Sequence[DocumentRule]) -> list[_Cue]:
    told = [one for number, rule in enumerate(rules) for one in _told_by(number, rule)]
    keys = words_of_each([wording for _, _, wording, _ in told])
    return [
        _Cue(rule, kind, wording, " ".join(key), group)
        for (rule, kind, wording, group), key in zip(told, keys, strict=True)
    ]


def _told_by(number: int, rule: DocumentRule) -> Iterator[tuple[int, str, str, int]]:
    for kind in ("title", "strong", "medium", "weak", "against", "name", "folder"):
        for wording in getattr(rule.cues, kind):
            yield number, kind, wording, 0
    for group, table in enumerate(rule.columns):
        for head in table.heads:
            yield number, "columns", head, group


def _bits(numbers: Iterable[int]) -> int:
    return reduce(or_, (1 << number for number in numbers), 0)


def _shortened(page: Folded, line: int) -> str:
    return page.line(line).strip()[:200]


def _title_lines(page: Folded) -> Mapping[int, float]:
    """Give the lines at the top of a first page that may be its title, by number, with what a title there weighs."""
    lines = [(n, line) for n, line in enumerate(page.lines[:60]) if line.strip()]
    return {
        n: TITLE if place < _HIGH_LINES else LOW_TITLE
        for place, (n, line) in enumerate(lines[:_TITLE_LINES])
        if len(line) <= _LONGEST_TITLE and line.count("\t") < 2 and not _ITEM.match(line)
    }


def _covers(text: Folded, first: int, last: int) -> bool:
    """Tell whether the words found make up most of the piece of line in which they stand."""
    start, end = text.span(first, last)
    line = text.line_of(first)
    whole = text.line(line)
    offset = text.original.find(whole, max(0, start - len(whole) - 1))
    left, right = start - offset, min(end - offset, len(whole))
    cuts = [0, *(m.end() for m in _SEPARATOR.finditer(whole) if m.end() <= left)]
    after = [m.start() for m in _SEPARATOR.finditer(whole) if m.start() >= right]
    piece = whole[cuts[-1] : after[0] if after else len(whole)]
    count = len([w for w in _LETTERS.findall(piece) if len(w) > 1])
    begins = not piece[: max(0, left - cuts[-1])].strip(" \"'«“.-–—0123456789")
    return (last - first + 1) >= (0.2 if begins and count <= 10 else 0.4) * max(1, count)
