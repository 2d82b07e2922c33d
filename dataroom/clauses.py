"""Which clauses a contract holds, on which page, in which words. Pure.

A contract is cut into sentences. In each, phrases of the rules are looked for in one pass; what they weigh is added up
per clause, under a fitting heading more; look-alikes take a sentence out. English sentences may also be judged by
weights that were fitted on labelled contracts. A clause is there when one sentence is enough of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from dataroom.clause_phrases import spaced
from dataroom.clause_rules import MEDIUM, STRONG, Clauses, Combination, Fitted
from dataroom.model import Clause
from dataroom.text import Folded

QUOTE = 200
_HEADING_WORDS = 11
_NUMBER = r"(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|(?i:premier|1er))"
_HEADING = re.compile(
    rf"\W*(?:(?i:article|art\.|section|clause|titre|§)\s*)?{_NUMBER}\b[\s.):°–—-]*(?=[\"“«]?\s?[A-ZÀ-Ý])"
)
_NUMBERED = rf"(?:(?:ARTICLE|Article|SECTION|Section)\s+)?(?:{_NUMBER}|[a-z])[.)\s]\s*[–-]?\s*[\"“«]?[A-ZÀ-Ý]"
_BREAK = re.compile(
    rf"""[.;!?:](?<=[a-z0-9)\]"”’»éèêàùôç].)["”’»)]*(?:\s+(?=["“«(\[]?[A-ZÀ-Ý(•*–-]|\d{{1,2}}\.\d{{0,2}}\s+[A-Z"“])|\s*\n)
    |\n\s*(?=\n|[•▪·–-]\s|{_NUMBERED})
    |\s{{3,}}(?=\d{{1,2}}\.\d{{1,2}}\.?\s+[A-Z"“])""",
    re.VERBOSE,
)
_ITEM = re.compile(r"(?:[(\[]?(?:[a-z]{1,4}|[A-Z]|\d{1,2}°?)[).\]]|[•▪·–*-])\s")
_ONLY_NUMBER = re.compile(
    r"\s*(?:(?:article|art\.|section|clause)\s*)?(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[A-Za-z])[.)]\s*", re.IGNORECASE
)
_NOT_NUMBER = re.compile(r"^ (?:(?:article|art|section|clause|titre) )?(?:(?:\d+|[ivx]+|[a-z]|premier|1er) )*(?=\w)")
_LABEL = re.compile(r"(?=[^\W_])[^.;:\t\n]{3,60}?(?:\s?:\s|\t)(?=\S)")
_STARTS = re.compile(r"\s*[\"“«(\[•–-]?\s*[A-ZÀ-Ý\[]")
_VERB = re.compile(
    r"\b(?:est|sont|sera|seront|a|ont|peut|peuvent|pourra|doit|devra|engage|engagent|prend|remet|reste|demeure|demeurent"
    r"|applique|appliquent|interdit|interdisent|shall|will|may|must|is|are|has|agrees?)\b",
    re.IGNORECASE,
)
# Words that say that nothing is stipulated here, when there is little else in the sentence.
_VOID = re.compile(
    r"\[\W*(?:à|a) (?:rédiger|compléter|définir)|\bto be (?:drafted|completed|defined)\b|intentionally (?:omitted|left blank)"
    r"|\b(?:sans objet|néant|not applicable|reserved)\b",
    re.IGNORECASE,
)
_VOID_WORDS = 10
_ENGLISH = re.compile(r" (?:the|of|shall|this|any|to) ")
_MOST = 1.5
_ELSEWHERE = re.compile(r"\b(?:annexes?|appendix|schedule|exhibit|voir|cf)\b|\[", re.IGNORECASE)


class Kind(IntEnum):
    """What a piece of a contract is."""

    SENTENCE = 0
    LABEL = 1
    """A heading without a number, or a numbered one of a lower level: it adds to the article's heading."""
    HEADING = 2


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or a heading of a contract, and the page on which it starts."""

    page: int
    text: str
    kind: Kind = Kind.SENTENCE


@dataclass(frozen=True, slots=True)
class Finding:
    """What speaks for a clause in one sentence."""

    clause: str
    score: float
    cue: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Under:
    """A heading: its text, what it adds to each clause in the sentences under it, and the phrases in it."""

    text: str
    adds: Mapping[int, float]
    hits: frozenset[int]


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence read: its folded text with what leads it in, the phrases in that, and the heading above it."""

    sentence: Sentence
    text: str
    hits: set[int]
    under: Under


@dataclass(slots=True)
class Sums:
    """What the phrases of a sentence say, by clause: weights with their cues, and the clauses spoken against."""

    scores: dict[int, list[tuple[float, str]]] = field(default_factory=dict)
    fitted: dict[int, list[tuple[float, str]]] = field(default_factory=dict)
    hints: dict[int, list[tuple[float, str]]] = field(default_factory=dict)
    against: set[int] = field(default_factory=set)
    doubts: set[int] = field(default_factory=set)


_NOTHING = Under("", {}, frozenset())


def find_clauses(
    pages: Sequence[str] | Sequence[Folded], clauses: Clauses, language: str | None = None
) -> tuple[Clause, ...]:
    """Give every clause of the rules, sorted by id: found or not, page (from 1) and first words.

    Both languages are always looked for, since contracts mix them; `language` is taken so that callers need not know.
    """
    del language
    best = {finding.clause: finding for finding in findings(pages, clauses)}
    return tuple(_clause(clause, best.get(clause)) for clause in sorted(clauses.ids))


def _clause(clause: str, finding: Finding | None) -> Clause:
    if finding is None:
        return Clause(clause, found=False)
    return Clause(clause, found=True, page=finding.sentence.page, quote=quote(finding.sentence.text))


def findings(pages: Sequence[str] | Sequence[Folded], clauses: Clauses) -> tuple[Finding, ...]:
    """Give for each clause that was found the sentence that states it best, with its cue."""
    best: dict[int, Finding] = {}
    for reading in read(pages, clauses):
        for clause, score, cue in judge(reading, clauses):
            if clause not in best or score > best[clause].score + 0.01:
                best[clause] = Finding(clauses.ids[clause], score, cue, reading.sentence)
    return tuple(best[clause] for clause in sorted(best))


def read(pages: Sequence[str] | Sequence[Folded], clauses: Clauses) -> Iterator[Reading]:
    """Give the sentences that can state something, with the phrases in them and in what leads them in."""
    under = _NOTHING
    cut = list(sentences(pages))
    texts = [spaced(sentence.text) for sentence in cut]
    found = clauses.phrases.find(texts)
    for number, lead in enumerate(leads(cut)):
        sentence, text = cut[number], texts[number]
        hits = found[number] if lead is None else found[number] | found[lead]
        if sentence.kind:
            announced = _announced(text, found[number], clauses)
            under = announced if sentence.kind == Kind.HEADING or announced.adds else under
        length = text.count(" ") - 1
        if _states(sentence, length):
            above = under if _is_under(sentence, length) else _NOTHING
            yield Reading(sentence, text if lead is None else texts[lead] + text, hits, above)


def _announced(text: str, hits: set[int], clauses: Clauses) -> Under:
    """Tell what a heading adds to the sentences under it."""
    adds: dict[int, float] = {}
    for hit in hits:
        for clause in clauses.uses[hit].heads:
            adds[clause] = max(adds.get(clause, 0.0), MEDIUM)
        if _NOT_NUMBER.sub(" ", text) == clauses.titles.get(hit):
            adds.update(dict.fromkeys(clauses.uses[hit].titles, STRONG))
    return Under(text.strip(), adds, frozenset(hits))


def _is_under(sentence: Sentence, length: int) -> bool:
    """Tell whether a sentence says something of its own, so that its heading counts: `see annex 3` does not."""
    return not sentence.kind and (length > _VOID_WORDS or _ELSEWHERE.search(sentence.text) is None)


def _states(sentence: Sentence, length: int) -> bool:
    """Tell whether a sentence of so many words can be more than a heading or a blank."""
    if length < 2 or (sentence.kind and (length < 4 or not _VERB.search(sentence.text))):
        return False
    return length > _VOID_WORDS or _VOID.search(sentence.text) is None


def judge(reading: Reading, clauses: Clauses) -> Iterator[tuple[int, float, str]]:
    """Give the clauses that a sentence states, how strongly (1 to 2), and the heaviest cue."""
    sums = weigh(reading, clauses)
    for clause, cues in sorted(sums.scores.items()):
        score, cue = _sum(cues)
        if score >= STRONG and clause not in sums.against:
            yield clause, min(score, 2 * STRONG), cue
    for clause in sorted({*sums.fitted, *sums.hints} & clauses.models.keys()):
        total = modelled(clause, sums, reading.under, clauses.models[clause])
        if total >= 0 and _ENGLISH.search(reading.text):
            yield clause, STRONG + min(total / 4, STRONG), _sum(sums.hints.get(clause) or sums.fitted[clause])[1]


def weigh(reading: Reading, clauses: Clauses) -> Sums:
    """Collect what the phrases of a sentence say of each clause."""
    sums = Sums()
    for hit in reading.hits:
        use, label = clauses.uses[hit], clauses.labels[hit]
        sums.against.update(use.against)
        sums.doubts.update(use.doubts)
        for pairs, cues in ((use.scores, sums.scores), (use.fitted, sums.fitted), (use.hints, sums.hints)):
            for clause, weight in pairs:
                cues.setdefault(clause, []).append((weight, label))
    for combination in _combined(reading.hits, reading.under.hits, clauses):
        cues = sums.hints if combination.hint else sums.scores
        cues.setdefault(combination.clause, []).append((combination.weight, combination.label))
    for clause, weight in reading.under.adds.items():
        sums.scores.setdefault(clause, []).append((weight, reading.under.text))
    return sums


def modelled(clause: int, sums: Sums, under: Under, model: Fitted) -> float:
    """Give what the fitted model makes of a sentence."""
    hint, doubt, heading = evidence(clause, sums, under)
    total = model.bias + model.hint * hint + model.doubt * doubt + model.heading * heading
    return total + _sum(sums.fitted.get(clause, []))[0]


def evidence(clause: int, sums: Sums, under: Under) -> tuple[float, float, float]:
    """Give what the written rule says of a sentence: for the clause, against it, and by its heading."""
    return min(_sum(sums.hints.get(clause, []))[0], _MOST), float(clause in sums.doubts), under.adds.get(clause, 0.0)


def _sum(cues: list[tuple[float, str]]) -> tuple[float, str]:
    """Add the weights up, and name the heaviest cue."""
    return sum(sorted(weight for weight, _ in cues)), max(cues, default=(0.0, ""))[1]


def _combined(hits: set[int], above: frozenset[int], clauses: Clauses) -> Iterator[Combination]:
    """Give the combinations of which every group has a phrase in the sentence, or else in the heading above it."""
    own: dict[int, int] = {}
    bars: set[int] = set()
    for hit in hits:
        bars.update(clauses.uses[hit].bars)
        for number, bit in clauses.uses[hit].parts:
            own[number] = own.get(number, 0) | bit
    lent: dict[int, int] = {}
    for hit in above:
        for number, bit in clauses.uses[hit].parts:
            lent[number] = lent.get(number, 0) | bit
    for number in sorted(own.keys() - bars):
        combination = clauses.combinations[number]
        if own[number] | lent.get(number, 0) == (1 << combination.groups) - 1:
            yield combination


def sentences(pages: Sequence[str] | Sequence[Folded]) -> Iterator[Sentence]:
    """Cut pages into headings and sentences."""
    for number, page in enumerate(pages, 1):
        text = page.original if isinstance(page, Folded) else page
        start = 0
        for match in _BREAK.finditer(text):
            if _ONLY_NUMBER.fullmatch(text, start, match.end()):
                continue
            yield from _pieces(number, text[start : match.end()])
            start = match.end()
        yield from _pieces(number, text[start:])


def leads(cut: Sequence[Sentence]) -> list[int | None]:
    """Give for each item of a list the number of the sentence that leads it in, ending in a colon; None for others."""
    given: list[int | None] = []
    lead: int | None = None
    runs_on = False
    for number, sentence in enumerate(cut):
        if sentence.kind == Kind.HEADING or not (runs_on or _ITEM.match(sentence.text)):
            lead = None
        given.append(lead)
        if lead is None and sentence.text.endswith(":"):
            lead = number
        runs_on = sentence.text.endswith((":", ";", ","))
    return given


def _pieces(page: int, text: str) -> Iterator[Sentence]:
    """Part headings and labels from the sentence that follows them."""
    text = text.strip()
    while text:
        line, newline, rest = text.partition("\n")
        label = _LABEL.match(line)
        if newline and (kind := _heading(line)) and _STARTS.match(rest):
            yield Sentence(page, line.strip(), kind)
            text = rest.strip()
        elif label and not _VERB.search(label[0]):
            yield Sentence(page, label[0].strip(" :\t"), _heading(label[0]) or Kind.LABEL)
            text = text[label.end() :].strip()
        else:
            break
    if text:
        yield Sentence(page, text, _heading(text))


def _heading(line: str) -> Kind:
    """Tell whether a line is a heading."""
    length = line.count(" ")
    if len(line) > 100 or length > _HEADING_WORDS:
        return Kind.SENTENCE
    if match := _HEADING.match(line):
        return Kind.LABEL if "." in match[0].strip(" .") else Kind.HEADING
    if line.isupper():
        return Kind.HEADING
    return Kind.LABEL if length < 6 and line[:1].isupper() and line[-1:] not in ".,;:" else Kind.SENTENCE


def quote(sentence: str) -> str:
    """Give the first words of a sentence on one line, at most 200 characters."""
    line = " ".join(sentence.split())
    if len(line) <= QUOTE:
        return line
    return line[: QUOTE + 1].rpartition(" ")[0] or line[:QUOTE]
