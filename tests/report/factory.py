"""A rich made-up report: every status, state and flag, names that would like to do harm."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from typing import Any

from dataroom.model import (
    Bilingual,
    Candidate,
    ChecklistRef,
    Classification,
    Clause,
    Confidence,
    CrossCheck,
    Document,
    Evidence,
    Finding,
    Fingerprint,
    Gauges,
    Integrity,
    Outcome,
    Period,
    Report,
    Result,
    Severity,
    State,
    Status,
    Unread,
    Verdict,
    Where,
)

AS_OF = dt.date(2026, 3, 31)
PROVIDERS = {"payroll": "Paie Horizon", "accounting": "Cabinet Ferrand & Associés", "it": "Nuage <Sud>"}
TYPES = {
    "service-contract": Bilingual("Contrat de prestation de services", "Service contract"),
    "vigilance-certificate": Bilingual("Attestation de vigilance (URSSAF)", "Vigilance certificate"),
    "payroll-register": Bilingual("Livre de paie", "Payroll register"),
    "financial-statements": Bilingual("Comptes annuels", "Financial statements"),
    "insurance-certificate": Bilingual("Attestation d’assurance", "Insurance certificate"),
    "shareholders-agreement": Bilingual("Pacte d’associés", "Shareholders’ agreement"),
    "exit-plan": Bilingual("Plan de réversibilité", "Exit plan"),
}
HOSTILE = (
    "99/<script>alert(1)</script>.pdf",
    "99/</script><img src=x onerror=alert(1)>.pdf",
    "99/facture\u202efdp.exe",
    "99/=cmd|' \\u002FC calc'!A0.xlsx",
    "99/retour\nligne\x1b[31m rouge.txt",
    '99/" onmouseover="alert(1).docx',
    "99/{{ 7 * 7 }} {% raw %}.txt",
    "99/été — œuvre 日本語.pdf",
    "99/&amp; &lt;b&gt;.pdf",
    "99/\udcff\udcfe.pdf",
)


def month(year: int, number: int) -> Period:
    start = dt.date(year, number, 1)
    end = (start + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    return Period(f"{year}-{number:02d}", start, end)


def year(number: int) -> Period:
    return Period(str(number), dt.date(number, 1, 1), dt.date(number, 12, 31))


def fingerprint(seed: str, size: int = 1000) -> Fingerprint:
    name = seed.encode("utf-8", "surrogatepass")
    return Fingerprint(hashlib.blake2s(name).hexdigest(), hashlib.sha256(name).hexdigest(), size)


def classification(type_id: str, confidence: Confidence = Confidence.HIGH) -> Classification:
    cues = (
        Evidence(
            type_id.replace("-", " "), Where.TITLE, 1, f"… entre les soussignés, le présent {type_id} est conclu …"
        ),
        Evidence("fait à", Where.BODY, 3, "… Fait à Lyon, le 12 mars 2024, en deux exemplaires …"),
    )
    other = Candidate("commercial-contract", 2.5, (Evidence("contrat", Where.NAME),))
    return Classification(type_id, ("contract", type_id), confidence, (Candidate(type_id, 12.75, cues), other))


def document(path: str, type_id: str | None = None, **more: object) -> Document:
    found = classification(type_id) if type_id else Classification()
    plain = Document(
        path=path,
        size=48_213,
        raw=path.encode("utf-8", "surrogateescape"),
        fingerprint=fingerprint(path),
        media_type="application/pdf",
        pages=4,
        language="fr",
        classification=found,
    )
    return replace(plain, **more)  # type: ignore[arg-type] # the test's own names


def result(id_: str, status: Status, severity: Severity = Severity.MAJOR, **more: object) -> Result:
    title = Bilingual(f"Exigence {id_.replace('-', ' ')}", f"Requirement {id_.replace('-', ' ')}")
    plain = Result(
        id=id_,
        key="",
        checklist="back-office",
        title=title,
        severity=severity,
        accepts=(id_,),
        status=status,
        seed=(3,),
        reasons=(Bilingual(f"Motif : {status.value}.", f"Reason: {status.value}."),),
        request=Bilingual(f"Bonjour,\n\nMerci de nous transmettre : {id_}.", f"Hello,\n\nPlease send us: {id_}.")
        if status.is_open
        else None,
    )
    plain = replace(plain, owner="provider" if more.get("provider") else "internal")
    made = replace(plain, **more)  # type: ignore[arg-type] # the test's own names
    key = f"{id_}:{made.process or ''}:{made.provider or ''}:{made.period.label if made.period else ''}"
    return replace(made, key=key)


def contract(process: str, provider: str) -> Document:
    clauses = (
        Clause("purpose", found=True, page=1, quote="Article 1 – Objet. Le prestataire assure…"),
        Clause("term", found=True, page=2, quote="Le contrat est conclu pour une durée de trois ans…"),
        Clause("reversibility", found=False),
        Clause("change-of-control", found=False),
        Clause("liability-cap", found=True, page=5, quote="La responsabilité est plafonnée à…"),
    )
    return document(
        f"01_Contrats/{process}/Contrat {provider}.pdf",
        "service-contract",
        provider=provider,
        processes=(process,),
        date=dt.date(2022, 1, 1),
        expires=dt.date(2026, 12, 31),
        signature=(Evidence("lu et approuvé", Where.BODY, 9, "… Lu et approuvé, bon pour accord …"),),
        clauses=clauses,
        flags=("unsigned",) if process == "it" else (),
    )


def documents() -> tuple[Document, ...]:
    contracts = [contract(process, provider) for process, provider in PROVIDERS.items()]
    registers = [
        document(
            f"03_Paie/Livre de paie 2025-{n:02d}.pdf",
            "payroll-register",
            period=month(2025, n),
            provider=PROVIDERS["payroll"],
            processes=("payroll",),
            flags=("personal-data",),
        )
        for n in range(1, 11)
    ]
    states = [
        document(
            f"08_Divers/{state.value}.pdf",
            state=state,
            reason=Bilingual(f"Raison : {state.value}", f"Reason: {state.value}"),
            fingerprint=None if state in {State.CHANGED, State.UNREADABLE} else fingerprint(state.value),
            pages=None,
            language=None,
        )
        for state in State
        if state is not State.OK
    ]
    odd = [document(path, raw=path.encode("utf-8", "surrogateescape")) for path in HOSTILE]
    others = [
        document("02_Compta/Comptes 2024.pdf", "financial-statements", period=year(2024)),
        document(
            "02_Compta/Comptes 2025 projet.xlsx",
            "financial-statements",
            period=year(2025),
            flags=("draft", "hidden-content"),
            notes=(Bilingual("« Projet » dans le nom.", "“Projet” in the name."),),
        ),
        document("04_Juridique/Pacte d’associés 2023.pdf", "shareholders-agreement", raw=None),
        document("04_Juridique/Pacte copie.pdf", "shareholders-agreement", flags=("duplicate",)),
        document("05_Archive.zip", media_type="application/zip", pages=None),
        document("05_Archive.zip!RC Pro.pdf", "insurance-certificate", raw=None, expires=dt.date(2025, 12, 31)),
        document("06_\\xff\\xe9t\\xe9.pdf", raw=b"06_\xff\xe9t\xe9.pdf"),
    ]
    return (*contracts, *registers, *states, *odd, *others)


def requirements() -> tuple[Result, ...]:
    return (*_per_provider(), *_per_month(), *_of_company())


def _per_provider() -> list[Result]:
    found = []
    for process, provider in PROVIDERS.items():
        subject: dict[str, Any] = {"process": process, "provider": provider}
        paths = (f"01_Contrats/{process}/Contrat {provider}.pdf",)
        signed = Status.TO_CONFIRM if process == "it" else Status.SATISFIED
        found += [
            result("service-contract", signed, Severity.BLOCKING, documents=paths, **subject),
            result("vigilance-certificate", Status.MISSING, Severity.BLOCKING, **subject),
            result("exit-plan", Status.PARTIAL if process == "payroll" else Status.MISSING, documents=paths, **subject)
            if process != "accounting"
            else result("exit-plan", Status.WAIVED, **subject),
            result("insurance-certificate", Status.UNUSABLE, Severity.MINOR, **subject)
            if process == "payroll"
            else result("insurance-certificate", Status.NOT_APPLICABLE, Severity.MINOR, **subject),
        ]
    return found


def _per_month() -> list[Result]:
    subject: dict[str, Any] = {"process": "payroll", "provider": PROVIDERS["payroll"]}
    months = [month(2025, n) for n in range(1, 13)]
    return [
        result(
            "payroll-register",
            Status.SATISFIED,
            period=p,
            documents=(f"03_Paie/Livre de paie {p.label}.pdf",),
            **subject,
        )
        if p.label <= "2025-10"
        else result("payroll-register", Status.MISSING, period=p, **subject)
        for p in months
    ]


def _of_company() -> list[Result]:
    return [
        result(
            "financial-statements",
            Status.SATISFIED,
            Severity.BLOCKING,
            period=year(2024),
            documents=("02_Compta/Comptes 2024.pdf",),
        ),
        result(
            "financial-statements",
            Status.PARTIAL,
            Severity.BLOCKING,
            period=year(2025),
            documents=("02_Compta/Comptes 2025 projet.xlsx",),
        ),
        result("shareholders-agreement", Status.WITHHELD, documents=("04_Juridique/Pacte d’associés 2023.pdf",)),
        result("delegation-of-authority", Status.TO_CONFIRM, Severity.MINOR, process="it"),
    ]


def findings() -> tuple[Finding, ...]:
    return (
        Finding(
            "duplicates",
            Severity.MINOR,
            Confidence.HIGH,
            Bilingual("Deux fichiers identiques.", "Two files are the same."),
            Bilingual("Gardez-en un.", "Keep one."),
            "04_Juridique/Pacte copie.pdf",
        ),
        Finding(
            "personal-data",
            Severity.MAJOR,
            Confidence.MEDIUM,
            Bilingual("12 numéros de sécurité sociale (1•• •• ••).", "12 social-security numbers (1•• •• ••)."),
            Bilingual("Remplacez par une version anonymisée.", "Replace with an anonymised version."),
            "03_Paie/Livre de paie 2025-01.pdf",
            2,
        ),
        Finding(
            "certificate-expired",
            Severity.BLOCKING,
            Confidence.HIGH,
            Bilingual("Attestation périmée depuis 90 jours.", "Certificate expired 90 days ago."),
            Bilingual("Demandez l’attestation en cours.", "Ask for the current one."),
            "05_Archive.zip!RC Pro.pdf",
            1,
        ),
        Finding(
            "temporary-files",
            Severity.MINOR,
            Confidence.HIGH,
            Bilingual("Fichiers temporaires dans la salle.", "Temporary files in the room."),
            Bilingual("Supprimez-les.", "Remove them."),
        ),
    )


def checks() -> tuple[CrossCheck, ...]:
    """A check that could be made, and one on a document that is withheld."""
    return (
        CrossCheck(
            "headcount",
            Bilingual("Effectif d’une pièce à l’autre", "Head count from one document to another"),
            Outcome.AGREES,
            ("03_Paie/Livre de paie 2025-01.pdf", "03_Paie/Livre de paie 2025-02.pdf"),
            Bilingual("22 et 22.", "22 and 22."),
        ),
        CrossCheck(
            "share-title",
            Bilingual("Titres", "Shares"),
            Outcome.NOT_COMPARABLE,
            ("04_Juridique/Pacte d’associés 2023.pdf",),
            Bilingual("Il manque le registre : 510 parts.", "The register is missing: 510 shares."),
        ),
    )


def rich() -> Report:
    docs = documents()
    return Report(
        room="Atelier des Quais",
        as_of=AS_OF,
        edition="seller",
        language="fr",
        rules_digest="r" * 8 + "0" * 56,
        checklists=(
            ChecklistRef("back-office", Bilingual("Back-office externalisé", "Outsourced back office"), "c" * 64),
        ),
        verdict=Verdict.NOT_READY,
        gauges=Gauges(
            completeness={"satisfied": 13, "partial": 2, "unusable": 1, "to-confirm": 2, "missing": 6},
            usability={"documents": len(docs), "read": len(docs) - 9, "unread": 9},
            integrity={"files": len(docs), "hashed": len(docs) - 2, "unhashed": 2},
            confidentiality={"personal-data": 10, "secret": 0, "hidden-content": 1, "not-checked": 9},
        ),
        documents=docs,
        requirements=requirements(),
        findings=findings(),
        unread=tuple(
            Unread(d.path, d.state, d.reason) for d in docs if d.state is not State.OK and d.reason is not None
        ),
        integrity=Integrity("rfc9162-sha256", "ab" * 32, len(docs), 2_345_678),
        profile={
            "company": {"name": "Atelier des Quais", "siren": "552100554", "country": "FR", "fiscal_year_end": "12-31"},
            "deal": {"type": "share", "phase": "pre-sale", "as_of": "2026-03-31"},
            "language": "fr",
            "outsourcing": [
                {"process": process, "provider": provider, "aliases": [], "since": "2022-01-01"}
                for process, provider in PROVIDERS.items()
            ],
            "waivers": [],
            "decisions": [],
        },
        assumptions=(
            Bilingual("L’exercice est supposé clos le 31 décembre.", "The year is assumed to end on 31 December."),
        ),
        run={
            "started": "2026-03-31T22:00:00Z",
            "finished": "2026-03-31T22:00:09Z",
            "version": "0.1.0",
            "options": {"full": False},
            "history": {"previous_head": "ef" * 32},
        },
        titles=TYPES,
        checks=checks(),
    )


def empty() -> Report:
    """Give a report about a room in which nothing was found."""
    return Report(
        room="Vide",
        as_of=AS_OF,
        edition="seller",
        language="fr",
        rules_digest="",
        checklists=(),
        verdict=Verdict.READY,
        gauges=Gauges({}, {}, {}, {}),
        documents=(),
        requirements=(),
        findings=(),
        unread=(),
        integrity=Integrity("rfc9162-sha256", "", 0, 0),
    )
