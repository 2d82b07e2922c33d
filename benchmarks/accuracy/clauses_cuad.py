"""How well clauses are found in English contracts: CUAD, contract by contract, split in two halves by company.

    python benchmarks/accuracy/clauses_cuad.py [../shared/data]

The folder holds `cuad-dev.jsonl.gz`, one contract a line: title, text, clauses. See clauses.md for the method.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from dataroom.clause_rules import Clauses, Fitted, load_clauses, prepare
from dataroom.clauses import find_clauses

HERE = Path(__file__).resolve().parent
HALF_A = HERE / "clauses_half_a.json"
DATA = HERE.parents[1].parent / "shared" / "data"
MAPPED = (
    "assignment", "audit", "change-of-control", "exclusivity", "governing-law", "insurance",
    "intellectual-property-assignment", "liability-cap", "minimum-commitment", "non-solicitation", "penalties",
    "post-termination-services", "renewal", "renewal-notice", "term", "termination-for-convenience",
)  # fmt: skip
_LEGAL_FORM = re.compile(r"(?:inc|corp|corporation|company|co|ltd|llc|plc|lp|group|holdings)+$")


def company(title: str) -> str:
    """Give a key for the company that filed a contract."""
    name = re.sub(r"[^a-z0-9]", "", re.split(r"[_-]|\s-\s", title)[0].lower())
    return _LEGAL_FORM.sub("", name) or name


def half(title: str) -> str:
    """Give the half to which all contracts of a company belong."""
    return "AB"[hashlib.sha256(company(title).encode()).digest()[0] & 1]


def contracts(folder: Path) -> list[dict[str, object]]:
    """Read the labelled contracts."""
    with gzip.open(folder / "cuad-dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def with_models(rules: Clauses, models: dict[str, Fitted]) -> Clauses:
    """Give the same rules with other fitted weights."""
    return replace(prepare(rules.rules, models), digest=rules.digest)


def half_a(rules: Clauses) -> Clauses:
    """Give the rules with the weights that never saw half B."""
    models = json.loads(HALF_A.read_text(encoding="utf-8"))
    return with_models(rules, {m["id"]: Fitted.model_validate(m) for m in models})


def counts(rows: Iterable[dict[str, object]], rules: Clauses) -> dict[str, list[int]]:
    """Count by clause: right, wrongly found, missed."""
    tally = {clause: [0, 0, 0] for clause in MAPPED}
    for row in rows:
        found = {clause.id for clause in find_clauses([str(row["text"])], rules) if clause.found}
        for clause in MAPPED:
            want = clause in row["clauses"]  # type: ignore[operator]
            if want or clause in found:
                tally[clause][0 if want and clause in found else 2 if want else 1] += 1
    return tally


def f1(right: int, wrong: int, missed: int) -> float:
    """Give the harmonic mean of precision and recall."""
    return 2 * right / (2 * right + wrong + missed) if right + wrong + missed else 1.0


def main(folder: Path) -> int:
    """Print one table."""
    if not (folder / "cuad-dev.jsonl.gz").is_file():
        print(f"{folder}: no cuad-dev.jsonl.gz; nothing measured", file=sys.stderr)
        return 2
    shipped = load_clauses()
    unseen = half_a(shipped)
    rows = [row for row in contracts(folder) if half(str(row["title"])) == "B"]
    started = time.perf_counter()
    tally = counts(rows, unseen)
    rate = len(rows) / (time.perf_counter() - started)
    print(f"{len(rows)} contracts of half B, weights fitted on half A, {rate:.0f} contracts/s")
    print(f"{'clause':34}{'in':>5}{'precision':>11}{'recall':>8}{'F1':>7}")
    for clause, (right, wrong, missed) in tally.items():
        precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
        print(f"{clause:34}{right + missed:5}{precision:11.3f}{recall:8.3f}{f1(right, wrong, missed):7.3f}")
    macro = sum(f1(*c) for c in tally.values()) / len(tally)
    micro = f1(*(sum(column) for column in zip(*tally.values(), strict=True)))
    print(f"{'macro F1':34}{macro:31.3f}\n{'micro F1':34}{micro:31.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA))
