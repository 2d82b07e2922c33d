"""Whose document it is: only a name that stands where an author puts his own says so."""

from __future__ import annotations

import datetime as dt

import pytest

from dataroom.classify import Reading
from dataroom.model import Content, Fact
from dataroom.parties import Parties
from dataroom.room import Company, Deal, Outsourced, Profile
from dataroom.rules import Rules, load_rules

PAIE, MARTIN = "Paie Exemple SAS", "Cabinet Martin"
PROFILE = Profile(
    company=Company(name="Atelier Exemple", siren="732829320"),
    deal=Deal(as_of=dt.date(2026, 3, 31)),
    outsourcing=(
        Outsourced(process="payroll", provider=PAIE, aliases=("PEX",)),
        Outsourced(process="accounting", provider=MARTIN),
        Outsourced(process="legal-secretariat", provider=MARTIN),
        Outsourced(process="it", provider="Réseau Durand (Lyon)"),
    ),
)
PROCESSES = {"accounting": ("comptabilité",), "legal-secretariat": ("secrétariat juridique",), "payroll": ("paie",)}
BODY = "\n".join(f"ligne {n}" for n in range(40))


SHORT = Profile(
    company=Company(name="Atelier Exemple", siren="732829320"),
    outsourcing=(
        Outsourced(process="reporting", provider="Nadia Belkacem Conseil"),
        Outsourced(process="payroll", provider="Paie Rousseau"),
    ),
)


@pytest.mark.parametrize(
    ("folder", "provider"),
    [
        ("NADIA", "Nadia Belkacem Conseil"),
        ("03_Belkacem", "Nadia Belkacem Conseil"),
        ("NBC", "Nadia Belkacem Conseil"),
        ("rousseau 2025", "Paie Rousseau"),
        ("Conseil", None),
        ("Paie", None),
        ("Bureau Nadia", None),
        ("Exemple", None),
    ],
)
def test_a_folder_that_bears_one_word_of_a_name(rules: Rules, folder: str, provider: str | None) -> None:
    names = {"payroll": ("paie",), "reporting": ("tableau de bord",)}
    found = Parties(SHORT, names).attribute(_reading(BODY, folders=(folder,)), rules.documents["steering-minutes"])
    assert found.provider == provider


@pytest.mark.parametrize(
    ("name", "text", "provider"),
    [
        ("vigilance Belkacem 2026.pdf", "", "Nadia Belkacem Conseil"),
        ("vigilance Belkacem 2026.pdf", BODY, None),
        ("vigilance paie.pdf", "", None),
    ],
)
def test_one_word_of_a_name_will_do_for_what_cannot_be_read(
    rules: Rules, name: str, text: str, provider: str | None
) -> None:
    found = Parties(SHORT, {"payroll": ("paie",)}).attribute(
        _reading(text, name=name), rules.documents["vigilance-certificate"]
    )
    assert found.provider == provider


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules()


def _reading(text: str, name: str = "doc.pdf", folders: tuple[str, ...] = (), facts: tuple[Fact, ...] = ()) -> Reading:
    return Reading.of(name, folders, Content("text/plain", pages=(text,), facts=facts))


@pytest.mark.parametrize(
    ("reading", "provider"),
    [
        (_reading("Bonjour"), None),
        (_reading(""), None),
        (_reading("PAIE EXEMPLE\n1 rue X\n" + BODY), PAIE),
        (_reading("Paie  exemple\n" + BODY), PAIE),
        (_reading(BODY, name="Contrat Paie Exemple.pdf", folders=("Paie Exemple",)), PAIE),
        (_reading(BODY, folders=("PEX",)), PAIE),
        (_reading(BODY, folders=("pex",)), None),  # an acronym counts in its own capitals alone
        (_reading("pex pex pex\n" + BODY), None),
        (_reading(f"{BODY}\nPaie Exemple\n{BODY}"), None),  # once in passing
        (_reading(f"PAIE EXEMPLE et CABINET MARTIN\n{BODY}"), None),  # two alike: neither
        (_reading("CABINET MARTIN\n" + BODY), MARTIN),
        (_reading(BODY, folders=("Martin",)), MARTIN),
        (_reading("Anne Martin, gérante\n" + BODY), None),  # a surname is many people's
        (_reading("Lyon, le 3 mars 2026\n" + BODY), None),  # a town is nobody's name
        (_reading("RÉSEAU DURAND\n" + BODY), "Réseau Durand (Lyon)"),
        (_reading(BODY, facts=(Fact("mail-from", "Paul <paul@paie-exemple.fr>"),)), PAIE),
        (_reading(BODY, facts=(Fact("mail-to", "Paul <paul@paie-exemple.fr>"),)), None),
        (_reading(BODY, facts=(Fact("meta-author", "Paie Exemple"),)), PAIE),
    ],
)
def test_provider(reading: Reading, provider: str | None) -> None:
    found = Parties(PROFILE, PROCESSES).attribute(reading, None)
    assert found.provider == provider
    assert bool(found.notes) is (provider is not None)


@pytest.mark.parametrize(
    ("text", "processes"),
    [
        ("CABINET MARTIN\nLettre de mission : tenue de la comptabilité", ("accounting",)),
        ("CABINET MARTIN\nMission de secrétariat juridique : secrétariat juridique annuel", ("legal-secretariat",)),
        ("CABINET MARTIN\nBonjour", ("accounting", "legal-secretariat")),
        ("PAIE EXEMPLE\nTenue de la comptabilité", ("payroll",)),
    ],
)
def test_processes(text: str, processes: tuple[str, ...]) -> None:
    assert Parties(PROFILE, PROCESSES).attribute(_reading(text), None).processes == processes


OTHER = "SIREN 552 100 554\n"


@pytest.mark.parametrize(
    ("text", "name", "stranger"),
    [
        (OTHER + BODY, "balance.pdf", True),
        (OTHER + "Atelier Exemple\n" + BODY, "balance.pdf", False),
        (OTHER + "SIREN 732 829 320\n" + BODY, "balance.pdf", False),
        (OTHER + f"{BODY}\nPaie Exemple", "balance.pdf", False),
        ("SIREN 123 456 789\n" + BODY, "balance.pdf", False),  # no SIREN: its check digit fails
        (BODY, "552100554FEC20241231.txt", True),
        (BODY, "732829320FEC20241231.txt", False),
        (BODY, "balance.pdf", False),
    ],
)
def test_another_company(rules: Rules, text: str, name: str, stranger: bool) -> None:
    found = Parties(PROFILE, PROCESSES).attribute(_reading(text, name), rules.documents["trial-balance"])
    assert found.other_company is stranger


def test_without_a_company_nobody_is_a_stranger(rules: Rules) -> None:
    found = Parties(Profile(), PROCESSES).attribute(_reading(OTHER + BODY), rules.documents["trial-balance"])
    assert (found.other_company, found.provider, found.named) == (False, None, ())


@pytest.mark.parametrize("name", ["...", "A ... . ... B", "Alpha*", "((", "SARL", "ООО Ромашка", "a\nb", "Cabinet"])
def test_odd_names_do_no_harm(name: str) -> None:
    profile = Profile(company=Company(name=name), outsourcing=(Outsourced(process="it", provider=name),))
    found = Parties(profile, PROCESSES).attribute(_reading("alphabet, cabinet, sarl"), None)
    assert found.provider is None


@pytest.mark.parametrize(
    ("type_id", "text", "stranger"),
    [
        ("terms-of-sale", "CONDITIONS DE VENTE\nAtelier Exemple Conseil EURL – RCS Lyon 552 100 554", True),
        (
            "registration-extract",
            "EXTRAIT KBIS\n552 100 554 R.C.S. Lyon\nDénomination sociale : ATELIER EXEMPLE NORD",
            True,
        ),
        ("terms-of-sale", "CONDITIONS DE VENTE\nAtelier Exemple SARL – RCS Lyon 552 100 554", False),
        ("terms-of-sale", "CONDITIONS DE VENTE\nAtelier Exemple, fabricant – RCS Lyon 552 100 554", False),
        ("terms-of-sale", "CONDITIONS\nAtelier Exemple Conseil EURL, 552 100 554, pour 732 829 320", False),
        (
            "registration-extract",
            "EXTRAIT KBIS\n552 100 554\nDénomination sociale : ATELIER EXEMPLE\nForme : SARL",
            False,
        ),
    ],
)
def test_a_namesake_with_a_longer_name_is_another_company(
    rules: Rules, type_id: str, text: str, *, stranger: bool
) -> None:
    found = Parties(PROFILE, PROCESSES).attribute(_reading(text), rules.documents[type_id])
    assert found.other_company is stranger


def test_without_its_number_the_company_may_bear_the_longer_name(rules: Rules) -> None:
    nameless = Profile(company=Company(name="Atelier Exemple"))
    text = "CONDITIONS DE VENTE\nAtelier Exemple Conseil EURL – RCS Lyon 552 100 554"
    assert not Parties(nameless, PROCESSES).attribute(_reading(text), rules.documents["terms-of-sale"]).other_company
