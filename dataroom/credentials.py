"""Passwords, codes and keys that are really written in a page: not talk about them, not blanks for them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

from dataroom.model import Confidence
from dataroom.patterns import compiled
from dataroom.traces import Page, Trace

_HIDDEN = "••••••••"
_LABEL = (
    r"(?:mots? de passe|\bmdp|passwords?|\bpasswd|\bpwd|passphrase|phrase secrete|cle (?:wi-?fi|wpa2?|de securite)|code wi-?fi|\bpin|codes? pin"
    r"|codes? (?:d'acces|secrets?|confidentiels?|personnels?|alarme|de l'alarme|d'alarme|coffre|du coffre|porte|de la porte|portail|du portail"
    r"|entree|d'entree|immeuble|digicode|parking|du parking|badge|carte bancaire|cb|carte|puk|de deverrouillage)|digicode|\bpuk|code alarme|alarme|coffre(?:-fort)?|door code|access code|alarm code)\b"
)
_STEMS = (
    "passe", "mdp", "passw", "pwd", "passphrase", "phrase secrete", "cle w", "cle de sec", "wifi", "wi-fi", "pin", "code", "digicode",
    "puk", "alarme", "coffre",
)  # fmt: skip
_IS = r"(?:[^\S\n]*\([^)\n]{0,30}\))?(?:[^\S\n]+(?:[a-z'.@-]+[^\S\n]+){0,5}?(?:est|is|devient)(?:[^\S\n]+le)?[^\S\n]*:?|[^\S\n]*[:=\t]|[^\S\n]+(?:[a-z'.@-]+[^\S\n]+){0,4}?[:=\t]|[^\S\n]*(?:->|→|=>)|[^\S\n])[^\S\n]*"
_TALK = frozenset(
    """a au aux avec le la les un une de du des en et ou par pour sur sous dans ne non oui n/a na nc neant aucun aucune voir cf selon
    communique communiquee envoye transmis remis change changer modifier modifie reinitialiser reinitialise fourni connu obligatoire requis
    provisoire personnel individuel unique fort complexe robuste partage oublie expire confidentiel securise vide idem inchange masque cache
    stocke conserve genere minimum caracteres not none yes no see the to be must will is are your shared changed required and or with by
    tbd xxx xxxx todo actif inactif active desactive ok ko verifie coffre-fort keepass bitwarden lastpass dashlane 1password sms mfa sso double
    compte utilisateur login identifiant email mail nom date commentaire observations""".split()
)


def is_secret_like(token: str, *, strict: bool = True) -> bool:
    """Tell whether a word looks like a password: letters mixed with digits or signs, no date, amount, address or reference.

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
    if _is_mixed(bare):
        return True
    return not strict and bare.isascii() and bare.isalnum()


def _is_mixed(token: str) -> bool:
    digits = sum(char.isdigit() for char in token)
    letters = sum(char.isalpha() for char in token)
    signs = sum(char in "!@#$%^&*?+=~_£€§" for char in token)
    if compiled(
        r"^[A-Z]{1,6}[-/ ]?\d{2,}(?:[-/]\w+)*$|^\d{1,4}(?:er|e|eme|ème|h|H|km|ans|mois|jours|j|caract\w*)\d{0,2}$"
    ).search(token):
        return False  # a reference or a quantity
    return len(token) >= 5 and letters >= 2 and (digits >= 1 or signs >= 1) and (signs >= 1 or digits >= 1)


def credentials(page: Page, *, announced: bool) -> Iterator[Trace]:
    """Give each secret written in a page; `announced` says that the file's name speaks of passwords or codes."""
    yield from _tokens(page)
    yield from _labelled(page)
    yield from _tables(page)
    yield from _recovery(page)
    if announced:
        yield from _lists(page)


def _labelled(page: Page) -> Iterator[Trace]:
    for match in page.near(_LABEL + _IS, _STEMS, 24, 110):
        end = page.low.find("\n", match.end())
        rest = page.text[match.end() : min(end if end >= 0 else len(page.text), match.end() + 70)]
        sure = _value(rest, match.group())
        if sure is not None:
            yield Trace("secret-password", match.start(), _HIDDEN, sure, key=hash(rest))


def _value(rest: str, label: str) -> Confidence | None:
    tokens = [token for token in compiled(r"[\s/|]+").split(rest.strip()) if token][:4]
    if not tokens:
        return None
    marked = label.rstrip(" ")[-1:] in ":=\t>→" or label.rstrip().endswith(("est", "is"))
    code = compiled(r"pin|code|alarme|coffre|puk|cle ").search(label) is not None and "cle wi" not in label
    first = tokens[0].strip("«»\"'“”")
    if marked and is_secret_like(first) and not _goes_on(first, tokens):
        return Confidence.HIGH
    if (
        marked
        and any(is_secret_like(token) for token in tokens[1:3])
        and compiled(r"@|[\\/|]|identifiant|login").search(rest)
    ):
        return Confidence.HIGH
    if compiled(r"^[«\"'“]?\d(?:[ .-]?\d){3,7}[a-zA-Z#*]?[»\"'”]?$").search(first) and code and _ends(rest, first):
        return Confidence.HIGH if marked else Confidence.MEDIUM
    if marked and not code and len(tokens) == 1 and is_secret_like(first, strict=False):
        return Confidence.MEDIUM
    if not marked and code and compiled(r"^\d{2,6}[A-D*#]\d{0,4}[#*]?$|^[A-D]\d{4}$").search(first):
        return Confidence.MEDIUM
    return None


def _goes_on(first: str, tokens: list[str]) -> bool:
    # « 12caractères minimum », « MFA/SSO obligatoire »: the sentence says how a password must be.
    return len(tokens) > 2 and first.isalpha() and first.lower() == first


def _ends(rest: str, first: str) -> bool:
    after = rest.strip()[len(first) :].strip()
    return not compiled(r"^(?:€|eur\b|%|caract|chiffres|jours|mois|ans|h\b|tentatives|essais|k€)").search(after.lower())


_PASS_HEAD = r"\b(?:mots? de passe|mdp|passwords?|pwd|passe|code(?:s)?(?: d'acces| secret| pin)?|pin)\b"
_USER_HEAD = r"\b(?:identifiants?|login|utilisateurs?|user(?:name)?|compte|acces|site|service|url|logiciel|outil|application|portail|lieu|banque)\b"


def _tables(page: Page) -> Iterator[Trace]:
    for start, end in page.lines_with(("passe", "mdp", "passw", "pwd", "code", "pin")):
        heads = _cells(page.low[start:end]) if end - start < 300 else []
        column = next((i for i, head in enumerate(heads) if _is_pass_head(head)), -1)
        if column < 0 or not any(compiled(_USER_HEAD).search(h) for i, h in enumerate(heads) if i != column):
            continue
        strict = compiled(r"passe|mdp|pass|pwd").search(heads[column]) is None
        for at, line in page.rows_after(end, 60):
            cells = _cells(line)
            if len(heads) - 2 <= len(cells) > column and _is_cell_secret(cells[column], strict=strict):
                yield Trace("secret-password", at, _HIDDEN, key=hash(line))


def _is_pass_head(head: str) -> bool:
    return (
        len(head) < 28
        and compiled(_PASS_HEAD).search(head) is not None
        and not compiled(
            r"politique|chang|renouvel|expir|modif|robust|longueur|coffre|regle|date|postal|naf|ape|idcc|client|article|journal|tva|compte|analyt|emploi|produit|risque|tache|processus|fournisseur|tiers|lot|poste|kpi|banque|pays|devise"
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
        if 2 <= len(words) <= 14 and any(is_secret_like(word) or _is_code(word) for word in words[1:]):
            yield Trace("secret-password", at, _HIDDEN, Confidence.MEDIUM, key=hash(line))


def _is_code(word: str) -> bool:
    return compiled(r"^\d{4,6}[A-Za-z#*]?$").search(word) is not None and not compiled(r"^(?:19|20)\d\d$").search(word)


_TOKEN = (
    r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}|\bgh[pousr]_[A-Za-z0-9]{30,}|\bgithub_pat_[A-Za-z0-9_]{22,}"
    r"|\bglpat-[A-Za-z0-9_-]{20,}|\bxox[abprs]-[A-Za-z0-9-]{10,}|\bAIza[A-Za-z0-9_-]{35}|\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{20,}|\bSG\.[\w-]{16,}\.[\w-]{16,}"
    r"|\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{8,}|\bhooks\.slack\.com/services/T\w+/B\w+/\w+|\bnpm_[A-Za-z0-9]{36}|\bwhsec_[A-Za-z0-9]{20,}"
)
_TOKEN_STEMS = ("akia", "asia", "sk_", "rk_", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat", "glpat-", "xox", "aiza", "sk-",
                "sg.", "eyj", "hooks.slack", "npm_", "whsec_")  # fmt: skip
_KEY_LINE = r"\b(?:[A-Za-z0-9_]*(?:secret|token|api_?key|access_?key|client_?secret|cle_?api|cl[ée] api|password|passwd)[A-Za-z0-9_]*)[\"']?[^\S\n]*[:=][^\S\n]*[\"']?([A-Za-z0-9_+/=!@#$%&*.-]{8,})"
_KEY_STEMS = (
    "secret",
    "token",
    "api key",
    "api_key",
    "apikey",
    "access_key",
    "accesskey",
    "cle_api",
    "cle api",
    "password",
    "passwd",
)


def _tokens(page: Page) -> Iterator[Trace]:
    if "private key" in page.low and "-----begin" in page.low:
        yield Trace("secret-key", page.low.find("-----begin"), "-----BEGIN PRIVATE KEY-----")
    for start, match in _at_stems(page, _TOKEN, _TOKEN_STEMS, 2):
        yield Trace("secret-key", start, f"{match[:3]}{_HIDDEN}", key=hash(match))
    if "://" in page.low:
        for found in compiled(r"\b[a-z][a-z+]{1,12}://[^\s/:@]{1,60}:([^\s/@]{3,80})@").finditer(page.low):
            if is_secret_like(found.group(1), strict=False):
                yield Trace("secret-password", found.start(), _HIDDEN, key=hash(found.group()))
    for start, match in _at_stems(page, r"(?i)" + _KEY_LINE, _KEY_STEMS, 30):
        value = compiled(r"[:=]").split(match, maxsplit=1)[1].strip(" \t\"'")
        if _is_mixed(value) and (_entropy(value) >= 2.7 or "pass" in match.lower()):
            yield Trace("secret-key", start, _HIDDEN, Confidence.MEDIUM, key=hash(match))


def _at_stems(page: Page, pattern: str, stems: tuple[str, ...], before: int) -> Iterator[tuple[int, str]]:
    for start, end in page.windows(stems, before, 160):
        for match in compiled(pattern).finditer(page.text, start, end):
            yield match.start(), match.group()


def _entropy(value: str) -> float:
    counts = Counter(value)
    return -sum(n / len(value) * math.log2(n / len(value)) for n in counts.values())


_RECOVERY = r"(?:codes? de (?:secours|recuperation|sauvegarde|restauration)|(?:recovery|backup) codes?)[^\n]{0,60}\n?"
_SHAPE = r"\b(?:[a-z0-9]{4,5}[- ][a-z0-9]{4,5}|\d{6,10}|[a-z0-9]{8,12})\b"
_SEED = r"otpauth://\S{10,}|(?:cle|secret|graine|seed) (?:totp|otp|2fa|mfa)\s*[:=]\s*[a-z2-7]{16,}"
_BANKING = (
    r"(?:identifiant (?:client|ebics|internet|banque)|code (?:client|abonne|utilisateur)|user ?id|partner ?id|n[°o] (?:d'abonne|client))[^\n]{0,30}\n?[^\n]{0,50}"
    r"(?:code (?:confidentiel|secret|personnel|d'acces)|mot de passe)\s*[:\t]\s*\d{4,8}\b"
)


def _recovery(page: Page) -> Iterator[Trace]:
    stems = ("codes de s", "code de s", "codes de r", "code de r", "recovery code", "backup code")
    for match in page.near(_RECOVERY, stems, 1, 100):
        codes = [
            c for c in compiled(_SHAPE).findall(page.low, match.end(), match.end() + 200) if any(x.isdigit() for x in c)
        ]
        if len(codes) >= 3:
            yield Trace("secret-recovery-codes", match.start(), _HIDDEN, key=hash(tuple(codes)))
    for match in page.near(_SEED, ("otp", "totp", "2fa", "mfa"), 12, 80):
        yield Trace("secret-recovery-codes", match.start(), _HIDDEN, key=hash(match.group()))
    for match in page.near(_BANKING, ("confidentiel", "secret", "personnel", "acces", "passe"), 120, 40):
        yield Trace("secret-banking", match.start(), _HIDDEN, key=hash(match.group()))


_KEY_FILE = r"(?:\.(?:kdbx?|pfx|p12|jks|ppk|keystore)|(?:^|/)id_(?:rsa|ed25519|ecdsa|dsa))$"
_ANNOUNCED = r"(?:^|[\W_])(?:codes?|mots?[\W_]*de[\W_]*passes?|mdps?|passwords?|pwds?|identifiants|logins?|acces)(?:[\W_]|$)|\.env$"


def is_key_file(name: str) -> bool:
    """Tell whether a file's name says that it is a safe for passwords or a private key."""
    return compiled(_KEY_FILE).search(name.lower()) is not None


def announces_codes(low_name: str) -> bool:
    """Tell whether a folded file name speaks of passwords or codes, and of no rule about them."""
    stem = low_name.rpartition(".")[0] or low_name
    other = r"politique|procedure|charte|matrice|revue|habilitation|policy|gestion|naf|ape\b|tva|journa|postal|code[\W_]*(?:du|de)\b|analytique|conduite|comptes?\b"
    return compiled(_ANNOUNCED).search(low_name) is not None and not compiled(other).search(stem)
