from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from dataroom.model import Bilingual, Report, Status
from dataroom.printable import visible
from dataroom.report import FORMATS

from .factory import HOSTILE, empty, result, rich

# What the readers of pipelines take in (the common schema of Jenkins' xunit plugin), in short.
SCHEMA = """
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
 <xs:element name="testsuites"><xs:complexType>
  <xs:sequence><xs:element ref="testsuite" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
  <xs:attribute name="name"/><xs:attribute name="time" type="xs:decimal"/>
  <xs:attribute name="tests" type="xs:nonNegativeInteger"/><xs:attribute name="failures" type="xs:nonNegativeInteger"/>
  <xs:attribute name="errors" type="xs:nonNegativeInteger"/><xs:attribute name="disabled"/>
 </xs:complexType></xs:element>
 <xs:element name="testsuite"><xs:complexType><xs:sequence>
   <xs:element name="properties" minOccurs="0"><xs:complexType><xs:sequence>
    <xs:element name="property" maxOccurs="unbounded"><xs:complexType>
     <xs:attribute name="name" use="required"/><xs:attribute name="value" use="required"/>
    </xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element>
   <xs:element ref="testcase" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
  <xs:attribute name="name" use="required"/><xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/>
  <xs:attribute name="failures" type="xs:nonNegativeInteger"/><xs:attribute name="errors" type="xs:nonNegativeInteger"/>
  <xs:attribute name="skipped" type="xs:nonNegativeInteger"/><xs:attribute name="time" type="xs:decimal"/>
  <xs:attribute name="timestamp" type="xs:dateTime"/><xs:attribute name="hostname"/>
 </xs:complexType></xs:element>
 <xs:element name="testcase"><xs:complexType><xs:choice minOccurs="0">
   <xs:element name="skipped"><xs:complexType mixed="true"><xs:attribute name="message"/></xs:complexType></xs:element>
   <xs:element name="failure"><xs:complexType mixed="true">
    <xs:attribute name="message"/><xs:attribute name="type" use="required"/></xs:complexType></xs:element></xs:choice>
  <xs:attribute name="name" use="required"/><xs:attribute name="classname" use="required"/>
  <xs:attribute name="time" type="xs:decimal"/>
 </xs:complexType></xs:element>
</xs:schema>
"""


def tree(report: Report) -> Any:
    text = FORMATS["junit"].render(report)
    assert isinstance(text, str)
    root = etree.fromstring(text.encode())
    etree.XMLSchema(etree.fromstring(SCHEMA)).assertValid(root)
    return root


@pytest.mark.parametrize("edition", ["seller", "acquirer"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_case_for_each_requirement_finding_and_unread_file(edition: str, lang: str) -> None:
    report = replace(rich(), edition=edition, language=lang)
    root = tree(report)
    suites = {suite.get("name"): suite for suite in root}
    assert list(suites) == ["back-office", "dataroom.findings", "dataroom.unread"]
    names = [case.get("name") for case in suites["back-office"].iter("testcase")]
    assert sorted(names) == sorted(visible(r.key) for r in report.requirements)
    assert len(suites["dataroom.findings"].findall("testcase/failure")) == len(report.findings)
    assert len(suites["dataroom.unread"].findall("testcase/skipped")) == len(report.unread)


def test_types_tell_severity_and_status() -> None:
    report = rich()
    found = Counter(failure.get("type") for failure in tree(report)[0].iter("failure"))
    assert found == Counter(f"{r.severity}.{r.status}" for r in report.requirements if r.status.is_open)
    skipped = [r for r in report.requirements if not r.status.is_open and r.status is not Status.SATISFIED]
    assert len(tree(report)[0].findall("testcase/skipped")) == len(skipped)


def test_the_counts_are_those_of_the_cases() -> None:
    for suite in tree(rich()):
        for tag, name in (("testcase", "tests"), ("failure", "failures"), ("skipped", "skipped")):
            assert int(suite.get(name)) == sum(1 for _ in suite.iter(tag))
    assert tree(empty()).get("tests") == "0"


@pytest.mark.parametrize("text", [*HOSTILE, "]]>", "\x00\x0b\ufffe\ud800", "<!ENTITY x>"])
def test_hostile_texts_are_text(text: str) -> None:
    both = Bilingual(text, text)
    one = result("a", Status.MISSING, provider=text, title=both, reasons=(both,), documents=(text,))
    (case,) = tree(replace(empty(), room=text, requirements=(one,)))[0].iter("testcase")
    assert case.get("name") == visible(one.key)
    assert visible(text) in case[0].text
