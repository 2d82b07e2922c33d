"""Lists of accounts, one a line, where « mot de passe » is never written: « serveur  admin / Xyz#1234 »."""

from __future__ import annotations

from collections.abc import Iterator

from dataroom.model import Confidence
from dataroom.patterns import compiled
from dataroom.traces import Page, Trace

HIDDEN = "••••••••"
_HINT = (
    r"(?:^|[\W_])(?:acces|codes?|comptes?|identifiants?|connexions?|logins?|access(?:es)?|accounts?|credentials?|wi-?fi"
    r"|hotspot)(?:[\W_]|$)"
)
_OTHER = (
    r"politique|procedure|charte|matrice|revue|habilitation|policy|policies|matrix|review|droits|rights|contrat"
    r"|contract|demande|request|journal|plan|comptable|accounting|annual|bilan|balance|factures?|invoice|conduct"
    r"|conduite|cheque|audit|accessib|naf|ape\b|tva|code[\W_]+(?:du|de|civil)\b|compte[\W_]rendu"
    r"|comptes? (?:annuels?|sociaux|rendus?|courants?|consolides?|de resultat|bancaires?|clients?|fournisseurs?|20\d\d)"
)
_REFERENCE = (
    r"https?:|www\.|://|@[^\s@]+\.[a-z]{2,}$|^[\d.,/:€%+-]+$|^[A-Z]{1,6}(?:[-/ ]?\d{2,})+(?:[-/]\w+)*$"
    r"|^[A-Z]{2}\d{2}[A-Z0-9]{8,}$|^\w{2,}(?:-\w+){2,}$|\.(?:pdf|docx?|xlsx?|csv|txt|com|fr|net|eu|org)$|^[\W\d]*[a-z]*[\W]*$"
)
_PAIR = r"[^\S\n]+[/|:–—→][^\S\n]+|[^\S\n]*(?:->|→|=>|\t|;|\|)[^\S\n]*|[^\S\n]{2,}|\s?:\s"


def accounts(page: Page) -> Iterator[Trace]:
    """Give each line that pairs an account with a password-like word, where two lines at least do so."""
    found = [(at, line) for at, line in page.lines() if _is_account(line)]
    if len(found) >= 2:
        for at, line in found:
            yield Trace("secret-password", at, HIDDEN, Confidence.MEDIUM, key=hash(line))


def _is_account(line: str) -> bool:
    if len(line) > 140 or len(line.split()) > 12:
        return False
    parts = [part.strip() for part in compiled(_PAIR).split(line.strip()) if part.strip()]
    return len(parts) >= 2 and any(is_password(part) for part in parts[1:])


def is_password(word: str) -> bool:
    """Tell whether one word mixes the classes of characters as passwords do, and is no address and no reference."""
    if not 7 <= len(word) <= 64 or len(word.split()) != 1 or compiled(_REFERENCE).search(word):
        return False
    digits = any(char.isdigit() for char in word)
    signs = any(char in "!@#$%^&*?+=~_£€§" for char in word)
    mixed_case = any(char.islower() for char in word) and any(char.isupper() for char in word)
    return any(map(str.isalpha, word)) and (digits or signs) and digits + signs + mixed_case >= 2


def hints_access(low: str) -> bool:
    """Tell whether a folded file name or heading speaks of accesses, codes or accounts, and of no rule about them."""
    return compiled(_HINT).search(low) is not None and compiled(_OTHER).search(low) is None
