"""Terms for every client, and annexes: they bind through the contract that refers to them, and bear no signature."""

from __future__ import annotations

from dataroom.patterns import compiled

_HEAD = 700
_TITLE = (
    r"(?:^|\n)[^\n.;]{0,45}?\b(?:conditions\s+g[ée]n[ée]rales|(?:general|standard|master)\s+(?:business\s+)?(?:terms"
    r"|conditions)|subscription\s+terms"
    r"|terms\s+(?:of\s+(?:service|use|sale|business)|(?:and|&)\s+conditions)|conditions\s+d['’](?:utilisation|abonnement)"
    r"|cg[aisuv]{1,3})\b"
    r"[^\n.;]{0,70}(?:\n|$)"
)
_PUBLISHED = (
    r"\bhelp\s?cent(?:er|re)\b|\bcentre\s+d['’]aide\b"
    r"|\bappl(?:y|ies|icables?|iquent|ique)\s+(?:to|à|aux)\s+(?:all|every|any|tous|toutes|tout|chaque)\b"
    r"|\bs['’]applique(?:nt)?\s+entre\s[^\n.;]{2,60}\bet\s+(?:tout|chaque|ses)\s+(?:client|abonn|utilisat)"
    r"|\band\s+(?:the|any|each|every|its)\s+(?:customers?|subscribers?|clients?)\b(?!\s*(?:named|identified|signing|:))"
    r"[^\n.;]{0,40}\b(?:version|edition|v\.?)\s?[0-9]"
    r"|\b(?:page\s+web|web\s+page)\b|\bvaut\s+acceptation\b|\b(?:clicking|by\s+clicking)\b[^\n.;]{0,40}\baccept"
)
_ANNEX = (
    r"\b(?:exhibit|schedule|appendix|annex|annexe)\s+(?:n[°o]\s?)?[a-z0-9]{1,3}\s+(?:to|of|à|au|du|de)\s+"
    r"(?:the|la|le|l['’]|notre|our)?\s?\w"
)
_ANNEX_BELOW = (
    r"(?:^|\n)\W*(?:exhibit|schedule|appendix|annex|annexe)\s+(?:n[°o]\s?)?[a-z0-9]{1,3}\b[^\n]{0,60}\n[^\n]{0,60}"
    r"[–—:-]\s*(?:to|aux?|des|à)\s+(?:the\s+|la\s+|l['’])?[a-zà-ÿ]"
)
"""« Appendix B – Service levels », and below it whose: « Azur SAS – to the Subscription Terms »."""
_FEW = 250
_AGREED = r"\bconditions\s+particuli[èe]res|soussign|\bentre\s+(?:la|le|les)\s"
_BETWEEN = r"\bbetween\s|\bconclue?\s+(?:avec|entre)\b"


def annex_named(low: str) -> str:
    """Give the words by which a text says at its head that it is an annex: « annexe 2 au … », “exhibit B to the …”."""
    match = compiled(_ANNEX).search(low, 0, _FEW)
    return match[0] if match is not None else ""


def are_standard_terms(low: str) -> bool:
    """Tell, from a text in lower case, whether it is terms for every client, or an annex, and no agreement itself."""
    head = low[:_HEAD]
    if compiled(_AGREED).search(head):
        return False
    if compiled(_TITLE).search(head):
        return True
    if compiled(_BETWEEN).search(head):
        return False
    if compiled(_PUBLISHED).search(head):
        return True
    return any(compiled(annex).search(head, 0, _FEW) for annex in (_ANNEX, _ANNEX_BELOW))
