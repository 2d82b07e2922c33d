"""What binds a provider, taken together; and what is asked of whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import pytest

from dataroom.assess import Assessor
from dataroom.checklists import load_checklists
from dataroom.clause_rules import read_clauses
from dataroom.engagement import refers
from dataroom.model import (
    Bilingual,
    Classification,
    Clause,
    Confidence,
    Document,
    Evidence,
    Result,
    Severity,
    State,
    Status,
    Where,
)
from dataroom.phrasing import bilingual
from dataroom.relate import relate
from dataroom.room import Company, Deal, Outsourced, Profile
from dataroom.rules import load_rules
from dataroom.spans import label_period

RULES = load_rules()
NAMES: Mapping[str, Bilingual] = {rule.id: bilingual(rule.title) for rule in read_clauses(None).rules.values()}
CHECKLISTS = load_checklists([], RULES)
AS_OF = dt.date(2026, 3, 31)
PAIE, LAW = "Paie Exemple", "Exemple Avocats"
PROFILE = Profile(
    company=Company(name="Atelier Exemple", employees=60, turnover=9_000_000, balance_total=3_000_000),
    deal=Deal(as_of=AS_OF),
    outsourcing=(
        Outsourced(process="payroll", provider=PAIE, since=dt.date(2024, 1, 1)),
        Outsourced(process="legal-secretariat", provider=LAW, since=dt.date(2024, 1, 1)),
    ),
)
USUAL = ("purpose", "term", "termination", "price", "confidentiality", "liability", "jurisdiction")


def _clauses(*ids: str) -> tuple[Clause, ...]:
    return tuple(Clause(id_, found=True, page=1, quote=id_) for id_ in ids)


def _document(type_id: str | None, name: str, mentions: Mapping[str, str] = {}, **more: object) -> Document:
    more["mentions"] = {"recognised": "80", **mentions}
    known = Classification() if type_id is None else Classification(type_id, RULES.path_of(type_id), Confidence.HIGH)
    return replace(Document(name, 10, classification=known, provider=PAIE, processes=("payroll",)), **more)  # type: ignore[arg-type]


CONTRACT = _document("service-contract", "contrat.pdf", clauses=_clauses(*USUAL))
FORM = replace(CONTRACT, path="bon.pdf", mentions={**CONTRACT.mentions, "terms-cited": "1"})
TERMS = _document(None, "CGV.pdf", mentions={"terms": "1"}, clauses=_clauses("reversibility", "change-of-control"))
PLAIN_TERMS = replace(TERMS, clauses=_clauses("reversibility"))


def _results(*documents: Document, profile: Profile = PROFILE) -> list[Result]:
    return list(Assessor(documents, profile, AS_OF, RULES, NAMES).assess(CHECKLISTS))


def _of(results: list[Result], id_: str, provider: str | None = PAIE) -> Result:
    return next(r for r in results if r.id == id_ and r.provider == provider)


@pytest.mark.parametrize(
    ("documents", "status"),
    [
        ([CONTRACT], Status.SATISFIED),
        ([replace(CONTRACT, mentions={"hints": "change-of-control\t1\tcession de titres"})], Status.TO_CONFIRM),
        ([replace(CONTRACT, flags=("missing-annex",))], Status.TO_CONFIRM),
        ([replace(CONTRACT, mentions={"amendments-cited": "1"})], Status.TO_CONFIRM),
        ([replace(CONTRACT, clauses=_clauses("price", "term"))], Status.TO_CONFIRM),
        ([replace(CONTRACT, mentions={"recognised": "40"})], Status.TO_CONFIRM),
        ([replace(CONTRACT, state=State.IMAGE_ONLY, flags=("ocr",))], Status.TO_CONFIRM),
        ([FORM], Status.TO_CONFIRM),
        ([FORM, TERMS], Status.TO_CONFIRM),
        ([FORM, replace(PLAIN_TERMS, state=State.ENCRYPTED)], Status.TO_CONFIRM),
        ([FORM, PLAIN_TERMS], Status.SATISFIED),
        ([CONTRACT, replace(CONTRACT, path="autre.pdf", flags=("unsigned",))], Status.TO_CONFIRM),
        ([CONTRACT, replace(CONTRACT, path="modele.pdf", flags=("template",))], Status.SATISFIED),
        ([replace(CONTRACT, flags=("unsigned",))], Status.UNUSABLE),
        ([_document("contract-amendment", "avenant.pdf", clauses=_clauses(*USUAL))], Status.MISSING),
        ([CONTRACT, _document(None, "scan.pdf", state=State.IMAGE_ONLY)], Status.TO_CONFIRM),
        ([CONTRACT, _document(None, "lettre.pdf")], Status.SATISFIED),
    ],
)
def test_what_weighs_on_a_sale_is_absent_only_where_all_that_binds_was_read(
    documents: list[Document], status: Status
) -> None:
    found = _of(_results(*documents), "change-of-control")
    assert found.status is status, found.reasons


@pytest.mark.parametrize(
    ("quote", "referring"),
    [
        ("Insurance, liability and governing law are as stated in the MSA. Schedule A – Sites.", True),
        ("12. Assurances : voir contrat-cadre.", True),
        ("La responsabilité du titulaire est celle prévue à la convention-cadre du 3 mai 2022, article 9.", True),
        ("Confidentiality is governed by the Master Services Agreement dated 3 May 2022.", True),
        ("The Provider shall maintain insurance as set out in the MSA.", False),
        ("La responsabilité est plafonnée à 10 000 €, comme prévu au contrat-cadre.", False),
        ("Le prestataire souscrit une assurance conforme au contrat-cadre.", False),
        ("Il est conclu selon le contrat-cadre pour une durée d’un an.", False),
        ("Le tribunal de Lyon est seul compétent.", False),
        ("", False),
    ],
)
def test_a_reference_to_the_framework_agreement_is_no_clause(quote: str, referring: bool) -> None:
    clause = Clause("insurance", found=True, page=1, quote=quote)
    assert refers(clause) is referring
    order = replace(CONTRACT, clauses=(*CONTRACT.clauses, clause))
    found = _of(_results(order), "insurance-clause")
    assert found.status is (Status.PARTIAL if referring else Status.SATISFIED)
    above = replace(CONTRACT, path="cadre.pdf", clauses=_clauses("insurance", *USUAL))
    assert _of(_results(order, above), "insurance-clause").status is Status.SATISFIED


@pytest.mark.parametrize(("absent", "status"), [("annexe 3", Status.PARTIAL), ("annexe 2", Status.SATISFIED)])
def test_a_clause_that_leaves_its_subject_to_an_absent_annex_is_partly_there(absent: str, status: Status) -> None:
    clause = Clause("data-return", found=True, page=1, quote="Les données sont rendues selon l’annexe 3.")
    contract = replace(CONTRACT, clauses=(*CONTRACT.clauses, clause))
    (contract,) = relate(
        [replace(contract, mentions={**contract.mentions, "annexes": f"annexe 1\n{absent}"})], RULES, PROFILE, AS_OF
    )
    assert _of(_results(contract), "data-return").status is status


@pytest.mark.parametrize(
    ("date", "expires", "status"),
    [
        (dt.date(2025, 6, 28), dt.date(2025, 12, 31), Status.MISSING),  # over before the day on which one was due
        (dt.date(2025, 7, 3), dt.date(2026, 1, 2), Status.SATISFIED),
        (dt.date(2025, 6, 28), None, Status.SATISFIED),
        (dt.date(2025, 5, 28), None, Status.MISSING),
        (dt.date(2026, 3, 10), dt.date(2026, 9, 9), Status.MISSING),
    ],
)
def test_a_certificate_of_the_past_covers_the_day_on_which_it_was_due(
    date: dt.date, expires: dt.date | None, status: Status
) -> None:
    certificate = _document("vigilance-certificate", "urssaf.pdf", date=date, expires=expires)
    due = label_period("2026-01")
    (found,) = (
        r for r in _results(certificate) if r.id == "vigilance-history" and r.provider == PAIE and r.period == due
    )
    assert found.status is status


def test_what_is_there_is_told_before_the_doubt_whether_it_had_to_be() -> None:
    certificate = _document("vigilance-certificate", "urssaf.pdf", date=dt.date(2026, 2, 1))
    assert "urssaf.pdf" in _of(_results(certificate), "vigilance").reasons[0].fr
    assert "seuil" in _of(_results(), "vigilance").reasons[0].fr


def test_a_contract_that_one_party_signed_is_not_said_to_bear_no_signature() -> None:
    mark = (Evidence("signed by", Where.BODY),)
    for signature, said in (((), "aucune signature"), (mark, "toutes les parties")):
        found = _of(_results(replace(CONTRACT, flags=("unsigned",), signature=signature)), "contract")
        assert said in found.reasons[0].fr


def test_a_signed_form_and_the_terms_that_it_incorporates_are_one_contract() -> None:
    unsigned = _document("service-contract", "CGV.pdf", mentions={"terms": "1"}, clauses=_clauses("reversibility"))
    results = _results(FORM, replace(unsigned, flags=("standard-terms",)))
    assert _of(results, "contract").documents == ("bon.pdf",)
    assert _of(results, "reversibility").status is Status.SATISFIED
    assert _of(results, "reversibility").documents == ("bon.pdf", "CGV.pdf")
    assert _of(_results(CONTRACT, PLAIN_TERMS), "reversibility").status is Status.PARTIAL  # nothing refers to them


@pytest.mark.parametrize(("flags", "status"), [((), Status.SATISFIED), (("unsigned",), Status.PARTIAL)])
def test_an_amendment_adds_a_clause_once_it_is_signed(flags: tuple[str, ...], status: Status) -> None:
    amendment = _document(
        "contract-amendment", "avt.pdf", flags=flags, clauses=_clauses("reversibility"), mentions={"amendment": "1"}
    )
    assert _of(_results(CONTRACT, amendment), "reversibility").status is status


@pytest.mark.parametrize(
    ("type_id", "id_", "mentions", "status"),
    [
        ("access-rights-matrix", "access-rights", {"holders": PAIE}, Status.SATISFIED),
        ("access-rights-matrix", "access-rights", {"providers": PAIE}, Status.TO_CONFIRM),
        ("nda", "confidentiality", {}, Status.SATISFIED),
        ("nda", "confidentiality", {"personal": "1"}, Status.TO_CONFIRM),
        ("invoice", "provider-invoices", {}, Status.SATISFIED),
        ("invoice", "provider-invoices", {"issuer": "company"}, Status.MISSING),
        ("provider-proposal", "provider-proposals", {"offered-by": PAIE}, Status.SATISFIED),
        ("provider-proposal", "provider-proposals", {}, Status.TO_CONFIRM),
        ("service-contract", "contract", {"customer": "1"}, Status.MISSING),
        ("written-procedure", "procedure", {"procedure-of": "payroll"}, Status.SATISFIED),
        ("written-procedure", "procedure", {"procedure-of": "accounting"}, Status.MISSING),
    ],
)
def test_a_document_answers_for_a_provider_only_if_it_is_about_that_provider(
    type_id: str, id_: str, mentions: dict[str, str], status: Status
) -> None:
    document = _document(type_id, "piece.pdf", mentions=mentions, date=dt.date(2026, 2, 1))
    assert _of(_results(document), id_).status is status


def test_one_contract_answers_for_every_process_that_its_title_names() -> None:
    both = Outsourced(process="hr", provider=PAIE)
    profile = PROFILE.model_copy(update={"outsourcing": (*PROFILE.outsourcing, both)})
    named = replace(CONTRACT, mentions={"processes-named": "payroll\nhr"})
    for document, status in ((named, Status.SATISFIED), (CONTRACT, Status.MISSING)):
        (found,) = (r for r in _results(document, profile=profile) if r.id == "contract" and r.process == "hr")
        assert found.status is status


def test_a_contract_without_its_annexes_is_partly_there() -> None:
    assert _of(_results(replace(CONTRACT, flags=("missing-annex",))), "contract").status is Status.PARTIAL


@pytest.mark.parametrize("type_id", [None, "access-security-policy", "access-rights-matrix"])
def test_what_holds_passwords_is_never_put_forward(type_id: str | None) -> None:
    answer = _document(type_id, "codes.txt", flags=("secret",), provider=None, processes=()).classification
    unsure = replace(answer, confidence=Confidence.MEDIUM) if type_id else answer
    file = Document("codes.txt", 10, classification=unsure, flags=("secret",))
    assert not any("codes.txt" in r.documents for r in _results(file))


def test_what_a_buyer_asks_for_is_no_index() -> None:
    listed = _document("data-room-index", "DD request list.xlsx", provider=None, mentions={"request-list": "1"})
    assert not any(listed.path in r.documents for r in _results(listed))


def test_a_piece_without_a_date_keeps_its_series_open_and_says_why() -> None:
    dated = _document("payroll-register", "livre 02.pdf", period=label_period("2026-02"))
    undated = _document("payroll-register", "livre.pdf")
    months = {r.period.label: r for r in _results(dated, undated) if r.id == "payroll-register" and r.period}
    assert months["2026-02"].status is Status.SATISFIED
    assert months["2025-12"].status is Status.TO_CONFIRM
    assert "date n’a pas été lue" in months["2025-12"].reasons[0].fr


def test_a_draft_shows_that_a_series_ran_so_that_what_follows_is_a_hole() -> None:
    first = _document("payroll-register", "p.pdf", period=label_period("2025-06"), flags=("draft",))
    last = _document("payroll-register", "d.pdf", period=label_period("2026-02"))
    months = {r.period.label: r for r in _results(first, last) if r.id == "payroll-register" and r.period}
    assert "trou dans la série" in months["2025-09"].reasons[0].fr
    assert (months["2025-04"].severity, months["2025-09"].severity) == (Severity.MINOR, Severity.MAJOR)


def test_a_piece_that_is_not_due_yet_is_shown_all_the_same() -> None:
    early = _document("payroll-register", "mars.pdf", period=label_period("2026-02"))
    found = [r for r in _results(early) if r.id == "payroll-register" and r.status is Status.SATISFIED]
    assert [r.period.label for r in found if r.period] == ["2026-02"]


@pytest.mark.parametrize(("mentions", "filled"), [({"reviewed": "2025-H1"}, "2025-H1"), ({}, "2025-H2")])
def test_a_meeting_counts_for_the_period_that_it_says_it_reviewed(mentions: dict[str, str], filled: str) -> None:
    contract = replace(CONTRACT, mentions={"cadence-meeting": "half"})
    minutes = _document("steering-minutes", "copil.docx", date=dt.date(2025, 7, 16), mentions=mentions)
    found = [r for r in _results(contract, minutes) if r.id == "steering" and r.status is Status.SATISFIED]
    assert [r.period.label for r in found if r.period] == [filled]


def test_no_processing_agreement_is_asked_of_a_lawyer() -> None:
    results = _results()
    assert _of(results, "data-processing", LAW).status is Status.NOT_APPLICABLE
    assert "07/2020" in _of(results, "data-processing", LAW).reasons[0].fr
    assert _of(results, "data-processing").status is Status.MISSING


@pytest.mark.parametrize(("form", "status"), [("sarl", Status.NOT_APPLICABLE), ("", Status.MISSING)])
def test_a_sarl_keeps_no_share_register(form: str, status: Status) -> None:
    mentions = {"legal-form": form} if form else {}
    articles = _document("articles-of-association", "statuts.pdf", provider=None, mentions=mentions)
    assert _of(_results(articles), "share-register", None).status is status


def test_the_size_that_calls_for_an_auditor_is_that_of_the_year() -> None:
    asked = [r.period.label for r in _results() if r.id == "auditor-report" and r.period]
    assert asked == ["2022", "2023"]  # €8m and 50 employees then; €10m are not reached since


def test_what_the_company_itself_holds_bears_no_provider() -> None:
    own = {"social-security-position", "auditor-report", "risk-assessment", "benefit-plans", "security-policy"}
    assert {r.provider for r in _results() if r.id in own} == {None}


def test_the_doubts_of_the_profile_are_not_told_to_those_who_are_asked() -> None:
    old = _document("vigilance-certificate", "urssaf.pdf", date=dt.date(2025, 1, 1))
    found = _of(_results(old), "vigilance")
    assert any("seuil" in r.fr for r in found.reasons)
    assert found.request is not None
    assert "seuil" not in found.request.fr


def test_an_amendment_is_asked_for_by_its_number() -> None:
    cited = replace(CONTRACT, mentions={"amendments-cited": "1"})
    request = _of(_results(cited), "amendments").request
    assert request is not None
    assert "l’avenant n° 1 signé" in request.fr


def test_one_unsigned_lease_beside_a_signed_one_is_not_the_whole() -> None:
    signed = _document("lease", "bail.pdf", provider=None)
    draft = _document("lease", "bail dépôt.pdf", provider=None, flags=("draft",))
    assert _of(_results(signed), "lease", None).status is Status.SATISFIED
    assert _of(_results(signed, draft), "lease", None).status is Status.PARTIAL


@pytest.mark.parametrize(
    ("fee", "severity"), [("1800", Severity.MINOR), ("6000", Severity.BLOCKING), (None, Severity.BLOCKING)]
)
def test_a_small_contract_weighs_little_for_the_duty_of_vigilance(fee: str | None, severity: Severity) -> None:
    mentions = {"yearly-fee": fee} if fee else {}
    found = _of(_results(replace(CONTRACT, mentions=mentions)), "vigilance")
    assert (found.status, found.severity) == (Status.MISSING, severity)
    assert any("par an" in reason.fr for reason in found.reasons) is (severity is Severity.MINOR)


@pytest.mark.parametrize(("clause", "status"), [("service-levels", Status.SATISFIED), ("penalties", Status.TO_CONFIRM)])
def test_service_levels_for_every_client_belong_to_the_contract_that_promises_them(clause: str, status: Status) -> None:
    levels = _document(
        "service-level-agreement", "sla.pdf", {"company": "unnamed", "terms": "1"}, flags=("standard-terms",)
    )
    contract = replace(CONTRACT, clauses=_clauses(clause, *USUAL))
    assert _of(_results(contract, levels), "service-levels").status is status


@pytest.mark.parametrize(
    ("flags", "mentions", "status"),
    [
        ((), {}, Status.SATISFIED),
        (("unsigned",), {}, Status.UNUSABLE),
        (("unsigned",), {"company": "unnamed"}, Status.TO_CONFIRM),  # the provider’s terms for every client
        (("standard-terms",), {}, Status.TO_CONFIRM),
        (("draft", "unsigned"), {"company": "unnamed"}, Status.UNUSABLE),
    ],
)
def test_a_processing_agreement_for_every_client_needs_no_signature_of_its_own(
    flags: tuple[str, ...], mentions: dict[str, str], status: Status
) -> None:
    agreement = _document("data-processing-agreement", "dpa.pdf", mentions, flags=flags)
    found = _of(_results(agreement), "data-processing")
    assert found.status is status
    assert any("art. 28 § 9" in reason.fr for reason in found.reasons) is (status is Status.TO_CONFIRM)


@pytest.mark.parametrize(
    ("country", "seats", "severity", "said"),
    [
        (None, "", Severity.BLOCKING, False),
        (None, f"{PAIE}\tMU", Severity.MINOR, True),
        (None, "Autre\tMU", Severity.BLOCKING, False),
        ("LU", "", Severity.MINOR, True),
        ("FR", f"{PAIE}\tMU", Severity.BLOCKING, False),
    ],
)
def test_a_provider_abroad_is_asked_for_what_its_own_country_issues(
    country: str | None, seats: str, severity: Severity, *, said: bool
) -> None:
    entries = tuple(entry.model_copy(update={"country": country}) for entry in PROFILE.outsourcing)
    contract = replace(CONTRACT, mentions={**CONTRACT.mentions, "seats": seats})
    results = _results(contract, profile=PROFILE.model_copy(update={"outsourcing": entries}))
    found, extract = _of(results, "vigilance"), _of(results, "registration")
    assert found.severity is severity
    assert any("hors de France" in reason.fr for reason in found.reasons) is said
    assert extract.request is not None
    assert ("Kbis" in extract.request.fr) is not said


def test_a_letter_that_says_that_no_auditor_is_due_is_put_forward() -> None:
    profile = PROFILE.model_copy(update={"company": Company(name="Atelier Exemple")})
    letter = _document(None, "lettre.pdf", {"no-auditor": "un seul des trois seuils"}, provider=None)
    for documents, status in (((), Status.MISSING), ((letter,), Status.TO_CONFIRM)):
        found = _of(_results(*documents, profile=profile), "auditor-report", None)
        assert found.status is status
    draft = replace(letter, flags=("draft",))
    assert _of(_results(draft, profile=profile), "auditor-report", None).status is Status.MISSING


@pytest.mark.parametrize(
    ("flags", "process", "status"),
    [((), "reporting", Status.SATISFIED), (("unsigned",), "reporting", Status.MISSING), ((), "hr", Status.MISSING)],
)
def test_an_amendment_extends_a_contract_to_a_further_process(
    flags: tuple[str, ...], process: str, status: Status
) -> None:
    further = Outsourced(process="reporting", provider=PAIE)
    profile = PROFILE.model_copy(update={"outsourcing": (*PROFILE.outsourcing, further)})
    amendment = _document("contract-amendment", "avenant.pdf", {"processes-named": process}, flags=flags)
    results = _results(CONTRACT, amendment, profile=profile)
    (found,) = (r for r in results if r.id == "contract" and r.process == "reporting")
    assert found.status is status
    assert (found.documents == ("contrat.pdf",)) is (status is Status.SATISFIED)


def test_a_lease_past_its_term_may_run_on_and_its_renewal_is_asked_for() -> None:
    lease = _document("lease", "bail.pdf", provider=None, processes=())
    over = replace(lease, path="bail 2014.pdf", flags=("expired",), expires=dt.date(2023, 4, 30))
    found = _of(_results(lease, over), "lease", None)
    assert found.status is Status.PARTIAL
    assert any("a expiré le 30 avril 2023" in r.fr and "L. 145-9" in r.fr for r in found.reasons)
    gone = replace(over, flags=("expired", "superseded"))
    assert _of(_results(lease, gone), "lease", None).status is Status.SATISFIED


@pytest.mark.parametrize(
    ("staff", "flags", "severity", "doubtful"),
    [
        (None, (), Severity.MAJOR, True),
        ("14", (), Severity.MAJOR, False),
        ("8", (), Severity.MINOR, True),
        ("8", ("other-company",), Severity.MAJOR, True),
    ],
)
def test_the_head_count_of_the_accounts_tells_whether_a_duty_begins(
    staff: str | None, flags: tuple[str, ...], severity: Severity, *, doubtful: bool
) -> None:
    profile = PROFILE.model_copy(update={"company": Company(name="Atelier Exemple")})
    mentions = {} if staff is None else {"staff": staff}
    accounts = _document("financial-statements", "comptes.pdf", mentions, provider=None, flags=flags)
    found = next(r for r in _results(accounts, profile=profile) if r.id == "works-council")
    assert found.severity is severity
    assert any("seuil" in reason.fr for reason in found.reasons) is doubtful
