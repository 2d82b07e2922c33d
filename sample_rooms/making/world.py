"""The people of the sample rooms: companies and providers that do not exist, and the words of their documents."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, fields

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Firm:
    """A company; `rep` signs for it, as its `title`; `office` is the same on a registration extract."""

    name: str
    legal: str
    capital: str
    address: str
    city: str
    rcs: str
    siren: str
    rep: str
    title: str
    office: str
    activity: str
    extra: dict[str, str] = field(default_factory=dict)

    def words(self, prefix: str) -> dict[str, str]:
        """Give the fields of the texts that this company fills, each under `prefix`."""
        plain = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in {"extra", "siren", "activity"}}
        form = f"{_SHORT.get(self.legal, self.legal)} au capital de {self.capital} €"
        made = {"siren": spaced(self.siren), "siret": siret(self.siren), "form": form, "upper": self.name.upper()}
        return {f"{prefix}_{key}": value for key, value in (plain | made).items()} | self.extra


_SHORT = {
    "Société par actions simplifiée": "SAS",
    "Société à responsabilité limitée": "SARL",
    "Société à responsabilité limitée à associé unique": "EURL",
}


def spaced(siren: str) -> str:
    """Write a SIREN by threes."""
    return f"{siren[:3]} {siren[3:6]} {siren[6:]}"


def luhn(digits: str) -> bool:
    """Tell whether the digits pass the check of SIREN and SIRET."""
    doubled = (int(d) * (1 + i % 2) for i, d in enumerate(reversed(digits)))
    return sum(d - 9 * (d > 9) for d in doubled) % 10 == 0


def siret(siren: str) -> str:
    """Give the SIRET of the head office, with its check digit."""
    return next(f"{spaced(siren)} {nic:05d}" for nic in range(10, 20) if luhn(f"{siren}{nic:05d}"))


def day(iso: str) -> str:
    """Write a day in words: 2026-01-02 → 2 janvier 2026."""
    date = dt.date.fromisoformat(iso)
    return f"{date.day if date.day > 1 else '1er'} {MONTHS[date.month - 1]} {date.year}"


def short(iso: str) -> str:
    """Write a day in figures: 2026-01-02 → 02/01/2026."""
    return dt.date.fromisoformat(iso).strftime("%d/%m/%Y")


def rows(*lines: str) -> str:
    """Write rows of a table, each given as `a | b | c`."""
    return "\n".join(f"| {line} |" for line in lines)


def euros(amount: int) -> str:
    """Write whole euros by threes."""
    return f"{amount:,}".replace(",", " ")
