"""Terms for every client and annexes, told from agreements."""

from __future__ import annotations

import pytest

from dataroom.standard_terms import are_standard_terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("AZUR – CONDITIONS D’ABONNEMENT\nÉdition 2025", True),
        ("Azur DPA\nLe présent accord s’applique entre Azur, sous-traitant, et tout client.", True),
        ("Processing addendum\nAzur Ltd (processor) and the Customer (controller) – version 3", True),
        ("APPENDIX C – SERVICE LEVELS\nAzur SAS – to the Subscription Agreement, edition 4", True),
        ("APPENDIX C – SERVICE LEVELS\nAgreed on 4 May", False),
        ("Data processing agreement\nbetween Azur Ltd and the Customer named below, version 3", False),
        ("Accord de traitement\nCet accord s’applique entre Azur et Alpha Meubles.", False),
        ("Conditions générales de prestation\nCabinet Azur – version 2025\n1. Objet", True),
        ("Azur Paie – Conditions Générales d’Utilisation\nDernière mise à jour : 1er mai 2025", True),
        ("CGV\nArticle 1", True),
        ("General Terms and Conditions\nThese terms apply to every order.", True),
        ("Terms of Service\nThese terms are a contract between Azur SAS and the business that subscribes.", True),
        ("Service levels\nHelp center > Legal\nUpdated on 3 May 2025", True),
        ("Niveaux de service\nApplicables à tous les clients", True),
        ("Annexe 2 au contrat de services – Niveaux de service", True),
        ("Service Levels (schedule C to the MSA)", True),
        ("CONTRAT DE PRESTATION\nEntre la société Alpha et Azur Paie\nLes conditions générales sont annexées.", False),
        ("CONDITIONS PARTICULIÈRES\net conditions générales\nClient : Alpha", False),
        (
            "Lettre de mission\nNous vous confirmons notre mission. Les conditions générales sont jointes.",
            False,
        ),
        ("Master Services Agreement\nbetween Alpha and Azur, with annex 2 to the agreement", False),
        ("Convention de niveaux de service entre Alpha et Azur", False),
        ("", False),
    ],
)
def test_are_standard_terms(text: str, *, terms: bool) -> None:
    assert are_standard_terms(text.lower()) is terms
