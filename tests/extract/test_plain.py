from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataroom.extract import Limits
from dataroom.extract.encoding import decode
from dataroom.extract.kinds import CSV, MARKDOWN, TEXT, TSV
from dataroom.extract.plain import headings, separator_of
from dataroom.fec_header import FEC_COLUMNS
from dataroom.model import Heading, State

from .papers import facts, read

FRENCH = "Procédure d’œuvre : à vérifier, coût 1 200 €, « garanti » – août, forêt, naïf, reçu, Noël où"


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"])
def test_french_in_any_encoding(name: str) -> None:
    assert decode(FRENCH.encode(name)) == FRENCH


@pytest.mark.parametrize("name", ["cp850", "iso8859_15", "latin-1"])
def test_older_encodings(name: str) -> None:
    text = "Procédure à vérifier, forêt, naïf, reçu, Noël où août; été, dépôt, clôture"
    assert decode(text.encode(name)) == text


def test_one_damaged_byte_does_not_change_the_encoding() -> None:
    assert decode(FRENCH.encode() * 3 + b"\xff fin").endswith("\ufffd fin")


@settings(deadline=None, derandomize=True)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode()) == text.removeprefix("\ufeff") or "\x00" in text


@settings(deadline=None, derandomize=True)
@given(st.binary(max_size=3000))
def test_nothing_is_raised_for_any_bytes(data: bytes) -> None:
    for name in ("a.txt", "a.csv", "a.md", "a.pdf", "a.docx", "a.eml", "a.html", "a.rtf", "a.xls", "a"):
        content = read(name, data)
        assert content.state is State.OK or content.reason is not None


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("a;b;c\n1,5;2,5;3\n", ";"), ("a,b\n1,2\n", ","), ("a\tb\n1,2\t3\n", "\t"), ("a|b|c\n1|2|3\n", "|"),
        ('"x;y",b\n"z;;;",d\n', ","), ("Titre\n\na;b\nc;d\ne;f\n", ";"), ("rien", "\t"), ("", "\t"),
    ],
)  # fmt: skip
def test_separator(text: str, separator: str) -> None:
    assert separator_of(text) == separator


def test_csv_becomes_lines_of_tabbed_cells() -> None:
    content = read("e.csv", 'Date;Libellé;Montant\n31/12/2025;"virement; divers";1 200,50\n'.encode("cp1252"))
    assert (content.media_type, content.state) == (CSV, State.OK)
    assert content.pages == ("Date\tLibellé\tMontant\n31/12/2025\tvirement; divers\t1 200,50",)


FEC_LINE = "AC|Achats|1|20250102|401000|Fournisseurs|||F1|20250102|Facture 'A\"|0,00|12,00|||20250131||"


@pytest.mark.parametrize("name", ["123456789FEC20251231.txt", "fec.csv", "fec"])
@pytest.mark.parametrize("separator", ["|", "\t"])
def test_accounting_entries_file(name: str, separator: str) -> None:
    lines = [separator.join(FEC_COLUMNS), FEC_LINE.replace("|", separator)]
    content = read(name, "\r\n".join(lines).encode("cp1252"))
    assert facts(content) == {"fec-columns": ["18"]}
    assert content.pages[0].split("\n")[1] == FEC_LINE.replace("|", "\t")


def test_markdown_headings() -> None:
    text = "# Un\ntexte\n```\n# code\n```\nDeux\n====\n## Trois ##\n"
    assert list(headings(text)) == ["Un", "Deux", "Trois"]
    content = read("n.md", text.encode())
    assert (content.media_type, content.headings[0]) == (MARKDOWN, Heading(1, "Un"))


def test_text_is_parted_at_form_feeds_and_rid_of_controls() -> None:
    content = read("a.txt", b"un\r\ndeux\x07\ftrois\r")
    assert (content.media_type, content.pages) == (TEXT, ("un\ndeux", "trois\n"))


@pytest.mark.parametrize(("data", "state"), [(b"", State.EMPTY), (b" \n\n", State.EMPTY), (b"mot", State.OK)])
def test_states(data: bytes, state: State) -> None:
    assert read("a.txt", data).state is state


def test_too_much_text_keeps_the_beginning() -> None:
    content = read("a.txt", b"mot " * 100, Limits(max_text_chars=40))
    assert (content.state, content.pages) == (State.TOO_LARGE, ("mot " * 10,))


def test_tabbed_text_under_an_excel_name() -> None:
    content = read("balance.xls", b"Balance\n\nCompte\tSolde\n401\t12\n411\t13\n512\t7\n")
    assert (content.media_type, content.state) == (TSV, State.OK)
    assert facts(content) == {"wrong-extension": ["tsv"]}
