"""`dataroom clauses`: the clause map of contracts, files or folders."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from dataroom import engine, losses
from dataroom.clause_map import ClauseMap, lock_clauses, map_clauses, open_clauses
from dataroom.clause_rules import load_clauses
from dataroom.cli.options import LANG
from dataroom.errors import NothingToCheck, UsageError
from dataroom.model import Clause, State
from dataroom.printable import visible
from dataroom.report.texts import CLAUSES


@click.command("clauses")
@click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--json", "as_json", is_flag=True, help="Print JSON: [{path, language, clauses: [{id, found, page, quote}]}]."
)
@click.option("--rules", type=click.Path(path_type=Path), help="A folder of rules laid over the shipped ones.")
@click.option("--jobs", type=click.IntRange(1, 256), help="How many workers read (default: one a processor).")
@LANG
def command(paths: tuple[Path, ...], rules: Path | None, jobs: int | None, lang: str | None, *, as_json: bool) -> None:
    """Say which clauses each contract holds, on which page, in which words.

    PATH is a file or a folder. A clause that was not found may stand there in other words: it is reported as not found
    in so many pages, never as absent.
    """
    load_clauses(rules)  # its mistakes are said before any worker starts
    files = list(_files(paths))
    if not files:
        raise NothingToCheck(f"{', '.join(map(str, paths))}: nothing to check, no file")
    folders = tuple(dict.fromkeys((path if path.is_dir() else path.parent).resolve() for path in paths))
    work = engine.run(
        files,
        map_clauses,
        jobs=jobs,
        memory_limit=losses.MEMORY_LIMIT,
        initializer=open_clauses,
        initargs=(rules, folders),
        lock=lock_clauses,
    )
    maps = [_lost(path, found) if isinstance(found, engine.Lost) else found for path, found in work]
    if as_json:
        click.echo(json.dumps([_plain(found) for found in maps], ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(line for found in maps for line in _lines(found, lang or "fr")))
    for found in maps:
        if found.state is not State.OK and found.reason is not None:
            said = found.reason.en if lang == "en" else found.reason.fr
            click.echo(visible(f"{found.path}: {found.state}: {said}"), err=True)


def _files(paths: tuple[Path, ...]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.is_file() and not p.is_symlink())
        elif path.is_file():
            yield path
        else:
            raise UsageError(f"{path}: expected a file or a folder, got a path that does not exist")


def _lost(path: Path, lost: engine.Lost) -> ClauseMap:
    return ClauseMap(str(path), None, 0, (), losses.STATES[lost.kind], losses.REASONS[lost.kind])


def _plain(found: ClauseMap) -> dict[str, object]:
    return {
        "path": found.path.encode("utf-8", "backslashreplace").decode(),
        "language": found.language,
        "state": found.state.value,
        "pages": found.pages,
        "clauses": [{"id": c.id, "found": c.found, "page": c.page, "quote": c.quote} for c in found.clauses],
    }


def _lines(found: ClauseMap, lang: str) -> Iterator[str]:
    yield visible(found.path)
    there = [clause for clause in found.clauses if clause.found]
    lacking = [_name(clause, lang) for clause in found.clauses if not clause.found]
    for clause in there:
        page = f"page {clause.page}"
        yield visible(f"  ✓ {_name(clause, lang)} – {page}: {clause.quote}")
    if lacking:
        told = f"non trouvées en {found.pages} pages" if lang == "fr" else f"not found in {found.pages} pages"
        yield visible(f"  – {told}: {', '.join(lacking)}")


def _name(clause: Clause, lang: str) -> str:
    title = CLAUSES.get(clause.id)
    return clause.id if title is None else title.fr if lang == "fr" else title.en
