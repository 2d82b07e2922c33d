"""The answer of a verification as lines for people and as JSON for programs."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator

from dataroom.model import Bilingual
from dataroom.verify.algorithms import WEAK
from dataroom.verify.outcome import Difference, Kind, Outcome, Point, Standing, Tally
from dataroom.verify.tally import UNSEALED
from dataroom.walk import display, why

_MOST = 50
_STANDING = {
    Standing.GOOD: Bilingual("prouvé", "proven"),
    Standing.BAD: Bilingual("DIFFÉRENT", "DIFFERENT"),
    Standing.UNCHECKED: Bilingual("NON VÉRIFIÉ", "NOT CHECKED"),
}
_COUNTS = {
    "listed": Bilingual("listés", "listed"),
    "seen": Bilingual("vus", "seen"),
    "identical": Bilingual("identiques", "identical"),
    Kind.CHANGED: Bilingual("modifiés", "changed"),
    Kind.MISSING: Bilingual("manquants", "missing"),
    Kind.ADDED: Bilingual("ajoutés", "added"),
    Kind.MOVED: Bilingual("déplacés", "moved"),
    Kind.UNREADABLE: Bilingual("illisibles", "unreadable"),
    Kind.DUPLICATE: Bilingual("doublons", "duplicates"),
}
_NAMES = {Kind.DUPLICATE: "duplicates"}
_ONE = {
    Kind.CHANGED: Bilingual("modifié", "changed"),
    Kind.MISSING: Bilingual("manquant", "missing"),
    Kind.ADDED: Bilingual("ajouté", "added"),
    Kind.MOVED: Bilingual("déplacé", "moved"),
    Kind.UNREADABLE: Bilingual("illisible", "unreadable"),
    Kind.DUPLICATE: Bilingual("doublon", "duplicate"),
}
_OTHER = {
    Kind.CHANGED: Bilingual("tient maintenant ce qui était listé sous {other}", "now holds what was listed as {other}"),
    Kind.MOVED: Bilingual("se trouve maintenant sous {other}", "now lies at {other}"),
    Kind.DUPLICATE: Bilingual("copie de {other}", "a copy of {other}"),
}
_RESPELLED = Bilingual(
    "dont {count} sous une autre orthographe Unicode du même nom (NFC, NFD)",
    "{count} of them under another Unicode spelling of the same name (NFC, NFD)",
)
_EXPLAINED = Bilingual(
    "{count} objets sont là sans être comptés : liens, tubes… connus et jamais ouverts, ou la liste elle-même",
    "{count} things are there and not counted: known links, pipes and the like, never opened, or the list itself",
)
_MORE = Bilingual("… et {count} autres (--json les donne tous)", "… and {count} more (--json gives them all)")
_REASONS = {
    UNSEALED: Bilingual(
        "n’avait pas pu être lu lors du scellement : rien n’en est prouvé",
        "could not be read when the room was sealed: nothing is proven of it",
    ),
    "crash": Bilingual("la lecture a fait tomber son processus", "reading it brought its process down"),
    "memory": Bilingual("la lecture demandait trop de mémoire", "reading it took too much memory"),
    "timeout": Bilingual("la lecture n’a pas abouti", "reading it did not come to an end"),
}
_NO_ROOM = Bilingual(
    "AUCUN DOCUMENT N’A ÉTÉ VÉRIFIÉ : aucun n’a été donné.", "NO DOCUMENT WAS CHECKED: none was given."
)
_VERDICTS = {
    "same": Bilingual("IDENTIQUE : la salle est celle qui est listée.", "IDENTICAL: the room is the listed one."),
    "different": Bilingual("DIFFÉRENT : la salle n’est pas celle qui est listée.", "DIFFERENT: not the listed room."),
    "same document": Bilingual(
        "IDENTIQUE : ce document est celui qui était scellé.", "IDENTICAL: this document is the sealed one."
    ),
    "different document": Bilingual(
        "DIFFÉRENT : ce document n’est pas celui qui était scellé.", "DIFFERENT: this document is not the sealed one."
    ),
    "unsound": Bilingual(
        "NON FIABLE : ce qui sert de référence a été altéré ou n’est pas ce que vous attendiez ; rien n’est prouvé.",
        "NOT SOUND: what is compared with was altered or is not what you expected; nothing is proven.",
    ),
    "sound": Bilingual("Intact en lui-même.", "Sound in itself."),
}
_TITLES = {
    "seal": Bilingual("Sceau", "Seal"),
    "list": Bilingual("Liste", "List"),
    "bag": Bilingual("Bag", "Bag"),
    "proof": Bilingual("Preuve", "Proof"),
}


def lines(outcome: Outcome, lang: str) -> Iterator[str]:
    """Say the whole answer, the verdict last; every text from outside still has to be made visible."""
    yield " ".join(filter(None, (_say(_TITLES[outcome.what], lang), outcome.name, outcome.created)))
    if outcome.head:
        yield f"  {'tête' if lang == 'fr' else 'head'} sha256:{outcome.head}"
    width = max(len(_say(text, lang)) for text in _STANDING.values())
    for point in outcome.points:
        yield f"  {_say(_STANDING[point.standing], lang):{width}} {_say(point.says, lang)}"
    if outcome.tally is not None:
        yield from _counted(outcome.tally, lang)
    elif outcome.sound:
        yield _say(_NO_ROOM, lang)
    verdict = _verdict(outcome)
    alone = outcome.what == "proof" and outcome.tally is not None and outcome.sound
    yield _say(_VERDICTS[f"{verdict} document" if alone else verdict], lang)


def as_json(outcome: Outcome) -> str:
    """Give the whole answer, every difference included, as JSON of the format `dataroom-verify/1`."""
    return json.dumps(
        {
            "format": "dataroom-verify/1",
            "what": outcome.what,
            "name": outcome.name,
            "head": outcome.head,
            "created": outcome.created,
            "verdict": _verdict(outcome),
            "points": [_point(point) for point in outcome.points],
            "room": None if outcome.tally is None else _tally(outcome.tally),
        },
        ensure_ascii=True,
        indent=1,
    )


def _verdict(outcome: Outcome) -> str:
    if not outcome.sound:
        return "unsound"
    if outcome.tally is None:
        return "sound"
    return "same" if outcome.tally.same else "different"


def _counts(tally: Tally) -> Iterator[tuple[str, Bilingual, int]]:
    for name in ("listed", "seen", "identical"):
        yield name, _COUNTS[name], getattr(tally, name)
    for kind in Kind:
        yield _NAMES.get(kind, kind.value), _COUNTS[kind], tally.count(kind)


def _counted(tally: Tally, lang: str) -> Iterator[str]:
    for _, text, count in _counts(tally):
        yield f"{_say(text, lang)}{' ' if lang == 'fr' else ''}: {count}"
    if tally.respelled:
        yield _say(_RESPELLED, lang).format(count=tally.respelled)
    if tally.explained:
        yield _say(_EXPLAINED, lang).format(count=tally.explained)
    for kind in Kind:
        found = [difference for difference in tally.differences if difference.kind is kind]
        yield from (f"  {_one(difference, lang)}" for difference in found[:_MOST])
        if len(found) > _MOST:
            yield "  " + _say(_MORE, lang).format(count=len(found) - _MOST)


def _one(difference: Difference, lang: str) -> str:
    said = f"{_say(_ONE[difference.kind], lang)} {display(difference.raw) or '.'}"
    if difference.other is not None:
        said += " – " + _say(_OTHER[difference.kind], lang).format(other=display(difference.other))
    if difference.reason:
        said += " – " + _say(_REASONS.get(difference.reason) or why(difference.reason), lang)
    return said


def _point(point: Point) -> dict[str, object]:
    return {"id": point.id, "standing": point.standing.value, "fr": point.says.fr, "en": point.says.en}


def _tally(tally: Tally) -> dict[str, object]:
    return {
        "algorithm": tally.algorithm,
        "weak": tally.algorithm in WEAK,
        **{name: count for name, _, count in _counts(tally)},
        "respelled": tally.respelled,
        "explained": tally.explained,
        "differences": [_difference(difference) for difference in tally.differences],
    }


def _difference(difference: Difference) -> dict[str, object]:
    return {
        "kind": difference.kind.value,
        "path": display(difference.raw),
        "path_raw": base64.b64encode(difference.raw).decode("ascii"),
        "other": None if difference.other is None else display(difference.other),
        "reason": difference.reason or None,
    }


def _say(text: Bilingual, lang: str) -> str:
    return text.fr if lang == "fr" else text.en
