"""Guards against falling back: every sixth labelled text, and what stands beside the repository where it does.

The texts are those that the lexicon was fitted on, so their figures are in-sample: what is measured properly stands in
benchmarks/accuracy/README.md.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from benchmarks.accuracy import clauses_cuad, run, texts
from benchmarks.accuracy.labelled import corpus, profiles
from benchmarks.accuracy.labelled_rooms import Measured, as_it_is, digested
from benchmarks.accuracy.scoring import Counts, Scores, Share, Truth, Wanted, greens, scored
from dataroom.clause_rules import load_clauses
from dataroom.lexicon import NO_TYPE
from dataroom.model import Bilingual, Classification, Confidence, Document, Period, Result, Severity, State, Status
from dataroom.periods import document_period
from dataroom.rules import load_rules

SHARED = Path(__file__).parent.parent.parent / "shared"
ROOM = SHARED / "rooms" / "atelier-lumiere"
CUAD = SHARED / "data"
EVERY = 6
KNOWN = frozenset({"lease", "contract"})


@pytest.fixture(scope="module")
def sample() -> Scores:
    rules = load_rules()
    pairs = texts.described(islice(corpus(), 0, None, EVERY), texts.stages_with(rules, load_clauses()))
    return texts.score(pairs, rules)


@pytest.fixture(scope="module")
def room() -> Measured:
    if not (ROOM / "truth.json").is_file():
        pytest.skip("no labelled room beside the repository")
    return as_it_is(ROOM, jobs=2)


def test_types_in_the_sample(sample: Scores) -> None:
    assert sample.documents >= 250
    assert sample.types.f1 >= 0.97
    assert sample.nulls.whole >= 25
    assert sample.nulls.ratio <= 0.02


def test_high_is_high_in_the_sample(sample: Scores) -> None:
    high = sample.sure[Confidence.HIGH]
    assert high.whole >= 0.5 * sample.documents
    assert high.ratio >= 0.99


@pytest.mark.parametrize(("field", "least"), [("period", 0.60), ("provider", 0.84), ("date", 0.74), ("expires", 0.70)])
def test_what_else_a_text_says(sample: Scores, field: str, least: float) -> None:
    assert sample.fields[field].ratio >= least


def test_flags_in_the_sample(sample: Scores) -> None:
    assert Share(sample.flags.right, sample.flags.right + sample.flags.missed).ratio >= 0.65
    assert sample.flags.wrong <= 0.15 * sample.documents


def test_the_corpus_is_whole() -> None:
    labelled = list(corpus())
    known = set(load_rules().lexicon.classes) - {NO_TYPE}
    assert {text.author for text in labelled} == set(profiles())
    assert all(profile.deal.as_of for profile in profiles().values())
    assert {text.type for text in labelled} - {None} == known
    assert {other for text in labelled for other in text.acceptable} <= known


@pytest.mark.room
def test_documents_of_a_labelled_room(room: Measured) -> None:
    scores = room.scores
    assert scores.types.f1 >= 0.95
    assert scores.sure[Confidence.HIGH].ratio >= 0.98
    assert scores.clauses.f1 >= 0.85
    assert all(share.ratio >= 0.9 for share in scores.fields.values())


@pytest.mark.room
def test_requirements_of_a_labelled_room(room: Measured) -> None:
    assert room.green.false == 0
    assert room.green.named.part >= 25
    assert room.green.satisfied.part >= 20


@pytest.mark.skipif(not (CUAD / "cuad-dev.jsonl.gz").is_file(), reason="no labelled contracts beside the repository")
def test_clauses_of_contracts_that_the_weights_never_saw() -> None:
    unseen = [row for row in clauses_cuad.contracts(CUAD) if clauses_cuad.half(str(row["title"])) == "B"]
    tally = clauses_cuad.counts(unseen[::4], clauses_cuad.half_a(load_clauses()))
    assert Counts(*(sum(column) for column in zip(*tally.values(), strict=True))).f1 >= 0.83


# What is measured is only worth as much as the measure.


def _document(type_path: str = "", path: str = "a.pdf", **more: object) -> Document:
    ids = tuple(type_path.split())
    answer = Classification(ids[-1], ids, Confidence.HIGH) if ids else Classification()
    return Document(path, 1, classification=answer, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("truth", "document", "expected"),
    [
        (Truth(None), _document(), Counts()),
        (Truth(None), _document("stranger"), Counts()),  # no type that the labels know
        (Truth(None), _document("lease"), Counts(wrong=1)),
        (Truth("lease"), _document("lease"), Counts(right=1)),
        (Truth("lease"), _document("contract lease sublease"), Counts(right=1)),
        (Truth("lease", acceptable=("contract",)), _document("contract"), Counts(right=1)),
        (Truth("lease"), _document("contract"), Counts(wrong=1, missed=1)),
        (Truth("lease"), _document(), Counts(missed=1)),
        (Truth("lease"), None, Counts(missed=1)),
        (Truth("lease", state=State.ENCRYPTED), _document("contract"), Counts()),
        (Truth("lease", state=State.IMAGE_ONLY), _document(), Counts(missed=1)),
    ],
)
def test_types_are_counted(truth: Truth, document: Document | None, expected: Counts) -> None:
    scores = scored([(truth, document)], KNOWN)
    assert scores.types == expected
    assert scores.nulls.whole + scores.abstained.whole == (truth.state is not State.ENCRYPTED)


def test_the_rest_is_counted() -> None:
    (period, _, _) = document_period("month", "paie 2025-03.pdf", "Mars 2025", "Mars 2025", None, "12-31", None)
    assert isinstance(period, Period)
    truth = Truth("lease", period="2025-03", provider="Paie", flags=frozenset({"draft"}))
    scores = scored([(truth, _document("lease", period=period, provider="Autre", flags=("draft", "expired")))], KNOWN)
    assert (scores.fields["period"], scores.fields["provider"]) == (Share(1, 1), Share(0, 1))
    assert scores.fields["date"] == Share(0, 0)
    assert scores.flags == Counts(right=1)  # nobody labelled `expired`
    assert scores.sure[Confidence.HIGH] == Share(1, 1)


def _result(status: Status = Status.SATISFIED, provider: str = "Paie", documents: tuple[str, ...] = ()) -> Result:
    title = Bilingual("x", "x")
    return Result("r", "r", "c", title, Severity.MAJOR, ("lease",), status, provider=provider, documents=documents)


LEASE = Wanted("lease", "Paie")


@pytest.mark.parametrize(
    ("missing", "present", "result", "false", "named"),
    [
        ([], [], _result(), 0, 0),
        ([LEASE], [], _result(), 1, 0),
        ([LEASE], [], _result(Status.MISSING), 0, 1),
        ([LEASE], [], _result(Status.WAIVED), 0, 0),
        ([LEASE], [], _result(provider="Autre"), 0, 0),
        ([LEASE], [LEASE], _result(), 0, 0),  # one is there
        ([Wanted("lease", "Paie", "2025")], [], _result(), 1, 0),
        ([Wanted("lease", "Paie", "2025")], [Wanted("lease", "Paie", "2024")], _result(), 0, 0),
        ([Wanted("contract", "Paie")], [], _result(), 0, 0),
    ],
)
def test_false_greens(missing: list[Wanted], present: list[Wanted], result: Result, false: int, named: int) -> None:
    green = greens(missing, present, [result])
    assert (green.false, green.named.part) == (false, named)


@pytest.mark.parametrize(("documents", "found"), [(("a.pdf",), 1), (("b.pdf",), 0), ((), 0)])
def test_what_is_there_and_satisfies(documents: tuple[str, ...], found: int) -> None:
    present = [Wanted("lease", "Paie", None, "a.pdf")]
    assert greens([], present, [_result(documents=documents)]).satisfied == Share(found, 1)


def test_a_digested_path_keeps_its_endings_alone() -> None:
    outer, mark, inner = digested("Bail été/archive.zip!dans/bail.pdf").partition("!")
    assert (mark, inner) == ("!", "dans/bail.pdf")
    assert [part[12:] for part in outer.split("/")] == ["", ".zip"]
    assert digested("Bail e\u0301te\u0301/x") == digested("Bail été/x")


def test_the_table_goes_between_its_marks() -> None:
    scores = scored([(Truth("lease"), _document("lease"))], KNOWN)
    table = run.markdown(run.Table((run.Row("here", "no", 1, scores),), ("A note.",)))
    assert "| here | no | 1 | 1.000 |" in table
    once = run.written(f"before\n{run.BEGIN}\nold\n{run.END}\nafter\n", table)
    assert once == run.written(once, table)
    assert once.startswith("before\n")
    assert once.endswith(f"- A note.\n{run.END}\nafter\n")
