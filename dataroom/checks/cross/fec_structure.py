"""Whether a file of accounting entries (FEC) is built as the order of the State says."""

from __future__ import annotations

from collections.abc import Iterator

from dataroom.checks.cross.given import Check, Comparison, Given, Rule, agrees, cannot, count, differs, euros
from dataroom.fec import FecFigures, fec_of
from dataroom.fec_header import FEC_COLUMNS
from dataroom.model import Bilingual, Confidence, Document, Finding, Severity

_FAULTS = {
    "columns": ("lignes qui n’ont pas 18 champs", "lines that have not 18 fields"),
    "date": ("dates d’écriture absentes ou qui ne sont pas AAAAMMJJ", "entry dates missing or not YYYYMMDD"),
    "piece-date": ("dates de pièce qui ne sont pas AAAAMMJJ", "document dates that are not YYYYMMDD"),
    "lettering-date": ("dates de lettrage qui ne sont pas AAAAMMJJ", "lettering dates that are not YYYYMMDD"),
    "validation-date": ("dates de validation qui ne sont pas AAAAMMJJ", "validation dates that are not YYYYMMDD"),
    "account": ("comptes qui ne commencent pas par trois chiffres", "accounts that do not begin with three digits"),
    "both-sides": ("lignes à la fois au débit et au crédit", "lines on the debit and on the credit side at once"),
    "amount": ("montants illisibles", "amounts that cannot be read"),
    "decimal-point": ("montants écrits avec un point au lieu d’une virgule", "amounts with a point instead of a comma"),
    "thousands": ("montants avec séparateur de milliers", "amounts with separators of thousands"),
    "number-empty": ("lignes sans numéro d’écriture", "lines without an entry number"),
    "journal-empty": ("lignes sans code de journal", "lines without a journal code"),
    "label-empty": ("lignes sans libellé", "lines without a wording"),
    "piece-empty": ("lignes sans référence de pièce", "lines without a document reference"),
}
_LIGHT = frozenset({"label-empty", "piece-empty", "lettering-date"})
_MOST_GAPS = 20  # one missing number in so many: beyond, the numbers are no plain sequence


def _run(given: Given) -> Iterator[Comparison]:
    for document in given.of("accounting-entries-file", drafts=True):
        figures = fec_of(document)
        if figures is None:
            yield from _unlike(document)
            continue
        found = [*_form(document, figures), *_lines(document, figures), *_balance(document, figures)]
        found += [*_validated(document, figures), *_numbers(document, figures)]
        if found:
            yield differs(found, document)
        elif not figures["complete"]:
            yield cannot(
                f"« {document.name} » est trop long : seules ses premières lignes ont été contrôlées.",
                f"“{document.name}” is too long: its first lines alone were checked.",
                document,
            )
        else:
            lines = count(figures["lines"])
            yield agrees(
                f"« {document.name} » : {lines.fr} lignes conformes.",
                f"“{document.name}”: {lines.en} lines as they must be.",
                document,
            )


def _unlike(document: Document) -> Iterator[Comparison]:
    if document.media_type.startswith("text/"):
        message = Bilingual(
            f"« {document.name} » n’a pas les colonnes d’un fichier des écritures comptables.",
            f"“{document.name}” has not the columns of an accounting entries file.",
        )
        yield differs([FEC_STRUCTURE.finding("fec-columns", Confidence.MEDIUM, message, document)], document)
    else:
        yield cannot(
            f"« {document.name} » n’est pas un fichier texte : sa structure ne peut être contrôlée.",
            f"“{document.name}” is no text file: its structure cannot be checked.",
            document,
        )


def _form(document: Document, figures: FecFigures) -> Iterator[Finding]:
    said: list[tuple[str, str]] = []
    if figures["missing"]:
        columns = ", ".join(figures["missing"])
        said.append((f"il manque {columns}", f"{columns} missing"))
    if not figures["in_order"]:
        said.append(("les colonnes ne sont pas dans l’ordre", "the columns are out of order"))
    if len([cell for cell in figures["columns"] if cell]) > len(FEC_COLUMNS):
        said.append(("il y a plus de 18 colonnes", "there are more than 18 columns"))
    if figures["separator"] not in {"tab", "|"}:
        separator = figures["separator"]
        said.append((f"le séparateur est « {separator} »", f"the separator is “{separator}”"))
    if said:
        fr, en = " ; ".join(s[0] for s in said), "; ".join(s[1] for s in said)
        message = Bilingual(f"« {document.name} » : {fr}.", f"“{document.name}”: {en}.")
        yield FEC_STRUCTURE.finding("fec-columns", Confidence.HIGH, message, document, page=1)


def _lines(document: Document, figures: FecFigures) -> Iterator[Finding]:
    for light, rule in ((False, "fec-lines"), (True, "fec-blanks")):
        faults = {k: v for k, v in figures["faults"].items() if k in _FAULTS and (k in _LIGHT) is light}
        if faults:
            fr = " ; ".join(
                f"{count(v[0]).fr} {_FAULTS[k][0]} ({_where(v, 'ligne', 'lignes')})" for k, v in faults.items()
            )
            en = "; ".join(
                f"{count(v[0]).en} {_FAULTS[k][1]} ({_where(v, 'line', 'lines')})" for k, v in faults.items()
            )
            message = Bilingual(f"« {document.name} » : {fr}.", f"“{document.name}”: {en}.")
            yield FEC_STRUCTURE.finding(rule, Confidence.HIGH, message, document, page=1)


def _where(fault: list[int], one: str, many: str) -> str:
    places = [str(place) for place in fault[1:4]]
    return f"{one if len(places) == 1 else many} {', '.join(places)}" + ("…" if fault[0] > len(places) else "")


def _balance(document: Document, figures: FecFigures) -> Iterator[Finding]:
    if not figures["complete"] or "columns" in figures["faults"] or "amount" in figures["faults"]:
        return
    if figures["unbalanced"]:
        first = figures["unbalanced_first"][:3]
        shown = [(f"{journal} {number}", euros(net if isinstance(net, int) else 0)) for journal, number, net in first]
        number = count(figures["unbalanced"])
        message = Bilingual(
            f"« {document.name} » : {number.fr} écriture(s) ne sont pas équilibrées, dont "
            f"{', '.join(f'{key} ({net.fr})' for key, net in shown)}.",
            f"“{document.name}”: {number.en} entries do not balance, among them "
            f"{', '.join(f'{key} ({net.en})' for key, net in shown)}.",
        )
        yield FEC_STRUCTURE.finding("fec-unbalanced", Confidence.HIGH, message, document, page=1)
    elif figures["debit"] != figures["credit"]:
        debit, credit = euros(figures["debit"]), euros(figures["credit"])
        message = Bilingual(
            f"« {document.name} » : total des débits {debit.fr}, total des crédits {credit.fr}.",
            f"“{document.name}”: total of debits {debit.en}, total of credits {credit.en}.",
        )
        yield FEC_STRUCTURE.finding("fec-unbalanced", Confidence.HIGH, message, document, page=1)


def _validated(document: Document, figures: FecFigures) -> Iterator[Finding]:
    empty = figures["faults"].get("validation-empty")
    if empty is not None and "draft" not in document.flags:
        number = count(empty[0])
        message = Bilingual(
            f"« {document.name} » : {number.fr} lignes n’ont pas de date de validation ; les écritures ne sont pas "
            "définitives.",
            f"“{document.name}”: {number.en} lines have no validation date; the entries are not final.",
        )
        yield FEC_STRUCTURE.finding("fec-not-validated", Confidence.HIGH, message, document, page=1)


def _numbers(document: Document, figures: FecFigures) -> Iterator[Finding]:
    sequence = figures["sequence"]
    if figures["complete"] and 0 < sequence["missing"] * _MOST_GAPS <= max(sequence["numbers"], _MOST_GAPS):
        holes = ", ".join(f"{journal} {a} → {b}".strip() for journal, a, b in sequence["holes"][:3])
        message = Bilingual(
            f"« {document.name} » : {count(sequence['missing']).fr} numéro(s) d’écriture manquent ({holes}).",
            f"“{document.name}”: {count(sequence['missing']).en} entry numbers are missing ({holes}).",
        )
        yield FEC_STRUCTURE.finding("fec-sequence", Confidence.MEDIUM, message, document, page=1)


_AGAIN = Bilingual(
    "Redemander le fichier au cabinet, exporté par le logiciel et passé au contrôle « Test Compta Demat » de la DGFiP.",
    "Ask the accountant for the file again, exported by the software and passed through the tax office’s own test.",
)
FEC_STRUCTURE = Check(
    id="fec-structure",
    title=Bilingual("Structure du fichier des écritures comptables", "Structure of the accounting entries file"),
    compares="The 18 columns and their order, the separator, dates, amounts, accounts, wordings, validation, the "
    "balance "
    "of every entry, the numbers of the entries",
    tolerance="None for structure and balance. Missing numbers are told up to one in twenty; beyond, the numbers are "
    "no "
    "plain sequence. Drafts need no validation date.",
    source="LPF art. L47 A-I and A47 A-1",
    true_at="2026-01",
    rules={
        "fec-columns": Rule(Severity.MAJOR, _AGAIN),
        "fec-lines": Rule(Severity.MAJOR, _AGAIN),
        "fec-blanks": Rule(Severity.MINOR, _AGAIN),
        "fec-unbalanced": Rule(Severity.MAJOR, _AGAIN),
        "fec-not-validated": Rule(
            Severity.MAJOR,
            Bilingual(
                "Demander le fichier définitif, après validation des écritures.",
                "Ask for the final file, once the entries are validated.",
            ),
        ),
        "fec-sequence": Rule(
            Severity.MINOR,
            Bilingual(
                "Demander au cabinet l’explication des numéros manquants.",
                "Ask the accountant why numbers are missing.",
            ),
        ),
    },
    run=_run,
)
