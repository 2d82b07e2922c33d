"""The requests as a Word file: a page that sums them up, then a letter for each addressee, ready to be edited.

The same report gives the same bytes: every date in the file is the report's own.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable
from typing import Any

import docx
from docx.enum.text import WD_TAB_LEADER
from docx.shared import Cm

from dataroom.model import Bilingual, Report
from dataroom.printable import visible, visible_lines
from dataroom.report import letters, texts, views, words
from dataroom.report.brand import Brand
from dataroom.report.docx_styles import dressed, field, numbered, numbering
from dataroom.report.docx_tables import foot, head, table
from dataroom.report.editions import ACQUIRER, shown
from dataroom.report.letter_phrases import phrase
from dataroom.report.letters import Letter, Request
from dataroom.report.order import in_order

_OLDEST = dt.date(1980, 1, 1)  # before it a zip file has no date

_COLUMNS = {"addressee": 6.6, "requests": 3.0, "open": 3.2, "blocking": 3.2}
"""The columns of the summary, with their widths in centimetres."""
_SLIP = {"number": 1.1, "document": 7.2, "period-column": 3.0, "enclosed": 1.9, "remark": 2.8}
"""The columns of the slip to be sent back with the documents."""
_LONG = 10
"""From more requests on, a letter brings a slip on which they can be ticked off."""

_WORDS: dict[str, Bilingual] = {
    "title": Bilingual("Demandes de pièces", "Requests for documents"),
    "summary": Bilingual(
        "Une lettre par destinataire, à relire avant l’envoi ; situation au {day}.",
        "One letter for each addressee, to be read over before it is sent; as of {day}.",
    ),
    "none": Bilingual("Aucune exigence n’est ouverte : il n’y a rien à demander.", "Nothing is open: nothing to ask."),
    "addressee": Bilingual("Destinataire", "Addressee"),
    "requests": Bilingual("Demandes", "Requests"),
    "open": Bilingual("Exigences ouvertes", "Open requirements"),
    "blocking": Bilingual("dont bloquantes", "of which blocking"),
    "subject": Bilingual("Objet : ", "Subject: "),
    "greeting": Bilingual("Madame, Monsieur,", "Dear Sir or Madam,"),
    "period": Bilingual("Période : ", "Period: "),
    "periods": Bilingual("Périodes : ", "Periods: "),
    "points": Bilingual("Points attendus : ", "Points expected: "),
    "reason": Bilingual("Motif : ", "Reason: "),
    "deadline": Bilingual("Réponse souhaitée avant le : ", "Reply requested by: "),
    "thanks": Bilingual(
        "Si l’une de ces pièces n’existe pas ou ne peut être transmise, merci de nous l’indiquer en précisant "
        "pourquoi. Nous restons à votre disposition pour toute question.",
        "If one of these documents does not exist or cannot be sent, please tell us so and why. We remain at your "
        "disposal for any question.",
    ),
    "closing": Bilingual(
        "Nous vous prions d’agréer, Madame, Monsieur, l’expression de nos salutations distinguées.", "Yours faithfully,"
    ),
    "disclaimer": Bilingual(
        "Liste établie à l’aide d’un contrôle automatique des fichiers, à vérifier par une personne ; elle n’est pas "
        "un conseil juridique.",
        "List drawn up with an automatic check of the files, to be verified by a person; it is not legal advice.",
    ),
    "slip": Bilingual("Bordereau de réponse", "Reply slip"),
    "slip-lead": Bilingual(
        "À retourner avec les pièces : cochez ce qui est joint, et dites ce qui n’existe pas.",
        "To be sent back with the documents: tick what is enclosed, and say what does not exist.",
    ),
    "number": Bilingual("N°", "No."),
    "document": Bilingual("Pièce", "Document"),
    "period-column": Bilingual("Période", "Period"),
    "enclosed": Bilingual("Jointe", "Enclosed"),
    "remark": Bilingual("Remarque", "Remark"),
    "page": Bilingual("Page ", "Page "),
    "of": Bilingual(" sur ", " of "),
}


def render_docx(report: Report, brand: Brand | None = None) -> bytes:
    """Give the open requirements as letters in a Word file, in the report's own edition and language."""
    seen = in_order(shown(report))
    writer = _Writer(seen, brand or Brand())
    writer.summary()
    for letter in letters.letters(seen):
        writer.letter(letter)
    return _same_bytes(writer.document, seen.as_of)


class _Writer:
    """A Word file in the making, with the report that it is about."""

    def __init__(self, report: Report, brand: Brand) -> None:
        self.report, self.lang = report, "en" if report.language == "en" else "fr"
        self.document = docx.Document()
        dressed(self.document, self.lang, brand.accent)
        self._footer()
        section = self.document.sections[0]
        head(section, visible(brand.name), brand.logo)
        foot(section, self.say(brand.footer) if brand.footer else "")

    def say(self, text: Bilingual) -> str:
        return visible(words.pick(text, self.lang))

    def word(self, name: str) -> str:
        return self.say(_WORDS[name])

    def paragraph(self, text: str, style: str = "Body Text") -> Any:
        return self.document.add_paragraph(text, style)

    def summary(self) -> None:
        day = Bilingual(words.day(self.report.as_of, "fr"), words.day(self.report.as_of, "en"))
        self.paragraph(self.word("title"), "Title")
        self.paragraph(visible(views.company(self.report)), "Subtitle")
        found = letters.letters(self.report)
        if not found:
            self.paragraph(self.word("none"))
            return
        told = _WORDS["summary"]
        self.paragraph(self.say(Bilingual(told.fr.format(day=day.fr), told.en.format(day=day.en))))
        self._table(found)

    def _table(self, found: Iterable[Letter]) -> None:
        rows = []
        for letter in found:
            numbers = (len(letter.requests), letter.count, sum(request.blocking for request in letter.requests))
            rows.append((self.say(letter.addressee), *(words.whole(number, self.lang) for number in numbers)))
        table(self.document, tuple(_COLUMNS.values()), [self.word(name) for name in _COLUMNS], rows, right=1)

    def letter(self, letter: Letter) -> None:
        number = numbering(self.document)
        for name, style in (("heading", "Heading 1"), ("day", "Date"), ("subject", "Subject")):
            self._head(letter, name, style)
        self.paragraph(self.word("greeting"))
        self.paragraph(self._phrase("introduction", letter))
        for request in letter.requests:
            # The end of a letter does not stand alone on a page.
            self._request(request, number, last=request is letter.requests[-1])
        deadline = self.paragraph(f"{self.word('deadline')}\t", "Deadline")
        deadline.paragraph_format.tab_stops.add_tab_stop(Cm(12), leader=WD_TAB_LEADER.DOTS)
        ends = [deadline, *(self.paragraph(self.word(name)) for name in ("thanks", "closing"))]
        ends.append(self.paragraph(self._phrase("signature", letter), "Signature"))
        for line in ends:  # a signature does not stand alone on a page
            line.paragraph_format.keep_with_next = True
        self.paragraph(self.word("disclaimer"), "Disclaimer")
        if len(letter.requests) > _LONG:
            self._slip(letter)

    def _slip(self, letter: Letter) -> None:
        line = self.paragraph(f"{self.word('slip')} – {self.say(letter.addressee)}", "Heading 2")
        line.paragraph_format.page_break_before = True
        self.paragraph(self.word("slip-lead"))
        rows = [
            (str(number), self._name(request), self._span(request), "☐", "")
            for number, request in enumerate(letter.requests, start=1)
        ]
        heads = [self.word(name) for name in _SLIP]
        table(self.document, tuple(_SLIP.values()), heads, rows, right=len(heads))

    def _span(self, request: Request) -> str:
        names = [words.period(period.label, self.lang) for period in request.periods]
        return visible(", ".join(names) if len(names) <= 2 else f"{names[0]} → {names[-1]} ({len(names)})")

    def _head(self, letter: Letter, name: str, style: str) -> None:
        if name == "day":
            self.paragraph(words.day(self.report.as_of, self.lang), style)
        elif name == "subject":
            line = self.paragraph("", style)
            line.add_run(self.word("subject")).bold = True
            line.add_run(self._phrase("subject", letter))
        else:
            self.paragraph(self._phrase(name, letter), style)

    def _phrase(self, name: str, letter: Letter) -> str:
        text = phrase(name, acquirer=self.report.edition == ACQUIRER, own=letter.provider is None)
        return visible(
            words.pick(text, self.lang).format(
                company=views.company(self.report),
                addressee=words.pick(letter.addressee, self.lang),
                day=words.day(self.report.as_of, self.lang),
            )
        )

    def _name(self, request: Request) -> str:
        meant = [self.say(texts.label("process", request.process))] if request.process else []
        meant += [visible(request.provider)] if request.provider else []
        return " – ".join((self.say(request.title), *meant))

    def _request(self, request: Request, number: int, *, last: bool) -> None:
        line = self.paragraph("", "List Number")
        numbered(line, number)
        line.paragraph_format.keep_with_next = True
        line.add_run(self._name(request)).bold = True
        text = visible_lines(words.pick(request.text, self.lang))
        details = self.paragraph(text, "List Continue") if request.text != request.title else None
        for part in (self._periods(request), self._points(request), self._reasons(request)):
            if part:
                if details is not None:
                    details.paragraph_format.keep_with_next = True
                details = self.paragraph(part, "List Continue")
        if last and details is not None:
            details.paragraph_format.keep_with_next = True

    def _periods(self, request: Request) -> str:
        names = [words.period(period.label, self.lang) for period in request.periods]
        if not names:
            return ""
        return self.word("period" if len(names) == 1 else "periods") + visible(words.listed(names, self.lang))

    def _points(self, request: Request) -> str:
        told = [self.say(point) for point in request.points]
        return self.word("points") + words.listed(told, self.lang) if told else ""

    def _reasons(self, request: Request) -> str:
        said = " ".join(self.say(reason) for reason in request.reasons)
        return self.word("reason") + said if said else ""

    def _footer(self) -> None:
        line = self.document.sections[0].footer.paragraphs[0]
        line.add_run(f"{visible(views.company(self.report))} · {words.day(self.report.as_of, self.lang)}\t\t")
        line.add_run(self.word("page"))
        field(line, "PAGE")
        line.add_run(self.word("of"))
        field(line, "NUMPAGES")


def _same_bytes(document: Any, as_of: dt.date) -> bytes:
    moment = dt.datetime(as_of.year, as_of.month, as_of.day, tzinfo=dt.UTC)
    known = document.core_properties
    known.author = known.last_modified_by = known.comments = known.keywords = ""
    known.title, known.revision = "dataroom", 1
    known.created = known.modified = moment
    drawn = io.BytesIO()
    document.save(drawn)
    return _repacked(drawn, max(as_of, _OLDEST))


def _repacked(drawn: io.BytesIO, day: dt.date) -> bytes:
    # The library writes the time of day into the archive.
    packed = io.BytesIO()
    with zipfile.ZipFile(drawn) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()
