from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataroom.clause_rules import CLAUSE_IDS, load_clauses
from dataroom.clause_sentences import Kind, sentences
from dataroom.clauses import find_clauses, findings, search
from dataroom.errors import FileFaults
from dataroom.model import Clause
from dataroom.text import Folded

CLAUSES = load_clauses()
MATCHES = [(rule.id, text) for rule in CLAUSES.rules.values() for text in rule.examples.match]
OTHERS = [(rule.id, text) for rule in CLAUSES.rules.values() for text in rule.examples.other]

RULE = """
title = { fr = "Audit", en = "Audit" }
severity = "minor"
applies = ["service-contract"]
[fr]
strong = ["zizanie"]
[examples]
match = ["a", "b"]
other = ["c", "d"]
"""


def found(*pages: str) -> set[str]:
    return {clause.id for clause in find_clauses(pages, CLAUSES) if clause.found}


def clause(clause_id: str, *pages: str) -> Clause:
    return next(clause for clause in find_clauses(pages, CLAUSES) if clause.id == clause_id)


@pytest.mark.parametrize("pages", [(), ("",), ("", ""), ("Bonjour,\nmerci de votre envoi.",), ("1.\n2.\n3.",)])
def test_nothing_is_found_in_nothing(pages: tuple[str, ...]) -> None:
    assert found(*pages) == set()


def test_every_clause_has_a_rule_and_an_answer() -> None:
    assert tuple(CLAUSES.rules) == CLAUSE_IDS
    assert tuple(clause.id for clause in find_clauses([], CLAUSES)) == CLAUSE_IDS


@pytest.mark.parametrize(("clause_id", "text"), MATCHES)
def test_examples_that_match(clause_id: str, text: str) -> None:
    assert clause_id in found(text)


@pytest.mark.parametrize(("clause_id", "text"), OTHERS)
def test_examples_that_do_not(clause_id: str, text: str) -> None:
    assert clause_id not in found(text)


@pytest.mark.parametrize(
    ("text", "clause_id", "there"),
    [
        ("Article 7 – Confidentialité", "confidentiality", False),
        ("Article 7 – Confidentialité\n[à rédiger]", "confidentiality", False),
        ("Article 7 – Réversibilité\nÀ définir entre les parties.", "reversibility", False),
        ("7. Confidentiality\nTo be agreed.", "confidentiality", False),
        ("Article 7 – Confidentialité\nVoir annexe 4.", "confidentiality", False),
        ("Article 7 – Confidentialité\nLes agents se taisent sur ce qu’ils apprennent.", "confidentiality", True),
        ("Article 4. Force majeure. Inondation, incendie, réquisition.", "force-majeure", True),
        ("ARTICLE 9\nRésiliation\nSans motif, avec un préavis de deux mois.", "notice-period", True),
        ("Article 9 – Résiliation\nAvec un préavis raisonnable.", "notice-period", False),
        ("Article premier – Objet\nLe cabinet tient les livres du client.", "purpose", True),
        ("Durée : trente-six mois à compter du 1er mars.", "term", True),
        ("Pénalités de retard de paiement : trois fois le taux d’intérêt légal.", "penalties", False),
        ("Le présent contrat ne confère\naucune exclusivité.", "exclusivity", False),
        ("Le contrat est conclu intuitu\npersonae.", "assignment", True),
        ("Le prestataire s’engage à :\n– ne pas solliciter les salariés du client ;", "non-solicitation", True),
        (
            "Licensor may terminate this Agreement:\n(b) upon a change of control of Licensee;",
            "change-of-control",
            True,
        ),
        (
            "LE CONTRAT EST SOUMIS AU DROIT FRANÇAIS ET LES TRIBUNAUX DE LILLE SONT SEULS COMPÉTENTS.",
            "jurisdiction",
            True,
        ),
    ],
)
def test_readings(text: str, clause_id: str, there: bool) -> None:
    assert clause(clause_id, text).found is there


def test_page_and_quote_are_those_of_the_stipulation() -> None:
    page = "12. Cession\nAucune partie ne peut céder le contrat\nsans l’accord préalable et écrit de l’autre."
    expected = "Aucune partie ne peut céder le contrat sans l’accord préalable et écrit de l’autre."
    assert clause("assignment", "Conditions générales", page) == Clause(
        "assignment", found=True, page=2, quote=expected
    )


def test_long_quotes_are_cut_between_words() -> None:
    text = "Le présent contrat est soumis au droit français, " + "y compris ses usages, " * 20
    quote = clause("governing-law", text).quote
    assert len(quote) <= 200
    assert text.startswith(quote)
    assert text[len(quote)] == " "


def test_mixed_languages_are_both_read() -> None:
    text = "Ce contrat est soumis au droit français. The Recipient shall not disclose the Confidential Information."
    assert {"governing-law", "confidentiality"} <= found(text)


def test_the_share_of_sentences_recognised_tells_how_strange_a_contract_is() -> None:
    known = "Le présent contrat est régi par le droit français et soumis à la loi française pour toute sa durée."
    strange = "Chacun fera de son mieux pour que les jours passent sans bruit et que la maison garde son calme."
    assert search([f"{known}\n{strange}\n{strange}\n{known}"], CLAUSES).share == pytest.approx(0.5)
    assert search([], CLAUSES).share == 0


def test_every_finding_names_its_cue() -> None:
    text = "Le contrat est conclu pour une durée de deux ans. Chaque partie peut résilier le contrat."
    assert {f.clause: bool(f.cue) for f in findings([text], CLAUSES)} == {"term": True, "termination": True}


def test_folded_pages_read_like_plain_ones() -> None:
    text = "Le présent contrat est soumis au droit français."
    assert find_clauses([Folded(text)], CLAUSES) == find_clauses([text], CLAUSES)


@given(st.lists(st.text(), max_size=3))
def test_any_text_gives_one_answer_for_each_clause(pages: list[str]) -> None:
    answers = find_clauses(pages, CLAUSES)
    assert tuple(answer.id for answer in answers) == CLAUSE_IDS
    assert all((answer.page is not None) is answer.found and len(answer.quote) <= 200 for answer in answers)


def test_a_folder_of_ones_own_replaces_a_rule(tmp_path: Path) -> None:
    (tmp_path / "clauses").mkdir()
    (tmp_path / "clauses" / "audit.toml").write_text(RULE, encoding="utf-8")
    own = load_clauses(tmp_path)
    assert own.digest != CLAUSES.digest
    assert {c.id for c in find_clauses(["La zizanie règne entre nous."], own) if c.found} == {"audit"}


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("audit.toml", "title = ", "audit.toml"),
        ("audit.toml", RULE.replace('"zizanie"', '"?!"'), "a phrase with letters"),
        ("audit.toml", RULE.replace('match = ["a", "b"]', "match = []"), "examples.match"),
        ("audits.toml", RULE, "the id of a clause"),
    ],
)
def test_mistakes_name_file_and_place(tmp_path: Path, name: str, text: str, told: str) -> None:
    (tmp_path / "clauses").mkdir()
    (tmp_path / "clauses" / name).write_text(text, encoding="utf-8")
    with pytest.raises(FileFaults, match=told):
        load_clauses(tmp_path)


@pytest.mark.parametrize(
    "piece",
    ["Abc\n", "préavis ", "Durée : ", "\n \n", ". ", ")", "(a) ", "1. ", "– ", "A : b\t", "Durée\t", "x", "a:\n- "],
)
def test_hostile_repetition_is_read_in_linear_time(piece: str) -> None:
    """A quadratic reading of this would be felt."""
    assert len(find_clauses([piece * (40_000 // len(piece))], CLAUSES)) == len(CLAUSE_IDS)


@pytest.mark.parametrize(
    ("text", "is_sentence"),
    [
        ("8. Tribunal de commerce de Lyon.\n9. Force majeure\nNul ne répond de la crue.", True),
        ("8/ Aucun transfert sans accord écrit.\n9/ Droit français applicable.", True),
        ("8. Limitation of the liability.\n8.1 The fees paid in a year.", False),
        ("8. Limitation de responsabilité générale\n9. Durée", False),
        ("8. Limitation de responsabilité du cabinet ....... 4\n9. Durée ....... 5", False),
        ("8. Objet du contrat.\nLe contrat est bref.", False),
    ],
)
def test_an_article_of_one_line_is_no_heading(text: str, *, is_sentence: bool) -> None:
    assert (sentences([text])[0].kind == Kind.SENTENCE) == is_sentence
