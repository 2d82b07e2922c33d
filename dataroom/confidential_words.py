"""What is said to people about each kind of personal datum or secret, and how grave it is."""

from __future__ import annotations

from dataclasses import dataclass

from dataroom.model import Bilingual, Severity


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of trace: its name in both languages, how grave it is, at which stage it may be shown, what to do."""

    name: Bilingual
    severity: Severity
    stage: str
    remedy: Bilingual


_DX = "DX"
_NEVER = Bilingual(
    "À retirer de la salle, ou à caviarder avant dépôt : ne se communique jamais dans une salle partagée "
    "(niveau DX, RGPD).",
    "Take it out of the room, or redact it before upload: never to be disclosed in a shared room (stage DX, GDPR).",
)
_ART9 = Bilingual(
    "À retirer de la salle : donnée sensible (RGPD, art. 9), niveau DX ; ne fournir que des statistiques agrégées.",
    "Take it out of the room: special-category data (GDPR, art. 9), stage DX; give aggregate figures only.",
)
_REDACT = Bilingual(
    "À caviarder jusqu’à la réalisation (niveau D4), sauf acte social publié ; "
    "sinon réserver à l’équipe restreinte (D3).",
    "Redact until closing (stage D4), published corporate acts aside; otherwise keep to the clean team (D3).",
)
_PAY = Bilingual(
    "À remplacer par une version anonymisée pour l’équipe restreinte (niveau D3) ; "
    "la version nominative au closing (D4).",
    "Replace with an anonymised version for the clean team (stage D3); the nominative one at closing (D4).",
)
_PEOPLE = Bilingual(
    "À agréger ou à pseudonymiser jusqu’à la réalisation (niveau D4).",
    "Aggregate or pseudonymise until closing (stage D4).",
)
_ROTATE = Bilingual(
    "À retirer de la salle sans délai et à remplacer partout : considérer le secret comme compromis (niveau DX).",
    "Take it out of the room at once and change it everywhere: treat the secret as compromised (stage DX).",
)
_ACCOUNT = Bilingual(
    "Compte d’une société : à masquer en partie (FR76 •••• 890) tant que la réalisation ne l’exige pas (niveau D2).",
    "A company’s account: mask in part (FR76 •••• 890) unless closing needs it (stage D2).",
)

KINDS = {
    "personal-data-nir": Kind(
        Bilingual("numéro de sécurité sociale", "social-security number"), Severity.MAJOR, _DX, _NEVER
    ),
    "personal-data-tax-number": Kind(
        Bilingual("numéro fiscal personnel", "personal tax number"), Severity.MAJOR, _DX, _NEVER
    ),
    "personal-data-card": Kind(
        Bilingual("numéro de carte de paiement", "payment card number"), Severity.MAJOR, _DX, _NEVER
    ),
    "personal-data-identity-document": Kind(
        Bilingual("numéro de pièce d’identité", "identity document number"), Severity.MAJOR, _DX, _NEVER
    ),
    "personal-data-bank-account": Kind(
        Bilingual("compte bancaire d’une personne", "bank account of a person"), Severity.MAJOR, _DX, _NEVER
    ),
    "personal-data-birth-date": Kind(Bilingual("date de naissance", "birth date"), Severity.MINOR, "D4", _REDACT),
    "personal-data-home-address": Kind(
        Bilingual("adresse d’un particulier", "home address"), Severity.MINOR, "D4", _REDACT
    ),
    "personal-data-pay": Kind(Bilingual("rémunération nominative", "nominative pay"), Severity.MAJOR, "D3", _PAY),
    "personal-data-cv": Kind(Bilingual("curriculum vitæ", "curriculum vitae"), Severity.MINOR, "D4", _PEOPLE),
    "personal-data-staff": Kind(
        Bilingual("dossier nominatif de salarié", "nominative staff record"), Severity.MINOR, "D4", _PAY
    ),
    "personal-data-phone": Kind(
        Bilingual("numéro de téléphone mobile", "mobile phone number"), Severity.MINOR, "D4", _PEOPLE
    ),
    "personal-data-email": Kind(
        Bilingual("adresse électronique personnelle", "personal e-mail address"), Severity.MINOR, "D4", _PEOPLE
    ),
    "personal-data-health": Kind(Bilingual("donnée de santé", "health datum"), Severity.MAJOR, _DX, _ART9),
    "personal-data-opinion": Kind(
        Bilingual("opinion ou appartenance syndicale", "opinion or union membership"), Severity.MAJOR, _DX, _ART9
    ),
    "personal-data-criminal": Kind(
        Bilingual("donnée pénale (RGPD, art. 10)", "criminal-record datum (GDPR, art. 10)"), Severity.MAJOR, _DX, _NEVER
    ),
    "personal-data-garnishment": Kind(
        Bilingual("saisie ou pension sur salaire", "garnishment of wages"), Severity.MAJOR, _DX, _NEVER
    ),
    "personal-data-family": Kind(Bilingual("situation de famille", "family situation"), Severity.MINOR, _DX, _NEVER),
    "bank-details": Kind(
        Bilingual("coordonnées bancaires d’une société", "bank details of a company"), Severity.MINOR, "D2", _ACCOUNT
    ),
    "secret-password": Kind(
        Bilingual("mot de passe ou code d’accès en clair", "password or access code in clear"),
        Severity.MAJOR,
        _DX,
        _ROTATE,
    ),
    "secret-key": Kind(Bilingual("clé ou jeton d’accès", "access key or token"), Severity.MAJOR, _DX, _ROTATE),
    "secret-banking": Kind(Bilingual("code de banque en ligne", "e-banking code"), Severity.MAJOR, _DX, _ROTATE),
    "secret-recovery-codes": Kind(
        Bilingual("codes de secours d’une double authentification", "recovery codes of a second factor"),
        Severity.MAJOR,
        _DX,
        _ROTATE,
    ),
    "secret-file": Kind(
        Bilingual("coffre de mots de passe ou clé privée", "password safe or private key file"),
        Severity.MAJOR,
        _DX,
        _ROTATE,
    ),
}
"""Every kind of trace, by the id of its rule."""


def message(kind: Kind, count: int, sample: str) -> Bilingual:
    """Say how many of a kind were found, with a masked sample where there is one."""
    shown = f" (« {sample} »)" if sample else ""
    quoted = f" (“{sample}”)" if sample else ""
    fr, en = (name[0].upper() + name[1:] for name in (kind.name.fr, kind.name.en))
    return Bilingual(f"{fr} : {count} occurrence{'s' if count > 1 else ''}{shown}.", f"{en}: {count} found{quoted}.")
