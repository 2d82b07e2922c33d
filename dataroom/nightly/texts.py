"""What a night says to whoever watches it after all: a line a room, a line at the end."""

from __future__ import annotations

from collections.abc import Sequence

from dataroom.model import Bilingual
from dataroom.nightly.outcome import Outcome
from dataroom.printable import visible
from dataroom.report.texts import VERDICTS
from dataroom.report.words import pick, some

_KEPT = (
    Bilingual("salle a déjà son verdict", "room has its verdict already"),
    Bilingual("salles ont déjà leur verdict", "rooms have their verdict already"),
)
_GOING_ON = Bilingual("Reprise\u00a0:", "Going on:")
SKIPPED = Bilingual(
    "non contrôlée : le passage s’arrête à la première salle sans verdict (on_failure)",
    "not checked: the run stops at the first room without a verdict (on_failure)",
)
NO_TIME = Bilingual(
    "non contrôlée : le temps de la nuit est écoulé ; elle passera en premier la prochaine fois",
    "not checked: the time of the night is over; it comes first the next time",
)
UNCHANGED = Bilingual("inchangée depuis le", "unchanged since")
NO_VERDICT = Bilingual("AUCUN VERDICT", "NO VERDICT")
_ROOMS = (Bilingual("salle", "room"), Bilingual("salles", "rooms"))
_WITH = (Bilingual("verdict rendu", "verdict"), Bilingual("verdicts rendus", "verdicts"))
_WITHOUT = (Bilingual("sans verdict", "without a verdict"), Bilingual("sans verdict", "without a verdict"))
_SUMMARY = Bilingual("synthèse", "summary")


def resumed(kept: int, lang: str) -> str:
    """Say that a night is gone on with."""
    return f"{pick(_GOING_ON, lang)} {some(kept, *_KEPT, lang)}."


def line_of(found: Outcome, lang: str) -> str:
    """Give the one line of a room: its name, its code, its verdict and why."""
    why = pick(found.why, lang) if found.why is not None else ""
    verdict = pick(VERDICTS[found.verdict], lang) if found.has_verdict and found.verdict else pick(NO_VERDICT, lang)
    same = f" – {pick(UNCHANGED, lang)} {found.unchanged_since[:10]}" if found.unchanged_since else ""
    line = f"{found.room} [{found.code}] {verdict} – {why}{same}"
    return visible(" ".join(line.split("\n"))) + f" ({found.seconds:.1f} s)"


def summary_line(outcomes: Sequence[Outcome], place: str, lang: str) -> str:
    """Give the last line: how many rooms got a verdict, and where the summary is."""
    given = sum(found.has_verdict for found in outcomes)
    parts = [some(len(outcomes), *_ROOMS, lang), some(given, *_WITH, lang)]
    if given < len(outcomes):
        parts.append(some(len(outcomes) - given, *_WITHOUT, lang))
    return visible(f"{', '.join(parts)} – {pick(_SUMMARY, lang)} {place}")
