"""Names marked as signed: « P. Martin – signé », « Signé P. Martin », « signé pour le bailleur (…) »."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dataroom.patterns import compiled, near

_CAPITAL = r"(?!(?:Sign|SIGN)[éeÉE])[A-ZÀ-ÖØ-Þ][\w.'’\-]*"
_PARTICLE = r"(?:(?:de|du|des|le|la|van|der|von|den|el|al)[ \u00a0])"
_NAME = rf"(?:(?:M\.|Mme|Me|Mr|Ms|Mrs|Dr)[ \u00a0])?{_CAPITAL}(?:[ \u00a0]{_PARTICLE}*{_CAPITAL}){{1,3}}"
_SIGNER = rf"(?:{_NAME}|(?:M\.|Mme|Me)[ \u00a0]{_CAPITAL})"
_NO_NAME = (
    r"(?!(?i:pour|for|les?|la|l['’]|un|une|the|noms?|pr[ée]noms?|name|date|cachet|fonction|qualit[ée]|title|by|lieu"
    r"|fait|done"
    r"|par|des|en|et|ce|ci|aux?|deux|trois|tou(?:te)?s|original|[ée]lectroniquement|num[ée]riquement|electronically"
    r"|digitally|on|at|of"
    r"|annexe|article|contrat|convention|avenant|page|version|exemplaire|parties|partie|signataires?|signatory"
    r"|signature"
    r"|direction|g[ée]rante?|pr[ée]sidente?|directeur|directrice|client|prestataire|bailleur|preneur|locataire"
    r"|mandant|mandataire|company|provider|buyer|seller|duly|authori[sz]ed|soci[ée]t[ée]|chaque|each|non|pas"
    r"|not|à|yes|oui)\b)"
)
_DAY = r"[0-3]?[0-9](?:er|st|nd|rd|th)?[ ./-](?:[0-9]{1,2}|[A-Za-zà-ÿÀ-Ý]{3,9}\.?)[ ./-](?:20)?[0-9]{2}(?![0-9])"
_AFTER_NAME = (
    r"(?:[–—,\-|\t]|\s:)\s*(?i:sign(?:[ée]+e?s?|ed))\b"
    r"(?=\s*(?:$|\n\s*(?![a-zà-ÿ])|[–—;.)|\t]|\s-\s|,?\s*(?i:le|on)?\s*[0-3]?[0-9](?:er)?[ /.\-]))"
)
_BEFORE_NAME = (
    rf"\b(?i:sign(?:[ée]+e?s?|ed))\s*:\s*(?!(?i:non|pas|not|oui|yes|à)\b)(?:(?!\b(?i:non|pas"
    rf"|not)\b)[^\n_…:\[]){{0,60}}?{_NO_NAME}\b{_NAME}"
    rf"|(?:^|[\n–—,;.(|\t]|\s-)\s*(?i:signatures?)\s*:[ \t]*{_NO_NAME}{_NAME}\b(?!\w|[ \t]*[_.…]{{3}})"
    rf"|(?:^|(?<=[\n–—;.:|\t])|\s-)\s*(?i:sign[ée]+e?s?\s+par|signed\s+by"
    rf"|sign[ée]+e?s?)[ \t]+{_NO_NAME}{_NAME}\b(?![ \t]*[_.…]{{3}})"
    rf"|\b(?i:(?:ont|a)\s+sign[ée]+e?s?|(?:lu|vu|valid[ée]+|approuv[ée]+"
    rf"|accept[ée]+)\s+et\s+sign[ée]+e?s?(?:\s+par)?)\s*:?\s*"
    rf"{_NO_NAME}{_NAME}\b(?![ \t]*[_.…]{{3}})"
    rf"|\b(?i:sign[ée]+e?s?[ \t]+pour|signed[ \t]+for)["
    rf" \t][^\n_…:\[]{{2,80}}:\s*{_NO_NAME}{_NAME}\b[^\n_…]{{0,60}}?\b{_DAY}"
    rf"|\b(?i:sign[ée]+e?s?)[ \t]+pour[ \t][^\n_…:\[]{{2,80}}:\s*{_NO_NAME}{_SIGNER}\b(?![ \t]*[_.…]{{3}})"
    rf"|\b(?i:sign[ée]+e?s?\s+(?:par|des)|signed\s+by)\s(?i:[^\n_…:\[]{{0,20}}\bparties)\s*:\s*{_NO_NAME}{_NAME}"
    rf"|\b{_DAY}\s*[–—,.;:|-]?\s*\(?(?i:sign[ée]+e?s?\s+(?:par|des)|signed\s+by)\s(?i:[^\n_…:\[]{{0,20}}\bparties)\b"
    rf"|\b(?i:sign[ée]+e?s?\s+pour|signed\s+for)\s[^\n_…(\[]{{2,80}}\(\s*{_NO_NAME}{_NAME}\s*[),]"
    rf"|\b(?i:signed\s+for)\s[^\n_…\[]{{2,80}}(?:\n[^\n_…:\[]{{0,40}})?\bby\s+{_NO_NAME}{_NAME}"
)
_PAPER = (
    r"\b(?:contrat|convention|bail|avenant|accord|lettre|acte|pacte|projet|document|version|exemplaire|copie|annexe"
    r"|devis|offre|proposition|mandat|proc[èe]s|pv|bon|statuts|charte|nda|dpa|msa|contract|agreement|lease|letter"
    r"|amendment|copy|draft|schedule|registre|statut|[ée]tat|fichier|file)s?\b"
)
_ROLE = (
    r"(?:maire|pr[ée]sidente?|g[ée]rante?|direct(?:eur|rice)|associ[ée]e?|actionnaire|notaire|greffi[eè]re?"
    r"|tr[ée]sori[eè]re?|secr[ée]taire|administrat(?:eur|rice)|mandataire|liquidat(?:eur|rice)|repr[ée]sentante?"
    r"|chairman|manager|director|secretary|treasurer)"
)
_BY_OFFICE = (
    rf"(?:^|(?<=[\n–—;:|\t])|[.,]\s)\s*(?:le|la|l['’]|the)\s?{_ROLE}"
    r"(?:\s(?:unique|g[ée]n[ée]rale?|d[ée]l[ée]gu[ée]e?|d[ée]sign[ée]e?))?"
    r"(?:\s(?:de\s(?:la\s|l['’])?|d['’]|du\s|of\s)[^\n.,;:]{2,40})?"
    r",\s(?:sign[ée]e?|signed)(?=\s*(?:$|\n|[.;|\t](?![.…_])|[–—)]))"
)
"""« Le maire, signé. »: the office stands for its holder."""
_CLOSES_LINE = rf",\s(?i:sign[ée]+e?s?|signed)[ \t]+{_NO_NAME}{_NAME}(?=[ \t]*(?:$|\n|[.;|\t](?![.…_])|[–—)]))"
"""« À Muret, le 4 mai, signé P. Martin »: nothing but the end may follow."""
_MENTION = r"(?:bon\s+pour|lu\s+et|mention)\s[^–—\n]{0,40}"
_STEMS = ("sign",)
_SENTENCE_END = r"(?<=[a-zà-ÿ0-9)]{2})[.;]\s"
"""Not the point of an initial: « … dix fichiers. P. Martin »."""
_TOGETHER = (
    rf"{_NAME}(?:[ \t]*(?:[,–—/&\-]|\bet\b|\band\b)[ \t]*{_NAME})+[ \t]*[–—,]?[ \t]*"
    r"\((?i:signatures|sign[ée]s|signed)\)"
)
"""« P. Martin – A. Petit (signatures) »; a single « (signature) » asks for one."""
_CLOSING_WORD = (
    r"(?:^|(?<=[.\n]\s)|(?<=\n)|(?<=–\s))(?:proc[èe]s[\s-]verbal|compte[\s-]rendu|minutes|original|fait\s+et)[ ,]+"
    r"(?:sign[ée]+e?s?\s+(?:de|des|du|par)|signed\s+by)\s[^\n]{3,90}[.\s]*\Z"
)
"""« Procès-verbal signé de la gérante et de M. Petit. », with which a text ends."""
_IN_BRACKETS = r"\(\s*(?:sign[ée]+e?s?|signed)\s[^)\n_…]{1,40}\)"
"""« (signé deux fois) », « (signée le 3 mars) »."""


def named_marks(text: str, low: str) -> Iterator[re.Match[str]]:
    """Give the places where a named person is said to have signed; `low` is `text` in lower case, letter by letter."""
    yield from near(compiled(_BEFORE_NAME), text, _spelt(text), 30, 220)
    for note in near(compiled(_IN_BRACKETS), low, _STEMS, 4, 50):
        if _follows_name(text, note.start()):
            yield note
    yield from near(compiled(_TOGETHER), text, ("(sign", "(Sign", "(SIGN"), 160, 14)
    yield from compiled(_CLOSING_WORD).finditer(low, max(0, len(low) - 160))
    yield from near(compiled(_BY_OFFICE), low, (", sign",), 90, 12)
    for closing in near(compiled(_CLOSES_LINE), text, (", sign", ", Sign"), 0, 90):
        if not _of_a_paper(low, closing.start()):
            yield closing
    for start in _starts(low):
        match = compiled(_AFTER_NAME).match(text, start)
        if match is not None and _follows_name(text, match.start()):
            yield match


def _of_a_paper(low: str, at: int) -> bool:
    """Tell whether what stands before the comma is a document, of which the words go on to speak."""
    before = re.split(r"[.;,\n–—]", low[max(0, at - 80) : at])[-1].lstrip()
    return not before.startswith(("fait", "done")) and compiled(_PAPER).search(before) is not None


def _spelt(text: str) -> tuple[str, ...]:
    return tuple(stem for stem in ("sign", "Sign", "SIGN") if stem in text)


def _starts(low: str) -> Iterator[int]:
    for match in near(compiled(r"(?:[–—,\-|\t]|\s:)(?=\s*sign)"), low, _STEMS, 4, 8):
        yield match.start()


def _follows_name(text: str, at: int) -> bool:
    # The line may have been broken within the name.
    before = " ".join(text[max(0, at - 100) : at].rsplit("\n", 2)[-2:])
    before = re.split(_SENTENCE_END, compiled(_MENTION).sub(" ", before))[-1]
    named = compiled(rf"\b{_NO_NAME}{_NAME}").search(before)
    return named is not None and compiled(_PAPER).search(before.lower()) is None
