"""How many personal data and secrets are found of those planted in made-up texts, and how many alarms are false.

    python benchmarks/planted.py [--count 200] [--seed 1]

For each identifier, texts that hold a right one as people write it, and texts that hold its look-alike: a wrong key,
another number of the same length, a sentence about it. Nothing here is a real person's.
"""

from __future__ import annotations

import argparse
import random
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dataroom.confidential import examine
from dataroom.identifiers import luhn, nir_key

Made = Callable[[random.Random], str]
FIRST = ("Paul", "Ève", "Jean-Marc", "Zoé", "Amélie", "Loïc", "Inès", "Hugo")
LAST = ("Garcin", "Morel", "Le Goff", "Dubreuil", "N’Diaye", "Lefèvre", "Ozanne", "Da Silva")
MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "août", "septembre", "octobre", "décembre")


def digits(chance: random.Random, count: int) -> str:
    """Give so many digits."""
    return "".join(chance.choices(string.digits, k=count))


def person(chance: random.Random) -> str:
    """Give a name with its title."""
    title, first = chance.choice((("M.", FIRST[0]), ("Mme", FIRST[1]), ("M.", FIRST[5]), ("Mme", FIRST[4])))
    return f"{title} {first} {chance.choice(LAST)}"


def spaced(number: str, sizes: tuple[int, ...], gap: str) -> str:
    """Give a number in groups."""
    parts, at = [], 0
    for size in sizes:
        parts.append(number[at : at + size])
        at += size
    return gap.join([*parts, number[at:]] if number[at:] else parts)


def nir(chance: random.Random, wrong: int = 0) -> str:
    """Give a number of the social security, its key off by `wrong`."""
    place = chance.choice(("75", "13", "69", "2A", "2B", "971"))
    head = f"{chance.choice('12')}{chance.randint(40, 99)}{chance.randint(1, 12):02}{place}"
    number = head + digits(chance, 13 - len(head))
    key = ((nir_key(number) or 1) - 1 + wrong) % 97 + 1
    return f"{number}{key:02}"


def iban(chance: random.Random, wrong: int = 0) -> str:
    """Give a French IBAN with the key of its RIB."""
    bank, branch, account = digits(chance, 5), digits(chance, 5), digits(chance, 11)
    rib = f"{bank}{branch}{account}{97 - (89 * int(bank) + 15 * int(branch) + 3 * int(account)) % 97:02}"
    key = 98 - int(f"{rib}152700") % 97
    return f"FR{(key + wrong) % 98:02}{rib}"


def card(chance: random.Random, wrong: int = 0) -> str:
    """Give the number of a payment card."""
    head = chance.choice("45") + digits(chance, 14)
    head = ("5" + chance.choice("12345") + head[2:]) if head[0] == "5" else head
    good = next(str(n) for n in range(10) if luhn(head + str(n)))
    return head + str((int(good) + wrong) % 10)


def tax(chance: random.Random) -> str:
    """Give a tax number of a person."""
    head = chance.choice("0123") + digits(chance, 9)
    return f"{head}{int(head) % 511:03}"


def phone(chance: random.Random, kinds: str) -> str:
    """Give a phone number of one of some kinds, by their digit."""
    return spaced(f"0{chance.choice(kinds)}{digits(chance, 8)}", (2,) * 5, " ")


def day(chance: random.Random) -> str:
    """Give a date as people write it."""
    at = chance.randint(1, 28), chance.randint(1, 12), chance.randint(1950, 2005)
    word = f"{at[0]} {chance.choice(MONTHS)} {at[2]}"
    return chance.choice((f"{at[0]:02}/{at[1]:02}/{at[2]}", f"{at[0]:02}.{at[1]:02}.{at[2]}", word))


def password(chance: random.Random) -> str:
    """Give something that people take for a good password."""
    return chance.choice(("Soleil", "Kiwi", "mistral", "Paie", "lavande")) + digits(chance, 3) + chance.choice("!#-_x")


def token(chance: random.Random, letters: str, count: int) -> str:
    """Give so many letters of an alphabet."""
    return "".join(chance.choices(letters, k=count))


def either(*ways: Made) -> Made:
    """Give one of several ways to write."""
    return lambda chance: chance.choice(ways)(chance)


@dataclass(frozen=True)
class Kind:
    """How an identifier is written, and what is like it; `rules` are those that may tell it."""

    name: str
    rules: tuple[str, ...]
    right: Made
    wrong: Made


KINDS = (
    Kind(
        "nir", ("personal-data-nir",),
        either(
            lambda c: f"N° de sécurité sociale : {nir(c)}",
            lambda c: f"{person(c)}\t{spaced(nir(c), (1, 2, 2, 2, 3, 3, 2), ' ')}\tCDI",
            lambda c: f"Matricule 12, {spaced(nir(c), (1, 2, 2, 2, 3, 3, 2), chr(0xA0))}",
            lambda c: f"{LAST[1]};{nir(c)};1;2 450,00",
            lambda c: f"NIR {spaced(nir(c), (13, 2), ' ')}",
        ),
        either(
            lambda c: f"Référence {nir(c, c.randint(1, 90))} du lot",
            lambda c: f"Commande 4{digits(c, 14)}",
            lambda _: "Le numéro de sécurité sociale figure au contrat.",
        ),
    ),
    Kind(
        "spi", ("personal-data-tax-number",),
        either(
            lambda c: f"Numéro fiscal : {tax(c)}",
            lambda c: f"N° fiscal de référence (SPI) : {spaced(tax(c), (2, 2, 3, 3, 3), ' ')}",
        ),
        either(lambda c: f"Dossier {digits(c, 13)}", lambda c: f"EAN 3{digits(c, 12)}"),
    ),
    Kind(
        "card_pan", ("personal-data-card",),
        either(
            lambda c: f"Carte bancaire n° {spaced(card(c), (4, 4, 4, 4), ' ')}, exp. 09/27",
            lambda c: f"CB {card(c)}",
            lambda c: f"Visa : {spaced(card(c), (4, 4, 4, 4), '-')}",
        ),
        either(
            lambda c: f"Carte {card(c, c.randint(1, 9))}",
            lambda c: f"SIRET {digits(c, 14)}",
            lambda c: f"Écriture {digits(c, 16)} au journal",
        ),
    ),
    Kind(
        "iban of a person", ("personal-data-bank-account",),
        either(
            lambda c: f"{person(c)}\nIBAN {spaced(iban(c), (4, 4, 4, 4, 4, 4, 3), ' ')}",
            lambda c: f"Titulaire du compte : {person(c)}\nIBAN : {iban(c)}",
        ),
        either(
            lambda c: f"{person(c)}\nRéférence {iban(c, c.randint(1, 90))}",
            lambda c: f"Société Untel SARL\nIBAN {iban(c)}",
        ),
    ),
    Kind(
        "iban", ("bank-details", "personal-data-bank-account"),
        either(
            lambda c: f"Société Untel SARL - IBAN {spaced(iban(c), (4, 4, 4, 4, 4, 4, 3), ' ')} - BIC PSSTFRPP",
            lambda c: f"RIB : {spaced(iban(c)[4:], (5, 5, 11, 2), ' ')}",
        ),
        either(
            lambda c: f"Référence {iban(c, c.randint(1, 90))}",
            lambda c: f"TVA FR{digits(c, 11)}",
        ),
    ),
    Kind(
        "birth", ("personal-data-birth-date",),
        either(
            lambda c: f"{person(c)}, né le {day(c)} à Lyon",
            lambda c: f"Date de naissance : {day(c)}",
            lambda c: f"née le {day(c)}",
        ),
        either(lambda c: f"Fait à Lyon, le {day(c)}", lambda c: f"Contrat né d’un accord du {day(c)}"),
    ),
    Kind(
        "address", ("personal-data-home-address",),
        either(
            lambda c: f"{person(c)}, demeurant {c.randint(1, 99)} rue de la République, 69002 Lyon",
            lambda c: f"{person(c)}, domiciliée {c.randint(1, 99)} bis avenue Foch, 13006 Marseille",
        ),
        either(
            lambda c: f"La société Untel, domiciliée {c.randint(1, 99)} rue de la République, 69002 Lyon",
            lambda c: f"Les clauses demeurant applicables après {c.randint(2, 36)} mois",
        ),
    ),
    Kind(
        "phones", ("personal-data-phone",),
        lambda c: "\n".join(f"{person(c)} {phone(c, '67')}" for _ in range(9)),
        lambda c: "\n".join(f"Agence {n} : {phone(c, '14')}" for n in range(9)),
    ),
    Kind(
        "password", ("secret-password",),
        either(
            lambda c: f"Mot de passe : {password(c)}",
            lambda c: f"login : compta / mdp : {password(c)}",
            lambda c: f"Site\tIdentifiant\tMot de passe\nurssaf.fr\tpgarcin\t{password(c)}",
            lambda c: f"Le mot de passe du compte est {password(c)}",
            lambda c: f"password={password(c)}",
            lambda c: f"Code alarme : {digits(c, 4)}",
        ),
        either(
            lambda c: f"Mot de passe : {c.randint(8, 14)} caractères minimum",
            lambda c: f"Les mots de passe sont changés tous les {c.randint(30, 90)} jours.",
            lambda _: "Mot de passe : communiqué séparément",
            lambda c: f"Code postal : {digits(c, 5)} - code client : {digits(c, 5)}",
        ),
    ),
    Kind(
        "api_key", ("secret-key",),
        either(
            lambda c: f"AKIA{token(c, string.ascii_uppercase + '234567', 16)}",
            lambda c: f"jeton ghp_{token(c, string.ascii_letters + string.digits, 36)}",
            lambda c: f"sk_live_{token(c, string.ascii_letters + string.digits, 24)}",
            lambda c: f"-----BEGIN {c.choice(('RSA ', 'EC ', '', 'OPENSSH '))}PRIVATE KEY-----\nMIIE",
            lambda c: f"API_SECRET={token(c, string.ascii_letters + string.digits, 20)}",
        ),
        either(
            lambda c: f"SHA-256 : {token(c, '0123456789abcdef', 64)}",
            lambda c: f"Commande {token(c, '0123456789abcdef', 8)}-{token(c, '0123456789abcdef', 4)}",
            lambda _: "-----BEGIN CERTIFICATE-----\nMIIE",
        ),
    ),
    Kind(
        "mrz", ("personal-data-identity-document",),
        either(
            lambda c: f"IDFRAGARCIN{'<' * 19}{digits(c, 6)}\n{digits(c, 12)}PAUL{'<' * 10}{digits(c, 6)}3M1",
            lambda c: f"P<FRAMOREL<<EVE{'<' * 29}\n{digits(c, 9)}4FRA{digits(c, 6)}2F{digits(c, 7)}{'<' * 14}04",
        ),
        either(lambda c: f"Tableau <<{digits(c, 4)}>> de la page", lambda _: "La copie du passeport est jointe."),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Score:
    """Of so many planted and so many look-alikes, how many were told; and what was missed or told wrongly."""

    found: int
    alarms: int
    count: int
    missed: tuple[str, ...]
    wrong: tuple[str, ...]


def scores(count: int, seed: int) -> Iterator[tuple[Kind, Score]]:
    """Plant so many of each kind, and look for them."""
    for kind in KINDS:
        chance = random.Random(f"{seed} {kind.name}")  # noqa: S311 - texts, not secrets
        right = [kind.right(chance) for _ in range(count)]
        wrong = [kind.wrong(chance) for _ in range(count)]
        missed = tuple(text for text in right if not _told(text, kind.rules))
        alarms = tuple(text for text in wrong if _told(text, kind.rules))
        yield kind, Score(count - len(missed), len(alarms), count, missed, alarms)


def _told(text: str, rules: tuple[str, ...]) -> bool:
    return any(finding.rule in rules for finding in examine([text], "piece.txt", ()).findings)


def main() -> None:
    """Print one line a kind."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print what was missed and what was told wrongly")
    options = parser.parse_args()
    print(f"{'identifier':18} recall  false alarms  (of {options.count} planted, {options.count} look-alikes)")
    for kind, score in scores(options.count, options.seed):
        print(f"{kind.name:18} {score.found / score.count:6.1%}  {score.alarms / score.count:12.1%}")
        for text in (*score.missed[:3], *score.wrong[:3]) if options.show else ():
            print(f"    {'missed' if text in score.missed else 'alarm'}: {text!r}")


if __name__ == "__main__":
    main()
