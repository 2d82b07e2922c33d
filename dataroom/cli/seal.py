"""`dataroom seal`: the room as it is now, so that anybody can prove later that it is still the same."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from dataroom import __version__
from dataroom.cli.exits import IO_FAULT, OK, UNREAD
from dataroom.errors import UsageError
from dataroom.model import Bilingual
from dataroom.printable import visible
from dataroom.room import require_room
from dataroom.seal import make
from dataroom.seal.timestamp import NoStamp
from dataroom.store import default_out, default_state, folder_for, locked, make_private, outside, require_writable
from dataroom.walk import display
from dataroom.written import read_bytes

_PATH = click.Path(path_type=Path)


@click.command("seal")
@click.argument("room", type=_PATH, required=False)
@click.option("--out", type=_PATH, help="Folder for the seal (default: ./dataroom-out/ROOM).")
@click.option("--state", type=_PATH, help="Folder of what is remembered between runs.")
@click.option("--sign-key", type=_PATH, help="An SSH key that signs; its public half, where an agent holds the other.")
@click.option("--tsa", metavar="URL", help="A timestamp authority (RFC 3161); only a digest is sent to it.")
@click.option("--report", "report_file", metavar="REPORT.json", type=_PATH, help="A report to carry, for the acquirer.")
@click.option("--previous", metavar="SEAL|HEAD", help="The seal before this one (default: the newest in the folder).")
@click.option("--timestamp", "late", metavar="SEAL", type=_PATH, help="Add the timestamp that a seal has not got yet.")
@click.option("--fail-on-unread", is_flag=True, help="End with 4 when something could not be read.")
@click.option("--jobs", type=click.IntRange(0, 256), help="How many workers read (default: one a processor).")
@click.option("--lang", type=click.Choice(["fr", "en"]), default="fr", show_default=True)
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    room: Path | None,
    out: Path | None,
    state: Path | None,
    sign_key: Path | None,
    tsa: str | None,
    report_file: Path | None,
    previous: str | None,
    late: Path | None,
    *,
    fail_on_unread: bool,
    jobs: int | None,
    lang: str,
) -> int:
    """Seal ROOM: every file read whole, listed for stock tools, and bound by one digest.

    The last lines give the seal's folder and its head: keep the head elsewhere, it is what makes a later swap show.
    """
    if late is not None:
        return _add_stamp(room, late, tsa, lang)
    if room is None:
        raise UsageError("seal: expected the folder of a room, got nothing")
    require_room(room)
    folder = folder_for(outside(room, out or default_out(room), "--out"), "--out")
    memory = folder_for(outside(room, state or default_state(), "--state"), "--state")
    require_writable(folder)
    now = dt.datetime.now(dt.UTC)
    with locked(memory, room):
        head = make.previous_head(previous) if previous else make.latest_head(folder, room)
        carried = _carried(report_file) if report_file else None
        options = make.Options(sign_key, tsa, carried, head, jobs, __version__)
        with _progress() as progress:
            sealed = make.seal(room, make_private(folder), now, options, progress)
    _say(sealed, carried, lang)
    return UNREAD if fail_on_unread and _unread(sealed) else OK


def _carried(file: Path) -> make.Carried:
    from dataroom.cli.report import load_report  # noqa: PLC0415 - only a seal that carries a report needs it
    from dataroom.report import as_edition, render_json  # noqa: PLC0415 - the same

    report = load_report(file)
    if report.edition == "acquirer":
        return make.Carried(read_bytes(file, "report"), report.integrity.root)
    raw = render_json(as_edition(report, "acquirer"))
    return make.Carried(raw.encode("utf-8"), report.integrity.root)


def _add_stamp(room: Path | None, seal: Path, tsa: str | None, lang: str) -> int:
    if room is not None or tsa is None:
        raise UsageError("--timestamp: expected a seal and --tsa with the address of an authority, and no room")
    try:
        make.add_stamp(seal, tsa)
    except NoStamp as error:
        _tell(_NO_STAMP, lang, why=str(error))
        return IO_FAULT
    click.echo(_shown(seal))
    return OK


_NO_STAMP = Bilingual("L’horodatage reste en attente : {why}.", "The timestamp is still pending: {why}.")
_LATER = Bilingual(
    "`dataroom seal --timestamp SCEAU --tsa URL` l’ajoutera plus tard.",
    "`dataroom seal --timestamp SEAL --tsa URL` adds it later.",
)
_UNREAD = Bilingual(
    "{count} fichiers ou dossiers n’ont pas pu être lus : le sceau ne prouve rien d’eux (records.jsonl les nomme).",
    "{count} files or folders could not be read: the seal proves nothing of them (records.jsonl names them).",
)
_OTHERS = Bilingual(
    "{count} liens, tubes, sockets ou périphériques sont listés sans être suivis ni ouverts.",
    "{count} links, pipes, sockets or devices are listed, neither followed nor opened.",
)
_LONG = Bilingual(
    "{count} chemins dépassent ce que les outils du système acceptent : SHA256SUMS.long, que verify.sh sait lire.",
    "{count} paths are longer than stock tools take: see SHA256SUMS.long, which verify.sh can read.",
)
_OTHER_ROOM = Bilingual(
    "Le rapport joint porte sur un autre état de la salle que ce sceau (racines différentes) : refaites `check`.",
    "The report is about another state of the room than this seal (their roots differ): run `check` again.",
)
_UNSIGNED = Bilingual(
    "Le sceau n’est pas signé : il ne dit pas qui l’a fait (--sign-key).",
    "The seal is not signed: it does not say who made it (--sign-key).",
)
_RESULT = Bilingual(
    "{hashed} fichiers scellés sur {seen} objets vus\nracine    {root}\nprécédent {previous}\nclé       {signer}\n"
    "tête      sha256:{head}",
    "{hashed} files sealed of {seen} objects seen\nroot     {root}\nprevious {previous}\nkey      {signer}\n"
    "head     sha256:{head}",
)


def _unread(sealed: make.Sealed) -> int:
    counts = sealed.header.counts
    return counts["explained"] - counts["others"]


def _say(sealed: make.Sealed, carried: make.Carried | None, lang: str) -> None:
    counts = sealed.header.counts
    said = ((_UNREAD, _unread(sealed)), (_OTHERS, counts["others"]), (_LONG, counts["long"]))
    for text, count in said:
        if count:
            _tell(text, lang, count=count)
    if sealed.header.signer is None:
        _tell(_UNSIGNED, lang)
    if carried is not None and carried.root != sealed.header.root:
        _tell(_OTHER_ROOM, lang)
    if sealed.no_stamp is not None:
        _tell(_NO_STAMP, lang, why=sealed.no_stamp)
        _tell(_LATER, lang)
    header = sealed.header
    click.echo(
        getattr(_RESULT, lang).format(
            **counts, root=header.root, head=sealed.head, previous=header.previous or "–", signer=header.signer or "–"
        )
    )
    click.echo(_shown(sealed.place))


def _tell(text: Bilingual, lang: str, **values: object) -> None:
    click.echo(visible(getattr(text, lang).format(**values)), err=True)


def _shown(place: Path) -> str:
    return visible(display(os.fsencode(place)))


@contextmanager
def _progress() -> Iterator[make.Progress | None]:
    """Show how far the reading is, on a terminal alone."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return

    def show(seen: int, _path: str) -> None:
        if seen % 100 == 0:
            click.echo(f"\r{seen} …", nl=False, err=True)

    try:
        yield show
    finally:
        click.echo("\r\x1b[K", nl=False, err=True)
