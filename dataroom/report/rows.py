"""The rows of the tracker's tables and of the CSV register, as plain values in one language. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dataroom.model import Bilingual, CrossCheck, Document, Finding, Report, Result, Status
from dataroom.printable import visible, visible_lines
from dataroom.report import texts, views
from dataroom.report.columns import OUTCOMES, RUNGS, Value
from dataroom.report.letters import Request, letters
from dataroom.report.stages import stages
from dataroom.report.tree import tree
from dataroom.report.views.order import WORST
from dataroom.report.words import period, pick

Row = dict[str, Value]


def language(report: Report) -> str:
    """Give the language of a report: French where it is not English."""
    return "en" if report.language == "en" else "fr"


def gap_results(report: Report) -> list[Result]:
    """Give every requirement that is not satisfied: the open ones first, the most serious first."""
    return sorted((r for r in report.requirements if r.status is not Status.SATISFIED), key=_gravity)


def _gravity(result: Result) -> tuple[object, ...]:
    status = result.status
    return (not status.is_open, -result.severity.rank, WORST.index(status), result.checklist, result.id, result.key)


@dataclass(frozen=True, slots=True)
class Writer:
    """Puts the values of a report into words of one language."""

    report: Report
    lang: str

    def say(self, text: Bilingual | None) -> str:
        """Give a text of the report, its lines kept and everything unseen spelt out."""
        return "" if text is None else visible_lines(pick(text, self.lang))

    def label(self, table: str, name: str | None) -> str:
        """Give what people call `name`."""
        return visible(pick(texts.label(table, name, self.report.titles), self.lang)) if name else ""

    def lines(self, parts: Iterable[str]) -> str:
        """Give several texts below one another."""
        return "\n".join(parts)

    def paths(self, paths: Iterable[str]) -> str:
        """Give several paths below one another."""
        return self.lines(map(visible, paths))

    def severity(self, result: Result | Request) -> str:
        """Give a severity of a requirement with its sign."""
        return f"{texts.SEVERITY_SIGNS[result.severity]} {self.say(texts.SEVERITIES[result.severity])}"

    def status(self, status: Status) -> str:
        """Give a status with its sign."""
        return f"{texts.STATUS_SIGNS[status]} {self.say(texts.STATUSES[status])}"

    def period(self, label: str | None) -> str:
        """Give a period as people write it."""
        return visible(period(label, self.lang)) if label else ""

    def gap(self, result: Result) -> Row:
        """Give a row of the gap register."""
        titles = {c.id: c.title for c in self.report.checklists}
        return {
            "key": visible(result.key),
            "checklist": self.say(titles.get(result.checklist)) or visible(result.checklist),
            "requirement": self.say(result.title),
            "process": self.label("process", result.process),
            "provider": visible(result.provider or ""),
            "period": self.period(result.period.label if result.period else None),
            "severity": self.severity(result),
            "status": self.status(result.status),
            "rung": self.say(RUNGS[result.rung.value]),
            "next": self.say(result.next_step),
            "reasons": self.lines(map(self.say, result.reasons)),
            "why": self.say(result.why),
            "request": self.say(result.request),
            "documents": self.paths(result.documents),
        }

    def gaps(self) -> Iterator[Row]:
        """Give the gap register."""
        return map(self.gap, gap_results(self.report))

    def requests(self) -> Iterator[Row]:
        """Give what is asked of each addressee."""
        for letter in letters(self.report):
            for number, request in enumerate(letter.requests, start=1):
                yield {
                    "addressee": self.say(letter.addressee),
                    "number": number,
                    "requirement": self.say(request.title),
                    "process": self.label("process", request.process),
                    "provider": visible(request.provider or letter.provider or ""),
                    "severity": self.severity(request),
                    "periods": ", ".join(self.period(p.label) for p in request.periods),
                    "request": self._asked(request),
                    "reasons": self.lines(map(self.say, request.reasons)),
                    "count": request.count,
                }

    def _asked(self, request: Request) -> str:
        text = [self.say(request.text)] if request.text != request.title else []
        return self.lines([*text, *(f"– {self.say(point)}" for point in request.points)])

    def documents(self, ids: dict[int, str]) -> Iterator[Row]:
        """Give the document index, in the order of the tree; `ids` are by the identity of the document."""
        by_ocr = views.by_ocr(self.report.documents)
        known = stages(self.report)
        for place in tree(self.report.documents):
            if place.document is not None:
                row = self._document(place.document, recognised=place.document.path in by_ocr)
                yield row | {
                    "number": place.number,
                    "title": visible(place.name),
                    "folder": visible(place.folder),
                    "stage": self.say(known.of(place.document)),
                    "id": ids[id(place.document)],
                }

    def _document(self, doc: Document, *, recognised: bool) -> Row:
        found = doc.classification
        return {
            "type": self.label("type", doc.type) or self.label("text", "no-type"),
            "confidence": self.label("confidence", found.confidence.value if found.confidence else None),
            "provider": visible(doc.provider or ""),
            "period": self.period(doc.period.label if doc.period else None),
            "date": doc.date,
            "expires": doc.expires,
            "pages": doc.pages,
            "size": doc.size,
            "state": self.say(views.state_name(doc.state, recognised=recognised)),
            "flags": ", ".join(self.label("flag", flag) for flag in doc.flags),
            "sha256": doc.fingerprint.sha256 if doc.fingerprint else "",
            "path": visible(doc.path),
        }

    def clauses(self) -> Iterator[Row]:
        """Give each clause of each contract, found or not."""
        marks = {True: f"✓ {self.label('text', 'found')}", False: f"– {self.label('text', 'not-found')}"}
        for doc in self.report.documents:
            for clause in doc.clauses:
                yield {
                    "contract": visible(doc.path),
                    "provider": visible(doc.provider or ""),
                    "clause": self.label("clause", clause.id),
                    "found": marks[clause.found],
                    "page": clause.page,
                    "quote": visible_lines(clause.quote),
                }

    def finding(self, finding: Finding, name: str) -> Row:
        """Give a row of the findings; `name` is the finding's id."""
        sign, title = texts.SEVERITY_SIGNS[finding.severity], texts.FINDING_SEVERITIES[finding.severity]
        return {
            "id": name,
            "severity": f"{sign} {self.say(title)}",
            "confidence": self.label("confidence", finding.confidence.value),
            "message": self.say(finding.message),
            "remedy": self.say(finding.remedy),
            "document": visible(finding.path or ""),
            "page": finding.page,
            "also": self.paths(finding.also),
            "rule": visible(finding.rule),
        }

    def check(self, check: CrossCheck) -> Row:
        """Give a row of the checks across documents."""
        return {
            "check": self.say(check.title),
            "outcome": self.say(OUTCOMES[check.outcome.value]),
            "reason": self.say(check.reason),
            "documents": self.paths(check.documents),
            "id": visible(check.id),
        }

    def unread(self) -> Iterator[Row]:
        """Give everything that was not fully read."""
        by_ocr = views.by_ocr(self.report.documents)
        for one in self.report.unread:
            yield {
                "path": visible(one.path),
                "state": self.say(views.state_name(one.state, recognised=one.path in by_ocr)),
                "reason": self.say(one.reason),
            }
