"""Whether what a parser gives for text is language at all: fonts with wrong tables give letters, but no words.

Pairs of letters: in French, English and their neighbours at least two thirds of them are of the 126 commonest; letters
exchanged at random reach two fifths at most. Accents: in subsets of fonts only letters beyond ASCII change places.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from itertools import filterfalse
from typing import Literal

_COMMON = (
    "es le de en re nt on er te ou se it me an ai qu el ti ne is la ns ur ie et ra st in ue si ce ec co pa tr ro "
    "li us di io em ss at ta ri al ma po au ar ir nc mp om or un ui ci ve av pr th he nd ha ed to ea hi as ng of "
    "sa ld ll id ic ch ct rm ac da na ca il so su no pe ge vi fi ni lo mo tu do ei sc be nn tt ag ig ay by ot ut "
    "ts rt rs ly ho ow wi fo sh ee pl up fa am ab ad im ap"
)
_PAIRS = tuple(pair.encode() for pair in _COMMON.split())
_LEAST_SHARE = 0.5
_FEWEST_PAIRS = 80
_FEWEST_VISIBLE = 60
_LONGEST = 4_000
_LETTERS_ALONE = bytes(byte if chr(byte).islower() and byte < 0x80 else 0x20 for byte in range(256))
_LEADERS = re.compile(r"[\s._…·–—\-|□☐☒✓•]+")
# Words that French papers are full of; their accents are what a wrong table changes first.
_ACCENTED = (
    "société sociétés présent présente présentes durée année années période numéro référence références "
    "déclaration déclarations sécurité général générale générales délai délais réunion février août décembre "
    "siège qualité procès président présidente associé associés résolution résolutions salarié salariés salariée "
    "congés prélèvement téléphone représentée représenté représentant dénommée désigné désignée après être même "
    "mêmes très également différents conformément intérêt intérêts préavis résiliation réversibilité "
    "confidentialité responsabilité pénalités propriété données exécution résultat résultats comptabilité "
    "immatriculée immatriculé créances créance réalisé réalisés réalisée opérations opération médecin employés "
    "employé activité activités état états fiscalité bénéfice règlement modèle dernière première manière clôture "
    "contrôle contrôles coût coûts établi établie établissement prévu prévue prévus échéance échéances éléments "
    "élément écritures écriture égal prénom arrêté arrêtés matière compétence nécessaire nécessaires unité "
    "quantité montré précédent détail détails régularisation rémunération réglementaire règlementaire étude "
    "itinéraire légale légal français française françaises sincère sincères fidèle financière financières règle "
    "règles dépôt dépôts trésorerie numérique prévoyance régime régimes régionale congé équipe équipes "
    "bénéficiaire bénéficiaires sécurisé entité matériel électronique électroniques vérification vérifié vérifiée "
    "validité émis émise émission reçu reçue reçus reçues pièce pièces appelées mémoire catégorie catégories "
    "intérim démission médical médicale hébergement sauvegardé journée journées évolution évolutions écart écarts "
    "améliorer améliorée amélioration décision décisions délégation délégué déléguée dépenses dépense décret "
    "défaut défaillance dérogation désignation destinée échange échanges égalité élection éligible énergie entrée "
    "entrées épargne étape étapes étranger évaluation événement expérience extérieur fermé fichée financé "
    "génération gérant gérante gérée hiérarchique identité impayé impayés impôt impôts inférieur supérieur "
    "supérieure intégralité intermédiaire légales majorité marché marchés mensualité métier métiers modalité "
    "modalités montée mutualité nationalité négociation obligé organisé organisée paramétrage parité particulière "
    "pérenne personnalité planifié possibilité précise préjudice préparation présence privé prière procédé "
    "procédure procédures propriétaire protégé protégée qualifié quittée régulier régulière remboursé réception "
    "récapitulatif recommandée réduction référentiel régularité réparation répartition répondre réponse réseau "
    "réseaux réserve réserves résidence restitué révision sincérité soldée soussigné soussignée soussignés "
    "spécifique spécifiques succédé système systèmes télétravail traité traitée utilisé utilisés utilisée "
    "vérifier versée versé zéro contrôlé bâtiment connaître maître prêt prêts tâche tâches arrêt arrêts enquête "
    "forêt extrême fenêtre requête conquête voilà délibération"
)
_TOKEN = re.compile("[a-z\x80-\U0010ffff]+")
_MARKS = re.compile("[\xa0’‘“”«»–—…\u2000-\u200f\u202f]")
_BEYOND = re.compile("[^a-z]")
# Control characters (U+FFFE and U+0002 are hyphens at the end of a line, to pdfium), and signs that part no words.
_CONTROL = "[\x00\x01\x03-\x08\x0e-\x1f\x7f-\x9f\ufffd\ud800-\udfff]"
_SIGN = "[¡-©«-±²³¶-»¿×÷–—€]"
_CONTROL_OR_SIGN = re.compile(f"[{_CONTROL[1:-1]}{_SIGN[1:-1]}À-Ý](?:(?<={_CONTROL})|(?<=[a-zà-ÿ].))", re.DOTALL)
"""What each match of `_IN_WORD` holds: found faster, where there is none."""
_IN_WORD = re.compile(f"[^\\W\\d_]{_CONTROL}|{_CONTROL}[^\\W\\d_]|[a-zà-ÿ](?:{_SIGN}[a-zà-ÿ]|[À-Ý](?![A-ZÀ-Ý]))")
_FEWEST_STRANGE = 2
_WORDS_TOO = (
    "donnes annes chance chances employ employs entre entres mission missions change changes fiche solde quitte monte "
    "march marchs grant grante trait traite destine recommande lection valuation volution volutions tapes matre "
    "prenne carts tranger journes montr oblig chang"
)
_OTHERS = frozenset(_WORDS_TOO.split())
_LONG = 5
_NEVER_ALONE = "èéêëîïûüùçâ"
_FEWEST_WRONG = 2
_FEWEST_MISSPELT = 3


def is_gibberish(text: str) -> bool:
    """Tell whether a page of some length is made of letters that make no words."""
    text = text[:_LONGEST]
    letters = _letters(text)
    blanks = letters.count(b" ")
    if (len(letters) - blanks) * 2 < len(text) - text.count(" ") and _is_mostly_signs(text):
        return True
    count = len(letters) - blanks - len(letters.split())
    return count >= _FEWEST_PAIRS and not _reaches(letters, count * _LEAST_SHARE)


def _is_mostly_signs(text: str) -> bool:
    visible = _LEADERS.sub("", text)
    return len(visible) >= _FEWEST_VISIBLE and sum(map(str.isalnum, visible)) * 2 < len(visible)


def _reaches(letters: bytes, least: float) -> bool:
    """Tell whether common pairs stand at least so many times; the commonest few dozen are enough for most pages."""
    common = 0
    for pair in _PAIRS:
        common += letters.count(pair)
        if common >= least:
            return True
    # Of three equal letters in a row one pair alone was counted so far.
    known = frozenset(_PAIRS)
    return sum(letters[at : at + 2] in known for at in range(len(letters))) >= least


def has_lost_letters(text: str) -> bool:
    """Tell whether control characters or signs stand in words, where letters are drawn that no table explains."""
    return _CONTROL_OR_SIGN.search(text) is not None and len(_IN_WORD.findall(text)) >= _FEWEST_STRANGE


def _letters(text: str) -> bytes:
    """Give the letters without their marks, a blank for all else: done for each page, hence by whole texts."""
    folded = unicodedata.normalize("NFD", text.lower())
    for mark in filter(unicodedata.combining, set(folded)):
        folded = folded.replace(mark, "")
    return folded.encode("ascii", "replace").translate(_LETTERS_ALONE)


def has_wrong_accents(text: str) -> bool:
    """Tell whether the accented letters of French words are missing, or others stand in their place.

    Words written without accents, or with another one on the right letter, are what people write.
    """
    tokens = _TOKEN.findall(_MARKS.sub(" ", unicodedata.normalize("NFC", text.lower())))
    counts = Counter({"wrong": sum(map(_robbed().__contains__, tokens))})
    for word, times in Counter(filterfalse(str.isascii, tokens)).items():
        counts[_judged(word)] += times
        counts["alone"] += times * (len(word) == 1 and word in _NEVER_ALONE)
    misspelt = counts["misspelt"]
    strange = max(counts["wrong"], counts["alone"] - 1)
    return strange >= _FEWEST_WRONG or (misspelt >= _FEWEST_MISSPELT and misspelt > counts["right"])


@lru_cache(maxsize=4096)
def _judged(word: str) -> Literal["right", "misspelt", "wrong", "unknown"]:
    """Say what becomes of a word that is not ASCII; a text holds few, again and again."""
    meant = _meant().get(_BEYOND.sub("?", word), ())
    if word in meant:
        return "right"
    if _bare(word) in map(_bare, meant):
        return "misspelt"
    return "wrong" if meant else "unknown"


def _bare(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))


@cache
def _meant() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for word in _ACCENTED.split():
        key = _BEYOND.sub("?", word)
        found[key] = (*found.get(key, ()), word)
    return found


@cache
def _robbed() -> frozenset[str]:
    """Give what is left of the words when their accented letters are dropped, where that is no other word."""
    words = _ACCENTED.split()
    left = {_BEYOND.sub("", word) for word in words}
    return frozenset(word for word in left if len(word) >= _LONG) - _OTHERS - set(map(_bare, words))
