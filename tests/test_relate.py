"""What only the documents together show; above all what must not be called a copy, a version or superseded."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from dataroom.likeness import Version
from dataroom.model import Candidate, Classification, Confidence, Document, Fingerprint, State
from dataroom.relate import flags_of, relate
from dataroom.room import Deal, Outsourced, Profile
from dataroom.rules import Rules, load_rules
from dataroom.sketch import sketch_of
from dataroom.spans import label_period
from dataroom.text import Folded

AS_OF = dt.date(2026, 3, 31)
PAIE = "Paie Exemple"
PROFILE = Profile(
    deal=Deal(as_of=AS_OF),
    outsourcing=(
        Outsourced(process="payroll", provider=PAIE),
        Outsourced(process="it", provider="Ancien Parc", until=dt.date(2025, 6, 30)),
    ),
)


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules()


def _sketch(*ranges: range) -> tuple[int, ...]:
    return sketch_of([Folded(" ".join(f"mot{n}" for r in ranges for n in r))])


WHOLE = _sketch(range(400))
REWORKED = _sketch(range(240), range(1000, 1160))  # shares some 43 %
FORM = _sketch(range(300), range(2000, 2100))  # shares some 60 %
TWIN = _sketch(range(390), range(3000, 3010))  # shares some 95 %
OTHER = _sketch(range(5000, 5400))


def _doc(path: str, type_id: str | None = "service-contract", **changes: object) -> Document:
    made = Document(
        path,
        10,
        fingerprint=Fingerprint(path, path, 10),
        classification=Classification(type_id, (type_id,) if type_id else (), Confidence.HIGH),
        sketch=WHOLE,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def _flags(rules: Rules, *documents: Document, profile: Profile = PROFILE) -> dict[str, set[str]]:
    related = relate(documents, rules, profile, AS_OF)
    assert [d.path for d in related] == [d.path for d in documents]
    return {d.path: set(d.flags) for d in related}


def _draft(path: str, type_id: str = "service-contract", **changes: object) -> Document:
    return _doc(path, type_id, flags=("draft",), sketch=REWORKED, **changes)


MARCH, APRIL = dt.date(2022, 3, 1), dt.date(2022, 4, 1)
JANUARY, JULY = dt.date(2025, 1, 3), dt.date(2025, 7, 3)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Drafts that were reworked, found by their flag, by a word of the name, or by both.
        (_draft("PV projet.docx", "general-meeting-minutes"), _doc("PV signé.pdf", "general-meeting-minutes")),
        (_doc("RACI v1.xlsx", "raci-matrix", sketch=REWORKED), _doc("RACI vf.xlsx", "raci-matrix")),
        (_doc("a/Contrat paie v2.docx", sketch=REWORKED), _doc("b/Contrat paie v3.docx")),
        (_draft("C-118 V0.3 relu.docx", provider=PAIE), _doc("C-118.pdf", provider=PAIE)),
        (_draft("C.docx", provider=PAIE, date=MARCH), _doc("D.pdf", provider=PAIE, date=APRIL)),
        # Almost the same text, without any sign.
        (_doc("a/contrat.pdf", sketch=TWIN), _doc("b/contrat bis.pdf")),
        # A final version that could not be read: the name alone speaks.
        (
            _doc("Convention cadre (projet).docx", flags=("draft",)),
            _doc("Convention cadre signée.pdf", None, sketch=(), state=State.CORRUPT),
        ),
    ],
)  # fmt: skip
def test_versions_of_one_document(rules: Rules, one: Document, other: Document) -> None:
    for documents in ((one, other), (other, one)):
        found = _flags(rules, *documents)
        assert "near-duplicate" in found[one.path]
        assert "near-duplicate" not in found[other.path]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (_doc("a.pdf"), _doc("b.pdf", sketch=OTHER)),
        (_doc("a.pdf", sketch=()), _doc("b.pdf", sketch=())),
        # Two months, two days, two providers, two numbers: forms of one kind.
        *[
            (
                _doc("kpi 1.xlsx", "kpi-report", period=label_period("2025-01"), sketch=sketch, flags=("draft",)),
                _doc("kpi 2.xlsx", "kpi-report", period=label_period("2025-02")),
            )
            for sketch in (FORM, TWIN)
        ],
        *[
            (
                _doc("Vigilance.pdf", "vigilance-certificate", provider=PAIE, sketch=sketch),
                _doc("URSSAF.pdf", "vigilance-certificate", provider="Autre"),
            )
            for sketch in (FORM, TWIN)
        ],
        (
            _doc("Copil A projet.docx", "steering-minutes", date=dt.date(2025, 3, 1), flags=("draft",), sketch=FORM),
            _doc("Copil B.docx", "steering-minutes", date=dt.date(2025, 6, 1)),
        ),
        (
            _doc("Vigilance A.pdf", "vigilance-certificate", provider=PAIE, date=JANUARY, sketch=TWIN),
            _doc("Vigilance B.pdf", "vigilance-certificate", provider=PAIE, date=JULY),
        ),
        (_doc("CA3 2025-08.pdf", "vat-return", sketch=TWIN), _doc("CA3 2025-09.pdf", "vat-return")),
        (_draft("Avenant 1 projet.docx", "contract-amendment"), _doc("Avenant 2.pdf", "contract-amendment")),
        # Without a sign of versions, sixty per cent are a form.
        (_doc("a/NDA nord.pdf", "nda", sketch=FORM), _doc("b/NDA sud.pdf", "nda")),
        # Different kinds.
        (_draft("x projet.docx", "nda"), _doc("y.pdf", "service-contract")),
    ],
)  # fmt: skip
def test_what_only_looks_alike(rules: Rules, one: Document, other: Document) -> None:
    for documents in ((one, other), (other, one)):
        assert not any("near-duplicate" in flags for flags in _flags(rules, *documents).values())


@pytest.mark.parametrize(
    ("name", "rank", "core"),
    [
        ("Contrat.pdf", None, ("contrat",)),
        ("Contrat v2.1.docx", (0, 2, 1), ("contrat",)),
        ("Contrat_V0.3 relu.docx", (-1, 0, 3), ("contrat",)),
        ("Contrat - projet.docx", (-1, 0, 0), ("contrat",)),
        ("Contrat VF.docx", (1, 0, 0), ("contrat",)),
        ("Contrat signé (2).pdf", (2, 0, 0), ("contrat",)),
        ("Contrat non signé.pdf", (-1, 0, 0), ("contrat",)),
        ("CV 2025.pdf", None, ("cv", "2025")),
    ],
)
def test_what_a_name_says_of_its_version(name: str, rank: tuple[int, int, int] | None, core: tuple[str, ...]) -> None:
    version = Version(_doc(f"dossier/{name}"))
    assert (version.rank, version.core) == (rank, core)


def test_a_thousand_forms_are_looked_through_quickly(rules: Rules) -> None:
    slips = [_doc(f"{n}.pdf", "payslip", sketch=TWIN) for n in range(1000)]
    assert len(_flags(rules, *slips)) == 1000


def _same(path: str, **changes: object) -> Document:
    made = replace(_doc(path), fingerprint=Fingerprint("same", "same", 10))
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("documents", "copies"),
    [
        ([_same("a.pdf")], set()),
        ([_same("a.pdf"), _same("b.pdf")], {"b.pdf"}),
        ([_same("a (1).pdf"), _same("b.pdf")], {"a (1).pdf"}),
        ([_same("Copie de b.pdf"), _same("b.pdf")], {"Copie de b.pdf"}),
        ([_same("a.zip!x.pdf", inside=True), _same("b.pdf")], {"a.zip!x.pdf"}),
        ([_same("a.pdf", size=0), _same("b.pdf", size=0)], set()),
        ([_same("a.pdf", fingerprint=None, sketch=()), _same("b.pdf")], set()),
    ],
)
def test_duplicates(rules: Rules, documents: list[Document], copies: set[str]) -> None:
    found = _flags(rules, *documents)
    assert {path for path, flags in found.items() if "duplicate" in flags} == copies
    assert not any("near-duplicate" in flags for flags in found.values())


def test_two_members_of_one_name_keep_their_own_flags(rules: Rules) -> None:
    twice = [_doc("a.zip!x.pdf", sketch=OTHER), _same("a.zip!x.pdf"), _same("b.pdf")]
    assert [d.flags for d in relate(twice, rules, PROFILE, AS_OF)] == [(), (), ("duplicate",)]


def _dated(path: str, type_id: str, year: int, **changes: object) -> Document:
    provider = changes.pop("provider", PAIE)
    processes = changes.pop("processes", ("payroll",))
    sketch = changes.pop("sketch", _sketch(range(year * 1000, year * 1000 + 200)))
    date = dt.date(year, 1, 15)
    return _doc(path, type_id, date=date, provider=provider, processes=processes, sketch=sketch, **changes)


ARTICLES, MINUTES = "articles-of-association", "general-meeting-minutes"


@pytest.mark.parametrize(
    ("documents", "old"),
    [
        ([_dated("a", ARTICLES, 2021)], set()),
        ([_dated("a", ARTICLES, 2021), _dated("b", ARTICLES, 2024)], {"a"}),
        ([_dated("a", ARTICLES, 2021), _dated("b", ARTICLES, 2024, flags=("draft",))], set()),
        ([_dated("a", ARTICLES, 2021), _dated("b", ARTICLES, 2024, state=State.CORRUPT)], set()),
        ([_dated("a", ARTICLES, 2021), replace(_dated("b", ARTICLES, 2024), date=None)], set()),
        ([_dated("a", ARTICLES, 2021), _dated("b", MINUTES, 2024)], set()),
        ([_dated("a", ARTICLES, 2021), _dated("b", MINUTES, 2024, mentions={"amends": ARTICLES})], {"a"}),
        ([_dated("a", ARTICLES, 2021), _dated("b", MINUTES, 2019, mentions={"amends": ARTICLES})], set()),
        # A proposal, and the contract that came of it.
        ([_dated("p", "provider-proposal", 2022)], set()),
        ([_dated("p", "provider-proposal", 2022), _dated("c", "service-contract", 2023)], {"p"}),
        ([_dated("p", "provider-proposal", 2022), _dated("c", "service-contract", 2021)], set()),
        ([_dated("p", "provider-proposal", 2022), _dated("c", "service-contract", 2023, flags=("unsigned",))], set()),
        ([_dated("p", "provider-proposal", 2022), _dated("c", "service-contract", 2023, provider="Autre")], set()),
        ([_dated("p", "provider-proposal", 2022), _dated("c", "service-contract", 2023, processes=("it",))], set()),
        # Contracts of one provider: the text must be the same one, renewed.
        ([_dated("a", "service-contract", 2020), _dated("b", "service-contract", 2024)], set()),
        (
            [
                _dated("a", "service-contract", 2020, sketch=WHOLE),
                _dated("b", "service-contract", 2024, sketch=REWORKED),
            ],
            {"a"},
        ),
        (
            [
                _dated("a", "service-contract", 2020, sketch=WHOLE),
                _dated("b", "service-contract", 2024, sketch=WHOLE, processes=("it",)),
            ],
            set(),
        ),
        (
            [
                _dated("a", "service-contract", 2020, sketch=WHOLE),
                _dated("b", "service-contract", 2024, sketch=TWIN, provider="Autre"),
            ],
            set(),
        ),
        # Put away with the old papers.
        ([_dated("ancien/c", "service-contract", 2015, provider=None)], {"ancien/c"}),
        ([_dated("99_Archives/c", "service-contract", 2015, provider=None)], {"99_Archives/c"}),
        ([_dated("Archives (Nord)/c", "service-contract", 2015, provider=None)], set()),
        ([_dated("Archives/c", "service-contract", 2015, provider=None, processes=("archiving",))], set()),
        ([_dated("old/c", "service-contract", 2023)], set()),  # the only one there is
        ([_dated("old/c", "service-contract", 2019), _dated("c", "service-contract", 2023)], {"old/c"}),
        ([_dated("old/c", "nda", 2019)], set()),
        # The service has ended, says the profile.
        ([_dated("c", "service-contract", 2019, provider="Ancien Parc")], {"c"}),
        # Registers and matrices, by their versions.
        (
            [_doc("RACI v1.xlsx", "raci-matrix", sketch=REWORKED), _doc("RACI vf.xlsx", "raci-matrix")],
            {"RACI v1.xlsx"},
        ),
        ([_doc("C v1.docx", "nda", sketch=REWORKED), _doc("C vf.docx", "nda")], set()),
        # The draft of what comes next is near what is in force, and not superseded by it.
        (
            [
                _dated("a", ARTICLES, 2021, sketch=WHOLE),
                _dated("projet", ARTICLES, 2024, sketch=REWORKED, flags=("draft",)),
            ],
            set(),
        ),
        ([_doc("a", ARTICLES, sketch=TWIN), _doc("b", ARTICLES)], set()),  # nothing says which came first
    ],
)  # fmt: skip
def test_superseded(rules: Rules, documents: list[Document], old: set[str]) -> None:
    for given in (documents, documents[::-1]):
        found = _flags(rules, *given)
        assert {path for path, flags in found.items() if "superseded" in flags} == old


def _named(type_id: str | None, *named: str, confidence: Confidence = Confidence.HIGH) -> Document:
    path = (type_id,) if type_id else ()
    return _doc("x", classification=Classification(type_id, path, confidence, (Candidate("nda", 1.0),), named))


@pytest.mark.parametrize(
    ("document", "misnamed"),
    [
        (_named("nda"), False),
        (_named("nda", "nda"), False),
        (_named("nda", "registration-extract"), True),
        (_named("nda", "lease"), False),  # « contrat » and « convention » name every kind of contract
        (_named("nda", "lease", "nda"), False),
        (_named("nda", "lease", confidence=Confidence.LOW), False),
        (_named("employment-contract", "service-contract"), False),
        (_named("payslip", "service-contract"), True),
        (_named(None, "lease"), False),
        (_named("invoice", "closing-file"), False),  # what supports a closing may take any form
    ],
)
def test_misnamed(rules: Rules, document: Document, misnamed: bool) -> None:
    assert ("misnamed" in _flags(rules, document)["x"]) is misnamed


@pytest.mark.parametrize(
    ("other", "missing"),
    [
        (_doc("d/other.pdf"), True),
        (_doc("d/annexe.pdf", mentions={"annex": "annexe 1"}), False),
        (_doc("e/annexe.pdf", mentions={"annex": "annexe 1"}), True),
        (_doc("e/annexe.pdf", mentions={"annex": "annexe 1"}, provider=PAIE), False),
        (_doc("d/annexe.pdf", mentions={"annex": "annexe 2"}), True),
    ],
)
def test_missing_annexes(rules: Rules, other: Document, missing: bool) -> None:
    contract = _doc("d/contrat.pdf", provider=PAIE, sketch=OTHER, mentions={"annexes": "annexe 1"})
    assert ("missing-annex" in _flags(rules, contract, replace(other, sketch=()))["d/contrat.pdf"]) is missing


def test_flags_are_counted() -> None:
    assert flags_of([_doc("a", flags=("draft", "misnamed")), _doc("b", flags=("draft",))]) == {
        "draft": 2,
        "misnamed": 1,
    }


@pytest.mark.parametrize(
    ("path", "type_id", "provider", "old"),
    [
        ("Ancien comptable/contrat.pdf", "service-contract", None, True),
        ("Former IT provider/report.pdf", "kpi-report", None, True),
        ("ex cabinet/attestation.pdf", "insurance-certificate", "Compta Ailleurs", True),
        ("Ancien comptable/contrat.pdf", "service-contract", PAIE, False),
        ("Ancien comptable/bilan.pdf", "financial-statements", None, False),
        ("Anciens salariés/contrat.pdf", "service-contract", None, False),
        ("Comptable/contrat.pdf", "service-contract", None, False),
    ],
)
def test_the_folder_of_a_former_provider(
    rules: Rules, path: str, type_id: str, provider: str | None, *, old: bool
) -> None:
    assert ("superseded" in _flags(rules, _doc(path, type_id, provider=provider))[path]) is old


@pytest.mark.parametrize(
    ("changes", "near"),
    [
        ({"flags": ("draft",), "date": dt.date(2025, 6, 2)}, True),
        ({"date": dt.date(2025, 6, 2)}, False),
        ({"flags": ("draft",), "date": dt.date(2025, 1, 2)}, False),
        ({"flags": ("draft",), "date": dt.date(2025, 7, 2)}, False),
    ],
)
def test_a_draft_of_minutes_bears_the_day_of_its_writing(
    rules: Rules, changes: dict[str, object], *, near: bool
) -> None:
    held = _doc("d/PV AGO 24-06-2025.docx", "general-meeting-minutes", date=dt.date(2025, 6, 24))
    draft = _doc("d/PV AGO 2025.docx", "general-meeting-minutes", **changes)
    assert ("near-duplicate" in _flags(rules, held, draft)["d/PV AGO 2025.docx"]) is near


@pytest.mark.parametrize(
    ("name", "type_id", "near"),
    [
        ("d/bail projet 12-2023.docx", "lease", True),
        ("d/bail projet lot 4471.docx", "lease", False),
        ("d/avenant projet 12-2023.docx", "contract-amendment", False),
    ],
)
def test_the_day_in_the_name_of_a_draft(rules: Rules, name: str, type_id: str, *, near: bool) -> None:
    signed, draft = _doc("d/bail 2024.pdf", type_id), _doc(name, type_id, flags=("draft",))
    assert ("near-duplicate" in _flags(rules, signed, draft)[name]) is near
