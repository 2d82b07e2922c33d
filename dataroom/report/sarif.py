"""The report as SARIF 2.1.0: a result for each requirement that is not satisfied and for each finding.

Fingerprints are the report's own stable keys, so a viewer knows tomorrow what it saw today. Files that were not fully
read are notifications of the run: there is no result about what nobody could look at.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from dataroom.model import Bilingual, Finding, Report, Result, Severity, Status
from dataroom.printable import encodable, visible, visible_lines
from dataroom.report.editions import shown
from dataroom.report.ids import finding_ids
from dataroom.report.order import in_order
from dataroom.report.rows import Writer, language
from dataroom.report.tree import pieces

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.BLOCKING: "error", Severity.MAJOR: "warning", Severity.MINOR: "note"}
_SETTLED = frozenset({Status.WAIVED, Status.WITHHELD})
_BASE = "ROOM"
_LANGUAGES = {"fr": "fr-FR", "en": "en-GB"}


def render_sarif(report: Report) -> str:
    """Give one run, in the report's own edition and language."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_Run(in_order(shown(report))).run()]}
    return json.dumps(log, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


class _Run:
    """The run in the making: rules are numbered as they are met."""

    def __init__(self, report: Report) -> None:
        self.report, self.lang = report, language(report)
        self.words = Writer(report, self.lang)
        self.raw = {doc.path: doc.raw for doc in report.documents}
        self.paths = frozenset(self.raw)
        self.rules: dict[str, dict[str, Any]] = {}
        self.numbers: dict[str, int] = {}

    def run(self) -> dict[str, Any]:
        results = [*self._requirements(), *self._findings()]
        version = self.report.run.get("version")
        driver = {"name": "dataroom", "rules": list(self.rules.values())}
        return {
            "tool": {"driver": driver | ({"version": visible(str(version))} if version else {})},
            "language": _LANGUAGES[self.lang],
            "originalUriBaseIds": {_BASE: {"description": {"text": visible(self.report.room)}}},
            "columnKind": "unicodeCodePoints",
            "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": list(self._unread())}],
            "results": results,
            "properties": self._properties(),
        }

    def _properties(self) -> dict[str, Any]:
        return {
            "verdict": self.report.verdict.value,
            "asOf": self.report.as_of.isoformat(),
            "edition": self.report.edition,
            "completeness": dict(self.report.gauges.completeness),
            "unread": len(self.report.unread),
            "root": self.report.integrity.root,
        }

    def _requirements(self) -> Iterator[dict[str, Any]]:
        for result in self.report.requirements:
            if result.status is not Status.SATISFIED:
                yield self._requirement(result)

    def _requirement(self, result: Result) -> dict[str, Any]:
        rule = f"{result.checklist}/{result.id}"
        status = self.words.status(result.status)
        reasons = " ".join(self.words.say(reason) for reason in result.reasons)
        found = self._result(rule, self._rule(rule, result.title, result.why), f"{status}. {reasons}".strip())
        found |= {
            "kind": "fail" if result.status.is_open else "notApplicable",
            "level": _LEVELS[result.severity] if result.status.is_open else "none",
            "locations": self._locations(result.documents),
            "partialFingerprints": {"dataroomKey/v1": visible(result.key)},
            "properties": {
                "key": visible(result.key),
                "status": result.status.value,
                "severity": result.severity.value,
                "provider": visible(result.provider or ""),
                "period": visible(result.period.label) if result.period else "",
            },
        }
        if result.status in _SETTLED:
            found["suppressions"] = [{"kind": "external", "status": "accepted"}]
        return found

    def _findings(self) -> Iterator[dict[str, Any]]:
        found = self.report.findings
        for finding, name in zip(found, finding_ids(found), strict=True):
            yield self._finding(finding, name)

    def _finding(self, finding: Finding, name: str) -> dict[str, Any]:
        rule = f"finding/{finding.rule}"
        plain = finding.rule.replace("-", " ")
        number = self._rule(rule, Bilingual(plain, plain), None)
        paths = [finding.path] if finding.path is not None else []
        properties: dict[str, Any] = {"severity": finding.severity.value, "confidence": finding.confidence.value}
        return self._result(rule, number, f"{self.words.say(finding.message)} {self.words.say(finding.remedy)}") | {
            "kind": "fail",
            "level": _LEVELS[finding.severity],
            "locations": self._locations(paths),
            "relatedLocations": self._locations(finding.also),
            "partialFingerprints": {"dataroomFinding/v1": name},
            "properties": properties | ({"page": finding.page} if finding.page else {}),
        }

    def _result(self, rule: str, number: int, message: str) -> dict[str, Any]:
        return {"ruleId": visible(rule), "ruleIndex": number, "message": {"text": visible_lines(message)}}

    def _rule(self, name: str, title: Bilingual, why: Bilingual | None) -> int:
        if name not in self.rules:
            rule: dict[str, Any] = {"id": visible(name), "shortDescription": {"text": self.words.say(title) or name}}
            if why is not None and self.words.say(why):
                rule["fullDescription"] = {"text": self.words.say(why)}
            self.numbers[name] = len(self.rules)
            self.rules[name] = rule
        return self.numbers[name]

    def _unread(self) -> Iterator[dict[str, Any]]:
        for one in self.report.unread:
            text = f"{visible(one.path)} – {self.words.say(one.reason)}"
            yield {
                "descriptor": {"id": f"unread/{one.state.value}"},
                "level": "warning",
                "message": {"text": text},
                "locations": self._locations([one.path]),
            }

    def _locations(self, paths: Iterable[str]) -> list[dict[str, Any]]:
        return [self._location(path) for path in dict.fromkeys(paths)]

    def _location(self, path: str) -> dict[str, Any]:
        # A member of an archive lies at the archive's place; its own path is its logical name.
        whole = pieces(path, self.paths)
        place = {"artifactLocation": {"uri": self._uri(whole[0]), "uriBaseId": _BASE}}
        located: dict[str, Any] = {"physicalLocation": place}
        if len(whole) > 1:
            located["logicalLocations"] = [{"fullyQualifiedName": visible(path), "kind": "member"}]
        return located

    def _uri(self, path: str) -> str:
        raw = self.raw.get(path)
        uri = quote(raw if raw is not None else encodable(path).encode(), safe="/")
        # A path that began with a slash would name another place than one in the room.
        return f"%2F{uri[1:]}" if uri.startswith("/") else uri
