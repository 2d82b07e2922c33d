"""`dataroom explain`: why a document got its type, or a requirement its status."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import click

from dataroom.cli.options import LANG
from dataroom.cli.report import load_report
from dataroom.errors import UsageError
from dataroom.model import Bilingual, Document, Evidence, Report, Result
from dataroom.printable import visible

_WORDS = {
    "state": ("état", "state"),
    "type": ("type", "type"),
    "none": ("aucun : rien ne l’emporte assez nettement", "none: nothing stands out clearly enough"),
    "confidence": ("confiance", "confidence"),
    "provider": ("prestataire", "provider"),
    "period": ("période", "period"),
    "date": ("date", "date"),
    "expires": ("fin de validité", "valid until"),
    "flags": ("signalements", "flags"),
    "why": ("pourquoi", "why"),
    "candidate": ("candidat", "candidate"),
    "score": ("score", "score"),
    "used": ("sert à", "used for"),
    "status": ("statut", "status"),
    "severity": ("gravité", "severity"),
    "documents": ("pièces", "documents"),
    "request": ("demande", "request"),
    "page": ("page", "page"),
    "more": ("autres pièces ; préciser le chemin", "more documents; give more of the path"),
}
_MOST = 20


@click.command("explain")
@click.argument("file", metavar="REPORT.json", type=click.Path(path_type=Path))
@click.argument("subject", metavar="DOCUMENT")
@LANG
def command(file: Path, subject: str, lang: str | None) -> None:
    """Explain DOCUMENT (a path, a part of one, or the id or key of a requirement) as REPORT.json has it."""
    report = load_report(file)
    tongue = lang or report.language
    documents = _documents(report, subject)
    results = [r for r in report.requirements if subject in {r.id, r.key}]
    if not documents and not results:
        raise UsageError(f"{file}: expected a document’s path or a requirement’s id of this report, got {subject!r}")
    lines = [line for d in documents[:_MOST] for line in _document(report, d, tongue)]
    lines += [f"… {len(documents) - _MOST} {_word('more', tongue)}"] if len(documents) > _MOST else []
    lines += [line for r in results for line in _result(r, tongue)]
    click.echo("\n".join(map(visible, lines)))


def _documents(report: Report, subject: str) -> list[Document]:
    wanted = unicodedata.normalize("NFC", subject)
    exact = [d for d in report.documents if unicodedata.normalize("NFC", d.path) == wanted]
    return exact or [d for d in report.documents if wanted in unicodedata.normalize("NFC", d.path)]


def _word(name: str, lang: str) -> str:
    return _WORDS[name][0 if lang == "fr" else 1]


def _say(text: Bilingual, lang: str) -> str:
    return text.fr if lang == "fr" else text.en


def _title(report: Report, type_id: str, lang: str) -> str:
    title = report.titles.get(type_id)
    return f"{_say(title, lang)} ({type_id})" if title else type_id


def _document(report: Report, document: Document, lang: str) -> Iterator[str]:
    yield document.path
    yield f"  {_word('state', lang)}: {document.state}" + (
        f" – {_say(document.reason, lang)}" if document.reason else ""
    )
    yield f"  {_word('type', lang)}: " + (_title(report, document.type, lang) if document.type else _word("none", lang))
    shown = {
        "confidence": document.classification.confidence,
        "provider": document.provider,
        "period": document.period.label if document.period else None,
        "date": document.date,
        "expires": document.expires,
        "flags": ", ".join(document.flags),
    }
    yield from (f"  {_word(name, lang)}: {value}" for name, value in shown.items() if value)
    yield from (f"  {_word('why', lang)}: {_say(note, lang)}" for note in document.notes)
    for candidate in document.classification.candidates:
        yield f"  {_word('candidate', lang)}: {candidate.type}, {_word('score', lang)} {candidate.score:g}"
        yield from (f"    {_evidence(evidence, lang)}" for evidence in candidate.evidence)
    for result in report.requirements:
        if document.path in result.documents:
            yield f"  {_word('used', lang)}: {_say(result.title, lang)} – {result.status}"


def _evidence(evidence: Evidence, lang: str) -> str:
    page = f", {_word('page', lang)} {evidence.page}" if evidence.page else ""
    return f"{evidence.where}{page}: « {evidence.cue} » – {evidence.quote}"


def _result(result: Result, lang: str) -> Iterator[str]:
    of_whom = [v for v in (result.process, result.provider, result.period.label if result.period else None) if v]
    yield f"{_say(result.title, lang)} [{result.key}]" + (f" – {', '.join(of_whom)}" if of_whom else "")
    yield f"  {_word('status', lang)}: {result.status}; {_word('severity', lang)}: {result.severity}"
    yield from (f"  {_word('why', lang)}: {_say(reason, lang)}" for reason in result.reasons)
    yield from (f"  {_word('documents', lang)}: {path}" for path in result.documents)
    if result.request is not None:
        yield f"  {_word('request', lang)}: {_say(result.request, lang)}"
