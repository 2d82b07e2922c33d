"""How the Word file looks: its styles, its lists, and what python-docx has no words for."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

_INK = RGBColor(0x17, 0x49, 0x5C)
_FONT = "Calibri"
_LANGUAGES = {"fr": "fr-FR", "en": "en-GB"}
_INDENT = 0.9


def dressed(document: Any, lang: str, accent: str = "") -> None:
    """Give the page and the styles their looks, and the file its language; `accent` as `#rrggbb`."""
    ink = RGBColor.from_string(accent[1:].upper()) if accent else _INK
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.2)
    styles = document.styles
    for name, size in (("Normal", 11), ("Title", 24), ("Subtitle", 14), ("Heading 1", 17), ("Heading 2", 14)):
        font = styles[name].font
        font.name, font.size = _FONT, Pt(size)
        # The theme's fonts and their twins for other scripts would come first.
        fonts = styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
    for name in ("Title", "Heading 1", "Heading 2", "Subtitle"):
        styles[name].font.color.rgb = ink
    _underlined(styles["Title"], str(ink))
    styles["Subtitle"].font.italic = False
    _even(styles["Subtitle"])
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


def _underlined(style: Any, colour: str) -> None:
    # The template's line has a colour of the theme, which would come first.
    for line in style.element.iter(qn("w:bottom")):
        for name in ("themeColor", "themeShade", "themeTint"):
            line.attrib.pop(qn(f"w:{name}"), None)
        line.set(qn("w:color"), colour)


def _even(style: Any) -> None:
    for spacing in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spacing)


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


def numbering(document: Any) -> int:
    """Give a list of its own to a letter, so that each begins at 1."""
    numbering = document.part.numbering_part.element
    made = numbering.add_num(_list_of(document).abstractNumId.val)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)


def numbered(line: Any, number: int) -> None:
    """Make a paragraph the next of a list."""
    properties = line._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - python-docx has no other way to a list
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def repeat(row: Any) -> None:
    """Make a row the heading of its table on every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - nor to a heading row


def field(line: Any, name: str) -> None:
    """Add a field, such as the number of the page, to a paragraph."""
    for kind, text in (("begin", ""), ("", name), ("end", "")):
        run = line.add_run()
        made = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            made.set(qn("w:fldCharType"), kind)
        else:
            made.text = text
        run._r.append(made)  # noqa: SLF001 - nor to a field
