"""What is said of a document whose reading was lost: it took too long, too much memory, or its worker's life."""

from __future__ import annotations

from typing import Literal

from dataroom.model import Bilingual, State

TIMEOUT = 20.0
"""Seconds that a worker may take for one document, be it a file or a member of an archive."""
MEMORY_LIMIT = 1 << 30
"""Bytes that a worker may take."""

Loss = Literal["timeout", "crash", "memory"]

STATES: dict[Loss, State] = {"timeout": State.TIMEOUT, "memory": State.TOO_LARGE, "crash": State.CORRUPT}
REASONS: dict[Loss, Bilingual] = {
    "timeout": Bilingual(
        f"la lecture a été arrêtée après {TIMEOUT:g} secondes", f"reading was stopped after {TIMEOUT:g} seconds"
    ),
    "memory": Bilingual("la lecture demandait trop de mémoire", "reading took too much memory"),
    "crash": Bilingual("la lecture a fait tomber son processus", "reading it brought its process down"),
}
REST = Bilingual(
    "le reste de l’archive n’a pas été lu (temps épuisé, ou archive abîmée) : décompressez-la dans la salle",
    "the rest of the archive was not read (out of time, or a damaged archive): unpack it in the room",
)
NESTED = Bilingual(
    "les archives contenues dans l’archive se décompressent sans fin : le reste n’a pas été lu ; "
    "décompressez-la dans la salle",
    "the archives within the archive inflate without end: the rest was not read; unpack it in the room",
)


def too_deep(levels: int) -> Bilingual:
    """Say that an archive within archives was not opened."""
    return Bilingual(
        f"archives dans des archives : au-delà de {levels} niveaux, rien n’a été ouvert",
        f"archives within archives: beyond {levels} levels nothing was opened",
    )
