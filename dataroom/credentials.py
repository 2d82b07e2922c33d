"""Passwords, codes and keys that are really written in a page: not talk about them, not blanks for them."""

from __future__ import annotations

from collections.abc import Iterator

from dataroom.account_lists import HIDDEN, accounts, hints_access
from dataroom.model import Confidence
from dataroom.patterns import compiled
from dataroom.traces import Page, Trace

_DIGITS = r"^[«\"'“]?\d(?:[ .-]?\d){3,7}[a-zA-Z#*]?[»\"'”]?$"
_LABEL = (
    r"(?:mots? de passe|\bmdp|passwords?|\bpasswd|\bpwd|passphrase|phrase secrete|cle (?:wi-?fi|wpa2?"
    r"|de securite)|code wi-?fi|\bpin|codes? pin"
    r"|codes? (?:d'acces|secrets?|confidentiels?|personnels?|alarme|de l'alarme|d'alarme|coffre|du coffre"
    r"|porte|de la porte|portail|du portail"
    r"|entree|d'entree|immeuble|digicode|parking|du parking|badge|carte bancaire|cb|carte|puk"
    r"|de deverrouillage)|digicode|\bpuk|code alarme|alarme|coffre(?:-fort)?|door code|access code"
    r"|alarm code)\b"
)
_STEMS = (
    "passe", "mdp", "passw", "pwd", "passphrase", "phrase secrete", "cle w", "cle de sec", "wifi", "wi-fi", "pin",
    "code", "digicode", "puk", "alarme", "coffre",
)  # fmt: skip
_IS = (
    r"(?:[^\S\n]*\([^)\n]{0,30}\))?(?:[^\S\n]+(?:[a-z'.@-]+[^\S\n]+){0,5}?(?:est|is"
    r"|devient)(?:[^\S\n]+le)?[^\S\n]*:?|[^\S\n]*[:=\t]|[^\S\n]+(?:[a-z'.@-]+[^\S\n]+){0,4}?[:=\t]"
    r"|[^\S\n]*(?:->|→|=>)|[^\S\n])[^\S\n]*"
)
_TALK = frozenset({
    "1password", "a", "actif", "active", "and", "are", "au", "aucun", "aucune", "aux", "avec", "be", "bitwarden",
    "by", "cache", "caracteres", "cf", "change", "changed", "changer", "coffre-fort", "commentaire", "communique",
    "communiquee", "complexe", "compte", "confidentiel", "connu", "conserve", "dans", "dashlane", "date", "de",
    "des", "desactive", "double", "du", "email", "en", "envoye", "et", "expire", "fort", "fourni", "genere", "idem",
    "identifiant", "inactif", "inchange", "individuel", "is", "keepass", "ko", "la", "lastpass", "le", "les",
    "login", "mail", "masque", "mfa", "minimum", "modifie", "modifier", "must", "n/a", "na", "nc", "ne", "neant",
    "no", "nom", "non", "none", "not", "obligatoire", "observations", "ok", "or", "ou", "oublie", "oui", "par",
    "partage", "personnel", "pour", "provisoire", "reinitialise", "reinitialiser", "remis", "required", "requis",
    "robuste", "securise", "see", "selon", "shared", "sms", "sous", "sso", "stocke", "sur", "tbd", "the", "to",
    "todo", "transmis", "un", "une", "unique", "utilisateur", "verifie", "vide", "voir", "will", "with", "xxx",
    "xxxx", "yes", "your",
})  # fmt: skip
"""Words that follow « mot de passe : » without being one."""


def is_secret_like(token: str, *, strict: bool = True) -> bool:
    """Tell whether a word looks like a password: letters mixed with digits or signs, no date, amount or reference.

    Without `strict`, plain digits and plain words that are no talk about passwords count too.
    """
    bare = token.strip("«»\"'“”()[]<>,;:.").strip()
    folded = bare.lower()
    if not 4 <= len(bare) <= 64 or folded in _TALK or len(set(bare)) < 3:
        return False
    if compiled(
        r"^[*•x._…\-#]+$|^https?:|^www\.|^[^@\s]+@[^@\s]+\.[a-z]{2,}$|^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$|^<|^\[|^\{\{"
    ).search(folded):
        return False
    if compiled(r"^\d+(?:[.,]\d+)?\s?[€%]?$").search(bare):
        return not strict and bare.isdigit() and 4 <= len(bare) <= 8 and not compiled(r"^(?:19|20)\d\d$").search(bare)
    if is_mixed(bare):
        return True
    return not strict and bare.isascii() and bare.isalnum()


def is_mixed(token: str) -> bool:
    """Tell whether a word mixes letters with digits or signs, and is no reference and no quantity."""
    digits = sum(char.isdigit() for char in token)
    letters = sum(char.isalpha() for char in token)
    signs = sum(char in "!@#$%^&*?+=~_£€§" for char in token)
    if compiled(
        r"^[A-Z]{1,6}[-/ ]?\d{2,}(?:[-/]\w+)*$|^\d{1,4}(?:er|e|eme|ème|h|H|km|ans|mois|jours|j|caract\w*)\d{0,2}$"
    ).search(token):
        return False  # a reference or a quantity
    return len(token) >= 5 and letters >= 2 and (digits >= 1 or signs >= 1) and (signs >= 1 or digits >= 1)


def credentials(page: Page, *, announced: bool, hinted: bool = False) -> Iterator[Trace]:
    """Give each secret written in a page.

    `announced` says that the file's name speaks of passwords or codes, `hinted` that it speaks of accesses or accounts.
    """
    yield from _labelled(page)
    yield from _tables(page)
    if announced or _is_headed(page):
        yield from _lists(page)
    elif hinted or any(hints_access(line) for line in page.low.lstrip()[:200].split("\n")[:2] if len(line) < 60):
        yield from accounts(page)


def _labelled(page: Page) -> Iterator[Trace]:
    for match in page.near(_LABEL + _IS, _STEMS, 24, 110):
        end = page.low.find("\n", match.end())
        rest = page.text[match.end() : min(end if end >= 0 else len(page.text), match.end() + 70)]
        sure = _value(rest, match.group())
        if sure is not None:
            yield Trace("secret-password", match.start(), HIDDEN, sure, key=hash(rest))


def _value(rest: str, label: str) -> Confidence | None:
    tokens = [token for token in compiled(r"[\s/|]+").split(rest.strip()) if token][:4]
    if not tokens:
        return None
    first = tokens[0].strip("«»\"'“”")
    code = compiled(r"pin|code|alarme|coffre|puk|cle ").search(label) is not None and "cle wi" not in label
    digits = code and compiled(_DIGITS).search(first) is not None and _ends(rest, first)
    if not label.rstrip(" ").endswith((":", "=", "\t", ">", "→", "est", "is")):
        lettered = code and compiled(r"^\d{2,6}[A-D*#]\d{0,4}[#*]?$|^[A-D]\d{4}$").search(first) is not None
        return Confidence.MEDIUM if digits or lettered else None
    behind = any(map(is_secret_like, tokens[1:3])) and compiled(r"[@\\/|]|identifiant|login").search(rest) is not None
    if digits or behind or (is_secret_like(first) and not _goes_on(first, tokens)):
        return Confidence.HIGH
    alone = not code and len(tokens) == 1 and is_secret_like(first, strict=False)
    return Confidence.MEDIUM if alone else None


def _goes_on(first: str, tokens: list[str]) -> bool:
    # « 12caractères minimum », « MFA/SSO obligatoire »: the sentence says how a password must be.
    return len(tokens) > 2 and first.isalpha() and first.lower() == first


def _ends(rest: str, first: str) -> bool:
    after = rest.strip()[len(first) :].strip()
    return not compiled(r"^(?:€|eur\b|%|caract|chiffres|jours|mois|ans|h\b|tentatives|essais|k€)").search(after.lower())


_HIDDEN_COLUMN = r"\b(?:mots? de passe|mdp|passwords?|pwd|passe|code(?:s)?(?: d'acces| secret| pin)?|pin)\b"
_USER_HEAD = (
    r"\b(?:identifiants?|login|utilisateurs?|user(?:name)?|compte|acces|site|service|url|logiciel|outil"
    r"|application|portail|lieu|banque)\b"
)


def _tables(page: Page) -> Iterator[Trace]:
    seen, last = 0, ""
    for start, end in page.lines_with(("passe", "mdp", "passw", "pwd", "code", "pin")):
        heads = _cells(page.low[start:end]) if end - start < 300 else []
        if start < seen and page.low[start:end] == last:
            continue  # a head that every page of the table repeats
        column = next((i for i, head in enumerate(heads) if _is_pass_head(head)), -1)
        if column < 0 or not any(compiled(_USER_HEAD).search(h) for i, h in enumerate(heads) if i != column):
            continue
        last = page.low[start:end]
        strict = compiled(r"passe|mdp|pass|pwd").search(heads[column]) is None
        for at, line in page.rows_after(end, 60):
            seen = at + len(line) + 1
            cells = _cells(line)
            if len(heads) - 2 <= len(cells) > column and _is_cell_secret(cells[column], strict=strict):
                yield Trace("secret-password", at, HIDDEN, key=hash(line))


def _is_pass_head(head: str) -> bool:
    return (
        len(head) < 28
        and compiled(_HIDDEN_COLUMN).search(head) is not None
        and not compiled(
            r"politique|chang|renouvel|expir|modif|robust|longueur|coffre|regle|date|postal|naf|ape|idcc|client"
            r"|article|journal|tva|compte|analyt|emploi|produit|risque|tache|processus|fournisseur|tiers|lot|poste|kpi"
            r"|banque|pays|devise"
        ).search(head)
    )


def _is_cell_secret(cell: str, *, strict: bool) -> bool:
    words = cell.split()
    return 0 < len(words) <= 2 and is_secret_like(words[0], strict=strict)


def _cells(line: str) -> list[str]:
    for separator in ("\t", "|", ";"):
        if separator in line:
            return [cell.strip() for cell in line.split(separator)]
    return [cell.strip() for cell in compiled(r" {2,}| / | - ").split(line.strip())]


def _lists(page: Page) -> Iterator[Trace]:
    for at, line in page.lines():
        words = line.split()
        brief = len(words) <= 5 or compiled(r"[:=\t]").search(line) is not None
        if 2 <= len(words) <= 14 and any(is_secret_like(word) or (brief and _is_code(word)) for word in words[1:]):
            yield Trace("secret-password", at, HIDDEN, Confidence.MEDIUM, key=hash(line))


def _is_code(word: str) -> bool:
    return compiled(r"^(?!(?:19|20)\d\d$)(?:\d{4}|\d{6})[A-Za-z#*]?$").search(word) is not None


def _is_headed(page: Page) -> bool:
    first, _, rest = page.low.lstrip().partition("\n")
    heading = compiled(
        r"(?:liste |nos |mes |les |tous les )?(?:des )?"
        r"(?:codes? d'acces|mots? de passe|mdp|identifiants et|passwords|logins)\b"
    )
    return bool(rest) and len(first) < 46 and heading.match(first) is not None and announces_codes(first)


_KEY_FILE = r"(?:\.(?:kdbx?|pfx|p12|jks|ppk|keystore)|(?:^|/)id_(?:rsa|ed25519|ecdsa|dsa))$"
_ANNOUNCED = (
    r"(?:^|[\W_])(?:codes?|mots?[\W_]*de[\W_]*passes?|mdps?|passwords?|pwds?|identifiants|logins?)(?:[\W_]|$)"
    r"|\.env$"
)


def is_key_file(name: str) -> bool:
    """Tell whether a file's name says that it is a safe for passwords or a private key."""
    return compiled(_KEY_FILE).search(name.lower()) is not None


def announces_codes(low_name: str) -> bool:
    """Tell whether a folded file name speaks of passwords or codes, and of no rule about them."""
    stem = low_name.rpartition(".")[0] or low_name
    other = (
        r"politique|procedure|charte|matrice|revue|habilitation|policy|gestion|naf|ape\b"
        r"|tva|journa|postal|code[\W_]*(?:du|de)\b|analytique|conduite|comptes?\b"
    )
    return compiled(_ANNOUNCED).search(low_name) is not None and not compiled(other).search(stem)
