"""What the seller's own hand did in the profile: the acquirer is not told of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from dataroom import phrasing
from dataroom.model import Bilingual, Confidence, Finding, Report, Severity, Status
from dataroom.report import FORMATS, from_dict, shown, to_dict
from dataroom.room import Waiver

from .factory import document, result, rich
from .reading import readable

WAIVER = Waiver.model_validate(
    {
        "requirement": "confidentiality",
        "status": "waived",
        "reason": "RaisonXQ",
        "by": "Jeanne XQ",
        "until": "2026-02-28",
    }
)
RULES = ("decision-without-document", "waiver-without-requirement")
PLANTED = ("RaisonXQ", "Jeanne XQ", "RemarqueXQ", "SalleXQ", "ConseilXQ")
OWN = Bilingual("« NDA.pdf » ne porte aucune signature.", "“NDA.pdf” bears no signature.")


def reserved() -> Report:
    """Give a report with a decision, an idle one, and waivers that run or have ended; its profile is not kept."""
    note = Bilingual("Décidé par Jeanne XQ : RemarqueXQ.", "Decided by Jeanne XQ: RemarqueXQ.")
    findings = tuple(
        Finding(
            rule, Severity.MINOR, Confidence.HIGH, Bilingual("SalleXQ", "SalleXQ"), Bilingual("ConseilXQ", "ConseilXQ")
        )
        for rule in RULES
    )
    open_again = result("nda", Status.UNUSABLE, reasons=(OWN, phrasing.waiver_ended(WAIVER)), documents=("09/NDA.pdf",))
    told = " ".join(reason.fr for reason in open_again.reasons), " ".join(reason.en for reason in open_again.reasons)
    asked = replace(open_again, request=Bilingual(f"Merci. À ce jour : {told[0]}", f"Please. To date: {told[1]}"))
    waived = result("waived-too", Status.WAIVED, reasons=(phrasing.waived(WAIVER), OWN))
    partial = result("left-over", Status.PARTIAL, reasons=(phrasing.waived(WAIVER), OWN), documents=("09/NDA.pdf",))
    report = rich()
    decided = document("09/NDA.pdf", "service-contract", flags=("decided", "unsigned"), notes=(note,))
    return replace(
        report,
        documents=(*report.documents, decided),
        findings=(*report.findings, *findings),
        requirements=(*report.requirements, asked, waived, partial),
        profile={key: value for key, value in report.profile.items() if key not in {"waivers", "decisions"}},
    )


@pytest.mark.parametrize("name", sorted(FORMATS))
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_format_tells_the_acquirer_what_the_seller_did_in_the_profile(name: str, lang: str) -> None:
    text = readable(FORMATS[name].render(replace(reserved(), edition="acquirer", language=lang)))
    told = [*RULES, *PLANTED, "28 février 2026", "28 February 2026", "Décidé", "Decided", '"decided"', "écidé par"]
    assert [words for words in told if words in text] == []


def test_what_else_is_said_there_stays() -> None:
    seen = shown(replace(reserved(), edition="acquirer"))
    shown_document = next(d for d in seen.documents if d.path == "09/NDA.pdf")
    assert shown_document.flags == ("unsigned",)
    asked = next(r for r in seen.requirements if r.id == "nda")
    assert asked.reasons == (OWN,)
    assert asked.request == Bilingual(f"Merci. À ce jour : {OWN.fr}", f"Please. To date: {OWN.en}")
    assert len(seen.findings) == len(rich().findings)


def test_it_is_told_the_seller() -> None:
    text = FORMATS["json"].render(reserved())
    assert [words for words in (*RULES, "RemarqueXQ", "28 février 2026", '"decided"') if words not in str(text)] == []
    assert from_dict(to_dict(reserved())).requirements[-1].id


@pytest.mark.parametrize("until", [dt.date(2025, 7, 1), dt.date(2026, 12, 31)])
def test_every_wording_of_a_waiver_is_known(until: dt.date) -> None:
    waiver = WAIVER.model_copy(update={"until": until, "reason": "Voir l’annexe. Puis rien\n; 3.5 %"})
    for text in (phrasing.waiver_ended(waiver), phrasing.waived(waiver)):
        one = result("a", Status.MISSING, reasons=(text,))
        seen = shown(replace(rich(), edition="acquirer", requirements=(one,)))
        assert seen.requirements[0].reasons == ()
