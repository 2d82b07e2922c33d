from __future__ import annotations

from dataclasses import replace

import pytest

from dataroom.printable import visible
from dataroom.report.tree import tree

from .books import rendered, table
from .factory import document, empty, rich


@pytest.mark.parametrize(
    ("paths", "numbered"),
    [
        ([], []),
        (["b.pdf", "a.pdf"], ["1 a.pdf", "2 b.pdf"]),
        (["10/x", "2/x", "2/A/y"], ["1 2", "1.1 A", "1.1.1 y", "1.2 x", "2 10", "2.1 x"]),
        (["a.zip", "a.zip!i/b.pdf"], ["1 a.zip", "1.1 i", "1.1.1 b.pdf"]),
        (["Urgent ! voir.pdf", "!"], ["1 !", "2 Urgent ! voir.pdf"]),
        (["a", "a", "a/b"], ["1 a", "1.1 b", "2 a (2)"]),
        (["x//y", "/"], ["1 /", "2 x", "2.1 y"]),
    ],
)
def test_numbers(paths: list[str], numbered: list[str]) -> None:
    assert [f"{place.number} {place.name}" for place in tree(map(document, paths))] == numbered


def test_deep_and_long_names() -> None:
    deep = "/".join(["d"] * 1500)
    places = tree([document(deep), document("9" * 5000)])
    assert len(places) == 1501
    assert places[-1].number.count(".") == 1499


def test_three_sheets_hold_every_file_and_no_member() -> None:
    report = rich()
    files = [visible(d.path) for d in report.documents if d.path != "05_Archive.zip!RC Pro.pdf"]
    raw = rendered(report, "index")
    two, folders, whole = (table(raw, s) for s in ("N° et titre", "Dossier et document", "Arborescence numérotée"))
    assert len(two) == len(folders) == len(files)
    joined = [f"{row['Dossier']}/{row['Document']}".lstrip("/") for row in folders]
    assert sorted(joined) == sorted(files)
    assert [row["N°"] for row in whole if row["Nature"] == "Document"] == [row["N°"] for row in two]
    assert {row["Niveau"] for row in whole} == {1.0, 2.0, 3.0}
    assert table(rendered(empty(), "index"), "N° et titre") == []


def test_numbers_stay_text() -> None:
    raw = rendered(replace(empty(), documents=tuple(document(f"{n}.pdf") for n in range(12))), "index")
    assert [row["N°"] for row in table(raw, "N° et titre")] == [str(n) for n in range(1, 13)]
