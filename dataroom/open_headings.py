"""What a document leaves open or says of its own state: headings with nothing but « À compléter » under them."""

from __future__ import annotations

import re

from dataroom.patterns import compiled

_OPEN = (
    r"\W{0,4}(?:(?:reste\s+)?[àa]\s+(?:compl[ée]ter|d[ée]finir|pr[ée]ciser|r[ée]diger|confirmer|convenir|d[ée]terminer"
    r"|n[ée]gocier|remplir|renseigner|arr[êe]ter)\b|tbd\b|tbc\b|to\s+be\s+(?:completed|agreed|defined|determined"
    r"|confirmed|discussed|drafted|provided|specified|inserted)\b)[^\n\t.;|]{0,30}[.\s]*"
)
_NUMBERED = (
    r"\s*(?:article\s|annexe\s|section\s|clause\s|schedule\s|appendix\s|(?:[0-9]{1,2}|[ivx]{1,5}|[a-h])[.)–-]\s?)"
)
_STATUS = r"non\s+sign|non\s+valid|non\s+arr|en\s+attente|en\s+cours|pour\s+relecture|not\s|provisoire"
_SAID_OF_ITSELF = r"(?:^|[\n–—,:;(\[•]\s*|\s-\s+|\b(?:document|version|projet|exemplaire|acte|fiche)\s+)$"


def open_headings(low: str) -> tuple[int, bool]:
    """Count the headings under which nothing but « À compléter », « TBD » stands; tell whether one of them is numbered.

    The lines of tables are no headings, and neither are sentences or the items of a list.
    """
    count, numbered, above = 0, False, ""
    for line in low.splitlines():
        if compiled(_OPEN).fullmatch(line) and _is_heading(above):
            count += 1
            numbered = numbered or compiled(_NUMBERED).match(above) is not None
        above = line if line.strip() else above
    return count, numbered


def _is_heading(line: str) -> bool:
    bare = line.strip()
    return (
        3 <= len(bare) <= 80
        and "\t" not in bare
        and not bare.endswith((".", ",", ";", "?", "!"))
        and compiled(r"[-–•*☐]\s").match(bare) is None
        and compiled(_OPEN).fullmatch(bare) is None
    )


def is_status_of_another(text: str, match: re.Match[str]) -> bool:
    """Tell whether « non signé », « en attente de signature » is a cell of a table or said of something else."""
    if compiled(_STATUS).match(match[0].lstrip(" \n\t–—|(:[•-")) is None:
        return False
    start = text.rfind("\n", 0, match.start() + 1) + 1
    end = text.find("\n", match.end())
    line = text[start : end if end >= 0 else len(text)]
    if sum(1 for cell in compiled(r"[\t|;]").split(line) if cell.strip()) >= 3:
        return True
    return match[0].startswith("non") and compiled(_SAID_OF_ITSELF).search(text[start : match.start()]) is None


_PROMPT = r"\[\s*(?:ex\.?\s?:|ex\b|exemple|e\.g\.|…|\.{3}|example)[^\]\n]{0,80}\]"


def is_form(low: str, placeholders: int) -> bool:
    """Tell whether a head holds places for names and examples or dots in brackets, as a form to fill in does."""
    prompts = compiled(_PROMPT).findall(low)
    return placeholders >= 2 and len(prompts) >= 3
