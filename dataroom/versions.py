"""Which version of a document this is: draft, blank model, signed or not, past its end."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from dataroom.annexes import annexes_cited, annexes_contained, annexes_missing_inside
from dataroom.dates import both_ends, lowered
from dataroom.model import Bilingual, Evidence, Fact
from dataroom.open_headings import is_form, is_status_of_another, open_headings
from dataroom.patterns import compiled, near
from dataroom.signatures import Signatures, find_signatures, said_signed
from dataroom.standard_terms import are_standard_terms
from dataroom.text import fold

__all__ = ["annexes_cited", "annexes_contained", "annexes_missing_inside", "version_flags"]

_TITLE = 1_500
_HEAD = 20_000
_DOCUMENTS = (
    r"(?:contrat|convention|bail|avenant|lettre|pv|proces|statuts|protocole|accord|acte|rapport|budget"
    r"|comptes|bilan|pacte|plan|note|annexe|charte|offre|contract|agreement|minutes|report|letter)"
)


@cache
def _name_draft() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:draft|brouillon|wip|work in progress|version de travail|document de travail|a completer"
        rf"|a valider|en cours|redline|markup|suivi modif\w*|tracked"
        rf"|prov(?! (?:cp|conges?|payes?|rtt|primes?|clients?|creances?|douteu\w*|litiges?|risques?|retraites?|ifc"
        rf"|idr|stocks?"
        rf"|charges?|pour)\b)|provisoire|relu|relecture)\b"
        rf"|\bv0(?:\b|[.\-]?[0-9])|\bprojet\b(?=\s*(?:$|\)|v ?[0-9]|[0-9]|de {_DOCUMENTS}|{_DOCUMENTS}))"
    )


@cache
def _name_template() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:template|vierge|specimen|blank|trame|a remplir|formulaire vide)\b|^modele\b(?! economique"
        rf"| d.affaires)|\bmodele\b(?=\s*(?:$|\)|v ?[0-9]|de {_DOCUMENTS}|{_DOCUMENTS}))|\b(?:contrat"
        rf"|convention|lettre|courrier|accord|nda|dpa)[\s\-]type\b"
    )


_NAME_UNSIGNED = r"\b(?:a signer|pour signature|for signature|to be signed|non signee?s?|unsigned)\b"
_NAME_FINAL = r"\b(?:vdef|v def|def|definitif|definitive|final|finale|vf|clean|valide|approuve)\b"
_SAYS_DRAFT = (
    r"(?:^|[\n–—|(\[•\t]|\s-)\s*projet\s*(?:$|[\n–—|:)\]]|\s-|v\s?[0-9]|n[°o]\s?[0-9]|du\s+[0-9]"
    r"|transmis|envoy|soumis|adress|en\s+attente|non\s|pour\s+(?:relecture|discussion"
    r"|validation|signature)|[àa]\s+(?:valider|compl[ée]ter|signer)"
    r"|de\s+(?:contrat|convention|bail|avenant|lettre|proc[èe]s|pv|statuts|protocole|accord|acte|comptes"
    r"|budget|pacte|plan)(?![^\n]{0,40}\b(?:re[çc]ue?s?|remis|pr[ée]sent[ée]e?s?|examin|discut|attendu|relue?s?"
    r"|valid[ée]e?s?|adopt|approuv)\b))"
    r"|\b(?:brouillon|version\s+(?:de\s+travail|provisoire|projet|non\s+d[ée]finitive|pour\s+(?:relecture"
    r"|discussion|commentaires))|document\s+(?:de\s+travail|provisoire|non\s+d[ée]finitif)|(?:chiffres"
    r"|comptes|donn[ée]es|version)\s+provisoires?|non\s+(?:arr[êe]t[ée]s|valid[ée]e?s?\s+par|d[ée]finiti)"
    r"|en\s+attente\s+(?:de\s+(?:signature|validation)|des?\s+(?:commentaires|retours?))|pour\s+relecture"
    r"|reste\s+[àa]\s+compl[ée]ter|work(?:ing)?\s+(?:draft|in\s+progress)|(?:first|revised|preliminary"
    r"|confidential)\s+draft|draft\s+(?:of|v|[0-9]|for|agreement|contract|dated|–|-|—)"
    r"|subject\s+to\s+contract|for\s+discussion\s+purposes"
    r"|not\s+(?:yet\s+)?(?:approved|final)|v(?:ersion|\.)?\s?0[.,][0-9]|en\s+cours\s+de\s+(?:validation"
    r"|r[ée]daction|relecture|n[ée]gociation|signature))"
)
_ENDS_AS_DRAFT = r"\n\W*projet\s+(?:pr[ée]par[ée]|[ée]tabli|r[ée]dig[ée])\b[^\n]*|\n\W*draft\s+prepared\s+by\b[^\n]*"
_UPPER_DRAFT = r"\b(?:DRAFT|BROUILLON|PROJET(?=\s*(?:$|\n|[–—|:(]|-|V\s?\d|N°)))(?![a-zà-ÿ])"
_GAPS = (
    r"\[\s*[●•○◦·]\s*\]|\[\s*(?:à|a)\s+(?:compl[ée]ter|d[ée]finir|confirmer|pr[ée]ciser"
    r"|valider)[^\]\n]{0,40}\]|\[\s*(?:tbd|tbc|to\s+be\s+[^\]\n]{2,30}|insert[^\]\n]{0,40})\s*\]"
    r"|\bxx/xx/(?:xx|20)|\blorem\s+ipsum|\[[^\]\n]{2,60}\?\s*[^\]\n]{0,20}\]"
    r"|\[[\s_.…]{1,8}\]\s*(?:janv|f[ée]vr|mars|avril|mai|juin|juil|ao[ûu]t|sept|oct|nov|d[ée]c)"
    r"|\[[^\]\n]{2,50}→[^\]\n]{2,50}\]|[àa]\s+compl[ée]ter\s*[\])]|\[_{2,}\]"
)
_PLACEHOLDER = (
    r"[\[{<«]\s*(?:nom|pr[ée]nom|d[ée]nomination|raison\s+sociale|soci[ée]t[ée]|prestataire|client|adresse"
    r"|si[èe]ge|siren|siret|rcs|ville|lieu|date|montant|forme|qualit[ée]|repr[ée]sentant|capital|num[ée]ro"
    r"|objet|dur[ée]e|name|company|party|address|client|provider|date|amount|place|title|registration"
    r"|insert)[^\]}>»\n]{0,50}[\]}>»]"
)
_BLANKS = r"[.…_]{5,}|…{2,}|(?:\.\s){5,}|\[\s*[●•]?\s*\]"
_SAYS_TEMPLATE = (
    r"(?:^|\n)\W*(?:mod[èe]le(?:\s*(?:$|\n|[–—:-]|de\s+(?:contrat|convention|lettre|accord|clause"
    r"|attestation|engagement|courrier|mandat|bail|pv|proc)|[àa]\s))|sp[ée]cimen|template\b|trame\s"
    r"|contrat[\s-]type|document[\s-]type|lettre[\s-]type)|\b(?:[àa]\s+adapter|[àa]\s+remplir\s+par"
    r"|to\s+be\s+completed\s+by"
    r"|sample\s+(?:agreement|contract|only))"
)


@dataclass(frozen=True, slots=True)
class _Look:
    name: str
    low: str
    text: str
    signatures: Signatures

    @property
    def title(self) -> str:
        return self.low[:_TITLE]


def version_flags(  # noqa: PLR0913 - what is known of a document
    name: str,
    folders: Sequence[str],
    text: str | Sequence[str],
    facts: Iterable[Fact],
    as_of: dt.date,
    *,
    signed_expected: bool = False,
    expires: dt.date | None = None,
) -> tuple[list[str], list[Bilingual], list[Evidence]]:
    """Give the flags draft, template, unsigned, standard-terms and expired, why, and what shows that it was signed.

    The evidence holds marks (a signature field, « signé électroniquement », an envelope's number) and, for finished
    files such as PDF, the names that stand in the places of signatures.
    """
    whole = both_ends(text if isinstance(text, str) else "\n".join(text))
    known = list(facts)
    signatures = find_signatures(name, whole, known)
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", name).replace("_", " ")
    look = _Look(fold(stem), lowered(whole), whole, signatures)
    found = _template(look, folders) or _draft(look, known) or _blank(look)
    found += _unsigned(look, known, expected=signed_expected, draft=bool(found))
    if expires and expires < as_of:
        found.append(("expired", _expired(expires)))
    notes = [note for _, note in found]
    return [flag for flag, _ in found], notes, [*signatures.marks, *signatures.names]


_Found = list[tuple[str, Bilingual]]


def _template(look: _Look, folders: Sequence[str]) -> _Found:
    if look.signatures.marks:
        return []
    head = look.low[:_TITLE]
    where = None
    if _name_template().search(look.name):
        where = ("son nom", "its name")
    elif compiled(_SAYS_TEMPLATE).search(head[:500]):
        where = ("son titre", "its title")
    elif folders and _name_template().search(fold(folders[-1])) and compiled(_PLACEHOLDER).search(head):
        where = ("son dossier", "its folder")
    elif is_form(head, len(compiled(_PLACEHOLDER).findall(head))) and not (
        _says_draft(look) or _name_draft().search(look.name)
    ):
        where = ("ses cases à remplir", "its fields to fill in")
    elif _blank_parties(look.low) and not _says_draft(look) and not _name_draft().search(look.name):
        return _blank(look)
    return [_model(*where)] if where else []


def _model(fr: str, en: str) -> tuple[str, Bilingual]:
    return "template", Bilingual(f"Modèle vierge, d’après {fr}.", f"Blank model, from {en}.")


def _blank(look: _Look) -> _Found:
    if look.signatures.marks or not _blank_parties(look.low):
        return []
    return [_model("les parties laissées en blanc", "the parties left blank")]


def _says_draft(look: _Look) -> re.Match[str] | None:
    head = look.title[:700]
    said = (match for match in compiled(_SAYS_DRAFT).finditer(head) if not is_status_of_another(head, match))
    return (
        next(said, None)
        or compiled(_UPPER_DRAFT, re.MULTILINE).search(look.text[:700])
        or compiled(_ENDS_AS_DRAFT).search(look.low, max(0, len(look.low) - 300))
    )


_PARTIES = r"soussign|\bentre\b|\bbetween\b|d['’]une\s+part|repr[ée]sent|undersigned|parties"


_AFTER_PARTIES = (
    r"article\s+(?:1|premier)\b|il\s+a\s+été\s+(?:convenu|arrêté)|fait\s+[àa]\s|signature|signed\s+for"
    r"|\bby\s*:"
)


def _blank_parties(low: str) -> bool:
    """Tell whether the places of the parties hold dots, dashes or `[Nom du prestataire]`."""
    head = low[:_TITLE]
    parties = compiled(_PARTIES).search(head)
    if parties is None:
        return False
    zone = head[max(0, parties.start() - 100) : parties.start() + 700]
    zone = re.split(_AFTER_PARTIES, zone, maxsplit=1)[0]
    return len(compiled(_PLACEHOLDER).findall(zone)) >= 2 or len(compiled(_BLANKS).findall(zone)) >= 2


def _draft(look: _Look, facts: Sequence[Fact]) -> _Found:
    because: tuple[str, str] | None = None
    # A mail that speaks of a draft is none.
    said = None if any(fact.name == "email" for fact in facts) else _says_draft(look)
    gaps = sum(1 for _ in near(compiled(_GAPS), look.low[:_HEAD], ("[", "xx/xx", "lorem", "compl"), 10, 110))
    gaps += _open_lines(look, facts)
    named = _name_draft().search(look.name)
    final = said_signed(look.name) or compiled(_NAME_FINAL).search(look.name)
    if said and not look.signatures.marks:
        because = (f"son texte (« {_words(said[0])} »)", f"its text (“{_words(said[0])}”)")
    elif named and not look.signatures.marks and not (final and named[0].startswith("projet")):
        because = (f"son nom (« {named[0]} »)", f"its name (“{named[0]}”)")
    elif gaps >= 2 and not look.signatures.marks:
        because = (f"{gaps} passages à compléter", f"{gaps} passages left open")
    elif gaps and not look.signatures.marks and not look.signatures.names:
        because = ("un passage à compléter", "a passage left open")
    elif any(fact.name == "tracked-changes" for fact in facts) and not look.signatures.marks:
        because = ("ses modifications suivies", "its tracked changes")
    if because is None:
        return []
    return [("draft", Bilingual(f"Projet, d’après {because[0]}.", f"Draft, from {because[1]}."))]


def _open_lines(look: _Look, facts: Sequence[Fact]) -> int:
    if any(fact.name == "email" for fact in facts):
        return 0
    count, numbered = open_headings(look.low[:_HEAD])
    return count if count >= 2 or numbered else 0


def _words(found: str) -> str:
    return " ".join(found.split()).strip(" -–—|([")


# In the plural it is said of what the document holds.
_SAYS_UNSIGNED = r"(?:^|[\n–—,:;(\[]\s*|\s-\s+|\bprojet\s+)(?:non\s+sign[ée]e?|not\s+(?:yet\s+)?signed|unsigned)\b"


def _unsigned(look: _Look, facts: Sequence[Fact], *, expected: bool, draft: bool) -> _Found:
    signatures = look.signatures
    if signatures.half and expected:
        return [("unsigned", _HALF)]
    if signatures.marks or any(fact.name in ("image-page", "ocr") for fact in facts):
        return []  # ink on a scan is not read
    if (
        not signatures.names
        and signatures.blanks
        and (expected or draft or signatures.blanks > 1 or signatures.blank_end)
    ):
        note = Bilingual("Les emplacements de signature sont vides.", "The places for signatures are blank.")
    elif (expected or draft) and compiled(_NAME_UNSIGNED).search(look.name):
        note = Bilingual("Son nom dit qu’il n’est pas signé.", "Its name says that it is not signed.")
    elif expected and not draft and not signatures.names and are_standard_terms(look.low):
        return [("standard-terms", _TERMS)]
    elif expected and not signatures.names and look.low.strip():
        note = Bilingual(
            "Une signature est attendue et rien dans le fichier n’en montre.",
            "A signature is expected and nothing in the file shows one.",
        )
    elif draft and not signatures.names and compiled(_SAYS_UNSIGNED).search(look.title[:700]):
        note = Bilingual("Le document se dit lui-même non signé.", "The document itself says that it is not signed.")
    elif any(fact.name == "unsigned-field" for fact in facts) and (expected or draft):
        note = Bilingual("Le champ de signature du PDF est vide.", "The signature field of the PDF is empty.")
    else:
        return []
    return [("unsigned", note)]


_TERMS = Bilingual(
    "Conditions générales ou annexe, qui n’engagent que par la commande ou le contrat qui y renvoie.",
    "General terms or an annex, which bind only through the order or contract that refers to them.",
)


_HALF = Bilingual(
    "Signature partielle : la place d’une partie est vide.", "Partially signed: the place of one party is empty."
)


def _expired(expires: dt.date) -> Bilingual:
    return Bilingual(f"Expiré depuis le {expires:%d/%m/%Y}.", f"Expired since {expires.isoformat()}.")
