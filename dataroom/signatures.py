"""What shows that a document was signed, or that the places for signatures were left blank."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from dataroom.dates import lowered
from dataroom.model import Evidence, Fact, Where
from dataroom.patterns import compiled, near
from dataroom.signed_names import named_marks

_BLANK = r"(?:[._…‥·]{2,}|\[[\s_.…●•]*\]|☐)"
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w.'’\-]*"
_NAME = rf"{_CAPITAL}(?:[ \u00a0](?:(?:de|du|des|le|la|van|der|von|den|el|al)[ \u00a0])*{_CAPITAL}){{1,3}}"


_BLANK_STEMS = ("signature", "bon pour accord", "__", "..", "……", "…", "‥", "··", "☐", "[ ", "[_", "[.", "[●", "date]")
_MARK_STEMS = (
    "sign",
    "visa",
    "certifi",
    "/s/",
    "docaposte",
    "certinomis",
    "paraph",
    "accept",
    "agreed",
    "pandadoc",
    "certeurope",
    "lex persona",
    "en ligne",
    "online",
)
_CLOSING_STEMS = ("fait", "done", "signed", "exécut", "execut", "séance", "levée", "certifi")


@dataclass(frozen=True, slots=True)
class Signatures:
    """The marks of signatures (strong), names under filled-in places (weak), and how many places are blank."""

    marks: tuple[Evidence, ...]
    names: tuple[Evidence, ...]
    blanks: int
    blank_end: bool = False
    """Whether a file ends with an empty place for a signature."""
    half: bool = False
    """Whether one party’s mark stands beside another’s empty place."""

    @property
    def signers(self) -> int:
        """Count the marks that each stand for one signatory."""
        return len(self.marks)


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(
        r"(?:contre)?(?<!non )(?<!pas )(?<!à )sign[ée]e?s?\s+[ée]lectroniquement(?!\s+(?:au\s+moyen|via"
        r"|par\s+(?:les\s+parties|l['’]interm[ée]diaire|voie)|conform|selon|dans\s+les))"
        r"|signatures?\s+[ée]lectroniques?\s*(?:[:–—-]|qualifi[ée]e?\s+(?:de|par)|de\s+m|avanc[ée]e\s+(?:de"
        r"|par)|appos[ée]e|valid)|docusign\s+envelope\s+id|docusigned\s+by"
        r"|\bsigned\s+(?:electronically|digitally)\s*(?:[:–—,(-]|(?:by|on|for)\s)"
        r"|\bsignatures?\s+appos[ée]+e?s?\s+(?:[ée]lectroniquement\s+)?(?:le|par)\s"
        r"|\b(?:accept|agree|valid|souscri|subscrib)[ée]*d?t?e?s?\s+(?:[ée]lectroniquement|en\s+ligne|par\s+clic|online"
        r"|electronically"
        r"|by\s+click)[^\n]{0,60}[0-3]?[0-9][/. -][0-9a-zéû]{2,9}[/. -]20"
        r"|\baccept[^\n]{0,80}\bip\W[^\n]{0,15}[0-9]{1,3}(?:\.[0-9x]{1,3}){3}"
        r"|\b(?:jesignexpert|signaturit|pandadoc|signnow|dropbox\s+sign|zoho\s+sign|oodrive\s+sign|certeurope"
        r"|lex\s+persona)\b"
        r"[^\n]{0,60}(?:[0-9a-f]{8}-[0-9a-f]{4}|[0-3]?[0-9][/.][01][0-9][/.]20|20[0-9]{2}-[01][0-9]-[0-3][0-9])"
        r"|\byousign\b|\bunivers?ign\b|adobe\s+(?:acrobat\s+)?sign\b|\bhellosign\b|\bdocaposte\b|certinomis"
        r"|\be-?sign[ée]+e?\b|\(\s*sign[ée]+e?\s*\)|\[\s*sign[ée]+e?\s*\]|\[\s*signed\s*\]|\(\s*signed\s*\)"
        r"|/s/\s*\w|«\s*sign[ée]+e?\s*»|\"sign[ée]+e?\"|signature\s*:\s*(?:\(|\[)?\s*(?:sign[ée]+e?|illisible"
        r"|manuscrite)|\belectronically\s+signed|digitally\s+signed"
        r"|\bsigned\s+(?:by\s+[^\n]{3,40}\s)?(?:on\s+)?[0-3]?[0-9][/.\- ]"
        r"|(?:^|\n)\W*(?:contre)?sign[ée]+e?s?\s+(?:[àa]\s+[^\n,]{2,30},?\s+)?le\s+[0-3]?[0-9]"
        r"|paraph[ée]+e?s?\s*:?\s+[a-z]{1,3}\s*[/,&–-]\s*[a-z]{1,3}\b[^\n]{0,12}[0-3]?[0-9][ /.]"
        r"|paraph[ée]+e?s?\s+(?:et\s+sign[ée]+e?s?|par)|cachet\s+et\s+signature\s*:\s*\["
        r"|\bvisa\b[^\n:]{0,40}:\s*\S{2,20}\s+(?:le\s+)?[0-3]?[0-9][/.]"
        r"|procuration\s+sign[ée]+e"
        r"|\bcertifi[ée]+e?s?\s+conformes?\s+(?:[àa]\s+l['’]original\s+)?par\s+\w"
    )


@cache
def _approved() -> re.Pattern[str]:
    return re.compile(r"«?\s*(?:lu\s+et\s+approuv[ée]|bon\s+pour\s+(?:accord|pouvoir|acceptation|mandat))\s*»?")


@cache
def _blocks() -> re.Pattern[str]:
    return re.compile(
        rf"signatures?(?:\s+(?:et\s+cachet|du|de\s+la|de\s+l['’]|des|of|précédée?s?"
        rf"|cachet)[^\n:\t]{{0,60}})?\s*(?::[ \t]*(?={_BLANK}|\n|\t|$)|{_BLANK})"
        rf"|(?:fait|done)\s+(?:à|at|in)\s*{_BLANK}|\ble\s*:?\s*(?:{_BLANK}"
        rf"|\[[^\]\n]{{0,20}}date[^\]\n]{{0,12}}\])|\bdate\s*:[ \t]*{_BLANK}"
        rf"|\[\s*signature[^\]\n]{{0,20}}\]"
        rf"|bon\s+pour\s+accord\s*(?:\([^)\n]*\)|,[^\n:]{{0,60}})?\s*:[ \t]*(?=\n|\t|$)"
        rf"|(?:by|name|title)\s*:[ \t]*{_BLANK}|☐[^\n]{{0,40}}☐"
    )


_ROLE = (
    r"(?:pour\s+(?:le|la|l['’]|les)?\s*[\w'’ .&\-]{2,50}"
    r"|for\s+(?:and\s+on\s+behalf\s+of\s+)?(?:the\s+)?[\w'’ .&\-]{2,50}|(?:le|la|l['’]|les|un|une"
    r"|the)\s*[\w'’ \-]{3,40})"
)


@cache
def _empty_row() -> re.Pattern[str]:
    # « Pour le Prestataire    Pour le Client », and then nothing more.
    return re.compile(
        rf"(?:^|\n)\s*{_ROLE}(?:\t|\s{{3,}})\s*{_ROLE}(?:(?:\t|\s{{3,}})\s*{_ROLE})?\s*(?=\n[^\n]{{0,60}}\n?\s*$|\s*$)"
    )


_END = 1_500
# « Signed for the Provider: ________ »: by its words a party’s place, by its dots not yet signed.
_ANOTHERS_PLACE = (
    r"(?:(?:contre)?sign[ée]+e?\s+(?:pour|par)|signed\s+(?:for|by)|\bpour\s|\bfor\s|signature\s+(?:du|de|of)\s)"
    r"(?:[^\n:_.…]|\.(?=[\w:]|\s*:|\s\w)){2,60}\s*:\s*[._…]{4,}"
)
_A_PARTY = (
    r"(?:pour\s+|for\s+)?(?:le|la|l['’]|les|the)\s?(?:mandante?|mandataire|cliente?|prestataire|cabinet|soci[ée]t[ée]"
    r"|fournisseur|cr[ée]ancier|donneur\s+d['’]ordres?|adh[ée]rente?|abonn[ée]e?|d[ée]posante?|d[ée]positaire|bailleur"
    r"|preneur|responsable\s+d[eu]\s+traitement|sous-traitant|vendeur|acheteur|customer|provider|supplier|principal"
    r"|agent|controller|processor|company|client|contractor|landlord|tenant)"
)
# Under two parties side by side, « Signature : Signé électroniquement le … »: the one cell is filled, the other empty.
_ONE_CELL_OF_TWO = (
    rf"(?:^|\n)[ \t]*{_A_PARTY}[ \t]+{_A_PARTY}[ \t]*\n(?:[^\n]*\n){{0,4}}?"
    r"[ \t]*(?:signatures?\s*:\s*(?P<second>(?:e-?)?sign[ée]+e?|signed|electronically|digitally|/s/)"
    r"|(?P<first>sign[ée]+e?|signed|/s/)\b[^\n]*\bsignatures?\s*:)[^\n]*(?:\n|$)"
)
_FINAL_WORDS = r"(?<!non )(?<!pas )(?<!à )(?<!a )\b(?:signes?|signees?|signed|executed|execute|contresigne)\b"


def find_signatures(name: str, text: str, facts: Iterable[Fact]) -> Signatures:
    """Look for signatures in a document's structure, in its text, and (as a hint) in its name."""
    low = lowered(text)
    marks = [*_of_facts(facts), *_of_text(text, low)]
    places = [match.start() for match in near(_blocks(), low, _BLANK_STEMS, 80, 80)]
    blanks = len(places) + (2 if _empty_row().search(low, max(0, len(low) - 400)) else 0)
    editable = _editable(name)
    names = [] if editable else list(_typed_names(text, low, places))
    blank_end = any(place > len(low) - (400 if editable else 70) for place in places)
    half = bool(marks) and _is_half(low)
    return Signatures(tuple(marks), tuple(names), blanks, blank_end, half)


def _is_half(low: str) -> bool:
    start = max(0, len(low) - _END)
    if compiled(_ANOTHERS_PLACE).search(low, start):
        return True
    row = compiled(_ONE_CELL_OF_TWO).search(low, start)
    return (
        row is not None and len(_SIGNED.findall(low, row.start("second") if row["second"] else row.start("first"))) == 1
    )


_SIGNED = re.compile(r"\bsign[ée]+e?\b|\bsigned\b|/s/")


def _editable(name: str) -> bool:
    return name.lower().endswith((".docx", ".doc", ".odt", ".rtf", ".xlsx", ".xls", ".ods", ".pptx", ".md", ".txt"))


def _of_facts(facts: Iterable[Fact]) -> Iterator[Evidence]:
    for fact in facts:
        if fact.name == "pdf-signature":
            yield Evidence("PDF signature field", Where.FACT, fact.page, fact.value)


def _quote(text: str, start: int, end: int) -> str:
    left = text.rfind("\n", 0, start) + 1
    right = text.find("\n", end)
    return " ".join(text[max(left, start - 80) : min(right if right >= 0 else len(text), end + 80)].split())


def _of_text(text: str, low: str) -> Iterator[Evidence]:
    seen: set[str] = set()
    for match in chain(near(_marks(), low, _MARK_STEMS, 20, 100), named_marks(text, low)):
        quote = _quote(text, *match.span())
        if not _promised(low, match) and quote not in seen:
            seen.add(quote)
            yield Evidence(" ".join(match[0].split()), Where.BODY, None, quote)
    for match in near(_approved(), low, ("approuv", "bon pour"), 12, 30):
        named = re.search(
            _NAME, text[max(0, match.start() - 70) : match.start()] + "\n" + text[match.end() : match.end() + 60]
        )
        if named and not _asked_for(low, match) and not _left_empty(text, match.end()):
            yield Evidence(" ".join(match[0].split()), Where.BODY, None, _quote(text, *match.span()))


def _promised(low: str, match: re.Match[str]) -> bool:
    # « Le contrat sera signé électroniquement », « documents signés électroniquement » show no signature.
    before = low[max(0, match.start() - 90) : match.start()]
    sentence = re.split(r"[.;!?]\s", before)[-1]
    if re.search(r"retourn|renvoy|restitu|nous\s+faire\s+parvenir|\breturn(?:ing)?\b|send\s+(?:it\s+)?back", sentence):
        return True  # « nous retourner un exemplaire paraphé et signé » asks for it
    return (
        re.search(
            r"(?:\bsera|\bseront|\bêtre|\bpeut|\bpeuvent|\bdoit|\bdoivent|documents|contrats|exemplaires|non|pas"
            r"|en\s+attente|(?<=\s)[àa]|shall\s+be|may\s+be|to\s+be|will\s+be)\s+$",
            before,
        )
        is not None
    )


def _asked_for(low: str, match: re.Match[str]) -> bool:
    # « Signature précédée de la mention “lu et approuvé” » asks for it.
    around = low[max(0, match.start() - 50) : match.start()] + low[match.end() : match.end() + 30]
    return (
        re.search(
            r"mention|pr[ée]c[ée]d|faire\s+pr[ée]c|manuscrit|signature\)?\s*:|votre|apr[èe]s|\bdate\s*:\s*[._…]", around
        )
        is not None
    )


def _left_empty(text: str, end: int) -> bool:
    # « Bon pour accord, date, cachet et signature du client : », and nobody after it.
    asked = compiled(r"(?i)[^\n:]{0,20}(?:date|cachet|signature)[^\n:]{0,40}:").match(text, end)
    return asked is not None and re.search(_NAME, text[asked.end() : asked.end() + 60]) is None


@cache
def _closing() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:fait|done|signed|ex[ée]cut\w*)\s+(?:(?:à|at|in|en)\s[^\n]{2,60}|le\s[^\n]{4,30})"
        r"|\bs[ée]ance\s+(?:est\s+)?lev[ée]e[^\n]{0,40}|\blev[ée]e\s+[àa][^\n]{0,20}"
        r"|\bcertifi\w+\s+(?:conforme|sinc[èe]re|exact)\w*[^\n,:]{0,40}"
    )


# A letter begins so too: only far from its head does it close a contract.
_PLACE_AND_DAY = r"\n[a-zà-ÿ'’\- ]{3,30},\s+le\s+[0-3]?[0-9](?:er)?[\s/.]"
# « Le déposant : P. Martin (signature et cachet) – Le dépositaire : … » on one line.
_BESIDE_NAME = (
    r"\(\s*signature[^)]{0,60}\)?|\s[–—]\s|(?m:^)[\s,:–—]*(?i:pour|for|les?|la|l['’]|the)\s?[^\n:]{2,60}\s:\s"
)


def _typed_names(text: str, low: str, places: Sequence[int]) -> Iterator[Evidence]:
    """Give the names that stand on their own lines after « Fait à …, le … », or beside a role at a finished file's end.

    Only what comes before the first blank place counts: a name printed beside dots is a place to sign.
    """
    starts = [match.end() for match in near(_closing(), low, _CLOSING_STEMS, 0, 90) if not re.search(_BLANK, match[0])]
    starts += [match.end() for match in near(compiled(_PLACE_AND_DAY), low, (", le ",), 40, 20) if match.start() > 600]
    start = max(starts) if starts else max(0, len(text) - 350)
    stop = min([place for place in places if place >= start], default=start + 450)
    zone = text[start : min(stop, start + 450)]
    if starts:
        zone = compiled(_BESIDE_NAME).sub("\n", zone)
    lines = [line.strip(" \t.,;") for line in zone.splitlines()]
    lines = [line for line in lines if line][: 14 if starts else None]
    lines = lines if starts else lines[-8:]
    for number, line in enumerate(lines):
        beside = starts or any(
            _role().match(other) for other in lines[max(0, number - 1) : number + 2] if other != line
        )
        if beside and 3 < len(line) < 60 and _signatory().fullmatch(line):
            yield Evidence("name in the place of the signature", Where.BODY, None, line)


@cache
def _role() -> re.Pattern[str]:
    return re.compile(
        r"(?i)(?:pour|for|le|la|les|un|une|the)\s|l['’]|pr[ée]sident|g[ée]rante?|directeur|directrice"
        r"|associ[ée]|mandataire|chief"
        r"|ceo|cfo|director|managing|authori[sz]ed|administrat|secr[ée]taire"
    )


@cache
def _signatory() -> re.Pattern[str]:
    return re.compile(
        rf"(?!(?i:projet|statuts|page|annexe|article|fait|le|la|les|un|une|pour|for|the|chief|managing|director"
        rf"|tribunal"
        rf"|contrat|convention"
        rf"|avenant|accord|agreement|proc[èe]s|soci[ée]t[ée]|entre|between|schedule|appendix|rcs|siren)\b)"
        rf"(?:(?:M\.|Mme|Me|Mr|Dr)\s)?{_NAME}(?:,\s[\w\s'’é]+)?(?:\s+{_NAME})*"
    )


def said_signed(name: str) -> bool:
    """Tell whether a file's name, folded, says that the document is signed."""
    return compiled(_FINAL_WORDS).search(name) is not None
