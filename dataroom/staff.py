"""Employees in a page: what they earn, lists of them, their health and what else the law protects, their curricula."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dataroom.model import Confidence
from dataroom.patterns import compiled
from dataroom.personal import reachable
from dataroom.traces import FULL_NAME, TWO_WORDS, Page, Trace, names_person

_AMOUNT = r"(?<![\d/.-])(?:\d{1,3}(?:[ .]\d{3})+(?:[,.]\d{2})?|\d{3,6}(?:[,.]\d{1,2})?)(?![\d/-])"
_PAY_STEMS = ("salaire", "brut", "net a", "net pa", "net imp", "net v", "salary", "wage", "remuneration", "gross")
_PAY_WORD = (
    r"\b(?:salaires?|remunerations? (?:brutes?|nettes?|fixes?|mensuelles?|annuelles?)|bruts?"
    r"|nets? (?:a payer|imposables?|paye|verse|mensuel)|gross (?:pay|salary)|net pay|salary|wages?)\b"
)
_SLIP = (
    r"bulletins? de (?:paie|paye|salaire)|fiche de (?:paie|paye)|payslip|net (?:fiscal )?imposable|net social"
    r"|salaire (?:de base|brut)|total brut|net pay\b"
)
_NET = (
    r"net (?:a payer|paye|verse|imposable|social)(?:[^\n]{0,60}\n)?[^\n]{0,60}?\d[\d ]{0,9}[,.]\d{2}"
    r"|\bnet pay\b[^\n\d]{0,40}\d"
)
_NAME_HEAD = (
    r"\b(?:noms?|prenoms?|salarie(?:\(e\)|e)?s?|collaborateurs?|collaboratrices?|employes?|names?|employees?"
    r"|beneficiaires?|effectif|personnel|titulaire)\b"
)
_SAID = (
    rf"\bsalaires?\b[^\n]{{0,70}}?{_AMOUNT} ?(?:€|eur|k€|bruts?|nets?)"
    rf"|\bremuneration\b[^\n]{{0,70}}?{_AMOUNT} ?(?:€|eur|k€)"
)
_ENTRY = r"\d{1,2}/\d{1,2}/\d{2,4}|\b(?:19|20)\d{6}\b|\d[,.]\d{2}\b"
_PAID = (
    rf"{TWO_WORDS}|\b[A-ZÀ-ÖØ-Þ]{{2,}}(?:[-'’ ][A-ZÀ-ÖØ-Þ]{{2,}})*\s[A-ZÀ-ÖØ-Þ]\.|\b[A-ZÀ-ÖØ-Þ]\.\s?[A-ZÀ-ÖØ-Þ][\w'’-]+"
)
"""A name, or a surname with an initial: `LE GALL M.`, `M. Le Gall`."""
_DISCIPLINE = (
    r"convocation a (?:un |l')?entretien prealable|sanction disciplinaire|notification de licenciement|mise a pied"
    r"|procedure de licenciement|licenciement pour (?:faute|motif|cause|inaptitude)|\bavertissement\b|disciplinary"
    r" (?:hearing|meeting|action)|notice of dismissal"
)
_TO_YOU = (
    r"a votre egard|vous convoqu|vous convier|vous notifi|vous presenter le|votre licenciement|a votre encontre"
    r"|vous (?:recevoir|entendre)|\byou are (?:required|invited) to attend|your employment"
)


def staff(page: Page) -> Iterator[Trace]:
    """Give what a page says of named employees."""
    yield from _payslip(page)
    yield from _pay_tables(page)
    yield from _said(page)
    yield from _lists(page)
    yield from _sensitive(page)
    yield from _discipline(page)


def _discipline(page: Page) -> Iterator[Trace]:
    # A letter to the employee; a rule or a contract that speaks of sanctions addresses nobody by name.
    stems = ("convocation", "sanction", "notif", "mise a pied", "procedure de lic", "licenciement", "avertissement")
    for match in page.near(_DISCIPLINE, (*stems, "disciplinary"), 1, 70):
        around = page.text[max(0, match.start() - 500) : match.end() + 100]
        if compiled(_TO_YOU).search(page.low, match.end(), match.end() + 1200) and names_person(around):
            yield Trace("personal-data-staff", match.start(), "", Confidence.MEDIUM)
            return


def _payslip(page: Page) -> Iterator[Trace]:
    for net in page.near(_NET, ("net a", "net pa", "net v", "net imp", "net so"), 1, 140):
        if compiled(_SLIP).search(page.low) and "facture" not in page.low[:600]:
            yield Trace("personal-data-pay", net.start(), "• •••,•• €", key=hash(net.group()))
        return


def _pay_tables(page: Page) -> Iterator[Trace]:
    seen = -1
    for start, end in page.lines_with(_PAY_STEMS):
        low = page.low[start:end]
        if len(low) > 400 or not compiled(_PAY_WORD).search(low) or not compiled(_NAME_HEAD).search(low):
            continue
        if compiled(_ENTRY).search(low):
            continue  # a booking of wages is no head of a table
        for at, line in page.rows_after(max(end, seen), 200):
            seen = at + len(line)
            if compiled(_PAID).search(line) and compiled(_AMOUNT).search(line):
                yield Trace("personal-data-pay", at, "• ••• €", Confidence.MEDIUM, key=hash(line))


def _said(page: Page) -> Iterator[Trace]:
    for match in page.near(_SAID, ("salaire", "remuneration"), 1, 140):
        if names_person(page.around(match.start(), match.end(), 150)):
            # What a manager is paid is decided in minutes that are published or nearly so: told, not flagged.
            own = match.group().startswith("salaire")
            yield Trace("personal-data-pay", match.start(), "• ••• €", Confidence.MEDIUM, own, hash(match.group()))


_LIST_HEADS = (
    r"\bnationalites?\b", r"\bsexe\b", r"naissance|\bage\b", r"(?:date d')?(?:embauche|entree)\b", r"\bsorties?\b",
    r"\bqualifications?\b|\bemplois?\b|\bpostes?\b", r"\banciennete\b",
    r"titre de sejour|titre valant|autorisation de tr", r"type de contrat|\bcdi\b|\bcontrat\b",
)  # fmt: skip


def _lists(page: Page) -> Iterator[Trace]:
    stems = ("nationalit", "sexe", "embauche", "entree", "anciennete", "titre de sejour")
    seen = 0
    for start, end in page.lines_with(stems):
        low = page.low[start:end]
        if start < seen:
            continue
        heads = sum(compiled(head).search(low) is not None for head in _LIST_HEADS)
        if len(low) > 300 or heads < 2 or not compiled(_NAME_HEAD).search(low):
            continue
        seen = end + 600
        dated = compiled(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{4}-\d{2}-\d{2}")
        rows = [line for _, line in page.rows_after(end, 60) if compiled(TWO_WORDS).search(line) and dated.search(line)]
        if len(rows) >= 2:
            yield from (Trace("personal-data-staff", start, "", Confidence.MEDIUM, key=hash(row)) for row in rows)
            return


@dataclass(frozen=True, slots=True)
class _Sensitive:
    kind: str
    stems: tuple[str, ...]
    pattern: str
    substance: bool = True


_SENSITIVE = (
    _Sensitive(
        "personal-data-health",
        (
            "arret ", "arrets ", "rqth", "inapt", "mi-temps th", "temps partiel th", "travailleur handicap",
            "conge mat", "conge de mat", "accident d", "ijss", "invalidit", "maladie prof", "sick leave", "grossesse",
            "longue maladie",
        ),
        r"arrets? (?:de travail|maladie|de maladie)|\brqth\b|\binapte?(?:itude)?\b|travailleur handicape"
        r"|(?:mi-temps|temps partiel) therapeutique|conge (?:de )?maternite|accident (?:du|de) (?:travail|trajet)"
        r"|\bijss\b|\binvalidite\b|maladie professionnelle|sick leave|grossesse|longue maladie",
        substance=False,
    ),
    _Sensitive(
        "personal-data-garnishment",
        ("saisie", "satd", "pension alimentaire", "avis a tiers", "cession de remun", "surendett"),
        r"saisies?[ -](?:sur|des|arret sur) (?:salaires?|remunerations?)|saisie-arret|\bsatd\b|pension alimentaire"
        r"|avis a tiers detenteur|cession de remunerations?|surendettement",
    ),
    _Sensitive(
        "personal-data-criminal",
        ("casier judiciaire", "condamn", "garde a vue", "criminal record"),
        r"casier judiciaire|condamnee? penalement|garde a vue|criminal record",
    ),
    _Sensitive(
        "personal-data-opinion",
        ("syndiqu", "adherent", "greviste", "religi", "trade union member"),
        r"\bsyndiquee?s?\b|adherente? (?:a la |au |de la )?(?:cgt|cfdt|fo|cftc|cfe-cgc|unsa|sud|solidaires)\b"
        r"|greviste"
        r"|\breligion\b|trade union member",
    ),
    _Sensitive(
        "personal-data-family",
        ("enfants a charge", "enfant a charge", "situation famil", "situation de famil", "marital status"),
        r"enfants? a charge\s*[:\t]\s*\d|situation (?:familiale|de famille)\s*[:\t]\s*(?:mari|celib|divorc|veu|pacs"
        r"|concub)|marital status\s*[:\t]",
    ),
)  # fmt: skip


def _sensitive(page: Page) -> Iterator[Trace]:
    for sort in _SENSITIVE:
        matches = list(page.near(sort.pattern, sort.stems, 12, 60))
        if any(_is_about_somebody(page, match) for match in matches):
            for match in matches:
                yield Trace(sort.kind, match.start(), "", Confidence.MEDIUM, sort.substance, match.start())


def _is_about_somebody(page: Page, match: re.Match[str]) -> bool:
    around = page.around(match.start(), match.end(), 110)
    return compiled(r"\d").search(around) is not None and compiled(FULL_NAME).search(around) is not None


_SECTION = (
    r"experiences?(?: professionnelles?)?|parcours(?: professionnel)?|(?:work|professional) experience|work history",
    r"formations?(?: et diplomes?)?|etudes|diplomes?|education|cursus",
    r"competences?(?: \w+){0,2}|savoir-faire|skills|langues?|languages|logiciels|informatique|outils",
    r"centres? d'interets?|loisirs|interests|hobbies|divers",
)
_CV_NAME = r"(?:^|[\W_])(?:cv|curriculum|resume)(?:[\W_]|$)"


def curriculum(pages: Sequence[Page], name: str, type_path: Sequence[str]) -> Trace | None:
    """Tell whether a short document is the curriculum of a person."""
    if not pages or sum(len(page.low) for page in pages) > 15_000:
        return None
    titled = "curriculum vit" in pages[0].low[:400] or compiled(_CV_NAME, re.IGNORECASE).search(name) is not None
    lines = {line.strip(" :*-–—•|\t_") for page in pages for line in page.low.split("\n") if len(line) < 50}
    sections = sum(any(compiled(section).fullmatch(line) for line in lines) for section in _SECTION)
    if "cv" in type_path or (titled and sections) or (sections >= 3 and any(map(reachable, pages))):
        return Trace("personal-data-cv", 0, "", Confidence.HIGH if sections >= 2 else Confidence.MEDIUM)
    return None
