"""Names marked as signed, and what only looks so."""

from __future__ import annotations

import pytest

from dataroom.dates import lowered
from dataroom.signed_names import named_marks


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Signé : le gérant de Paie 35, B. Lebrun – Signé : pour le client, G. Petit", 2),
        ("Pour Nova : Luc Le Goff, signé – Pour Alpha : Jean Petit, signé", 2),
        ("Pour Nova : Luc Le Goff, signé – Pour Alpha : Jean\nPetit, signé", 2),
        ("Le Mandataire : Y. Cadet – signé", 1),
        ("S. Petit, signature précédée de la mention « bon pour mandat » – signé", 1),
        ("signé pour le bailleur (T. Le Moal) – signé pour le locataire (G. Petit)", 2),
        ("Signé : Paul Martin – Anne Leroy", 1),
        ("Signed: G. Petit for Alpha SAS, 11 February 2026", 1),
        ("M. van Holt, Managing Director – signed\nFor acceptance: Paul Martin – signed, 28 April 2026", 2),
        ("G. Petit, signé – pour le CSE : T. Roux, S. Gaut, signés", 2),
        ("Anne Leroy – signature: A. Leroy\nPaul Martin – signature: P. Martin", 2),
        ("Signed for and on behalf of Alpha Ltd by John Smith", 1),
        ("Le gérant : signé R. Faure   L’associée : signé N. Petit", 2),
        ("Fait à Dijon le 4 mai 2024. Signé R. Faure. Signé N. Petit.", 2),
        ("Le 4/5/2024 – signé R. Faure – signé N. Petit", 2),
        ("| Le Client | signé R. Faure |", 1),
        ("R. Faure\tsigné\t04/05/2024", 1),
        ("Signatures : R. Faure (Alpha), N. Petit (Bêta)", 1),
        ("ont signé : R. Faure et N. Petit", 1),
        ("Lu et signé par Mme Nadia Petit", 1),
        ("Signed by Nora Small, Secretary", 1),
        ("Signed for Alpha Ltd: Nora Small, Director – 4 May 2024", 1),
        ("Fait à Dijon le 4 mai 2024 – signé par les deux parties", 1),
        ("Signé des trois parties : R. Faure, N. Petit, L. Roy", 1),
        ("Dijon, le 4 mai 2024 – R. Faure, pour les deux sociétés (signé deux fois)", 1),
        ("Signature : ", 0),
        ("Signatures :\nLe Client\nLe Prestataire", 0),
        ("Signatures : Le Client, Le Prestataire", 0),
        ("Le gérant : signé ________", 0),
        ("Signé Nom Prénom", 0),
        ("Signed by ________ Nora Small", 0),
        ("Signed by: Name Title", 0),
        ("Signed for Alpha Ltd: Nora Small, Director", 0),
        ("Signed for Alpha Ltd: ________ – 4 May 2024", 0),
        ("Tout avenant est :\n- écrit ;\n- signé par les deux parties.", 0),
        ("Toute modification fait l’objet d’un avenant écrit et signé par les deux parties.", 0),
        ("SIGNÉ PAR LES PARTIES", 0),
        ("Le contrat (signé le 3 mars 2020) est résilié", 0),
        ("Document à signer : R. Faure", 0),
        ("Signé : ________ Paul Martin", 0),
        ("Signé : non – Paul Martin", 0),
        ("Signature : Nom Prénom", 0),
        ("Signature : Paul Martin ________", 0),
        ("Signé : [Nom Prénom]", 0),
        ("Date de signature : Paul Martin", 0),
        ("Contrat Paie Services – signé", 0),
        ("Le contrat conclu avec Paul Martin, signé le 3 mars 2020, est résilié", 0),
        ("Signed for and on behalf of Alpha Ltd by: ______", 0),
        ("Signed for the Company by Duly Authorised Officer", 0),
        ("Paul Martin – non signé", 0),
        ("Anne Leroy – à signer", 0),
        ("Un exemplaire, daté et signé, sera remis à Anne Leroy", 0),
        ("", 0),
    ],
)
def test_named_marks(text: str, marks: int) -> None:
    assert len(list(named_marks(text, lowered(text)))) == marks
