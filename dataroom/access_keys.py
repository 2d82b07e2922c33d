"""Keys, tokens, e-banking codes and recovery codes that are really written in a page."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

from dataroom.account_lists import HIDDEN
from dataroom.credentials import is_mixed, is_secret_like
from dataroom.model import Confidence
from dataroom.patterns import compiled
from dataroom.traces import Page, Trace

_ISSUED = (
    r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}|\bgh[pousr]_[A-Za-z0-9]{30,}"
    r"|\bgithub_pat_[A-Za-z0-9_]{22,}"
    r"|\bglpat-[A-Za-z0-9_-]{20,}|\bxox[abprs]-[A-Za-z0-9-]{10,}|\bAIza[A-Za-z0-9_-]{35}|\bsk-(?:ant-"
    r"|proj-)?[A-Za-z0-9_-]{20,}|\bSG\.[\w-]{16,}\.[\w-]{16,}"
    r"|\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{8,}|\bhooks\.slack\.com/services/T\w+/B\w+/\w+"
    r"|\bnpm_[A-Za-z0-9]{36}|\bwhsec_[A-Za-z0-9]{20,}"
)
_ISSUED_STEMS = (
    "akia", "asia", "sk_", "rk_", "ghp_", "gho_", "ghu_",
    "ghs_", "ghr_", "github_pat", "glpat-", "xox", "aiza", "sk-",
    "sg.", "eyj", "hooks.slack", "npm_", "whsec_",
)  # fmt: skip
_KEY_LINE = (
    r"\b(?:[A-Za-z0-9_]*(?:secret|token|api_?key|access_?key|client_?secret|cle_?api|cl[ée] api|password"
    r"|passwd)[A-Za-z0-9_]*)[\"']?[^\S\n]*[:=][^\S\n]*[\"']?([A-Za-z0-9_+/=!@#$%&*.-]{8,})"
)
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


def keys(page: Page) -> Iterator[Trace]:
    """Give each key, token, e-banking code and set of recovery codes of a page."""
    yield from _tokens(page)
    yield from _recovery(page)


def _tokens(page: Page) -> Iterator[Trace]:
    if "private key" in page.low and "-----begin" in page.low:
        yield Trace("secret-key", page.low.find("-----begin"), "-----BEGIN PRIVATE KEY-----")
    for start, match in _at_stems(page, _ISSUED, _ISSUED_STEMS, 2):
        yield Trace("secret-key", start, f"{match[:3]}{HIDDEN}", key=hash(match))
    if "://" in page.low:
        for found in compiled(r"\b[a-z][a-z+]{1,12}://[^\s/:@]{1,60}:([^\s/@]{3,80})@").finditer(page.low):
            if is_secret_like(found.group(1), strict=False):
                yield Trace("secret-password", found.start(), HIDDEN, key=hash(found.group()))
    for start, match in _at_stems(page, r"(?i)" + _KEY_LINE, _KEY_STEMS, 30):
        value = compiled(r"[:=]").split(match, maxsplit=1)[1].strip(" \t\"'")
        if is_mixed(value) and (_entropy(value) >= 2.7 or "pass" in match.lower()):
            yield Trace("secret-key", start, HIDDEN, Confidence.MEDIUM, key=hash(match))


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
    r"(?:identifiant (?:client|ebics|internet|banque)|code (?:client|abonne|utilisateur)|user ?id|partner ?id"
    r"|n[°o] (?:d'abonne|client))[^\n]{0,30}\n?[^\n]{0,50}"
    r"(?:code (?:confidentiel|secret|personnel|d'acces)|mot de passe)\s*[:\t]\s*\d{4,8}\b"
)


def _recovery(page: Page) -> Iterator[Trace]:
    stems = ("codes de s", "code de s", "codes de r", "code de r", "recovery code", "backup code")
    for match in page.near(_RECOVERY, stems, 1, 100):
        codes = [
            c for c in compiled(_SHAPE).findall(page.low, match.end(), match.end() + 200) if any(x.isdigit() for x in c)
        ]
        if len(codes) >= 3:
            yield Trace("secret-recovery-codes", match.start(), HIDDEN, key=hash(tuple(codes)))
    for match in page.near(_SEED, ("otp", "totp", "2fa", "mfa"), 12, 80):
        yield Trace("secret-recovery-codes", match.start(), HIDDEN, key=hash(match.group()))
    for match in page.near(_BANKING, ("confidentiel", "secret", "personnel", "acces", "passe"), 120, 40):
        yield Trace("secret-banking", match.start(), HIDDEN, key=hash(match.group()))
