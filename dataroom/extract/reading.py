"""The one table that joins the formats, and the door through which every document goes."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from typing import Protocol, cast

from dataroom.extract import compound, kinds, passwords, reasons, unsupported
from dataroom.extract.draft import Draft, Refusal
from dataroom.extract.leftovers import is_system_file
from dataroom.extract.source import Limits, Source
from dataroom.model import Content, State


class Reader(Protocol):
    """Fill in a draft from a source; may raise anything, what stands in the draft is kept."""

    def __call__(self, source: Source, draft: Draft) -> None:
        """Read `source` into `draft`."""


# Module and function by name: a reader's libraries are imported when the first document of its kind is met.
READERS = {
    kinds.PDF: "pdf:read",
    kinds.DOCX: "word:read",
    kinds.XLSX: "sheets:read",
    kinds.XLSB: "sheets:read",
    kinds.XLS: "sheets:read_old",
    kinds.PPTX: "slides:read",
    kinds.ODT: "opendocument:read",
    kinds.ODP: "opendocument:read_slides",
    kinds.ODS: "opensheet:read",
    kinds.RTF: "rtf:read",
    kinds.HTML: "web:read",
    kinds.EML: "mail:read",
    kinds.MBOX: "mail_archive:read",
    kinds.ZIP: "archives:read_zip",
    kinds.TAR: "archives:read_stream",
    kinds.GZIP: "archives:read_stream",
    kinds.BZIP2: "archives:read_stream",
    kinds.XZ: "archives:read_stream",
    kinds.SEVEN: "seven:read",
    kinds.MSG: "msg:read",
    kinds.DOC: "converted:read_doc",
    kinds.PPT: "converted:read_ppt",
    kinds.TEXT: "plain:read",
    kinds.JSON: "plain:read_json",
    kinds.XML: "structured:read",
    kinds.SIGNED: "cms:read",
    kinds.TNEF: "tnef:read",
    "text/vcard": "cards:read",
    "text/calendar": "cards:read",
    kinds.MARKDOWN: "plain:read_markdown",
    kinds.CSV: "plain:read_table",
    kinds.TSV: "plain:read_table",
}
_LOCKABLE = kinds.OOXML
_PICTURES = "ocr_images:read"


def extract(source: Source, limits: Limits = Limits()) -> Content:  # noqa: B008 - frozen
    """Read a document. Never raises: what is wrong with it is the state and the reason of the Content."""
    draft, media_type = Draft(limits), kinds.OCTETS
    if source.unlocked:
        draft.fact("opened-with-password")
    try:
        media_type = _prepare(source, draft)
        if draft.state is State.OK:
            _read(source, media_type, draft)
    except Refusal as refusal:
        draft.fault(refusal.state, refusal.reason)
    except (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except ImportError as error:
        draft.fault(State.UNREADABLE, reasons.not_installed(error.name or str(error)))
    except OSError as error:
        if error.errno is None:  # raised by a library over what is in the file, not by the system
            draft.fault(State.CORRUPT, reasons.crashed(_kind(media_type), type(error).__name__))
        else:
            draft.fault(State.UNREADABLE, reasons.unreadable(type(error).__name__))
    except BaseException as error:  # noqa: BLE001 - Rust panics are no Exceptions; a fault is an answer here
        draft.fault(State.CORRUPT, reasons.crashed(_kind(media_type), type(error).__name__))
    return draft.content(media_type)


def _kind(media_type: str) -> str:
    return (kinds.EXTENSIONS.get(media_type) or (media_type,))[0].upper()


def warm_up() -> None:
    """Load all readers with their libraries, and ask for the programs they use, before a worker is locked."""
    for reader in sorted({_PICTURES, *READERS.values()}):
        with suppress(ImportError):
            import_module(f"dataroom.extract.{reader.partition(':')[0]}")
    import_module("dataroom.extract.ocr_engine").find()


def _prepare(source: Source, draft: Draft) -> str:
    """Give the media type; files that are no documents, or empty, or not what they say get their fault."""
    with source.open() as stream:
        head = stream.read(kinds.HEAD)
    if is_system_file(source.name):
        draft.fact("system-file")
        draft.fault(State.UNSUPPORTED, reasons.NOT_A_DOCUMENT)
    promised = kinds.by_extension(source.extension)
    if not head:
        draft.fault(State.EMPTY, reasons.EMPTY)
        return promised or kinds.OCTETS
    media_type = kinds.sniff(head, source.name, source.open)
    if draft.state is State.OK and (real := kinds.wrong_extension(media_type, source.extension)):
        draft.fact("wrong-extension", real)
    if media_type == kinds.OCTETS and promised in READERS:
        draft.fault(State.CORRUPT, reasons.not_what_it_says(source.extension))
        return promised
    return media_type


def _read(source: Source, media_type: str, draft: Draft) -> None:
    if media_type == kinds.SHORTCUT:
        draft.fact("system-file", "shortcut")
        raise Refusal(State.UNSUPPORTED, reasons.SHORTCUT)
    if media_type == kinds.LOCKED or (media_type in _LOCKABLE and _is_locked(source)):
        _read_locked(source, draft)
        return
    if media_type not in READERS and not media_type.startswith("image/"):
        draft.fault(State.UNSUPPORTED, unsupported.reason(media_type, source.extension))
        return
    module, _, function = READERS.get(media_type, _PICTURES).partition(":")
    reader = cast("Reader", getattr(import_module(f"dataroom.extract.{module}"), function))
    reader(source, draft)


def _is_locked(source: Source) -> bool:
    """Tell whether an Office file lies encrypted in an OLE file; a locked old one is found out by its reader."""
    with source.open() as stream:
        return stream.read(8) == kinds.OLE_MAGIC and "EncryptedPackage" in compound.names(stream)


def _read_locked(source: Source, draft: Draft) -> None:
    opened = passwords.unlocked_office(source, draft.limits.passwords)
    if opened is None:
        raise Refusal(State.ENCRYPTED, reasons.PASSWORD)
    draft.fact("opened-with-password")
    with opened.open() as stream:
        inner = kinds.sniff(stream.read(kinds.HEAD), opened.name, opened.open)
    if inner == kinds.LOCKED or _is_locked(opened):
        raise Refusal(State.ENCRYPTED, reasons.PASSWORD)
    _read(opened, inner, draft)
