"""What minutes say: who was there, which words they use, and which actions they leave open."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dataroom.dates import find_dates
from dataroom.facts.rows import columns_of, lines_of, rows_of
from dataroom.model import Content
from dataroom.text import fold

_ACTIONS = {
    "action": ("action", "decision", "sujet", "description", "objet", "incident", "task"),
    "due": ("echeance", "quand", "pour le", "delai", "date limite", "due", "when", "deadline"),
    "state": ("etat", "statut", "status", "avancement", "state"),
}
_OPEN = re.compile(
    r"(?:ouvert|en cours|a faire|en attente|non fait|non solde|a suivre|open|pending|in progress|to do|ongoing)"
)
_PRESENT = re.compile(r"\s*(?:etaient )?(?:presents?|participants?|present|attendees)\b\s*[:\t]")
_TESTED = re.compile(
    r"\b(?:test|essai|exercice|repetition|simulation|rehearsal)s? (?:annuel |complet |reel |blanc )?"
    r"(?:d'export|d'extraction|de (?:la )?reversibilite|de restitution|de sortie|of (?:the )?(?:exit|export"
    r"|data return))"
    r"|\b(?:exit|export|data return|reversibility) (?:test|rehearsal)\b"
)
_WORD = re.compile(r"[a-z]{5,}")
_MOST_WORDS = 600
_MOST_ACTIONS = 100


def minutes(content: Content) -> Mapping[str, object]:
    """Give the stems of the words of minutes, the line that says who was present, and the actions with a day."""
    words = {word[:6] for page in content.pages[:20] for word in _WORD.findall(fold(page))}
    present = next((line for _, line in lines_of(content) if _PRESENT.match(fold(line))), "")
    return {"words": sorted(words)[:_MOST_WORDS], "present": fold(present)[:300], **actions(content)}


def rehearsed(content: Content) -> Mapping[str, object]:
    """Tell whether a document speaks of a test of export or reversibility, with the page."""
    for page, text in enumerate(content.pages[:40], 1):
        if _TESTED.search(fold(text)):
            return {"page": page}
    return {}


def actions(content: Content) -> Mapping[str, object]:
    """Give the rows of tables of actions that have a day and a state: wording, day, page; those still open alone."""
    columns: dict[str, int] = {}
    found: list[list[object]] = []
    for row in rows_of(content):
        heads = columns_of(row, _ACTIONS)
        if {"action", "due", "state"} <= set(heads):
            columns = heads
        elif columns:
            due = find_dates(row.cell(columns["due"]))
            if due and _OPEN.match(fold(row.cell(columns["state"]))):
                found.append([row.cell(columns["action"])[:120], due[-1].date.isoformat(), row.page])
    return {"open": found[:_MOST_ACTIONS]} if found else {}
