"""Persons in a page by its words: birth dates, homes, pay, curricula, contacts, and what the law calls sensitive."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dataroom.model import Confidence
from dataroom.patterns import compiled, near
from dataroom.traces import CIVIL_NAME, FULL_NAME, TWO_WORDS, Page, Trace, names_person

_MONTH = r"(?:janv|fevr?|mars|avr|mai|juin|juil|aout|sept?|oct|nov|dec|jan|feb|march|apr|may|june|july|aug)[a-z]*\.?"
_DAY = rf"(?:\d{{1,2}}(?:er)?[ /.-]{{1,2}}(?:\d{{1,2}}|{_MONTH})[ /.-]{{1,2}}(?:19|20)?\d{{2}}\b|(?:19|20)\d{{2}}-\d{{2}}-\d{{2}})"
_BORN = (
    rf"(?:\bnee?(?:\(e\)|[.·]e)?s?(?: a [^,\n\d]{{2,40}},?| ,)? (?:le )?:?\s?{_DAY}"
    rf"|\bnee?(?:\(e\))? en (?:19|20)\d\d\b|\bborn (?:on )?(?:the )?{_DAY}|\bborn in (?:19|20)\d\d\b"
    rf"|(?:naissance|birth)\b[^\n\d]{{0,60}}\n?[^\n\d]{{0,20}}{_DAY})"
)
_BIRTH_HEAD = r"(?m)^.*(?:naissance|\bne\(?e?\)? le\b|birth|\bnais\.).*$"
_BIRTH_YEAR = r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:19[4-9]\d|200\d)\b|\b(?:19[4-9]\d|200\d)-\d{2}-\d{2}\b"
_STREET = (
    r"(?:\b\d{1,4}(?: ?(?:bis|ter|quater|[a-d]))?,? (?:rue|avenue|av\.?|boulevard|bld|bd\.?|chemin|ch\.|impasse|imp\.|allees?|place"
    r"|quai|route|rte|cours|square|traverse|montee|passage|lotissement|residence|villa|hameau|lieu-dit|faubourg|esplanade"
    r"|sentier|promenade|mail|voie|street|road|lane|cite|clos|domaine)\b)"
)
_TOWN = r"\b\d{5} [a-z]{2}"
_HOME = (
    rf"(?:\bdemeurant|\bdomicilie(?:e|\(e\)|s)?|\bresidant|\bhabitant|\bdomicile(?: personnel)?|residence principale"
    rf"|adresse (?:personnelle|privee|du domicile|du salarie|de residence)|\bresiding|\bresident at|home address)\b"
    rf"[^\n]{{0,40}}\n?[^\n]{{0,40}}?(?:{_STREET}|{_TOWN})"
)
_HOME_STEMS = (
    "demeurant", "domicili", "residant", "habitant", "domicile", "residence principale", "adresse personnelle",
    "adresse privee", "adresse du ", "adresse de residence", "residing", "resident at", "home address",
)  # fmt: skip
_COMPANY = (
    r"\b(?:societes?|sarl|sasu?|eurl|sci|snc|selarl|siege|association|cabinet|etablissement|compagnie|company|ltd|gmbh|banque"
    r"|agence|rcs|siren|siret|capital de)\b|\bs\.a\.[rs]"
)
_PERSON = r"\b(?:m\.|mm\.|mr|mme|mlle|monsieur|madame|mademoiselle|nee?|nee?\(e\)|gerante?|salariee?|associee?|nationalite|mrs|ms)[ ,\n\t.:]"
_ADDRESSEE = (
    rf"{CIVIL_NAME}[^\n]{{0,50}}?(?:,|\n|\t| - | – )[^\n\d]{{0,40}}\n?[^\n\d]{{0,12}}"
    rf"(?i:{_STREET.replace('allees?', 'all[ée]es?').replace('montee', 'mont[ée]e')})[^\n]{{0,60}}\n?[^\n\d]{{0,20}}\d{{5}}\b"
)
_NOT_PRIVATE = r"(?:suivie? par|contact|interlocut\w*|attention de|a l'att\w*|represente\w*|par|gestionnaire|signataire|maitre|conseil\w*)\s*:?\s*$"
_OWN_NAME = rf"\b(?:EI|Entrepreneur individuel|Entreprise individuelle|Micro-entrepreneur|Auto-entrepreneur)\b[^\n]{{0,40}}\n?[^\n\d]{{0,60}}\n?[^\n\d]{{0,20}}(?i:{_STREET})"
_AMOUNT = r"(?<![\d/.-])(?:\d{1,3}(?:[ .]\d{3})+(?:[,.]\d{2})?|\d{3,6}(?:[,.]\d{1,2})?)(?![\d/-])"


def persons(page: Page) -> Iterator[Trace]:
    """Give what a page says of natural persons, numbers of identity aside."""
    yield from _births(page)
    yield from _homes(page)
    yield from _contacts(page)
    yield from _pay(page)
    yield from _sensitive(page)


def _births(page: Page) -> Iterator[Trace]:
    stems = ("ne le ", "nee le ", "ne(e) ", "ne a ", "nee a ", "ne en ", "nee en ", "nes le ", "naissance", "born ", "birth",
             "ne.e", "ne, le", "ne·e")  # fmt: skip
    found = False
    for match in near(compiled(_BORN), page.low, stems, 4, 130):
        found = True
        yield Trace("personal-data-birth-date", match.start(), "••/••/••••", key=hash(match.group()))
    if found or not any(stem in page.low for stem in ("naissance", "birth", "ne le", "ne(e) le", "nais.")):
        return
    for head in near(compiled(_BIRTH_HEAD), page.low, ("naissance", "birth", "ne le", "ne(e) le", "nais."), 200, 200):
        rows = compiled(_BIRTH_YEAR).findall(page.low, head.end(), head.end() + 6000)
        yield from (
            Trace("personal-data-birth-date", head.start(), "••/••/••••", Confidence.MEDIUM, key=hash(r)) for r in rows
        )


def _homes(page: Page) -> Iterator[Trace]:
    for match in near(compiled(_HOME), page.low, _HOME_STEMS, 1, 200):
        if _is_home(page, match):
            yield Trace("personal-data-home-address", match.start(), key=hash(match.group()))
    if compiled(_STREET).search(page.low) is None:
        return
    for match in compiled(_ADDRESSEE).finditer(page.text):
        low = page.low[match.start() : match.end()]
        if not compiled(_COMPANY).search(low) and not compiled(_NOT_PRIVATE).search(page.before(match.start(), 30)):
            yield Trace("personal-data-home-address", match.start(), "", Confidence.MEDIUM, key=hash(low))
    for match in compiled(_OWN_NAME).finditer(page.text):
        yield Trace("personal-data-home-address", match.start(), "", Confidence.MEDIUM, key=hash(match.group()))


def _is_home(page: Page, match: re.Match[str]) -> bool:
    before = page.before(match.start(), 200)
    if compiled(r"(?:elit|elisent|election de|elu|eliront) *$").search(before) or "ation" in match.group()[:14]:
        return False
    company = _last(_COMPANY, before)
    person = _last(_PERSON, before)
    if company > person:
        return False
    return person >= 0 or not match.group().startswith(("residant", "habitant", "domiciliee "))


def _last(pattern: str, text: str) -> int:
    at = -1
    for match in compiled(pattern).finditer(text):
        at = match.start()
    return at


_PERSONAL_MAIL = (
    r"\b([a-z0-9][a-z0-9._+-]*)@((?:gmail|hotmail|outlook|live|yahoo|ymail|orange|wanadoo|free|sfr|laposte|neuf|icloud|me"
    r"|bbox|numericable|aol|protonmail|proton|gmx|msn|club-internet|aliceadsl|cegetel)\.(?:com|fr|net|me|eu))\b"
)
_OFFICE = r"^(?:contact|info|compta|comptabilite|direction|accueil|commercial|admin|secretariat|facturation|rh|paie|bonjour|hello|sav)\b"
_MOBILE = r"(?<![\d.])(?:0|\+33 ?(?:\(0\) ?)?|0033 ?)[67](?:[ .-]?\d{2}){4}(?!\d)"


def _contacts(page: Page) -> Iterator[Trace]:
    if "@" in page.low:
        for match in compiled(_PERSONAL_MAIL).finditer(page.low):
            if not compiled(_OFFICE).search(match.group(1)):
                sample = f"{match.group(1)[0]}•••@{match.group(2)}"
                yield Trace("personal-data-email", match.start(), sample, substance=False, key=hash(match.group()))
    for match in compiled(_MOBILE).finditer(page.low):
        own = compiled(r"(?:perso\w*|prive|domicile|urgence|private)[^\n]{0,25}$").search(
            page.before(match.start(), 45)
        )
        digits = "".join(c for c in match.group() if c.isdigit())[-9:]
        sample = f"0{digits[0]} •• •• •• {digits[-2:]}"
        yield Trace("personal-data-phone", match.start(), sample, substance=own is not None, key=hash(digits))


_PAY_WORD = (
    r"\b(?:salaires? (?:de base|bruts?|nets?|mensuels?|annuels?|fixes?)|salaires?|remunerations? (?:brutes?|nettes?|fixes?|mensuelles?|annuelles?)"
    r"|brut (?:mensuel|annuel|total|fiscal)|bruts?|nets? (?:a payer|imposables?|paye|verse|mensuel)|net a payer|gross (?:pay|salary)|net pay|salary|wages?)\b"
)
_SLIP = r"bulletins? de (?:paie|paye|salaire)|fiche de paie|payslip|net (?:fiscal )?imposable|net social|salaire (?:de base|brut)|total brut"
_NET = r"net (?:a payer|paye|verse|imposable|social)[^\n]{0,60}\n?[^\n\d]{0,30}\d[\d ]*[,.]\d{2}|net pay\b[^\n]{0,40}\d"
_NAME_HEAD = r"\b(?:nom|noms|prenoms?|salaries?|salarie\(e\)s?|collaborateur|collaboratrice|employes?|names?|employee|beneficiaires?|effectif|personnel|titulaire)\b"


def _pay(page: Page) -> Iterator[Trace]:
    if not any(
        stem in page.low for stem in ("salaire", "brut", "net a", "net pa", "net imp", "salary", "wage", "remuneration")
    ):
        return
    yield from _payslip(page)
    yield from _pay_table(page)
    pattern = compiled(
        rf"\bsalaires?\b[^\n]{{0,70}}?{_AMOUNT} ?(?:€|eur|k€|bruts?|nets?)|\bremuneration\b[^\n]{{0,70}}?{_AMOUNT} ?(?:€|eur|k€)"
    )
    for match in near(pattern, page.low, ("salaire", "remuneration"), 1, 140):
        if names_person(page.around(match.start(), match.end(), 150)):
            substance = match.group().startswith("salaire")
            yield Trace(
                "personal-data-pay", match.start(), "• ••• €", Confidence.MEDIUM, substance, hash(match.group())
            )


def _payslip(page: Page) -> Iterator[Trace]:
    net = compiled(_NET).search(page.low)
    if net is not None and compiled(_SLIP).search(page.low) and "facture" not in page.low[:600]:
        yield Trace("personal-data-pay", net.start(), "• •••,•• €", key=hash(net.group()))


def _pay_table(page: Page) -> Iterator[Trace]:
    head, width = -1, 0
    for number, (at, line) in enumerate(page.lines()):
        low = page.low[at : at + len(line)]
        if len(low) < 400 and compiled(_PAY_WORD).search(low) and compiled(_NAME_HEAD).search(low):
            head, width = number, 0
        elif (
            0 <= head < number <= head + 60 + width
            and compiled(_AMOUNT).search(low)
            and compiled(TWO_WORDS).search(line)
        ):
            width += 1
            yield Trace("personal-data-pay", at, "• ••• €", Confidence.MEDIUM, key=hash(line))


@dataclass(frozen=True, slots=True)
class _Sensitive:
    kind: str
    stems: tuple[str, ...]
    pattern: str
    substance: bool = True


_SENSITIVE = (
    _Sensitive(
        "personal-data-health",
        ("arret ", "arrets ", "rqth", "inapt", "mi-temps th", "temps partiel th", "travailleur handicap", "conge mat", "conge pat",
         "accident d", "ijss", "invalidit", "maladie prof", "sick leave", "grossesse", "longue maladie"),
        r"arrets? (?:de travail|maladie|de maladie)|\brqth\b|\binapte?(?:itude)?\b|(?:mi-temps|temps partiel) therapeutique|travailleur handicape"
        r"|conge (?:de )?(?:maternite|paternite)|accident (?:du|de) (?:travail|trajet)|\bijss\b|\binvalidite\b|maladie professionnelle|sick leave"
        r"|grossesse|longue maladie",
    ),
    _Sensitive(
        "personal-data-garnishment",
        ("saisie", "satd", "pension alimentaire", "avis a tiers", "cession de remun", "surendett"),
        r"saisies?[ -](?:sur|des|arret sur) (?:salaires?|remunerations?)|saisie-arret|\bsatd\b|pension alimentaire|avis a tiers detenteur"
        r"|cession de remunerations?|surendettement",
    ),
    _Sensitive(
        "personal-data-criminal",
        ("casier judiciaire", "condamn", "bulletin n", "garde a vue", "criminal record"),
        r"casier judiciaire|condamnee? (?:penalement|pour|a )|garde a vue|criminal record",
    ),
    _Sensitive(
        "personal-data-opinion",
        ("syndiqu", "adherent", "adhesion", "greviste", "religi", "trade union member"),
        r"syndiquee?s?\b|adherente? (?:a la |au |de la )?(?:cgt|cfdt|fo|cftc|cfe-cgc|unsa|sud|solidaires)|greviste|\breligion\b|trade union member",
    ),
    _Sensitive(
        "personal-data-family",
        ("enfants a charge", "enfant a charge", "situation famil", "situation de famil", "ayant droit", "ayants droit", "marital status"),
        r"enfants? a charge\s*[:\t]\s*\d|situation (?:familiale|de famille)\s*[:\t]\s*(?:mari|celib|divorc|veu|pacs|concub)|marital status\s*[:\t]",
    ),
)  # fmt: skip


def _sensitive(page: Page) -> Iterator[Trace]:
    for sort in _SENSITIVE:
        for match in near(compiled(sort.pattern), page.low, sort.stems, 12, 60):
            around = page.around(match.start(), match.end(), 110)
            dated = compiled(r"\d").search(around) is not None
            if compiled(FULL_NAME).search(around) and dated:
                yield Trace(sort.kind, match.start(), "", Confidence.MEDIUM, sort.substance, hash(around))


_SECTION = (
    (
        r"experiences?(?: professionnelles?)?|parcours(?: professionnel)?|(?:work|professional) experience|employment history"
    ),
    (r"formations?(?: et diplomes?)?|etudes|diplomes?|education|cursus"),
    (r"competences?(?: \w+){0,2}|savoir-faire|skills|langues?|languages|logiciels|informatique|outils"),
    (r"centres? d'interets?|loisirs|interests|hobbies|divers"),
)
_CV_NAME = r"(?:^|[\W_])(?:cv|curriculum|resume)(?:[\W_]|$)"


def curriculum(pages: Sequence[Page], name: str, type_path: Sequence[str]) -> Trace | None:
    """Tell whether a short document is the curriculum of a person."""
    low = "\n".join(page.low for page in pages[:4])
    if len(low) > 15_000 or not low.strip():
        return None
    titled = "curriculum vitae" in low[:400] or compiled(_CV_NAME, re.IGNORECASE).search(name) is not None
    sections = sum(compiled(rf"(?m)^\W*(?:{s})\W*(?:$|:)").search(low) is not None for s in _SECTION)
    reachable = compiled(_MOBILE).search(low) is not None or "@" in low
    if "cv" in type_path or (titled and sections) or (sections >= 3 and reachable):
        return Trace("personal-data-cv", 0, "", Confidence.HIGH if sections >= 2 else Confidence.MEDIUM)
    return None
