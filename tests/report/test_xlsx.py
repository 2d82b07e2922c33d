from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]

from dataroom.model import Bilingual, Clause, Report, Status, Work
from dataroom.printable import visible
from dataroom.report import as_edition, xlsx_book
from dataroom.report.columns import PEOPLE, SHEETS
from dataroom.report.ids import finding_ids
from dataroom.report.order import in_order

from .books import parts, rendered, sheets, table
from .factory import HOSTILE, document, empty, result, rich

FORMULAS = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "http://x.example", "mailto:a@b.c"),
    *("_x0041_", "internal:Sheet1!A1", "{=1}", "12", "TRUE", "\x00\x0b\ufffe\udcff", "''", "%s{0}"),
    "<r><t>1 < 2 & 3</r>",
)


@pytest.mark.parametrize("edition", ["seller", "acquirer"])
@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("report", [rich(), empty()], ids=["rich", "empty"])
def test_the_sheets_stand_in_their_order(report: Report, edition: str, lang: str) -> None:
    raw = rendered(replace(report, edition=edition, language=lang))
    inner = {"gone", "lists"} if edition == "acquirer" else set()
    wanted = [getattr(title, lang) for name, title in SHEETS.items() if name not in inner]
    assert list(sheets(raw)) == wanted
    book = load_workbook(io.BytesIO(raw))
    assert book.active is not None
    assert book.active.title == wanted[0]
    for sheet in book.worksheets:
        assert sheet.sheet_state == "visible"
        assert sheet.page_setup.fitToHeight == 0


def test_every_gap_stands_once_in_the_register() -> None:
    report = rich()
    rows = table(rendered(report), "Registre des lacunes")
    gaps = [r for r in report.requirements if r.status is not Status.SATISFIED]
    assert sorted(row["Clé"] for row in rows) == sorted(visible(r.key) for r in gaps)
    ranks = ["■", "▲", "●"]
    still_open = [row for row in rows if row["Statut"][0] in "✗!~?"]
    assert rows[: len(still_open)] == still_open
    assert [ranks.index(row["Gravité"][0]) for row in still_open] == sorted(
        ranks.index(row["Gravité"][0]) for row in still_open
    )


def test_the_index_names_every_document_with_its_digest() -> None:
    report = rich()
    rows = table(rendered(report), "Index des pièces")
    digests = {visible(d.path): d.fingerprint.sha256 if d.fingerprint else "" for d in report.documents}
    assert {row["Chemin"]: row["SHA-256"] for row in rows} == digests
    assert len({row["N°"] for row in rows}) == len(rows)
    held = {row["Chemin"] for row in rows if row["Communication"] == "Non communiquée"}
    assert held == {"04_Juridique/Pacte d’associés 2023.pdf"}


@pytest.mark.parametrize("edition", ["seller", "acquirer"])
def test_tables_filter_and_headings_stay(edition: str) -> None:
    book = load_workbook(io.BytesIO(rendered(replace(rich(), edition=edition))))
    for sheet in book.worksheets[1:]:
        assert sheet.tables, sheet.title
        assert sheet.freeze_panes, sheet.title
        for found in sheet.tables.values():
            assert found.autoFilter is not None
            heads = [cell.value for cell in sheet[found.ref][0]]
            assert heads == [column.name for column in found.tableColumns]
            assert len({str(head).lower() for head in heads}) == len(heads)


def test_people_choose_from_lists_and_dates_are_dates() -> None:
    book = load_workbook(io.BytesIO(rendered(rich())))
    for name in ("Registre des lacunes", "Constats"):
        rules = book[name].data_validations.dataValidation
        assert sorted(rule.type for rule in rules) == ["date", "list", "list"]
    listed = [row[0].value for row in book["Listes"].iter_rows(min_row=2) if row[0].value]
    assert listed == ["À faire", "Demandé", "Reçu", "Terminé", "Sans suite"]
    assert not load_workbook(io.BytesIO(rendered(replace(rich(), edition="acquirer"))))[
        "Registre des lacunes"
    ].data_validations.dataValidation


def hostile(text: str) -> Report:
    both = Bilingual(text, text)
    results = (
        result("a", Status.PARTIAL, provider=text, reasons=(both,), request=both, title=both, documents=(text,)),
    )
    docs = (document(text, provider=text, clauses=(Clause(text, found=True, page=1, quote=text),)),)
    work = {visible(results[0].key): Work(text, text, text, text, {text: text}, text), text: Work(text, about=text)}
    profile = {"company": {"name": text}, "outsourcing": [{"provider": text, "owner": text}]}
    return replace(
        rich(), room=text, requirements=results, documents=docs, profile=profile, work=work, assumptions=(both,)
    )


@pytest.mark.parametrize("text", [*HOSTILE, *FORMULAS])
@pytest.mark.parametrize("edition", ["seller", "acquirer"])
def test_hostile_texts_are_strings(text: str, edition: str) -> None:
    raw = rendered(replace(hostile(text), edition=edition))
    for name, part in parts(raw).items():
        assert "<f>" not in part, name
        assert "<f " not in part, name
        assert "<hyperlink" not in part, name
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202e]", part), name
    assert not [name for name in parts(raw) if "external" in name.lower()]
    if edition == "seller":
        cells = [cell for rows in sheets(raw).values() for row in rows for cell in row]
        assert xlsx_book.no_markup(visible(text)) in cells
        assert not any(cell is True for cell in cells)


def test_people_s_words_are_the_seller_s_alone() -> None:
    report = rich()
    key = next(visible(r.key) for r in report.requirements if r.status is Status.MISSING)
    words = Work("ResponsableXQ", "2026-05-04", "requested", "CommentaireXQ", {"ColonneXQ": "ValeurXQ"}, "ProposXQ")
    told = replace(report, work={key: words, "goneXQ": words})
    seller = "\n".join(parts(rendered(told)).values())
    marks = ("ResponsableXQ", "CommentaireXQ", "ColonneXQ", "ValeurXQ", "ProposXQ", "goneXQ")
    assert [mark for mark in marks if mark not in seller] == []
    acquirer = rendered(as_edition(told, "acquirer"))
    assert [mark for mark in (*marks, PEOPLE["work"].heading.fr) if mark in "\n".join(parts(acquirer).values())] == []


def test_words_stand_beside_what_they_are_about_and_else_where_they_are_kept() -> None:
    report = in_order(rich())
    gap = next(r for r in report.requirements if r.status is Status.MISSING)
    done = next(r for r in report.requirements if r.status is Status.SATISFIED)
    finding = finding_ids(report.findings)[0]
    work = {
        visible(gap.key): Work("A", "2026-05-04", "requested", "c"),
        visible(done.key): Work(comment="d", about="Pièce reçue"),
        finding: Work(owner="B"),
        "nobody": Work(due="bientôt", more={"Ordre": "1"}),
    }
    raw = rendered(replace(report, work=work))
    (row,) = [row for row in table(raw, "Registre des lacunes") if row["Responsable"]]
    assert (row["Clé"], str(row["Échéance"]), row["Avancement"]) == (gap.key, "2026-05-04", "Demandé")
    (row,) = [row for row in table(raw, "Constats") if row["Responsable"]]
    assert row["Identifiant"] == finding
    kept = {row["Clé"]: row for row in table(raw, "Plus demandé")}
    assert set(kept) == {visible(done.key), "nobody"}
    assert kept[visible(done.key)]["Aujourd’hui"] == "✓ Satisfaite"
    assert (kept["nobody"]["Échéance"], kept["nobody"]["Ordre"]) == ("bientôt", "1")


def test_what_does_not_fit_is_cut_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    long = "é😀" * 20_000
    asked = Bilingual(long, long)
    report = replace(rich(), requirements=(result("a", Status.MISSING, request=asked),))
    monkeypatch.setattr(xlsx_book, "MOST_ROWS", 11)
    raw = rendered(report)
    (row,) = table(raw, "Registre des lacunes")
    text = row["Demande prête à envoyer"]
    assert text.endswith("… [coupé]")
    assert len(text.encode("utf-16-le")) // 2 <= 32_767
    assert len(table(raw, "Index des pièces")) == 10
    told = " ".join(str(cell) for line in sheets(raw)["Synthèse"] for cell in line)
    more = len(report.documents) - 10
    assert f"« Index des pièces » : {more} lignes de plus".replace("\u00a0", " ") in told.replace("\u00a0", " ")
    assert "« Registre des lacunes » : 1 cellule coupée" in told.replace("\u00a0", " ")


def test_the_same_report_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = rendered(rich())
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert rendered(rich()) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_headings_are_told_apart() -> None:
    assert xlsx_book.distinct(["A", "a", "", " ", "A"]) == ["A", "a (2)", "–", "– (2)", "A (3)"]
    (long,) = xlsx_book.distinct(["😀" * 300])
    assert len(long.encode("utf-16-le")) // 2 <= 255


def test_the_summary_says_what_was_not_read() -> None:
    told = [str(cell) for line in sheets(rendered(rich()))["Synthèse"] for cell in line if cell]
    assert "Ce qui n’a pas été entièrement lu (9)" in told
    assert "✗  Non prête" in told
    assert any("--tracker" in cell for cell in told)
    assert not any(
        "--tracker" in str(c) for line in sheets(rendered(as_edition(rich(), "acquirer")))["Synthèse"] for c in line
    )
