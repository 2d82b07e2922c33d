"""What every worker starts with, loaded once by the process from which all of them are forked.

The one module that works when it is imported, since importing is all that can be asked of that process. It is imported
nowhere else.
"""

from __future__ import annotations

import datetime as dt
import gc
from contextlib import suppress

from dataroom import file_reader, reader
from dataroom.clause_rules import load_clauses
from dataroom.describe import Describer, Stages
from dataroom.errors import DataroomError
from dataroom.extract import warm_up
from dataroom.model import Content, Document
from dataroom.reading import Reading
from dataroom.room import Profile
from dataroom.rules import load_rules

__all__ = ["STAGES", "file_reader", "reader"]


def _stages() -> Stages | None:
    try:
        return Stages.of(load_rules(None), load_clauses(None))
    except (DataroomError, OSError):
        # Told by whoever loads the rules where people can read it.
        return None


def _describe_once(stages: Stages) -> None:
    """Have made what is made when the first contract is met: regular expressions above all."""
    contract = next((rule for rule in stages.rules.documents.values() if rule.contract), None)
    if contract is None:
        return
    example = contract.examples.match[0]
    describer = Describer(stages, Profile(), dt.date(2000, 1, 1))
    # Whatever is wrong with it is told of a document that somebody asked about.
    with suppress(Exception):
        describer.describe(Document("", 0), Reading.of("", (), Content("text/plain", pages=(example.text,))))


# Nothing of this is ever given up: to look for what might be takes a fifth of the time.
gc.disable()
warm_up()
STAGES = _stages()
if STAGES is not None:
    _describe_once(STAGES)
# What all share is not to be copied page by page for the sake of the collector's marks.
gc.freeze()
gc.enable()
