"""What a letter says around its requests, in the words of whoever writes it: the company, or the acquirer’s counsel."""

from __future__ import annotations

from dataroom.model import Bilingual

_PHRASES: dict[str, tuple[Bilingual, Bilingual]] = {
    "heading": (
        Bilingual("{addressee}", "{addressee}"),
        Bilingual("{company} – {addressee}", "{company} – {addressee}"),
    ),
    "heading-company": (Bilingual("{addressee}", "{addressee}"), Bilingual("{addressee}", "{addressee}")),
    "subject-company": (
        Bilingual("pièces à réunir pour nos dossiers", "documents to be gathered for our records"),
        Bilingual(
            "salle de données de {company} – pièces propres à la société",
            "data room of {company} – documents of the company itself",
        ),
    ),
    "subject": (
        Bilingual("pièces à nous transmettre pour nos dossiers", "documents to be sent to us for our records"),
        Bilingual(
            "salle de données de {company} – pièces relatives à {addressee}",
            "data room of {company} – documents about {addressee}",
        ),
    ),
    "introduction": (
        Bilingual(
            "Nous mettons à jour les dossiers de {company} qui portent sur les prestations que vous assurez pour elle. "
            "À la date du {day}, les pièces suivantes manquent ou ne peuvent pas être utilisées. Nous vous serions "
            "reconnaissants de bien vouloir nous les transmettre.",
            "We are bringing up to date the records of {company} on the services that you provide to it. As of {day}, "
            "the following documents are missing or cannot be used. We would be grateful if you could send them to us.",
        ),
        Bilingual(
            "Nous assistons l’acquéreur dans l’examen de la salle de données de {company}. À la date du {day}, les "
            "pièces suivantes, relatives à {addressee}, n’y figurent pas ou ne peuvent pas être utilisées. Nous vous "
            "serions reconnaissants de bien vouloir les y déposer.",
            "We assist the acquirer in reviewing the data room of {company}. As of {day}, the following documents "
            "about {addressee} are not in it or cannot be used. We would be grateful if you could add them.",
        ),
    ),
    "introduction-company": (
        Bilingual(
            "Nous mettons à jour les dossiers de la société. À la date du {day}, les pièces suivantes, qui relèvent de "
            "la société elle-même ou de ses conseils, manquent ou ne peuvent pas être utilisées. Merci de bien vouloir "
            "les réunir.",
            "We are bringing the company’s records up to date. As of {day}, the following documents, which are with "
            "the company itself or its advisers, are missing or cannot be used. Please be so kind as to gather them.",
        ),
        Bilingual(
            "Nous assistons l’acquéreur dans l’examen de la salle de données de {company}. À la date du {day}, les "
            "pièces suivantes, propres à la société, n’y figurent pas ou ne peuvent pas être utilisées. Nous vous "
            "serions reconnaissants de bien vouloir les y déposer.",
            "We assist the acquirer in reviewing the data room of {company}. As of {day}, the following documents of "
            "the company itself are not in it or cannot be used. We would be grateful if you could add them.",
        ),
    ),
    "signature": (
        Bilingual("Pour {company}", "For {company}"),
        Bilingual("Pour le conseil de l’acquéreur", "For the acquirer’s counsel"),
    ),
}


def phrase(name: str, *, acquirer: bool, own: bool) -> Bilingual:
    """Give a phrase with places for {company}, {addressee} and {day}; `own`: of a letter that goes to no provider."""
    alone = f"{name}-company"
    return _PHRASES[alone if own and alone in _PHRASES else name][acquirer]
