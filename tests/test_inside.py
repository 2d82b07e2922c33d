"""What the facts of one file make: one finding a rule, with its place, in both languages, without what is hidden."""

from __future__ import annotations

import pytest

from dataroom.checks.soundness import metadata
from dataroom.inside import _RULES, inside, people_named
from dataroom.model import Document, Fact, Severity


@pytest.mark.parametrize("rule", _RULES, ids=lambda rule: rule.name)
@pytest.mark.parametrize("count", [1, 3])
def test_each_rule_says_what_where_and_what_to_do(rule: object, count: int) -> None:
    name = rule.facts[0]  # type: ignore[attr-defined]  # private to its module
    facts = [Fact(name, f"IBAN secret {n}", 7 + n) for n in range(count)]
    (found,) = inside(facts, "a.zip!dossier/pièce.docx")
    assert (found.path, found.page) == ("a.zip!dossier/pièce.docx", 7)
    for text in (found.message.fr, found.message.en, found.remedy.fr, found.remedy.en):
        assert text.endswith(".")
        assert not set("'{}") & set(text)
        assert "secret" not in text
    assert found.message.fr.startswith("« pièce.docx » ")
    assert (str(count) in found.message.fr) is ("{n}" in rule.said.fr)  # type: ignore[attr-defined]  # the same


def test_nothing_is_found_in_plain_files() -> None:
    plain = [
        Fact("meta-title", "Contrat"),
        Fact("meta-author", "Claire Durand"),
        Fact("email"),
        Fact("attachment", "a"),
    ]
    assert inside(plain, "a.docx") == ()


def test_rules_have_names_of_their_own() -> None:
    assert len({rule.name for rule in _RULES}) == len(_RULES)


@pytest.mark.parametrize("author", ["Claire Durand", "Jean-Pierre Le Goff", "DURAND Claire", "Élodie O’Brien"])
def test_people_are_seen(author: str) -> None:
    assert people_named([Fact("meta-author", author)])


@pytest.mark.parametrize(
    "author",
    ["", "openpyxl", "python-docx", "Microsoft Office User", "Utilisateur Windows", "Cabinet Martin", "Martin SAS",
     "cdurand", "Service Comptable", "Paie Exemple"],
)  # fmt: skip
def test_programs_and_companies_are_no_people(author: str) -> None:
    assert not people_named([Fact("meta-author", author)])


def test_metadata_is_one_finding_for_the_room() -> None:
    documents = [Document(f"{n}.docx", 1, mentions={"metadata-people": "1"} if n else {}) for n in range(4)]
    (found,) = metadata(documents)
    assert (found.rule, found.severity, found.path) == ("metadata-people", Severity.MINOR, None)
    assert "3 fichiers" in found.message.fr
    assert list(metadata(documents[:1])) == []
