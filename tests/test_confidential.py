"""Personal data and secrets in planted texts: what is found in each kind, and what must raise no alarm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataroom.confidential import Examination, examine
from dataroom.confidential_words import KINDS
from dataroom.model import Confidence, Fact, Severity

PERSONAL, SECRET = ("personal-data",), ("secret",)


def look(text: str, name: str = "document.txt", *path: str) -> Examination:
    return examine((text,), name, (), path)


# rule that must be found, text that holds it; each makes the document personal or secret.
FOUND: list[tuple[str, str]] = [
    ("personal-data-nir", "Matricule 12 - N° SS : 2 55 08 14 168 025 38"),
    ("personal-data-nir", "255081416802538"),
    ("personal-data-nir", "Numéro de sécurité sociale 1 86 02 2A 215 325 23"),
    ("personal-data-nir", "N° de Sécurité sociale : 1790175115004"),
    ("personal-data-nir", "NIR\tNom\n2 91 03 69 123 456 11\tDUPUIS"),
    ("personal-data-bank-account", "Titulaire : Mme Claire Dubreuil — IBAN FR14 2004 1010 0505 0001 3M02 606"),
    ("personal-data-bank-account", "Mme Ève Le Goff\nIBAN : FR14 2004 1010 0505 0001 3M02 606"),
    ("personal-data-bank-account", "M. Paul Garcin – RIB FR14 2004 1010 0505 0001 3M02 606"),
    ("personal-data-bank-account", "Salarié\tIBAN\nDUBREUIL Claire\tFR1420041010050500013M02606"),
    ("personal-data-bank-account", "RIB du salarié : 20041 01005 0500013M026 06"),
    ("personal-data-card", "Carte bancaire n° 4539148803436467, expire fin 09/27"),
    ("personal-data-card", "4539 1488 0343 6467"),
    ("personal-data-tax-number", "Numéro fiscal : 30 23 217 600 053"),
    ("personal-data-identity-document", "passeport français n° 18AB45678 délivré à Lyon"),
    ("personal-data-identity-document", "Titre de séjour n° 9912345678 valable jusqu’au 03/05/2027"),
    ("personal-data-identity-document", "P<FRADUBREUIL<<CLAIRE<MARIE<<<<<<<<<<<<<<<<<<\n"),
    ("personal-data-birth-date", "Monsieur Paul Garcin, né le 4 février 1971 à Nîmes"),
    ("personal-data-birth-date", "Mme Ève Morel née à Tours (37), le 12/11/1983"),
    ("personal-data-birth-date", "Né(e) le 01/02/1990"),
    ("personal-data-birth-date", "Date et lieu de naissance\nLe 03/07/1965 à Rodez (12)"),
    ("personal-data-birth-date", "Nom\tDate de naissance\tPoste\nMOREL Ève\t12/11/1983\tComptable"),
    ("personal-data-birth-date", "born on 12 March 1980 in Leeds"),
    ("personal-data-birth-date", "Date of birth: 12/03/1980"),
    ("personal-data-home-address", "Monsieur Paul Garcin, demeurant 12 rue des Lilas, 30000 Nîmes"),
    ("personal-data-home-address", "Domicile personnel : 3 bis, avenue du Parc - 69006 Lyon"),
    ("personal-data-home-address", "Mme Morel, domiciliée au 5 impasse du Four 37000 Tours"),
    ("personal-data-home-address", "M. et Mme Faure\n8, chemin des Vignes\n13100 Aix-en-Provence\nDevis n° 12"),
    ("personal-data-home-address", "Lucie Brun EI\n4 allée des Pins\n34000 Montpellier"),
    ("personal-data-home-address", "Mr John Smith, residing at 12 Baker Street, London"),
    ("personal-data-phone", "Portable personnel : 06 12 34 56 78"),
    ("personal-data-pay", "BULLETIN DE PAIE\nSalaire de base 151,67 2 450,00\nNet à payer avant impôt 1 912,34"),
    ("personal-data-pay", "Salarié\tBrut mensuel\tNet à payer\nMOREL Ève\t2 450,00\t1 912,34"),
    ("personal-data-pay", "Prénom Nom\tSalaire annuel\nÈve Morel\t32 000\nPaul Garcin\t41 500"),
    ("personal-data-pay", "Le salaire de Mme Morel passe à 2 600 € bruts au 1er mai."),
    ("personal-data-staff", "Nom\tNationalité\tEntrée\nDIALLO Awa\tML\t03/04/2023\nPEREZ Luis\tCL\t01/09/2024"),
    ("personal-data-cv", "Léa Roux\n06 11 22 33 44\nEXPÉRIENCES\n2019 Assistante\nFORMATION\nBTS\nCOMPÉTENCES\nSage"),
    ("personal-data-cv", "Curriculum vitae\nLéa Roux\nFormation\nBTS"),
    ("personal-data-health", "Avis d’inaptitude\nM. Paul Garcin est déclaré inapte à son poste le 12/03/2025."),
    ("personal-data-health", "Arrêt de travail de Mme Morel le 03/02.\nProlongation de l’arrêt maladie reçue."),
    ("personal-data-garnishment", "Saisie sur salaire de M. Garcin : 150 € par mois"),
    ("personal-data-criminal", "Extrait de casier judiciaire (bulletin n° 3) de M. Paul Garcin, 3 mars 2024"),
    ("personal-data-opinion", "Mme Morel, adhérente CGT depuis 2019"),
    ("personal-data-family", "Mme MOREL Ève - Situation de famille : mariée - enfants à charge : 2"),
    ("secret-password", "Mot de passe : Soleil2024!"),
    ("secret-password", "mdp = azerty13"),
    ("secret-password", "Identifiant : compta@exemple.fr / mdp : tr0ubadour#"),
    ("secret-password", "identifiant/mdp : paul.g / Ete2025!!"),
    ("secret-password", "Le mot de passe du compte est Kiwi-2031x"),
    ("secret-password", "login: admin\npassword: hunter2"),
    ("secret-password", "Code alarme : 4582"),
    ("secret-password", "Digicode 45B12"),
    ("secret-password", "code PIN de la carte : 7301"),
    ("secret-password", "Clé WiFi : mistral-bleu-92"),
    ("secret-password", "Site\tIdentifiant\tMot de passe\nurssaf.fr\tpgarcin\tOlive!38\nnet\tmorel\tPaie2023"),
    ("secret-password", "Accès | Login | Mdp\nSage | admin | lavande"),
    ("secret-password", "Compte | Code\nSage | néant\nCompte | Mdp\nSage | Kiwi-2031x"),
    ("secret-password", "ftp://depot:Xk9!pLo2@ftp.exemple.fr/paie"),
    ("secret-key", "-----BEGIN RSA PRIVATE KEY-----\nMIIE"),
    ("secret-key", "clé AKIAIOSFODNN7EXAMPLE"),
    ("secret-key", "API_TOKEN=8f3kd02mZq71LpQx"),
    ("secret-key", "ghp_abcdefghijklmnopqrstuvwxyzABCDEF0123"),
    ("secret-banking", "Identifiant EBICS : U12345\nCode confidentiel : 483920"),
    ("secret-recovery-codes", "Codes de secours (double authentification)\n8f3k-2m1q\n77ab-90cd\n1x2y-3z4w"),
    ("secret-recovery-codes", "otpauth://totp/compta?secret=JBSWY3DPEHPK3PXP"),
]  # fmt: skip

# Texts that raise no flag.
QUIET: list[str] = [
    "",
    "Rapport d’activité du troisième trimestre : 45 bulletins, 2 régularisations.",
    "SIREN 732 829 320 - SIRET 732 829 320 00074 - TVA FR44 732829320 - RCS Lyon",
    "IBAN FR14 2004 1010 0505 0001 3M02 606 - BIC PSSTFRPP - Société Untel SARL",
    "Votre contact : Mme Ève Morel\nIBAN FR14 2004 1010 0505 0001 3M02 606",
    "Untel SARL, M. Paul Garcin\nIBAN FR14 2004 1010 0505 0001 3M02 606",
    "Facture n° 2025-0415\nTotal TTC 1 200,00 €\nNet à payer 1 200,00 €\nTél. 04 91 00 00 00",
    "Tél. 01 42 00 00 00 - contact@exemple.fr - M. Paul Garcin, gérant, paul.garcin@exemple.fr - 06 12 34 56 78",
    "Code EAN 3 017620 422003 ; commande 4006381333931",
    "Écriture 4970101234567893 au journal, référence 5412345678901234567",
    "La société Untel, domiciliée 12 rue de la République, 69002 Lyon, représentée par son gérant M. Paul Garcin",
    "Les parties font élection de domicile 12 rue de la République, 69002 Lyon. M. Garcin signe.",
    "Les stipulations demeurant en vigueur après 12 mois restent applicables.",
    "Fait à Lyon, le 12 mars 2025\nPour le prestataire : Mme Claire Dubreuil, directrice",
    "À l’attention de M. Paul Garcin, Société Untel, 12 rue de la République 69002 Lyon",
    "Affaire suivie par : Mme Martin\n12 rue de la Paix\n75002 Paris",
    "Nom : ________  né(e) le __/__/____ à ________  demeurant ________",
    "Né le [date] à [lieu], demeurant [adresse], numéro de sécurité sociale [NIR]",
    "Le salarié perçoit un salaire brut mensuel de [montant] euros.",
    "Article L. 242-1 du code de la sécurité sociale ; convention collective IDCC 1486 ; ISO 27001:2022",
    "Masse salariale brute 2025 : 669 100 € ; salaires bruts 54 300 ; charges sociales 21 900",
    "Libellé\tDébit\tCrédit\n641100 Salaires bruts\t54 300,00\t\n421000 Personnel - rémunérations dues\t\t42 100,00",
    "L’assemblée fixe la rémunération du gérant, M. Paul Garcin, à 6 000 € par mois.",
    "En cas d’arrêt maladie, le salarié prévient l’employeur sous 48 heures (article 12).",
    "Taux d’emploi de travailleurs handicapés (RQTH) : 6 % en 2024",
    "Le prestataire remet un extrait de casier judiciaire de moins de trois mois.",
    "Les données traitées : état civil, date de naissance, numéro de sécurité sociale, salaire, situation familiale.",
    "Les mots de passe comportent 12 caractères minimum et sont changés tous les 90 jours.",
    "Mot de passe : 12 caractères minimum, renouvelé tous les 3 mois",
    "Le mot de passe vous sera communiqué par téléphone.",
    "Mot de passe : communiqué séparément",
    "Mot de passe : ********",
    "Mot de passe : à demander à M. Garcin",
    "Le prestataire protège ses accès par mot de passe ; la double authentification est obligatoire.",
    "Utilisateur\tApplication\tProfil\tMFA\tMot de passe changé le\nP. Garcin\tSage\tAdmin\toui\t12/01/2025",
    "Compte\tAccès\tMot de passe\nSage\tlecture\tcoffre-fort\nBanque\tvalidation\tnon partagé",
    "Code APE : 6920Z - code postal 13006 - code client : 41150 - code NAF 82.11Z",
    "Code produit\tDésignation\tCompte\nAB1234\tLampe\t707100",
    "Article 1231-5 du code civil ; code de commerce, article L. 441-10 ; code du travail",
    "password policy: at least 12 characters, rotated every 90 days",
    "Les codes de secours sont conservés dans le coffre de la direction.",
    "Taux PIN : sans objet. Alarme : contrôle annuel le 12/03/2025. Coffre-fort : banque.",
    "Formation\nLe plan de formation 2025 prévoit trois sessions.\nCompétences\nVoir annexe. contact@exemple.fr",
]  # fmt: skip


@pytest.mark.parametrize("text", QUIET)
def test_no_false_alarm(text: str) -> None:
    assert look(text).flags == ()


@pytest.mark.parametrize(("rule", "text"), FOUND)
def test_found(rule: str, text: str) -> None:
    seen = look(text)
    assert rule in {finding.rule for finding in seen.findings}
    assert (SECRET if rule.startswith("secret") else PERSONAL) == seen.flags


RECALL = {rule: sum(1 for other, _ in FOUND if other == rule) for rule, _ in FOUND}


@pytest.mark.parametrize("rule", sorted(RECALL))
def test_every_kind_is_planted_and_explained(rule: str) -> None:
    words = KINDS[rule]
    assert RECALL[rule] >= 1
    assert words.stage in words.remedy.fr
    assert words.stage in words.remedy.en


SAMPLES = [
    ("255081416802538", "255081416802538", "personal-data-nir"),
    ("Mot de passe : Soleil2024!", "Soleil2024!", "secret-password"),
    ("IBAN FR1420041010050500013M02606", "FR1420041010050500013M02606", "bank-details"),
    ("né le 04/02/1971", "04/02/1971", "personal-data-birth-date"),
    ("claire.dubreuil@gmail.com", "claire.dubreuil", "personal-data-email"),
    ("carte bancaire 4539 1488 0343 6467", "4539 1488 0343", "personal-data-card"),
]


@pytest.mark.parametrize(("text", "secret", "rule"), SAMPLES)
def test_never_says_what_it_found(text: str, secret: str, rule: str) -> None:
    finding = next(f for f in look(text).findings if f.rule == rule)
    said = f"{finding.message.fr} {finding.message.en} {finding.remedy.fr} {finding.remedy.en}"
    assert secret not in said
    assert "1" in finding.message.en


def test_counts_distinct_ones_and_gives_the_page_of_the_first() -> None:
    seen = examine(("rien", "255081416802538", "255081416802538 et 186022A21532523"), "paie.pdf", ())
    (finding,) = seen.findings
    assert (finding.page, finding.severity, finding.confidence) == (2, Severity.MAJOR, Confidence.HIGH)
    assert ": 2 " in finding.message.fr
    assert finding.path is None


def test_the_bank_account_of_a_company_is_told_but_not_personal() -> None:
    seen = look("Règlement par virement : IBAN FR14 2004 1010 0505 0001 3M02 606")
    assert [(f.rule, f.severity) for f in seen.findings] == [("bank-details", Severity.MINOR)]
    assert seen.flags == ()


def test_hidden_words_count_as_well() -> None:
    assert examine((), "a.docx", (Fact("comment", "mdp : Kiwi-2031x"),)).flags == SECRET


@pytest.mark.parametrize(
    ("name", "text", "flags"),
    [
        ("coffre.kdbx", "", SECRET),
        ("id_rsa", "", SECRET),
        ("codes.txt", "Sage  paul  Olive38x\nAlarme dépôt  4582", SECRET),
        ("mots de passe.xlsx", "Banque\tpgarcin\tlav4nde!", SECRET),
        ("Politique mots de passe.docx", "Longueur : 12 caractères. Version 2.1 de 2025.", ()),
        ("Codes NAF.xlsx", "Conseil\t7022Z", ()),
        ("note.txt", "CODES D’ACCÈS\nSage : paul / Olive38x", SECRET),
    ],
)
def test_the_name_announces_codes(name: str, text: str, flags: tuple[str, ...]) -> None:
    assert examine((text,), name, ()).flags == flags


def test_a_type_about_employees_needs_people_in_it() -> None:
    rows = "DUPUIS Anne 12/03/2021\nMOREL Ève 01/09/2023"
    assert look(rows, "liste.xlsx", "staff-register").flags == PERSONAL
    assert look("Matricule 12 : 12/03/2021", "liste.xlsx", "staff-register").flags == ()


def test_many_private_addresses_are_a_list_of_people() -> None:
    mails = "\n".join(f"personne{n}@gmail.com" for n in range(8))
    assert look(mails).flags == PERSONAL
    assert look("personne1@gmail.com").flags == ()


@given(st.text(max_size=300))
def test_reads_any_text(text: str) -> None:
    assert set(look(text).flags) <= {"personal-data", "secret"}


@given(st.text(alphabet="né le0123456789/.: mdp\tM.Aa\n", max_size=300))
def test_reads_any_near_miss(text: str) -> None:
    assert all(finding.rule in KINDS for finding in look(text).findings)
