"""What is found on the documents of a room, and that each finding says what to do in both languages."""

from __future__ import annotations

import random
import unicodedata

import pytest

from dataroom.checks import run_checks
from dataroom.checks.flagged import _RULES
from dataroom.model import Bilingual, Confidence, Document, Finding, Fingerprint, Severity, State
from dataroom.reasons import why

READ = Fingerprint("a", "b", 1)


def _doc(path: str = "dossier/pièce.pdf", **changes: object) -> Document:
    return Document(path, 1, **{"fingerprint": READ, **changes})  # type: ignore[arg-type]


def _rules(*documents: Document) -> list[tuple[str, str | None]]:
    return [(f.rule, f.path) for f in run_checks(documents)]


@pytest.mark.parametrize(
    "path",
    [
        "contrat.pdf",
        "01 Société/Procès-verbal d’assemblée (copie) [v2] & annexe n°1.pdf",
        "café/e\u0301té.pdf",
        "console.txt",
        "auxiliaire/nulle.pdf",
        ".caché",
        "日本語.pdf",
        "a" * 240,
    ],
)
def test_nothing_is_found(path: str) -> None:
    assert _rules(_doc(path)) == []


@pytest.mark.parametrize(
    ("document", "rules"),
    [
        (_doc("a\\xff.pdf", raw=b"a\xff.pdf"), {"name-not-utf8"}),
        (_doc("a\u202efdp.exe"), {"name-invisible-characters"}),
        (_doc("a\u200bb.pdf"), {"name-invisible-characters"}),
        (_doc("a\nb.pdf"), {"name-invisible-characters"}),
        (_doc("a\x1b[2J.pdf"), {"name-invisible-characters"}),
        (_doc("CON"), {"name-reserved"}),
        (_doc("nul.txt"), {"name-reserved"}),
        (_doc("com1/x.pdf"), {"name-reserved"}),
        (_doc("a:b.pdf"), {"name-forbidden-characters"}),
        (_doc("a\\b.pdf"), {"name-forbidden-characters"}),
        (_doc("quoi ?.pdf"), {"name-forbidden-characters"}),
        (_doc("fin./a.pdf"), {"name-trailing-dot"}),
        (_doc("fin .pdf /a"), {"name-trailing-dot"}),
        (_doc("a" * 241), {"name-too-long"}),
        # Inside an archive a name can do no harm before it is unpacked.
        (_doc("a.zip!CON", inside=True), set()),
    ],
)
def test_names(document: Document, rules: set[str]) -> None:
    assert {rule for rule, _ in _rules(document)} == rules


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("contrat.pdf", "Contrat.PDF"),
        ("Été/contrat.pdf", unicodedata.normalize("NFD", "Été/contrat.pdf")),
        ("Été/contrat.pdf", "été/CONTRAT.pdf"),
    ],
)
def test_names_that_another_system_takes_for_one(one: str, other: str) -> None:
    assert _rules(_doc(one), _doc(other)) == [("name-twin", other)]


@pytest.mark.parametrize("state", [s for s in State if s is not State.OK])
def test_every_state_but_read_is_a_finding(state: State) -> None:
    (found,) = run_checks([_doc(state=state)])
    assert found.rule == f"file-{state}"
    assert "pièce.pdf" in found.message.fr
    assert found.severity is (Severity.MINOR if state in {State.UNSUPPORTED, State.IMAGE_ONLY} else Severity.MAJOR)


@pytest.mark.parametrize(
    ("code", "state", "said"),
    [
        ("link", State.UNSUPPORTED, "“lien”: symbolic link, not followed."),
        ("fifo", State.UNSUPPORTED, "“lien”: named pipe, not opened."),
        ("EACCES", State.UNREADABLE, "“lien”: the system denied access."),
    ],
)
def test_what_was_not_opened_is_not_called_a_format(code: str, state: State, said: str) -> None:
    (found,) = run_checks([_doc("lien", state=state, reason=why(code), fingerprint=None)])
    assert found.message.en == said
    assert "PDF" not in found.remedy.en


@pytest.mark.parametrize("flag", sorted(_RULES))
def test_every_flag_says_what_to_do(flag: str) -> None:
    (found,) = run_checks([_doc(flags=(flag,))])
    assert (found.rule, found.path) == (flag, "dossier/pièce.pdf")
    for text in (found.message.fr, found.message.en, found.remedy.fr, found.remedy.en):
        assert text.endswith(".")
        assert "'" not in text


def test_flags_of_the_contract_are_all_known() -> None:
    named = (
        "draft, template, unsigned, expired, duplicate, near-duplicate, superseded, other-company, misnamed, "
        "wrong-extension, missing-annex, personal-data, secret, hidden-content"
    )
    assert set(named.split(", ")) <= set(_RULES)


def test_a_flag_without_a_finding_is_none() -> None:
    assert _rules(_doc(flags=("decided",))) == []


SAID = Bilingual("dit", "said")
DETAIL = Finding("secret-password", Severity.BLOCKING, Confidence.HIGH, SAID, SAID, "dossier/pièce.pdf", 2)


def test_what_the_document_shows_in_detail_is_said_once() -> None:
    assert [rule for rule, _ in _rules(_doc(flags=("secret",), findings=(DETAIL,)))] == ["secret-password"]
    assert [rule for rule, _ in _rules(_doc(flags=("draft",), findings=(DETAIL,)))] == ["secret-password", "draft"]


def test_the_worst_comes_first_whatever_the_order() -> None:
    documents = [_doc(f"{n}.pdf", flags=("draft", "secret", "unsigned"), state=State.EMPTY) for n in range(4)]
    found = list(run_checks(documents))
    assert [f.severity.rank for f in found] == sorted((f.severity.rank for f in found), reverse=True)
    for seed in range(3):
        mixed = random.Random(seed).sample(documents, len(documents))  # noqa: S311 - an order, no secret
        assert list(run_checks(mixed)) == found


def test_findings_about_no_document_are_kept() -> None:
    other = Finding("waiver-without-requirement", Severity.MINOR, Confidence.HIGH, SAID, SAID)
    assert list(run_checks([], [other])) == [other]
