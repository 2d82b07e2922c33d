"""The index of documents in the three forms that data-room services take in, as a workbook of its own.

It holds nothing else, so it can leave the house: two columns (number, title); folder and document; a numbered tree.
"""

from __future__ import annotations

from collections.abc import Iterator

from dataroom.model import Bilingual, Report
from dataroom.printable import visible
from dataroom.report.columns import Column
from dataroom.report.editions import shown
from dataroom.report.order import in_order
from dataroom.report.rows import Row, language
from dataroom.report.tree import Place, is_member, tree
from dataroom.report.xlsx_book import Book, Layout

_NUMBER = Column("number", Bilingual("N°", "Index"), 14)
_TITLE = Column("title", Bilingual("Titre", "Title"), 80, "wrap")
_FOLDER = Column("folder", Bilingual("Dossier", "Folder"), 60, "wrap")
_DOCUMENT = Column("document", Bilingual("Document", "Document"), 60, "wrap")
_KIND = Column("kind", Bilingual("Nature", "Kind"), 14)
_LEVEL = Column("level", Bilingual("Niveau", "Level"), 9, "number")
_FOLDER_WORD, _DOCUMENT_WORD = Bilingual("Dossier", "Folder"), Bilingual("Document", "Document")
_SHEETS = {
    "two": Bilingual("N° et titre", "Index and title"),
    "folders": Bilingual("Dossier et document", "Folder and document"),
    "tree": Bilingual("Arborescence numérotée", "Numbered tree"),
}


def render_index(report: Report) -> bytes:
    """Give the three sheets; members of archives are left out, since a data room takes in the archive."""
    seen = in_order(shown(report))
    book = Book(language(seen), seen.as_of, seen.edition)
    paths = frozenset(doc.path for doc in seen.documents)
    places = [place for place in tree(seen.documents) if not is_member(place.path, paths)]
    files = [place for place in places if place.document is not None]
    two = ({"number": place.number, "title": visible(place.name)} for place in files)
    folders = ({"folder": visible(place.folder), "document": visible(place.name)} for place in files)
    book.table(book.say(_SHEETS["two"]), [_NUMBER, _TITLE], two, Layout("index_two"))
    book.table(book.say(_SHEETS["folders"]), [_FOLDER, _DOCUMENT], folders, Layout("index_folders"))
    columns = [_NUMBER, _LEVEL, _KIND, _TITLE]
    book.table(book.say(_SHEETS["tree"]), columns, _tree(book, places), Layout("index_tree"))
    return book.done()


def _tree(book: Book, places: list[Place]) -> Iterator[Row]:
    for place in places:
        kind = _DOCUMENT_WORD if place.document is not None else _FOLDER_WORD
        yield {
            "number": place.number,
            "level": place.number.count(".") + 1,
            "kind": book.say(kind),
            "title": visible(place.name),
        }
