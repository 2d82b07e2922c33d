"""Contracts that `dataroom clauses` reads are hostile until shown otherwise: its workers are locked in as well."""

from __future__ import annotations

import platform
import socket
from pathlib import Path

import pytest

from dataroom import engine
from dataroom.clause_map import lock_clauses, map_clauses, open_clauses
from dataroom.isolation import landlock


def attempts(path: Path) -> tuple[bool, bool, bool]:
    """Try, in a worker, to read the contract, to write beside it and to open a connection."""
    found = map_clauses(path)
    try:
        path.with_name("traces.txt").write_text("x")
    except OSError:
        written = False
    else:
        written = True
    try:
        socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()
    except OSError:
        connected = False
    else:
        connected = True
    return any(clause.found for clause in found.clauses), written, connected


@pytest.mark.skipif(
    landlock.version() < 6 or platform.machine() not in {"x86_64", "aarch64"},
    reason="this kernel has no Landlock of version 6, or this machine no filter of calls",
)
def test_a_worker_reads_the_contract_and_does_nothing_else(tmp_path: Path) -> None:
    contract = tmp_path / "contrat.txt"
    contract.write_text(
        "CONTRAT DE PRESTATION\nArticle 9 – Confidentialité\nLe prestataire s’engage à garder confidentielles toutes "
        "les informations qu’il reçoit, pendant le contrat et cinq ans après sa fin.\n",
        encoding="utf-8",
    )
    work = engine.run(
        [contract], attempts, jobs=1, initializer=open_clauses, initargs=(None, (tmp_path,)), lock=lock_clauses
    )
    assert [found for _, found in work] == [(True, False, False)]
