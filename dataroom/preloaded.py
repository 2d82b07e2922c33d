"""What every worker starts with, loaded once by the process from which all of them are forked.

The one module that works when it is imported, since importing is all that can be asked of that process. It is imported
nowhere else.
"""

from __future__ import annotations

import gc

from dataroom.clause_rules import load_clauses
from dataroom.describe import Stages
from dataroom.errors import DataroomError
from dataroom.extract import warm_up
from dataroom.rules import load_rules


def _stages() -> Stages | None:
    try:
        return Stages.of(load_rules(None), load_clauses(None))
    except (DataroomError, OSError):
        # Told by whoever loads the rules where people can read it.
        return None


warm_up()
STAGES = _stages()
# What all share is not to be copied page by page for the sake of the collector's marks.
gc.collect()
gc.freeze()
