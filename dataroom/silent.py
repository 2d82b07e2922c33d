"""Findings for contents that changed without a sign: an alarm about the medium, or about somebody. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dataroom.model import Bilingual, Confidence, Finding, Severity

_REMEDY = Bilingual(
    "Comparer avec une sauvegarde et faire vérifier le disque : une modification ordinaire laisse une trace.",
    "Compare it with a backup and have the disk checked: an ordinary change leaves a trace.",
)


def silently_changed(paths: Iterable[str]) -> Iterator[Finding]:
    """Give one finding for each file whose content changed while size, times and inode stayed the same."""
    for path in paths:
        name = path.rpartition("/")[2]
        message = Bilingual(
            f"Le contenu de « {name} » a changé depuis sa dernière lecture, sans que sa taille ni ses dates changent.",
            f"The content of “{name}” has changed since it was last read, though neither its size nor its dates have.",
        )
        yield Finding("content-changed-silently", Severity.MAJOR, Confidence.HIGH, message, _REMEDY, path)
