from __future__ import annotations

import pytest

from dataroom.clause_rules import CLAUSE_IDS, load_clauses
from dataroom.clauses import find_clauses

CLAUSES = load_clauses()
MATCHES = [(rule.id, text) for rule in CLAUSES.rules.values() for text in rule.examples.match]
OTHERS = [(rule.id, text) for rule in CLAUSES.rules.values() for text in rule.examples.other]


def found(text: str) -> set[str]:
    return {clause.id for clause in find_clauses([text], CLAUSES) if clause.found}


def test_every_clause_of_the_contract_has_a_rule() -> None:
    assert tuple(CLAUSES.rules) == CLAUSE_IDS


@pytest.mark.parametrize(("clause", "text"), MATCHES)
def test_examples_that_match(clause: str, text: str) -> None:
    assert clause in found(text)


@pytest.mark.parametrize(("clause", "text"), OTHERS)
def test_examples_that_do_not(clause: str, text: str) -> None:
    assert clause not in found(text)
