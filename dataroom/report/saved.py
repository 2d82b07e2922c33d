"""A saved report read back: checked against the shipped schema first, so that nothing half-understood is rendered."""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from dataroom.errors import Fault, FileFaults
from dataroom.model import (
    Bilingual,
    Candidate,
    ChecklistRef,
    Classification,
    Clause,
    Confidence,
    CrossCheck,
    Dependency,
    Document,
    Evidence,
    Finding,
    Fingerprint,
    Gauges,
    Integrity,
    Outcome,
    Period,
    ProviderShare,
    Report,
    Result,
    Rung,
    Severity,
    State,
    Status,
    Unread,
    Verdict,
    Where,
)
from dataroom.report import shape

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

_MOST_FAULTS = 20
_LONGEST = 60


def schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of a report."""
    text = files("dataroom.report").joinpath("report.schema.json").read_text(encoding="utf-8")
    return cast("dict[str, Any]", json.loads(text))


@cache
def _validator() -> Draft202012Validator:
    # Only a saved report needs it, and it takes longer to load than a small room to check.
    from jsonschema import Draft202012Validator, FormatChecker  # noqa: PLC0415 - see the comment

    whole = schema()
    return Draft202012Validator(_inlined(whole, whole.pop("$defs")), format_checker=FormatChecker(["date"]))


def _inlined(node: Any, parts: dict[str, Any]) -> Any:
    # References are looked up anew at every value: without them a large report is checked in half the time.
    if isinstance(node, list):
        return [_inlined(item, parts) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _inlined(parts[node["$ref"].rpartition("/")[2]], parts)
    return {key: _inlined(value, parts) for key, value in node.items()}


@cache
def _document_validator() -> Draft202012Validator:
    whole: Any = _validator()
    return cast("Draft202012Validator", whole.evolve(schema=whole.schema["properties"]["documents"]["items"]))


def validate(values: object, file: str = "report.json") -> None:
    """Raise FileFaults (a UsageError) that names file, place, what was expected and found, unless `values` are valid.

    Another format or version is refused as such, before its details.
    """
    found = values.get("format") if isinstance(values, dict) else values
    if found != shape.FORMAT:
        where = "format" if isinstance(values, dict) else "$"
        raise FileFaults([Fault(file, where, shape.FORMAT, _short(found), _other_format(found))])
    faults = []
    for error in _validator().iter_errors(values):
        faults.append(_fault(file, error))
        if len(faults) == _MOST_FAULTS:
            break
    if faults:
        raise FileFaults(faults)


def _other_format(found: object) -> str:
    if isinstance(found, str) and found.startswith(shape.FORMAT.partition("/")[0] + "/"):
        return "this report was saved by another version of dataroom: render it with that one, or check the room again"
    return "give the report.json that `dataroom check --format json` wrote"


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=True, default=str)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _fault(file: str, error: ValidationError) -> Fault:
    where = error.json_path.removeprefix("$").lstrip(".") or "$"
    wanted: Any = error.validator_value
    said: dict[str, Callable[[], str]] = {
        "type": lambda: " or ".join([wanted] if isinstance(wanted, str) else wanted),
        "enum": lambda: "one of " + ", ".join("null" if w is None else str(w) for w in wanted),
        "const": lambda: str(wanted),
        "required": lambda: "the keys " + ", ".join(_missing(wanted, error.instance)),
        "additionalProperties": lambda: "only the keys of the format",
        "pattern": lambda: f"text like {wanted}",
        "format": lambda: f"a {wanted}",
        "minimum": lambda: f"{wanted} or more",
        "minItems": lambda: f"at least {wanted} of them",
        "minLength": lambda: "some text",
    }
    expected = said.get(str(error.validator), lambda: f"what the schema says under {error.validator}")
    return Fault(file, where, expected(), _short(error.instance))


def _missing(wanted: Iterable[str], found: Any) -> list[str]:
    return [key for key in wanted if key not in found]


def from_dict(values: object, file: str = "report.json") -> Report:
    """Give the report that `to_dict` made into `values`; raises FileFaults where they are not one.

    What the report does not hold (sketches, mentions) is empty.
    """
    validate(values, file)
    saved = cast("shape.ReportDict", values)
    return Report(
        room=saved["room"]["name"],
        as_of=dt.date.fromisoformat(saved["as_of"]),
        edition=saved["edition"],
        language=saved["language"],
        rules_digest=saved["rules"]["digest"],
        checklists=tuple(ChecklistRef(c["id"], _text(c["title"]), c["digest"]) for c in saved["checklists"]),
        verdict=Verdict(saved["verdict"]),
        gauges=Gauges(**saved["gauges"]),
        documents=tuple(map(_document, saved["documents"])),
        requirements=tuple(map(_result, saved["requirements"])),
        findings=tuple(map(_finding, saved["findings"])),
        unread=tuple(Unread(u["path"], State(u["state"]), _text(u["reason"])) for u in saved["unread"]),
        integrity=Integrity(**saved["integrity"]),
        profile=saved["profile"],
        assumptions=_texts(saved["assumptions"]),
        run=saved["run"],
        titles={key: _text(title) for key, title in saved["titles"].items()},
        checks=tuple(map(_check, saved["checks"])),
        dependency=_dependency(saved["dependency"]),
    )


def head_of(lines: Iterable[bytes], file: str = "report.json") -> Report:
    """Give a report without its documents, of the lines that `json_lines` made; in the memory that the rest takes.

    Raises FileFaults where they are none, ValueError where they are no JSON.
    """
    rest = (line for line, is_document in _told_apart(lines) if not is_document)
    return from_dict(json.loads(b"".join(rest)), file)


def document_lines(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Give those of the lines of a report that are documents, each as it stands there."""
    return (line for line, is_document in _told_apart(lines) if is_document)


def documents_of(lines: Iterable[bytes], file: str = "report.json") -> Iterator[Document]:
    """Give the documents of a report one by one, each checked; raises FileFaults, ValueError where one is no JSON."""
    for number, line in enumerate(document_lines(lines)):
        values = json.loads(line.rstrip(b",\n"))
        faults = [_fault(file, error) for error in islice(_document_validator().iter_errors(values), _MOST_FAULTS)]
        if faults:
            raise FileFaults([replace(fault, where=f"documents[{number}].{fault.where}") for fault in faults])
        yield _document(values)


def document_of(line: bytes) -> Document:
    """Give the document of a line whose bytes are known to be a report's; raises ValueError or KeyError for others."""
    return _document(json.loads(line.rstrip(b",\n")))


def _told_apart(lines: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    within = False
    for line in lines:
        within = within and line.startswith(b" ")
        yield line, within
        within = within or line == b'"documents": [\n'


def _dependency(view: shape.DependencyDict | None) -> Dependency | None:
    if view is None:
        return None
    shares = (ProviderShare(p["provider"], tuple(p["processes"]), p["share"], p["open"]) for p in view["providers"])
    return Dependency(view["processes"], tuple(shares), tuple(view["single_points"]), tuple(view["without_owner"]))


def _text(text: shape.TextDict) -> Bilingual:
    return Bilingual(text["fr"], text["en"])


def _texts(texts: Iterable[shape.TextDict]) -> tuple[Bilingual, ...]:
    return tuple(map(_text, texts))


def _day(day: str | None) -> dt.date | None:
    return None if day is None else dt.date.fromisoformat(day)


def _period(period: shape.PeriodDict | None) -> Period | None:
    if period is None:
        return None
    return Period(period["label"], dt.date.fromisoformat(period["start"]), dt.date.fromisoformat(period["end"]))


def _evidence(evidence: Iterable[shape.EvidenceDict]) -> Iterator[Evidence]:
    return (Evidence(e["cue"], Where(e["where"]), e["page"], e["quote"]) for e in evidence)


def _classification(doc: shape.DocumentDict) -> Classification:
    return Classification(
        type=doc["type"],
        type_path=tuple(doc["type_path"]),
        confidence=None if doc["confidence"] is None else Confidence(doc["confidence"]),
        candidates=tuple(Candidate(c["type"], c["score"], tuple(_evidence(c["evidence"]))) for c in doc["candidates"]),
    )


def _fingerprint(doc: shape.DocumentDict) -> Fingerprint | None:
    return None if doc["blake3"] is None else Fingerprint(doc["blake3"], doc["sha256"] or "", doc["size"])


def _document(doc: shape.DocumentDict) -> Document:
    return Document(
        path=doc["path"],
        raw=None if doc["path_raw"] is None else base64.b64decode(doc["path_raw"], validate=True),
        size=doc["size"],
        fingerprint=_fingerprint(doc),
        media_type=doc["media_type"],
        pages=doc["pages"],
        language=doc["language"],
        state=State(doc["state"]),
        reason=None if doc["reason"] is None else _text(doc["reason"]),
        classification=_classification(doc),
        processes=tuple(doc["processes"]),
        provider=doc["provider"],
        period=_period(doc["period"]),
        date=_day(doc["date"]),
        expires=_day(doc["expires"]),
        signature=tuple(_evidence(doc["signature"]["evidence"])),
        clauses=tuple(Clause(c["id"], c["found"], c["page"], c["quote"]) for c in doc["clauses"]),
        sections=tuple(Clause(c["id"], c["found"], c["page"], c["quote"]) for c in doc["sections"]),
        flags=tuple(doc["flags"]),
        notes=_texts(doc["notes"]),
    )


def _result(result: shape.RequirementDict) -> Result:
    return Result(
        id=result["id"],
        key=result["key"],
        checklist=result["checklist"],
        title=_text(result["title"]),
        severity=Severity(result["severity"]),
        accepts=tuple(result["accepts"]),
        status=Status(result["status"]),
        seed=tuple(result["seed"]),
        process=result["process"],
        provider=result["provider"],
        period=_period(result["period"]),
        documents=tuple(result["documents"]),
        reasons=_texts(result["reasons"]),
        request=None if result["request"] is None else _text(result["request"]),
        owner=result["owner"],
        why=None if result["why"] is None else _text(result["why"]),
        source=result["source"],
        rung=Rung(result["rung"]),
        next_step=None if result["next_step"] is None else _text(result["next_step"]),
        holds=_texts(result["holds"]),
    )


def _finding(finding: shape.FindingDict) -> Finding:
    return Finding(
        rule=finding["rule"],
        severity=Severity(finding["severity"]),
        confidence=Confidence(finding["confidence"]),
        message=_text(finding["message"]),
        remedy=_text(finding["remedy"]),
        path=finding["path"],
        page=finding["page"],
        also=tuple(finding["also"]),
    )


def _check(check: shape.CrossCheckDict) -> CrossCheck:
    return CrossCheck(
        id=check["id"],
        title=_text(check["title"]),
        outcome=Outcome(check["outcome"]),
        documents=tuple(check["documents"]),
        reason=_text(check["reason"]),
    )
