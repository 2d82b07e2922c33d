"""Drafts, blank models, signatures, ends and annexes, as documents show them."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataroom.annexes import is_named_annex
from dataroom.model import Fact
from dataroom.periods import document_period
from dataroom.validity import cadence_of, contract_term, expiry, issue_date
from dataroom.versions import annexes_cited, annexes_contained, annexes_missing_inside, version_flags

AS_OF = dt.date(2026, 3, 31)
PARTIES = "CONTRAT DE PRESTATION\nEntre la société Alpha SAS et la société Bêta SARL\nil a été convenu\n"
SIGNED_PDF = (
    f"{PARTIES}Fait à Lyon, le 3 mars 2025, en deux exemplaires\nPour Alpha\nPaul Martin\nPour Bêta\nJeanne Durand"
)

CASES: list[tuple[str, str, bool, set[str]]] = [
    # finished and signed
    ("contrat.pdf", SIGNED_PDF, True, set()),
    ("contrat vf signé.pdf", f"{PARTIES}signé électroniquement par Paul Martin le 03/03/2025", True, set()),
    ("contract.pdf", f"DocuSign Envelope ID: 8C1D-22\n{PARTIES}", True, set()),
    (
        "contrat.docx",
        f"{PARTIES}Fait à Lyon, le 3 mars 2025\nPour Alpha\n(signé) Paul Martin\nPour Bêta\n(signé) J. Durand",
        True,
        set(),
    ),
    ("contrat.docx", f"{PARTIES}Pour Alpha : /s/ Paul Martin\nPour Bêta : /s/ Jeanne Durand", True, set()),
    ("nda.pdf", "Engagement\nFait à Lyon le 3 mars 2025\nLu et approuvé\nPaul Martin", True, set()),
    ("rapport.pdf", "Rapport d’activité T3 2025", False, set()),
    ("note v2.docx", "Note sur les effectifs", False, set()),
    ("Chef de projet - fiche.docx", "Le chef de projet anime le comité. Le projet avance.", False, set()),
    ("Projet Alpha - teaser.pdf", "Projet Alpha\nPrésentation de la société", False, set()),
    ("modèle économique.pdf", "Notre modèle économique repose sur trois piliers", False, set()),
    (
        "avenant.pdf",
        f"{PARTIES}Signature électronique – enveloppe 7F2C – signataires : P. Martin 03/03/2025",
        True,
        set(),
    ),
    ("sla.pdf", "NIVEAUX DE SERVICE\nVisa Alpha : PM 03/03/2025 – Visa Bêta : JD 04/03/2025", True, set()),
    ("lettre.pdf", "Lyon, le 3 mars 2025\nPaul Martin\n12 rue des Lilas", True, {"unsigned"}),
    # drafts
    ("contrat projet.docx", SIGNED_PDF, True, {"draft", "unsigned"}),
    ("Contrat Alpha V0.3.docx", PARTIES, True, {"draft", "unsigned"}),
    ("PV AG - PROJET.docx", "PV d’assemblée\nL’an deux mille", True, {"draft", "unsigned"}),
    ("contrat_brouillon.docx", PARTIES, False, {"draft"}),
    ("TSA draft v1.docx", "Services", False, {"draft"}),
    ("contrat.docx", f"PROJET – version 2 – en attente de signature\n{PARTIES}", True, {"draft", "unsigned"}),
    ("contrat.docx", f"DRAFT 3 March 2026\n{PARTIES}", True, {"draft", "unsigned"}),
    ("contrat.docx", f"Document de travail – 24/03/2026\n{PARTIES}", False, {"draft"}),
    ("comptes.xlsx", "Comptes 2025 – chiffres provisoires non arrêtés", False, {"draft"}),
    (
        "contrat.docx",
        f"{PARTIES}Le prix est de [●] euros, pour une durée de [à compléter].",
        True,
        {"draft", "unsigned"},
    ),
    ("contrat.docx", f"{PARTIES}Signé le XX/XX/2025 pour [montant à confirmer ?] euros", False, {"draft"}),
    (
        "agreement.docx",
        "Subject to contract\nThis agreement is made between A Ltd and B Ltd",
        True,
        {"draft", "unsigned"},
    ),
    # blank models
    ("Modèle de contrat.docx", PARTIES, True, {"template", "unsigned"}),
    ("NDA vierge.docx", "Je soussigné", True, {"template", "unsigned"}),
    (
        "nda.docx",
        "Je soussigné(e) ............................, demeurant à ......................, m’engage",
        True,
        {"template", "unsigned"},
    ),
    (
        "contrat.docx",
        "Entre [Nom du client], ci-après le Client, et [Nom du prestataire], société [forme]",
        True,
        {"template", "unsigned"},
    ),
    ("contrat.docx", "MODÈLE – CONTRAT DE PRESTATION\nEntre", True, {"template", "unsigned"}),
    ("agreement template.docx", "between [Company name] and [Provider name]", True, {"template", "unsigned"}),
    ("spécimen.pdf", "SPÉCIMEN\nAttestation", False, {"template"}),
    # unsigned
    (
        "contrat.docx",
        f"{PARTIES}Fait à Lyon le 3 mars 2025\nPour Alpha\nPaul Martin\nPour Bêta\nJeanne Durand",
        True,
        {"unsigned"},
    ),
    ("contrat.docx", f"{PARTIES}Pour le Prestataire\tPour le Client\n", True, {"unsigned"}),
    (
        "contrat.pdf",
        f"{PARTIES}Pour le Prestataire\nSignature : ____________\nPour le Client\nSignature : ____________",
        True,
        {"unsigned"},
    ),
    ("contrat.pdf", f"{PARTIES}Article 9. Le contrat sera signé électroniquement par les parties.", True, {"unsigned"}),
    ("devis.docx", "Devis 2026-014\nBon pour accord (date, cachet, signature) :\nAlpha", False, {"unsigned"}),
    ("contract.docx", "between A Ltd and B Ltd\nSigned for A Ltd\nBy: __________\nName: ________", True, {"unsigned"}),
    (
        "Contrat_prestation_ACME_signe.pdf",
        (
            "CONTRAT DE PRESTATION DE SERVICES\nENTRE LES SOUSSIGNÉES\nACME, SAS\nET\nBETA, SARL\n"
            "Article 1\n...\nFait à Paris, le 12/03/2024, en deux exemplaires originaux.\n\nPour ACME\n"
            "Mme Anne LEROY, Présidente\n\nPour BETA\nM. Jean PETIT, Gérant"
        ),
        True,
        set(),
    ),
    (
        "contrat.pdf",
        (
            "CONTRAT\nENTRE ACME ET BETA\nFait à Paris, le 12/03/2024\nLe Client\nLe Prestataire\n"
            "Yousign - Document signé électroniquement\nAnne Leroy - 12/03/2024 10:12"
        ),
        True,
        set(),
    ),
    (
        "contrat.docx",
        (
            "CONTRAT\nENTRE ACME ET BETA\nFait à Paris, le ___________\nPour ACME\nNom :\nSignature :\n"
            "Pour BETA\nNom :\nSignature :"
        ),
        True,
        {"unsigned"},
    ),
    (
        "contrat.pdf",
        (
            "CONTRAT\nENTRE ACME ET BETA\nFait à Paris, le ..../..../2024\n"
            "Pour ACME                         Pour BETA\nAnne Leroy                          Jean Petit"
        ),
        True,
        {"unsigned"},
    ),
    ("Projet_contrat_BETA_v3.docx", "CONTRAT\nentre ACME et BETA\nArticle 1", True, {"draft", "unsigned"}),
    (
        "20240312_Contrat_VDEF.docx",
        "CONTRAT\nentre ACME et BETA\nPour ACME\t\tPour BETA\n[signé] Anne Leroy\t[signé] Jean Petit",
        True,
        set(),
    ),
    (
        "PV CSE.pdf",
        (
            "PV de réunion du CSE\nProjet de réorganisation : avis favorable\nFait à Paris le 3 mars 2026\n"
            "Le secrétaire\nPaul Durand"
        ),
        True,
        set(),
    ),
    ("note.pdf", "Compte rendu du comité projet SIRH\nChef de projet : Paul", False, set()),
    (
        "PV AGO.pdf",
        "PROJET DE PROCÈS-VERBAL DE L'ASSEMBLÉE GÉNÉRALE ORDINAIRE\nL'an deux mille vingt-six",
        True,
        {"draft", "unsigned"},
    ),
    ("resolutions.pdf", "TEXTE DES RÉSOLUTIONS\nPremière résolution : ...", False, set()),
    (
        "DPA.docx",
        "DATA PROCESSING AGREEMENT\nDRAFT – 12 May 2025\nbetween [Controller] and [Processor]",
        True,
        {"draft", "unsigned"},
    ),
    (
        "NDA_template_FR.docx",
        (
            "ACCORD DE CONFIDENTIALITÉ\n"
            "Entre : ______________________, société au capital de ______________\nEt : ____________________"
        ),
        True,
        {"template", "unsigned"},
    ),
    (
        "delegation.pdf",
        (
            "DÉLÉGATION DE POUVOIRS\nJe soussigné Jean Petit\nFait à Lyon, le 3 mars 2025\nLe délégant (1)\n"
            "Jean Petit\nLe délégataire (1)\nAnne Leroy\n"
            "(1) signature précédée de la mention « bon pour pouvoir »"
        ),
        True,
        set(),
    ),
    (
        "LM.pdf",
        (
            "Lettre de mission\nNous vous prions de nous retourner un exemplaire signé.\n"
            "L'expert-comptable\nPaul Martin\nBon pour accord, le client\nAnne Leroy\nle 12/01/2025"
        ),
        True,
        set(),
    ),
    (
        "agreement_executed.pdf",
        (
            "MASTER SERVICES AGREEMENT\nbetween A Ltd and B Ltd\nIN WITNESS WHEREOF\n"
            "Signed by John Smith on 3 March 2025\nSigned by Mary Jones on 4 March 2025"
        ),
        True,
        set(),
    ),
    (
        "msa.docx",
        (
            "MASTER SERVICES AGREEMENT\nbetween A Ltd and B Ltd\n"
            "IN WITNESS WHEREOF the parties have executed this Agreement\nFor A Ltd\t\tFor B Ltd\n"
            "By: \t\tBy: \nName:\t\tName:\nTitle:\t\tTitle:"
        ),
        True,
        {"unsigned"},
    ),
    (
        "Statuts_certifies_conformes.pdf",
        "STATUTS\nMis à jour le 12/03/2024\nCertifiés conformes par le gérant\nJean Petit",
        True,
        set(),
    ),
    ("budget 2026 provisoire.xlsx", "Budget 2026", False, {"draft"}),
    ("contrat avec SVC en cours.docx", "x", False, {"draft"}),
    ("plan.docx", "Plan de réversibilité\nVersion 0.4 – en cours de validation", False, {"draft"}),
    ("Modele lettre relance.docx", "Madame, Monsieur,", False, {"template"}),
    (
        "bail.pdf",
        (
            "BAIL COMMERCIAL\nEntre la SCI X et la société Y\nModèle conforme au décret\n"
            "Fait à Nice le 25/03/2021\nLE BAILLEUR                LE PRENEUR\n"
            "M. Paul X                   Mme Anne Y"
        ),
        True,
        set(),
    ),
    (
        "cgv.docx",
        "Conditions générales\nLe client signe le devis précédé de la mention « bon pour accord ».",
        False,
        set(),
    ),
    (
        "devis.pdf",
        "DEVIS 14\nTotal HT 3 825,00\nTotal TTC 4 590,00\nBon pour accord, date, cachet et signature du client :",
        False,
        {"unsigned"},
    ),
    (
        "devis.pdf",
        "DEVIS 14\nTotal TTC 4 590,00\nBon pour accord, date, cachet et signature du client : Paul Martin, 03/03/2025",
        False,
        set(),
    ),
    (
        "contrat.pdf",
        (
            f"{PARTIES}Fait à Lyon, le 14 mai 2018\n"
            "Le déposant : G. Petit (signature et cachet) – Le dépositaire : M. Urbain (signature et\ncachet)"
        ),
        True,
        set(),
    ),
    (
        "contrat.pdf",
        f"{PARTIES}Un exemplaire, signé, sera retourné au client.\nSignature :\nSignature : ________",
        True,
        {"unsigned"},
    ),
    (
        "lm.docx",
        "Lettre de mission\nVeuillez nous retourner un exemplaire revêtu de votre signature.\nR. Faure (signé)",
        True,
        set(),
    ),
    ("cgp.pdf", "Conditions générales de prestation\n1. Objet\n2. Prix", True, {"standard-terms"}),
    ("cgp.pdf", "Conditions générales de prestation\n1. Objet\nSignature : ________", True, {"unsigned"}),
    ("avenant (à signer).pdf", SIGNED_PDF, True, {"unsigned"}),
    ("contrat non signé.pdf", SIGNED_PDF, True, {"unsigned"}),
    ("offre.pdf", "Offre de services\nDevis gratuit, non signé par le client.", False, set()),
    ("prov CP 2025.xlsx", "Provision congés", False, set()),
    ("BG prov.xlsx", "Balance", False, {"draft"}),
    ("codir.md", "Codir du 3 mars 2026\n- Projet de comptes 2025 reçu du cabinet", False, set()),
    ("comptes.pdf", "PROJET DE COMPTES ANNUELS 2025", False, {"draft"}),
    ("lm.docx", f"{PARTIES}Merci de nous retourner l’exemplaire signé électroniquement", True, {"unsigned"}),
    (
        "statuts.pdf",
        "STATUTS\nArticle 1 – Objet\nCertifiés conformes, le gérant : R. Faure (signature)",
        True,
        set(),
    ),
    ("statuts.docx", "STATUTS\nArticle 1\nCertifiés conformes, le gérant : R. Faure (signature)", True, {"unsigned"}),
    ("msa.pdf", f"{PARTIES}Signed electronically: for Alpha, Nora Small, 4 May 2024", True, set()),
    ("msa.pdf", f"{PARTIES}Documents signed electronically have the same force.", True, {"unsigned"}),
    ("order.html", f"{PARTIES}Accepted on 2024-05-04 10:12 UTC by n.small@alpha.example (IP 203.0.113.7)", True, set()),
    ("order.html", f"{PARTIES}Accepté en ligne le 04/05/2024", True, set()),
    ("order.html", f"{PARTIES}Accepté en ligne le ________", True, {"unsigned"}),
    ("form.pdf", "Fiche d'inscription\nDate : ______ Signature : ______", False, {"unsigned"}),
]


@pytest.mark.parametrize(("name", "text", "expected", "flags"), CASES)
def test_version_flags(name: str, text: str, flags: set[str], *, expected: bool) -> None:
    found, notes, _ = version_flags(name, (), text, (), AS_OF, signed_expected=expected)
    assert set(found) == flags
    assert len(notes) >= len(found)


@pytest.mark.parametrize(
    ("expires", "flags"),
    [(None, []), (dt.date(2026, 3, 31), []), (dt.date(2026, 4, 1), []), (dt.date(2026, 3, 30), ["expired"])],
)
def test_expired(expires: dt.date | None, flags: list[str]) -> None:
    assert version_flags("a.pdf", (), "Attestation", (), AS_OF, expires=expires)[0] == flags


def test_a_signature_field_is_evidence() -> None:
    facts = [Fact("pdf-signature", "Paul Martin", 3)]
    flags, _, evidence = version_flags("a.pdf", (), PARTIES, facts, AS_OF, signed_expected=True)
    assert flags == []
    assert [(e.cue, e.page, e.quote) for e in evidence] == [("PDF signature field", 3, "Paul Martin")]


def test_tracked_changes_make_a_draft_unless_it_is_signed() -> None:
    facts = [Fact("tracked-changes")]
    assert "draft" in version_flags("a.docx", (), PARTIES, facts, AS_OF)[0]
    assert version_flags("a.docx", (), f"{PARTIES}(signé) Paul Martin", facts, AS_OF)[0] == []


@pytest.mark.parametrize("fact", ["image-page", "ocr"])
def test_a_scan_is_not_called_unsigned(fact: str) -> None:
    facts = [Fact(fact, "90", 2)]
    assert version_flags("a.pdf", (), PARTIES, facts, AS_OF, signed_expected=True)[0] == []


@pytest.mark.parametrize(
    ("end", "unsigned"),
    [
        ("Signed for the Customer: Ann Lee, 21 May 2025 (e-signed)\nSigned for Acme SA: ________ Date: ______", True),
        ("Pour le Client : Paul Martin (signé)\nPour le Prestataire : ..........", True),
        ("Signed for the Customer: Ann Lee, CFO, 21 May 2025\nSigned for Acme S.A.: ________ Date: ______", True),
        ("Signé pour le Client : A. Lee, 21 mai 2025\nSigné pour J. Roux et Cie : ________", True),
        ("Signature du Client : (signé)\nSignature du Prestataire : ______", True),
        ("Pour le Client : Paul Martin (signé)\nPour le Prestataire : Marie Durand (signé)", False),
        ("Signé électroniquement par Paul Martin le 03/03/2025\nDate de réception : ........", False),
    ],
)
def test_a_place_left_empty_beside_a_mark_is_an_unsigned_contract(end: str, unsigned: bool) -> None:
    flags, notes, _ = version_flags("a.pdf", (), f"{PARTIES}{end}", (), AS_OF, signed_expected=True)
    assert flags == ["unsigned"] * unsigned
    assert any("Partially signed" in note.en for note in notes) is unsigned


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("", []),
        ("Les tarifs figurent en annexe 2.", ["annexe 2"]),
        ("Annexes 1 et 3", ["annexe 1", "annexe 3"]),
        ("les annexes 1 à 4", ["annexe 1", "annexe 2", "annexe 3", "annexe 4"]),
        ("as set out in Schedule B and Appendix 1", ["schedule b", "appendix 1"]),
        ("voir l’annexe n° 2", ["annexe 2"]),
        ("un exemplaire demeurera annexé au présent procès-verbal", ["annexe"]),
        ("conforme à l’annexe II du règlement (UE) 2016/679", []),
        ("l’annexe 3 du contrat d’archivage", []),
        ("l’annexe A de la norme ISO", []),
        ("l’annexe a été remise", []),
        ("les comptes annexés", []),
        (f"{'Article 9. Sanction. ' * 20}\nAnnexe : calcul du prix\nSigné P. Martin", ["annexe"]),
        (f"{'Article 9. Sanction. ' * 20}\nAnnexe : néant\nSigné P. Martin", []),
        (f"{'Article 9. Sanction. ' * 20}\nAnnexe : calcul du prix\n{'Le prix est égal à 3. ' * 20}", []),
        ("Annexe : calcul du prix\nSigné P. Martin", []),  # the annex itself
    ],
)
def test_annexes_cited(text: str, labels: list[str]) -> None:
    assert annexes_cited(text) == labels


BODY = "Article 1. Les tarifs figurent en annexe 1, les niveaux de service en annexe 2."


@pytest.mark.parametrize(
    ("pages", "held"),
    [
        ([BODY, "ANNEXE 1 – TARIFS\nBulletin 12 €\nANNEXE 2\nNiveaux de service\nE1 98 %"], {"annexe 1", "annexe 2"}),
        ([BODY + "\nLISTE DES ANNEXES\nAnnexe 1 : tarifs\nAnnexe 2 : niveaux\nFait à Lyon"], set()),
        ([BODY + "\nAnnexe 1 : tarifs – Annexe 2 : niveaux\nFait à Lyon"], set()),
        ([BODY + "\nAnnexe 1 : tarifs\nFait à Lyon, le 3 mars"], set()),
        ([BODY, "Annexe 1\nGrille tarifaire"], {"annexe 1"}),
        (["Schedule 1 – Goods\nLamps"], {"schedule 1"}),
    ],
)
def test_annexes_contained(pages: list[str], held: set[str]) -> None:
    assert annexes_contained(pages) == held


@pytest.mark.parametrize(
    ("name", "annex"),
    [
        ("Annexe calcul du prix.pdf", True),
        ("annexe_prix.pdf", True),
        ("Prix annexe.pdf", False),
        ("annexes.pdf", False),
    ],
)
def test_a_file_named_annex(name: str, *, annex: bool) -> None:
    assert is_named_annex(name) is annex


def test_annexes_missing_inside() -> None:
    assert annexes_missing_inside([BODY, "Annexe 1\nGrille tarifaire"]) == ["annexe 2"]


@given(st.text(max_size=300), st.text(alphabet="signé PROJET [●] ____ le annexe 1 ", max_size=200))
def test_nothing_makes_them_raise(noise: str, words: str) -> None:
    text = f"{noise}\n{words}"
    flags, notes, evidence = version_flags("x.docx", ("dossier",), text, (), AS_OF, signed_expected=True)
    assert len(set(flags)) == len(flags) <= len(notes)
    assert all(mark.quote or mark.cue for mark in evidence)
    annexes_missing_inside([text])


@pytest.mark.parametrize(
    "piece",
    [
        "\n",
        " ",
        "\t",
        "signature ",
        "Annexe 1 et 2, ",
        "____ ",
        "[ ",
        "le 01/02/2025 ",
        "un an ",
        "mars 2025 au ",
        "A. B. ",
    ],
)
def test_long_and_hostile_texts_take_no_long_time(piece: str) -> None:
    text = "Fait à Lyon, le deux mille " + piece * (200_000 // len(piece))
    start = time.process_time()
    version_flags("a.pdf", (), text, (), AS_OF, signed_expected=True)
    issued = issue_date(text)
    expiry(text, issued, 6)
    contract_term(text, AS_OF)
    cadence_of(text, "meeting")
    document_period("any", "a.pdf", "", text, None, "12-31", AS_OF)
    annexes_missing_inside([text])
    assert time.process_time() - start < 20


@pytest.mark.parametrize(
    ("foot", "unsigned"),
    [
        (
            "Le mandant Le mandataire\nAlpha, P. Petit Bêta, J. Roux\nSignature : Signé électroniquement le 4 mai 2025",
            True,
        ),
        ("Le client\tLe prestataire\nSigné électroniquement le 4 mai 2025\tSignature :", True),
        ("Le mandant Le mandataire\nSignature : signé le 4 mai 2025 Signature : signé le 5 mai 2025", False),
        ("Le mandant Le mandataire\nSigné électroniquement le 4 mai 2025 par P. Petit et J. Roux", False),
        ("Le mandant\nSignature : Signé électroniquement le 4 mai 2025", False),
    ],
)
def test_one_filled_cell_of_two_parties_side_by_side(foot: str, *, unsigned: bool) -> None:
    flags, _, _ = version_flags("mandat.pdf", (), f"MANDAT\n{foot}", (), AS_OF, signed_expected=True)
    assert ("unsigned" in flags) is unsigned


@pytest.mark.parametrize(
    ("end", "unsigned"),
    [("Paraphé AP / BR, le 4 mai 2024", False), ("À parapher par les parties", True), ("Paraphé à chaque page", True)],
)
def test_initials_of_both_show_that_an_annex_was_agreed(end: str, *, unsigned: bool) -> None:
    flags, _, _ = version_flags("annexe.docx", (), f"{PARTIES}{end}", (), AS_OF, signed_expected=True)
    assert ("unsigned" in flags) is unsigned


@pytest.mark.parametrize(
    ("said", "unsigned"),
    [
        ("Souscrit en ligne le 4 mai 2025 à 10 h 12 par Paul Martin", False),
        ("Validé en ligne par Paul Martin le 4 mai 2025", False),
        ("Conditions en ligne depuis le 4 mai 2025", True),
        ("Document à valider en ligne avant le 4 mai 2025", True),
    ],
)
def test_what_was_agreed_online_bears_no_other_signature(said: str, *, unsigned: bool) -> None:
    flags, _, _ = version_flags("abonnement.pdf", (), f"Abonnement\n{said}", (), AS_OF, signed_expected=True)
    assert ("unsigned" in flags) is unsigned
