"""The annexes that a document says it has, and those that stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from dataroom.dates import lowered
from dataroom.patterns import compiled, near

_LABEL = (
    r"(?P<word>annexes?|appendix|appendices|schedules?|exhibits?"
    r"|attachments?)\s*(?:n[°o]\s?)?(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2})?|[a-h]|[ivx]{1,4})\b(?![°'’])"
)
_MORE = r"(?:\s*(?:,|et|à|and|to|&|-|–)\s*(?:n[°o]\s?)?(?:[0-9]{1,2}|[a-h])\b(?![°'’]))*"
# An annex of another text is no annex of this one.
_ELSEWHERE = (
    r"[\s,)]*(?:\([^)\n]{0,40}\)\s*)?(?:du|de\s+la|de\s+l['’]|des|au|à\s+la|of\s+the|to\s+the|of"
    r"|to)\s+(?:r[èe]glement|code|directive|d[ée]cret|arr[êe]t[ée]|loi|trait[ée]|contrat\s+(?!est"
    r"|de\s+[^\n]{0,20}\best)"
    r"|convention\s+(?:collective|du|d[e'’]|de)|bail|regulation|act|master|main|lease|comptes|statuts|norme|iso|livre)"
)
_PREFIX = (
    r"(?:\bart(?:icles?|\.)\s[^.\n]{0,40}?\bde\s+(?:son\s|l['’])|iso[\w\s/-]{0,12}|r[èe]glement[^.\n]{0,40}"
    r"|code[^.\n]{0,30}|norme[^.\n]{0,20})$"
)
_ENDS = r"(?:fait|done|signed|signature|pour\s|for\s|le\s+client|page\s+\d|\d+\s*/\s*\d+$)"


_STEMS = ("annex", "appendi", "schedule", "exhibit", "attach")


@cache
def _cited() -> re.Pattern[str]:
    return re.compile(rf"\b{_LABEL}(?P<more>{_MORE})")


@cache
def _unnumbered() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:ci-annex[ée]+e?s?|annex[ée]+e?s?\s+(?:aux\s+pr[ée]sentes|au\s+pr[ée]sent"
        r"|[àa]\s+la\s+pr[ée]sente)|ci-joint\w*\s+en\s+annexe|(?:attached|annexed)\s+(?:hereto|to\s+this))"
    )


def _labels(match: re.Match[str]) -> list[str]:
    word = match["word"]
    word = {"appendices": "appendix"}.get(word, word.removesuffix("s"))
    numbers = [match["number"], *re.findall(r"[0-9]{1,2}|\b[a-h]\b", match["more"])]
    if re.search(r"(?:à|to|–|-)", match["more"]) and all(number.isdigit() for number in numbers) and len(numbers) == 2:
        numbers = [str(number) for number in range(int(numbers[0]), int(numbers[1]) + 1)][:30]
    return [f"{word} {number}" for number in numbers]


def annexes_cited(text: str) -> list[str]:
    """Give the annexes that a document cites as its own (`annexe 2`, `schedule b`), in the order of the text."""
    low = lowered(text)
    found: dict[str, None] = {}
    for match in near(_cited(), low, _STEMS, 0, 80):
        if compiled(_ELSEWHERE).match(low, match.end()) or compiled(_PREFIX).search(
            low, max(0, match.start() - 50), match.start()
        ):
            continue
        if match["number"].isalpha() and text[match.start("number")].islower():
            continue  # « l’annexe a été remise »
        found.update(dict.fromkeys(_labels(match)))
    if not found and next(near(_unnumbered(), low, ("annex", "attached"), 40, 60), None):
        found["annexe"] = None
    if not found and _closes_with_one(low):
        found["annexe"] = None
    return list(found)


_BARE = (
    r"\n[ \t]*(?:annexes?|appendix|attachments?)[ \t]*[:–—]"
    r"(?![ \t]*(?:n[ée]ant|aucune?|sans|none|n/a|nil)\b)[ \t]*[^\n:]{4,100}(?=\n|$)"
)
_AROUND = 200


def _closes_with_one(low: str) -> bool:
    """Tell a contract that ends on « Annexe : calcul du prix », with no room after it for the annex itself."""
    tail = max(0, len(low) - 2 * _AROUND)
    hits = compiled(_BARE).finditer(low, tail)
    return any(hit.start() > _AROUND and len(low) - hit.end() < _AROUND for hit in hits)


_NAMED = r"\W*(?:annexe|appendix|attachment)(?![a-z0-9])"


def is_named_annex(name: str) -> bool:
    """Tell a file whose name begins by calling it an annex, without a number."""
    return compiled(_NAMED).match(lowered(name).replace("_", " ")) is not None


def annexes_contained(pages: Sequence[str]) -> set[str]:
    """Give the annexes whose heading stands in the text with something under it."""
    lines = [line.strip() for page in pages for line in lowered(page).splitlines() if line.strip()]
    found: set[str] = set()
    for number, line in enumerate(lines):
        match = _cited().match(line)
        if match is None or len(line) > 120 or len(_cited().findall(line)) > 1 or match["more"]:
            continue
        after = lines[number + 1] if number + 1 < len(lines) else ""
        before = lines[number - 1] if number else ""
        if _heads(line, match, before, after):
            found.update(_labels(match))
    return found


def _heads(line: str, match: re.Match[str], before: str, after: str) -> bool:
    """Tell the heading of an annex from an entry of the list of annexes and from a sentence that begins so."""
    if not after or _cited().match(after) or compiled(_ENDS).match(after):
        return False
    if _cited().match(before) and len(before) < 120 and len(_cited().findall(before)) == 1 and not _breaks(before):
        return False
    rest = line[match.end() :].strip()
    return not rest or (
        re.match(r"[-–—:.(|]|\S", rest) is not None
        and not re.match(r"(?:est|sont|du|de\s+la|ci-|jointe?|pr[ée]cise|fixe|is|are|of|to|sets?)\b", rest)
    )


def _breaks(line: str) -> bool:
    return line.endswith((".", ":"))


def annexes_missing_inside(pages: Sequence[str]) -> list[str]:
    """Give the annexes that a document cites and does not hold itself."""
    held = annexes_contained(pages)
    return [label for label in annexes_cited("\n".join(pages)) if not _held(label, held)]


def _held(label: str, held: Iterable[str]) -> bool:
    return label in held or (label == "annexe" and bool(held))
