"""Each check across documents where they agree, where they differ, and where it cannot tell."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from typing import Any

import pytest

from dataroom.checks import CROSS_CHECKS, Given, run_cross_checks
from dataroom.fec import read_fec
from dataroom.model import Document, Outcome
from tests.test_fec import HEADER, line

from .papers import AS_OF, PROFILE, doc, outcomes, run

AGREES, DIFFERS, CANNOT = "agrees", "differs", "not-comparable"


def fec(lines: list[str], year: str = "2024", path: str = "", **more: Any) -> Document:
    found = read_fec(io.BytesIO("\n".join([HEADER, *lines]).encode()))
    name = path or f"552100554FEC{year}1231.txt"
    return doc("accounting-entries-file", name, year, {"fec": found}, **more)


def entry(account: str, debit: int = 0, credit: int = 0, year: str = "2024", **more: str) -> str:
    day = f"{year}0110"
    amounts = {"Debit": f"{debit},00", "Credit": f"{credit},00"}
    return line(**{"CompteNum": account, "EcritureDate": day, "PieceDate": day, **amounts, **more})


SALE = [entry("411000", 1200), entry("707000", credit=1000), entry("445710", credit=200)]
OPENS: dict[str, Any] = {"JournalCode": "AN", "JournalLib": "A nouveaux", "year": "2025"}


def accounts(result: int, year: str = "2024", kind: str = "financial-statements", **more: Any) -> Document:
    stated = {"result": result, "result_page": 2, "result_times": 2}
    return doc(kind, f"{kind} {year}.pdf", year, {"accounts": stated}, **more)


def balance(year: str, **balances: int) -> Document:
    return doc(
        "trial-balance", "balance.xlsx", year, {"balance": {"balances": {k[1:]: v for k, v in balances.items()}}}
    )


def test_an_empty_room_passes_no_check() -> None:
    checks, findings = run_cross_checks(Given((), PROFILE, AS_OF))
    assert list(dict.fromkeys(check.id for check in checks)) == [check.id for check in CROSS_CHECKS]
    assert {check.outcome for check in checks} == {Outcome.NOT_COMPARABLE}
    assert all(check.reason.fr and check.reason.en for check in checks)
    assert findings == ()


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ([accounts(100_000)], [CANNOT]),
        ([fec(SALE), accounts(100_000)], [AGREES]),
        ([fec(SALE), accounts(100_150)], [AGREES]),
        ([fec(SALE), accounts(100_300)], ["differs:result-differs"]),
        ([fec(SALE), accounts(100_300, flags=("draft",))], [CANNOT]),
        ([fec(SALE, flags=("draft",)), accounts(100_300)], [CANNOT]),
        ([fec(SALE), accounts(100_300, "2023")], [CANNOT, CANNOT]),
        ([accounts(100_000), accounts(100_000, kind="tax-return")], [AGREES]),
        ([accounts(100_000), accounts(-100_000, kind="tax-return")], ["differs:result-differs"]),
        ([accounts(100_000), balance("2024", _707=-100_000)], [AGREES]),
        ([fec([*SALE, entry("707000", 1000), entry("120000", credit=1000)]), accounts(100_000)], [CANNOT]),
    ],
)
def test_the_result(documents: list[Document], expected: list[str]) -> None:
    assert outcomes("result", *documents) == expected


def test_both_figures_and_both_documents_are_told() -> None:
    (answer,) = run("result", fec(SALE), accounts(140_764_00))
    (finding,) = answer.findings
    assert (finding.path, finding.also) == ("552100554FEC20241231.txt", ("financial-statements 2024.pdf",))
    assert "1\u202f000\u00a0€" in finding.message.fr
    assert "140\u202f764\u00a0€" in finding.message.fr
    assert "€140,764" in finding.message.en


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ([balance("2024", _411=120_000)], [CANNOT]),
        ([fec(SALE), balance("2024", _411000=120_000, _7070=-100_000, _44571=-20_000)], [AGREES]),
        ([fec(SALE), balance("2024", _411=120_000, _707=-100_000)], ["differs:balance-differs"]),
        ([fec(SALE), balance("2024", _411=120_050, _707=-100_000, _44571=-20_000)], [AGREES]),
    ],
)
def test_the_balance(documents: list[Document], expected: list[str]) -> None:
    assert outcomes("fec-balance", *documents) == expected


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (
            [entry("411000", 1200, **OPENS), entry("445710", credit=200, **OPENS), entry("120", credit=1000, **OPENS)],
            AGREES,
        ),
        ([entry("411000", 900, **OPENS), entry("445710", credit=200, **OPENS)], "differs:opening-differs"),
        ([entry("411000", 900, year="2025")], CANNOT),
    ],
)
def test_opening_and_close(second: list[str], expected: str) -> None:
    assert outcomes("fec-opening", fec(SALE), fec(second, "2025")) == [expected]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (fec(SALE), AGREES),
        (fec([*SALE, entry("411000", 5, EcritureNum="2")]), "differs:fec-unbalanced"),
        (fec([*SALE, "VE\tx"]), "differs:fec-lines"),
        (fec([line(ValidDate="", EcritureDate="20240110")]), "differs:fec-not-validated"),
        (fec([line(ValidDate="", EcritureDate="20240110")], flags=("draft",)), AGREES),
        (fec([line(PieceRef="")]), "differs:fec-blanks"),
        (fec([line(EcritureNum=str(n)) for n in range(1, 60) if n != 30]), "differs:fec-sequence"),
        (fec([line(EcritureNum=str(n)) for n in (202401001, 202402001, 202403001)]), AGREES),
        (doc("accounting-entries-file", "FEC.txt"), "differs:fec-columns"),
        (doc("accounting-entries-file", "FEC.xlsx", media_type="application/zip"), CANNOT),
    ],
)
def test_the_structure_of_entries(document: Document, expected: str) -> None:
    assert outcomes("fec-structure", document) == [expected]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (fec(SALE), AGREES),
        (fec(SALE, path="FEC 2024.txt"), CANNOT),
        (fec(SALE, path="732829320FEC20241231.txt"), "differs:fec-name"),
        (fec(SALE, path="552100554FEC20240630.txt"), "differs:fec-name"),
        (fec([*SALE, entry("411", year="2025")]), "differs:fec-outside-year"),
        (fec([*SALE * 40, entry("411", year="2023")]), "differs:fec-outside-year"),
        # A first year longer than twelve months.
        (fec([*SALE, entry("411", year="2023")]), AGREES),
    ],
)
def test_the_name_and_the_year_of_entries(document: Document, expected: str) -> None:
    assert outcomes("fec-identity", document) == [expected]


@pytest.mark.parametrize(
    ("total", "expected"),
    [(150_00, AGREES), (170_00, AGREES), (160_00, AGREES), (900_00, "differs:aged-balance-differs")],
)
def test_aged_balances(total: int, expected: str) -> None:
    aged = doc("aged-balance", "agee.xlsx", "2024-12", {"aged": {"total": total, "page": 1}})
    books = balance("2024", _411=150_00, _416=20_00, _419=-10_00)
    assert outcomes("aged-balance", aged, books) == [expected]
    assert outcomes("aged-balance", aged) == [CANNOT]


@pytest.mark.parametrize(
    ("account", "books", "expected"),
    [
        ("512100", {"_512100": 500_00, "_512200": 1}, AGREES),
        ("512100", {"_512100": 900_00}, "differs:bank-differs"),
        ("", {"_512000": 500_50}, AGREES),
        ("", {"_512100": 900_00, "_512200": 1}, CANNOT),
    ],
)
def test_bank(account: str, books: dict[str, int], expected: str) -> None:
    paper = doc("bank-reconciliation", "erb.xlsx", "2024-12", {"bank": {"books": 500_00, "account": account}})
    assert outcomes("bank", paper, balance("2024", **books)) == [expected]


@pytest.mark.parametrize(
    ("gross", "months", "expected"), [(1666, 12, AGREES), (3000, 12, "differs:vat-differs"), (1666, 11, CANNOT)]
)
def test_vat(gross: int, months: int, expected: str) -> None:
    returns = [doc("vat-return", f"{n}.pdf", f"2024-{n:02}", {"vat": {"gross": gross}}) for n in range(1, months + 1)]
    assert outcomes("vat", fec(SALE), *returns) == [expected]


def staff(*people: tuple[str, str, bool]) -> Document:
    return doc("staff-register", "rup.xlsx", figures={"staff": {"people": list(people), "page": 1}}, date=AS_OF)


def dsn(number: int, period: str = "2026-02") -> Document:
    return doc("social-declaration", f"dsn {period}.pdf", period, {"declared": {"count": number, "sirens": []}})


TEN = tuple(("2020-01-01", "", True) for _ in range(10))


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ([dsn(10)], [CANNOT]),
        ([dsn(10), staff(*TEN)], [AGREES]),
        ([dsn(11), staff(*TEN)], [AGREES]),
        ([dsn(14), staff(*TEN)], ["differs:headcount-differs"]),
        ([dsn(10), staff(*TEN, ("2026-01-05", "", False))], [AGREES]),
        # Three came in the month: as many may be missing from a declaration.
        ([dsn(10), staff(*TEN, *(("2026-02-20", "", True),) * 3)], [AGREES]),
        ([dsn(14), dsn(15, "2026-01"), staff(*TEN)], ["differs:headcount-differs"]),
        ([dsn(10), doc("payroll-register", "livre.xlsx", "2026-02", {"payroll": {"counts": {"": 4}}})],
         ["differs:headcount-differs"]),
    ],
)  # fmt: skip
def test_head_counts(documents: list[Document], expected: list[str]) -> None:
    assert outcomes("headcount", *documents) == expected


def test_a_certificate_of_a_provider_says_nothing_of_the_company() -> None:
    certificate = doc("vigilance-certificate", "v.pdf", "2026-02", {"declared": {"count": 41, "sirens": ["732829320"]}})
    assert outcomes("headcount", certificate, dsn(10)) == [CANNOT]
    own = replace(certificate, figures={"declared": {"count": 41, "sirens": ["552100554"]}})
    assert outcomes("headcount", own, dsn(10)) == ["differs:headcount-differs"]


@pytest.mark.parametrize(
    ("wages", "months", "expected"),
    [(1300_00, 12, AGREES), (5000_00, 12, "differs:payroll-differs"), (1200_00, 5, CANNOT)],
)
def test_pay(wages: int, months: int, expected: str) -> None:
    gross = {f"2024-{n:02}": 100_00 for n in range(1, months + 1)}
    paid = doc(
        "payroll-register", "livre.xlsx", "2024", {"payroll": {"counts": dict.fromkeys(gross, 1), "gross": gross}}
    )
    assert outcomes("payroll-cost", paid, balance("2024", _6411=wages)) == [expected]


def test_leavers() -> None:
    left = staff(("2020-01-01", "2025-10-31", True))
    assert outcomes("leavers", left) == ["differs:leaver-documents-missing"]
    assert outcomes("leavers", left, doc("leaver-documents")) == [AGREES]
    assert outcomes("leavers", staff(("2015-01-01", "2020-10-31", True), ("2020-01-01", "", True))) == [AGREES]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([("payslip", ["1880"])], CANNOT),
        ([("payslip", ["1880"]), ("payslip", ["44"])], CANNOT),
        ([("payslip", ["1880"]), ("company-agreement", ["1880", "44"])], AGREES),
        ([("payslip", ["1880"]), ("company-agreement", ["44"])], "differs:idcc-differs"),
    ],
)
def test_collective_agreements(rules: list[tuple[str, list[str]]], expected: str) -> None:
    documents = [doc(kind, f"{n}.pdf", figures={"rules": {"idcc": idcc}}) for n, (kind, idcc) in enumerate(rules)]
    assert outcomes("collective-agreement", *documents) == [expected]


def naming(kind: str, *providers: str, date: dt.date | None = dt.date(2026, 1, 5)) -> Document:
    return doc(kind, f"{kind}.xlsx", date=date, mentions={"providers": "\n".join(providers)})


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ([], [CANNOT] * 3),
        ([naming("process-register", "Paie Horizon", "Nuage Sud")], [AGREES, CANNOT, CANNOT]),
        ([naming("process-register", "Paie Horizon")], ["differs:provider-not-in-register", CANNOT, CANNOT]),
        ([naming("process-register")], [CANNOT] * 3),
        ([naming("records-of-processing", "Nuage Sud")], [CANNOT, "differs:provider-not-in-records", CANNOT]),
        ([naming("records-of-processing", "Nuage Sud", date=dt.date(2021, 3, 1))], [CANNOT] * 3),
        ([naming("records-of-processing", "Nuage Sud", date=None)], [CANNOT] * 3),
        ([naming("access-rights-matrix", "Nuage Sud")], [CANNOT, CANNOT, AGREES]),
    ],
)
def test_providers(documents: list[Document], expected: list[str]) -> None:
    assert outcomes("providers", *documents) == expected


def contract(expires: dt.date | None, **more: Any) -> Document:
    more = {"provider": "Paie Horizon", "date": dt.date(2023, 1, 5), **more}
    return doc("service-contract", "contrat.pdf", expires=expires, **more)


def test_invoices_after_the_term() -> None:
    invoice = doc("invoice", "f.pdf", provider="Paie Horizon", date=dt.date(2026, 2, 1))
    ended = contract(dt.date(2025, 12, 31))
    assert outcomes("contract-invoices", invoice, ended) == ["differs:invoice-after-term"]
    assert outcomes("contract-invoices", invoice, contract(None)) == [AGREES]
    assert outcomes("contract-invoices", invoice, ended, replace(ended, path="c2.pdf", expires=None)) == [AGREES]
    assert outcomes("contract-invoices", invoice) == []


def amendment(number: int | None, date: dt.date = dt.date(2024, 5, 1)) -> Document:
    figures = {"amendment": {"number": number}} if number else {}
    return doc("contract-amendment", f"avenant {number}.pdf", figures=figures, provider="Paie Horizon", date=date)


def test_amendments() -> None:
    assert outcomes("amendments", amendment(1), amendment(2)) == [AGREES]
    assert outcomes("amendments", amendment(2)) == ["differs:amendment-missing"]
    # One that bears no number may be it.
    assert outcomes("amendments", amendment(2), amendment(None)) == [AGREES]
    assert outcomes("contract-dates", contract(None), amendment(1)) == [AGREES]
    early = amendment(1, dt.date(2022, 1, 1))
    assert outcomes("contract-dates", contract(None), early) == ["differs:amendment-before-contract"]


def level(label: str, **more: Any) -> dict[str, Any]:
    return {"page": 1, "label": label, "code": "", "words": sorted({w[:6].lower() for w in label.split()}), **more}


def service(kind: str, rows: list[dict[str, Any]], period: str = "") -> Document:
    return doc(kind, f"{kind} {period}.pdf", period, {"levels": {"rows": rows}}, provider="Paie Horizon")


def test_service_levels() -> None:
    labels = ["Bulletins justes", "Réponse rapide", "Serveurs disponibles"]
    promised = service("service-level-agreement", [level(label) for label in labels])
    assert outcomes("service-levels", promised) == [CANNOT]
    whole = service("kpi-report", [level(label) for label in labels], "2025-Q4")
    assert outcomes("service-levels", promised, whole) == [AGREES]
    part = service("kpi-report", [level(label) for label in labels[:2]], "2025-Q4")
    assert outcomes("service-levels", promised, part) == ["differs:service-level-not-measured"]
    other = service("kpi-report", [level("Tout va bien")], "2025-Q4")
    assert outcomes("service-levels", promised, other) == [CANNOT]


@pytest.mark.parametrize(
    ("results", "words", "expected"),
    [
        ((90_00, 91_00), ["bullet"], [AGREES]),
        ((90_00, 91_00), ["autres"], ["differs:service-level-missed-twice"]),
        ((90_00, 99_00), ["autres"], [AGREES]),
        ((90_00, 91_00), None, [CANNOT]),
    ],
)
def test_targets_missed_twice(results: tuple[int, int], words: list[str] | None, expected: list[str]) -> None:
    rows = [[level("Bulletins justes", target=98_00, result=result)] for result in results]
    reports = [service("kpi-report", row, period) for row, period in zip(rows, ("2025-Q3", "2025-Q4"), strict=True)]
    if words is not None:
        minutes = {"minutes": {"words": words, "present": ""}}
        reports.append(doc("steering-minutes", figures=minutes, provider="Paie Horizon", date=dt.date(2026, 1, 20)))
    assert outcomes("service-level-misses", *reports) == expected


def test_committees() -> None:
    def minutes(present: str, **more: Any) -> Document:
        found = {"minutes": {"words": [], "present": present, **more}}
        return doc("steering-minutes", figures=found, provider="Paie Horizon", date=dt.date(2026, 1, 20))

    assert outcomes("committee-sides", minutes("presents : x (atelier des quais), y (paie horizon)")) == [AGREES]
    assert outcomes("committee-sides", minutes("presents : x, y")) == [CANNOT]
    late, fresh = [["Plan", "2025-09-01", 1]], [["Plan", "2025-12-31", 1]]
    assert outcomes("open-actions", minutes("", open=late)) == ["differs:action-overdue"]
    assert outcomes("open-actions", minutes("", open=fresh)) == [AGREES]


def test_corporate_papers() -> None:
    def titled(kind: str, number: int) -> Document:
        return doc(kind, figures={"shares": {"shares": number, "page": 1}})

    articles = titled("articles-of-association", 600)
    assert outcomes("shares", articles) == [CANNOT]
    assert outcomes("shares", articles, titled("share-register", 600)) == [AGREES]
    assert outcomes("shares", articles, titled("share-register", 510)) == ["differs:shares-differ"]

    def met(day: dt.date) -> Document:
        return doc("general-meeting-minutes", figures={"meeting": {"closed": "2024-12-31"}}, date=day)

    assert outcomes("meeting-dates", met(dt.date(2025, 6, 28))) == [AGREES]
    assert outcomes("meeting-dates", met(dt.date(2025, 9, 28))) == ["differs:meeting-late"]
    receipt = doc("accounts-filing-receipt", period="2024", date=dt.date(2025, 7, 20))
    assert outcomes("filing-dates", receipt, met(dt.date(2025, 6, 28))) == [AGREES]
    assert outcomes("filing-dates", receipt, met(dt.date(2025, 4, 28))) == ["differs:filing-late"]
    assert outcomes("filing-dates", receipt) == [CANNOT]


def test_certificates_and_rehearsals() -> None:
    def held(expires: dt.date | None) -> Document:
        return doc("insurance-certificate", f"{expires}.pdf", provider="Nuage Sud", expires=expires)

    old, now = held(dt.date(2025, 12, 31)), held(dt.date(2026, 12, 31))
    assert outcomes("certificates", old) == [DIFFERS]
    assert outcomes("certificates", old, now) == [AGREES]
    assert outcomes("certificates", held(None)) == [CANNOT]
    plan = doc("exit-plan", figures={"rehearsal": {"page": 1}}, date=dt.date(2025, 11, 1))
    assert outcomes("rehearsals", plan) == [AGREES]
    assert outcomes("rehearsals", replace(plan, date=dt.date(2024, 1, 1))) == [CANNOT]
    assert outcomes("signatory-powers", contract(None)) == [CANNOT]


def test_index() -> None:
    names = ["a.pdf", "b.docx", "c.xlsx"]

    def index(rows: list[tuple[str, str]]) -> Document:
        return doc("data-room-index", "index.xlsx", figures={"index": {"files": [[n, 1, d] for n, d in rows]}})

    files = [doc("invoice", f"dossier/{name}") for name in names]
    plain = [(name, "") for name in names]
    assert outcomes("index", index(plain), *files) == [AGREES]
    assert outcomes("index", index([*plain, ("d.pdf", "")]), *files) == ["differs:index-without-file"]
    assert outcomes("index", index(plain), *files, doc("invoice", "e.pdf")) == ["differs:file-without-index"]
    assert outcomes("index", index([("A.PDF", "b" * 64), *plain[1:]]), *files) == [AGREES]
    assert outcomes("index", index([("a.pdf", "c" * 64), *plain[1:]]), *files) == ["differs:index-digest-differs"]
    assert outcomes("index", index(plain[:2]), *files) == [CANNOT]
