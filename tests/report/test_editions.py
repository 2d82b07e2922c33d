from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dataroom.errors import UsageError
from dataroom.model import (
    Bilingual,
    Candidate,
    Classification,
    Clause,
    Confidence,
    Evidence,
    Finding,
    Report,
    Severity,
    State,
    Status,
    Unread,
    Where,
)
from dataroom.report import FORMATS, as_edition, from_dict, shown, to_dict
from dataroom.report.masks import mask

from .factory import document, fingerprint, result, rich
from .reading import readable

SECRETS = (
    "RaisonInterneXQ", "Jeanne Zorglub", "NoteInterneXQ", "RemarqueXQ", "PacteSecretXQ", "CitationXQ", "CopieXQ",
    "MembreXQ", "/home/zorglub", "zorglub-pc", "ChampInconnuXQ", "marie.xq@exemple.fr", "1 84 12 75 116 004 53",
    "FR76 3000 6000 0112 3456 7890 189", "06 12 34 56 78", "SalaireXQ", "InfoClauseXQ",
)  # fmt: skip


def _text(words: str) -> Bilingual:
    return Bilingual(words, words)


def _quoting(words: str, type_id: str = "service-contract") -> Classification:
    evidence = (Evidence("contrat", Where.BODY, 1, words),)
    return Classification(type_id, (type_id,), Confidence.HIGH, (Candidate(type_id, 9.0, evidence),))


def planted() -> Report:
    report = rich()
    hidden = document(
        "07/PacteSecretXQ 2023.pdf",
        classification=_quoting("CitationXQ"),
        notes=(_text("RemarqueXQ"),),
        fingerprint=fingerprint("pact"),
        clauses=(Clause("term", found=True, page=1, quote="CitationXQ"),),
    )
    documents = (
        hidden,
        document("07/CopieXQ.pdf", fingerprint=fingerprint("pact"), classification=_quoting("CitationXQ")),
        document("07/Archive.zip"),
        document(
            "07/Archive.zip!MembreXQ.pdf", raw=None, state=State.CORRUPT, reason=_text("MembreXQ.pdf est endommagé")
        ),
        document(
            "07/Contrat marie.xq@exemple.fr.pdf",
            classification=_quoting("tél. 06 12 34 56 78, IBAN FR76 3000 6000 0112 3456 7890 189"),
            signature=(Evidence("signé", Where.BODY, 1, "NIR 1 84 12 75 116 004 53"),),
            notes=(_text("RemarqueXQ"),),
            mentions={"who": "RemarqueXQ"},
        ),
        document(
            "07/Paie.pdf",
            classification=_quoting("SalaireXQ 2 400 €"),
            flags=("personal-data",),
            clauses=(Clause("price", found=True, page=1, quote="InfoClauseXQ"),),
        ),
    )
    requirements = (
        result(
            "shareholders",
            Status.WITHHELD,
            documents=("07/PacteSecretXQ 2023.pdf", "07/Archive.zip"),
            reasons=(_text("RaisonInterneXQ"),),
        ),
        result(
            "waived-one",
            Status.WAIVED,
            reasons=(_text("RaisonInterneXQ, par Jeanne Zorglub"),),
            request=_text("RaisonInterneXQ"),
        ),
        result("open-one", Status.TO_CONFIRM, reasons=(_text("Décidé par Jeanne Zorglub : NoteInterneXQ"),)),
    )
    findings = (
        Finding(
            "copies",
            Severity.MINOR,
            Confidence.HIGH,
            _text("Copie de PacteSecretXQ 2023.pdf"),
            _text("Ôtez-la."),
            "07/Paie.pdf",
        ),
        Finding(
            "personal",
            Severity.MAJOR,
            Confidence.HIGH,
            _text("CitationXQ"),
            _text("CitationXQ"),
            "07/PacteSecretXQ 2023.pdf",
            3,
        ),
    )
    secret_profile: dict[str, Any] = {
        **report.profile,
        "waivers": [
            {"requirement": "waived-one", "reason": "RaisonInterneXQ", "by": "Jeanne Zorglub", "until": "2026-12-31"}
        ],
        "decisions": [{"path": "a", "by": "Jeanne Zorglub", "note": "NoteInterneXQ"}],
        "internal": "ChampInconnuXQ",
    }
    return replace(
        report,
        room="/home/zorglub/salle",
        documents=(*report.documents, *documents),
        requirements=(*report.requirements, *requirements),
        findings=(*report.findings, *findings),
        unread=(
            *report.unread,
            Unread("07/Archive.zip!MembreXQ.pdf", State.CORRUPT, _text("MembreXQ.pdf est endommagé")),
        ),
        profile=secret_profile,
        run={
            "host": "zorglub-pc",
            "user": "Jeanne Zorglub",
            "options": {"out": "/home/zorglub/out", "full": True},
            "history": {"previous_head": "ab" * 32, "note": "NoteInterneXQ"},
        },
    )


@pytest.mark.parametrize("name", sorted(FORMATS))
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_acquirers_edition_leaks_nothing(name: str, lang: str) -> None:
    text = readable(FORMATS[name].render(replace(planted(), edition="acquirer", language=lang)))
    assert [secret for secret in SECRETS if secret in text] == []


def test_the_sellers_edition_holds_what_was_planted() -> None:
    text = readable(FORMATS["json"].render(planted()))
    missing = [secret for secret in SECRETS if secret not in text]
    assert missing == []


def test_twice_shown_is_once_shown() -> None:
    once = shown(replace(planted(), edition="acquirer"))
    assert shown(once) == once
    assert to_dict(from_dict(to_dict(once))) == to_dict(once)


def test_a_withheld_document_is_still_counted_and_sealed() -> None:
    report = planted()
    seen = shown(replace(report, edition="acquirer"))
    assert len(seen.documents) == len(report.documents)
    assert {d.fingerprint for d in seen.documents} == {d.fingerprint for d in report.documents}
    paths = {d.path for d in seen.documents}
    assert len(paths) == len(seen.documents)
    assert {path for r in seen.requirements for path in r.documents if path.startswith("withheld")} <= paths


def test_an_acquirers_report_cannot_become_a_sellers() -> None:
    report = as_edition(planted(), "acquirer")
    assert as_edition(report, "acquirer") == report
    with pytest.raises(UsageError, match="acquirer"):
        as_edition(report, "seller")


def test_a_document_that_is_shown_keeps_the_name_that_a_withheld_one_has_too() -> None:
    hidden, other = document("A/contrat 1.pdf"), document("B/contrat 1.pdf")
    hiding = result("hidden", Status.WITHHELD, documents=(hidden.path,))
    report = replace(rich(), edition="acquirer", documents=(hidden, other), requirements=(hiding,))
    assert [d.path for d in shown(report).documents] == ["withheld-0001", "B/contrat 1.pdf"]


def test_a_thousand_withheld_names_are_all_struck() -> None:
    report = rich()
    names = [f"08/Dossier {n % 7}/Pièce {n} {'x' * (n % 5)}.pdf" for n in range(1000)]
    told = tuple(_text(f"Voir {name}, et « {name.rpartition('/')[2]} ».") for name in names)
    hiding = result("hidden", Status.WITHHELD, documents=tuple(names))
    open_one = result("open", Status.MISSING, reasons=told)
    seen = shown(replace(report, edition="acquirer", requirements=(hiding, open_one)))
    assert {reason.fr for reason in seen.requirements[1].reasons} == {"Voir •••, et « ••• »."}


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Contrat de prestation n° 2024-17 du 12/03/2024, 12 500 € HT", None),
        ("SIREN 552 100 554, SIRET 552 100 554 00013", None),
        ("écrire à a.b-c@exemple.co.uk.", "écrire à •••."),
        ("tél. +33 6 12 34 56 78 ou 01.23.45.67.89", "tél. ••• ou •••"),
        ("NIR 184127511600453", "NIR •••"),
        ("NIR 1 84 12 2A 116 004 53", "NIR •••"),
        ("IBAN FR7630006000011234567890189 BIC", "IBAN ••• BIC"),
        ("carte 4970 1000 0000 0055", "carte •••"),
        (r"C:\Users\jeanne\salle", r"•••\salle"),
    ],
)
def test_masks(text: str, masked: str | None) -> None:
    assert mask(text) == (text if masked is None else masked)


def test_what_a_check_compared_is_not_told_where_one_document_is_withheld() -> None:
    report = replace(rich(), edition="acquirer")
    pact = "04_Juridique/Pacte d’associés 2023.pdf"
    compared = Finding(
        "share-title", Severity.MAJOR, Confidence.HIGH, _text("510 ou 600 parts"), _text("Voir"), "01/a.pdf", 1, (pact,)
    )
    kept = shown(replace(report, findings=(compared,)))
    assert "510" not in kept.findings[0].message.fr
    assert kept.findings[0].also != (pact,)
    by_id = {check.id: check for check in kept.checks}
    assert by_id["headcount"] == report.checks[0]
    assert "510" not in by_id["share-title"].reason.fr
    assert by_id["share-title"].documents != (pact,)
