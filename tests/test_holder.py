"""A certificate proves something of the company that its text names, not of the one in whose folder it lies."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from dataroom import Options, check
from dataroom.classify import Reading
from dataroom.judging import Judge
from dataroom.model import Classification, Confidence, Content, Document, Status
from dataroom.numbered import by_number
from dataroom.parties import Parties
from dataroom.room import Company, Deal, Outsourced, Profile
from dataroom.rules import load_rules

from .test_assess import AS_OF, ASKED

PROVIDER = "Noravel Informatique"
PROFILE = Profile(
    company=Company(name="Atelier Exemple"),
    deal=Deal(as_of=AS_OF),
    outsourcing=(Outsourced(process="it", provider=PROVIDER, aliases=("NVI",)),),
)
CERTIFICATE = """CERTIFICATE OF REGISTRATION
Information Security Management System – ISO/IEC 27001:2022
This is to certify that {holder}, 3 avenue du Levant, operates a management system that complies with the standard.
Certificate number: IS 704-1193
Issue date: 2 May 2024 – Expiry date: 1 May 2027
Signed for the certification body
"""
LIST = """title = { fr = "Liste", en = "List" }
[[requirement]]
id = "certification"
title = { fr = "Certification", en = "Certification" }
why = { fr = "Parce que.", en = "Because." }
request = { fr = "Merci, {provider}.", en = "Please, {provider}." }
severity = "major"
accepts = ["professional-certificate"]
per = "provider"
"""


def _reading(text: str, *folders: str) -> Reading:
    return Reading.of("ISO 27001.txt", folders, Content("text/plain", pages=(text,)))


@pytest.mark.parametrize(
    ("text", "folders", "named"),
    [
        ("Bonjour", (), True),
        (CERTIFICATE.format(holder="NORAVEL INFORMATIQUE"), (PROVIDER,), True),
        (CERTIFICATE.format(holder="NVI"), (PROVIDER,), True),
        (CERTIFICATE.format(holder="HOSTERIX SAS"), (PROVIDER,), False),
    ],
)
def test_whether_the_text_names_the_provider(text: str, folders: tuple[str, ...], *, named: bool) -> None:
    rule = load_rules().documents["security-certification"]
    assert Parties(PROFILE, {}).attribute(_reading(text, *folders), rule).provider_named is named


@pytest.mark.parametrize(
    ("per", "mentions", "status"),
    [
        ("provider", {}, Status.SATISFIED),
        ("provider", {"holder": "unnamed"}, Status.TO_CONFIRM),
        ("company", {"holder": "unnamed"}, Status.SATISFIED),
    ],
)
def test_a_certificate_that_names_nobody_is_to_be_confirmed(per: str, mentions: dict[str, str], status: Status) -> None:
    asked = ASKED.model_copy(update={"per": per})
    answer = Classification("vigilance-certificate", ("vigilance-certificate",), Confidence.HIGH)
    document = Document("v.pdf", 1, classification=answer, provider=PROVIDER, mentions=mentions)
    assert Judge(asked, AS_OF, providers_known=True).judge(document).status is status


def test_its_number_names_it_as_well_as_its_name() -> None:
    known = Document("c.pdf", 1, provider=PROVIDER, mentions={"sirens": "732829320"})
    answer = Classification("vigilance-certificate", ("vigilance-certificate",), Confidence.HIGH)
    document = replace(known, path="v.pdf", classification=answer, mentions={**known.mentions, "holder": "unnamed"})
    assert "holder" not in by_number([known, document], PROFILE)[-1].mentions
    other = replace(document, mentions={"sirens": "552100554", "holder": "unnamed"})
    assert by_number([known, replace(known, path="d.pdf"), other], PROFILE)[-1].mentions["holder"] == "unnamed"


@pytest.mark.parametrize(("holder", "status"), [(PROVIDER, Status.SATISFIED), ("HOSTERIX SAS", Status.TO_CONFIRM)])
def test_the_certificate_of_a_host_does_not_do_for_the_provider(tmp_path: Path, holder: str, status: Status) -> None:
    folder = tmp_path / "room" / PROVIDER
    folder.mkdir(parents=True)
    (folder / "ISO 27001.txt").write_text(CERTIFICATE.format(holder=holder), encoding="utf-8")
    asked = tmp_path / "list.toml"
    asked.write_text(LIST, encoding="utf-8")
    profile = PROFILE.model_copy(update={"deal": Deal(as_of=dt.date(2026, 3, 31))})
    report = check(tmp_path / "room", profile, options=Options((str(asked),), jobs=0))
    assert [r.status for r in report.requirements] == [status]
