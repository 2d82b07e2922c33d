"""A person's word on documents and requirements, and what happens where nothing answers to it."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest

from dataroom.decisions import decided, require_sound, unheeded
from dataroom.errors import FileFaults
from dataroom.model import Bilingual, Classification, Confidence, Document, Fingerprint, Result, Severity, Status
from dataroom.room import Decision, Outsourced, Profile, Waiver
from dataroom.rules import Rules, load_rules

DIGEST = "a" * 64
PAIE = "Paie Exemple"
DOCUMENT = Document(
    "dossier/pièce.pdf",
    10,
    fingerprint=Fingerprint(DIGEST, "b" * 64, 10),
    classification=Classification("lease", ("lease",), Confidence.LOW),
    processes=("accounting",),
    flags=("other-company", "period-conflict", "unsigned"),
)
SAID = Bilingual("dit", "said")


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules()


def _profile(*decisions: dict[str, str], waivers: tuple[Waiver, ...] = ()) -> Profile:
    return Profile(
        outsourcing=(
            Outsourced(process="payroll", provider=PAIE, aliases=("PEX",)),
            Outsourced(process="hr", provider=PAIE),
        ),
        decisions=tuple(Decision(**{"by": "A. B.", **d}) for d in decisions),
        waivers=waivers,
    )


def test_nobody_decided_anything(rules: Rules) -> None:
    assert decided([DOCUMENT], _profile(), rules) == [DOCUMENT]
    assert list(unheeded(_profile(), [DOCUMENT], [])) == []


def test_a_decision_on_everything(rules: Rules) -> None:
    decision = {"path": DOCUMENT.path, "type": "kpi-report", "provider": "PEX", "period": "2025-03", "note": "vu"}
    (found,) = decided([DOCUMENT], _profile(decision), rules)
    assert (found.type, found.classification.confidence) == ("kpi-report", Confidence.HIGH)
    assert (found.provider, found.processes) == (PAIE, ("payroll", "hr"))
    assert found.period is not None
    assert found.period.label == "2025-03"
    assert found.flags == ("decided", "unsigned")
    assert found.notes[0].fr == "Décidé par A. B. : vu."


@pytest.mark.parametrize(
    ("decision", "heeded"),
    [
        ({"path": "dossier/pièce.pdf"}, True),
        ({"path": unicodedata.normalize("NFD", "dossier/pièce.pdf")}, True),
        ({"path": "pièce.pdf"}, False),
        ({"path": "dossier/PIÈCE.pdf"}, False),
        ({"blake3": DIGEST}, True),
        ({"blake3": DIGEST, "path": "where it was"}, True),  # the document moved
        ({"blake3": "c" * 64, "path": "dossier/pièce.pdf"}, False),  # another content lies there
        ({"blake3": "c" * 64}, False),
    ],
)
def test_which_document_a_decision_names(rules: Rules, decision: dict[str, str], heeded: bool) -> None:
    profile = _profile({"type": "nda", **decision})
    (found,) = decided([DOCUMENT], profile, rules)
    assert (found.type == "nda") is heeded
    findings = list(unheeded(profile, [found], []))
    assert [f.rule for f in findings] == ([] if heeded else ["decision-without-document"])
    assert all(f.severity is Severity.MINOR and "A. B." not in f.message.en for f in findings)


@pytest.mark.parametrize(
    ("decision", "place"),
    [
        ({"path": "x", "type": "zzz"}, "decisions[0].type"),
        ({"path": "x", "provider": "Paie Exmeple"}, "decisions[0].provider"),
    ],
)
def test_a_decision_that_names_nothing_known(rules: Rules, decision: dict[str, str], place: str) -> None:
    with pytest.raises(FileFaults) as found:
        require_sound(_profile(decision), rules)
    assert f"profile: {place}: expected" in str(found.value)


def test_sound_decisions_pass(rules: Rules) -> None:
    require_sound(_profile({"path": "x", "type": "nda", "provider": "PEX"}), rules)
    require_sound(Profile(decisions=(Decision(path="x", provider="Qui Que Soit", by="A. B."),)), rules)


RESULT = Result(
    "contract", "list|contract||Paie Exemple|", "list", SAID, Severity.MAJOR, ("nda",), Status.SATISFIED, provider=PAIE
)


@pytest.mark.parametrize(
    ("changes", "heeded"),
    [
        ({}, True),
        ({"requirement": RESULT.key}, True),
        ({"provider": PAIE}, True),
        ({"until": dt.date(2020, 1, 1)}, True),  # it has ended: the report says so elsewhere
        ({"requirement": "contracts"}, False),
        ({"provider": "Autre"}, False),
        ({"period": "2025-03"}, False),
    ],
)
def test_a_waiver_without_a_requirement(changes: dict[str, object], heeded: bool) -> None:
    asked = {"requirement": "contract", "status": "waived", "reason": "secret", "by": "A. B.", "until": "2026-12-31"}
    profile = _profile(waivers=(Waiver.model_validate({**asked, **changes}),))
    found = list(unheeded(profile, [], [RESULT]))
    assert [f.rule for f in found] == ([] if heeded else ["waiver-without-requirement"])
    assert not any("secret" in f.message.en or "A. B." in f.message.en for f in found)
