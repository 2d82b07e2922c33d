"""What is loaded, and by whom: a start costs more than a document, so nobody loads what another process needs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

_TOLD = "import json, sys; print(json.dumps(sorted(sys.modules)))"
_READ = """
import dataroom.preloaded, json, sys
from datetime import date
from pathlib import Path
from dataroom import read
from dataroom.reader import open_reader, read_entry
from dataroom.room import Profile
from dataroom.settings import Settings
from dataroom.walk import walk
class Tell:
    def __call__(self, part, place, *, restart=False): pass
    def alive(self): pass
before = set(sys.modules)
settings = Settings(Path(sys.argv[1]), Profile(), date(2026, 3, 31), remember=True)
open_reader(settings)
for entry in walk(settings.room): read_entry(entry, Tell())
print(json.dumps(sorted(set(sys.modules) - before)))
"""


def _run(program: str, *arguments: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", program, *arguments], check=True, capture_output=True, text=True)
    return set(json.loads(done.stdout))


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("cli.check", {"lxml", "yaml", "pydantic", "multiprocessing", "dataroom.extract.reading", "dataroom.rules"}),
        ("cli.verify", {"multiprocessing.forkserver", "blake3", "dataroom.model", "dataroom.report"}),
        ("verify.kinds", {"dataroom.report", "dataroom.verify.hashing", "http", "email"}),
        ("verify.seals", {"dataroom.report", "http", "email", "urllib.request"}),
        ("pipeline", {"lxml", "yaml", "pikepdf", "pypdfium2", "dataroom.file_reader", "dataroom.describe"}),
        ("file_reader", {"yaml", "click", "jinja2", "dataroom.checklists", "dataroom.report", "dataroom.cli"}),
    ],
)
def test_nobody_loads_what_another_needs(module: str, heavy: set[str]) -> None:
    loaded = _run(f"import dataroom.{module}; {_TOLD}")
    assert f"dataroom.{module}" in loaded
    assert not heavy & loaded


def test_a_worker_is_handed_all_that_it_needs(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Contrat de prestation de services entre les parties.\n" * 20, encoding="utf-8")
    (tmp_path / "mail.eml").write_text("From: a@exemple.fr\nSubject: Rapport\n\nBonjour.\n", encoding="utf-8")
    new = {name for name in _run(_READ, str(tmp_path)) if not name.startswith("encodings.")}
    assert new == set()
