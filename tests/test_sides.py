"""On which side of a contract the company stands."""

from __future__ import annotations

import pytest

from dataroom.model import Classification, Confidence, Content
from dataroom.reading import Reading
from dataroom.room import Profile
from dataroom.rules import load_rules
from dataroom.sides import heads_another, sided

PROFILE = Profile.model_validate(
    {
        "company": {"name": "Alpha Meubles"},
        "deal": {"type": "share", "phase": "sale", "as_of": "2026-03-31"},
        "outsourcing": [{"process": "invoicing", "provider": "Azur Facture", "aliases": ["Azur"]}],
    }
)
BETWEEN = 'SERVICES AGREEMENT\nbetween {} SAS, Lyon ("{}") and {} SAS, Paris ("{}")\n1. Purpose'


@pytest.mark.parametrize(
    ("type_id", "name", "text", "provider", "wanted"),
    [
        ("commercial-contract", "Azur MSA.pdf", "Master agreement", "Azur Facture", "service-contract"),
        ("commercial-contract", "msa.pdf", "Azur Facture\nMaster agreement", "Azur Facture", "service-contract"),
        ("commercial-contract", "msa.pdf", "Master agreement\n" * 40 + "Azur", "Azur Facture", "commercial-contract"),
        ("commercial-contract", "lld.pdf", "Contrat de location", None, "commercial-contract"),
        (
            "service-contract",
            "x.pdf",
            BETWEEN.format("Alpha Meubles", "Supplier", "Hotel Roy", "Customer"),
            None,
            "commercial-contract",
        ),
        (
            "service-contract",
            "x.pdf",
            BETWEEN.format("Hotel Roy", "Supplier", "Alpha Meubles", "Customer"),
            None,
            "service-contract",
        ),
        ("service-contract", "x.pdf", "Contrat de services", None, "service-contract"),
        ("invoice", "x.pdf", BETWEEN.format("Alpha Meubles", "Supplier", "Roy", "Customer"), None, "invoice"),
    ],
)
def test_sided(type_id: str, name: str, text: str, provider: str | None, wanted: str) -> None:
    rules = load_rules()
    answer = Classification(type_id, rules.path_of(type_id), Confidence.HIGH)
    reading = Reading.of(name, [], Content("text/plain", pages=(text,), page_count=1))
    found = sided(answer, reading, provider, PROFILE, rules)
    assert (found.type, found.type_path) == (wanted, rules.path_of(wanted))
    assert found.confidence is (Confidence.HIGH if wanted == type_id else Confidence.MEDIUM)


@pytest.mark.parametrize(
    ("text", "another"),
    [
        ("SCI DU PRÉ VERT\nAssemblée du 3 mai 2025\nPrésents : Alpha Meubles (90 parts)", True),
        ("PRÉ VERT PARTICIPATIONS\nSociété civile au capital de 1 000 €\nSTATUTS", True),
        ("ALPHA MEUBLES\nSAS au capital de 10 000 €\nPROCÈS-VERBAL", False),
        ("SAS au capital de 10 000 €\nALPHA MEUBLES\nPROCÈS-VERBAL", False),
        ("ALPHA HOLDING\nAssemblée du 3 mai 2025", False),
        ("STATUTS\nArticle 1 – Forme", False),
        ("", False),
    ],
)
def test_heads_another(text: str, *, another: bool) -> None:
    reading = Reading.of("x.pdf", [], Content("text/plain", pages=(text,), page_count=1))
    assert heads_another(reading, PROFILE) is another


@pytest.mark.parametrize(
    ("text", "another"),
    [
        (
            "DÉCISION\nAlpha Meubles Services SARL – capital 20 000 € – RCS Lyon 552 100 554\nAlpha Meubles, associée",
            True,
        ),
        ("STATUTS\nBêta SARL au capital de 8 000 €, 552 100 554 RCS Lyon\nAssociée : Alpha Meubles SAS", True),
        ("PV\nAlpha Meubles SAS au capital de 8 000 €, 552 100 554 RCS Lyon", False),
        ("PV\nAlpha Meubles SAS, 732 829 320 RCS Lyon\nCommissaire : Bêta SARL, RCS 552 100 554", False),
        ("PV\nAlpha Meubles Services SARL, capital 20 000 €\nAlpha Meubles, associée", False),
    ],
)
def test_the_number_at_the_head_tells_a_subsidiary(text: str, *, another: bool) -> None:
    company = PROFILE.company.model_copy(update={"siren": "732829320"})
    reading = Reading.of("x.pdf", [], Content("text/plain", pages=(text,), page_count=1))
    assert heads_another(reading, PROFILE.model_copy(update={"company": company})) is another
