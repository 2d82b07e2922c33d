"""Words that may betray a clause that weighs on a sale, and the general terms to which a contract refers. Pure.

A clause that was not found is not absent. Only a contract in which not even these words stand may pass as silent, so
they are chosen to catch too much rather than too little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from textwrap import shorten

from dataroom.text import Folded, fold

_MOST_CHARS = 90
_QUOTED_CHARS, _WORDS_BEFORE, _WORDS_AFTER = 160, 4, 6
_WORDS: Mapping[str, re.Pattern[str]] = {
    "change-of-control": re.compile(
        r"(?:chang\w*|prise|pris|perte|perd\w*|modif\w*|cession|cede\w*|acqui\w*|transfer\w*"
        r"|detention|detien\w*|passe\w*"
        r"|sous le|under the|under common|loss|acquire\w*|obtain\w*|gain\w*)\b[^.;]{0,60}\bcontrol\w*"
        r"|\bcontrol\w*\b[^.;]{0,40}"
        r"\b(?:chang\w*|modif\w*|cede\w*|acqui\w*|transfer\w*)|\b233[- ]?3\b|\bactionna\w*"
        r"|\bshareholder|\bownership of\b"
        r"|\bfusion\b|\bscission\b|\bmerge\w*|\b(?:cession|cede\w*|transfert|apport|vente"
        r"|sale)\b[^.;]{0,40}\b(?:titres|actions"
        r"|parts sociales|shares|fonds de commerce|entreprise|business|capital)\b"
        r"|\bcapital\b[^.;]{0,60}\b(?:cede\w*|modifi\w*"
        r"|chang\w*|transfer\w*)|\bnouve(?:l|au|lle)s? (?:proprietaire|associe|actionnaire|dirigeant)|\bnew owner"
    ),
    "exclusivity": re.compile(
        r"\bexclusivi\w*|\bexclusiveness|\ba titre exclusif|\bde (?:facon|maniere) exclusive"
        r"|\b(?:prestataire|fournisseur|mandataire) exclusif|\b(?:exclusive|sole) (?:provider"
        r"|supplier|basis|right|factor)\b"
        r"|\bexclusively (?:from|to|through|with)\b|\b(?:s'interdi\w*|ne pourra|ne peut|ne pas"
        r"|shall not|may not|will not)\b"
        r"[^.;]{0,60}\b(?:confier|recourir|faire appel|s'adresser|ceder|engage|appoint|use|offer|assign)\b[^.;]{0,60}"
        r"\b(?:autres?|tiers|concurrents?|another|other|third|competitor)\b"
        r"|\b(?:totalite|ensemble) de (?:ses|leurs|la) (?:factures|creances|besoins|prestations)\b|\ball (?:of )?its"
        r" (?:receivables|requirements|invoices|needs)\b|\bpriorite\b|\bdroit de preference|\bfirst refusal"
    ),
    "minimum-commitment": re.compile(
        r"\bminim(?:um|a|ale?s?)\b(?! de (?:preavis|diligence))|\brestant a (?:courir|echoir"
        r"|facturer)|\ba (?:courir|echoir)\b"
        r"|\bjusqu'(?:a|au) (?:la fin|terme|l'echeance|son terme)|\bindemnite\b|\bdedit\b"
        r"|\bplancher\b|\bremaining (?:fees|term"
        r"|period|months)|\bearly termination|\bbreak (?:fee|cost)|\bexit fee|\bengagement (?:ferme"
        r"|de volume|de duree)"
        r"|\bduree ferme|\birrevocabl\w*|\bfloor\b|\bcommitted (?:volume|amount|spend)"
        r"|\bnon[- ]refundable|\bresterait? du\w*"
        r"|\breste(?:nt)? du\w*|\binitial term\b|\b(?:duree|periode) initiale"
        r"|\bmay not terminate|\bno right to terminate"
        r"|\bne (?:peut|peuvent|pourra|pourront) (?:pas )?(?:etre )?resili"
    ),
    "non-solicitation": re.compile(
        r"\bsollicit\w*|\bsolicit\w*|\bdebauch\w*|\bpoach\w*|\b(?:s'interdi\w*|s'engage\w* a ne"
        r"|renonce\w*|ne pas|ne peut|ne pourra"
        r"|shall not|may not|will not|not to)\b[^.;]{0,80}\b(?:embauch\w*|recrut\w*|engager|hir(?:e"
        r"|ing)|employ\w*|recruit\w*)"
    ),
}
_GENERAL = (
    r"(?:conditions\s+(?:generales|particulieres\s+de\s+vente)|\bcg[vsuip]\b|general\s+(?:terms|conditions)"
    r"|(?:master|standard)\s+(?:terms|services?\s+agreement)|terms\s+(?:and|&)\s+conditions"
    r"|terms\s+of\s+(?:service|use|business|sale))"
)
_IS_TERMS = re.compile(rf"^\W*(?:les\s+presentes\s+|the\s+|our\s+|nos\s+|\S+\s+){{0,3}}{_GENERAL}")
_NAMED_TERMS = re.compile(
    rf"{_GENERAL}|(?<![a-z])(?:cg[vsuipa]|conditions? gen\w*|terms|tos|cgs?-cgv)(?![a-z])(?![\s_-]*sheet)"
)
_CITES = re.compile(
    # « CGI » is a code of laws where a contract cites it.
    _GENERAL.replace(r"\bcg[vsuip]", r"(?<![a-z])cg[vsup]")
    + r"|(?:incorporated|applicables?)\s+by\s+reference|\bconditions\s+(?:d'intervention|d'utilisation)\b"
    r"|\b(?:service\s+level\s+agreement|terms)\s+published\b"
)
_HOLDS = re.compile(
    r"^\W*(?:(?:annexe|appendix|schedule|exhibit|partie|part|(?:premiere|seconde|deuxieme|troisieme)\s+partie"
    r"|[ivx]{1,4}|\d|[a-z])\b[\W_]*(?:\d|[a-z]|[ivx]{1,3})?\b[\W_]*)?"
    rf"(?:{_GENERAL}|conditions\s+d'(?:intervention|utilisation))"
)
_ITEM = re.compile(r"^\W*(?:article|art|clause|section|cg)?\W*(?:\d{1,2}|[ivx]{1,5}|[a-z])\s?[.):–-]", re.MULTILINE)
_FEW_ITEMS = 3
_ELSEWHERE = re.compile(
    r"^[^.;]{0,60}(?:https?:|\bwww\.|\b(?:disponibles?|consultables?|accessibles?|publiees?|en ligne|online|available"
    r"|published|posted)\b)"
)
_REFUSED = re.compile(
    r"(?:a\s+l'exclusion\s+(?:de|des)|exclu\w*\s+(?:l'application\s+)?(?:de|des)"
    r"|to\s+the\s+exclusion\s+of)[^.;]{0,40}$"
)
_SET_ASIDE = re.compile(
    r"^[^.;\n]{0,40}\b(?:(?:sont|est)\s+(?:expressement\s+)?(?:exclue?s?|ecartee?s?)|ne\s+s'applique(?:nt)?\s+pas"
    r"|(?:shall|do|does|will)\s+not\s+apply|(?:are|is)\s+(?:expressly\s+)?excluded)"
)
_OF_INSURANCE = re.compile(r"^[^.;\n]{0,30}\b(?:police|assurance|assureur|polic(?:y|ies)|insurance)\b")
_TITLE_LINES = 8


def hints_in(pages: Sequence[Folded]) -> str:
    """Give, one to a line, each watched clause of which a contract has some words, the page and these words."""
    return "\n".join(dict.fromkeys(_hints(pages)))


def _hints(pages: Sequence[Folded]) -> Iterator[str]:
    for clause, pattern in _WORDS.items():
        for number, page in enumerate(pages, 1):
            match = pattern.search(page.on_one_line)
            if match is not None:
                yield f"{clause}\t{number}\t{_as_written(page, match)}"
                break


def _as_written(page: Folded, match: re.Match[str]) -> str:
    """Give the words of a match as the contract writes them, with a few on each side."""
    written = page.original.split()
    if len(written) != page.on_one_line.count(" ") + 1:
        return match[0][:_MOST_CHARS]
    first, last = (page.on_one_line.count(" ", 0, place) for place in (match.start(), match.end() - 1))
    begin, end = max(0, first - _WORDS_BEFORE), last + 1 + _WORDS_AFTER
    words = shorten(" ".join(written[begin:end]), _QUOTED_CHARS, placeholder=" …")
    return ("… " if begin else "") + words + (" …" if end < len(written) and not words.endswith("…") else "")


def is_terms(name: str, pages: Sequence[Folded]) -> bool:
    """Tell whether a document is general terms, by its file's name or by a line of its title."""
    if _NAMED_TERMS.search(fold(name.rpartition(".")[0] or name).replace("_", " ")):
        return True
    lines = [line for line in pages[0].folded.split("\n") if line.strip()][:_TITLE_LINES] if pages else []
    return any(len(line) < _MOST_CHARS and _IS_TERMS.search(line) for line in lines)


def terms_cited(pages: Sequence[Folded]) -> bool:
    """Tell whether a contract refers to general terms that it does not hold itself, other than to set them aside."""
    cited = [after for page in pages for after in _cited(page)]
    return bool(cited) and (any(map(_ELSEWHERE.search, cited)) or not _holds_terms(pages))


def _cited(page: Folded) -> Iterator[str]:
    """Give what follows each reference to general terms."""
    text = page.on_one_line
    for match in _CITES.finditer(text):
        before, after = text[max(0, match.start() - 60) : match.start()], text[match.end() : match.end() + 90]
        if not (_REFUSED.search(before) or _SET_ASIDE.match(after) or _OF_INSURANCE.match(after[:60])):
            yield after


def _holds_terms(pages: Sequence[Folded]) -> bool:
    """Tell whether a heading announces general terms and articles follow it."""
    lines = [line for page in pages for line in page.folded.split("\n") if line.strip()]
    for number, line in enumerate(lines):
        if len(line) < _MOST_CHARS and _HOLDS.match(line):
            following = "\n".join(lines[number + 1 :])
            if sum(1 for _ in islice(_ITEM.finditer(following), _FEW_ITEMS)) == _FEW_ITEMS:
                return True
    return False
