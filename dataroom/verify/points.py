"""What may be said of a seal, a bag, a list or a proof itself, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from dataroom.model import Bilingual
from dataroom.verify.outcome import Point, Standing

MISSING = Bilingual("elle manque", "it is missing")
FORGED = Bilingual("elle est fausse", "it is forged or damaged")
NOT_ANNOUNCED = Bilingual("le sceau n’en annonce pas", "the seal does not announce one")
NO_STAMP = Bilingual("il manque", "it is missing")
NO_SIGNATURE = Bilingual("il ne porte sur aucune signature", "it is over no signature")
"""Why something does not hold."""

_SAYS = {
    "header": {
        Standing.BAD: ("seal.json n’est pas celui d’un sceau : {why}", "seal.json is not that of a seal: {why}"),
    },
    "files": {
        Standing.GOOD: (
            "les {count} autres fichiers du sceau sont ceux que seal.json désigne",
            "the {count} other files of the seal are those that seal.json names",
        ),
        Standing.BAD: (
            "des fichiers du sceau ne sont pas ceux que seal.json désigne : {why}",
            "files of the seal are not those that seal.json names: {why}",
        ),
    },
    "lists": {
        Standing.GOOD: (
            "les listes disent la même chose, leur racine est celle du sceau",
            "the lists say the same, and their root is that of the seal",
        ),
        Standing.BAD: ("les listes ne sont pas celles du sceau : {why}", "the lists are not those of the seal: {why}"),
    },
    "head": {
        Standing.GOOD: ("ce sceau est bien celui que vous attendiez", "this is the seal that you expected"),
        Standing.BAD: (
            "ce n’est pas le sceau que vous attendiez, mais un autre, ou un ancien : sa tête est {why}",
            "this is not the seal that you expected, but another one, or an old one: its head is {why}",
        ),
        Standing.UNCHECKED: (
            "que ce sceau est bien le dernier : donnez --expect-head, reçu par une autre voie",
            "that this is the seal you were told of, and the last one: give --expect-head, received by another way",
        ),
    },
    "signature": {
        Standing.GOOD: ("signé par la clé {why}", "signed by the key {why}"),
        Standing.BAD: ("la signature : {why}", "the signature: {why}"),
        Standing.UNCHECKED: (
            "qui a fait ce sceau : il n’est pas signé",
            "who made this seal: it is not signed",
        ),
    },
    "signature-tool": {
        Standing.BAD: (
            "la signature n’a pas pu être vérifiée : ssh-keygen manque sur cette machine",
            "the signature could not be checked: this machine has no ssh-keygen",
        ),
        Standing.UNCHECKED: (
            "la signature : ssh-keygen manque sur cette machine",
            "the signature: this machine has no ssh-keygen",
        ),
    },
    "signer": {
        Standing.GOOD: ("le signataire est celui que vous attendiez", "the signer is the one that you expected"),
        Standing.BAD: (
            "SIGNATAIRE INCONNU : ce n’est pas la clé que vous attendiez",
            "UNKNOWN SIGNER: not the key that you expected",
        ),
        Standing.UNCHECKED: (
            "SIGNATAIRE INCONNU : à qui est cette clé (donnez --signer, reçu par une autre voie)",
            "UNKNOWN SIGNER: whose key that is (give --signer, received by another way)",
        ),
    },
    "timestamp": {
        Standing.GOOD: ("horodaté le {why} par une autorité reconnue", "timestamped at {why} by a known authority"),
        Standing.BAD: ("l’horodatage : {why}", "the timestamp: {why}"),
        Standing.UNCHECKED: (
            "la date du sceau : il n’est pas horodaté",
            "the date of the seal: it has no timestamp",
        ),
    },
    "timestamp-pending": {
        Standing.UNCHECKED: (
            "la date du sceau : l’horodatage demandé n’est pas encore là",
            "the date of the seal: the timestamp that was asked for has not come yet",
        ),
    },
    "timestamp-authority": {
        Standing.UNCHECKED: (
            "qui a donné l’horodatage du {why}, par ailleurs intact (donnez --tsa-ca, le certificat de l’autorité)",
            "who gave the timestamp of {why}, itself intact (give --tsa-ca, the certificate of the authority)",
        ),
    },
    "timestamp-tool": {
        Standing.UNCHECKED: (
            "l’horodatage : openssl manque sur cette machine",
            "the timestamp: this machine has no openssl",
        ),
        Standing.BAD: (
            "l’horodatage n’a pas pu être vérifié : openssl manque sur cette machine",
            "the timestamp could not be checked: this machine has no openssl",
        ),
    },
    "chain": {
        Standing.GOOD: ("ce sceau suit celui que vous donnez", "this seal follows the one that you gave"),
        Standing.BAD: (
            "ce sceau ne suit pas celui que vous donnez : il nomme {why}",
            "this seal does not follow the one that you gave: it names {why}",
        ),
        Standing.UNCHECKED: (
            "la chaîne : ce sceau suit celui dont la tête est {why} (donnez --previous)",
            "the chain: this seal follows the one whose head is {why} (give --previous)",
        ),
    },
    "report": {
        Standing.GOOD: (
            "le rapport joint porte sur cet état de la salle",
            "the report carried is about this state of the room",
        ),
        Standing.UNCHECKED: (
            "le rapport joint porte sur un autre état de la salle que ce sceau",
            "the report carried is about another state of the room than this seal",
        ),
    },
    "list": {
        Standing.GOOD: ("{count} lignes, {why}", "{count} lines, {why}"),
        Standing.UNCHECKED: (
            "d’où vient cette liste : elle n’est liée à rien",
            "where this list comes from: nothing binds it",
        ),
    },
    "weak": {
        Standing.UNCHECKED: (
            "les falsifications : {why} ne décèle que les accidents",
            "forgeries: {why} finds accidents only",
        ),
    },
    "bag": {
        Standing.GOOD: ("un bag BagIt {why}, conforme dans sa forme", "a BagIt {why} bag, valid in form"),
        Standing.BAD: ("le bag : {why}", "the bag: {why}"),
        Standing.UNCHECKED: ("le bag : {why}", "the bag: {why}"),
    },
    "proof": {
        Standing.GOOD: (
            "« {why} » est la ligne {index} sur {count} d’un sceau dont la racine est celle-là",
            "“{why}” is line {index} of {count} of a seal that has this root",
        ),
        Standing.BAD: ("la preuve ne tient pas : {why}", "the proof does not hold: {why}"),
    },
}


def point(what: str, standing: Standing, **values: object) -> Point:
    """Say one thing."""
    french, english = _SAYS[what][standing]
    said = Bilingual(french.format(**_in(values, "fr")), english.format(**_in(values, "en")))
    return Point(what, standing, said)


def _in(values: Mapping[str, object], lang: str) -> dict[str, object]:
    return {name: getattr(v, lang) if isinstance(v, Bilingual) else v for name, v in values.items()}


def good(what: str, **values: object) -> Point:
    """Say that something holds."""
    return point(what, Standing.GOOD, **values)


def bad(what: str, **values: object) -> Point:
    """Say that something does not hold."""
    return point(what, Standing.BAD, **values)


def unchecked(what: str, **values: object) -> Point:
    """Say what was not looked at, or could not be."""
    return point(what, Standing.UNCHECKED, **values)
