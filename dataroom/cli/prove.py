"""`dataroom prove`: the proof that one document belongs to a sealed room."""

from __future__ import annotations

from pathlib import Path

import click

from dataroom.store import make_private, write_private
from dataroom.verify.proofs import make_proof

_PATH = click.Path(path_type=Path)


@click.command("prove")
@click.argument("seal", type=_PATH)
@click.argument("document")
@click.option("--out", metavar="FILE", type=_PATH, help="Write the proof there instead of printing it.")
def command(seal: Path, document: str, out: Path | None) -> None:
    """Prove that DOCUMENT, a path in the sealed room, belongs to SEAL; no other name is shown.

    `dataroom verify PROOF DOCUMENT` checks it, and so does the script of docs/verify.md.
    """
    proof = make_proof(seal, document)
    if out is None:
        click.echo(proof, nl=False)
        return
    make_private(out.absolute().parent)
    write_private(out, proof)
