"""Measure everything on every labelled thing there is, and write the table into README.md.

    python -m benchmarks.accuracy.run [SHARED]     # SHARED: a folder with rooms/ and data/, by default ../shared
    python -m benchmarks.accuracy.run --print      # leaves README.md alone

What is not there is left out and said. Where scikit-learn is installed, each author is left out in turn.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from benchmarks.accuracy import clauses_cuad, texts
from benchmarks.accuracy.labelled import corpus, examples
from benchmarks.accuracy.labelled_rooms import ROOMS, Measured, as_it_is, rooms, without_contents, without_names
from benchmarks.accuracy.scoring import Counts, Green, Pair, Scores, Share
from dataroom.clause_rules import Clauses, load_clauses
from dataroom.model import Confidence
from dataroom.rules import Rules, load_rules

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1].parent / "shared"
README = HERE / "README.md"
BEGIN, END = "<!-- table -->", "<!-- end of table -->"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing measured; what was not measured on it is None."""

    name: str
    held_out: str
    documents: int
    scores: Scores | None = None
    green: Green | None = None
    clauses: Counts | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The rows, and what has to be said of them."""

    rows: tuple[Row, ...]
    notes: tuple[str, ...]


def measured(shared: Path, say: Callable[[str], None]) -> Table:
    """Measure whatever is there."""
    parts = [*_rooms(shared, say), _corpus(say), _cuad(shared / "data", say)]
    return Table(
        tuple(row for part in parts for row in part.rows), tuple(note for part in parts for note in part.notes)
    )


def _rooms(shared: Path, say: Callable[[str], None]) -> Iterator[Table]:
    found = rooms(ROOMS, shared / "rooms")
    if not any(room.is_relative_to(shared) for room in found):
        yield Table((), (f"No labelled room in `{shared.name}/rooms`: nothing was measured on a room from outside.",))
    for room in found:
        say(room.name)
        held_out = "yes, but watched" if room.is_relative_to(shared) else "words yes, cues no"
        plain, unnamed, unread = as_it_is(room), without_names(room), without_contents(room)
        rows = [
            _row(room.name, held_out, plain),
            _row(f"{room.name}, names and folders replaced by digests", held_out, unnamed),
        ]
        note = (
            f"{room.name}, names kept and each file filled with noise: {unread.satisfied} requirements satisfied"
            f" or partial, {unread.read} of {unread.scores.documents} files called read,"
            f" {unread.green.false} false greens."
        )
        yield Table(tuple(rows), (note,))


def _row(name: str, held_out: str, found: Measured) -> Row:
    clauses = found.scores.clauses
    return Row(name, held_out, found.scores.documents, found.scores, found.green, clauses)


def _corpus(say: Callable[[str], None]) -> Table:
    rules, clauses = load_rules(), load_clauses()
    say("corpus, shipped lexicon")
    pairs = texts.described(corpus(), texts.stages_with(rules, clauses))
    rows = [_text_row("corpus, shipped lexicon", "no: learnt from", pairs, rules)]
    if find_spec("sklearn") is None:
        return Table(tuple(rows), ("scikit-learn is not installed: no author was left out.",))
    by_author = dict(_left_out(rules, clauses, say))
    pairs = [pair for own in by_author.values() for pair in own]
    rows.append(_text_row("corpus, each author left out in turn", "words yes, cues no", pairs, rules))
    for language, own in texts.by_language(pairs).items():
        rows.append(_text_row(f"– its texts in {_LANGUAGES[language]}", "words yes, cues no", own, rules))
    each = {author: texts.score(own, rules).types.f1 for author, own in by_author.items()}
    told = ", ".join(f"{author} {f1:.3f}" for author, f1 in each.items())
    return Table(tuple(rows), (f"Type F1 author by author, each left out: {told}.",))


_LANGUAGES = {"en": "English", "fr": "French"}


def _left_out(rules: Rules, clauses: Clauses, say: Callable[[str], None]) -> Iterator[tuple[str, list[Pair]]]:
    # Imported here: it needs scikit-learn.
    from benchmarks.accuracy.fit_lexicon import left_out  # noqa: PLC0415 - only where scikit-learn is there

    labelled = [*examples(rules), *corpus()]
    for author, lexicon in left_out(rules, labelled):
        say(f"corpus without {author}")
        own = [text for text in labelled if text.author == author]
        yield author, texts.described(own, texts.stages_with(rules, clauses, lexicon))


def _text_row(name: str, held_out: str, pairs: Sequence[Pair], rules: Rules) -> Row:
    return Row(name, held_out, len(pairs), texts.score(pairs, rules))


def _cuad(folder: Path, say: Callable[[str], None]) -> Table:
    if not (folder / "cuad-dev.jsonl.gz").is_file():
        return Table((), (f"No cuad-dev.jsonl.gz in `{folder.parent.name}/data`: clauses were not measured on CUAD.",))
    rules = clauses_cuad.half_a(load_clauses())
    halves: Mapping[str, list[dict[str, object]]] = {"A": [], "B": []}
    for contract in clauses_cuad.contracts(folder):
        halves[clauses_cuad.half(str(contract["title"]))].append(contract)
    rows, macros = [], []
    for half, held_out in (("B", "yes: by company"), ("A", "no: fitted on")):
        say(f"CUAD, half {half}")
        tally = clauses_cuad.counts(halves[half], rules)
        total = Counts(*(sum(column) for column in zip(*tally.values(), strict=True)))
        rows.append(Row(f"CUAD, half {half}, weights of half A", held_out, len(halves[half]), clauses=total))
        macros.append(f"half {half} {sum(clauses_cuad.f1(*c) for c in tally.values()) / len(tally):.3f}")
    return Table(tuple(rows), (f"CUAD, macro F1 over 16 clauses: {', '.join(macros)}; clause by clause: clauses.md.",))


def _share(share: Share | None) -> str:
    return "" if share is None or not share.whole else f"{share.part}/{share.whole}"


def _f1(counts: Counts | None) -> str:
    return "" if counts is None or counts == Counts() else f"{counts.f1:.3f}"


def _precision(scores: Scores, level: Confidence) -> str:
    share = scores.sure[level]
    return f"{share.ratio:.3f} ({share.part}/{share.whole})" if share.whole else ""


_OF_SCORES: Mapping[str, Callable[[Scores], str]] = {
    "type F1": lambda s: f"{s.types.f1:.3f}",
    "macro F1": lambda s: f"{s.macro:.3f}",
    "abstained": lambda s: _share(s.abstained),
    "none, given a type": lambda s: _share(s.nulls),
    "right when *high*": lambda s: _precision(s, Confidence.HIGH),
    "*medium*": lambda s: _precision(s, Confidence.MEDIUM),
    "*low*": lambda s: _precision(s, Confidence.LOW),
    "period": lambda s: _share(s.fields["period"]),
    "provider": lambda s: _share(s.fields["provider"]),
    "date": lambda s: _share(s.fields["date"]),
    "expires": lambda s: _share(s.fields["expires"]),
    "flags found": lambda s: _share(Share(s.flags.right, s.flags.right + s.flags.missed)),
    "flags too many": lambda s: str(s.flags.wrong),
}
_OF_GREEN: Mapping[str, Callable[[Green], str]] = {
    "false greens": lambda g: str(g.false),
    "missing, named": lambda g: _share(g.named),
    "present, satisfied": lambda g: _share(g.satisfied),
}


def markdown(table: Table) -> str:
    """Write the table and its notes."""
    heads = ["measured on", "held out", "documents", *_OF_SCORES, "clauses F1", *_OF_GREEN]
    lines = [_line(heads), _line(["---"] * len(heads)), *(_line(_cells(row)) for row in table.rows)]
    return "\n".join([*lines, "", *(f"- {note}" for note in table.notes)])


def _cells(row: Row) -> list[str]:
    scores = [tell(row.scores) if row.scores is not None else "" for tell in _OF_SCORES.values()]
    green = [tell(row.green) if row.green is not None else "" for tell in _OF_GREEN.values()]
    return [row.name, row.held_out, str(row.documents), *scores, _f1(row.clauses), *green]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def written(readme: str, table: str) -> str:
    """Give the README with another table between its marks."""
    before, _, rest = readme.partition(BEGIN)
    return f"{before}{BEGIN}\n{table}\n{END}{rest.partition(END)[2]}"


def main() -> int:
    """Measure, then write or print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", nargs="?", type=Path, default=SHARED)
    parser.add_argument("--print", action="store_true", dest="only_print")
    chosen = parser.parse_args()
    table = markdown(measured(chosen.shared, lambda step: print(step, file=sys.stderr, flush=True)))
    if chosen.only_print:
        print(table)
    else:
        README.write_text(written(README.read_text(encoding="utf-8"), table), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
