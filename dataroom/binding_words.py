"""What is said of the papers that bind a provider or the company, in French and in English."""

from __future__ import annotations

from dataroom.model import Bilingual, Clause, Document


def may_hold(document: Document, name: Bilingual, page: int, words: str) -> Bilingual:
    """Say that a contract has words that may be of a clause, which was not recognised as such."""
    file = document.name
    return Bilingual(
        f"« {name.fr} » : non reconnue, mais « {file} » en porte des mots (page {page} : « {words} ») ; à lire.",
        f"“{name.en}”: not recognised, but “{file}” has words of it (page {page}: “{words}”); to be read.",
    )


def unusable_beside(document: Document) -> Bilingual:
    """Say that another contract of the same provider cannot be relied on."""
    name = document.name
    return Bilingual(
        f"« {name} », du même prestataire, n’est pas exploitable : la clause peut y être.",
        f"“{name}”, of the same provider, cannot be used: the clause may be in it.",
    )


def unread_beside(document: Document) -> Bilingual:
    """Say that a paper of the same provider was not read with certainty."""
    name = document.name
    return Bilingual(
        f"« {name} », du même prestataire, n’a pas été lu avec certitude : la clause peut y être.",
        f"“{name}”, of the same provider, was not read with certainty: the clause may be in it.",
    )


def annex_absent(document: Document) -> Bilingual:
    """Say that a contract cites an annex that is not there."""
    name = document.name
    return Bilingual(
        f"« {name} » cite une annexe qui n’est pas dans la salle : la clause peut y être.",
        f"“{name}” cites an annex that is not in the room: the clause may be in it.",
    )


def terms_absent(document: Document) -> Bilingual:
    """Say that the general terms to which a contract refers were not found or not read."""
    name = document.name
    return Bilingual(
        f"« {name} » renvoie à des conditions générales qui n’ont pas été trouvées dans la salle, ou pas lues.",
        f"“{name}” refers to general terms that were not found in the room, or not read.",
    )


def amendment_absent(number: int) -> Bilingual:
    """Say which amendment is not there."""
    return Bilingual(
        f"L’avenant n° {number} n’est pas dans la salle : la clause peut y être.",
        f"Amendment no. {number} is not in the room: the clause may be in it.",
    )


def little_read(name: Bilingual) -> Bilingual:
    """Say that too little of a contract was recognised to rely on its silence."""
    return Bilingual(
        f"« {name.fr} » : non trouvée, mais trop peu de clauses ont été reconnues pour conclure à son absence.",
        f"“{name.en}”: not found, but too few clauses were recognised to take it to be absent.",
    )


def found_beside(document: Document, name: Bilingual, page: int) -> Bilingual:
    """Say in which paper beside the contract a clause stands."""
    file = document.name
    return Bilingual(
        f"« {name.fr} » : dans « {file} » (page {page}), qui fait partie du contrat.",
        f"“{name.en}”: in “{file}” (page {page}), which is part of the contract.",
    )


def left_to_another(document: Document, name: Bilingual, clause: Clause) -> Bilingual:
    """Say that a contract leaves a clause to a paper above it, in which nobody found it."""
    file, page = document.name, clause.page or 1
    return Bilingual(
        f"« {name.fr} » : « {file} » (page {page}) ne fait que renvoyer au contrat-cadre, où elle n’a pas été trouvée.",
        f"“{name.en}”: “{file}” (page {page}) only refers to the framework agreement, in which it was not found.",
    )


def denied(document: Document, words: str) -> Bilingual:
    """Say that a document says that none is due."""
    name = document.name
    return Bilingual(
        f"« {name} » dit que la pièce n’est pas due (« {words} ») : à confirmer pour cette période.",
        f"“{name}” says that none is due (“{words}”): to be confirmed for that period.",
    )


def left_to_an_annex(document: Document, name: Bilingual, label: str) -> Bilingual:
    """Say that a clause leaves what it is about to an annex that is not there."""
    file = document.name
    return Bilingual(
        f"« {name.fr} » : « {file} » renvoie à « {label} », qui n’est pas dans la salle.",
        f"“{name.en}”: “{file}” refers to {label}, which is not in the room.",
    )


def taken_over(document: Document) -> Bilingual:
    """Say that a data processing agreement for every client needs no signature of its own (GDPR art. 28 § 9)."""
    name = document.name
    return Bilingual(
        f"« {name} » n’est pas signé ; le RGPD (art. 28 § 9) veut un écrit, électronique compris : il suffit que le "
        "contrat signé, ou une acceptation en ligne, y renvoie. À confirmer.",
        f"“{name}” is not signed; the GDPR (art. 28 § 9) requires writing, electronic included: it is enough that the "
        "signed contract, or an online acceptance, refers to it. To be confirmed.",
    )


def not_a_holder(document: Document, provider: str) -> Bilingual:
    """Say that a table of access rights names a provider, but not as the holder of an account."""
    name = document.name
    return Bilingual(
        f"« {name} » nomme {provider}, mais aucun compte n’y est lu comme tenu par ce prestataire.",
        f"“{name}” names {provider}, but no account was read in it as held by that provider.",
    )


def not_the_author(document: Document, provider: str) -> Bilingual:
    """Say that an offer names a provider, but not where its author would stand."""
    name = document.name
    return Bilingual(
        f"« {name} » nomme {provider} sans le donner pour auteur de l’offre : à confirmer.",
        f"“{name}” names {provider}, but not as the author of the offer: to be confirmed.",
    )


def another_heads(document: Document) -> Bilingual:
    """Say that another company stands at the head of a paper."""
    name = document.name
    return Bilingual(
        f"« {name} » porte en tête le nom d’une autre société : à confirmer.",
        f"“{name}” bears another company’s name at its head: to be confirmed.",
    )


def no_issuer(document: Document) -> Bilingual:
    """Say that it was not read who issued an invoice."""
    name = document.name
    return Bilingual(
        f"« {name} » : l’émetteur n’a pas été lu avec certitude : à confirmer.",
        f"“{name}”: who issued it was not read with certainty: to be confirmed.",
    )


def small_contract(amount: int) -> Bilingual:
    """Say that the contract itself announces less a year than what the duty begins at."""
    return Bilingual(
        f"Le contrat annonce {amount} € par an : sous le seuil, sauf autres montants facturés dans l’année.",
        f"The contract announces €{amount} a year: below the threshold, unless more was invoiced in the year.",
    )


def staff_read(count: int) -> Bilingual:
    """Say that the accounts tell fewer employees than the duty begins at."""
    return Bilingual(
        f"Les derniers comptes indiquent un effectif moyen de {count} : sous le seuil, sauf évolution depuis.",
        f"The latest accounts tell an average headcount of {count}: below the threshold, unless it has changed since.",
    )


def personal(document: Document) -> Bilingual:
    """Say that an undertaking binds one person only."""
    name = document.name
    return Bilingual(
        f"« {name} » est l’engagement d’une personne : il ne lie pas le prestataire lui-même.",
        f"“{name}” is the undertaking of one person: it does not bind the provider itself.",
    )


def of_no_process(document: Document) -> Bilingual:
    """Say that the title of a procedure does not say of which process it is."""
    name = document.name
    return Bilingual(
        f"« {name} » ne dit pas dans son titre de quel processus il s’agit : à confirmer.",
        f"“{name}” does not say in its title which process it is about: to be confirmed.",
    )


def undated(document: Document) -> Bilingual:
    """Say that a piece of a series may be the one asked for, as its date was not read."""
    name = document.name
    return Bilingual(
        f"« {name} » est une pièce de cette série dont la date n’a pas été lue : à dater.",
        f"“{name}” is a document of this series whose date was not read: to be dated.",
    )
