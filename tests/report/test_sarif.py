from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from jsonschema import Draft7Validator

from dataroom.model import Bilingual, Report, Status
from dataroom.printable import visible
from dataroom.report import FORMATS
from dataroom.report.ids import finding_ids
from dataroom.report.order import in_order

from .factory import HOSTILE, document, empty, result, rich


def _object(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}


def _array(items: Any, *, unique: bool = False) -> dict[str, Any]:
    return {"type": "array", "items": items, "uniqueItems": unique}


# The parts of the SARIF 2.1.0 schema that the report makes use of; nothing else is allowed in it.
TEXT: dict[str, Any] = {"type": "string"}
MESSAGE = _object(["text"], text={"type": "string", "minLength": 1})
LEVEL = {"enum": ["none", "note", "warning", "error"]}
LOCATION = _object(
    [],
    physicalLocation=_object(
        ["artifactLocation"],
        artifactLocation=_object(
            [], uri={"type": "string", "pattern": "^[A-Za-z0-9._~%/-]+$"}, uriBaseId={"const": "ROOM"}
        ),
    ),
    logicalLocations=_array(_object([], fullyQualifiedName=TEXT, kind=TEXT), unique=True),
)
RULE = _object(["id"], id={"type": "string", "minLength": 1}, shortDescription=MESSAGE, fullDescription=MESSAGE)
RESULT = _object(
    ["message", "ruleId"],
    ruleId=TEXT,
    ruleIndex={"type": "integer", "minimum": 0},
    kind={"enum": ["notApplicable", "pass", "fail", "review", "open", "informational"]},
    level=LEVEL,
    message=MESSAGE,
    locations=_array(LOCATION),
    relatedLocations=_array(LOCATION, unique=True),
    partialFingerprints={"type": "object", "additionalProperties": TEXT},
    suppressions=_array(_object(["kind"], kind={"enum": ["inSource", "external"]}, status={"const": "accepted"})),
    properties={"type": "object"},
)
NOTICE = _object(["message"], descriptor=_object([], id=TEXT), level=LEVEL, message=MESSAGE, locations=_array(LOCATION))
RUN = _object(
    ["tool"],
    tool=_object(["driver"], driver=_object(["name"], name=TEXT, version=TEXT, rules=_array(RULE, unique=True))),
    language={"type": "string", "pattern": "^[a-z]{2}-[A-Z]{2}$"},
    originalUriBaseIds={"type": "object", "additionalProperties": _object([], description=MESSAGE)},
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    invocations=_array(
        _object(
            ["executionSuccessful"], executionSuccessful={"type": "boolean"}, toolExecutionNotifications=_array(NOTICE)
        )
    ),
    results=_array(RESULT),
    properties={"type": "object"},
)
SCHEMA = _object(["version", "runs"], **{"$schema": TEXT, "version": {"const": "2.1.0"}, "runs": _array(RUN)})


def run(report: Report) -> dict[str, Any]:
    text = FORMATS["sarif"].render(report)
    assert isinstance(text, str)
    log = json.loads(text)
    Draft7Validator(SCHEMA).validate(log)
    found: dict[str, Any] = log["runs"][0]
    rules = found["tool"]["driver"]["rules"]
    for one in found["results"]:
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
        assert (one["level"] == "none") == (one["kind"] != "fail")
    return found


def uris(located: list[dict[str, Any]]) -> list[str]:
    return [one["physicalLocation"]["artifactLocation"]["uri"] for one in located]


@pytest.mark.parametrize("edition", ["seller", "acquirer"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_result_for_each_gap_and_each_finding(edition: str, lang: str) -> None:
    report = replace(rich(), edition=edition, language=lang)
    found = run(report)
    marks = [one["partialFingerprints"] for one in found["results"]]
    gaps = [visible(r.key) for r in report.requirements if r.status is not Status.SATISFIED]
    assert sorted(mark["dataroomKey/v1"] for mark in marks if "dataroomKey/v1" in mark) == sorted(gaps)
    names = [mark["dataroomFinding/v1"] for mark in marks if "dataroomFinding/v1" in mark]
    assert len(names) == len(report.findings)
    if edition == "seller":
        assert names == finding_ids(in_order(report).findings)
    assert len(found["invocations"][0]["toolExecutionNotifications"]) == len(report.unread)


def test_levels_follow_severity_and_what_is_settled_is_suppressed() -> None:
    levels = {"blocking": "error", "major": "warning", "minor": "note"}
    for one in run(rich())["results"]:
        status = one["properties"].get("status", "missing")
        assert one["level"] == (levels[one["properties"]["severity"]] if Status(status).is_open else "none")
        assert ("suppressions" in one) == (status in {"waived", "withheld"})


def test_an_empty_room_has_no_result() -> None:
    assert run(empty())["results"] == []


@pytest.mark.parametrize(
    ("path", "raw"),
    [(path, path.encode("utf-8", "surrogateescape")) for path in HOSTILE]
    + [("a:b/c?d#e%20 f.pdf", b"a:b/c?d#e%20 f.pdf"), ("06_\\xff.pdf", b"06_\xff.pdf"), ("//x", b"//x")],
)
def test_places_are_encoded_byte_for_byte(path: str, raw: bytes) -> None:
    report = replace(
        empty(), documents=(document(path, raw=raw),), requirements=(result("a", Status.PARTIAL, documents=(path,)),)
    )
    (uri,) = uris(run(report)["results"][0]["locations"])
    assert unquote_to_bytes(uri) == raw
    assert not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|/", uri)


def test_a_member_lies_at_its_archive() -> None:
    expired = next(one for one in run(rich())["results"] if one["ruleId"] == "finding/certificate-expired")
    assert uris(expired["locations"]) == ["05_Archive.zip"]
    assert expired["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "05_Archive.zip!RC Pro.pdf"


@pytest.mark.parametrize("text", [*HOSTILE, "\x00\ud800", "{0} %1"])
def test_hostile_texts_are_text(text: str) -> None:
    both = Bilingual(text, text)
    one = result("a", Status.MISSING, provider=text, title=both, reasons=(both,), why=both)
    found = run(replace(empty(), room=text, requirements=(one,)))
    assert found["results"][0]["properties"]["provider"] == visible(text)
