"""The text of all files of a folder by pypdf, python-docx and openpyxl: `python peer_plain.py FOLDER`.

One plain process, one file after the other, as a script of an afternoon does it: mails by the standard library, notes
and tables as they are, archives not at all. Prints as JSON how many texts and letters it gave.
"""

from __future__ import annotations

import email
import email.policy
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import openpyxl  # type: ignore[import-untyped]  # it has no types
import pypdf


def of_pdf(path: Path) -> str:
    """Give the text of all pages."""
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def of_word(path: Path) -> str:
    """Give paragraphs and cells."""
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def of_workbook(path: Path) -> str:
    """Give all cells."""
    return "\n".join(_cells(path))


def _cells(path: Path) -> Iterator[str]:
    for sheet in openpyxl.load_workbook(path, read_only=True, data_only=True).worksheets:
        for row in sheet.iter_rows(values_only=True):
            yield from (str(value) for value in row if value is not None)


def of_mail(path: Path) -> str:
    """Give the body."""
    body = email.message_from_bytes(path.read_bytes(), policy=email.policy.default).get_body(("plain", "html"))
    return body.get_content() if body is not None else ""


def plain(path: Path) -> str:
    """Give the file as it is."""
    return path.read_text(encoding="utf-8", errors="replace")


_READERS: dict[str, Callable[[Path], str]] = {
    ".pdf": of_pdf, ".docx": of_word, ".xlsx": of_workbook, ".eml": of_mail, ".txt": plain, ".csv": plain,
}  # fmt: skip


def main() -> None:
    """Read one file after the other."""
    paths = [path for path in sorted(Path(sys.argv[1]).rglob("*")) if path.suffix in _READERS]
    texts = [_READERS[path.suffix](path) for path in paths]
    print(json.dumps({"texts": sum(map(bool, texts)), "letters": sum(map(len, texts))}))


if __name__ == "__main__":
    main()
