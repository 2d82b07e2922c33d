"""The report as JUnit XML, for pipelines: a suite for each checklist, a case for each requirement.

An open requirement is a failure of the type `severity.status`; what is waived, withheld or not applicable is skipped.
Findings and files that were not fully read have suites of their own, so that no pipeline takes silence for clean.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from dataroom.model import Finding, Report, Result, Status, Unread
from dataroom.printable import visible
from dataroom.report.editions import shown
from dataroom.report.ids import finding_ids
from dataroom.report.order import in_order
from dataroom.report.rows import Writer, language

_COUNTED = ("failure", "error", "skipped")
_NAMES = {"failure": "failures", "error": "errors", "skipped": "skipped"}


def render_junit(report: Report) -> str:
    """Give the suites, in the report's own edition and language."""
    seen = in_order(shown(report))
    suites = _Suites(seen)
    root = ET.Element("testsuites", {"name": visible(f"dataroom – {seen.room}")})
    root.extend(suites.checklists())
    root.append(suites.findings())
    root.append(suites.unread())
    _count(root, root.iter("testcase"))
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


class _Suites:
    """The suites of one report."""

    def __init__(self, report: Report) -> None:
        self.report, self.words = report, Writer(report, language(report))

    def checklists(self) -> list[ET.Element]:
        named = dict.fromkeys(c.id for c in self.report.checklists)
        named |= dict.fromkeys(r.checklist for r in self.report.requirements)
        return [self._checklist(name) for name in named]

    def _checklist(self, name: str) -> ET.Element:
        return self._suite(name, [self._requirement(r) for r in self.report.requirements if r.checklist == name])

    def findings(self) -> ET.Element:
        found = zip(self.report.findings, finding_ids(self.report.findings), strict=True)
        return self._suite("dataroom.findings", [self._finding(one, name) for one, name in found])

    def unread(self) -> ET.Element:
        return self._suite("dataroom.unread", [self._unread(one) for one in self.report.unread])

    def _suite(self, name: str, cases: list[ET.Element]) -> ET.Element:
        stamp = f"{self.report.as_of.isoformat()}T00:00:00"
        suite = ET.Element("testsuite", {"name": visible(name), "timestamp": stamp, "hostname": "dataroom"})
        told = {
            "verdict": self.report.verdict.value,
            "edition": self.report.edition,
            "root": self.report.integrity.root,
        }
        properties = ET.SubElement(suite, "properties")
        for key, value in told.items():
            ET.SubElement(properties, "property", {"name": key, "value": visible(value)})
        suite.extend(cases)
        _count(suite, cases)
        return suite

    def _requirement(self, result: Result) -> ET.Element:
        case = _case(f"{result.checklist}.{result.id}", result.key)
        reasons = " ".join(self.words.say(reason) for reason in result.reasons)
        message = f"{self.words.say(result.title)} – {self.words.status(result.status)}"
        if result.status.is_open:
            told = self.words.lines(
                filter(None, [reasons, self.words.say(result.next_step), *map(visible, result.documents)])
            )
            _outcome(case, "failure", f"{result.severity.value}.{result.status.value}", message, told)
        elif result.status is not Status.SATISFIED:
            _outcome(case, "skipped", None, f"{message}. {reasons}".strip(), "")
        return case

    def _finding(self, finding: Finding, name: str) -> ET.Element:
        case = _case(f"dataroom.findings.{finding.rule}", name)
        told = self.words.lines(filter(None, [self.words.say(finding.remedy), visible(finding.path or "")]))
        _outcome(case, "failure", f"{finding.severity.value}.finding", self.words.say(finding.message), told)
        return case

    def _unread(self, unread: Unread) -> ET.Element:
        case = _case(f"dataroom.unread.{unread.state.value}", unread.path)
        _outcome(case, "skipped", None, self.words.say(unread.reason), "")
        return case


def _case(classname: str, name: str) -> ET.Element:
    return ET.Element("testcase", {"classname": visible(classname), "name": visible(name), "time": "0"})


def _outcome(case: ET.Element, tag: str, kind: str | None, message: str, told: str) -> None:
    outcome = ET.SubElement(case, tag, {"type": kind} if kind else {})
    outcome.set("message", visible(message.replace("\n", " ")))
    if told:
        outcome.text = "\n".join(visible(line) for line in told.split("\n"))


def _count(parent: ET.Element, cases: Iterable[ET.Element]) -> None:
    counts = dict.fromkeys(_COUNTED, 0)
    number = 0
    for case in cases:
        number += 1
        for child in case:
            counts[child.tag] += 1
    parent.set("tests", str(number))
    for tag, name in _NAMES.items():
        if not (tag == "skipped" and parent.tag == "testsuites"):  # the common schema knows none there
            parent.set(name, str(counts[tag]))
    parent.set("time", "0")
