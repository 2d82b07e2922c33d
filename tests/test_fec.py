"""The reader of accounting entries, line by line against a slow and plain one, and each fault where it stands."""

from __future__ import annotations

import io
import random
from collections.abc import Iterable
from decimal import Decimal

import pytest

from dataroom.fec import FecFigures, read_fec
from dataroom.fec_amounts import Cents, negated
from dataroom.fec_header import FEC_COLUMNS, SIGNED_COLUMNS, header_of

HEADER = "\t".join(FEC_COLUMNS)


def line(**changes: str) -> str:
    usual = {
        "JournalCode": "VE", "JournalLib": "Ventes", "EcritureNum": "1", "EcritureDate": "20250110",
        "CompteNum": "411000", "CompteLib": "Clients", "CompAuxNum": "", "CompAuxLib": "", "PieceRef": "FA1",
        "PieceDate": "20250110", "EcritureLib": "Facture", "Debit": "0,00", "Credit": "0,00", "EcritureLet": "",
        "DateLet": "", "ValidDate": "20260101", "Montantdevise": "", "Idevise": "",
    }  # fmt: skip
    return "\t".join({**usual, **changes}.values())


SALE = (line(Debit="120,00"), line(CompteNum="707000", Credit="100,00"), line(CompteNum="445710", Credit="20,00"))


def read(lines: Iterable[str], header: str = HEADER, encoding: str = "utf-8") -> FecFigures:
    found = read_fec(io.BytesIO("\r\n".join([header, *lines]).encode(encoding)))
    assert found is not None
    return found


def test_a_sound_file_has_no_fault() -> None:
    found = read(SALE)
    assert found["faults"] == {}
    assert (found["lines"], found["unbalanced"], found["debit"], found["credit"]) == (3, 0, 12000, 12000)
    assert found["accounts"]["707000"] == [0, 10000, 0]
    assert found["days"] == {"20250110": [3, 2]}
    assert found["complete"]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"EcritureDate": "10/01/2025"}, "date"),
        ({"EcritureDate": ""}, "date"),
        ({"EcritureDate": "20250230"}, "date"),
        ({"PieceDate": "2025011"}, "piece-date"),
        ({"DateLet": "x"}, "lettering-date"),
        ({"ValidDate": ""}, "validation-empty"),
        ({"ValidDate": "20251301"}, "validation-date"),
        ({"CompteNum": "C41"}, "account"),
        ({"PieceRef": ""}, "piece-empty"),
        ({"EcritureLib": ""}, "label-empty"),
        ({"EcritureNum": ""}, "number-empty"),
        ({"JournalCode": ""}, "journal-empty"),
        ({"Debit": "5,00", "Credit": "5,00"}, "both-sides"),
        ({"Debit": "1.00"}, "decimal-point"),
        ({"Debit": "1 000,00"}, "thousands"),
        ({"Debit": "abc"}, "amount"),
    ],
)
def test_each_fault_is_counted_with_its_line(changes: dict[str, str], fault: str) -> None:
    found = read([*SALE, line(EcritureNum="2"), line(**{"EcritureNum": "2", **changes})])
    assert found["faults"][fault] == [1, 6]


def test_a_line_of_another_width_is_a_fault_and_the_rest_is_counted() -> None:
    found = read([*SALE, "VE\tVentes\t2", "", line(EcritureNum="2") + "\tplus"])
    assert found["faults"] == {"columns": [2, 5, 7]}
    assert found["lines"] == 3


def test_entries_that_do_not_balance_are_named() -> None:
    found = read([*SALE, line(EcritureNum="2", Debit="7,10")])
    assert found["unbalanced"] == 1
    assert found["unbalanced_first"] == [["VE", "2", 710]]


def test_lines_of_an_entry_may_stand_apart() -> None:
    filler = [line(EcritureNum=str(n)) for n in range(10, 3000)]
    found = read([SALE[0], *filler, *SALE[1:]])
    assert found["unbalanced"] == 0


def test_opening_entries_are_told_apart() -> None:
    opening = {"JournalCode": "AN", "JournalLib": "À nouveaux"}
    found = read([line(**opening, CompteNum="512000", Debit="50,00"), line(**opening, CompteNum="101000", Credit="50")])
    assert found["accounts"] == {"101000": [0, 5000, -5000], "512000": [5000, 0, 5000]}


def test_opening_entries_among_others() -> None:
    codes = [("AN", "Report"), ("VE", "Ventes"), ("AC", "Achats"), ("BQ", "Banque"), ("OD", "Divers")]
    found = read([line(JournalCode=code, JournalLib=label, CompteNum="512000", Debit="1,00") for code, label in codes])
    assert found["accounts"] == {"512000": [500, 0, 100]}


@pytest.mark.parametrize("seed", range(20))
def test_whatever_follows_the_header_is_read(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - the same examples on every run
    cells = [
        "",
        " ",
        "AN",
        "À nouveau",
        "20250101",
        "2025",
        "411",
        "1,00",
        "-1,5",
        "1.0",
        "x",
        "\x00",
        "é",
        "9" * 40,
        '"',
    ]
    rows = ["\t".join(rng.choices(cells, k=rng.choice((1, 17, 18, 18, 18, 19, 30)))) for _ in range(200)]
    for header in (HEADER, "\t".join(SIGNED_COLUMNS), "\t".join(FEC_COLUMNS[2:14]), HEADER.replace("J", '"J')):
        assert read(rows, header)["lines"] <= 200


@pytest.mark.parametrize(
    ("numbers", "missing", "holes"),
    [
        ([("VE", "1"), ("VE", "2"), ("AC", "1"), ("AC", "2")], 0, []),
        ([("VE", "VE7"), ("VE", "VE8"), ("AC", "AC3")], 0, []),
        ([("VE", "1"), ("AC", "2"), ("VE", "3"), ("AC", "4")], 0, []),
        ([("VE", "1"), ("VE", "4"), ("AC", "1")], 2, [["VE", "1", "4"]]),
        ([("VE", "VE-001"), ("VE", "VE-003")], 1, [["", "VE-1", "VE-3"]]),
    ],
)
def test_holes_in_the_numbers(numbers: list[tuple[str, str]], missing: int, holes: list[list[str]]) -> None:
    found = read([line(JournalCode=code, EcritureNum=number) for code, number in numbers])
    assert found["sequence"]["missing"] == missing
    assert [hole[1:] for hole in found["sequence"]["holes"]] == [hole[1:] for hole in holes]


def test_amount_and_side_instead_of_debit_and_credit() -> None:
    lines = [
        line(Debit="120,00", Credit="D"),
        line(CompteNum="707000", Debit="100,00", Credit="C"),
        line(CompteNum="445710", Debit="20,00", Credit="-1"),
    ]
    found = read(lines, "\t".join(SIGNED_COLUMNS))
    assert (found["debit"], found["credit"], found["unbalanced"]) == (12000, 12000, 0)
    assert [negated(side) for side in ("D", "+1", "C", "-1")] == [False, False, True, True]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings(encoding: str) -> None:
    found = read([line(EcritureLib="Écriture d’été")], encoding=encoding)
    assert (found["lines"], found["faults"]) == (1, {})


@pytest.mark.parametrize("separator", ["|", ";", ","])
def test_separators(separator: str) -> None:
    found = read([SALE[0].replace("\t", separator).replace("120,00", "120")], HEADER.replace("\t", separator))
    assert found["separator"] == separator


def test_quoted_cells() -> None:
    quoted = "\t".join(f'"{cell}"' for cell in SALE[0].split("\t"))
    found = read([quoted], "\t".join(f'"{name}"' for name in FEC_COLUMNS))
    assert (found["debit"], found["faults"]) == (12000, {})


@pytest.mark.parametrize("text", ["", "a\tb\tc", "JournalCode\tJournalLib", "Compte;Libellé;Débit;Crédit"])
def test_what_is_no_such_file(text: str) -> None:
    assert read_fec(io.BytesIO(text.encode())) is None


def test_columns_missing_and_out_of_order() -> None:
    short = header_of("\t".join(FEC_COLUMNS[:17]))
    assert short is not None
    assert short.missing == ("Idevise",)
    turned = header_of("\t".join((*FEC_COLUMNS[1::-1], *FEC_COLUMNS[2:])))
    assert turned is not None
    assert not turned.in_order
    assert not turned.missing


def test_what_must_stop_says_so() -> None:
    stream = io.BytesIO("\n".join([HEADER, *SALE]).encode())
    found = read_fec(stream, lambda: False)
    assert found is not None
    assert (found["complete"], found["lines"]) == (False, 0)


def test_accounts_beyond_the_cap_are_grouped() -> None:
    found = read([line(CompteNum=f"401{n:06}", Debit="1,00") for n in range(5001)])
    assert (found["grouped"], found["accounts"]) == (True, {"401": [500100, 0, 0]})


@pytest.mark.parametrize(
    ("text", "cents"),
    [("0,00", 0), ("1234,56", 123456), ("-12,5", -1250), ("7", 700), ("", 0), (",5", 50), ("1,005", 101), ("3.2", 320)],
)
def test_amounts_in_cents(text: str, cents: int) -> None:
    assert Cents()[text] == cents


@pytest.mark.parametrize("seed", range(5))
def test_as_a_plain_reading_of_the_same_lines(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - the same examples on every run
    rows: list[str] = []
    totals: dict[str, list[int]] = {}
    entries: dict[tuple[str, str], int] = {}
    for _ in range(3000):
        key = (rng.choice("VA"), str(rng.randint(1, 400)))
        account, cents, side = f"{rng.randint(1, 7)}{rng.randint(10, 19)}000", rng.randint(0, 10**9), rng.randint(0, 1)
        text = f"{Decimal(cents) / 100:.2f}".replace(".", ",")
        rows.append(
            line(
                JournalCode=key[0],
                EcritureNum=key[1],
                CompteNum=account,
                Debit=text if side else "0,00",
                Credit="0,00" if side else text,
            )
        )
        pair = totals.setdefault(account, [0, 0, 0])
        pair[1 - side] += cents
        entries[key] = entries.get(key, 0) + (cents if side else -cents)
    found = read(rows)
    assert found["accounts"] == dict(sorted(totals.items()))
    assert found["unbalanced"] == sum(1 for net in entries.values() if net)
