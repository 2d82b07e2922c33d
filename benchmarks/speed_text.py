"""How fast a text is classified, and how fast clauses are looked for, on one core.

    python -m benchmarks.speed_text [--repeat N] [../shared/data]

The texts are those of benchmarks/accuracy/corpus, joined author by author and cut into documents of 10 kB; contracts
are those of CUAD where the folder with `cuad-dev.jsonl.gz` is there, else the contracts of the corpus. Of each document
the fastest of N runs counts (time of the process, no garbage collection of what was loaded before). A bare loop of
Python, timed between the runs, says how fast the machine was: two machines, or two hours, are compared by it.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.accuracy.clauses_cuad import DATA, contracts, half, half_a
from benchmarks.accuracy.labelled import Labelled, corpus
from dataroom.classify import Classifier
from dataroom.clause_rules import load_clauses
from dataroom.clauses import find_clauses
from dataroom.model import Content
from dataroom.reading import Reading
from dataroom.rules import Rules, load_rules

_SIZE = 10_000
_LOOP = 500_000
_SECOND = 1e9


def main(folder: Path, repeat: int) -> int:
    """Print two figures, each with what the bare loop took meanwhile."""
    rules = load_rules()
    texts = list(corpus())
    documents = list(_cut(texts))
    classifier = Classifier(rules)
    seconds, loop = fastest(lambda text: classifier.classify(_reading(text)), documents, repeat)
    each = 1000 * seconds / len(documents)
    print(f"classification: {each:.2f} ms per 10 kB ({len(documents)} documents), {_bare(loop)}")
    clauses = load_clauses()
    if (folder / "cuad-dev.jsonl.gz").is_file():
        papers = [str(row["text"]) for row in contracts(folder) if half(str(row["title"])) == "B"]
        clauses, source = half_a(clauses), "CUAD, half B, weights of half A"
    else:
        papers, source = list(_contracts(texts, rules)), "contracts of the corpus"
    seconds, loop = fastest(lambda text: find_clauses([text], clauses), papers, repeat)
    letters = sum(map(len, papers)) / len(papers)
    print(f"clauses: {len(papers) / seconds:.0f} contracts/s ({source}, {letters:.0f} characters each), {_bare(loop)}")
    return 0


def fastest(run: Callable[[str], object], texts: Sequence[str], repeat: int) -> tuple[float, float]:
    """Give the seconds that all texts take, each in its fastest run, and those of the bare loop in its fastest."""
    gc.collect()
    gc.freeze()
    best, loop = [float("inf")] * len(texts), float("inf")
    for _ in range(repeat):
        loop = min(loop, _timed(_nothing))
        for number, text in enumerate(texts):
            best[number] = min(best[number], _timed(lambda text=text: run(text)))  # type: ignore[misc]
    return sum(best), loop


def _timed(run: Callable[[], object]) -> float:
    started = time.process_time_ns()
    run()
    return (time.process_time_ns() - started) / _SECOND


def _nothing() -> None:
    for _ in range(_LOOP):
        pass


def _bare(loop: float) -> str:
    return f"bare loop {_LOOP / loop / 1e6:.0f} million turns/s"


def _cut(texts: Sequence[Labelled]) -> Iterator[str]:
    by_author: dict[str, list[str]] = {}
    for text in texts:
        by_author.setdefault(text.author, []).extend(text.reading.content.pages)
    for pages in by_author.values():
        joined = "\n".join(pages)
        yield from (joined[at : at + _SIZE] for at in range(0, len(joined) - _SIZE, _SIZE))


def _contracts(texts: Sequence[Labelled], rules: Rules) -> Iterator[str]:
    for text in texts:
        if text.type is not None and rules.documents[text.type].contract:
            yield "\n".join(text.reading.content.pages)


def _reading(text: str) -> Reading:
    return Reading.of("document.pdf", (), Content("text/plain", pages=(text,)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Measure how fast texts are classified and clauses looked for.")
    parser.add_argument("data", nargs="?", type=Path, default=DATA, help="folder with cuad-dev.jsonl.gz")
    parser.add_argument("--repeat", type=int, default=5, help="runs, of which the fastest counts (default: 5)")
    given = parser.parse_args()
    sys.exit(main(given.data, given.repeat))
