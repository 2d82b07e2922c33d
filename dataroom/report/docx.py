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
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from dataroom.model import Bilingual, Report, Severity
from dataroom.report import letters, texts, views, words
from dataroom.report.editions import shown
from dataroom.report.letters import Letter, Request
from dataroom.report.order import in_order
from dataroom.report.printable import visible, visible_lines

_INK = RGBColor(0x17, 0x49, 0x5C)
_FONT = "Calibri"
_LANGUAGES = {"fr": "fr-FR", "en": "en-GB"}
_OLDEST = dt.date(1980, 1, 1)  # before it a zip file has no date

_INDENT = 0.9
_COLUMNS = {"addressee": 6.6, "requests": 3.0, "open": 3.2, "blocking": 3.2}
"""The columns of the summary, with their widths in centimetres."""

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
    "page": Bilingual("Page ", "Page "),
    "of": Bilingual(" sur ", " of "),
}


def render_docx(report: Report) -> bytes:
    """Give the open requirements as letters in a Word file, in the report's own edition and language."""
    seen = in_order(shown(report))
    writer = _Writer(seen)
    writer.summary()
    for letter in letters.letters(seen):
        writer.letter(letter)
    return _same_bytes(writer.document, seen.as_of)


class _Writer:
    """A Word file in the making, with the report that it is about."""

    def __init__(self, report: Report) -> None:
        self.report, self.lang = report, "en" if report.language == "en" else "fr"
        self.document = docx.Document()
        _style(self.document, self.lang)
        self._footer()

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
        table = self.document.add_table(rows=1, cols=4, style="Table Grid")
        table.autofit = False
        for cell, name in zip(table.rows[0].cells, _COLUMNS, strict=True):
            cell.paragraphs[0].add_run(self.word(name)).bold = True
        _repeat(table.rows[0])
        for letter in found:
            blocking = sum(r.count for r in letter.requests if r.severity is Severity.BLOCKING)
            numbers = (len(letter.requests), letter.count, blocking)
            told = (visible(letter.addressee), *(words.whole(number, self.lang) for number in numbers))
            for cell, text in zip(table.add_row().cells, told, strict=True):
                cell.paragraphs[0].add_run(text)
        for column, width in zip(table.columns, _COLUMNS.values(), strict=True):
            column.width = Cm(width)
        for row in table.rows:
            for cell, width in zip(row.cells, _COLUMNS.values(), strict=True):
                cell.width = Cm(width)

    def letter(self, letter: Letter) -> None:
        number = _numbering(self.document)
        for name, style in (("heading", "Heading 1"), ("day", "Date"), ("subject", "Subject")):
            self._head(letter, name, style)
        self.paragraph(self.word("greeting"))
        self.paragraph(self._phrase("introduction", letter))
        for request in letter.requests:
            self._request(request, number)
        deadline = self.paragraph(f"{self.word('deadline')}\t", "Deadline")
        deadline.paragraph_format.tab_stops.add_tab_stop(Cm(12), leader=WD_TAB_LEADER.DOTS)
        ends = [deadline, *(self.paragraph(self.word(name)) for name in ("thanks", "closing"))]
        ends.append(self.paragraph(self._phrase("signature", letter), "Signature"))
        for line in ends:  # a signature does not stand alone on a page
            line.paragraph_format.keep_with_next = True
        self.paragraph(self.word("disclaimer"), "Disclaimer")

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
        day = Bilingual(words.day(self.report.as_of, "fr"), words.day(self.report.as_of, "en"))
        return self.say(letters.phrase(name, letter, self.report, day))

    def _request(self, request: Request, number: int) -> None:
        line = self.paragraph("", "List Number")
        _numbered(line, number)
        line.paragraph_format.keep_with_next = True
        process = f" – {self.say(texts.label('process', request.process))}" if request.process else ""
        line.add_run(self.say(request.title) + process).bold = True
        text = visible_lines(words.pick(request.text, self.lang))
        details = self.paragraph(text, "List Continue") if request.text != request.title else None
        for part in (self._periods(request), self._reasons(request)):
            if part:
                if details is not None:
                    details.paragraph_format.keep_with_next = True
                details = self.paragraph(part, "List Continue")

    def _periods(self, request: Request) -> str:
        names = [words.period(period.label, self.lang) for period in request.periods]
        if not names:
            return ""
        return self.word("period" if len(names) == 1 else "periods") + visible(words.listed(names, self.lang))

    def _reasons(self, request: Request) -> str:
        said = " ".join(self.say(reason) for reason in request.reasons)
        return self.word("reason") + said if said else ""

    def _footer(self) -> None:
        line = self.document.sections[0].footer.paragraphs[0]
        line.add_run(f"{visible(views.company(self.report))} · {words.day(self.report.as_of, self.lang)}\t\t")
        line.add_run(self.word("page"))
        _field(line, "PAGE")
        line.add_run(self.word("of"))
        _field(line, "NUMPAGES")


def _style(document: Any, lang: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.2)
    styles = document.styles
    for name, size in (("Normal", 11), ("Title", 24), ("Subtitle", 14), ("Heading 1", 17)):
        font = styles[name].font
        font.name, font.size = _FONT, Pt(size)
        # The theme's fonts and their twins for other scripts would come first.
        fonts = styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
    for name in ("Title", "Heading 1"):
        styles[name].font.color.rgb = _INK
    styles["Subtitle"].font.italic = False
    styles["Heading 1"].paragraph_format.page_break_before = True
    styles["Heading 1"].paragraph_format.space_after = Pt(14)
    _spaced(styles["Body Text"], 0, 9)
    _spaced(styles["List Number"], 9, 2)
    _spaced(styles["List Continue"], 0, 2)
    styles["List Continue"].paragraph_format.left_indent = Cm(_INDENT)
    for name, before, after in (("Date", 0, 12), ("Subject", 0, 14), ("Deadline", 16, 14), ("Signature", 18, 30)):
        _spaced(_own(styles, name), before, after)
    disclaimer = _own(styles, "Disclaimer")
    disclaimer.font.size, disclaimer.font.italic = Pt(9), True
    _indent(document)
    _language(document, _LANGUAGES[lang])


def _own(styles: Any, name: str) -> Any:
    made = styles.add_style(name, 1)
    made.base_style = styles["Normal"]
    return made


def _spaced(style: Any, before: int, after: int) -> None:
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _language(document: Any, code: str) -> None:
    normal = document.styles["Normal"].element.get_or_add_rPr()
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), code)
    normal.append(mark)
    document.core_properties.language = code


def _indent(document: Any) -> None:
    # The template's own numbers stand too near the text for two digits.
    for base in document.part.numbering_part.element.iter(qn("w:abstractNum")):
        if base.get(qn("w:abstractNumId")) == str(_list_of(document).abstractNumId.val):
            properties = base.find(qn("w:lvl")).find(qn("w:pPr"))
            for old in (properties.find(qn("w:tabs")), properties.find(qn("w:ind"))):
                if old is not None:
                    properties.remove(old)
            made = OxmlElement("w:ind")
            for side in ("w:left", "w:hanging"):
                made.set(qn(side), str(Cm(_INDENT).twips))
            properties.append(made)
            for own in document.styles["List Number"].element.pPr.findall(qn("w:tabs")):
                document.styles["List Number"].element.pPr.remove(own)


def _list_of(document: Any) -> Any:
    style = document.styles["List Number"].element
    return document.part.numbering_part.element.num_having_numId(style.pPr.numPr.numId.val)


def _numbering(document: Any) -> int:
    """Give a list of its own to a letter, so that each begins at 1."""
    numbering = document.part.numbering_part.element
    made = numbering.add_num(_list_of(document).abstractNumId.val)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)


def _numbered(line: Any, number: int) -> None:
    properties = line._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - python-docx has no other way to a list
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def _repeat(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - nor to a heading row


def _field(line: Any, name: str) -> None:
    for kind, text in (("begin", ""), ("", name), ("end", "")):
        run = line.add_run()
        made = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            made.set(qn("w:fldCharType"), kind)
        else:
            made.text = text
        run._r.append(made)  # noqa: SLF001 - nor to a field


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
