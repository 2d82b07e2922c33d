"""`dataroom verify`: whether a seal, a list, a bag or a proof holds, and whether a room is what it says."""

from __future__ import annotations

from pathlib import Path

import click

from dataroom import engine
from dataroom.cli.exits import OK, OPEN
from dataroom.errors import UsageError
from dataroom.verify.algorithms import ALGORITHMS

_PATH = click.Path(path_type=Path)


@click.command("verify")
@click.argument("seal", type=_PATH)
@click.argument("room", type=_PATH, required=False)
@click.option("--expect-head", metavar="HEX", help="The head that the seal must have, received by another way.")
@click.option("--signer", metavar="SHA256:…", help="The fingerprint of the key that must have signed.")
@click.option("--tsa-ca", metavar="FILE.pem", type=_PATH, help="Certificates that the timestamp must lead to.")
@click.option("--previous", metavar="SEAL|HEAD", help="The seal that this one must follow.")
@click.option(
    "--digest", type=click.Choice(list(ALGORITHMS)), help="For a list that does not say which digests it holds."
)
@click.option("--json", "as_data", is_flag=True, help="Print the whole answer as JSON.")
@click.option("--lang", type=click.Choice(["fr", "en"]), default="fr", show_default=True)
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    seal: Path,
    room: Path | None,
    expect_head: str | None,
    signer: str | None,
    tsa_ca: Path | None,
    previous: str | None,
    digest: str | None,
    *,
    as_data: bool,
    lang: str,
) -> int:
    """Check SEAL and, where it is given, that ROOM is the sealed one.

    SEAL may also be the proof of one document (ROOM is then the document, or the room it lies in), a BagIt bag, or a
    list of digests by sha256sum, shasum, b3sum or the like. Ends with 0 when all is identical, with 1 when not.
    """
    if room is not None and room.is_dir():
        engine.prepare("dataroom.verify.hashing")
    # Loaded here while the workers are made ready there.
    from dataroom.printable import visible  # noqa: PLC0415 - as said
    from dataroom.verify.asked import Asked, head_given, signer_given  # noqa: PLC0415 - as said
    from dataroom.verify.kinds import verify  # noqa: PLC0415 - as said
    from dataroom.verify.texts import as_json, lines  # noqa: PLC0415 - as said

    if tsa_ca is not None and not tsa_ca.is_file():
        raise UsageError(f"--tsa-ca: expected a file of certificates (PEM), got {tsa_ca}")
    asked = Asked(head_given(expect_head), signer_given(signer), tsa_ca, _previous(previous))
    outcome = verify(seal, room, asked, digest)
    if as_data:
        click.echo(as_json(outcome))
    else:
        for line in lines(outcome, lang):
            click.echo(visible(line))
    return OK if outcome.good else OPEN


def _previous(given: str | None) -> str | None:
    if given is None:
        return None
    from dataroom.seal.make import previous_head  # noqa: PLC0415 - rarely asked for

    return previous_head(given.removeprefix("sha256:"))
