"""The shipped rules are loaded once for all tests here: they take longer to load than a small room to check."""

from __future__ import annotations

from functools import cache

import pytest

from dataroom import checklists, clause_rules, describe, file_reader, pipeline, rules
from dataroom.state.method import Method

_stages: dict[tuple[str, str], describe.Stages] = {}
_of = describe.Stages.of
_rules, _clauses = cache(rules.load_rules), cache(clause_rules.load_clauses)


def _stages_of(known: rules.Rules, clauses: clause_rules.Clauses) -> describe.Stages:
    key = (known.digest, clauses.digest)
    if key not in _stages:
        _stages[key] = _of(known, clauses)
    return _stages[key]


@cache
def _checklists(names: tuple[str, ...], digest: str) -> object:
    return checklists.load_checklists(names, _by_digest[digest])


_by_digest: dict[str, rules.Rules] = {}


def _load_checklists(names: tuple[str, ...], known: rules.Rules) -> object:
    _by_digest[known.digest] = known
    return _checklists(tuple(names), known.digest)


@pytest.fixture(autouse=True)
def _loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (pipeline, file_reader):
        monkeypatch.setattr(module, "load_rules", lambda overlay=None: _rules(overlay))
    monkeypatch.setattr(file_reader, "load_clauses", lambda overlay=None: _clauses(overlay))
    monkeypatch.setattr(pipeline, "read_clauses", lambda overlay=None: _clauses(overlay))
    monkeypatch.setattr(pipeline, "load_checklists", _load_checklists)
    monkeypatch.setattr(describe.Stages, "of", staticmethod(_stages_of))
    monkeypatch.setattr("dataroom.state.session.method_of", lambda: Method(b"reading", b"describing"))
