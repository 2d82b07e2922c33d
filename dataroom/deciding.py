"""One answer out of two opinions: the lexicon's and the cues'. Pure; figures: docs/classification.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dataroom.cues import NAME, Score
from dataroom.lexicon import NO_TYPE
from dataroom.model import Confidence
from dataroom.rules import Rules

CUE_SHARE = 0.5
"""How much the cues add to the lexicon's score at most; it runs from about -1 (surely not) to +1 (surely)."""
CUE_FULL = 20.0
"""Points of the cues beyond which more say nothing more."""

ACCEPT = 6.0
"""Points by which the cues alone know a type that the lexicon never learnt."""
MARGIN = 2.0
FINER = 0.85
"""A finer type is preferred from this share of the points of the type above it: it shares most of its cues with it."""

CLOSE = 0.2
"""Types whose scores lie no farther apart are left to a clear title, where there is one."""
LEAST = -0.8
"""Below it the best type is no better than a guess."""
HIGH, HIGH_MARGIN = -0.2, 0.4
MEDIUM, MEDIUM_MARGIN = -0.5, 0.15
LOW_MARGIN = 0.04
SURE_POINTS = 16.0
"""Points of a clear title or table beyond which it counts although the words know no such text."""
CLEAR_LEAD, CLEAR_MARGIN = 6.0, 0.2
"""A lead of the cues (a title, a table) that needs less of the words."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """The type decided on (None: none stands out), how surely, and the types that were in question, best first."""

    type: str | None
    confidence: Confidence | None
    ranked: tuple[tuple[str, float], ...]


def decide(words: Mapping[str, float], cues: Mapping[str, Score], rules: Rules, *, has_text: bool) -> Opinion:
    """Join the lexicon's scores and those of the cues into one opinion."""
    points = {type_id: score.points for type_id, score in cues.items() if score.points > 0}
    if not has_text:
        return _by_name(cues, points)
    if not words:
        return _by_cues(cues, points, rules, rules.documents)
    branches = _branches(words, points, rules)
    strangers = branches.pop(NO_TYPE, {})
    learnt = {name: _finest(name, branch) for name, branch in branches.items()}
    joined = {name: score for name, score in words.items() if name != NO_TYPE}
    for name, (_, best_points) in learnt.items():
        joined[name] += _share(best_points)
    none = words.get(NO_TYPE, 0.0) + _share(max(strangers.values(), default=0.0))
    ranked = sorted(joined, key=lambda name: (-joined[name], name))
    near = (name for name in ranked if joined[name] >= joined[ranked[0]] - CLOSE)
    leads = ((name, _lead(name, points, rules)) for name in near)
    settled = next(((name, lead) for name, lead in leads if _settles(*lead, cues)), None)
    best, (first, lead) = settled or (ranked[0], _lead(ranked[0], points, rules))
    ranked = [best, *(name for name in ranked if name != best)]
    finest = {name: learnt[name][0] if name in learnt else name for name in ranked[:5]}
    shown = tuple((finest[name], joined[name]) for name in ranked[:5])
    if none >= joined[best]:
        if first is not None and points[first] >= SURE_POINTS and _settles(first, lead, cues):
            return Opinion(finest[best], Confidence.LOW, shown)
        known = _by_cues(cues, strangers, rules, strangers)
        return known if known.type is not None else Opinion(None, None, shown)
    margin = joined[best] - max(none, joined[ranked[1]])
    confidence = _confidence(joined[best], margin, lead, named=first is not None and cues[first].named)
    if confidence is None:
        return Opinion(None, None, shown)
    return Opinion(finest[best], confidence, shown)


def _share(points: float) -> float:
    return CUE_SHARE * min(points, CUE_FULL) / CUE_FULL


def _branches(words: Mapping[str, float], points: Mapping[str, float], rules: Rules) -> dict[str, dict[str, float]]:
    """Sort the points of all types under the type that the lexicon knows: itself, an ancestor, or none."""
    branches: dict[str, dict[str, float]] = {}
    for type_id, found in points.items():
        root = next((t for t in reversed(rules.path_of(type_id)) if t in words), NO_TYPE)
        branches.setdefault(root, {})[type_id] = found
    return branches


def _finest(name: str, branch: Mapping[str, float]) -> tuple[str, float]:
    """Give, of a type and the finer ones under it, the one for which most speaks, and its points."""
    own = branch.get(name, 0.0)
    most, finest = max(((p, t) for t, p in branch.items() if t != name), default=(0.0, name))
    return (finest if most >= max(ACCEPT, FINER * own) else name), max(own, most)


def _lead(best: str, points: Mapping[str, float], rules: Rules) -> tuple[str | None, float]:
    """Give the type of a branch for which the cues say most, and by how many points they put it before all others."""
    own = max((t for t in points if best in rules.path_of(t)), key=lambda t: (points[t], t), default=None)
    if own is None or points[own] < ACCEPT:
        return None, 0.0
    rival = max((p for t, p in points.items() if best not in rules.path_of(t)), default=0.0)
    return own, points[own] - rival


def _settles(first: str | None, lead: float, cues: Mapping[str, Score]) -> bool:
    """Tell whether a title or a table clearly names a type among those that the words hardly tell apart."""
    return first is not None and cues[first].named and lead >= CLEAR_LEAD


def _confidence(score: float, margin: float, lead: float, *, named: bool) -> Confidence | None:
    clear = named and lead >= CLEAR_LEAD
    if score < LEAST or (margin < LOW_MARGIN and not clear):
        return None
    if (lead > 0 and score >= HIGH and margin >= HIGH_MARGIN) or (clear and margin >= CLEAR_MARGIN):
        return Confidence.HIGH
    if (score >= MEDIUM and margin >= MEDIUM_MARGIN) or clear:
        return Confidence.MEDIUM
    return Confidence.LOW


def _by_cues(
    cues: Mapping[str, Score], points: Mapping[str, float], rules: Rules, among: Mapping[str, object]
) -> Opinion:
    """Decide by the cues alone: the best must be named or strongly worded, and stand clear of the next."""
    ranked = sorted((t for t in points if t in among), key=lambda t: (-points[t], t))
    shown = tuple((t, points[t] / CUE_FULL) for t in ranked[:5])
    if not ranked:
        return Opinion(None, None, shown)
    best = ranked[0]
    rival = max((points[t] for t in ranked[1:] if not _kin(t, best, rules)), default=0.0)
    score = cues[best]
    if points[best] < ACCEPT or points[best] - rival < MARGIN or not (score.named or "strong" in score.kinds):
        return Opinion(None, None, shown)
    sure = score.named and points[best] >= 2 * ACCEPT and points[best] - rival >= 2 * MARGIN
    return Opinion(best, Confidence.MEDIUM if sure else Confidence.LOW, shown)


def _kin(one: str, other: str, rules: Rules) -> bool:
    return one in rules.path_of(other) or other in rules.path_of(one)


def _by_name(cues: Mapping[str, Score], points: Mapping[str, float]) -> Opinion:
    """Guess by the name alone, for a person to look at: a file without text is never an answer."""
    ranked = sorted((t for t in points if "name" in cues[t].kinds), key=lambda t: (-points[t], t))
    shown = tuple((t, points[t] / CUE_FULL) for t in ranked[:5])
    if not ranked or (len(ranked) > 1 and points[ranked[0]] - points[ranked[1]] < 1):
        return Opinion(None, None, shown)
    return Opinion(ranked[0], Confidence.LOW if points[ranked[0]] >= NAME else None, shown)
