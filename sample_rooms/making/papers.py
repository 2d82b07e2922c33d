"""Papers that every provider brings, as texts ready for a format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from making.pages import filled
from making.services import procedure_words
from making.sheets import Row
from making.world import MONTHS, Firm, day, euros, rows


@dataclass(frozen=True, slots=True)
class Deal:
    """A company, a provider, and who follows it inside the company."""

    company: Firm
    provider: Firm
    pilot: str

    def fields(self, **more: str) -> dict[str, str]:
        """Give the fields of both, and some more."""
        both = self.company.words("c") | self.provider.words("p")
        return both | {"pilot": self.pilot, "activity": self.provider.activity} | more

    def text(self, name: str, **more: str) -> str:
        """Give one of the texts with the fields of both filled in."""
        return filled(name, self.fields(**more))


def contract(deal: Deal, name: str, signed: str, start: str, **terms: str) -> str:
    """Give a contract that both have signed; `terms`: fee, cap."""
    salute = "Madame la Présidente" if deal.company.title == "présidente" else "Monsieur le Président"
    words = {"cap": "500 000", "c_salute": salute, "signature": electronic(deal, signed), "draft_banner": ""}
    return deal.text(name, **words | {"day": day(signed), "start": day(start)} | terms)


def electronic(deal: Deal, signed: str) -> str:
    """Give the foot of a contract signed on line."""
    both = deal.company, deal.provider
    return rows(
        "Pour le Client | Pour le Prestataire",
        "Lu et approuvé | Lu et approuvé",
        " | ".join(f"{firm.rep}, {firm.title}" for firm in both),
        " | ".join(f"Signé électroniquement par {firm.rep} le {day(signed)}" for firm in both),
    )


def procedure(deal: Deal, process: str, since: str) -> str:
    """Give the procedure of a process."""
    return deal.text("procedure", day=day(since), **procedure_words(process))


def minutes(deal: Deal, held: str, following: str, points: Mapping[str, str], *, place: str = "visioconférence") -> str:
    """Give the minutes of a meeting; `points`: previous, review, incidents, actions (rows)."""
    return deal.text("copil", day=day(held), following=day(following), place=place, **points)


def vigilance(deal: Deal, given: str, situation: str, **words: str) -> str:
    """Give a vigilance certificate; `words`: staff, payroll, code, region, urssaf_address."""
    return deal.text("vigilance", day=day(given), situation=day(situation), **words)


def insurance(deal: Deal, given: str, start: str, end: str, **words: str) -> str:
    """Give a professional indemnity certificate; `words`: policy, insurer, insurer_city."""
    dates = {"day": day(given), "from_day": day(start), "to_day": day(end)}
    return deal.text("rcpro", cover="1 000 000", cover_year="2 000 000", **dates, **words)


@dataclass(frozen=True, slots=True)
class Year:
    """A fiscal year: its days, the day of its accounts, and the figures that all others follow from."""

    start: str
    end: str
    signed: str
    sales: int
    reserves: int
    headcount: int


def accounts(deal: Deal, year: Year) -> str:
    """Give annual accounts whose two sides balance."""
    capital = int(deal.company.capital.replace(" ", ""))
    cost = {"r2": 38, "r3": 17, "r4": 1, "r5": 33, "r6": 4}
    spent = {key: year.sales * share // 100 for key, share in cost.items()}
    ebit = year.sales - sum(spent.values())
    interest = year.sales // 200
    tax = (ebit - interest) // 4
    result = ebit - interest - tax
    debts = {"l4": year.sales // 6, "l5": year.sales // 9, "l6": year.sales // 12}
    total = capital + year.reserves + result + sum(debts.values())
    assets = {"a1": total // 50, "a2": total // 3, "a3": total // 5, "a4": total // 4}
    assets["a5"] = total - sum(assets.values())
    figures = spent | debts | assets
    figures |= {"total": total, "sales": year.sales, "result": result, "ebit": ebit, "r8": interest, "tax": tax}
    figures["l2"] = year.reserves
    words = {key: euros(value) for key, value in figures.items()}
    words |= {"from_day": day(year.start), "to_day": day(year.end), "day": day(year.signed)}
    return deal.text("comptes", headcount=str(year.headcount), **words)


def kpi_rows(deal: Deal, period: str, issued: str, table: Sequence[Row], remark: str) -> list[Row]:
    """Give a KPI report as rows of a sheet."""
    return [
        (f"{deal.provider.name} – Rapport d’indicateurs",),
        ("Client", deal.company.name),
        ("Prestation", deal.provider.extra["service"]),
        ("Période", period),
        ("Établi le", issued),
        (),
        ("Indicateur", "Cible", "Réalisé", "Conforme"),
        *table,
        (),
        ("Commentaire", remark),
    ]


def kpi_text(deal: Deal, period: str, issued: str, table: Sequence[Row], remark: str) -> str:
    """Give a KPI report as a text."""
    lines = "\n".join("| " + " | ".join(map(str, row)) + " |" for row in table)
    return (
        f"# Rapport d’indicateurs – {period}\n\n"
        f"{deal.provider.name}, prestation rendue à {deal.company.name} : {deal.provider.extra['service']}.\n"
        f"Rapport établi le {issued} en application de la convention de niveaux de service.\n\n"
        "## Résultats de la période\n| Indicateur | Cible | Réalisé | Conforme |\n"
        f"{lines}\n\n## Commentaire\n{remark}\n"
    )


def payroll_table(month: int) -> list[Row]:
    """Give the figures of a month of payroll."""
    exact = 99.5 + (month * 7 % 5) / 10
    answers = 95 + month * 3 % 5
    return [
        ("Bulletins émis", "", 31 + month % 3, ""),
        ("Bulletins exacts du premier coup (%)", 99.5, round(exact, 1), "oui"),
        ("Bulletins remis au plus tard le 28 (%)", 100, 100, "oui"),
        ("DSN déposées à l’échéance (%)", 100, 100, "oui"),
        ("Réponses sous 8 heures ouvrées (%)", 95, answers, "oui"),
    ]


def month_name(year: int, month: int) -> str:
    """Write a month in words."""
    return f"{MONTHS[month - 1]} {year}"
